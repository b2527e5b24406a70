"""Occupied countries that rise: where, how often, and what comes of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.small import Played, play, scenario, small, within
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fact, Fork

STILL = {
    "allegiance_drift": 0.0,
    "allegiance_rule": 0.0,
    "allegiance_rejection": 0.0,
    "unrest_level": 0.1,
    "unrest_rejection": 0.5,
    "unrest_drift": 400.0,
    "insurgent_growth": 4.0,
    "insurgent_many": 2.0,
    "guerrilla_loss": 0.0,
    "garrison_thin": 8.0,
    "retake_rate": 2.0,
}


def occupied(values: dict[str, float]) -> World:
    """Alta and Baja at war, without rules; nobody marches."""
    relations = tuple(r.model_copy(update={"kind": "war"}) for r in scenario().relations)
    return small("", {**STILL, **values}, rules=(), relations=relations)


def held(world: World, men: float = 0.0) -> Fork:
    """Baja holds Alta's province, with so many men in its capital, and has no others there."""
    province = world.index("province", "alta_province")
    baja, capital = world.index("polity", "baja"), world.tables.geo.province_capital[province]
    army, other = world.index("force", "army_baja"), world.index("force", "army_alta")
    facts = [
        Fact("control", province, float(baja)),
        # a government that has neither land nor men is no more
        Fact("men", other, 10.0),
        Fact("place", other, float(world.index("place", "paso"))),
        Fact("men", army, men),
        Fact("place", army, float(capital)),
    ]
    return Fork(0, facts=tuple(facts))


def risings(played: Played) -> list[tuple[int, int]]:
    """Replica and day of every rising: irregulars raised."""
    return [(replica, int(line[0])) for replica, line, _ in played.rows(lay.L_RAISE)]


def test_a_country_without_a_garrison_goes_back_to_its_owner() -> None:
    world = occupied({"retake_rate": 5000.0})
    province = world.index("province", "alta_province")
    state = play(world, 40, fork=held(world)).state
    assert state.realm.controller[province] == world.index("polity", "alta")
    assert state.realm.insurgents[province] < state.persons.ledger_men[lay.RAISED]


def test_a_garrison_that_is_enough_holds_it() -> None:
    world = occupied({"retake_rate": 5000.0})
    province = world.index("province", "alta_province")
    enough = 8.0 * world.tables.geo.province_people[province] / 1000
    played = play(world, 60, fork=held(world, enough + 1))
    assert risings(played) == []
    assert played.state.realm.controller[province] == world.index("polity", "baja")


def test_few_insurgents_take_nothing() -> None:
    world = occupied({"retake_rate": 5000.0, "insurgent_many": 50.0})
    assert risings(play(world, 60, fork=held(world))) == []


@pytest.mark.compiled
def test_a_rising_comes_at_its_rate() -> None:
    """r rejection (1 - garrison / enough) a year, looked at by the week."""
    world = occupied({})
    tries, days = 2000, 104
    province = world.index("province", "alta_province")
    men = 2.0 * world.tables.geo.province_people[province] / 1000
    fork = held(world, men)
    start = play(world, 11, fork=fork).state
    baja = world.tables.people.polity_cause[world.index("polity", "baja")]
    rejected = 1 - float(start.realm.allegiance[province, baja])
    weekly = 1 - math.exp(-2.0 * rejected * (1 - 2.0 / 8.0) * 7 / 365.25)
    found = {}
    for replica, day in risings(play(world, days, tries, fork=fork)):
        found.setdefault(replica, day)
    first = min(found.values())
    weeks = sum(day % 7 == 3 and day >= first for day in range(days))
    assert within(len(found), tries, 1 - (1 - weekly) ** weeks)


def test_resistance_moves_nothing_where_nobody_is_occupied() -> None:
    """Ripple: without an occupation its rate changes nothing at all."""
    slow, fast = (
        play(occupied({"retake_rate": rate}), 120, fork=Fork(0)).state for rate in (0.5, 900.0)
    )
    for part in ("forces", "realm", "persons"):
        for name in getattr(slow, part).dtype.names:
            a: Any = getattr(getattr(slow, part), name)
            assert np.array_equal(a, getattr(getattr(fast, part), name)), name
