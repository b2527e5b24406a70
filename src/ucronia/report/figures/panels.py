"""A panel of a map in inches, and what stands on it without covering anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ucronia.report.figures.charts import INK
from ucronia.report.figures.ground import Box

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TOWN_POINTS = 6.8
"""Size of a town's name."""
PAD_INCH = 0.015
"""Kept free about a label."""
SIDES = (
    (5, 0, "left", "center"),
    (-5, 0, "right", "center"),
    (0, 5, "center", "bottom"),
    (0, -5, "center", "top"),
    (4, 4, "left", "bottom"),
    (-4, 4, "right", "bottom"),
    (4, -4, "left", "top"),
    (-4, -4, "right", "top"),
    (10, 6, "left", "bottom"),
    (-10, 6, "right", "bottom"),
    (10, -6, "left", "top"),
    (-10, -6, "right", "top"),
)
"""Where a label may stand about its point, the best first: points, and how it is aligned."""
FAR_SIDES = tuple(
    (
        round(far * np.cos(angle)),
        round(far * np.sin(angle)),
        "left" if np.cos(angle) > 0 else "right",
        "center",
    )
    for far in (12, 16, 20, 25, 30, 36)
    for angle in np.radians((20, 160, 200, 340, 45, 135, 225, 315, 65, 115, 245, 295))
)
"""Where the name of a city may stand if the places about it are taken, a thin line leading to
it."""
STEPS, SETTLING, PULL = 500, 150, 0.03
"""Of spreading discs: how many, how many of them without a pull home, and that pull."""
GOLDEN = float(np.pi * (3 - np.sqrt(5)))

Points = NDArray[np.float64]
Side = tuple[int, int, str, str]


@dataclass
class Panel:
    """A part of the map.

    Parameters
    ----------
    axes : Axes
        Where it is drawn, with its limits set.
    box : Box
        What it shows, in degrees.
    width : float
        [inches]
    height : float
        [inches]
    taken : list of Box
        What is covered, in inches from its lower left corner.
    """

    axes: Axes
    box: Box
    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def inches(self, lon: float, lat: float) -> tuple[float, float]:
        """Give a place in inches from the lower left corner.

        Parameters
        ----------
        lon : float
            Longitude.
        lat : float
            Latitude.

        Returns
        -------
        tuple of float
            Right and up.
        """
        west, south, east, north = self.box
        x = (lon - west) / (east - west) * self.width
        return x, (lat - south) / (north - south) * self.height

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Give the place that lies so many inches from the lower left corner.

        Parameters
        ----------
        x : float
            Right.
        y : float
            Up.

        Returns
        -------
        tuple of float
            Longitude and latitude.
        """
        west, south, east, north = self.box
        lon = west + x / self.width * (east - west)
        return lon, south + y / self.height * (north - south)

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a place lies in the panel.

        Parameters
        ----------
        lon : float
            Longitude.
        lat : float
            Latitude.

        Returns
        -------
        bool
            True inside.
        """
        west, south, east, north = self.box
        return west < lon < east and south < lat < north

    def take(self, x: float, y: float, reach: float) -> None:
        """Keep labels off a square.

        Parameters
        ----------
        x : float
            Its middle [inches].
        y : float
            Its middle [inches].
        reach : float
            Half its side [inches].
        """
        self.taken.append((x - reach, y - reach, x + reach, y + reach))

    def is_free(self, box: Box) -> bool:
        """Tell whether something would stand inside and cover nothing.

        Parameters
        ----------
        box : Box
            In inches.

        Returns
        -------
        bool
            True where there is room.
        """
        inside = box[0] > 0 and box[1] > 0 and box[2] < self.width and box[3] < self.height
        return inside and not any(overlap(box, other) for other in self.taken)


@cache
def text_size(text: str, points: float, is_bold: bool = False) -> tuple[float, float]:
    """Measure a line of text in the house type.

    Parameters
    ----------
    text : str
        One line.
    points : float
        Size of its letters.
    is_bold : bool
        Whether it is bold.

    Returns
    -------
    tuple of float
        Width and height [inches].
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(
        family="DejaVu Sans", size=points, weight="bold" if is_bold else "normal"
    )
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72, points * 1.25 / 72


def write_label(
    panel: Panel, point: tuple[float, float], text: str, is_city: bool = False
) -> bool:
    """Write a town's name on the first side where it covers nothing.

    Parameters
    ----------
    panel : Panel
        What the name covers is added to what is taken.
    point : tuple of float
        Longitude and latitude.
    text : str
        One line.
    is_city : bool
        Whether it may stand farther off, with a line to it.

    Returns
    -------
    bool
        False where there was no room.
    """
    for side in SIDES + FAR_SIDES * is_city:
        at = panel.inches(*point)
        box = _label_box(at, text, side)
        if panel.is_free(box) and (side in SIDES or _is_open(panel, at, side)):
            break
    else:
        return False
    panel.taken.append(box)
    panel.axes.annotate(
        text,
        point,
        xytext=side[:2],
        textcoords="offset points",
        ha=side[2],
        va=side[3],
        fontsize=TOWN_POINTS,
        color=INK,
        zorder=7,
        arrowprops={"arrowstyle": "-", "lw": 0.5, "shrinkA": 0, "shrinkB": 1, "color": INK}
        if side in FAR_SIDES
        else None,
        # an outline of the letters would make an SVG five times larger
        bbox={"facecolor": "#ffffff", "alpha": 0.6, "edgecolor": "none", "pad": 0.2},
    )
    return True


def _is_open(panel: Panel, at: tuple[float, float], side: Side) -> bool:
    """Tell whether the line from a point to its name crosses nothing."""
    along = np.linspace(0.3, 0.98, 16)
    steps = [(at[0] + part * side[0] / 72, at[1] + part * side[1] / 72) for part in along]
    return not any(
        box[0] < x < box[2] and box[1] < y < box[3] for x, y in steps for box in panel.taken
    )


def _label_box(at: tuple[float, float], text: str, side: Side) -> Box:
    right, up, ha, va = side
    wide, tall = text_size(text, TOWN_POINTS)
    x, y = at[0] + right / 72, at[1] + up / 72
    west = {"left": x, "right": x - wide, "center": x - wide / 2}[ha] - PAD_INCH
    south = {"bottom": y, "top": y - tall, "center": y - tall / 2}[va] - PAD_INCH
    return west, south, west + wide + 2 * PAD_INCH, south + tall + 2 * PAD_INCH


def overlap(one: Box, two: Box) -> bool:
    """Tell whether two boxes share room.

    Parameters
    ----------
    one : Box
        A box.
    two : Box
        Another.

    Returns
    -------
    bool
        True where they do.
    """
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def spread(
    homes: Sequence[tuple[float, float]],
    fixed: Sequence[tuple[float, float]],
    size: tuple[float, float],
    reach: float,
) -> Points:
    """Move discs apart, each as little as need be from its home.

    Parameters
    ----------
    homes : sequence of tuple
        Where each belongs [inches].
    fixed : sequence of tuple
        Points that no disc may cover [inches].
    size : tuple of float
        Of the panel [inches].
    reach : float
        Radius of a disc, the gap about it included [inches].

    Returns
    -------
    array
        Where each stands [inches]: the same each time.
    """
    home = np.array(homes, dtype=np.float64).reshape(-1, 2)
    stays = np.array(fixed, dtype=np.float64).reshape(-1, 2)
    turn = GOLDEN * np.arange(len(home))
    # two of one home need a side each to go to
    at = home + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
    for step in range(STEPS):
        if step < STEPS - SETTLING:
            at += PULL * (home - at)
        at += 0.5 * _shoves(at, at, 2 * reach)
        at += _shoves(at, stays, reach + 0.03)
        at = np.clip(at, reach, np.array(size) - reach)
    return at


def _shoves(at: Points, others: Points, least: float) -> Points:
    """Sum, for each point, what takes it away from those nearer than the least distance."""
    gaps = at[:, None, :] - others[None, :, :]
    far = np.hypot(gaps[..., 0], gaps[..., 1])
    short = np.where((far > 0) & (far < least), least - far, 0.0)
    pushed: Points = (gaps / np.maximum(far, 1e-9)[..., None] * short[..., None]).sum(axis=1)
    return pushed
