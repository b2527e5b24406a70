"""Cards of leaders, polities, forces, places, provinces and institutions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from ucronia.report.explain.cards import Card, Pen, listed
from ucronia.report.explain.duties import duty_facts
from ucronia.report.explain.kinds import kind_name
from ucronia.report.explain.life import concerning, with_life
from ucronia.report.explain.rules import aim_facts
from ucronia.report.explain.told import moment_when
from ucronia.report.words import Words
from ucronia.scenario.allegiance import Allegiance, Change
from ucronia.scenario.model import (
    Assembly,
    Circuit,
    Entry,
    Force,
    Leader,
    Office,
    Pact,
    Place,
    Polity,
    Province,
    Scenario,
)
from ucronia.scenario.record import Record
from ucronia.scenario.tracks import men_of

TERMS = (
    "In free play the holder is given another term, the likelier the more support and "
    "legitimacy the government has, or the ablest at large of those who serve it follows. "
    "Either gives legitimacy. While a rival government stands, or another holds the capital, "
    "nobody is chosen: the holder stays, which costs it."
)
"""What is said of an office with a term: realm/terms.py in words."""
ACTING = (
    "While the head of state leads an army farther from the seat than he can govern it from, "
    "or is a prisoner, another governs for him: a minister, or the ablest and most loyal of "
    "those who serve the government and command nothing; else a council. He resumes when he "
    "is back; if he is gone for good, who acted for him follows."
)
"""What is said of a head of state's office: realm/acting.py in words."""
TRAVELS = (
    "The government goes about its own land with the holder, and only when he leads an army "
    "abroad or is a prisoner does another govern for him."
)
"""What is said of an office whose government travels."""
_DECIDED_ON = ("pact", "assembly", "communities", "party")
"""Kinds of thing whose cards say which rules are about them."""
TRAITS = ("ambition", "boldness", "loyalty", "skill")


def rules_naming(scenario: Scenario, id: str) -> list[str]:
    """List the rules that name a thing: where it is decided on, or has its part, in free play.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    id : str
        Of the thing.

    Returns
    -------
    list of str
        Ids of rules, in the order of the files.
    """
    word = re.compile(rf"\b{re.escape(id)}\b")
    return [rule.id for rule in scenario.rules if word.search(str(rule.model_dump()))]


def actor_card(kind: str) -> Callable[[Words, Scenario, Any], Card]:
    """Give what explains leaders, polities, forces, places, provinces or institutions.

    Parameters
    ----------
    kind : str
        As `leader`.

    Returns
    -------
    callable
        Of the language, the scenario and the thing: its card, with what it rests on and the
        entries that name it.
    """

    def explain(words: Words, scenario: Scenario, part: Any) -> Card:
        pen = Pen(words, scenario)
        _FACTS[kind](pen, part)
        if kind in _DECIDED_ON or getattr(part, "kind", "") in _DECIDED_ON:
            pen.fact("Rules", listed(rules_naming(scenario, part.id)))
        entries = concerning(scenario, part)
        pen.basis(part)
        name = part.name if isinstance(part.name, str) else words.text(part.name)
        heaviest = sorted(entries, key=lambda entry: -entry.weight)[:2]
        commands = [f"ucronia explain {entry.id}" for entry in heaviest]
        card = pen.card(kind, part.id, name, [*commands, *_more(kind, part.id)])
        return with_life(card, words, scenario, part, entries)

    return explain


def _more(kind: str, id: str) -> list[str]:
    """Say how the whole record of a thing is listed."""
    option = {"leader": "--person", "place": "--place"}.get(kind)
    if kind == "force":
        return [f"ucronia map --force {id}"]
    return [f"ucronia record {option} {id}"] if option else []


def _leader(pen: Pen, leader: Leader) -> None:
    years = f"{leader.born or '?'}\N{EN DASH}{leader.died or '?'}"
    pen.fact("Lived", years if leader.born or leader.died else "")
    first = (
        kind_name(pen.words, leader.status),
        pen.called("polities", leader.polity),
        pen.called("places", leader.place),
    )
    pen.fact("On the first day", ", ".join(first))
    traits = [(name, getattr(leader, name)) for name in TRAITS]
    said = ", ".join(
        f"{kind_name(pen.words, name)} {pen.words.number(value, 2)}"
        for name, value in traits
        if value is not None
    )
    pen.fact("Traits, 0 to 1", said)
    pen.fact("Read from this conduct", pen.words.text(leader.conduct))
    pen.fact("Known from", leader.known_from)
    pen.fact("Offices in the record", "; ".join(_offices(pen, leader.id)))
    pen.fact("Commands in the record", "; ".join(_commands(pen, leader.id)))
    _ties(pen, leader.id)
    for aim in pen.scenario.aims:
        if aim.decider == leader.id:
            aim_facts(pen, aim)


def _effects_of(pen: Pen, verb: str, leader: str) -> Iterator[tuple[Entry, str]]:
    """Give the entries whose effects do something with a leader, and with what else."""
    done = re.compile(rf"\b{verb}\s*\(\s*{re.escape(leader)}\s*,\s*(\w+)")
    for entry in sorted(pen.scenario.entries, key=lambda entry: entry.date):
        yield from ((entry, to) for effect in entry.effects for to in done.findall(effect))


def _offices(pen: Pen, leader: str) -> Iterator[str]:
    for office in pen.scenario.offices:
        if office.holder == leader:
            yield pen.words.say("{what} (on the first day)", what=pen.words.text(office.name))
    for entry, office_id in _effects_of(pen, "appoint", leader):
        yield f"{pen.called('offices', office_id)} ({moment_when(pen.words, entry)})"


def _commands(pen: Pen, leader: str) -> Iterator[str]:
    for force in pen.scenario.forces:
        if force.exists and force.commander == leader:
            yield pen.words.say("{what} (on the first day)", what=pen.words.text(force.name))
    told: set[str] = set()
    for entry, force_id in _effects_of(pen, "command", leader):
        if force_id not in told:
            yield f"{pen.called('forces', force_id)} ({moment_when(pen.words, entry)})"
        told.add(force_id)


def _ties(pen: Pen, leader: str) -> None:
    for tie in pen.scenario.ties:
        if leader in (tie.a, tie.b):
            other = pen.called("leaders", tie.b if tie.a == leader else tie.a)
            pen.fact("Tie", f"{other}: {kind_name(pen.words, tie.kind)}")


def _polity(pen: Pen, polity: Polity) -> None:
    pen.fact("Kind", kind_name(pen.words, polity.kind))
    pen.fact("Part of", pen.called("polities", polity.parent))
    pen.fact("Capital", pen.called("places", polity.capital))
    pen.fact("Head on the first day", pen.called("leaders", polity.head))
    pen.fact("Serves the cause", pen.called("causes", polity.cause))
    claims = [pen.called("blocs", bloc) for bloc in polity.claims]
    pen.fact("Claims", ", ".join(claims))
    pen.fact("Departments", ", ".join(polity.departments))
    pen.fact("Flag", pen.words.text(polity.flag))
    pen.fact("Arms", pen.words.text(polity.arms))
    if polity.exists:
        pen.fact("Treasury on the first day, pesos", pen.words.number(polity.treasury_pesos))
    provinces = [
        pen.words.text(p.name) for p in pen.scenario.provinces if p.polity == polity.id
    ]
    pen.fact("Provinces on the first day", ", ".join(provinces))
    forces = [pen.words.text(f.name) for f in pen.scenario.forces if f.polity == polity.id]
    pen.fact("Forces", ", ".join(forces))
    for aim in pen.scenario.aims:
        if aim.decider == polity.id:
            aim_facts(pen, aim)


def _force(pen: Pen, force: Force) -> None:
    allegiance = Allegiance(pen.scenario)
    pen.fact("Kind", kind_name(pen.words, force.kind))
    pen.fact("Fought for", _changes(pen, "polities", allegiance.sides(force)))
    pen.fact("Commanders", _changes(pen, "leaders", allegiance.commanders(force)))
    if force.exists:
        parts = (
            ("{count} men", force.men),
            ("{count} horse", force.men * force.cavalry_share),
            ("battalions: {count}", force.battalions),
            ("squadrons: {count}", force.squadrons),
            ("{count} guns", force.guns),
            ("{count} ships", force.ships),
        )
        said = [pen.words.say(what, count=pen.words.number(n)) for what, n in parts if n]
        place = pen.called("places", force.place)
        pen.fact("On the first day", ", ".join([place, *said]))
    pen.fact("Cause", pen.called("causes", force.cause))
    pen.fact("Strengths in the record", "; ".join(_strengths(pen, force)))


def _changes(pen: Pen, parts: str, changes: Sequence[Change]) -> str:
    """Name who followed whom, each with the day."""
    told: list[str] = []
    before = ""
    for change in changes:
        if change.to and change.to != before:
            before = change.to
            name = pen.called(parts, change.to)
            when = (
                pen.words.date(date.fromisoformat(change.date), "medium") if change.date else ""
            )
            told.append(f"{name} ({when})" if when else name)
    return " → ".join(told)


def _strengths(pen: Pen, force: Force) -> Iterator[str]:
    record = Record(pen.scenario)
    for pin in record.pins().get(force.id, ()):
        entry = record.entries[pin.entry]
        men = men_of(record, entry, force.id)
        if men is not None:
            counts = dict.fromkeys(pen.words.number(count) for count in men)
            said = "\N{EN DASH}".join(counts)
            yield f"{moment_when(pen.words, entry)}, {said}"


def _place(pen: Pen, place: Place) -> None:
    pen.fact("Kind", kind_name(pen.words, place.kind))
    height = pen.words.number(place.elevation_m)
    pen.fact("Where", f"{place.lat:.3f}, {place.lon:.3f}; {height} m")
    pen.fact("Province", pen.called("provinces", place.province))
    for province in pen.scenario.provinces:
        if province.id == place.province:
            holder = pen.called("polities", province.polity)
            pen.fact("Held on the first day by", holder)
    if place.population:
        pen.fact("Inhabitants", pen.words.number(place.population))
    pen.fact("Also written", ", ".join(filter(None, map(str.strip, place.variants.split(";")))))
    pen.fact("Neighbours", "; ".join(said for _, said in sorted(_neighbours(pen, place))))


def _neighbours(pen: Pen, place: Place) -> Iterator[tuple[float, str]]:
    """Give the places next to one, with the days to each on foot or under sail."""
    for route in pen.scenario.routes:
        if place.id not in (route.a, route.b):
            continue
        is_out = route.a == place.id
        days = route.days_infantry if is_out else route.days_infantry_back
        said = pen.words.say(
            "{there} {days} days ({km} km {mode})",
            there=pen.called("places", route.b if is_out else route.a),
            km=pen.words.number(route.distance_km),
            days=pen.words.number(days, 1),
            mode=kind_name(pen.words, route.mode),
        )
        yield days, said


def _province(pen: Pen, province: Province) -> None:
    pen.fact("Bloc", pen.called("blocs", province.bloc))
    pen.fact("Held on the first day by", pen.called("polities", province.polity))
    pen.fact("Capital", pen.called("places", province.capital))
    low, high = (
        pen.words.number(n) for n in (province.population_low, province.population_high)
    )
    pen.fact("Inhabitants", f"{pen.words.number(province.population)} ({low}\N{EN DASH}{high})")
    pen.fact("Revenue in a year of peace, pesos", pen.words.number(province.revenue_pesos))
    said = pen.words.hundredths(province.communities)
    pen.fact("In communities that pay tribute, of 100", said)
    leanings = [
        f"{pen.called('causes', cause)} {pen.words.hundredths(share)}"
        for cause, share in province.leanings.items()
    ]
    pen.fact("Leanings, of 100", ", ".join(leanings))


def _office(pen: Pen, office: Office) -> None:
    pen.fact("Kind", kind_name(pen.words, office.kind))
    pen.fact("Polity", pen.called("polities", office.polity))
    pen.fact("On the first day", pen.called("leaders", office.holder))
    pen.fact("In office since", office.since)
    if office.term_days:
        pen.fact("Term, days", pen.words.number(office.term_days))
        pen.fact("At its end", pen.words.say(TERMS))
    if office.kind == "head":
        pen.fact("While the holder is away", pen.words.say(ACTING))
    if office.travels:
        pen.fact("Where it governs", pen.words.say(TRAVELS))


def _assembly(pen: Pen, assembly: Assembly) -> None:
    seats = [pen.called("provinces", province) for province in assembly.provinces]
    pen.fact("Seats", ", ".join(seats))
    pen.fact("Place", pen.called("places", assembly.place))
    pen.fact("Votes on the cause", pen.called("causes", assembly.cause))
    said = f"{assembly.quorum:g}, {assembly.threshold:g}"
    pen.fact("Quorum and threshold", said)
    pen.fact("Effects", "; ".join(assembly.effects))


def _pact(pen: Pen, pact: Pact) -> None:
    parties = [pen.called("polities", party) for party in pact.parties]
    pen.fact("Parties", ", ".join(parties))
    pen.fact("Clauses", pen.words.text(pact.clauses))


def _circuit(pen: Pen, circuit: Circuit) -> None:
    places = [pen.called("places", place) for place in circuit.places]
    pen.fact("Places", " → ".join(places))
    pen.fact("Goods", pen.words.text(circuit.goods))
    pen.fact("Volume, pesos a year", pen.words.number(circuit.volume_pesos))
    pen.fact("Elasticity", f"{circuit.elasticity:g}")
    pen.fact("Rival", pen.called("polities", circuit.rival))
    duty_facts(pen, circuit)


_FACTS: dict[str, Callable[[Pen, Any], None]] = {
    "leader": _leader,
    "polity": _polity,
    "force": _force,
    "place": _place,
    "province": _province,
    "office": _office,
    "assembly": _assembly,
    "pact": _pact,
    "circuit": _circuit,
}
"""What is told of each kind."""
