"""What warm-up taught of the posterior's shape: parameters that move together, and how."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.calibration.slices import About
from ucronia.analysis.calibration.whitened import MOST_PARAMETERS, PARAMETER, Block

FEWEST = 4
"""Points of warm-up from which nothing is learned."""
FIRM = 10.0
"""Points that what is learned is drawn towards the prior by: as many of the prior's own."""
NAME = "learned"

Floats = NDArray[np.float64]


def learn(points: Floats, told: Sequence[int]) -> tuple[Block, ...]:
    """Put parameters that moved together into blocks, each about where it was.

    Parameters
    ----------
    points : Floats
        [n, k] whitened, of all chains' warm-up.
    told : sequence of int
        [k] places of those coordinates.

    Returns
    -------
    tuple of Block
        Each of the k once; none where there are fewer than FEWEST points.

    Notes
    -----
    Elliptical slices of a prior reach a posterior's far end seldom where it lies far from the
    prior or along a ridge. About another normal distribution they are as valid, the likelihood
    being weighed by prior over it, whatever it is (Nishihara, Murray & Adams 2014, Parallel
    MCMC with generalized elliptical slice sampling, JMLR 15); one that is near the posterior is
    quicker. It is fixed once warm-up is over: what is kept are draws of fixed chains. Every
    chain's warm-up is in it, so that it spans regions in which chains settled apart.
    """
    if len(points) < FEWEST:
        return ()
    count = float(len(points))
    mean = points.mean(axis=0) * count / (count + FIRM)
    away = points - mean
    spread = (away.T @ away + FIRM * np.eye(len(told))) / (count + FIRM)
    found = []
    for group in together(spread, MOST_PARAMETERS):
        root = np.linalg.cholesky(spread[np.ix_(group, group)])
        places = np.array([told[k] for k in group])
        found.append(Block(PARAMETER, places, NAME, About(mean[group], root)))
    return tuple(found)


def together(spread: Floats, most: int) -> list[list[int]]:
    """Group coordinates, the most correlated first, into groups of so many at most.

    Parameters
    ----------
    spread : Floats
        [k, k] covariance.
    most : int
        In a group.

    Returns
    -------
    list of list of int
        Each of the k once, in ascending order within its group.
    """
    scale = np.sqrt(np.diag(spread))
    close = np.abs(spread / np.outer(scale, scale))
    first, second = np.triu_indices(len(spread), 1)
    groups = {k: [k] for k in range(len(spread))}
    for pair in np.argsort(-close[first, second], kind="stable"):
        one, other = groups[int(first[pair])], groups[int(second[pair])]
        if one is not other and len(one) + len(other) <= most:
            one.extend(other)
            for k in other:
                groups[k] = one
    return [sorted(group) for k, group in groups.items() if min(group) == k]
