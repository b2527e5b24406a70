"""The legend of a campaign map: sides, their forces, and the map's signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ucronia.report.figures.charts import INK
from ucronia.report.figures.keys import SOFT, wrapped
from ucronia.report.figures.roads import edge_of
from ucronia.report.maps.campaign import Track
from ucronia.report.maps.lines import LAND_POINTS, SEA_POINTS
from ucronia.report.maps.naming import Told, draw_swords
from ucronia.report.maps.pens import Pen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD_POINTS, NAME_POINTS = 8.0, 7.0
"""Size of a side's name and of a force's."""
HEAD_ROW, ROW, GAP = 0.19, 0.145, 0.07
"""[inches] of a side, of a line of a force, and after a side."""
SWATCH, INDENT = 0.5, 0.14
"""[inches] of a line's sample, and of a force's second line."""
GUTTER = 0.2


class Block(NamedTuple):
    """A side with its forces, or the map's signs."""

    polity: str
    """Id of the side; empty for the signs."""
    head: tuple[str, ...]
    """Lines of its name, or the signs' meanings."""
    forces: tuple[tuple[str, ...], ...]
    """Lines of each force."""

    @property
    def height(self) -> float:
        """Of the block [inches]."""
        if not self.polity:
            return len(self.head) * HEAD_ROW + GAP
        return len(self.head) * HEAD_ROW + sum(map(len, self.forces)) * ROW + GAP


def legend_blocks(told: Told, width: float) -> list[Block]:
    """Set a legend in lines.

    Parameters
    ----------
    told : Told
        What is to be told.
    width : float
        Of a column [inches].

    Returns
    -------
    list of Block
        The sides in the scenario's order, then the signs.
    """
    found = []
    for polity in told.campaign.scenario.polities:
        mine = [track for track in told.campaign.tracks if track.polity == polity.id]
        if mine:
            name = told.words.text(polity.name)
            head = wrapped(name, width - SWATCH - 0.1, HEAD_POINTS + 0.6)
            forces = tuple(tuple(_lines(track, width)) for track in mine)
            found.append(Block(polity.id, tuple(head), forces))
    return [*found, Block("", tuple(_signs_of(told).values()), ())]


def columns_height(columns: Sequence[Sequence[Block]]) -> float:
    """Tell how high the highest of some columns is.

    Parameters
    ----------
    columns : sequence
        Blocks, column by column.

    Returns
    -------
    float
        [inches]
    """
    return max((sum(block.height for block in column) for column in columns), default=0.0)


def packed(blocks: Sequence[Block], count: int) -> list[list[Block]]:
    """Part blocks into columns, in order, as level as may be.

    Parameters
    ----------
    blocks : sequence of Block
        Of the legend.
    count : int
        How many columns.

    Returns
    -------
    list of list
        Blocks, column by column.
    """
    most = max(block.height for block in blocks)
    while len(found := list(_filled(blocks, most))) > count:
        most += ROW
    return found


def _filled(blocks: Sequence[Block], most: float) -> Iterator[list[Block]]:
    column: list[Block] = []
    for block in blocks:
        if column and sum(b.height for b in column) + block.height > most:
            yield column
            column = []
        column.append(block)
    yield column


def draw_blocks(
    sheet: Axes, told: Told, blocks: Sequence[Block], corner: tuple[float, float]
) -> None:
    """Write one column of a legend.

    Parameters
    ----------
    sheet : Axes
        In inches.
    told : Told
        What is to be told.
    blocks : sequence of Block
        Of the column.
    corner : tuple of float
        The upper left corner [inches].
    """
    left, y = corner
    for block in blocks:
        if block.polity:
            _side(sheet, told.pens[block.polity], block, (left, y))
        else:
            _signs(sheet, _signs_of(told), (left, y))
        y -= block.height


def _lines(track: Track, width: float) -> list[str]:
    text = track.name
    if track.commander and not _names(text, track.commander):
        text = f"{text} \N{EN DASH} {track.commander}"
    return wrapped(text, width - INDENT, NAME_POINTS)


def _names(text: str, person: str) -> bool:
    """Ask whether a force's name has its commander's surname already."""
    return any(word in text for word in person.split()[1:] if len(word) > 3)


def _side(sheet: Axes, pen: Pen, block: Block, corner: tuple[float, float]) -> None:
    left, y = corner
    _sample(sheet, pen, (left, y - HEAD_ROW / 2))
    for line in block.head:
        _write(sheet, (left + SWATCH, y - HEAD_ROW / 2), line, HEAD_POINTS, True)
        y -= HEAD_ROW
    for force in block.forces:
        for number, line in enumerate(force):
            _write(sheet, (left + INDENT * min(number, 1), y - ROW / 2), line, NAME_POINTS)
            y -= ROW


def _sample(sheet: Axes, pen: Pen, at: tuple[float, float]) -> None:
    left, level = at
    ends, levels = [left, left + SWATCH - 0.1], [level, level]
    if edge_of(pen.colour) == INK:
        sheet.plot(ends, levels, color=INK, lw=LAND_POINTS + 1.1)
        sheet.plot(ends, levels, color="#ffffff", lw=LAND_POINTS)
    sheet.plot(ends, levels, color=pen.colour, lw=LAND_POINTS, ls=pen.dash)
    marker: dict[str, Any] = {"mfc": "#ffffff", "mec": pen.ink, "mew": 0.9, "ms": 4.4}
    sheet.plot(left + SWATCH / 2 - 0.05, level, pen.sign, **marker)


def _signs_of(told: Told) -> dict[str, str]:
    """Give the signs that are on the map, and what they mean."""
    say, campaign = told.words.say, told.campaign
    legs = [leg for track in campaign.tracks for leg in track.legs]
    signs = {
        "march": (any(not leg.is_sea for leg in legs), say("march")),
        "passage": (any(leg.is_sea for leg in legs), say("passage by sea")),
        "battle": (bool(campaign.fights), say("battle")),
        "town": (True, say("town where a force stood")),
    }
    return {sign: text for sign, (is_there, text) in signs.items() if is_there}


def _signs(sheet: Axes, signs: Mapping[str, str], corner: tuple[float, float]) -> None:
    left, level = corner[0], corner[1] - HEAD_ROW / 2
    ends, middle = [left, left + SWATCH - 0.1], left + SWATCH / 2 - 0.05
    for sign, text in signs.items():
        if sign == "battle":
            draw_swords(sheet, (middle, level))
        elif sign == "town":
            sheet.plot(middle, level, "o", color=INK, ms=3.4)
        else:
            width = LAND_POINTS if sign == "march" else SEA_POINTS
            sheet.plot(ends, [level] * 2, color=SOFT, lw=width)
        _write(sheet, (left + SWATCH, level), text, NAME_POINTS)
        level -= HEAD_ROW


def _write(
    sheet: Axes, at: tuple[float, float], text: str, points: float, is_bold: bool = False
) -> None:
    weight = "bold" if is_bold else "normal"
    sheet.text(*at, text, fontsize=points, weight=weight, va="center_baseline", color=INK)
