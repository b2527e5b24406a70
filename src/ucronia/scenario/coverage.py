"""How much of a scenario rests on a source that one can look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ucronia.scenario.model import Scenario
from ucronia.scenario.record import Record


class Coverage(NamedTuple):
    """How much of the record is sourced."""

    entries: int
    versions: int
    disputes: int
    sources: int
    unsourced: tuple[str, ...]
    """Entries without a row in versions.csv."""
    uncited: tuple[str, ...]
    """Sources that nothing cites."""


def coverage(record: Record) -> Coverage:
    """Count how much of the record is sourced.

    Parameters
    ----------
    record : Record

    Returns
    -------
    Coverage
    """
    scenario = record.scenario
    known = cited(scenario)
    return Coverage(
        entries=len(scenario.entries),
        versions=len(scenario.versions),
        disputes=len(record.disputes),
        sources=len(scenario.sources),
        unsourced=tuple(id for id in record.entries if not record.versions.get(id)),
        uncited=tuple(source.key for source in scenario.sources if source.key not in known),
    )


def cited(scenario: Scenario) -> frozenset[str]:
    """List the sources that anything in a scenario cites.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    frozenset of str
        What stands in `source` cells: keys of sources.bib, and words that are none.
    """
    return frozenset(_cited(scenario))


def source_keys(text: str) -> tuple[str, ...]:
    """Read the keys of a `source` cell.

    Parameters
    ----------
    text : str
        Keys with semicolons, commas or blanks between; a key may carry a locator after a colon.

    Returns
    -------
    tuple of str
        The keys.
    """
    pieces = re.split(r"[;,]", text)
    return tuple(piece.strip().split(":")[0].strip() for piece in pieces if piece.strip())


def _cited(scenario: Scenario) -> Iterator[str]:
    for name in type(scenario).model_fields:
        parts = getattr(scenario, name)
        if not isinstance(parts, tuple):
            continue
        for part in parts:
            yield from source_keys(str(getattr(part, "source", "")))
