"""Contrasts: paired differences, the day of parting, and reasons that were put there."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis import made
from ucronia.analysis import contrasts
from ucronia.engine.layout import L_DEPART, L_RULE, L_SECEDE
from ucronia.ensemble.plan import Fork
from ucronia.errors import QuestionError

REPLICAS = 200
FORKS = (Fork(100), Fork(100))


def line(day: int, kind: int, a: int = 0, b: int = 0, c: int = 0) -> list[int]:
    return [day, kind, a, b, c, 0]


def test_contrast_pairs_each_outcome() -> None:
    uniform = np.random.default_rng(1).random(REPLICAS)
    one, two = (uniform > 0.3).astype(int), (uniform > 0.5).astype(int)
    found = contrasts.contrast(made.runs([one, two], FORKS), made.OUTCOMES)
    union = found.rows[0]
    moved = (two == 0).mean() - (one == 0).mean()
    assert union.difference.mean == pytest.approx(moved)
    assert union.recorded.mean == pytest.approx((one == 0).mean())
    assert found.rows[2].difference.mean == 0.0
    assert found.rows[2].difference.high > 0
    assert found.largest.outcome in ("union", "two_republics")
    assert found.gain > 2
    assert found.replicas == REPLICAS


def test_arms_part_on_the_first_unlike_day() -> None:
    act = [line(100, L_RULE, 1, 0, 0)], [line(100, L_RULE, 1, 0, 1)]
    same = [line(105, L_DEPART)]
    pairs = [
        (same, same),
        (same, [*same, line(120, L_SECEDE)]),
        ([*same, line(140, L_SECEDE)], [*same, line(130, L_SECEDE)]),
        ([line(105, L_DEPART, 1)], same),
    ]
    logs = [[act[arm] + pair[arm] for pair in pairs] for arm in range(2)]
    runs = made.runs([np.zeros(4, dtype=int)] * 2, FORKS, events=logs)
    found = contrasts.parting(runs)
    assert found.never == 0.25
    assert found.quartiles == (12.5, 20.0, 25.0)


def test_arms_that_never_part() -> None:
    logs = [[[line(105, L_DEPART)]] * 4] * 2
    runs = made.runs([np.zeros(4, dtype=int)] * 2, FORKS, events=logs)
    found = contrasts.parting(runs)
    assert found.never == 1.0 and np.isnan(found.quartiles).all()


def test_the_event_that_decides_is_the_first_reason() -> None:
    """A secession decides the end; a mutiny comes and goes by chance; marches don't count."""
    generator = np.random.default_rng(2)
    uniform = generator.random(REPLICAS)
    secedes = [uniform < 0.2, uniform < 0.7]
    mutinies = [generator.random(REPLICAS) < 0.5 for _ in range(2)]
    logs = [
        [
            [line(110, L_SECEDE, 3)] * int(secedes[arm][r])
            + [line(115, L_RULE, 7, 1, 0)] * int(mutinies[arm][r])
            + [line(118, L_DEPART, r)]
            for r in range(REPLICAS)
        ]
        for arm in range(2)
    ]
    runs = made.runs([secedes[arm].astype(int) for arm in range(2)], FORKS, events=logs)
    found = contrasts.reasons(runs, outcome=1)
    assert found[0].happening == (L_SECEDE, 3, -1, -1)
    assert found[0].moves.mean == pytest.approx(1.0)
    assert found[0].p_value < 1e-6
    assert (found[0].recorded, found[0].alternative) == pytest.approx((0.2, 0.7), abs=0.1)
    assert found[1].happening == (L_RULE, 7, 1, 0)
    assert found[1].p_value > 0.01
    assert len(found) == 2


def test_reasons_and_partings_need_events() -> None:
    runs = made.runs([np.zeros(4, dtype=int)] * 2, FORKS)
    for ask in (lambda: contrasts.parting(runs), lambda: contrasts.reasons(runs, 0)):
        with pytest.raises(QuestionError, match="without their events"):
            ask()


def test_slope_is_least_squares_with_robust_errors() -> None:
    generator = np.random.default_rng(3)
    cause = generator.normal(size=500)
    effect = 0.5 * cause + generator.normal(size=500)
    found, p_value = contrasts.slope(cause, effect, 1)
    assert found.mean == pytest.approx(np.polyfit(cause, effect, 1)[0])
    # under equal errors the robust interval is the ordinary one: sd 1/sqrt(500)
    assert found.width == pytest.approx(1.965 / 500**0.5, rel=0.15)
    assert p_value < 1e-6


def test_the_parameter_that_decides_is_the_first_lever() -> None:
    generator = np.random.default_rng(4)
    values = generator.normal(size=(REPLICAS // 2, 4))
    values[:, 3] = 1.0
    chance = np.repeat(1 / (1 + np.exp(-2 * values[:, 1])), 2)
    change = (generator.random(REPLICAS) < chance).astype(float)
    found = contrasts.levers(change, values, ["a", "b", "c", "fixed"], 2)
    assert found[0].id == "b"
    assert found[0].correlation > 0.5 and found[0].p_value < 1e-4
    assert found[0].upper_third > found[0].lower_third + 0.3
    assert {lever.id for lever in found} == {"a", "b", "c"}
    assert contrasts.levers(np.zeros(REPLICAS), values, ["a", "b", "c", "fixed"], 2) == ()


def test_outcome_change_is_signed() -> None:
    runs = made.runs([np.array([0, 0, 1]), np.array([0, 1, 0])], FORKS, per_draw=1)
    assert contrasts.outcome_change(runs, 0).tolist() == [0, -1, 1]
