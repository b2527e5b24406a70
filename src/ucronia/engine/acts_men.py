"""What men bring with them who join a force, and what a siege of them begins with."""

from __future__ import annotations

from ucronia.engine.arms import thin_out
from ucronia.engine.compiled import apart, compiled
from ucronia.engine.layout import (
    RAISED,
    State,
)


@apart
def recruit(state: State, force: int, men: float) -> None:
    """Add new men to a force, to foot and horse alike: untrained, and without horses."""
    thin_out(state, force, men)
    total = state.forces.men[force] + men
    if total > 0.0:
        state.forces.trained[force] *= state.forces.men[force] / total
    state.forces.men[force] = total
    state.persons.ledger_men[RAISED] += men


@compiled
def take_after(state: State, child: int, parent: int) -> None:
    """Let a force that is formed of another's men be as they are."""
    state.forces.trained[child] = state.forces.trained[parent]
    state.forces.climate[child] = state.forces.climate[parent]
    state.forces.climate_day[child] = state.forces.climate_day[parent]


@compiled
def all_men(state: State, force: int) -> float:
    """Count a force's men, its wounded and its sick."""
    hospital = state.forces.wounded[force] + state.forces.sick[force]
    return float(state.forces.men[force] + hospital)


@apart
def blend(state: State, force: int, other: int, share: float) -> None:
    """Let a share of a force be men of another: what they bring is theirs in proportion.

    How far they are used to the climate goes by the greater part.
    """
    forces = state.forces
    forces.trained[force] += share * (forces.trained[other] - forces.trained[force])
    if share > 0.5:
        forces.climate[force] = forces.climate[other]
        forces.climate_day[force] = forces.climate_day[other]


@compiled
def shut_in(state: State, force: int, day: int) -> None:
    """Begin a siege of a force: nothing is dug yet, and nothing of the stores eaten."""
    state.forces.siege_day[force] = day
    state.forces.trench_days[force] = 0.0
    state.forces.hungry_days[force] = 0.0
