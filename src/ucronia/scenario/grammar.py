"""A stranger's text as a bounded tree of Python's grammar, or the reason why it is refused."""

from __future__ import annotations

import ast
import re
import warnings
from typing import cast

MOST_CHARACTERS = 2000
MOST_DEPTH = 40
MOST_NODES = 400


def syntax(text: object) -> ast.expr | tuple[int, str]:
    """Parse one expression without evaluating anything.

    Parameters
    ----------
    text : object
        What a file gave; anything but a short text of plain characters is refused.

    Returns
    -------
    ast.expr or (int, str)
        The tree, with columns that count from the first character that is not blank; or the
        column from the text's start and the reason why there is none.
    """
    clean = _clean(text)
    return _tree(clean) if isinstance(clean, str) else clean


def _clean(text: object) -> str | tuple[int, str]:
    """Make it one ascii line, or tell the column and reason why it is none."""
    if not isinstance(text, str):
        return 0, "an expression should be text"
    if len(text) > MOST_CHARACTERS:
        return (
            0,
            f"longer than {MOST_CHARACTERS} characters; a definition may hold a part of it",
        )
    if not text.strip():
        return 0, "an expression is missing"
    text = re.sub(r"[\r\n\t]", " ", text)
    strange = re.search(r"[^ -~]|[#\\]", text)
    if strange:
        return strange.start(), f"{strange.group()!a} can't stand in an expression"
    return text


def _tree(text: str) -> ast.expr | tuple[int, str]:
    """Read a clean text as Python does, or tell the column and reason why it can't be."""
    indent = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        # where the text ends too soon, Python tells 0
        column = error.offset - 1 if error.offset else len(text.strip())
        return indent + column, f"can't be read: {error.msg}"
    except (ValueError, RecursionError, MemoryError):
        return indent, "can't be read: nested too deeply"
    return _measured(tree)


def _measured(tree: ast.expr) -> ast.expr | tuple[int, str]:
    nodes, level, depth = 0, [cast(ast.AST, tree)], 0
    while level:
        depth += 1
        nodes += len(level)
        if depth > MOST_DEPTH:
            return 0, f"nested deeper than {MOST_DEPTH}; a definition may hold a part of it"
        if nodes > MOST_NODES:
            return 0, f"more than {MOST_NODES} parts; a definition may hold some of them"
        level = [
            child
            for node in level
            for child in ast.iter_child_nodes(node)
            if isinstance(child, (ast.expr, ast.keyword))
        ]
    return tree
