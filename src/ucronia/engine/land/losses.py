"""What a battle costs: the share lost, who is dead, wounded and taken, and weariness."""

from __future__ import annotations

import math

from ucronia.engine.acts_realm import tire
from ucronia.engine.arms import lose_on_foot
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import lose_horses
from ucronia.engine.knobs import (
    P_KILLED_SHARE,
    P_LOSS_INFLICTED,
    P_LOSS_LOSER_FORT,
    P_LOSS_LOSER_LEVEL,
    P_LOSS_LOSER_RATIO,
    P_LOSS_LOSER_SD,
    P_LOSS_LOSER_SIZE,
    P_LOSS_WINNER_FORT,
    P_LOSS_WINNER_LEVEL,
    P_LOSS_WINNER_RATIO,
    P_LOSS_WINNER_SD,
    P_LOSS_WINNER_SD_SIZE,
    P_LOSS_WINNER_SIZE,
    P_PURSUIT_CAVALRY,
    P_PURSUIT_LEVEL,
    P_ROUT_LEVEL,
    P_ROUT_SIZE,
    P_WEARINESS_LOSSES,
)
from ucronia.engine.layout import (
    DEAD_MEN,
    HORSES_KILLED,
    N_PROVINCES,
    NOBODY,
    TAKEN,
    Draw,
    Log,
    State,
    Tables,
)

REFERENCE_MEN = 40000.0
"""Both sides' men at which the size terms of the loss equations are zero."""
LEAST_MEN = 1550.0
"""Both sides' men in the smallest decided battle of CDB90 since 1700."""
_MOST_LOGIT = 700.0


@compiled
def loss_logit(draw: Draw, own: float, other: float, is_winner: bool, fort: float) -> float:
    """Give the mean log odds of the share of its men that a side loses.

    Parameters
    ----------
    draw : Draw
        The coefficients.
    own, other : float
        The side's men and the other's.
    is_winner : bool
        Whether the side won.
    fort : float
        Works, where the defender won; else 0.

    Returns
    -------
    float
        Logit of the share lost, prisoners included.
    """
    parameter = draw.parameter
    size = math.log((own + other) / REFERENCE_MEN)
    if is_winner:
        ratio = math.log(own / other)
        return float(
            parameter[P_LOSS_WINNER_LEVEL]
            + parameter[P_LOSS_WINNER_RATIO] * ratio
            + parameter[P_LOSS_WINNER_SIZE] * size
            - parameter[P_LOSS_WINNER_FORT] * fort
        )
    ratio = math.log(other / own)
    return float(
        parameter[P_LOSS_LOSER_LEVEL]
        + parameter[P_LOSS_LOSER_RATIO] * ratio
        + parameter[P_LOSS_LOSER_SIZE] * size
        - parameter[P_LOSS_LOSER_FORT] * fort
    )


@compiled
def loss_sd(draw: Draw, own: float, other: float, is_winner: bool) -> float:
    """Give how far chance spreads the log odds of the share that a side loses.

    Parameters
    ----------
    draw : Draw
        The coefficients.
    own, other : float
        The side's men and the other's.
    is_winner : bool
        Whether the side won: a winner's losses vary the more the smaller the battle is.

    Returns
    -------
    float
        Standard deviation, a power of both sides' men (Harvey 1976).
    """
    parameter = draw.parameter
    if not is_winner:
        return float(parameter[P_LOSS_LOSER_SD])
    size = math.log((own + other) / REFERENCE_MEN)
    return float(
        parameter[P_LOSS_WINNER_SD] * math.exp(parameter[P_LOSS_WINNER_SD_SIZE] * size)
    )


@compiled
def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(min(-logit, _MOST_LOGIT)))


@compiled
def rout_chance(draw: Draw, men: float) -> float:
    """Give the chance that a beaten side is routed, by both sides' men.

    Small battles end in routs far oftener. Those below the smallest that was fitted are taken
    to be as it is.
    """
    size = math.log(max(men, LEAST_MEN) / REFERENCE_MEN)
    return float(_chance(draw.parameter[P_ROUT_LEVEL] + draw.parameter[P_ROUT_SIZE] * size))


@compiled
def pursuit_chance(draw: Draw, cavalry: float) -> float:
    """Give the chance that a winner pursues, by the share of its men who ride."""
    chase = draw.parameter[P_PURSUIT_LEVEL] + draw.parameter[P_PURSUIT_CAVALRY] * cavalry
    return float(_chance(chase))


@compiled
def most_lost(draw: Draw, own: float, other: float) -> float:
    """Give the greatest share of its men that so many enemies put out of action in a battle.

    The equations of losses know battles of up to some four to one. What follows from them of a
    few men against an army, each of them can't have done.
    """
    return float(min(1.0, draw.parameter[P_LOSS_INFLICTED] * other / own))


@compiled
def take_losses(
    state: State, draw: Draw, force: int, lost: float, taken: float, keeper: int
) -> None:
    """Take a force's losses from its men and horses: dead, wounded, and prisoners.

    Parameters
    ----------
    state : State
        Changed.
    draw : Draw
        The share of the losses that are deaths.
    force : int
        Whose.
    lost : float
        Killed and wounded.
    taken : float
        Prisoners.
    keeper : int
        Enemy force that guards the prisoners, and mounts its men on their horses.
    """
    lost = min(max(lost, 0.0), state.forces.men[force])
    if lost > 0.0:
        fallen = state.forces.horses[force] * lost / state.forces.men[force]
        lose_horses(state, force, fallen, HORSES_KILLED)
    state.forces.men[force] -= lost
    dead = lost * draw.parameter[P_KILLED_SHARE]
    state.persons.ledger_men[DEAD_MEN] += dead
    state.forces.wounded[force] += lost - dead
    taken = min(max(taken, 0.0), state.forces.men[force])
    victor = state.forces.side[keeper] if keeper >= 0 else NOBODY
    lose_on_foot(state, draw, force, taken, victor)
    state.forces.men[force] -= taken
    state.persons.ledger_men[TAKEN] += taken
    if keeper >= 0:
        state.forces.captives[keeper] += taken


@compiled
def tire_by_losses(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, polity: int, lost: float
) -> None:
    """Let losses weary a polity, in proportion to its people."""
    people = 0.0
    top = sovereign_of(state, polity)
    for province in range(tables.size[N_PROVINCES]):
        if sovereign_of(state, state.realm.controller[province]) == top:
            people += tables.geo.province_people[province]
    if people > 0.0:
        amount = draw.parameter[P_WEARINESS_LOSSES] * 1000.0 * lost / people
        tire(tables, state, log, day, top, amount)
