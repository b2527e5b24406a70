"""The first day: who is there already, and that nobody is two things at once."""

from __future__ import annotations

from collections.abc import Iterator

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.model import Force, Leader, Office, Polity

_BOUND = ("exile", "prisoner")
_HEADS = ("head", "protector")
"""Kinds of office of which a polity's first is its highest; without one, its first of all is.

Who holds the highest stays in it when taken prisoner: another acts for him.
"""


def check_first_day(register: Register) -> Iterator[Problem]:
    """See that what stands on the first day can all be so at once."""
    yield from _check_standing(register)
    leaders = {leader.id: leader for leader in register.scenario.leaders}
    highest = _highest(register.scenario.offices)
    for office in register.scenario.offices:
        if office.holder in leaders:
            is_highest = highest.get(office.polity) == office.id
            yield from _check_holder(office, leaders[office.holder], is_highest)
    yield from _check_commanders(register, leaders)


def _check_standing(register: Register) -> Iterator[Problem]:
    """See that what stands on the first day belongs to a polity that exists then."""
    later = {polity.id for polity in register.scenario.polities if not polity.exists}
    holders: list[tuple[Force | Polity, str, str]] = []
    for force in register.scenario.forces:
        if force.exists and force.polity in later:
            holders.append((force, "polity", force.polity))
    for polity in register.scenario.polities:
        if polity.exists and polity.parent in later:
            holders.append((polity, "parent", polity.parent))
    for part, path, id in holders:
        text = f'"{part.id}" stands on the first day, but "{id}" does not exist then'
        yield problem(part.mark(path), text)
    for province in register.scenario.provinces:
        if province.polity in later:
            text = f'"{province.id}" is held by "{province.polity}", which does not exist then'
            yield problem(province.mark("polity"), text)


def _highest(offices: tuple[Office, ...]) -> dict[str, str]:
    """Give each polity's highest office."""
    found: dict[str, str] = {}
    for office in sorted(offices, key=lambda office: office.kind not in _HEADS):
        found.setdefault(office.polity, office.id)
    return found


def _check_holder(office: Office, leader: Leader, is_highest: bool) -> Iterator[Problem]:
    """See that who holds an office is said to, and is at liberty, or a head taken prisoner."""
    if leader.status == "office" or (is_highest and leader.status == "prisoner"):
        return
    text = f'"{leader.id}" holds "{office.id}", but is {leader.status} in actors/leaders.csv'
    yield problem(office.mark("holder"), f"{text}; make that office, or leave the holder out")


def _check_commanders(register: Register, leaders: dict[str, Leader]) -> Iterator[Problem]:
    """See that who commands is at liberty, and commands one force that stands."""
    commands: dict[str, str] = {}
    for force in register.scenario.forces:
        id = force.commander
        if not force.exists or id not in leaders:
            continue
        if leaders[id].status in _BOUND:
            text = f'"{id}" commands "{force.id}", but is {leaders[id].status}'
            yield problem(force.mark("commander"), text)
        if id in commands:
            text = f'"{id}" commands "{commands[id]}" already; a leader commands one force'
            yield problem(force.mark("commander"), text)
        commands.setdefault(id, force.id)
