"""Expressions and effects as code for the engine's little stack machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import numpy as np

from ucronia.engine import opcodes
from ucronia.engine.layout import NONE, Floats, Ints
from ucronia.scenario.terms import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Effect,
    Expression,
    Logic,
    Names,
    Nothing,
    Number,
    Parameter,
    Role,
    Thing,
    Variable,
)
from ucronia.scenario.vocabulary import NUMBER, STATE, VERBS

_MAY_BE_NONE = frozenset({("raise_column", 3), ("break_away", 3)})
"""Arguments of verbs, by place, without which the verb still has a sense."""
_TWO = {
    "+": opcodes.ADD,
    "-": opcodes.SUBTRACT,
    "*": opcodes.MULTIPLY,
    "/": opcodes.DIVIDE,
    "**": opcodes.POWER,
    "==": opcodes.EQUAL,
    "!=": opcodes.UNEQUAL,
    "<": opcodes.LESS,
    "<=": opcodes.LESS_OR_EQUAL,
    ">": opcodes.GREATER,
    ">=": opcodes.GREATER_OR_EQUAL,
}
_MATHS = {
    "exp": opcodes.EXPONENTIAL,
    "log": opcodes.NATURAL_LOG,
    "sqrt": opcodes.SQUARE_ROOT,
    "abs": opcodes.SIZE,
    "logistic": opcodes.LOGISTIC_OF,
}
_TWO_MATHS = {"min": opcodes.LEAST, "max": opcodes.GREATEST}
_ASK: dict[str, int] = {name: getattr(opcodes, f"ASK_{name.upper()}") for name in STATE}
_DO: dict[str, int] = {name: getattr(opcodes, f"DO_{name.upper()}") for name in VERBS}


TRIED, DECIDED = -1, -2
"""What a step of a gate is that binds no role."""


def question(name: str) -> int:
    """Give the operation of a function of state."""
    return _ASK[name]


class CodeBook:
    """Collects code; equal expressions are written once.

    Parameters
    ----------
    names : Names
        The scenario's names: an id's index is its place there.

    Examples
    --------
    >>> book = CodeBook(Names({}, parameters=("coup_rate",)))
    >>> book.add(Parameter("number", id="coup_rate"), {})
    0
    >>> book.arrays()[0].tolist() == [opcodes.PARAMETER, opcodes.END]
    True
    """

    def __init__(self, names: Names) -> None:
        self._index = {
            (kind, ident): index
            for kind, ids in names.things.items()
            for index, ident in enumerate(ids)
        }
        self._parameter = {ident: index for index, ident in enumerate(names.parameters)}
        self._variable = {ident: index for index, ident in enumerate(names.variables)}
        self._options = names.options
        self._op: list[int] = []
        self._argument: list[int] = []
        self._constant: dict[float, int] = {}
        self._landed = -1
        self._known: dict[object, int] = {}

    def add(self, expression: Expression, registers: Mapping[str, int]) -> int:
        """Write an expression's code.

        Parameters
        ----------
        expression : Expression
            As `expressions.parse` gave it.
        registers : mapping of str to int
            Register of each role in scope.

        Returns
        -------
        int
            Where its code begins.

        Raises
        ------
        ValueError
            If it would pile up more values than the machine has room for; `parse` refuses it
            before.
        """
        key = expression, tuple(sorted(registers.items()))
        if key not in self._known:
            if expression.height > opcodes.DEEPEST:
                raise ValueError(f"{expression.height} values pile up, {opcodes.DEEPEST} may")
            start = len(self._op)
            self._write(expression, registers)
            self._emit(opcodes.END)
            self._known[key] = start
        return self._known[key]

    def add_gate(
        self, steps: Sequence[tuple[Expression, int]], registers: Mapping[str, int]
    ) -> int:
        """Write a rule's gate: roles are bound and conditions tried in turn, while they hold.

        Parameters
        ----------
        steps : sequence of (Expression, int)
            A role's expression with its register; a condition with TRIED; who decides, who
            must be someone, with DECIDED.
        registers : mapping of str to int
            Register of each role.

        Returns
        -------
        int
            Where its code begins: its value is 1 where all hold, else 0.
        """
        start, fails = len(self._op), []
        for expression, register in steps:
            if register >= 0:
                self._write(expression, registers)
                self._store(register)
            elif register == DECIDED:
                someone = (expression, Nothing(expression.type))
                self._write_operation(opcodes.UNEQUAL, someone, registers)
                fails.append(self._jump_if(False))
            else:
                fails.append(self._write_condition(expression, registers))
        self._write_constant(1.0)
        self._land(*fails)
        self._emit(opcodes.END)
        return start

    def add_effects(self, effects: Sequence[Effect], registers: Mapping[str, int]) -> int:
        """Write the code of effects that are done one after another.

        Parameters
        ----------
        effects : sequence of Effect
            As `expressions.parse_effect` gave them.
        registers : mapping of str to int
            Register of each role in scope.

        Returns
        -------
        int
            Where their code begins, NONE if there are none.
        """
        if not effects:
            return NONE
        # the arguments' own code comes before, since the effects' code runs on to its end
        parts = [
            part
            for effect in effects
            for part in (effect.condition, *effect.arguments)
            if part is not None
        ]
        starts = {part: self.add(part, registers) for part in parts}
        start = len(self._op)
        for effect in effects:
            self._write_effect(effect, starts)
        self._emit(opcodes.END)
        return start

    def arrays(self) -> tuple[Ints, Ints, Floats]:
        """Give all the code so far.

        Returns
        -------
        Ints
            [I] operations, for `layout.Code.op`.
        Ints
            [I] immediate arguments, for `layout.Code.argument`.
        Floats
            [C] numbers that it names, for `layout.Code.constant`.
        """
        return (
            np.array(self._op, dtype=np.int64),
            np.array(self._argument, dtype=np.int64),
            np.array(list(self._constant), dtype=np.float64),
        )

    def _emit(self, op: int, argument: int = 0) -> int:
        self._op.append(op)
        self._argument.append(argument)
        return len(self._op) - 1

    def _land(self, *jumps: int) -> None:
        """Let jumps that were written before lead to what is written next."""
        self._landed = len(self._op)
        for jump in jumps:
            if self._op[jump] >= opcodes.ADD and self._op[jump] < opcodes.DO_ARGUMENT:
                self._argument[jump] |= len(self._op) << opcodes.JUMP_BIT
            else:
                self._argument[jump] = len(self._op)

    def _is_open_ended(self) -> bool:
        """Tell whether what was written last can say what becomes of its result."""
        last = self._op[-1]
        return self._landed != len(self._op) and opcodes.ADD <= last < opcodes.DO_ARGUMENT

    def _store(self, register: int) -> None:
        """Let the value written last go to a register."""
        if self._is_open_ended():
            self._argument[-1] |= (register + 1) << opcodes.REGISTER_BIT
        else:
            self._emit(opcodes.STORE, register)

    def _jump_if(self, wanted: bool) -> int:
        """Jump where the value written last is true or false; give what is to be landed."""
        if self._is_open_ended():
            self._argument[-1] |= opcodes.JUMP_IF_TRUE if wanted else 0
            return len(self._op) - 1
        if wanted:
            self._emit(opcodes.NOT)
        return self._emit(opcodes.JUMP_IF_FALSE)

    def _write_condition(self, node: Expression, registers: Mapping[str, int]) -> int:
        """Write a condition and the jump where it does not hold."""
        wanted = True
        while isinstance(node, Logic) and node.operator == "not":
            node, wanted = node.parts[0], not wanted
        self._write(node, registers)
        return self._jump_if(not wanted)

    def _operand(self, node: Expression, registers: Mapping[str, int]) -> int:
        """Give the operand that an expression is, 0 where its value must be worked out."""
        operand = 0
        if isinstance(node, Role):
            return registers[node.name] + 1
        if isinstance(node, Nothing):
            return opcodes.THING_OPERAND + NONE
        if isinstance(node, Thing):
            operand = opcodes.THING_OPERAND + self._index[node.type, node.id]
            return operand if operand < opcodes.PARAMETER_OPERAND else 0
        if isinstance(node, Parameter):
            operand = opcodes.PARAMETER_OPERAND + self._parameter[node.id]
        return operand if operand <= opcodes.OPERAND_MASK else 0

    def _write_operation(
        self, op: int, parts: Sequence[Expression], registers: Mapping[str, int]
    ) -> None:
        """Write what asks of the state or takes two numbers, with its operands."""
        argument = 0
        bits = (opcodes.FIRST_BIT, opcodes.SECOND_BIT, opcodes.THIRD_BIT)
        for part, bit in zip(parts, bits, strict=False):
            operand = self._operand(part, registers)
            argument |= operand << bit
            if operand == 0:
                argument += 1
                self._write(part, registers)
        self._emit(op, argument)

    def _write_constant(self, value: float) -> None:
        self._emit(opcodes.CONSTANT, self._constant.setdefault(value, len(self._constant)))

    def _write_effect(self, effect: Effect, starts: Mapping[Expression, int]) -> None:
        skips = []
        if effect.condition is not None:
            self._emit(opcodes.DO_ARGUMENT, starts[effect.condition])
            skips.append(self._emit(opcodes.DO_UNLESS))
        for place, part in enumerate(effect.arguments):
            self._emit(opcodes.DO_ARGUMENT, starts[part])
            is_thing = VERBS[effect.verb].takes[place] != NUMBER
            if is_thing and (effect.verb, place) not in _MAY_BE_NONE:
                skips.append(self._emit(opcodes.DO_NEEDS))
        self._emit(_DO[effect.verb], len(effect.arguments))
        self._land(*skips)

    def _write(self, node: Expression, registers: Mapping[str, int]) -> None:
        _WRITERS[type(node)](self, node, registers)

    def _write_parts(self, node: Expression, registers: Mapping[str, int]) -> None:
        for part in node.parts:
            self._write(part, registers)

    def _write_number(self, node: Number, registers: Mapping[str, int]) -> None:
        self._write_constant(node.value)

    def _write_nothing(self, node: Nothing, registers: Mapping[str, int]) -> None:
        self._write_constant(NONE)

    def _write_thing(self, node: Thing, registers: Mapping[str, int]) -> None:
        self._write_constant(self._index[node.type, node.id])

    def _write_parameter(self, node: Parameter, registers: Mapping[str, int]) -> None:
        self._emit(opcodes.PARAMETER, self._parameter[node.id])

    def _write_variable(self, node: Variable, registers: Mapping[str, int]) -> None:
        self._emit(opcodes.VARIABLE, self._variable[node.id])

    def _write_role(self, node: Role, registers: Mapping[str, int]) -> None:
        self._emit(opcodes.REGISTER, registers[node.name])

    def _write_arithmetic(self, node: Arithmetic, registers: Mapping[str, int]) -> None:
        if node.operator == "neg":
            self._write_parts(node, registers)
            self._emit(opcodes.NEGATE)
        else:
            self._write_operation(_TWO[node.operator], node.parts, registers)

    def _write_comparison(self, node: Comparison, registers: Mapping[str, int]) -> None:
        self._write_operation(_TWO[node.operator], node.parts, registers)

    def _write_logic(self, node: Logic, registers: Mapping[str, int]) -> None:
        if node.operator == "not":
            self._write_parts(node, registers)
            self._emit(opcodes.NOT)
            return
        keep = opcodes.KEEP_IF_FALSE if node.operator == "and" else opcodes.KEEP_IF_TRUE
        jumps = []
        for part in node.parts[:-1]:
            self._write(part, registers)
            jumps.append(self._emit(keep))
        self._write(node.parts[-1], registers)
        self._land(*jumps)

    def _write_choice(self, node: Choice, registers: Mapping[str, int]) -> None:
        condition, then, otherwise = node.parts
        over = self._write_condition(condition, registers)
        self._write(then, registers)
        past = self._emit(opcodes.JUMP)
        self._land(over)
        self._write(otherwise, registers)
        self._land(past)

    def _write_call(self, node: Call, registers: Mapping[str, int]) -> None:
        if node.name == "chosen":
            # an option's index is its place among its own rule's options
            rule, option = cast(tuple[Thing, Thing], node.parts)
            index = Number("number", value=self._options[rule.id].index(option.id))
            self._write_operation(opcodes.ASK_CHOSEN, (rule, index), registers)
        elif node.name == "clip":
            value, low, high = node.parts
            least = Call(node.type, (value, low), name="max")
            self._write_operation(opcodes.LEAST, (least, high), registers)
        elif node.name in _ASK:
            self._write_operation(_ASK[node.name], node.parts, registers)
        elif node.name in _TWO_MATHS:
            self._write_operation(_TWO_MATHS[node.name], node.parts, registers)
        else:
            self._write_parts(node, registers)
            self._emit(_MATHS[node.name])


_WRITERS = cast(
    dict[type[Expression], Callable[[CodeBook, Expression, Mapping[str, int]], None]],
    {
        Number: CodeBook._write_number,
        Nothing: CodeBook._write_nothing,
        Thing: CodeBook._write_thing,
        Parameter: CodeBook._write_parameter,
        Variable: CodeBook._write_variable,
        Role: CodeBook._write_role,
        Arithmetic: CodeBook._write_arithmetic,
        Comparison: CodeBook._write_comparison,
        Logic: CodeBook._write_logic,
        Choice: CodeBook._write_choice,
        Call: CodeBook._write_call,
    },
)
