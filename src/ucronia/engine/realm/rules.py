"""Hazards and decisions: a draw is made first, and a rule looked at only if it could fire."""

from __future__ import annotations

import math
from typing import cast

import numpy as np

from ucronia.engine.acts_leaders import note
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.effects import run_effects
from ucronia.engine.layout import (
    ACTIVE,
    COUNT_ROLL,
    DEAD,
    L_RULE,
    N_RULES,
    NONE,
    ROLE_FORCE,
    ROLE_LEADER,
    ROLE_NONE,
    ROLE_POLITY,
    S_RULE,
    Draw,
    Fate,
    Log,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.player import choose
from ucronia.engine.realm.opening import (
    bind,
    choose_option,
    daily_rate,
    force_key,
    is_in_season,
    opens,
    second_stands,
    stands_right,
    subject,
)
from ucronia.engine.sight.leaders import ask_leader
from ucronia.engine.sight.provinces import ask_province
from ucronia.engine.streams import philox, word

_WORDS = 4294967296.0
_IN_LISTS = 1 << 31
"""Added to a block's ordinal: the draws of lists and of forces share no word."""
_NO_WORD = cast(int, np.uint64(0))


@compiled
def take(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    what: tuple[int, int, int],
) -> None:
    """Apply what = (rule, instance, option): remember it, log it, and run its effects."""
    rule, instance, option = what
    bind(tables, state, draw, scratch, day, (rule, instance))
    state.persons.instance_day[tables.rules.first_instance[rule] + instance] = day
    state.persons.rule_day[rule] = day
    state.persons.rule_option[rule] = option
    first, second = subject(tables, rule, instance)
    note(state, log, (day, L_RULE, rule, first, option, second), 0.0)
    start = tables.rules.effect_start[rule, option]
    run_effects(start, tables, state, log, draw, scratch, day)


@compiled
def look(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    what: tuple[int, int, int],
    roles: tuple[int, int],
) -> None:
    """Let a candidate what = (rule, instance, word drawn) fire, if its condition holds.

    It fires if its luck is below the chance of its turn of so many days, 1 - exp(-rate days).
    """
    rule, instance, drawn = what
    # another instance that fired in this turn may have taken what this one needs
    who = (rule, instance, roles[0], roles[1])
    if not opens(tables, state, draw, scratch, day, who):
        return
    luck = (float(drawn) + 0.5) / _WORDS
    turn = daily_rate(tables, state, draw, scratch, day, rule) * tables.rules.every[rule]
    if luck < 1.0 - math.exp(-turn):
        option = choose_option(tables, state, draw, fate, scratch, day, (rule, instance))
        what = (rule, instance, option)
        option = choose(tables, state, draw, scratch, day, what)
        if option != NONE:
            take(tables, state, log, draw, fate, scratch, day, (rule, instance, option))


@compiled
def may_fire(
    tables: Tables, state: State, scratch: Scratch, day: int, who: tuple[int, int]
) -> bool:
    """Tell whether who = (rule, instance) is not forbidden and has rested long enough."""
    cell = tables.rules.first_instance[who[0]] + who[1]
    if scratch.forbidden[cell] == 1:
        return False
    return bool(day - state.persons.instance_day[cell] >= tables.rules.again[who[0]])


@compiled
def begin(tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int) -> None:
    """Find every rule's first turn from a day on, and the draws that may fire it."""
    for rule in range(tables.size[N_RULES]):
        every = tables.rules.every[rule]
        scratch.turn_day[rule] = day + (-(day + rule)) % every
        scratch.most_drawn[rule] = tables.rules.threshold[rule]
        if tables.rules.has_fixed_rate[rule] == 1:
            turn = daily_rate(tables, state, draw, scratch, day, rule) * every
            most = (1.0 - math.exp(-turn)) * _WORDS + 1.0
            scratch.most_drawn[rule] = min(int(most), int(tables.rules.threshold[rule]))


@compiled
def is_due(tables: Tables, rule: int, day: int) -> bool:
    """Tell whether a rule's turn comes today: rules of one cadence are spread over its days."""
    return bool((day + rule) % tables.rules.every[rule] == 0)


@compiled
def step(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, scratch: Scratch, day: int
) -> None:
    """Give every rule its turn on its days, where what it needs of the whole is so."""
    for rule in range(tables.size[N_RULES]):
        if scratch.turn_day[rule] > day:
            continue
        scratch.turn_day[rule] += tables.rules.every[rule]
        if is_in_season(tables, state, rule):
            if tables.rules.role_class[rule] == ROLE_FORCE:
                turn_of_forces(tables, state, log, draw, fate, scratch, day, rule)
            else:
                turn_of_list(tables, state, log, draw, fate, scratch, day, rule)


@compiled
def passes_guard(
    tables: Tables, state: State, kind: int, guard: int, index: int, day: int
) -> bool:
    """Tell whether a leader or province of a rule's list passes the rule's guard."""
    if kind == ROLE_LEADER:
        return ask_leader(guard, index, NONE, tables, state, day) != 0.0
    return ask_province(guard, index, NONE, tables, state, day) != 0.0


@inlined
def is_there(tables: Tables, state: State, kind: int, index: int) -> bool:
    """Tell whether a thing of a rule's list is there at all."""
    if kind == ROLE_POLITY:
        return bool(state.realm.exists[index] == 1)
    return bool(kind != ROLE_LEADER or state.persons.leader_status[index] != DEAD)


@compiled
def turn_of_list(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    rule: int,
) -> None:
    """Give a rule over a list its turn: each instance has a word of its own, four a block."""
    among = max(1, tables.rules.among_count[rule])
    # the compiler can't know that these stay as they are while instances are looked at
    needs = (tables.rules.need[rule], tables.rules.need_any[rule])
    kind, guard = tables.rules.role_class[rule], tables.rules.guard[rule]
    block = NONE
    words = (_NO_WORD, _NO_WORD, _NO_WORD, _NO_WORD)
    for thing in range(max(1, tables.rules.over_count[rule])):
        index = int(tables.rules.over_list[rule, thing])
        if not is_there(tables, state, kind, index):
            continue
        if not stands_right(tables, state, kind, index, needs):
            continue
        if guard != 0 and not passes_guard(tables, state, kind, guard, index, day):
            continue
        for place in range(among):
            instance = thing * among + place
            if not may_be(tables, state, scratch, day, (rule, instance, place)):
                continue
            if instance >> 2 != block:
                block = instance >> 2
                key = _IN_LISTS | block
                words = philox(day + 1_000_000, rule, key, S_RULE, fate.seed, fate.replica)
            drawn = _pick(words, instance & 3)
            if drawn < scratch.most_drawn[rule]:
                what, first = (rule, instance, drawn), NONE if kind == ROLE_NONE else index
                second = second_of(tables, rule, place)
                look(tables, state, log, draw, fate, scratch, day, what, (first, second))


@inlined
def second_of(tables: Tables, rule: int, place: int) -> int:
    """Give what stands in a place of a rule's second role's list, NONE if there is none."""
    if tables.rules.among_count[rule] == 0:
        return NONE
    return int(tables.rules.among_list[rule, place])


@inlined
def may_be(
    tables: Tables, state: State, scratch: Scratch, day: int, who: tuple[int, int, int]
) -> bool:
    """Tell whether who = (rule, instance, place of its second role) is to be drawn for."""
    rule, instance, place = who
    if tables.rules.possible[tables.rules.first_instance[rule] + instance] == 0:
        return False
    if not second_stands(tables, state, rule, tables.rules.among_list[rule, place]):
        return False
    return may_fire(tables, state, scratch, day, (rule, instance))


@inlined
def _pick(words: tuple[int, int, int, int], which: int) -> int:
    """Give one of four words."""
    if which == 0:
        return words[0]
    if which == 1:
        return words[1]
    return words[2] if which == 2 else words[3]


@compiled
def offer(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    who: tuple[int, int, int, int],
) -> None:
    """Draw whether who = (rule, instance, force, second role's place) is a candidate now."""
    rule, instance, force, place = who
    if not may_fire(tables, state, scratch, day, (rule, instance)):
        return
    key = force_key(state, rule, force, place)
    drawn = word(fate.seed, fate.replica, S_RULE, day, key)
    if drawn < scratch.most_drawn[rule]:
        what, second = (rule, instance, drawn), second_of(tables, rule, place)
        look(tables, state, log, draw, fate, scratch, day, what, (force, second))


@compiled
def turn_of_forces(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    rule: int,
) -> None:
    """Give a rule over forces its turn: each force has draws of its own, by its birth."""
    among = max(1, tables.rules.among_count[rule])
    kinds = tables.rules.kinds[rule]
    needs = (tables.rules.need[rule], tables.rules.need_any[rule])
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.status[force] != ACTIVE or not kinds >> state.forces.kind[force] & 1:
            continue
        if not stands_right(tables, state, ROLE_FORCE, force, needs):
            continue
        for place in range(among):
            if second_stands(tables, state, rule, tables.rules.among_list[rule, place]):
                who = (rule, force * among + place, force, place)
                offer(tables, state, log, draw, fate, scratch, day, who)
