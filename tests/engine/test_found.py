"""What random worlds brought to light, each once more and small (see test_random_worlds.py)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_acts import sound_world
from tests.engine.test_effects import run
from tests.worlds import CAPACITY, World, draw_of
from ucronia.engine import facts, pins
from ucronia.engine import layout as lay
from ucronia.engine.bonds import refresh as inner_refresh
from ucronia.engine.compiled import from_python
from ucronia.engine.records import new_records

refresh = from_python(inner_refresh)
set_facts = from_python(facts.set_facts)
pin_place = from_python(pins.pin_place)
GONE = 6
"""A polity that does not exist."""


def clear_world(seed: int = 5) -> tuple[World, Any]:
    """A world of sovereign polities, the last of which does not exist, without commanders."""
    world = sound_world(seed)
    state, forces = world.state, world.state.forces
    state.realm.exists[:GONE], state.realm.exists[GONE] = 1, 0
    state.realm.parent[:7] = lay.NONE
    world.tables.people.polity_kind[:7] = lay.REPUBLIC
    forces.commander[:] = forces.patron[:] = lay.NOBODY
    forces.status[:3], forces.side[:3], forces.place[:3] = lay.ACTIVE, 0, 1
    forces.kind[:3], forces.men[:3], forces.battalions[:3] = lay.ARMY, 900.0, 3.0
    forces.horses[:3] = forces.riders[:3] = 0.0
    state.persons.leader_status[:6] = lay.PRIVATE
    state.persons.holder[:4] = lay.NOBODY
    refresh(world.tables, state)
    return world, state


def imprisoned_head(leader: int = 0) -> tuple[World, Any]:
    """The same, with a head of state who is another's prisoner and stays head."""
    world, state = clear_world()
    world.tables.people.office_polity[0] = world.tables.people.polity_office[0] = 0
    state.persons.holder[0], state.persons.leader_status[leader] = leader, lay.PRISONER
    state.persons.leader_captor[leader], state.persons.leader_polity[leader] = 1, 0
    return world, state


@pytest.mark.parametrize("verb", ["release(polity_1, polity_0)", "command(leader_0, force_0)"])
def test_a_head_set_free_is_in_office_again(verb: str) -> None:
    world, state = imprisoned_head()
    run(world, verb)
    assert state.persons.holder[0] == 0
    assert state.persons.leader_status[0] == lay.OFFICE
    assert state.persons.leader_captor[0] == lay.NONE


def test_another_who_is_released_goes_home() -> None:
    world, state = imprisoned_head()
    state.persons.holder[0] = lay.NOBODY
    run(world, "release(polity_1, polity_0)")
    assert state.persons.leader_status[0] == lay.PRIVATE


@pytest.mark.parametrize(
    "verb", ["defect(force_0, polity_6)", "break_away(force_0, polity_6, 1, none)"]
)
def test_nobody_goes_over_to_a_polity_that_is_not_there(verb: str) -> None:
    world, state = clear_world()
    before = state.forces.side[:9].copy(), state.forces.men[:9].copy()
    run(world, verb)
    assert np.array_equal(state.forces.side[:9], before[0])
    assert np.array_equal(state.forces.men[:9], before[1])


def test_who_leads_what_breaks_away_leads_nothing_else() -> None:
    world, state = clear_world()
    state.forces.status[6:9] = lay.UNUSED
    state.forces.commander[1] = 2
    run(world, "break_away(force_0, polity_1, 1, leader_2)")
    (led,) = np.flatnonzero(state.forces.commander[:9] == 2)
    assert state.forces.side[led] == 1
    assert state.persons.leader_polity[2] == 1


def test_the_dead_lead_nothing_that_breaks_away() -> None:
    world, state = clear_world()
    state.forces.status[6:9] = lay.UNUSED
    state.persons.leader_status[2] = lay.DEAD
    run(world, "break_away(force_0, polity_1, 1, leader_2)")
    assert state.persons.leader_status[2] == lay.DEAD
    assert not (state.forces.commander[:9] == 2).any()


def test_a_fleet_without_a_place_gets_no_ships() -> None:
    world, state = clear_world()
    state.forces.kind[0], state.forces.status[0] = lay.FLEET, lay.UNUSED
    state.forces.place[0], state.forces.ships[0] = lay.NOWHERE, 0.0
    run(world, "add_ships(force_0, 3)")
    assert state.forces.status[0] == lay.UNUSED
    assert state.forces.ships[0] == 0.0


@pytest.mark.parametrize("verb", ["detach(force_0, force_8, 100)", "merge(force_0, force_8)"])
def test_no_force_is_formed_for_a_polity_that_is_not_there(verb: str) -> None:
    world, state = clear_world()
    state.forces.side[0], state.forces.status[0] = GONE, lay.INTERNED
    state.forces.status[8], state.forces.men[8] = lay.UNUSED, 0.0
    run(world, verb)
    assert state.forces.status[8] == lay.UNUSED
    assert state.forces.men[0] == 900.0


def test_no_verb_is_given_numbers_that_overflow() -> None:
    world, state = clear_world()
    for _ in range(3):
        run(world, "reinforce(force_0, 1e15 ** 4 * 1e15 ** 4)")
    run(world, "set(x_0, -1 * 1e15 ** 4 * 1e15 ** 4)")
    assert state.forces.men[0] == pytest.approx(3e12)
    assert state.persons.variable[0] == pytest.approx(-1e12)


@pytest.mark.parametrize("kind", [facts.F_BATTALIONS, facts.F_SQUADRONS])
def test_units_are_given_to_a_force_that_stands_or_can(kind: int) -> None:
    world, state = clear_world()
    state.forces.status[:2], state.forces.men[:2] = lay.UNUSED, 0.0
    state.forces.place[0] = lay.NOWHERE
    told = np.array([[kind, force, 4.0] for force in (0, 1)])
    draw: Any = draw_of(world)
    draw.parameter[:] = 100.0
    log: Any = new_records(lay.Log, CAPACITY)[0]
    set_facts(world.tables, state, log, draw, 3, told)
    assert state.forces.status[:2].tolist() == [lay.UNUSED, lay.ACTIVE]
    assert state.forces.men[:2].tolist() == [0.0, 400.0]


def test_a_force_that_the_record_puts_somewhere_serves_who_exists() -> None:
    world, state = clear_world()
    world.tables.people.polity_nation[:7] = (0, 1, 2, 3, 4, 5, 2)
    state.forces.side[0], state.forces.status[0] = GONE, lay.UNUSED
    pin_place(world.tables, state, 3, 0, 2)
    # who is of its nation stands in for it
    assert state.forces.status[0] == lay.ACTIVE and state.forces.side[0] == 2
    world.tables.people.polity_nation[GONE] = 9
    state.forces.side[1], state.forces.status[1] = GONE, lay.UNUSED
    world.tables.geo.place_province[2], state.realm.controller[3] = 3, 4
    pin_place(world.tables, state, 3, 1, 2)
    assert state.forces.side[1] == 4


@pytest.mark.parametrize("status", [lay.DEAD, lay.PRISONER])
def test_who_is_not_at_liberty_takes_up_no_command_by_the_record(status: int) -> None:
    world, state = clear_world()
    state.forces.commander[0], state.forces.status[0] = 3, lay.UNUSED
    state.persons.leader_status[3] = status
    pin_place(world.tables, state, 3, 0, 2)
    assert state.forces.status[0] == lay.ACTIVE
    assert state.forces.commander[0] == lay.NOBODY


def test_who_commands_one_force_takes_up_no_second_by_the_record() -> None:
    world, state = clear_world()
    state.forces.commander[0] = state.forces.commander[1] = 3
    state.forces.status[0] = lay.UNUSED
    pin_place(world.tables, state, 3, 0, 2)
    assert state.forces.commander[:2].tolist() == [lay.NOBODY, 3]
