"""What sources disagree on, the widest first: what each says, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ucronia.analysis.questions.disputes import (
    IN_WORDS,
    TOO_EARLY,
    TOO_LATE,
    Effect,
    Weighed,
)
from ucronia.report.asked import dicts
from ucronia.report.asked.result import Answer
from ucronia.report.asked.shown import dated
from ucronia.report.reading.told import field_name, value_text
from ucronia.report.tables import Row
from ucronia.report.terminal import origin_line
from ucronia.report.words import (
    Words,
    entries_named,
    entry_name,
    outcome_name,
    reading_name,
)
from ucronia.scenario.disputes import Disputed, Point, shares_of
from ucronia.scenario.model import Version

WHY_NOT = {
    IN_WORDS: "Its readings differ in words: nothing that is played turns on them.",
    TOO_EARLY: "No entry of it has come by that day.",
    TOO_LATE: "Nothing is left to play after its entries.",
}
"""Why a dispute was not weighed: messages of the catalogues."""
MOST_ENTRIES = 4
WIDTH = (
    "Width: how far apart two draws are told to be on average, of 100. Counts by their "
    "relative difference, dates so that a month is half the way, words by whether they "
    "differ; each reading by the share of draws that take it."
)


@dataclass(frozen=True, repr=False)
class Disputes(Answer[Weighed]):
    """What sources disagree on.

    Parameters
    ----------
    found : Weighed
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give disputes, one row each, and readings, one row a value and source."""
        found = self.found
        return {
            "disputes": [_dispute_row(found, one) for one in found.looked],
            "readings": [row for one in found.looked for row in _reading_rows(one)],
        }

    def to_dict(self) -> Row:
        """Give the disputes as `disputes --json` prints them."""
        found = self.found
        return {
            "disputes": [_dispute_dict(found, one) for one in found.looked],
            "compared": found.compared,
            "stopped": found.stopped,
            **dicts.origin_dict(self.origin),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give each dispute with what its sources say."""
        return disputes_parts(Words(lang), self.found)


def disputes_parts(words: Words, found: Weighed) -> list[RenderableType]:
    """Tell disputes in a terminal.

    Parameters
    ----------
    words : Words
        The language.
    found : Weighed
        The disputes.

    Returns
    -------
    list of RenderableType
        Each with its readings and sources, and how much it matters where that was asked.
    """
    parts: list[RenderableType] = []
    for number, one in enumerate(found.looked, start=1):
        parts += _dispute(words, found, one, number)
    if not found.looked:
        parts.append(Text(words.say("Nothing in the record fits.")))
    parts.append(Text(words.say(WIDTH), "dim"))
    if found.compared:
        said = words.say(
            "The intervals hold together, in 95 of 100 such answers, over the {count} "
            "differences compared.",
            count=words.number(found.compared),
        )
        parts += [Text(said, "dim"), Text(origin_line(words, found.origin), "dim")]
    return parts


def _dispute(
    words: Words, found: Weighed, one: Disputed, number: int
) -> Iterator[RenderableType]:
    scenario = found.scenario
    named = entries_named(scenario)
    first = max((named[id] for id in one.dispute.entries), key=lambda entry: entry.weight)
    yield Text.assemble(
        (f"{number}. {entry_name(words, scenario, first)}, {dated(first)}", "bold"),
        (f"  {one.dispute.id}", "dim"),
    )
    width = words.say("width {width} of 100", width=words.hundredths(one.width))
    if not one.is_measured:
        width = words.say(
            "differ in words; width {width} of 100", width=words.hundredths(one.width)
        )
    entries = ", ".join(one.dispute.entries[:MOST_ENTRIES])
    more = " …" if len(one.dispute.entries) > MOST_ENTRIES else ""
    yield _indented(Text(f"{width} · {entries}{more}", "dim"))
    for point in one.points if one.is_measured else ():
        where = f" ({point.entry})" if len(one.dispute.entries) > 1 else ""
        yield _indented(Text(_range(words, found, point, where)))
    yield _indented(_readings(words, found, one))
    effect = found.effects.get(one.dispute.id)
    if effect is not None:
        yield _indented(Text(effect_sentence(words, found, one.dispute.id, effect)))
    yield Text()


def _range(words: Words, found: Weighed, point: Point, where: str) -> str:
    """Say of a value what the readings give, from the least to the most."""
    entry = entries_named(found.scenario)[point.entry]
    values = [said.value for said in point.said]
    numbers = [value for value in values if isinstance(value, float)]
    ends = [min(numbers), max(numbers)] if numbers else sorted({str(value) for value in values})
    texts = [value_text(words, found.scenario, entry, point.field, end) for end in ends]
    head = field_name(words, found.scenario, entry, point.field)
    return f"{head}{where}: {' … '.join(texts)}"


def _readings(words: Words, found: Weighed, one: Disputed) -> RenderableType:
    """Lay out each reading: its share of draws, its values, who gives it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(max_width=34)
    for reading, share in shares_of(one.dispute).items():
        said = "; ".join(_values(words, found, one, reading))
        name = reading_name(words, found.scenario, one.dispute.id, reading)
        table.add_row(
            Text(words.hundredths(share), "dim"),
            Text(f"{name}: {said}" if said else name),
            Text("; ".join(_voices(words, _versions(one, reading))), "dim"),
        )
    return table


def _values(words: Words, found: Weighed, one: Disputed, reading: str) -> Iterator[str]:
    named = entries_named(found.scenario)
    for point in one.points if one.is_measured else ():
        for said in point.said:
            if said.reading == reading:
                entry = named[point.entry]
                yield value_text(words, found.scenario, entry, point.field, said.value)


def _versions(one: Disputed, reading: str) -> list[Version]:
    rows = (v for p in one.points for s in p.said if s.reading == reading for v in s.versions)
    return list({(row.entry, row.at.line): row for row in rows}.values())


def _voices(words: Words, versions: Iterable[Version]) -> Iterator[str]:
    """Name each source once, with its locator and weight."""
    told: dict[str, str] = {}
    for version in versions:
        where = f", {version.locator}" if version.locator else ""
        weight = words.say("weight {weight}", weight=f"{version.weight:g}")
        told.setdefault(version.source, f"{version.source}{where} ({weight})")
    yield from told.values()


def effect_sentence(words: Words, found: Weighed, dispute: str, effect: Effect | str) -> str:
    """Say how much a dispute matters.

    Parameters
    ----------
    words : Words
        The language.
    found : Weighed
        For names.
    dispute : str
        Its id.
    effect : Effect or str
        Its effect, or why it was not weighed.

    Returns
    -------
    str
        The outcome that moves most, under both readings, and whether noise explains it.
    """
    if isinstance(effect, str):
        return words.say(WHY_NOT[effect])
    one, two = (
        reading_name(words, found.scenario, dispute, reading) for reading in effect.readings
    )
    said = words.say(
        "Played on from {date}, “{outcome}” ends {first} of 100 histories with “{one}” and "
        "{second} with “{two}”: {change}.",
        date=words.date(effect.date),
        outcome=outcome_name(words, found.scenario, effect.outcome),
        first=words.hundredths(effect.shares[0].mean),
        second=words.hundredths(effect.shares[1].mean),
        one=one,
        two=two,
        change=words.change(effect.difference),
    )
    if effect.is_told_apart:
        return said
    return f"{said} {words.say('Noise alone could do as much: not distinguishable.')}"


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 3))


def _dispute_row(found: Weighed, one: Disputed) -> Row:
    effect = found.effects.get(one.dispute.id)
    row: Row = {
        "dispute": one.dispute.id,
        "width": one.width,
        "measured": one.is_measured,
        "entries": " ".join(one.dispute.entries),
        "readings": " | ".join(shares_of(one.dispute)),
    }
    effects = _effect_dict(effect) if isinstance(effect, Effect) else {}
    for name in ("date", "outcome", "difference", "low", "high", "told_apart"):
        row[name] = effects.get(name)
    return row


def _reading_rows(one: Disputed) -> Iterator[Row]:
    for point in one.points:
        for said in point.said:
            for version in said.versions:
                yield {
                    "dispute": one.dispute.id,
                    "entry": point.entry,
                    "value": point.field,
                    "reading": said.reading,
                    "share": said.share,
                    "said": str(said.value),
                    "source": version.source,
                    "locator": version.locator,
                    "weight": version.weight,
                }


def _dispute_dict(found: Weighed, one: Disputed) -> Row:
    effect = found.effects.get(one.dispute.id)
    return {
        "id": one.dispute.id,
        "width": one.width,
        "measured": one.is_measured,
        "entries": list(one.dispute.entries),
        "readings": shares_of(one.dispute),
        "points": [_point_dict(point) for point in one.points],
        "effect": _effect_dict(effect) if isinstance(effect, Effect) else None,
        "why_not": effect if isinstance(effect, str) else "",
    }


def _point_dict(point: Point) -> Row:
    return {
        "entry": point.entry,
        "value": point.field,
        "width": point.width,
        "said": [
            {
                "reading": said.reading,
                "share": said.share,
                "value": said.value,
                "sources": [
                    {"source": v.source, "locator": v.locator, "weight": v.weight}
                    for v in said.versions
                ],
            }
            for said in point.said
        ],
    }


def _effect_dict(effect: Effect) -> Row:
    return {
        "date": effect.date.isoformat(),
        "outcome": effect.outcome,
        "readings": list(effect.readings),
        "shares": [share.mean for share in effect.shares],
        "difference": effect.difference.mean,
        "low": effect.difference.low,
        "high": effect.difference.high,
        "told_apart": effect.is_told_apart,
    }
