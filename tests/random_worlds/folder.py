"""A sketch written as the files of a scenario's folder, and read as any other."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.random_worlds.ids import SOURCES, Row, Sketch, named
from ucronia.errors import Problem
from ucronia.scenario.model import Scenario
from ucronia.scenario.read import read

INSTITUTIONS = ("offices", "assemblies", "pacts")
_TEXTS = ("name", "text", "conduct", "goods", "flag", "arms", "clauses")


def texts(sketch: Sketch) -> dict[str, str]:
    """Write a sketch: the text of every file, by its path in the folder."""
    found = {"sources.bib": SOURCES, "scenario.yaml": json.dumps(sketch.head, indent=1)}
    counts = [{"id": f"r_{v}", "text": named(v), "source": "annals"} for v in sketch.probed]
    for name, rows in sketch.tables.items():
        if name.endswith(".csv"):
            found[name] = _table(rows)
        elif name not in INSTITUTIONS:
            more = counts if name == "variables.yaml" else []
            found[name] = json.dumps([*rows, *more], indent=1)
    found["actors/institutions.yaml"] = json.dumps(
        {name: sketch.tables.get(name, []) for name in INSTITUTIONS}, indent=1
    )
    return {name: text for name, text in found.items() if text}


def _table(rows: list[Row]) -> str:
    if not rows:
        return ""
    flat = [_cells(row) for row in rows]
    columns = list(dict.fromkeys(column for row in flat for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


def _cells(row: Row) -> dict[str, Any]:
    """Give a row's cells: a text stands in two columns, one a language."""
    cells: dict[str, Any] = {}
    for name, value in row.items():
        if name in _TEXTS and isinstance(value, dict):
            cells |= {f"{name}_{language}": text for language, text in value.items()}
        else:
            cells[name] = value
    return cells


def write(files: Mapping[str, str], folder: Path) -> Path:
    """Write files into a folder, in the place of what it holds."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read_files(
    files: Mapping[str, str], folder: Path
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Write files into a folder and read them."""
    return read(write(files, folder))
