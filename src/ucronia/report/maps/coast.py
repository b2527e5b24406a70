"""Keeps passages off the land: sea lanes have few points, and cut across capes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ucronia.report.figures.ground import land_rings
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.path import Path

STEP = 0.04
"""Degrees between the points of a way that is looked at."""
OFFINGS = (0.07, 0.14, 0.28)
"""Degrees beyond the coast to which a point on land is moved, the first that will do."""
HARBOUR = 0.25
"""Degrees about a passage's ends in which nothing is moved: the coast is drawn coarsely, and
ports may lie behind it."""
SMOOTHING = 7
"""Points over which a passage is smoothed where some had to be moved."""
Points = NDArray[np.float64]


class Coast:
    """The outline of the land.

    Parameters
    ----------
    scenario : Scenario
        With its layer of the land, if it has one.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.rings = [np.column_stack(ring) for ring in land_rings(scenario)]
        self.rings = [ring for ring in self.rings if len(ring) > 2]

    def is_open(self, points: Points) -> bool:
        """Tell whether a line runs over the sea, but for the harbours at its ends.

        Parameters
        ----------
        points : array
            [point, longitude and latitude] a line.

        Returns
        -------
        bool
            False where it crosses land, or where the land isn't known.
        """
        return bool(self.rings) and not self._wrong(evenly(points, STEP)).any()

    def _wrong(self, dense: Points) -> NDArray[np.bool_]:
        """Say which points of a line lie on land, away from its ends."""
        far = np.minimum(*(np.hypot(*(dense - end).T) for end in (dense[0], dense[-1])))
        wrong: NDArray[np.bool_] = self._is_land(dense) & (far > HARBOUR)
        return wrong

    def clear(self, points: Points) -> Points:
        """Move what lies on land out to sea.

        Parameters
        ----------
        points : array
            [point, longitude and latitude] a sea lane; its ends stay where they are.

        Returns
        -------
        array
            The lane, with more points where some had to be moved.
        """
        if not self.rings:
            return points
        dense = evenly(points, STEP)
        wrong = self._wrong(dense)
        if not wrong.any():
            return points
        for number in np.flatnonzero(wrong):
            dense[number] = self._moved(dense[number])
        return _smooth(dense)

    def _moved(self, point: Points) -> Points:
        _, nearest = self._tree.query(point)
        shore = self._outline[int(nearest)]
        away = shore - point
        away /= max(float(np.hypot(*away)), 1e-9)
        spots = np.array([shore + offing * away for offing in OFFINGS])
        right = np.flatnonzero(~self._is_land(spots))
        found: Points = spots[right[0]] if len(right) else shore
        return found

    def _is_land(self, points: Points) -> NDArray[np.bool_]:
        inside = [ring.contains_points(points) for ring in self._paths]
        found: NDArray[np.bool_] = np.any(inside, axis=0)
        return found

    @cached_property
    def _paths(self) -> list[Path]:
        from matplotlib.path import Path

        return [Path(ring) for ring in self.rings]

    @cached_property
    def _outline(self) -> Points:
        return np.vstack([evenly(np.vstack([ring, ring[:1]]), STEP / 2) for ring in self.rings])

    @cached_property
    def _tree(self) -> KDTree:
        return KDTree(self._outline)


def _smooth(line: Points) -> Points:
    half = SMOOTHING // 2
    padded = np.vstack([np.repeat(line[:1], half, 0), line, np.repeat(line[-1:], half, 0)])
    kernel = np.ones(SMOOTHING) / SMOOTHING
    found = np.column_stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)])
    found[[0, -1]] = line[[0, -1]]
    return found


def evenly(points: Points, step: float) -> Points:
    """Space the points of a line evenly.

    Parameters
    ----------
    points : array
        [point, 2] a line.
    step : float
        Between its points, in their unit.

    Returns
    -------
    array
        [point, 2] its ends, and points between them; the line itself where it is shorter.
    """
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    if far[-1] < step:
        return points
    at = np.linspace(0, far[-1], max(2, int(far[-1] / step)))
    return np.column_stack([np.interp(at, far, points[:, axis]) for axis in (0, 1)])
