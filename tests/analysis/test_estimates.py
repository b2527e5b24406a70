"""Estimators against closed forms, and their coverage against simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ucronia.analysis import estimates

TRIALS = 2_000
TOLERANCE = 4 * (0.05 * 0.95 / TRIALS) ** 0.5
"""Four standard errors of a coverage of 0.95 over so many trials: 0.0195."""


def clustered(
    generator: np.random.Generator, share: float, sd: float, draws: int, per_draw: int
) -> np.ndarray:
    """[TRIALS, R] shares that vary from draw to draw as a beta of that mean and sd."""
    if sd == 0:
        chance = np.full((TRIALS, draws), share)
    else:
        size = share * (1 - share) / sd**2 - 1
        chance = generator.beta(share * size, (1 - share) * size, size=(TRIALS, draws))
    return generator.random((TRIALS, draws * per_draw)) < np.repeat(chance, per_draw, axis=1)


def test_mean_variance_of_equal_draws_is_that_of_the_draws_means() -> None:
    values = np.array([1.0, 3.0, 2.0, 6.0, 5.0, 5.0, 0.0, 4.0])
    means = values.reshape(4, 2).mean(axis=1)
    assert estimates.mean_variance(values, 2) == pytest.approx(means.var(ddof=1) / 4)


def test_mean_interval_is_students_t_on_the_draws_means() -> None:
    values = np.random.default_rng(0).normal(size=40)
    means = values.reshape(20, 2).mean(axis=1)
    expected = stats.ttest_1samp(means, 0).confidence_interval(0.95)
    found = estimates.mean_interval(values, 2)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_one_draw_says_nothing() -> None:
    assert np.isnan(estimates.mean_variance([1.0, 0.0], 2))
    share = estimates.share_interval([1, 0], 2)
    assert (share.low, share.high) == (0.0, 1.0)
    difference = estimates.paired_difference([1, 0], [1, 1], 2)
    assert (difference.low, difference.high) == (-1.0, 1.0)


def test_a_last_draw_may_be_short() -> None:
    sums = estimates.draw_sums([1, 2, 3, 4, 5], 2)
    assert sums.tolist() == [3, 7, 5]
    share = estimates.share_interval([1, 0, 1, 0, 1], 2)
    assert share.low < 0.6 < share.high


def test_wilson_equals_the_library() -> None:
    expected = stats.binomtest(7, 50).proportion_ci(0.95, method="wilson")
    found = estimates.wilson(7 / 50, 50, stats.norm.ppf(0.975))
    assert found == pytest.approx((expected.low, expected.high))


def test_none_and_all_keep_room_for_the_others() -> None:
    draws = 100
    none = estimates.share_interval(np.zeros(2 * draws), 2)
    assert none.low == 0.0
    # Wilson at 0 of n: z² / (n + z²), with the draws as n
    square = stats.t.ppf(0.975, draws - 1) ** 2
    assert none.high == pytest.approx(square / (draws + square))
    every = estimates.share_interval(np.ones(2 * draws), 2)
    assert (every.low, every.high) == pytest.approx((1 - none.high, 1.0))


def test_effective_n_lies_between_draws_and_replicas() -> None:
    twins = np.repeat(np.random.default_rng(1).random(50) < 0.5, 4)
    assert estimates.effective_n(twins, 4) == pytest.approx(50, rel=0.03)
    loose = np.random.default_rng(2).random(4000) < 0.5
    assert estimates.effective_n(loose, 4) == pytest.approx(4000, rel=0.15)


@pytest.mark.parametrize(
    ("share", "sd", "draws", "per_draw"),
    [
        (0.5, 0.0, 150, 2),
        (0.5, 0.2, 150, 2),
        (0.2, 0.15, 40, 5),
        (0.9, 0.1, 150, 2),
        (0.03, 0.0, 150, 2),
    ],
)
def test_share_intervals_cover(share: float, sd: float, draws: int, per_draw: int) -> None:
    samples = clustered(np.random.default_rng(7), share, sd, draws, per_draw)
    found = [estimates.share_interval(sample, per_draw) for sample in samples]
    covered = np.mean([one.low <= share <= one.high for one in found])
    assert covered > 0.95 - TOLERANCE
    assert covered < 0.99


def test_ignoring_the_draws_would_not_cover() -> None:
    samples = clustered(np.random.default_rng(8), 0.5, 0.35, 60, 5)
    found = [estimates.share_interval(sample, 1) for sample in samples]
    assert np.mean([one.low <= 0.5 <= one.high for one in found]) < 0.85


@pytest.mark.parametrize(("moved", "draws"), [(0.0, 150), (0.1, 150), (0.02, 40), (0.5, 100)])
def test_paired_differences_cover(moved: float, draws: int) -> None:
    generator = np.random.default_rng(9)
    first = clustered(generator, 0.4, 0.2, draws, 2)
    second = first | (generator.random(first.shape) < moved)
    truth = moved * 0.6
    found = [estimates.paired_difference(a, b, 2) for a, b in zip(first, second, strict=True)]
    covered = np.mean([one.low <= truth <= one.high for one in found])
    assert covered > 0.95 - TOLERANCE


def test_pairs_that_never_differ_leave_room() -> None:
    same = np.ones(200)
    found = estimates.paired_difference(same, same, 2)
    reach = stats.t.ppf(0.975, 99) / 102
    assert found.mean == 0.0
    assert (found.low, found.high) == pytest.approx((-reach, reach))


def test_unclustered_pairs_are_agresti_and_min() -> None:
    """A matched table of 10 and 3 unlike pairs in 60: their formula, with t for z."""
    first = np.array([0] * 10 + [1] * 3 + [1] * 20 + [0] * 27)
    second = np.array([1] * 10 + [0] * 3 + [1] * 20 + [0] * 27)
    up, down, size = 10.5, 3.5, 62
    centre = (up - down) / size
    reach = stats.t.ppf(0.975, 59) * ((up + down - (up - down) ** 2 / size) ** 0.5) / size
    found = estimates.paired_difference(first, second, 1)
    assert (found.low, found.high) == pytest.approx((centre - reach, centre + reach))


def test_independent_difference_is_newcombes() -> None:
    """His case (a): 56 of 70 less 48 of 80 gives 0.0524 to 0.3339."""
    z = stats.norm.ppf(0.975)
    one = estimates.Estimate(48 / 80, *estimates.wilson(48 / 80, 80, z), n=80)
    two = estimates.Estimate(56 / 70, *estimates.wilson(56 / 70, 70, z), n=70)
    found = estimates.independent_difference(one, two)
    assert (found.mean, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_pairing_gain_of_arms_that_share_half_their_variance() -> None:
    generator = np.random.default_rng(3)
    common = generator.normal(size=40_000)
    one, two = (common + generator.normal(size=40_000) for _ in range(2))
    # (2 + 2) / (1 + 1)
    assert estimates.pairing_gain(one, two, 1) == pytest.approx(2.0, rel=0.05)
    assert estimates.pairing_gain([0, 1, 0], [1, 2, 1], 1) == float("inf")


def test_holm_and_benjamini_hochberg_by_hand() -> None:
    raw = [0.01, 0.04, 0.03, 0.005]
    assert estimates.holm(raw).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert estimates.benjamini_hochberg(raw).tolist() == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert not len(estimates.holm([]))
    assert not len(estimates.benjamini_hochberg([]))
