"""The climates that a force comes into, and how far its men are used to them."""

from __future__ import annotations

import math

from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import apart, compiled
from ucronia.engine.layout import NEVER, State, Tables

COAST_M = 800.0
"""Below this height fever takes strangers to the coast."""
PUNA_M = 3500.0
"""Above it strangers suffer from thin air."""
NOT_KNOWN, OWN_COAST, VALLEYS, PUNA, STRANGE_COAST = range(5)


@compiled
def is_stranger(tables: Tables, state: State, force: int) -> bool:
    """Tell whether a force stands outside the blocs that its polity claims."""
    province = tables.geo.place_province[state.forces.place[force]]
    bloc = tables.geo.province_bloc[province]
    side = state.forces.side[force]
    if bloc < 0:
        return bool(state.realm.owner[province] != sovereign_of(state, side))
    return bool(tables.people.polity_claims[side, bloc] == 0)


@compiled
def climate_of(tables: Tables, state: State, force: int) -> int:
    """Give a force's climate: thin air is the same everywhere, a coast is not."""
    height = tables.geo.place_elevation_m[state.forces.place[force]]
    if height > PUNA_M:
        return PUNA
    if height >= COAST_M:
        return VALLEYS
    return STRANGE_COAST if is_stranger(tables, state, force) else OWN_COAST


@apart
def settle_in(tables: Tables, state: State, force: int, day: int) -> None:
    """Note the day on which a force has come into another climate; its first one is its own."""
    found = climate_of(tables, state, force)
    before = state.forces.climate[force]
    if before != found:
        state.forces.climate[force] = found
        state.forces.climate_day[force] = NEVER if before == NOT_KNOWN else day


@compiled
def newness(state: State, force: int, day: int, days: float) -> float:
    """Give how new a force's climate is to it: 1 on the day it comes, 1/e after `days`."""
    return math.exp(-(day - state.forces.climate_day[force]) / days)
