"""An intervention becomes two forks of one state."""

from __future__ import annotations

import dataclasses

import pytest

from tests.analysis.questions.valleys import change, world
from ucronia.analysis.questions.arms import ALL_INSTANCES, make_arms
from ucronia.ensemble.plan import Act, Fact
from ucronia.errors import QuestionError

pytestmark = pytest.mark.compiled


def test_a_decision_is_taken_in_both_arms() -> None:
    arms = make_arms(world(), change("war_declared=wait"))
    assert arms.recorded.acts == (Act(0, 1, 0),)
    assert arms.alternative.acts == (Act(0, 1, 1),)
    assert arms.recorded.day == arms.alternative.day == 60
    assert (arms.decision, arms.option, arms.was) == ("war_declared", "wait", "war")


def test_a_hazard_forbidden_fires_in_the_recorded_arm() -> None:
    arms = make_arms(world(), change(forbid=["peace_of_paso"]))
    assert arms.recorded.acts == (Act(1, 1, 0),)
    assert arms.alternative.acts == ()
    assert arms.alternative.forbidden == ((1, 1),)
    assert arms.recorded.forbidden == ()


def test_a_rule_forbidden_whole_is_forbidden_to_all() -> None:
    arms = make_arms(world(), change(forbid=["weary_peace"], at="1840-04-03"))
    assert arms.alternative.forbidden == ((1, ALL_INSTANCES),)
    assert arms.recorded.acts == ()


def test_facts_are_set_in_the_alternative_alone() -> None:
    facts = [
        "army_baja.men=*2",
        "army_alta.place=minas",
        "baja.treasury=10",
        "alta_province.control=baja",
        "president_baja.holder=none",
    ]
    arms = make_arms(world(), change(facts=facts, at="1840-03-20"))
    assert arms.recorded.facts == ()
    assert arms.alternative.facts == (
        Fact("men_times", 1, 2.0),
        Fact("place", 0, 1.0),
        Fact("treasury", 1, 10.0),
        Fact("control", 0, 1.0),
        Fact("holder", 1, -1.0),
    )
    assert arms.option == "*2; minas; 10; baja; none"


@pytest.mark.parametrize(
    ("decisions", "more", "says"),
    [
        (["war_declared=war"], {}, "is what the record has"),
        (["peace_of_paso=fires"], {}, "--forbid peace_of_paso"),
        ([], {"at": "1840-03-01"}, "nothing is set otherwise"),
        ([], {"facts": ["army_baja.men=10"]}, "no entry says when"),
        (["war_declared=wait"], {"at": "1840-12-05"}, "nothing is left to play"),
        ([], {"facts": ["army_baja.ships=2"], "at": "1840-03-20"}, "no fleet and has no ships"),
    ],
)
def test_what_would_change_nothing_is_refused(
    decisions: list[str], more: dict[str, list[str]], says: str
) -> None:
    with pytest.raises(QuestionError, match=says):
        make_arms(world(), change(*decisions, **more))  # type: ignore[arg-type]


def test_a_month_is_forked_on_its_first_day() -> None:
    arms = make_arms(world(), change(forbid=["peace_of_paso"]))
    assert arms.recorded.day == 213
    moved = dataclasses.replace(change(forbid=["peace_of_paso"]), at="1840-05-01")
    assert make_arms(world(), moved).recorded.day == 121
