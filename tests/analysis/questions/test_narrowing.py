"""More is played, piece by piece, until an interval is narrow; where that fails, it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.analysis.questions.valleys import change, world
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions import batches, narrowing
from ucronia.analysis.questions.batches import NOTHING_MORE, Asked, Kept, play
from ucronia.analysis.questions.beliefs import believe
from ucronia.analysis.questions.histories import choose_history
from ucronia.analysis.questions.moments import compare, run, when_lost
from ucronia.analysis.questions.narrowing import half_width, play_until
from ucronia.analysis.questions.whatif import what_if
from ucronia.ensemble.plan import Fork, Runs
from ucronia.errors import QuestionError

pytestmark = pytest.mark.compiled
FEW = Asked(replicas=20, threads=1, until=0.1)
FORKS = (Fork(60),)


def ran(asked: Asked) -> Any:
    return run(world(), "1840-03-20", asked, "0")


def compared(asked: Asked) -> Any:
    return compare(world(), ("1840-03-01", "1840-03-02"), "", asked, "0")


def believed(asked: Asked) -> Any:
    return believe(world(), "united", "", asked, "0")


def asked_what_if(asked: Asked) -> Any:
    return what_if(world(), change("war_declared=wait"), asked, "0", why=False)


QUESTIONS = (ran, compared, believed, asked_what_if)


def root(runs: Runs) -> float:
    """A width that falls as that of an interval does."""
    return float(runs.outcome.shape[1]) ** -0.5


@pytest.mark.parametrize("question", QUESTIONS)
def test_more_is_played_until_it_is_narrow(question: Callable[[Asked], Any]) -> None:
    found = question(FEW)
    narrowed = found.narrowed
    assert narrowed.is_reached and narrowed.widest <= narrowed.until == 0.1
    assert narrowed.replicas == found.origin.replicas > 20
    assert not found.stopped
    # the same as if as many had been asked for at once
    whole = question(Asked(replicas=found.origin.replicas, threads=1))
    assert whole.narrowed is None
    for name in ("ending", "difference", "share", "contrast"):
        if hasattr(found, name) and name != "ending":
            assert getattr(found, name) == getattr(whole, name)
    if question is ran:
        np.testing.assert_array_equal(found.runs.outcome, whole.runs.outcome)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("until", [0.0, 0.0019, 1.0, float("nan"), -1.0])
def test_a_width_that_can_not_be_asked_for(
    question: Callable[[Asked], Any], until: float
) -> None:
    with pytest.raises(QuestionError, match=r"a number from 0\.002 to 1 will do"):
        question(replace(FEW, until=until))


def test_there_is_a_most_that_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "MOST_REPLICAS", 60)
    monkeypatch.setattr(narrowing, "MOST_TOLD", 40)
    asked = replace(FEW, until=0.002)
    for kept, most in ((NOTHING_MORE, 60), (Kept(telling=True), 40)):
        played = play_until(world(), FORKS, asked, "", kept, root)
        assert played.is_whole and played.narrowed is not None
        assert played.narrowed.replicas == played.runs.outcome.shape[1] == most
        assert not played.narrowed.is_reached


def test_an_interval_without_an_end_does_not_stop_it() -> None:
    def widest(runs: Runs) -> float:
        return float("inf") if runs.outcome.shape[1] < 300 else 0.0

    played = play_until(world(), FORKS, FEW, "", NOTHING_MORE, widest)
    assert played.runs.outcome.shape[1] == 20 * 16
    whole, _ = play(world(), FORKS, Asked(replicas=320, threads=1), "")
    np.testing.assert_array_equal(played.runs.outcome, whole.outcome)


def test_half_of_the_widest() -> None:
    assert half_width(Estimate(0, -1, 2, 3), Estimate(0, 0, 1, 3)) == 1.5


@pytest.mark.parametrize("is_first", [False, True])
def test_an_interrupt_while_it_narrows_keeps_what_is_done(is_first: bool) -> None:
    def stop(stage: str, done: int, whole: int) -> None:
        if stage == narrowing.NARROWING and (is_first or done > batches.BATCH):
            raise KeyboardInterrupt

    asked = Asked(replicas=20, threads=1, until=0.02, progress=stop)
    played = play_until(world(), FORKS, asked, "", NOTHING_MORE, root)
    assert not played.is_whole and played.narrowed is not None
    assert not played.narrowed.is_reached
    assert played.runs.outcome.shape[1] == 20 + (0 if is_first else batches.BATCH)


@pytest.mark.parametrize(
    "question",
    [
        *QUESTIONS,
        lambda asked: when_lost(world(), "united", asked, "0"),
        lambda asked: choose_history(world(), Fork(60), "", asked, "0"),
    ],
)
def test_an_interrupt_leaves_an_answer(
    question: Callable[[Asked], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 20)

    def stop(stage: str, done: int, whole: int) -> None:
        # in the second of three batches of the first stage; what comes after it is let be
        if done > whole // 3 and not stopped:
            stopped.append(True)
            raise KeyboardInterrupt

    stopped: list[bool] = []
    found = question(Asked(replicas=60, threads=1, progress=stop))
    assert stopped and found.stopped
    assert found.origin.replicas < 60


def test_an_interrupt_while_beliefs_are_held_keeps_the_rest() -> None:
    def stop(stage: str, done: int, whole: int) -> None:
        if stage == "Holding parameters":
            raise KeyboardInterrupt

    found = believe(world(), "united", "", Asked(1000, threads=1, progress=stop), "0")
    assert found.stopped and found.beliefs and found.if_held is None
    assert found.origin.replicas == 1000
