"""Qualities given the battles so far: the sampler against the posterior on a grid."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.small import SIGMAS, entry, lay, small, version
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import kernel
from ucronia.ensemble import run
from ucronia.ensemble.plan import Fork

pytestmark = pytest.mark.compiled
DRAWS = 3000
ARMY, CHIEF = 1.4, 1.1
EDGE = 0.7
"""The attacker's log odds in the record's battles, before quality."""


def battle(id: str, date: str, winner: str) -> tuple[Any, Any]:
    made = entry(id, date, "battle", what="army_alta > army_baja", place="huerta")
    told: dict[str, Any] = {"men_a": 1000, "men_b": 1000, "winner": winner, "fort": 0}
    return made, version(id, losses_a=0, losses_b=0, **told)


BATTLES = (
    battle("one", "1840-02-01", "a"),
    battle("two", "1840-03-01", "a"),
    battle("drawn", "1840-04-01", "draw"),
)
AFTER = {1: 40, 2: 75}


@pytest.fixture(scope="module")
def world() -> World:
    entries, versions = zip(*BATTLES, strict=True)
    values = {
        "quality_sd_army": ARMY,
        "quality_sd_commander": CHIEF,
        "battle_intercept": EDGE,
        "battle_ratio": 0,
        "battle_draw_share": 0.05,
    }
    return small(values=values, entries=entries, versions=versions, rules=())


def sampled(world: World, fork: Fork) -> tuple[Any, Any, Any]:
    """[draws, Q] and [draws, L] qualities at a fork, and the draws."""
    job = run._job(world, [fork], run._NO_LIMIT, False)._replace(end_day=fork.day)
    draws = make_draws(world, 7, 0, DRAWS)
    room = run._room(world)
    out = run._results(world, 1, run._Keep())
    found: tuple[list[Any], list[Any]] = ([], [])
    for which in range(DRAWS):
        kernel.play_draw(
            world.tables,
            world.start,
            room.states,
            room.log,
            draws[which],
            room.scratch,
            room.work,
            job,
            out,
            (7, which, 7),
        )
        persons = room.states[1].persons
        found[0].append(persons.quality_polity[: world.sizes.polities].copy())
        found[1].append(persons.quality_leader[: world.sizes.leaders].copy())
    return np.array(found[0]), np.array(found[1]), draws


def posterior(wins: int) -> tuple[Any, Any]:
    """Grid and density of the difference in log odds that qualities make, after so many wins.

    The difference is a sum of four normals; each win multiplies its density by a logistic.
    """
    spread = math.sqrt(2 * ARMY**2 + 2 * CHIEF**2)
    grid = np.linspace(-8 * spread, 8 * spread, 20001)
    density = stats.norm.pdf(grid, 0, spread) / (1 + np.exp(-(EDGE + grid))) ** wins
    return grid, density / density.sum()


@pytest.mark.parametrize("wins", [1, 2])
def test_the_sampler_draws_from_the_posterior(world: World, wins: int) -> None:
    armies, chiefs, _ = sampled(world, Fork(AFTER[wins]))
    alta, baja = world.index("polity", "alta"), world.index("polity", "baja")
    ana, luis = world.index("leader", "ana_rios"), world.index("leader", "luis_vega")
    edge = ARMY * (armies[:, alta] - armies[:, baja])
    edge += CHIEF * (chiefs[:, ana] - chiefs[:, luis])
    grid, density = posterior(wins)
    mean = float(np.sum(grid * density))
    variance = float(np.sum((grid - mean) ** 2 * density))
    fourth = float(np.sum((grid - mean) ** 4 * density))
    assert abs(edge.mean() - mean) < SIGMAS * (variance / DRAWS) ** 0.5
    assert abs(edge.var() - variance) < SIGMAS * ((fourth - variance**2) / DRAWS) ** 0.5
    # and in shape: Kolmogorov's distance, at one chance in ten thousand
    below = np.interp(edge, grid, np.cumsum(density))
    assert stats.kstest(below, "uniform").pvalue > 1e-4
    # each part is moved by its share of the spread, and keeps the rest of its own
    shared = ARMY / (2 * ARMY**2 + 2 * CHIEF**2)
    own = 1 - shared * ARMY + shared**2 * variance
    for quality, sign in ((armies[:, alta], 1), (armies[:, baja], -1)):
        expected = sign * shared * mean
        assert abs(quality.mean() - expected) < SIGMAS * (own / DRAWS) ** 0.5
        assert abs(quality.var() - own) < SIGMAS * own * (2.5 / DRAWS) ** 0.5


def test_with_no_battle_yet_qualities_are_the_draws_own(world: World) -> None:
    for fork in (Fork(20), Fork(75, quality_day=20)):
        armies, chiefs, draws = sampled(world, fork)
        assert np.array_equal(armies, draws["quality_polity"][:, : armies.shape[1]])
        assert np.array_equal(chiefs, draws["quality_leader"][:, : chiefs.shape[1]])


def test_qualities_may_be_held_at_an_earlier_day(world: World) -> None:
    held, _, _ = sampled(world, Fork(75, quality_day=AFTER[1]))
    then, _, _ = sampled(world, Fork(AFTER[1]))
    assert np.array_equal(held, then)


def test_a_drawn_battle_tells_nothing(world: World) -> None:
    before, _, _ = sampled(world, Fork(AFTER[2]))
    after, _, _ = sampled(world, Fork(110))
    assert np.array_equal(before, after)


def test_qualities_that_no_battle_touches_are_standard_normal(world: World) -> None:
    draws = make_draws(world, 7, 0, DRAWS)
    for name, count in (("quality_polity", 2), ("quality_leader", 2)):
        found = draws[name][:, :count]
        assert np.all(np.abs(found.mean(axis=0)) < SIGMAS / DRAWS**0.5)
        assert np.all(np.abs(found.var(axis=0) - 1) < SIGMAS * (2 / DRAWS) ** 0.5)
        assert abs(np.corrcoef(found.T)[0, 1]) < SIGMAS / DRAWS**0.5
    assert lay.BATTLE_LINES >= 3
