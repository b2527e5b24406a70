"""Storming a fort: the besieger's choice at good odds, and what it costs."""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import note_battle, trait
from ucronia.engine.bonds import at_war, friends, is_afield
from ucronia.engine.compiled import apart, compiled
from ucronia.engine.knobs import (
    P_ACCEPT_BOLDNESS,
    P_ACCEPT_SLOPE,
    P_MORALE_VICTORY,
    P_STORM_LOSS,
    P_STORM_ODDS,
    P_STORM_PARTY,
    P_STORM_SPREAD,
)
from ucronia.engine.land.battle import SIDE_A, SIDE_B, quality, win_chance
from ucronia.engine.land.contact import perceived
from ucronia.engine.land.losses import loss_logit, take_losses, tire_by_losses
from ucronia.engine.layout import (
    BOLDNESS,
    COUNT_BATTLES,
    COUNT_ROLL,
    L_BATTLE,
    NEVER,
    NONE,
    S_STORM,
    S_STORM_LOSS,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import normal, uniform

_WINS = 1 << 40
"""Added to a force's key: whether a storm succeeds is another question than whether it is
tried."""


@compiled
def _walls(state: State, force: int) -> float:
    """Count the men shut in with a force, itself too."""
    men = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.place[other] != state.forces.place[force] or not is_afield(
            state, other
        ):
            continue
        if state.forces.siege_day[other] != NEVER and friends(
            state, state.forces.side[force], state.forces.side[other]
        ):
            men += state.forces.men[other]
    return men


@compiled
def storms(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    day: int,
    odds: tuple[int, float, float, float],
) -> bool:
    """Draw whether a besieger storms: odds = (its lead, its men, the garrison's men, works).

    P = logistic(k (p - p*)), p the chance it believes it has; the bold ask less.
    """
    lead, men, garrison, works = odds
    eyes = (lead, state.forces.place[lead], garrison)
    seen = perceived(tables, state, draw, fate, day, eyes)
    bold = trait(tables, state.forces.commander[lead], BOLDNESS, day) - 0.5
    bar = draw.parameter[P_STORM_ODDS] - draw.parameter[P_ACCEPT_BOLDNESS] * bold
    hope = win_chance(draw, men, seen, works, 0.0) - bar
    chance = 1.0 / (1.0 + math.exp(-draw.parameter[P_ACCEPT_SLOPE] * hope))
    return uniform(fate.seed, fate.replica, S_STORM, day, state.forces.birth[lead]) < chance


@compiled
def _party_lost(draw: Draw, fate: Fate, day: int, key: int) -> float:
    """Draw the share that a storming party loses."""
    noise = normal(fate.seed, fate.replica, S_STORM_LOSS, day, key)
    return float(
        min(
            0.9, draw.parameter[P_STORM_LOSS] * math.exp(draw.parameter[P_STORM_SPREAD] * noise)
        )
    )


@compiled
def _hurt_camp(state: State, draw: Draw, place: int, side: int, share: float) -> float:
    """Take a share of the men of a side and its friends before a fort; give their number."""
    lost = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] != place or state.forces.next_place[force] >= 0:
            continue
        if is_afield(state, force) and friends(state, side, state.forces.side[force]):
            lost += share * state.forces.men[force]
            take_losses(state, draw, force, share * state.forces.men[force], 0.0, NONE)
    return lost


@apart
def storm(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    siege: tuple[int, int, float, float],
) -> bool:
    """Storm a fort, where the besieger tries it.

    Parameters
    ----------
    tables, state, log, draw, fate : Tables, State, Log, Draw, Fate
        The history; the state is changed.
    day : int
        The day.
    siege : tuple
        The besiegers' leading force, the force shut in, the camp's men, and the works: 2 where
        there is a breach, else more.

    Returns
    -------
    bool
        Whether the fort is taken.
    """
    lead, held, men, works = siege
    side, enemy = state.forces.side[lead], state.forces.side[held]
    if not at_war(state, side, enemy):
        return False
    garrison = _walls(state, held)
    if not storms(tables, state, draw, fate, day, (lead, men, garrison, works)):
        return False
    edge = quality(tables, state, draw, lead, day) - quality(tables, state, draw, held, day)
    key = state.forces.birth[lead]
    luck = uniform(fate.seed, fate.replica, S_STORM, day, key + _WINS)
    taken = bool(luck < win_chance(draw, men, garrison, works, edge))
    share = _party_lost(draw, fate, day, key) * draw.parameter[P_STORM_PARTY]
    hurt = 1.0 / (
        1.0 + math.exp(-loss_logit(draw, garrison, men, not taken, works * (not taken)))
    )
    place = state.forces.place[held]
    lost = _hurt_camp(state, draw, place, side, share)
    fallen = _hurt_camp(state, draw, place, enemy, hurt)
    state.persons.counter[COUNT_BATTLES] += 1
    winner = SIDE_A if taken else SIDE_B
    told = (lost, fallen, men, garrison, 0.0, 0.0)
    note_battle(state, log, (day, L_BATTLE, lead, held, winner, place), told)
    tire_by_losses(tables, state, log, draw, day, side, lost)
    tire_by_losses(tables, state, log, draw, day, enemy, fallen)
    change = draw.parameter[P_MORALE_VICTORY] * (1.0 if taken else -1.0)
    state.forces.morale[lead] = min(0.95, max(0.05, state.forces.morale[lead] + change))
    state.forces.morale[held] = min(0.95, max(0.05, state.forces.morale[held] - change))
    return taken
