"""A posterior's file: whole, the same bytes, refused where it doesn't fit, gone on with."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

import pytest

from tests.analysis.calibration.worlds import RATE, UNTIL, told_world
from ucronia.analysis.calibration import chains, stored
from ucronia.analysis.calibration.calibrated import Calibrated, Plan, calibrate, until_of
from ucronia.analysis.calibration.chains import Sampled, Sampling
from ucronia.compiler.build import World
from ucronia.compiler.posterior import with_posterior
from ucronia.errors import QuestionError, StoreError

pytestmark = pytest.mark.compiled
QUICK = Sampling(chains=2, sweeps=30, warm=6, thin=2, seed=3, threads=2)
PLAN = Plan(until=UNTIL, sampling=QUICK, command="ucronia calibrate here")


@pytest.fixture(scope="module")
def world() -> World:
    return told_world()


@pytest.fixture(scope="module")
def found(world: World) -> Calibrated:
    return calibrate(world, PLAN, "0")


def test_it_reads_as_it_was_written(found: Calibrated, tmp_path: Path) -> None:
    path = stored.write_posterior(tmp_path / "deep" / "p.parquet", found)
    posterior, told = stored.read_posterior(path)
    assert posterior.values.tobytes() == found.posterior.values.tobytes()
    for name in ("names", "until", "key", "seed", "command"):
        assert getattr(posterior, name) == getattr(found.posterior, name)
    assert stored.lessons_of(told) == found.lessons
    checks, timings = stored.checks_of(told)
    assert checks == found.checks and timings == found.timings
    assert [p.name for p in path.parent.iterdir()] == ["p.parquet"]


def test_it_is_made_again_bit_for_bit(world: World, found: Calibrated, tmp_path: Path) -> None:
    one = stored.write_posterior(tmp_path / "one.parquet", found)
    alone = dataclasses.replace(PLAN, sampling=dataclasses.replace(QUICK, threads=1))
    two = stored.write_posterior(tmp_path / "two.parquet", calibrate(world, alone, "0"))
    assert one.read_bytes() == two.read_bytes()


class KilledError(Exception):
    """Stands for a process that is gone."""


@pytest.mark.parametrize("end", [KilledError, KeyboardInterrupt])
def test_one_ended_half_way_goes_on_to_the_same_bytes(
    world: World,
    found: Calibrated,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    end: type[BaseException],
) -> None:
    """Killed right after the second rest, or interrupted there."""
    monkeypatch.setattr(chains, "REST", 10)
    path = tmp_path / "p.parquet"
    how = {"sampling": QUICK, "key": "x"}
    rests: list[int] = []

    def keep(sampled: Sampled) -> None:
        stored.keep_chains(path, sampled, QUICK, "x")
        rests.append(min(chain.sweep for chain in sampled.chains))
        if len(rests) == 2:
            raise end

    if end is KilledError:
        with pytest.raises(KilledError):
            calibrate(world, PLAN, "0", keep=keep)
    else:
        assert calibrate(world, PLAN, "0", keep=keep).stopped
    assert rests[:2] == [10, 20]
    assert stored.chains_path(path).exists()
    with pytest.raises(QuestionError, match="begun with other options"):
        calibrate(
            world, PLAN, "0", take=partial(stored.take_chains, path, sampling=QUICK, key="y")
        )
    again = calibrate(world, PLAN, "0", take=partial(stored.take_chains, path, **how))
    assert again.posterior.values.tobytes() == found.posterior.values.tobytes()
    stored.drop_chains(path)
    assert not stored.chains_path(path).exists()


def test_kept_chains_are_taken_up_where_they_were(world: World, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    seen: list[Sampled] = []
    calibrate(world, PLAN, "0", keep=seen.append)
    stored.keep_chains(path, seen[0], QUICK, "x")
    taken = stored.take_chains(path, seen[0], QUICK, "x")
    assert taken.points.tobytes() == seen[0].points.tobytes()
    assert [c.sweep for c in taken.chains] == [QUICK.sweeps] * 2
    with pytest.raises(QuestionError, match="no chains to go on with"):
        stored.take_chains(tmp_path / "other.parquet", seen[0], QUICK, "x")


def test_other_priors_are_refused_with_the_command(found: Calibrated) -> None:
    other = told_world(priors={RATE: {"uniform": [0.0, 50.0]}})
    with pytest.raises(QuestionError, match="other priors; ucronia calibrate here makes"):
        with_posterior(other, found.posterior)


def test_what_is_no_posterior_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    with pytest.raises(StoreError, match="no posterior can be read there"):
        stored.read_posterior(path)
    path.write_bytes(b"PAR1 not really")
    with pytest.raises(StoreError, match="no posterior can be read there"):
        stored.read_posterior(path)


def test_the_last_day_is_that_before_what_is_held_out(world: World) -> None:
    assert until_of(world, "").isoformat() == UNTIL
    for wrong in ("1850-01-01", "soon"):
        with pytest.raises(QuestionError, match="a date from"):
            until_of(world, wrong)


def test_too_few_sweeps_are_refused(world: World) -> None:
    few = dataclasses.replace(PLAN, sampling=dataclasses.replace(QUICK, sweeps=6))
    with pytest.raises(QuestionError, match="will do"):
        calibrate(world, few, "0")


def test_checks_hold_the_record_against_the_posterior(found: Calibrated) -> None:
    checks = {check.id: check for check in found.checks}
    fired = checks["fired:told"]
    assert fired.record == 4 and fired.low <= fired.expected <= fired.high
    assert checks["winners"].count == 1
    assert checks["strengths_50"].count == 2
    (timing,) = found.timings
    assert timing.count == 4 and timing.p_value is None
    assert all(residual > 0 for residual in timing.residuals)
