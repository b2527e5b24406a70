"""The ids that a scenario knows, and how one that it doesn't is told of."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

from ucronia.errors import Problem
from ucronia.scenario.coverage import source_keys
from ucronia.scenario.model import Mark, Part, Scenario
from ucronia.scenario.record import Record
from ucronia.scenario.shapes import nearest
from ucronia.scenario.terms import Names

FILES = {
    "place": "world/places.csv",
    "province": "world/provinces.csv",
    "circuit": "world/circuits.csv",
    "bloc": "the blocs of scenario.yaml",
    "zone": "the zones of scenario.yaml",
    "outcome": "the outcomes of scenario.yaml",
    "cause": "actors/causes.yaml",
    "polity": "actors/polities.yaml",
    "leader": "actors/leaders.csv",
    "force": "actors/forces.csv",
    "office": "actors/institutions.yaml",
    "assembly": "actors/institutions.yaml",
    "pact": "actors/institutions.yaml",
    "rule": "rules/",
    "variable": "variables.yaml",
    "parameter": "parameters.yaml",
    "entry": "record/entries.csv",
    "nonevent": "record/nonevents.csv",
    "rate": "rates.csv",
    "source": "sources.bib",
}
"""Kinds of thing, and where a writer finds them."""
_FIELDS = {
    "place": "places",
    "province": "provinces",
    "circuit": "circuits",
    "bloc": "blocs",
    "zone": "zones",
    "outcome": "outcomes",
    "cause": "causes",
    "polity": "polities",
    "leader": "leaders",
    "force": "forces",
    "office": "offices",
    "assembly": "assemblies",
    "pact": "pacts",
    "rule": "rules",
    "variable": "variables",
    "parameter": "parameters",
    "entry": "entries",
    "nonevent": "nonevents",
    "rate": "rates",
    "source": "sources",
}
SLUG = re.compile(r"[a-z0-9_]{1,80}\Z")
_NUMERIC = ("variable", "parameter")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class Register:
    """Ids by kind, with the names and the record made of them.

    Parameters
    ----------
    scenario : Scenario
    unread : set of str
        Ids whose rows couldn't be read: they aren't told of as unknown.
    """

    def __init__(self, scenario: Scenario, unread: Iterable[str] = ()) -> None:
        self.scenario = scenario
        self.unread = frozenset(unread)
        self.ids = {kind: _ids(self.parts(kind)) for kind in _FIELDS}

    @cached_property
    def names(self) -> Names:
        """What expressions may name."""
        return Names.of(self.scenario)

    @cached_property
    def record(self) -> Record:
        """The record, grouped."""
        return Record(self.scenario)

    def parts(self, kind: str) -> tuple[Part, ...]:
        """Give all parts of a kind, in the scenario's order."""
        parts: tuple[Part, ...] = getattr(self.scenario, _FIELDS[kind])
        return parts

    def has(self, kind: str, id: str) -> bool:
        """Ask whether there is such a thing, if only in a row that can't be read."""
        return id in self.ids[kind] or id in self.unread

    def refer(self, part: Part, path: str, kind: str, id: str) -> Iterator[Problem]:
        """Tell of an id that must be there and isn't."""
        if not id:
            yield problem(part.mark(path), f"{path} is missing; it should be a {kind}")
        else:
            yield from self.refer_if(part, path, kind, id)

    def refer_if(self, part: Part, path: str, kind: str, id: str) -> Iterator[Problem]:
        """Tell of an id that may be left out, and isn't known."""
        if id and not self.has(kind, id):
            near = nearest(id, self.ids[kind])
            text = f'{kind} "{id[:60]}" is not in {FILES[kind]}{near}'
            yield problem(part.mark(path), text)

    def cite(
        self, part: Part, path: str = "source", is_needed: bool = False
    ) -> Iterator[Problem]:
        """Tell of sources that sources.bib doesn't hold; words that are no key are let be."""
        keys = source_keys(str(getattr(part, path)))
        slugs = [key for key in keys if SLUG.match(key)]
        for key in slugs:
            yield from self.refer_if(part, path, "source", key)
        if is_needed and not any(self.has("source", key) for key in slugs):
            if not slugs:
                text = f"{path} names no source; what is sourced cites a key of sources.bib"
                yield problem(part.mark(path), text)


def problem(mark: Mark, text: str, warning: bool = False) -> Problem:
    """Make a Problem of a mark and a text."""
    return Problem(mark.file, mark.line, mark.column, text, warning)


def check_ids(register: Register) -> Iterator[Problem]:
    """See that every id is a slug, used once in its kind."""
    for kind in _FIELDS:
        name = "key" if kind == "source" else "id"
        seen: dict[str, Mark] = {}
        for part in register.parts(kind):
            id, mark = str(getattr(part, name)), part.mark(name)
            if id in seen:
                first = seen[id]
                text = f'{kind} "{id[:60]}" is given twice (first in {first.file}:{first.line})'
                yield problem(mark, text)
            elif not SLUG.match(id):
                text = f'{kind} "{id[:60]}" is no id; use only a-z, 0-9 and _'
                yield problem(mark, text)
            elif keyword.iskeyword(id) or id == "none":
                yield problem(mark, f'"{id}" is a word of the language of expressions')
            seen.setdefault(id, mark)
    yield from _check_numbers(register)


def _check_numbers(register: Register) -> Iterator[Problem]:
    """See that no parameter, variable or definition shares a name with another."""
    taken: dict[str, str] = dict.fromkeys(register.scenario.definitions, "definition")
    for kind in _NUMERIC:
        for part in register.parts(kind):
            id = str(getattr(part, "id", ""))
            if taken.get(id, kind) != kind:
                yield problem(part.mark("id"), f'"{id[:60]}" is also a {taken[id]}; rename one')
            taken[id] = kind


def _ids(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(getattr(p, "id", "") or getattr(p, "key", "") for p in parts))
