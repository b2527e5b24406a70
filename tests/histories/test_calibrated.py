"""The bundled history's posterior: it reads, it is small, and it is made again bit for bit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from ucronia.analysis.calibration.chains import Sampling, begin, sample
from ucronia.analysis.calibration.stored import lessons_of, read_posterior
from ucronia.app.learning import FILE
from ucronia.compiler.build import World, build
from ucronia.compiler.levels import parameter_values
from ucronia.compiler.posterior import priors_key, with_posterior
from ucronia.ensemble.odds import last_day
from ucronia.scenario.read import find_scenario, load

pytestmark = pytest.mark.compiled
MOST_BYTES = 1_000_000


@cache
def world() -> World:
    return build(load(find_scenario("confederacion-1835")))


def test_the_posterior_that_comes_with_it_plays() -> None:
    path = Path(world().scenario.folder) / FILE
    posterior, told = read_posterior(path)
    assert path.stat().st_size < MOST_BYTES
    assert np.isfinite(posterior.values).all()
    assert {lesson.id for lesson in lessons_of(told)} == set(posterior.names)
    fits = posterior.key == priors_key(world().scenario)
    assert fits, f"the priors have changed since: {posterior.command} makes it anew"
    values = parameter_values(with_posterior(world(), posterior), 0, 0, 5)
    columns = [world().names.parameters.index(name) for name in posterior.names]
    rows = {row.tobytes() for row in posterior.values}
    assert all(row.tobytes() in rows for row in np.ascontiguousarray(values[:, columns]))


def test_a_tiny_one_is_the_same_bytes_on_one_thread_and_two() -> None:
    how = Sampling(chains=2, sweeps=2, warm=0, thin=1, seed=0, threads=1)
    begun = begin(world(), last_day(world(), "1836-06-30"), how)
    starts = [chain.point.copy() for chain in begun.chains]
    one = sample(begun, how).points
    for chain, start in zip(begun.chains, starts, strict=True):
        chain.point, chain.sweep, chain.kept, chain.score = start, 0, [], []
    two = sample(begun, Sampling(2, 2, 0, 1, 0, 2)).points
    assert one.tobytes() == two.tobytes() and np.ptp(one[0, :, list(begun.told)]) > 0
