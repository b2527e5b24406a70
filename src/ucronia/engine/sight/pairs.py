"""What expressions ask of two polities, and of a polity's battles."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, friends, ships_of, sovereign_of
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    N_POLITIES,
    NEVER,
    PEACE,
    TRUCE,
    WAR,
    State,
    Tables,
)
from ucronia.engine.opcodes import (
    ASK_ALLIED,
    ASK_AT_WAR,
    ASK_BEATEN,
    ASK_COMMANDS_SEA,
    ASK_PEACE_DAYS,
    ASK_SAME_NATION,
    ASK_THREAT,
    ASK_TRADE_OPEN,
    ASK_WAR_DAYS,
    POLITY_PAIR_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.heard import is_known

NOT_YET = 99_999


@inlined
def ask_pair(op: int, a: int, b: float, tables: Tables, state: State, day: int) -> float:
    """Answer a question about two polities; or about one's last battle, where `b` is days."""
    if not 0 <= a < tables.size[N_POLITIES]:
        return 0.0
    if op >= POLITY_PAIR_END:
        return truth(_remembers(op, a, b, tables, state, day))
    other = int(b)
    is_pair = 0 <= other < tables.size[N_POLITIES]
    return _pair(op, a, other, tables, state, day) if is_pair else 0.0


@inlined
def _pair(op: int, a: int, b: int, tables: Tables, state: State, day: int) -> float:
    if op == ASK_AT_WAR:
        return truth(at_war(state, a, b))
    if op == ASK_ALLIED:
        return truth(friends(state, a, b))
    if op == ASK_WAR_DAYS:
        return float(_war_days(a, b, state, day))
    if op == ASK_PEACE_DAYS:
        return float(_peace_days(a, b, state, day))
    if op == ASK_THREAT:
        return float(state.realm.threat[a, b])
    if op == ASK_TRADE_OPEN:
        return truth(_is_open(a, b, state))
    if op == ASK_SAME_NATION:
        return truth(tables.people.polity_nation[a] == tables.people.polity_nation[b])
    if op == ASK_COMMANDS_SEA:
        return truth(ships_of(tables, state, a) > ships_of(tables, state, b))
    return 0.0


@compiled
def _war_days(a: int, b: int, state: State, day: int) -> int:
    if not at_war(state, a, b):
        return 0
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    began = day
    for one in (a, top_a):
        for other in (b, top_b):
            if state.realm.relation[one, other] == WAR:
                began = min(began, state.realm.relation_day[one, other])
    return int(day - began)


@compiled
def _peace_days(a: int, b: int, state: State, day: int) -> int:
    """Count the days since two, or their sovereigns, last made a treaty or a truce."""
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    made = NEVER
    if at_war(state, a, b) or friends(state, a, b):
        return NOT_YET
    for one in (a, top_a):
        for other in (b, top_b):
            relation = state.realm.relation[one, other]
            if relation == PEACE or relation == TRUCE:
                made = max(made, state.realm.relation_day[one, other])
    return NOT_YET if made == NEVER else int(day - made)


@compiled
def _is_open(a: int, b: int, state: State) -> bool:
    if a == b:
        return True
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    if top_a == top_b:
        return True
    is_open = state.realm.trade_open[a, b] == 1 and state.realm.trade_open[b, a] == 1
    is_above = state.realm.trade_open[top_a, top_b] == 1
    return bool(is_open and is_above and state.realm.trade_open[top_b, top_a] == 1)


@inlined
def _remembers(
    op: int, polity: int, days: float, tables: Tables, state: State, day: int
) -> bool:
    if op == ASK_BEATEN:
        beaten = state.persons.beaten_day[polity]
        if day - beaten > days:
            return False
        return is_known(tables, state, day, (polity, beaten), state.realm.capital[polity])
    return bool(day - state.persons.victory_day[polity] <= days)
