"""What else moves between two arms: ratios and their errors, against cases solved on paper."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from tests.analysis.made import runs
from ucronia.analysis.estimates import critical_t
from ucronia.analysis.moves import mean_where, moves
from ucronia.engine import layout as lay
from ucronia.engine.ending import BOOK_COLUMNS, BOOK_CUSTOMS, BOOK_REVENUE, BOOK_THREAT

PAIRS, DRAWS = 400, 200


def kept(one: Any, two: Any, wars: int = 0) -> Any:
    """Runs of two arms with books; in `wars` pairs the alternative has a war of state 1."""
    outcome = np.zeros((2, PAIRS), dtype=np.int64)
    war = [[100, lay.L_WAR, 0, 1, -1, -1]]
    events = [[[] for _ in range(PAIRS)], [war if r < wars else [] for r in range(PAIRS)]]
    made = runs(outcome, events=events)
    return dataclasses.replace(made, books=np.stack([one, two]).astype(np.float32))


def books(seed: int = 1) -> Any:
    """[R, 3, BOOK_COLUMNS] of three states of which the last never stands."""
    dice = np.random.default_rng(seed)
    found = np.zeros((PAIRS, 3, BOOK_COLUMNS))
    found[:, :2, BOOK_REVENUE] = dice.normal(1000, 50, (PAIRS, 2)).round()
    return found


def test_the_mean_over_some_is_a_ratio_with_an_error_by_draws() -> None:
    """Draws of 2 with 1, 3 | 5, none: mean 3, residuals by draw -2 and 2."""
    values, where = np.array([1.0, 3.0, 5.0, 0.0]), np.array([True, True, True, False])
    found, p_value = mean_where(values, where, 2)
    assert found.mean == pytest.approx(3)
    error = (2 / 1 * (2**2 + 2**2)) ** 0.5 / 3
    assert found.high - found.mean == pytest.approx(critical_t(2) * error)
    assert 0 < p_value < 1


def test_a_measure_that_moves_is_told_of_its_state_and_no_other() -> None:
    one = books()
    two = one.copy()
    two[:, 1, BOOK_CUSTOMS] += 40
    two[:, 0, BOOK_THREAT] += np.random.default_rng(2).normal(0, 1, PAIRS)
    told = moves(kept(one, two))
    assert {(m.polity, m.measure) for m in told} == {(1, "customs"), (1, "revenue")}
    assert all(m.difference.mean == pytest.approx(40) for m in told)
    (revenue,) = [m for m in told if m.measure == "revenue"]
    assert revenue.recorded == pytest.approx(float(one[:, 1, BOOK_REVENUE].mean()))


def test_wars_are_counted_as_histories() -> None:
    one = books()
    told = moves(kept(one, one, wars=100))
    assert {(m.polity, m.measure) for m in told} == {(0, "war"), (1, "war")}
    assert all(m.difference.mean == pytest.approx(0.25) for m in told)


def test_a_state_that_seldom_stands_in_both_is_left_out() -> None:
    one = books()
    one[20:, 0] = 0
    two = one.copy()
    two[:20, 0, BOOK_CUSTOMS] += 40
    assert moves(kept(one, two)) == ()
    assert moves(runs(np.zeros((2, PAIRS), dtype=np.int64))) == ()
