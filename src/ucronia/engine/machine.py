"""The little stack machine that works out an expression's value."""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import NONE, Code, Floats, State, Tables
from ucronia.engine.opcodes import (
    ADD,
    ASK_NEAR,
    BLOC_END,
    CONSTANT,
    DIVIDE,
    END,
    EQUAL,
    EXPONENTIAL,
    FORCE_CUT_OFF_END,
    GREATER,
    GREATER_OR_EQUAL,
    GREATEST,
    JUMP,
    JUMP_END,
    KEEP_IF_FALSE,
    KEEP_IF_TRUE,
    LEADER_THING_END,
    LEAST,
    LESS,
    LESS_OR_EQUAL,
    LOAD_END,
    MEMORY_END,
    MULTIPLY,
    NATURAL_LOG,
    NEGATE,
    NOT,
    OFFICE_END,
    ONE_END,
    PARAMETER,
    POLITY_LEADER_END,
    POLITY_MEMORY_END,
    POWER,
    PROVINCE_HOLD_END,
    REGISTER,
    SIZE,
    SQUARE_ROOT,
    STORE,
    SUBTRACT,
    TWO_COMPARED_END,
    TWO_SUM_END,
    UNEQUAL,
    VARIABLE,
    WORLD_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.forces import ask_force
from ucronia.engine.sight.leaders import ask_leader, ask_office
from ucronia.engine.sight.pairs import ask_pair
from ucronia.engine.sight.polities import ask_polity
from ucronia.engine.sight.provinces import ask_bloc, ask_province
from ucronia.engine.sight.world import ask_memory, ask_world, would_pass

LARGEST_POWER = 50.0
"""Beyond ±this, exp is held."""
LEAST_LOGGED = 1e-9
LARGEST = 1e300
"""A value beyond ±this is held there; one that is no number counts as 0."""
LARGEST_BASE = 1e75
"""Its fourth power, the highest that an expression may write, is LARGEST."""
MOST_THINGS = 1e9


@compiled
def evaluate(  # noqa: PLR0913 (all that a rule has in hand)
    start: int,
    code: Code,
    tables: Tables,
    state: State,
    parameter: Floats,
    register: Floats,
    day: int,
    stack: Floats,
) -> float:
    """Work out an expression.

    Parameters
    ----------
    start : int
        Index of its code; NONE gives 0.
    code : Code
        The scenario's code.
    tables : Tables
        What never changes.
    state : State
        What it may ask about.
    parameter : Floats
        [K] the draw's parameters.
    register : Floats
        [REGISTERS] the rule's roles: an index, NONE, or a number.
    day : int
        Today.
    stack : Floats
        [opcodes.STACK] scratch; the first DEEPEST places are overwritten.

    Returns
    -------
    float
        A finite number; 1 or 0 for a bool; a thing's index, or NONE.
    """
    if start < 0:
        return 0.0
    at, top = start, 0
    while code.op[at] != END:
        op, argument = code.op[at], code.argument[at]
        at += 1
        if op == STORE:
            top -= 1
            register[int(argument)] = tame(stack[top])
        elif op < LOAD_END:
            stack[top] = _load(op, argument, state, parameter, register)
            top += 1
        elif op < JUMP_END:
            jumps, pops = _jump(op, stack[top - 1])
            top -= pops
            at = int(argument) if jumps else at
        elif op < ONE_END:
            stack[top - 1] = _of_one(op, stack[top - 1])
        elif op < TWO_COMPARED_END:
            top -= 1
            stack[top - 1] = _of_two(op, stack[top - 1], stack[top])
        else:
            top -= int(argument)
            stack[top] = _ask(op, stack, top, tables, state, day)
            top += 1
    return tame(stack[0])


@compiled
def tame(value: float) -> float:
    """Hold a value within ±1e300; what is no number counts as 0."""
    if math.isnan(value):
        return 0.0
    return min(max(value, -LARGEST), LARGEST)


@compiled
def _load(op: int, argument: float, state: State, parameter: Floats, register: Floats) -> float:
    if op == CONSTANT:
        return argument
    which = int(argument)
    if op == PARAMETER:
        return float(parameter[which])
    if op == VARIABLE:
        return float(state.persons.variable[which])
    return float(register[which]) if op == REGISTER else 0.0


@compiled
def _jump(op: int, value: float) -> tuple[bool, int]:
    """Tell whether to jump, and how many values to pop."""
    if op == JUMP:
        return True, 0
    if op == KEEP_IF_FALSE:
        return value == 0.0, 0 if value == 0.0 else 1
    if op == KEEP_IF_TRUE:
        return value != 0.0, 1 if value == 0.0 else 0
    return value == 0.0, 1


@compiled
def _of_one(op: int, x: float) -> float:
    if op == NEGATE:
        return -x
    if op == NOT:
        return truth(x == 0.0)
    if op == SIZE:
        return abs(x)
    if op == SQUARE_ROOT:
        return math.sqrt(x) if x > 0.0 else 0.0
    if op == NATURAL_LOG:
        return math.log(max(x, LEAST_LOGGED))
    held = min(max(x, -LARGEST_POWER), LARGEST_POWER)
    return math.exp(held) if op == EXPONENTIAL else 1.0 / (1.0 + math.exp(-held))


@compiled
def _of_two(op: int, x: float, y: float) -> float:
    if op >= TWO_SUM_END:
        return truth(_compare(op, x, y))
    if op == LEAST:
        return min(x, y)
    if op == GREATEST:
        return max(x, y)
    return tame(_reckon(op, x, y))


@compiled
def _reckon(op: int, x: float, y: float) -> float:
    if op == ADD:
        return x + y
    if op == SUBTRACT:
        return x - y
    if op == MULTIPLY:
        return x * y
    if op == DIVIDE:
        return x / y if y != 0.0 else 0.0
    if op != POWER or (x < 0.0 and y != math.floor(y)):
        return 0.0
    # held before, so that neither numba's power nor Python's overflows
    held = min(max(x, -LARGEST_BASE), LARGEST_BASE)
    return float(held**y)


@compiled
def _compare(op: int, x: float, y: float) -> bool:
    if op == EQUAL:
        return x == y
    if op == UNEQUAL:
        return x != y
    if op == LESS:
        return x < y
    if op == LESS_OR_EQUAL:
        return x <= y
    if op == GREATER:
        return x > y
    return op == GREATER_OR_EQUAL and x >= y


@compiled
def index_at(stack: Floats, at: int) -> int:
    """Give the index of a thing that lies on the stack; NONE for what can't be an index."""
    value = stack[at]
    return int(value) if 0.0 <= value < MOST_THINGS else NONE


@compiled
def _ask(op: int, stack: Floats, top: int, tables: Tables, state: State, day: int) -> float:
    """Answer a function of state whose arguments lie on the stack from `top`."""
    a, b = index_at(stack, top), index_at(stack, top + 1)
    if op < FORCE_CUT_OFF_END:
        days = stack[top + 2] if op == ASK_NEAR else stack[top + 1]
        return ask_force(op, a, b, days, tables, state, day)
    if op < POLITY_LEADER_END:
        return ask_polity(op, a, tables, state, day)
    if op < POLITY_MEMORY_END:
        return ask_pair(op, a, stack[top + 1], tables, state, day)
    if op < PROVINCE_HOLD_END:
        return ask_province(op, a, b, tables, state, day)
    return _ask_others(op, a, b, tables, state, day)


@compiled
def _ask_others(op: int, a: int, b: int, tables: Tables, state: State, day: int) -> float:
    if op < LEADER_THING_END:
        return ask_leader(op, a, b, tables, state, day)
    if op < OFFICE_END:
        return ask_office(op, a, tables, state, day)
    if op < WORLD_END:
        return ask_world(op, a, b, tables, state, day)
    if op < BLOC_END:
        return ask_bloc(op, a, b, tables, state)
    if op < MEMORY_END:
        return ask_memory(op, a, b, tables, state, day)
    return truth(would_pass(a, tables, state))
