"""Elliptical slice sampling of a draw, block by block, with numbers that are named."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, special

from ucronia.compiler.levels import fill_uniform
from ucronia.engine import layout as lay

S_CALIBRATE = lay.S_DRAW_PARAMETER + 2000
"""Stream of the chains: a stream of its own."""
TRIES = 60
"""Steps in towards the point at hand: the bracket is then 1e-18 of a circle."""
MOST_BLOCKS, MOST_SWEEPS = 1 << 10, 1 << 17
_TINY = 1e-12

Floats = NDArray[np.float64]
Score = Callable[[Floats], float]
"""The log likelihood at a point; the caller's draw follows the point that it is given."""


@dataclass(frozen=True, eq=False)
class About:
    """A normal distribution whose ellipses a step goes along, in the place of the prior's.

    Parameters
    ----------
    mean : Floats
        [k] whitened.
    root : Floats
        [k, k] lower triangle: its covariance is root times its transpose.
    """

    mean: Floats
    root: Floats

    def inward(self, z: Floats) -> Floats:
        """Give coordinates [k] as this distribution's own standard normals."""
        found: Floats = linalg.solve_triangular(self.root, z - self.mean, lower=True)
        return found

    def outward(self, x: Floats) -> Floats:
        """Give coordinates [k] of its own standard normals."""
        found: Floats = self.mean + self.root @ x
        return found


def luck(seed: int, chain: int, sweep: int, block: int, count: int) -> Floats:
    """Give uniform numbers for one step of a chain.

    Parameters
    ----------
    seed : int
        Of the calibration.
    chain, sweep, block : int
        Which step.
    count : int
        How many.

    Returns
    -------
    Floats
        [count] strictly between 0 and 1: the same for the same step, whatever came before.
    """
    out = np.zeros((1, count))
    step = (chain * MOST_SWEEPS + sweep) * MOST_BLOCKS + block
    # 32 bits of a key: chains beyond the sixteenth take streams of their own
    fill_uniform(seed, step % (1 << 32), S_CALIBRATE + (step >> 32), out)
    found: Floats = np.clip(out[0], _TINY, 1.0 - _TINY)
    return found


def slice_step(
    point: Floats,
    before: float,
    places: NDArray[np.int64],
    score: Score,
    u: Floats,
    about: About | None = None,
) -> tuple[Floats, float]:
    """Take one elliptical slice step of some coordinates.

    Parameters
    ----------
    point : Floats
        [size] whitened: a standard normal is its prior.
    before : float
        Log likelihood there.
    places : NDArray[np.int64]
        [k] the coordinates that move.
    score : callable
        Log likelihood at a point.
    u : Floats
        [k + 2 + TRIES] uniform numbers.
    about : About, optional
        What the ellipse is of; the prior where left out.

    Returns
    -------
    tuple
        The new point and its log likelihood.

    Notes
    -----
    Murray, Adams & MacKay (2010), Elliptical slice sampling, AISTATS, figure 2; the other
    coordinates are held, which is a Gibbs step of the same normal prior. About another normal
    distribution q the likelihood is weighed by prior over q (Nishihara, Murray & Adams 2014,
    JMLR 15, equation 4).
    """
    there = special.ndtri(u[: len(places)])
    here = about.inward(point[places]) if about else point[places]
    bar = before + _weight(here, point[places]) + math.log(u[len(places)])
    angle = 2.0 * math.pi * u[len(places) + 1]
    low, high = angle - 2.0 * math.pi, angle
    moved = point.copy()
    for turn in range(TRIES):
        own = here * math.cos(angle) + there * math.sin(angle)
        moved[places] = about.outward(own) if about else own
        after = score(moved)
        if after + _weight(own, moved[places]) > bar:
            return moved, after
        if angle < 0.0:
            low = angle
        else:
            high = angle
        angle = low + u[len(places) + 2 + turn] * (high - low)
    return point.copy(), score(point)


def _weight(own: Floats, z: Floats) -> float:
    """Give the log of the prior over what the ellipse is of, but for a constant."""
    return 0.5 * float(own @ own - z @ z)
