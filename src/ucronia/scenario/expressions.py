"""Expressions and effects: a whitelist of Python's grammar, read into small typed trees.

Nothing here is ever executed. A text is parsed by `ast`, measured, and walked once, so that a
stranger's text can at worst be refused: it can't run code, hang or raise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ucronia.errors import Problem
from ucronia.scenario.model import Mark
from ucronia.scenario.reader import IF, Reader
from ucronia.scenario.telling import ANY
from ucronia.scenario.terms import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Effect,
    Expression,
    Logic,
    Names,
    Nothing,
    Number,
    Parameter,
    Role,
    Thing,
    Variable,
    named_things,
    walk,
)

__all__ = [
    "ANY",
    "Arithmetic",
    "Call",
    "Choice",
    "Comparison",
    "Effect",
    "Expression",
    "Logic",
    "Names",
    "Nothing",
    "Number",
    "Parameter",
    "Role",
    "Thing",
    "Variable",
    "named_things",
    "parse",
    "parse_effect",
    "walk",
]


def parse(
    text: str, at: Mark, names: Names, roles: Mapping[str, str], wants: str
) -> Expression | list[Problem]:
    """Read an expression.

    Parameters
    ----------
    text : str
        The expression, of at most 2000 characters.
    at : Mark
        Where the text begins in the scenario's files.
    names : Names
        What it may name.
    roles : mapping of str to str
        Type of each role in scope, by the role's name.
    wants : str
        The type it should have: `number` (a bool counts as 1 or 0), `bool`, a kind of thing,
        or `any`.

    Returns
    -------
    Expression or list of Problem
        The typed tree, or every reason why it can't be read.

    Examples
    --------
    >>> names = Names({"polity": ("chile", "peru")})
    >>> parse("treasury(q) < 0", Mark(file="f", line=1), names, {"q": "polity"}, "bool").type
    'bool'
    >>> print(parse("treasury(chle)", Mark(file="f", line=1), names, {}, "number")[0])
    f:1:10: "chle" is not a polity; did you mean "chile"?
    """
    reader = Reader(names, roles, at)
    return reader.read(text, lambda node: reader.build(node, wants)) or reader.problems


def parse_effect(
    text: str, at: Mark, names: Names, roles: Mapping[str, str]
) -> Effect | list[Problem]:
    """Read an effect: `verb(argument, …)`, or `if(condition, verb(argument, …))`.

    Parameters
    ----------
    text : str
        The effect, of at most 2000 characters.
    at : Mark
        Where the text begins in the scenario's files.
    names : Names
        What it may name.
    roles : mapping of str to str
        Type of each role in scope, by the role's name.

    Returns
    -------
    Effect or list of Problem
        The effect with typed arguments, or every reason why it can't be read.
    """
    reader = Reader(names, roles, at)
    if isinstance(text, str) and re.match(r"\s*if\b", text):
        # `if` is a keyword of Python: the same letters in capitals are not, nor are they a slug
        text = text.replace("if", IF, 1)
    return reader.read(text, reader.build_effect) or reader.problems
