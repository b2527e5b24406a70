"""Columns and bands: when they rejoin and go home; battalions that change sides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.test_arms import by_arm
from tests.engine.test_bodies import ARMY, OTHER, a_world, with_values
from tests.engine.test_day_twins import DAY
from ucronia.engine import acts_units
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.land import columns

break_away = from_python(acts_units.break_away)
has_nothing_to_fight = from_python(columns.has_nothing_to_fight)
rejoin = from_python(columns.rejoin)


def alone() -> tuple[Any, Any, Any]:
    """The army and the other, and nobody else on the roll."""
    tables, states, log = a_world()
    state = states[0]
    state.forces.roll[:2] = ARMY, OTHER
    state.persons.counter[lay.COUNT_ROLL] = 2
    return tables, state, log


@pytest.mark.parametrize(("idle", "enemy", "home"), [(70, 0, 1), (50, 0, 0), (70, 1, 0)])
def test_a_band_goes_home_when_long_idle_with_no_enemy_in_reach(
    idle: int, enemy: int, home: int
) -> None:
    tables, state, _ = alone()
    draw = with_values(band_days=60.0, montonera_days=5.0)
    state.forces.kind[ARMY] = lay.MONTONERA
    state.forces.moved_day[ARMY] = DAY - idle
    state.realm.controller[tables.geo.place_province[2]] = 0
    state.realm.bond[0, :], state.realm.bond[0, 0] = lay.BOND_WAR, lay.BOND_FRIENDS
    state.realm.fighting[0] = 2
    state.forces.side[OTHER] = 1 if enemy else 0
    assert has_nothing_to_fight(tables, state, draw, DAY, ARMY) == bool(home)
    state.forces.kind[ARMY] = lay.ARMY
    assert not has_nothing_to_fight(tables, state, draw, DAY, ARMY)


def test_a_column_with_nobody_to_fight_marches_to_the_larger_force() -> None:
    tables, state, log = alone()
    tables.geo.land_days[2, 3] = 4.0
    state.forces.place[ARMY] = 3
    state.forces.next_place[:2] = state.forces.goal[:2] = lay.NOWHERE
    for force in (ARMY, OTHER):
        rejoin(tables, state, log, DAY, force)
    assert state.forces.goal[:2].tolist() == [lay.NOWHERE, 3]


def test_some_battalions_change_sides_and_all_where_there_are_no_more() -> None:
    tables, state, log = alone()
    forces, leader = state.forces, 1
    forces.battalions[ARMY], forces.riders[ARMY], forces.gunners[ARMY] = 4, 0.2, 0.0
    forces.horses[ARMY], forces.commander[ARMY] = 200, leader
    tables.people.polity_pool[1], tables.people.polity_pool_size[1] = 8, 1
    forces.status[8] = lay.UNUSED
    state.realm.exists[:2], state.persons.leader_status[leader] = 1, lay.COMMAND
    men, arms = forces.men[ARMY], by_arm(state)
    break_away(tables, state, log, DAY, ARMY, 1, 1.0, leader)
    assert (forces.side[ARMY], forces.side[8]) == (0, 1)
    assert forces.men[8] == pytest.approx(men * 0.8 / 4)
    assert (forces.battalions[ARMY], forces.battalions[8]) == (3, 1)
    assert forces.men[ARMY] + forces.men[8] == pytest.approx(men)
    assert by_arm(state)[0] == pytest.approx(arms[0] - forces.men[8])
    assert (forces.commander[ARMY], forces.commander[8]) == (lay.NOBODY, leader)
    break_away(tables, state, log, DAY, ARMY, 1, 3.0, lay.NONE)
    assert forces.side[ARMY] == 1
