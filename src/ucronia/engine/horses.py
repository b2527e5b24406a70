"""Horses of the forces: who has one under him, and a line of their ledger for every change.

Horses are of a force's cavalry. While there are more horsemen than horses some go on foot;
horses beyond one for each are led, and are there for those who come back from hospital or lose
theirs. A force leads no more than `horses_led` to a horseman: others it lets go.
"""

from __future__ import annotations

from ucronia.engine.bonds import friends, is_afield
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_HORSES_LED
from ucronia.engine.layout import (
    COUNT_ROLL,
    HORSES_ADJUSTED,
    HORSES_CAPTURED,
    HORSES_LET_GO,
    Draw,
    State,
)


@compiled
def mounted_share(state: State, force: int) -> float:
    """Give the share of a force's men who have a horse under them."""
    men = state.forces.men[force]
    if men <= 0.0:
        return 0.0
    return float(min(state.forces.riders[force], state.forces.horses[force] / men))


@compiled
def mounted_of(state: State, force: int) -> float:
    """Count the men of a force who have a horse under them."""
    return float(state.forces.men[force] * mounted_share(state, force))


@compiled
def lose_horses(state: State, force: int, horses: float, line: int) -> None:
    """Take horses from a force, and book them on a line of the ledger."""
    gone = min(max(horses, 0.0), state.forces.horses[force])
    state.forces.horses[force] -= gone
    state.persons.ledger_horses[line] += gone


@compiled
def gain_horses(state: State, force: int, horses: float, line: int) -> None:
    """Give a force horses, and book them on a line of the ledger."""
    state.forces.horses[force] += horses
    state.persons.ledger_horses[line] += horses


@compiled
def set_horses(state: State, force: int, horses: float) -> None:
    """Give a force as many horses as the record says, or what is set otherwise does."""
    state.persons.ledger_horses[HORSES_ADJUSTED] += horses - state.forces.horses[force]
    state.forces.horses[force] = horses


@compiled
def follow_men(state: State, force: int, men: float) -> None:
    """Let a force's horses follow its men, before these are set to another number.

    Of those who come or go as many are mounted as of those who are there; men of a force that
    has none come with all their horses.
    """
    before, horses = state.forces.men[force], state.forces.horses[force]
    mounted = mounted_share(state, force) if before > 0.0 else state.forces.riders[force]
    left = max(0.0, horses + (men - before) * mounted) if men > 0.0 else 0.0
    set_horses(state, force, left)


@compiled
def capture_horses(state: State, loser: int, victor: int, horses: float, line: int) -> None:
    """Let a victor and its friends take horses of a beaten force where it stands.

    Their men who lost theirs mount them, and each horseman can lead one more. Others run off,
    as all do where nobody of theirs is there: these are booked on a line of the ledger.
    """
    left = min(max(horses, 0.0), state.forces.horses[loser])
    for row in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[row]
        if left <= 0.0 or state.forces.place[force] != state.forces.place[loser]:
            continue
        if force == loser or not is_afield(state, force):
            continue
        if friends(state, victor, state.forces.side[force]):
            kept = min(left, max(0.0, room_for_horses(state, force, 1.0)))
            state.forces.horses[loser] -= kept
            gain_horses(state, force, kept, HORSES_CAPTURED)
            left -= kept
    lose_horses(state, loser, left, line)


@compiled
def room_for_horses(state: State, force: int, led: float) -> float:
    """Count the horses that a force could keep besides its own, so many led to a horseman.

    Those in hospital have theirs kept for them. It is below 0 where it has too many.
    """
    forces = state.forces
    hospital = forces.wounded[force] + forces.sick[force]
    horsemen = forces.riders[force] * (forces.men[force] + hospital)
    return float(horsemen * (1.0 + led) - forces.horses[force])


@compiled
def let_go_horses(state: State, draw: Draw, force: int) -> None:
    """Let go the horses of a force for which it has nobody to lead them."""
    room = room_for_horses(state, force, draw.parameter[P_HORSES_LED])
    if room < 0.0:
        lose_horses(state, force, -room, HORSES_LET_GO)
