"""Sobol indices of a model that rolls dice: what share of an answer's variance rests on what.

The answer is a probability; its variance is that of the probability from draw to draw, not
that of one history's end. Chance under a draw is noise here, and is told apart: no product of
two histories that share their chance enters a closed index.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ucronia.analysis.estimates import CONFIDENCE, Estimate, critical_t

SECOND_ORDER = 600
"""Draws at most of which all pairs are looked at, for an interval's part from chance."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """Variance that inputs explain alone, each by a curve of its own.

    Parameters
    ----------
    each : Floats
        [K] of each column, in the square of the answer's unit; may be below 0 by noise.
    errors : Floats
        [K] their standard errors.
    parts : Floats
        [G] of each group of columns.
    covariance : Floats
        [G, G] of the groups' estimates.
    draws : int
        D.
    """

    each: Floats
    errors: Floats
    parts: Floats
    covariance: Floats
    draws: int


def closed_products(rounds: Floats) -> Floats:
    """Give each draw's part of the variance that rests on what its rounds share.

    Parameters
    ----------
    rounds : Floats
        [M, D, U] answers: in each of M rounds what is asked about is kept and all else, chance
        too, is redrawn.

    Returns
    -------
    Floats
        [D] whose mean is the closed variance, summed over the U outputs.

    Notes
    -----
    Pick-freeze: for a part u of the inputs, Cov(Y(u, v, ω), Y(u, v′, ω′)) = Var E[Y | u] (Sobol
    1993; Janon, Klein, Lagnoux, Nodet & Prieur 2014, ESAIM: P&S 18, 342). With chance redrawn
    it holds for the mean of a stochastic model, at one history a row (Mazo 2021, SIAM/ASA J. UQ
    9, 1). All pairs of rounds are used; it is the between-draws component of a one-way analysis
    of variance. Outputs are summed as in Gamboa, Janon, Klein & Lagnoux (2014, EJS 8, 575).
    """
    turns, draws = rounds.shape[:2]
    centred = rounds - rounds.mean(axis=(0, 1))
    sums = centred.sum(axis=0)
    products = (sums**2 - (centred**2).sum(axis=0)) / (turns * (turns - 1))
    # centring at the sample's own mean takes the variance of that mean away
    taken = (sums / turns).var(axis=0, ddof=1) / draws
    return np.asarray((products + taken).sum(axis=1))


def total_products(kept: Floats, redrawn: Floats) -> Floats:
    """Give each draw's part of the variance in which something has a part, alone or not.

    Parameters
    ----------
    kept : Floats
        [M, D, U] answers of M rounds that differ in chance alone.
    redrawn : Floats
        [M, D, U] the same with the part asked about redrawn, and the same chance in each round.

    Returns
    -------
    Floats
        [D] whose mean is the total variance.

    Notes
    -----
    ½ E[(E[Y | x] - E[Y | x′])²], x′ with the part redrawn (Jansen 1999, Comput. Phys. Commun.
    117, 35; Saltelli et al. 2010, ibid. 181, 259). The square is the product of the changes
    under two independent chances; sharing the chance within a change makes it small.
    """
    turns = len(kept)
    change = kept - redrawn
    sums = change.sum(axis=0)
    products = (sums**2 - (change**2).sum(axis=0)) / (turns * (turns - 1))
    return np.asarray(products.sum(axis=1) / 2)


def share_of(part: Floats, whole: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Estimate a ratio of two means over draws, held inside 0..1.

    Parameters
    ----------
    part : Floats
        [D] each draw's part of the numerator.
    whole : Floats
        [D] of the denominator.
    confidence : float
        Wanted coverage, 0..1.

    Returns
    -------
    Estimate
        The share; all of 0..1 where the whole can't be told from nothing.
    """
    draws = len(part)
    if draws < 3:
        return Estimate(float("nan"), 0.0, 1.0, draws)
    spread = np.cov(np.stack([part, whole])) / draws
    mean = (float(part.mean()), float(whole.mean()))
    return fieller(mean, spread, draws, confidence)


def fieller(
    means: tuple[float, float], spread: Floats, draws: int, confidence: float = CONFIDENCE
) -> Estimate:
    """Give a ratio with its interval, both held inside 0..1.

    Parameters
    ----------
    means : tuple of float
        Numerator and denominator.
    spread : Floats
        [2, 2] covariance of the two.
    draws : int
        D behind them.
    confidence : float
        Wanted coverage, 0..1.

    Returns
    -------
    Estimate
        nan within (0, 1) where the denominator can't be told from 0.

    Notes
    -----
    Fieller (1954, JRSS B 16, 175): all ρ at which part - ρ·whole can't be told from 0.
    """
    top, bottom = means
    square = critical_t(draws, confidence) ** 2
    a = bottom**2 - square * float(spread[1, 1])
    b = top * bottom - square * float(spread[0, 1])
    c = top**2 - square * float(spread[0, 0])
    if bottom <= 0 or a <= 0:
        return Estimate(float("nan"), 0.0, 1.0, draws)
    reach = max(0.0, b**2 - a * c) ** 0.5
    share, half = top / bottom, reach / a
    # an estimate that noise put outside 0..1 must not leave a false none or all of it
    low = min(b / a - half, 1 - half if share > 1 else 1.0)
    high = max(b / a + half, half if share < 0 else 0.0)
    mean, low, high = (float(np.clip(end, 0.0, 1.0)) for end in (share, low, high))
    return Estimate(mean, low, high, draws)


def legendre(levels: Floats, degree: int = 1) -> Floats:
    """Give polynomials that are orthonormal over the levels of a prior.

    Parameters
    ----------
    levels : Floats
        [D, K] levels, uniform on 0..1.
    degree : int
        The highest; 1 is a straight line in the level.

    Returns
    -------
    Floats
        [D, K, degree]
    """
    orders = np.arange(1, degree + 1)
    values = special.eval_legendre(orders, 2 * levels[:, :, None] - 1)
    return np.asarray(values * np.sqrt(2 * orders + 1))


def main_effects(answers: Floats, terms: Floats, column: NDArray[np.int64]) -> Floats:
    """Estimate the variance that each input explains alone, from draws that are just given.

    Parameters
    ----------
    answers : Floats
        [D, U] mean answer of each draw.
    terms : Floats
        [D, T] orthonormal terms of the inputs, each of mean 0 and variance 1.
    column : NDArray[np.int64]
        [T] input of each term.

    Returns
    -------
    Floats
        [K] first-order variances, as far as the terms reach; unbiased, so some are below 0.

    Notes
    -----
    The first-order index is the sum of squared coefficients of an orthonormal expansion (Sudret
    2008, RESS 93, 964). Each square is estimated without its noise, by the products of
    different draws alone: ((Σφy)² - Σφ²y²) / D(D-1), a U-statistic (Hoeffding 1948).
    """
    centred = answers - answers.mean(axis=0)
    draws = len(centred)
    sums = terms.T @ centred
    own = (terms**2).T @ (centred**2)
    squares = ((sums**2 - own) / (draws * (draws - 1))).sum(axis=1)
    summed = np.bincount(column, weights=squares, minlength=int(column.max()) + 1)
    return np.asarray(summed, dtype=np.float64)


def effects(
    answers: Floats, terms: Floats, column: NDArray[np.int64], group: NDArray[np.int64]
) -> Effects:
    """Estimate the variance that inputs and groups of them explain alone, with its error.

    Parameters
    ----------
    answers : Floats
        [D, U] mean answer of each draw.
    terms : Floats
        [D, T] orthonormal terms of the inputs.
    column : NDArray[np.int64]
        [T] input of each term.
    group : NDArray[np.int64]
        [K] group of each input.

    Returns
    -------
    Effects
        Of each input, and of each group: the sum over its inputs.

    Notes
    -----
    Variance of a U-statistic of order 2: 4ζ₁/D + 2ζ₂/D² (Hoeffding 1948, Ann. Math. Stat. 19,
    293); ζ₁ from each draw's mean over all others, ζ₂ from pairs.
    """
    centred = answers - answers.mean(axis=0)
    draws, groups = len(centred), int(group.max()) + 1
    each = main_effects(answers, terms, column)
    noise = float(((centred.T @ centred) ** 2).sum()) / draws**2
    counted = np.bincount(column, minlength=len(each))
    # of a square of a mean: 4 b² σ² / D, and the noise of pairs
    errors = np.sqrt(
        4 * np.maximum(each, 0) * noise**0.5 / draws + 2 * counted * noise / draws**2
    )
    of_term = group[column]
    first = np.stack([_first(centred, terms[:, of_term == g]) for g in range(groups)])
    some = slice(0, min(draws, SECOND_ORDER))
    second = _second(centred[some], terms[some], of_term, groups)
    spread = np.atleast_2d(np.cov(first)) * 4 / draws - 2 * second / draws**2
    values, vectors = np.linalg.eigh((spread + spread.T) / 2)
    least = 2 * second / draws**2
    spread = (vectors * np.maximum(values, 0)) @ vectors.T
    # the noise of pairs is there whatever the draws' means say
    diagonal = np.maximum(np.diag(spread), np.diag(least))
    scale = np.sqrt(diagonal / np.maximum(np.diag(spread), 1e-300))
    parts = np.asarray(np.bincount(group, weights=each, minlength=groups), dtype=np.float64)
    return Effects(each, errors, parts, spread * np.outer(scale, scale), draws)


def _first(centred: Floats, terms: Floats) -> Floats:
    """Give each draw's mean product with all others."""
    sums = terms.T @ centred
    whole = ((terms @ sums) * centred).sum(axis=1)
    own = (terms**2).sum(axis=1) * (centred**2).sum(axis=1)
    return np.asarray((whole - own) / (len(centred) - 1))


def _second(centred: Floats, terms: Floats, of_term: NDArray[np.int64], groups: int) -> Floats:
    """Give the mean products of pairs between groups: [G, G]."""
    alike = centred @ centred.T
    np.fill_diagonal(alike, 0.0)
    kernels = np.stack(
        [
            (terms[:, of_term == g] @ terms[:, of_term == g].T * alike).ravel()
            for g in range(groups)
        ]
    )
    draws = len(centred)
    return np.asarray(kernels @ kernels.T / (draws * (draws - 1)))
