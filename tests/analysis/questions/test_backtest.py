"""A small record forecast from end to end: the same on any threads, kept if interrupted."""

from __future__ import annotations

import datetime
from functools import cache

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.baselines import BASE_RATE, MODEL, PERSISTENCE, PRIOR
from ucronia.analysis.backtest.blocks import IN_SAMPLE, Line
from ucronia.analysis.backtest.cases import EVENTS, PROVINCES
from ucronia.analysis.questions.backtest import HORIZONS, Backtest, Plan, backtest
from ucronia.analysis.questions.batches import Asked
from ucronia.compiler.levels import parameter_values
from ucronia.compiler.posterior import Posterior, priors_key, with_posterior
from ucronia.errors import QuestionError

pytestmark = pytest.mark.compiled
FEW = Asked(replicas=30, threads=1)
PLAN = Plan(every=15, weighty=3)


@cache
def found() -> Backtest:
    return backtest(world(), FEW, "0", PLAN)


def line(of: Backtest, kind: str, horizon: int) -> Line:
    block = of.block(IN_SAMPLE)
    assert block is not None
    (one,) = [part for part in block.lines if (part.kind, part.horizon) == (kind, horizon)]
    return one


def test_every_horizon_is_scored_beside_both_baselines() -> None:
    for horizon in HORIZONS:
        for kind in (EVENTS, PROVINCES):
            one = line(found(), kind, horizon)
            assert set(one.score) == {MODEL, PERSISTENCE, BASE_RATE}
            assert 0.0 <= one.score[MODEL] <= 1.0 and one.log_score[MODEL] > 0.0
    assert found().parameters == PRIOR and found().taught_until is None
    assert found().origin.replicas == 30 and not found().stopped


def test_the_answer_is_the_same_on_any_threads() -> None:
    two = backtest(world(), Asked(replicas=30, threads=2), "0", PLAN)
    for one, other in zip(found().blocks, two.blocks, strict=True):
        assert repr(one.lines) == repr(other.lines)


def test_under_a_posterior_the_priors_are_a_baseline_and_equal_rows_score_alike() -> None:
    values = parameter_values(world(), 0, 0, 15)
    posterior = Posterior(
        world().names.parameters,
        values,
        datetime.date(1840, 8, 31),
        priors_key(world().scenario),
    )
    taught = backtest(with_posterior(world(), posterior), FEW, "0", PLAN, "posterior")
    one = line(taught, EVENTS, 30)
    assert set(one.score) == {MODEL, PERSISTENCE, BASE_RATE, PRIOR}
    # the priors' own draws as a posterior: the same distribution, and the same prior beside it
    assert one.score[PRIOR] == line(found(), EVENTS, 30).score[MODEL]
    assert one.score[MODEL] == pytest.approx(one.score[PRIOR], abs=0.03)
    assert taught.taught_until == datetime.date(1840, 8, 31)


def test_without_a_horizon_in_the_record_it_says_so() -> None:
    with pytest.raises(QuestionError, match="fork more often"):
        backtest(world(), FEW, "0", Plan(every=400, weighty=0))


def test_an_interrupt_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    from ucronia.analysis.questions import backtest as room

    monkeypatch.setattr(room, "BATCH", 10)
    real, calls = room.run_forks, []

    def stops(*given: object, **how: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*given, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "run_forks", stops)
    some = backtest(world(), FEW, "0", PLAN)
    assert some.stopped and some.origin.replicas == 20
    assert np.isfinite(line(some, EVENTS, 30).score[MODEL])
