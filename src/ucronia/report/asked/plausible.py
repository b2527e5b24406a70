"""How plausible free play is: a line for each reference rate, in range or not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from ucronia.analysis.questions.plausible import Line, Plausibility
from ucronia.report.asked import dicts
from ucronia.report.asked.kept import keep_rates
from ucronia.report.asked.result import Answer
from ucronia.report.asked.shown import plain_table
from ucronia.report.digits import written
from ucronia.report.replies import DIGITS
from ucronia.report.tables import Row
from ucronia.report.terminal import origin_line
from ucronia.report.words import Words

VERDICTS = {True: "in range", False: "out of range", None: "can’t be said"}
OWN_VERDICTS = {True: "as in the record", False: "unlike the record", None: "can’t be said"}
"""Of a line, and of one whose range is the record's own, one course of events: messages of the
catalogues."""


@dataclass(frozen=True, repr=False)
class Plausible(Answer[Plausibility]):
    """What free play does, held against what is known from elsewhere.

    Parameters
    ----------
    found : Plausibility
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give lines, one a rate, and by_date, one a rate and day."""
        found = self.found
        return {
            "lines": [_row(line) for line in found.lines],
            "by_date": [
                {"id": line.rate.id, "date": when.isoformat(), "value": _known(value)}
                for line in found.lines
                for when, value in zip(found.dates, line.by_date, strict=True)
            ],
        }

    def to_dict(self) -> list[Row]:
        """Give the lines as `plausible --json` prints them, an array, each with its origin."""
        origin = dicts.origin_dict(self.origin)
        dates = [when.isoformat() for when in self.found.dates]
        return [
            {
                **_row(line),
                "by_date": dict(zip(dates, map(_known, line.by_date), strict=True)),
                "stopped": self.is_stopped,
                **origin,
            }
            for line in self.found.lines
        ]

    def keep(self) -> Path:
        """Keep it beside the scenario, for later answers to read; give the file's path."""
        return keep_rates(self.found)

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give a table, and what it says and doesn't."""
        return plausible_parts(Words(lang), self.found)


def _known(number: float) -> float | None:
    """Give a number that JSON can hold; none for what isn't there or has no bound."""
    return round(number, DIGITS) if math.isfinite(number) else None


def _row(line: Line) -> Row:
    rate = line.rate
    return {
        "id": rate.id,
        "name": rate.name.en,
        "name_es": rate.name.es,
        "value": _known(line.value),
        "low": _known(line.low),
        "high": _known(line.high),
        "in_range": line.is_in_range,
        "unit": rate.unit.en,
        "record": _known(line.record),
        "source": rate.source if rate.low is not None else "record",
        "locator": rate.locator,
        "note": rate.note,
    }


def plausible_parts(words: Words, found: Plausibility) -> list[RenderableType]:
    """Tell how plausible free play is.

    Parameters
    ----------
    words : Words
        The language.
    found : Plausibility
        The lines.

    Returns
    -------
    list of RenderableType
        Table, what it is held against, origin.
    """
    table = plain_table(words, ("Rate", "Free play", "Known range", "Record", ""))
    for line in found.lines:
        verdict = words.say((VERDICTS if line.has_source else OWN_VERDICTS)[line.is_in_range])
        star = "" if line.has_source else "*"
        table.add_row(
            f"{words.text(line.rate.name)}, {words.text(line.rate.unit)}",
            written(words, line.value, line.half),
            f"{_end(words, line, line.low)}\N{EN DASH}{_end(words, line, line.high)}{star}",
            written(words, line.record, (line.high - line.low) / 2),
            Text(verdict, "bold" if line.is_in_range is False and line.has_source else ""),
        )
    verdicts = [line.is_in_range for line in found.lines if line.has_source]
    head = words.say(
        "{inside} of {all} rates with a known range are in it, {outside} out of it; of {own} "
        "only the record itself tells.",
        inside=words.number(verdicts.count(True)),
        all=words.number(len(verdicts)),
        outside=words.number(verdicts.count(False)),
        own=words.number(len(found.lines) - len(verdicts)),
    )
    said = words.say(
        "Played freely from {count} days, {first} to {last}. A range comes from elsewhere, "
        "never from what is to be forecast; with a star it is the record’s own figure with its "
        "interval, for want of another. Where from: `ucronia explain {example}`.",
        example=found.lines[0].rate.id,
        count=words.number(len(found.dates)),
        first=words.date(found.dates[0]),
        last=words.date(found.dates[-1]),
    )
    return [
        Text(head, "bold"),
        table,
        Text(),
        Text(said),
        Text(origin_line(words, found.origin), "dim"),
    ]


def _end(words: Words, line: Line, end: float) -> str:
    """Write an end of a range: a source's as it gives it, the record's own by its width."""
    if line.has_source:
        decimals = len(f"{end:g}".partition(".")[2]) if abs(end) < 1000 else 0
        return words.number(end, decimals)
    return written(words, end, (line.high - line.low) / 2)
