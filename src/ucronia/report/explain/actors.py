"""Cards of leaders, polities, forces, places, provinces and institutions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ucronia.report.explain.cards import Card, Pen, listed
from ucronia.report.explain.rules import aim_facts
from ucronia.report.words import Words
from ucronia.scenario.model import (
    Assembly,
    Circuit,
    Force,
    Leader,
    Office,
    Pact,
    Place,
    Polity,
    Province,
    Scenario,
)

TERMS = (
    "In free play the holder is given another term, the likelier the more support and "
    "legitimacy the government has, or the ablest at large of those who serve it follows. "
    "Either gives legitimacy. While a rival government stands, or another holds the capital, "
    "nobody is chosen: the holder stays, which costs it."
)
"""What is said of an office with a term: realm/terms.py in words."""
_DECIDED_ON = ("pact", "assembly", "communities", "party")
"""Kinds of thing whose cards say which rules are about them."""
TRAITS = ("ambition", "boldness", "loyalty", "skill")


def mentions(scenario: Scenario, id: str) -> list[str]:
    """List the entries that name a thing.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    id : str
        Of the thing.

    Returns
    -------
    list of str
        Ids of entries, in the record's order.
    """
    word = re.compile(rf"\b{re.escape(id)}\b")
    return [
        entry.id
        for entry in scenario.entries
        if entry.place == id
        or id in entry.bind.values()
        or word.search(" ".join((entry.what, *entry.effects)))
    ]


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
        entries = mentions(scenario, part.id)
        pen.fact("Entries", listed(entries))
        pen.basis(part)
        name = part.name if isinstance(part.name, str) else words.text(part.name)
        return pen.card(
            kind, part.id, name, [f"ucronia explain {entry}" for entry in entries[:2]]
        )

    return explain


def _leader(pen: Pen, leader: Leader) -> None:
    years = f"{leader.born or '?'}\N{EN DASH}{leader.died or '?'}"
    pen.fact("Lived", years if leader.born or leader.died else "")
    pen.fact("On the first day", f"{leader.status}, {leader.polity}, {leader.place}")
    traits = [(name, getattr(leader, name)) for name in TRAITS]
    said = ", ".join(f"{name} {value:g}" for name, value in traits if value is not None)
    pen.fact("Traits, 0 to 1", said)
    pen.fact("Conduct", pen.words.text(leader.conduct))
    pen.fact("Known from", leader.known_from)
    for aim in pen.scenario.aims:
        if aim.decider == leader.id:
            aim_facts(pen, aim)


def _polity(pen: Pen, polity: Polity) -> None:
    pen.fact("Kind", polity.kind)
    pen.fact("Nation", polity.nation)
    pen.fact("Part of", polity.parent)
    pen.fact("Capital", polity.capital)
    pen.fact("Serves the cause", polity.cause)
    pen.fact("Claims", listed(polity.claims))
    pen.fact("Departments", listed(polity.departments))
    pen.fact("Flag", pen.words.text(polity.flag))
    pen.fact("Arms", pen.words.text(polity.arms))
    pen.fact("Treasury, pesos", pen.words.number(polity.treasury_pesos))
    provinces = [p.id for p in pen.scenario.provinces if p.polity == polity.id]
    pen.fact("Provinces on the first day", listed(provinces))
    for aim in pen.scenario.aims:
        if aim.decider == polity.id:
            aim_facts(pen, aim)


def _force(pen: Pen, force: Force) -> None:
    pen.fact("Kind", force.kind)
    pen.fact("Side", force.polity)
    pen.fact("Commander", force.commander)
    if force.exists:
        parts = {"men": force.men, "guns": force.guns, "ships": force.ships}
        said = ", ".join(f"{pen.words.number(n)} {what}" for what, n in parts.items() if n)
        pen.fact("On the first day", f"{force.place}: {said}")
    pen.fact("Cause", force.cause)


def _place(pen: Pen, place: Place) -> None:
    pen.fact("Kind", place.kind)
    pen.fact("Where", f"{place.lat:.3f}, {place.lon:.3f}; {place.elevation_m:,.0f} m")
    pen.fact("Province", place.province)
    pen.fact("Inhabitants", pen.words.number(place.population))
    pen.fact("Also written", place.variants)
    for route in pen.scenario.routes:
        if place.id in (route.a, route.b):
            is_out = route.a == place.id
            there = route.b if is_out else route.a
            days = route.days_infantry if is_out else route.days_infantry_back
            said = pen.words.say(
                "{there}: {km} km, {days} days on foot",
                there=there,
                km=pen.words.number(route.distance_km),
                days=pen.words.number(days, 1),
            )
            pen.fact("Route", f"{said} ({route.mode})")


def _province(pen: Pen, province: Province) -> None:
    pen.fact("Bloc", province.bloc)
    pen.fact("Held on the first day by", province.polity)
    pen.fact("Capital", province.capital)
    low, high = (
        pen.words.number(n) for n in (province.population_low, province.population_high)
    )
    pen.fact("Inhabitants", f"{pen.words.number(province.population)} ({low}\N{EN DASH}{high})")
    pen.fact("Revenue in a year of peace, pesos", pen.words.number(province.revenue_pesos))
    said = pen.words.hundredths(province.communities)
    pen.fact("In communities that pay tribute, of 100", said)
    leanings = [f"{c} {pen.words.hundredths(share)}" for c, share in province.leanings.items()]
    pen.fact("Leanings, of 100", ", ".join(leanings))


def _office(pen: Pen, office: Office) -> None:
    pen.fact("Kind", office.kind)
    pen.fact("Polity", office.polity)
    pen.fact("On the first day", office.holder)
    pen.fact("In office since", office.since)
    if office.term_days:
        pen.fact("Term, days", pen.words.number(office.term_days))
        pen.fact("At its end", pen.words.say(TERMS))


def _assembly(pen: Pen, assembly: Assembly) -> None:
    pen.fact("Seats", listed(assembly.provinces))
    pen.fact("Place", assembly.place)
    pen.fact("Votes on the cause", assembly.cause)
    said = f"{assembly.quorum:g}, {assembly.threshold:g}"
    pen.fact("Quorum and threshold", said)
    pen.fact("Effects", "; ".join(assembly.effects))


def _pact(pen: Pen, pact: Pact) -> None:
    pen.fact("Parties", listed(pact.parties))
    pen.fact("Clauses", pen.words.text(pact.clauses))


def _circuit(pen: Pen, circuit: Circuit) -> None:
    pen.fact("Places", " → ".join(circuit.places))
    pen.fact("Goods", pen.words.text(circuit.goods))
    pen.fact("Volume, pesos a year", pen.words.number(circuit.volume_pesos))
    pen.fact("Elasticity", f"{circuit.elasticity:g}")
    pen.fact("Rival", circuit.rival)


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
