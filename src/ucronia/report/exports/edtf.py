"""Dates in the Extended Date/Time Format of the Library of Congress (ISO 8601-2), level 1."""

from __future__ import annotations

from collections.abc import Iterable

from ucronia.scenario.dates import last_date
from ucronia.scenario.model import Entry, Version

_KEPT = {"year": 4, "month": 7}
"""Letters of an ISO date that each precision keeps."""
UNCERTAIN = "?"


def edtf(entry: Entry, versions: Iterable[Version]) -> str:
    """Write when an entry stands, as exactly as it is known.

    Parameters
    ----------
    entry : Entry
        Of the record.
    versions : iterable of Version
        What its sources say of it.

    Returns
    -------
    str
        A day, a month, a year, or the interval in which it stands, as `1835-10-18/1835-10-31`;
        with a `?` where a source gives a day that this leaves out.
    """
    mark = UNCERTAIN if is_disputed(entry, versions) else ""
    if entry.precision == "interval":
        return f"{entry.date}{mark}/{entry.until}{mark}"
    return plain_date(entry) + mark


def plain_date(entry: Entry) -> str:
    """Write the first date of an entry, as ISO 8601 shortens it where the day isn't known."""
    return entry.date[: _KEPT.get(entry.precision, len(entry.date))]


def is_disputed(entry: Entry, versions: Iterable[Version]) -> bool:
    """Say whether a source gives an entry a day outside the days that its own date allows."""
    dates = (str(version.values["date"]) for version in versions if "date" in version.values)
    return any(not entry.date <= date <= last_date(entry) for date in dates)
