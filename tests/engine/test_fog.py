"""What commanders know of where their enemies are, against a plain twin."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.small import index
from tests.twins import Plain
from tests.worlds import CAPACITY, NAMES, Dice, put, random_world
from ucronia.compiler.build import World
from ucronia.engine import knobs, track
from ucronia.engine import layout as lay
from ucronia.engine.bonds import muster as inner_muster
from ucronia.engine.compiled import from_python
from ucronia.engine.land import fog
from ucronia.engine.land.command import choose as inner_choose
from ucronia.engine.records import new_records
from ucronia.engine.sight import heard as inner_heard
from ucronia.ensemble.run import replay
from ucronia.scenario.dates import day_of

known_place = from_python(fog.known_place)
list_foes = from_python(fog.list_foes)
keep_track = from_python(track.keep_track)
begin_track = from_python(track.begin_track)
choose = from_python(inner_choose)
knows_defeat = from_python(inner_heard.knows_defeat)
muster = from_python(inner_muster)
DAY = 150


def draw_of(courier: float, scouts: float) -> Any:
    draw: Any = new_records(lay.Draw, CAPACITY)[0]
    draw.parameter[knobs.STANDARD.index("fog_courier")] = courier
    draw.parameter[knobs.STANDARD.index("fog_scout_days")] = scouts
    draw.parameter[knobs.STANDARD.index("fog_guides")] = 0.5
    draw.parameter[knobs.STANDARD.index("scout_foot")] = 1.0
    draw.parameter[knobs.STANDARD.index("scout_horse")] = 0.1
    return draw


def told(plain: Plain, side: int, here: int, force: int, courier: float, scouts: float) -> int:
    """Where the last news that has come puts a force, by a list of all news."""
    geo, forces = plain.tables.geo, plain.state.forces
    trail = [
        (int(place), int(day))
        for place, day in zip(forces.track_place[force], forces.track_day[force], strict=True)
    ]
    trail = trail[: next((n for n, (place, _) in enumerate(trail) if place < 0), len(trail))]
    news = []
    for n, (place, day) in enumerate(trail):
        v = int(geo.place_province[place])
        holder = plain.state.realm.controller[v]
        cause = plain.own_cause(side)
        bond = plain.state.realm.bond[side, holder] if holder >= 0 else lay.BOND_NONE
        armed = plain.hostile(v)
        # the people in arms against the holder tell his enemies, and nobody else
        guided = bond == (lay.BOND_WAR if armed else lay.BOND_FRIENDS)
        if not (armed and bond == lay.BOND_FRIENDS):
            guided |= cause is not None and plain.allegiance(v, cause) >= 0.5
        days = geo.courier_days[place, here] * (1 if guided else courier)
        if place == here or geo.land_days[place, here] <= scouts:
            days = 0
        if day + days <= DAY:
            news.append(n)
    if not news:
        return lay.NOWHERE
    last = min(news)
    is_gone = trail[last][0] == here and last > 0
    return trail[last - 1 if is_gone else last][0]


@pytest.mark.parametrize("seed", range(12))
def test_a_commander_knows_what_the_news_that_has_come_tells(seed: int) -> None:
    world, dice = random_world(seed), Dice(seed + 500)
    world.tables.geo.place_province[:7] = dice.whole(7, 0, 5)
    forces = world.state.forces
    put(forces.track_place, np.where(dice.real((9, 8)) < 0.9, dice.whole((9, 8), 0, 7), -1))
    put(forces.track_day, DAY - np.sort(dice.whole((9, 8), 0, 25), axis=1))
    plain, found = Plain(world.tables, world.state, NAMES, DAY), set()
    for courier, scouts in ((2.0, 1.0), (0.0, 0.0), (5.0, 0.0)):
        draw = draw_of(courier, scouts)
        for force in range(9):
            for side in range(7):
                for here in range(7):
                    known = known_place(
                        world.tables, world.state, draw, DAY, (side, here, scouts, force)
                    )
                    assert known == told(plain, side, here, force, courier, scouts)
                    found.add(known == forces.track_place[force, 0])
    assert found == {True, False}


def test_a_track_is_the_last_places_and_days_anew_where_a_force_appears() -> None:
    state: Any = new_records(lay.State, CAPACITY)[0]
    begin_track(state, 2, 5, 10)
    for day, place in enumerate((5, 4, 4, 3, 0, 1, 2, 3, 4, 5, 6)):
        state.forces.place[2] = place
        keep_track(state, 2, 20 + day)
    assert state.forces.track_place[2].tolist() == [6, 5, 4, 3, 2, 1, 0, 3]
    assert state.forces.track_day[2].tolist() == [30, 29, 28, 27, 26, 25, 24, 23]
    begin_track(state, 2, 1, 99)
    assert state.forces.track_place[2].tolist() == [1, *[lay.NOWHERE] * 7]


@pytest.mark.compiled
@pytest.mark.parametrize("date", ["1835-08-01", "1838-12-15", "1841-10-25"])
def test_old_news_is_the_truth_and_late_news_is_not(bundled: World, date: str) -> None:
    old, late = believed(bundled, date, 1000), believed(bundled, date, 0)
    assert all(old.is_right)
    assert 0 < sum(late.is_right) < len(late.is_right)


@pytest.mark.compiled
def test_late_news_sends_armies_elsewhere(bundled: World) -> None:
    date = "1838-12-15"
    assert believed(bundled, date, 1000).goals != believed(bundled, date, 0).goals


class Believed(NamedTuple):
    """Of all armies: whether each enemy known is where it is believed, and where they go."""

    is_right: list[bool]
    goals: list[int]


def believed(world: World, date: str, age: int) -> Believed:
    """Ask every army of a day's replay, news of each force's places being so much older."""
    day = day_of(world.scenario, date)
    assert day is not None
    scratch: Any = new_records(lay.Scratch, world.capacity)[0]
    state, _, draw = replay(world, day)
    muster(world.tables, state)
    stand = np.flatnonzero((state.forces.status == lay.ACTIVE) & (state.forces.men > 0))
    assert (state.forces.track_place[stand, 0] == state.forces.place[stand]).all()
    state.forces.track_day[:] -= age
    before = state.copy()
    found = Believed([], [])
    for army in stand[state.forces.kind[stand] == lay.ARMY]:
        count = list_foes(world.tables, state, draw, scratch, day, army)
        true = state.forces.place[scratch.foe[:count]]
        found.is_right.extend((true == scratch.foe_place[:count]).tolist())
        found.goals.extend(
            int(choose(world.tables, state, draw, fate, scratch, day, army))
            for fate in (lay.Fate(7, replica) for replica in range(100))
        )
    assert state.tobytes() == before.tobytes()
    return found


@pytest.mark.compiled
def test_a_far_army_hears_of_a_defeat_when_the_courier_is_there(bundled: World) -> None:
    """After Yungay the Army of the South knows on the courier's day and not before."""
    day = day_of(bundled.scenario, "1839-01-21")
    assert day is not None
    tables = bundled.tables
    army, near = (index(bundled, "force", id) for id in ("army_south", "protectoral_army"))
    for draw in range(20):
        state, _, _ = replay(bundled, day, draw=draw)
        realm = state.realm
        loser = int(realm.top[state.forces.side[near]])
        # in some readings it has turned by then
        if int(realm.top[state.forces.side[army]]) == loser:
            break
    assert int(realm.top[state.forces.side[army]]) == loser
    assert state.persons.beaten_day[loser] == day - 1
    slots = [
        slot
        for slot in range(lay.NEWS_SLOTS)
        if state.persons.news[slot, 1:].tolist() == [loser, day - 1]
        and state.persons.news_size[slot] < 0
    ]
    place = int(state.persons.news[slots[0], 0])
    days = float(tables.geo.courier_days[place, state.forces.place[army]])
    assert days > 5
    heard = [
        bool(knows_defeat(tables, state, day - 1 + later, army, 60.0)) for later in range(40)
    ]
    assert heard == [later >= days for later in range(40)]
    assert not knows_defeat(tables, state, day + 60, army, 60.0)
