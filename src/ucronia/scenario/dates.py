"""Dates as days of a scenario, and the days that an imprecise date allows."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from ucronia.scenario.model import Entry, Scenario


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


def last_date(entry: Entry) -> str:
    """Give the last date that an entry's precision allows.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    str
        ISO; what the entry says where that is no date.
    """
    if entry.precision == "day":
        return entry.date
    if entry.precision == "interval":
        return entry.until
    date = iso_date(entry.date)
    if date is None:
        return ""
    if entry.precision == "year":
        return f"{date.year:04d}-12-31"
    days = calendar.monthrange(date.year, date.month)[1]
    return f"{date.year:04d}-{date.month:02d}-{days:02d}"
