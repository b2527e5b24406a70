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

EVERY_DAYS = 7


@compiled
def gather(tables: Tables, state: State) -> None:
    """Work out anew of which other nations each polity has guides.

    Leaders who are alive and nobody's prisoners guide the polity that they serve and its
    friends, in the country where they served on the first day.
    """
    for polity in range(tables.size[N_POLITIES]):
        state.realm.guides[polity] = 0
    for leader in range(tables.size[N_LEADERS]):
        status = state.persons.leader_status[leader]
        own = state.persons.leader_polity[leader]
        home = tables.people.leader_home[leader]
        if status == DEAD or status == PRISONER or own < 0 or home < 0:
            continue
        nation = tables.people.polity_nation[home]
        for polity in range(tables.size[N_POLITIES]):
            if state.realm.exists[polity] == 0 or tables.people.polity_nation[polity] == nation:
                continue
            if friends(state, polity, own):
                state.realm.guides[polity] |= 1 << nation


@compiled
def is_guided(tables: Tables, state: State, polity: int, province: int) -> bool:
    """Tell whether a polity has guides of a province's nation, which is not its own."""
    nation = tables.geo.province_nation[province]
    return bool(polity >= 0 and nation >= 0 and state.realm.guides[polity] >> nation & 1 == 1)
