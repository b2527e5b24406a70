"""What becomes of a polity's provinces and men where no government follows it."""

from __future__ import annotations

from ucronia.engine.acts_forces import disband
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    EMBARKED,
    MEMBER,
    N_FORCES,
    N_POLITIES,
    N_PROVINCES,
    NONE,
    Log,
    State,
    Tables,
)


@compiled
def state_of(tables: Tables, state: State, province: int, but: int) -> int:
    """Give the state of a province's nation, a republic before others, or NONE."""
    found = NONE
    for polity in range(tables.size[N_POLITIES]):
        if polity == but or state.realm.exists[polity] == 0:
            continue
        if tables.people.polity_nation[polity] != tables.geo.province_nation[province]:
            continue
        kind = tables.people.polity_kind[polity]
        if found < 0 or (kind <= MEMBER and kind < tables.people.polity_kind[found]):
            found = polity
    return found


@compiled
def leave(tables: Tables, state: State, log: Log, day: int, polity: int, heir: int) -> None:
    """Part what a polity had, if it has no heir.

    Each of its provinces falls to a state of the province's own nation, or to no one where
    there is none; what men nobody took over go home.
    """
    if heir >= 0:
        return
    for province in range(tables.size[N_PROVINCES]):
        to = state_of(tables, state, province, polity)
        if state.realm.controller[province] == polity:
            state.realm.controller[province] = to
            state.realm.control_day[province] = day
        if state.realm.owner[province] == polity:
            state.realm.owner[province] = sovereign_of(state, to)
        if state.realm.before[province] == polity:
            state.realm.before[province] = sovereign_of(state, to)
    for force in range(tables.size[N_FORCES]):
        status = state.forces.status[force]
        if state.forces.side[force] == polity and (status == ACTIVE or status == EMBARKED):
            disband(tables, state, log, day, force)
