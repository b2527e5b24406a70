"""Records have the shapes they are said to have; compiled code sees what Python sees."""

from __future__ import annotations

from typing import Any, get_type_hints

import numpy as np
import pytest

from tests.worlds import CAPACITY, SIZES
from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.records import (
    LETTERS,
    STANDARD_CAPACITY,
    capacity_for,
    new_records,
    new_state,
)

PARTS = (lay.Tables, lay.State, lay.Log, lay.Draw)
GROUPS = {
    "status of a force": "UNUSED ACTIVE EMBARKED DISPERSED INTERNED DISBANDED",
    "kind of a force": "ARMY COLUMN GARRISON MONTONERA FLEET",
    "status of a leader": "OFFICE COMMAND PRIVATE EXILE PRISONER DEAD",
    "kind of a polity": "REPUBLIC CONFEDERATION MEMBER RIVAL PARTY COMMUNITIES",
    "relation, from the worst": "WAR TRUCE PEACE ALLIANCE UNION",
    "ledger of men": "RAISED DEAD_MEN DESERTED DISPERSED_MEN TAKEN DISCHARGED FREED ADJUSTED",
}


def leaves(part: type) -> dict[str, Any]:
    """Every array of a part, by its path."""
    found: dict[str, Any] = {}
    for name, kind in get_type_hints(part).items():
        if hasattr(kind, "_fields"):
            found |= {f"{name}.{inner}": own for inner, own in leaves(kind).items()}
        else:
            found[name] = kind
    return found


def value(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = getattr(record, name)
    return record


@pytest.mark.parametrize("part", PARTS)
def test_every_field_is_there_with_its_type(part: type) -> None:
    record = new_records(part, CAPACITY)[0]
    wanted = {np.float64: lay.Floats, np.int64: lay.Ints}
    for path, kind in leaves(part).items():
        array = value(record, path)
        assert isinstance(array, np.ndarray), path
        assert wanted.get(array.dtype.type, kind) == kind, path
        assert not array.any(), path


@pytest.mark.parametrize("part", PARTS)
def test_axes_grow_with_what_they_count(part: type) -> None:
    """Each axis is either of a fixed length, or the room for one kind of thing."""
    small = new_records(part, STANDARD_CAPACITY)[0]
    twice = lay.Sizes(*(2 * room for room in STANDARD_CAPACITY))
    large = new_records(part, twice)[0]
    for path in leaves(part):
        was, now = value(small, path).shape, value(large, path).shape
        for before, after in zip(was, now, strict=True):
            assert after == before or (after == 2 * before and before in STANDARD_CAPACITY), (
                path
            )


def test_counts_and_letters_are_in_the_order_of_sizes() -> None:
    assert len(LETTERS) == len(lay.Sizes._fields) == len(set(LETTERS))
    for place, name in enumerate(lay.Sizes._fields):
        assert getattr(lay, f"N_{name.upper()}") == place
    tables: Any = new_records(lay.Tables, CAPACITY)[0]
    tables.size[:] = SIZES
    assert tuple(tables.size.tolist()) == SIZES


@pytest.mark.parametrize("names", GROUPS.values(), ids=GROUPS)
def test_codes_are_told_apart(names: str) -> None:
    codes = [getattr(lay, name) for name in names.split()]
    assert codes == list(range(len(codes)))


def test_lines_of_the_log_are_told_apart() -> None:
    kinds = [getattr(lay, name) for name in dir(lay) if name.startswith("L_")]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("factor", [1, 2, 4])
def test_capacity_is_the_least_class_that_holds_it(factor: int) -> None:
    room = lay.Sizes(*(factor * most for most in STANDARD_CAPACITY))
    assert capacity_for(room) == room
    above = room._replace(forces=room.forces + 1)
    assert capacity_for(above) == lay.Sizes(*(2 * factor * most for most in STANDARD_CAPACITY))


def test_a_fork_is_a_copy() -> None:
    states: Any = new_records(lay.State, CAPACITY, 2)
    states[0].forces.men[3] = 500
    states[1] = states[0]
    states[0].forces.men[3] = 100
    assert (states[0].forces.men[3], states[1].forces.men[3]) == (100, 500)
    assert new_state(SIZES).forces.men.shape == (CAPACITY.forces,)


@compiled
def _touch(tables: Any, states: Any, seen: Any) -> None:
    state = states[0]
    seen[0] = tables.size[lay.N_FORCES]
    seen[1] = tables.geo.land_days[1, 2]
    seen[2] = state.realm.relation[0, 1]
    seen[3] = tables.timetable.place[0]
    state.forces.men[2] = 77.0
    state.forces.place[1] = lay.NOWHERE
    state.persons.ledger_men[lay.ADJUSTED] += 5.0
    states[1] = states[0]


def test_compiled_code_reads_and_writes_the_same_fields() -> None:
    tables: Any = new_records(lay.Tables, CAPACITY)[0]
    states: Any = new_records(lay.State, CAPACITY, 2)
    tables.size[lay.N_FORCES] = 9
    tables.geo.land_days[1, 2] = 3.5
    tables.timetable.place[0] = 6
    states[0].realm.relation[0, 1] = lay.UNION
    seen = np.zeros(4)
    from_python(_touch)(tables, states, seen)
    assert seen.tolist() == [9, 3.5, lay.UNION, 6]
    for state in states:
        assert state.forces.men[2] == 77
        assert state.forces.place[1] == lay.NOWHERE
        assert state.persons.ledger_men[lay.ADJUSTED] == 5
