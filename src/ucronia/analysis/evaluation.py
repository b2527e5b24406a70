"""The evaluation: how likely each outcome was, given the record up to each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ucronia.analysis.estimates import (
    CONFIDENCE,
    Estimate,
    draw_count,
    draw_sums,
    share_interval,
)
from ucronia.analysis.outcomes import date_of, indicators, outcome_ids
from ucronia.ensemble.plan import AT_FORK, Fork, Runs
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """The evaluation curve; [G] days, [U] outcomes.

    Parameters
    ----------
    start : date
        The scenario's first day.
    outcomes : tuple of str
        [U] ids in the scenario's order.
    days : NDArray[np.int64]
        [G] days of the forks, from the first day, ascending.
    mean : NDArray[np.float64]
        [G, U] share of histories.
    low : NDArray[np.float64]
        [G, U] lower end of its interval.
    high : NDArray[np.float64]
        [G, U] upper end.
    chance : NDArray[np.float64]
        [G, U] share of the variance between histories that is chance, nan if not to be told.
    draw : NDArray[np.float64]
        [G, U] share that is the draw: parameters, disputed readings, latent qualities.
    draw_sd : NDArray[np.float64]
        [G, U] standard deviation of the share of histories from draw to draw.
    replicas : int
        R at each fork.
    """

    start: date
    outcomes: tuple[str, ...]
    days: NDArray[np.int64]
    mean: Floats
    low: Floats
    high: Floats
    chance: Floats
    draw: Floats
    draw_sd: Floats
    replicas: int

    @property
    def dates(self) -> tuple[date, ...]:
        """Dates of the days."""
        return tuple(self.start + timedelta(days=int(day)) for day in self.days)

    @property
    def widest(self) -> float:
        """Half of the longest interval, the measure of `--until`."""
        return float(((self.high - self.low) / 2).max())

    def at(self, when: date) -> int:
        """Find the last fork on or before a date.

        Parameters
        ----------
        when : date
            A date not before the first fork.

        Returns
        -------
        int
            Index of the fork's row.

        Raises
        ------
        QuestionError
            If the curve begins later.
        """
        row = int(np.searchsorted(self.days, (when - self.start).days, side="right")) - 1
        if row < 0:
            raise QuestionError(f"the curve begins on {self.dates[0]}, after {when}")
        return row


@dataclass(frozen=True)
class Doubt:
    """How much of the variance between histories is chance, and how much the draw.

    Parameters
    ----------
    chance : float
        Share due to chance under one draw, 0..1; nan where it can't be told.
    draw : float
        Share due to parameters, disputed readings and latent qualities, 0..1; or nan.
    draw_sd : float
        Standard deviation of the answer from draw to draw, in its own unit; or nan.
    """

    chance: float
    draw: float
    draw_sd: float


@dataclass(frozen=True)
class Loss:
    """When an outcome ceased to be likely.

    Parameters
    ----------
    last_above : date or None
        Last day of the curve on which its share was at or above the level.
    surely_below : date or None
        First day from which its interval stays under the level to the end.
    """

    last_above: date | None
    surely_below: date | None


def is_plain(fork: Fork) -> bool:
    """Say whether nothing is set otherwise at a fork.

    Parameters
    ----------
    fork : Fork
        The fork.

    Returns
    -------
    bool
        True for a fork of the evaluation itself.
    """
    held = fork.quality_day != AT_FORK or fork.pins_until != AT_FORK
    return not (held or fork.acts or fork.facts or fork.forbidden)


def evaluate(scenario: Scenario, runs: Runs, confidence: float = CONFIDENCE) -> Curve:
    """Make the evaluation curve of the plain forks among the runs.

    Parameters
    ----------
    scenario : Scenario
        For the outcomes and the first day.
    runs : Runs
        What was played.
    confidence : float
        Wanted coverage of each interval, 0..1.

    Returns
    -------
    Curve
        Sorted by day.

    Raises
    ------
    QuestionError
        If no fork is plain.
    """
    rows = plain_rows(runs)
    if not rows:
        raise QuestionError("no fork without an intervention: nothing to evaluate")
    outcomes = outcome_ids(scenario)
    table = np.array(
        [_row(runs.outcome[row], len(outcomes), runs.per_draw, confidence) for row in rows]
    )
    mean, low, high, chance, draw, draw_sd = np.moveaxis(table, 2, 0)
    return Curve(
        start=date_of(scenario, 0),
        outcomes=outcomes,
        days=np.array([runs.forks[row].day for row in rows], dtype=np.int64),
        mean=mean,
        low=low,
        high=high,
        chance=chance,
        draw=draw,
        draw_sd=draw_sd,
        replicas=int(runs.outcome.shape[1]),
    )


def plain_rows(runs: Runs) -> list[int]:
    """List the plain forks among the runs by day, each day once.

    Parameters
    ----------
    runs : Runs
        What was played.

    Returns
    -------
    list of int
        Indices into `runs.forks`.
    """
    first = {
        fork.day: row for row, fork in reversed(list(enumerate(runs.forks))) if is_plain(fork)
    }
    return [first[day] for day in sorted(first)]


def lost(curve: Curve, outcomes: Sequence[str], level: float = 0.5) -> Loss:
    """Say when an outcome, or any of several, ceased to be likely.

    Parameters
    ----------
    curve : Curve
        The evaluation.
    outcomes : sequence of str
        Ids whose shares are added.
    level : float
        Share that counts as likely.

    Returns
    -------
    Loss
        The last day above, and the first from which the intervals stay below.

    Notes
    -----
    The upper end of a sum is the sum of upper ends: it errs on the side of doubt.
    """
    columns = [curve.outcomes.index(outcome) for outcome in outcomes]
    above = np.flatnonzero(curve.mean[:, columns].sum(axis=1) >= level)
    doubt = np.flatnonzero(curve.high[:, columns].sum(axis=1) >= level)
    settled = int(doubt[-1]) + 1 if len(doubt) else 0
    dates = curve.dates
    return Loss(
        last_above=dates[int(above[-1])] if len(above) else None,
        surely_below=dates[settled] if settled < len(dates) else None,
    )


def split_doubt(values: ArrayLike, per_draw: int) -> Doubt:
    """Split the variance between histories into chance and draw.

    Parameters
    ----------
    values : ArrayLike
        [R] one value a replica.
    per_draw : int
        m, chance histories under each draw; with 1 the two can't be told apart.

    Returns
    -------
    Doubt
        The two shares, which sum to 1, and the draws' standard deviation.

    Notes
    -----
    One-way random effects: σ²_draw = (MSB - MSW)/m₀, held at 0 or above (Searle, Casella &
    McCulloch 1992, *Variance Components*, §3.6, with m₀ for draws of unequal size).
    """
    array = np.asarray(values, dtype=np.float64)
    total, draws = len(array), draw_count(len(array), per_draw)
    if draws < 2 or total == draws:
        return Doubt(float("nan"), float("nan"), float("nan"))
    counts = draw_sums(np.ones(total), per_draw)
    means = draw_sums(array, per_draw) / counts
    within = ((array - means[np.arange(total) // per_draw]) ** 2).sum() / (total - draws)
    between = (counts * (means - array.mean()) ** 2).sum() / (draws - 1)
    typical = (total - (counts**2).sum() / total) / (draws - 1)
    of_draw = max(0.0, float(between - within) / float(typical))
    whole = of_draw + float(within)
    if whole == 0.0:
        return Doubt(float("nan"), float("nan"), 0.0)
    return Doubt(float(within) / whole, of_draw / whole, of_draw**0.5)


def share_at(curve: Curve, when: date, outcome: str) -> Estimate:
    """Read one share off the curve.

    Parameters
    ----------
    curve : Curve
        The evaluation.
    when : date
        A date; the last fork on or before it answers.
    outcome : str
        Id of the outcome.

    Returns
    -------
    Estimate
        Share of histories with its interval.
    """
    row, column = curve.at(when), curve.outcomes.index(outcome)
    mean, low, high = (float(part[row, column]) for part in (curve.mean, curve.low, curve.high))
    return Estimate(mean, low, high, curve.replicas)


def _row(
    outcome: NDArray[np.int8], count: int, per_draw: int, confidence: float
) -> list[list[float]]:
    table = indicators(outcome, count)
    row = []
    for column in range(count):
        share = share_interval(table[:, column], per_draw, confidence)
        doubt = split_doubt(table[:, column], per_draw)
        row.append([share.mean, share.low, share.high, doubt.chance, doubt.draw, doubt.draw_sd])
    return row
