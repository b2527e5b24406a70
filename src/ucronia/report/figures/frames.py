"""How a map is laid out: its sheet in inches, its panels, its bar of kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ucronia.report.figures.charts import INK
from ucronia.report.figures.ground import SEA, Box
from ucronia.report.figures.panels import Panel, text_size

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DEGREE_KM = 111.2
BARS_KM = (1000, 500, 200, 100, 50, 20, 10)


def open_sheet(figure: Figure) -> Axes:
    """Lay a sheet in inches under the maps, for what stands about them.

    Parameters
    ----------
    figure : Figure
        The figure.

    Returns
    -------
    Axes
        With its limits in inches.
    """
    width, height = figure.get_size_inches()
    sheet = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    sheet.set(xlim=(0, width), ylim=(0, height))
    sheet.set_axis_off()
    return sheet


def open_panel(figure: Figure, box: Box, corner: tuple[float, float], width: float) -> Panel:
    """Open a map under an upper left corner.

    Parameters
    ----------
    figure : Figure
        The figure.
    box : Box
        What it shows, in degrees.
    corner : tuple of float
        The upper left corner [inches].
    width : float
        [inches]

    Returns
    -------
    Panel
        Empty.
    """
    whole, tall = figure.get_size_inches()
    height = height_of(box, width)
    left, top = corner
    axes = figure.add_axes((left / whole, (top - height) / tall, width / whole, height / tall))
    axes.set(xlim=(box[0], box[2]), ylim=(box[1], box[3]), aspect=1 / shrink_of(box))
    axes.set(xticks=[], yticks=[], facecolor=SEA)
    return Panel(axes, box, width, height)


def shaped(box: Box, width: float, most: float) -> Box:
    """Widen a box until it is no higher than it may be.

    Parameters
    ----------
    box : Box
        In degrees.
    width : float
        Of the panel [inches].
    most : float
        Its most height [inches].

    Returns
    -------
    Box
        In degrees.
    """
    west, south, east, north = box
    more = max(0.0, (height_of(box, width) / most - 1) * (east - west) / 2)
    return west - more, south, east + more, north


def height_of(box: Box, width: float) -> float:
    """Tell how high the map of a box is, true to scale at its middle.

    Parameters
    ----------
    box : Box
        In degrees.
    width : float
        Of the panel [inches].

    Returns
    -------
    float
        [inches]
    """
    west, south, east, north = box
    return width * (north - south) / ((east - west) * shrink_of(box))


def shrink_of(box: Box) -> float:
    """Tell how much shorter a degree of longitude is than one of latitude.

    Parameters
    ----------
    box : Box
        In degrees.

    Returns
    -------
    float
        0..1, at the middle of the box.
    """
    return float(np.cos(np.radians((box[1] + box[3]) / 2)))


def draw_scale(panel: Panel) -> None:
    """Draw a bar of round kilometres in the lower left corner.

    Parameters
    ----------
    panel : Panel
        The panel; what the bar covers is added to what is taken.
    """
    inch_km = DEGREE_KM * (panel.box[3] - panel.box[1]) / panel.height
    fits = [km for km in BARS_KM if km / inch_km < 0.3 * panel.width]
    length = (fits or BARS_KM[-1:])[0]
    ends = [panel.degrees(x, 0.12)[0] for x in (0.12, 0.12 + length / inch_km)]
    level = panel.degrees(0, 0.12)[1]
    panel.axes.plot(ends, [level, level], color=INK, lw=1.4, zorder=8, solid_capstyle="butt")
    text = f"{length} km"
    panel.axes.text(*panel.degrees(0.12, 0.17), text, fontsize=6.5, zorder=8)
    wide = max(length / inch_km, text_size(text, 6.5)[0])
    panel.taken.append((0.06, 0.04, 0.2 + wide, 0.36))
