"""What expressions ask of a province, and of a bloc of them."""

from __future__ import annotations

from ucronia.engine.bonds import is_afield, sovereign_of
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.guides import is_guided
from ucronia.engine.layout import (
    COUNT_ROLL,
    N_BLOCS,
    N_CAUSES,
    N_POLITIES,
    N_PROVINCES,
    NONE,
    State,
    Tables,
)
from ucronia.engine.opcodes import (
    ASK_ALLEGIANCE,
    ASK_BORDERS,
    ASK_COMMUNITIES,
    ASK_CONTROLLER,
    ASK_CONTROLS,
    ASK_GARRISON,
    ASK_GUIDED,
    ASK_HOSTILE,
    ASK_INSURGENTS,
    ASK_IS_OCCUPIED,
    ASK_LAND_OPEN,
    ASK_OCCUPIED_DAYS,
    ASK_OWNER,
    ASK_POPULATION,
    ASK_POPULATION_OWNED,
    ASK_REJECTION,
    ASK_REVENUE,
    ASK_RULER,
    ASK_SEAT,
    ASK_SEATED_IN,
    ASK_TRIBUTE,
    ASK_UNREST,
    PROVINCE_NUMBER_END,
    PROVINCE_THING_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.polities import is_under


@inlined
def ask_province(op: int, a: int, b: int, tables: Tables, state: State, day: int) -> float:
    """Answer a question about a province `a`; `controls` asks of polity `a`, province `b`."""
    if op == ASK_CONTROLS:
        is_province = 0 <= b < tables.size[N_PROVINCES]
        holder = state.realm.controller[b] if is_province else NONE
        return truth(a >= 0 and is_under(state, holder, a))
    is_province = 0 <= a < tables.size[N_PROVINCES]
    if op < PROVINCE_THING_END:
        return float(_thing(op, a, tables, state)) if is_province else float(NONE)
    if not is_province:
        return 0.0
    if op < PROVINCE_NUMBER_END:
        return _number(op, a, b, tables, state)
    if op == ASK_BORDERS:
        return truth(b >= 0 and _borders(a, b, tables, state))
    return _hold(op, a, tables, state, day)


@inlined
def _thing(op: int, province: int, tables: Tables, state: State) -> int:
    if op == ASK_CONTROLLER:
        return int(state.realm.controller[province])
    if op == ASK_OWNER:
        return int(state.realm.owner[province])
    return int(tables.geo.province_capital[province]) if op == ASK_SEAT else NONE


@inlined
def _number(op: int, province: int, cause: int, tables: Tables, state: State) -> float:
    if op == ASK_ALLEGIANCE:
        is_cause = 0 <= cause < tables.size[N_CAUSES]
        return float(state.realm.allegiance[province, cause]) if is_cause else 0.0
    if op == ASK_UNREST:
        return float(state.realm.unrest[province])
    if op == ASK_POPULATION:
        return float(tables.geo.province_people[province])
    if op == ASK_INSURGENTS:
        return float(state.realm.insurgents[province])
    if op == ASK_REVENUE:
        return float(tables.geo.province_revenue_pesos[province])
    return _rejection(province, tables, state) if op == ASK_REJECTION else 0.0


@inlined
def _rejection(province: int, tables: Tables, state: State) -> float:
    holder = state.realm.controller[province]
    cause = tables.people.polity_cause[holder] if holder >= 0 else NONE
    return float(1.0 - state.realm.allegiance[province, cause]) if cause >= 0 else 0.0


@compiled
def _hold(op: int, province: int, tables: Tables, state: State, day: int) -> float:
    if op == ASK_GARRISON:
        return garrison(province, tables, state)
    is_occupied = _is_occupied(province, state)
    if op == ASK_OCCUPIED_DAYS:
        return float(max(day - state.realm.control_day[province], 0)) if is_occupied else 0.0
    return truth(op == ASK_IS_OCCUPIED and is_occupied)


@compiled
def garrison(province: int, tables: Tables, state: State) -> float:
    """Count the men in a province of its holder's sovereign, on land and under arms."""
    top = sovereign_of(state, state.realm.controller[province])
    men = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        place = state.forces.place[force]
        if place >= 0 and is_afield(state, force):
            is_holders = top >= 0 and sovereign_of(state, state.forces.side[force]) == top
            if is_holders and tables.geo.place_province[place] == province:
                men += state.forces.men[force]
    return men


@compiled
def _borders(province: int, polity: int, tables: Tables, state: State) -> bool:
    for other in range(tables.size[N_PROVINCES]):
        if tables.geo.province_neighbour[province, other] == 1:
            if is_under(state, state.realm.controller[other], polity):
                return True
    return False


@compiled
def _is_occupied(province: int, state: State) -> bool:
    holder = state.realm.controller[province]
    owner = state.realm.owner[province]
    apart = sovereign_of(state, holder) != sovereign_of(state, owner)
    return bool(holder >= 0 and owner >= 0 and apart)


@compiled
def ask_communities(op: int, a: int, b: int, tables: Tables, state: State) -> float:
    """Answer what share of a province lives in communities, or what a polity does there."""
    if op == ASK_COMMUNITIES or op == ASK_HOSTILE:
        if not 0 <= a < tables.size[N_PROVINCES]:
            return 0.0
        if op == ASK_HOSTILE:
            return truth(state.realm.hostile[a] == 1)
        return float(tables.geo.province_communities[a])
    if not 0 <= a < tables.size[N_POLITIES]:
        return 0.0
    if op == ASK_GUIDED:
        is_province = 0 <= b < tables.size[N_PROVINCES]
        return truth(is_province and is_guided(tables, state, a, b))
    if op == ASK_TRIBUTE:
        return float(state.realm.tribute[a])
    return float(state.realm.land_open[a]) if op == ASK_LAND_OPEN else 0.0


@compiled
def ask_bloc(op: int, a: int, b: int, tables: Tables, state: State) -> float:
    """Answer a question about a bloc; `seated_in` asks of polity `a` and bloc `b`."""
    if op == ASK_SEATED_IN:
        return truth(_is_seated(a, b, tables, state))
    is_bloc = 0 <= a < tables.size[N_BLOCS]
    if op == ASK_RULER:
        return float(ruler_of(a, tables, state)) if is_bloc else float(NONE)
    if op == ASK_POPULATION_OWNED and is_bloc and b >= 0:
        return people_owned(a, b, tables, state)
    return 0.0


@compiled
def _is_seated(polity: int, bloc: int, tables: Tables, state: State) -> bool:
    if bloc < 0 or not 0 <= polity < tables.size[N_POLITIES]:
        return False
    capital = state.realm.capital[polity]
    province = tables.geo.place_province[capital] if capital >= 0 else NONE
    return bool(province >= 0 and tables.geo.province_bloc[province] == bloc)


@compiled
def people_owned(bloc: int, polity: int, tables: Tables, state: State) -> float:
    """Count the people of a bloc's provinces that are by right a polity's or its members'."""
    people = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if tables.geo.province_bloc[province] == bloc:
            if is_under(state, state.realm.owner[province], polity):
                people += tables.geo.province_people[province]
    return people


@compiled
def ruler_of(bloc: int, tables: Tables, state: State) -> int:
    """Give the sovereign that owns over half of a bloc's people, NONE if none does."""
    people = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if tables.geo.province_bloc[province] == bloc:
            people += tables.geo.province_people[province]
    for polity in range(tables.size[N_POLITIES]):
        is_sovereign = sovereign_of(state, polity) == polity
        if is_sovereign and 2.0 * people_owned(bloc, polity, tables, state) > people:
            return polity
    return NONE
