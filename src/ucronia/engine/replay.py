"""The record applied: its rules, effects and marches on their dates, and their odds."""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.effects import run_effects
from ucronia.engine.figures import after_effects, before_effects
from ucronia.engine.knobs import (
    P_SURPRISE_FLOOR,
)
from ucronia.engine.land.command import take_province
from ucronia.engine.land.march import start as set_off
from ucronia.engine.layout import (
    ACTIVE,
    E_BATTLE,
    E_CONTEXT,
    E_POSITION,
    E_SIEGE,
    FAR,
    FLEET,
    HOLD,
    N_ENTRIES,
    N_FORCES,
    N_MARCHES,
    N_RULES,
    NOWHERE,
    RECORDED_MARCH,
    RECORDED_VOYAGE,
    T_AMONG,
    T_COUNTED,
    T_FIRED,
    T_OPTION,
    Draw,
    Fate,
    Log,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.pins import pin_entry
from ucronia.engine.realm.opening import daily_rate, is_open, option_weights, silence
from ucronia.engine.realm.rules import is_due, take
from ucronia.engine.told import besiege_as_told, fight_as_told


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
    log.entry_term[entry, T_COUNTED] = -log.silence[rule]
    if not opened:
        log.entry_loglik[entry] += math.log(draw.parameter[P_SURPRISE_FLOOR])
    elif tables.rules.option_count[rule] > 0:
        greatest, log_sum = option_weights(tables, state, draw, scratch, day, rule)
        base = scratch.stack.shape[0] - 6
        for known in range(tables.rules.option_count[rule]):
            odds = math.exp(scratch.stack[base + known] - greatest - log_sum)
            log.entry_odds[entry, known] = odds
        weight = scratch.stack[base + option]
        log.entry_loglik[entry] += weight - greatest - log_sum
        log.entry_term[entry, T_OPTION] = weight - greatest - log_sum
    else:
        score_firing(tables, state, log, draw, scratch, day, entry)
    take(tables, state, log, draw, fate, scratch, day, (rule, instance, option))


@compiled
def score_firing(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    day: int,
    entry: int,
) -> None:
    """Log the odds of a hazard's entry whose instance is open, its roles bound.

    The chance of its turn; and, for a likelihood, the rate of the turn, r, which with silence
    over every turn makes a point process (Daley & Vere-Jones 2003, An introduction to the
    theory of point processes I, 7.1), and r over all instances' rates, which says who fired
    where nothing says how often (the partial likelihood of Cox 1975, Biometrika 62).
    """
    rule = tables.timetable.rule[entry]
    floor = draw.parameter[P_SURPRISE_FLOOR]
    turn = daily_rate(tables, state, draw, scratch, day, rule) * tables.rules.every[rule]
    log.entry_loglik[entry] += math.log(max(1.0 - math.exp(-turn), floor))
    log.entry_term[entry, T_FIRED] = math.log(max(turn, 1e-9))
    everyone = max(silence(tables, state, draw, scratch, day, rule), turn)
    log.entry_term[entry, T_AMONG] = math.log(max(turn, 1e-9) / max(everyone, 1e-9))


@compiled
def drop_orders(tables: Tables, state: State) -> None:
    """Let orders given by recorded effects lapse: in replay forces move by the record alone."""
    for force in range(tables.size[N_FORCES]):
        if state.forces.goal[force] >= 0 and state.forces.order[force] < RECORDED_MARCH:
            state.forces.goal[force] = NOWHERE
            state.forces.order[force] = HOLD


@compiled
def take_as_pinned(tables: Tables, state: State, log: Log, day: int, entry: int) -> None:
    """Let the land forces of an entry's first side take the provinces that they stand in."""
    for slot in range(4):
        force = tables.timetable.force_a[entry, slot]
        if force >= 0 and state.forces.men[force] > 0.0:
            if state.forces.status[force] == ACTIVE and state.forces.kind[force] != FLEET:
                take_province(tables, state, log, day, force)


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
    start = tables.code.entry_start[entry]
    if start >= 0:
        before_effects(tables, state, log)
        run_effects(start, tables, state, log, draw, scratch, day)
        after_effects(tables, state, log, entry)
    drop_orders(tables, state)
    if kind not in (E_BATTLE, E_SIEGE) and corrects:
        pin_entry(tables, state, log, draw, day, entry)
    if kind == E_POSITION or tables.timetable.force_a[entry, 0] >= 0:
        take_as_pinned(tables, state, log, day, entry)


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
        set_off(tables, state, log, draw, day, force)
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
    """Apply a day's entries.

    Parameters
    ----------
    tables, state, log, draw, fate : Tables, State, Log, Draw, Fate
        The history; the state is changed.
    scratch : Scratch
        Scratch.
    when : tuple
        Day, index in `entry_order`, and whether pins correct.

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
