"""Attrition: marching, fever, thin air, insurgents, desertion; mean losses of a week."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import desert
from ucronia.engine.arms import keep_gunners, keep_units
from ucronia.engine.bonds import is_afield, sovereign_of
from ucronia.engine.climate import PUNA, PUNA_M, is_stranger, newness, settle_in
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import lose_horses
from ucronia.engine.insurgents import any_many, is_harried
from ucronia.engine.knobs import (
    P_ATTRITION_ARREARS,
    P_ATTRITION_DESERTION,
    P_ATTRITION_MARCH,
    P_ATTRITION_PUNA,
    P_GUERRILLA_LOSS,
    P_HORSE_LOSS,
    P_INSURGENT_HUNGER,
    P_MORALE_DRIFT,
    P_PUNA_HORSES,
    P_RETREAT_DESERTION,
    P_TRAIN_DAYS,
    P_USED_PUNA_DAYS,
    P_WOUNDED_DEATH,
    P_WOUNDED_RETURN,
)
from ucronia.engine.land.fever import fever_share, nurse
from ucronia.engine.layout import (
    COUNT_ROLL,
    DEAD_MEN,
    HORSES_WORN,
    RETREAT,
    Draw,
    State,
    Tables,
)
from ucronia.engine.supply import cut_share

EVERY_DAYS = 7
_TENTH_LEFT = math.log(10.0)
"""After so many mean times a tenth of the recruits has yet to be trained."""
_SIERRA_M = 2500.0
"""Above it a march costs horses."""


@compiled
def death_rate(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give the share of a force that dies in a day of marching, thin air and insurgents."""
    rate = 0.0
    if day - state.forces.moved_day[force] <= EVERY_DAYS:
        rate += draw.parameter[P_ATTRITION_MARCH]
    if state.forces.climate[force] == PUNA and is_stranger(tables, state, force):
        new = newness(state, force, day, draw.parameter[P_USED_PUNA_DAYS])
        rate += draw.parameter[P_ATTRITION_PUNA] * new
    if is_harried(tables, state, force):
        rate += draw.parameter[P_GUERRILLA_LOSS]
    return rate


@compiled
def leave_rate(state: State, draw: Draw, force: int) -> float:
    """Give the share of a force that deserts in a day: the unpaid, and who falls back.

    Who is on a retreat today is taken to have been on one all week: few are, and in the mean
    every day of retreat costs its share.
    """
    months = state.realm.arrears[sovereign_of(state, state.forces.side[force])]
    rate = draw.parameter[P_ATTRITION_DESERTION] * (
        1.0 + draw.parameter[P_ATTRITION_ARREARS] * months
    )
    if state.forces.order[force] == RETREAT:
        rate += draw.parameter[P_RETREAT_DESERTION]
    return float(rate)


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
def horse_rate(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give the share of a force's horses that a day of marching in the mountains costs."""
    height = tables.geo.place_elevation_m[state.forces.place[force]]
    if height < _SIERRA_M or day - state.forces.moved_day[force] > EVERY_DAYS:
        return 0.0
    more = draw.parameter[P_PUNA_HORSES] if height > PUNA_M else 1.0
    return float(draw.parameter[P_HORSE_LOSS] * more)


@compiled
def step(tables: Tables, state: State, draw: Draw, day: int) -> None:
    """Take a week's mean losses from every force in the field."""
    is_anywhere = any_many(state)
    # every force's share of recruits who stay raw is the same, and an exponential is dear
    raw = math.exp(-_TENTH_LEFT * EVERY_DAYS / draw.parameter[P_TRAIN_DAYS])
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_afield(state, force):
            continue
        settle_in(tables, state, force, day)
        men = state.forces.men[force]
        dead = men * min(0.5, EVERY_DAYS * death_rate(tables, state, draw, force, day))
        state.forces.men[force] -= dead
        state.persons.ledger_men[DEAD_MEN] += dead
        rate = leave_rate(state, draw, force)
        if is_anywhere:
            rate *= 1.0 + draw.parameter[P_INSURGENT_HUNGER] * cut_share(tables, state, force)
        desert(state, force, men * min(0.5, EVERY_DAYS * rate))
        drift = min(1.0, draw.parameter[P_MORALE_DRIFT] * EVERY_DAYS)
        state.forces.morale[force] += drift * (0.5 - state.forces.morale[force])
        if state.forces.horses[force] > 0.0:
            worn = min(0.5, EVERY_DAYS * horse_rate(tables, state, draw, force, day))
            lose_horses(state, force, worn * state.forces.horses[force], HORSES_WORN)
        state.forces.trained[force] = 1.0 - raw * (1.0 - state.forces.trained[force])
        _mend(state, draw, force)
        share = fever_share(tables, state, draw, force, day)
        nurse(state, draw, force, share, EVERY_DAYS)
        keep_gunners(state, draw, force, EVERY_DAYS)
        keep_units(state, draw, force)
