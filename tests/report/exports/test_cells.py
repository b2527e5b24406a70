"""Cells that a spreadsheet reads as the text that they are."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.report.exports.made import FORMULA, SHOWN
from ucronia.report.exports.cells import cell_text, write_cells


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠"))
@pytest.mark.parametrize("before", ["", " ", "\t", "\r\n", "\x00", "\u00a0"])
def test_no_cell_begins_as_a_formula(sign: str, before: str) -> None:
    text = cell_text(f"{before}{sign}1+1")
    assert text.startswith("'")
    assert text.endswith(f"{sign}1+1")


@pytest.mark.parametrize("text", ["", "a=b", "men=1500", "1835-03-17", "Junín", "'tis", "— x"])
def test_other_texts_are_let_be(text: str) -> None:
    assert cell_text(text) == text


def test_numbers_are_no_texts() -> None:
    assert [cell_text(cell) for cell in (-5.0892, 15.0, None)] == ["-5.0892", "15", ""]


def test_a_hostile_cell_stays_one_cell() -> None:
    made = write_cells(("a", "b"), [{"a": FORMULA, "b": "x"}, {"b": FORMULA}])
    rows = list(csv.DictReader(io.StringIO(made.decode(), newline="")))
    assert rows == [{"a": f"'{SHOWN}", "b": "x"}, {"a": "", "b": f"'{SHOWN}"}]


@given(some.lists(some.text(some.characters(codec="utf-8")), min_size=2, max_size=2))
def test_any_text_is_read_back_but_for_its_guard(texts: list[str]) -> None:
    made = write_cells(("a", "b"), [dict(zip("ab", texts, strict=True))])
    (row,) = csv.DictReader(io.StringIO(made.decode(), newline=""))
    assert list(row.values()) == [cell_text(text) for text in texts]
    for cell in row.values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
