"""A library that only simulates finds what the likelihood finds: they share no formula."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.analysis.calibration.worlds import FIRINGS, RATE, UNTIL, told_world
from tests.small import lay, play
from ucronia.analysis.calibration.chains import Sampling, begin, sample
from ucronia.analysis.calibration.lessons import diagnose
from ucronia.analysis.questions.whatif import hold
from ucronia.ensemble.odds import last_day

pytestmark = [pytest.mark.compiled, pytest.mark.filterwarnings("ignore")]
MOST = 20.0
ACCEPTED = 100
SIGMAS = 4.5


def test_abc_on_free_play_agrees_with_the_chains(tmp_path: Path) -> None:
    pyabc = pytest.importorskip("pyabc")
    world = told_world(priors={RATE: {"uniform": [0.0, MOST]}})
    days = last_day(world, UNTIL) + 1
    calls = 0

    def simulate(wanted: Any) -> dict[str, float]:
        nonlocal calls
        calls += 1
        played = play(hold(world, {RATE: float(wanted["rate"])}), days, seed=7 + calls)
        return {"fired": float(len(played.rows(lay.L_RULE)))}

    def apart(one: dict[str, float], other: dict[str, float]) -> float:
        return abs(one["fired"] - other["fired"])

    # its generators draw from numpy's global state
    np.random.seed(3)
    prior = pyabc.Distribution(rate=pyabc.RV("uniform", 0.0, MOST))
    search = pyabc.ABCSMC(
        simulate,
        prior,
        apart,
        population_size=ACCEPTED,
        eps=pyabc.ListEpsilon([0.5]),
        sampler=pyabc.SingleCoreSampler(),
    )
    search.new(f"sqlite:///{tmp_path / 'abc.db'}", {"fired": float(len(FIRINGS))})
    frame, weight = search.run(max_nr_populations=1).get_distribution()
    rates, weight = frame["rate"].to_numpy(), np.asarray(weight)
    mean = float(weight @ rates)

    how = Sampling(chains=2, sweeps=400, warm=50, thin=1, seed=8, threads=1)
    sampled = sample(begin(world, last_day(world, UNTIL), how), how)
    k = sampled.whitened.names.index(RATE)
    points = sampled.points
    own = sampled.whitened.values(points.reshape(-1, points.shape[-1]))[:, k]
    _, bulk, _ = diagnose(points[:, :, [k]])
    error = own.std() * np.sqrt(1 / ACCEPTED + 1 / bulk[0])
    assert abs(mean - own.mean()) < SIGMAS * error
    # the prior's mean lies outside: agreeing with it would be no agreement
    assert abs(MOST / 2 - own.mean()) > SIGMAS * own.std() / np.sqrt(ACCEPTED)
