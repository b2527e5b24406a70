"""What part of a force does apart from the rest: its battalions, and how a line tells them."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import defect, detach, free_slot
from ucronia.engine.acts_leaders import command
from ucronia.engine.arms import infantry_of
from ucronia.engine.bonds import is_afield
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ARMY,
    COUNT_BIRTHS,
    NOBODY,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import birth_key


@compiled
def break_away(  # noqa: PLR0913 (a verb takes what the vocabulary says)
    tables: Tables,
    state: State,
    log: Log,
    day: int,
    force: int,
    polity: int,
    battalions: float,
    leader: int,
) -> None:
    """Let so many battalions of a force go over to a polity, under a leader or none.

    A force that has no more of them goes over whole, as it does where the polity has no room
    for another force.
    """
    if state.forces.side[force] == polity or not is_afield(state, force):
        return
    if state.realm.exists[polity] == 0:
        return
    going, has = math.floor(battalions + 0.5), state.forces.battalions[force]
    if going < 1.0:
        return
    slot = free_slot(tables, state, polity)
    foot = infantry_of(state, force)
    if has <= going or slot < 0 or foot <= 0.0:
        defect(tables, state, log, day, force, polity)
        return
    state.persons.counter[COUNT_BIRTHS] += 1
    state.forces.birth[slot] = birth_key(state.forces.birth[force], 2, day)
    state.forces.kind[slot] = ARMY
    state.forces.patron[slot] = state.forces.commander[slot] = NOBODY
    state.forces.riders[slot] = state.forces.ships[slot] = 0.0
    state.forces.men[slot] = 0.0
    detach(tables, state, log, day, force, slot, foot * going / has)
    if leader >= 0:
        command(tables, state, log, day, leader, slot)
    defect(tables, state, log, day, slot, polity)
