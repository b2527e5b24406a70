"""Where each force went by the record: its stops, its marches, and where it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ucronia.scenario.model import Entry
from ucronia.scenario.record import Pin, Record, Span, parse_what

_BORN = re.compile(
    r"\b(?:raise_force\s*\(\s*|detach\s*\(\s*[a-z0-9_]+\s*,\s*)([a-z_][a-z0-9_]*)"
)
_GONE = re.compile(
    r"\b(?:disband|disperse|merge|capitulate|send_home|intern)\s*\(\s*([a-z_][a-z0-9_]*)"
)
"""Effects after which a force stands anew, and after which it no longer does."""


class Stop(NamedTuple):
    """A force at a place, by an entry."""

    entry: str
    place: str
    span: Span
    """Days on which it may have been there first."""
    men: tuple[float, float] | None
    """The fewest and the most that a reading gives it; None where none does."""
    is_new: bool
    """True where it didn't stand before: what came before is no march to here."""


class March(NamedTuple):
    """A force's way from one stop to another place."""

    force: str
    start: Stop
    end: Stop


class Gap(NamedTuple):
    """Days on which the record doesn't say where a standing force is."""

    force: str
    start: Stop
    end: Stop
    days: int


def tracks(record: Record) -> dict[str, tuple[Stop, ...]]:
    """Follow every force from stop to stop.

    Parameters
    ----------
    record : Record
        The record, by its reference rows.

    Returns
    -------
    dict
        Force to its stops, in order of time.
    """
    births = _days_of(record, _BORN)
    return {
        force: tuple(_stops(record, force, pins, births.get(force, {})))
        for force, pins in record.pins().items()
    }


def marches(stops: dict[str, tuple[Stop, ...]]) -> list[March]:
    """List the marches and passages of all forces.

    Parameters
    ----------
    stops : dict
        As `tracks` gives them.

    Returns
    -------
    list of March
        By the day of arrival.
    """
    found = [
        March(force, start, end)
        for force, track in stops.items()
        for start, end in pairwise(track)
        if start.place != end.place and not end.is_new
    ]
    return sorted(found, key=lambda march: march.end.span)


def gaps(record: Record, stops: dict[str, tuple[Stop, ...]]) -> list[Gap]:
    """List for each force the longest time for which the record loses sight of it.

    Parameters
    ----------
    record : Record
        The record.
    stops : dict
        As `tracks` gives them.

    Returns
    -------
    list of Gap
        One a force that has two stops or more between which it stood; the longest first.
    """
    ends = _days_of(record, _GONE)
    found = []
    for force, track in stops.items():
        spans = [
            Gap(force, start, end, max(0, end.span.first - start.span.last))
            for start, end in pairwise(track)
            if not end.is_new and not _ends_between(ends.get(force, {}), start, end)
        ]
        found += sorted(spans, key=lambda gap: -gap.days)[:1]
    return sorted(found, key=lambda gap: -gap.days)


def endings(record: Record) -> dict[str, tuple[int, ...]]:
    """List the days on which each force ends: goes home, scatters, joins another, gives up.

    Parameters
    ----------
    record : Record
        The record.

    Returns
    -------
    dict
        Force to the first days [days] on which it may have ended, in order.
    """
    found = _days_of(record, _GONE)
    return {
        force: tuple(sorted(span.first for span in days.values()))
        for force, days in found.items()
    }


def men_of(record: Record, entry: Entry, force: str) -> tuple[float, float] | None:
    """Say how many men a force has at an entry, by all rows.

    Parameters
    ----------
    record : Record
        The record.
    entry : Entry
        Of it.
    force : str
        Id of a force that the entry names.

    Returns
    -------
    tuple of float or None
        The fewest and the most; None where no row counts it alone.
    """
    what = parse_what(entry)
    if what is None:
        return None
    field = "men"
    if what.second:
        side = what.first if force in what.first else what.second
        field = "men_a" if force in what.first else "men_b"
        if len(side) > 1:
            return None
    elif len(what.first) > 1:
        return None
    rows = (version.values.get(field) for version in record.versions[entry.id])
    told = [value for value in rows if isinstance(value, float)]
    return (min(told), max(told)) if told else None


def _stops(
    record: Record, force: str, pins: Sequence[Pin], births: Mapping[str, Span]
) -> Iterator[Stop]:
    before: Pin | None = None
    for pin in pins:
        entry = record.entries[pin.entry]
        is_new = before is None or any(
            _is_later(record, born, before) and born_on.first <= pin.span.last
            for born, born_on in births.items()
        )
        yield Stop(pin.entry, pin.place, pin.span, men_of(record, entry, force), is_new)
        before = pin


def _is_later(record: Record, entry: str, pin: Pin) -> bool:
    """Tell whether an entry may come after a pin; on one day, by their order in the file."""
    span = record.span(entry)
    if span is None or span.last < pin.span.last:
        return False
    return span.last > pin.span.last or record.order[entry] > record.order[pin.entry]


def _days_of(record: Record, effect: re.Pattern[str]) -> dict[str, dict[str, Span]]:
    """Give, for each force that an effect is of, the entries with it and their days."""
    found: dict[str, dict[str, Span]] = {}
    for entry in record.scenario.entries:
        for force in (name for text in entry.effects for name in effect.findall(text)):
            span = record.span(entry.id)
            if span is not None:
                found.setdefault(force, {})[entry.id] = span
    return found


def _ends_between(ends: Mapping[str, Span], start: Stop, end: Stop) -> bool:
    days = ends.values()
    return any(start.span.first <= day.last and day.first < end.span.last for day in days)
