"""Assumptions are read by name, in their unit and range; what can't be says so in a line."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ucronia.errors import QuestionError
from ucronia.scenario.assume import parse_assumption, range_of
from ucronia.scenario.change import parse_change
from ucronia.scenario.model import Scenario
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load


@pytest.fixture(scope="module")
def valleys() -> Scenario:
    return load(TEMPLATE)


def test_it_is_a_parameter_and_a_number(valleys: Scenario) -> None:
    held = parse_assumption(valleys, " fog_courier = 0.5 ")
    assert (held.parameter, held.value) == ("fog_courier", 0.5)
    assert parse_assumption(valleys, "battle_intercept=-1.5").value == -1.5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fog_courier", "should be NAME=NUMBER"),
        ("fog_curier=1", 'parameter "fog_curier" is not in this scenario; did you mean "fog_c'),
        ("fog_courier=much", "should end in a number: multiple of"),
        ("fog_courier=-1", "multiple of a courier's days, 0 or more"),
        ("fever_onset=2", "share a day, from 0 to 1"),
        ("fog_courier=nan", "should end in a number"),
        ("fog_courier=1e400", "should end in a number"),
        ("=1", 'parameter "" is not'),
    ],
)
def test_what_can_not_be_says_which_unit_and_range(
    valleys: Scenario, text: str, says: str
) -> None:
    with pytest.raises(QuestionError) as told:
        parse_assumption(valleys, text)
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_every_prior_lies_in_its_range(valleys: Scenario) -> None:
    for parameter in valleys.parameters:
        low, high = range_of(parameter)
        kind, value = next(iter(parameter.prior.items()))
        middle = value[0] if isinstance(value, list | tuple) else value
        if kind == "beta":
            middle = value[0] / (value[0] + value[1])
        assert low <= middle <= high, parameter.id
        assert not math.isnan(low)


def test_a_change_of_parameters_alone_is_of_the_first_day(valleys: Scenario) -> None:
    alone = parse_change(valleys, assume=["fog_courier=0"])
    assert alone.at == valleys.start
    both = parse_change(valleys, facts=["army_baja.men=1"], assume=["fog_courier=0"])
    assert both.at == ""
    named = parse_change(valleys, ["war_declared=wait"], assume=["fog_courier=0"])
    assert named.at == "1840-03-01"


@given(some.text(max_size=60))
def test_any_text_is_an_assumption_or_one_line(text: str) -> None:
    valleys = load(TEMPLATE)
    try:
        held = parse_assumption(valleys, text)
    except QuestionError as error:
        assert str(error).strip()
    else:
        assert math.isfinite(held.value)
