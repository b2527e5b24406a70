"""Random people: polities of all kinds, leaders, forces of all kinds, offices, relations."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.ids import Row, Sketch, chance, maybe, named, pick
from tests.random_worlds.words import Speaker

POLITIES = ("republic", "confederation", "member", "rival", "party", "communities")
FORCES = ("army", "army", "column", "garrison", "montonera", "fleet", "fleet")
STATUS = ("office", "office", "command", "exile", "prisoner", "private")
SHARES = (0, 0.2, 0.5, 1)
TRAITS = ("", 0, 0.5, 1)


def add_kinds(sketch: Sketch, choose: Any) -> None:
    """Say of what kind each polity and force is, and which polities stand on the first day."""
    for number, id in enumerate(sketch.ids["polity"]):
        # the second may be a confederation, of which later ones are members
        kinds = ("republic", "confederation")[:1] if number == 0 else POLITIES
        is_second = number == 1 and chance(choose, 0.4)
        sketch.kinds[id] = "confederation" if is_second else pick(choose, kinds)
    sketch.ids["standing"] = [
        id
        for number, id in enumerate(sketch.ids["polity"])
        if number == 0 or chance(choose, 0.7)
    ]
    for id in sketch.ids["force"]:
        sketch.kinds[id] = pick(choose, FORCES)
    for id in sketch.ids["leader"]:
        sketch.kinds[id] = pick(choose, STATUS)


def add_polities(sketch: Sketch, choose: Any) -> None:
    """Draw causes, polities and how they stand to each other."""
    obeys = maybe(choose, sketch.ids["cause"])
    sketch.tables["actors/causes.yaml"] = [
        {"id": id, "name": named(id), "text": named(id), "obeys": id == obeys}
        for id in sketch.ids["cause"]
    ]
    sketch.tables["actors/polities.yaml"] = [
        _polity(sketch, choose, id) for id in sketch.ids["polity"]
    ]
    sketch.tables["actors/relations.csv"] = _relations(sketch, choose)


def _polity(sketch: Sketch, choose: Any, id: str) -> Row:
    unions = [
        other
        for other in sketch.ids["polity"]
        if sketch.kinds[other] == "confederation" and other in sketch.ids["standing"]
    ]
    parent = maybe(choose, unions, 0.9) if sketch.kinds[id] == "member" else ""
    claims = [bloc for bloc in sketch.ids["bloc"] if chance(choose, 0.4)]
    return {
        "id": id,
        "name": named(id),
        "kind": sketch.kinds[id],
        "nation": pick(choose, ("nation_0", "nation_1", "nation_2")),
        "claims": claims,
        "parent": parent,
        "exists": id in sketch.ids["standing"],
        "capital": pick(choose, sketch.ids["place"]),
        "head": maybe(choose, sketch.ids["leader"]),
        "cause": pick(choose, sketch.ids["cause"]),
        "treasury_pesos": pick(choose, (0, 40_000, -90_000, 3_000_000)),
        "flag": named("white"),
        "arms": named("none"),
        "colour": "#123456",
        "source": "annals",
    }


def _relations(sketch: Sketch, choose: Any) -> list[Row]:
    rows: dict[tuple[str, str], Row] = {}
    for _ in range(choose(some.integers(0, 8))):
        a, b = (pick(choose, sketch.ids["polity"]) for _ in range(2))
        if a == b:
            continue
        kinds = ("union", "alliance", "peace", "truce", "war", "war")
        back = rows.get((b, a))
        rows[a, b] = {
            "a": a,
            "b": b,
            "kind": back["kind"] if back else pick(choose, kinds),
            "trade": pick(choose, ("yes", "no")),
            "threat": pick(choose, SHARES),
            "tariff": pick(choose, (0, 0.3, 4)),
            "source": "annals",
        }
    return list(rows.values())


def add_persons(sketch: Sketch, choose: Any) -> None:
    """Draw leaders, what binds them, offices, assemblies and pacts."""
    sketch.tables["actors/leaders.csv"] = [
        {
            "id": id,
            "name": id,
            "polity": pick(choose, sketch.ids["polity"]),
            "place": maybe(choose, sketch.ids["place"], 0.9),
            "status": sketch.kinds[id],
            **{
                trait: pick(choose, TRAITS)
                for trait in ("ambition", "boldness", "loyalty", "skill")
            },
            "known_from": pick(choose, ("", "1830-01-01", "1836-03-03", "1840-07-01")),
            "conduct": named("none"),
            "source": "annals",
        }
        for id in sketch.ids["leader"]
    ]
    pairs = [[pick(choose, sketch.ids["leader"]) for _ in range(2)] for _ in range(2)]
    sketch.tables["actors/ties.csv"] = [
        {"a": a, "b": b, "kind": "kin", "secret": "no"} for a, b in pairs if a != b
    ]
    sketch.tables["offices"] = [_office(sketch, choose, id) for id in sketch.ids["office"]]
    sketch.tables["pacts"] = [
        {
            "id": id,
            "name": named(id),
            "parties": sorted({pick(choose, sketch.ids["polity"]) for _ in range(2)}),
            "clauses": named("peace"),
            "source": "annals",
        }
        for id in sketch.ids["pact"]
    ]


def _office(sketch: Sketch, choose: Any, id: str) -> Row:
    kinds = ("head", "protector", "commander", "minister")
    kind = pick(choose, kinds[:2] if id == sketch.ids["office"][0] else kinds)
    # a head may be a prisoner, of a polity that has no other: the first is for certain
    status = ("office", "prisoner") if id == sketch.ids["office"][0] else ("office",)
    able = [leader for leader in sketch.ids["leader"] if sketch.kinds[leader] in status]
    return {
        "id": id,
        "name": named(id),
        "polity": pick(choose, sketch.ids["polity"]),
        "kind": kind,
        "holder": maybe(choose, able, 0.8),
        "since": pick(choose, ("", "1834-05-05", "1840-08-01")),
        "term_days": pick(choose, (0, 0, 20, 365)),
        "source": "annals",
    }


def add_assemblies(sketch: Sketch, choose: Any) -> None:
    """Draw assemblies, and what follows when they pass."""
    speaker = Speaker(choose, sketch)
    sketch.tables["assemblies"] = [
        {
            "id": id,
            "name": named(id),
            "provinces": [pick(choose, sketch.ids["province"])] * choose(some.integers(1, 3)),
            "place": pick(choose, sketch.ids["place"]),
            "cause": pick(choose, sketch.ids["cause"]),
            "quorum": pick(choose, SHARES),
            "threshold": pick(choose, SHARES),
            "sponsor": maybe(choose, sketch.ids["polity"]),
            "effects": speaker.effects(3),
            "source": "annals",
        }
        for id in sketch.ids["assembly"]
    ]


def add_forces(sketch: Sketch, choose: Any) -> None:
    """Draw forces: those that stand, and slots that wait."""
    at_liberty = [
        id for id in sketch.ids["leader"] if sketch.kinds[id] not in ("exile", "prisoner")
    ]
    rows = []
    for id in sketch.ids["force"]:
        stands = chance(choose, 0.7)
        commander = maybe(choose, at_liberty if stands else sketch.ids["leader"], 0.6)
        if stands and commander:
            at_liberty.remove(commander)
        rows.append(_force(sketch, choose, id, stands) | {"commander": commander})
    sketch.tables["actors/forces.csv"] = rows


def _force(sketch: Sketch, choose: Any, id: str, stands: bool) -> Row:
    is_fleet = sketch.kinds[id] == "fleet"
    polity = pick(choose, sketch.ids["standing" if stands else "polity"])
    ports = [row["id"] for row in sketch.tables["world/places.csv"] if row["zone"]]
    places = ports if is_fleet and ports else sketch.ids["place"]
    return {
        "id": id,
        "name": named(id),
        "kind": sketch.kinds[id],
        "polity": polity,
        "patron": maybe(choose, sketch.ids["leader"], 0.3),
        "place": pick(choose, places) if stands else maybe(choose, places),
        "exists": "yes" if stands else "no",
        "men": pick(choose, (0, 60)) if is_fleet else pick(choose, (1, 90, 900, 6000)),
        "cavalry_share": pick(choose, SHARES),
        "battalions": pick(choose, (0, 1, 4)),
        "squadrons": pick(choose, (0, 1, 3)),
        "guns": pick(choose, (0, 0, 4, 30)),
        "ships": pick(choose, (0, 1, 5)) if is_fleet else 0,
        "cause": maybe(choose, sketch.ids["cause"]),
        "basis": "judged",
        "source": "annals",
    }
