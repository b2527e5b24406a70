"""Who gets recruits, and what a state does that has no army at home."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.test_bodies import ARMY, OTHER, with_values
from tests.engine.test_stakes import CHIEF, STATE, contenders
from tests.small import play, scenario, small
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine import levies
from ucronia.engine.compiled import from_python
from ucronia.ensemble.plan import Fact, Fork

is_home = from_python(levies.is_home)
filled_first = from_python(levies.filled_first)
RECRUITS = {
    "recruit_rate": 0.06,
    "war_army_share": 0.01,
    "recruit_cost": 40.0,
    "battalion_cost": 0.0,
    "battalion_men": 600.0,
    "detach_least": 20.0,
}


def test_a_rival_levies_in_its_own_country_and_an_invader_does_not() -> None:
    tables, state, _ = contenders(1)
    state.realm.controller[0], state.realm.before[0] = CHIEF, STATE
    assert is_home(tables, state, 0, CHIEF)
    assert not is_home(tables, state, 0, STATE)
    tables.people.polity_nation[CHIEF] = 1
    assert not is_home(tables, state, 0, CHIEF)


def posted(kind: int, days: float) -> tuple[Any, Any, Any]:
    """A state with a force of a kind so many days from its seat, in its own country."""
    tables, state, _ = contenders(1)
    here = int(state.forces.place[ARMY])
    province = tables.geo.place_province[here]
    state.realm.controller[province] = state.realm.before[province] = STATE
    state.realm.capital[STATE] = next(p for p in range(4) if p != here)
    tables.geo.land_days[state.realm.capital[STATE], here] = days
    state.forces.kind[ARMY] = kind
    state.forces.roll[:1] = ARMY
    state.persons.counter[lay.COUNT_ROLL] = 1
    return tables, state, with_values(depot_days=5.0)


@pytest.mark.parametrize(
    ("kind", "days", "filled"),
    [(lay.GARRISON, 4.0, True), (lay.GARRISON, 6.0, False), (lay.ARMY, 60.0, True)],
)
def test_a_far_post_gets_no_recruits(kind: int, days: float, filled: bool) -> None:
    tables, state, draw = posted(kind, days)
    assert filled_first(tables, state, draw, STATE) == (ARMY if filled else lay.NONE)


def test_an_army_is_filled_before_a_larger_garrison() -> None:
    tables, state, draw = posted(lay.GARRISON, 1.0)
    state.forces.side[OTHER] = STATE
    state.forces.roll[:2] = ARMY, OTHER
    state.persons.counter[lay.COUNT_ROLL] = 2
    state.forces.men[OTHER] = 0.5 * state.forces.men[ARMY]
    assert filled_first(tables, state, draw, STATE) == OTHER


def abroad(values: dict[str, float]) -> tuple[World, Fork]:
    """Alta and Baja at war, and Alta's army, two hundred men, across the border."""
    relations = tuple(r.model_copy(update={"kind": "war"}) for r in scenario().relations)
    world = small("", {**RECRUITS, **values}, rules=(), relations=relations)
    army, other = world.index("force", "army_alta"), world.index("force", "army_baja")
    facts = (
        Fact("place", army, float(world.index("place", "muelle"))),
        Fact("men", army, 200.0),
        Fact("place", other, float(world.index("place", "huerta"))),
        Fact("treasury", world.index("polity", "alta"), 1e6),
    )
    return world, Fork(0, facts=facts)


def raised(world: World, fork: Fork) -> list[tuple[int, int, float]]:
    """Day, place and men of what Alta raised in forty days."""
    alta = world.index("polity", "alta")
    return [
        (int(line[0]), int(line[5]), float(value[0]))
        for replica, line, value in play(world, 40, fork=fork).rows(lay.L_RAISE)
        if replica == 0 and line[3] == alta
    ]


def test_a_state_whose_army_is_abroad_forms_one_at_its_seat() -> None:
    world, fork = abroad({})
    province = world.index("province", "alta_province")
    people = float(world.tables.geo.province_people[province])
    seat = int(world.tables.geo.province_capital[province])
    first = raised(world, fork)[0]
    assert first[:2] == (7, seat)
    # a month's recruits of the whole country, a battalion at most
    assert first[2] == pytest.approx(min(600.0, people * 0.06 / 12), abs=1.0)


def test_none_is_formed_without_recruits() -> None:
    assert raised(*abroad({"recruit_rate": 0.0})) == []
