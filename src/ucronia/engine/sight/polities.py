"""What expressions ask of one polity."""

from __future__ import annotations

from ucronia.engine.acts_leaders import trait
from ucronia.engine.bonds import enemy_of, friends, is_afield, is_fighting, sovereign_of
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    AMBITION,
    CHALLENGED,
    COMMAND,
    CONFEDERATION,
    COUNT_ROLL,
    EXILE,
    FLEET,
    N_LEADERS,
    N_POLITIES,
    N_PROVINCES,
    NOBODY,
    NONE,
    OFFICE,
    PRISONER,
    PRIVATE,
    RIVAL,
    State,
    Tables,
)
from ucronia.engine.opcodes import (
    ASK_ALLY,
    ASK_ARMY_MEN,
    ASK_ARREARS,
    ASK_CAPITAL,
    ASK_CAPTOR,
    ASK_CHALLENGER,
    ASK_ENEMY,
    ASK_EXILE_OF,
    ASK_EXISTS,
    ASK_FLEET_SHIPS,
    ASK_HEAD,
    ASK_IN_WAR,
    ASK_IS_CONFEDERATION,
    ASK_IS_MEMBER,
    ASK_IS_RIVAL,
    ASK_LANDS_LOST,
    ASK_LEGITIMACY,
    ASK_MAIN_ARMY,
    ASK_MEMBERS,
    ASK_OWN_CAUSE,
    ASK_PARENT,
    ASK_PROVINCES_HELD,
    ASK_RIVAL_OF,
    ASK_SOVEREIGN,
    ASK_SUPPORT,
    ASK_TREASURY,
    ASK_UNITARY,
    ASK_WEARINESS,
    POLITY_FLAG_END,
    POLITY_FOE_END,
    POLITY_NUMBER_END,
    POLITY_SUM_END,
    POLITY_THING_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.forces import is_active


@inlined
def ask_polity(op: int, polity: int, tables: Tables, state: State, day: int) -> float:
    """Answer a question about one polity."""
    is_polity = 0 <= polity < tables.size[N_POLITIES]
    if op < POLITY_FLAG_END:
        return _flag(op, polity, tables, state) if is_polity else 0.0
    if op < POLITY_SUM_END:
        return _number(op, polity, tables, state) if is_polity else 0.0
    return float(_thing(op, polity, tables, state, day)) if is_polity else float(NONE)


@inlined
def is_under(state: State, polity: int, whole: int) -> bool:
    """Tell whether a polity is another, or belongs to it as a member state."""
    return polity >= 0 and (polity == whole or sovereign_of(state, polity) == whole)


@inlined
def _flag(op: int, polity: int, tables: Tables, state: State) -> float:
    kind = tables.people.polity_kind[polity]
    is_sovereign = state.realm.parent[polity] < 0
    if op == ASK_EXISTS:
        return truth(state.realm.exists[polity] == 1)
    if op == ASK_IS_MEMBER:
        return truth(not is_sovereign)
    if op == ASK_IS_CONFEDERATION:
        return truth(kind == CONFEDERATION)
    if op == ASK_IS_RIVAL:
        return truth(kind >= RIVAL)
    if op == ASK_UNITARY:
        return truth(is_sovereign and kind != CONFEDERATION)
    if op == ASK_IN_WAR:
        return truth(is_fighting(tables, state, polity))
    if op == ASK_MEMBERS:
        return _members(polity, tables, state)
    return 0.0


@compiled
def _members(polity: int, tables: Tables, state: State) -> float:
    members = 0.0
    for other in range(tables.size[N_POLITIES]):
        if state.realm.parent[other] == polity and state.realm.exists[other] == 1:
            members += 1.0
    return members


@inlined
def _number(op: int, polity: int, tables: Tables, state: State) -> float:
    # a confederation keeps the money of its members
    top = sovereign_of(state, polity)
    if op == ASK_TREASURY:
        return float(state.realm.treasury[top])
    if op == ASK_ARREARS:
        return float(max(state.realm.arrears[polity], state.realm.arrears[top]))
    if op == ASK_WEARINESS:
        return float(state.realm.weariness[polity])
    if op == ASK_LEGITIMACY:
        return float(state.realm.legitimacy[polity])
    return _sum(op, polity, tables, state) if op >= POLITY_NUMBER_END else 0.0


@inlined
def _sum(op: int, polity: int, tables: Tables, state: State) -> float:
    if op == ASK_ARMY_MEN:
        return float(state.realm.army_men[polity])
    if op == ASK_FLEET_SHIPS:
        return _fleet_ships(tables, state, polity)
    if op == ASK_PROVINCES_HELD:
        return _provinces_held(tables, state, polity)
    if op == ASK_LANDS_LOST:
        return _lands_lost(tables, state, polity)
    if op == ASK_SUPPORT:
        return support(tables, state, polity)
    return 0.0


@compiled
def _fleet_ships(tables: Tables, state: State, polity: int) -> float:
    ships = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_active(state, force) and state.forces.kind[force] == FLEET:
            if is_under(state, state.forces.side[force], polity):
                ships += state.forces.ships[force]
    return ships


@compiled
def _provinces_held(tables: Tables, state: State, polity: int) -> float:
    held = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if is_under(state, state.realm.controller[province], polity):
            held += 1.0
    return held


@compiled
def _lands_lost(tables: Tables, state: State, polity: int) -> float:
    """Give the share of a polity's own people whom another sovereign's government holds.

    What a member state owns is written to its sovereign, so a member's lands are those of its
    sovereign in the blocs that it claims.
    """
    own, lost = 0.0, 0.0
    top = sovereign_of(state, polity)
    for province in range(tables.size[N_PROVINCES]):
        owner = state.realm.owner[province]
        bloc = tables.geo.province_bloc[province]
        is_claimed = top == polity or (
            bloc >= 0 and tables.people.polity_claims[polity, bloc] == 1
        )
        if owner >= 0 and sovereign_of(state, owner) == top and is_claimed:
            people = tables.geo.province_people[province]
            own += people
            if sovereign_of(state, state.realm.controller[province]) != top:
                lost += people
    return lost / own if own > 0.0 else 0.0


@compiled
def support(tables: Tables, state: State, polity: int) -> float:
    """Give the allegiance to a polity's cause over its provinces, weighted by their people."""
    cause = tables.people.polity_cause[polity]
    people, support = 0.0, 0.0
    for province in range(tables.size[N_PROVINCES]):
        if cause >= 0 and is_under(state, state.realm.controller[province], polity):
            inhabitants = tables.geo.province_people[province]
            people += inhabitants
            support += inhabitants * state.realm.allegiance[province, cause]
    return support / people if people > 0.0 else 0.0


@inlined
def _thing(op: int, polity: int, tables: Tables, state: State, day: int) -> int:
    if op < POLITY_THING_END:
        return _bond(op, polity, tables, state)
    if op < POLITY_FOE_END:
        return _foe(op, polity, tables, state)
    return _leader(op, polity, tables, state, day)


@inlined
def _bond(op: int, polity: int, tables: Tables, state: State) -> int:
    if op == ASK_PARENT:
        return int(state.realm.parent[polity])
    if op == ASK_SOVEREIGN:
        return sovereign_of(state, polity)
    if op == ASK_HEAD:
        return head_of(tables, state, polity)
    if op == ASK_CAPITAL:
        return int(state.realm.capital[polity])
    if op == ASK_OWN_CAUSE:
        return int(tables.people.polity_cause[polity])
    return _captor(polity, tables, state) if op == ASK_CAPTOR else NONE


@inlined
def head_of(tables: Tables, state: State, polity: int) -> int:
    """Give who decides for a polity: the holder of its highest office, wherever he is.

    While he is a prisoner, who acts for him; NOBODY if that is a council, the office is vacant
    or there is none.
    """
    office = tables.people.polity_office[polity]
    head = int(state.persons.holder[office]) if office >= 0 else NOBODY
    if head >= 0 and state.persons.leader_status[head] == PRISONER:
        head = max(int(state.persons.acting[office]), NOBODY)
    return head


@compiled
def _captor(polity: int, tables: Tables, state: State) -> int:
    capital = state.realm.capital[polity]
    province = tables.geo.place_province[capital] if capital >= 0 else NONE
    holder = int(state.realm.controller[province]) if province >= 0 else NONE
    return NONE if sovereign_of(state, holder) == sovereign_of(state, polity) else holder


@inlined
def _foe(op: int, polity: int, tables: Tables, state: State) -> int:
    if op == ASK_MAIN_ARMY:
        return _main_army(polity, tables, state)
    if op == ASK_ENEMY:
        return enemy_of(tables, state, polity)
    best, most = NONE, -1.0
    if op == ASK_CHALLENGER and state.realm.standing[polity] & CHALLENGED == 0:
        return best
    for other in range(tables.size[N_POLITIES]):
        if not _is_sought(op, polity, other, tables, state):
            continue
        if op == ASK_RIVAL_OF:
            return other
        # of a member and its confederation with the same men, the confederation
        strength = state.realm.army_men[other] + (state.realm.parent[other] < 0) * 0.5
        if strength > most:
            best, most = other, strength
    return best


@compiled
def _is_sought(op: int, polity: int, other: int, tables: Tables, state: State) -> bool:
    """Tell whether another is such an ally or rival government as is asked for."""
    stands = bool(state.realm.exists[other] == 1)
    if other == polity or stands == (op == ASK_RIVAL_OF):
        return False
    apart = sovereign_of(state, polity) != sovereign_of(state, other)
    if op == ASK_ALLY:
        return apart and friends(state, polity, other)
    nation = tables.people.polity_nation
    is_rival = tables.people.polity_kind[other] == RIVAL and nation[other] == nation[polity]
    return bool(is_rival and (op == ASK_RIVAL_OF or (op == ASK_CHALLENGER and apart)))


@compiled
def _main_army(polity: int, tables: Tables, state: State) -> int:
    """Give this morning's largest force; one that is gone since then is looked for anew."""
    best = int(state.realm.main_army[polity])
    if best < 0 or is_afield(state, best):
        return best
    most = 0.0
    best = NONE
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_afield(state, force) and is_under(state, state.forces.side[force], polity):
            if state.forces.men[force] > most:
                best, most = force, state.forces.men[force]
    return best


@compiled
def _leader(op: int, polity: int, tables: Tables, state: State, day: int) -> int:
    """Give the most ambitious leader: of a nation's exiles, or of those free to seize power."""
    best, most = NOBODY, -1.0
    for leader in range(tables.size[N_LEADERS]):
        if op == ASK_EXILE_OF:
            is_sought = _is_exile(leader, polity, tables, state)
        else:
            is_sought = _is_contender(leader, polity, tables, state)
        if is_sought:
            ambition = trait(tables, leader, AMBITION, day)
            if ambition > most:
                best, most = leader, ambition
    return best


@compiled
def _is_exile(leader: int, polity: int, tables: Tables, state: State) -> bool:
    own = state.persons.leader_polity[leader]
    if own < 0 or state.persons.leader_status[leader] != EXILE:
        return False
    # exiles gather in a party of their own: what they share with their country is the nation
    return bool(tables.people.polity_nation[own] == tables.people.polity_nation[polity])


@compiled
def _is_contender(leader: int, polity: int, tables: Tables, state: State) -> bool:
    is_own = state.persons.leader_polity[leader] == polity
    is_free = is_at_large(state, leader)
    return bool(is_own and is_free and head_of(tables, state, polity) != leader)


@compiled
def is_at_large(state: State, leader: int) -> bool:
    """Tell whether a leader is alive, no prisoner and not in exile."""
    status = state.persons.leader_status[leader]
    return bool(status == OFFICE or status == COMMAND or status == PRIVATE)
