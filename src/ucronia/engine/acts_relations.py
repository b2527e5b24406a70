"""Every change of what two polities are to each other, each with its log line."""

from __future__ import annotations

from ucronia.engine.acts_leaders import note
from ucronia.engine.acts_orders import send_home
from ucronia.engine.acts_provinces import control
from ucronia.engine.bonds import at_war, friends, refresh, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    ALLIANCE,
    L_ALLY,
    L_PEACE,
    L_TRADE,
    L_WAR,
    N_FORCES,
    N_POLITIES,
    N_PROVINCES,
    NEVER,
    NONE,
    PEACE,
    TRUCE,
    WAR,
    Log,
    State,
    Tables,
)


@compiled
def relate(tables: Tables, state: State, day: int, a: int, b: int, relation: int) -> None:
    """Set the relation of two polities, and of all under their sovereigns."""
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    if top_a == top_b:
        return
    for x in range(tables.size[N_POLITIES]):
        if sovereign_of(state, x) != top_a:
            continue
        for y in range(tables.size[N_POLITIES]):
            if sovereign_of(state, y) == top_b and state.realm.relation[x, y] != relation:
                state.realm.relation[x, y] = relation
                state.realm.relation[y, x] = relation
                state.realm.relation_day[x, y] = day
                state.realm.relation_day[y, x] = day
    refresh(tables, state)


@compiled
def declare_war(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Begin a war; treaties that assigned a province of either to the other fall."""
    if state.realm.exists[a] == 0 or state.realm.exists[b] == 0 or at_war(state, a, b):
        return
    relate(tables, state, day, a, b, WAR)
    for province in range(tables.size[N_PROVINCES]):
        owner = state.realm.owner[province]
        if owner >= 0 and (friends(state, owner, a) or friends(state, owner, b)):
            state.realm.treaty_day[province] = NEVER
    note(state, log, (day, L_WAR, a, b, NONE, NONE), 0.0)


@compiled
def _restore(tables: Tables, state: State, log: Log, day: int, province: int) -> None:
    """Give a province back to who had it before the war: that sovereign's government there."""
    owner = state.realm.before[province]
    bloc = tables.geo.province_bloc[province]
    back = owner
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 1 and sovereign_of(state, polity) == owner:
            if bloc >= 0 and tables.people.polity_claims[polity, bloc] == 1:
                back = polity
                if polity != owner:
                    break
    if back >= 0 and state.realm.exists[back] == 1:
        control(tables, state, log, day, province, back)
        state.realm.owner[province] = owner


@compiled
def make_peace(
    tables: Tables, state: State, log: Log, day: int, a: int, b: int, terms: float
) -> None:
    """End a war: terms 1 leave each what it holds, any other what it had before."""
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    relate(tables, state, day, a, b, PEACE)
    for province in range(tables.size[N_PROVINCES]):
        holder = sovereign_of(state, state.realm.controller[province])
        before = state.realm.before[province]
        if (holder == top_a and before == top_b) or (holder == top_b and before == top_a):
            if terms == 1.0:
                state.realm.owner[province] = holder
                state.realm.before[province] = holder
                state.realm.treaty_day[province] = day
            else:
                _restore(tables, state, log, day, province)
    for force in range(tables.size[N_FORCES]):
        if state.forces.status[force] != ACTIVE or state.forces.men[force] <= 0.0:
            continue
        top = sovereign_of(state, state.forces.side[force])
        here = tables.geo.place_province[state.forces.place[force]]
        holder = sovereign_of(state, state.realm.controller[here])
        if (top == top_a and holder == top_b) or (top == top_b and holder == top_a):
            send_home(tables, state, log, day, force)
    note(state, log, (day, L_PEACE, a, b, int(terms), NONE), 0.0)


@compiled
def truce(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Let arms rest between two polities at war."""
    if at_war(state, a, b):
        relate(tables, state, day, a, b, TRUCE)
        note(state, log, (day, L_PEACE, a, b, 3, NONE), 0.0)


@compiled
def ally_with(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Ally two polities."""
    relate(tables, state, day, a, b, ALLIANCE)
    note(state, log, (day, L_ALLY, a, b, 1, NONE), 0.0)


@compiled
def break_alliance(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Bring two allies back to plain peace."""
    if friends(state, a, b) and sovereign_of(state, a) != sovereign_of(state, b):
        relate(tables, state, day, a, b, PEACE)
        note(state, log, (day, L_ALLY, a, b, 0, NONE), 0.0)


@compiled
def open_trade(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Open trade between two polities."""
    state.realm.trade_open[a, b] = 1
    state.realm.trade_open[b, a] = 1
    note(state, log, (day, L_TRADE, a, b, 1, NONE), 0.0)


@compiled
def close_trade(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Ban trade between two polities."""
    state.realm.trade_open[a, b] = 0
    state.realm.trade_open[b, a] = 0
    note(state, log, (day, L_TRADE, a, b, 0, NONE), 0.0)


@compiled
def tariff(
    tables: Tables, state: State, log: Log, day: int, a: int, b: int, rate: float
) -> None:
    """Set the share of value that one polity levies on another's goods; members do as it."""
    levied = min(max(rate, 0.0), 2.0)
    for x in range(tables.size[N_POLITIES]):
        if x != a and state.realm.parent[x] != a:
            continue
        for y in range(tables.size[N_POLITIES]):
            if y == b or state.realm.parent[y] == b:
                state.realm.tariff[x, y] = levied
    note(state, log, (day, L_TRADE, a, b, 2, NONE), rate)


@compiled
def pay(tables: Tables, state: State, log: Log, day: int, a: int, b: int, pesos: float) -> None:
    """Move pesos between the treasuries of two polities' sovereigns."""
    state.realm.treasury[sovereign_of(state, a)] -= pesos
    state.realm.treasury[sovereign_of(state, b)] += pesos


@compiled
def menace(
    tables: Tables, state: State, log: Log, day: int, a: int, b: int, amount: float
) -> None:
    """Add to the threat that one polity feels from another."""
    level = state.realm.threat[a, b] + amount
    state.realm.threat[a, b] = min(max(level, 0.0), 1.0)
