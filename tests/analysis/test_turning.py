"""Turning points: found where made, silent on noise, split as made."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.analysis import made
from ucronia.analysis import turning
from ucronia.analysis.outcomes import day_of
from ucronia.ensemble.plan import Fork

REPLICAS = 300


def noise(generator: np.random.Generator, share: float) -> np.ndarray:
    return (generator.random(REPLICAS) > share).astype(int)


def test_a_made_turn_is_found_in_its_interval() -> None:
    """P(union) 0.7, 0.7, 0.3, 0.3: the turn lies between the second fork and the third."""
    uniform = np.random.default_rng(5).random(REPLICAS)
    paths = [(uniform > share).astype(int) for share in (0.7, 0.7, 0.3, 0.3)]
    scenario = made.scenario()
    days = (day_of(scenario, when) for when in ("1837-11-01", "1837-11-17"))
    first, second = days
    runs = made.runs(paths, [Fork(first), Fork(second), Fork(second + 1), Fork(second + 90)])
    points = turning.turning_points(scenario, runs)
    assert [point.distinguishable for point in points] == [True, False, False]
    point = points[0]
    assert point.entries == ("paucarpata",)
    assert point.date.isoformat() == "1837-11-17"
    assert point.outcome in ("union", "two_republics")
    assert abs(point.change) == pytest.approx(0.4, abs=0.06)
    assert point.low < point.change < point.high
    assert point.after == pytest.approx(point.before + point.change)
    assert point.total_variation == pytest.approx(abs(point.change))
    # 100 times the number of intervals, at least 9,999 flips: the least p is 1e-4, times 3
    assert point.p_value == pytest.approx(3e-4)


def test_noise_is_called_a_turn_no_oftener_than_the_level() -> None:
    """200 curves of 6 forks without a change: some turn in at most 5 % and its error."""
    generator = np.random.default_rng(6)
    scenario, alarms, trials = made.scenario(), 0, 200
    for _ in range(trials):
        runs = made.runs([noise(generator, 0.6) for _ in range(6)])
        alarms += turning.turning_points(scenario, runs)[0].distinguishable
    assert alarms <= stats.binom.ppf(0.9999, trials, 0.05)


def test_flip_test_is_exact_on_a_small_table() -> None:
    """Four draws that all moved +1: 2 of the 16 flips reach as far, so p is 1/8."""
    table = np.column_stack([np.ones(4), -np.ones(4)])
    (p_value,) = turning.flip_test([table], seed=1)
    assert p_value == pytest.approx(1 / 8, abs=4 * (0.125 * 0.875 / 9_999) ** 0.5)
    assert turning.flip_test([], seed=1) == []


def test_flips_do_not_part_the_replicas_of_a_draw() -> None:
    """Twins move together: as many draws, not replicas, stand behind the p value."""
    before, after = np.zeros(20, dtype=int), np.array([1, 1] * 3 + [0, 0] * 7)
    twins = turning.turning_points(made.scenario(), made.runs([before, after], per_draw=2))
    loose = turning.turning_points(made.scenario(), made.runs([before, after], per_draw=1))
    # three draws agree in sign: 2/8; six replicas: 2/64
    assert twins[0].p_value == pytest.approx(0.25, abs=0.02)
    assert loose[0].p_value == pytest.approx(2 / 64, abs=0.01)


def test_parts_sum_to_the_change() -> None:
    uniform = np.random.default_rng(11).random(REPLICAS)
    before, after, held, bare = (
        (uniform > share).astype(int) for share in (0.7, 0.2, 0.35, 0.4)
    )
    scenario = made.scenario()
    point = turning.turning_points(scenario, made.runs([before, after]))[0]
    forks = turning.split_forks(point)
    assert forks == (Fork(0), Fork(30), Fork(30, 0), Fork(30, 0, 0))
    found = turning.split(scenario, point, made.runs([before, after, held, bare], forks))
    assert found.act is not None and found.learned is not None and found.pinned is not None
    parts = found.act.mean + found.learned.mean + found.pinned.mean
    assert parts == pytest.approx(found.change)
    sign = 1 if found.outcome == "union" else -1
    made_parts = (-0.3 * sign, -0.15 * sign, -0.05 * sign)
    got = (found.act.mean, found.learned.mean, found.pinned.mean)
    assert got == pytest.approx(made_parts, abs=0.07)


def test_entries_of_the_later_fork_lie_outside() -> None:
    scenario = made.scenario()
    day = day_of(scenario, "1839-01-20")
    assert turning.entries_between(scenario, day - 1, day) == ()
    assert [e.id for e in turning.entries_between(scenario, day, day + 1)] == ["yungay_battle"]
    both = turning.entries_between(scenario, 0, day + 1)
    assert [entry.id for entry in both] == ["yungay_battle", "paucarpata"]
