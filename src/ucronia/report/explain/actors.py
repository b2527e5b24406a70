"""Cards of leaders, polities, forces, places, provinces and institutions."""

from __future__ import annotations

import re

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
    Part,
    Place,
    Polity,
    Province,
    Scenario,
)

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


def leader_card(words: Words, scenario: Scenario, leader: Leader) -> Card:
    """Explain a leader: who, traits and the conduct that they rest on, assumed aims.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    leader : Leader
        The leader.

    Returns
    -------
    Card
        With the entries that name the leader.
    """
    pen = Pen(words, scenario)
    years = f"{leader.born or '?'}\N{EN DASH}{leader.died or '?'}"
    pen.fact("Lived", years if leader.born or leader.died else "")
    pen.fact("On the first day", f"{leader.status}, {leader.polity}, {leader.place}")
    traits = [(name, getattr(leader, name)) for name in TRAITS]
    said = ", ".join(f"{name} {value:g}" for name, value in traits if value is not None)
    pen.fact("Traits, 0 to 1", said)
    pen.fact("Conduct", words.text(leader.conduct))
    pen.fact("Known from", leader.known_from)
    for aim in scenario.aims:
        if aim.decider == leader.id:
            aim_facts(pen, aim)
    return _finish(pen, scenario, leader, ("leader", leader.id, leader.name))


def polity_card(words: Words, scenario: Scenario, polity: Polity) -> Card:
    """Explain a polity.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    polity : Polity
        The polity.

    Returns
    -------
    Card
        With its symbols, aims and entries.
    """
    pen = Pen(words, scenario)
    pen.fact("Kind", polity.kind)
    pen.fact("Nation", polity.nation)
    pen.fact("Part of", polity.parent)
    pen.fact("Capital", polity.capital)
    pen.fact("Serves the cause", polity.cause)
    pen.fact("Claims", listed(polity.claims))
    pen.fact("Departments", listed(polity.departments))
    pen.fact("Flag", words.text(polity.flag))
    pen.fact("Arms", words.text(polity.arms))
    pen.fact("Treasury, pesos", words.number(polity.treasury_pesos))
    provinces = [p.id for p in scenario.provinces if p.polity == polity.id]
    pen.fact("Provinces on the first day", listed(provinces))
    for aim in scenario.aims:
        if aim.decider == polity.id:
            aim_facts(pen, aim)
    name = words.text(polity.name)
    return _finish(pen, scenario, polity, ("polity", polity.id, name))


def force_card(words: Words, scenario: Scenario, force: Force) -> Card:
    """Explain a force.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    force : Force
        The force.

    Returns
    -------
    Card
        With the entries that place it.
    """
    pen = Pen(words, scenario)
    pen.fact("Kind", force.kind)
    pen.fact("Side", force.polity)
    pen.fact("Commander", force.commander)
    if force.exists:
        parts = {"men": force.men, "guns": force.guns, "ships": force.ships}
        said = ", ".join(f"{words.number(n)} {what}" for what, n in parts.items() if n)
        pen.fact("On the first day", f"{force.place}: {said}")
    pen.fact("Cause", force.cause)
    name = words.text(force.name)
    return _finish(pen, scenario, force, ("force", force.id, name))


def place_card(words: Words, scenario: Scenario, place: Place) -> Card:
    """Explain a place.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    place : Place
        The place.

    Returns
    -------
    Card
        With its routes and entries.
    """
    pen = Pen(words, scenario)
    pen.fact("Kind", place.kind)
    pen.fact("Where", f"{place.lat:.3f}, {place.lon:.3f}; {place.elevation_m:,.0f} m")
    pen.fact("Province", place.province)
    pen.fact("Inhabitants", words.number(place.population))
    pen.fact("Also written", place.variants)
    for route in scenario.routes:
        if place.id in (route.a, route.b):
            is_out = route.a == place.id
            there = route.b if is_out else route.a
            days = route.days_infantry if is_out else route.days_infantry_back
            said = words.say(
                "{there}: {km} km, {days} days on foot",
                there=there,
                km=words.number(route.distance_km),
                days=words.number(days, 1),
            )
            pen.fact("Route", f"{said} ({route.mode})")
    return _finish(pen, scenario, place, ("place", place.id, place.name))


def province_card(words: Words, scenario: Scenario, province: Province) -> Card:
    """Explain a province.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    province : Province
        The province.

    Returns
    -------
    Card
        With its leanings and what they rest on.
    """
    pen = Pen(words, scenario)
    pen.fact("Bloc", province.bloc)
    pen.fact("Held on the first day by", province.polity)
    pen.fact("Capital", province.capital)
    low, high = (words.number(n) for n in (province.population_low, province.population_high))
    pen.fact("Inhabitants", f"{words.number(province.population)} ({low}\N{EN DASH}{high})")
    pen.fact("Revenue in a year of peace, pesos", words.number(province.revenue_pesos))
    leanings = [f"{c} {words.hundredths(share)}" for c, share in province.leanings.items()]
    pen.fact("Leanings, of 100", ", ".join(leanings))
    name = words.text(province.name)
    return _finish(pen, scenario, province, ("province", province.id, name))


def office_card(words: Words, scenario: Scenario, office: Office) -> Card:
    """Explain an office.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    office : Office
        The office.

    Returns
    -------
    Card
        With its first holder.
    """
    pen = Pen(words, scenario)
    pen.fact("Kind", office.kind)
    pen.fact("Polity", office.polity)
    pen.fact("On the first day", office.holder)
    return _finish(pen, scenario, office, ("office", office.id, words.text(office.name)))


def assembly_card(words: Words, scenario: Scenario, assembly: Assembly) -> Card:
    """Explain an assembly.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    assembly : Assembly
        The assembly.

    Returns
    -------
    Card
        With its seats, quorum and effects.
    """
    pen = Pen(words, scenario)
    pen.fact("Seats", listed(assembly.provinces))
    pen.fact("Place", assembly.place)
    pen.fact("Votes on the cause", assembly.cause)
    said = f"{assembly.quorum:g}, {assembly.threshold:g}"
    pen.fact("Quorum and threshold", said)
    pen.fact("Effects", "; ".join(assembly.effects))
    name = words.text(assembly.name)
    return _finish(pen, scenario, assembly, ("assembly", assembly.id, name))


def pact_card(words: Words, scenario: Scenario, pact: Pact) -> Card:
    """Explain a pact.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    pact : Pact
        The pact.

    Returns
    -------
    Card
        With its parties and clauses.
    """
    pen = Pen(words, scenario)
    pen.fact("Parties", listed(pact.parties))
    pen.fact("Clauses", words.text(pact.clauses))
    return _finish(pen, scenario, pact, ("pact", pact.id, words.text(pact.name)))


def circuit_card(words: Words, scenario: Scenario, circuit: Circuit) -> Card:
    """Explain a trade circuit.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    circuit : Circuit
        The circuit.

    Returns
    -------
    Card
        With its goods and volume.
    """
    pen = Pen(words, scenario)
    pen.fact("Places", " → ".join(circuit.places))
    pen.fact("Goods", words.text(circuit.goods))
    pen.fact("Volume, pesos a year", words.number(circuit.volume_pesos))
    pen.fact("Elasticity", f"{circuit.elasticity:g}")
    pen.fact("Rival", circuit.rival)
    name = words.text(circuit.name)
    return _finish(pen, scenario, circuit, ("circuit", circuit.id, name))


def _finish(pen: Pen, scenario: Scenario, part: Part, head: tuple[str, str, str]) -> Card:
    """Close a card with what it rests on, and the entries that name the thing."""
    entries = mentions(scenario, head[1])
    pen.fact("Entries", listed(entries))
    pen.basis(part)
    return pen.card(*head, [f"ucronia explain {entry}" for entry in entries[:2]])
