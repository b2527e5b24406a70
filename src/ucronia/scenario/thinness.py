"""Where a record is thin: forces out of sight, lone witnesses, idle disputes, missing texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from ucronia.scenario.checks.marches import check_trips
from ucronia.scenario.checks.register import Register
from ucronia.scenario.dates import date_of
from ucronia.scenario.model import Part, Scenario, Text
from ucronia.scenario.record import Record
from ucronia.scenario.tracks import Stop, endings, marches, tracks

WEIGHTY = 50
"""Weight of an entry from which a lone witness is worth a look."""
FEWEST_WORDS = 5
"""A text of so many words that is the same in both languages has not been translated."""


class Followed(NamedTuple):
    """How closely the record follows a force."""

    force: str
    pins: int
    """Entries that say where it is."""
    gaps: int
    """Times between one and the next, in which it stood."""
    median_gap: float | None
    """[days] None where there is no gap to count."""
    longest_gap: int | None
    """[days]"""
    longest_from: str
    """ISO date of the pin, or of the first day, that the longest gap begins with."""
    longest_to: str
    """ISO date of the pin, or of the force's end, that it ends with."""


class Alone(NamedTuple):
    """An entry that one witness tells, or none."""

    entry: str
    weight: float
    witness: str
    """Key of the source; empty where no page stands behind the entry."""


class Marched(NamedTuple):
    """How many marches the record has, and which no force could have made."""

    marches: int
    """By the reference rows."""
    told: tuple[str, ...]
    """Problems and warnings, under any reading."""


class Untold(NamedTuple):
    """A text in one language only."""

    where: str
    """As `entries yungay text`."""
    missing: str
    """`es` or `en`; `both` where one repeats the other."""


class Thinness(NamedTuple):
    """Where a record is thin."""

    forces: tuple[Followed, ...]
    """The longest out of sight first."""
    median_gap: float | None
    """[days] Of all gaps of all forces."""
    marched: Marched
    entries: int
    alone: tuple[Alone, ...]
    """The weightiest first."""
    idle_disputes: tuple[str, ...]
    """Disputes of which no row gives a value: nothing follows from their readings."""
    single_disputes: tuple[str, ...]
    """Disputes with one reading only."""
    untold: tuple[Untold, ...]

    @property
    def weighty(self) -> tuple[Alone, ...]:
        """Entries of weight that one witness tells, or none."""
        return tuple(entry for entry in self.alone if entry.weight >= WEIGHTY)


def thinness(record: Record) -> Thinness:
    """Say where a record is thin.

    Parameters
    ----------
    record : Record

    Returns
    -------
    Thinness
    """
    gaps = _gaps_of(record)
    days = [gap for found in gaps.values() for gap, _, _ in found]
    return Thinness(
        forces=tuple(followed(record)),
        median_gap=median(days) if days else None,
        marched=marched(record),
        entries=len(record.entries),
        alone=tuple(alone(record)),
        idle_disputes=tuple(_idle(record)),
        single_disputes=tuple(d.id for d in record.disputes.values() if len(d.readings) < 2),
        untold=tuple(untold(record.scenario)),
    )


def followed(record: Record) -> list[Followed]:
    """Say how closely each force is followed.

    Parameters
    ----------
    record : Record

    Returns
    -------
    list of Followed
        The longest out of sight first; those that are never seen last.
    """
    pins, found = record.pins(), []
    for force, gaps in _gaps_of(record).items():
        days = [gap for gap, _, _ in gaps]
        longest, begins, finishes = gaps[-1] if gaps else (None, None, None)
        found.append(
            Followed(
                force=force,
                pins=len(pins.get(force, ())),
                gaps=len(gaps),
                median_gap=median(days) if days else None,
                longest_gap=longest,
                longest_from=_iso(record.scenario, begins),
                longest_to=_iso(record.scenario, finishes),
            )
        )
    return sorted(found, key=lambda f: (-(f.longest_gap or -1), f.force))


def marched(record: Record) -> Marched:
    """Count the marches, and list those that no force could have made.

    Parameters
    ----------
    record : Record

    Returns
    -------
    Marched
    """
    told = dict.fromkeys(str(problem) for problem in check_trips(Register(record.scenario, ())))
    return Marched(len(marches(tracks(record))), tuple(told))


def alone(record: Record) -> list[Alone]:
    """List the entries that one witness tells, or none.

    A source and those that copy it are one witness. One that names neither author nor page nor
    year, and wasn't gone through by passage, is none: general knowledge.

    Parameters
    ----------
    record : Record

    Returns
    -------
    list of Alone
        The weightiest first.
    """
    voices = {
        source.key: source.copies or source.key
        for source in record.scenario.sources
        if source.author or source.url or source.year or source.passages
    }
    found = []
    for entry in record.scenario.entries:
        keys = (version.source for version in record.versions.get(entry.id, ()))
        witnesses = sorted({voices[key] for key in keys if key in voices})
        if len(witnesses) < 2:
            found.append(Alone(entry.id, entry.weight, "".join(witnesses)))
    return sorted(found, key=lambda item: -item.weight)


def untold(scenario: Scenario) -> Iterator[Untold]:
    """List the texts that stand in one language only.

    Parameters
    ----------
    scenario : Scenario

    Yields
    ------
    Untold
        Blank in a language, or long and the same in both.
    """
    for name in type(scenario).model_fields:
        held = getattr(scenario, name)
        for number, part in enumerate(held if isinstance(held, tuple) else (held,)):
            for path, text in _texts(part, name, number):
                missing = _missing(text)
                if missing:
                    yield Untold(path, missing)


def _gaps_of(record: Record) -> dict[str, list[tuple[int, int, int]]]:
    """Give every force's gaps, the longest last."""
    stops, ends = tracks(record), endings(record)
    return {
        force.id: sorted(
            _gaps(
                stops.get(force.id, ()),
                ends.get(force.id, ()),
                0 if force.exists and force.place else None,
            )
        )
        for force in record.scenario.forces
    }


def _gaps(
    seen: Sequence[Stop], ends: Sequence[int], starts_at: int | None
) -> Iterator[tuple[int, int, int]]:
    """Give each time in which a standing force is not seen: days, its first and its last."""
    if starts_at is not None and seen:
        yield max(0, seen[0].span.first - starts_at), starts_at, seen[0].span.first
    for start, end in pairwise(seen):
        begins, finishes = start.span.last, end.span.first
        gone = [day for day in ends if start.span.first <= day < finishes]
        if gone:
            yield max(0, gone[0] - begins), begins, gone[0]
        elif not end.is_new:
            yield max(0, finishes - begins), begins, finishes
    last = seen[-1].span.last if seen else None
    after = [day for day in ends if last is not None and day >= last]
    if last is not None and after:
        yield after[0] - last, last, after[0]


def _iso(scenario: Scenario, day: int | None) -> str:
    return "" if day is None else date_of(scenario, day)


def _idle(record: Record) -> Iterator[str]:
    for id, dispute in record.disputes.items():
        rows = (row for entry in dispute.entries for row in record.versions[entry])
        if not any(row.values for row in rows if record.key_of(row)[0] == id):
            yield id


def _texts(part: object, name: str, number: int) -> Iterator[tuple[str, Text]]:
    """Give every text of a part, with where it stands."""
    if isinstance(part, Text):
        yield name, part
        return
    if not isinstance(part, Part):
        return
    id = getattr(part, "id", "") or getattr(part, "about", "") or str(number + 1)
    for field, value in _fields(part):
        if isinstance(value, Text):
            yield f"{name} {id} {field}", value
        elif isinstance(value, tuple):
            for inner_number, inner in enumerate(value):
                yield from _texts(inner, f"{name} {id} {field}", inner_number)


def _fields(part: Part) -> Iterator[tuple[str, Any]]:
    fields: Mapping[str, Any] = type(part).model_fields
    return ((field, getattr(part, field)) for field in fields)


def _missing(text: Text) -> str:
    es, en = text.es.strip(), text.en.strip()
    if bool(es) != bool(en):
        return "en" if es else "es"
    return "both" if es == en and len(es.split()) >= FEWEST_WORDS else ""
