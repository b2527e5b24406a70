"""The engine's own parameters: a place each in the vector, an entry each in standard.yaml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ucronia.engine import knobs
from ucronia.scenario.read import STANDARD as STANDARD_FILE

CONSTANTS = {name: getattr(knobs, name) for name in dir(knobs) if name.startswith("P_")}
ENTRIES = yaml.safe_load(STANDARD_FILE.read_text(encoding="utf-8"))


def test_each_constant_is_its_name_s_place() -> None:
    assert {
        f"P_{name.upper()}": place for place, name in enumerate(knobs.STANDARD)
    } == CONSTANTS


def test_names_are_ids() -> None:
    assert len(set(knobs.STANDARD)) == len(knobs.STANDARD)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in knobs.STANDARD)


def test_standard_yaml_has_exactly_them_in_order() -> None:
    assert tuple(entry["id"] for entry in ENTRIES) == knobs.STANDARD


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_each_has_a_unit_a_prior_and_a_basis(entry: dict[str, object]) -> None:
    assert entry["unit"]
    assert entry["prior"]
    assert entry["text"]
    due = {"sourced": "source", "fitted": "fit", "judged": "reason"}[str(entry["basis"])]
    assert entry[due]


def test_each_is_asked_for_somewhere_in_the_engine() -> None:
    """A parameter that nothing reads would be drawn, reported and swept for nothing."""
    engine = Path(knobs.__file__).parent
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in engine.rglob("*.py")
        if path.name != "knobs.py"
    )
    asked = re.findall(r"parameter\[([^\]]+)\]", text)
    used = {name for words in asked for name in re.findall(r"P_\w+", words)}
    assert set(CONSTANTS) - used == set()
