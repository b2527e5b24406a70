"""The chance to cross a sea that an enemy searches: by hand, and beside a plain reckoning."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.sea import BAY, CROSS, ENEMY_PORT, HOME, INLAND, PRIVATEERS, THEIRS, Sea
from tests.twins import Plain
from tests.worlds import (
    COUNTS,
    NAMES,
    draw_of,
    muster,
    random_world,
)
from ucronia.engine import knobs
from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.crossing import found_in, port_under_way
from ucronia.engine.opcodes import ASK_CROSSING
from ucronia.engine.sight.world import ask_crossing

POLITIES, PLACES, FORCES = COUNTS["polity"], COUNTS["place"], COUNTS["force"]
WORLDS = 60


@compiled
def _ask(tables: Any, state: Any, draw: Any, answer: Any) -> None:
    for side in range(POLITIES):
        for port in range(PLACES):
            answer[side, port] = ask_crossing(ASK_CROSSING, side, port, tables, state, draw)


@compiled
def _where(tables: Any, draw: Any, answer: Any) -> None:
    for step in range(answer.shape[0]):
        answer[step] = port_under_way(tables, HOME, ENEMY_PORT, (step + 0.5) / answer.shape[0])


@compiled
def _found(draw: Any, answer: Any) -> None:
    answer[0] = found_in(draw, answer[1], answer[2])


ask, where, found = from_python(_ask), from_python(_where), from_python(_found)


def fleets_everywhere(seed: int) -> tuple[Any, Any]:
    """A world with many fleets and ports, and the draw of its knobs of the sea."""
    world = random_world(seed)
    forces, dice = world.state.forces, np.random.default_rng(seed)
    forces.kind[:FORCES] = np.where(dice.random(FORCES) < 0.8, lay.FLEET, lay.ARMY)
    for name in ("goal", "next_place"):
        bound = dice.integers(0, PLACES, FORCES)
        getattr(forces, name)[:FORCES] = np.where(dice.random(FORCES) < 0.8, lay.NOWHERE, bound)
    world.state.persons.counter[lay.COUNT_ROLL] = 0
    muster(world.tables, world.state)
    draw = draw_of(world)
    for name, most in (
        ("sea_meeting", 1.0),
        ("sea_intercept", 1.0),
        ("sea_pace", 2.0),
        ("sea_ratio", 3.0),
        ("accept_odds", 0.6),
        ("accept_slope", 10.0),
    ):
        draw.parameter[knobs.STANDARD.index(name)] = dice.random() * most
    return world, draw


def test_the_engine_and_its_twin_give_the_same_chance() -> None:
    kinds = set()
    for seed in range(WORLDS):
        world, draw = fleets_everywhere(seed)
        answer = np.full((POLITIES, PLACES), np.nan)
        ask(world.tables, world.state, draw, answer)
        plain = Plain(world.tables, world.state, NAMES, world.day, draw.parameter)
        for side in range(POLITIES):
            for port in range(PLACES):
                wanted = plain.crossing(side, port)
                assert answer[side, port] == pytest.approx(wanted, abs=1e-9), (seed, side, port)
                kinds.add((wanted > 0, 0 < wanted < 1))
    assert kinds == {(False, False), (True, False), (True, True)}


def test_the_search_by_hand() -> None:
    """At a chance of one in two a week, two fleets miss a convoy for two weeks once in 16."""
    sea = Sea()
    sea.set("sea_meeting", 0.5)
    answer = np.array([0.0, 2.0, 14.0])
    found(sea.draw, answer)
    assert answer[0] == pytest.approx(15 / 16)
    sea.set("sea_meeting", 1.0)
    found(sea.draw, answer)
    assert answer[0] == pytest.approx(1.0)


def test_a_crossing_by_hand() -> None:
    """Three days; the first in sight of home, 3 days from their fleet, the others of its port.

    Half-way a convoy is as near to either, and counts as come. It is found there with
    1 - (3/4)^(1/7) a day, off home with 0.7 of that rate, at the landing with 0.3.
    """
    sea = Sea(ours=0, theirs=2)
    near, far, landing = 0.75 ** (1 / 7), 0.75 ** (0.7 / 7), 1 - 0.3
    bare = sea.do(CROSS, HOME, ENEMY_PORT)
    assert bare == pytest.approx(far * near * near * landing)
    # escorted by two ships against two: attacked surely, beaten one time in two
    held = sea.do(CROSS, HOME, ENEMY_PORT, given=2.0)
    share = [1 - (1 - part) / 2 for part in (far, near, near, landing)]
    assert held == pytest.approx(math.prod(share))
    assert bare < held < sea.do(CROSS, HOME, ENEMY_PORT, given=20.0) < 1.0
    # two that lie off the port see what leaves it, and search it whole
    sea.state.forces.place[THEIRS] = HOME
    shut = sea.do(CROSS, HOME, ENEMY_PORT)
    assert shut == pytest.approx((1 - 0.3) * near * far * far * (1 - 0.3 * 0.7))


def test_where_no_way_leads_or_no_enemy_searches() -> None:
    sea = Sea(ours=4, theirs=0)
    assert sea.do(CROSS, HOME, ENEMY_PORT) == 1.0
    assert sea.do(CROSS, HOME, HOME) == 1.0
    assert sea.do(CROSS, HOME, INLAND) == 0.0
    assert sea.do(CROSS, INLAND, HOME) == 0.0
    sea.tables.geo.sea_days[HOME, ENEMY_PORT] = lay.FAR
    assert sea.do(CROSS, HOME, ENEMY_PORT) == 0.0


def test_privateers_search_as_a_squadron_does() -> None:
    sea = Sea(ours=0, theirs=2)
    alone = sea.do(CROSS, HOME, ENEMY_PORT)
    sea.state.forces.status[PRIVATEERS] = lay.ACTIVE
    sea.state.persons.counter[lay.COUNT_ROLL] = 0
    muster(sea.tables, sea.state)
    way = 0.75 ** (2.7 / 7)
    assert sea.do(CROSS, HOME, ENEMY_PORT) == pytest.approx(alone * way)


def test_a_convoy_passes_the_ports_of_its_way_and_no_others() -> None:
    sea = Sea()
    where_to = np.zeros(6, dtype=np.int64)
    where(sea.tables, sea.draw, where_to)
    assert where_to.tolist() == [HOME] * 3 + [ENEMY_PORT] * 3
    sea.tables.geo.sea_days[HOME, BAY], sea.tables.geo.sea_days[BAY, ENEMY_PORT] = 1.5, 1.5
    where(sea.tables, sea.draw, where_to)
    assert where_to.tolist() == [HOME, HOME, BAY, BAY, ENEMY_PORT, ENEMY_PORT]
