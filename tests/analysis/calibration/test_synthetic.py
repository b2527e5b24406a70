"""Records made by the model are told from, without bias; and the check can see a bias."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from tests.analysis.calibration.worlds import EDGE, SPREAD, UNTIL, told_world
from tests.small import parameter, within
from ucronia.analysis.calibration import chains
from ucronia.analysis.calibration.chains import Sampling
from ucronia.analysis.calibration.synthetic import check_ranks, synthetic, uniform
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.odds import Scorer, last_day

pytestmark = pytest.mark.compiled
RECORDS = 30
QUICK = Sampling(chains=2, sweeps=60, warm=10, thin=5, seed=2, threads=1)
UNLIKELY = 1e-4
"""Two parameters are tested: a sound sampler fails once in five thousand seeds."""


@pytest.fixture(scope="module")
def world() -> World:
    return told_world()


def test_ranks_of_the_truth_are_uniform(world: World) -> None:
    found = {r.id: r for r in check_ranks(world, last_day(world, UNTIL), QUICK, RECORDS)}
    for id in (SPREAD, EDGE):
        assert len(found[id].rank) == RECORDS and found[id].most == 20
        assert found[id].p_value > UNLIKELY


def test_a_sampler_that_is_too_sure_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class TooSure(Scorer):
        def total(self, draw: np.void) -> float:
            return 12.0 * super().total(draw)

    monkeypatch.setattr(chains, "Scorer", TooSure)
    found = {r.id: r for r in check_ranks(world, last_day(world, UNTIL), QUICK, RECORDS)}
    assert min(found[id].p_value for id in (SPREAD, EDGE)) < UNLIKELY


def test_a_record_is_made_by_its_truth(world: World) -> None:
    until, spread, again, tries = last_day(world, UNTIL), [], 0, 60
    share = parameter(world, "retold_share")
    for number in range(tries):
        made, truth = synthetic(world, until, 3, number)
        k = world.names.parameters.index(SPREAD)
        told = made.tables.timetable.values[:2, lay.V_MEN_A]
        before = np.array([1800.0, 1500.0])
        is_anew = np.abs(told - before) >= 0.5
        again += int((~is_anew).sum())
        gaps = np.log(told / before)[is_anew]
        spread += list(gaps / (0.35 * np.exp(0.5 * truth[k])))
    assert within(again, 2 * tries, share)
    # Student's t with four degrees of freedom: its middle half lies within 0.741
    inside = np.mean(np.abs(spread) < special.stdtrit(4, 0.75))
    assert abs(inside - 0.5) < 4.5 * 0.5 / np.sqrt(len(spread))


def test_ranks_are_tested_by_chi_squared() -> None:
    assert uniform(list(range(100)), 99) == pytest.approx(1.0)
    assert uniform([0] * 30, 20) < 1e-10
    assert uniform([3, 4], 20) == 1.0
