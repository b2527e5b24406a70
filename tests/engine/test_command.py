"""Where commanders march: to a few goals that matter, by roads fit for an army."""

from __future__ import annotations

from typing import Any

import pytest

from tests.small import index
from ucronia.compiler.build import World
from ucronia.engine import knobs
from ucronia.engine import layout as lay
from ucronia.engine.bonds import muster as inner_muster
from ucronia.engine.compiled import from_python
from ucronia.engine.land.command import choose as inner_choose
from ucronia.engine.land.command import worth_of_garrison as inner_worth_of_garrison
from ucronia.engine.land.command import worth_of_siege as inner_worth_of_siege
from ucronia.engine.records import new_records
from ucronia.ensemble.run import replay
from ucronia.scenario.dates import day_of

pytestmark = pytest.mark.compiled

choose = from_python(inner_choose)
muster = from_python(inner_muster)
worth_of_garrison = from_python(inner_worth_of_garrison)
worth_of_siege = from_python(inner_worth_of_siege)


@pytest.mark.parametrize(
    ("date", "force"), [("1841-12-10", "bolivian_army"), ("1838-10-20", "protectoral_army")]
)
def test_a_commander_weighs_a_short_list(bundled: World, date: str, force: str) -> None:
    day = day_of(bundled.scenario, date)
    assert day is not None
    state, _, draw = replay(bundled, day)
    draw.parameter[knobs.STANDARD.index("perception_sd")] = 0.0
    muster(bundled.tables, state)
    army = index(bundled, "force", force)
    chosen = set()
    scratch: Any = new_records(lay.Scratch, bundled.capacity)[0]
    for replica in range(400):
        fate: Any = lay.Fate(7, replica)
        chosen.add(int(choose(bundled.tables, state, draw, fate, scratch, day, army)))
    # four goals and staying, the same for all who see the same
    assert 1 < len(chosen) <= 5


def test_no_army_marches_to_chile(bundled: World) -> None:
    days, place = bundled.tables.geo.land_days, lambda id: index(bundled, "place", id)
    assert days[place("tupiza"), place("santiago")] >= lay.FAR
    assert days[place("tupiza"), place("tucuman")] < lay.FAR
    assert bundled.tables.geo.courier_days[place("la_paz"), place("santiago")] < 60


def test_a_fort_with_an_enemy_garrison_is_a_goal(bundled: World) -> None:
    day = day_of(bundled.scenario, "1838-08-25")
    assert day is not None
    state, _, draw = replay(bundled, day)
    tables = bundled.tables
    draw.parameter[knobs.STANDARD.index("perception_sd")] = 0.0
    fort = knobs.STANDARD.index("command_fort")
    muster(tables, state)
    army, callao = (
        index(bundled, "force", "second_expedition"),
        index(bundled, "place", "callao"),
    )
    scratch: Any = new_records(lay.Scratch, bundled.capacity)[0]
    marches = []
    for worth in (0.0, 3.0):
        draw.parameter[fort] = worth
        chosen = [
            int(choose(tables, state, draw, lay.Fate(7, replica), scratch, day, army))
            for replica in range(200)
        ]
        marches.append(chosen.count(callao))
    assert marches[1] > marches[0]


def test_a_garrison_is_worth_its_fort_and_a_siege_what_it_takes(bundled: World) -> None:
    day = day_of(bundled.scenario, "1838-09-10")
    assert day is not None
    state, _, draw = replay(bundled, day)
    tables = bundled.tables
    muster(tables, state)
    worth = draw.parameter[knobs.STANDARD.index("command_fort")]
    held = index(bundled, "force", "callao_garrison")
    army = index(bundled, "force", "protectoral_army")
    assert worth_of_garrison(tables, state, draw, held) == worth
    assert worth_of_garrison(tables, state, draw, army) == 0.0
    callao, chile = index(bundled, "place", "callao"), index(bundled, "polity", "chile")
    assert state.forces.siege_day[held] != lay.NEVER
    assert worth_of_siege(tables, state, draw, chile, callao) == worth
    assert worth_of_siege(tables, state, draw, chile, index(bundled, "place", "lima")) == 0.0
