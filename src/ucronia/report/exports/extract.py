"""Entries taken out of the record, with all that a format may tell of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ucronia.report.exports.edtf import edtf
from ucronia.scenario.model import Entry, Place, Scenario, Source, Version
from ucronia.scenario.record import Record

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Signs that no text has and that readers stumble over; tabs and ends of lines are let be."""


@dataclass(frozen=True)
class Extract:
    """Some entries of a record.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    entries : tuple of Entry
        In the order in which they are written.
    version : str
        Of this package.
    """

    scenario: Scenario
    entries: tuple[Entry, ...]
    version: str

    @cached_property
    def record(self) -> Record:
        """The whole record, by its reference rows."""
        return Record(self.scenario)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.scenario.places}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by key."""
        return {source.key: source for source in self.scenario.sources}

    def versions(self, entry: Entry) -> list[Version]:
        """Give what sources say of an entry, the reference first."""
        return self.record.versions[entry.id]

    def edtf(self, entry: Entry) -> str:
        """Write when an entry stands, in EDTF."""
        return edtf(entry, self.versions(entry))

    def cited(self, version: Version) -> str:
        """Say who tells a version, and where.

        Parameters
        ----------
        version : Version
            Of an entry.

        Returns
        -------
        str
            As `Author: Title (year), locator`.
        """
        source = self.sources.get(version.source)
        told = version.source if source is None else work(source)
        return clean(f"{told}, {version.locator}" if version.locator else told)


def work(source: Source) -> str:
    """Name a work in a line: author, title, year."""
    author = f"{source.author}: " if source.author else ""
    year = f" ({source.year})" if source.year else ""
    return f"{author}{source.title}{year}"


def clean(text: str) -> str:
    """Write a text without signs of control.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same, lines ended by a line feed.
    """
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def number_text(value: float) -> str:
    """Write a number as the record's tables do: whole where it is."""
    return str(int(value)) if value == int(value) else repr(value)


def value_text(value: float | str) -> str:
    """Write a value of a version as the record's tables do."""
    return number_text(value) if isinstance(value, int | float) else value
