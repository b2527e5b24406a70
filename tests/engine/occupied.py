"""A small country under an occupier, set out by hand: five provinces, one capital each.

Place v is the capital of province v; the places lie in a row, a day's march from each to the
next. Polity 0 occupies provinces 1, 2 and 3, which are polity 1's by right, and holds its own,
0; polity 1 holds 4. They are at war. Nobody else is there, no place is a port.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.engine.test_bodies import ARMY, a_world
from ucronia.engine import layout as lay

OCCUPIER, OWNER = 0, 1
PLACES = 5


def occupied() -> tuple[Any, Any, Any]:
    """Tables, a state and a log; the occupier's army of 1,000 men stands in province 2."""
    tables, states, log = a_world()
    state, geo = states[0], tables.geo
    tables.size[lay.N_PLACES] = PLACES
    geo.place_province[:PLACES] = geo.province_capital[:PLACES] = np.arange(PLACES)
    geo.place_zone[:PLACES] = lay.NOWHERE
    geo.place_trade_pesos[:PLACES] = 0.0
    geo.province_people[:PLACES] = 100_000.0
    geo.province_bloc[:PLACES] = lay.NONE
    step = np.arange(PLACES)
    geo.land_days[:PLACES, :PLACES] = abs(step[:, None] - step[None, :])
    geo.next_place[:PLACES, :PLACES] = step[:, None] + np.sign(step[None, :] - step[:, None])
    realm = state.realm
    realm.controller[:PLACES] = [OCCUPIER] * 4 + [OWNER]
    realm.owner[:PLACES] = [OCCUPIER] + [OWNER] * 4
    realm.exists[:2], realm.parent[:2], realm.top[:2] = 1, lay.NONE, (0, 1)
    realm.bond[:] = lay.BOND_NONE
    realm.bond[OCCUPIER, OWNER] = realm.bond[OWNER, OCCUPIER] = lay.BOND_WAR
    realm.bond[OCCUPIER, OCCUPIER] = realm.bond[OWNER, OWNER] = lay.BOND_FRIENDS
    realm.fighting[:2] = 2
    tables.people.polity_nation[:2] = 0, 1
    tables.people.polity_cause[:2] = 0, 1
    rise(state)
    state.forces.roll[0] = ARMY
    state.persons.counter[lay.COUNT_ROLL] = 1
    state.forces.side[ARMY], state.forces.place[ARMY] = OCCUPIER, 2
    state.forces.goal[ARMY] = state.forces.next_place[ARMY] = lay.NOWHERE
    return tables, state, log


def rise(state: Any, *provinces: int) -> None:
    """Let those in arms be many in these provinces, and nowhere else."""
    state.realm.hostile[:] = 0
    state.realm.hostile[list(provinces)] = 1
    state.persons.counter[lay.COUNT_HOSTILE] = len(provinces)
