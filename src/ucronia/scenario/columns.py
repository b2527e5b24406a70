"""A table's columns as the fields of a part: `name_es`, `leaning_union`, lists in one cell."""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

from ucronia.errors import Problem
from ucronia.scenario.model import Part, Text
from ucronia.scenario.shapes import nearest
from ucronia.scenario.tables import Leaf, Node, Row, Series

MOST_PIECES = 200
"""Values in one cell; what follows stays one text, and is refused for what it says."""
_LANGUAGES = ("es", "en")
_OURS = ("at", "spots")
_PREFIXED = {"leanings": "leaning_"}
"""Mappings that a table writes as one column for each key."""
_SPACED = ("places", "entries")
"""Lists that a table writes with blanks between; others with semicolons."""


class Columns:
    """How a table's columns stand for the fields of a part.

    Parameters
    ----------
    part : type
        The part that a row is.
    """

    def __init__(self, part: type[Part]) -> None:
        hints = get_type_hints(part)
        self.hints: dict[str, Any] = {
            name: hints[name] for name in part.model_fields if name not in _OURS
        }
        self.required = [
            name for name, known in part.model_fields.items() if known.is_required()
        ]
        self.names = [column for name in self.hints for column in self._columns(name)]

    def check(self, header: list[str], file: str) -> list[Problem]:
        """Say which columns are not known, and which are missing.

        Parameters
        ----------
        header : list of str
            The table's column names.
        file : str
            Its path inside the scenario.

        Returns
        -------
        list of Problem
        """
        problems: list[Problem] = []
        prefixes = tuple(_PREFIXED[name] for name in self.hints if name in _PREFIXED)
        for column in header:
            if column not in self.names and not (prefixes and column.startswith(prefixes)):
                words = f'column "{column[:60]}" is not known here{nearest(column, self.names)}'
                problems.append(Problem(file, 1, 0, words))
        for name in self.required:
            for column in self._columns(name):
                if column not in header and name not in _PREFIXED:
                    problems.append(Problem(file, 1, 0, f'column "{column}" is missing'))
        return problems

    def node(self, row: Row) -> Row:
        """Turn a row of cells into the node that the part is built of.

        Parameters
        ----------
        row : Row
            Cells by column.

        Returns
        -------
        Row
            Nodes by field; a blank cell of a text that may be empty is an empty text.
        """
        items: dict[str, Node] = {}
        keys = dict(row.keys)
        for name, hint in self.hints.items():
            node = self._field(name, hint, row)
            if node is not None:
                items[name] = node
                keys.setdefault(name, (node.line, node.column))
        return Row(items, row.line, row.column, keys)

    def _columns(self, name: str) -> list[str]:
        if _is_text(self.hints[name]):
            return [f"{name}_{language}" for language in _LANGUAGES]
        return [] if name in _PREFIXED else [name]

    def _field(self, name: str, hint: Any, row: Row) -> Node | None:
        if _is_text(hint):
            text = _text(name, row)
            return text if text.items or hint is Text else None
        if name in _PREFIXED:
            return _prefixed(_PREFIXED[name], row)
        leaf = row.items.get(name)
        if not isinstance(leaf, Leaf):
            is_blank = name in row.keys and hint is str
            # not plain: an empty text, where YAML's empty value would be nothing
            return Leaf("", *row.keys[name], is_plain=False) if is_blank else None
        if get_origin(hint) is tuple:
            return _list(leaf, " " if name in _SPACED else ";")
        if get_origin(hint) is dict:
            return _pairs(leaf)
        is_text = hint is str or str in get_args(hint)
        return Leaf(leaf.text, leaf.line, leaf.column, is_plain=not is_text)


def _is_text(hint: Any) -> bool:
    """Tell whether a field is a text in both languages, one that may be left out too."""
    return hint is Text or Text in get_args(hint)


def _text(name: str, row: Row) -> Row:
    items: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for language in _LANGUAGES:
        column = f"{name}_{language}"
        cell = row.items.get(column)
        if isinstance(cell, Leaf):
            items[language] = Leaf(cell.text, cell.line, cell.column, is_plain=False)
        if column in row.keys:
            keys[language] = row.keys[column]
    line, column_number = next(iter(keys.values()), (row.line, 1))
    return Row(items, line, column_number, keys)


def _prefixed(prefix: str, row: Row) -> Row:
    names = [column for column in row.keys if column.startswith(prefix)]
    keys = {column.removeprefix(prefix): row.keys[column] for column in names}
    items = {
        column.removeprefix(prefix): row.items[column]
        for column in names
        if column in row.items
    }
    line, column_number = next(iter(keys.values()), (row.line, 1))
    return Row(items, line, column_number, keys)


def _list(leaf: Leaf, separator: str) -> Series:
    return Series(tuple(_pieces(leaf, separator)), leaf.line, leaf.column)


def _pairs(leaf: Leaf) -> Node:
    """`role=id; role=id`; what holds no `=` is left as it is, to be refused by its shape."""
    items: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for piece in _pieces(leaf, ";"):
        name, equals, value = piece.text.partition("=")
        if not equals or name.strip() in items or len(items) >= MOST_PIECES:
            return leaf
        start = piece.column + len(name) + 1 + len(value) - len(value.lstrip())
        keys[name.strip()] = (piece.line, piece.column)
        items[name.strip()] = Leaf(value.strip(), piece.line, start)
    return Row(items, leaf.line, leaf.column, keys)


def _pieces(leaf: Leaf, separator: str) -> list[Leaf]:
    pieces: list[Leaf] = []
    start = 0
    for piece in leaf.text.split(separator, MOST_PIECES):
        blank = len(piece) - len(piece.lstrip())
        if piece.strip():
            place = leaf.column + start + blank
            pieces.append(Leaf(piece.strip(), leaf.line, place, is_plain=False))
        start += len(piece) + len(separator)
    return pieces
