"""Who governs while the head of state is in the field or a prisoner: another acts for him."""

from __future__ import annotations

from ucronia.engine.acts_leaders import act_for, resume, trait
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_ACTING_DAYS, P_RESUME_DAYS
from ucronia.engine.layout import (
    ARMY,
    COLUMN,
    CONFEDERATION,
    COUNCIL,
    COUNT_ROLL,
    LOYALTY,
    N_LEADERS,
    N_OFFICES,
    NOBODY,
    NONE,
    OFFICE,
    PARTY,
    PRISONER,
    PRIVATE,
    SKILL,
    Draw,
    Log,
    State,
    Tables,
)

EVERY_DAYS = 7


@compiled
def command_of(state: State, leader: int) -> int:
    """Give a field army or column that stands under a leader, NONE if there is none."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.commander[force] == leader:
            if state.forces.kind[force] == ARMY or state.forces.kind[force] == COLUMN:
                return int(force)
    return NONE


@compiled
def has_seat(tables: Tables, state: State, polity: int) -> bool:
    """Tell whether a polity has a government that could be handed over.

    A party and a confederation have none: the one is with its chief, and the law of the other
    puts its head at the head of its army. A government that has lost its seat is in his camp.
    """
    if state.realm.exists[polity] == 0 or state.realm.capital[polity] < 0:
        return False
    kind = tables.people.polity_kind[polity]
    if kind >= PARTY or kind == CONFEDERATION:
        return False
    province = tables.geo.place_province[state.realm.capital[polity]]
    holder = state.realm.controller[province] if province >= 0 else NONE
    return bool(holder >= 0 and sovereign_of(state, holder) == sovereign_of(state, polity))


@compiled
def is_in_own_land(tables: Tables, polity: int, place: int) -> bool:
    """Tell whether a place lies in a bloc that a polity claims."""
    province = tables.geo.place_province[place]
    bloc = tables.geo.province_bloc[province] if province >= 0 else NONE
    return bool(bloc >= 0 and tables.people.polity_claims[polity, bloc] == 1)


@compiled
def is_away(tables: Tables, state: State, draw: Draw, polity: int, head: int) -> bool:
    """Tell whether a head leads a force farther from the seat than he can govern it from.

    Of a government that travels with its head: whether he leads it out of their own land.
    """
    force = command_of(state, head)
    if force < 0:
        return False
    place, seat = state.forces.place[force], state.realm.capital[polity]
    # a force at sea is at no place
    if place < 0:
        return True
    if place == seat:
        return False
    if tables.people.office_travels[tables.people.polity_office[polity]] == 1:
        return not is_in_own_land(tables, polity, place)
    return bool(tables.geo.land_days[place, seat] > draw.parameter[P_ACTING_DAYS])


@compiled
def is_back(tables: Tables, state: State, draw: Draw, day: int, polity: int, head: int) -> bool:
    """Tell whether a head who is near the seat has come to stay: his force stands still.

    A government that travels with its head is his again once he is in its land.
    """
    force = command_of(state, head)
    if force < 0 or tables.people.office_travels[tables.people.polity_office[polity]] == 1:
        return True
    return bool(day - state.forces.moved_day[force] >= draw.parameter[P_RESUME_DAYS])


@compiled
def can_act(tables: Tables, state: State, polity: int, leader: int) -> bool:
    """Tell whether a leader could act for a polity's head: at large, its own, no commander."""
    if leader < 0:
        return False
    status = state.persons.leader_status[leader]
    if state.persons.leader_polity[leader] != polity:
        return False
    if status != PRIVATE and status != OFFICE:
        return False
    for office in range(tables.size[N_OFFICES]):
        # who is head of some state has one to govern
        over = tables.people.office_polity[office]
        if state.persons.holder[office] == leader and over >= 0:
            if tables.people.polity_office[over] == office:
                return False
    return command_of(state, leader) == NONE


@compiled
def deputy(tables: Tables, state: State, polity: int, day: int) -> int:
    """Give who acts for a polity's head: a minister of its, else the ablest whom he trusts.

    Of whom nothing is known yet nobody thinks; COUNCIL where there is no such leader.
    """
    best, most = COUNCIL, -1.0
    for leader in range(tables.size[N_LEADERS]):
        is_known = tables.people.leader_known_day[leader] <= day
        if not (is_known and can_act(tables, state, polity, leader)):
            continue
        worth = trait(tables, leader, SKILL, day) + trait(tables, leader, LOYALTY, day)
        if state.persons.leader_status[leader] == OFFICE:
            worth += 2.0
        if worth > most:
            best, most = leader, worth
    return best


@compiled
def settle(tables: Tables, state: State, log: Log, draw: Draw, day: int, office: int) -> None:
    """Let an absent head's office be governed by another, and a present one's by himself."""
    polity = tables.people.office_polity[office]
    head, acting = state.persons.holder[office], state.persons.acting[office]
    governs = has_seat(tables, state, polity)
    if head < 0 or not (governs or acting != NOBODY):
        return
    is_taken = state.persons.leader_status[head] == PRISONER
    is_absent = is_taken or is_away(tables, state, draw, polity, head)
    if not governs and is_taken:
        state.persons.acting[office] = NOBODY
    elif not (is_absent and governs):
        stays = not governs or is_back(tables, state, draw, day, polity, head)
        if acting != NOBODY and stays:
            resume(state, log, day, office)
    elif acting == NOBODY or (acting >= 0 and not can_act(tables, state, polity, acting)):
        act_for(tables, state, log, day, deputy(tables, state, polity, day), polity)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Give every highest office to who can govern this week."""
    for office in range(tables.size[N_OFFICES]):
        polity = tables.people.office_polity[office]
        if polity < 0 or state.realm.exists[polity] == 0:
            continue
        if tables.people.polity_office[polity] == office:
            settle(tables, state, log, draw, day, office)
