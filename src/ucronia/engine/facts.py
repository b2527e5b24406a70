"""What is supposed otherwise at a fork, set in its state."""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import appoint, retire, take_up
from ucronia.engine.acts_provinces import control
from ucronia.engine.acts_relations import tariff
from ucronia.engine.arms import form_units
from ucronia.engine.bonds import call_up, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import follow_men, set_horses
from ucronia.engine.knobs import P_BATTALION_MEN, P_SQUADRON_MEN
from ucronia.engine.layout import (
    ACTIVE,
    ADJUSTED,
    ADJUSTED_PESOS,
    EMBARKED,
    GUNS_ADJUSTED,
    N_POLITIES,
    NOWHERE,
    SHIPS_ADJUSTED,
    Draw,
    Floats,
    Log,
    State,
    Tables,
)
from ucronia.engine.track import keep_track

F_MEN, F_PLACE, F_HOLDER, F_CONTROL, F_TREASURY, F_MEN_TIMES, F_TREASURY_TIMES = range(7)
F_TARIFF, F_TARIFF_TIMES, F_VALUE, F_VALUE_TIMES, F_CAPITAL = range(7, 12)
F_SHIPS, F_SHIPS_TIMES = 12, 13
F_BATTALIONS, F_BATTALIONS_TIMES, F_SQUADRONS, F_SQUADRONS_TIMES = range(14, 18)
F_GUNS, F_GUNS_TIMES, F_HORSES, F_HORSES_TIMES = range(18, 22)
"""Kinds of fact."""


@compiled
def set_facts(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, fact: Floats
) -> None:
    """Set what is supposed otherwise: rows of kind, thing, value."""
    for row in range(fact.shape[0]):
        kind, thing, value = int(fact[row, 0]), int(fact[row, 1]), fact[row, 2]
        if kind == F_MEN:
            if _stand(tables, state, thing):
                _set_men(state, thing, value)
        elif kind == F_MEN_TIMES:
            _set_men(state, thing, value * state.forces.men[thing])
        elif kind >= F_SHIPS:
            set_arms(tables, state, draw, kind, thing, value)
        elif kind == F_PLACE:
            _set_place(tables, state, day, thing, int(value))
        elif kind == F_HOLDER:
            _set_holder(tables, state, log, day, thing, int(value))
        elif kind == F_CONTROL:
            control(tables, state, log, day, thing, int(value))
        elif kind == F_TREASURY or kind == F_TREASURY_TIMES:
            _set_treasury(state, kind, thing, value)
        else:
            _set_terms(tables, state, log, day, kind, thing, value)


@compiled
def _set_treasury(state: State, kind: int, polity: int, value: float) -> None:
    """Give a polity's sovereign so many pesos, or so many times its own."""
    top = sovereign_of(state, polity)
    before = state.realm.treasury[top]
    after = value * before if kind == F_TREASURY_TIMES else value
    state.persons.ledger_pesos[ADJUSTED_PESOS] += after - before
    state.realm.treasury[top] = after


@compiled
def _set_terms(
    tables: Tables, state: State, log: Log, day: int, kind: int, thing: int, value: float
) -> None:
    """Set a tariff (of the pair that `thing` numbers), a scenario's variable, or a seat."""
    a, b = thing // tables.size[N_POLITIES], thing % tables.size[N_POLITIES]
    if kind == F_TARIFF:
        tariff(tables, state, log, day, a, b, value)
    elif kind == F_TARIFF_TIMES:
        tariff(tables, state, log, day, a, b, value * state.realm.tariff[a, b])
    elif kind == F_VALUE:
        state.persons.variable[thing] = value
    elif kind == F_VALUE_TIMES:
        state.persons.variable[thing] *= value
    elif kind == F_CAPITAL:
        state.realm.capital[thing] = int(value)


@compiled
def _stand(tables: Tables, state: State, force: int) -> bool:
    """Let a force stand up that has a place and a side that exists; False where it can't."""
    status = state.forces.status[force]
    if status == ACTIVE or status == EMBARKED:
        return True
    side = state.forces.side[force]
    if state.forces.place[force] < 0 or side < 0 or state.realm.exists[side] == 0:
        return False
    state.forces.status[force] = ACTIVE
    state.forces.next_place[force] = NOWHERE
    state.forces.goal[force] = NOWHERE
    call_up(state, force)
    take_up(tables, state, force)
    return True


@compiled
def _set_place(tables: Tables, state: State, day: int, force: int, place: int) -> None:
    """Put a force somewhere; it stands there."""
    before = state.forces.place[force]
    state.forces.place[force] = place
    if not _stand(tables, state, force):
        state.forces.place[force] = before
        return
    keep_track(state, force, day)
    state.forces.next_place[force] = NOWHERE
    state.forces.goal[force] = NOWHERE
    state.forces.status[force] = ACTIVE


@compiled
def _set_men(state: State, force: int, men: float) -> None:
    state.persons.ledger_men[ADJUSTED] += men - state.forces.men[force]
    follow_men(state, force, men)
    state.forces.men[force] = men


@compiled
def set_arms(
    tables: Tables, state: State, draw: Draw, kind: int, force: int, value: float
) -> None:
    """Give a force so many ships, units, guns or horses, or so many times its own."""
    forces = state.forces
    if kind <= F_SHIPS_TIMES:
        _set_ships(tables, state, kind, force, value)
        return
    if kind >= F_HORSES:
        stands = forces.status[force] == ACTIVE or forces.status[force] == EMBARKED
        horses = value * forces.horses[force] if kind == F_HORSES_TIMES else value
        if stands:
            set_horses(state, force, horses)
        return
    if kind >= F_GUNS:
        guns = value * forces.guns[force] if kind == F_GUNS_TIMES else value
        state.persons.ledger_guns[GUNS_ADJUSTED] += guns - forces.guns[force]
        forces.guns[force] = guns
        return
    is_foot = kind < F_SQUADRONS
    has = forces.battalions[force] if is_foot else forces.squadrons[force]
    is_factor = kind == F_BATTALIONS_TIMES or kind == F_SQUADRONS_TIMES
    units = math.floor((value * has if is_factor else value) + 0.5)
    if units > 0.0 and not _stand(tables, state, force):
        return
    full = draw.parameter[P_BATTALION_MEN] if is_foot else draw.parameter[P_SQUADRON_MEN]
    before = forces.men[force]
    form_units(state, force, units, full, is_foot)
    state.persons.ledger_men[ADJUSTED] += forces.men[force] - before


@compiled
def _set_ships(tables: Tables, state: State, kind: int, force: int, value: float) -> None:
    """Give a fleet so many ships, or so many times its own; one that gets some stands up."""
    ships = value * state.forces.ships[force] if kind == F_SHIPS_TIMES else value
    if ships > 0.0 and not _stand(tables, state, force):
        return
    state.persons.ledger_ships[SHIPS_ADJUSTED] += ships - state.forces.ships[force]
    state.forces.ships[force] = ships


@compiled
def _set_holder(
    tables: Tables, state: State, log: Log, day: int, office: int, leader: int
) -> None:
    """Give an office to a leader, or with NOBODY make it vacant."""
    if leader >= 0:
        appoint(tables, state, log, day, leader, office)
    elif state.persons.holder[office] >= 0:
        retire(tables, state, log, day, state.persons.holder[office])
