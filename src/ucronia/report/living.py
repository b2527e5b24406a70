"""What lives in these histories: each system's section of the page, in one language."""

from __future__ import annotations

import math
from typing import Any

from ucronia.analysis.outcomes import date_of
from ucronia.analysis.systems import Living, Sign
from ucronia.report.digits import span
from ucronia.report.explain.cards import citation
from ucronia.report.words import Words
from ucronia.scenario.coverage import source_keys
from ucronia.scenario.model import Rule, Scenario, Source
from ucronia.scenario.systems import EVENTS

EVENT_NAMES = dict(
    zip(
        EVENTS,
        (
            "A rule fires",
            "Battles",
            "Provinces change hands",
            "Sieges begin",
            "Places fall to a siege",
            "Marches begin",
            "Marches end",
            "Forces embark",
            "Forces land",
            "Forces break up",
            "Leaders fall, are taken, exiled or freed",
            "States and governments are founded",
            "States and governments end",
            "States join a union",
            "States leave a union",
            "Wars begin",
            "Wars end, or rest in a truce",
            "Offices change hands",
            "Forces are mustered",
            "Forces change sides",
            "Assemblies vote",
            "Battles are avoided",
            "Columns are detached",
            "Forces join another",
            "Forces lay down their arms",
            "Alliances are made or ended",
            "Trade is opened, shut or taxed",
            "Pacts are signed",
            "More forces than there is room for",
            "Numbers cut to what is possible",
            "Battles at sea",
            "Convoys are caught at sea",
            "Others govern for their head",
            "Convoys are met at sea",
        ),
        strict=True,
    )
)
"""Kinds of event, said: messages of the catalogues."""


def living_rows(words: Words, scenario: Scenario, found: tuple[Living, ...]) -> list[Any]:
    """Lay out what lives in the histories, one section a system.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    found : tuple of Living
        What each system shows.

    Returns
    -------
    list of dict
        id, name, text, days (of the later forks), and rows: name, share, times, onward, record,
        command and links.
    """
    rules = {rule.id: rule for rule in scenario.rules}
    sources = {source.key: source for source in scenario.sources}
    return [
        {
            "id": living.system.id,
            "name": words.text(living.system.name),
            "text": words.text(living.system.text),
            "days": [words.date(date_of(scenario, day), "short") for day in living.days],
            "rows": [_row(words, sign, rules.get(sign.id), sources) for sign in living.signs],
        }
        for living in found
    ]


def _row(
    words: Words, sign: Sign, rule: Rule | None, sources: dict[str, Source]
) -> dict[str, Any]:
    low, middle, high = sign.times
    share = sign.share
    return {
        "name": words.text(rule.text) if rule else words.say(EVENT_NAMES[sign.kind]),
        "share": span(words, share),
        "times": f"{words.number(middle)} ({words.number(low)}\N{EN DASH}{words.number(high)})",
        "onward": [
            "\N{EM DASH}" if math.isnan(part) else words.hundredths(part)
            for part in sign.onward
        ],
        "record": words.number(sign.record),
        "command": f"ucronia explain {rule.id}" if rule else "",
        "links": _links(words, rule, sources) if rule else [],
    }


def _links(words: Words, rule: Rule, sources: dict[str, Source]) -> list[dict[str, str]]:
    """Name the sources of a rule, each with its place in the list of evidence."""
    known = [sources[key] for key in source_keys(rule.source) if key in sources]
    return [
        {"name": source.author or source.title, "id": _anchor(words, source.key)}
        for source in known
    ]


def evidence_rows(
    words: Words, scenario: Scenario, found: tuple[Living, ...]
) -> list[dict[str, str]]:
    """List what the rules of some systems rest on, once each.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    found : tuple of Living
        The systems.

    Returns
    -------
    list of dict
        id, as rows link to it, and the citation; in the order in which they are met.
    """
    rules = {rule.id: rule for rule in scenario.rules}
    sources = {source.key: source for source in scenario.sources}
    ids = [id for living in found for id in living.system.rules]
    keys = dict.fromkeys(key for id in ids for key in source_keys(rules[id].source))
    return [
        {"id": _anchor(words, key), "text": citation(words, sources[key])}
        for key in keys
        if key in sources
    ]


def _anchor(words: Words, key: str) -> str:
    return f"evidence-{words.lang}-{key}"
