"""How much of a scenario rests on a source that one can look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ucronia.scenario.model import Passage, Scenario
from ucronia.scenario.record import Record


class Covered(NamedTuple):
    """How much of one source the record tells, passage by passage."""

    source: str
    passages: int
    told: int
    """Passages that entries tell, whole or in part."""
    partly: int
    """Those of them with a reason why it is only in part, or without effect."""
    left_out: int
    """Passages without an entry, and with a reason."""
    open: tuple[int, ...]
    """Numbers of passages with no entry and no reason."""


class Coverage(NamedTuple):
    """How much of the record is sourced, and how much of its sources is in it."""

    entries: int
    versions: int
    disputes: int
    sources: int
    nonevents: int
    readings: int
    """What historians hold of entries."""
    unsourced: tuple[str, ...]
    """Entries without a row in versions.csv."""
    uncited: tuple[str, ...]
    """Sources that nothing cites."""
    documents: tuple[Covered, ...]
    """Sources that were gone through passage by passage."""


def coverage(record: Record) -> Coverage:
    """Count how much of the record is sourced, and how much of its sources is told.

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
        nonevents=len(scenario.nonevents),
        readings=len(scenario.readings),
        unsourced=tuple(id for id in record.entries if not record.versions.get(id)),
        uncited=tuple(source.key for source in scenario.sources if source.key not in known),
        documents=tuple(documents(scenario)),
    )


def documents(scenario: Scenario) -> Iterator[Covered]:
    """Say of each source whose passages are counted or listed how many of them are told.

    Parameters
    ----------
    scenario : Scenario

    Yields
    ------
    Covered
        One a source, in the order of sources.bib.
    """
    rows: dict[str, list[Passage]] = {}
    for passage in scenario.passages:
        rows.setdefault(passage.source, []).append(passage)
    for source in scenario.sources:
        listed = rows.get(source.key, [])
        names = {passage.passage for passage in listed}
        left = tuple(n for n in range(1, source.passages + 1) if str(n) not in names)
        told = [passage for passage in listed if passage.entries]
        if listed or left:
            yield Covered(
                source=source.key,
                passages=len(listed) + len(left),
                told=len(told),
                partly=sum(passage.reason is not None for passage in told),
                left_out=len(listed) - len(told),
                open=left,
            )


def cited(scenario: Scenario) -> frozenset[str]:
    """List the sources that anything in a scenario cites.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    frozenset of str
        What stands in `source` cells: keys of sources.bib, and words that are none. A list of
        a source's passages is no citation.
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
        if not isinstance(parts, tuple) or name == "passages":
            continue
        for part in parts:
            yield from source_keys(str(getattr(part, "source", "")))
