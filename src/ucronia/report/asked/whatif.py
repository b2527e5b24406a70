"""A what-if, told in a terminal: what changes, when the arms part, and why."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ucronia.analysis.contrasts import Reason
from ucronia.analysis.questions.arms import Arms
from ucronia.analysis.questions.whatif import Held, Part, WhatIfFound
from ucronia.report.asked.assumed import assumed_parts
from ucronia.report.asked.limited import what_if_limits
from ucronia.report.asked.moved import moved_parts
from ucronia.report.asked.shown import narrowed_parts, short
from ucronia.report.asked.told import typical_parts
from ucronia.report.chronicle import Names, happening_sentence
from ucronia.report.rested import rests_sentence
from ucronia.report.sentences import contrast_sentence, parting_sentence, reason_sentence
from ucronia.report.terminal import contrast_table, origin_line
from ucronia.report.untold import untold_parts
from ucronia.report.words import Words, entries_named, entry_name
from ucronia.scenario.model import Scenario

SURE = 0.05
"""Corrected p value up to which a reason is told."""
MOST_REASONS = 4

ASSUMED = (
    "An assumption is changed here, not a fact: in every history of the second arm, from the "
    "first day, the record's replay too, held at"
)


def what_if_parts(words: Words, found: WhatIfFound) -> list[RenderableType]:
    """Tell a what-if.

    Parameters
    ----------
    words : Words
        The language.
    found : WhatIfFound
        The answer.

    Returns
    -------
    list of RenderableType
        Head, table, sentences, reasons, typical histories, origin.
    """
    names = Names(words, found.scenario, found.pools)
    parts: list[RenderableType] = [
        Text(_head(words, found), "bold"),
        *assumed_parts(words, found.scenario, found.arms.alternative.held, ASSUMED),
        contrast_table(found.scenario, found.contrast, words),
        Text(contrast_sentence(words, found.scenario, found.contrast)),
        Text(parting_sentence(words, found.parting)),
        Text(),
        *moved_parts(words, found.scenario, found.moves),
        *_reasons(names, found),
        *_lines(names, found),
        Text(rests_sentence(words, found.rests)),
        *narrowed_parts(words, found.narrowed),
        *untold_parts(words, what_if_limits(words, found)),
        Text(words.say("It does not say what would have happened.")),
        Text(_gain(words, found), "dim"),
        Text(origin_line(words, found.origin), "dim"),
    ]
    return parts


def _head(words: Words, found: WhatIfFound) -> str:
    when = words.date(found.date)
    decision, option, was = _named(words, found.scenario, found.arms)
    if was:
        return words.say(
            "What if, on {date}: {decision}: {option} (recorded: {recorded})",
            date=when,
            decision=decision,
            option=option,
            recorded=was,
        )
    return words.say(
        "What if, on {date}: {decision}: {option}",
        date=when,
        decision=decision,
        option=option,
    )


def _named(words: Words, scenario: Scenario, arms: Arms) -> tuple[str, str, str]:
    """Name what is changed, to what and from what, where that is one entry's own decision."""
    entry = entries_named(scenario).get(arms.decision)
    if entry is None:
        return arms.decision, arms.option, arms.was
    texts = {
        item.id: words.text(item.text)
        for rule in scenario.rules
        if rule.id == entry.rule
        for item in rule.options
    }
    named = entry_name(words, scenario, entry)
    return named, texts.get(arms.option, arms.option), texts.get(arms.was, arms.was)


def _gain(words: Words, found: WhatIfFound) -> str:
    return words.say(
        "Both arms share their random numbers: without that, {gain} times as many histories "
        "would be needed.",
        gain=words.number(found.contrast.gain, 1),
    )


def _reasons(names: Names, found: WhatIfFound) -> list[RenderableType]:
    words = names.words
    told = surest(found.reasons)[:MOST_REASONS]
    head = Text(words.say("Why: what goes with the answer, in paired histories"), "bold")
    if not told and not found.held:
        return []
    parts: list[RenderableType] = [head]
    parts += [Text(f"- {reason_sentence(names, reason)}") for reason in told]
    parts += [Text(f"- {_part_sentence(names, part)}") for part in found.parts]
    parts += [Text(f"- {_held_sentence(words, found.scenario, held)}") for held in found.held]
    return [*parts, Text()]


def surest(reasons: Sequence[Reason]) -> list[Reason]:
    """Keep the reasons that can be told from noise.

    Parameters
    ----------
    reasons : sequence of Reason
        All.

    Returns
    -------
    list of Reason
        In the same order.
    """
    return [reason for reason in reasons if reason.p_value < SURE]


def _part_sentence(names: Names, part: Part) -> str:
    words = names.words
    return words.say(
        "{event} Forbidden in both arms, the difference is {without}: it moves by {change}.",
        event=happening_sentence(names, part.reason.happening),
        without=words.change(part.without),
        change=words.change(part.moved),
    )


def _held_sentence(words: Words, scenario: Scenario, held: Held) -> str:
    texts = {parameter.id: words.text(parameter.text) for parameter in scenario.parameters}
    return words.say(
        "{name} ({id}): held at {first} the difference is {low}, at {second} {high}: "
        "it moves by {change}.",
        name=texts[held.parameter],
        id=held.parameter,
        first=short(words, held.values[0]),
        second=short(words, held.values[1]),
        low=words.change(held.low),
        high=words.change(held.high),
        change=words.change(held.moved),
    )


def _lines(names: Names, found: WhatIfFound) -> list[RenderableType]:
    words = names.words
    head = words.say("Typical histories that follow")
    return [Text(head, "bold"), *typical_parts(names, found.lines, found.told), Text()]
