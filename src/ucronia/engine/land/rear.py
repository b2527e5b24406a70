"""The rear: occupied provinces that may rise, what they are worth to a side, who holds them."""

from __future__ import annotations

from ucronia.engine.bonds import friends, is_afield
from ucronia.engine.compiled import apart
from ucronia.engine.insurgents import any_many, enough_men, is_risen_against
from ucronia.engine.knobs import P_COMMAND_PROVINCE, P_COMMAND_REAR
from ucronia.engine.layout import COUNT_ROLL, N_PROVINCES, Draw, State, Tables


@apart
def any_rising(tables: Tables, state: State, side: int) -> bool:
    """Tell whether insurgents are many in a province that a side or its friend occupies."""
    if not any_many(state):
        return False
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.hostile[province] == 1 and is_rear(tables, state, side, province):
            return True
    return False


@apart
def is_rear(tables: Tables, state: State, side: int, province: int) -> bool:
    """Tell whether a province that a side or its friend occupies has many insurgents."""
    if not friends(state, side, state.realm.controller[province]):
        return False
    return is_risen_against(tables, state, province)


@apart
def guards_of(tables: Tables, state: State, side: int, province: int, but: int) -> float:
    """Count the men of a side and its friends in a province or bound for its capital.

    One force, `but`, is left out.
    """
    men = 0.0
    capital = tables.geo.province_capital[province]
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if force == but or not is_afield(state, force):
            continue
        if not friends(state, side, state.forces.side[force]):
            continue
        is_in_it = tables.geo.place_province[state.forces.place[force]] == province
        if state.forces.goal[force] == capital or (is_in_it and state.forces.goal[force] < 0):
            men += state.forces.men[force]
    return men


@apart
def lacking(
    tables: Tables, state: State, draw: Draw, side: int, province: int, but: int
) -> float:
    """Give the share lacking of the men who are enough to hold a province, one force apart."""
    men = guards_of(tables, state, side, province, but)
    return float(max(0.0, 1.0 - men / enough_men(tables, draw, province)))


@apart
def worth_of_rear(tables: Tables, state: State, draw: Draw, force: int, province: int) -> float:
    """Give what it is worth to a force to be in an occupied province that may rise.

    So many times what the like province under the enemy would be, times the share lacking of
    the men who are enough, the force's own apart: 0 where it is quiet, or well held by others.
    """
    side = state.forces.side[force]
    if state.realm.hostile[province] == 0 or not is_rear(tables, state, side, province):
        return 0.0
    worth = draw.parameter[P_COMMAND_PROVINCE] * tables.geo.province_people[province] / 100000.0
    open_to_it = lacking(tables, state, draw, side, province, force)
    return float(draw.parameter[P_COMMAND_REAR] * worth * open_to_it)
