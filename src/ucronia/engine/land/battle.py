"""A battle: the winner is drawn first, then the losses of both, then what follows.

Equations: shared battle data, section 3, fitted on 1700-1900 (CDB90). Quality is a latent
number of an army and of a commander, drawn once and kept.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import disperse
from ucronia.engine.acts_leaders import capture, kill, note_battle, trait
from ucronia.engine.acts_realm import news
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import mounted_of
from ucronia.engine.knobs import (
    P_BATTLE_DRAW_SHARE,
    P_BATTLE_FORT,
    P_BATTLE_INTERCEPT,
    P_BATTLE_IRREGULAR,
    P_BATTLE_MORALE,
    P_BATTLE_RATIO,
    P_BATTLE_SKILL,
    P_BATTLE_TRAINING,
    P_COMMANDER_DEATH_LOSER,
    P_COMMANDER_DEATH_WINNER,
    P_COMMANDER_TAKEN_ROUT,
    P_DECISIVE_SHARE,
    P_DISPERSAL_SHARE,
    P_MORALE_VICTORY,
    P_PURSUIT_LOSS,
    P_QUALITY_SD_ARMY,
    P_QUALITY_SD_COMMANDER,
    P_ROUT_GUNS,
    P_ROUT_TAKEN_SHARE,
)
from ucronia.engine.land.losses import (
    loss_logit,
    loss_sd,
    most_lost,
    pursuit_chance,
    rout_chance,
    take_losses,
    tire_by_losses,
)
from ucronia.engine.layout import (
    COUNT_BATTLES,
    COUNT_ROLL,
    L_BATTLE,
    MONTONERA,
    S_COMMANDER,
    S_LOSS,
    S_PURSUIT,
    S_ROUT,
    S_WINNER,
    SKILL,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import normal, uniform

DRAWN = 0
SIDE_A = 1
SIDE_B = -1


@compiled
def shown_quality(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give what friend and enemy see of a force's quality, in logits.

    Known skill, morale, training and kind.
    """
    parameter = draw.parameter
    leader = state.forces.commander[force]
    total = parameter[P_BATTLE_SKILL] * (trait(tables, leader, SKILL, day) - 0.5)
    total += parameter[P_BATTLE_MORALE] * (state.forces.morale[force] - 0.5)
    if state.forces.kind[force] == MONTONERA:
        total -= parameter[P_BATTLE_IRREGULAR]
    else:
        total -= parameter[P_BATTLE_TRAINING] * (1.0 - state.forces.trained[force])
    return float(total)


@compiled
def quality(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give a force's quality in logits: what is shown, and what army and commander are."""
    parameter = draw.parameter
    side = sovereign_of(state, state.forces.side[force])
    total = parameter[P_QUALITY_SD_ARMY] * state.persons.quality_polity[side]
    leader = state.forces.commander[force]
    if leader >= 0:
        total += parameter[P_QUALITY_SD_COMMANDER] * state.persons.quality_leader[leader]
    return float(total + shown_quality(tables, state, draw, force, day))


@compiled
def logit_win(draw: Draw, men_a: float, men_b: float, fort: float, edge: float) -> float:
    """Give the log odds that the attacker wins a decided battle.

    Parameters
    ----------
    draw : Draw
        The coefficients.
    men_a, men_b : float
        Attacker's and defender's men.
    fort : float
        Defender's works: 0 hasty, 1 prepared, 2 fortified.
    edge : float
        Attacker's quality less the defender's, logits.

    Returns
    -------
    float
        Log odds.
    """
    parameter = draw.parameter
    ratio = math.log(max(men_a, 1.0) / max(men_b, 1.0))
    return float(
        parameter[P_BATTLE_INTERCEPT]
        + parameter[P_BATTLE_RATIO] * ratio
        - parameter[P_BATTLE_FORT] * fort
        + edge
    )


@compiled
def win_chance(draw: Draw, men_a: float, men_b: float, fort: float, edge: float) -> float:
    """Give the chance that the attacker wins a decided battle; arguments as `logit_win`."""
    return 1.0 / (1.0 + math.exp(-logit_win(draw, men_a, men_b, fort, edge)))


@compiled
def _men_at(state: State, tables: Tables, place: int, mask: int) -> tuple[float, float]:
    """Count the men of a side in a battle, and those of them who have a horse under them."""
    men, mounted = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.order[force] >= 100 and state.forces.place[force] == place:
            if state.forces.order[force] == mask:
                men += state.forces.men[force]
                mounted += mounted_of(state, force)
    return max(men, 1.0), mounted


@compiled
def mark_decision(
    tables: Tables,
    state: State,
    log: Log,
    day: int,
    place: int,
    sides: tuple[int, int],
    size: float,
) -> None:
    """Remember a decisive battle: who was beaten, who won, and let the news set out.

    Parameters
    ----------
    tables, state, log : Tables, State, Log
        The history.
    day, place : int
        Where and when.
    sides : tuple of int
        Winner's and loser's polity.
    size : float
        How great the success is, 0..1.
    """
    winner = sovereign_of(state, sides[0])
    loser = sovereign_of(state, sides[1])
    for polity in (winner, sides[0]):
        state.persons.victory_day[polity] = day
    for polity in (loser, sides[1]):
        state.persons.beaten_day[polity] = day
    news(tables, state, log, day, place, winner, size)
    news(tables, state, log, day, place, loser, -size)


@compiled
def _commander_fate(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    who: tuple[int, int, bool],
) -> None:
    """Draw whether a force's commander falls or is taken: who = (force, enemy, was routed)."""
    force, enemy, routed = who
    leader = state.forces.commander[force]
    if leader < 0:
        return
    chance = draw.parameter[P_COMMANDER_DEATH_WINNER]
    if routed:
        chance = draw.parameter[P_COMMANDER_DEATH_LOSER]
    luck = uniform(fate.seed, fate.replica, S_COMMANDER, day, leader)
    if luck < chance:
        kill(tables, state, log, day, leader)
    elif routed and luck < chance + draw.parameter[P_COMMANDER_TAKEN_ROUT]:
        capture(tables, state, log, day, leader, enemy)


@compiled
def draw_winner(draw: Draw, fate: Fate, day: int, key: int, chance: float) -> int:
    """Draw who wins: SIDE_A (the attacker), SIDE_B, or neither."""
    luck = uniform(fate.seed, fate.replica, S_WINNER, day, key)
    drawn = draw.parameter[P_BATTLE_DRAW_SHARE]
    if luck < drawn:
        return DRAWN
    return SIDE_A if (luck - drawn) / (1.0 - drawn) < chance else SIDE_B


@compiled
def _share_lost(
    draw: Draw, fate: Fate, day: int, key: int, mean_logit: float, sd: float
) -> float:
    noise = normal(fate.seed, fate.replica, S_LOSS, day, key)
    return 1.0 / (1.0 + math.exp(-(mean_logit + sd * noise)))


@compiled
def _hurt_side(
    state: State, draw: Draw, forces: tuple[int, int], keeper: int, shares: tuple[float, float]
) -> None:
    """Spread a side's losses over its forces at a place: (marker, place), (lost, taken)."""
    marker, place = forces
    for force in range(state.forces.men.shape[0]):
        if state.forces.order[force] == marker and state.forces.place[force] == place:
            lost = shares[0] * state.forces.men[force]
            taken = shares[1] * state.forces.men[force]
            take_losses(state, draw, force, lost, taken, keeper)


MARK_A = 100
MARK_B = 101
"""While a battle is fought the orders of those in it are replaced by these marks."""


@compiled
def _leave_guns(state: State, draw: Draw, winner: int, loser: int, place: int) -> None:
    """Let a routed side leave guns, a whole number of each force's, to the winner's lead."""
    mark = state.forces.order[loser]
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.order[force] == mark and state.forces.place[force] == place:
            left = math.floor(draw.parameter[P_ROUT_GUNS] * state.forces.guns[force] + 0.5)
            state.forces.guns[force] -= left
            state.forces.guns[winner] += left


@compiled
def _aftermath(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    fight: tuple[int, int, int, bool],
) -> None:
    """Settle forces after a battle: fight = (winner's lead force, loser's, place, rout)."""
    lead_winner, lead_loser, place, routed = fight
    if routed:
        _leave_guns(state, draw, lead_winner, lead_loser, place)
    gain = draw.parameter[P_MORALE_VICTORY]
    enemy = state.forces.side[lead_winner]
    loser_mark = state.forces.order[lead_loser]
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        mark = state.forces.order[force]
        if mark < MARK_A or state.forces.place[force] != place:
            continue
        if mark == loser_mark:
            morale = state.forces.morale[force] - gain
            state.forces.morale[force] = max(0.05, morale)
            _commander_fate(tables, state, log, draw, fate, day, (force, enemy, routed))
            scatter = uniform(
                fate.seed, fate.replica, S_ROUT, day, state.forces.birth[force] * 4 + 3
            )
            if routed and scatter < draw.parameter[P_DISPERSAL_SHARE]:
                disperse(tables, state, log, day, force)
        else:
            state.forces.morale[force] = min(0.95, state.forces.morale[force] + gain)
            _commander_fate(tables, state, log, draw, fate, day, (force, enemy, False))


@compiled
def fight(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    battle: tuple[int, int, int, float],
) -> int:
    """Fight a battle between the forces marked MARK_A (attackers) and MARK_B at a place.

    Parameters
    ----------
    tables, state, log, draw, fate : Tables, State, Log, Draw, Fate
        The history; the state is changed.
    day : int
        The day.
    battle : tuple
        Leading force of the attackers, of the defenders, place, works of the defender.

    Returns
    -------
    int
        SIDE_A, SIDE_B or DRAWN.
    """
    lead_a, lead_b, place, fort = battle
    men_a, mounted_a = _men_at(state, tables, place, MARK_A)
    men_b, mounted_b = _men_at(state, tables, place, MARK_B)
    edge = quality(tables, state, draw, lead_a, day) - quality(tables, state, draw, lead_b, day)
    key = state.forces.birth[lead_a] * 4
    winner = draw_winner(draw, fate, day, key, win_chance(draw, men_a, men_b, fort, edge))
    a_won = winner == SIDE_A
    works = fort if winner == SIDE_B else 0.0
    b_won = winner == SIDE_B
    share_a = _share_lost(
        draw,
        fate,
        day,
        key + 1,
        loss_logit(draw, men_a, men_b, a_won, works),
        loss_sd(draw, men_a, men_b, a_won),
    )
    share_b = _share_lost(
        draw,
        fate,
        day,
        key + 2,
        loss_logit(draw, men_b, men_a, b_won, works),
        loss_sd(draw, men_b, men_a, b_won),
    )
    share_a = min(share_a, most_lost(draw, men_a, men_b))
    share_b = min(share_b, most_lost(draw, men_b, men_a))
    routed = winner != DRAWN and (
        uniform(fate.seed, fate.replica, S_ROUT, day, key) < rout_chance(draw, men_a + men_b)
    )
    cavalry = mounted_a / men_a if a_won else mounted_b / men_b
    pursued = winner != DRAWN and (
        uniform(fate.seed, fate.replica, S_PURSUIT, day, key) < pursuit_chance(draw, cavalry)
    )
    more = draw.parameter[P_PURSUIT_LOSS] if pursued else 0.0
    taken = draw.parameter[P_ROUT_TAKEN_SHARE] if routed else 0.0
    extra_a = (more + taken) * (1.0 - share_a) if winner == SIDE_B else 0.0
    extra_b = (more + taken) * (1.0 - share_b) if a_won else 0.0
    taken_a, taken_b = min(extra_a, 1.0), min(extra_b, 1.0)
    _hurt_side(state, draw, (MARK_A, place), lead_b, (share_a, taken_a))
    _hurt_side(state, draw, (MARK_B, place), lead_a, (share_b, taken_b))
    side_a, side_b = state.forces.side[lead_a], state.forces.side[lead_b]
    state.persons.counter[COUNT_BATTLES] += 1
    told = (share_a * men_a, share_b * men_b, men_a, men_b, taken_a * men_a, taken_b * men_b)
    note_battle(state, log, (day, L_BATTLE, lead_a, lead_b, winner, place), told)
    tire_by_losses(tables, state, log, draw, day, side_a, (share_a + taken_a) * men_a)
    tire_by_losses(tables, state, log, draw, day, side_b, (share_b + taken_b) * men_b)
    if winner == DRAWN:
        return winner
    loser_share = share_b + taken_b if a_won else share_a + taken_a
    if routed or loser_share > draw.parameter[P_DECISIVE_SHARE]:
        sides = (side_a, side_b) if a_won else (side_b, side_a)
        mark_decision(
            tables, state, log, day, place, sides, min(1.0, (men_a + men_b) / 10000.0)
        )
    leads = (lead_a, lead_b) if a_won else (lead_b, lead_a)
    _aftermath(tables, state, log, draw, fate, day, (leads[0], leads[1], place, routed))
    return winner
