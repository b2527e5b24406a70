"""Means, shares and differences over replicas, with intervals that know the draws.

Replica r belongs to draw r // per_draw. Replicas of one draw share parameters, readings and
qualities, so they are a cluster: intervals treat the draws, not the replicas, as independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

CONFIDENCE = 0.95
"""Share of intervals that should hold the truth, the custom of the field."""
HALF_WIDTH = float(stats.norm.ppf((1 + CONFIDENCE) / 2))
"""Standard errors in half of such an interval, of a normal estimate."""
PSEUDO_PAIRS = 2.0
"""Pseudo-observations of Agresti & Min (2005): half a pair in each of the four cells."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A number with its interval.

    Parameters
    ----------
    mean : float
        The estimate.
    low : float
        Lower end of the interval.
    high : float
        Upper end of the interval.
    n : int
        Replicas behind it.
    effective_n : float
        Independent replicas that would be as precise, where that is known; else nan.
    """

    mean: float
    low: float
    high: float
    n: int
    effective_n: float = float("nan")

    @property
    def width(self) -> float:
        """Half of the interval's length."""
        return (self.high - self.low) / 2


def draw_count(replicas: int, per_draw: int) -> int:
    """Count the draws behind so many replicas.

    Parameters
    ----------
    replicas : int
        R, the number of replicas.
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    int
        D.
    """
    return -(-replicas // per_draw)


def draw_sums(values: ArrayLike, per_draw: int) -> Floats:
    """Sum values over the replicas of each draw.

    Parameters
    ----------
    values : ArrayLike
        [R] or [R, …] one value a replica.
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    Floats
        [D] or [D, …] sums; the last draw may hold fewer replicas.
    """
    array = np.asarray(values, dtype=np.float64)
    return np.add.reduceat(array, np.arange(0, len(array), per_draw), axis=0)


def mean_variance(values: ArrayLike, per_draw: int) -> float:
    """Estimate the variance of a mean over replicas clustered by draw.

    Parameters
    ----------
    values : ArrayLike
        [R] one value a replica.
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    float
        The variance; nan with fewer than two draws.

    Notes
    -----
    D/(D-1) Σ_d (Σ_{r∈d} (x_r - x̄))² / R², the linearised estimator of a ratio over clusters
    (Cochran 1977, *Sampling Techniques*, 3rd ed., eq. 9A.8 with equal weights). With draws of
    equal size it is the variance of the draws' means over D.
    """
    array = np.asarray(values, dtype=np.float64)
    sums = draw_sums(array - array.mean(), per_draw)
    draws = len(sums)
    if draws < 2:
        return float("nan")
    return float(draws / (draws - 1) * (sums**2).sum() / len(array) ** 2)


def critical_t(draws: int, confidence: float = CONFIDENCE) -> float:
    """Give the two-sided quantile of Student's t for so many draws.

    Parameters
    ----------
    draws : int
        D, the clusters; one degree of freedom goes to the mean.
    confidence : float
        Wanted coverage, 0..1.

    Returns
    -------
    float
        The quantile; infinite with fewer than two draws.
    """
    if draws < 2:
        return float("inf")
    return float(stats.t.ppf((1 + confidence) / 2, draws - 1))


def mean_interval(values: ArrayLike, per_draw: int, confidence: float = CONFIDENCE) -> Estimate:
    """Estimate a mean over replicas, its interval clustered by draw.

    Parameters
    ----------
    values : ArrayLike
        [R] one value a replica.
    per_draw : int
        m, chance histories under each draw.
    confidence : float
        Wanted coverage, 0..1.

    Returns
    -------
    Estimate
        Mean and t interval with D - 1 degrees of freedom (Cochran 1977).
    """
    array = np.asarray(values, dtype=np.float64)
    variance = mean_variance(array, per_draw)
    mean = float(array.mean())
    if np.isnan(variance):
        return Estimate(mean, float("-inf"), float("inf"), len(array))
    reach = critical_t(draw_count(len(array), per_draw), confidence) * variance**0.5
    spread = float(array.var(ddof=1))
    size = spread / variance if variance > 0 else float(len(array))
    return Estimate(mean, mean - reach, mean + reach, len(array), size)


def effective_n(happened: ArrayLike, per_draw: int) -> float:
    """Say how many independent replicas would give a share as precisely.

    Parameters
    ----------
    happened : ArrayLike
        [R] true or false for each replica.
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    float
        R over the design effect, from D to R.

    Notes
    -----
    The design effect (Kish 1965, *Survey Sampling*) is 1 + (m-1)k, k the correlation
    inside a draw. Replicas of a draw are independent given the draw, so k is in [0, 1] and the
    estimate is held there. Where all replicas agree it can't be seen, and the worst, m, is
    taken.
    """
    array = np.asarray(happened, dtype=np.float64)
    draws, share = draw_count(len(array), per_draw), float(array.mean())
    variance = mean_variance(array, per_draw)
    if share in (0.0, 1.0) or np.isnan(variance):
        return float(draws)
    if variance == 0.0:
        return float(len(array))
    return float(np.clip(share * (1 - share) / variance, draws, len(array)))


def share_interval(
    happened: ArrayLike, per_draw: int, confidence: float = CONFIDENCE
) -> Estimate:
    """Estimate the share of histories in which something happened.

    Parameters
    ----------
    happened : ArrayLike
        [R] true or false for each replica.
    per_draw : int
        m, chance histories under each draw.
    confidence : float
        Wanted coverage, 0..1.

    Returns
    -------
    Estimate
        Share and interval inside [0, 1], open at 0 and at 1 too.

    Notes
    -----
    Wilson's score interval (1927, JASA 22, 209) on the effective n, with Student's t for the
    draws in place of the normal quantile: the form that Franco, Little, Louis & Slud (2019,
    J. Survey Stat. Methodol. 7, 334) find best for clustered samples.
    """
    array = np.asarray(happened, dtype=np.float64)
    draws = draw_count(len(array), per_draw)
    share, size = float(array.mean()), effective_n(array, per_draw)
    if draws < 2:
        return Estimate(share, 0.0, 1.0, len(array), size)
    low, high = wilson(share, size, critical_t(draws, confidence))
    return Estimate(share, low, high, len(array), size)


def wilson(share: float, size: float, quantile: float) -> tuple[float, float]:
    """Give Wilson's score interval of a share.

    Parameters
    ----------
    share : float
        Observed share, 0..1.
    size : float
        Independent observations behind it.
    quantile : float
        Two-sided quantile of the standard score.

    Returns
    -------
    tuple of float
        Lower and upper end, inside [0, 1].
    """
    square = quantile**2 / size
    centre = (share + square / 2) / (1 + square)
    reach = quantile / (1 + square) * (share * (1 - share) / size + square / (4 * size)) ** 0.5
    # rounding must not push an end past the share itself, nor out of [0, 1]
    return max(0.0, min(share, centre - reach)), min(1.0, max(share, centre + reach))


def paired_difference(
    first: ArrayLike,
    second: ArrayLike,
    per_draw: int,
    scale: float = 1.0,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Estimate second minus first, paired by replica and clustered by draw.

    Parameters
    ----------
    first : ArrayLike
        [R] values of one arm.
    second : ArrayLike
        [R] values of the other arm under the same random numbers.
    per_draw : int
        m, chance histories under each draw.
    scale : float
        Largest difference that a pair can show: 1 for shares, 100 for points of utility.
    confidence : float
        Wanted coverage, 0..1.

    Returns
    -------
    Estimate
        Mean difference and interval inside ±scale, never of no length.

    Notes
    -----
    t interval on the draws' mean differences, with the pseudo-observations of Agresti & Min
    (2005, Statistics in Medicine 24, 729): half a pair at +scale, half at -scale and one at
    0, so that arms that never differed in the sample still leave room for a difference.
    """
    change = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    draws, mean = draw_count(len(change), per_draw), float(change.mean())
    if draws < 2:
        return Estimate(mean, -scale, scale, len(change))
    sums = draw_sums(change, per_draw) * draws / len(change)
    size = draws + PSEUDO_PAIRS
    centre = sums.sum() / size
    second_moment = ((sums**2).sum() + PSEUDO_PAIRS / 2 * scale**2) / size
    variance = (second_moment - centre**2) / size
    reach = critical_t(draws, confidence) * variance**0.5
    low, high = max(-scale, min(mean, centre - reach)), min(scale, max(mean, centre + reach))
    return Estimate(mean, float(low), float(high), len(change))


def independent_difference(first: Estimate, second: Estimate) -> Estimate:
    """Estimate second minus first where the two share no random numbers.

    Parameters
    ----------
    first : Estimate
        A share or mean.
    second : Estimate
        Another, from other draws.

    Returns
    -------
    Estimate
        Difference and interval; 0 outside it means that the two differ.

    Notes
    -----
    Square-and-add (Newcombe 1998, Statistics in Medicine 17, 873, method 10).
    """
    change = second.mean - first.mean
    down = ((second.mean - second.low) ** 2 + (first.high - first.mean) ** 2) ** 0.5
    up = ((second.high - second.mean) ** 2 + (first.mean - first.low) ** 2) ** 0.5
    return Estimate(change, change - down, change + up, min(first.n, second.n))


def pairing_gain(first: ArrayLike, second: ArrayLike, per_draw: int) -> float:
    """Say how many times fewer histories the pairing needs for the same interval.

    Parameters
    ----------
    first : ArrayLike
        [R] values of one arm.
    second : ArrayLike
        [R] values of the other arm under the same random numbers.
    per_draw : int
        m, chance histories under each draw.

    Returns
    -------
    float
        Variance of the difference of independent arms over that of the paired one;
        infinite where the arms differ by a constant, nan with fewer than two draws.
    """
    one, two = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    apart = mean_variance(one, per_draw) + mean_variance(two, per_draw)
    paired = mean_variance(two - one, per_draw)
    if np.isnan(paired):
        return float("nan")
    return float("inf") if paired == 0 else apart / paired


def holm(p_values: Sequence[float]) -> Floats:
    """Adjust p values so that the chance of any false claim stays under the level.

    Parameters
    ----------
    p_values : sequence of float
        One a claim.

    Returns
    -------
    Floats
        Adjusted p values in the same order (Holm 1979, Scand. J. Statist. 6, 65).
    """
    raw = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(raw, kind="stable")
    stepped = np.maximum.accumulate(raw[order] * np.arange(len(raw), 0, -1))
    adjusted = np.empty_like(raw)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> Floats:
    """Adjust p values so that the share of false claims among those made stays under it.

    Parameters
    ----------
    p_values : sequence of float
        One a claim.

    Returns
    -------
    Floats
        Adjusted p values in the same order (Benjamini & Hochberg 1995, JRSS B 57, 289).
    """
    raw = np.asarray(p_values, dtype=np.float64)
    if not len(raw):
        return raw
    return np.asarray(stats.false_discovery_control(raw, method="bh"), dtype=np.float64)
