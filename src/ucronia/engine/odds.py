"""The odds of a battle at sea: what both sides have, and what they make of it."""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import trait
from ucronia.engine.bonds import at_war, friends
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import (
    P_ACCEPT_BOLDNESS,
    P_ACCEPT_ODDS,
    P_ACCEPT_SLOPE,
    P_BATTLE_SKILL,
    P_SEA_FORT,
    P_SEA_RATIO,
)
from ucronia.engine.layout import COUNT_ROLL, FLEET, SKILL, Draw, State, Tables
from ucronia.engine.waters import is_moored


@compiled
def ships_at(tables: Tables, state: State, side: int, place: int) -> tuple[float, float]:
    """Count the ships that lie at a place: of a side and its friends, and of its enemies."""
    own, foe = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] != FLEET or state.forces.place[force] != place:
            continue
        if is_moored(state, force):
            if friends(state, side, state.forces.side[force]):
                own += state.forces.ships[force]
            elif at_war(state, side, state.forces.side[force]):
                foe += state.forces.ships[force]
    return own, foe


@compiled
def has_guns_ashore(tables: Tables, state: State, side: int, place: int) -> bool:
    """Tell whether a side's fleet at a place lies under the guns of a fort of its own."""
    province = tables.geo.place_province[place]
    if tables.geo.place_fort[place] != 1 or province < 0:
        return False
    return friends(state, side, state.realm.controller[province])


@compiled
def sea_chance(draw: Draw, ships_a: float, ships_b: float, edge: float, fort: float) -> float:
    """Give the chance that the fleet that attacks wins.

    Parameters
    ----------
    draw : Draw
        The coefficients.
    ships_a, ships_b : float
        Attacker's and defender's ships.
    edge : float
        Attacker's skill less the defender's, 0..1 each.
    fort : float
        1 where the defender lies under a fort of its own, else 0.

    Returns
    -------
    float
        logistic(sea_ratio · ln(a / b) + battle_skill · edge - sea_fort · fort).
    """
    if ships_a <= 0.0:
        return 0.0
    if ships_b <= 0.0:
        return 1.0
    logit = draw.parameter[P_SEA_RATIO] * math.log(ships_a / ships_b)
    logit += draw.parameter[P_BATTLE_SKILL] * edge - draw.parameter[P_SEA_FORT] * fort
    return 1.0 / (1.0 + math.exp(-logit))


@compiled
def edge_of(tables: Tables, state: State, a: int, b: int, day: int) -> float:
    """Give by how much the first fleet's commander is more skilled than the second's."""
    mine = trait(tables, state.forces.commander[a], SKILL, day)
    return mine - trait(tables, state.forces.commander[b], SKILL, day)


@compiled
def daring(draw: Draw, chance: float, bold: float) -> float:
    """Give the chance that a commander takes a risk, at sea as armies do before a battle.

    Parameters
    ----------
    draw : Draw
        The coefficients.
    chance : float
        His chance that it comes out well.
    bold : float
        His boldness less the middling one, -0.5..0.5.

    Returns
    -------
    float
        logistic(accept_slope · (chance - accept_odds + accept_boldness · bold)).
    """
    bar = draw.parameter[P_ACCEPT_ODDS] - draw.parameter[P_ACCEPT_BOLDNESS] * bold
    return float(1.0 / (1.0 + math.exp(-draw.parameter[P_ACCEPT_SLOPE] * (chance - bar))))
