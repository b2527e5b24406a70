"""What a span of the record puts on the map: tracks of forces, and battles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ucronia.errors import QuestionError
from ucronia.report.maps.ways import Piece, Ways
from ucronia.report.words import Words, battle_name
from ucronia.scenario.allegiance import Allegiance
from ucronia.scenario.dates import date_of, iso_date
from ucronia.scenario.model import Force, Place, Scenario
from ucronia.scenario.names import find_thing
from ucronia.scenario.record import Record, parse_what
from ucronia.scenario.tracks import Stop, tracks

LOOK_BACK = timedelta(days=45)
"""A march that ends in the span is drawn whole if it began so long before it at most."""
MOST_TRACKS = 16
"""Forces on one map, unless they are asked for by name: those that moved most."""


@dataclass(frozen=True)
class Stay:
    """A force at a place.

    Parameters
    ----------
    place : Place
        Where.
    first : date
        The first day on which the record has it there.
    last : date
        The last, before it is seen elsewhere.
    is_day_known : bool
        False where the sources give the month alone, or an interval.
    """

    place: Place
    first: date
    last: date
    is_day_known: bool


@dataclass(frozen=True)
class Leg:
    """A march or passage from one stay to the next.

    Parameters
    ----------
    start : Place
        Whence.
    end : Place
        Whither.
    is_sea : bool
        True of a passage.
    pieces : tuple of Piece
        Its way.
    """

    start: Place
    end: Place
    is_sea: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Track:
    """Where a force was in the span.

    Parameters
    ----------
    force : Force
        Which.
    name : str
        In the map's language.
    polity : str
        Id of the side that it was on at the last of its stays.
    commander : str
        Name of who led it then; empty where the record names nobody.
    stays : tuple of Stay
        In order of time.
    legs : tuple of Leg
        In order of time; each way once, though it was made many times.
    """

    force: Force
    name: str
    polity: str
    commander: str
    stays: tuple[Stay, ...]
    legs: tuple[Leg, ...]


@dataclass(frozen=True)
class Fight:
    """A battle of the span.

    Parameters
    ----------
    entry : str
        Id of its entry.
    name : str
        In the map's language.
    when : date
        Its day.
    is_day_known : bool
        False where the sources give the month alone, or an interval.
    place : Place
        Where.
    """

    entry: str
    name: str
    when: date
    is_day_known: bool
    place: Place


@dataclass(frozen=True)
class Campaign:
    """A span of the record on the map.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    first : date
        First day of the span.
    last : date
        Last day of it.
    tracks : tuple of Track
        Those drawn, by polity.
    fights : tuple of Fight
        By date.
    left_out : int
        Forces of the span that are not drawn, because too many were seen in it.
    elsewhere : tuple of str
        Names of forces and battles of the span that lie off the map.
    """

    scenario: Scenario
    first: date
    last: date
    tracks: tuple[Track, ...]
    fights: tuple[Fight, ...]
    left_out: int = 0
    elsewhere: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether dates need their year."""
        return (self.last - self.first).days > 330


def campaign(
    scenario: Scenario,
    words: Words,
    first: str,
    last: str,
    forces: Sequence[str] = (),
) -> Campaign:
    """Read a span off the record.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    words : Words
        The language of the names.
    first : str
        ISO date of its first day.
    last : str
        ISO date of its last.
    forces : sequence of str
        Ids or names of the forces that are meant, with the battles that they fought; all where
        there is none.

    Returns
    -------
    Campaign
        What is to be drawn.

    Raises
    ------
    QuestionError
        If a date is none, the span ends before it begins, or nothing moved or was fought in it.
    """
    begin, end = _day(scenario, first), _day(scenario, last)
    if end < begin:
        raise QuestionError(f"the map ends on {last}, before it begins on {first}")
    record = Record(scenario)
    wanted = {_force(scenario, name) for name in forces}
    reader = _Reader(record, words, begin, end)
    found = [track for track in reader.tracks() if not wanted or track.force.id in wanted]
    fights = tuple(reader.fights(wanted))
    if not found and not fights:
        whose = f" of {', '.join(sorted(wanted))}" if wanted else ""
        raise QuestionError(
            f"the record has no position{whose} and no battle from {first} to {last}; it runs "
            f"from {scenario.start} to {scenario.end}"
        )
    drawn = found if wanted else _chosen(found)
    drawn.sort(key=lambda track: (track.polity, track.stays[0].first, track.force.id))
    return Campaign(scenario, begin, end, tuple(drawn), fights, len(found) - len(drawn))


def _day(scenario: Scenario, text: str) -> date:
    day = iso_date(text)
    if day is None:
        raise QuestionError(f'"{text[:40]}" is no date; write it as {scenario.start}')
    return day


def _force(scenario: Scenario, name: str) -> str:
    """Give the id of the force that a name means."""
    meant = find_thing("force", name, scenario.forces)
    return next(force.id for force in scenario.forces if force is meant)


def _chosen(found: list[Track]) -> list[Track]:
    """Keep what moved most, where there is too much for one map."""
    if len(found) <= MOST_TRACKS:
        return found
    ranked = sorted(found, key=lambda track: (-len(track.legs), -len(track.stays)))
    return ranked[:MOST_TRACKS]


class _Reader:
    """Reads tracks and battles of a span."""

    def __init__(self, record: Record, words: Words, begin: date, end: date) -> None:
        self.record, self.words = record, words
        self.scenario = record.scenario
        self.begin, self.end = begin, end
        self.places = {place.id: place for place in self.scenario.places}
        self.ways = Ways(self.scenario)
        self.allegiance = Allegiance(self.scenario)

    def tracks(self) -> Iterator[Track]:
        named = {force.id: force for force in self.scenario.forces}
        leaders = {leader.id: leader.name for leader in self.scenario.leaders}
        for id, stops in tracks(self.record).items():
            force, seen = named.get(id), list(self._seen(stops))
            if force is None or not seen:
                continue
            stays = tuple(_merged([self._stay(stop) for stop in seen]))
            until = stays[-1].last.isoformat()
            commander = self.allegiance.commanders(force, until)[-1].to
            yield Track(
                force,
                self.words.text(force.name),
                self.allegiance.sides(force, until)[-1].to,
                leaders.get(commander, ""),
                stays,
                tuple(self._legs(force, seen)),
            )

    def fights(self, wanted: Set[str]) -> Iterator[Fight]:
        for entry in sorted(self.scenario.entries, key=lambda entry: entry.date):
            day, place = iso_date(entry.date), self.places.get(entry.place)
            if entry.kind != "battle" or day is None or place is None:
                continue
            what = parse_what(entry)
            sides = what.first + what.second if what else ()
            if self.begin <= day <= self.end and (not wanted or not wanted.isdisjoint(sides)):
                name = battle_name(self.words, self.scenario, entry)
                yield Fight(entry.id, name, day, entry.precision == "day", place)

    def _seen(self, stops: Sequence[Stop]) -> Iterator[Stop]:
        """Give the stops of the span, and one before it from which a march of it set out."""
        for number, stop in enumerate(stops):
            after = stops[number + 1] if number + 1 < len(stops) else None
            if stop.place not in self.places:
                continue
            when = self._date(stop.span.first)
            if self.begin <= when <= self.end:
                yield stop
            elif when < self.begin and after is not None and not after.is_new:
                leaves = max(when, self._date(stop.span.last))
                arrives = self._date(after.span.first)
                moves = after.place != stop.place and self.begin <= arrives <= self.end
                if moves and leaves >= self.begin - LOOK_BACK:
                    yield stop

    def _stay(self, stop: Stop) -> Stay:
        entry = self.record.entries[stop.entry]
        when = self._date(stop.span.first)
        return Stay(self.places[stop.place], when, when, entry.precision == "day")

    def _legs(self, force: Force, seen: Sequence[Stop]) -> Iterator[Leg]:
        made: set[tuple[str, str]] = set()
        for start, end in pairwise(seen):
            ends = (start.place, end.place)
            if start.place == end.place or end.is_new or ends in made:
                continue
            made.add(ends)
            a, b = (self.places[place] for place in ends)
            is_sea = force.kind == "fleet" or bool(a.zone and b.zone)
            yield Leg(a, b, is_sea, self.ways.way(*ends, is_sea))

    def _date(self, day: int) -> date:
        return date.fromisoformat(date_of(self.scenario, day))


def _merged(stays: Sequence[Stay]) -> Iterator[Stay]:
    """Make one stay of those that follow each other at one place."""
    held: Stay | None = None
    for stay in stays:
        if held is not None and held.place.id == stay.place.id:
            held = Stay(held.place, held.first, stay.last, held.is_day_known)
            continue
        if held is not None:
            yield held
        held = stay
    if held is not None:
        yield held
