"""The ground of a map, and labels on it that don't cover one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ucronia.report.figures.charts import INK
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEA, LAND, WATER, BORDER, BLOOD = "#dfe9f0", "#faf7f0", "#9cbfd6", "#a79a86", "#a00018"
LETTER_INCH, LINE_INCH = 0.068, 0.13
"""Room that a letter and a line of a label take."""
SIDES = (
    (6, 0, "left", "center"),
    (-6, 0, "right", "center"),
    (0, 7, "center", "bottom"),
    (0, -7, "center", "top"),
    (5, 6, "left", "bottom"),
    (-5, 6, "right", "bottom"),
    (5, -6, "left", "top"),
    (-5, -6, "right", "top"),
)
"""Where a label may stand about its point, the best first."""

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


def write_label(
    axes: Axes, point: tuple[float, float], text: str, taken: list[Box], inches: float
) -> bool:
    """Write a label on the first side where it covers no other.

    Parameters
    ----------
    axes : Axes
        The map.
    point : tuple of float
        Longitude and latitude.
    text : str
        One line for a place; two for a battle, which is written in any case.
    taken : list of Box
        What other labels cover; this one is added.
    inches : float
        Of a degree of longitude.

    Returns
    -------
    bool
        False where there was no room.
    """
    is_battle = "\n" in text
    for side in SIDES:
        box = _label_box(point, text, side, inches)
        if _inside(axes, box) and not any(_overlap(box, other) for other in taken):
            break
    else:
        if not is_battle:
            return False
        side = SIDES[0]
    taken.append(_label_box(point, text, side, inches))
    axes.annotate(
        text,
        point,
        xytext=side[:2],
        textcoords="offset points",
        ha=side[2],
        va=side[3],
        fontsize=8 if is_battle else 7,
        fontweight="bold" if is_battle else "normal",
        color=BLOOD if is_battle else INK,
        zorder=10,
        linespacing=1.1,
        # an outline of the letters would make an SVG five times larger
        bbox={"facecolor": "#ffffff", "alpha": 0.5, "edgecolor": "none", "pad": 0.3},
    )
    return True


def _label_box(
    point: tuple[float, float], text: str, side: tuple[int, int, str, str], inches: float
) -> Box:
    right, up, ha, va = side
    lines = text.splitlines()
    wide = max(len(line) for line in lines) * LETTER_INCH / inches
    tall = len(lines) * LINE_INCH / inches
    x, y = point[0] + right / 72 / inches, point[1] + up / 72 / inches
    west = {"left": x, "right": x - wide, "center": x - wide / 2}[ha]
    south = {"bottom": y, "top": y - tall, "center": y - tall / 2}[va]
    return west, south, west + wide, south + tall


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _inside(axes: Axes, box: Box) -> bool:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west < box[0] and box[2] < east and south < box[1] and box[3] < north
