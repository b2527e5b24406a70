"""What the record holds beside a forecast: its replay as the reference rows tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.kinds import NO_KIND, kinds_of
from ucronia.analysis.backtest.tally import Sought
from ucronia.compiler.build import World
from ucronia.ensemble.following import Followed, follow
from ucronia.scenario.record import PINS, parse_what

PINNED_DAYS = 10
"""[days] A force's place and men count where the record says so at most this far from the day:
a third of the shortest horizon."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Truth:
    """What came, fork by fork and horizon by horizon.

    Parameters
    ----------
    kinds : NDArray[np.bool_]
        [H, G, E] whether a kind came within the horizon.
    decisions : NDArray[np.bool_]
        [H, G, N] whether a recorded decision's day lies in it.
    holder_now, holder : NDArray[np.int64]
        [G, V] and [H, G, V] who held each province on the day of the fork and at the horizon.
    place_now, place : NDArray[np.int64]
        [G, F] and [H, G, F] where each army stood, -1 where it didn't.
    men_now : NDArray[np.float64]
        [G, F] its men on the day of the fork.
    is_pinned : NDArray[np.bool_]
        [H, G, F] whether the record says where it was within PINNED_DAYS of the horizon.
    men : NDArray[np.float64]
        [H, G, F] the men that the record gives it within as many days; nan where it doesn't.
    """

    kinds: NDArray[np.bool_]
    decisions: NDArray[np.bool_]
    holder_now: Ints
    holder: Ints
    place_now: Ints
    place: Ints
    men_now: NDArray[np.float64]
    is_pinned: NDArray[np.bool_]
    men: NDArray[np.float64]


def truth_of(world: World, sought: Sought, days: Sequence[int]) -> Truth:
    """Say what came after each day.

    Parameters
    ----------
    world : World
        Whose record.
    sought : Sought
        What is looked for.
    days : sequence of int
        [G] days forecast from.

    Returns
    -------
    Truth
        Of horizons that go past the day of classification, what stood on that day.
    """
    begin = np.array(days, dtype=np.int64)
    end = np.minimum(begin + np.array(sought.horizons)[:, None], world.end_day)
    followed = follow(world, [*begin.tolist(), *end.ravel().tolist()])
    at = {day: row for row, day in enumerate(followed.days)}
    now = np.array([at[day] for day in begin.tolist()])
    then = np.array([[at[day] for day in row] for row in end.tolist()])
    holder = followed.standing.holder[:, 0, 0].astype(np.int64)
    place = followed.standing.place[:, 0, 0][:, sought.forces].astype(np.int64)
    men = followed.standing.men[:, 0, 0][:, sought.forces].astype(np.float64)
    codes = kinds_of(sought.classes, followed.events)
    entry_day = followed.draw.entry_day
    order = world.plan.record.order
    is_pinned, men_told = _pinned(world, sought, followed, end)
    return Truth(
        kinds=_came(
            followed.events[codes != NO_KIND, 0],
            codes[codes != NO_KIND],
            (begin, end, len(sought.classes.names)),
        ),
        decisions=_came(
            np.array([entry_day[order[e]] for d in sought.decisions for e in d.entries]),
            np.array([n for n, d in enumerate(sought.decisions) for _ in d.entries]),
            (begin, end, len(sought.decisions)),
        ),
        holder_now=holder[now],
        holder=holder[then],
        place_now=place[now],
        place=place[then],
        men_now=men[now],
        is_pinned=is_pinned,
        men=men_told,
    )


def _came(day: Ints, code: Ints, within: tuple[Ints, Ints, int]) -> NDArray[np.bool_]:
    """Tell for [H, G] spans from `begin` up to `end` which codes have a day in each."""
    begin, end, count = within
    found = np.zeros((*end.shape, count), dtype=bool)
    for number in range(count):
        own = np.sort(day[code == number])
        first = np.searchsorted(own, begin)
        found[:, :, number] = np.searchsorted(own, end) > first
    return found


def _pinned(
    world: World, sought: Sought, followed: Followed, end: Ints
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Tell [H, G, F] which forces the record places near those days, and their men there."""
    column = {
        world.scenario.forces[force].id: number
        for number, force in enumerate(sought.forces.tolist())
    }
    is_pinned = np.zeros((*end.shape, len(column)), dtype=bool)
    men = np.full((*end.shape, len(column)), np.nan)
    nearest = np.full(men.shape, np.inf)
    for number, entry in enumerate(world.scenario.entries):
        what = parse_what(entry)
        if what is None or not entry.place:
            continue
        away = np.abs(end - int(followed.draw.entry_day[number]))
        named = [force for force in what.first + what.second if force in column]
        for force in named:
            is_pinned[..., column[force]] |= away <= PINNED_DAYS
        told = world.plan.record.values_of(entry.id).get("men")
        # of a fight, and of several forces in one entry, the men are not one force's at rest
        if entry.kind in PINS and len(what.first) == 1 and named and isinstance(told, float):
            slot = column[named[0]]
            is_nearer = (away <= PINNED_DAYS) & (away < nearest[..., slot])
            men[..., slot] = np.where(is_nearer, told, men[..., slot])
            nearest[..., slot] = np.where(is_nearer, away, nearest[..., slot])
    return is_pinned, men
