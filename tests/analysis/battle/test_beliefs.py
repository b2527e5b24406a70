"""Normal beliefs are those of the integrals that they stand for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ucronia.analysis.battle.beliefs import (
    MASSES,
    NODES,
    logistic,
    mean_logistic,
    project,
    propagate,
)


@pytest.mark.parametrize("variance", [0.3, 2.0, 9.0])
@pytest.mark.parametrize("correlation", [-0.5, 0.0, 0.7])
def test_the_evidence_of_two_battles_is_their_integral(
    variance: float, correlation: float
) -> None:
    likeness = variance * np.array([[1.0, correlation], [correlation, 1.0]])
    _, evidence = propagate(likeness, np.array([1, -1]), np.zeros((2, 2)))
    root = np.linalg.cholesky(likeness)
    first = root[0, 0] * NODES[:, None]
    second = root[1, 0] * NODES[:, None] + root[1, 1] * NODES[None, :]
    integral = MASSES @ (logistic(first) * logistic(-second)) @ MASSES
    assert math.isclose(math.exp(evidence), integral, rel_tol=0.01)


def test_one_result_moves_the_mean_as_its_integral_says() -> None:
    prior = np.array([[4.0]])
    sites, _ = propagate(prior, np.array([1]), np.zeros((2, 1)))
    mean, variance = project(prior, prior, prior, sites)
    value = 2.0 * NODES
    mass = MASSES * logistic(value)
    first = (mass * value).sum() / mass.sum()
    assert mean[0] == pytest.approx(first, abs=1e-3)
    spread = (mass * (value - first) ** 2).sum() / mass.sum()
    assert variance[0] == pytest.approx(spread, abs=2e-3)


def test_chances_of_what_is_only_known_to_be_normal() -> None:
    chance = mean_logistic(np.array([0.0, 1.0, 1.0]), np.array([9.0, 0.0, 4.0]))
    assert chance[0] == pytest.approx(0.5)
    assert chance[1] == pytest.approx(1 / (1 + math.exp(-1.0)))
    assert 0.5 < chance[2] < chance[1]
