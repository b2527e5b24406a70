"""What warm-up teaches: groups, and a normal distribution about which slices stay valid."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ucronia.analysis.calibration.learned import FEWEST, learn, together
from ucronia.analysis.calibration.slices import TRIES, About, luck, slice_step

SIGMAS = 4.5


def ridge(count: int, seed: int = 1) -> np.ndarray:
    """Five coordinates of which the second and the fifth move as one."""
    made = np.random.default_rng(seed).standard_normal((count, 5))
    made[:, 4] = 0.9 * made[:, 1] + 0.3 * made[:, 4]
    made[:, 1] -= 3.0
    return made


def test_those_that_move_together_share_a_block() -> None:
    spread = np.cov(ridge(400), rowvar=False)
    assert [1, 4] in together(spread, 2)
    groups = together(spread, 3)
    assert sorted(k for group in groups for k in group) == [0, 1, 2, 3, 4]
    assert max(map(len, groups)) <= 3 and any({1, 4} <= set(group) for group in groups)


def test_blocks_are_about_where_warm_up_was() -> None:
    points = ridge(4000)
    told = (2, 3, 5, 7, 11)
    blocks = learn(points, told)
    assert sorted(int(k) for block in blocks for k in block.places) == list(told)
    (block,) = [b for b in blocks if 3 in b.places]
    assert block.about is not None
    at = [told.index(k) for k in block.places]
    cov = block.about.root @ block.about.root.T
    assert block.about.mean == pytest.approx(points.mean(axis=0)[at], abs=0.02)
    assert cov == pytest.approx(np.cov(points, rowvar=False)[np.ix_(at, at)], abs=0.06)


def test_few_points_teach_nothing_and_some_are_drawn_to_the_prior() -> None:
    assert learn(ridge(FEWEST - 1), range(5)) == ()
    (block,) = learn(np.tile([3.0], (10, 1)), (0,))
    assert block.about is not None
    # ten points at 3 and ten of the prior's about 0, and their spread about their mean
    assert block.about.mean.tolist() == [1.5]
    assert block.about.root[0, 0] == pytest.approx(np.sqrt((10 * 1.5**2 + 10) / 20))


@pytest.mark.parametrize("mean", [1.0, 2.5])
def test_slices_about_another_normal_keep_the_posterior(mean: float) -> None:
    """Of N(0, I) and a normal likelihood along the sum: known, and far from both."""

    def score(z: np.ndarray) -> float:
        return float(stats.norm.logpdf(z[0] + z[1], 4.0, 0.3))

    about = About(np.array([mean, 2.0]), np.array([[1.2, 0.0], [-1.0, 0.5]]))
    places, at, found = np.array([0, 1]), np.array([2.0, 2.0]), []
    before, sweeps = score(at), 4000
    for sweep in range(sweeps):
        u = luck(9, 0, sweep, 0, 4 + TRIES)
        at, before = slice_step(at, before, places, score, u, about)
        assert before == pytest.approx(score(at))
        found.append(at)
    sums = np.array(found).sum(axis=1)
    # the sum has prior N(0, 2): a posterior of precision 1/2 + 1/0.09
    precision = 0.5 + 1 / 0.09
    drift = np.array(found)[:, 0] - np.array(found)[:, 1]
    for series, middle, sd in (
        (sums, 4.0 / 0.09 / precision, precision**-0.5),
        (drift, 0.0, 2**0.5),
    ):
        lag = [np.corrcoef(series[:-k], series[k:])[0, 1] for k in range(1, 60)]
        effective = sweeps / (1 + 2 * sum(max(r, 0.0) for r in lag))
        assert effective > 100
        assert abs(series.mean() - middle) < SIGMAS * sd / np.sqrt(effective)
        assert abs(series.std() / sd - 1) < SIGMAS / np.sqrt(2 * effective) * 2


def test_along_a_far_ridge_they_are_quicker_than_the_priors() -> None:
    """A posterior four standard deviations off, along which one rises as the other falls."""

    def score(z: np.ndarray) -> float:
        return float(
            stats.norm.logpdf([z[0] + z[1], z[1] - z[0]], [-6.0, 0.0], [0.1, 1.0]).sum()
        )

    def run(about: About | None, sweeps: int) -> np.ndarray:
        places, at, found = np.array([0, 1]), np.array([-3.0, -3.0]), []
        before = score(at)
        for sweep in range(sweeps):
            u = luck(3, 0, sweep, 0, 4 + TRIES)
            at, before = slice_step(at, before, places, score, u, about)
            found.append(at)
        return np.array(found)

    def effective(points: np.ndarray) -> float:
        """Effective draws a draw, were what they came to a first-order autoregression."""
        apart = points[:, 1] - points[:, 0]
        lag = float(np.corrcoef(apart[:-1], apart[1:])[0, 1])
        return (1 - lag) / (1 + lag)

    (block,) = learn(run(None, 300), (0, 1))
    assert effective(run(block.about, 1000)) > 3 * effective(run(None, 1000))
