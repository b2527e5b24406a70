"""The day's one look at fleets and at troops that embark or land, before anything moves."""

from __future__ import annotations

from ucronia.engine.compiled import compiled
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
from ucronia.engine.sea import fleets, meeting


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> int:
    """Review fleets, form convoys, try landings; give how many fleets there are."""
    count = 0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] == FLEET:
            count += 1
            fleets.look(tables, state, log, draw, fate, day, force)
        elif state.forces.status[force] == EMBARKED:
            meeting.land_or_be_caught(tables, state, log, draw, fate, day, force)
        elif state.forces.order[force] == EMBARK:
            fleets.escort(tables, state, log, day, force)
    return count
