"""Recruits by the month for a sovereign without an army at home: it forms one at its seat."""

from __future__ import annotations

from ucronia.engine.acts_forces import free_slot, raise_column
from ucronia.engine.bonds import enemy_men_near
from ucronia.engine.compiled import apart
from ucronia.engine.knobs import (
    P_BATTALION_COST,
    P_BATTALION_MEN,
    P_DETACH_LEAST,
    P_RECRUIT_COST,
)
from ucronia.engine.layout import (
    N_POLITIES,
    N_PROVINCES,
    NOBODY,
    NOWHERE,
    RECRUITING,
    Draw,
    Log,
    State,
    Tables,
)
from ucronia.engine.levies import filled_first, is_home, wanted

EVERY_DAYS = 30


@apart
def seat_of_depot(tables: Tables, state: State, top: int) -> int:
    """Give where a sovereign's recruits are drilled: its capital, or its largest province's.

    Only provinces that it has at home, and no place where an enemy stands; NOWHERE if none.
    """
    capital = state.realm.capital[top]
    best, most = NOWHERE, 0.0
    for province in range(tables.size[N_PROVINCES]):
        place = tables.geo.province_capital[province]
        if not is_home(tables, state, province, top):
            continue
        if enemy_men_near(tables, state, top, place, 0.0) > 0.0:
            continue
        if capital >= 0 and tables.geo.place_province[capital] == province:
            return int(place)
        if tables.geo.province_people[province] > most:
            best, most = int(place), float(tables.geo.province_people[province])
    return best


@apart
def form(tables: Tables, state: State, log: Log, draw: Draw, day: int, top: int) -> None:
    """Let a sovereign without a force at home to fill form a battalion of its recruits."""
    if filled_first(tables, state, draw, top) >= 0 or free_slot(tables, state, top) < 0:
        return
    month, _ = wanted(tables, state, draw, top)
    pesos = 0.5 * max(state.realm.treasury[top], 0.0) - draw.parameter[P_BATTALION_COST]
    men = min(month, draw.parameter[P_BATTALION_MEN], pesos / draw.parameter[P_RECRUIT_COST])
    place = seat_of_depot(tables, state, top)
    if men < draw.parameter[P_DETACH_LEAST] or place < 0:
        return
    raise_column(tables, state, log, day, top, place, men, NOBODY)
    spent = men * draw.parameter[P_RECRUIT_COST] + draw.parameter[P_BATTALION_COST]
    state.realm.treasury[top] -= spent
    state.persons.ledger_pesos[RECRUITING] += spent


@apart
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Let every sovereign whose army is abroad or gone form another at home.

    In free play alone: the record tells itself of the armies that were formed.
    """
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 1 and state.realm.parent[polity] < 0:
            form(tables, state, log, draw, day, polity)
