"""Entries of the record looked for by date, kind, place, person, source and text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ucronia.errors import QuestionError
from ucronia.scenario.dates import iso_date, last_date
from ucronia.scenario.model import Entry, Place, Scenario, Source
from ucronia.scenario.names import Namer, find_thing, haystack, plain
from ucronia.scenario.shapes import nearest

_Fits = Callable[[Entry], bool]


@dataclass(frozen=True)
class Wanted:
    """What entries are looked for; what is empty asks nothing.

    Parameters
    ----------
    first : str
        ISO date from which an entry may stand.
    last : str
        ISO date up to which an entry may stand.
    kind : str
        As `battle`.
    place : str
        Id or name of a place, as it was written then or is now.
    person : str
        Id or name of a leader.
    source : str
        Key of a source, or a part of its key, author or title.
    text : str
        Anywhere in the entry, its sources, or the names of what it names.
    """

    first: str = ""
    last: str = ""
    kind: str = ""
    place: str = ""
    person: str = ""
    source: str = ""
    text: str = ""


def search(scenario: Scenario, wanted: Wanted) -> tuple[Entry, ...]:
    """Find entries of the record.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    wanted : Wanted
        What is looked for: capitals and accents make no difference.

    Returns
    -------
    tuple of Entry
        Those that are all of it, by date. One whose day isn't known is found by every day on
        which it may stand.

    Raises
    ------
    QuestionError
        If a date is none, or there is no such kind, place, person or source.
    """
    tests = list(_tests(scenario, wanted))
    found = [entry for entry in scenario.entries if all(fits(entry) for fits in tests)]
    return tuple(sorted(found, key=lambda entry: entry.date))


def _tests(scenario: Scenario, wanted: Wanted) -> Iterator[_Fits]:
    yield _dated(scenario, wanted)
    if wanted.kind:
        yield _of_kind(scenario, wanted.kind)
    if wanted.place:
        place = find_thing("place", wanted.place, scenario.places)
        yield lambda entry: isinstance(place, Place) and entry.place == place.id
    if wanted.person:
        yield _naming(scenario, wanted.person)
    if wanted.source:
        yield _cited_by(scenario, wanted.source)
    if wanted.text:
        yield _saying(scenario, wanted.text)


def _dated(scenario: Scenario, wanted: Wanted) -> _Fits:
    for given in filter(None, (wanted.first, wanted.last)):
        if iso_date(given) is None:
            raise QuestionError(f'"{given[:40]}" is no date; write it as {scenario.start}')
    last = wanted.last or "9999"
    return lambda entry: entry.date <= last and last_date(entry) >= wanted.first


def _of_kind(scenario: Scenario, kind: str) -> _Fits:
    known = sorted({entry.kind for entry in scenario.entries})
    if kind not in known:
        raise QuestionError(f'no kind "{kind[:80]}" in the record{nearest(kind, known)}')
    return lambda entry: entry.kind == kind


def _naming(scenario: Scenario, person: str) -> _Fits:
    leader = find_thing("person", person, scenario.leaders)
    named = {entry.id for entry in Namer(scenario).naming(leader)}
    return lambda entry: entry.id in named


def _cited_by(scenario: Scenario, source: str) -> _Fits:
    wanted = plain(source)
    keys = {known.key for known in scenario.sources if plain(known.key) == wanted}
    keys = keys or {known.key for known in scenario.sources if wanted in _titles(known)}
    if not keys:
        near = nearest(source, [known.key for known in scenario.sources])
        raise QuestionError(f'no source "{source[:80]}" in the record{near}')
    cited = {version.entry for version in scenario.versions if version.source in keys}
    return lambda entry: entry.id in cited


def _titles(source: Source) -> str:
    return plain(" \n ".join((source.key, source.author, source.title)))


def _saying(scenario: Scenario, text: str) -> _Fits:
    wanted, sources = plain(text), sources_of(scenario)
    return lambda entry: wanted in haystack(scenario, entry, sources.get(entry.id, ()))


def sources_of(scenario: Scenario) -> dict[str, list[str]]:
    """List the sources of every entry.

    Parameters
    ----------
    scenario : Scenario
        With its record.

    Returns
    -------
    dict
        Entry to keys of sources, each once.
    """
    found: dict[str, list[str]] = {}
    for version in scenario.versions:
        keys = found.setdefault(version.entry, [])
        if version.source not in keys:
            keys.append(version.source)
    return found
