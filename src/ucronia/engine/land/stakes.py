"""What falls with an army: in a war for the government, a share of all that its side holds."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, challenges, sovereign_of
from ucronia.engine.compiled import apart
from ucronia.engine.knobs import P_COMMAND_STAKE
from ucronia.engine.land.columns import worth_of_province
from ucronia.engine.layout import N_POLITIES, N_PROVINCES, Draw, State, Tables


@apart
def is_for_government(tables: Tables, state: State, a: int, b: int) -> bool:
    """Tell whether two polities at war contend for one government: one is the other's rival."""
    if not at_war(state, a, b):
        return False
    return challenges(tables, state, a, b) or challenges(tables, state, b, a)


@apart
def holdings(tables: Tables, state: State, draw: Draw, side: int, enemy: int) -> float:
    """Give what all that an enemy's sovereign holds is worth to a side."""
    top = sovereign_of(state, enemy)
    total = 0.0
    for province in range(tables.size[N_PROVINCES]):
        holder = state.realm.controller[province]
        if holder >= 0 and sovereign_of(state, holder) == top:
            total += worth_of_province(tables, state, draw, side, province)
    return total


@apart
def falls_with(tables: Tables, state: State, draw: Draw, side: int, army: int) -> float:
    """Give what falls to a side, besides the army, when an army of its rival is beaten.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history, after its muster.
    side : int
        To whom it would fall.
    army : int
        The force, of an enemy.

    Returns
    -------
    float
        s · (men of the army / men of its side) · worth of what its side holds, in the value of
        orders; 0 where the two don't contend for one government.

    Notes
    -----
    Where two claim one government the army is what holds the country to it, and provinces and
    garrisons go over to who has beaten it: the enemy's force is the centre of gravity, and
    places are not (Clausewitz 1832, book VIII, ch. 4). Between states they stay whose they are.
    """
    enemy = state.forces.side[army]
    if not is_for_government(tables, state, side, enemy):
        return 0.0
    everyone = max(state.realm.army_men[sovereign_of(state, enemy)], state.forces.men[army])
    share = state.forces.men[army] / max(everyone, 1.0)
    whole = holdings(tables, state, draw, side, enemy)
    return float(draw.parameter[P_COMMAND_STAKE] * share * whole)


@apart
def at_stake(tables: Tables, state: State, draw: Draw, army: int) -> float:
    """Give the most that falls to any rival when an army is beaten: what it risks."""
    most = 0.0
    for rival in range(tables.size[N_POLITIES]):
        if state.realm.exists[rival] == 1:
            most = max(most, falls_with(tables, state, draw, rival, army))
    return most
