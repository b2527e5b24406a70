"""Dates as days of a scenario, and the days that an imprecise date allows."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from ucronia.scenario.model import Entry, NonEvent, Scenario


class Span(NamedTuple):
    """Days, counted from the scenario's first, on which an entry may stand."""

    first: int
    last: int


def iso_date(text: str) -> datetime.date | None:
    """Read a date.

    Parameters
    ----------
    text : str
        As `1837-11-17`.

    Returns
    -------
    date or None
        None where it is no such date.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def day_of(scenario: Scenario, text: str) -> int | None:
    """Count the days from the scenario's first day to a date.

    Parameters
    ----------
    scenario : Scenario
    text : str
        As `1837-11-17`.

    Returns
    -------
    int or None
        [days] 0 on the first day; None where either is no date.
    """
    first, date = iso_date(scenario.start), iso_date(text)
    return (date - first).days if first and date else None


def date_of(scenario: Scenario, day: int) -> str:
    """Write a day as a date.

    Parameters
    ----------
    scenario : Scenario
    day : int
        [days] from the scenario's first.

    Returns
    -------
    str
        As `1837-11-17`.
    """
    first = datetime.date.fromisoformat(scenario.start)
    return (first + datetime.timedelta(days=day)).isoformat()


def span_of(scenario: Scenario, part: Entry | NonEvent) -> Span | None:
    """Give the days that a part's own date and precision allow.

    Parameters
    ----------
    scenario : Scenario
    part : Entry or NonEvent

    Returns
    -------
    Span or None
        [days] None where its dates can't be read.
    """
    first, last = day_of(scenario, part.date), day_of(scenario, last_date(part))
    end = day_of(scenario, scenario.end)
    if first is None or last is None:
        return None
    if part.precision == "day" or end is None or first > end or last < 0:
        return Span(first, last)
    # a month that the scenario begins or ends in counts from, or up to, that day
    return Span(max(first, 0), min(last, end))


def last_date(part: Entry | NonEvent) -> str:
    """Give the last date that a part's precision allows.

    Parameters
    ----------
    part : Entry or NonEvent

    Returns
    -------
    str
        ISO; what the part says where that is no date.
    """
    if part.precision == "day":
        return part.date
    if part.precision == "interval":
        return part.until
    date = iso_date(part.date)
    if date is None:
        return ""
    if part.precision == "year":
        return f"{date.year:04d}-12-31"
    days = calendar.monthrange(date.year, date.month)[1]
    return f"{date.year:04d}-{date.month:02d}-{days:02d}"
