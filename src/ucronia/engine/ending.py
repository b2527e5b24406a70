"""How things stand on a day: the outcome as defined, and what is noted at checkpoints."""

from __future__ import annotations

from ucronia.engine import bonds
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import N_OUTCOMES, NONE, Draw, Ints, Scratch, State, Tables
from ucronia.engine.realm.opening import reckon


@compiled
def classify(tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int) -> int:
    """Give the first outcome whose condition holds; the last one's is always true."""
    bonds.muster(tables, state)
    count = tables.size[N_OUTCOMES]
    for outcome in range(count):
        start = tables.code.outcome_start[outcome]
        if start < 0 or reckon(tables, state, draw, scratch, day, start) != 0.0:
            return outcome
    return int(count - 1)


@compiled
def look(
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    days: Ints,
    when: tuple[int, int, int],
    noted: tuple[Ints, Ints],
) -> int:
    """Note how things stand, if a checkpoint is due; the day itself is not changed by it.

    Parameters
    ----------
    tables : Tables
        What never changes.
    state : State
        The history, at the start of a day: its own muster looks up anew what this one does.
    draw : Draw
        The draw.
    scratch : Scratch
        Scratch.
    days : Ints
        [K] the fork's checkpoints, ascending.
    when : tuple of int
        Today, the next checkpoint, and the leader watched or NONE.
    noted : tuple of Ints
        [K] outcome and [K] the leader's status, filled at the checkpoint.

    Returns
    -------
    int
        The next checkpoint.
    """
    today, turn, watched = when
    if turn >= days.shape[0] or days[turn] != today:
        return turn
    outcome, status = noted
    outcome[turn] = classify(tables, state, draw, scratch, today)
    status[turn] = NONE
    if watched >= 0:
        status[turn] = state.persons.leader_status[watched]
    return turn + 1
