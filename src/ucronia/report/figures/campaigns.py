"""The map of campaigns: land, water, departments as they were, marches and battles."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ucronia.report.figures.charts import INK, drawing
from ucronia.report.figures.ground import BLOOD, SEA, Box, draw_ground, write_label
from ucronia.report.words import Words
from ucronia.scenario.model import Place, Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARGIN_DEGREES = 1.2
"""Room around what is drawn."""
LEAST_SPAN = 4.0
"""Degrees that a map shows at least."""
BELOW, ABOVE = 0.85, 0.42
"""Inches under the map, for its key and note, and over it, for its title."""
HEIGHT_INCH, LEAST_WIDTH, MOST_WIDTH = 9.0, 5.0, 11.0
MOST_PLACES = 40
DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)))
"""Of marches, in turn: no line rests on its colour alone."""


@dataclass(frozen=True)
class March:
    """Where a force was, as its sources place it.

    Parameters
    ----------
    force : str
        Id of the force.
    name : str
        Its name in the map's language.
    colour : str
        Of its line.
    stops : tuple of (date, float, float)
        Date, longitude and latitude, in order.
    """

    force: str
    name: str
    colour: str
    stops: tuple[tuple[date, float, float], ...]


@dataclass(frozen=True)
class Battle:
    """A battle on the map.

    Parameters
    ----------
    name : str
        In the map's language.
    when : date
        Its day.
    lon : float
        Longitude.
    lat : float
        Latitude.
    """

    name: str
    when: date
    lon: float
    lat: float


def campaign_map(
    scenario: Scenario,
    marches: Sequence[March],
    battles: Sequence[Battle],
    words: Words,
    title: str = "",
) -> Figure:
    """Draw where forces went and fought.

    Parameters
    ----------
    scenario : Scenario
        For places and the layers of the map.
    marches : sequence of March
        One a force.
    battles : sequence of Battle
        Their places and days.
    words : Words
        The language.
    title : str
        Above the map.

    Returns
    -------
    Figure
        The figure, on a plain cylindrical projection true to scale at its middle.
    """
    from matplotlib.figure import Figure

    box = _box(scenario, marches, battles)
    shrink = float(np.cos(np.radians((box[1] + box[3]) / 2)))
    wide = HEIGHT_INCH * (box[2] - box[0]) * shrink / (box[3] - box[1])
    width = float(np.clip(wide, LEAST_WIDTH, MOST_WIDTH))
    height = width * (box[3] - box[1]) / ((box[2] - box[0]) * shrink)
    whole = height + BELOW + (ABOVE if title else 0.0)
    with drawing():
        figure = Figure(figsize=(width, whole))
        axes = figure.add_axes((0.0, BELOW / whole, 1.0, height / whole))
        axes.set(xlim=(box[0], box[2]), ylim=(box[1], box[3]), aspect=1 / shrink)
        axes.set(xticks=[], yticks=[], facecolor=SEA)
        draw_ground(axes, scenario)
        _lines(axes, marches)
        _names(axes, scenario, battles, marches, words)
        _key(figure, marches, words)
        figure.text(0.012, 1 - 0.1 / whole, title, fontsize=12, weight="bold", va="top")
        note = words.say(
            "Dashed: departments about 1837, undefined or disputed in places. No position is "
            "taken on present claims."
        )
        note = textwrap.fill(note, int(width / 0.062))
        figure.text(0.012, 0.06 / whole, note, fontsize=7, color="#555555")
    return figure


def marches_of(
    scenario: Scenario, words: Words, forces: Sequence[str], first: str = "", last: str = "9999"
) -> list[March]:
    """Read the marches of some forces off the record.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    words : Words
        The language of the names.
    forces : sequence of str
        Ids of the forces.
    first : str
        ISO date from which positions count.
    last : str
        ISO date up to which they count.

    Returns
    -------
    list of March
        Those with two positions or more.
    """
    named = {force.id: force for force in scenario.forces}
    colours = {polity.id: polity.colour for polity in scenario.polities}
    found = []
    for force in forces:
        stops = tuple(_stops(scenario, force, first, last))
        if force in named and len(stops) > 1:
            colour = colours.get(named[force].polity, INK)
            found.append(March(force, words.text(named[force].name), colour, stops))
    return found


def battles_of(
    scenario: Scenario, first: str = "", last: str = "9999", least: float = 0.0
) -> list[Battle]:
    """Read the battles off the record.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    first : str
        ISO date from which they count.
    last : str
        ISO date up to which they count.
    least : float
        Least weight of the entry.

    Returns
    -------
    list of Battle
        By date.
    """
    places = {place.id: place for place in scenario.places}
    return [
        Battle(place.name, date.fromisoformat(entry.date), place.lon, place.lat)
        for entry in sorted(scenario.entries, key=lambda entry: entry.date)
        if entry.kind == "battle" and first <= entry.date <= last and entry.weight >= least
        if (place := places.get(entry.place)) is not None
    ]


def _stops(
    scenario: Scenario, force: str, first: str, last: str
) -> Iterable[tuple[date, float, float]]:
    places = {place.id: place for place in scenario.places}
    before = ""
    for entry in sorted(scenario.entries, key=lambda entry: entry.date):
        in_it = force in entry.what.replace("+", " ").replace(">", " ").split()
        if in_it and first <= entry.date <= last and entry.place in places:
            if entry.place != before:
                place = places[entry.place]
                yield date.fromisoformat(entry.date), place.lon, place.lat
            before = entry.place


def _box(scenario: Scenario, marches: Sequence[March], battles: Sequence[Battle]) -> Box:
    points = [(lon, lat) for march in marches for _, lon, lat in march.stops]
    points += [(battle.lon, battle.lat) for battle in battles]
    points = points or [(place.lon, place.lat) for place in scenario.places]
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    middle = (low + high) / 2
    half = np.maximum((high - low) / 2 + MARGIN_DEGREES, LEAST_SPAN / 2)
    # a map far longer than wide, or wider than long, leaves no room for names
    half = np.maximum(half, half[::-1] * 0.6)
    (west, south), (east, north) = middle - half, middle + half
    return float(west), float(south), float(east), float(north)


def _lines(axes: Axes, marches: Sequence[March]) -> None:
    from matplotlib.patches import FancyArrowPatch

    for index, march in enumerate(marches):
        # each force bends its road its own way, so that two on one road are told apart
        bend = 0.06 * (1 + index // 2) * (1 if index % 2 else -1)
        for (_, *start), (_, *end) in pairwise(march.stops):
            for colour, width, order in (("#ffffff", 3.4, 4), (march.colour, 1.7, 5)):
                axes.add_patch(
                    FancyArrowPatch(
                        (start[0], start[1]),
                        (end[0], end[1]),
                        connectionstyle=f"arc3,rad={bend}",
                        arrowstyle="-" if order == 4 else "-|>,head_length=4,head_width=2.2",
                        shrinkA=1,
                        shrinkB=2,
                        color=colour,
                        lw=width,
                        linestyle="-" if order == 4 else DASHES[index % len(DASHES)],
                        zorder=order,
                        mutation_scale=1,
                    )
                )


def _names(
    axes: Axes,
    scenario: Scenario,
    battles: Sequence[Battle],
    marches: Sequence[March],
    words: Words,
) -> None:
    west, east = axes.get_xlim()
    inches = axes.bbox.width / axes.figure.dpi / (east - west)
    taken: list[Box] = []
    for battle in battles:
        axes.plot(battle.lon, battle.lat, marker="x", color=BLOOD, ms=8, mew=2.2, zorder=8)
        edge = 0.08 / inches
        taken.append(
            (battle.lon - edge, battle.lat - edge, battle.lon + edge, battle.lat + edge)
        )
    for battle in battles:
        text = f"{battle.name}\n{words.date(battle.when, 'medium')}"
        write_label(axes, (battle.lon, battle.lat), text, taken, inches)
    fought = {(battle.lon, battle.lat) for battle in battles}
    stops = {(lon, lat) for march in marches for _, lon, lat in march.stops}
    for place in _weighty(scenario, stops, axes):
        if (place.lon, place.lat) in fought:
            continue
        point = (place.lon, place.lat)
        if write_label(axes, point, place.name, taken, inches) or point in stops:
            axes.plot(*point, "o", color=INK, ms=2.6, zorder=7)


def _weighty(
    scenario: Scenario, stops: set[tuple[float, float]], axes: Axes
) -> Sequence[Place]:
    """Choose the places to name: where forces stood first, then the largest towns."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    inside = [p for p in scenario.places if west < p.lon < east and south < p.lat < north]
    inside.sort(key=lambda p: ((p.lon, p.lat) not in stops, -p.population))
    return inside[:MOST_PLACES]


def _key(figure: Figure, marches: Sequence[March], words: Words) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            color=march.colour,
            lw=2,
            ls=DASHES[index % len(DASHES)],
            label=f"{march.name}, {words.date(march.stops[0][0], 'short')}\N{EN DASH}"
            f"{words.date(march.stops[-1][0], 'short')}",
        )
        for index, march in enumerate(marches)
    ]
    handles.append(
        Line2D([], [], color=BLOOD, marker="x", ms=7, mew=2, ls="", label=words.say("battle"))
    )
    figure.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.0, 0.32 / figure.get_figheight()),
        ncols=2,
        frameon=False,
        fontsize=7.5,
    )
