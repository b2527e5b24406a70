"""What expressions ask of a leader, and of an office."""

from __future__ import annotations

from ucronia.engine.acts_leaders import trait
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    AMBITION,
    COUNT_ROLL,
    DEAD,
    EXILE,
    N_LEADERS,
    N_OFFICES,
    N_POLITIES,
    NOBODY,
    NONE,
    PRISONER,
    State,
    Tables,
)
from ucronia.engine.opcodes import (
    ASK_ALIVE,
    ASK_AMBITION,
    ASK_ARMY_OF,
    ASK_FREE,
    ASK_HOLDER,
    ASK_HOLDS,
    ASK_IN_EXILE,
    ASK_IS_HEAD,
    ASK_IS_PRISONER,
    ASK_OFFICE_DAYS,
    ASK_SERVES,
    ASK_TIED,
    LEADER_FLAG_END,
    LEADER_TRAIT_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.forces import is_active
from ucronia.engine.sight.polities import is_at_large


@inlined
def ask_leader(op: int, leader: int, b: int, tables: Tables, state: State, day: int) -> float:
    """Answer a question about a leader; `b` is an office or another leader."""
    is_leader = 0 <= leader < tables.size[N_LEADERS]
    if op < LEADER_FLAG_END:
        return truth(is_leader and _flag(op, leader, b, tables, state))
    if op < LEADER_TRAIT_END:
        # the questions stand in the order of the traits
        return trait(tables, leader, AMBITION + op - ASK_AMBITION, day) if is_leader else 0.0
    if not is_leader:
        return float(NONE)
    if op == ASK_SERVES:
        return float(state.persons.leader_polity[leader])
    return float(_army(leader, tables, state)) if op == ASK_ARMY_OF else float(NONE)


@inlined
def _flag(op: int, leader: int, b: int, tables: Tables, state: State) -> bool:
    status = state.persons.leader_status[leader]
    if op == ASK_ALIVE:
        return bool(status != DEAD)
    if op == ASK_FREE:
        return is_at_large(state, leader)
    if op == ASK_IN_EXILE:
        return bool(status == EXILE)
    if op == ASK_IS_PRISONER:
        return bool(status == PRISONER)
    if op == ASK_IS_HEAD:
        return _is_head(leader, tables, state)
    if op == ASK_HOLDS:
        return 0 <= b < tables.size[N_OFFICES] and bool(state.persons.holder[b] == leader)
    if op == ASK_TIED and 0 <= b < tables.size[N_LEADERS]:
        return bool(state.persons.tie[leader, b] == 1 or state.persons.tie[b, leader] == 1)
    return False


@compiled
def _is_head(leader: int, tables: Tables, state: State) -> bool:
    for polity in range(tables.size[N_POLITIES]):
        office = tables.people.polity_office[polity]
        if state.realm.exists[polity] == 1 and office >= 0:
            if state.persons.holder[office] == leader:
                return True
    return False


@compiled
def _army(leader: int, tables: Tables, state: State) -> int:
    best, most = NONE, -1.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.commander[force] == leader and is_active(state, force):
            if state.forces.men[force] > most:
                best, most = force, state.forces.men[force]
    return best


@inlined
def ask_office(op: int, office: int, tables: Tables, state: State, day: int) -> float:
    """Answer a question about an office."""
    is_office = 0 <= office < tables.size[N_OFFICES]
    holder = int(state.persons.holder[office]) if is_office else NOBODY
    if op == ASK_HOLDER:
        return float(holder)
    if op == ASK_OFFICE_DAYS and holder >= 0:
        return float(max(day - state.persons.office_day[office], 0))
    return 0.0
