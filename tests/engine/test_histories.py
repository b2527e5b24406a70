"""Small histories whose answers are solved on paper, played by the whole engine."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.small import SIGMAS, Played, forced, lay, parameter, play, small, within
from ucronia.ensemble.plan import Fact, Fork

pytestmark = pytest.mark.compiled
YEAR = 365.25


def turns(rule: int, every: int, days: int) -> int:
    """Turns of a rule on the days before one."""
    return sum((day + rule) % every == 0 for day in range(days))


# (a) a hazard of constant rate


@pytest.fixture(scope="module")
def hazards() -> tuple[Any, Played]:
    world = small("constant_hazard")
    return world, play(world, 150, 2000)


RATES = {"over_a_list": (4, 7), "over_forces": (4, 7), "over_pairs": (4, 3)}


@pytest.mark.parametrize("rule", RATES)
@pytest.mark.parametrize("day", [20, 60, 150])
def test_a_constant_hazard_has_fired_by_a_day(
    hazards: tuple[Any, Played], rule: str, day: int
) -> None:
    world, played = hazards
    rate, every = RATES[rule]
    number = world.index("rule", rule)
    subjects = {line[3] for _, line, _ in played.rows(lay.L_RULE) if line[2] == number}
    assert len(subjects) == 2
    chance = -math.expm1(-rate / YEAR * every * turns(number, every, day))
    for subject in subjects:
        fired = {
            replica
            for replica, line, _ in played.rows(lay.L_RULE)
            if line[2] == number and line[3] == subject and line[0] < day
        }
        assert within(len(fired), 2000, chance), (len(fired), 2000 * chance)


def test_a_hazard_fires_once_where_it_may_fire_once(hazards: tuple[Any, Played]) -> None:
    world, played = hazards
    told = [(r, line[2], line[3], line[5]) for r, line, _ in played.rows(lay.L_RULE)]
    assert len(told) == len(set(told))
    assert world.index("rule", "never") not in {rule for _, rule, _, _ in told}
    # the pair whose condition is false stays out
    number = world.index("rule", "over_pairs")
    pairs = {(line[3], line[5]) for _, line, _ in played.rows(lay.L_RULE) if line[2] == number}
    alta, baja = world.index("polity", "alta"), world.index("polity", "baja")
    armies = world.index("force", "army_alta"), world.index("force", "army_baja")
    assert pairs == {(armies[0], baja), (armies[1], alta)}


def test_a_rate_at_its_greatest_is_kept_whole(hazards: tuple[Any, Played]) -> None:
    world, played = hazards
    number = world.index("rule", "at_its_greatest")
    chance = -math.expm1(-4 / YEAR * 10 * turns(number, 10, 150))
    assert within(int(np.sum(played.firsts(lay.L_RULE, number) >= 0)), 2000, chance)


def test_instances_of_one_hazard_are_independent(hazards: tuple[Any, Played]) -> None:
    world, played = hazards
    for rule in RATES:
        number = world.index("rule", rule)
        fired: dict[int, set[int]] = {}
        for replica, line, _ in played.rows(lay.L_RULE):
            if line[2] == number and line[0] < 60:
                fired.setdefault(int(line[3]), set()).add(replica)
        one, other = fired.values()
        chance = len(one) * len(other) / 2000**2
        assert within(len(one & other), 2000, chance)


# (b) a chain of two states


def test_a_lamp_is_lit_as_often_as_its_chain_says() -> None:
    world = small("two_states")
    days = (5, 30, 90)
    up, down = (-math.expm1(-rate / YEAR) for rate in (24, 12))
    # a day: the lamp may be lit, and then be put out again
    step = np.array([[1 - up, up], [0, 1]]) @ np.array([[1, 0], [down, 1 - down]])
    replicas = 2000
    played = play(world, days[-1], replicas)
    lit = world.index("rule", "lit")
    for day in days:
        expected = np.linalg.matrix_power(step, day)[0, 1]
        state = np.zeros(replicas, dtype=int)
        for replica, line, _ in played.rows(lay.L_RULE):
            if line[0] < day:
                state[replica] = int(line[2] == lit)
        assert within(int(state.sum()), replicas, expected), (state.sum(), replicas * expected)


# (c) a march on one road


@pytest.mark.parametrize("goal", ["minas", "paso"])
@pytest.mark.parametrize("pace", [1.0, 1.4])
def test_a_march_on_one_road_takes_its_days(goal: str, pace: float) -> None:
    world = small("one_road", {"march_pace": pace})
    days = {"minas": 1.25, "paso": 3.75}[goal] * pace
    hops = {"minas": 1, "paso": 2}[goal]
    places = world.names.things["place"]
    fork = forced(world, "go", instance=places.index(goal))
    played = play(world, 30, 1, fork=fork)
    (arrival,) = [line for _, line, _ in played.rows(lay.L_ARRIVE)]
    assert arrival[5] == places.index(goal)
    # it is seen to arrive on a whole day; a stop on the way may cost the rest of a day, no more
    assert math.ceil(days) <= arrival[0] <= math.ceil(days) + (hops - 1)
    (departure,) = [line for _, line, _ in played.rows(lay.L_DEPART)]
    assert (departure[0], departure[5]) == (0, places.index("cumbre"))


def test_the_rains_slow_a_march_in_the_high_country() -> None:
    dry = small("one_road")
    wet = small("one_road", {"march_rains": 1.0})
    goal = dry.names.things["place"].index("paso")
    arrivals = []
    for world in (dry, wet):
        fork = forced(world, "go", instance=goal)
        (line,) = [line for _, line, _ in play(world, 60, 1, fork=fork).rows(lay.L_ARRIVE)]
        arrivals.append(int(line[0]))
    # the first of January lies a month from the middle of the rains
    assert arrivals[0] + 3 <= arrivals[1] <= 2 * arrivals[0] + 1


# (d) a battle of known odds

ODDS = {
    "battle_intercept": -0.2,
    "battle_ratio": 1.2,
    "battle_fort": 0.5,
    "battle_draw_share": 0.1,
    "loss_winner_sd": 0.6,
    "loss_winner_sd_size": 0.0,
    "loss_loser_sd": 0.8,
}


@pytest.fixture(scope="module")
def battles() -> tuple[Any, Played]:
    """Alta (1,800) marches on Huerta, where Baja (1,500) has long stood: its works are 1."""
    world = small("known_odds", ODDS)
    huerta = world.names.things["place"].index("huerta")
    army = world.index("force", "army_alta")
    fork = forced(world, "go", instance=huerta)
    paso = float(world.names.things["place"].index("paso"))
    fork = Fork(fork.day, acts=fork.acts, facts=(Fact("place", army, paso),))
    return world, play(world, 6, 3000, fork=fork)


def known_chance() -> float:
    logit = -0.2 + 1.2 * math.log(1800 / 1500) - 0.5
    return 1 / (1 + math.exp(-logit))


def test_two_armies_that_meet_fight_once(battles: tuple[Any, Played]) -> None:
    world, played = battles
    fought = [replica for replica, _, _ in played.rows(lay.L_BATTLE)]
    assert fought == list(range(3000))
    attackers = {tuple(line[2:4]) for _, line, _ in played.rows(lay.L_BATTLE)}
    army_a, army_b = world.index("force", "army_alta"), world.index("force", "army_baja")
    assert attackers == {(army_a, army_b)}


def test_a_battle_of_known_odds(battles: tuple[Any, Played]) -> None:
    _, played = battles
    first: dict[int, int] = {}
    for replica, line, _ in played.rows(lay.L_BATTLE):
        first.setdefault(replica, int(line[4]))
    winners = list(first.values())
    assert within(winners.count(0), len(winners), 0.1)
    assert within(winners.count(1), len(winners), 0.9 * known_chance())


def test_losses_have_their_equations_middle_and_spread(battles: tuple[Any, Played]) -> None:
    world, played = battles
    size = math.log(3300 / 40000)
    k = {id: parameter(world, id) for id in world.names.parameters if id.startswith("loss_")}
    ratio = math.log(1800 / 1500)
    seen = set()
    logits: dict[tuple[int, int], list[float]] = {}
    for replica, line, lost in played.rows(lay.L_BATTLE):
        if replica not in seen:
            seen.add(replica)
            for side, men in enumerate((1800, 1500)):
                share = lost[side] / men
                logits.setdefault((side, int(line[4])), []).append(
                    math.log(share / (1 - share))
                )
    expected = {
        (0, 1): k["loss_winner_level"] + k["loss_winner_ratio"] * ratio,
        (1, 1): k["loss_loser_level"] + k["loss_loser_ratio"] * ratio,
        # the defender won behind works of 1
        (1, -1): k["loss_winner_level"] - k["loss_winner_ratio"] * ratio,
        (0, -1): k["loss_loser_level"] - k["loss_loser_ratio"] * ratio,
    }
    for (side, winner), level in expected.items():
        won = (winner == 1) == (side == 0)
        level -= k["loss_winner_fort" if won else "loss_loser_fort"] * (winner == -1)
        level += k["loss_winner_size" if won else "loss_loser_size"] * size
        found = np.array(logits[side, winner])
        spread = 0.6 if won else 0.8
        assert abs(found.mean() - level) < SIGMAS * spread / len(found) ** 0.5
        assert abs(found.std() - spread) < SIGMAS * spread / (2 * len(found)) ** 0.5
        # half of them lose more than the equation's share: the median
        assert within(int(np.sum(found > level)), len(found), 0.5)


def test_the_beaten_leave_and_the_victor_stays(battles: tuple[Any, Played]) -> None:
    _, played = battles
    lines = played.rows(lay.L_EVADE) + played.rows(lay.L_DISPERSE)
    away = {(replica, line[2]) for replica, line, _ in lines}
    # Baja has no other province to go to: beaten at home it scatters; Alta goes home
    for replica, line, _ in played.rows(lay.L_BATTLE):
        assert (replica, line[3] if line[4] == 1 else line[2]) in away
    assert len(away) == 3000


# (e) a siege


# see test_siege.py


# (f) a month of a treasury


def test_a_treasurys_month_by_hand() -> None:
    values = {
        "tax_collected": 0.5,
        "unrest_level": 0.0,
        "pay_peace": 10.0,
        "pay_horse": 1.0,
        "pay_gunner": 1.0,
        "battalion_men": 1e6,
        "remount_rate": 0.0,
        "customs_share": 0.02,
        "recruit_rate": 0.006,
        "recruit_cost": 40.0,
        "peace_army_share": 0.04,
        "reserve_months": 1.5,
    }
    world = small("one_treasury", values)
    state = play(world, 1).state
    alta, baja = world.index("polity", "alta"), world.index("polity", "baja")
    trade = float(world.tables.people.circuit_start[0])
    # the road begins at muelle, Baja's port
    customs = 300000 / 12 * trade * 0.02
    for polity, start, revenue, people, men in (
        (alta, 40000, 120000, 60000, 1800),
        (baja, 90000, 260000, 90000, 1500),
    ):
        chest = start + revenue / 12 * 0.5 + customs * (polity == baja) - men * 10
        recruits = min(people * 0.04 - men, people * 0.006 / 12, chest / 2 / 40)
        chest -= 40 * recruits
        # half of what is above the reserve goes to the civil list and to creditors
        chest -= max(0.0, chest - 1.5 * men * 10) / 2
        assert state.realm.treasury[polity] == pytest.approx(chest, rel=1e-12)
        assert state.realm.arrears[polity] == 0
        army = world.index("force", "army_alta" if polity == alta else "army_baja")
        assert state.forces.men[army] == pytest.approx(men + recruits, rel=1e-12)


def test_what_a_treasury_cant_pay_is_owed() -> None:
    values = {"tax_collected": 0.5, "pay_peace": 100.0, "customs_share": 0.0}
    values |= {"unrest_level": 0.0, "pay_horse": 1.0, "pay_gunner": 1.0}
    world = small("one_treasury", values)
    alta = world.index("polity", "alta")
    fork = Fork(0, facts=(Fact("treasury", alta, 1000.0),))
    state = play(world, 31, fork=fork).state
    # 6,000 a month against 180,000 of pay
    first = 1 - (1000 + 5000) / 180000
    second = 1 - 5000 / 180000
    assert state.realm.arrears[alta] == pytest.approx(first + second, rel=1e-12)
    assert state.realm.treasury[alta] == pytest.approx(0, abs=1e-9)


# (g) allegiance goes back to its leaning


def test_allegiance_drifts_back_by_its_closed_form() -> None:
    still = {"allegiance_rule": 0, "allegiance_rejection": 0, "allegiance_drift": 2.0}
    still |= {"unrest_level": 0.1, "unrest_drift": 6.0}
    world = small("one_drift", still)
    alta, baja = (world.index("province", f"{id}_province") for id in ("alta", "baja"))
    for end in (1, 40, 200):
        state = play(world, end, fork=forced(world, "stir")).state
        weeks = sum(day % 7 == 1 for day in range(end))
        left = (1 - 2.0 * 7 / YEAR) ** weeks
        # shift by 0.5 towards union of (0.3, 0.4, 0.3); by 0.4 from separate of (0.2, 0.4, 0.4)
        for province, base, stirred in (
            (alta, (0.3, 0.4, 0.3), (0.65, 0.2, 0.15)),
            (baja, (0.2, 0.4, 0.4), (0.2 * 0.76 / 0.6, 0.24, 0.4 * 0.76 / 0.6)),
        ):
            base_, stirred_ = np.array(base), np.array(stirred)
            expected = base_ + (stirred_ - base_) * left
            found = state.realm.allegiance[province, :3]
            assert found == pytest.approx(expected, rel=1e-12)
            assert found.sum() == pytest.approx(1, rel=1e-12)
        calm = 0.1 + (0.6 - 0.1) * (1 - 6.0 * 7 / YEAR) ** weeks
        assert state.realm.unrest[alta] == pytest.approx(calm, rel=1e-12)
