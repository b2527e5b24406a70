"""The keys of the map: its battles by number, its forces, its signs."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ucronia.report.figures.charts import INK
from ucronia.report.figures.ground import BLOOD
from ucronia.report.figures.panels import text_size
from ucronia.report.figures.roads import (
    LAND_POINTS,
    SEA_POINTS,
    March,
    dashes_of,
    edge_of,
)
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KEY_POINTS, HEAD_POINTS = 7.6, 8.6
"""Size of a key's letters and of its heading's."""
ROW, HEAD = 0.175, 0.26
"""[inches] of a line and of a heading."""
FORCE_ROW = 0.31
"""[inches] of a force: its name, and its dates below."""
SWATCH, GUTTER = 0.42, 0.3
"""[inches] of a line's sample, and between columns."""
DISC_INCH = 0.085
"""Radius of a battle's disc."""
DISC_TYPE = 5.8
SOFT = "#555555"


@dataclass(frozen=True)
class Columns:
    """How the battles' key is set.

    Parameters
    ----------
    rows : int
        Lines of each column but the last.
    width : float
        Of a column [inches].
    """

    rows: int
    width: float

    @property
    def height(self) -> float:
        """Of the key with its heading [inches]; 0 where it has no line."""
        return HEAD + self.rows * ROW + 0.08 if self.rows else 0.0


def columns_of(lines: Sequence[str], width: float) -> Columns:
    """Set lines in as many columns as the width holds.

    Parameters
    ----------
    lines : sequence of str
        The lines.
    width : float
        [inches]

    Returns
    -------
    Columns
        As wide as the longest line, or the whole width if that is longer.
    """
    if not lines:
        return Columns(0, width)
    longest = 3 * DISC_INCH + max(text_size(line, KEY_POINTS)[0] for line in lines)
    count = max(1, min(len(lines), int((width + GUTTER) / (longest + GUTTER))))
    rows = -(-len(lines) // count)
    return Columns(rows, (width + GUTTER) / count)


def draw_disc(axes: Axes, at: tuple[float, float], number: int) -> None:
    """Draw a battle's disc with its number.

    Parameters
    ----------
    axes : Axes
        The map, or the sheet of a key.
    at : tuple of float
        In the units of the axes.
    number : int
        In order of time.
    """
    axes.plot(*at, "o", color=BLOOD, mec="#ffffff", mew=0.5, ms=2 * DISC_INCH * 72, zorder=9)
    axes.text(
        *at,
        str(number),
        color="#ffffff",
        fontsize=DISC_TYPE,
        fontweight="bold",
        ha="center",
        va="center_baseline",
        zorder=10,
    )


def battles_key(
    sheet: Axes, lines: Sequence[str], corner: tuple[float, float], columns: Columns, head: str
) -> None:
    """Write which battle bears which number.

    Parameters
    ----------
    sheet : Axes
        In inches.
    lines : sequence of str
        Name and date of each, in order of time.
    corner : tuple of float
        The upper left corner [inches].
    columns : Columns
        How they are set.
    head : str
        The heading.
    """
    left, top = corner
    _head(sheet, head, left, top)
    for index, line in enumerate(lines):
        column, row = divmod(index, columns.rows)
        x, y = left + column * columns.width, top - HEAD - (row + 0.5) * ROW
        draw_disc(sheet, (x + DISC_INCH, y), index + 1)
        sheet.text(x + 3 * DISC_INCH, y, line, fontsize=KEY_POINTS, va="center_baseline")


def forces_height(marches: Sequence[March], width: float) -> float:
    """Tell how much room the forces' key takes.

    Parameters
    ----------
    marches : sequence of March
        The marches.
    width : float
        [inches]

    Returns
    -------
    float
        [inches], with the map's signs under it.
    """
    forces = sum(FORCE_ROW + ROW * (len(_wrapped(march.name, width)) - 1) for march in marches)
    return HEAD * bool(marches) + forces + 3 * ROW + 0.15


def forces_key(
    sheet: Axes,
    marches: Sequence[March],
    corner: tuple[float, float],
    width: float,
    words: Words,
) -> None:
    """Write which line is whose, and what the map's other signs mean.

    Parameters
    ----------
    sheet : Axes
        In inches.
    marches : sequence of March
        The marches.
    corner : tuple of float
        The upper left corner [inches].
    width : float
        [inches]
    words : Words
        The language.
    """
    left, y = corner
    if marches:
        _head(sheet, words.say("Armies and fleets"), left, y)
        y -= HEAD
    for march, dash in zip(marches, dashes_of(marches), strict=True):
        ends = [left, left + SWATCH - 0.1]
        level = [y - ROW / 2] * 2
        edge = edge_of(march.colour)
        if edge == INK:
            sheet.plot(ends, level, color=INK, lw=LAND_POINTS + 1.2)
        sheet.plot(ends, level, color=march.colour, lw=LAND_POINTS + 0.4, ls=dash)
        for line in _wrapped(march.name, width):
            _line(sheet, left + SWATCH, y - ROW / 2, line)
            y -= ROW
        dates = [words.date(march.stops[at][0], "short") for at in (0, -1)]
        span = "\N{EN DASH}".join(dict.fromkeys(dates))
        _line(sheet, left + SWATCH, y - 0.05, span, SOFT)
        y -= FORCE_ROW - ROW
    _signs(sheet, (left, y - 0.1), words)


def _signs(sheet: Axes, corner: tuple[float, float], words: Words) -> None:
    left, top = corner
    middle, rows = left + SWATCH / 2 - 0.05, [top - (at + 0.5) * ROW for at in range(3)]
    sheet.plot(middle, rows[0], "o", color=BLOOD, ms=8)
    sheet.plot([left, left + SWATCH - 0.1], [rows[1]] * 2, color=SOFT, lw=SEA_POINTS)
    sheet.plot(middle, rows[2], "o", color=INK, ms=2.6)
    texts = (words.say("battle"), words.say("passage by sea"), words.say("town"))
    for row, text in zip(rows, texts, strict=True):
        _line(sheet, left + SWATCH, row, text)


def _head(sheet: Axes, text: str, x: float, y: float) -> None:
    sheet.text(x, y - HEAD / 2, text, fontsize=HEAD_POINTS, weight="bold", va="center_baseline")


def _line(sheet: Axes, x: float, y: float, text: str, colour: str = INK) -> None:
    sheet.text(x, y, text, fontsize=KEY_POINTS, color=colour, va="center_baseline")


def _wrapped(text: str, width: float) -> list[str]:
    return wrapped(text, width - SWATCH, KEY_POINTS)


def wrapped(text: str, width: float, points: float) -> list[str]:
    """Break a text into lines that fit.

    Parameters
    ----------
    text : str
        The text.
    width : float
        [inches]
    points : float
        Size of its letters.

    Returns
    -------
    list of str
        The lines.
    """
    letters = max(8, int(len(text) * width / max(text_size(text, points)[0], 1e-9)))
    while True:
        lines = textwrap.wrap(text, letters)
        if letters <= 8 or all(text_size(line, points)[0] <= width for line in lines):
            return lines
        letters -= 1
