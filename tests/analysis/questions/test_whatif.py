"""What if, on the small scenario: both arms, why, and the runs that confirm it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.analysis.questions.valleys import FEW, change, world
from ucronia.analysis.questions.batches import Asked, play
from ucronia.analysis.questions.whatif import prior_levels, what_if
from ucronia.compiler.levels import hold, parameter_values
from ucronia.ensemble.plan import Fork

pytestmark = pytest.mark.compiled


def test_a_what_if_tells_both_arms_and_why() -> None:
    found = what_if(world(), change("war_declared=wait"), Asked(replicas=200), "0")
    united = found.contrast.rows[0]
    assert united.outcome == "united"
    assert united.difference.high < 0
    assert united.difference.mean == pytest.approx(
        united.alternative.mean - united.recorded.mean
    )
    assert found.reasons and found.parting.never < 1
    assert 1 <= len(found.lines) <= 5
    assert {line.replica for line in found.lines} == set(found.told)
    assert sum(line.share for line in found.lines) == pytest.approx(1)
    assert len(found.held) == 3
    assert found.origin.histories > 400


def test_the_recorded_arm_is_the_fork_with_the_records_own_act() -> None:
    found = what_if(world(), change("war_declared=wait"), FEW, "0", why=False)
    runs, _ = play(world(), [found.arms.recorded], FEW, "")
    share = float((runs.outcome[0] == 0).mean())
    assert found.contrast.rows[0].recorded.mean == share
    assert not found.parts and not found.held


def test_a_fact_that_changes_nothing_changes_nothing() -> None:
    same = change(facts=["army_baja.men=*1"], at="1840-03-20")
    found = what_if(world(), same, FEW, "0", why=False)
    assert found.parting.never == 1
    assert all(row.difference.mean == 0 for row in found.contrast.rows)
    assert found.moves == ()


def test_a_tariff_moves_fear_and_is_told_of_who_feels_it() -> None:
    levied = change(facts=["alta:baja.tariff=2"], at="1840-03-20")
    found = what_if(world(), levied, Asked(replicas=300), "0", why=False)
    baja = world().index("polity", "baja")
    told = {(move.polity, move.measure): move for move in found.moves}
    assert told[baja, "threat"].difference.low > 0
    assert told[baja, "support"].difference.high < 0


def test_holding_a_parameter_moves_no_other_draw() -> None:
    low, high = prior_levels(world(), "war_occasions", (0.1, 0.9))
    assert low < 2 < high
    held = hold(world(), {"war_occasions": high})
    at = world().names.parameters.index("war_occasions")
    before, after = (parameter_values(w, 5, 0, 8) for w in (world(), held))
    assert (after[:, at] == high).all()
    np.testing.assert_array_equal(np.delete(before, at, 1), np.delete(after, at, 1))


def test_a_parameter_held_is_that_of_the_second_arm_alone() -> None:
    held = change(assume=["war_occasions=0"])
    found = what_if(world(), held, FEW, "0", why=False)
    assert found.arms.recorded.held == ()
    plain, _ = play(world(), [Fork(0)], FEW, "")
    other, _ = play(hold(world(), {"war_occasions": 0.0}), [Fork(0)], FEW, "")
    rows = found.contrast.rows
    assert rows[0].recorded.mean == float((plain.outcome[0] == 0).mean())
    assert rows[0].alternative.mean == float((other.outcome[0] == 0).mean())
    assert found.parting.never < 1


def test_a_parameter_held_where_it_is_parts_nothing() -> None:
    fixed = hold(world(), {"war_occasions": 1.5})
    held = change(assume=["war_occasions=1.5"])
    found = what_if(fixed, held, FEW, "0", why=False)
    assert found.parting.never == 1


def test_an_interrupt_keeps_the_answer_without_its_reasons() -> None:
    def stop(stage: str, done: int, whole: int) -> None:
        if "both" not in stage:
            raise KeyboardInterrupt

    asked = dataclasses.replace(FEW, progress=stop)
    found = what_if(world(), change("war_declared=wait"), asked, "0")
    assert found.stopped and found.lines and not found.held


def test_forks_with_nothing_set_are_the_plain_fork() -> None:
    plain, _ = play(world(), [Fork(60)], FEW, "")
    twice, _ = play(world(), [Fork(60), Fork(60)], FEW, "")
    np.testing.assert_array_equal(plain.outcome[0], twice.outcome[1])
