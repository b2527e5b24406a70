"""The main question on the small scenario: its parts, its bytes, its interrupt."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.analysis.questions.valleys import FEW, world
from ucronia.analysis.questions import evaluation
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.evaluation import Plan, evaluate
from ucronia.analysis.questions.occasions import (
    days_after,
    entry_days,
    fork_days,
    graded_occasions,
    weightiest,
)
from ucronia.analysis.turning import turning_points
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.errors import QuestionError
from ucronia.scenario.dates import day_of

pytestmark = pytest.mark.compiled


def test_forks_stand_monthly_and_around_weighty_entries() -> None:
    days = fork_days(world(), every=100, weighty=2)
    # the weightiest are the battle of 2 April, day 92, and the war of 1 March, day 60
    # the regular fork of day 100 gives way to that of day 93
    assert days == [0, 60, 61, 92, 93, 200, 300, world().end_day]
    with pytest.raises(QuestionError, match="1 or more"):
        fork_days(world(), every=0)


def test_an_interval_that_a_weighty_entry_begins_is_parted_after_it() -> None:
    assert fork_days(world(), every=100, weighty=2, after=False)[:3] == [0, 60, 92]
    spans = [(0, 60), (60, 92), (92, 200)]
    assert days_after(world(), spans, weighty=2) == [61, 93]
    assert days_after(world(), [(60, 61), (61, 200)], weighty=2) == []


def test_an_imprecise_entry_has_all_its_days() -> None:
    assert entry_days(world(), "peace_of_paso") == (213, 243)
    assert entry_days(world(), "war_declared") == (60, 60)


def test_weightiest_first() -> None:
    assert [entry.weight for entry in weightiest(world().scenario, 3)] == [100, 80, 70]


def test_the_decider_is_found_in_the_replayed_state() -> None:
    (occasion,) = graded_occasions(world(), 10, seed=0)
    assert occasion.choice.decider == occasion.aim.decider == "ana_rios"
    assert occasion.choice.leader == 0
    assert [fork.acts[0].option for fork in occasion.forks] == [0, 1]
    # 1 March is day 60; both options are looked at on the same days, the last one the end
    looked = (*range(60 + 91, world().end_day, 91), world().end_day)
    assert {(fork.checkpoints, fork.watched) for fork in occasion.forks} == {(looked, 0)}
    with pytest.raises(QuestionError, match="no decision"):
        graded_occasions(world(), 0, 0, ("battle_of_paso",))


def test_an_evaluation_has_all_its_parts() -> None:
    found = evaluate(world(), Asked(replicas=200), "1.2.3")
    assert found.curve.days[0] == 0 and found.curve.days[-1] == world().end_day
    assert len(found.turning_points) == len(found.curve.days) - 1
    first = next(point for point in found.turning_points if point.entry == "war_declared")
    assert first.distinguishable
    assert first.act and first.learned and first.pinned
    whole = first.act.mean + first.learned.mean + first.pinned.mean
    assert whole == pytest.approx(first.change)
    assert first.day in found.reasons
    assert [grade.choice.entry for grade in found.grades] == ["war_declared"]
    assert found.ending is not None and found.ending.later
    assert found.origin.version == "1.2.3" and not found.stopped
    assert found.origin.histories > found.curve.mean.shape[0] * 200
    # on the last day the record itself is classified
    assert set(found.curve.mean[-1]) <= {0.0, 1.0}


def test_threads_and_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = evaluate(world(), dataclasses.replace(FEW, threads=1), "0")
    monkeypatch.setattr("ucronia.analysis.questions.batches.BATCH", 14)
    two = evaluate(world(), dataclasses.replace(FEW, threads=2), "0")
    np.testing.assert_array_equal(one.curve.mean, two.curve.mean)
    assert one.turning_points == two.turning_points
    assert one.grades == two.grades and one.grades[0].horizon == 8


def test_until_narrows_the_widest_interval() -> None:
    plan = Plan(every=120, weighty=0, grades=0)
    found = evaluate(world(), Asked(replicas=20, until=0.08), "0", plan)
    assert found.curve.widest <= 0.08
    assert found.narrowed is not None and found.narrowed.is_reached
    assert found.origin.replicas > 20
    with pytest.raises(QuestionError, match="until is 0"):
        evaluate(world(), dataclasses.replace(FEW, until=0.0), "0")


def test_an_interrupt_leaves_a_curve() -> None:
    def stop(stage: str, done: int, whole: int) -> None:
        if stage == evaluation.GRADING:
            raise KeyboardInterrupt

    found = evaluate(world(), dataclasses.replace(FEW, replicas=200, progress=stop), "0")
    assert found.stopped
    assert found.turning_points and not found.grades
    assert found.turning_points[0].act is None
    assert found.ending is None


@pytest.mark.parametrize(
    ("date", "is_taught", "is_pinned"),
    [("1837-05-19", False, False), ("1837-12-02", False, True), ("1839-01-20", True, True)],
)
def test_forks_that_would_be_the_same_are_left_out_of_a_split(
    bundled: World, date: str, is_taught: bool, is_pinned: bool
) -> None:
    """Argentina's war tells of no quality and pins nothing; Yungay does both."""
    before = day_of(bundled.scenario, date)
    assert before is not None
    after = before + 1
    forks = (
        Fork(before),
        Fork(after),
        Fork(after, quality_day=before),
        Fork(after, quality_day=before, pins_until=before),
    )
    runs = run_forks(bundled, forks, 30, keep_events=True)
    point = next(p for p in turning_points(bundled.scenario, runs) if p.day == before)
    wanted = evaluation._forks_to_split(bundled, point)
    assert wanted == forks[2:3] * is_taught + forks[3:] * is_pinned
    logs = [[log.tobytes() for log, _ in arm] for arm in runs.events]
    assert (logs[1] != logs[2]) == is_taught
    assert (logs[2] != logs[3]) == is_pinned
    held = 2 if is_taught else 1
    assert [*evaluation._rows_of(wanted, forks[2:])] == [held, held + is_pinned]
