"""The dated life of a thing in the record: entries that concern it, disputes, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ucronia.report.explain.cards import Card, Moment, citation
from ucronia.report.explain.told import difference, moment_when
from ucronia.report.words import Words
from ucronia.scenario.disputes import disputed
from ucronia.scenario.model import Entry, Force, Leader, Place, Polity, Province, Scenario
from ucronia.scenario.names import Namer
from ucronia.scenario.record import Record, parse_what
from ucronia.scenario.tracks import men_of

MOST_SOURCES = 10
"""Sources of a life that are cited, those of most entries."""


def concerning(scenario: Scenario, part: Any) -> list[Entry]:
    """List the entries that concern a thing.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    part : Any
        A leader: entries that name him, by id or by surname in the text. A place: what happened
        at it. A force, polity, province or anything else with an id: entries that bind or
        change it.

    Returns
    -------
    list of Entry
        By date.
    """
    if isinstance(part, Leader):
        return [e for e in Namer(scenario).naming(part) if _is_of_person(e, part)]
    if isinstance(part, Place):
        found = [entry for entry in scenario.entries if entry.place == part.id]
    elif isinstance(part, Force | Polity):
        found = [entry for entry in scenario.entries if _names(entry, part.id)]
    else:
        found = [entry for entry in scenario.entries if _names(entry, part.id)]
        if isinstance(part, Province):
            found = [entry for entry in found if _is_of_province(entry, part.id)]
    return sorted(found, key=lambda entry: entry.date)


def _names(entry: Entry, id: str) -> bool:
    what = parse_what(entry)
    forces = what.first + what.second if what else ()
    word = re.compile(rf"\b{re.escape(id)}\b")
    in_effects = any(word.search(effect) for effect in entry.effects)
    return id in forces or id in entry.bind.values() or in_effects


def _is_of_person(entry: Entry, leader: Leader) -> bool:
    """Leave out what happened at a place that only bears the person's id."""
    return entry.place != leader.id


_OF_PROVINCES = re.compile(r"\b(?:occupy|shift|unsettle|annex)\s*\(\s*(\w+)")


def _is_of_province(entry: Entry, id: str) -> bool:
    found = (name for effect in entry.effects for name in _OF_PROVINCES.findall(effect))
    return id in found or id in entry.bind.values()


def with_life(
    card: Card, words: Words, scenario: Scenario, part: Any, entries: Sequence[Entry]
) -> Card:
    """Add to a card the dated life of its thing, the disputes that touch it, and their sources.

    Parameters
    ----------
    card : Card
        What the thing is.
    words : Words
        The language.
    scenario : Scenario
        Whose.
    part : Any
        The thing.
    entries : sequence of Entry
        That concern it.

    Returns
    -------
    Card
        With life, disputes and sources.
    """
    record = Record(scenario)
    rest = _cited(words, record, entries)
    life = tuple(_moment(words, record, part, entry) for entry in entries)
    disputes = tuple(touching(words, record, entries))
    return card.with_record(life, disputes, rest)


def touching(
    words: Words, record: Record, entries: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    """Say on which disputes some entries have a part.

    Parameters
    ----------
    words : Words
        The language.
    record : Record
        The record.
    entries : sequence of Entry
        Of it.

    Yields
    ------
    tuple of str
        Id of a dispute, and on what its sources differ; the widest first.
    """
    ids = {entry.id for entry in entries}
    for one in disputed(record):
        if ids.isdisjoint(one.dispute.entries):
            continue
        point = next((p for p in one.points if p.entry in ids), one.points[0])
        yield one.dispute.id, difference(words, record.scenario, point)


def _moment(words: Words, record: Record, part: Any, entry: Entry) -> Moment:
    return Moment(
        entry=entry.id,
        date=entry.date,
        when=moment_when(words, entry),
        text=_text(words, record, part, entry),
        weight=entry.weight,
    )


def _text(words: Words, record: Record, part: Any, entry: Entry) -> str:
    """Give what happened; of a force, where it was and with how many."""
    said = words.text(entry.text)
    if not isinstance(part, Force):
        return said
    what = parse_what(entry)
    if what is None or part.id not in what.first + what.second:
        return said
    places = {place.id: place.name for place in record.scenario.places}
    men = men_of(record, entry, part.id)
    counts = dict.fromkeys(words.number(count) for count in men) if men else {}
    strength = words.say("{count} men", count="\N{EN DASH}".join(counts)) if counts else ""
    head = ", ".join(filter(None, (places.get(entry.place, ""), strength)))
    return f"{head}. {said}" if head else said


def _cited(words: Words, record: Record, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Cite the sources of most of the entries."""
    known = {source.key: source for source in record.scenario.sources}
    keys: Counter[str] = Counter()
    for entry in entries:
        keys.update({version.source for version in record.versions.get(entry.id, ())})
    say: Callable[..., str] = words.say
    return tuple(
        f"{citation(words, known[key])} · {say('entries: {count}', count=count)}"
        for key, count in keys.most_common(MOST_SOURCES)
        if key in known
    )
