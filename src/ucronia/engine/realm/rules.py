"""Hazards and decisions: a draw is made first, and a rule looked at only if it could fire."""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import note
from ucronia.engine.compiled import compiled
from ucronia.engine.effects import run_effects
from ucronia.engine.layout import (
    ACTIVE,
    COUNT_ROLL,
    DEAD,
    L_RULE,
    N_RULES,
    NONE,
    REGISTERS,
    ROLE_FORCE,
    ROLE_LEADER,
    ROLE_NONE,
    ROLE_POLITY,
    S_OPTION,
    S_RULE,
    Draw,
    Fate,
    Log,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.machine import evaluate
from ucronia.engine.sight.leaders import ask_leader
from ucronia.engine.sight.provinces import ask_province
from ucronia.engine.streams import philox, uniform, word

DAYS_IN_YEAR = 365.25
_WORDS = 4294967296.0
_IN_LISTS = 1 << 31
"""Added to a candidate's ordinal: candidates of lists and draws of forces share no word."""
MOST_CANDIDATES = 64
"""Candidates of one rule in one turn; only absurd greatest rates would need more."""


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
        birth = state.forces.birth[instance // among]
        return int((((rule << 5) | (instance % among)) << 32) | birth)
    return (rule << 37) | instance


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
def is_alive(tables: Tables, state: State, rule: int, instance: int) -> bool:
    """Tell whether the entities of an instance are there at all."""
    first, _ = subject(tables, rule, instance)
    kind = tables.rules.role_class[rule]
    if kind == ROLE_FORCE:
        is_active = state.forces.status[first] == ACTIVE
        return bool(is_active and tables.rules.kinds[rule] >> state.forces.kind[first] & 1)
    if kind == ROLE_POLITY:
        return bool(state.realm.exists[first] == 1)
    if kind == ROLE_LEADER:
        return bool(state.persons.leader_status[first] != DEAD)
    return True


@compiled
def is_open(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, who: tuple[int, int]
) -> bool:
    """Tell whether who = (rule, instance) could fire; where it could, its roles are bound.

    The condition's parts that need no derived role come first: most instances fail there.
    """
    rule, instance = who
    if not is_alive(tables, state, rule, instance):
        return False
    first, second = subject(tables, rule, instance)
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
    what: tuple[int, int, float, float],
) -> None:
    """Let a candidate what = (rule, instance, luck, turn) fire.

    One that was drawn for itself fires if its luck is below the chance of its turn of so many
    days; one of a list's candidates, turn 0, with chance rate / greatest rate.
    """
    rule, instance, luck, turn = what
    if not is_open(tables, state, draw, scratch, day, (rule, instance)):
        return
    rate = daily_rate(tables, state, draw, scratch, day, rule)
    chance = 1.0 - math.exp(-rate * turn) if turn > 0.0 else rate / tables.rules.max_rate[rule]
    if luck < chance:
        option = choose_option(tables, state, draw, fate, scratch, day, (rule, instance))
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
def begin(tables: Tables, scratch: Scratch, day: int) -> None:
    """Find every rule's first turn from a day on."""
    for rule in range(tables.size[N_RULES]):
        scratch.turn_day[rule] = day + (-(day + rule)) % tables.rules.every[rule]


@compiled
def is_due(tables: Tables, rule: int, day: int) -> bool:
    """Tell whether a rule's turn comes today: rules of one cadence are spread over its days."""
    return bool((day + rule) % tables.rules.every[rule] == 0)


@compiled
def step(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, scratch: Scratch, day: int
) -> None:
    """Make candidates of every rule whose turn it is, and look at them alone."""
    for rule in range(tables.size[N_RULES]):
        if scratch.turn_day[rule] <= day:
            scratch.turn_day[rule] += tables.rules.every[rule]
            if tables.rules.role_class[rule] == ROLE_FORCE:
                turn_of_forces(tables, state, log, draw, fate, scratch, day, rule)
            elif tables.rules.guard[rule] > 0:
                turn_of_guarded(tables, state, log, draw, fate, scratch, day, rule)
            else:
                turn_of_list(tables, state, log, draw, fate, scratch, day, rule)


@compiled
def passes_guard(tables: Tables, state: State, rule: int, thing: int, day: int) -> bool:
    """Tell whether a leader or province, thing of a rule's list, passes the rule's guard."""
    guard = tables.rules.guard[rule]
    index = int(tables.rules.over_list[rule, thing])
    if tables.rules.role_class[rule] == ROLE_LEADER:
        return ask_leader(guard, index, NONE, tables, state, day) != 0.0
    return ask_province(guard, index, NONE, tables, state, day) != 0.0


@compiled
def turn_of_guarded(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    rule: int,
) -> None:
    """Give a rule over a list its turn where few of the list can pass, a cheap guard tells.

    Of all leaders few are prisoners, say: each of them has a draw of its own.
    """
    among = max(1, tables.rules.among_count[rule])
    for thing in range(tables.rules.over_count[rule]):
        if passes_guard(tables, state, rule, thing, day):
            for second in range(among):
                who = (rule, thing * among + second)
                offer(tables, state, log, draw, fate, scratch, day, who)


@compiled
def count_candidates(tables: Tables, rule: int, word: int) -> int:
    """Give the Poisson number of candidates of a list's turn, by inverting its distribution."""
    luck = (float(word) + 0.5) / _WORDS
    chance = tables.rules.quiet[rule]
    expected = tables.rules.expected[rule]
    passed = chance
    count = 0
    while luck >= passed and count < MOST_CANDIDATES:
        count += 1
        chance *= expected / count
        passed += chance
    return count


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
    """Give a rule over a fixed list its turn.

    Candidates of all its instances together are as many as a Poisson process has at their
    greatest rates, and each is kept with chance rate over greatest rate: thinning (Lewis &
    Shedler 1979).
    """
    width = tables.rules.width[rule]
    words = philox(day + 1_000_000, rule, _IN_LISTS, S_RULE, fate.seed, fate.replica)
    pick, chance = words[1], words[2]
    for candidate in range(count_candidates(tables, rule, words[0])):
        # a block of four words serves two candidates, the first one's is what told their count
        if candidate & 1 == 1:
            block = _IN_LISTS | (candidate + 1) >> 1
            words = philox(day + 1_000_000, rule, block, S_RULE, fate.seed, fate.replica)
            pick, chance = words[0], words[1]
        elif candidate > 0:
            pick, chance = words[2], words[3]
        instance = int((float(pick) + 0.5) / _WORDS * width)
        luck = (float(chance) + 0.5) / _WORDS
        if may_fire(tables, state, scratch, day, (rule, instance)):
            look(tables, state, log, draw, fate, scratch, day, (rule, instance, luck, 0.0))


@compiled
def offer(  # noqa: PLR0913 (all that a rule of the day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    who: tuple[int, int],
) -> None:
    """Draw whether an instance that has draws of its own is a candidate in this turn."""
    rule, instance = who
    if not may_fire(tables, state, scratch, day, who):
        return
    key = key_of(tables, state, rule, instance)
    drawn = word(fate.seed, fate.replica, S_RULE, day, key)
    if drawn < tables.rules.threshold[rule]:
        luck = (float(drawn) + 0.5) / _WORDS
        turn = float(tables.rules.every[rule])
        look(tables, state, log, draw, fate, scratch, day, (rule, instance, luck, turn))


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
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.status[force] != ACTIVE or not kinds >> state.forces.kind[force] & 1:
            continue
        for second in range(among):
            instance = force * among + second
            offer(tables, state, log, draw, fate, scratch, day, (rule, instance))


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
