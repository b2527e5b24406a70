"""What a span of the record puts on the map: tracks of forces, and battles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ucronia.errors import QuestionError
from ucronia.report.maps.ways import Piece, Ways
from ucronia.report.words import Words, battle_name
from ucronia.scenario.dates import date_of, iso_date
from ucronia.scenario.model import Entry, Force, Place, Scenario
from ucronia.scenario.names import find_thing
from ucronia.scenario.record import Record, parse_what
from ucronia.scenario.tracks import Stop, tracks

LOOK_BACK = timedelta(days=45)
"""A march that ends in the span is drawn whole if it began so long before it at most."""
MOST_TRACKS = 16
"""Forces on one map, unless they are asked for by name: those that moved most."""
_SIDE = re.compile(r"\b(?:defect|raise_force)\s*\(\s*(\w+)\s*,\s*(\w+)")
_COMMAND = re.compile(r"\bcommand\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_LEAVES = re.compile(r"\b(exile|capture|kill|execute|retire)\s*\(\s*(\w+)")
_ENDS = re.compile(r"\b(dissolve|transfer)\s*\(\s*(\w+)")


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

    def tracks(self) -> Iterator[Track]:
        named = {force.id: force for force in self.scenario.forces}
        leaders = {leader.id: leader.name for leader in self.scenario.leaders}
        for id, stops in tracks(self.record).items():
            force, seen = named.get(id), list(self._seen(stops))
            if force is None or not seen:
                continue
            stays = tuple(_merged([self._stay(stop) for stop in seen]))
            when = stays[-1].last
            commander = self._commander(force, when)
            yield Track(
                force,
                self.words.text(force.name),
                self._side(force, commander, when),
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

    def _commander(self, force: Force, when: date) -> str:
        """Give who led a force on a day."""
        found = force.commander
        for entry in self._up_to(when):
            has_left = any(leader == found for _, leader in _effects(entry, _LEAVES))
            if has_left and entry.date < when.isoformat():
                found = ""
            for leader, led in _effects(entry, _COMMAND):
                found = leader if led == force.id else found
        return found

    def _side(self, force: Force, commander: str, when: date) -> str:
        """Give the polity that a force fought for on a day.

        An army goes with its commander where he rises as the head of a rival government, unless
        it was raised, or changed sides, after that.
        """
        found, since = force.polity, ""
        for entry in self._up_to(when):
            for one, side in _effects(entry, _SIDE):
                found, since = (side, entry.date) if one == force.id else (found, since)
        for polity in self.scenario.polities:
            is_his = commander in (polity.head, polity.id.removeprefix(f"{polity.nation}_"))
            if polity.kind == "rival" and commander and is_his:
                rose = self._rose(polity.id, when)
                found = polity.id if rose and rose >= since else found
        return found

    def _rose(self, polity: str, when: date) -> str:
        """Give the day on which a rival government that stood on a day had risen."""
        rose = ""
        for entry in self._up_to(when):
            if any(re.search(rf"\b{polity}\b", effect) for effect in entry.effects):
                is_end = any(gone == polity for _, gone in _effects(entry, _ENDS))
                rose = "" if is_end else (rose or entry.date)
        return rose

    def _up_to(self, when: date) -> list[Entry]:
        entries = [e for e in self.scenario.entries if e.effects and e.date <= when.isoformat()]
        return sorted(entries, key=lambda entry: entry.date)

    def _date(self, day: int) -> date:
        return date.fromisoformat(date_of(self.scenario, day))


def _effects(entry: Entry, effect: re.Pattern[str]) -> list[tuple[str, str]]:
    """List the arguments of an entry's effects of one kind."""
    return [pair for text in entry.effects for pair in effect.findall(text)]


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
