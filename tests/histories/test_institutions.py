"""The confederation's institutions in free play: a pact that each state takes or refuses."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.small import play
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Act, Fork
from ucronia.scenario.dates import day_of

MEMBERS = ("nor_peruano", "sud_peruano", "bolivia")
STAND = {"ratify": 0, "refuse": 1, "impose": 2}


@cache
def _day(world: World) -> int:
    day = day_of(world.scenario, "1837-05-15")
    assert day is not None
    return day


def decided(world: World, member: str, option: str) -> Any:
    """Realm on the evening of a member's decision on the pact; empty for none taken."""
    day = _day(world)
    acts = ()
    if member:
        rule = world.index("rule", "state_ratifies")
        acts = (Act(rule, MEMBERS.index(member), STAND[option]),)
    return play(world, day, fork=Fork(day, acts=acts), events=False).state.realm.copy()


def held(world: World, id: str) -> float:
    """A parameter's value under the draw that `play` uses."""
    number = [parameter.id for parameter in world.scenario.parameters].index(id)
    return float(make_draws(world, 1, 0, 1)[0].parameter[number])


@pytest.mark.compiled
@pytest.mark.parametrize("member", MEMBERS)
def test_a_pact_gives_or_costs_by_what_each_state_does(bundled: World, member: str) -> None:
    union, state = (bundled.index("polity", id) for id in ("confederacion", member))
    before = decided(bundled, "", "").legitimacy
    gives = {
        "ratify": (held(bundled, "pact_legitimacy"), 0.0),
        "refuse": (-held(bundled, "pact_refused"), 0.0),
        "impose": (-held(bundled, "pact_refused"),) * 2,
    }
    for option, (to_union, to_state) in gives.items():
        after = decided(bundled, member, option).legitimacy
        assert after[union] - before[union] == pytest.approx(to_union)
        assert after[state] - before[state] == pytest.approx(to_state)
        others = np.ones(len(after), dtype=bool)
        others[[union, state]] = False
        assert np.array_equal(after[others], before[others])


@pytest.mark.compiled
def test_a_pact_imposed_unsettles_its_capital_alone(bundled: World) -> None:
    before = decided(bundled, "", "")
    after = decided(bundled, "bolivia", "impose")
    capital = int(before.capital[bundled.index("polity", "bolivia")])
    seat = bundled.tables.geo.place_province[capital]
    assert np.flatnonzero(after.unrest != before.unrest).tolist() == [seat]
    assert np.array_equal(before.controller, after.controller)


@pytest.mark.compiled
def test_the_law_of_1837_costs_the_union_that_does_not_wait(bundled: World) -> None:
    day = _day(bundled)
    rule = bundled.index("rule", "promulgate")
    union = bundled.index("polity", "confederacion")
    fork = Fork(day, acts=(Act(rule, 0, 0),))
    state = play(bundled, day, fork=fork, events=False).state
    cost = held(bundled, "pact_refused")
    before = decided(bundled, "", "").legitimacy[union]
    assert state.realm.legitimacy[union] == pytest.approx(before - cost)
    assert state.persons.pact_day[bundled.index("pact", "constitution_1837")] == day
    assert state.persons.pact_day[bundled.index("pact", "pact_of_tacna")] != lay.NEVER
