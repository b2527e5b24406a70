"""Scores of losses are those worked out on paper; the fit beats a constant where it should."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from fits.losses_trial import chance_scores, crps, loss_scores, measure, take
from tests.fits.test_battle import made_battles


def test_crps_of_a_normal_is_the_known_formula() -> None:
    samples = norm.ppf((np.arange(4000) + 0.5) / 4000)[:, None]
    # Gneiting & Raftery 2007: at the mean of a standard normal (sqrt 2 - 1)/sqrt pi
    found = crps(samples, np.array([0.0]))
    assert found[0] == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi), abs=1e-3)
    two = crps(np.array([[0.0], [1.0]]), np.array([0.0]))
    assert two[0] == pytest.approx(0.5 - 0.25)


def test_measures_on_paper() -> None:
    samples = np.linspace(-1, 1, 2001)[:, None] * np.ones((1, 2))
    found = measure(samples, np.array([0.5, 2.0]))
    assert found["rmse"] == pytest.approx(np.sqrt((0.25 + 4) / 2))
    assert found["coverage"] == 0.5


def test_made_losses_are_foreseen_better_than_by_a_constant() -> None:
    battles = made_battles(900, seed=8)
    # twelve wars of made battles, by lot
    war = np.random.default_rng(1).integers(12, size=900)
    battles = type(battles)(**(vars(battles) | {"war": war}))
    for score in loss_scores(battles).values():
        assert score.fit["rmse"] < score.constant["rmse"]
        assert score.fit["crps"] < score.constant["crps"]
        # of some 850 a 90 % interval holds all but 10 % +- 3 %
        assert score.fit["coverage"] == pytest.approx(0.9, abs=0.04)
    pursuit = chance_scores(battles)["pursuit"]
    assert pursuit.fit["log_loss"] < pursuit.constant["log_loss"]


def test_some_of_the_battles() -> None:
    battles = made_battles(40, seed=9)
    assert take(battles, battles.winner == 0).winner.size == 2
