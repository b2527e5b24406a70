"""Scores are those of the libraries that others use, and of cases solved on paper."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

from ucronia.analysis.backtest.scoring import (
    BINS,
    bin_of,
    brier,
    brier_of_kinds,
    crps,
    floored,
    log_score,
    log_score_of_kinds,
)

CHANCE = np.array([0.05, 0.3, 0.5, 0.8, 0.97])
CAME = np.array([False, True, False, True, True])


def test_a_count_never_forecasts_none_or_all() -> None:
    assert floored(0, 300) == pytest.approx(0.5 / 301)
    assert floored(300, 300) == pytest.approx(1 - 0.5 / 301)
    of_three = floored([300, 0, 0], 300, 3)
    assert of_three.sum() == pytest.approx(1.0)
    assert of_three[1] == pytest.approx(1 / 3 / 301)


def test_yes_or_no_is_scored_as_scikit_learn_scores_it() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    assert brier(CHANCE, CAME).mean() == pytest.approx(metrics.brier_score_loss(CAME, CHANCE))
    assert log_score(CHANCE, CAME).mean() == pytest.approx(metrics.log_loss(CAME, CHANCE))


def test_one_of_two_is_scored_as_yes_or_no() -> None:
    both = np.column_stack([1 - CHANCE, CHANCE])
    assert brier_of_kinds(both, CAME.astype(int)) == pytest.approx(brier(CHANCE, CAME))
    assert log_score_of_kinds(both, CAME.astype(int)) == pytest.approx(log_score(CHANCE, CAME))


def test_the_perfect_score_nothing_and_even_odds_what_they_must() -> None:
    sure = np.eye(4)[[2, 0]]
    assert brier_of_kinds(sure, np.array([2, 0])).tolist() == [0.0, 0.0]
    assert log_score_of_kinds(sure, np.array([2, 0])) == pytest.approx(0.0)
    even = np.full((1, 4), 0.25)
    assert log_score_of_kinds(even, np.array([1]))[0] == pytest.approx(math.log(4))
    assert brier_of_kinds(even, np.array([1]))[0] == pytest.approx((0.75**2 + 3 / 16) / 2)


def test_no_forecast_but_the_true_chance_scores_better_in_the_mean() -> None:
    truth = 0.3
    others = np.linspace(0.02, 0.98, 49)
    for score in (brier, log_score):
        expected = truth * score(others, True) + (1 - truth) * score(others, False)
        assert others[np.argmin(expected)] == pytest.approx(truth, abs=0.011)


@pytest.mark.parametrize(
    ("sample", "came", "score"),
    [([3.0], 5.0, 2.0), ([0.0, 1.0], 0.0, 0.25), ([0.0, 1.0], 0.5, 0.25), ([1.0] * 9, 1.0, 0)],
)
def test_crps_of_a_few_numbers(sample: list[float], came: float, score: float) -> None:
    assert crps(sample, came) == pytest.approx(score)


def test_crps_of_none_is_no_number_and_of_many_that_of_their_distribution() -> None:
    assert math.isnan(crps([], 1.0))
    # of a uniform distribution on 0..1, at y: y^3 / 3 + (1 - y)^3 / 3
    grid = (np.arange(2000) + 0.5) / 2000
    assert crps(grid, 0.2) == pytest.approx((0.2**3 + 0.8**3) / 3, abs=1e-4)


def test_crps_is_that_of_scoringrules() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rules = pytest.importorskip("scoringrules")
    sample = np.array([[0.3, 2.0, 2.0, 7.5, -1.0, 4.4]])
    for came in (-3.0, 1.7, 9.0):
        theirs = rules.crps_ensemble(np.array([came]), sample, backend="numpy")[0]
        assert crps(sample[0], came) == pytest.approx(float(theirs))


def test_bins_are_equal_and_hold_both_ends() -> None:
    assert bin_of(np.array([0.0, 0.05, 0.1, 0.55, 0.999, 1.0])).tolist() == [0, 0, 1, 5, 9, 9]
    assert BINS == 10
