"""The day's one look at fleets and at troops that embark or land, before anything moves."""

from __future__ import annotations

from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    COUNT_ROLL,
    EMBARK,
    EMBARKED,
    FLEET,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.sea import convoys, fleets, meeting


@inlined
def comes_in(state: State, day: int, force: int) -> bool:
    """Tell whether a fleet comes into a port today, or was put there."""
    is_due = state.forces.next_place[force] >= 0 and state.forces.arrive_day[force] <= day
    return bool(is_due or state.forces.moved_day[force] == day)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> bool:
    """Review fleets, form convoys, try those at sea; tell whether fleets may meet today."""
    count = 0
    came = 0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] == FLEET:
            count += 1
            came += int(comes_in(state, day, force))
            fleets.look(tables, state, log, draw, fate, day, force)
        elif state.forces.status[force] == EMBARKED:
            convoys.sail(tables, state, log, draw, fate, day, force)
        elif state.forces.order[force] == EMBARK:
            fleets.escort(tables, state, log, draw, fate, day, force)
    return came > 0 or (count > 1 and day % meeting.EVERY_DAYS == 0)
