"""What free play sees coming, told: the weightiest entries and the non-events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.foresight import BASE_DATES, Foreseen, Foresight
from ucronia.report.asked import dicts
from ucronia.report.asked.result import Answer
from ucronia.report.asked.shown import plain_table
from ucronia.report.digits import hundredths, span
from ucronia.report.replies import DIGITS
from ucronia.report.tables import Row
from ucronia.report.terminal import origin_line
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Entry, Scenario

VERDICTS = {True: "more often", False: "less often", None: "not told apart"}
"""Of an eve beside other days: messages of the catalogues."""
MOST_WORDS = 60
"""Characters of a non-event's text that a row shows."""


@dataclass(frozen=True, repr=False)
class Foreseeing(Answer[Foresight]):
    """How often free play gives what came, and what didn't.

    Parameters
    ----------
    found : Foresight
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give foreseen, one row an entry or non-event."""
        found = self.found
        return {"foreseen": [_row(one) for one in (*found.came, *found.didnt)]}

    def to_dict(self) -> Row:
        """Give it as `foresee --json` prints it."""
        found = self.found
        return {
            "entries": [_row(one) for one in found.came],
            "nonevents": [_row(one) for one in found.didnt],
            "unasked": list(found.unasked),
            "stopped": self.is_stopped,
            **dicts.origin_dict(self.origin),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give two tables, and what they count."""
        return foresight_parts(Words(lang), self.found)


def _row(one: Foreseen) -> Row:
    return {
        "id": one.part.id,
        "came": isinstance(one.part, Entry),
        "eve": one.eve.isoformat(),
        "days": one.days,
        "by": one.what,
        **_shares("chance", one.chance),
        **_shares("base", one.base),
        "is_above": one.is_above,
    }


def _shares(name: str, share: Estimate) -> Row:
    return {
        name: round(share.mean, DIGITS),
        f"{name}_low": round(share.low, DIGITS),
        f"{name}_high": round(share.high, DIGITS),
    }


def foresight_parts(words: Words, found: Foresight) -> list[RenderableType]:
    """Tell what free play sees coming.

    Parameters
    ----------
    words : Words
        The language.
    found : Foresight
        What was found.

    Returns
    -------
    list of RenderableType
        Two tables, each under its count, and the origin.
    """
    parts: list[RenderableType] = []
    heads = (
        ("Came: {above} of {all} come more often from their eve than at any time.", found.came),
        ("Did not come: {above} of {all} come more often all the same.", found.didnt),
    )
    for message, seen in heads:
        if seen:
            above = sum(one.is_above is True for one in seen)
            said = words.say(message, above=words.number(above), all=words.number(len(seen)))
            parts += [Text(said, "bold"), _table(words, found.scenario, seen), Text()]
    said = words.say(
        "Of 100 histories played from the eve, in how many it comes within so many days. The "
        "base rate is that of the same thing within as many days of {count} days over the "
        "whole span. {unasked} weighty entries and non-events are passed over, for which the "
        "engine has no such thing.",
        count=words.number(BASE_DATES),
        unasked=words.number(len(found.unasked)),
    )
    return [*parts, Text(said), Text(origin_line(words, found.origin), "dim")]


def _table(words: Words, scenario: Scenario, seen: Sequence[Foreseen]) -> Table:
    table = plain_table(words, ("Eve", "Days", "What", "Of 100", "Base", ""))
    for one in seen:
        verdict = words.say(VERDICTS[one.is_above])
        table.add_row(
            words.date(one.eve, "medium"),
            words.number(one.days),
            _name(words, scenario, one),
            _interval(words, one.chance),
            hundredths(words, one.base)[0],
            Text(verdict, "" if one.is_above else "dim"),
        )
    return table


def _name(words: Words, scenario: Scenario, one: Foreseen) -> str:
    if isinstance(one.part, Entry):
        return entry_name(words, scenario, one.part)
    text = words.text(one.part.text)
    return text if len(text) <= MOST_WORDS else text[:MOST_WORDS].rsplit(" ", 1)[0] + " …"


def _interval(words: Words, share: Estimate) -> str:
    return span(words, share)
