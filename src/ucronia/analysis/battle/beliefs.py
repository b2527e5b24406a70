"""Normal beliefs from yes-or-no results, by expectation propagation.

Minka 2001; Rasmussen & Williams 2006, section 3.6.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS, DAMPING, CLOSE = 100, 0.9, 1e-4
NODES, MASSES = np.polynomial.hermite_e.hermegauss(41)
MASSES = MASSES / MASSES.sum()
"""Gauss-Hermite quadrature for a standard normal."""


def propagate(likeness: Floats, sign: Ints, sites: Floats) -> tuple[Floats, float]:
    """Fit normal sites to logistic results by expectation propagation.

    Parameters
    ----------
    likeness : array of float
        [N, N] prior covariance of the log odds, whose means are 0.
    sign : array of int
        [N] 1 or -1, the results.
    sites : array of float
        [2, N] precisions, and precisions times means, to start from.

    Returns
    -------
    sites : array of float
        [2, N].
    evidence : float
        Log of the probability of the results.
    """
    for _ in range(ROUNDS):
        spread, factor = _posterior(likeness, sites)
        variance = np.diag(spread)
        cavity = 1.0 / variance - sites[0], (spread @ sites[1]) / variance - sites[1]
        log_mass, mean, width = _tilted(cavity[1] / cavity[0], 1.0 / cavity[0], sign)
        aimed = np.stack([1.0 / width - cavity[0], mean / width - cavity[1]])
        step = DAMPING * (np.maximum(aimed, [[1e-9], [-np.inf]]) - sites)
        if np.abs(step).max() < CLOSE:
            break
        sites = sites + step
    total = cavity[0] + sites[0]
    centre = cavity[1] / cavity[0]
    evidence = log_mass.sum() + 0.5 * np.log1p(sites[0] / cavity[0]).sum()
    evidence -= np.log(np.diag(factor)).sum()
    evidence += 0.5 * sites[1] @ (spread @ sites[1] - sites[1] / total)
    evidence += 0.5 * (cavity[1] / total) @ (sites[0] * centre - 2.0 * sites[1])
    return sites, float(evidence)


def _posterior(likeness: Floats, sites: Floats) -> tuple[Floats, Floats]:
    root = np.sqrt(sites[0])
    factor = np.linalg.cholesky(np.eye(root.size) + root[:, None] * likeness * root)
    half = solve_triangular(factor, root[:, None] * likeness, lower=True)
    return likeness - half.T @ half, factor


def _tilted(mean: Floats, variance: Floats, sign: Ints) -> tuple[Floats, Floats, Floats]:
    """Give log mass, mean and variance of normals times the odds of their results."""
    value = mean[:, None] + np.sqrt(variance)[:, None] * NODES
    mass = MASSES * logistic(sign[:, None] * value)
    total = mass.sum(axis=1)
    centre = (mass * value).sum(axis=1) / total
    width = (mass * (value - centre[:, None]) ** 2).sum(axis=1) / total
    return np.log(total), centre, width


def project(
    cross: Floats, prior: Floats, within: Floats, sites: Floats
) -> tuple[Floats, Floats]:
    """Give means and variances of normals from their covariance with the battles seen.

    Parameters
    ----------
    cross : array of float
        [M, N] covariance of what is asked with the log odds of those seen.
    prior : array of float
        [M, M] prior covariance of what is asked; its diagonal is used.
    within : array of float
        [N, N] prior covariance of the log odds of those seen.
    sites : array of float
        [2, N] as `propagate` gives them.

    Returns
    -------
    pair of array of float
        [M] means, [M] variances.
    """
    root = np.sqrt(sites[0])
    factor = np.linalg.cholesky(np.eye(root.size) + root[:, None] * within * root)
    half = solve_triangular(factor, np.diag(root), lower=True)
    pull = sites[1] - half.T @ (half @ (within @ sites[1]))
    return cross @ pull, np.diag(prior) - ((half @ cross.T) ** 2).sum(axis=0)


def mean_logistic(mean: Floats, variance: Floats) -> Floats:
    """Give chances of log odds that are only known to be normal.

    Parameters
    ----------
    mean, variance : array of float
        [...] of the log odds.

    Returns
    -------
    array of float
        [...] chances.
    """
    value = mean[..., None] + np.sqrt(np.maximum(variance, 0.0))[..., None] * NODES
    return np.asarray(logistic(value) @ MASSES)


def logistic(x: Floats) -> Floats:
    """Give chances of log odds.

    Parameters
    ----------
    x : array of float
        [...] log odds.

    Returns
    -------
    array of float
        [...] chances.
    """
    return np.asarray(1.0 / (1.0 + np.exp(-x)))
