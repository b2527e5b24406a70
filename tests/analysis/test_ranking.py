"""Places that hold, and places that do not."""

from __future__ import annotations

import numpy as np

from ucronia.analysis.ranking import holding


def changes(*means: float, draws: int = 400, seed: int = 1) -> list[np.ndarray]:
    g = np.random.Generator(np.random.Philox(key=seed))
    return [mean + g.normal(size=(draws, 1)) for mean in means]


def test_what_is_far_ahead_always_leads_and_what_is_far_behind_never() -> None:
    keeps, leads = holding(changes(5.0, 4.0, 0.1, 0.1), seed=3, top=2)
    assert keeps[0] == keeps[1] == 1.0
    assert leads[:2].tolist() == [1.0, 1.0]
    assert leads[2:].tolist() == [0.0, 0.0]


def test_twins_share_the_lead() -> None:
    """Two that are alike to the last number but for their order: each leads half the time."""
    one = changes(1.0, 1.0, seed=2)
    gap = abs(one[0].mean() - one[1].mean())
    one[1] += one[0].mean() - one[1].mean()
    _, leads = holding(one, seed=3, top=1)
    assert gap > 0
    # 1,000 resamplings of a fair coin: 4 standard errors
    assert abs(leads[0] - 0.5) < 4 * 0.5 / 1_000**0.5 + 0.02
    assert leads.sum() == 1.0


def test_the_share_is_that_of_the_normal_law() -> None:
    """A lead of two standard errors holds in Φ(2) of resamplings, as theory has it."""
    draws = 2_000
    g = np.random.Generator(np.random.Philox(key=7))
    noise = [g.normal(size=(draws, 1)) for _ in range(2)]
    noise = [n - n.mean() for n in noise]
    error = np.std(noise[0] - noise[1]) / draws**0.5
    _, leads = holding([10 + 2 * error + noise[0], 10 + noise[1]], seed=5, top=1)
    assert abs(leads[0] - 0.977) < 4 * (0.977 * 0.023 / 1_000) ** 0.5 + 0.005


def test_nothing_has_no_place() -> None:
    keeps, leads = holding([], seed=1)
    assert len(keeps) == len(leads) == 0
