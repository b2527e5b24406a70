"""Recruits: from which country a sovereign takes them, how many, and to which force they go."""

from __future__ import annotations

from ucronia.engine.bonds import is_afield, is_fighting, sovereign_of
from ucronia.engine.compiled import apart
from ucronia.engine.knobs import (
    P_DEPOT_DAYS,
    P_PEACE_ARMY_SHARE,
    P_RECRUIT_RATE,
    P_WAR_ARMY_SHARE,
)
from ucronia.engine.layout import (
    COUNT_ROLL,
    GARRISON,
    MONTONERA,
    N_PROVINCES,
    NONE,
    Draw,
    State,
    Tables,
)

_MONTHS = 12.0


@apart
def is_home(tables: Tables, state: State, province: int, top: int) -> bool:
    """Tell whether a province that a sovereign holds is its own, or of its nation.

    Occupied land gives no men; a rival government fights in its own country, and levies there.
    """
    if sovereign_of(state, state.realm.controller[province]) != top:
        return False
    before = state.realm.before[province]
    if before < 0:
        return False
    nation = tables.people.polity_nation
    return bool(sovereign_of(state, before) == top or nation[before] == nation[top])


@apart
def wanted(tables: Tables, state: State, draw: Draw, top: int) -> tuple[float, float]:
    """Give the recruits of a month, and how many men the establishment lacks.

    The establishment is a share of the people at home, in war or in peace; a month brings no
    more than a share of them.
    """
    men, people = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_afield(state, force) and state.forces.kind[force] != MONTONERA:
            if sovereign_of(state, state.forces.side[force]) == top:
                men += state.forces.men[force]
    for province in range(tables.size[N_PROVINCES]):
        if is_home(tables, state, province, top):
            people += tables.geo.province_people[province]
    fighting = is_fighting(tables, state, top)
    share = draw.parameter[P_WAR_ARMY_SHARE if fighting else P_PEACE_ARMY_SHARE]
    lacking = people * share - men
    return min(lacking, people * draw.parameter[P_RECRUIT_RATE] / _MONTHS), lacking


@apart
def _is_depot(tables: Tables, state: State, draw: Draw, force: int, top: int) -> bool:
    """Tell whether a garrison stands near enough to the seat of government to drill men."""
    capital = state.realm.capital[top]
    here = state.forces.place[force]
    if capital < 0 or here == capital:
        return True
    return bool(tables.geo.land_days[capital, here] <= draw.parameter[P_DEPOT_DAYS])


@apart
def filled_first(tables: Tables, state: State, draw: Draw, top: int) -> int:
    """Give the force at home that recruits go to: the largest army, else the largest garrison.

    A garrison far from the seat of government keeps its post with the men that it has. NONE
    where there is neither.
    """
    best, best_is_army = NONE, False
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_afield(state, force) or state.forces.kind[force] == MONTONERA:
            continue
        if sovereign_of(state, state.forces.side[force]) != top:
            continue
        here = tables.geo.place_province[state.forces.place[force]]
        if not is_home(tables, state, here, top):
            continue
        is_army = state.forces.kind[force] != GARRISON
        if not is_army and not _is_depot(tables, state, draw, force, top):
            continue
        is_larger = best < 0 or state.forces.men[force] > state.forces.men[best]
        if (is_army and not best_is_army) or (is_army == best_is_army and is_larger):
            best, best_is_army = force, is_army
    return best
