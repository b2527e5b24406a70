"""A node of a file made into a part of the model, or every reason why it can't be."""

from __future__ import annotations

import difflib
import math
import re
import types
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ucronia.errors import Problem
from ucronia.scenario.model import Mark, Part, Text
from ucronia.scenario.tables import Leaf, Node, Row, Series

P = TypeVar("P", bound=Part)
Spots = dict[str, tuple[int, int]]

_NOTHING = ("", "~", "null", "Null", "NULL")
_TRUE = ("yes", "true", "True", "TRUE")
_FALSE = ("no", "false", "False", "FALSE")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_NUMBER = re.compile(
    r"[-+]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,6})?\Z"
)
_OURS = ("at", "spots")
"""Fields of a part that no file gives."""
_ABSENT: Any = object()


def build(model: type[P], node: Node, file: str) -> tuple[P | None, list[Problem]]:
    """Make one part of the model of a node.

    Parameters
    ----------
    model : type
        A `Part`.
    node : Leaf or Row or Series
        What the file says.
    file : str
        Its path inside the scenario.

    Returns
    -------
    part : Part or None
        None where there are problems.
    problems : list of Problem
        Each at its own value's line and column.
    """
    fitting = _Fitting(file)
    if not isinstance(node, Row):
        return None, [Problem(file, node.line, node.column, "should be a mapping of names")]
    values = fitting.part(model, node, "")
    part: P | None = None
    try:
        part = model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            fitting.add(detail, node)
    return (None if fitting.problems else part), fitting.problems


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known name is nearest to a word.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What could have been.

    Returns
    -------
    str
        `; did you mean "yungay"?`, or nothing where no name is near.
    """
    wanted = word.lower()[:80]
    found = difflib.get_close_matches(wanted, [name.lower() for name in known], 1, 0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def scalar(leaf: Leaf) -> str | int | float | bool | None:
    """Say what a leaf is by YAML 1.2's core schema: nothing, a truth, a number or a text.

    Parameters
    ----------
    leaf : Leaf
        A leaf; a quoted one is a text.

    Returns
    -------
    str or int or float or bool or None
        `no`, `08`, `1_000`, `12:30` and dates stay texts, and so do `.nan` and `.inf`.
    """
    text = leaf.text
    if not leaf.is_plain:
        return text
    if text in _NOTHING:
        return None
    if text in _TRUE[1:] or text in _FALSE[1:]:
        return text in _TRUE
    if _WHOLE.match(text):
        return int(text)
    if _NUMBER.match(text) and not re.match(r"[-+]?0[0-9]", text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


class _Fitting:
    """Walks a node beside the model's annotations; gathers spots and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.spots: Spots = {}
        self.told: set[str] = set()
        """Paths that a problem was told of."""

    def part(self, model: type[BaseModel], row: Row, path: str) -> dict[str, Any]:
        """Values of a model's fields, as pydantic wants them."""
        hints = _hints(model)
        known = [name for name in hints if name not in _OURS]
        values: dict[str, Any] = {}
        for name, node in row.items.items():
            if name not in known:
                line, column = row.keys.get(name, (row.line, row.column))
                text = f'"{name[:60]}" is not known here{nearest(name, known)}'
                self.problems.append(Problem(self.file, line, column, text))
                continue
            value = self.fit(hints[name], node, _join(path, name))
            if value is not _ABSENT:
                values[name] = value
        for name, spot in row.keys.items():
            self.spots.setdefault(_join(path, name), spot)
        if issubclass(model, Part):
            values["at"] = Mark(file=self.file, line=row.line, column=row.column)
            values["spots"] = self._spots_under(path)
        return values

    def fit(self, hint: Any, node: Node, path: str) -> Any:
        """One value, fitted to its annotation."""
        self.spots[path] = (node.line, node.column)
        if hint is Any:
            return _free(node)
        if _is_union(hint):
            return self._fit_union(get_args(hint), node, path)
        if isinstance(node, Leaf) and node.is_plain and node.text in _NOTHING:
            return _ABSENT
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self._fit_model(hint, node, path)
        if get_origin(hint) is tuple:
            return self._fit_series(get_args(hint)[0], node, path)
        if get_origin(hint) is dict:
            return self._fit_row(get_args(hint)[1], node, path)
        return self._fit_leaf(hint, node, path)

    def _fit_model(self, hint: type[BaseModel], node: Node, path: str) -> Any:
        if isinstance(node, Row):
            return self.part(hint, node, path)
        if hint is Text:
            return self._refuse(
                node, path, "should hold a text in each language: {es: …, en: …}"
            )
        return self._refuse(node, path, "should be a mapping of names")

    def _fit_series(self, hint: Any, node: Node, path: str) -> Any:
        if isinstance(node, Row):
            return self._refuse(node, path, "should be a list")
        items = node.items if isinstance(node, Series) else (node,)
        return tuple(self.fit(hint, item, f"{path}.{n}") for n, item in enumerate(items))

    def _fit_row(self, hint: Any, node: Node, path: str) -> Any:
        if not isinstance(node, Row):
            return self._refuse(node, path, "should be a mapping of names")
        fitted = {
            name: self.fit(hint, item, _join(path, name)) for name, item in node.items.items()
        }
        return {name: value for name, value in fitted.items() if value is not _ABSENT}

    def _fit_union(self, hints: tuple[Any, ...], node: Node, path: str) -> Any:
        if isinstance(node, Leaf):
            if node.is_plain and node.text in _NOTHING:
                return _ABSENT
            is_number = isinstance(scalar(node), int | float)
            hints = tuple(h for h in hints if h is not float or is_number or str not in hints)
        for hint in hints:
            if _takes(hint, node):
                return self.fit(hint, node, path)
        return self.fit(hints[0], node, path)

    def _fit_leaf(self, hint: Any, node: Node, path: str) -> Any:
        if not isinstance(node, Leaf):
            return self._refuse(node, path, "should be one value")
        text = node.text
        if hint is bool:
            if text in _TRUE or text in _FALSE:
                return text in _TRUE
            return self._refuse(node, path, f'should be yes or no, not "{text[:60]}"')
        if hint is int and not _WHOLE.match(text):
            return self._refuse(node, path, f'should be a whole number, not "{text[:60]}"')
        if hint is float and not _NUMBER.match(text):
            return self._refuse(node, path, f'should be a number, not "{text[:60]}"')
        if hint in (int, float):
            number = hint(text)
            if math.isfinite(number):
                return number
            return self._refuse(node, path, f'"{text[:60]}" is too large')
        return text

    def _refuse(self, node: Node, path: str, text: str) -> Any:
        self.told.add(path)
        words = f"{path} {text}" if not text.startswith('"') else f"{path}: {text}"
        self.problems.append(Problem(self.file, node.line, node.column, words))
        return _ABSENT

    def add(self, detail: ErrorDetails, row: Row) -> None:
        """Turn one of pydantic's errors into a Problem at its value."""
        path = ".".join(str(step) for step in detail["loc"])
        if any(path == told or path.startswith(f"{told}.") for told in self.told):
            return
        line, column = self._spot(path) or (row.line, row.column)
        self.problems.append(Problem(self.file, line, column, _say(path, detail)))

    def _spot(self, path: str) -> tuple[int, int] | None:
        while path:
            if path in self.spots:
                return self.spots[path]
            path = path.rpartition(".")[0]
        return None

    def _spots_under(self, path: str) -> Spots:
        if not path:
            return self.spots
        start = f"{path}."
        return {
            name[len(start) :]: spot
            for name, spot in self.spots.items()
            if name.startswith(start)
        }


def _say(path: str, detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "missing":
        above, _, last = path.rpartition(".")
        if last in ("es", "en") and above:
            return f'{above} has no text in "{last}"; a reader sees both languages'
        return f"{path} is missing"
    given = str(detail.get("input"))[:60]
    if kind == "literal_error":
        expected = str(detail.get("ctx", {}).get("expected", ""))
        words = re.findall(r"'([^']*)'", expected)
        return f'{path} "{given}" is not one of {", ".join(words)}{nearest(given, words)}'
    said = detail["msg"].removeprefix("Input ")
    return (
        f"{path} {said}, not {given}" if kind != "extra_forbidden" else f"{path} is not known"
    )


_HINTS: dict[type[BaseModel], Mapping[str, Any]] = {}


def _hints(model: type[BaseModel]) -> Mapping[str, Any]:
    """Annotations of a model's fields, resolved once."""
    if model not in _HINTS:
        hints = get_type_hints(model)
        _HINTS[model] = {name: hints[name] for name in model.model_fields}
    return _HINTS[model]


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _takes(hint: Any, node: Node) -> bool:
    origin = get_origin(hint)
    if isinstance(node, Series):
        return origin is tuple
    is_model = isinstance(hint, type) and issubclass(hint, BaseModel)
    if isinstance(node, Row):
        return origin is dict or is_model
    return hint in (str, int, float, bool) or origin is Literal


def _free(node: Node) -> Any:
    """Resolve a node where the model says Any."""
    if isinstance(node, Leaf):
        return scalar(node)
    if isinstance(node, Series):
        return [_free(item) for item in node.items]
    return {name: _free(item) for name, item in node.items.items()}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
