"""What the files of a folder hold, as parts of the model or as problems; nothing is checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from ucronia.errors import Problem
from ucronia.scenario import model
from ucronia.scenario.cites import read_bib, read_geojson
from ucronia.scenario.columns import Columns
from ucronia.scenario.files import Folder
from ucronia.scenario.model import Part, Scenario, Text
from ucronia.scenario.shapes import build, nearest
from ucronia.scenario.systems import System
from ucronia.scenario.tables import (
    Leaf,
    Node,
    Row,
    Series,
    UnreadableError,
    read_csv,
    read_yaml,
)

MOST_PROBLEMS = 200
"""Problems told of one file's shape; the rest are counted."""

_CSV: dict[str, tuple[str, type[Part]]] = {
    "world/places.csv": ("places", model.Place),
    "world/routes.csv": ("routes", model.Route),
    "world/provinces.csv": ("provinces", model.Province),
    "world/circuits.csv": ("circuits", model.Circuit),
    "actors/relations.csv": ("relations", model.Relation),
    "actors/leaders.csv": ("leaders", model.Leader),
    "actors/ties.csv": ("ties", model.Tie),
    "actors/forces.csv": ("forces", model.Force),
    "record/entries.csv": ("entries", model.Entry),
    "record/versions.csv": ("versions", model.Version),
    "record/passages.csv": ("passages", model.Passage),
    "record/nonevents.csv": ("nonevents", model.NonEvent),
    "record/readings.csv": ("readings", model.HistorianReading),
    "record/disputes.csv": ("reading_names", model.ReadingName),
    "rates.csv": ("rates", model.Rate),
}
_YAML: dict[str, tuple[str, type[Part]]] = {
    "actors/causes.yaml": ("causes", model.Cause),
    "actors/polities.yaml": ("polities", model.Polity),
    "actors/aims.yaml": ("aims", model.Aim),
    "variables.yaml": ("variables", model.Variable),
    "parameters.yaml": ("parameters", model.Parameter),
    "systems.yaml": ("systems", System),
}
_INSTITUTIONS: dict[str, type[Part]] = {
    "offices": model.Office,
    "assemblies": model.Assembly,
    "pacts": model.Pact,
}
_INSTITUTIONS_FILE = "actors/institutions.yaml"
_MAIN, _SOURCES = "scenario.yaml", "sources.bib"
_NEEDED = (
    _MAIN,
    "world/places.csv",
    "world/routes.csv",
    "world/provinces.csv",
    "actors/causes.yaml",
    "actors/polities.yaml",
)
_KNOWN = (*_CSV, *_YAML, _INSTITUTIONS_FILE, _MAIN, _SOURCES)
_SOURCE_KEY = re.compile(r"^\s*@\w+\s*\{\s*([A-Za-z0-9_]{1,80})", re.MULTILINE)
_PASSED = re.compile(
    r"(docs/.*|tried(/.*\.json)?|.*\.(md|txt)|posterior\.parquet|LICEN[CS]E)\Z"
)
"""Files that nothing reads, and that no one is warned of."""


class _Head(Part):
    """What scenario.yaml says of a scenario."""

    id: str
    title: Text
    summary: Text
    start: str
    end: str
    classified_on: str
    later_on: str
    held_out_from: str
    credits: tuple[str, ...]
    licence: str
    blocs: tuple[model.Bloc, ...] = ()
    zones: tuple[model.Zone, ...] = ()
    definitions: dict[str, str] = Field(default={})
    outcomes: tuple[model.Outcome, ...]


_LISTS = tuple(
    name
    for name in Scenario.model_fields
    if name not in _Head.model_fields and name not in ("geojson", "hash", "folder")
)


@dataclass
class Draft:
    """What was read so far of a folder."""

    folder: Folder
    problems: list[Problem] = field(default_factory=list)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Ids of rows that are there and can't be read: they aren't unknown."""
    main: Row | None = None
    geojson: dict[str, Any] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)
    is_broken: bool = False
    is_missing: bool = False
    """A whole file can't be read: what others say of it can't be checked."""

    def read(self) -> None:
        """Read every file that is known, and tell of those that are needed and missing."""
        for name in sorted({*self.folder.names, *_NEEDED}):
            if name in self.folder.names:
                self._read_file(name)
            elif name not in _NEEDED:
                continue
            else:
                self.is_missing = True
                words = "is missing; a scenario can't be without it"
                self.problems.append(Problem(name, 0, 0, words))

    def _read_file(self, name: str) -> None:
        if name in _CSV:
            self.guard(name, self._read_table, *_CSV[name])
        elif name in _YAML:
            self.guard(name, self.read_list, *_YAML[name])
        elif re.fullmatch(r"rules/[^/]+\.yaml", name):
            self.guard(name, self.read_list, "rules", model.Rule)
        elif name == _INSTITUTIONS_FILE:
            self.guard(name, self._read_institutions)
        elif name == _MAIN:
            self.guard(name, self._read_main)
        elif name == _SOURCES:
            self.guard(name, self.read_sources)
        elif re.fullmatch(r"world/[^/]+\.geojson", name):
            self.guard(name, self._read_layer)
        elif not _PASSED.match(name):
            words = f"nothing reads this file{nearest(name, _KNOWN)}"
            self.problems.append(Problem(name, 0, 0, words, warning=True))

    def guard(self, name: str, reader: Callable[..., None], *more: Any) -> None:
        """Read one file; one that breaks its format is a Problem."""
        text = self.folder.text(name)
        if text is None:
            self.is_missing = True
            return
        self.digest.update(f"{name}\0{len(text)}\0{text}".encode())
        try:
            reader(name, text, *more)
        except UnreadableError as error:
            self.is_missing = True
            self.problems.append(error.problem)

    def _read_table(self, name: str, text: str, kind: str, part: type[Part]) -> None:
        header, rows, problems = read_csv(text, name)
        self._tell(_curbed(problems, name))
        columns = Columns(part)
        self._tell(columns.check(header, name))
        before = len(self.problems)
        for row in rows:
            self._add(kind, part, columns.node(row), name)
            if len(self.problems) - before > MOST_PROBLEMS:
                self._tell(
                    [Problem(name, row.line, 0, "so many problems: no line more is read")]
                )
                break

    def read_list(self, name: str, text: str, kind: str, part: type[Part]) -> None:
        """Read a YAML list of parts."""
        self._read_series(name, read_yaml(text, name), kind, part)

    def _read_series(self, name: str, node: Node, kind: str, part: type[Part]) -> None:
        if isinstance(node, Leaf) and node.is_plain and not node.text:
            return
        if not isinstance(node, Series):
            raise UnreadableError(name, node.line, node.column, f"{kind} should be a list")
        for item in node.items:
            self._add(kind, part, item, name)

    def _read_institutions(self, name: str, text: str) -> None:
        node = read_yaml(text, name)
        if not isinstance(node, Row):
            raise UnreadableError(name, 1, 1, "should hold offices:, assemblies: and pacts:")
        for kind, items in node.items.items():
            if kind in _INSTITUTIONS:
                self._read_series(name, items, kind, _INSTITUTIONS[kind])
            else:
                words = f'"{kind[:60]}" is not known here{nearest(kind, _INSTITUTIONS)}'
                self._tell([Problem(name, *node.keys[kind], words)])

    def _read_main(self, name: str, text: str) -> None:
        node = read_yaml(text, name)
        if not isinstance(node, Row):
            raise UnreadableError(name, 1, 1, "should be a mapping: id, title, start, end, …")
        self.main = node

    def read_sources(self, name: str, text: str) -> None:
        """Read the sources of a BibTeX file."""
        rows, problems = read_bib(text, name)
        if problems:
            self.unread |= set(_SOURCE_KEY.findall(text))
        self._tell(_curbed(problems, name))
        for row in rows:
            self._add("sources", model.Source, row, name)

    def _read_layer(self, name: str, text: str) -> None:
        self.geojson[name.rpartition("/")[2]] = read_geojson(text, name)

    def _add(self, kind: str, part: type[Part], node: Node, name: str) -> None:
        made, problems = build(part, node, name)
        self._tell(problems)
        if made is not None:
            self.parts.setdefault(kind, []).append(made)
        elif isinstance(node, Row):
            for key in ("id", "key"):
                leaf = node.items.get(key)
                if isinstance(leaf, Leaf):
                    self.unread.add(leaf.text)

    def _tell(self, problems: list[Problem]) -> None:
        self.is_broken = self.is_broken or any(not problem.warning for problem in problems)
        self.problems += problems

    def told(self) -> list[Problem]:
        """Give every problem of the files and of their shapes."""
        return [*self.folder.problems, *self.problems]

    def scenario(self) -> Scenario | None:
        """Put the parts together; None where there aren't enough of them."""
        if self.main is None or self.is_missing:
            return None
        head, problems = build(_Head, self.main, _MAIN)
        self._tell(problems)
        if head is None:
            return None
        lists = {kind: tuple(self.parts.get(kind, ())) for kind in _LISTS}
        values = {name: getattr(head, name) for name in _Head.model_fields}
        return Scenario(
            **{**values, **lists},
            geojson=self.geojson,
            hash=self.digest.hexdigest()[:12],
            folder=str(self.folder.root),
        )


def _curbed(problems: list[Problem], name: str) -> list[Problem]:
    """Keep the first of very many problems, and count the rest."""
    over = len(problems) - MOST_PROBLEMS
    rest = [Problem(name, 0, 0, f"and {over} problems more")] if over > 0 else []
    return problems[:MOST_PROBLEMS] + rest
