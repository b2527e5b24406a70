"""Fleets in free play: where they go, how they fight, what they shut and whom they catch."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.small import SIGMAS
from tests.worlds import CAPACITY, draw_of, muster, random_world, refresh
from ucronia.engine import knobs
from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.land import march, siege
from ucronia.engine.realm.treasury import customs_of
from ucronia.engine.records import new_records
from ucronia.engine.sea import fleets, meeting, watch
from ucronia.engine.sea.odds import sea_chance

OURS, THEIRS, ARMY, PRIVATEERS, GARRISON = range(5)
US, THEM = 3, 4
HOME, BAY, ENEMY_PORT, INLAND = 0, 1, 2, 3
DAY = 14
REPLICAS = 600
ENGAGE, CONVOY, INTERCEPT, REVIEW, SAIL, CUSTOMS, FED, CHANCE, MEET = range(9)
LEVELS = {
    "accept_odds": -100.0,
    "accept_slope": 10.0,
    "evade_share": 0.5,
    "sea_ratio": 2.0,
    "sea_fort": 1.5,
    "sea_loss": 0.4,
    "sea_prizes": 0.5,
    "sea_meeting": 0.25,
    "sea_intercept": 0.3,
    "sea_transports": 0.2,
    "sea_pace": 1.0,
    "crew_days": 2.0,
    "blockade_customs": 0.6,
    "customs_share": 1.0,
    "fleet_blockade": 1.5,
    "fleet_refit": 1.0,
    "command_hold": 0.5,
    "command_risk": 1.5,
    "command_patience_days": 20.0,
    "command_review_days": 10.0,
    "command_temperature": 0.01,
}


@compiled
def _do(tables: Any, state: Any, log: Any, draw: Any, key: Any, what: Any, answer: Any) -> None:
    deed, a, b = what
    fate = lay.Fate(key[0], key[1])
    if deed == ENGAGE:
        meeting.engage(tables, state, log, draw, fate, DAY, (a, b))
    elif deed == CONVOY:
        fleets.convoy(tables, state, log, DAY, a)
    elif deed == INTERCEPT:
        meeting.intercept(tables, state, log, draw, fate, DAY, a)
    elif deed == REVIEW:
        watch.step(tables, state, log, draw, fate, DAY)
    elif deed == SAIL:
        march.set_sail(tables, state, log, draw, DAY, a)
    elif deed == CUSTOMS:
        answer[0] = customs_of(tables, state, draw, a)
    elif deed == FED:
        answer[0] = 1.0 if siege.is_fed_by_sea(tables, state, a, b) else 0.0
    elif deed == CHANCE:
        answer[0] = sea_chance(draw, answer[0], answer[1], answer[2], answer[3])
    else:
        meeting.step(tables, state, log, draw, fate, DAY)


run = from_python(_do)


class Sea:
    """Two coasts three days apart; a fleet of ours at home, one of theirs, and our army."""

    def __init__(self, ours: float = 4, theirs: float = 2) -> None:
        world = random_world(1)
        self.tables, self.state = world.tables, world.state
        self.draw = draw_of(world)
        self.draw.parameter[:] = 0.0
        for name, level in LEVELS.items():
            self.set(name, level)
        self.log: Any = new_records(lay.Log, CAPACITY)[0]
        self._lay_out_geo()
        self._lay_out_realm()
        self._lay_out_forces(ours, theirs)

    def set(self, name: str, level: float) -> None:
        self.draw.parameter[knobs.STANDARD.index(name)] = level

    def _lay_out_geo(self) -> None:
        geo = self.tables.geo
        geo.place_zone[:4] = (0, 0, 1, lay.NOWHERE)
        geo.place_zone[4:7] = lay.NOWHERE
        geo.place_province[:7] = (0, 0, 1, 0, 0, 0, 0)
        geo.place_trade_pesos[:7] = (900, 100, 500, 0, 0, 0, 0)
        geo.place_landing_men[:3] = (1000, 500, 250)
        geo.sea_days[:7, :7] = lay.FAR
        geo.sea_days[:3, :3] = ((0, 1, 3), (1, 0, 4), (3, 4, 0))
        geo.zone_days[:7] = lay.FAR
        geo.zone_days[:3, :2] = ((0, 3), (0, 4), (3, 0))

    def _lay_out_realm(self) -> None:
        realm, people = self.state.realm, self.tables.people
        realm.exists[:7] = 1
        realm.parent[:7] = lay.NONE
        realm.relation[:7, :7] = lay.PEACE
        realm.relation[US, THEM] = realm.relation[THEM, US] = lay.WAR
        realm.controller[:5] = (US, THEM, US, US, US)
        people.circuit_place[:2] = lay.NOWHERE
        people.circuit_place[0, :2] = (ENEMY_PORT, INLAND)
        people.circuit_volume_pesos[:2] = (1200, 0)
        people.circuit_port[:2] = (ENEMY_PORT, lay.NOWHERE)
        people.circuit_common[:2] = lay.NONE
        people.circuit_start[:2] = 0.0
        realm.trade[:2] = 1.0

    def _lay_out_forces(self, ours: float, theirs: float) -> None:
        forces = self.state.forces
        forces.status[:9] = lay.UNUSED
        forces.kind[:4] = (lay.FLEET, lay.FLEET, lay.ARMY, lay.FLEET)
        forces.status[:3] = lay.ACTIVE
        forces.side[:4] = (US, THEM, US, THEM)
        forces.place[:4] = (HOME, ENEMY_PORT, HOME, ENEMY_PORT)
        forces.ships[:4] = (ours, theirs, 0, 1)
        forces.men[:4] = (400, 200, 1000, 100)
        forces.birth[:4] = range(4)
        forces.commander[:9] = lay.NOBODY
        for name in ("goal", "next_place"):
            getattr(forces, name)[:9] = lay.NOWHERE
        forces.order[:9] = lay.HOLD
        forces.moved_day[:9] = 0
        forces.captives[:9] = 0
        forces.wounded[:9] = 0
        forces.siege_day[:9] = lay.NEVER
        self.state.persons.counter[lay.COUNT_ROLL] = 0
        refresh(self.tables, self.state)
        muster(self.tables, self.state)

    def do(self, deed: int, a: int = 0, b: int = 0, replica: int = 0) -> float:
        answer = np.zeros(4)
        key, what = (5, replica), (deed, a, b)
        run(self.tables, self.state, self.log, self.draw, key, what, answer)
        return float(answer[0])

    def lines(self, kind: int) -> Any:
        count = self.state.persons.counter[lay.COUNT_LOG]
        lines = self.log.event[:count]
        return lines[lines[:, 1] == kind]


def test_the_odds_by_hand() -> None:
    sea = Sea()
    for ships, edge, fort, wanted in [
        ((3, 3), 0, 0, 0.5),
        ((4, 2), 0, 0, 0.8),
        ((2, 4), 0, 0, 0.2),
        ((3, 3), 0, 1, 1 / (1 + math.exp(1.5))),
        ((0, 3), 0, 0, 0.0),
        ((3, 0), 0, 0, 1.0),
    ]:
        answer = np.array([*ships, edge, fort], dtype=float)
        run(sea.tables, sea.state, sea.log, sea.draw, (5, 0), (CHANCE, 0, 0), answer)
        assert answer[0] == pytest.approx(wanted)


def battles(count: int = REPLICAS) -> list[tuple[Any, Any, float]]:
    """Battles of four ships against two: the line, its numbers, and ships and men left."""
    found = []
    for replica in range(count):
        sea = Sea()
        sea.state.forces.place[OURS] = ENEMY_PORT
        sea.do(ENGAGE, OURS, THEIRS, replica)
        forces, persons = sea.state.forces, sea.state.persons
        sunk = persons.ledger_ships[lay.SHIPS_SUNK]
        assert forces.ships[:2].sum() + sunk == 6
        assert forces.men[:2].sum() + persons.ledger_men[lay.TAKEN] == pytest.approx(600)
        assert forces.captives[:2].sum() == persons.ledger_men[lay.TAKEN]
        (line,) = sea.lines(lay.L_SEA_BATTLE)
        value = sea.log.event_value[sea.state.persons.counter[lay.COUNT_LOG] - 1]
        found.append((line.copy(), value.copy(), float(sunk)))
    return found


@pytest.fixture(scope="module")
def fought() -> list[tuple[Any, Any, float]]:
    return battles()


def test_twice_the_ships_win_four_times_in_five(fought: list[Any]) -> None:
    share = np.mean([line[2] == OURS for line, _, _ in fought])
    assert abs(share - 0.8) < SIGMAS * math.sqrt(0.8 * 0.2 / REPLICAS)


def test_whole_ships_are_lost_to_the_share_that_is_drawn(fought: list[Any]) -> None:
    """Two ships lose 0.8 on the mean: one, or none, never a part; half of them are taken."""
    lost = np.array([value[0] for line, value, _ in fought if line[2] == OURS])
    assert set(lost) == {0.0, 1.0}
    assert abs(lost.mean() - 0.8) < SIGMAS * 0.4 / math.sqrt(len(lost))
    taken = np.array([value[1] for line, value, _ in fought if value[0] == 1])
    assert abs(taken.mean() - 0.5) < SIGMAS * 0.5 / math.sqrt(len(taken))
    for _, value, sunk in fought:
        assert value[0] - value[1] == sunk


def test_a_battle_is_news_to_both() -> None:
    sea = Sea()
    sea.state.persons.counter[lay.COUNT_NEWS] = 0
    for replica in range(40):
        if not sea.lines(lay.L_SEA_BATTLE)[:, 0].size or not sea.state.persons.news_size[0]:
            sea = Sea()
            sea.state.persons.counter[lay.COUNT_NEWS] = 0
            sea.state.forces.place[OURS] = ENEMY_PORT
            sea.do(ENGAGE, OURS, THEIRS, replica)
    news, size = sea.state.persons.news, sea.state.persons.news_size
    winner = sea.state.forces.side[sea.lines(lay.L_SEA_BATTLE)[0, 2]]
    assert news[0, 1] == winner and size[0] > 0
    assert news[1, 1] == US + THEM - winner and size[1] == -size[0]


def test_the_beaten_go_home_and_others_of_their_side_lose_too() -> None:
    sea = Sea(ours=40, theirs=2)
    sea.state.forces.status[PRIVATEERS] = lay.ACTIVE
    sea.state.forces.place[:4] = (BAY, BAY, HOME, BAY)
    sea.set("sea_loss", 0.0)
    sea.state.persons.counter[lay.COUNT_ROLL] = 0
    muster(sea.tables, sea.state)
    sea.do(ENGAGE, OURS, THEIRS)
    assert sea.state.forces.goal[THEIRS] == ENEMY_PORT
    assert sea.state.forces.goal[PRIVATEERS] == ENEMY_PORT
    assert sea.state.forces.goal[OURS] == lay.NOWHERE
    sea.set("sea_loss", 1.0)
    sea.state.forces.goal[[THEIRS, PRIVATEERS]] = lay.NOWHERE
    sea.do(ENGAGE, OURS, THEIRS)
    assert sea.state.forces.ships[[THEIRS, PRIVATEERS]].tolist() == [0, 0]


def test_who_sees_no_chance_does_not_attack() -> None:
    sea = Sea(ours=1, theirs=6)
    sea.set("accept_odds", 0.4)
    sea.set("accept_slope", 1000.0)
    sea.state.forces.place[OURS] = ENEMY_PORT
    sea.do(ENGAGE, OURS, THEIRS)
    assert not len(sea.lines(lay.L_SEA_BATTLE))


def test_who_comes_meets_those_who_lie_there_and_others_of_the_coast_by_chance() -> None:
    sea = Sea()
    sea.state.forces.place[OURS] = ENEMY_PORT
    sea.state.forces.moved_day[OURS] = DAY
    sea.do(MEET)
    assert len(sea.lines(lay.L_SEA_BATTLE)) >= 1
    met = 0
    for replica in range(REPLICAS):
        sea = Sea()
        sea.state.forces.place[THEIRS] = BAY
        sea.do(MEET, replica=replica)
        met += len(sea.lines(lay.L_SEA_BATTLE)) > 0
    # either of the two may find the other
    chance = 1 - 0.75**2
    assert abs(met / REPLICAS - chance) < SIGMAS * math.sqrt(chance * (1 - chance) / REPLICAS)
    apart = Sea()
    apart.do(MEET)
    assert not len(apart.lines(lay.L_SEA_BATTLE))


@pytest.mark.parametrize(("theirs", "goes"), [(4, True), (5, False)])
def test_a_fleet_goes_with_its_army_where_it_is_as_strong(theirs: float, goes: bool) -> None:
    sea = Sea(ours=4, theirs=theirs)
    forces = sea.state.forces
    forces.order[ARMY], forces.goal[ARMY] = lay.EMBARK, ENEMY_PORT
    sea.do(CONVOY, ARMY)
    assert (forces.goal[OURS] == ENEMY_PORT) == goes
    sea.do(SAIL, ARMY)
    assert (forces.status[ARMY] == lay.EMBARKED) == goes
    assert (forces.goal[ARMY] == ENEMY_PORT) == goes


def test_a_voyage_and_a_landing_take_their_days() -> None:
    """Two days to embark, three at sea, and a thousand men over a beach of 250 a day."""
    sea = Sea(ours=4, theirs=0)
    sea.state.forces.goal[ARMY] = ENEMY_PORT
    sea.do(SAIL, ARMY)
    assert sea.state.forces.arrive_day[ARMY] == DAY + 2 + 3 + 4
    sea.tables.geo.place_landing_men[ENEMY_PORT] = 500
    again = Sea(ours=4, theirs=0)
    again.tables.geo.place_landing_men[ENEMY_PORT] = 500
    again.state.forces.goal[ARMY] = ENEMY_PORT
    again.do(SAIL, ARMY)
    assert again.state.forces.arrive_day[ARMY] == DAY + 2 + 3 + 2


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        # the stronger blockades, three days away; the weaker guards its port
        (9, 1, ENEMY_PORT),
        (1, 9, HOME),
    ],
)
def test_where_a_fleet_goes(ours: float, theirs: float, wanted: int) -> None:
    sea = Sea(ours, theirs)
    sea.state.forces.review_day[:9] = 0
    sea.do(REVIEW)
    goal = sea.state.forces.goal[OURS]
    assert (goal if goal >= 0 else HOME) == wanted
    assert sea.state.forces.review_day[OURS] == DAY + 10


def test_a_besieged_port_is_shut_before_the_main_one() -> None:
    sea = Sea(9, 1)
    sea.tables.geo.place_province[BAY] = 1
    sea.state.forces.status[GARRISON] = lay.ACTIVE
    sea.state.forces.kind[GARRISON] = lay.GARRISON
    sea.state.forces.side[GARRISON] = THEM
    sea.state.forces.place[GARRISON] = BAY
    sea.state.forces.men[GARRISON] = 300
    for day, goal in ((lay.NEVER, ENEMY_PORT), (10, BAY)):
        sea.state.forces.siege_day[:9] = lay.NEVER
        sea.state.forces.siege_day[GARRISON] = day
        sea.state.forces.review_day[:9] = 0
        sea.state.forces.goal[OURS] = lay.NOWHERE
        sea.state.persons.counter[lay.COUNT_ROLL] = 0
        muster(sea.tables, sea.state)
        sea.do(REVIEW)
        assert sea.state.forces.goal[OURS] == goal


def test_nobody_sails_in_peace_nor_leaves_troops_that_are_to_land() -> None:
    sea = Sea(9, 1)
    sea.state.forces.review_day[:9] = 0
    sea.state.realm.relation[US, THEM] = sea.state.realm.relation[THEM, US] = lay.PEACE
    refresh(sea.tables, sea.state)
    sea.do(REVIEW)
    assert (sea.state.forces.goal[:2] == lay.NOWHERE).all()
    waits = Sea(9, 1)
    waits.state.forces.review_day[:9] = 0
    waits.state.forces.status[ARMY] = lay.EMBARKED
    waits.state.forces.next_place[ARMY] = HOME
    waits.do(REVIEW)
    assert waits.state.forces.goal[OURS] == lay.NOWHERE


@pytest.mark.parametrize("escort", [0, 1, 4])
def test_transports_without_a_stronger_escort_may_be_caught(escort: float) -> None:
    caught = 0
    for replica in range(REPLICAS):
        sea = Sea(ours=escort, theirs=4)
        forces = sea.state.forces
        forces.status[ARMY], forces.next_place[ARMY] = lay.EMBARKED, ENEMY_PORT
        forces.place[OURS] = ENEMY_PORT
        sea.do(INTERCEPT, ARMY, replica=replica)
        taken = sea.state.persons.ledger_men[lay.TAKEN]
        assert forces.men[ARMY] + taken == 1000
        if len(sea.lines(lay.L_INTERCEPT)):
            caught += 1
            assert taken == pytest.approx(200)
            assert forces.next_place[ARMY] == HOME
            assert forces.arrive_day[ARMY] == DAY + 3
    chance = 0.3 * max(0.0, 1 - escort / 4)
    sd = math.sqrt(chance * (1 - chance) / REPLICAS)
    assert abs(caught / REPLICAS - chance) <= SIGMAS * sd


def test_a_blockade_takes_customs_and_starves_a_fort() -> None:
    sea = Sea(ours=4, theirs=2)
    # twelve hundred pesos a year, all collected at their port
    assert sea.do(CUSTOMS, THEM) == pytest.approx(100)
    # four ships three days away are felt as 2.8: they blockade nothing, but rule the zone
    assert sea.do(FED, THEM, ENEMY_PORT) == 0.0
    sea.state.forces.ships[THEIRS] = 3
    assert sea.do(FED, THEM, ENEMY_PORT) == 1.0
    sea.state.forces.place[OURS] = ENEMY_PORT
    assert sea.do(CUSTOMS, THEM) == pytest.approx(100 * 0.4)
    assert sea.do(CUSTOMS, US) == 0
    assert sea.do(FED, THEM, ENEMY_PORT) == 0.0
    sea.state.forces.ships[THEIRS] = 5
    assert sea.do(CUSTOMS, THEM) == pytest.approx(100)
    assert sea.do(FED, THEM, ENEMY_PORT) == 1.0
    assert sea.do(FED, THEM, INLAND) == 0.0
