"""Contrasts: the recorded option against another, under the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ucronia.analysis.estimates import (
    CONFIDENCE,
    Estimate,
    benjamini_hochberg,
    critical_t,
    draw_sums,
    paired_difference,
    pairing_gain,
    share_interval,
)
from ucronia.analysis.lines import Events, Happening, feature_table, happenings
from ucronia.analysis.outcomes import indicators
from ucronia.ensemble.plan import Runs
from ucronia.errors import QuestionError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One outcome in both arms.

    Parameters
    ----------
    outcome : str
        Id of the outcome.
    recorded : Estimate
        Share of histories with the recorded option.
    alternative : Estimate
        Share with the other.
    difference : Estimate
        alternative - recorded, paired.
    """

    outcome: str
    recorded: Estimate
    alternative: Estimate
    difference: Estimate


@dataclass(frozen=True)
class Parting:
    """When the two arms part, in days after the fork.

    Parameters
    ----------
    quartiles : tuple of float
        Lower quartile, median and upper quartile over the pairs that part; nan if none does.
    never : float
        Share of pairs that never part, 0..1.
    """

    quartiles: tuple[float, float, float]
    never: float


@dataclass(frozen=True)
class Reason:
    """An event that differs between the arms, and how the answer moves with it.

    Parameters
    ----------
    happening : Happening
        kind, a, b, c.
    recorded : float
        Share of histories in which it happens with the recorded option.
    alternative : float
        Share with the other.
    moves : Estimate
        Change of the outcome's share for a pair in which the event comes instead of staying
        away, over a pair in which it does not differ.
    p_value : float
        Corrected over the events by Benjamini and Hochberg.
    """

    happening: Happening
    recorded: float
    alternative: float
    moves: Estimate
    p_value: float


@dataclass(frozen=True)
class Lever:
    """A parameter or reading on which the difference depends.

    Parameters
    ----------
    id : str
        Of the parameter or dispute.
    correlation : float
        Spearman's rank correlation, over draws, of its value with the draw's difference.
    lower_third : float
        Mean difference over the third of draws with its lowest values.
    upper_third : float
        The same with its highest.
    p_value : float
        Corrected over the parameters by Benjamini and Hochberg.
    """

    id: str
    correlation: float
    lower_third: float
    upper_third: float
    p_value: float


@dataclass(frozen=True)
class Contrast:
    """do(recorded) against do(alternative).

    Parameters
    ----------
    rows : tuple of Row
        One an outcome, in the scenario's order.
    replicas : int
        Pairs.
    gain : float
        Times fewer histories that pairing needs, for the outcome that moves most.
    """

    rows: tuple[Row, ...]
    replicas: int
    gain: float

    @property
    def largest(self) -> Row:
        """The outcome that moves most."""
        return max(self.rows, key=lambda row: abs(row.difference.mean))


def contrast(
    runs: Runs,
    outcomes: Sequence[str],
    arms: tuple[int, int] = (0, 1),
    confidence: float = CONFIDENCE,
) -> Contrast:
    """Compare the outcomes of two forks of one state.

    Parameters
    ----------
    runs : Runs
        Both forks, played with the same random numbers.
    outcomes : sequence of str
        Ids in the scenario's order.
    arms : tuple of int
        Indices of the recorded and the alternative fork.
    confidence : float
        Wanted coverage of each interval, 0..1.

    Returns
    -------
    Contrast
        Each outcome in both arms, and the paired difference.
    """
    one, two = (indicators(runs.outcome[arm], len(outcomes)) for arm in arms)
    rows = tuple(
        Row(
            outcome=outcome,
            recorded=share_interval(one[:, column], runs.per_draw, confidence),
            alternative=share_interval(two[:, column], runs.per_draw, confidence),
            difference=paired_difference(
                one[:, column], two[:, column], runs.per_draw, confidence=confidence
            ),
        )
        for column, outcome in enumerate(outcomes)
    )
    moved = int(np.argmax([abs(row.difference.mean) for row in rows]))
    gain = pairing_gain(one[:, moved], two[:, moved], runs.per_draw)
    return Contrast(rows, int(runs.outcome.shape[1]), gain)


def parting(runs: Runs, arms: tuple[int, int] = (0, 1)) -> Parting:
    """Say when the two arms part.

    Parameters
    ----------
    runs : Runs
        Both forks, played with events.
    arms : tuple of int
        Indices of the recorded and the alternative fork.

    Returns
    -------
    Parting
        Days from the fork to the first day, after its own, on which the logs differ.
    """
    day = runs.forks[arms[0]].day
    days = [
        first_difference(one[0], two[0], day)
        for one, two in zip(*_logs(runs, arms), strict=True)
    ]
    parted = np.array([found - day for found in days if found is not None], dtype=np.float64)
    if not len(parted):
        return Parting((float("nan"),) * 3, 1.0)
    low, middle, high = (float(q) for q in np.quantile(parted, (0.25, 0.5, 0.75)))
    return Parting((low, middle, high), 1 - len(parted) / len(days))


def first_difference(one: NDArray[np.int64], two: NDArray[np.int64], after: int) -> int | None:
    """Find the first day on which two histories differ.

    Parameters
    ----------
    one : NDArray[np.int64]
        [G, 6] event log.
    two : NDArray[np.int64]
        [G, 6] event log.
    after : int
        Day up to which differences are the choice itself.

    Returns
    -------
    int or None
        The day; None if they never differ.
    """
    one, two = one[one[:, 0] > after], two[two[:, 0] > after]
    shared = min(len(one), len(two))
    unlike = np.flatnonzero((one[:shared] != two[:shared]).any(axis=1))
    if not len(unlike):
        rest = one[shared:] if len(one) > shared else two[shared:]
        return int(rest[0, 0]) if len(rest) else None
    return int(min(one[unlike[0], 0], two[unlike[0], 0]))


def reasons(
    runs: Runs, outcome: int, arms: tuple[int, int] = (0, 1), count: int = 8
) -> tuple[Reason, ...]:
    """Find the events whose coming or staying away moves the answer most.

    Parameters
    ----------
    runs : Runs
        Both forks, played with events.
    outcome : int
        The outcome whose difference is to be explained.
    arms : tuple of int
        Indices of the recorded and the alternative fork.
    count : int
        How many to give.

    Returns
    -------
    tuple of Reason
        Those with the greatest part in the difference first.

    Notes
    -----
    For an event, Δx is +1 where it happens in the alternative alone and -1 where in the
    recorded alone; Δy the same for the outcome. `moves` is the slope of Δy on Δx over the
    pairs, its error clustered by draw (Liang & Zeger 1986, Biometrika 73, 13), and the part in
    the difference is the slope times the mean of Δx. It is what goes with what in paired
    histories: an event may stand for the cause of both.
    """
    day = runs.forks[arms[0]].day
    sets = [[happenings(log[0], day) for log in arm] for arm in _logs(runs, arms)]
    pairs = len(sets[0])
    kinds, table = feature_table(sets[0] + sets[1])
    one, two = table[:pairs], table[pairs:]
    ends = [runs.outcome[arm][:pairs] == outcome for arm in arms]
    moved = ends[1].astype(np.float64) - ends[0]
    kept = [at for at in range(len(kinds)) if np.ptp(two[:, at] - one[:, at]) > 0]
    fits = [slope(two[:, at] - one[:, at], moved, runs.per_draw) for at in kept]
    p_values = benjamini_hochberg([p_value for _, p_value in fits])
    found = [
        (
            abs(fit.mean * (two[:, at] - one[:, at]).mean()),
            Reason(
                kinds[at], float(one[:, at].mean()), float(two[:, at].mean()), fit, float(p)
            ),
        )
        for at, (fit, _), p in zip(kept, fits, p_values, strict=True)
    ]
    found.sort(key=lambda pair: -pair[0])
    return tuple(reason for _, reason in found[:count])


def slope(cause: Floats, effect: Floats, per_draw: int) -> tuple[Estimate, float]:
    """Fit effect on cause by least squares, with errors clustered by draw.

    Parameters
    ----------
    cause : Floats
        [R] not constant.
    effect : Floats
        [R]
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    tuple
        The slope with its interval, and the two-sided p value of no slope.
    """
    centred = cause - cause.mean()
    square = float((centred**2).sum())
    mean = float(centred @ effect) / square
    left = effect - effect.mean() - mean * centred
    sums = draw_sums(centred * left, per_draw)
    draws = len(sums)
    if draws < 3:
        return Estimate(mean, float("-inf"), float("inf"), len(cause)), 1.0
    error = (draws / (draws - 1) * float((sums**2).sum())) ** 0.5 / square
    reach = critical_t(draws) * error
    p_value = 2 * float(stats.t.sf(abs(mean) / error, draws - 1)) if error > 0 else 0.0
    return Estimate(mean, mean - reach, mean + reach, len(cause)), p_value


def levers(
    change: Floats, values: Floats, ids: Sequence[str], per_draw: int, count: int = 8
) -> tuple[Lever, ...]:
    """Find the parameters whose value splits an answer most.

    Parameters
    ----------
    change : Floats
        [R] the answer in each replica: an outcome, or its difference between arms.
    values : Floats
        [D, K] each draw's parameters (a dispute's reading counts as one).
    ids : sequence of str
        [K] their ids.
    per_draw : int
        m, chance histories under each draw.
    count : int
        How many to give.

    Returns
    -------
    tuple of Lever
        The strongest correlation first (Spearman 1904, Am. J. Psychol. 15, 72).
    """
    means = draw_sums(change, per_draw) / draw_sums(np.ones(len(change)), per_draw)
    kept = [at for at in range(len(ids)) if np.ptp(values[: len(means), at]) > 0]
    if len(means) < 3 or np.ptp(means) == 0 or not kept:
        return ()
    tests = [stats.spearmanr(values[: len(means), at], means) for at in kept]
    p_values = benjamini_hochberg([float(test.pvalue) for test in tests])
    found = [
        _lever(ids[at], values[: len(means), at], means, float(test.statistic), float(p))
        for at, test, p in zip(kept, tests, p_values, strict=True)
    ]
    return tuple(sorted(found, key=lambda lever: -abs(lever.correlation))[:count])


def outcome_change(runs: Runs, outcome: int, arms: tuple[int, int] = (0, 1)) -> Floats:
    """Give each pair's change of an outcome.

    Parameters
    ----------
    runs : Runs
        Both forks.
    outcome : int
        The outcome.
    arms : tuple of int
        Indices of the recorded and the alternative fork.

    Returns
    -------
    Floats
        [R] -1, 0 or 1.
    """
    one, two = (runs.outcome[arm] == outcome for arm in arms)
    return np.asarray(two.astype(np.float64) - one)


def _lever(id: str, value: Floats, means: Floats, correlation: float, p: float) -> Lever:
    order = np.argsort(value, kind="stable")
    third = max(1, len(order) // 3)
    low, high = float(means[order[:third]].mean()), float(means[order[-third:]].mean())
    return Lever(id, correlation, low, high, p)


def _logs(runs: Runs, arms: tuple[int, int]) -> tuple[list[Events], list[Events]]:
    if not runs.events:
        raise QuestionError("these histories were played without their events")
    return runs.events[arms[0]], runs.events[arms[1]]
