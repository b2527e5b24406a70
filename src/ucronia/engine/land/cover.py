"""The seat of government: what it is worth to cover it from the enemies known to be about."""

from __future__ import annotations

import math

from ucronia.engine.bonds import friends, sovereign_of
from ucronia.engine.compiled import apart
from ucronia.engine.knobs import P_COMMAND_CAPITAL, P_COMMAND_PATIENCE_DAYS
from ucronia.engine.land.rear import guards_of
from ucronia.engine.layout import (
    FAR,
    GARRISON,
    MONTONERA,
    NOWHERE,
    Draw,
    Scratch,
    State,
    Tables,
)


@apart
def seat_of(tables: Tables, state: State, force: int) -> int:
    """Give the seat of a force's sovereign, NOWHERE where it is lost or irregulars ask."""
    if state.forces.kind[force] == MONTONERA:
        return NOWHERE
    top = sovereign_of(state, state.forces.side[force])
    seat = int(state.realm.capital[top])
    province = tables.geo.place_province[seat] if seat >= 0 else NOWHERE
    if province < 0 or not friends(state, top, state.realm.controller[province]):
        return NOWHERE
    return seat


@apart
def worth_of_seat(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, force: int, foes: int
) -> float:
    """Give what it is worth to a force to be at the seat of its government.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history.
    scratch : Scratch
        The enemy forces that are known, and where each is believed to be.
    force : int
        Whose commander asks.
    foes : int
        How many those are.

    Returns
    -------
    float
        What the seat is worth to an enemy who takes it, as far as the one of them who threatens
        it most is within reach (exp(-days / patience)) and not outnumbered there by others of
        the force's side: 0 where none can come, or others cover it.
    """
    seat = seat_of(tables, state, force)
    if seat < 0 or foes == 0:
        return 0.0
    side = state.forces.side[force]
    others = guards_of(tables, state, side, int(tables.geo.place_province[seat]), force)
    threat = 0.0
    for index in range(foes):
        foe = scratch.foe[index]
        days = float(tables.geo.land_days[scratch.foe_place[index], seat])
        if state.forces.kind[foe] == GARRISON or days >= FAR:
            continue
        is_open = max(0.0, 1.0 - others / max(state.forces.men[foe], 1.0))
        near = math.exp(-days / draw.parameter[P_COMMAND_PATIENCE_DAYS])
        threat = max(threat, is_open * near)
    return float(draw.parameter[P_COMMAND_CAPITAL] * threat)
