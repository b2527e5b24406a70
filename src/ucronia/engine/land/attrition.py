"""Attrition: marching, fever, thin air, insurgents, desertion; mean losses of a week."""

from __future__ import annotations

from ucronia.engine.acts_forces import desert
from ucronia.engine.bonds import is_afield, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.insurgents import is_harried
from ucronia.engine.knobs import (
    P_ATTRITION_ARREARS,
    P_ATTRITION_DESERTION,
    P_ATTRITION_FEVER,
    P_ATTRITION_MARCH,
    P_ATTRITION_PUNA,
    P_GUERRILLA_LOSS,
    P_MORALE_DRIFT,
    P_WOUNDED_DEATH,
    P_WOUNDED_RETURN,
)
from ucronia.engine.layout import COUNT_ROLL, DEAD_MEN, Draw, State, Tables

EVERY_DAYS = 7
_COAST_M = 800.0
"""Below this height fever takes strangers to the coast."""
_PUNA_M = 3500.0
"""Above it strangers suffer from thin air."""


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
def death_rate(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give the share of a force that dies in a day: marching, fever, thin air, insurgents."""
    rate = 0.0
    if day - state.forces.moved_day[force] <= EVERY_DAYS:
        rate += draw.parameter[P_ATTRITION_MARCH]
    if is_stranger(tables, state, force):
        height = tables.geo.place_elevation_m[state.forces.place[force]]
        if height < _COAST_M:
            rate += draw.parameter[P_ATTRITION_FEVER]
        elif height > _PUNA_M:
            rate += draw.parameter[P_ATTRITION_PUNA]
    if is_harried(tables, state, draw, force):
        rate += draw.parameter[P_GUERRILLA_LOSS]
    return rate


@compiled
def _mend(state: State, draw: Draw, force: int) -> None:
    wounded = state.forces.wounded[force]
    if wounded <= 0.0:
        return
    back = wounded * min(1.0, draw.parameter[P_WOUNDED_RETURN] * EVERY_DAYS)
    dead = (wounded - back) * min(1.0, draw.parameter[P_WOUNDED_DEATH] * EVERY_DAYS)
    state.forces.wounded[force] = wounded - back - dead
    state.forces.men[force] += back
    state.persons.ledger_men[DEAD_MEN] += dead


@compiled
def step(tables: Tables, state: State, draw: Draw, day: int) -> None:
    """Take a week's mean losses from every force in the field."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_afield(state, force):
            continue
        men = state.forces.men[force]
        dead = men * min(0.5, EVERY_DAYS * death_rate(tables, state, draw, force, day))
        state.forces.men[force] -= dead
        state.persons.ledger_men[DEAD_MEN] += dead
        months = state.realm.arrears[sovereign_of(state, state.forces.side[force])]
        rate = draw.parameter[P_ATTRITION_DESERTION] * (
            1.0 + draw.parameter[P_ATTRITION_ARREARS] * months
        )
        desert(state, force, men * min(0.5, EVERY_DAYS * rate))
        drift = min(1.0, draw.parameter[P_MORALE_DRIFT] * EVERY_DAYS)
        state.forces.morale[force] += drift * (0.5 - state.forces.morale[force])
        _mend(state, draw, force)
