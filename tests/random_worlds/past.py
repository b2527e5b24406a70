"""A short random record: positions, battles, what rules brought, effects, and disputes."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.ids import Row, Sketch, chance, maybe, named, pick
from tests.random_worlds.words import Speaker
from ucronia.scenario.record import LABELS, PINS
from ucronia.scenario.roles import CLASSES

MOST_ENTRIES = 8
PRECISIONS = ("day", "day", "day", "month", "year", "interval")


def add_record(sketch: Sketch, choose: Any) -> None:
    """Draw entries in the order of their days, and what sources say of them."""
    start, end = (datetime.date.fromisoformat(sketch.head[n]) for n in ("start", "end"))
    span = (end - start).days
    count = choose(some.integers(0, MOST_ENTRIES))
    days = sorted(choose(some.integers(0, span)) for _ in range(count))
    entries: list[Row] = []
    versions: list[Row] = []
    for number, day in enumerate(days):
        date = start + datetime.timedelta(day)
        row = _entry(sketch, choose, f"entry_{number}") | _when(choose, date, end, entries)
        entries.append(row)
        versions += _versions(choose, row)
    sketch.tables["record/entries.csv"] = entries
    sketch.tables["record/versions.csv"] = versions


def _when(choose: Any, date: datetime.date, end: datetime.date, before: list[Row]) -> Row:
    precision = pick(choose, PRECISIONS)
    days = choose(some.integers(0, max(0, (end - date).days)))
    until = str(date + datetime.timedelta(days)) if precision == "interval" else ""
    after = maybe(choose, [row["id"] for row in before], 0.2)
    return {"date": str(date), "precision": precision, "until": until, "after": after}


def _entry(sketch: Sketch, choose: Any, id: str) -> Row:
    makers = (_position, _position, _fight, _fight, _rule, _effects, _context)
    return {
        "id": id,
        "place": "",
        "weight": pick(choose, (0, 50, 100)),
        "text": named(id),
        "note": "drawn",
        **pick(choose, makers)(sketch, choose),
    }


def _position(sketch: Sketch, choose: Any) -> Row:
    forces = {pick(choose, sketch.ids["force"]) for _ in range(choose(some.integers(1, 2)))}
    return {
        "kind": pick(choose, PINS),
        "what": " + ".join(sorted(forces)),
        "place": pick(choose, sketch.ids["place"]),
        "effects": ";".join(Speaker(choose, sketch).effects(1, False))
        if chance(choose, 0.2)
        else "",
    }


def _fight(sketch: Sketch, choose: Any) -> Row:
    forces = choose(some.permutations(sketch.ids["force"]))
    if len(forces) < 2:
        return _position(sketch, choose)
    middle = choose(some.integers(1, min(2, len(forces) - 1)))
    sides = (" + ".join(forces[:middle]), " + ".join(forces[middle : middle + 2]))
    kind = pick(choose, ("battle", "battle", "siege"))
    return {"kind": kind, "what": " > ".join(sides), "place": pick(choose, sketch.ids["place"])}


def _rule(sketch: Sketch, choose: Any) -> Row:
    rule = pick(choose, sketch.tables["rules/all.yaml"])
    bind = []
    for role, range_of in {**rule["over"], **rule["among"]}.items():
        ids = range_of if isinstance(range_of, list) else _of_class(sketch, range_of)
        if not ids:
            return _context(sketch, choose)
        bind.append(f"{role}={pick(choose, ids)}")
    option = pick(choose, sketch.options[rule["id"]]) if sketch.options[rule["id"]] else ""
    return {
        "kind": rule["kind"],
        "rule": rule["id"],
        "bind": "; ".join(bind),
        "option": option,
        "place": maybe(choose, sketch.ids["place"]),
    }


def _of_class(sketch: Sketch, name: str) -> list[str]:
    ids = sketch.ids[CLASSES[name]]
    if name in ("army", "fleet"):
        ids = [id for id in ids if (sketch.kinds[id] == "fleet") == (name == "fleet")]
    return ids


def _effects(sketch: Sketch, choose: Any) -> Row:
    kind = pick(choose, [label for label in LABELS if label not in PINS])
    effects = Speaker(choose, sketch).effects(4)
    return {"kind": kind, "effects": ";".join(effects)}


def _context(sketch: Sketch, choose: Any) -> Row:
    return {"kind": "context"}


def _versions(choose: Any, entry: Row) -> list[Row]:
    """Give one source's word, or two that differ."""
    count = pick(choose, (1, 1, 2))
    named_dispute = chance(choose, 0.5)
    return [
        {
            "entry": entry["id"],
            "dispute": f"dispute_of_{entry['id']}" if count > 1 and named_dispute else "",
            "reading": f"reading_{number}" if count > 1 and named_dispute else "",
            "source": ("annals", "letters")[number],
            "values": "; ".join(f"{k}={v}" for k, v in _values(choose, entry).items()),
            "weight": pick(choose, (1, 3)),
        }
        for number in range(count)
    ]


def _values(choose: Any, entry: Row) -> Row:
    told: Row = {}
    if entry["kind"] in PINS and entry.get("what"):
        options = {
            "men": (0, 1, 700, 5000),
            "guns": (0, 7),
            "ships": (0, 3),
            "battalions": (0, 2),
            "squadrons": (0, 2),
            "cavalry": (0, 90, 9000),
        }
    elif entry["kind"] in ("battle", "siege"):
        told = _losses(choose)
        options = {"winner": ("a", "b", "draw"), "dispersed": ("yes", "no"), "fort": (0, 1, 2)}
    else:
        return {}
    return told | {
        name: pick(choose, values) for name, values in options.items() if chance(choose, 0.4)
    }


def _losses(choose: Any) -> Row:
    told: Row = {}
    for side in ("a", "b"):
        men = pick(choose, (0, 400, 3000))
        if chance(choose, 0.6):
            told[f"men_{side}"] = men
            for name in ("losses", "taken"):
                if chance(choose, 0.5):
                    told[f"{name}_{side}"] = men * pick(choose, (0, 0.1, 0.5))
    return told
