"""How often free play from its eve gives what came, beside how often it does at any time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import Estimate, share_interval
from ucronia.analysis.outcomes import Origin, date_of, origin_of
from ucronia.analysis.patterns import Pattern, pattern_of
from ucronia.analysis.questions.batches import Asked, Kept, play
from ucronia.analysis.questions.occasions import entry_days, pools_of, weightiest
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import replay
from ucronia.scenario.dates import span_of
from ucronia.scenario.model import Entry, NonEvent, Scenario

WITHIN_DAYS = 60
"""After the eve: what came later counts as not foreseen."""
BASE_DATES = 10
"""Days, evenly apart, over which the base rate is taken."""
EVE = 0
"""The draw whose replay says whose each force is on an eve."""
FORESEEING = "foresee"


@dataclass(frozen=True)
class Foreseen:
    """One thing that came, or didn't, and how often free play gives it.

    Parameters
    ----------
    part : Entry or NonEvent
        What.
    eve : date
        Played on from the start of this day.
    days : int
        Within which it counts.
    what : str
        What stands for it: rule, battle, or a verb.
    chance : Estimate
        Share of histories from its eve in which it happens.
    base : Estimate
        The same from other days: the mean over BASE_DATES of them.
    """

    part: Entry | NonEvent
    eve: date
    days: int
    what: str
    chance: Estimate
    base: Estimate

    @property
    def is_above(self) -> bool | None:
        """True where its eve gives it oftener than other days, None where noise may do so."""
        if self.chance.low > self.base.high:
            return True
        return False if self.chance.high < self.base.low else None


@dataclass(frozen=True)
class Foresight:
    """The weightiest entries and all non-events, foreseen or not.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    came : tuple of Foreseen
        The weightiest entries that free play could give.
    didnt : tuple of Foreseen
        The non-events that free play could give.
    unasked : tuple of str
        Ids passed over, for which the engine has no such thing or no time is left.
    stopped : bool
        True where an interrupt left replicas out.
    """

    scenario: Scenario
    origin: Origin
    came: tuple[Foreseen, ...]
    didnt: tuple[Foreseen, ...]
    unasked: tuple[str, ...]
    stopped: bool


@dataclass(frozen=True)
class _Case:
    part: Entry | NonEvent
    day: int
    days: int
    pattern: Pattern


def foresee(world: World, asked: Asked, version: str, top: int = 30) -> Foresight:
    """Play on from the eve of what came and of what didn't, and count how often each comes.

    Parameters
    ----------
    world : World
        What is played.
    asked : Asked
        Replicas from each eve, the seed and the threads.
    version : str
        Of this package, for the origin.
    top : int
        How many of the weightiest entries.

    Returns
    -------
    Foresight
        Each with its base rate.

    Notes
    -----
    The base rate of a thing is how often the same thing comes within as many days of ten days
    evenly apart over the whole span: a model that knew only how often such things come would
    give it on every eve. No rule is to be edited to better this table.
    """
    began = time.perf_counter()
    scenario = world.scenario
    ranked = weightiest(scenario, len(scenario.entries))
    came, unasked = _cases(world, ranked, asked.seed, top)
    didnt, unheard = _cases(world, scenario.nonevents, asked.seed, len(scenario.nonevents))
    base_days = [world.end_day * step // BASE_DATES for step in range(BASE_DATES)]
    days = sorted({case.day for case in (*came, *didnt)} | set(base_days))
    forks = [Fork(day) for day in days]
    runs, is_whole = play(world, forks, asked, FORESEEING, Kept(happenings=asked.replicas))
    row = {day: number for number, day in enumerate(days)}
    told = [
        tuple(_foreseen(world, case, runs, row, base_days) for case in cases)
        for cases in (came, didnt)
    ]
    origin = origin_of(scenario, runs, version, seconds=time.perf_counter() - began)
    return Foresight(scenario, origin, told[0], told[1], (*unasked, *unheard), not is_whole)


def _cases(
    world: World, parts: Sequence[Entry | NonEvent], seed: int, most: int
) -> tuple[list[_Case], list[str]]:
    """Give what can be looked for, and the ids passed over on the way to so many."""
    cases: list[_Case] = []
    passed: list[str] = []
    for part in parts:
        if len(cases) == most:
            break
        day, days = _eve(world, part)
        is_played = day < world.end_day
        sides = _sides(world, day, seed)
        pattern = pattern_of(world, part, sides) if is_played else None
        if pattern is None:
            passed.append(part.id)
        else:
            cases.append(_Case(part, day, days, pattern))
    return cases, passed


def _eve(world: World, part: Entry | NonEvent) -> tuple[int, int]:
    """Give the day to play from, and the days within which it counts."""
    if isinstance(part, Entry):
        return entry_days(world, part.id)[0], WITHIN_DAYS
    span = span_of(world.scenario, part)
    first, last = (span.first, span.last) if span else (0, 0)
    return max(0, first), max(WITHIN_DAYS, last - first)


def _sides(world: World, day: int, seed: int) -> NDArray[np.int64]:
    """Give each force's sovereign on a day; a slot that waits has its pool's polity."""
    state, _, _ = replay(world, day, seed=seed, draw=EVE)
    parent = state.realm.parent
    sides = np.array(state.forces.side, dtype=np.int64)
    for slot, polity in pools_of(world).items():
        if state.forces.men[slot] <= 0:
            sides[slot] = polity
    tops = [side if side < 0 or parent[side] < 0 else int(parent[side]) for side in sides]
    return np.array(tops, dtype=np.int64)


def _foreseen(
    world: World, case: _Case, runs: Runs, row: dict[int, int], base_days: Sequence[int]
) -> Foreseen:
    chance = share_interval(_happened(case, runs, row[case.day], case.day), runs.per_draw)
    others = np.concatenate([_happened(case, runs, row[day], day) for day in base_days])
    base = share_interval(others, runs.per_draw)
    when = date_of(world.scenario, case.day)
    return Foreseen(case.part, when, case.days, case.pattern.what, chance, base)


def _happened(case: _Case, runs: Runs, row: int, day: int) -> NDArray[np.bool_]:
    last = day + case.days
    return np.array([case.pattern.is_in(events, last) for events, _ in runs.events[row]])
