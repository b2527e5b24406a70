"""Who is guided in a foreign country: by those of its people who serve him or his friends."""

from __future__ import annotations

from ucronia.engine.bonds import friends
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    DEAD,
    N_LEADERS,
    N_POLITIES,
    PRISONER,
    State,
    Tables,
)

EVERY_DAYS = 28
IN_A_WAR = 2
"""Realm.fighting of a polity at war with one who exists."""


@compiled
def gather(tables: Tables, state: State) -> None:
    """Work out anew of which other nations each polity at war has guides.

    Leaders who are alive and nobody's prisoners guide the polity that they serve and its
    friends, in the country where they served on the first day.
    """
    realm = state.realm
    is_any = False
    for polity in range(tables.size[N_POLITIES]):
        realm.guides[polity] = 0
        is_any = is_any or realm.fighting[polity] == IN_A_WAR
    if not is_any:
        return
    for leader in range(tables.size[N_LEADERS]):
        status = state.persons.leader_status[leader]
        own = state.persons.leader_polity[leader]
        home = tables.people.leader_home[leader]
        if status != DEAD and status != PRISONER and own >= 0 and home >= 0:
            realm.serving[own] |= 1 << tables.people.polity_nation[home]
    for polity in range(tables.size[N_POLITIES]):
        if realm.fighting[polity] == IN_A_WAR and realm.exists[polity] == 1:
            realm.guides[polity] = _of_friends(tables, state, polity)
    for polity in range(tables.size[N_POLITIES]):
        realm.serving[polity] = 0


@compiled
def _of_friends(tables: Tables, state: State, polity: int) -> int:
    """Give the nations, its own apart, of those who serve a polity or a friend of it."""
    nations = 0
    for other in range(tables.size[N_POLITIES]):
        if state.realm.serving[other] != 0 and friends(state, polity, other):
            nations |= state.realm.serving[other]
    return int(nations & ~(1 << tables.people.polity_nation[polity]))


@compiled
def is_guided(tables: Tables, state: State, polity: int, province: int) -> bool:
    """Tell whether a polity has guides of a province's nation, which is not its own."""
    nation = tables.geo.province_nation[province]
    return bool(polity >= 0 and nation >= 0 and state.realm.guides[polity] >> nation & 1 == 1)
