"""A rule instance asked in a state: is it open, who decides, how likely is each option."""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import NONE, Draw, Floats, Scratch, State, Tables
from ucronia.engine.realm.opening import bind, daily_rate, is_open, option_weights, reckon

A_OPEN, A_DECIDER, A_RATE, A_OPTION = range(4)
"""Columns of an answer: 1 if open, the decider, the rate a day, then the options' odds."""
ANSWER_COLUMNS = 12


@compiled
def ask_rule(
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    asked: tuple[int, int, int],
    out: Floats,
) -> None:
    """Ask a rule's instance in a state.

    Parameters
    ----------
    tables : Tables
        What never changes.
    state : State
        The state.
    draw : Draw
        The draw.
    scratch : Scratch
        Scratch.
    asked : tuple of int
        Day, rule and instance.
    out : Floats
        [ANSWER_COLUMNS] filled: A_OPEN, A_DECIDER, A_RATE, then the options' probabilities.
    """
    day, rule, instance = asked
    who = (rule, instance)
    out[A_OPEN] = 1.0 if is_open(tables, state, draw, scratch, day, who) else 0.0
    bind(tables, state, draw, scratch, day, who)
    start = tables.rules.decider_start[rule]
    out[A_DECIDER] = reckon(tables, state, draw, scratch, day, start) if start >= 0 else NONE
    out[A_RATE] = daily_rate(tables, state, draw, scratch, day, rule)
    count = tables.rules.option_count[rule]
    if count > 0:
        greatest, log_sum = option_weights(tables, state, draw, scratch, day, rule)
        base = scratch.stack.shape[0] - 6
        for option in range(count):
            out[A_OPTION + option] = math.exp(scratch.stack[base + option] - greatest - log_sum)
