"""CSV and YAML, BibTeX and GeoJSON as plain nodes: each value with its line and column.

Nothing here knows what a value means. A leaf stays the text that was written; `shapes` makes
numbers of it where a number is wanted, so `no`, `08`, `12:30` and dates are never guessed at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ucronia.errors import Problem

DEEPEST = 24
"""Levels of a YAML file, one inside another."""
LONGEST_YAML = 4 * 2**20
"""Characters of one YAML file."""
MOST_VALUES = 200_000
"""Values of one YAML file."""
MOST_ROWS = 50_000
"""Rows of one CSV file."""
MOST_COLUMNS = 200
LONGEST_CELL = 20_000
"""Characters of one CSV cell."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One written value; `is_plain` where YAML would let it be a number or nothing."""

    text: str
    line: int
    column: int
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """Values by name, and where each name stands."""

    items: dict[str, Node]
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series:
    """Values in order."""

    items: tuple[Node, ...]
    line: int
    column: int


Node = Leaf | Row | Series


class UnreadableError(Exception):
    """A file that breaks its format; carries the Problem."""

    def __init__(self, file: str, line: int, column: int, text: str) -> None:
        self.problem = Problem(file, line, column, text)
        super().__init__(str(self.problem))


def read_yaml(text: str, file: str) -> Node:
    """Read one YAML document, bounded in depth and size, without tags, anchors or aliases.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Its path inside the scenario, for problems.

    Returns
    -------
    Leaf or Row or Series
        The document; every leaf is the text as written.

    Raises
    ------
    UnreadableError
        Where the text is no such document.
    """
    if len(text) > LONGEST_YAML:
        words = f"is longer than {LONGEST_YAML // 2**20} MB; split it"
        raise UnreadableError(file, 0, 0, words)
    composer = _Composer(text, file)
    try:
        return composer.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        reason = " ".join(str(error.problem or error.context or "broken").split())
        raise UnreadableError(file, line, column, f"is not YAML: {reason}") from None
    except yaml.YAMLError as error:
        reason = " ".join(str(getattr(error, "reason", error)).split())[:120]
        raise UnreadableError(file, 0, 0, f"is not YAML: {reason}") from None
    finally:
        composer.loader.dispose()


class _Composer:
    """Builds nodes of the parser's events itself: no constructor runs, nothing is resolved."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.loader = yaml.CSafeLoader(text)
        self.values = 0

    def document(self) -> Node:
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise UnreadableError(self.file, 0, 0, "is empty")
        node = self._node(self._next(), 0)
        self._next()  # the document ends
        end = self._next()
        if not isinstance(end, yaml.StreamEndEvent):
            self._refuse(end, "holds a second document; keep one")
        return node

    def _next(self) -> Any:
        return self.loader.get_event()

    def _node(self, event: Any, depth: int) -> Node:
        self._check(event, depth)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            return self._leaf(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return Series(tuple(items), line, column)
        return self._row(line, column, depth)

    def _row(self, line: int, column: int, depth: int) -> Row:
        row = Row({}, line, column)
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "a key must be a plain word")
            key = self._node(event, depth + 1)
            assert isinstance(key, Leaf)
            if key.text in row.items:
                first = row.keys[key.text][0]
                text = f'"{key.text[:60]}" is given twice (first in line {first})'
                self._refuse(event, text)
            row.keys[key.text] = (key.line, key.column)
            row.items[key.text] = self._node(self._next(), depth + 1)
        return row

    def _leaf(self, event: Any) -> Leaf:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.style in ("'", '"'):
            column += 1
        elif event.style in ("|", ">"):
            line, column = self._first_line(line)
        return Leaf(event.value, line, column, not event.style)

    def _first_line(self, header: int) -> tuple[int, int]:
        """Where the text of a block scalar begins, below its `|` or `>`."""
        for number in range(header, min(header + 100, len(self.lines))):
            line = self.lines[number]
            if line.strip():
                return number + 1, len(line) - len(line.lstrip()) + 1
        return header, 1

    def _check(self, event: Any, depth: int) -> None:
        self.values += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse(event, "anchors and aliases are not used here; write the value again")
        if event.tag:
            self._refuse(event, "tags are not used here; leave out the `!`")
        if depth > DEEPEST:
            self._refuse(event, f"is nested more than {DEEPEST} deep")
        if self.values > MOST_VALUES:
            self._refuse(event, f"holds more than {MOST_VALUES} values; split the file")

    def _refuse(self, event: Any, text: str) -> None:
        mark = event.start_mark
        raise UnreadableError(self.file, mark.line + 1, mark.column + 1, text)


def read_csv(text: str, file: str) -> tuple[list[str], list[Row], list[Problem]]:
    """Read a table: its header, and a row of leaves for each line that isn't blank.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Its path inside the scenario, for problems.

    Returns
    -------
    header : list of str
    rows : list of Row
        Blank cells are left out; each leaf knows its line and column (of characters, from 1).
    problems : list of Problem
        Lines of the wrong length; those rows are left out.

    Raises
    ------
    UnreadableError
        Where the text is no such table.
    """
    records = _records(text, file)
    header_leaves = next(records, None)
    if header_leaves is None:
        raise UnreadableError(file, 0, 0, "is empty; its first line names the columns")
    header = [leaf.text for leaf in header_leaves]
    _check_header(header_leaves, file)
    rows: list[Row] = []
    problems: list[Problem] = []
    for leaves in records:
        line = leaves[0].line
        if len(rows) >= MOST_ROWS:
            raise UnreadableError(
                file, line, 0, f"holds more than {MOST_ROWS} rows; split the file"
            )
        if len(leaves) != len(header):
            words = (
                f"has {len(leaves)} cells, the header {len(header)}; quote what holds a comma"
            )
            problems.append(Problem(file, line, 0, words))
            continue
        keys = {
            name: (leaf.line, leaf.column) for name, leaf in zip(header, leaves, strict=True)
        }
        filled = {name: leaf for name, leaf in zip(header, leaves, strict=True) if leaf.text}
        rows.append(Row(dict(filled), line, 1, keys))
    return header, rows, problems


def _check_header(header: list[Leaf], file: str) -> None:
    if len(header) > MOST_COLUMNS:
        raise UnreadableError(file, header[0].line, 0, f"has more than {MOST_COLUMNS} columns")
    seen: set[str] = set()
    for leaf in header:
        if not leaf.text:
            raise UnreadableError(file, leaf.line, leaf.column, "a column has no name")
        if leaf.text in seen:
            words = f'column "{leaf.text[:60]}" is given twice'
            raise UnreadableError(file, leaf.line, leaf.column, words)
        seen.add(leaf.text)


_CELL = re.compile(r'"(?:[^"]|"")*+"[^,\r\n]*+|[^,\r\n]*+')


def _records(text: str, file: str) -> Iterator[list[Leaf]]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    reader = csv.reader(lines(), strict=True)
    first = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(file, first, 0, f"is not CSV: {error}") from None
        raw, first_line = "".join(taken), first
        first += len(taken)
        taken.clear()
        if any(cell.strip() for cell in cells):
            yield _leaves(cells, raw, first_line, file)


def _leaves(cells: list[str], raw: str, line: int, file: str) -> list[Leaf]:
    leaves: list[Leaf] = []
    position = 0
    for cell in cells:
        if len(cell) > LONGEST_CELL:
            words = f"a cell is longer than {LONGEST_CELL} characters"
            raise UnreadableError(file, line, 0, words)
        found = _CELL.match(raw, position)
        end = found.end() if found else position
        text = cell.strip()
        start = position + (raw.startswith('"', position))
        start += len(cell) - len(cell.lstrip())
        before = raw.rfind("\n", 0, start) + 1
        leaves.append(Leaf(text, line + raw.count("\n", 0, start), start - before + 1))
        position = end + 1
    return leaves
