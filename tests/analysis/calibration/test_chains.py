"""Chains give the posterior that can be reckoned by hand, and the same bytes always."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.analysis.calibration.worlds import (
    EDGE,
    FIRINGS,
    MEN,
    PRIORS,
    RATE,
    SPREAD,
    UNTIL,
    told_world,
)
from ucronia.analysis.calibration import chains
from ucronia.analysis.calibration.chains import Sampled, Sampling, begin, sample
from ucronia.analysis.calibration.lessons import diagnose, lessons, pushes
from ucronia.compiler.build import World
from ucronia.engine.knobs import P_BATTLE_RATIO
from ucronia.ensemble.odds import last_day

pytestmark = pytest.mark.compiled
LONG = Sampling(chains=2, sweeps=700, warm=100, thin=1, seed=4, threads=2)
SIGMAS = 4.5


@cache
def world() -> World:
    return told_world()


@cache
def long() -> Sampled:
    return sample(begin(world(), last_day(world(), UNTIL), LONG), LONG)


def told_of(id: str) -> Any:
    return long().whitened.names.index(id)


def by_hand(id: str) -> tuple[np.ndarray, np.ndarray]:
    """A parameter's posterior on a grid: the three share no entry, so each stands alone."""
    if id == RATE:
        # n firings in T years under a flat prior: Gamma(n + 1, T)
        days = last_day(world(), UNTIL) + 1
        grid = np.linspace(1e-3, 60, 4000)
        return grid, stats.gamma.logpdf(grid, len(FIRINGS) + 1, scale=365.25 / days)
    if id == SPREAD:
        grid = np.linspace(0.02, 3, 4000)
        median, sd = PRIORS[SPREAD]["lognormal"]
        odds = stats.lognorm.logpdf(grid, sd, scale=median)
        for before, told in MEN.values():
            odds += stats.t.logpdf(np.log(told / before) / grid, 4) - np.log(grid)
        return grid, odds
    grid = np.linspace(-6, 6, 4000)
    held = world().scenario.parameters
    ratio = next(p.prior["fixed"] for p in held if p.id == "battle_ratio")
    assert world().names.parameters[P_BATTLE_RATIO] == "battle_ratio"
    level = grid + ratio * np.log(MEN["army_baja"][1] / MEN["army_alta"][1])
    return grid, stats.norm.logpdf(grid, *PRIORS[EDGE]["normal"]) - np.log1p(np.exp(-level))


def moments(grid: np.ndarray, odds: np.ndarray) -> tuple[float, float]:
    weight = np.exp(odds - odds.max())
    weight /= weight.sum()
    mean = float(weight @ grid)
    return mean, float(np.sqrt(weight @ (grid - mean) ** 2))


@pytest.mark.parametrize("id", [RATE, SPREAD, EDGE])
def test_each_parameter_has_the_posterior_reckoned_by_hand(id: str) -> None:
    points = long().points
    values = long().whitened.values(points.reshape(-1, points.shape[-1]))[:, told_of(id)]
    _, bulk, _ = diagnose(points[:, :, [told_of(id)]])
    mean, sd = moments(*by_hand(id))
    assert bulk[0] > 150
    assert abs(values.mean() - mean) < SIGMAS * sd / np.sqrt(bulk[0])
    # of a sample of that size, the variance is this uncertain where tails are a gamma's
    assert abs(values.std() / sd - 1) < SIGMAS * np.sqrt(2 / bulk[0])


def test_only_what_the_record_tells_of_is_told() -> None:
    assert {long().whitened.names[k] for k in long().told} == {RATE, SPREAD, EDGE}


def test_the_bytes_are_the_same_on_any_threads_and_however_interrupted() -> None:
    short = Sampling(chains=3, sweeps=16, warm=6, thin=2, seed=9, threads=1)
    until = last_day(world(), UNTIL)
    whole = sample(begin(world(), until, short), short)
    many = dataclasses.replace(short, threads=3)
    assert sample(begin(world(), until, many), many).points.tobytes() == whole.points.tobytes()
    for sweeps in (4, 9):  # in warm-up, and after it
        half = dataclasses.replace(short, sweeps=sweeps)
        broken = sample(begin(world(), until, half), half)
        assert sample(broken, short).points.tobytes() == whole.points.tobytes()
    assert whole.points.shape == (3, short.kept, whole.whitened.size)


def test_chains_go_by_what_all_their_warm_ups_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    how = Sampling(chains=2, sweeps=12, warm=6, thin=1, seed=9, threads=1)
    until = last_day(world(), UNTIL)
    taught: list[np.ndarray] = []

    def nothing(points: np.ndarray, told: list[int]) -> tuple[()]:
        taught.append(points)
        return ()

    with monkeypatch.context() as patched:
        patched.setattr(chains, "learn", nothing)
        blind = sample(begin(world(), until, how), how)
    found = sample(begin(world(), until, how), how)
    # three sweeps of each chain's warm-up, in one
    assert [points.shape for points in taught] == [(6, 3)]
    # the first sweep after it goes by theme still
    assert found.points[:, 0].tobytes() == blind.points[:, 0].tobytes()
    assert (found.points[:, 1] != blind.points[:, 1]).any(axis=1).all()


def test_pushes_add_up_to_the_shift() -> None:
    told = list(long().told)
    points = long().points.reshape(-1, long().whitened.size)
    some, mean = points[:: len(points) // 100], points.mean(axis=0)
    found = pushes(long().whitened, told, some, mean).sum(axis=1)
    for push, k in zip(found, told, strict=True):
        _, bulk, _ = diagnose(long().points[:, :, [k]])
        # a slope falls by 1 / variance - 1 as z rises by 1; what control leaves of its spread
        # is the curve of that line, here under a fifth of it
        fall = 1 / points[:, k].var() - 1
        spread = np.sqrt(points[:, k].var() / bulk[0]) * (1 + fall)
        spread += 0.2 * fall * points[:, k].std() / np.sqrt(len(some))
        assert abs(push - mean[k]) < SIGMAS * spread


def test_lessons_tell_who_taught() -> None:
    found = {lesson.id: lesson for lesson in lessons(long())}
    assert {t.id for t in found[SPREAD].teachers} == {"count_alta", "count_baja"}
    assert [t.id for t in found[EDGE].teachers] == ["fight"]
    assert found[EDGE].teachers[0].push > 0
    silent = {t.id: t.push for t in found[RATE].teachers}
    assert silent["silence:told"] < 0 < silent["storm_0"]
    assert "storm_4" not in silent
    assert 0.8 < found[RATE].contraction < 1.0


def test_an_interrupt_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def interrupt(stage: str, done: int, whole: int) -> None:
        calls.append(done)
        raise KeyboardInterrupt

    monkeypatch.setattr(chains, "FIRST_COMPLETED", chains.FIRST_COMPLETED)
    plan = Sampling(chains=2, sweeps=100_000, warm=0, thin=1, seed=1, threads=2)
    kept: list[Sampled] = []
    begun = begin(world(), last_day(world(), UNTIL), plan)
    found = sample(begun, plan, interrupt, kept.append)
    assert not found.is_whole and kept[-1] is found and calls
    assert 0 < found.points.shape[1] < 100_000
