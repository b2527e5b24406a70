"""A card told in a terminal: facts, the life in the record, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ucronia.report.explain.cards import Card, Moment
from ucronia.report.words import Words

MOST_LIFE, MOST_DISPUTES = 40, 8
"""Entries of a life, the weightiest, and disputes, the widest, that are told."""
WIDTH = 96
"""Columns of a line that is easy to read."""


def cards_parts(words: Words, cards: Sequence[Card]) -> list[RenderableType]:
    """Tell what a name means: the likeliest in full, and what else is called so.

    Parameters
    ----------
    words : Words
        The language.
    cards : sequence of Card
        The likeliest first.

    Returns
    -------
    list of RenderableType
        Head, facts, life, disputes, sources, what to type next.
    """
    parts = [part for card in cards[:1] for part in card_parts(words, card)]
    if len(cards) > 1:
        parts.append(Text(words.say("Also called so"), "bold"))
        for card in cards[1:]:
            said = f"  {card.title} ({words.say(card.kind)}): ucronia explain "
            parts.append(Text(f"{said}{card.kind}:{card.id}"))
    return parts


def card_parts(words: Words, card: Card) -> list[RenderableType]:
    """Tell a card in a terminal.

    Parameters
    ----------
    words : Words
        The language.
    card : Card
        The card.

    Returns
    -------
    list of RenderableType
        Head, facts, life, disputes, sources, what to type next.
    """
    head = f"{card.title} ({words.say(card.kind)} {card.id})"
    parts: list[RenderableType] = [Text(head, "bold")]
    for label, text in card.facts:
        parts.append(_narrow(Text.assemble((f"{label}: ", "dim"), text)))
    parts += _life(words, card.life)
    parts += _disputes(words, card)
    parts += _sources(words, card)
    if card.commands:
        parts.append(Text(words.say("Next"), "bold"))
        parts += [Text(f"  {command}") for command in card.commands]
    return [*parts, Text()]


def _life(words: Words, life: Sequence[Moment]) -> Iterator[RenderableType]:
    if not life:
        return
    yield Text("\n" + words.say("In the record"), "bold")
    heaviest = sorted(life, key=lambda moment: -moment.weight)[:MOST_LIFE]
    table = Table.grid(padding=(0, 1))
    for moment in life:
        if moment in heaviest:
            said = Text.assemble(moment.text, (f" [{moment.entry}]", "dim"))
            table.add_row(Text(moment.when, "dim"), said)
    yield _narrow(table)
    if len(life) > len(heaviest):
        left = words.say(
            "and {count} entries of less weight; --json has them all",
            count=len(life) - len(heaviest),
        )
        yield Text(f"  … {left}", "dim")


def _disputes(words: Words, card: Card) -> Iterator[RenderableType]:
    if not card.disputes:
        return
    yield Text("\n" + words.say("Sources differ"), "bold")
    for id, text in card.disputes[:MOST_DISPUTES]:
        yield _narrow(Text.assemble("- ", text, (f" [{id}]", "dim")))
    left = len(card.disputes) - MOST_DISPUTES
    if left > 0:
        said = words.say("and {count} more, less wide: ucronia disputes", count=left)
        yield Text(f"  … {said}", "dim")


def _sources(words: Words, card: Card) -> Iterator[RenderableType]:
    if card.versions:
        yield Text("\n" + words.say("What each source gives"), "bold")
        ordered = sorted(card.versions, key=lambda row: card.sources.index(row[0]))
        for source, rows in groupby(ordered, key=lambda row: row[0]):
            yield _narrow(Text(f"- {source}"))
            for _, text in rows:
                yield _narrow(Padding(Text(f"· {text}"), (0, 0, 0, 4)))
    elif card.sources:
        yield Text("\n" + words.say("Sources"), "bold")
        for source in card.sources:
            yield _narrow(Text(f"- {source}"))


def _narrow(part: RenderableType) -> RenderableType:
    from rich.constrain import Constrain

    return Constrain(part, WIDTH)
