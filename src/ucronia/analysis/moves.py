"""What else a choice moves: the books of states on the last day, in paired histories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ucronia.analysis.estimates import Estimate, benjamini_hochberg, critical_t, draw_sums
from ucronia.engine import layout as lay
from ucronia.engine.ending import (
    BOOK_CUSTOMS,
    BOOK_DEBT,
    BOOK_MEN,
    BOOK_REVENUE,
    BOOK_SUPPORT,
    BOOK_THREAT,
)
from ucronia.ensemble.plan import Runs

Floats = NDArray[np.float64]

SURE = 0.05
LEAST_PAIRS = 0.1
"""Share of pairs in which a state must stand in both arms for its books to be compared."""
SHARES = frozenset({"support", "threat", "war"})
"""Measures that are shares, told of a hundred."""
_COLUMNS = {
    "revenue": (BOOK_REVENUE, BOOK_CUSTOMS),
    "customs": (BOOK_CUSTOMS,),
    "men": (BOOK_MEN,),
    "debt": (BOOK_DEBT,),
    "support": (BOOK_SUPPORT,),
    "threat": (BOOK_THREAT,),
}


@dataclass(frozen=True)
class Move:
    """A measure of a state that differs between the arms.

    Parameters
    ----------
    polity : int
        Index of the state.
    measure : str
        `revenue` and `customs` (pesos a year), `men`, `debt` (pesos), `support` (allegiance to
        its cause where it rules, 0..1), `threat` (the most that it feels, 0..1), `war` (share
        of histories in which it comes into one).
    recorded : float
        Mean in the recorded arm, over pairs in which it stands in both.
    alternative : float
        Mean in the other.
    difference : Estimate
        alternative - recorded.
    p_value : float
        Corrected over all measures by Benjamini and Hochberg.
    """

    polity: int
    measure: str
    recorded: float
    alternative: float
    difference: Estimate
    p_value: float


def moves(runs: Runs, arms: tuple[int, int] = (0, 1), count: int = 10) -> tuple[Move, ...]:
    """Find what of the states' books differs between two arms more than by noise.

    Parameters
    ----------
    runs : Runs
        Both forks, played with books and with the events that tell.
    arms : tuple of int
        Indices of the recorded and the alternative fork.
    count : int
        How many to give.

    Returns
    -------
    tuple of Move
        The surest first.

    Notes
    -----
    A difference is a ratio of sums over the pairs in which a state stands in both arms, its
    error by draws (Cochran 1977, Sampling Techniques, 3rd ed., ch. 6).
    """
    if not runs.books.size:
        return ()
    one, two = (np.asarray(runs.books[arm], dtype=np.float64) for arm in arms)
    found = []
    for polity in range(one.shape[1]):
        stand = np.logical_and(one[:, polity].any(axis=1), two[:, polity].any(axis=1))
        if stand.mean() < LEAST_PAIRS:
            continue
        for measure, read in _readers(runs, arms).items():
            before, after = (read(arm, polity) for arm in (0, 1))
            change = np.where(stand, after - before, 0.0)
            if not change.any():
                continue
            difference, p_value = mean_where(change, stand, runs.per_draw)
            means = float(before[stand].mean()), float(after[stand].mean())
            found.append(Move(polity, measure, *means, difference, p_value))
    corrected = benjamini_hochberg([move.p_value for move in found])
    sure = [
        (float(p), Move(m.polity, m.measure, m.recorded, m.alternative, m.difference, float(p)))
        for m, p in zip(found, corrected, strict=True)
        if p < SURE
    ]
    sure.sort(key=lambda pair: pair[0])
    return tuple(move for _, move in sure[:count])


def _readers(runs: Runs, arms: tuple[int, int]) -> dict[str, Callable[[int, int], Floats]]:
    """Give what reads each measure of an arm and a state: [R]."""

    def column(columns: tuple[int, ...]) -> Callable[[int, int], Floats]:
        def read(arm: int, polity: int) -> Floats:
            books = np.asarray(runs.books[arms[arm], :, polity], dtype=np.float64)
            total: Floats = books[:, list(columns)].sum(axis=1)
            return total

        return read

    readers = {measure: column(columns) for measure, columns in _COLUMNS.items()}
    if runs.events:
        readers["war"] = lambda arm, polity: _goes_to_war(runs, arms[arm], polity)
    return readers


def _goes_to_war(runs: Runs, arm: int, polity: int) -> Floats:
    wars = np.zeros(runs.outcome.shape[1])
    for replica, (lines, _) in enumerate(runs.events[arm]):
        begun = lines[lines[:, 1] == lay.L_WAR]
        wars[replica] = bool((begun[:, 2:4] == polity).any())
    return wars


def mean_where(
    values: Floats, where: NDArray[np.bool_], per_draw: int
) -> tuple[Estimate, float]:
    """Estimate a mean over some of the replicas, clustered by draw.

    Parameters
    ----------
    values : Floats
        [R] 0 where it doesn't count.
    where : NDArray
        [R] which count; some do.
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    tuple
        The mean with its interval, and the two-sided p value of 0.
    """
    size = int(where.sum())
    mean = float(values.sum()) / size
    sums = draw_sums(np.where(where, values - mean, 0.0), per_draw)
    draws = len(sums)
    if draws < 2:
        return Estimate(mean, float("-inf"), float("inf"), size), 1.0
    error = (draws / (draws - 1) * float((sums**2).sum())) ** 0.5 / size
    reach = critical_t(draws) * error
    p_value = 2 * float(stats.t.sf(abs(mean) / error, draws - 1)) if error > 0 else 0.0
    return Estimate(mean, mean - reach, mean + reach, size), p_value
