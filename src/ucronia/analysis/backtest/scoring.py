"""Scores of a forecast: Brier, logarithmic, CRPS; shares with a floor; bins of reliability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binned_statistic

Floats = NDArray[np.float64]
BINS = 10
"""Equal bins of a reliability diagram, from 0 to 1."""


def floored(hits: ArrayLike, of: ArrayLike, kinds: int = 2) -> Floats:
    """Give the probability that a count of histories forecasts, never 0 and never 1.

    Parameters
    ----------
    hits : array_like
        Histories in which it came, k.
    of : array_like
        Histories in all, n.
    kinds : int
        What may come instead, itself included: 2 for yes or no.

    Returns
    -------
    Floats
        (k + 1/kinds) / (n + 1).

    Notes
    -----
    A count of 0 in n histories doesn't say that a thing is impossible, and the log score of an
    impossible thing that came has no bound. One history's worth of doubt is spread evenly over
    what may come (Perks 1947, Journal of the Institute of Actuaries 73: 285-334); of yes or no
    it is (k + 1/2) / (n + 1).
    """
    k, n = np.asarray(hits, dtype=np.float64), np.asarray(of, dtype=np.float64)
    shares: Floats = (k + 1.0 / kinds) / (n + 1.0)
    return shares


def brier(chance: ArrayLike, came: ArrayLike) -> Floats:
    """Give the Brier score of each yes-or-no forecast.

    Parameters
    ----------
    chance : array_like
        Probability that it comes, 0..1.
    came : array_like
        Whether it came.

    Returns
    -------
    Floats
        (p - o)^2 [0..1], 0 the best (Brier 1950, Monthly Weather Review 78: 1-3).
    """
    gap = np.asarray(chance, dtype=np.float64) - np.asarray(came, dtype=np.float64)
    scores: Floats = gap * gap
    return scores


def log_score(chance: ArrayLike, came: ArrayLike) -> Floats:
    """Give the logarithmic score of each yes-or-no forecast.

    Parameters
    ----------
    chance : array_like
        Probability that it comes, inside 0..1.
    came : array_like
        Whether it came.

    Returns
    -------
    Floats
        [nats] minus the log of what was given to what came, 0 the best (Good 1952, Journal of
        the Royal Statistical Society B 14: 107-114).
    """
    p = np.asarray(chance, dtype=float)
    scores: Floats = -np.log(np.where(np.asarray(came, dtype=bool), p, 1.0 - p))
    return scores


def brier_of_kinds(chances: Floats, came: NDArray[np.int64]) -> Floats:
    """Give the Brier score of each forecast of one of several.

    Parameters
    ----------
    chances : Floats
        [n, C] probability of each, rows that sum to 1.
    came : NDArray[np.int64]
        [n] which came.

    Returns
    -------
    Floats
        [n] half of the sum over all of (p - o)^2: with two of them the same as `brier`.
    """
    of_it = np.take_along_axis(chances, came[:, None], axis=1)[:, 0]
    scores: Floats = ((chances**2).sum(axis=1) - 2.0 * of_it + 1.0) / 2.0
    return scores


def log_score_of_kinds(chances: Floats, came: NDArray[np.int64]) -> Floats:
    """Give the logarithmic score of each forecast of one of several.

    Parameters
    ----------
    chances : Floats
        [n, C] probability of each, above 0.
    came : NDArray[np.int64]
        [n] which came.

    Returns
    -------
    Floats
        [n] [nats].
    """
    scores: Floats = -np.log(np.take_along_axis(chances, came[:, None], axis=1)[:, 0])
    return scores


def crps(sample: ArrayLike, came: float) -> float:
    """Give the continuous ranked probability score of a sample.

    Parameters
    ----------
    sample : array_like
        [m] what the histories give.
    came : float
        What came.

    Returns
    -------
    float
        In the sample's unit, 0 the best; of one number, its distance; nan of none.

    Notes
    -----
    E|X - y| - E|X - X'| / 2 over the sample taken as the forecast (Gneiting & Raftery 2007,
    Journal of the American Statistical Association 102: 359-378, eq. 21). Sorted, the second
    mean is 2 sum (2 i - m - 1) x_(i) / m^2.
    """
    values = np.sort(np.asarray(sample, dtype=float))
    count = len(values)
    if not count:
        return float("nan")
    rank = 2.0 * np.arange(1, count + 1) - count - 1.0
    spread = float(rank @ values) / count**2
    return float(np.abs(values - came).mean()) - spread


@dataclass(frozen=True)
class Reliability:
    """How often what was forecast at about a probability came.

    Parameters
    ----------
    forecast : Floats
        [BINS] mean probability in each bin; nan where it is empty.
    came : Floats
        [BINS] share that came.
    count : NDArray[np.int64]
        [BINS] forecasts.
    low, high : Floats
        [BINS] interval of the share that came, from the bootstrap.
    """

    forecast: Floats
    came: Floats
    count: NDArray[np.int64]
    low: Floats
    high: Floats


def bin_of(chance: Floats) -> NDArray[np.int64]:
    """Give the bin of each forecast.

    Parameters
    ----------
    chance : Floats
        [n] 0..1.

    Returns
    -------
    NDArray[np.int64]
        [n] 0 up to BINS; 1 itself is in the last.
    """
    number = binned_statistic(chance, chance, "count", BINS, (0.0, 1.0)).binnumber - 1
    return np.minimum(number, BINS - 1).astype(np.int64)
