"""Who belongs to whom and who is at war with whom: what every room of the engine asks."""

from __future__ import annotations

from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    ACTIVE,
    ALLIANCE,
    BOND_FRIENDS,
    BOND_NONE,
    BOND_WAR,
    CHALLENGED,
    CONFEDERATION,
    COUNT_CALLED,
    COUNT_ROLL,
    COUNT_UNIONS,
    EMBARKED,
    EMBATTLED,
    FAR,
    FLEET,
    HAS_MEMBERS,
    IN_WAR,
    MEMBER_STATE,
    N_FORCES,
    N_POLITIES,
    NONE,
    NOT_SO,
    RIVAL,
    STANDS,
    UNKNOWN,
    WAR,
    State,
    Tables,
)

ALL_STANDINGS = STANDS | MEMBER_STATE | EMBATTLED | IN_WAR | CHALLENGED | HAS_MEMBERS
_DEEPEST = 4
"""Members of members of members: no confederation of the scenario is nested deeper."""


@compiled
def refresh(tables: Tables, state: State) -> None:
    """Work out anew who is whose sovereign and who is at war with or beside whom.

    Every act that changes a parent, a relation or what exists ends with this, so that asking
    costs one look.
    """
    count = tables.size[N_POLITIES]
    for polity in range(count):
        top = polity
        for _ in range(_DEEPEST):
            above = state.realm.parent[top]
            if above < 0 or above == top:
                break
            top = above
        state.realm.top[polity] = top
    for a in range(count):
        for b in range(count):
            state.realm.bond[a, b] = _bond(state, a, b)
    unions = 0
    for polity in range(tables.size[N_POLITIES]):
        is_union = tables.people.polity_kind[polity] == CONFEDERATION
        unions += int(is_union and state.realm.exists[polity] == 1)
    state.persons.counter[COUNT_UNIONS] = unions
    for polity in range(count):
        state.realm.enemy[polity] = UNKNOWN
        state.realm.fighting[polity] = 0
        for other in range(count):
            if state.realm.bond[polity, other] == BOND_WAR:
                stands = 2 if state.realm.exists[other] == 1 else 1
                state.realm.fighting[polity] = max(state.realm.fighting[polity], stands)
        state.realm.standing[polity] = _standing(tables, state, polity)


@compiled
def _standing(tables: Tables, state: State, polity: int) -> int:
    realm = state.realm
    found = int(realm.exists[polity] == 1) * STANDS
    found |= int(realm.parent[polity] >= 0) * MEMBER_STATE
    found |= int(realm.fighting[polity] >= 1) * EMBATTLED
    found |= int(realm.fighting[polity] == 2) * IN_WAR
    for other in range(tables.size[N_POLITIES]):
        if realm.exists[other] == 1 and challenges(tables, state, other, polity):
            found |= CHALLENGED
        if realm.parent[other] == polity:
            found |= HAS_MEMBERS
    return found | (ALL_STANDINGS & ~found) << NOT_SO


@compiled
def challenges(tables: Tables, state: State, rival: int, polity: int) -> bool:
    """Tell whether a rival government is one against a polity: of its nation, and apart."""
    people = tables.people
    if rival == polity or people.polity_kind[rival] != RIVAL:
        return False
    is_of_nation = people.polity_nation[rival] == people.polity_nation[polity]
    return bool(is_of_nation and state.realm.top[rival] != state.realm.top[polity])


@compiled
def _bond(state: State, a: int, b: int) -> int:
    top_a = state.realm.top[a]
    top_b = state.realm.top[b]
    if top_a == top_b:
        return BOND_FRIENDS
    relation = state.realm.relation
    if relation[a, b] == WAR or relation[top_a, top_b] == WAR:
        return BOND_WAR
    if relation[a, top_b] == WAR or relation[top_a, b] == WAR:
        return BOND_WAR
    if relation[a, b] >= ALLIANCE or relation[top_a, top_b] >= ALLIANCE:
        return BOND_FRIENDS
    return BOND_NONE


@compiled
def muster(tables: Tables, state: State) -> None:
    """Call the roll: who stands, every polity's men, its members' too, and its main army."""
    realm = state.realm
    # over all the room there is: loops of a known length are a few steps
    for polity in range(realm.army_men.shape[0]):
        realm.army_men[polity] = 0.0
    for polity in range(realm.main_army.shape[0]):
        realm.main_army[polity] = NONE
    for polity in range(realm.enemy.shape[0]):
        realm.enemy[polity] = UNKNOWN
    call_roll(tables, state)
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] == FLEET:
            continue
        status = state.forces.status[force]
        polity = state.forces.side[force]
        for _ in range(_DEEPEST):
            if polity < 0:
                break
            realm.army_men[polity] += state.forces.men[force]
            best = realm.main_army[polity]
            if status == ACTIVE and state.forces.men[force] > (
                state.forces.men[best] if best >= 0 else 0.0
            ):
                realm.main_army[polity] = force
            polity = realm.parent[polity]


@compiled
def call_roll(tables: Tables, state: State) -> None:
    """Write down in order the forces that stand, of those on the roll or, if new, of all."""
    is_new = state.persons.counter[COUNT_CALLED] > 0 or state.persons.counter[COUNT_ROLL] == 0
    known = tables.size[N_FORCES] if is_new else state.persons.counter[COUNT_ROLL]
    count = 0
    for line in range(known):
        force = line if is_new else state.forces.roll[line]
        status = state.forces.status[force]
        if status == ACTIVE or status == EMBARKED:
            state.forces.roll[count] = force
            count += 1
    state.persons.counter[COUNT_ROLL] = count
    state.persons.counter[COUNT_CALLED] = 0


@compiled
def call_up(state: State, force: int) -> None:
    """Put a force that stands up during the day on the roll."""
    count = state.persons.counter[COUNT_ROLL]
    for line in range(count):
        if state.forces.roll[line] == force:
            return
    state.forces.roll[count] = force
    state.persons.counter[COUNT_ROLL] = count + 1
    state.persons.counter[COUNT_CALLED] += 1


@inlined
def sovereign_of(state: State, polity: int) -> int:
    """Give the confederation that a polity belongs to, or itself; NONE for NONE."""
    if polity < 0:
        return NONE
    return int(state.realm.top[polity])


@inlined
def at_war(state: State, a: int, b: int) -> bool:
    """Tell whether two polities are at war, in their own right or their sovereigns'."""
    return bool(a >= 0 and b >= 0 and state.realm.bond[a, b] == BOND_WAR)


@inlined
def friends(state: State, a: int, b: int) -> bool:
    """Tell whether two polities fight on one side: one sovereign, an alliance or a union."""
    return bool(a >= 0 and b >= 0 and state.realm.bond[a, b] == BOND_FRIENDS)


@inlined
def is_fighting(tables: Tables, state: State, polity: int) -> bool:
    """Tell whether a polity is at war with anyone who exists."""
    return bool(polity >= 0 and state.realm.fighting[polity] == 2)


@compiled
def enemy_of(tables: Tables, state: State, polity: int) -> int:
    """Give the enemy of a polity with the most men, as mustered this morning; NONE if none.

    Of a member and its confederation with the same men it is the confederation.
    """
    if state.realm.enemy[polity] != UNKNOWN:
        return int(state.realm.enemy[polity])
    best = NONE
    most = -1.0
    if is_fighting(tables, state, polity):
        for other in range(tables.size[N_POLITIES]):
            if state.realm.exists[other] == 1 and at_war(state, polity, other):
                men = state.realm.army_men[other] + (state.realm.parent[other] < 0) * 0.5
                if men > most:
                    best = other
                    most = men
    state.realm.enemy[polity] = best
    return best


@inlined
def is_afield(state: State, force: int) -> bool:
    """Tell whether a force stands or marches on land under arms."""
    return bool(
        state.forces.status[force] == ACTIVE
        and state.forces.kind[force] != FLEET
        and state.forces.men[force] > 0.0
    )


@compiled
def enemy_men_near(tables: Tables, state: State, side: int, place: int, days: float) -> float:
    """Count the men at war with a side within so many days' march of a place."""
    men = 0.0
    if side < 0 or state.realm.fighting[side] == 0:
        return men
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if at_war(state, side, state.forces.side[force]) and is_afield(state, force):
            here = state.forces.place[force]
            if here == place or tables.geo.land_days[here, place] <= days:
                men += state.forces.men[force]
    return men


@compiled
def friendly_men_near(
    tables: Tables, state: State, side: int, place: int, days: float
) -> float:
    """Count the men of a side and its friends within so many days' march of a place."""
    men = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if friends(state, side, state.forces.side[force]) and is_afield(state, force):
            here = state.forces.place[force]
            if here == place or tables.geo.land_days[here, place] <= days:
                men += state.forces.men[force]
    return men


@compiled
def ships_of(tables: Tables, state: State, side: int) -> float:
    """Count the ships of war of a polity's sovereign and of those under it."""
    top = sovereign_of(state, side)
    ships = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        status = state.forces.status[force]
        if state.forces.kind[force] == FLEET and (status == ACTIVE or status == EMBARKED):
            if sovereign_of(state, state.forces.side[force]) == top:
                ships += state.forces.ships[force]
    return ships


@compiled
def main_army_of(tables: Tables, state: State, polity: int) -> int:
    """Give the largest land force in the field of a polity's sovereign's side, NONE if none."""
    best = NONE
    most = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_afield(state, force) and state.forces.side[force] == polity:
            if state.forces.men[force] > most:
                most = state.forces.men[force]
                best = force
    return best


@compiled
def nearest_port(tables: Tables, place: int, count: int) -> int:
    """Give the port with the shortest march from a place, NOWHERE if none can be marched to."""
    best = NONE
    shortest = FAR
    for port in range(count):
        if tables.geo.place_zone[port] >= 0:
            days = 0.0 if port == place else float(tables.geo.land_days[place, port])
            if days < shortest:
                shortest = days
                best = port
    return best


@compiled
def rules_here(state: State, tables: Tables, side: int, province: int) -> int:
    """Give who keeps a province that a side has taken.

    The side itself where it claims the province's bloc, or where the province lies in no bloc;
    otherwise an allied or sheltered government that claims it; otherwise the side.
    """
    bloc = tables.geo.province_bloc[province]
    if bloc < 0:
        return side
    if tables.people.polity_claims[side, bloc] == 1:
        return side
    owner = state.realm.owner[province]
    for other in range(tables.size[N_POLITIES]):
        if state.realm.exists[other] == 1 and tables.people.polity_claims[other, bloc] == 1:
            if friends(state, side, other) and not at_war(state, side, other):
                if owner < 0 or tables.people.polity_nation[other] >= 0:
                    return other
    return side
