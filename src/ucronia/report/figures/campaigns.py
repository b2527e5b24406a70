"""The map of campaigns: land, water, departments as they were, marches and battles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ucronia.report.figures.charts import INK, drawing
from ucronia.report.figures.frames import (
    draw_scale,
    height_of,
    open_panel,
    open_sheet,
    shaped,
)
from ucronia.report.figures.ground import BLOOD, Box, draw_ground
from ucronia.report.figures.keys import (
    DISC_INCH,
    SOFT,
    battles_key,
    columns_of,
    draw_disc,
    forces_height,
    forces_key,
    wrapped,
)
from ucronia.report.figures.panels import Panel, spread, write_label
from ucronia.report.figures.roads import March, draw_roads
from ucronia.report.words import Words, battle_name
from ucronia.scenario.model import Place, Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, MAIN, COLUMN = 10.4, 7.2, 2.85
"""[inches] of the figure, of its map, and of the column beside it."""
EDGE = 0.1
"""[inches] about everything."""
MOST_HEIGHT, MOST_INSET = 8.4, 2.75
"""[inches] of the map and of its inset."""
ABOVE, CAPTION = 0.4, 0.22
"""[inches] of the title, and of a line over the inset."""
NOTE_POINTS = 7.0
MARGIN_DEGREES = 1.2
"""Room around what is drawn."""
LEAST_SPAN = 4.0
"""Degrees that a map shows at least."""
LEAST_GAP, MOST_APART = 2.5, 0.3
"""A part that lies so many degrees from the rest, with no more than this share of the stops and
battles, is drawn in an inset."""
CITY = 4000
"""Inhabitants of a town that no disc may cover."""
MOST_PLACES, FEW_TOWNS = 60, 25
NAMELESS = ("battlefield", "pass")
"""Kinds of places that are no towns."""

Points = NDArray[np.float64]


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
    is_day_known : bool
        False where the sources give the month alone, or an interval.
    """

    name: str
    when: date
    lon: float
    lat: float
    is_day_known: bool = True


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

    near, far = _apart(_spots(scenario, marches, battles))
    box = shaped(_box(near), MAIN, MOST_HEIGHT)
    rest = shaped(_box(far), COLUMN, MOST_INSET) if len(far) else None
    lines = [
        f"{b.name}, {words.date(b.when, 'medium' if b.is_day_known else 'short')}"
        for b in battles
    ]
    columns = columns_of(lines, WIDTH - 2 * EDGE)
    said = words.say(
        "Dashed: departments about 1837, undefined or disputed in places. No position is "
        "taken on present claims."
    )
    note = wrapped(said, WIDTH - 2 * EDGE, NOTE_POINTS)
    aside = forces_height(marches, COLUMN)
    if rest is not None:
        aside += CAPTION + height_of(rest, COLUMN) + 0.1
    body = max(height_of(box, MAIN), aside)
    foot = columns.height + 0.14 * len(note) + 0.14
    whole = (ABOVE if title else EDGE) + body + foot
    with drawing():
        figure = Figure(figsize=(WIDTH, whole))
        sheet = open_sheet(figure)
        top = foot + body
        sheet.text(EDGE, top + 0.2, title, fontsize=12, weight="bold", va="center")
        right, level = EDGE + MAIN + 0.15, top
        panels = [open_panel(figure, box, (EDGE, top), MAIN)]
        if rest is not None:
            caption = words.say("The rest, at a smaller scale")
            sheet.text(right, top - CAPTION / 2, caption, fontsize=8, va="center", color=SOFT)
            level -= CAPTION
            panels.append(open_panel(figure, rest, (right, level), COLUMN))
            level -= panels[-1].height + 0.1
        _fill(panels, scenario, marches, battles)
        forces_key(sheet, marches, (right, level), COLUMN, words)
        if lines:
            battles_key(sheet, lines, (EDGE, foot - 0.04), columns, words.say("Battles"))
        sheet.text(EDGE, 0.06, "\n".join(note), fontsize=NOTE_POINTS, color=SOFT, va="bottom")
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
    scenario: Scenario,
    words: Words,
    first: str = "",
    last: str = "9999",
    least: float = 0.0,
) -> list[Battle]:
    """Read the battles off the record.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    words : Words
        The language of the names.
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
        Battle(
            battle_name(words, scenario, entry),
            date.fromisoformat(entry.date),
            place.lon,
            place.lat,
            entry.precision == "day",
        )
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


def _spots(scenario: Scenario, marches: Sequence[March], battles: Sequence[Battle]) -> Points:
    """Give every stop and battle, or every place where there is none."""
    spots = [(lon, lat) for march in marches for _, lon, lat in march.stops]
    spots += [(battle.lon, battle.lat) for battle in battles]
    spots = spots or [(place.lon, place.lat) for place in scenario.places]
    return np.array(spots, dtype=np.float64)


def _apart(spots: Points) -> tuple[Points, Points]:
    """Part what lies far off, and is little, from the rest."""
    found, widest = np.zeros(len(spots), dtype=bool), LEAST_GAP
    for axis in (0, 1):
        along = np.sort(spots[:, axis])
        for at in np.flatnonzero(np.diff(along) >= widest):
            over = spots[:, axis] > (along[at] + along[at + 1]) / 2
            few = over if over.mean() < 0.5 else ~over
            if few.mean() <= MOST_APART and along[at + 1] - along[at] >= widest:
                found, widest = few, float(along[at + 1] - along[at])
    return spots[~found], spots[found]


def _box(spots: Points) -> Box:
    low, high = spots.min(axis=0), spots.max(axis=0)
    half = np.maximum((high - low) / 2 + MARGIN_DEGREES, LEAST_SPAN / 2)
    # a map far longer than wide, or wider than long, leaves no room for names
    half = np.maximum(half, half[::-1] * 0.6)
    (west, south), (east, north) = (low + high) / 2 - half, (low + high) / 2 + half
    return float(west), float(south), float(east), float(north)


def _fill(
    panels: Sequence[Panel],
    scenario: Scenario,
    marches: Sequence[March],
    battles: Sequence[Battle],
) -> None:
    numbered = list(enumerate(battles, start=1))
    for at, panel in enumerate(panels):
        draw_ground(panel.axes, scenario)
        draw_roads(panel, scenario, marches)
        # what both show is numbered on the larger of the two alone
        others = panels[:at]
        inside = [
            (number, battle)
            for number, battle in numbered
            if panel.holds(battle.lon, battle.lat)
            and not any(other.holds(battle.lon, battle.lat) for other in others)
        ]
        draw_scale(panel)
        _discs(panel, inside, _cities(panel, scenario))
        _towns(panel, scenario, marches)


def _cities(panel: Panel, scenario: Scenario) -> list[Place]:
    inside = [p for p in scenario.places if panel.holds(p.lon, p.lat)]
    return [place for place in inside if place.population >= CITY]


def _discs(
    panel: Panel, battles: Sequence[tuple[int, Battle]], cities: Sequence[Place]
) -> None:
    """Draw the battles' numbered discs, each beside its place where others crowd it."""
    homes = [panel.inches(battle.lon, battle.lat) for _, battle in battles]
    fixed = [panel.inches(place.lon, place.lat) for place in cities]
    stand = spread(homes, fixed, (panel.width, panel.height), DISC_INCH + 0.012)
    for (number, battle), home, (x, y) in zip(battles, homes, stand, strict=True):
        lon, lat = panel.degrees(float(x), float(y))
        if np.hypot(x - home[0], y - home[1]) > DISC_INCH / 2:
            line = ([battle.lon, lon], [battle.lat, lat])
            panel.axes.plot(*line, color=BLOOD, lw=0.8, zorder=8)
            panel.axes.plot(battle.lon, battle.lat, "o", color=BLOOD, ms=2.4, zorder=8)
        draw_disc(panel.axes, (lon, lat), number)
        panel.take(float(x), float(y), DISC_INCH)
        panel.take(*home, 0.02)


def _towns(panel: Panel, scenario: Scenario, marches: Sequence[March]) -> None:
    """Name the towns where there is room: where forces stood first, then the largest."""
    stops = {(lon, lat) for march in marches for _, lon, lat in march.stops}
    towns = [p for p in scenario.places if p.kind not in NAMELESS]
    inside = [p for p in towns if panel.holds(p.lon, p.lat)]
    least = CITY if len(inside) > FEW_TOWNS else 0
    inside.sort(key=lambda p: (-p.population * (3 if (p.lon, p.lat) in stops else 1), p.id))
    for place in inside[:MOST_PLACES]:
        point = (place.lon, place.lat)
        if point not in stops and place.population < least:
            continue
        at = panel.inches(*point)
        panel.taken.append((at[0], at[1], at[0], at[1]))
        is_city = place.population >= CITY
        if write_label(panel, point, place.name, is_city) or point in stops:
            panel.axes.plot(*point, "o", color=INK, ms=2.2, zorder=7)
