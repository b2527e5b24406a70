"""Guides: who has them, where, and how much better an army sees with them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.small import scenario, small
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import guides, layout
from ucronia.engine.compiled import entry
from ucronia.engine.land import contact
from ucronia.engine.layout import Draw, Fate, Floats, States, Tables

SD = {"perception_sd": 0.4, "perception_guides": 0.5, "perception_home": 0.25}


@entry
def look(
    tables: Tables, states: States, draw: Draw, who: tuple[int, int], seen: Floats
) -> None:
    """Gather guides, and let a force look at 1,000 men in a place in so many weeks."""
    force, place = who
    guides.gather(tables, states[0])
    for week in range(seen.shape[0]):
        eyes = (force, place, 1000.0)
        fate = Fate(7, 0)
        seen[week] = contact.perceived(tables, states[0], draw, fate, 7 * week, eyes)


def world_with(serves: str, status: int) -> tuple[World, Any]:
    """Alta and Baja at war; a man from Alta who serves one of them, as he stands."""
    relations = tuple(r.model_copy(update={"kind": "war"}) for r in scenario().relations)
    leaders = scenario().leaders
    exile = leaders[0].model_copy(update={"id": "eva_sol", "status": "private"})
    world = small("", SD, rules=(), relations=relations, leaders=(*leaders, exile))
    states = world.start.copy()
    number = world.index("leader", "eva_sol")
    states[0].persons.leader_polity[number] = world.index("polity", serves)
    states[0].persons.leader_status[number] = status
    return world, states


def error(serves: str, status: int = layout.PRIVATE, force: str = "army_baja") -> Any:
    """Log of what the force believes over the truth, in Alta's capital, week by week."""
    world, states = world_with(serves, status)
    seen = np.zeros(50)
    who = world.index("force", force), world.index("place", "cumbre")
    look(world.tables, states, make_draws(world, 1, 0, 1)[0], who, seen)
    return np.log(seen / 1000.0)


@pytest.mark.parametrize("status", [layout.PRIVATE, layout.COMMAND, layout.EXILE])
def test_guides_shrink_the_error_by_their_factor(status: int) -> None:
    assert error("baja", status) == pytest.approx(0.5 * error("alta"), rel=1e-9)


@pytest.mark.parametrize("status", [layout.DEAD, layout.PRISONER])
def test_the_dead_and_the_captured_guide_nobody(status: int) -> None:
    assert np.array_equal(error("baja", status), error("alta"))


def test_at_home_one_s_own_eyes_are_best() -> None:
    """In Alta's own province its army sees as it does, whoever serves whom."""
    assert np.array_equal(error("baja", force="army_alta"), error("alta", force="army_alta"))


def test_the_error_abroad_has_its_spread() -> None:
    found = error("alta")
    assert float(found.std()) == pytest.approx(0.4, abs=4.5 * 0.4 / math.sqrt(2 * 49))
