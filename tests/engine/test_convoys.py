"""Convoys at sea: who is met, who holds, what is lost, and what follows from it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.sea import (
    ARMY,
    BAY,
    DAY,
    ENEMY_PORT,
    FOUND,
    GARRISON,
    HOME,
    MEET_CONVOY,
    OURS,
    PRIVATEERS,
    THEIRS,
    THEM,
    US,
    Sea,
)
from tests.small import SIGMAS
from tests.worlds import muster
from ucronia.engine import layout as lay

REPLICAS = 400
CHIEF = 2


def at_sea(ours: float = 0, theirs: float = 4, days: int = 3) -> Sea:
    """Our thousand men a day out, and 60 sick, with an escort or none; theirs in their port."""
    sea = Sea(ours, theirs)
    sea.state.forces.sick[:9] = 0
    sea.state.forces.guns[:9] = 0
    sea.put_to_sea(days, *([OURS] if ours else []))
    sea.state.persons.counter[lay.COUNT_NEWS] = 0
    sea.state.persons.ledger_men[:] = 0
    sea.state.persons.ledger_ships[:] = 0
    sea.state.persons.ledger_guns[:] = 0
    return sea


def sure(sea: Sea) -> Sea:
    """Every search finds, every ship takes more than there is, nobody loses less than all."""
    for name in ("sea_meeting", "sea_intercept", "sea_loss", "sea_prizes"):
        sea.set(name, 1.0)
    sea.set("sea_transports", 100.0)
    return sea


def held(sea: Sea) -> float:
    """Men that all forces have with them, prisoners among them."""
    forces = sea.state.forces
    own = forces.men[:9] + forces.sick[:9] + forces.wounded[:9] + forces.captives[:9]
    return float(own[[OURS, THEIRS, ARMY]].sum())


def test_a_sure_meeting_without_an_escort_takes_all() -> None:
    sea = sure(at_sea())
    forces, persons = sea.state.forces, sea.state.persons
    forces.sick[ARMY], forces.guns[ARMY] = 60, 5
    before, pesos = held(sea), sea.state.realm.treasury[:7].sum()
    rich = sea.state.realm.treasury[THEM]
    sea.do(MEET_CONVOY, ARMY)
    assert forces.status[ARMY] == lay.DISBANDED
    assert forces.men[ARMY] == forces.sick[ARMY] == forces.guns[ARMY] == 0
    # of 1,060 a tenth drown
    assert persons.ledger_men[lay.DEAD_MEN] == pytest.approx(106)
    assert persons.ledger_men[lay.TAKEN] == forces.captives[:9].sum() == pytest.approx(954)
    assert held(sea) + persons.ledger_men[lay.DEAD_MEN] == pytest.approx(before)
    assert forces.guns[:9].sum() == 5 and persons.ledger_guns[lay.GUNS_LOST] == 0
    # six transports of 200 men, at 1,000 pesos
    (line,) = sea.lines(lay.L_INTERCEPT)
    assert line[[2, 3]].tolist() == [THEIRS, ARMY]
    assert sea.state.realm.treasury[THEM] - rich == pytest.approx(6000)
    assert sea.state.realm.treasury[:7].sum() == pytest.approx(pesos)
    value = sea.log.event_value[sea.state.persons.counter[lay.COUNT_LOG] - 1]
    assert value.tolist() == pytest.approx([1060, 106, 6, 6, 0, 0])


def test_a_sure_defeat_of_the_escort_takes_its_ships_too() -> None:
    sea = sure(at_sea(ours=2, theirs=4000))
    forces, persons = sea.state.forces, sea.state.persons
    sea.do(MEET_CONVOY, ARMY)
    assert forces.ships[[OURS, THEIRS]].tolist() == [0, 4002]
    assert persons.ledger_ships.sum() == 0
    assert forces.men[OURS] == 0 and forces.status[ARMY] == lay.DISBANDED
    # the crew's 400 are all prisoners, and nine tenths of the thousand
    assert persons.ledger_men[lay.TAKEN] == forces.captives[:9].sum() == pytest.approx(1300)
    assert [
        len(sea.lines(kind)) for kind in (lay.L_MET, lay.L_SEA_BATTLE, lay.L_INTERCEPT)
    ] == [
        1,
        1,
        1,
    ]


def test_an_escort_that_wins_brings_its_convoy_on() -> None:
    sea = sure(at_sea(ours=4000, theirs=2))
    forces = sea.state.forces
    sea.do(MEET_CONVOY, ARMY)
    assert forces.ships[[OURS, THEIRS]].tolist() == [4002, 0]
    assert forces.men[ARMY] == 1000 and forces.next_place[ARMY] == ENEMY_PORT
    assert not len(sea.lines(lay.L_INTERCEPT))


def test_one_who_sees_no_chance_lets_them_pass() -> None:
    sea = sure(at_sea(ours=4, theirs=2))
    sea.set("accept_odds", 50.0)
    sea.do(MEET_CONVOY, ARMY)
    assert len(sea.lines(lay.L_MET)) == 1
    assert not len(sea.lines(lay.L_SEA_BATTLE)) and not len(sea.lines(lay.L_INTERCEPT))


def test_the_chance_of_each_day_by_hand() -> None:
    """Two days on board; the first at sea is off home, the third off their port."""
    rate = -math.log(0.75) / 7
    for days, chance, port in (
        (1, 0.0, ENEMY_PORT),
        (2, 1 - math.exp(-0.7 * rate), HOME),
        (3, 1 - math.exp(-0.7 * rate), HOME),
        (4, 1 - math.exp(-rate), ENEMY_PORT),
        # ashore a few hundred a day, and asked once, as the last ones land
        (5, 0.0, ENEMY_PORT),
        (9, 0.3, ENEMY_PORT),
    ):
        sea = at_sea(days=days)
        assert sea.do(FOUND, ARMY) == pytest.approx(chance), days
        assert sea.answer[2] == port
    off = at_sea(days=2)
    off.state.forces.place[THEIRS] = HOME
    assert off.do(FOUND, ARMY) == pytest.approx(1 - 0.7 * math.exp(-rate))


def test_a_convoy_is_met_as_often_as_that_and_some_of_it_is_taken() -> None:
    """Each of four ships takes a quarter of a transport: one of five, and the rest put back."""
    met, back = 0, set()
    for replica in range(REPLICAS):
        sea = at_sea(days=4)
        sea.set("sea_meeting", 0.99)
        sea.do(MEET_CONVOY, ARMY, replica=replica)
        forces = sea.state.forces
        lost = sea.state.persons.ledger_men[[lay.TAKEN, lay.DEAD_MEN]].sum()
        assert forces.men[ARMY] + lost == pytest.approx(1000)
        if len(sea.lines(lay.L_INTERCEPT)):
            met += 1
            back.add(round(float(lost), 6))
            assert forces.next_place[ARMY] == HOME
            # two of three days out, two back
            assert forces.arrive_day[ARMY] == pytest.approx(DAY + 2)
            sea.do(MEET_CONVOY, ARMY, replica=replica)
            assert len(sea.lines(lay.L_MET)) == 1
    chance = 1 - 0.01 ** (1 / 7)
    assert abs(met / REPLICAS - chance) < SIGMAS * math.sqrt(chance * (1 - chance) / REPLICAS)
    assert back == {200.0}


def test_a_lone_transport_is_taken_whole_or_not_at_all() -> None:
    taken = 0
    for replica in range(REPLICAS):
        sea = at_sea(theirs=3, days=4)
        sea.set("sea_meeting", 1.0)
        sea.state.forces.men[ARMY] = 150
        sea.do(MEET_CONVOY, ARMY, replica=replica)
        left = sea.state.forces.men[ARMY]
        assert left in (0.0, 150.0)
        taken += left == 0
    assert abs(taken / REPLICAS - 0.75) < SIGMAS * math.sqrt(0.75 * 0.25 / REPLICAS)


def test_those_who_sail_together_share_their_fate_and_others_do_not() -> None:
    sea = at_sea(days=4)
    forces = sea.state.forces
    forces.kind[GARRISON] = lay.COLUMN
    forces.side[GARRISON], forces.men[GARRISON], forces.birth[GARRISON] = US, 200, 9
    sea.put_to_sea(4, GARRISON)
    forces.moved_day[ARMY] = DAY - 4
    sea.state.persons.counter[lay.COUNT_ROLL] = 0
    muster(sea.tables, sea.state)
    sure(sea)
    sea.set("sea_transports", 0.75)
    # three of six transports: half of both, by the one who leads
    sea.do(MEET_CONVOY, GARRISON)
    assert not len(sea.lines(lay.L_MET))
    sea.do(MEET_CONVOY, ARMY)
    assert forces.men[[ARMY, GARRISON]].tolist() == pytest.approx([500, 100])
    assert forces.next_place[[ARMY, GARRISON]].tolist() == [HOME, HOME]
    other = sure(at_sea(days=4))
    other.state.forces.kind[GARRISON] = lay.COLUMN
    other.state.forces.side[GARRISON], other.state.forces.men[GARRISON] = US, 200
    other.put_to_sea(4, GARRISON)
    other.state.forces.moved_day[GARRISON] = DAY - 3
    other.state.persons.counter[lay.COUNT_ROLL] = 0
    muster(other.tables, other.state)
    other.do(MEET_CONVOY, ARMY)
    assert other.state.forces.men[GARRISON] == 200


def test_privateers_take_a_lone_transport() -> None:
    sea = sure(at_sea(theirs=0))
    forces = sea.state.forces
    forces.status[PRIVATEERS], forces.place[PRIVATEERS] = lay.ACTIVE, BAY
    forces.men[ARMY] = 120
    sea.state.persons.counter[lay.COUNT_ROLL] = 0
    muster(sea.tables, sea.state)
    sea.do(MEET_CONVOY, ARMY)
    (line,) = sea.lines(lay.L_INTERCEPT)
    assert line[2] == PRIVATEERS and forces.status[ARMY] == lay.DISBANDED


def ripples(sea: Sea) -> dict[str, Any]:
    """What a convoy's fate moves besides men and ships."""
    persons, realm = sea.state.persons, sea.state.realm
    return {
        "weariness": realm.weariness[:7].copy(),
        "threat": realm.threat[:7, :7].copy(),
        "beaten": persons.beaten_day[:7].copy(),
        "victory": persons.victory_day[:7].copy(),
        "news": int(persons.counter[lay.COUNT_NEWS]),
        "leader": int(persons.leader_status[CHIEF]),
    }


def test_what_an_army_that_is_taken_moves() -> None:
    """It wearies, is news and a defeat, takes its chief, and is feared less: all else stays."""
    sea = sure(at_sea())
    sea.state.forces.commander[ARMY] = CHIEF
    sea.state.persons.leader_status[CHIEF] = lay.COMMAND
    sea.state.realm.threat[:7, :7] = 0.9
    sea.state.realm.weariness[:7] = 0.1
    sea.state.realm.army_men[:7] = 2000
    before = ripples(sea)
    sea.do(MEET_CONVOY, ARMY)
    after = ripples(sea)
    # half of its army: half of 0.4
    assert after["threat"][THEM, US] == pytest.approx(0.9 - 0.2)
    others = np.ones((7, 7), dtype=bool)
    others[THEM, US] = False
    assert np.array_equal(after["threat"][others], before["threat"][others])
    assert after["weariness"][US] > before["weariness"][US]
    assert after["beaten"][US] == DAY and after["victory"][THEM] == DAY
    assert after["leader"] == lay.PRISONER
    news, size = sea.state.persons.news, sea.state.persons.news_size
    assert after["news"] == 2
    assert news[0, :2].tolist() == [HOME, THEM] and size[0] == pytest.approx(1000 / 5000)
    assert news[1, :2].tolist() == [HOME, US] and size[1] == -size[0]


def test_a_convoy_that_nobody_meets_moves_nothing() -> None:
    sea = at_sea()
    sea.set("sea_meeting", 0.0)
    before = ripples(sea)
    sea.do(MEET_CONVOY, ARMY)
    after = ripples(sea)
    for name, value in before.items():
        assert np.array_equal(after[name], value)
    assert sea.state.forces.men[ARMY] == 1000


def test_in_peace_nobody_is_met() -> None:
    sea = sure(at_sea())
    sea.state.realm.fighting[US] = 0
    sea.do(MEET_CONVOY, ARMY)
    assert not len(sea.lines(lay.L_MET))
