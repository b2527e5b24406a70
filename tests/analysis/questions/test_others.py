"""The other questions on the small scenario: run, compare, when, believe, history, replay."""

from __future__ import annotations

import pytest

from tests.analysis.questions.valleys import FEW, world
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.beliefs import believe
from ucronia.analysis.questions.histories import choose_history, history
from ucronia.analysis.questions.moments import compare, run, when_lost
from ucronia.analysis.questions.positions import position
from ucronia.analysis.questions.steps import steps
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.errors import QuestionError

pytestmark = pytest.mark.compiled


def test_run_shares_sum_to_one() -> None:
    found = run(world(), "1840-03-20", FEW, "0")
    assert sum(share.mean for share in found.ending.shares) == pytest.approx(1)
    assert found.ending.later and found.date.isoformat() == "1840-03-20"
    assert not run(world(), "", FEW, "0", later=False).ending.later


def test_two_days_are_told_apart_or_not() -> None:
    apart = compare(world(), ("1840-03-01", "1840-03-02"), "united", Asked(200), "0")
    assert apart.is_told_apart
    assert apart.difference.mean == pytest.approx(apart.second.mean - apart.first.mean)
    same = compare(world(), ("1840-03-01", "1840-03-01"), "", FEW, "0")
    assert not same.is_told_apart and same.difference.mean == 0


def test_when_it_was_lost_names_the_peace() -> None:
    found = when_lost(world(), "united", Asked(200), "0", level=0.2)
    assert found.loss.last_above is not None and found.loss.surely_below is not None
    assert "peace_of_paso" in {point.entry for point in found.falls}
    assert all(point.change < 0 for point in found.falls)


def test_more_histories_for_what_a_loss_rests_on_leave_the_loss_alone() -> None:
    plain = when_lost(world(), "united", Asked(40, threads=1), "0", level=0.2)
    more = when_lost(world(), "united", Asked(40, threads=1, rests=60), "0", level=0.2)
    assert more.loss == plain.loss and more.falls == plain.falls
    assert plain.rests is not None and more.rests is not None
    assert (plain.rests.draws, more.rests.draws) == (20, 50)
    assert more.origin.histories == plain.origin.histories // 40 * 100


@pytest.mark.parametrize("level", [0.0, 1.0, float("nan")])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(QuestionError, match="level"):
        when_lost(world(), "united", FEW, "0", level=level)


def test_what_one_would_have_to_believe() -> None:
    found = believe(world(), "united", "", Asked(1000), "0")
    by_id = {belief.id: belief for belief in found.beliefs}
    assert by_id["war_occasions"].shift > 0
    assert found.draws[0] < found.share.mean < found.draws[1]
    assert found.if_held is not None and found.gained is not None
    assert found.gained.mean == pytest.approx(found.if_held.mean - found.share.mean)


def test_a_history_is_the_replica_of_that_number() -> None:
    told = history(world(), Fork(60), 7, FEW, "0")
    runs = run_forks(world(), [Fork(60)], 8, keep_events=True)
    assert told.replica == 7
    assert (told.events[0] == runs.events[0][7][0]).all()
    with pytest.raises(QuestionError, match="replica is -1"):
        history(world(), Fork(60), -1, FEW, "0")


def test_a_history_is_chosen_by_its_end() -> None:
    told = choose_history(world(), Fork(61), "united", FEW, "0")
    assert told.outcome == "united" and told.share is not None
    again = history(world(), Fork(61), told.replica, FEW, "0")
    assert (told.events[0] == again.events[0]).all()
    with pytest.raises(QuestionError, match="ends so"):
        choose_history(world(), Fork(world().end_day), "united", FEW, "0")


def test_a_position_is_the_records() -> None:
    found = position(world(), "1840-04-03", 0, 0, "0")
    assert found.entries == ("war_declared", "army_at_pass", "battle_of_paso")
    alta, baja = found.forces
    assert (alta["id"], alta["place"]) == ("army_alta", "paso")
    assert alta["men"] in (1700 - 90, 1700 - 150)
    assert baja["men"] in (1450 - 220, 1450 - 400)
    assert found.relations == ({"a": "alta", "b": "baja", "kind": "war"},)
    assert not found.surprises


def test_a_position_tells_as_many_mounted_as_there_are_horses_and_riders() -> None:
    rows = position(world(), "1840-04-03", 0, 0, "0").forces
    assert any(row["horses"] > 0 for row in rows)
    for row in rows:
        assert row["mounted"] == min(row["cavalry"], row["horses"])


def test_the_steps_to_a_number() -> None:
    found = steps(world(), "1840-04-03", FEW, "0")
    assert (found.entries, found.last_entry, found.battles) == (3, "battle_of_paso", 1)
    assert sum(found.counts) == 60 and found.disputes == 1


@pytest.mark.parametrize("when", ["yesterday", "1839-12-31", "1841-01-01", "1840-02-30"])
def test_a_day_must_be_one_that_is_played(when: str) -> None:
    with pytest.raises(QuestionError):
        run(world(), when, FEW, "0")
    with pytest.raises(QuestionError):
        position(world(), when, 0, 0, "0")
