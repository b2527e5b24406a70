"""Batches are one run cut in pieces, and an interrupt keeps the pieces that are done."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.questions.valleys import FEW, world
from ucronia.analysis.questions import batches
from ucronia.analysis.questions.batches import Asked, Kept, beside, pick, play
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.errors import QuestionError

pytestmark = pytest.mark.compiled
FORKS = (Fork(60, checkpoints=(61, 300), watched=1), Fork(93, checkpoints=(200,)))


def test_batches_are_the_whole_cut_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 20)
    cut, is_whole = play(world(), FORKS, FEW, "", Kept(fate=True, events=True, later=True))
    whole = run_forks(world(), FORKS, 60, keep_events=True, keep_fate=True, later=True)
    assert whole.fate.size and not play(world(), FORKS, FEW, "")[0].fate.size
    assert is_whole
    looked = ("checkpoint_outcome", "checkpoint_fate")
    for part in ("outcome", "later", "stood_days", "fate", *looked):
        np.testing.assert_array_equal(getattr(cut, part), getattr(whole, part))
    for one, two in zip(cut.events[1], whole.events[1], strict=True):
        np.testing.assert_array_equal(one[0], two[0])


def test_an_interrupt_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 20)
    told: list[tuple[int, int]] = []

    def stop(stage: str, done: int, whole: int) -> None:
        told.append((done, whole))
        if done > 40 * len(FORKS):
            raise KeyboardInterrupt

    asked = Asked(replicas=60, progress=stop)
    runs, is_whole = play(world(), FORKS, asked, "")
    assert not is_whole
    assert runs.outcome.shape == (2, 40)
    assert {whole for _, whole in told} == {120}


def test_an_interrupt_before_anything_is_done_is_raised() -> None:
    def stop(stage: str, done: int, whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(world(), FORKS, Asked(replicas=4, progress=stop), "")


def test_nothing_to_play_is_refused() -> None:
    with pytest.raises(QuestionError, match="1 or more"):
        play(world(), FORKS, Asked(replicas=0), "")


def test_forks_are_picked_and_put_beside() -> None:
    runs, _ = play(world(), FORKS, FEW, "", Kept(telling=True))
    second = pick(runs, [1], 10)
    assert second.forks == (FORKS[1],)
    np.testing.assert_array_equal(second.outcome[0], runs.outcome[1, :10])
    assert second.checkpoint_outcome.shape == second.checkpoint_fate.shape == (1, 10, 2)
    assert len(second.events[0]) == 10
    both = beside(second, pick(runs, [0], 10))
    assert both.forks == (FORKS[1], FORKS[0])
    np.testing.assert_array_equal(both.outcome[1], runs.outcome[0, :10])
