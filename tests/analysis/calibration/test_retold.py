"""Figures told again: the chains find how many, and are misled where each is taken as new."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import special, stats

from tests.analysis.calibration.worlds import (
    AGAIN,
    DESERTION,
    RETOLD,
    SPREAD,
    UNTIL,
    counted_world,
)
from ucronia.analysis.calibration.chains import Sampled, Sampling, begin, sample
from ucronia.analysis.calibration.lessons import diagnose
from ucronia.analysis.calibration.predictive import RETOLD as COUNT
from ucronia.analysis.calibration.predictive import checks
from ucronia.analysis.calibration.synthetic import check_ranks, synthetic
from ucronia.analysis.calibration.whitened import Whitened
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.odds import Scorer, last_day

pytestmark = pytest.mark.compiled
TRUTH = {SPREAD: 0.35, RETOLD: 0.5, DESERTION: 0.01}
LONG = Sampling(chains=2, sweeps=500, warm=100, thin=1, seed=6, threads=1)
SIGMAS = 4.5
RECORDS, UNLIKELY = 30, 1e-4
QUICK = Sampling(chains=2, sweeps=60, warm=10, thin=5, seed=5, threads=1)


def whitened_truth(world: World) -> np.ndarray:
    """A draw of those three values."""
    whitened = Whitened(world, last_day(world, UNTIL))
    found = np.zeros(whitened.size)
    for id, value in TRUTH.items():
        ((kind, (a, b)),) = AGAIN[id].items()
        if kind == "beta":
            level = special.ndtri(stats.beta.cdf(value, a, b))
        else:
            level = np.log(value / a) / b
        found[whitened.names.index(id)] = level
    return found


@cache
def made(share: str) -> tuple[World, Sampled]:
    """The record that the truth made, and the chains: given the mixture, or all told anew."""
    world = counted_world(7)
    until = last_day(world, UNTIL)
    told, _ = synthetic(world, until, 8, 0, whitened_truth(world))
    if share == "none":
        held = counted_world(7, {RETOLD: {"fixed": 0.0}})
        held.tables.timetable.values[:] = told.tables.timetable.values
        told = held
    return told, sample(begin(told, until, LONG), LONG)


def learned(share: str, id: str) -> tuple[np.ndarray, float]:
    """Draws of a parameter's posterior, and the error of their mean."""
    _, sampled = made(share)
    k = sampled.whitened.names.index(id)
    points = sampled.points
    values = sampled.whitened.values(points.reshape(-1, points.shape[-1]))[:, k]
    _, bulk, _ = diagnose(points[:, :, [k]])
    assert bulk[0] > 50
    return values, float(values.std() / np.sqrt(bulk[0]))


def test_half_of_the_figures_are_told_again() -> None:
    world, sampled = made("some")
    draw = sampled.whitened.draws(sampled.points[0, -1:])
    again = Scorer(world, sampled.whitened.until).terms(draw).part[0, :, lay.T_AGAIN_A]
    counted = int((again != 0.0).sum())
    assert counted == len(world.scenario.entries)
    spread = np.sqrt(counted * TRUTH[RETOLD] * (1 - TRUTH[RETOLD]))
    assert abs((again > 0.0).sum() - counted * TRUTH[RETOLD]) < SIGMAS * spread


@pytest.mark.parametrize("id", list(TRUTH))
def test_the_mixture_finds_the_truth(id: str) -> None:
    values, error = learned("some", id)
    # one of many records that this truth makes: the posterior's own width says how far off
    assert abs(values.mean() - TRUTH[id]) < 3 * np.hypot(values.std(), error)


def test_spread_and_share_are_learned() -> None:
    """An interval as wide as the prior's would hold any truth."""
    (median, sd), (a, b) = AGAIN[SPREAD]["lognormal"], AGAIN[RETOLD]["beta"]
    prior = {SPREAD: stats.lognorm(sd, scale=median), RETOLD: stats.beta(a, b)}
    for id, one in prior.items():
        assert learned("some", id)[0].std() < 0.5 * one.std()


def test_taken_as_told_anew_they_hide_the_spread_and_the_drift() -> None:
    for id in (SPREAD, DESERTION):
        (none, off), (some, own) = learned("none", id), learned("some", id)
        assert none.mean() + SIGMAS * np.hypot(off, own) < some.mean()
    # sure of what isn't so
    assert np.quantile(learned("none", SPREAD)[0], 0.99) < TRUTH[SPREAD]


def test_the_posterior_makes_as_many_figures_again_as_the_record() -> None:
    found = {}
    for share in ("some", "none"):
        world, sampled = made(share)
        flat = sampled.points.reshape(-1, sampled.whitened.size)[::20]
        draws = sampled.whitened.draws(flat)
        terms = Scorer(world, sampled.whitened.until).terms(draws)
        spread = draws["parameter"][:, sampled.whitened.names.index(SPREAD)]
        (found[share],) = [c for c in checks(world, terms, terms, spread) if c.id == COUNT]
    assert found["some"].record == found["none"].record
    assert found["some"].low < found["some"].record < found["some"].high
    assert found["none"].high < found["none"].record


def test_ranks_of_the_truth_are_uniform() -> None:
    world = counted_world(28)
    found = {r.id: r for r in check_ranks(world, last_day(world, UNTIL), QUICK, RECORDS)}
    for id in AGAIN:
        assert len(found[id].rank) == RECORDS
        assert found[id].p_value > UNLIKELY
