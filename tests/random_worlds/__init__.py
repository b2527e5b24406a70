"""Random whole scenarios, as folders that the ordinary reader reads.

A world is drawn by hypothesis, so that one that fails shrinks: places and ways of every kind,
polities, leaders and forces of every kind, a short record with disputes, and rules said in all
words of the vocabulary. Most are sound; `check` says which.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.afresh import AFRESH
from tests.random_worlds.folder import read_files, texts, write
from tests.random_worlds.harm import harmed
from tests.random_worlds.ids import Sketch, sketches
from tests.random_worlds.lands import add_circuits, add_days, add_lands
from tests.random_worlds.past import add_record
from tests.random_worlds.people import (
    add_assemblies,
    add_forces,
    add_kinds,
    add_persons,
    add_polities,
)
from tests.random_worlds.rules import add_numbers, add_outcomes, add_rules

__all__ = ["AFRESH", "Sketch", "harmed", "read_files", "texts", "worlds", "write"]

_STEPS = (
    add_days,
    add_kinds,
    add_lands,
    add_circuits,
    add_polities,
    add_persons,
    add_forces,
    add_numbers,
    add_assemblies,
    add_outcomes,
    add_rules,
    add_record,
)


@some.composite
def worlds(choose: Any) -> Sketch:
    """Draw a whole scenario."""
    sketch: Sketch = choose(sketches())
    for step in _STEPS:
        step(sketch, choose)
    return sketch
