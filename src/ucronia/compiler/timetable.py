"""The record as forced effects by day: entries, the rows of their readings, and marches."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from ucronia.engine import layout as lay
from ucronia.scenario.model import Entry, Rule, Scenario
from ucronia.scenario.record import Record, Values, parse_what
from ucronia.scenario.roles import CLASSES, ids_of
from ucronia.scenario.terms import Names

_NUMBERS = {
    "men": lay.V_MEN_A,
    "men_a": lay.V_MEN_A,
    "men_b": lay.V_MEN_B,
    "losses_a": lay.V_LOSS_A,
    "losses_b": lay.V_LOSS_B,
    "taken_a": lay.V_TAKEN_A,
    "taken_b": lay.V_TAKEN_B,
    "fort": lay.V_FORT,
    "guns": lay.V_GUNS,
    "ships": lay.V_SHIPS,
    "battalions": lay.V_BATTALIONS,
    "squadrons": lay.V_SQUADRONS,
    "cavalry": lay.V_CAVALRY,
}
_WINNERS = {"a": 1.0, "b": -1.0, "draw": 0.0}
_MOST_SIDE = 4
_MOST_COMBINATIONS = 16
"""Readings of one entry that can stand side by side; more keep the first dispute's only."""


@dataclass(frozen=True)
class Row:
    """One combination of readings of an entry."""

    choice: tuple[tuple[str, str], ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class March:
    """A march between two pins of a force."""

    force: int
    before: int
    """Entry of the pin before."""
    after: int
    """Entry of the pin that it leads to."""
    origin: int
    goal: int
    days: float


@dataclass(frozen=True)
class Plan:
    """What a draw needs to read the record.

    Parameters
    ----------
    record : Record
        The record.
    rows : tuple of tuple of Row
        [N] combinations of readings of each entry, the reference first.
    first_row : tuple of int
        [N] index of each entry's first row among all.
    marches : tuple of March
        [M].
    """

    record: Record
    rows: tuple[tuple[Row, ...], ...]
    first_row: tuple[int, ...]
    marches: tuple[March, ...]


def rows_of(record: Record, entry: Entry) -> tuple[Row, ...]:
    """Give the rows of an entry's readings, the first reading of each dispute first."""
    disputes = [record.disputes[dispute] for dispute in record.disputes_of(entry.id)]
    while math.prod(len(dispute.readings) for dispute in disputes) > _MOST_COMBINATIONS:
        disputes.pop()
    picks = itertools.product(
        *([(dispute.id, reading.id) for reading in dispute.readings] for dispute in disputes)
    )
    return tuple(Row(pick, _numbers(record.values_of(entry.id, dict(pick)))) for pick in picks)


def _numbers(values: Values) -> tuple[float, ...]:
    row = [math.nan] * lay.VALUE_COLUMNS
    for key, column in _NUMBERS.items():
        told = values.get(key)
        if isinstance(told, (int, float)):
            row[column] = float(told)
    winner = values.get("winner")
    if isinstance(winner, str) and winner in _WINNERS:
        row[lay.V_WINNER] = _WINNERS[winner]
    if values.get("dispersed") in ("yes", 1.0):
        row[lay.V_DISPERSED] = 1.0
    return tuple(row)


def kind_of_entry(entry: Entry) -> int:
    """Give the engine's kind of an entry."""
    what = parse_what(entry)
    if entry.kind == "battle" and what and what.second:
        return lay.E_BATTLE
    if entry.kind == "siege" and what and what.second:
        return lay.E_SIEGE
    if what is not None and what.first:
        return lay.E_POSITION
    if entry.rule:
        return lay.E_RULE
    return lay.E_EFFECT if entry.effects else lay.E_CONTEXT


def instance_of(rule: Rule, bind: dict[str, str], names: Names) -> int:
    """Give the instance of a rule that roles bound to ids make; 0 where it has no role."""
    first = second = 0
    for role, over in rule.over.items():
        ids = ids_of(over, names)
        first = ids.index(bind[role]) if bind.get(role) in ids else 0
    width = 1
    for role, among in rule.among.items():
        width = len(among)
        second = among.index(bind[role]) if bind.get(role) in among else 0
    return first * width + second


def is_over_forces(rule: Rule) -> bool:
    """Tell whether a rule's free role ranges over a class of forces."""
    return any(isinstance(o, str) and CLASSES.get(o) == "force" for o in rule.over.values())


def make_plan(scenario: Scenario, names: Names, geo: lay.Geo) -> Plan:
    """Lay the record out by entry, reading and march.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    names : Names
        Index of every id.
    geo : Geo
        Days between places.

    Returns
    -------
    Plan
        For `write_timetable` and for draws.
    """
    record = Record(scenario)
    rows = tuple(rows_of(record, entry) for entry in scenario.entries)
    first = tuple(itertools.accumulate((len(r) for r in rows), initial=0))[:-1]
    return Plan(record, rows, first, tuple(_marches(record, names, geo)))


def _marches(record: Record, names: Names, geo: lay.Geo) -> list[March]:
    index = {kind: {id: i for i, id in enumerate(ids)} for kind, ids in names.things.items()}
    found = []
    for force, pins in record.pins().items():
        if force not in index["force"]:
            continue
        for before, after in itertools.pairwise(pins):
            origin, goal = index["place"].get(before.place), index["place"].get(after.place)
            if origin is None or goal is None or origin == goal:
                continue
            days = min(
                float(geo.land_days[origin, goal]), 2.0 + float(geo.sea_days[origin, goal])
            )
            if days < lay.FAR:
                found.append(
                    March(
                        index["force"][force],
                        record.order[before.entry],
                        record.order[after.entry],
                        origin,
                        goal,
                        days,
                    )
                )
    return found


def write_timetable(
    scenario: Scenario, names: Names, plan: Plan, timetable: lay.Timetable
) -> None:
    """Write a plan into the engine's timetable.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    names : Names
        Index of every id.
    plan : Plan
        As `make_plan` gave it.
    timetable : Timetable
        Filled.
    """
    index = {kind: {id: i for i, id in enumerate(ids)} for kind, ids in names.things.items()}
    rules = {rule.id: rule for rule in scenario.rules}
    timetable.force_a[:] = lay.NONE
    timetable.force_b[:] = lay.NONE
    for number, entry in enumerate(scenario.entries):
        timetable.kind[number] = kind_of_entry(entry)
        timetable.place[number] = index["place"].get(entry.place, lay.NOWHERE)
        timetable.weight[number] = entry.weight
        what = parse_what(entry)
        for side, forces in zip(("force_a", "force_b"), what or ((), ()), strict=True):
            for slot, force in enumerate(forces[:_MOST_SIDE]):
                getattr(timetable, side)[number, slot] = index["force"].get(force, lay.NONE)
        timetable.rule[number] = index["rule"].get(entry.rule, lay.NONE)
        if entry.rule in rules:
            rule = rules[entry.rule]
            timetable.instance[number] = instance_of(rule, dict(entry.bind), names)
            options = [option.id for option in rule.options]
            if entry.option in options:
                timetable.option[number] = options.index(entry.option)
        timetable.version_first[number] = plan.first_row[number]
        timetable.version_count[number] = len(plan.rows[number])
        for row, version in enumerate(plan.rows[number]):
            timetable.values[plan.first_row[number] + row] = version.values
    for number, march in enumerate(plan.marches):
        timetable.march_force[number] = march.force
        timetable.march_from[number] = march.origin
        timetable.march_to[number] = march.goal
