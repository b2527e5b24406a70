"""What code is written: once, in order, with indices for names; and what is refused."""

from __future__ import annotations

import pytest

from ucronia.compiler.bytecode import DECIDED, TRIED, CodeBook
from ucronia.engine import opcodes
from ucronia.scenario.expressions import Effect, Expression, Names, parse, parse_effect
from ucronia.scenario.model import Mark
from ucronia.scenario.reader import MOST_HEIGHT
from ucronia.scenario.terms import Arithmetic, Number

AT = Mark(file="", line=0)
NAMES = Names(
    {
        "polity": ("peru", "bolivia"),
        "bloc": ("north", "bolivia"),
        "variable": ("flag",),
        "rule": ("coup", "parley"),
        "option": ("wait", "fight"),
    },
    parameters=("k", "l"),
    variables=("flag",),
    options={"coup": ("fight", "wait"), "parley": ("wait",)},
)
ROLES = {"q": "polity"}


def read(text: str) -> Expression:
    found = parse(text, AT, NAMES, ROLES, "any")
    assert isinstance(found, Expression), found
    return found


def written(text: str) -> list[tuple[int, int]]:
    book = CodeBook(NAMES)
    book.add(read(text), {"q": 3})
    op, argument, _ = book.arrays()
    return list(zip(op.tolist(), argument.tolist(), strict=True))


def first(text: str) -> int:
    """The first operand of the first operation."""
    return written(text)[0][1] >> opcodes.FIRST_BIT & opcodes.OPERAND_MASK


def test_names_are_indices_of_their_own_kind() -> None:
    assert first("exists(bolivia)") == opcodes.THING_OPERAND + 1
    assert first("ruler(bolivia)") == opcodes.THING_OPERAND + 1
    assert first("ruler(north)") == opcodes.THING_OPERAND
    assert first("exists(none)") == opcodes.THING_OPERAND - 1
    assert first("exists(q)") == 4
    assert first("k + l") == opcodes.PARAMETER_OPERAND
    assert written("l") == [(opcodes.PARAMETER, 1), (opcodes.END, 0)]
    assert written("q")[0] == (opcodes.REGISTER, 3)
    assert written("flag")[0] == (opcodes.VARIABLE, 0)


def test_an_option_is_counted_within_its_rule() -> None:
    for text, rule, option in (("coup, wait", 0, 1.0), ("parley, wait", 1, 0.0)):
        book = CodeBook(NAMES)
        book.add(read(f"chosen({text})"), {})
        op, argument, constant = book.arrays()
        assert op.tolist() == [opcodes.CONSTANT, opcodes.ASK_CHOSEN, opcodes.END]
        assert constant.tolist() == [option]
        assert argument[1] == 1 | (opcodes.THING_OPERAND + rule) << opcodes.FIRST_BIT


def test_and_leaps_over_what_need_not_be_asked() -> None:
    code = written("k > 0 and l > 0")
    assert [op for op, _ in code] == [
        opcodes.CONSTANT,
        opcodes.GREATER,
        opcodes.KEEP_IF_FALSE,
        opcodes.CONSTANT,
        opcodes.GREATER,
        opcodes.END,
    ]
    assert code[2][1] == 5


def test_a_gate_says_what_becomes_of_each_result() -> None:
    """A role goes to its register, a condition jumps to the end: one operation for each."""
    book = CodeBook(NAMES)
    steps = [(read("sovereign(q)"), 1), (read("not exists(q)"), TRIED), (read("q"), DECIDED)]
    start = book.add_gate(steps, {"q": 0})
    op, argument, _ = book.arrays()
    asks = [opcodes.ASK_SOVEREIGN, opcodes.ASK_EXISTS, opcodes.UNEQUAL]
    assert op[start:].tolist() == [*asks, opcodes.CONSTANT, opcodes.END]
    assert argument[start] >> opcodes.REGISTER_BIT == 2
    jumps = argument[start + 1 : start + 3] >> opcodes.JUMP_BIT & opcodes.JUMP_MASK
    assert jumps.tolist() == [start + 4, start + 4]
    assert [bool(a & opcodes.JUMP_IF_TRUE) for a in argument[start + 1 : start + 3]] == [
        True,
        False,
    ]


def test_equal_expressions_are_written_once() -> None:
    book = CodeBook(NAMES)
    first = book.add(read("k + l"), {})
    other = book.add(read("k - l"), {})
    assert book.add(read("k + l"), {}) == first != other
    assert book.add(read("exists(q)"), {"q": 1}) != book.add(read("exists(q)"), {"q": 2})


def test_effects_follow_their_arguments() -> None:
    effect = parse_effect("if(k > 0, join(q, bolivia))", AT, NAMES, ROLES)
    assert isinstance(effect, Effect)
    book = CodeBook(NAMES)
    start = book.add_effects([effect], {"q": 0})
    op, argument, _ = book.arrays()
    assert op[start:].tolist() == [
        opcodes.DO_ARGUMENT,
        opcodes.DO_UNLESS,
        opcodes.DO_ARGUMENT,
        opcodes.DO_NEEDS,
        opcodes.DO_ARGUMENT,
        opcodes.DO_NEEDS,
        opcodes.DO_JOIN,
        opcodes.END,
    ]
    end = start + 7
    assert [argument[start + n] for n in (1, 3, 5)] == [end, end, end]
    assert all(argument[start + n] < start for n in (0, 2, 4))


def test_more_than_the_machine_has_room_for_is_refused() -> None:
    assert MOST_HEIGHT == opcodes.DEEPEST
    text = "1 + (" * 33 + "1" + ")" * 33
    found = parse(text, AT, NAMES, {}, "number")
    assert isinstance(found, list)
    assert "too much to work out" in found[0].text
    assert isinstance(parse("(" * 33 + "1" + ") + 1" * 33, AT, NAMES, {}, "number"), Expression)
    tree: Expression = Number("number", value=1.0)
    for _ in range(opcodes.DEEPEST):
        tree = Arithmetic("number", (Number("number", value=1.0), tree), operator="+")
    with pytest.raises(ValueError, match="33 values pile up, 32 may"):
        CodeBook(NAMES).add(tree, {})
