"""When an instance of a rule is open, how fast it fires, and which option it takes."""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    ACTIVE,
    DEAD,
    NONE,
    REGISTERS,
    ROLE_FORCE,
    ROLE_LEADER,
    ROLE_NONE,
    ROLE_POLITY,
    ROLE_PROVINCE,
    S_OPTION,
    Draw,
    Fate,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.machine import evaluate
from ucronia.engine.streams import uniform

DAYS_IN_YEAR = 365.25


@compiled
def subject(tables: Tables, rule: int, instance: int) -> tuple[int, int]:
    """Give the free role and the second role of an instance, NONE where there is none."""
    among = tables.rules.among_count[rule]
    second = NONE
    first = instance
    if among > 0:
        second = tables.rules.among_list[rule, instance % among]
        first = instance // among
    if tables.rules.role_class[rule] == ROLE_NONE:
        return NONE, second
    if tables.rules.role_class[rule] == ROLE_FORCE:
        return first, second
    return tables.rules.over_list[rule, first], second


@compiled
def key_of(tables: Tables, state: State, rule: int, instance: int) -> int:
    """Give the key of an instance's draws: a force counts by its birth, not by its slot."""
    if tables.rules.role_class[rule] == ROLE_FORCE:
        among = max(1, tables.rules.among_count[rule])
        return force_key(state, rule, instance // among, instance % among)
    return (rule << 37) | instance


@inlined
def force_key(state: State, rule: int, force: int, place: int) -> int:
    """Give the key of the draws of a rule's instance over a force and a second role's place."""
    return int((((rule << 5) | place) << 32) | state.forces.birth[force])


@compiled
def bind_roles(
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    day: int,
    which: tuple[int, int, int],
) -> None:
    """Fill the registers of derived roles: which = (rule, first, one after the last)."""
    rule, first, end = which
    for role in range(first, end):
        start = tables.rules.role_start[rule, role]
        if start < 0:
            return
        scratch.register[2 + role] = reckon(tables, state, draw, scratch, day, start)


@compiled
def bind(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, who: tuple[int, int]
) -> None:
    """Fill the registers with all the roles of who = (rule, instance)."""
    rule, instance = who
    first, second = subject(tables, rule, instance)
    scratch.register[0] = first
    scratch.register[1] = second
    bind_roles(tables, state, draw, scratch, day, (rule, 0, REGISTERS - 2))


@compiled
def reckon(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, start: int
) -> float:
    """Work out an expression with the registers as they are."""
    return evaluate(start, tables, state, draw, scratch, day)


@compiled
def is_alive(tables: Tables, state: State, rule: int, first: int) -> bool:
    """Tell whether what the free role is, is there at all."""
    kind = tables.rules.role_class[rule]
    if kind == ROLE_FORCE:
        is_active = state.forces.status[first] == ACTIVE
        return bool(is_active and tables.rules.kinds[rule] >> state.forces.kind[first] & 1)
    if kind == ROLE_POLITY:
        return bool(state.realm.exists[first] == 1)
    if kind == ROLE_LEADER:
        return bool(state.persons.leader_status[first] != DEAD)
    return True


@inlined
def stands_right(
    tables: Tables, state: State, kind: int, index: int, needs: tuple[int, int]
) -> bool:
    """Tell whether the polity of a thing of a rule's range stands as it needs to.

    The polity is itself, its side or its holder, by the kind of role; needs = (all of these
    bits, any of these), 0 for no need.
    """
    need, need_any = needs
    if need | need_any == 0:
        return True
    polity = index
    if kind == ROLE_FORCE:
        polity = state.forces.side[index]
    elif kind == ROLE_PROVINCE:
        polity = state.realm.controller[index]
    standing = state.realm.standing[polity] if polity >= 0 else 0
    return bool(standing & need == need and (need_any == 0 or standing & need_any != 0))


@inlined
def second_stands(tables: Tables, state: State, rule: int, second: int) -> bool:
    """Tell whether a rule's second role, where it needs to stand somehow, stands so."""
    need = tables.rules.need_second[rule]
    return bool(need == 0 or state.realm.standing[second] & need == need)


@compiled
def is_in_season(tables: Tables, state: State, rule: int) -> bool:
    """Tell whether what a rule needs of the polities and the variable that it names is so."""
    variable = tables.rules.need_variable[rule]
    if variable >= 0 and state.persons.variable[variable] == 0.0:
        return False
    for place in range(2):
        polity = tables.rules.need_polity[rule, place]
        if polity < 0:
            break
        need = tables.rules.need_polity_standing[rule, place]
        if state.realm.standing[polity] & need != need:
            return False
    return True


@compiled
def has_what_it_needs(tables: Tables, state: State, who: tuple[int, int, int, int]) -> bool:
    """Tell whether an instance's entities are there, and what it can't be open without."""
    rule, instance, first, second = who
    if tables.rules.possible[tables.rules.first_instance[rule] + instance] == 0:
        return False
    if not is_alive(tables, state, rule, first) or not is_in_season(tables, state, rule):
        return False
    needs = (tables.rules.need[rule], tables.rules.need_any[rule])
    kind = tables.rules.role_class[rule]
    return stands_right(tables, state, kind, first, needs) and second_stands(
        tables, state, rule, second
    )


@compiled
def is_open(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, who: tuple[int, int]
) -> bool:
    """Tell whether who = (rule, instance) could fire; where it could, its roles are bound.

    The condition's parts that need no derived role come first: most instances fail there.
    """
    first, second = subject(tables, who[0], who[1])
    return opens(tables, state, draw, scratch, day, (who[0], who[1], first, second))


@compiled
def opens(
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    day: int,
    who: tuple[int, int, int, int],
) -> bool:
    """Tell the same of who = (rule, instance, free role, second role)."""
    rule, _, first, second = who
    if not has_what_it_needs(tables, state, who):
        return False
    scratch.register[0] = first
    scratch.register[1] = second
    return reckon(tables, state, draw, scratch, day, tables.rules.gate_start[rule]) != 0.0


@compiled
def daily_rate(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, rule: int
) -> float:
    """Give an open rule's rate per day, held within its greatest; the registers are bound."""
    rate = reckon(tables, state, draw, scratch, day, tables.rules.rate_start[rule])
    return float(min(max(rate / DAYS_IN_YEAR, 0.0), tables.rules.max_rate[rule]))


@compiled
def option_weights(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, rule: int
) -> tuple[float, float]:
    """Leave the options' log weights at the stack's end; give their greatest and log sum."""
    count = tables.rules.option_count[rule]
    greatest = -1e300
    base = scratch.stack.shape[0] - 6
    for option in range(count):
        weight = reckon(
            tables, state, draw, scratch, day, tables.rules.weight_start[rule, option]
        )
        weight = min(max(weight, -50.0), 50.0)
        scratch.stack[base + option] = weight
        greatest = max(greatest, weight)
    total = 0.0
    for option in range(count):
        total += math.exp(scratch.stack[base + option] - greatest)
    return greatest, math.log(total) if total > 0.0 else 0.0


@compiled
def choose_option(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    who: tuple[int, int],
) -> int:
    """Draw an option of who = (rule, instance) by the softmax of its weights."""
    rule, instance = who
    count = tables.rules.option_count[rule]
    if count == 0:
        return 0
    greatest, log_sum = option_weights(tables, state, draw, scratch, day, rule)
    base = scratch.stack.shape[0] - 6
    luck = uniform(
        fate.seed, fate.replica, S_OPTION, day, key_of(tables, state, rule, instance)
    )
    for option in range(count):
        luck -= math.exp(scratch.stack[base + option] - greatest - log_sum)
        if luck < 0.0:
            return option
    return int(count - 1)


@compiled
def silence(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, rule: int
) -> float:
    """Give the integral of a rule's rates over its turn, all instances: silence's cost."""
    total = 0.0
    for instance in range(tables.rules.width[rule]):
        cell = tables.rules.first_instance[rule] + instance
        if day - state.persons.instance_day[cell] < tables.rules.again[rule]:
            continue
        if is_open(tables, state, draw, scratch, day, (rule, instance)):
            rate = daily_rate(tables, state, draw, scratch, day, rule)
            total += rate * tables.rules.every[rule]
    return total
