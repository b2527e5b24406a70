"""Draws: parameters, a reading of every dispute, a day for every entry, latent qualities.

Each number of a draw is keyed by (seed, draw, what it is), so any draw can be made alone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ucronia.compiler.build import World
from ucronia.compiler.levels import UNMIXED, Levels, Mix, levels_of, parameter_values, values_at
from ucronia.engine import layout as lay
from ucronia.engine.knobs import P_MARCH_PACE, P_SEA_PACE
from ucronia.engine.layout import Floats
from ucronia.engine.records import new_records

FOREVER = 1 << 40
"""A day after all records."""
MIDDLE = 0.5
"""The level of a median, and of the middle of an entry's days."""


@dataclass(frozen=True)
class _Dated:
    """An entry whose row or day a draw decides."""

    number: int
    disputes: tuple[int, ...]
    """Indices of its disputes, as in its rows' choices."""
    rows: tuple[tuple[tuple[int, ...], int, int, int], ...]
    """Readings chosen, row, first and last day."""
    after: int
    wait: int


def _dated(world: World) -> list[_Dated]:
    record, plan = world.plan.record, world.plan
    disputes = {id: number for number, id in enumerate(record.disputes)}
    found = []
    for number, item in enumerate(world.scenario.entries):
        rows = []
        ids = tuple(id for id, _ in plan.rows[number][0].choice)
        for row, combination in enumerate(plan.rows[number]):
            span = record.own_span(item.id, dict(combination.choice))
            readings = tuple(
                [r.id for r in record.disputes[id].readings].index(reading)
                for id, reading in combination.choice
            )
            first, last = (span.first, span.last) if span else (0, 0)
            rows.append((readings, plan.first_row[number] + row, first, last))
        after = record.order.get(item.after, lay.NONE)
        wait = int(after >= 0 and number < after)
        found.append(
            _Dated(number, tuple(disputes[id] for id in ids), tuple(rows), after, wait)
        )
    return found


def _by_order(entries: list[_Dated]) -> list[_Dated]:
    """Put entries so that each comes later than the one it is dated after."""
    done: list[_Dated] = []
    placed: set[int] = {lay.NONE}
    left = entries
    while left:
        ready = [e for e in left if e.after in placed] or left
        placed |= {e.number for e in ready}
        done += ready
        left = [e for e in left if e.number not in placed]
    return done


@dataclass(frozen=True)
class _Calendar:
    """The entries that are the same in every draw, and those that a draw decides."""

    number: NDArray[np.int64]
    day: NDArray[np.int64]
    row: NDArray[np.int64]
    loose: tuple[_Dated, ...]


@lru_cache(maxsize=4)
def _calendar(world: World) -> _Calendar:
    entries = _by_order(_dated(world))
    fixed = [e for e in entries if len(e.rows) == 1 and e.rows[0][2] >= e.rows[0][3]]
    fixed = [e for e in fixed if e.after < 0]
    of_all = {e.number for e in fixed}
    return _Calendar(
        np.array([e.number for e in fixed], dtype=np.int64),
        np.array([e.rows[0][2] for e in fixed], dtype=np.int64),
        np.array([e.rows[0][1] for e in fixed], dtype=np.int64),
        tuple(e for e in entries if e.number not in of_all),
    )


def loose_entries(world: World, until: int = FOREVER) -> list[int]:
    """List the entries whose day or reading a draw decides, and that can fall by a day.

    Parameters
    ----------
    world : World
        Whose.
    until : int
        The day.

    Returns
    -------
    list of int
        Their numbers, ascending. No other level of a date is ever looked at.
    """
    loose = _calendar(world).loose
    return sorted(e.number for e in loose if min(row[2] for row in e.rows) <= until)


def make_draws(
    world: World, seed: int, first: int, count: int, mix: Mix = UNMIXED
) -> NDArray[np.void]:
    """Make draws.

    Parameters
    ----------
    world : World
        Whose.
    seed : int
        Seed.
    first, count : int
        First draw and how many.
    mix : Mix
        Which of their numbers come from another seed.

    Returns
    -------
    NDArray[np.void]
        [count] records of layout.Draw.
    """
    values = parameter_values(world, seed, first, count, mix)
    return draws_at(world, levels_of(world, seed, first, count, mix), values)


def draws_at(
    world: World, levels: Levels, values: Floats | None = None, until: int = FOREVER
) -> NDArray[np.void]:
    """Make draws of their levels.

    Parameters
    ----------
    world : World
        Whose.
    levels : Levels
        Of n draws.
    values : Floats, optional
        [n, K] parameters; those of the levels where left out.
    until : int
        Last day of the record that forces march for.

    Returns
    -------
    NDArray[np.void]
        [n] records of layout.Draw.
    """
    draws = new_records(lay.Draw, world.capacity, len(levels.parameter))
    set_qualities(world, draws, levels)
    values = values_at(world, levels.parameter) if values is None else values
    draws["parameter"][:, : values.shape[1]] = values
    read_record(world, draws, levels)
    time_marches(world, draws, until)
    return draws


def reference_draw(world: World) -> NDArray[np.void]:
    """Make the draw that takes the record as its reference rows tell it.

    Parameters
    ----------
    world : World
        Whose.

    Returns
    -------
    NDArray[np.void]
        [1] record of layout.Draw: every dispute's first reading, every entry in the middle of
        its days, every parameter at the median of its prior (a posterior leaves it as it is),
        every latent quality at 0.
    """
    middle = Levels(
        *(np.full_like(levels, MIDDLE) for levels in vars(levels_of(world, 0, 0, 1)).values())
    )
    first = np.zeros_like(middle.reading)
    return draws_at(world, dataclasses.replace(middle, reading=first))


def set_qualities(world: World, draws: NDArray[np.void], levels: Levels) -> None:
    """Write the latent qualities of levels into draws."""
    draws["quality_polity"][:, : world.sizes.polities] = special.ndtri(levels.polity)
    draws["quality_leader"][:, : world.sizes.leaders] = special.ndtri(levels.leader)


def read_record(world: World, draws: NDArray[np.void], levels: Levels) -> None:
    """Write the readings and days of levels into draws; marches are to be timed after it."""
    count, entries = len(draws), world.sizes.entries
    readings = _readings(world, levels.reading)
    luck = levels.date
    days = np.zeros((count, entries), dtype=np.int64)
    rows = np.zeros((count, entries), dtype=np.int64)
    calendar = _calendar(world)
    days[:, calendar.number] = calendar.day
    rows[:, calendar.number] = calendar.row
    for item in calendar.loose:
        first_day, last_day = _pick(item, readings, rows)
        if item.after >= 0:
            first_day = np.maximum(first_day, days[:, item.after] + item.wait)
        width = np.maximum(last_day - first_day + 1, 1)
        days[:, item.number] = first_day + np.floor(luck[:, item.number] * width).astype(int)
    draws["entry_version"][:, :entries] = rows
    draws["entry_day"][:, :entries] = days
    draws["entry_order"][:, :entries] = np.argsort(days, axis=1, kind="stable")


def _pick(
    item: _Dated, readings: NDArray[np.int64], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Write an entry's row in each draw, and give its first and last day there."""
    table = np.array([row[1:] for row in item.rows], dtype=np.int64)
    chosen = np.zeros(len(rows), dtype=np.int64)
    if item.disputes:
        own = readings[:, item.disputes]
        for number, row in enumerate(item.rows):
            chosen[np.all(own == row[0], axis=1)] = number
    rows[:, item.number] = table[chosen, 0]
    return table[chosen, 1], table[chosen, 2]


def loose_dates(world: World) -> dict[int, int]:
    """Tell which entries' days a draw decides, and from which day on that can matter.

    Parameters
    ----------
    world : World
        Whose.

    Returns
    -------
    dict of int to int
        Number of the entry to the first day that it may have.
    """
    return {
        item.number: min(row[2] for row in item.rows)
        for item in _calendar(world).loose
        if any(last > first for _, _, first, last in item.rows)
    }


def _readings(world: World, u: Floats) -> NDArray[np.int64]:
    """Pick a reading of every dispute in every draw, by the weight of its sources."""
    disputes = list(world.plan.record.disputes.values())
    picked = np.zeros((len(u), max(1, len(disputes))), dtype=np.int64)
    for number, dispute in enumerate(disputes):
        weights = np.array([reading.weight for reading in dispute.readings], dtype=float)
        total = weights.sum()
        shares = weights / total if total > 0 else np.full(len(weights), 1 / len(weights))
        edges = np.cumsum(shares)
        picked[:, number] = np.minimum(
            np.searchsorted(edges, u[:, number], side="right"), len(weights) - 1
        )
    return picked


def time_marches(world: World, draws: NDArray[np.void], until: int = FOREVER) -> None:
    """Say on which day each march begins that the record implies.

    Parameters
    ----------
    world : World
        Whose.
    draws : NDArray
        [n] draws, their parameters and days set; changed in place.
    until : int
        Marches to where a force is only after this day never begin.
    """
    marches, days = world.plan.marches, draws["entry_day"]
    count = len(marches)
    if not count:
        return
    before, after, length = _ends(world)
    pace = np.maximum(draws["parameter"][:, P_MARCH_PACE], draws["parameter"][:, P_SEA_PACE])
    needed = np.ceil(length[None, :] * pace[:, None]).astype(int) + 1
    begins = np.maximum(days[:, before], days[:, after] - needed) + 1
    is_made = (days[:, before] < days[:, after]) & (days[:, after] <= until)
    begins = np.where(is_made, begins, lay.NEVER)
    draws["march_day"][:, :count] = begins
    draws["march_order"][:, :count] = np.argsort(begins, axis=1, kind="stable")


@lru_cache(maxsize=4)
def _ends(world: World) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Give the entries between which marches lie, and the days that they take."""
    marches = world.plan.marches
    return (
        np.array([march.before for march in marches]),
        np.array([march.after for march in marches]),
        np.array([march.days for march in marches]),
    )
