"""Turning points: where the evaluation moved by more than noise, and what moved it."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import (
    CONFIDENCE,
    Estimate,
    draw_sums,
    holm,
    paired_difference,
)
from ucronia.analysis.evaluation import plain_rows
from ucronia.analysis.outcomes import date_of, day_of, indicators, outcome_ids
from ucronia.analysis.ranking import holding
from ucronia.ensemble.plan import Fork, Runs
from ucronia.scenario.model import Entry, Scenario

FLIPS = 9_999
"""Sign flips of a test; more where Holm's correction over many intervals asks for it."""
FLIPS_PER_INTERVAL = 100
"""So that the least p value, corrected, can fall well below 0.05: 1/100."""
BLOCK = 2_000
"""Flips held in memory at a time."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TurningPoint:
    """An interval between two days across which the evaluation moved.

    Parameters
    ----------
    day : int
        Day of the fork before it.
    until_day : int
        Day of the fork after it.
    date : date
        Date of `day`.
    until : date
        Date of `until_day`.
    entries : tuple of str
        Entries of the record inside, the weightiest first.
    outcome : str
        The outcome whose share moved most.
    before : float
        Its share before.
    after : float
        Its share after.
    change : float
        after - before.
    low : float
        Lower end of the change's interval, simultaneous over the outcomes.
    high : float
        Upper end.
    total_variation : float
        Half of the sum of all outcomes' absolute changes, 0..1.
    p_value : float
        Chance of such a total variation from noise, corrected by Holm over the intervals.
    distinguishable : bool
        True where that is under the level.
    act : Estimate or None
        Part due to what was done; None until it has been split.
    learned : Estimate or None
        Part due to what it taught of latent qualities.
    pinned : Estimate or None
        Part due to corrections by the record's pins.
    keeps : float
        Share of resamplings of the draws in which it stands at its own rank or higher; nan
        where that was not looked at.
    leads : float
        Share in which it is among the weightiest few (ranking.TOP).
    """

    day: int
    until_day: int
    date: datetime.date
    until: datetime.date
    entries: tuple[str, ...]
    outcome: str
    before: float
    after: float
    change: float
    low: float
    high: float
    total_variation: float
    p_value: float
    distinguishable: bool
    act: Estimate | None = None
    learned: Estimate | None = None
    pinned: Estimate | None = None
    keeps: float = float("nan")
    leads: float = float("nan")

    @property
    def entry(self) -> str:
        """The weightiest entry inside, empty where there is none."""
        return self.entries[0] if self.entries else ""


def turning_points(
    scenario: Scenario, runs: Runs, confidence: float = CONFIDENCE
) -> tuple[TurningPoint, ...]:
    """Measure the change of the evaluation across every interval between forks.

    Parameters
    ----------
    scenario : Scenario
        For the entries and outcomes.
    runs : Runs
        Plain forks; others among them are left aside.
    confidence : float
        One less the level of the test, 0..1.

    Returns
    -------
    tuple of TurningPoint
        All intervals, those told from noise first, the greatest variation first.

    Notes
    -----
    Under no change, the arms of a draw may be swapped: the sign of each draw's contribution is
    flipped at random, all outcomes together (sign-flip test with blocks of exchangeability,
    Winkler et al. 2014, NeuroImage 92, 381). Holm (1979) corrects over the intervals.
    """
    rows = plain_rows(runs)
    outcomes, count = outcome_ids(scenario), len(scenario.outcomes)
    tables = [indicators(runs.outcome[row], count) for row in rows]
    pairs = list(itertools.pairwise(tables))
    changes = [draw_sums(b - a, runs.per_draw) for a, b in pairs]
    p_values = flip_test(changes, runs.seed)
    keeps, leads = holding(changes, runs.seed)
    points = []
    for index, p_value in enumerate(holm(p_values)):
        span = (runs.forks[rows[index]].day, runs.forks[rows[index + 1]].day)
        moved = _largest(*pairs[index], runs.per_draw, confidence)
        point = _point(scenario, span, outcomes[moved[0]], moved[1], pairs[index])
        told = bool(p_value < 1 - confidence)
        before = float(pairs[index][0][:, moved[0]].mean())
        points.append(
            replace(
                point,
                before=before,
                after=before + point.change,
                p_value=float(p_value),
                distinguishable=told,
                keeps=float(keeps[index]),
                leads=float(leads[index]),
            )
        )
    return tuple(sorted(points, key=lambda p: (not p.distinguishable, -p.total_variation)))


def flip_test(changes: Sequence[Floats], seed: int) -> list[float]:
    """Test each table of changes against noise by flipping signs of draws.

    Parameters
    ----------
    changes : sequence of Floats
        One [D, U] table an interval: each draw's summed change of each outcome.
    seed : int
        Of the flips.

    Returns
    -------
    list of float
        p values, uncorrected, never 0 (Phipson & Smyth 2010, SAGMB 9, 39).
    """
    if not changes:
        return []
    draws = len(changes[0])
    flips = max(FLIPS, FLIPS_PER_INTERVAL * len(changes))
    observed = [float(np.abs(table.sum(axis=0)).sum()) for table in changes]
    # one signed table for all intervals: Holm needs no independence between them
    table = np.concatenate(changes, axis=1).astype(np.float32)
    width, reached = changes[0].shape[1], np.zeros(len(changes))
    generator = np.random.Generator(np.random.Philox(key=seed % 2**64))
    for first in range(0, flips, BLOCK):
        size = min(BLOCK, flips - first)
        signs = generator.integers(0, 2, size=(size, draws)).astype(np.float32) * 2 - 1
        moved = np.abs((signs @ table).reshape(size, len(changes), width)).sum(axis=2)
        reached += (moved >= np.array(observed) - 1e-3).sum(axis=0)
    return [float((count + 1) / (flips + 1)) for count in reached]


def split_forks(point: TurningPoint) -> tuple[Fork, Fork, Fork, Fork]:
    """Say which forks split a turning point.

    Parameters
    ----------
    point : TurningPoint
        The turning point.

    Returns
    -------
    tuple of Fork
        Before; after; after with qualities held; after with qualities held and pins left out.
    """
    before, after = point.day, point.until_day
    return (
        Fork(before),
        Fork(after),
        Fork(after, quality_day=before),
        Fork(after, quality_day=before, pins_until=before),
    )


def split(
    scenario: Scenario,
    point: TurningPoint,
    runs: Runs,
    rows: Sequence[int] = (0, 1, 2, 3),
    confidence: float = CONFIDENCE,
) -> TurningPoint:
    """Split a turning point into what was done, what was learned and what pins corrected.

    Parameters
    ----------
    scenario : Scenario
        For the outcomes.
    point : TurningPoint
        The turning point.
    runs : Runs
        What `split_forks` asked for.
    rows : sequence of int
        Where those four forks stand in `runs`.
    confidence : float
        Wanted coverage of each part's interval, 0..1.

    Returns
    -------
    TurningPoint
        The same, with `act`, `learned` and `pinned`; they sum to after - before in `runs`.
    """
    column = outcome_ids(scenario).index(point.outcome)
    before, after, held, bare = (runs.outcome[row] == column for row in rows)

    def part(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Estimate:
        return paired_difference(first, second, runs.per_draw, confidence=confidence)

    return replace(
        point, act=part(before, bare), learned=part(held, after), pinned=part(bare, held)
    )


def entries_between(scenario: Scenario, first: int, last: int) -> tuple[Entry, ...]:
    """List the entries dated from one day up to, not with, another.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    first : int
        Day of the fork before: its own entries come after the fork.
    last : int
        Day of the fork after.

    Returns
    -------
    tuple of Entry
        The weightiest first.
    """
    inside = [e for e in scenario.entries if first <= day_of(scenario, e.date) < last]
    return tuple(sorted(inside, key=lambda entry: -entry.weight))


def _largest(
    before: Floats, after: Floats, per_draw: int, confidence: float
) -> tuple[int, Estimate]:
    """Find the outcome that moved most; its interval holds for all outcomes at once."""
    column = int(np.argmax(np.abs((after - before).mean(axis=0))))
    level = 1 - (1 - confidence) / before.shape[1]
    return column, paired_difference(
        before[:, column], after[:, column], per_draw, confidence=level
    )


def _point(
    scenario: Scenario,
    span: tuple[int, int],
    outcome: str,
    moved: Estimate,
    pair: tuple[Floats, Floats],
) -> TurningPoint:
    first, last = span
    return TurningPoint(
        day=first,
        until_day=last,
        date=date_of(scenario, first),
        until=date_of(scenario, last),
        entries=tuple(entry.id for entry in entries_between(scenario, first, last)),
        outcome=outcome,
        before=0.0,
        after=0.0,
        change=moved.mean,
        low=moved.low,
        high=moved.high,
        total_variation=float(np.abs((pair[1] - pair[0]).mean(axis=0)).sum() / 2),
        p_value=1.0,
        distinguishable=False,
    )
