"""The record applied: pins, battles, sieges, rules and effects on their dates, and their odds."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import disperse
from ucronia.engine.acts_leaders import note
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.effects import run_effects
from ucronia.engine.knobs import (
    P_BATTLE_DRAW_SHARE,
    P_DECISIVE_SHARE,
    P_LOSS_LOSER_SD,
    P_LOSS_WINNER_SD,
    P_MORALE_VICTORY,
    P_PIN_SD,
    P_QUALITY_SD_ARMY,
    P_QUALITY_SD_COMMANDER,
    P_SURPRISE_FLOOR,
)
from ucronia.engine.land.battle import (
    logit_win,
    loss_logit,
    mark_decision,
    quality,
    take_losses,
    tire_by_losses,
)
from ucronia.engine.land.command import take_province
from ucronia.engine.land.contact import works_of
from ucronia.engine.land.march import start
from ucronia.engine.layout import (
    ACTIVE,
    ADJUSTED,
    BATTLE_LINES,
    COUNT_BATTLES,
    COUNT_LOG,
    E_BATTLE,
    E_CONTEXT,
    E_POSITION,
    E_SIEGE,
    EMBARKED,
    FAR,
    FLEET,
    HOLD,
    L_BATTLE,
    L_SIEGE,
    LOG_LINES,
    N_FORCES,
    N_ENTRIES,
    N_MARCHES,
    N_RULES,
    NEVER,
    NONE,
    NOWHERE,
    RECORDED_MARCH,
    RECORDED_VOYAGE,
    V_ATTACKER,
    V_DISPERSED,
    V_FORT,
    V_GUNS,
    V_LOSS_A,
    V_LOSS_B,
    V_MEN_A,
    V_MEN_B,
    V_SHIPS,
    V_TAKEN_A,
    V_TAKEN_B,
    V_WINNER,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.realm.rules import (
    Scratch,
    daily_rate,
    is_due,
    is_open,
    option_weights,
    silence,
    take,
)

_LOG_ROOT_TWO_PI = 0.9189385332046727


@compiled
def _log_normal_density(x: float, mean: float, sd: float) -> float:
    z = (x - mean) / sd
    return -0.5 * z * z - math.log(sd) - _LOG_ROOT_TWO_PI


@compiled
def pin_place(state: State, day: int, force: int, place: int) -> None:
    """Put a force where the record says it is; one that did not stand now stands."""
    status = state.forces.status[force]
    if status != ACTIVE:
        state.forces.status[force] = ACTIVE
        if status != EMBARKED:
            state.forces.morale[force] = 0.5
            state.forces.siege_day[force] = NEVER
    if place >= 0 and state.forces.place[force] != place:
        state.forces.place[force] = place
        state.forces.moved_day[force] = day
        state.forces.siege_day[force] = NEVER
    state.forces.next_place[force] = NOWHERE
    state.forces.goal[force] = NOWHERE
    state.forces.order[force] = HOLD
    leader = state.forces.commander[force]
    if leader >= 0 and place >= 0:
        state.persons.leader_place[leader] = place


@compiled
def pin_men(state: State, log: Log, entry: int, force: int, men: float) -> None:
    """Set a force's men to the record's; the correction goes to the ledger."""
    before = state.forces.men[force]
    state.forces.men[force] = men
    state.persons.ledger_men[ADJUSTED] += men - before
    log.adjustment[entry] += men - before


@compiled
def named(tables: Tables, entry: int, second: int, slot: int) -> int:
    """Give a force that an entry names on its first side, or its second, NONE if there is none."""
    if second == 1:
        return int(tables.timetable.force_b[entry, slot])
    return int(tables.timetable.force_a[entry, slot])


@compiled
def pin_side(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, who: tuple[int, int, float]
) -> None:
    """Pin the forces of one side of an entry: who = (entry, 0 or 1, its men or nan).

    The men told are shared out as the side's men stood; their odds are those of the side's total.
    """
    entry, second, men = who
    total = 0.0
    count = 0
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0:
            pin_place(state, day, force, tables.timetable.place[entry])
            if state.forces.kind[force] != FLEET:
                total += state.forces.men[force]
                count += 1
    if count == 0 or math.isnan(men):
        return
    if total > 1.0 and men > 1.0:
        log.entry_loglik[entry] += _log_normal_density(
            math.log(men), math.log(total), draw.parameter[P_PIN_SD]
        )
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0 and state.forces.kind[force] != FLEET:
            share = state.forces.men[force] / total if total > 0.0 else 1.0 / count
            pin_men(state, log, entry, force, men * share)


@compiled
def pin_entry(tables: Tables, state: State, log: Log, draw: Draw, day: int, entry: int) -> None:
    """Pin all the forces that an entry names, with their men, guns and ships where it tells them."""
    row = draw.entry_version[entry]
    pin_side(tables, state, log, draw, day, (entry, 0, tables.timetable.values[row, V_MEN_A]))
    pin_side(tables, state, log, draw, day, (entry, 1, tables.timetable.values[row, V_MEN_B]))
    force = tables.timetable.force_a[entry, 0]
    if force >= 0:
        guns = tables.timetable.values[row, V_GUNS]
        if not math.isnan(guns):
            state.forces.guns[force] = guns
        ships = tables.timetable.values[row, V_SHIPS]
        if not math.isnan(ships):
            state.forces.ships[force] = ships


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
def _losses_told(
    draw: Draw, told: float, own: float, other: float, is_winner: bool, fort: float
) -> tuple[float, float]:
    """Give a side's losses, the mean's where the record is silent, and their log density."""
    mean = loss_logit(draw, own, other, is_winner, fort)
    if math.isnan(told):
        return own / (1.0 + math.exp(-mean)), 0.0
    share = min(max(told / own, 0.001), 0.999)
    sd = draw.parameter[P_LOSS_WINNER_SD] if is_winner else draw.parameter[P_LOSS_LOSER_SD]
    logit = math.log(share / (1.0 - share))
    return min(told, own), _log_normal_density(logit, mean, sd)


@compiled
def _remember_battle(
    state: State,
    log: Log,
    draw: Draw,
    day: int,
    leads: tuple[int, int],
    odds: tuple[float, float],
) -> None:
    """Keep what qualities need: odds = (log odds without latent quality, winner)."""
    line = log.battle_count[0]
    if line >= BATTLE_LINES:
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
    fort = _or(told[V_FORT], works_of(tables, state, lead_b, day))
    edge = quality(tables, state, draw, lead_a, day) - quality(tables, state, draw, lead_b, day)
    if _or(told[V_ATTACKER], 1.0) >= 0.0:
        logit = logit_win(draw, men_a, men_b, fort, edge)
    else:
        logit = -logit_win(draw, men_b, men_a, fort, -edge)
    latent = _latent(state, draw, lead_a) - _latent(state, draw, lead_b)
    _remember_battle(state, log, draw, day, (lead_a, lead_b), (logit - latent, float(winner)))
    drawn = draw.parameter[P_BATTLE_DRAW_SHARE]
    if winner == 0:
        log.entry_loglik[entry] += math.log(drawn)
    else:
        log.entry_loglik[entry] += math.log(1.0 - drawn) - math.log1p(
            math.exp(-min(max(logit * winner, -50.0), 50.0))
        )
    defender = -1 if _or(told[V_ATTACKER], 1.0) >= 0.0 else 1
    works = fort if winner == defender else 0.0
    lost_a, odds_a = _losses_told(draw, told[V_LOSS_A], men_a, men_b, winner == 1, works)
    lost_b, odds_b = _losses_told(draw, told[V_LOSS_B], men_b, men_a, winner == -1, works)
    log.entry_loglik[entry] += odds_a + odds_b
    taken_a, taken_b = _or(told[V_TAKEN_A], 0.0), _or(told[V_TAKEN_B], 0.0)
    _hurt(tables, state, draw, (entry, 0, lost_a, taken_a))
    _hurt(tables, state, draw, (entry, 1, lost_b, taken_b))
    state.persons.counter[COUNT_BATTLES] += 1
    place = tables.timetable.place[entry]
    note(state, log, (day, L_BATTLE, lead_a, lead_b, winner, place), lost_a)
    log.event_value[min(state.persons.counter[COUNT_LOG], LOG_LINES) - 1, 1] = lost_b
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
            state.forces.siege_day[force] = day
            place = state.forces.place[force]
            note(state, log, (day, L_SIEGE, besieger, force, NONE, place), 0.0)


@compiled
def take_as_told(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    when: tuple[int, int],
) -> None:
    """Apply the rule that an entry realises, when = (day, entry), and log the odds it had.

    A decision's term is the softmax of the option taken; a hazard's the rate at which it fired,
    per turn. A rule that was not open scores the floor and is marked a surprise.
    """
    day, entry = when
    rule = tables.timetable.rule[entry]
    instance = tables.timetable.instance[entry]
    option = tables.timetable.option[entry]
    opened = is_open(tables, state, draw, scratch, day, (rule, instance))
    log.entry_open[entry] = 1 if opened else 0
    if not opened:
        log.entry_loglik[entry] += math.log(draw.parameter[P_SURPRISE_FLOOR])
    elif tables.rules.option_count[rule] > 0:
        greatest, log_sum = option_weights(tables, state, draw, scratch, day, rule)
        weight = scratch.stack[scratch.stack.shape[0] - 6 + option]
        log.entry_loglik[entry] += weight - greatest - log_sum
    else:
        turn = daily_rate(tables, state, draw, scratch, day, rule) * tables.rules.every[rule]
        chance = max(1.0 - math.exp(-turn), draw.parameter[P_SURPRISE_FLOOR])
        log.entry_loglik[entry] += math.log(chance)
    take(tables, state, log, draw, fate, scratch, day, (rule, instance, option))


@compiled
def drop_orders(tables: Tables, state: State) -> None:
    """Let orders given by recorded effects lapse: in replay forces move by the record alone."""
    for force in range(tables.size[N_FORCES]):
        if state.forces.goal[force] >= 0 and state.forces.order[force] < RECORDED_MARCH:
            state.forces.goal[force] = NOWHERE
            state.forces.order[force] = HOLD


@compiled
def apply_entry(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    what: tuple[int, int, bool],
) -> None:
    """Apply an entry of the record: what = (day, entry, whether pins correct).

    A position's effects come first (a force is raised, then pinned); those of a battle or siege
    after it.
    """
    day, entry, corrects = what
    kind = tables.timetable.kind[entry]
    log.fired[entry] = 1
    if kind == E_CONTEXT:
        return
    if kind in (E_BATTLE, E_SIEGE) and corrects:
        pin_entry(tables, state, log, draw, day, entry)
    if kind == E_BATTLE:
        fight_as_told(tables, state, log, draw, day, entry)
    elif kind == E_SIEGE:
        besiege_as_told(tables, state, log, day, entry)
    if tables.timetable.rule[entry] >= 0:
        take_as_told(tables, state, log, draw, fate, scratch, (day, entry))
    run_effects(
        tables.code.entry_start[entry],
        tables.code,
        tables,
        state,
        log,
        draw.parameter,
        scratch.register,
        day,
        fate,
        scratch.stack,
    )
    drop_orders(tables, state)
    if kind not in (E_BATTLE, E_SIEGE) and corrects:
        pin_entry(tables, state, log, draw, day, entry)
    if kind == E_POSITION or tables.timetable.force_a[entry, 0] >= 0:
        for slot in range(4):
            force = tables.timetable.force_a[entry, slot]
            if force >= 0 and state.forces.men[force] > 0.0:
                if state.forces.status[force] == ACTIVE and state.forces.kind[force] != FLEET:
                    take_province(tables, state, log, day, force)


@compiled
def begin_marches(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, first: int
) -> int:
    """Begin the marches derived from the record whose day it is; give the next one's index."""
    index = first
    while index < tables.size[N_MARCHES]:
        march = draw.march_order[index]
        if draw.march_day[march] > day:
            break
        index += 1
        force = tables.timetable.march_force[march]
        goal = tables.timetable.march_to[march]
        if draw.march_day[march] < day or state.forces.status[force] != ACTIVE:
            continue
        here = state.forces.place[force]
        if (
            here == goal
            or here < 0
            or state.forces.men[force] + state.forces.ships[force] <= 0.0
        ):
            continue
        by_land = tables.geo.land_days[here, goal] <= 2.0 + tables.geo.sea_days[here, goal]
        if min(tables.geo.land_days[here, goal], tables.geo.sea_days[here, goal]) >= FAR:
            continue
        state.forces.goal[force] = goal
        state.forces.order[force] = RECORDED_MARCH if by_land else RECORDED_VOYAGE
        start(tables, state, log, draw, day, force)
    return index


@compiled
def apply_day(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    when: tuple[int, int, bool],
) -> int:
    """Apply a day's entries: when = (day, index in entry_order, whether pins correct).

    Returns
    -------
    int
        Index in `entry_order` of the first entry of a later day.
    """
    day, index, corrects = when
    while index < tables.size[N_ENTRIES]:
        entry = draw.entry_order[index]
        if draw.entry_day[entry] > day:
            break
        if draw.entry_day[entry] == day:
            apply_entry(tables, state, log, draw, fate, scratch, (day, entry, corrects))
        index += 1
    return index


@compiled
def count_silence(
    tables: Tables, state: State, log: Log, draw: Draw, scratch: Scratch, day: int
) -> None:
    """Take from the log what it cost that recorded rules whose turn it is stayed silent."""
    for rule in range(tables.size[N_RULES]):
        if tables.rules.is_recorded[rule] == 1 and is_due(tables, rule, day):
            log.silence[rule] -= silence(tables, state, draw, scratch, day, rule)
