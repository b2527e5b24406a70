"""The passages of sources: each told by entries that are there, or left out with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.coverage import documents
from ucronia.scenario.model import Passage

_NUMBER = re.compile(r"[0-9]{1,9}\Z")
MOST_RUNS = 20
"""Runs of numbers told in one line."""


def check_passages(register: Register) -> Iterator[Problem]:
    """See that every passage is of a known source, once, and told or left out for a reason."""
    first: dict[tuple[str, str], int] = {}
    counts = {source.key: source.passages for source in register.scenario.sources}
    for row in register.scenario.passages:
        yield from register.refer(row, "source", "source", row.source)
        yield from _check_name(row, counts.get(row.source, 0))
        for place, id in enumerate(row.entries):
            yield from register.refer_if(row, f"entries.{place}", "entry", id)
        if not row.entries and row.reason is None:
            text = f"{_shown(row)} has neither entries nor a reason; give one of them"
            yield problem(row.mark("entries"), text)
        line = first.setdefault((row.source, row.passage), row.at.line)
        if row.passage and line != row.at.line:
            text = f"{_shown(row)} is given twice (first in line {line})"
            yield problem(row.mark("passage"), text)


def warn_passages(register: Register) -> Iterator[Problem]:
    """Warn of sources with passages that no row says anything of."""
    sources = {source.key: source for source in register.scenario.sources}
    for covered in documents(register.scenario):
        if covered.open:
            text = (
                f'source "{covered.source[:60]}" has passages with no entry and no reason: '
                f"{_runs(covered.open)}; give each a row in record/passages.csv"
            )
            yield problem(sources[covered.source].mark("passages"), text, warning=True)


def _check_name(row: Passage, count: int) -> Iterator[Problem]:
    if not row.passage:
        text = "passage is missing; it should be a number or a short name"
        yield problem(row.mark("passage"), text)
    elif count and _NUMBER.match(row.passage) and not 1 <= int(row.passage) <= count:
        text = f"{_shown(row)} is not among the 1 to {count} that sources.bib gives it"
        yield problem(row.mark("passage"), text)


def _shown(row: Passage) -> str:
    return f'passage "{row.passage[:60]}" of source "{row.source[:60]}"'


def _runs(numbers: tuple[int, ...]) -> str:
    """Numbers in order, those that follow one another as `3-5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    told = ["-".join(str(number) for number in run) for run in runs[:MOST_RUNS]]
    return ", ".join([*told, "…"] if len(runs) > MOST_RUNS else told)
