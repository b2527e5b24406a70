"""The same machine at work on effects: it works out a verb's arguments and has the act done."""

from __future__ import annotations

from ucronia.engine import acts
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_CADRE
from ucronia.engine.layout import ACTIVE, EMBARKED, Draw, Log, Scratch, State, Tables
from ucronia.engine.machine import as_index, evaluate
from ucronia.engine.opcodes import (
    ACTS_END,
    DEEPEST,
    DO_ABANDON,
    DO_ACT_FOR,
    DO_ADD_SHIPS,
    DO_ALLY_WITH,
    DO_ANNEX,
    DO_APPOINT,
    DO_ARGUMENT,
    DO_BREAK_ALLIANCE,
    DO_BREAK_AWAY,
    DO_CAPITULATE,
    DO_CAPTURE,
    DO_CLOSE_TRADE,
    DO_COMMAND,
    DO_CONVENE,
    DO_DECLARE_WAR,
    DO_DEFECT,
    DO_DETACH,
    DO_DISBAND,
    DO_DISPERSE,
    DO_DISSOLVE,
    DO_EMBARK,
    DO_ENLIST,
    DO_EXACT,
    DO_EXECUTE,
    DO_EXILE,
    DO_FORCED_LOAN,
    DO_FOUND,
    DO_FREE_LEADER,
    DO_INTERN,
    DO_JOIN,
    DO_KILL,
    DO_LEAVE_COMMAND,
    DO_LEGITIMISE,
    DO_LEVY,
    DO_LOAN,
    DO_MAKE_HEAD,
    DO_MAKE_PEACE,
    DO_MENACE,
    DO_MERGE,
    DO_MOVE,
    DO_MOVE_CAPITAL,
    DO_NEEDS,
    DO_NEWS,
    DO_OCCUPY,
    DO_OPEN_LAND,
    DO_OPEN_TRADE,
    DO_ORDER,
    DO_PAY,
    DO_RAISE_COLUMN,
    DO_RAISE_FORCE,
    DO_RAISE_MONTONERA,
    DO_RATIFY,
    DO_REINFORCE,
    DO_REJECT,
    DO_RELEASE,
    DO_RETIRE,
    DO_SECEDE,
    DO_SEIZE_SHIPS,
    DO_SEND_HOME,
    DO_SET,
    DO_SET_MORALE,
    DO_SET_TRIBUTE,
    DO_SHIFT,
    DO_SHIFT_ALL,
    DO_SWAY,
    DO_TARIFF,
    DO_TIE,
    DO_TIRE,
    DO_TRANSFER,
    DO_TRANSFER_NATION,
    DO_TRUCE,
    DO_UNLESS,
    DO_UNSETTLE,
    DO_UNTIE,
    END,
    ENDING_END,
    FOUNDING_END,
    LEADERS_END,
    MOODS_END,
    MOVING_END,
    OFFICES_END,
    RAISING_END,
    RELATING_END,
    TRADING_END,
)
from ucronia.engine.sight.world import would_pass

FIRST = DEEPEST + 4
"""Where a verb's arguments lie on the stack, above what expressions use."""
RETURNS = DEEPEST + 16
"""Where the machine notes how to go on after an assembly's effects."""
MOST_GIVEN = 1e12
"""Men, pesos or whatever is counted: more than this no verb is given, nor less than -this."""
MOST_NESTED = 4
"""Assemblies whose effects convene others, and so on: deeper ones are recorded, no more."""


@compiled
def run_effects(
    start: int,
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    day: int,
) -> None:
    """Do a list of effects in order.

    An effect whose condition is false, or that names a thing that is none, is passed over.

    Parameters
    ----------
    start : int
        Index of the list's code; NONE does nothing.
    tables, state, log : Tables, State, Log
        What never changes, what is changed, and what is told.
    draw, scratch : Draw, Scratch
        As for `evaluate`.
    day : int
        Today.
    """
    at, pushed, nested = start, 0, 0
    while at >= 0:
        op, argument = tables.code.op[at], tables.code.argument[at]
        at += 1
        if op == END:
            nested -= 1
            at = int(scratch.stack[RETURNS + nested]) if nested >= 0 else -1
        elif op == DO_ARGUMENT:
            value = evaluate(argument, tables, state, draw, scratch, day)
            scratch.stack[FIRST + pushed] = min(max(value, -MOST_GIVEN), MOST_GIVEN)
            pushed += 1
        elif op == DO_UNLESS:
            pushed -= 1
            at = argument if scratch.stack[FIRST + pushed] == 0.0 else at
        elif op == DO_NEEDS:
            if scratch.stack[FIRST + pushed - 1] < 0.0:
                at, pushed = argument, 0
        else:
            pushed = 0
            _do(op, tables, state, log, draw, day, scratch)
            if op >= ACTS_END and _passes(op, tables, state, log, day, scratch):
                effects = tables.code.assembly_start[index_at(scratch, FIRST)]
                if effects >= 0 and nested < MOST_NESTED:
                    scratch.stack[RETURNS + nested] = at
                    at, nested = effects, nested + 1


@compiled
def index_at(scratch: Scratch, at: int) -> int:
    """Give the index of a thing that lies on the stack; NONE for what can't be an index."""
    return as_index(scratch.stack[at])


@compiled
def _passes(
    op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch
) -> bool:
    """Let an assembly meet; tell whether it passed, so that its effects follow."""
    assembly = index_at(scratch, FIRST)
    if op == DO_CONVENE and not would_pass(assembly, tables, state):
        acts.refuse_assembly(tables, state, log, day, assembly)
        return False
    acts.pass_assembly(tables, state, log, day, assembly)
    return True


@compiled
def _do(
    op: int, tables: Tables, state: State, log: Log, draw: Draw, day: int, scratch: Scratch
) -> None:
    """Do one act, whose arguments lie on the stack from FIRST."""
    if op < FOUNDING_END:
        _found(op, tables, state, log, day, scratch)
    elif op < LEADERS_END:
        _lead(op, tables, state, log, day, scratch)
    elif op < RAISING_END:
        _raise(op, tables, state, log, draw, day, scratch)
    elif op < MOVING_END:
        _move(op, tables, state, log, day, scratch)
    elif op < RELATING_END:
        _relate(op, tables, state, log, day, scratch)
    elif op < TRADING_END:
        _trade(op, tables, state, log, day, scratch)
    elif op < MOODS_END:
        _stir(op, tables, state, log, day, scratch)
    elif op < ACTS_END:
        _settle(op, tables, state, log, day, scratch)


@compiled
def _found(op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_FOUND:
        acts.found(tables, state, log, day, a)
    elif op == DO_DISSOLVE:
        acts.dissolve(tables, state, log, day, a)
    elif op == DO_JOIN:
        acts.join(tables, state, log, day, a, b)
    elif op == DO_SECEDE:
        acts.secede(tables, state, log, day, a)
    elif op == DO_ANNEX:
        acts.annex(tables, state, log, day, a, b)
    elif op == DO_OCCUPY:
        acts.occupy(tables, state, log, day, a, b)
    elif op == DO_TRANSFER:
        acts.transfer(tables, state, log, day, a, b)
    elif op == DO_TRANSFER_NATION:
        acts.transfer_nation(tables, state, log, day, a, b)


@compiled
def _appoint(
    op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch
) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_APPOINT:
        acts.appoint(tables, state, log, day, a, b)
    elif op == DO_MAKE_HEAD:
        acts.make_head(tables, state, log, day, a, b)
    elif op == DO_COMMAND:
        acts.command(tables, state, log, day, a, b)
    elif op == DO_ENLIST:
        acts.enlist(tables, state, log, day, a, b)
    elif op == DO_TIE:
        acts.tie(tables, state, log, day, a, b)
    elif op == DO_UNTIE:
        acts.untie(tables, state, log, day, a, b)
    elif op == DO_ACT_FOR:
        acts.act_for(tables, state, log, day, a, b)


@compiled
def _lead(op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch) -> None:
    if op < OFFICES_END:
        _appoint(op, tables, state, log, day, scratch)
        return
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_EXILE:
        acts.exile(tables, state, log, day, a)
    elif op == DO_RETIRE:
        acts.retire(tables, state, log, day, a)
    elif op == DO_CAPTURE:
        acts.capture(tables, state, log, day, a, b)
    elif op == DO_FREE_LEADER:
        acts.free_leader(tables, state, log, day, a)
    elif op == DO_EXECUTE:
        acts.execute(tables, state, log, day, a)
    elif op == DO_KILL:
        acts.kill(tables, state, log, day, a)
    elif op == DO_LEAVE_COMMAND:
        acts.leave_command(tables, state, log, day, a)


@compiled
def _raise_named(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, scratch: Scratch, force: int
) -> None:
    """Let a named force appear, formed around a cadre of old soldiers."""
    polity, place = index_at(scratch, FIRST + 1), index_at(scratch, FIRST + 2)
    stood = state.forces.status[force]
    acts.raise_force(tables, state, log, day, force, polity, place, scratch.stack[FIRST + 3])
    if stood != ACTIVE and stood != EMBARKED:
        state.forces.trained[force] = draw.parameter[P_CADRE]


@compiled
def _raise(
    op: int, tables: Tables, state: State, log: Log, draw: Draw, day: int, scratch: Scratch
) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_RAISE_FORCE:
        _raise_named(tables, state, log, draw, day, scratch, a)
    elif op == DO_RAISE_COLUMN:
        leader = index_at(scratch, FIRST + 3)
        acts.raise_column(tables, state, log, day, a, b, scratch.stack[FIRST + 2], leader)
    elif op == DO_RAISE_MONTONERA:
        acts.raise_montonera(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_REINFORCE:
        acts.reinforce(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_DETACH:
        acts.detach(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_MERGE:
        acts.merge(tables, state, log, day, a, b)
    elif op == DO_LEVY:
        acts.levy(tables, state, log, day, a, scratch.stack[FIRST + 1])


@compiled
def _end(op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_DISBAND:
        acts.disband(tables, state, log, day, a)
    elif op == DO_DISPERSE:
        acts.disperse(tables, state, log, day, a)
    elif op == DO_DEFECT:
        acts.defect(tables, state, log, day, a, b)
    elif op == DO_BREAK_AWAY:
        leader = index_at(scratch, FIRST + 3)
        acts.break_away(tables, state, log, day, a, b, scratch.stack[FIRST + 2], leader)
    elif op == DO_INTERN:
        acts.intern(tables, state, log, day, a)
    elif op == DO_CAPITULATE:
        acts.capitulate(tables, state, log, day, a, b)
    elif op == DO_RELEASE:
        acts.release(tables, state, log, day, a, b)


@compiled
def _move(op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch) -> None:
    if op < ENDING_END:
        _end(op, tables, state, log, day, scratch)
        return
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_MOVE:
        acts.move(tables, state, log, day, a, b)
    elif op == DO_ORDER:
        acts.order(tables, state, log, day, a, b)
    elif op == DO_EMBARK:
        acts.embark(tables, state, log, day, a, b)
    elif op == DO_SEND_HOME:
        acts.send_home(tables, state, log, day, a)
    elif op == DO_ABANDON:
        acts.abandon(tables, state, log, day, a)
    elif op == DO_ADD_SHIPS:
        acts.add_ships(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_SEIZE_SHIPS:
        acts.seize_ships(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_SET_MORALE:
        acts.set_morale(tables, state, log, day, a, scratch.stack[FIRST + 1])


@compiled
def _relate(
    op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch
) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    x = scratch.stack[FIRST + 2]
    if op == DO_DECLARE_WAR:
        acts.declare_war(tables, state, log, day, a, b)
    elif op == DO_MAKE_PEACE:
        acts.make_peace(tables, state, log, day, a, b, x)
    elif op == DO_TRUCE:
        acts.truce(tables, state, log, day, a, b)
    elif op == DO_ALLY_WITH:
        acts.ally_with(tables, state, log, day, a, b)
    elif op == DO_BREAK_ALLIANCE:
        acts.break_alliance(tables, state, log, day, a, b)
    elif op == DO_MENACE:
        acts.menace(tables, state, log, day, a, b, x)


@compiled
def _trade(op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_OPEN_TRADE:
        acts.open_trade(tables, state, log, day, a, b)
    elif op == DO_CLOSE_TRADE:
        acts.close_trade(tables, state, log, day, a, b)
    elif op == DO_TARIFF:
        acts.tariff(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_PAY:
        acts.pay(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_LOAN:
        acts.loan(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_FORCED_LOAN:
        pesos, share = scratch.stack[FIRST + 1], scratch.stack[FIRST + 2]
        acts.forced_loan(tables, state, log, day, a, pesos, share)
    elif op == DO_EXACT:
        acts.exact(tables, state, log, day, a, scratch.stack[FIRST + 1])


@compiled
def _stir(op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_SHIFT:
        acts.shift(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_SHIFT_ALL:
        acts.shift_all(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_SWAY:
        acts.sway(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_LEGITIMISE:
        acts.legitimise(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_TIRE:
        acts.tire(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_UNSETTLE:
        acts.unsettle(tables, state, log, day, a, scratch.stack[FIRST + 1])


@compiled
def _settle(
    op: int, tables: Tables, state: State, log: Log, day: int, scratch: Scratch
) -> None:
    a, b = index_at(scratch, FIRST), index_at(scratch, FIRST + 1)
    if op == DO_SET:
        acts.set(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_RATIFY:
        acts.ratify(tables, state, log, day, a)
    elif op == DO_REJECT:
        acts.reject(tables, state, log, day, a)
    elif op == DO_MOVE_CAPITAL:
        acts.move_capital(tables, state, log, day, a, b)
    elif op == DO_NEWS:
        acts.news(tables, state, log, day, a, b, scratch.stack[FIRST + 2])
    elif op == DO_SET_TRIBUTE:
        acts.set_tribute(tables, state, log, day, a, scratch.stack[FIRST + 1])
    elif op == DO_OPEN_LAND:
        acts.open_land(tables, state, log, day, a, scratch.stack[FIRST + 1])
