"""Draws: parameters, a reading of every dispute, a day for every entry, latent qualities.

Each number of a draw is keyed by (seed, draw, what it is), so any draw can be made alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.compiled import entry
from ucronia.engine.knobs import P_MARCH_PACE, P_SEA_PACE
from ucronia.engine.layout import Floats
from ucronia.engine.records import new_records
from ucronia.engine.streams import uniform
from ucronia.scenario.model import Parameter

_TINY = 1e-12


@dataclass(frozen=True)
class Mix:
    """Which numbers of a draw come from another seed; all others stay as they are.

    Parameters
    ----------
    seed : int
        The other seed.
    parameters : tuple of int
        Columns of `world.names.parameters`.
    disputes : tuple of int
        Places in the record's disputes.
    dates : bool
        The day of every imprecise date.
    qualities : bool
        Latent qualities, and the luck by which battles before a fork condition them.
    chance : int or None
        Seed of what happens under the draw, which is no part of it; None for the draw's own.
    """

    seed: int
    parameters: tuple[int, ...] = ()
    disputes: tuple[int, ...] = ()
    dates: bool = False
    qualities: bool = False
    chance: int | None = None

    def seeds(self, seed: int) -> tuple[int, int]:
        """Give the seeds of qualities and of chance, where all else comes from a seed.

        Parameters
        ----------
        seed : int
            Of all else.

        Returns
        -------
        tuple of int
            Of qualities, of chance.
        """
        return (
            self.seed if self.qualities else seed,
            seed if self.chance is None else self.chance,
        )


UNMIXED = Mix(0)
"""Every number from the one seed."""


@entry
def fill_uniform(seed: int, first: int, stream: int, out: Floats) -> None:
    """Fill [draws, things] with uniform numbers keyed by (seed, draw, stream, thing)."""
    for draw in range(out.shape[0]):
        for thing in range(out.shape[1]):
            out[draw, thing] = uniform(seed, first + draw, stream, 0, thing)


def _uniforms(seed: int, first: int, stream: int, shape: tuple[int, int]) -> Floats:
    out = np.zeros(shape)
    fill_uniform(seed, first, stream, out)
    return np.clip(out, _TINY, 1.0 - _TINY)


def _mixed(
    seeds: tuple[int, int],
    first: int,
    stream: int,
    shape: tuple[int, int],
    columns: tuple[int, ...],
) -> Floats:
    """Give uniform numbers of the first seed, and of the second in some columns."""
    out = _uniforms(seeds[0], first, stream, shape)
    if columns:
        index = list(columns)
        out[:, index] = _uniforms(seeds[1], first, stream, shape)[:, index]
    return out


def quantile(prior: Mapping[str, Any], u: Floats) -> Floats:
    """Give the values of a prior at levels of its distribution.

    Parameters
    ----------
    prior : mapping
        As in a scenario's parameters: one of normal, lognormal, beta, uniform, fixed.
    u : Floats
        Levels between 0 and 1.

    Returns
    -------
    Floats
        Of the shape of `u`.

    Examples
    --------
    >>> quantile({"uniform": [2, 4]}, np.array([0.5])).tolist()
    [3.0]
    """
    kind, value = next(iter(prior.items()))
    if kind == "fixed":
        return np.full_like(u, float(value))
    a, b = float(value[0]), float(value[1])
    if kind == "normal":
        return a + b * special.ndtri(u)
    if kind == "lognormal":
        return a * np.exp(b * special.ndtri(u))
    if kind == "beta":
        return special.betaincinv(a, b, u)
    return a + (b - a) * u


def parameter_values(
    world: World, seed: int, first: int, count: int, mix: Mix = UNMIXED
) -> Floats:
    """Give the parameters of draws.

    Parameters
    ----------
    world : World
        Whose.
    seed, first, count : int
        Seed, first draw and how many.
    mix : Mix
        Which of them come from another seed.

    Returns
    -------
    Floats
        [count, K] in the order of `world.names.parameters`.
    """
    known: dict[str, Parameter] = {p.id: p for p in world.scenario.parameters}
    names = world.names.parameters
    shape = (count, len(names))
    u = _mixed((seed, mix.seed), first, lay.S_DRAW_PARAMETER, shape, mix.parameters)
    columns = [quantile(known[name].prior, u[:, k]) for k, name in enumerate(names)]
    return np.stack(columns, axis=1)


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
    draws = new_records(lay.Draw, world.capacity, count)
    values = parameter_values(world, seed, first, count, mix)
    draws["parameter"][:, : values.shape[1]] = values
    qualities = (
        ("quality_polity", world.sizes.polities),
        ("quality_leader", world.sizes.leaders),
    )
    of_qualities = mix.seeds(seed)[0]
    for offset, (name, size) in enumerate(qualities):
        u = _uniforms(of_qualities, first, lay.S_DRAW_QUALITY + 100 * offset, (count, size))
        draws[name][:, :size] = special.ndtri(u)
    _read_record(world, draws, seed, first, mix)
    return draws


def _read_record(
    world: World, draws: NDArray[np.void], seed: int, first: int, mix: Mix
) -> None:
    count, entries = len(draws), world.sizes.entries
    readings = _readings(world, (seed, mix.seed), first, count, mix.disputes)
    of_dates = mix.seed if mix.dates else seed
    luck = _uniforms(of_dates, first, lay.S_DRAW_DATE, (count, max(1, entries)))
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
    _time_marches(world, draws, days)


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


def drawn_levels(world: World, seed: int, first: int, count: int) -> dict[str, Floats]:
    """Give the uniform numbers that draws are made of.

    Parameters
    ----------
    world : World
        Whose.
    seed, first, count : int
        Seed, first draw and how many.

    Returns
    -------
    dict of str to Floats
        [count, …] levels in (0, 1): `parameters`, `disputes`, `dates` (one an entry, of which
        only those whose date is imprecise count), `qualities` (polities, then leaders).
    """
    sizes = world.sizes

    def of(stream: int, size: int) -> Floats:
        return _uniforms(seed, first, stream, (count, size))

    qualities = [
        of(lay.S_DRAW_QUALITY + 100 * offset, size)
        for offset, size in enumerate((sizes.polities, sizes.leaders))
    ]
    return {
        "parameters": of(lay.S_DRAW_PARAMETER, len(world.names.parameters)),
        "disputes": of(lay.S_DRAW_READING, len(world.plan.record.disputes)),
        "dates": of(lay.S_DRAW_DATE, sizes.entries),
        "qualities": np.concatenate(qualities, axis=1),
    }


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


def _readings(
    world: World, seeds: tuple[int, int], first: int, count: int, mixed: tuple[int, ...]
) -> NDArray[np.int64]:
    """Pick a reading of every dispute in every draw, by the weight of its sources."""
    disputes = list(world.plan.record.disputes.values())
    shape = (count, max(1, len(disputes)))
    u = _mixed(seeds, first, lay.S_DRAW_READING, shape, mixed)
    picked = np.zeros((count, max(1, len(disputes))), dtype=np.int64)
    for number, dispute in enumerate(disputes):
        weights = np.array([reading.weight for reading in dispute.readings], dtype=float)
        total = weights.sum()
        shares = weights / total if total > 0 else np.full(len(weights), 1 / len(weights))
        edges = np.cumsum(shares)
        picked[:, number] = np.minimum(
            np.searchsorted(edges, u[:, number], side="right"), len(weights) - 1
        )
    return picked


def _time_marches(world: World, draws: NDArray[np.void], days: NDArray[np.int64]) -> None:
    marches = world.plan.marches
    count = len(marches)
    if not count:
        return
    before = np.array([march.before for march in marches])
    after = np.array([march.after for march in marches])
    length = np.array([march.days for march in marches])
    pace = np.maximum(draws["parameter"][:, P_MARCH_PACE], draws["parameter"][:, P_SEA_PACE])
    needed = np.ceil(length[None, :] * pace[:, None]).astype(int) + 1
    begins = np.maximum(days[:, before], days[:, after] - needed) + 1
    begins = np.where(days[:, before] < days[:, after], begins, lay.NEVER)
    draws["march_day"][:, :count] = begins
    draws["march_order"][:, :count] = np.argsort(begins, axis=1, kind="stable")
