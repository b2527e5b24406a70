"""Relations, a month at a time: weariness, threat, legitimacy, vacant posts, ends."""

from __future__ import annotations

from ucronia.engine.acts_leaders import appoint, command, successor
from ucronia.engine.acts_realm import dissolve
from ucronia.engine.bonds import is_afield, is_fighting, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.customs import collected, places_held
from ucronia.engine.insurgents import any_many, is_harried
from ucronia.engine.knobs import (
    P_LEGITIMACY_DRIFT,
    P_THREAT_DRIFT,
    P_THREAT_TRADE,
    P_THREAT_UNION,
    P_WEARINESS_INSURGENTS,
    P_WEARINESS_PEACE,
    P_WEARINESS_WAR,
)
from ucronia.engine.layout import (
    ACTIVE,
    CONFEDERATION,
    COUNT_ROLL,
    EMBARKED,
    FLEET,
    HAS_MEMBERS,
    MONTONERA,
    N_BLOCS,
    N_CIRCUITS,
    N_OFFICES,
    N_POLITIES,
    N_PROVINCES,
    NOBODY,
    PARTY,
    REPUBLIC,
    Draw,
    Floats,
    Log,
    State,
    Tables,
)
from ucronia.engine.sight.polities import is_under

EVERY_DAYS = 30
_MONTHS = 12.0


@compiled
def tied_share(tables: Tables, state: State, polity: int) -> float:
    """Give the share of a polity's men, its members' too, who stand among many insurgents."""
    men = 0.0
    tied = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_afield(state, force) or not is_under(state, state.forces.side[force], polity):
            continue
        men += state.forces.men[force]
        if is_harried(tables, state, force):
            tied += state.forces.men[force]
    return float(tied / men) if men > 0.0 else 0.0


@compiled
def settle_weariness(tables: Tables, state: State, draw: Draw, polity: int) -> None:
    """Let war tire and peace rest a polity: the more of its men insurgents tie down, the more.

    dw/dt = r (1 + o s) in a war, r the pace of war, s the share of its men among insurgents.
    """
    if is_fighting(tables, state, polity):
        pace = draw.parameter[P_WEARINESS_WAR]
        if any_many(state):
            tied = tied_share(tables, state, polity)
            pace *= 1.0 + draw.parameter[P_WEARINESS_INSURGENTS] * tied
        level = state.realm.weariness[polity] + pace / _MONTHS
    else:
        level = state.realm.weariness[polity] * (
            1.0 - draw.parameter[P_WEARINESS_PEACE] / _MONTHS
        )
    state.realm.weariness[polity] = min(max(level, 0.0), 1.0)


@compiled
def most_of(tables: Tables, state: State, between: Floats, a: int, b: int) -> float:
    """Give what stands between a and b in a [Q, Q] table; of a union, its members' most."""
    if (state.realm.standing[a] | state.realm.standing[b]) & HAS_MEMBERS == 0:
        return float(between[a, b])
    most = 0.0
    for x in range(tables.size[N_POLITIES]):
        if x != a and state.realm.parent[x] != a:
            continue
        for y in range(tables.size[N_POLITIES]):
            if y == b or state.realm.parent[y] == b:
                most = max(most, between[x, y])
    return most


@compiled
def drawn_off(tables: Tables, state: State, a: int, b: int) -> float:
    """Give the trade that b's ports have drawn to circuits whose rival is a, in whole circuits.

    A union's is that of all its circuits, with a port or without one.
    """
    top = sovereign_of(state, b)
    is_union = tables.people.polity_kind[top] == CONFEDERATION
    gain = 0.0
    for circuit in range(tables.size[N_CIRCUITS]):
        if tables.people.circuit_rival[circuit] == a:
            grown = state.realm.trade[circuit] - tables.people.circuit_start[circuit]
            share = 1.0 if is_union else collected(tables, state, circuit, top)
            gain += grown * share
    return gain


@compiled
def barred_by(tables: Tables, state: State, a: int, b: int) -> float:
    """Give the trade of a's ports that b's duties keep away since the start, in whole circuits.

    Lower duties than those of the first day count below 0.
    """
    new = most_of(tables, state, state.realm.tariff, b, a)
    old = most_of(tables, state, tables.people.tariff_base, b, a)
    if new == old:
        return 0.0
    lost = 0.0
    for circuit in range(tables.size[N_CIRCUITS]):
        if tables.people.circuit_port[circuit] < 0:
            continue
        ours = collected(tables, state, circuit, sovereign_of(state, a))
        if ours > 0.0 and places_held(tables, state, circuit, sovereign_of(state, b)) > 0.0:
            fading = abs(tables.people.circuit_elasticity[circuit])
            lost += ours * (1.0 - ((1.0 + new) / (1.0 + old)) ** (-fading))
    return lost


@compiled
def settle_threat(tables: Tables, state: State, draw: Draw, a: int, b: int) -> None:
    """Let what a feels from b go towards its base, raised by a union and by trade lost to b."""
    base = most_of(tables, state, tables.people.threat_base, a, b)
    level = base
    if base > 0.0:
        if tables.people.polity_kind[sovereign_of(state, b)] == CONFEDERATION:
            level += draw.parameter[P_THREAT_UNION]
        lost = drawn_off(tables, state, a, b) + barred_by(tables, state, a, b)
        level += draw.parameter[P_THREAT_TRADE] * lost
    share = draw.parameter[P_THREAT_DRIFT] / _MONTHS
    state.realm.threat[a, b] += share * (min(max(level, 0.0), 1.0) - state.realm.threat[a, b])


@compiled
def settle_legitimacy(tables: Tables, state: State, draw: Draw, polity: int) -> None:
    """Let legitimacy go towards the support that a polity has where it rules."""
    cause = tables.people.polity_cause[polity]
    people = 0.0
    support = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == polity:
            people += tables.geo.province_people[province]
            support += (
                tables.geo.province_people[province] * state.realm.allegiance[province, cause]
            )
    level = 0.5 * (1.0 + support / people) if people > 0.0 else 0.5
    share = draw.parameter[P_LEGITIMACY_DRIFT] / _MONTHS
    state.realm.legitimacy[polity] += share * (level - state.realm.legitimacy[polity])


@compiled
def fill_posts(tables: Tables, state: State, log: Log, day: int) -> None:
    """Fill the highest office of a polity, and the command of a force, where vacant."""
    for office in range(tables.size[N_OFFICES]):
        polity = tables.people.office_polity[office]
        if polity < 0 or tables.people.polity_office[polity] != office:
            continue
        if state.persons.holder[office] >= 0 or state.realm.exists[polity] == 0:
            continue
        # who acts for a head that is gone becomes head
        leader = state.persons.acting[office]
        if leader < 0:
            leader = successor(tables, state, polity, day)
        if leader >= 0:
            appoint(tables, state, log, day, leader, office)
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_afield(state, force) or state.forces.commander[force] != NOBODY:
            continue
        if state.forces.kind[force] == MONTONERA:
            continue
        leader = successor(tables, state, state.forces.side[force], day)
        if leader >= 0:
            command(tables, state, log, day, leader, force)


@compiled
def _is_beyond(tables: Tables, polity: int) -> bool:
    """Tell whether a republic's land is mostly off the map: it claims none of the blocs."""
    if tables.size[N_BLOCS] == 0 or tables.people.polity_kind[polity] != REPUBLIC:
        return False
    for bloc in range(tables.size[N_BLOCS]):
        if tables.people.polity_claims[polity, bloc] == 1:
            return False
    return True


@compiled
def _lives(tables: Tables, state: State, polity: int) -> bool:
    if _is_beyond(tables, polity):
        return True
    for province in range(tables.size[N_PROVINCES]):
        holder = state.realm.controller[province]
        if holder == polity or (holder >= 0 and state.realm.parent[holder] == polity):
            return True
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        status = state.forces.status[force]
        if state.forces.side[force] == polity and (status == ACTIVE or status == EMBARKED):
            if state.forces.men[force] > 0.0 or state.forces.kind[force] == FLEET:
                return True
    for member in range(tables.size[N_POLITIES]):
        if state.realm.parent[member] == polity and state.realm.exists[member] == 1:
            return True
    return False


@compiled
def end_the_dead(tables: Tables, state: State, log: Log, day: int) -> None:
    """Dissolve governments that hold no province, no force and no member any more."""
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 0 or tables.people.polity_kind[polity] >= PARTY:
            continue
        if not _lives(tables, state, polity):
            dissolve(tables, state, log, day, polity)


@compiled
def step(tables: Tables, state: State, draw: Draw) -> None:
    """Give every polity its month."""
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 0:
            continue
        settle_weariness(tables, state, draw, polity)
        settle_legitimacy(tables, state, draw, polity)
        for other in range(tables.size[N_POLITIES]):
            if other != polity and state.realm.exists[other] == 1:
                settle_threat(tables, state, draw, polity, other)
