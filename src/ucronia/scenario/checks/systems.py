"""Systems name rules, parameters, kinds of event, files and entries that there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.shapes import nearest
from ucronia.scenario.systems import EVENTS, System


def check_systems(register: Register) -> Iterator[Problem]:
    """See that each system names what there is, and is told once."""
    first: dict[str, int] = {}
    for row in register.scenario.systems:
        line = first.setdefault(row.id, row.at.line)
        if line != row.at.line:
            text = f'system "{row.id}" is given twice (first in line {line})'
            yield problem(row.mark("id"), text)
        for kind, ids in (
            ("rules", row.rules),
            ("parameters", row.parameters),
            ("entries", row.entries),
        ):
            for number, id in enumerate(ids):
                yield from register.refer(row, f"{kind}.{number}", _KINDS[kind], id)
        yield from _check_events(row)
        yield from _check_files(row, Path(register.scenario.folder))


_KINDS = {"rules": "rule", "parameters": "parameter", "entries": "entry"}


def _check_events(row: System) -> Iterator[Problem]:
    for number, event in enumerate(row.events):
        if event not in EVENTS:
            text = f'event "{event[:60]}" is not in the log{nearest(event, EVENTS)}'
            yield problem(row.mark(f"events.{number}"), text)


def _check_files(row: System, folder: Path) -> Iterator[Problem]:
    for number, name in enumerate(row.files):
        is_inside = not name.startswith(("/", "~")) and ".." not in name and "\0" not in name
        if not (is_inside and (folder / name).is_file()):
            text = f'file "{name[:60]}" is not in the scenario\'s folder'
            yield problem(row.mark(f"files.{number}"), text)
