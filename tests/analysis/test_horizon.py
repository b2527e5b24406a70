"""What each checkpoint weighs: halves of halves, as solved on paper."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ucronia.analysis.horizon import EVERY_DAYS, checkpoint_days, checkpoint_weights


def days(*years: float) -> list[int]:
    return [round(365.25 * year) for year in years]


def test_checkpoints_come_each_quarter_and_at_the_end() -> None:
    assert checkpoint_days(100, 100 + 3 * EVERY_DAYS) == (191, 282, 373)
    assert checkpoint_days(100, 100 + 3 * EVERY_DAYS + 1) == (191, 282, 373, 374)
    # near the end there is only the end
    assert checkpoint_days(100, 101) == (101,)


def test_half_lives() -> None:
    """Bounds lie halfway, at 2, 4 and 6 years: with a half-life of 2, 1/2, 1/4, 1/8 and 1/8."""
    found = checkpoint_weights(days(1, 3, 5, 7), 2.0)
    np.testing.assert_allclose(found, [0.5, 0.25, 0.125, 0.125], atol=1e-3)


def test_a_weight_is_the_integral_of_the_discount() -> None:
    """Halfway between 1 and 3 years is 2: of r e^(-rt) the part up to there, summed finely."""
    horizon = 1.7
    rate = math.log(2) / horizon
    first, last = checkpoint_weights(days(1, 3), horizon)
    edge = sum(days(1, 3)) / 2 / 365.25
    middles = (np.arange(100_000) + 0.5) * edge / 100_000
    summed = (rate * np.exp(-rate * middles)).sum() * edge / 100_000
    assert first == pytest.approx(summed, rel=1e-8)
    assert last == pytest.approx(1 - summed, rel=1e-8)


def test_an_infinite_horizon_leaves_the_end_state_alone() -> None:
    assert checkpoint_weights(days(1, 2, 7), math.inf).tolist() == [0.0, 0.0, 1.0]


@pytest.mark.parametrize("horizon", [5e-324, 1e-300, 1e-3])
def test_a_horizon_of_nothing_leaves_the_first_checkpoint(horizon: float) -> None:
    assert checkpoint_weights(days(1, 2, 7), horizon).tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("horizon", [1e-3, 0.5, 1.0, 10.0, 1000.0, math.inf])
@pytest.mark.parametrize("count", [1, 2, 29])
def test_weights_sum_to_one(horizon: float, count: int) -> None:
    found = checkpoint_weights(range(91, 91 * count + 1, 91), horizon)
    assert len(found) == count and (found >= 0).all()
    assert found.sum() == pytest.approx(1.0, abs=1e-12)


def test_a_longer_horizon_gives_more_to_the_end() -> None:
    ends = [checkpoint_weights(days(1, 3, 5), horizon)[-1] for horizon in (0.5, 1, 2, 4, 8)]
    assert ends == sorted(ends)
