"""Digits are those that the interval allows."""

from __future__ import annotations

import math

import pytest

from ucronia.analysis.estimates import Estimate
from ucronia.report.digits import ends, p_value, parts, place, rounded, span, written
from ucronia.report.words import Words


@pytest.mark.parametrize(
    ("half", "unit"),
    [
        (0.2, 1),
        (3.0, 1),
        (9.9, 1),
        (12, 1),
        (35.4, 1),
        (35.6, 10),
        (94, 10),
        (120, 10),
        (400, 100),
    ],
)
def test_the_place_is_that_of_the_interval(half: float, unit: float) -> None:
    assert place(half) == unit


def test_a_number_and_its_ends_are_rounded_alike() -> None:
    assert ends(Estimate(1234.4, 1174.0, 1290.0, 9), 1) == (1230, 1170, 1290)
    assert ends(Estimate(0.62, 0.5, 0.73, 9)) == (62, 50, 73)
    assert rounded(math.inf, 3) == math.inf


def test_shares_are_written_with_their_intervals() -> None:
    en, es = Words("en"), Words("es")
    assert span(en, Estimate(0.62, 0.5, 0.73, 9)) == "62 (50–73)"
    assert span(en, Estimate(0.62, 0.14, 0.97, 9)) == "60 (10–97)"
    assert span(en, Estimate(0.0, 0.0, 0.004, 9)) == "0 (0–<1)"
    assert span(en, Estimate(float("nan"), 0.0, 1.0, 9)) == "? (0–100)"
    assert parts(es, Estimate(0.3, 0.2, 0.4, 9)) == "30 de cada 100 partes (20–40)"


@pytest.mark.parametrize(
    ("value", "half", "said"),
    [
        (1.6849, 0.4, "1.7"),
        (1.6849, 0.3, "1.68"),
        (0.0025687, 0.0007, "0.0026"),
        (1234.4, 58, "1,230"),
        (-0.213, 0.16, "\N{MINUS SIGN}0.21"),
        (-0.213, 0.5, "\N{MINUS SIGN}0.2"),
        (0.123456789, 1e-9, "0.123457"),
        (4321.0, math.nan, "4,320"),
        (0.0, 0.0, "0"),
        (math.nan, 1.0, "—"),
        (math.inf, 1.0, "∞"),
    ],
)
def test_numbers_of_any_size_are_written_as_their_interval_allows(
    value: float, half: float, said: str
) -> None:
    assert written(Words("en"), value, half) == said


def test_p_values_have_one_digit_and_no_false_end() -> None:
    en = Words("en")
    values = (0.0, 0.0004, 0.001, 0.0096, 0.0497, 0.0996, 0.579, 0.94, 0.972, 1.0)
    said = ["<0.001", "<0.001", "0.001", "0.01", "0.05", "0.1", "0.6", "0.9", ">0.95", ">0.95"]
    assert [p_value(en, p) for p in values] == said
    assert p_value(Words("es"), 0.03) == "0,03"


def test_a_half_of_a_hundredth_is_no_false_none_or_all() -> None:
    en = Words("en")
    assert (en.hundredths(0.005), en.hundredths(0.995)) == ("<1", ">99")
    assert span(en, Estimate(0.005, 0.0, 0.01, 9)) == "<1 (0–1)"
