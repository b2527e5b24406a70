"""What is named on a panel, the weightiest first: battles, forces, places, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from ucronia.report.figures.charts import INK
from ucronia.report.figures.ground import BLOOD, Box
from ucronia.report.figures.keys import DISC_INCH, draw_disc, wrapped
from ucronia.report.figures.panels import Panel, spread
from ucronia.report.maps.campaign import Campaign, Stay, Track
from ucronia.report.maps.labels import Label, Labels
from ucronia.report.maps.lines import Drawn, Points, soft_points
from ucronia.report.maps.pens import Pen
from ucronia.report.maps.region import holds
from ucronia.report.words import Words
from ucronia.scenario.model import Place

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BATTLE_POINTS, FORCE_POINTS, PLACE_POINTS, DATE_POINTS = 7.4, 7.2, 6.8, 6.0
"""Size of letters."""
FORCE_WIDTH = 1.45
"""[inches] at which a force's name is broken."""
DATES_INCH, TOWNS_INCH = 0.6, 0.42
"""Dates of stays, and towns besides those where forces stood, to the square inch at most."""
ANCHORS = 7
"""Points of a leg by which a force's name may stand."""
NAMELESS = ("battlefield", "pass")
"""Kinds of places that are no towns."""
CITY = 4000
"""Inhabitants of a town whose name is bold."""
EDGE_INCH = 0.08
"""A line that ends so near to the edge goes on beyond it."""
Spot = tuple[float, float]


@dataclass(frozen=True)
class Told:
    """What is to be told of a map, on all of its panels.

    Parameters
    ----------
    campaign : Campaign
        The span.
    pens : mapping of str to Pen
        By polity.
    words : Words
        The language.
    is_numbered : bool
        Whether battles bear numbers, of which a key tells the names.
    """

    campaign: Campaign
    pens: Mapping[str, Pen]
    words: Words
    is_numbered: bool

    def when(self, day: date, is_day_known: bool) -> str:
        """Write a date in as few letters as the span allows.

        Parameters
        ----------
        day : date
            The day.
        is_day_known : bool
            False where only the month is.

        Returns
        -------
        str
            With its year in a long span.
        """
        if self.campaign.is_long:
            return self.words.date(day, "medium" if is_day_known else "short")
        return self.words.date(day, "d MMM" if is_day_known else "MMM")


def name_all(
    panel: Panel, told: Told, drawn: Sequence[Drawn], detail: Box | None = None
) -> bool:
    """Write all names of a panel.

    Parameters
    ----------
    panel : Panel
        With its lines drawn.
    told : Told
        What is to be told.
    drawn : sequence of Drawn
        What can be seen of the tracks.
    detail : Box or None
        A part of the panel that an inset shows larger, with its names.

    Returns
    -------
    bool
        False where a battle's name had no room, and battles should bear numbers.
    """
    return _Writer(panel, told, drawn, detail).write()


class _Writer:
    """Writes the names of one panel."""

    def __init__(
        self, panel: Panel, told: Told, drawn: Sequence[Drawn], detail: Box | None
    ) -> None:
        self.panel, self.told, self.drawn, self.detail = panel, told, drawn, detail
        self.campaign = told.campaign
        self.labels = Labels(panel, soft_points(drawn))
        self.fights = [
            (number, fight)
            for number, fight in enumerate(self.campaign.fights, start=1)
            if self._is_in(fight.place)
        ]
        stays = (stay.place for track in self.campaign.tracks for stay in track.stays)
        stood = {place.id: place for place in stays if self._is_in(place)}
        self.stood = sorted(stood.values(), key=lambda place: (-place.population, place.id))

    def write(self) -> bool:
        """Write all, the weightiest first."""
        self._dots()
        has_room = self._battles(self._discs())
        cities = [place for place in self.stood if place.population >= CITY]
        self._places(cities)
        for track in self.campaign.tracks:
            self._force(track)
        self._places([p for p in self.stood if p not in cities and not self._is_in_detail(p)])
        self._edges()
        self._dates()
        self._towns()
        return has_room

    def _is_in(self, place: Place) -> bool:
        return self.panel.holds(place.lon, place.lat)

    def _is_in_detail(self, place: Place) -> bool:
        return self.detail is not None and holds(self.detail, place.lon, place.lat)

    def _inches(self, place: Place) -> Spot:
        return self.panel.inches(place.lon, place.lat)

    def _dots(self) -> None:
        fought = {fight.place.id for _, fight in self.fights}
        style: dict[str, Any] = {
            "color": INK,
            "ms": 3.4,
            "mec": "#ffffff",
            "mew": 0.5,
            "zorder": 7,
        }
        for place in self.stood:
            if place.id not in fought:
                self.panel.axes.plot(place.lon, place.lat, "o", **style)
            self.panel.take(*self._inches(place), 0.025)

    def _discs(self) -> list[Spot]:
        """Draw the marks of battles, each beside its place where others crowd it."""
        homes = [self._inches(fight.place) for _, fight in self.fights]
        size = (self.panel.width, self.panel.height)
        stand = spread(homes, [], size, DISC_INCH + 0.012)
        for (number, fight), home, (x, y) in zip(self.fights, homes, stand, strict=True):
            spot = self.panel.degrees(float(x), float(y))
            if np.hypot(x - home[0], y - home[1]) > DISC_INCH / 2:
                ends = ([fight.place.lon, spot[0]], [fight.place.lat, spot[1]])
                self.panel.axes.plot(*ends, color=BLOOD, lw=0.8, zorder=8)
            if self.told.is_numbered:
                draw_disc(self.panel.axes, spot, number)
            else:
                draw_swords(self.panel.axes, spot)
            self.panel.take(float(x), float(y), DISC_INCH)
        return [(float(x), float(y)) for x, y in stand]

    def _battles(self, marks: Sequence[Spot]) -> bool:
        """Name the battles; say whether all of them had room."""
        if self.told.is_numbered:
            return True
        has_room = True
        for (_, fight), at in zip(self.fights, marks, strict=True):
            style = "medium" if fight.is_day_known else "short"
            text = f"{fight.name}\n{self.told.words.date(fight.when, style)}"
            label = Label(text, [at], BATTLE_POINTS, BLOOD, is_bold=True, reach=1.2)
            has_room &= self.labels.write(label) or self._is_in_detail(fight.place)
        return has_room

    def _places(self, places: Sequence[Place]) -> None:
        fought = {fight.name for _, fight in self.fights if not self.told.is_numbered}
        for place in places:
            if place.name in fought:
                continue
            is_city = place.population >= CITY
            points = PLACE_POINTS + 0.4 * is_city
            at = self._inches(place)
            self.labels.write(Label(place.name, [at], points, INK, is_city, reach=0.58))

    def _force(self, track: Track) -> None:
        pen = self.told.pens[track.polity]
        anchors = self._anchors(track)
        text = "\n".join(wrapped(f"{pen.letter} {track.name}", FORCE_WIDTH, FORCE_POINTS))
        if anchors:
            label = Label(text, anchors, FORCE_POINTS, pen.ink, is_slanted=True, reach=0.95)
            self.labels.write(label)

    def _anchors(self, track: Track) -> list[Spot]:
        """Choose where a force's name may stand: by its longest marches, or where it stood."""
        parts = [
            (item.leg.is_sea, -len(outer), outer)
            for item in self.drawn
            if item.track is track and len(outer := self._outside(item.line)) > 1
        ]
        parts.sort(key=lambda part: part[:2])
        if not parts:
            held = [s.place for s in track.stays if self._is_in(s.place)]
            near = [place for place in held if not self._is_in_detail(place)]
            return [self._inches(near[0])] if near else []
        return [
            (float(line[at][0]), float(line[at][1]))
            for _, _, line in parts[:3]
            for at in np.unique(np.linspace(0.15, 0.85, ANCHORS) * (len(line) - 1)).astype(int)
        ]

    def _outside(self, line: Points) -> Points:
        """Give the points of a line that lie outside the part shown in an inset."""
        if self.detail is None:
            return line
        west, south = self.panel.inches(*self.detail[:2])
        east, north = self.panel.inches(*self.detail[2:])
        is_in = (line > (west, south)).all(axis=1) & (line < (east, north)).all(axis=1)
        return line[~is_in]

    def _edges(self) -> None:
        """Say at the map's edge where a passage comes from or goes to."""
        said: set[tuple[str, bool]] = set()
        for item in self.drawn:
            leg, line = item.leg, item.line
            ends = ((leg.start, line[0], True), (leg.end, line[-1], False))
            for place, spot, is_start in ends:
                is_said = self._is_in(place) or (place.id, is_start) in said
                if is_said or not self._at_edge(spot):
                    continue
                said.add((place.id, is_start))
                words = self.told.words
                text = (
                    words.say("from {place}", place=place.name)
                    if is_start
                    else words.say("to {place}", place=place.name)
                )
                at = (float(spot[0]), float(spot[1]))
                self.labels.write(Label(text, [at], PLACE_POINTS, INK, False, True, 0.75))

    def _at_edge(self, spot: Points) -> bool:
        x, y = float(spot[0]), float(spot[1])
        return min(x, y, self.panel.width - x, self.panel.height - y) < EDGE_INCH

    def _dates(self) -> None:
        fought = {(f.place.id, f.when) for _, f in self.fights if not self.told.is_numbered}
        dated: dict[tuple[str, str, str], Stay] = {}
        for track, stay in _in_turn(self.campaign.tracks):
            place = stay.place
            is_said = (place.id, stay.first) in fought or self._is_in_detail(place)
            if self._is_in(place) and not is_said:
                text = self.told.when(stay.first, stay.is_day_known)
                dated.setdefault((place.id, text, track.polity), stay)
        most = int(DATES_INCH * self.panel.width * self.panel.height)
        for (_, text, polity), stay in list(dated.items())[:most]:
            pen = self.told.pens[polity]
            at = self._inches(stay.place)
            label = Label(f"{pen.letter} {text}", [at], DATE_POINTS, pen.ink, reach=0.24)
            self.labels.write(label)

    def _towns(self) -> None:
        """Name the largest towns besides, for the reader to find his way."""
        met = {place.id for place in self.stood} | {f.place.id for _, f in self.fights}
        towns = [
            place
            for place in self.campaign.scenario.places
            if place.id not in met and place.kind not in NAMELESS
            if self._is_in(place) and not self._is_in_detail(place)
        ]
        towns.sort(key=lambda place: (-place.population, place.id))
        for place in towns[: int(TOWNS_INCH * self.panel.width * self.panel.height)]:
            at = self._inches(place)
            if self.labels.write(
                Label(place.name, [at], PLACE_POINTS - 0.5, "#555555", reach=0.08)
            ):
                self.panel.take(*at, 0.02)
                dot: dict[str, Any] = {"color": "#777777", "ms": 2.0, "zorder": 6.9}
                self.panel.axes.plot(place.lon, place.lat, "o", **dot)


def draw_swords(axes: Axes, spot: Spot) -> None:
    """Draw a battle's mark.

    Parameters
    ----------
    axes : Axes
        The map, or the sheet of a key.
    spot : tuple of float
        In the units of the axes.
    """
    size = 2 * DISC_INCH * 72
    axes.plot(*spot, "o", color=BLOOD, mec="#ffffff", mew=0.6, ms=size, zorder=9.2)
    axes.plot(*spot, "x", color="#ffffff", mew=1.3, ms=size * 0.46, zorder=9.3)


def _in_turn(tracks: Sequence[Track]) -> Iterator[tuple[Track, Stay]]:
    """Give the stays of all forces, every force's last and first before the rest."""
    for at in (-1, 0):
        yield from ((track, track.stays[at]) for track in tracks)
    for track in tracks:
        yield from ((track, stay) for stay in track.stays[1:-1])
