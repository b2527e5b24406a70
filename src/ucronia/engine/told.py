"""Battles and sieges as the record tells them, and their odds."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import disperse
from ucronia.engine.acts_leaders import note, note_battle
from ucronia.engine.acts_men import shut_in
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.figures import named, tell_losses
from ucronia.engine.horses import mounted_of
from ucronia.engine.knobs import (
    P_BATTLE_DRAW_SHARE,
    P_DECISIVE_SHARE,
    P_LOSS_LOSER_SD,
    P_MORALE_VICTORY,
    P_PURSUIT_LOSS,
    P_QUALITY_SD_ARMY,
    P_QUALITY_SD_COMMANDER,
    P_ROUT_TAKEN_SHARE,
)
from ucronia.engine.land.battle import logit_win, mark_decision, quality
from ucronia.engine.land.contact import works_of
from ucronia.engine.land.losses import (
    loss_logit,
    loss_sd,
    pursuit_chance,
    rout_chance,
    take_losses,
    tire_by_losses,
)
from ucronia.engine.layout import (
    BATTLE_LINES,
    COUNT_BATTLES,
    FLEET,
    L_BATTLE,
    L_SIEGE,
    NEVER,
    NONE,
    T_LOSSES,
    T_WINNER,
    V_ATTACKER,
    V_DISPERSED,
    V_FORT,
    V_LOSS_A,
    V_LOSS_B,
    V_TAKEN_A,
    V_TAKEN_B,
    V_WINNER,
    Draw,
    Log,
    State,
    Tables,
)
from ucronia.engine.pins import log_normal_density

_LEAST_DENSITY = 1e-300


@compiled
def _side_men(tables: Tables, state: State, entry: int, second: int) -> float:
    men = 0.0
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0:
            men += state.forces.men[force]
    return men


@compiled
def _hurt(
    tables: Tables, state: State, draw: Draw, side: tuple[int, int, float, float]
) -> None:
    """Take a side's losses in proportion to its men: side = (entry, 0 or 1, lost, taken)."""
    entry, second, lost, taken = side
    keeper = named(tables, entry, 1 - second, 0)
    total = max(_side_men(tables, state, entry, second), 1e-9)
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0:
            share = state.forces.men[force] / total
            take_losses(state, draw, force, lost * share, taken * share, keeper)


@compiled
def loser_density(draw: Draw, share: float, mean: float, men: float, cavalry: float) -> float:
    """Give the log density of the log odds of all that a loser lost, prisoners included.

    Parameters
    ----------
    draw : Draw
        The coefficients.
    share : float
        Of its men that it lost, above 0 and below 1.
    mean : float
        Log odds of the share that one loses who is neither routed nor pursued.
    men : float
        Of both sides.
    cavalry : float
        Share of the winner's men who ride.

    Returns
    -------
    float
        Over whether it was routed and whether it was pursued, of which the record is silent.

    Notes
    -----
    Rout and pursuit take a share e of those left after the first loss s, so that all is
    s + e (1 - s); its log odds move with those of s as share (1 - e) / (share - e).
    """
    rout, chase = rout_chance(draw, men), pursuit_chance(draw, cavalry)
    total = 0.0
    for case in range(4):
        is_routed, is_chased = case // 2, case % 2
        more = is_routed * draw.parameter[P_ROUT_TAKEN_SHARE]
        more += is_chased * draw.parameter[P_PURSUIT_LOSS]
        if share <= more:
            continue
        weight = (rout if is_routed else 1.0 - rout) * (chase if is_chased else 1.0 - chase)
        first = (share - more) / (1.0 - more)
        odds = math.log(first / (1.0 - first))
        density = math.exp(log_normal_density(odds, mean, draw.parameter[P_LOSS_LOSER_SD]))
        total += weight * density * share * (1.0 - more) / (share - more)
    return math.log(max(total, _LEAST_DENSITY))


@compiled
def _losses_told(
    draw: Draw,
    told: tuple[float, float],
    men: tuple[float, float],
    end: tuple[int, float, float],
) -> tuple[float, float]:
    """Give a side's losses, the mean's where the record is silent, and their log density.

    told = (killed and wounded, prisoners), men = (own, other), end = (1 won, 0 drawn or -1
    lost, the works that tell, the share of the winner's men who ride).
    """
    own, other = men
    is_winner = end[0] == 1
    mean = loss_logit(draw, own, other, is_winner, end[1])
    if math.isnan(told[0]):
        return own / (1.0 + math.exp(-mean)), 0.0
    share = min(max((told[0] + told[1]) / own, 0.001), 0.999)
    if end[0] == -1:
        return min(told[0], own), loser_density(draw, share, mean, own + other, end[2])
    sd = loss_sd(draw, own, other, is_winner)
    logit = math.log(share / (1.0 - share))
    return min(told[0], own), log_normal_density(logit, mean, sd)


@compiled
def _riding(tables: Tables, state: State, entry: int, second: int) -> float:
    """Give the share of a side's men who ride."""
    mounted = 0.0
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0:
            mounted += mounted_of(state, force)
    return mounted / max(_side_men(tables, state, entry, second), 1.0)


@compiled
def _remember_battle(
    state: State,
    log: Log,
    draw: Draw,
    day: int,
    leads: tuple[int, int],
    odds: tuple[float, float],
) -> None:
    """Keep what qualities need: odds = (log odds without latent quality, winner).

    A fight of fleets tells nothing of armies.
    """
    line = log.battle_count[0]
    at_sea = state.forces.kind[leads[0]] == FLEET or state.forces.kind[leads[1]] == FLEET
    if line >= BATTLE_LINES or at_sea:
        return
    log.battle_count[0] = line + 1
    log.battle[line, 0] = day
    log.battle[line, 1] = odds[0]
    for second in range(2):
        force = leads[second]
        side = sovereign_of(state, state.forces.side[force])
        log.battle[line, 2 + 2 * second] = side
        log.battle[line, 3 + 2 * second] = state.forces.commander[force]
    log.battle[line, 6] = odds[1]


@compiled
def _latent(state: State, draw: Draw, force: int) -> float:
    side = sovereign_of(state, state.forces.side[force])
    total = draw.parameter[P_QUALITY_SD_ARMY] * state.persons.quality_polity[side]
    leader = state.forces.commander[force]
    if leader >= 0:
        total += draw.parameter[P_QUALITY_SD_COMMANDER] * state.persons.quality_leader[leader]
    return float(total)


@compiled
def _or(value: float, other: float) -> float:
    return other if math.isnan(value) else value


@compiled
def fight_as_told(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, entry: int
) -> None:
    """Fight a battle of the record: its winner and losses are those of the version drawn."""
    lead_a = tables.timetable.force_a[entry, 0]
    lead_b = tables.timetable.force_b[entry, 0]
    if lead_a < 0 or lead_b < 0:
        return
    told = tables.timetable.values[draw.entry_version[entry]]
    men_a = max(_side_men(tables, state, entry, 0), 1.0)
    men_b = max(_side_men(tables, state, entry, 1), 1.0)
    winner = int(_or(told[V_WINNER], 0.0))
    fort = _or(told[V_FORT], works_of(tables, state, draw, lead_b, day))
    edge = quality(tables, state, draw, lead_a, day) - quality(tables, state, draw, lead_b, day)
    if _or(told[V_ATTACKER], 1.0) >= 0.0:
        logit = logit_win(draw, men_a, men_b, fort, edge)
    else:
        logit = -logit_win(draw, men_b, men_a, fort, -edge)
    latent = _latent(state, draw, lead_a) - _latent(state, draw, lead_b)
    _remember_battle(state, log, draw, day, (lead_a, lead_b), (logit - latent, float(winner)))
    drawn = draw.parameter[P_BATTLE_DRAW_SHARE]
    odds = math.log(drawn) if winner == 0 else math.log(1.0 - drawn)
    if winner != 0:
        odds -= math.log1p(math.exp(-min(max(logit * winner, -50.0), 50.0)))
    log.entry_loglik[entry] += odds
    log.entry_term[entry, T_WINNER] = odds
    defender = -1 if _or(told[V_ATTACKER], 1.0) >= 0.0 else 1
    works = fort if winner == defender else 0.0
    taken_a, taken_b = _or(told[V_TAKEN_A], 0.0), _or(told[V_TAKEN_B], 0.0)
    riding = _riding(tables, state, entry, 0 if winner == 1 else 1)
    lost_a, odds_a = _losses_told(
        draw, (told[V_LOSS_A], taken_a), (men_a, men_b), (winner, works, riding)
    )
    lost_b, odds_b = _losses_told(
        draw, (told[V_LOSS_B], taken_b), (men_b, men_a), (-winner, works, riding)
    )
    log.entry_loglik[entry] += odds_a + odds_b
    log.entry_term[entry, T_LOSSES] = odds_a + odds_b
    tell_losses(tables, state, log, entry, 0, told[V_LOSS_A] + taken_a)
    tell_losses(tables, state, log, entry, 1, told[V_LOSS_B] + taken_b)
    _hurt(tables, state, draw, (entry, 0, lost_a, taken_a))
    _hurt(tables, state, draw, (entry, 1, lost_b, taken_b))
    state.persons.counter[COUNT_BATTLES] += 1
    place = tables.timetable.place[entry]
    values = (lost_a, lost_b, men_a, men_b, taken_a, taken_b)
    note_battle(state, log, (day, L_BATTLE, lead_a, lead_b, winner, place), values)
    side_a, side_b = state.forces.side[lead_a], state.forces.side[lead_b]
    tire_by_losses(tables, state, log, draw, day, side_a, lost_a + taken_a)
    tire_by_losses(tables, state, log, draw, day, side_b, lost_b + taken_b)
    if winner == 0:
        return
    hurt = (lost_b + taken_b) / men_b if winner == 1 else (lost_a + taken_a) / men_a
    broke = _or(told[V_DISPERSED], 0.0) == 1.0
    _settle(tables, state, log, draw, day, (entry, winner, broke))
    if broke or hurt > draw.parameter[P_DECISIVE_SHARE]:
        sides = (side_a, side_b) if winner == 1 else (side_b, side_a)
        size = min(1.0, (men_a + men_b) / 10000.0)
        mark_decision(tables, state, log, day, place, sides, size)


@compiled
def _settle(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, end: tuple[int, int, bool]
) -> None:
    """Move morale after a battle and break the beaten side up: end = (entry, winner, broke)."""
    entry, winner, broke = end
    gain = draw.parameter[P_MORALE_VICTORY]
    for slot in range(4):
        for second in range(2):
            force = named(tables, entry, second, slot)
            if force < 0:
                continue
            won = (winner == 1) == (second == 0)
            change = gain if won else -gain
            state.forces.morale[force] = min(
                max(state.forces.morale[force] + change, 0.05), 0.95
            )
            if not won and broke:
                disperse(tables, state, log, day, force)


@compiled
def besiege_as_told(tables: Tables, state: State, log: Log, day: int, entry: int) -> None:
    """Shut in the besieged forces of an entry."""
    besieger = tables.timetable.force_a[entry, 0]
    for slot in range(4):
        force = tables.timetable.force_b[entry, slot]
        if force >= 0 and state.forces.siege_day[force] == NEVER:
            shut_in(state, force, day)
            place = state.forces.place[force]
            note(state, log, (day, L_SIEGE, besieger, force, NONE, place), 0.0)
