"""The ground of a map: land, water, and departments as they were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEA, LAND, WATER, BORDER, BLOOD = "#dfe9f0", "#faf7f0", "#9cbfd6", "#a79a86", "#a00018"
Box = tuple[float, float, float, float]
"""West, south, east, north."""
Line = tuple[NDArray[np.float64], NDArray[np.float64]]


def draw_ground(axes: Axes, scenario: Scenario) -> None:
    """Draw land, departments, rivers and lakes.

    Parameters
    ----------
    axes : Axes
        With its limits set, in degrees.
    scenario : Scenario
        With the layers land, departments, rivers and lakes, those that it has.
    """
    layers = {name.rsplit("/", 1)[-1]: layer for name, layer in scenario.geojson.items()}
    for ring in _rings(layers.get("land.geojson")):
        axes.fill(*ring, facecolor=LAND, edgecolor="#7d8a92", lw=0.6, zorder=1)
    for ring in _rings(layers.get("departments.geojson")):
        axes.plot(*ring, color=BORDER, lw=0.6, ls=(0, (4, 3)), zorder=2)
    for ring in _rings(layers.get("rivers.geojson")):
        axes.plot(*ring, color=WATER, lw=0.5, alpha=0.8, zorder=2)
    for ring in _rings(layers.get("lakes.geojson")):
        axes.fill(*ring, facecolor=SEA, edgecolor=WATER, lw=0.6, zorder=3)


def land_rings(scenario: Scenario) -> Iterable[Line]:
    """Give the outlines of the land.

    Parameters
    ----------
    scenario : Scenario
        With its layers.

    Returns
    -------
    iterable of tuple
        Longitudes and latitudes of each ring.
    """
    layers = {name.rsplit("/", 1)[-1]: layer for name, layer in scenario.geojson.items()}
    return _rings(layers.get("land.geojson"))


def _rings(layer: Any) -> Iterable[Line]:
    """Give every line and ring of a GeoJSON layer as longitudes and latitudes."""
    for feature in (layer or {}).get("features", ()):
        geometry = feature.get("geometry") or {}
        yield from _parts(geometry.get("coordinates", ()))


def _parts(coordinates: Any) -> Iterable[Line]:
    if not coordinates or not isinstance(coordinates[0], list):
        return
    if isinstance(coordinates[0][0], (int, float)):
        table = np.array([point[:2] for point in coordinates], dtype=np.float64)
        yield table[:, 0], table[:, 1]
        return
    for part in coordinates:
        yield from _parts(part)
