"""What a reader of expressions knows of names and types, and how it tells what is wrong."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Mapping
from typing import NoReturn

from ucronia.errors import Problem
from ucronia.scenario.model import Mark
from ucronia.scenario.terms import Expression, Names
from ucronia.scenario.vocabulary import BOOL, MATHS, NUMBER, STATE

ANY = "any"
"""What may be wanted where the text itself says its type."""
FUNCTIONS = {**MATHS, **STATE}
_CLASSES = {"army": "force", "fleet": "force"}
"""Classes of a free role that are kinds of another thing."""


class RefusedError(Exception):
    """Some of what was being built can't be; the teller's problems say why."""


class Teller:
    """Names, roles and a place in a file; every problem so far."""

    def __init__(self, names: Names, roles: Mapping[str, str], at: Mark) -> None:
        self.names = names
        self.roles = {role: _CLASSES.get(kind, kind) for role, kind in roles.items()}
        self.at = at
        self.problems: list[Problem] = []
        self.text = ""
        self.indent = 0

    def fit(self, built: Expression, node: ast.expr, wants: str) -> Expression:
        """Give what was built if it is of the type wanted; a bool also counts as a number."""
        if wants in (ANY, built.type) or (wants == NUMBER and built.type == BOOL):
            return built
        self.misfit(node, frozenset((built.type,)), wants)

    def misfit(self, node: ast.expr, kinds: frozenset[str], wants: str) -> NoReturn:
        """Tell that a node is not of the type wanted."""
        if isinstance(node, ast.Name) and not kinds:
            self.unknown(node, node.id, self._what(node.id, wants), self._choices(wants))
        does = '; compare it, as in "… > 0" or "… != none"' if wants == BOOL else ""
        is_one = " or ".join(with_article(kind) for kind in sorted(kinds))
        self.refuse(node, f"is {is_one} where {with_article(wants)} is wanted{does}")

    def _what(self, name: str, wants: str) -> str:
        if name in FUNCTIONS:
            return f"{with_article(wants)} without its brackets: {name}(…)"
        is_thing = wants not in (ANY, NUMBER, BOOL)
        return with_article(wants) if is_thing else "a name of this scenario"

    def _choices(self, wants: str) -> Iterable[str]:
        roles = [role for role, kind in self.roles.items() if wants in kinds_of_type(kind)]
        if wants in self.names.sets:
            return [*roles, *self.names.things.get(wants, ())]
        numbers = (*self.names.parameters, *self.names.variables, *self.names.definitions)
        return [*roles, *numbers, *FUNCTIONS]

    def unknown(self, node: ast.expr, name: str, what: str, choices: Iterable[str]) -> NoReturn:
        """Tell that a name is not known as what it should be, and the nearest that is."""
        near = difflib.get_close_matches(name[:60], list(choices), 1)
        hint = f'; did you mean "{near[0]}"?' if near and near[0] != name else ""
        self.tell(node.col_offset, f'"{short(name)}" is not {what}{hint}')

    def refuse(self, node: ast.expr, reason: str) -> NoReturn:
        """Tell what is wrong with a node, in its own words."""
        said = self.text[node.col_offset : node.end_col_offset]
        self.tell(node.col_offset, f'"{short(said)}" {reason}')

    def tell(self, column: int, text: str) -> NoReturn:
        """Tell a problem at a column of the text, from 0."""
        column += self.indent + max(self.at.column, 1)
        self.problems.append(Problem(self.at.file, self.at.line, column, text))
        raise RefusedError


def kinds_of_type(kind: str) -> frozenset[str]:
    """Give the types that may be wanted where one of a kind stands."""
    return frozenset((BOOL, NUMBER) if kind == BOOL else (kind,))


def with_article(kind: str) -> str:
    """Give a kind's name with its article."""
    if kind in (BOOL, ANY):
        return "true or false" if kind == BOOL else "a value"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def short(text: str) -> str:
    """Give a text, cut where it is long."""
    return text if len(text) <= 40 else text[:37] + "…"
