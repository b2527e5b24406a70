"""A campaign map: its panels, what stands beside and below them, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ucronia.report.figures.charts import INK, drawing
from ucronia.report.figures.frames import (
    draw_scale,
    height_of,
    open_panel,
    open_sheet,
    shaped,
)
from ucronia.report.figures.ground import Box, draw_ground
from ucronia.report.figures.keys import SOFT, Columns, battles_key, columns_of, wrapped
from ucronia.report.figures.panels import Panel
from ucronia.report.maps.campaign import Campaign
from ucronia.report.maps.legend import (
    GUTTER,
    Block,
    columns_height,
    draw_blocks,
    legend_blocks,
    packed,
)
from ucronia.report.maps.lines import draw_tracks
from ucronia.report.maps.naming import Told, name_all
from ucronia.report.maps.notes import notes
from ucronia.report.maps.pens import pens
from ucronia.report.maps.region import Region, clipped, region
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAIN, COLUMN = 8.0, 3.3
"""[inches] of the map, and of the column beside it."""
EDGE, BETWEEN = 0.12, 0.16
"""[inches] about everything, and between map and column."""
WIDTH = 2 * EDGE + MAIN + BETWEEN + COLUMN
MOST_HEIGHT, MOST_INSET = 8.6, 3.3
"""[inches] of the map and of an inset."""
TITLE, SPAN, NAME = 0.34, 0.24, 0.22
"""[inches] of the title, of the line under it, and of the line over an inset."""
NOTE_POINTS, NOTE_ROW = 6.8, 0.135
MOST_NAMED = 14
"""Battles that bear their names on the map; more bear numbers."""
LEAST_LINE = 0.4
"""[inches] by which a legend may be longer than the map before it goes below it."""
BELOW = 3
"""Columns of a legend below the map."""


class _Inset(NamedTuple):
    """A part of the map at another scale."""

    box: Box
    title: str


class _Plan(NamedTuple):
    """Where everything stands."""

    told: Told
    shown: Region
    main: Box
    insets: tuple[_Inset, ...]
    beside: tuple[Block, ...]
    """The legend, where it has room beside the map."""
    below: tuple[tuple[Block, ...], ...]
    """Its columns below the map, where it has none."""
    lines: tuple[str, ...]
    """Of the battles' key; none where they bear names."""
    columns: Columns
    note: tuple[str, ...]

    @property
    def map_height(self) -> float:
        return height_of(self.main, MAIN)

    @property
    def body(self) -> float:
        """Height of the panels with the legend [inches]."""
        aside = _aside(self.insets) + sum(block.height for block in self.beside)
        below = columns_height(self.below)
        return max(self.map_height + (below + 0.12 if below else 0), aside)

    @property
    def foot(self) -> float:
        """Height of what stands below [inches]."""
        return self.columns.height + NOTE_ROW * len(self.note) + 0.2


def draw_map(campaign: Campaign, words: Words, title: str = "") -> Figure:
    """Draw a span of the record.

    Parameters
    ----------
    campaign : Campaign
        What is to be drawn.
    words : Words
        The language.
    title : str
        Above the map; the scenario's where left out.

    Returns
    -------
    Figure
        On a plain cylindrical projection true to scale at its middle.
    """
    is_numbered = len(campaign.fights) > MOST_NAMED
    figure, has_room = _draw(campaign, words, title, is_numbered)
    return figure if has_room else _draw(campaign, words, title, True)[0]


def _draw(
    campaign: Campaign, words: Words, title: str, is_numbered: bool
) -> tuple[Figure, bool]:
    from matplotlib.figure import Figure

    plan = _plan(campaign, words, is_numbered)
    with drawing():
        figure = Figure(figsize=(WIDTH, plan.foot + plan.body + TITLE + SPAN))
        sheet = open_sheet(figure)
        _head(sheet, plan, title)
        panels = _panels(figure, sheet, plan)
        has_room = True
        for number, panel in enumerate(panels):
            draw_ground(panel.axes, campaign.scenario)
            draw_scale(panel)
            detail = plan.shown.detail if number == 0 else None
            if detail is not None:
                _frame(panel, detail)
            drawn = draw_tracks(panel, plan.told.campaign, plan.told.pens)
            has_room &= name_all(panel, plan.told, drawn, detail)
        _legend(sheet, plan)
        _foot(sheet, plan)
    return figure, has_room


def _plan(campaign: Campaign, words: Words, is_numbered: bool) -> _Plan:
    shown = region(campaign)
    seen = clipped(campaign, shown)
    told = Told(seen, pens(seen), words, is_numbered)
    insets = tuple(_insets(shown, words))
    main = shaped(shown.main, MAIN, MOST_HEIGHT)
    beside = tuple(legend_blocks(told, COLUMN))
    below: tuple[tuple[Block, ...], ...] = ()
    aside = _aside(insets) + sum(block.height for block in beside)
    if aside > height_of(main, MAIN) + LEAST_LINE:
        width = MAIN / BELOW - GUTTER
        below = tuple(tuple(column) for column in packed(legend_blocks(told, width), BELOW))
        beside = ()
    lines = tuple(_battle_lines(seen, words)) if is_numbered else ()
    note = tuple(
        line
        for text in notes(seen, words)
        for line in wrapped(text, WIDTH - 2 * EDGE, NOTE_POINTS)
    )
    columns = columns_of(lines, WIDTH - 2 * EDGE)
    return _Plan(told, shown, main, insets, beside, below, lines, columns, note)


def _insets(shown: Region, words: Words) -> list[_Inset]:
    found = []
    if shown.detail is not None:
        said = words.say("The framed part, at a larger scale")
        found.append(_Inset(shaped(shown.detail, COLUMN, MOST_INSET), said))
    for box in shown.insets:
        said = words.say("Farther off, at another scale")
        found.append(_Inset(shaped(box, COLUMN, MOST_INSET), said))
    return found


def _aside(insets: tuple[_Inset, ...]) -> float:
    """Height of the insets [inches]."""
    return sum(NAME + height_of(inset.box, COLUMN) + 0.12 for inset in insets)


def _battle_lines(campaign: Campaign, words: Words) -> list[str]:
    return [
        f"{fight.name}, {words.date(fight.when, 'medium' if fight.is_day_known else 'short')}"
        for fight in campaign.fights
    ]


def _head(sheet: Axes, plan: _Plan, title: str) -> None:
    words, campaign = plan.told.words, plan.told.campaign
    top = plan.foot + plan.body
    span = words.say(
        "From {first} to {last}",
        first=words.date(campaign.first),
        last=words.date(campaign.last),
    )
    shown = title or words.text(campaign.scenario.title)
    at = (EDGE, top + SPAN + TITLE / 2 - 0.03)
    sheet.text(*at, shown, fontsize=12.5, weight="bold", va="center")
    sheet.text(EDGE, top + SPAN / 2 + 0.02, span, fontsize=9, color=SOFT, va="center")


def _panels(figure: Figure, sheet: Axes, plan: _Plan) -> list[Panel]:
    """Open the map and its insets."""
    top, right = plan.foot + plan.body, EDGE + MAIN + BETWEEN
    panels, level = [open_panel(figure, plan.main, (EDGE, top), MAIN)], top
    for inset in plan.insets:
        at = (right, level - NAME / 2)
        sheet.text(*at, inset.title, fontsize=8, va="center", color=SOFT)
        panels.append(open_panel(figure, inset.box, (right, level - NAME), COLUMN))
        level -= NAME + panels[-1].height + 0.12
    return panels


def _frame(panel: Panel, box: Box) -> None:
    """Frame the part of the map that an inset shows."""
    west, south, east, north = box
    lon, lat = [west, east, east, west, west], [south, south, north, north, south]
    panel.axes.plot(lon, lat, color=INK, lw=0.7, ls=(0, (1, 1)), zorder=6.8)


def _legend(sheet: Axes, plan: _Plan) -> None:
    top = plan.foot + plan.body
    if plan.beside:
        corner = (EDGE + MAIN + BETWEEN, top - _aside(plan.insets) - 0.04)
        draw_blocks(sheet, plan.told, plan.beside, corner)
    level = top - plan.map_height - 0.12
    for number, column in enumerate(plan.below):
        corner = (EDGE + number * MAIN / BELOW, level)
        draw_blocks(sheet, plan.told, column, corner)


def _foot(sheet: Axes, plan: _Plan) -> None:
    if plan.lines:
        corner = (EDGE, plan.foot - 0.04)
        head = plan.told.words.say("Battles")
        battles_key(sheet, plan.lines, corner, plan.columns, head)
    text = "\n".join(plan.note)
    sheet.text(EDGE, 0.07, text, fontsize=NOTE_POINTS, color=SOFT, va="bottom")
