"""What men bring with them who join a force, and what a siege of them begins with."""

from __future__ import annotations

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    RAISED,
    State,
)

CADRE = 0.5
"""Share of trained men in a named force when it appears: it is formed around old soldiers. The
men of levies, columns and montoneras are all new."""


@compiled
def recruit(state: State, force: int, men: float) -> None:
    """Add new men to a force: they have yet to be trained."""
    total = state.forces.men[force] + men
    if total > 0.0:
        state.forces.trained[force] *= state.forces.men[force] / total
    state.forces.men[force] = total
    state.persons.ledger_men[RAISED] += men


@compiled
def blend(state: State, force: int, other: int, share: float) -> None:
    """Let a share of a force be men of another: what they bring is theirs in proportion."""
    forces = state.forces
    forces.trained[force] += share * (forces.trained[other] - forces.trained[force])


@compiled
def shut_in(state: State, force: int, day: int) -> None:
    """Begin a siege of a force: nothing is dug yet, and nothing of the stores eaten."""
    state.forces.siege_day[force] = day
    state.forces.trench_days[force] = 0.0
    state.forces.hungry_days[force] = 0.0
