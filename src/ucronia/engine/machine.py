"""The little stack machine that works out an expression's value."""

from __future__ import annotations

import math

from ucronia.engine.compiled import apart, compiled, inlined
from ucronia.engine.layout import NONE, Draw, Scratch, State, Tables
from ucronia.engine.opcodes import (
    ADD,
    ASK_CROSSING,
    ASK_NEAR,
    BLOC_END,
    DIVIDE,
    END,
    EQUAL,
    EXPONENTIAL,
    FIRST_BIT,
    FORCE_CUT_OFF_END,
    GREATER,
    GREATER_OR_EQUAL,
    GREATEST,
    JUMP,
    JUMP_BIT,
    JUMP_END,
    JUMP_IF_TRUE,
    JUMP_MASK,
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
    OPERAND_MASK,
    PARAMETER,
    PARAMETER_OPERAND,
    POLITY_LEADER_END,
    POLITY_MEMORY_END,
    POPS_MASK,
    POWER,
    PROVINCE_HOLD_END,
    PURSE_END,
    REGISTER,
    REGISTER_BIT,
    REGISTER_MASK,
    SECOND_BIT,
    SIZE,
    SQUARE_ROOT,
    STORE,
    SUBTRACT,
    THING_OPERAND,
    THIRD_BIT,
    TWO_COMPARED_END,
    TWO_SUM_END,
    UNEQUAL,
    VARIABLE,
    VOTE_END,
    WORLD_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.forces import ask_force
from ucronia.engine.sight.leaders import ask_leader, ask_office
from ucronia.engine.sight.pairs import ask_pair
from ucronia.engine.sight.polities import ask_polity
from ucronia.engine.sight.provinces import ask_bloc, ask_communities, ask_province
from ucronia.engine.sight.purse import ask_purse
from ucronia.engine.sight.world import ask_crossing, ask_memory, ask_world, would_pass

LARGEST_POWER = 50.0
"""Beyond ±this, exp is held."""
LEAST_LOGGED = 1e-9
LARGEST = 1e300
"""A value beyond ±this is held there; one that is no number counts as 0."""
LARGEST_BASE = 1e75
"""Its fourth power, the highest that an expression may write, is LARGEST."""
MOST_THINGS = 1e9


@compiled
def evaluate(
    start: int, tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int
) -> float:
    """Work out an expression.

    Parameters
    ----------
    start : int
        Index of its code; NONE gives 0.
    tables : Tables
        What never changes, the scenario's code among it.
    state : State
        What it may ask about.
    draw : Draw
        The parameters.
    scratch : Scratch
        Its registers hold the rule's roles; the first DEEPEST places of its stack are
        overwritten.
    day : int
        Today.

    Returns
    -------
    float
        A finite number; 1 or 0 for a bool; a thing's index, or NONE; 0 where nothing is left.
    """
    if start < 0:
        return 0.0
    at, top = start, 0
    while tables.code.op[at] != END:
        op, argument = tables.code.op[at], tables.code.argument[at]
        at += 1
        if op >= ADD:
            top -= argument & POPS_MASK
            value = _work_out(op, argument, tables, state, draw, scratch, day, top)
            register = (argument >> REGISTER_BIT) & REGISTER_MASK
            target = (argument >> JUMP_BIT) & JUMP_MASK
            if target > 0:
                if (value == 0.0) != (argument & JUMP_IF_TRUE != 0):
                    at = target
            elif register > 0:
                scratch.register[register - 1] = tame(value)
            else:
                scratch.stack[top] = value
                top += 1
        elif op < LOAD_END:
            top = _load(op, argument, tables, state, draw, scratch, top)
        elif op < JUMP_END:
            jumps, pops = _jump(op, scratch.stack[top - 1])
            top -= pops
            at = argument if jumps else at
        else:
            scratch.stack[top - 1] = _of_one(op, scratch.stack[top - 1])
    return tame(scratch.stack[0]) if top > 0 else 0.0


@inlined
def tame(value: float) -> float:
    """Hold a value within ±1e300; what is no number counts as 0."""
    if math.isnan(value):
        return 0.0
    return min(max(value, -LARGEST), LARGEST)


@inlined
def _load(
    op: int, argument: int, tables: Tables, state: State, draw: Draw, scratch: Scratch, top: int
) -> int:
    """Push a value, or pop one into a register; give the stack's height after it."""
    if op == STORE:
        scratch.register[argument] = tame(scratch.stack[top - 1])
        return top - 1
    if op == REGISTER:
        scratch.stack[top] = scratch.register[argument]
    elif op == PARAMETER:
        scratch.stack[top] = draw.parameter[argument]
    elif op == VARIABLE:
        scratch.stack[top] = state.persons.variable[argument]
    else:
        scratch.stack[top] = tables.code.constant[argument]
    return top + 1


@inlined
def _jump(op: int, value: float) -> tuple[bool, int]:
    """Tell whether to jump, and how many values to pop."""
    if op == JUMP:
        return True, 0
    if op == KEEP_IF_FALSE:
        return value == 0.0, 0 if value == 0.0 else 1
    if op == KEEP_IF_TRUE:
        return value != 0.0, 1 if value == 0.0 else 0
    return value == 0.0, 1


@inlined
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


@inlined
def _of_two(op: int, x: float, y: float) -> float:
    if op >= TWO_SUM_END:
        return truth(_compare(op, x, y))
    if op == LEAST:
        return min(x, y)
    if op == GREATEST:
        return max(x, y)
    return tame(_reckon(op, x, y))


@inlined
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


@inlined
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


@inlined
def as_index(value: float) -> int:
    """Give the index that a value is; NONE for what can't be an index."""
    return int(value) if 0.0 <= value < MOST_THINGS else NONE


@inlined
def _operand(operand: int, draw: Draw, scratch: Scratch) -> float:
    """Give the value that an operand stands for."""
    if operand < THING_OPERAND - 1:
        return float(scratch.register[operand - 1])
    if operand < PARAMETER_OPERAND:
        return float(operand - THING_OPERAND)
    return float(draw.parameter[operand - PARAMETER_OPERAND])


@inlined
def _work_out(  # noqa: PLR0913 (all that the machine has in hand)
    op: int,
    argument: int,
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    day: int,
    at: int,
) -> float:
    """Give the result of an operation; what of its values is no operand is on the stack."""
    operands = argument >> FIRST_BIT & OPERAND_MASK, argument >> SECOND_BIT & OPERAND_MASK
    if operands[0] > 0:
        x = _operand(operands[0], draw, scratch)
    else:
        x = scratch.stack[at]
        at += 1
    y = _operand(operands[1], draw, scratch) if operands[1] > 0 else scratch.stack[at]
    if op < TWO_COMPARED_END:
        return _of_two(op, x, y)
    z = y
    if op == ASK_NEAR:
        last = argument >> THIRD_BIT & OPERAND_MASK
        below = at if operands[1] > 0 else at + 1
        z = _operand(last, draw, scratch) if last > 0 else scratch.stack[below]
    return _answer(op, as_index(x), y, z, tables, state, draw, day)


@apart
def _answer(  # noqa: PLR0913 (all that an answer is worked out from)
    op: int,
    a: int,
    x: float,
    y: float,
    tables: Tables,
    state: State,
    draw: Draw,
    day: int,
) -> float:
    b = as_index(x)
    if op < FORCE_CUT_OFF_END:
        return ask_force(op, a, b, y if op == ASK_NEAR else x, tables, state, day)
    if op < POLITY_LEADER_END:
        return ask_polity(op, a, tables, state, day)
    if op < POLITY_MEMORY_END:
        return ask_pair(op, a, x, tables, state, day)
    if op < PROVINCE_HOLD_END:
        return ask_province(op, a, b, tables, state, day)
    if op < ASK_CROSSING:
        return _answer_others(op, a, b, tables, state, day)
    return ask_crossing(op, a, b, tables, state, draw)


@inlined
def _answer_others(op: int, a: int, b: int, tables: Tables, state: State, day: int) -> float:
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
    if op < VOTE_END:
        return truth(would_pass(a, tables, state))
    if op < PURSE_END:
        return ask_purse(op, a, tables, state)
    return ask_communities(op, a, b, tables, state)
