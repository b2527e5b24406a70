"""A span of the record, day by day: what happened, who fought, who marched, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ucronia.errors import QuestionError
from ucronia.scenario.dates import day_of, iso_date
from ucronia.scenario.disputes import Point, Said, look_into, points_of
from ucronia.scenario.model import Entry, Scenario, Version
from ucronia.scenario.record import FIGHTS, PINS, Record, Span, Values, parse_what
from ucronia.scenario.tracks import March, marches, tracks

QUIET = 10
"""Weight below which an entry that leaves a force where it was is left out."""


@dataclass(frozen=True)
class Side:
    """One side of a fight, by the reference row.

    Parameters
    ----------
    letter : str
        `a` or `b`.
    men : float or None
        Who fought.
    losses : float or None
        Killed and wounded.
    taken : float or None
        Prisoners.
    has_won : bool
        Whether it won.
    """

    letter: str
    men: float | None
    losses: float | None
    taken: float | None
    has_won: bool


@dataclass(frozen=True)
class Told:
    """An entry as it is told.

    Parameters
    ----------
    entry : Entry
        Of the record.
    march : March or None
        How its force came there, where it came from elsewhere.
    sides : tuple of Side
        Of a fight.
    points : tuple of Point
        Values on which sources differ, or readings in words.
    versions : tuple of Version
        What rests on which source.
    """

    entry: Entry
    march: March | None
    sides: tuple[Side, ...]
    points: tuple[Point, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Days:
    """A span of the record.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    first : str
        ISO date of its first day.
    last : str
        ISO date of its last.
    told : tuple of Told
        By the first day on which each may stand.
    marches : tuple of March
        That end in it, by the day of arrival.
    left_out : int
        Entries that only leave a force where it was.
    """

    scenario: Scenario
    first: str
    last: str
    told: tuple[Told, ...]
    marches: tuple[March, ...]
    left_out: int


def days(scenario: Scenario, first: str, last: str, is_whole: bool = False) -> Days:
    """Read a span of the record.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    first : str
        ISO date of the first day.
    last : str
        ISO date of the last.
    is_whole : bool
        Entries that only leave a force where it was, too.

    Returns
    -------
    Days
        What is told of it.
    """
    record = Record(scenario)
    stops = tracks(record)
    ways: dict[str, list[March]] = {}
    for march in marches(stops):
        ways.setdefault(march.end.entry, []).append(march)
    window = Span(_day(scenario, first), _day(scenario, last))
    inside = [entry for entry in scenario.entries if _is_in(record, entry, window)]
    inside.sort(key=lambda entry: record.span(entry.id) or window)
    moving = {stop.entry for track in stops.values() for stop in track if stop.is_new}
    moving |= ways.keys()
    kept = [e for e in inside if is_whole or e.id in moving or not _is_quiet(record, e)]
    return Days(
        scenario=scenario,
        first=first,
        last=last,
        told=tuple(told_of(record, entry, ways.get(entry.id, [])) for entry in kept),
        marches=tuple(m for m in marches(stops) if _is_within(m.end.span, window)),
        left_out=len(inside) - len(kept),
    )


def days_before(scenario: Scenario, first: str, morning: date, is_whole: bool) -> Days:
    """Read the record from a day up to a morning.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    first : str
        ISO date; empty for the scenario's first.
    morning : date
        The first day that is no longer told.
    is_whole : bool
        Entries that only leave a force where it was, too.

    Returns
    -------
    Days
        What is told of it.

    Raises
    ------
    QuestionError
        If the first is no date, or not before the morning.
    """
    begin = iso_date(first or scenario.start)
    if begin is None:
        raise QuestionError(f'"{first[:40]}" is no date; write it as {scenario.start}')
    if begin >= morning:
        raise QuestionError(f"nothing is told from {begin} up to the morning of {morning}")
    last = morning - timedelta(days=1)
    return days(scenario, begin.isoformat(), last.isoformat(), is_whole)


def _day(scenario: Scenario, when: str) -> int:
    return day_of(scenario, when) or 0


def _is_in(record: Record, entry: Entry, window: Span) -> bool:
    span = record.span(entry.id)
    return span is not None and _is_within(span, window)


def _is_within(span: Span, window: Span) -> bool:
    return window.first <= span.first <= window.last


def _is_quiet(record: Record, entry: Entry) -> bool:
    """Ask whether an entry says no more than that a force is still where it was."""
    is_plain = entry.kind == "position" and not entry.effects and entry.name is None
    return is_plain and entry.weight < QUIET and not record.disputes_of(entry.id)


def told_of(record: Record, entry: Entry, ways: Sequence[March] = ()) -> Told:
    """Say what is told of an entry.

    Parameters
    ----------
    record : Record
        The record.
    entry : Entry
        Of it.
    ways : sequence of March
        That end with it.

    Returns
    -------
    Told
        Its sides, on what sources differ, its versions.
    """
    points: list[Point] = []
    for dispute in record.disputes_of(entry.id):
        found = points_of(record, record.disputes[dispute], entry.id)
        points += found or _in_words(record, entry, dispute)
    is_march = entry.kind in PINS and len(ways) == 1
    return Told(
        entry=entry,
        march=ways[0] if is_march else None,
        sides=_sides(record, entry),
        points=tuple(points),
        versions=tuple(record.versions[entry.id]),
    )


def _in_words(record: Record, entry: Entry, dispute: str) -> Iterator[Point]:
    """Give readings of an entry that differ in words alone, where rows say that they do."""
    found = look_into(record, record.disputes[dispute])
    is_named = any(version.dispute == dispute for version in record.versions[entry.id])
    if found.is_measured or not is_named:
        return
    for point in found.points:
        here = tuple(_only_of(said, entry.id) for said in point.said)
        if sum(bool(said.versions) for said in here) > 1:
            yield point._replace(entry=entry.id, said=here)


def _only_of(said: Said, entry: str) -> Said:
    rows = tuple(version for version in said.versions if version.entry == entry)
    return said._replace(versions=rows)


def _sides(record: Record, entry: Entry) -> tuple[Side, ...]:
    what = parse_what(entry)
    if entry.kind not in FIGHTS or what is None or not what.second:
        return ()
    values = record.values_of(entry.id)
    return tuple(_side(values, letter) for letter in ("a", "b"))


def _side(values: Values, letter: str) -> Side:
    men, losses, taken = (
        _count(values.get(f"{name}_{letter}")) for name in ("men", "losses", "taken")
    )
    return Side(letter, men, losses, taken, values.get("winner") == letter)


def _count(value: float | str | None) -> float | None:
    return value if isinstance(value, float) else None
