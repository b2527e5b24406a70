"""BibTeX and GeoJSON: the sources that a scenario cites, the layers that its maps show."""

from __future__ import annotations

import json
import logging
import math
import re
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry, ParsingFailedBlock

from ucronia.errors import Problem
from ucronia.scenario.tables import Leaf, Node, Row, UnreadableError

LONGEST_BIB = 2 * 2**20
"""Characters; the parser's time grows faster than the text."""
KINDS = ("document", "eyewitness", "scholarship", "general")
_READ_FIELDS = ("author", "title", "year", "url", "note", "copies", "passages")
_GEOJSON = ("FeatureCollection", "Feature", "GeometryCollection")

# the parser tells its log what it also returns; we tell it as Problems
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def read_bib(text: str, file: str) -> tuple[list[Row], list[Problem]]:
    """Read the sources of a BibTeX file.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Its path inside the scenario, for problems.

    Returns
    -------
    rows : list of Row
        One a source, with the names of `model.Source`.
    problems : list of Problem
        Blocks that can't be read.

    Raises
    ------
    UnreadableError
        Where the whole text can't be read.
    """
    if len(text) > LONGEST_BIB:
        raise UnreadableError(file, 0, 0, f"is longer than {LONGEST_BIB // 2**20} MB; split it")
    try:
        library = parse_string(text)
    except Exception as error:  # a stranger's text must not end us, whatever the parser does
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableError(file, 0, 0, f"is not BibTeX: {reason}") from None
    lines = text.splitlines()
    rows: list[Row] = []
    problems: list[Problem] = []
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, ParsingFailedBlock):
            problems.append(Problem(file, line, 0, _why(block)))
        elif isinstance(block, Entry):
            rows.append(_source(block, line, lines))
    return rows, problems


def _why(block: ParsingFailedBlock) -> str:
    key = getattr(block, "key", None)
    if isinstance(key, str):
        return f'source "{key[:60]}" is given twice'
    reason = getattr(block.error, "abort_reason", None) or block.error
    return f"is not BibTeX: {' '.join(str(reason).split())[:160]}"


def _source(block: Entry, line: int, lines: list[str]) -> Row:
    keys: dict[str, tuple[int, int]] = {}
    items: dict[str, Node] = {}
    values: dict[str, str] = {}
    for part in block.fields:
        name = part.key.lower()
        number = (part.start_line or 0) + 1
        keys[name] = (number, _column(lines, number, part.key))
        values[name] = _plain(str(part.value))
    values["note"] = "; ".join(
        values[name] for name in ("howpublished", "note") if values.get(name)
    )
    words = re.split(r"[,;\s]+", values.get("keywords", ""))
    kind = next((word for word in words if word in KINDS), " ".join(words).strip())
    keys["kind"] = keys.get("keywords", (line, 1))
    keys["key"] = (line, _column(lines, line, block.key))
    items["key"] = Leaf(block.key, *keys["key"])
    if kind:
        items["kind"] = Leaf(kind, *keys["kind"])
    for name in _READ_FIELDS:
        if values.get(name):
            items[name] = Leaf(values[name], *keys.get(name, (line, 1)))
    return Row(items, line, 1, keys)


def _column(lines: list[str], line: int, word: str) -> int:
    return lines[line - 1].find(word) + 1 if 0 < line <= len(lines) else 0


def _plain(value: str) -> str:
    """Strip the braces that only keep capitals from a BibTeX value."""
    unescaped = re.sub(r"\\([&%_#$])", r"\1", value)
    return " ".join(unescaped.replace("{", "").replace("}", "").split())


def read_geojson(text: str, file: str) -> dict[str, Any]:
    """Read a map layer.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Its path inside the scenario, for problems.

    Returns
    -------
    dict
        The GeoJSON object as it stands; only its outermost type is looked at.

    Raises
    ------
    UnreadableError
        Where it is no GeoJSON.
    """
    try:
        layer = json.loads(
            text, parse_constant=_refuse, parse_float=_number, object_pairs_hook=_pairs
        )
    except json.JSONDecodeError as error:
        words = f"is not JSON: {error.msg}"
        raise UnreadableError(file, error.lineno, error.colno, words) from None
    except RecursionError:
        raise UnreadableError(file, 0, 0, "is nested too deep") from None
    except ValueError as error:
        raise UnreadableError(file, 0, 0, f"is not JSON: {str(error)[:120]}") from None
    if not isinstance(layer, dict) or layer.get("type") not in _GEOJSON:
        raise UnreadableError(file, 1, 1, 'is not GeoJSON; its "type" is "FeatureCollection"')
    return layer


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is too large")
    return number


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a key is given twice")
    return named
