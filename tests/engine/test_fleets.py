"""Fleets in free play: where they go, how they fight, what they shut and whom they catch."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.sea import (
    ARMY,
    BAY,
    CHANCE,
    CONVOY,
    CUSTOMS,
    DAY,
    ENEMY_PORT,
    ENGAGE,
    FED,
    GARRISON,
    HOME,
    INLAND,
    MEET,
    OURS,
    PRIVATEERS,
    REVIEW,
    SAIL,
    THEIRS,
    THEM,
    US,
    Sea,
    run,
)
from tests.small import SIGMAS
from tests.worlds import muster, refresh
from ucronia.engine import layout as lay

REPLICAS = 600


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


@pytest.mark.parametrize(
    ("theirs", "daring", "goes"), [(4, False, True), (5, False, False), (5, True, True)]
)
def test_a_fleet_goes_with_its_army_where_it_is_as_strong_or_its_chief_dares(
    theirs: float, daring: bool, goes: bool
) -> None:
    sea = Sea(ours=4, theirs=theirs)
    sea.set("accept_odds", -50.0 if daring else 50.0)
    forces = sea.state.forces
    forces.order[ARMY], forces.goal[ARMY] = lay.EMBARK, ENEMY_PORT
    forces.review_day[ARMY] = DAY + 60
    sea.do(CONVOY, ARMY)
    assert (forces.goal[OURS] == ENEMY_PORT) == goes
    sea.do(SAIL, ARMY)
    assert (forces.status[ARMY] == lay.EMBARKED) == goes
    # who does not dare waits for a better chance, and gives up at his review
    assert forces.goal[ARMY] == ENEMY_PORT
    if not goes:
        forces.review_day[ARMY] = DAY
        sea.do(SAIL, ARMY)
        assert (forces.goal[ARMY], forces.order[ARMY]) == (lay.NOWHERE, lay.HOLD)


def test_who_waits_draws_his_daring_once() -> None:
    """Asked every day, at one chance in two to dare, half of all orders are dared, once."""
    sea = Sea(ours=4, theirs=5)
    sea.set("accept_slope", 0.0)
    forces = sea.state.forces
    dared = 0
    for replica in range(REPLICAS):
        forces.order[ARMY], forces.goal[ARMY] = lay.EMBARK, ENEMY_PORT
        forces.review_day[ARMY] = DAY + 60
        answers = set()
        for _ in range(2):
            forces.order[ARMY] = lay.EMBARK
            forces.goal[OURS] = lay.NOWHERE
            sea.do(CONVOY, ARMY, replica=replica)
            answers.add(int(forces.order[ARMY]))
        assert len(answers) == 1
        dared += answers == {lay.PUT_TO_SEA}
    assert abs(dared / REPLICAS - 0.5) < SIGMAS * 0.5 / math.sqrt(REPLICAS)


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
