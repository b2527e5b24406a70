"""CSV and YAML as nodes: what stays text, where each value stands, what is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ucronia.scenario.shapes import scalar
from ucronia.scenario.tables import (
    LONGEST_CELL,
    Leaf,
    Row,
    Series,
    UnreadableError,
    read_csv,
    read_yaml,
)


def _leaf(text: str) -> Leaf:
    node = read_yaml(f"a: {text}", "f.yaml")
    assert isinstance(node, Row)
    leaf = node.items["a"]
    assert isinstance(leaf, Leaf)
    return leaf


@pytest.mark.parametrize(
    "text",
    "no yes on off 12:30 08 1_000 1837-11-17 0x1F .nan .inf -.inf nan inf NaN 1e999 NO".split(),
)
def test_what_yaml_1_1_would_guess_at_stays_text(text: str) -> None:
    assert scalar(_leaf(text)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("-3.5", -3.5), ("1e3", 1000.0), ("true", True), ("~", None), ("", None)],
)
def test_numbers_truths_and_nothing(text: str, value: object) -> None:
    assert scalar(_leaf(text)) == value


def test_a_quoted_number_is_a_text() -> None:
    assert scalar(_leaf('"12"')) == "12"


def test_yaml_values_know_their_place() -> None:
    text = "a:\n  - one\n  - 'two'\nb: |\n  first\n  second\nc: {d: 4}\n"
    node = read_yaml(text, "f.yaml")
    assert isinstance(node, Row)
    series, block, inner = node.items["a"], node.items["b"], node.items["c"]
    assert isinstance(series, Series) and isinstance(inner, Row)
    assert [(leaf.line, leaf.column) for leaf in series.items] == [(2, 5), (3, 6)]
    assert (block.line, block.column) == (5, 3)
    assert (inner.items["d"].line, inner.items["d"].column) == (7, 8)
    assert node.keys["c"] == (7, 1)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a: 1\nb: 2\na: 3", "given twice", 3),
        ("a: !!python/object/apply:os.system ['true']", "tags", 1),
        ("a: !thing 1", "tags", 1),
        ("a: &x [1]\nb: *x", "anchors", 1),
        ("a: &x [*x]", "anchors", 1),
        ("[" * 5000, "nest", 1),  # PyYAML says it first from 6.0.4 on
        ("a: 1\n---\nb: 2", "second document", 2),
        ("? [1, 2]\n: 3", "plain word", 1),
        ("a: [1", "not YAML", 2),
        ("", "empty", 0),
        ("# nothing but a comment", "empty", 0),
        ("a: \x01", "not YAML", 0),
    ],
)
def test_what_yaml_refuses(text: str, reason: str, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_yaml(text, "f.yaml")
    problem = refused.value.problem
    assert reason in problem.text and "\n" not in str(problem)
    assert problem.line == line or line == 2


def test_a_tower_of_aliases_is_refused_at_once() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    began = time.perf_counter()
    with pytest.raises(UnreadableError):
        read_yaml("\n".join(["a0: &a0 [x]", *levels]), "f.yaml")
    assert time.perf_counter() - began < 1


def test_too_many_values_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more than"):
        read_yaml("- a\n" * 250_000, "f.yaml")


def test_cells_know_line_and_column() -> None:
    text = 'id,text,note\r\nx,"one, ""two""\nthree",  end\r\n\r\ny,,z\r\n'
    header, rows, problems = read_csv(text, "f.csv")
    assert header == ["id", "text", "note"] and not problems
    first = rows[0].items["text"]
    assert isinstance(first, Leaf)
    assert (first.text, first.line, first.column) == ('one, "two"\nthree', 2, 4)
    assert (rows[0].items["note"].line, rows[0].items["note"].column) == (3, 10)
    assert (rows[1].items["note"].line, rows[1].items["note"].column) == (5, 4)
    assert "text" not in rows[1].items and rows[1].keys["text"] == (5, 3)


def test_a_row_of_the_wrong_length_is_told_and_left_out() -> None:
    _, rows, problems = read_csv("a,b\n1,2,3\n4,5\n", "f.csv")
    assert [str(problem) for problem in problems] == [
        "f.csv:2: has 3 cells, the header 2; quote what holds a comma"
    ]
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("a,a\n", "given twice"),
        ("a,,b\n", "no name"),
        ('a\n"open', "not CSV"),
        ('a\n"x"y\n', "not CSV"),
        ("a\n" + "x" * (LONGEST_CELL + 1), "longer than"),
        ("a\n" + "x" * 200_000, "not CSV"),
        (",".join(f"c{n}" for n in range(300)), "columns"),
    ],
)
def test_what_csv_refuses(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_csv(text, "f.csv")


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=6))
@settings(max_examples=100, deadline=None)
def test_a_cell_stands_where_it_says(rows: list[list[str]]) -> None:
    quoted = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in r) for r in rows]
    text = "\n".join(["a,b,c", *quoted, ""])
    lines = text.split("\n")
    try:
        found = read_csv(text, "f.csv")[1]
    except UnreadableError:
        return
    for row in found:
        for leaf in row.items.values():
            assert isinstance(leaf, Leaf)
            begun = leaf.text.split("\n")[0].replace('"', '""').split("\r")[0]
            if "\r" not in text:
                assert lines[leaf.line - 1][leaf.column - 1 :].startswith(begun)


@given(st.text())
@example("\x85: \u2028")
@example("a:\n\t- b")
@example("{a: [b, {c: ")
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_node_or_a_problem(text: str) -> None:
    for reader in (read_yaml, read_csv):
        try:
            reader(text, "f")
        except UnreadableError as refused:
            assert "\n" not in str(refused.problem)
