"""Sobol indices of functions whose own are published, with chance and without."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ucronia.analysis.indices import (
    closed_products,
    effects,
    fieller,
    legendre,
    main_effects,
    share_of,
    total_products,
)

Floats = NDArray[np.float64]
A, B = 7.0, 0.1


def generator(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=seed))


def ishigami(u: Floats) -> Floats:
    x = np.pi * (2 * u - 1)
    return np.asarray(
        np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])
    )


def ishigami_indices() -> tuple[list[float], list[float]]:
    """Ishigami & Homma (1990), worked out in Saltelli et al. (2008), Global Sensitivity."""
    pi4, pi8 = np.pi**4, np.pi**8
    one = 0.5 * (1 + B * pi4 / 5) ** 2
    two = A**2 / 8
    both = B**2 * pi8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    first = [one / whole, two / whole, 0.0]
    return first, [(one + both) / whole, two / whole, both / whole]


def g_function(u: Floats, a: Floats) -> Floats:
    return np.asarray(np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=1))


def rounds(
    model: object, u: Floats, keep: list[int], turns: int, noise: float, seed: int
) -> Floats:
    """Play rounds that keep some columns and redraw all else, with noise as chance."""
    g, out = generator(seed), []
    for _ in range(turns):
        x = g.random(u.shape)
        x[:, keep] = u[:, keep]
        out.append(model(x) + noise * g.normal(size=len(u)))  # type: ignore[operator]
    return np.stack(out)[:, :, None]


@pytest.mark.parametrize("noise", [0.0, 4.0])
def test_closed_indices_of_ishigami_whatever_the_chance(noise: float) -> None:
    draws = 20_000
    u = generator(1).random((draws, 3))
    first, _ = ishigami_indices()
    whole = closed_products(rounds(ishigami, u, [0, 1, 2], 2, noise, 2))
    for k in range(3):
        part = closed_products(rounds(ishigami, u, [k], 2, noise, 3 + k))
        error = np.std(part / whole.mean() - first[k] * whole / whole.mean()) / draws**0.5
        assert abs(part.mean() / whole.mean() - first[k]) < 4 * error
        share = share_of(part, whole)
        assert share.low - 2 * error <= first[k] <= share.high + 2 * error


def test_total_indices_of_ishigami_with_the_chance_shared_in_a_round() -> None:
    draws, g = 20_000, generator(5)
    u, other = g.random((draws, 3)), g.random((draws, 3))
    luck = g.normal(size=(2, draws))
    whole = closed_products(rounds(ishigami, u, [0, 1, 2], 2, 0.0, 2))
    _, total = ishigami_indices()
    kept = np.stack([ishigami(u) + luck[r] for r in range(2)])[:, :, None]
    for k in range(3):
        x = u.copy()
        x[:, k] = other[:, k]
        changed = np.stack([ishigami(x) + luck[r] for r in range(2)])[:, :, None]
        part = total_products(kept, changed)
        error = part.std() / draws**0.5 / whole.mean()
        assert abs(part.mean() / whole.mean() - total[k]) < 4 * error + 0.02


def test_closed_indices_of_the_g_function() -> None:
    a, draws = np.array([0.0, 1.0, 4.5, 9.0]), 20_000
    u = generator(7).random((draws, 4))
    each = 1 / (3 * (1 + a) ** 2)
    whole_known = np.prod(1 + each) - 1

    def model(x: Floats) -> Floats:
        return g_function(x, a)

    whole = closed_products(rounds(model, u, [0, 1, 2, 3], 2, 0.5, 8))
    part = closed_products(rounds(model, u, [0, 1], 2, 0.5, 9))
    both = ((1 + each[0]) * (1 + each[1]) - 1) / whole_known
    error = np.std(part - both * whole) / draws**0.5 / whole.mean()
    assert abs(part.mean() / whole.mean() - both) < 4 * error
    assert whole.mean() == pytest.approx(whole_known, abs=4 * whole.std() / draws**0.5)


def test_an_additive_model_with_chance_has_the_shares_that_were_put_in() -> None:
    """Y = Σ b_k √12 (u_k - ½) + 3 ω: shares b², no interactions; chance outweighs all."""
    b = np.array([1.0, 0.7, 0.5, 0.2, 0.0, 0.0])
    draws = 6_000
    g = generator(11)
    u = g.random((draws, 6))
    y = (np.sqrt(12) * (u - 0.5) @ b + 3 * g.normal(size=draws))[:, None]
    column = np.arange(6)
    group = np.array([0, 0, 1, 1, 2, 2])
    found = effects(y, legendre(u)[:, :, 0], column, group)
    known = np.array([b[:2] @ b[:2], b[2:4] @ b[2:4], 0.0])
    errors = np.sqrt(np.diag(found.covariance))
    assert np.all(np.abs(found.parts - known) < 4 * errors)
    assert found.parts.sum() == pytest.approx(found.each.sum())


def test_the_error_of_effects_is_that_over_many_samples() -> None:
    parts, spreads = [], []
    for seed in range(200):
        g = generator(100 + seed)
        u = g.random((150, 5))
        y = (np.sqrt(12) * (u[:, 0] - 0.5) + 2 * g.normal(size=150))[:, None]
        found = effects(y, legendre(u)[:, :, 0], np.arange(5), np.array([0, 0, 0, 1, 1]))
        parts.append(found.parts)
        spreads.append(np.diag(found.covariance))
    true, said = np.var(parts, axis=0), np.mean(spreads, axis=0)
    # a variance over 200 samples is known to some 10 % (and more with heavy tails)
    assert np.all(said > 0.7 * true)
    assert np.all(said < 2.0 * true)
    assert np.mean(parts, axis=0) == pytest.approx(
        [1.0, 0.0], abs=4 * (true.max() / 200) ** 0.5
    )


def test_main_effects_of_ishigami_by_polynomials() -> None:
    u = generator(3).random((20_000, 3))
    y = ishigami(u)[:, None]
    terms = legendre(u, 8)
    each = main_effects(y, terms.reshape(len(u), -1), np.repeat(np.arange(3), 8))
    first, _ = ishigami_indices()
    assert each / y.var() == pytest.approx(first, abs=0.03)


def test_agrees_with_salib_on_ishigami() -> None:
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0.0, 1.0]] * 3}
    points = sample.sample(problem, 2048, calc_second_order=False, seed=1)
    theirs = analyze.analyze(problem, ishigami(points), calc_second_order=False, seed=1)
    draws = 20_000
    u = generator(1).random((draws, 3))
    whole = closed_products(rounds(ishigami, u, [0, 1, 2], 2, 0.0, 2)).mean()
    ours = [
        closed_products(rounds(ishigami, u, [k], 2, 0.0, 3 + k)).mean() / whole
        for k in range(3)
    ]
    assert ours == pytest.approx(list(theirs["S1"]), abs=0.05)


def test_shares_hold_their_truth_as_often_as_they_say() -> None:
    """Y = u₁ + u₂ + ω, ω four times as wide: half rests on u₁."""
    held, told = 0, 0
    for seed in range(200):
        u = generator(seed).random((150, 2))

        def model(x: Floats) -> Floats:
            return np.asarray(x.sum(axis=1))

        whole = closed_products(rounds(model, u, [0, 1], 6, 0.5, 500 + seed))
        part = closed_products(rounds(model, u, [0], 6, 0.5, 900 + seed))
        share = share_of(part, whole)
        held += share.low <= 0.5 <= share.high
        told += share.high - share.low < 1
    # 95 % of 200 is 190 ± 3.1: three errors below it, and above no bound
    assert held >= 180
    assert told > 100


def test_nothing_is_told_where_the_whole_can_not_be_told_from_nothing() -> None:
    share = fieller((0.1, 0.01), np.eye(2), 100)
    assert np.isnan(share.mean)
    assert (share.low, share.high) == (0.0, 1.0)
    assert np.isnan(share_of(np.ones(2), np.ones(2)).mean)


def test_noise_below_nothing_leaves_no_false_none() -> None:
    share = fieller((-0.05, 1.0), np.diag([0.01**2, 0.01**2]), 100)
    assert share.mean == share.low == 0.0
    assert share.high == pytest.approx(0.02, abs=0.002)
    share = fieller((1.05, 1.0), np.diag([0.01**2, 1e-12]), 100)
    assert share.mean == share.high == 1.0
    assert share.low == pytest.approx(0.98, abs=0.002)
