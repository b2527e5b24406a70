"""What falls with an army where two contend for one government, written again otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.test_bodies import ARMY, OTHER, a_world, with_values
from ucronia.engine import layout as lay
from ucronia.engine.bonds import muster as inner_muster
from ucronia.engine.compiled import from_python
from ucronia.engine.land import columns, stakes

falls_with = from_python(stakes.falls_with)
at_stake = from_python(stakes.at_stake)
worth_of_province = from_python(columns.worth_of_province)
muster = from_python(inner_muster)
STATE, CHIEF = 0, 1
SHARE = 0.4


def contenders(seed: int, kind: int = lay.RIVAL) -> tuple[Any, Any, Any]:
    """Two governments of a nation at war: the state's army here, the chief's there."""
    tables, states, _ = a_world(seed)
    state = states[0]
    tables.people.polity_kind[STATE], tables.people.polity_kind[CHIEF] = lay.REPUBLIC, kind
    tables.people.polity_nation[STATE] = tables.people.polity_nation[CHIEF] = 0
    state.realm.exists[:] = 0
    for polity, army in ((STATE, ARMY), (CHIEF, OTHER)):
        state.realm.exists[polity] = 1
        state.realm.parent[polity], state.realm.top[polity] = lay.NONE, polity
        state.forces.side[army] = polity
    state.realm.bond[:, :] = lay.BOND_NONE
    state.realm.bond[STATE, CHIEF] = state.realm.bond[CHIEF, STATE] = lay.BOND_WAR
    state.realm.fighting[STATE] = state.realm.fighting[CHIEF] = 2
    muster(tables, state)
    return (
        tables,
        state,
        with_values(command_stake=SHARE, command_province=1.0, command_capital=3.0),
    )


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_share_of_what_its_side_holds_falls_with_an_army(seed: int) -> None:
    tables, state, draw = contenders(seed)
    provinces = range(int(tables.size[lay.N_PROVINCES]))
    held = [v for v in provinces if state.realm.controller[v] == CHIEF]
    prize = sum(worth_of_province(tables, state, draw, STATE, v) for v in held)
    men = state.forces.men[OTHER] / max(state.realm.army_men[CHIEF], state.forces.men[OTHER])
    expected = pytest.approx(SHARE * men * prize, rel=1e-12)
    assert falls_with(tables, state, draw, STATE, OTHER) == expected
    # what the one may win is what the other may lose
    assert at_stake(tables, state, draw, OTHER) == expected


def test_somebody_holds_something_in_some_of_these_worlds() -> None:
    fallen = [falls_with(*contenders(seed), STATE, OTHER) for seed in range(1, 9)]
    assert max(fallen) > 0.0


@pytest.mark.parametrize("seed", range(1, 4))
def test_nothing_falls_with_an_army_between_states_or_in_peace(seed: int) -> None:
    tables, state, draw = contenders(seed, lay.REPUBLIC)
    assert falls_with(tables, state, draw, STATE, OTHER) == 0.0
    tables, state, draw = contenders(seed)
    state.realm.bond[STATE, CHIEF] = state.realm.bond[CHIEF, STATE] = lay.BOND_NONE
    assert at_stake(tables, state, draw, OTHER) == 0.0
