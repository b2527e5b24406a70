"""Nothing is left to who can't hold it: states without heirs, commanders not at liberty."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_acts import sound_world
from tests.engine.test_effects import run
from tests.worlds import World, booked_horses
from ucronia.engine import layout as lay
from ucronia.engine.bonds import refresh as inner_refresh
from ucronia.engine.compiled import from_python
from ucronia.engine.heirless import state_of as inner_state_of

refresh = from_python(inner_refresh)
state_of = from_python(inner_state_of)


def lonely(seed: int) -> tuple[World, Any]:
    """A world whose polity_0 is a confederation with no member, and none of its nation."""
    world = sound_world(seed)
    state, people = world.state, world.tables.people
    state.realm.exists[:7] = 1
    state.realm.parent[:7] = lay.NONE
    people.polity_kind[0] = lay.CONFEDERATION
    people.polity_nation[:7] = (9, 1, 1, 2, 2, 2, 3)
    people.polity_kind[1:7] = (lay.RIVAL, lay.REPUBLIC, *[lay.REPUBLIC] * 4)
    world.tables.geo.province_nation[:5] = (1, 1, 2, 9, 9)
    state.realm.controller[:5] = state.realm.owner[:5] = state.realm.before[:5] = 0
    refresh(world.tables, state)
    return world, state


def test_provinces_without_an_heir_fall_to_a_state_of_their_nation_or_to_none() -> None:
    world, state = lonely(3)
    state.forces.commander[:] = state.forces.patron[:] = lay.NOBODY
    state.forces.side[0], state.forces.status[0], state.forces.men[0] = 0, lay.ACTIVE, 500
    men = float(state.forces.men.sum() + state.forces.wounded.sum())
    gone = float(state.persons.ledger_men[lay.DISCHARGED])
    own = state.forces.side == 0
    own &= np.isin(state.forces.status, (lay.ACTIVE, lay.EMBARKED))
    assert own.any()
    run(world, "dissolve(polity_0)")
    assert state.realm.controller[:5].tolist() == [2, 2, 3, lay.NONE, lay.NONE]
    assert state.realm.owner[:5].tolist() == [2, 2, 3, lay.NONE, lay.NONE]
    assert (state.forces.status[own] == lay.DISBANDED).all()
    left = float(state.forces.men.sum() + state.forces.wounded.sum())
    sent = float(state.persons.ledger_men[lay.DISCHARGED]) - gone
    assert men == pytest.approx(left + sent)


def test_a_state_is_its_nations_republic_before_its_rival() -> None:
    world, state = lonely(3)
    assert [state_of(world.tables, state, province, 0) for province in range(4)] == [
        2,
        2,
        3,
        -1,
    ]


@pytest.mark.parametrize(
    ("status", "takes"),
    [(lay.DEAD, False), (lay.PRISONER, False), (lay.EXILE, True), (lay.PRIVATE, True)],
)
def test_who_is_not_at_liberty_takes_no_command_of_a_force_that_is_raised(
    status: int, takes: bool
) -> None:
    world = sound_world(4)
    state = world.state
    state.forces.commander[:] = lay.NOBODY
    state.forces.status[8], state.forces.commander[8] = lay.UNUSED, 2
    state.forces.men[8] = state.forces.wounded[8] = 0
    state.realm.exists[1], state.persons.leader_status[2] = 1, status
    run(world, "raise_force(force_8, polity_1, place_1, 500)")
    assert state.forces.men[8] == 500
    assert (state.forces.commander[8] == 2) == takes
    assert state.persons.leader_status[2] == (lay.COMMAND if takes else status)


def test_who_commands_a_force_that_stands_takes_no_second() -> None:
    world = sound_world(4)
    state = world.state
    state.forces.commander[:] = lay.NOBODY
    state.forces.status[7:9] = lay.ACTIVE, lay.UNUSED
    state.forces.commander[7:9] = 2
    state.realm.exists[1], state.persons.leader_status[2] = 1, lay.COMMAND
    run(world, "raise_force(force_8, polity_1, place_1, 500)")
    assert state.forces.commander[7:9].tolist() == [2, lay.NOBODY]


def test_nothing_is_raised_for_or_given_to_a_polity_that_does_not_exist() -> None:
    world = sound_world(4)
    state = world.state
    state.realm.exists[1], state.forces.status[8] = 0, lay.UNUSED
    before = state.realm.controller.copy(), state.persons.ledger_men.copy()
    run(world, "raise_force(force_8, polity_1, place_1, 500)")
    run(world, "raise_column(polity_1, place_1, 500, none)")
    run(world, "occupy(province_1, polity_1)")
    run(world, "annex(province_2, polity_1)")
    run(world, "transfer(polity_2, polity_1)")
    np.testing.assert_array_equal(before[0], state.realm.controller)
    np.testing.assert_array_equal(before[1], state.persons.ledger_men)


def test_a_force_that_joins_one_which_stands_up_brings_its_morale() -> None:
    world = sound_world(4)
    state = world.state
    state.forces.status[7:9] = lay.ACTIVE, lay.UNUSED
    state.forces.men[7:9] = 900, 0
    state.forces.side[7], state.realm.exists[1], state.forces.morale[7] = 1, 1, 0.9
    run(world, "merge(force_7, force_8)")
    assert state.forces.men[8] == 900
    assert state.forces.morale[8] == pytest.approx(0.9)


@pytest.mark.parametrize("seed", range(6))
def test_guns_and_horses_are_booked_whatever_is_done(seed: int) -> None:
    world = sound_world(seed)
    state = world.state
    state.persons.ledger_guns[lay.GUNS_STARTED] = state.forces.guns.sum()
    dice = np.random.default_rng(seed)
    for verb in ("merge", "capitulate", "disperse", "disband", "dissolve", "merge") * 3:
        force, other = dice.choice(9, 2, replace=False)
        polity = dice.integers(7)
        said = {
            "merge": f"merge(force_{force}, force_{other})",
            "capitulate": f"capitulate(force_{force}, polity_{polity})",
            "dissolve": f"dissolve(polity_{polity})",
        }.get(verb, f"{verb}(force_{force})")
        run(world, said)
        books = state.persons.ledger_guns
        kept = books[lay.GUNS_STARTED] + books[lay.GUNS_ADJUSTED] - books[lay.GUNS_LOST]
        assert state.forces.guns.sum() == pytest.approx(kept), said
        assert state.forces.horses.sum() == pytest.approx(booked_horses(state)), said
