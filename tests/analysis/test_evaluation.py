"""The curve is the shares of the plain forks, by day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.analysis import made
from ucronia.analysis import evaluation
from ucronia.analysis.estimates import share_interval
from ucronia.ensemble.plan import Act, Fork
from ucronia.errors import QuestionError

ZERO, ONE = np.zeros(40, dtype=int), np.ones(40, dtype=int)
MIXED = np.array([0] * 30 + [1] * 10)


def test_curve_holds_shares_with_their_intervals() -> None:
    curve = evaluation.evaluate(made.scenario(), made.runs([MIXED, ONE]))
    assert curve.mean.tolist() == [[0.75, 0.25, 0.0], [0.0, 1.0, 0.0]]
    share = share_interval(MIXED == 0, 2)
    assert (curve.low[0, 0], curve.high[0, 0]) == (share.low, share.high)
    assert curve.widest == pytest.approx(((curve.high - curve.low) / 2).max())
    assert curve.dates == (date(1835, 2, 22), date(1835, 3, 24))


def test_only_plain_forks_count_and_by_day() -> None:
    forks = (
        Fork(90),
        Fork(30, acts=(Act(0, 0, 0),)),
        Fork(60, quality_day=30),
        Fork(0),
        Fork(90),
    )
    runs = made.runs([ONE, ZERO, ZERO, MIXED, ZERO], forks)
    assert evaluation.plain_rows(runs) == [3, 0]
    assert evaluation.evaluate(made.scenario(), runs).days.tolist() == [0, 90]
    with pytest.raises(QuestionError, match="nothing to evaluate"):
        evaluation.evaluate(made.scenario(), made.runs([ZERO], (Fork(9, pins_until=3),)))


def test_a_share_is_read_at_the_last_fork() -> None:
    curve = evaluation.evaluate(made.scenario(), made.runs([MIXED, ONE]))
    assert evaluation.share_at(curve, date(1835, 3, 1), "union").mean == 0.75
    assert evaluation.share_at(curve, date(1839, 3, 1), "union").mean == 0.0
    with pytest.raises(QuestionError, match="begins on 1835-02-22"):
        curve.at(date(1835, 1, 1))


def test_lost_is_the_last_day_above_and_the_first_surely_below() -> None:
    curve = evaluation.evaluate(made.scenario(), made.runs([ZERO, ONE, MIXED, MIXED % 1, ONE]))
    found = evaluation.lost(curve, ["union"])
    assert found.last_above == curve.dates[3]
    assert found.surely_below == curve.dates[4]
    assert evaluation.lost(curve, ["unsettled"]).last_above is None
    never = evaluation.lost(curve, ["two_republics"])
    assert (never.last_above, never.surely_below) == (curve.dates[4], None)


def made_by_draws() -> np.ndarray:
    """20,000 draws of two histories each, of shares of mean 1/2 and sd 1/4."""
    generator = np.random.default_rng(4)
    return generator.random(40_000) < np.repeat(generator.beta(1.5, 1.5, 20_000), 2)


def test_split_doubt_by_hand() -> None:
    """Draws (0,2), (4,6): MSW 2, MSB 16, so σ²_draw = 7 and 7/9 of the variance."""
    found = evaluation.split_doubt([0, 2, 4, 6], 2)
    assert found.draw == pytest.approx(7 / 9)
    assert found.chance == pytest.approx(2 / 9)
    assert found.draw_sd == pytest.approx(7**0.5)


def test_split_doubt_finds_the_shares_that_made_the_sample() -> None:
    sample = made_by_draws()
    found = evaluation.split_doubt(sample, 2)
    # variance of a share of mean 1/2 and sd 1/4: 1/16 of 1/4
    assert found.draw == pytest.approx(0.25, abs=0.03)
    assert found.chance + found.draw == pytest.approx(1.0)
    assert found.draw_sd == pytest.approx(0.25, abs=0.02)


def test_doubt_can_not_be_split_with_one_history_a_draw() -> None:
    assert np.isnan(evaluation.split_doubt([0, 1, 1, 0], 1).chance)
    assert evaluation.split_doubt([1, 1, 1, 1], 2).draw_sd == 0.0
