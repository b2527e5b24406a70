"""How an occupier leaves a country that is in arms against him."""

from __future__ import annotations

from ucronia.engine.acts_orders import send_home
from ucronia.engine.acts_provinces import control
from ucronia.engine.bonds import friends, is_afield, rules_here
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import ACTIVE, COUNT_ROLL, Log, State, Tables


@compiled
def _are_others(tables: Tables, state: State, force: int, province: int) -> bool:
    """Tell whether other forces of a force's side or its friends are in a province."""
    side = state.forces.side[force]
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if other == force or not is_afield(state, other):
            continue
        if tables.geo.place_province[state.forces.place[other]] == province:
            if friends(state, side, state.forces.side[other]):
                return True
    return False


@compiled
def abandon(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Let a force withdraw to its own country; a hostile province goes back to its owner.

    It does so where the force's side or a friend holds it, none other of theirs stays in it and
    its insurgents are many. Where they are not, who leaves keeps it until somebody takes it.
    """
    if state.forces.status[force] != ACTIVE:
        return
    side = state.forces.side[force]
    province = tables.geo.place_province[state.forces.place[force]]
    send_home(tables, state, log, day, force)
    if province < 0 or state.realm.hostile[province] == 0:
        return
    owner = state.realm.owner[province]
    if owner < 0 or state.realm.exists[owner] == 0:
        return
    if not friends(state, side, state.realm.controller[province]):
        return
    if friends(state, side, owner) or _are_others(tables, state, force, province):
        return
    control(tables, state, log, day, province, rules_here(state, tables, owner, province))
