"""Prisoners by the month: exchanged man for man, sent home on parole, set free at peace."""

from __future__ import annotations

from ucronia.engine.acts_leaders import free_leader
from ucronia.engine.bonds import at_war, is_afield, is_fighting, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_CAPTIVES_GUARDED, P_EXCHANGE_SHARE
from ucronia.engine.layout import (
    COUNT_ROLL,
    DISCHARGED,
    N_LEADERS,
    N_POLITIES,
    PRISONER,
    TAKEN,
    Draw,
    Log,
    State,
    Tables,
)

EVERY_DAYS = 30
_ONE = 1.0
"""Fewer than one man of each side are no exchange."""


@compiled
def held_by(state: State, top: int) -> float:
    """Count the prisoners that a sovereign's forces guard."""
    men = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.captives[force] > 0.0:
            if sovereign_of(state, state.forces.side[force]) == top:
                men += state.forces.captives[force]
    return men


@compiled
def let_go(state: State, top: int, share: float) -> float:
    """Take a share of a sovereign's prisoners from their guards; give how many they are.

    Of those whom the ledger no longer knows as taken there is nobody to let go.
    """
    gone = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.captives[force] <= 0.0:
            continue
        if sovereign_of(state, state.forces.side[force]) == top:
            men = share * state.forces.captives[force]
            state.forces.captives[force] -= men
            gone += men
    gone = min(gone, state.persons.ledger_men[TAKEN])
    state.persons.ledger_men[TAKEN] -= gone
    return float(gone)


@compiled
def take_back(state: State, top: int, men: float) -> None:
    """Let men who come back from captivity join their main army; without one they go home."""
    army = state.realm.main_army[top]
    if army >= 0 and is_afield(state, army):
        state.forces.men[army] += men
    else:
        state.persons.ledger_men[DISCHARGED] += men


@compiled
def exchange(state: State, draw: Draw, a: int, b: int) -> None:
    """Exchange a month's share of the prisoners of two enemies, man for man."""
    of_a, of_b = held_by(state, a), held_by(state, b)
    men = draw.parameter[P_EXCHANGE_SHARE] * min(of_a, of_b)
    if men < _ONE:
        return
    take_back(state, b, let_go(state, a, men / of_a))
    take_back(state, a, let_go(state, b, men / of_b))


@compiled
def release_rest(tables: Tables, state: State, draw: Draw, top: int) -> None:
    """Send home on parole those beyond what a sovereign's men can guard; at peace, all."""
    held = held_by(state, top)
    if held <= 0.0:
        return
    kept = 0.0
    if is_fighting(tables, state, top):
        kept = min(held, draw.parameter[P_CAPTIVES_GUARDED] * state.realm.army_men[top])
    if kept < held:
        gone = let_go(state, top, 1.0 - kept / held)
        state.persons.ledger_men[DISCHARGED] += gone


@compiled
def free_leaders(tables: Tables, state: State, log: Log, day: int) -> None:
    """Set free the leaders whose captor is at peace with the polity that they serve."""
    for leader in range(tables.size[N_LEADERS]):
        if state.persons.leader_status[leader] != PRISONER:
            continue
        captor = state.persons.leader_captor[leader]
        own = state.persons.leader_polity[leader]
        if captor < 0 or own < 0 or sovereign_of(state, captor) == sovereign_of(state, own):
            continue
        stand = state.realm.exists[captor] == 1 and state.realm.exists[own] == 1
        if stand and not at_war(state, captor, own):
            free_leader(tables, state, log, day, leader)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Give every sovereign's prisoners their month."""
    for a in range(tables.size[N_POLITIES]):
        if state.realm.exists[a] == 0 or state.realm.parent[a] >= 0:
            continue
        if held_by(state, a) <= 0.0:
            continue
        for b in range(tables.size[N_POLITIES]):
            if b == a or state.realm.exists[b] == 0 or state.realm.parent[b] >= 0:
                continue
            # the pair is met twice: its lower index deals for both
            if a < b and at_war(state, a, b):
                exchange(state, draw, a, b)
        release_rest(tables, state, draw, a)
    free_leaders(tables, state, log, day)
