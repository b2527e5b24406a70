"""What sources disagree on, and how widely: what each reading says of each value."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ucronia.errors import QuestionError
from ucronia.scenario.dates import iso_date
from ucronia.scenario.model import Version
from ucronia.scenario.names import plain
from ucronia.scenario.record import Dispute, Record
from ucronia.scenario.shapes import nearest

HALF_WIDE_DAYS = 30
"""[days] Two dates so far apart are half as far apart as can be."""
WORDS_ONLY = ""
"""In place of a value's name: readings that differ in words, and in nothing that is played."""


class Said(NamedTuple):
    """What one reading says of a value, and which sources give it."""

    reading: str
    share: float
    """Of the draws in which it is taken, 0..1."""
    value: float | str
    versions: tuple[Version, ...]


class Point(NamedTuple):
    """A value of an entry on which readings differ."""

    entry: str
    field: str
    """As `men_a` or `date`; WORDS_ONLY where no value differs."""
    said: tuple[Said, ...]
    width: float
    """Mean distance between what two draws are told, 0..1."""


class Disputed(NamedTuple):
    """A dispute, on what its readings differ, and how widely."""

    dispute: Dispute
    points: tuple[Point, ...]
    """The widest first."""
    is_measured: bool
    """False where the readings differ in words alone."""

    @property
    def width(self) -> float:
        """Of its widest point."""
        return max((point.width for point in self.points), default=0.0)


def disputed(record: Record) -> tuple[Disputed, ...]:
    """List what sources disagree on.

    Parameters
    ----------
    record : Record
        The record.

    Returns
    -------
    tuple of Disputed
        Those that differ in a value before those that differ in words; the widest first.

    Notes
    -----
    The width of a value is Σ p(r) p(s) δ(r, s) over pairs of readings, p being the share of
    draws that take a reading (Rao 1982, *Theor. Popul. Biol.* 21, 24: quadratic entropy): how
    far apart two draws are on average. δ is |a - b| / max(|a|, |b|) for counts, d / (d + 30)
    for dates d days apart, and 1 for words that differ. A dispute is as wide as its widest
    value.
    """
    named = {version.dispute for version in record.scenario.versions}
    looked = [look_into(record, dispute) for dispute in record.disputes.values()]
    # rows of one entry that give the same values disagree only where they say that they do
    found = [one for one in looked if one.is_measured or one.dispute.id in named]
    return tuple(sorted(found, key=lambda one: (not one.is_measured, -one.width)))


def look_into(record: Record, dispute: Dispute) -> Disputed:
    """Say on what the readings of a dispute differ.

    Parameters
    ----------
    record : Record
        The record.
    dispute : Dispute
        Of it.

    Returns
    -------
    Disputed
        Its points, the widest first.
    """
    points = [point for entry in dispute.entries for point in points_of(record, dispute, entry)]
    if points:
        return Disputed(dispute, tuple(sorted(points, key=lambda p: -p.width)), True)
    shares = shares_of(dispute)
    said = tuple(
        Said(name, share, name, _voices(record, dispute, "", name))
        for name, share in shares.items()
    )
    point = Point(dispute.entries[0], WORDS_ONLY, said, width_of(said))
    return Disputed(dispute, (point,), False)


def points_of(record: Record, dispute: Dispute, entry: str) -> list[Point]:
    """Say on which values of an entry the readings of a dispute differ.

    Parameters
    ----------
    record : Record
        The record.
    dispute : Dispute
        Of it.
    entry : str
        Id of an entry that has a part in it.

    Returns
    -------
    list of Point
        In the order in which the values are written.
    """
    shares = shares_of(dispute)
    told = {name: _values(record, dispute, entry, name) for name in shares}
    fields = dict.fromkeys(field for values in told.values() for field in values)
    found = []
    for field in fields:
        said = tuple(
            Said(name, shares[name], values[field], _voices(record, dispute, entry, name))
            for name, values in told.items()
            if field in values
        )
        if len({one.value for one in said}) > 1:
            found.append(Point(entry, field, said, width_of(said)))
    return found


def shares_of(dispute: Dispute) -> dict[str, float]:
    """Give the share of draws in which each reading is taken.

    Parameters
    ----------
    dispute : Dispute
        Of the record.

    Returns
    -------
    dict
        Reading to its share, 0..1.
    """
    total = sum(reading.weight for reading in dispute.readings)
    count = len(dispute.readings)
    return {one.id: one.weight / total if total else 1 / count for one in dispute.readings}


def width_of(said: Sequence[Said]) -> float:
    """Give the mean distance between what two draws are told.

    Parameters
    ----------
    said : sequence of Said
        What each reading says of one value.

    Returns
    -------
    float
        0..1; see `disputed`.
    """
    total = sum(one.share for one in said)
    if not total:
        return 0.0
    spread = sum(
        one.share * two.share * distance(one.value, two.value) for one in said for two in said
    )
    return spread / total**2


def distance(one: float | str, two: float | str) -> float:
    """Say how far apart two values are.

    Parameters
    ----------
    one : float or str
        A count, an ISO date or a word.
    two : float or str
        Another.

    Returns
    -------
    float
        0 where they are the same, up to 1.
    """
    if one == two:
        return 0.0
    if isinstance(one, float) and isinstance(two, float):
        return abs(one - two) / max(abs(one), abs(two))
    dates = [iso_date(str(value)) for value in (one, two)]
    if all(isinstance(when, datetime.date) for when in dates):
        first, second = (when.toordinal() for when in dates if when)
        days = abs(first - second)
        return days / (days + HALF_WIDE_DAYS)
    return 1.0


def _values(
    record: Record, dispute: Dispute, entry: str, reading: str
) -> dict[str, float | str]:
    """Give an entry's values under a reading; the entry's own date where none gives another."""
    values = record.values_of(entry, {dispute.id: reading})
    return {"date": record.entries[entry].date, **values}


def _voices(record: Record, dispute: Dispute, entry: str, reading: str) -> tuple[Version, ...]:
    """List the rows that give a reading of an entry, or of any entry."""
    entries = [entry] if entry else list(dispute.entries)
    return tuple(row for id in entries for row in _rows(record, id, dispute.id, reading))


def _rows(record: Record, entry: str, dispute: str, reading: str) -> Iterator[Version]:
    for version in record.versions[entry]:
        if record.key_of(version) == (dispute, reading):
            yield version


def choose(record: Record, name: str) -> tuple[Disputed, ...]:
    """Find the disputes that a name means.

    Parameters
    ----------
    record : Record
        The record.
    name : str
        Id of a dispute, or of an entry that has a part in some; a part of one of them that no
        other has; empty for all.

    Returns
    -------
    tuple of Disputed
        The widest first.

    Raises
    ------
    QuestionError
        Where none is called so, with the nearest, or several are.
    """
    found = disputed(record)
    if not name:
        return found
    wanted = plain(name.strip()).replace("-", "_")
    named: dict[str, tuple[Disputed, ...]] = {one.dispute.id: (one,) for one in found}
    for entry in record.entries:
        part = tuple(one for one in found if entry in one.dispute.entries)
        if part:
            named.setdefault(entry, part)
    if wanted in named:
        return named[wanted]
    pieces = [id for id in named if wanted and wanted in id]
    if len({tuple(one.dispute.id for one in named[id]) for id in pieces}) == 1:
        return named[pieces[0]]
    if pieces:
        raise QuestionError(f'"{name[:80]}" may be any of {", ".join(pieces[:6])}')
    raise QuestionError(f'no dispute "{name[:80]}" in the record{nearest(wanted, named)}')
