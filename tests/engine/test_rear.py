"""What an occupied province that may rise is worth, and who is sent to hold it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.occupied import OCCUPIER, OWNER, occupied, rise
from tests.engine.test_bodies import ARMY, DAY, OTHER, with_values
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.land import columns, command, rear

worth_of_rear = from_python(rear.worth_of_rear)
worth_of_guard = from_python(command.worth_of_guard)
hold_rear = from_python(columns.hold_rear)
VALUES = {
    "garrison_thin": 8.0,
    "command_province": 1.0,
    "command_rear": 1.5,
    "command_patience_days": 20.0,
    "detach_share": 0.5,
    "detach_least": 100.0,
}


def test_it_is_worth_what_is_lacking_of_enough_men() -> None:
    """1.5 · 1 per 100,000 people · (1 - men of others / 800)."""
    tables, state, _ = occupied()
    draw = with_values(**VALUES)
    rise(state, 1)
    assert worth_of_rear(tables, state, draw, ARMY, 1) == pytest.approx(1.5)
    state.forces.side[OTHER], state.forces.place[OTHER] = OCCUPIER, 1
    state.forces.men[OTHER], state.forces.goal[OTHER] = 200.0, lay.NOWHERE
    state.forces.roll[1], state.persons.counter[lay.COUNT_ROLL] = OTHER, 2
    assert worth_of_rear(tables, state, draw, ARMY, 1) == pytest.approx(1.5 * 0.75)
    # those on their way count where they go, and no more where they are
    state.forces.goal[OTHER] = 3
    assert worth_of_rear(tables, state, draw, ARMY, 1) == pytest.approx(1.5)


def test_quiet_provinces_ones_own_and_the_enemys_are_worth_nothing() -> None:
    tables, state, _ = occupied()
    draw = with_values(**VALUES)
    rise(state, 0, 1, 4)
    found = [worth_of_rear(tables, state, draw, ARMY, v) for v in range(5)]
    assert found == [0.0, pytest.approx(1.5), 0.0, 0.0, 0.0]
    # and nothing where the owner has made his peace
    state.realm.bond[OCCUPIER, OWNER] = state.realm.bond[OWNER, OCCUPIER] = lay.BOND_NONE
    assert worth_of_rear(tables, state, draw, ARMY, 1) == 0.0


def test_who_stands_in_it_counts_as_if_he_were_gone_and_irregulars_hold_nothing() -> None:
    tables, state, _ = occupied()
    draw = with_values(**VALUES)
    rise(state, 2)
    assert worth_of_guard(tables, state, draw, ARMY) == pytest.approx(1.5)
    state.forces.kind[ARMY] = lay.MONTONERA
    assert worth_of_guard(tables, state, draw, ARMY) == 0.0


@pytest.mark.parametrize(("risen", "goal"), [((), None), ((1,), 1), ((1, 3), 3)])
def test_a_column_goes_to_the_province_most_in_want_of_one(
    risen: tuple[int, ...], goal: int | None
) -> None:
    tables, state, log = occupied()
    draw = with_values(**VALUES)
    tables.geo.province_people[3] = 150_000.0
    tables.people.polity_pool[OCCUPIER], tables.people.polity_pool_size[OCCUPIER] = 5, 1
    state.forces.status[5], state.forces.men[5] = lay.UNUSED, 0.0
    forces = state.forces
    forces.battalions[ARMY], forces.squadrons[ARMY] = 4.0, 0.0
    forces.riders[ARMY] = forces.horses[ARMY] = forces.gunners[ARMY] = 0.0
    rise(state, *risen)
    hold_rear(tables, state, log, draw, DAY, ARMY)
    if goal is None:
        assert forces.men[ARMY] == 1000 and forces.status[5] == lay.UNUSED
        return
    # 800 or 1,200 are wanted, and half of the four battalions may go
    assert (forces.men[ARMY], forces.men[5], forces.goal[5]) == (500, 500, goal)
    assert np.isclose(forces.battalions[ARMY] + forces.battalions[5], 4)
