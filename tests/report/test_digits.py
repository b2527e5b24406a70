"""Digits are those that the interval allows."""

from __future__ import annotations

import math

import pytest

from ucronia.analysis.estimates import Estimate
from ucronia.report.digits import ends, parts, place, rounded, span
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
