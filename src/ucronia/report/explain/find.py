"""Find what a name means in a scenario, and explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from ucronia.errors import QuestionError
from ucronia.report.explain import actors, record, rules
from ucronia.report.explain.cards import Card
from ucronia.report.explain.rates import rate_card
from ucronia.report.words import Words
from ucronia.scenario.change import find_entry
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import Record
from ucronia.scenario.shapes import nearest

_Explain = Callable[[Words, Scenario, Any], Card]
_KINDS: tuple[tuple[str, _Explain], ...] = (
    ("entries", record.entry_card),
    ("rules", rules.rule_card),
    ("parameters", rules.parameter_card),
    ("outcomes", rules.outcome_card),
    ("leaders", actors.actor_card("leader")),
    ("polities", actors.actor_card("polity")),
    ("forces", actors.actor_card("force")),
    ("provinces", actors.actor_card("province")),
    ("places", actors.actor_card("place")),
    ("offices", actors.actor_card("office")),
    ("assemblies", actors.actor_card("assembly")),
    ("pacts", actors.actor_card("pact")),
    ("circuits", actors.actor_card("circuit")),
    ("variables", rules.variable_card),
    ("rates", rate_card),
)


def explain(words: Words, scenario: Scenario, name: str) -> tuple[Card, ...]:
    """Explain what a name means: all that bears it as its id, or the entry it is a part of.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    name : str
        An id of any kind; or a part of an entry's id that no other has.

    Returns
    -------
    tuple of Card
        One or more.

    Raises
    ------
    QuestionError
        Where nothing is called so, with the nearest name.
    """
    cards = tuple(_cards(words, scenario, name.strip()))
    if cards:
        return cards
    known = [part.id for parts, _ in _KINDS for part in getattr(scenario, parts)]
    written = name.strip().lower().replace("-", "_")
    if written and any(written in entry.id for entry in scenario.entries):
        return (record.entry_card(words, scenario, find_entry(scenario, name)),)
    near = nearest(name, known)
    raise QuestionError(f'nothing is called "{name[:80]}" in {scenario.id}{near}')


def _cards(words: Words, scenario: Scenario, name: str) -> Iterator[Card]:
    for parts, make in _KINDS:
        for part in getattr(scenario, parts):
            if part.id == name:
                yield make(words, scenario, part)
    for source in scenario.sources:
        if source.key == name:
            yield record.source_card(words, scenario, source)
    dispute = Record(scenario).disputes.get(name)
    if dispute is not None and name not in {entry.id for entry in scenario.entries}:
        yield record.dispute_card(words, scenario, dispute)


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
        Head, facts, sources, what to type next.
    """
    head = f"{card.title} ({words.say(card.kind)} {card.id})"
    parts: list[RenderableType] = [Text(head, "bold")]
    for label, text in card.facts:
        parts.append(Text.assemble((f"{label}: ", "dim"), text))
    if card.sources:
        parts.append(Text(words.say("Sources"), "bold"))
        parts += [Text(f"- {source}") for source in card.sources]
    if card.commands:
        parts.append(Text(words.say("Next"), "bold"))
        parts += [Text(f"  {command}") for command in card.commands]
    return [*parts, Text()]
