"""The rules of the day against slow plain twins, in random worlds; and hazards draw by draw."""

from __future__ import annotations

import itertools
import math
import os
from typing import Any

import numpy as np
import pytest

from tests.engine.test_streams import plain_philox
from tests.small import play, small
from tests.twins import Plain
from tests.worlds import CAPACITY, COUNTS, NAMES, Dice, put, random_world
from ucronia.engine import bonds, knobs
from ucronia.engine import layout as lay
from ucronia.engine.compiled import entry
from ucronia.engine.land import attrition, battle, losses, march
from ucronia.engine.layout import Draw, Floats, Ints, Log, States, Tables
from ucronia.engine.realm import province, relations, treasury
from ucronia.engine.records import new_records
from ucronia.engine.season import rains

SEEDS = range(8 if os.environ.get("NUMBA_DISABLE_JIT") == "1" else 40)
DAY = 150
MONTH, WEEK, MONTHS, LOSSES = range(4)


@entry
def turn(tables: Tables, states: States, log: Log, draw: Draw, day: int, which: int) -> None:
    """Give one of the rules of the day its turn."""
    state = states[0]
    bonds.refresh(tables, state)
    if which == 0:
        treasury.step(tables, state, draw)
    elif which == 1:
        province.step(tables, state, log, draw, day)
    elif which == 2:
        relations.step(tables, state, draw)
    elif which == 3:
        attrition.step(tables, state, draw, day)


@entry
def reckoned(tables: Tables, draw: Draw, asked: Floats, ways: Ints, out: Floats) -> None:
    """Work out battles (own men, other men, works, edge) and marches (day, from, to)."""
    for row in range(asked.shape[0]):
        own, other, works, edge = asked[row, 0], asked[row, 1], asked[row, 2], asked[row, 3]
        out[row, 0] = battle.logit_win(draw, own, other, works, edge)
        out[row, 1] = battle.win_chance(draw, own, other, works, edge)
        out[row, 2] = losses.loss_logit(draw, own, other, True, works)
        out[row, 3] = losses.loss_logit(draw, own, other, False, works)
        out[row, 4] = march.hop_days(tables, draw, ways[row, 0], ways[row, 1], ways[row, 2])
        out[row, 5] = rains(tables, ways[row, 0])


PRIORS = {
    "battle_intercept": -0.114,
    "battle_ratio": 1.19,
    "battle_fort": 0.545,
    "loss_winner_level": -2.46,
    "loss_winner_ratio": -0.3,
    "loss_winner_size": -0.2,
    "loss_winner_fort": 0.1,
    "loss_loser_level": -1.4,
    "loss_loser_ratio": 0.25,
    "loss_loser_size": -0.15,
    "loss_loser_fort": -0.06,
    "march_pace": 1.15,
    "march_rains": 0.5,
    "tax_collected": 0.6,
    "pay_peace": 11.0,
    "ship_cost": 2500.0,
    "customs_share": 0.02,
    "blockade_customs": 0.7,
    "recruit_cost": 45.0,
    "recruit_rate": 0.4,
    "peace_army_share": 0.5,
    "war_army_share": 2.0,
    "reserve_months": 3.0,
    "allegiance_drift": 0.5,
    "allegiance_rule": 0.3,
    "allegiance_rejection": 0.6,
    "allegiance_news": 0.2,
    "unrest_level": 0.1,
    "unrest_rejection": 0.5,
    "unrest_drift": 4.0,
    "insurgent_growth": 4.0,
    "possession_days": 60.0,
    "weariness_war": 0.35,
    "weariness_peace": 0.6,
    "threat_drift": 1.0,
    "threat_union": 0.25,
    "threat_trade": 0.17,
    "legitimacy_drift": 0.4,
    "attrition_march": 0.003,
    "attrition_desertion": 0.001,
    "attrition_arrears": 0.5,
    "attrition_fever": 0.002,
    "attrition_puna": 0.0015,
    "wounded_return": 0.01,
    "wounded_death": 0.006,
    "morale_drift": 0.012,
}


def drawn() -> Any:
    """A draw that holds these parameters."""
    draw: Any = new_records(lay.Draw, CAPACITY)[0]
    for id, value in PRIORS.items():
        draw.parameter[knobs.STANDARD.index(id)] = value
    return draw


class Twin(Plain):
    """A random world asked in plain Python, and what the rules need besides."""

    k = PRIORS

    def top(self, q: int | None) -> int | None:
        return None if q is None else self.sovereign(q)

    def stops(self, t: int) -> list[int]:
        places = self.tables.people.circuit_place[t].tolist()
        return [p for p in places if p != lay.NOWHERE]

    def holder_at(self, p: int) -> int | None:
        return self.top(self.controller(self.province_of(p)))

    def held(self, q: int) -> list[int]:
        return [v for v in self.count("province") if self.top(self.controller(v)) == q]

    def home(self, q: int) -> list[int]:
        before = self.state.realm.before
        return [v for v in self.held(q) if before[v] >= 0 and self.top(int(before[v])) == q]


def made(seed: int) -> tuple[Any, Any]:
    """Tables and [1] states of a sound random world."""
    world, dice = random_world(seed), Dice(seed + 1000)
    geo, people, realm = world.tables.geo, world.tables.people, world.state.realm
    put(geo.place_province, dice.whole(7, 0, COUNTS["province"]))
    put(geo.place_elevation_m, dice.whole(7, 0, 4500).astype(float))
    put(geo.hop_days, dice.whole((7, 7), 1, 12).astype(float) / 2)
    leaning = dice.generator.dirichlet((1, 1, 1), COUNTS["province"])
    put(geo.province_leaning, leaning)
    put(people.polity_cause, dice.whole(7, 0, 3))
    put(people.circuit_place, np.full((2, 12), lay.NOWHERE))
    for circuit, length in enumerate(dice.whole(2, 2, 7)):
        people.circuit_place[circuit, :length] = dice.whole(int(length), 0, 7)
    put(people.circuit_volume_pesos, dice.real(2, 1e6))
    put(people.circuit_elasticity, -dice.real(2, 2.0))
    put(people.circuit_rival, dice.index(2, "polity"))
    put(people.circuit_start, dice.real(2))
    put(people.threat_base, dice.real((7, 7)))
    put(realm.treasury, dice.real(7, 2e5))
    put(realm.arrears, dice.real(7, 4.0))
    put(realm.before, dice.index(5, "polity"))
    put(realm.tariff, dice.real((7, 7)))
    put(realm.treaty_day, np.where(dice.real(5) < 0.5, lay.NEVER, 10))
    put(world.state.forces.wounded, dice.real(9, 300))
    world.state.forces.goal[:9] = lay.NOWHERE
    world.state.forces.next_place[:9] = lay.NOWHERE
    states = new_records(lay.State, CAPACITY, 1)
    states[0] = world.state
    return world.tables, states


def after(seed: int, which: int) -> tuple[Twin, Any]:
    """The world before a turn, for the twin, and the state after it."""
    tables, states = made(seed)
    plain = Twin(tables, made(seed)[1][0], NAMES, DAY)
    log: Any = new_records(lay.Log, CAPACITY)[0]
    turn(tables, states, log, drawn(), DAY, which)
    return plain, states[0]


def close(found: Any, expected: Any) -> None:
    assert np.asarray(found) == pytest.approx(np.asarray(expected), rel=1e-9, abs=1e-9)


# ------------------------------------------------------------------------------------ treasury


def income(plain: Twin, q: int) -> float:
    k = plain.k
    quiet = 1 - k["unrest_level"]
    revenue = sum(plain.revenue(v) / 12 * (1 - plain.unrest(v)) / quiet for v in plain.held(q))
    customs = 0.0
    for t in plain.count("circuit"):
        stops = plain.stops(t)
        share = sum(plain.holder_at(p) == q for p in stops) / len(stops)
        own = [p for p in stops if plain.holder_at(p) == q]
        shut = any(plain.blockaded(plain.controller(plain.province_of(p)), p) for p in own)
        share *= 1 - k["blockade_customs"] * shut
        customs += plain.tables.people.circuit_volume_pesos[t] / 12 * plain.trade(t) * share
    return revenue * k["tax_collected"] + customs * k["customs_share"]


def dues(plain: Twin, q: int) -> float:
    own, kind = plain.forces_of(q), plain.state.forces.kind
    paid = [f for f in own if not plain.is_fleet(f) and kind[f] != lay.MONTONERA]
    ships = sum(plain.ships(f) for f in own if plain.is_fleet(f))
    return ships * plain.k["ship_cost"] + sum(map(plain.men, paid)) * plain.k["pay_peace"]


def recruits(plain: Twin, q: int, chest: float) -> tuple[float, int | None]:
    k, kind = plain.k, plain.state.forces.kind
    serving = [
        f for f in plain.afield() if kind[f] != lay.MONTONERA and plain.top(plain.side(f)) == q
    ]
    at_home = [
        f
        for f in serving
        if kind[f] != lay.GARRISON and plain.province_of(plain.place(f)) in plain.home(q)
    ]
    army = max(at_home, key=plain.men, default=None)
    people = sum(map(plain.population, plain.home(q)))
    share = k["war_army_share"] if plain.in_war(q) else k["peace_army_share"]
    wanted = (
        people * share - sum(map(plain.men, serving)),
        people * k["recruit_rate"] / 12,
        max(chest, 0) / 2 / k["recruit_cost"],
    )
    return (max(0.0, min(wanted)), army) if army is not None else (0.0, None)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_treasurys_month(seed: int) -> None:
    plain, state = after(seed, MONTH)
    k, men = plain.k, plain.state.forces.men.copy()
    for q in plain.count("polity"):
        if not plain.exists(q) or plain.is_member(q):
            continue
        due = dues(plain, q)
        chest = float(plain.state.realm.treasury[q]) + income(plain, q)
        owed = float(plain.state.realm.arrears[q])
        paid = min(chest, due)
        owed += (due - paid) / due if due else 0
        chest -= paid
        back = min(owed * due, chest / 2)
        owed -= back / due if due else 0
        chest -= back
        raised, army = recruits(plain, q, chest)
        if army is not None:
            men[army] += raised
        chest -= raised * k["recruit_cost"]
        chest -= max(0.0, chest - k["reserve_months"] * due) / 2
        close(state.realm.treasury[q], chest)
        close(state.realm.arrears[q], owed)
    close(state.forces.men, men)
    raised = state.persons.ledger_men[lay.RAISED] - plain.state.persons.ledger_men[lay.RAISED]
    close(raised, men.sum() - plain.state.forces.men.sum())
    for q in plain.count("polity"):
        if not plain.exists(q):
            close(state.realm.treasury[q], plain.state.realm.treasury[q])
        elif plain.is_member(q):
            close(state.realm.arrears[q], state.realm.arrears[plain.sovereign(q)])


# ----------------------------------------------------------------------------------- provinces


def moved(allegiance: list[float], cause: int, amount: float) -> list[float]:
    """Allegiance moved to a cause: the others keep their shares of the rest."""
    old = allegiance[cause]
    new = old + amount * (1 - old) if amount > 0 else old * (1 + amount)
    return [
        new if c == cause else share * (1 - new) / (1 - old)
        for c, share in enumerate(allegiance)
    ]


def heard(plain: Twin, v: int) -> list[tuple[int, float]]:
    """Cause and size of the news that came to a province's capital in the week."""
    found = []
    persons, seat = plain.state.persons, plain.seat(v)
    for (place, q, set_out), size in zip(persons.news.tolist(), persons.news_size, strict=True):
        days = 0 if place == seat else math.floor(plain.tables.geo.courier_days[place, seat])
        if size and plain.day - 7 < set_out + days <= plain.day:
            cause = plain.own_cause(q)
            assert cause is not None
            found.append((cause, float(size)))
    return found


def is_foreign(plain: Plain, v: int, holder: int, owner: int) -> bool:
    """A foreign occupier holds the province in a war or truce with its owner."""
    people, bloc = plain.tables.people, plain.tables.geo.province_bloc[v]
    if bloc >= 0 and people.polity_claims[holder, bloc] == 1:
        return False
    if plain.same_nation(holder, owner):
        return False
    tops = plain.sovereign(holder), plain.sovereign(owner)
    return plain.at_war(holder, owner) or plain.state.realm.relation[tops] == lay.TRUCE


@pytest.mark.parametrize("seed", SEEDS)
def test_a_provinces_week(seed: int) -> None:
    plain, state = after(seed, WEEK)
    k, year = plain.k, 365.25 / 7
    for v in plain.count("province"):
        shares = [plain.allegiance(v, c) for c in plain.count("cause")]
        base = plain.tables.geo.province_leaning[v]
        back = k["allegiance_drift"] / year
        shares = [share + back * (base[c] - share) for c, share in enumerate(shares)]
        holder, owner = plain.controller(v), plain.owner(v)
        if holder is not None and plain.top(holder) == owner:
            amount = k["allegiance_rule"] * plain.legitimacy(holder) / year
            shares = moved(shares, plain.own_cause(holder) or 0, amount)
        elif holder is not None and owner is not None:
            theirs = plain.own_cause(owner) or 0
            if theirs != plain.own_cause(holder):
                shares = moved(shares, theirs, k["allegiance_rejection"] / year)
        for cause, size in heard(plain, v):
            shares = moved(shares, cause, max(-1.0, min(1.0, k["allegiance_news"] * size)))
        close(state.realm.allegiance[v, :3], shares)
        if holder is None:
            continue
        level = k["unrest_level"]
        if plain.top(holder) != owner:
            level += k["unrest_rejection"] * (1 - shares[plain.own_cause(holder) or 0])
        speed = min(1.0, k["unrest_drift"] / year)
        unrest = plain.unrest(v) + speed * (min(1.0, level) - plain.unrest(v))
        close(state.realm.unrest[v], unrest)
        target = k["insurgent_growth"] * unrest * plain.population(v) / 1000
        armed = plain.insurgents(v)
        close(state.realm.insurgents[v], armed + speed * (target - armed))
        is_free = plain.state.realm.treaty_day[v] == lay.NEVER
        is_old = plain.day - plain.state.realm.control_day[v] >= 60
        is_owed = owner is not None and is_foreign(plain, v, holder, owner)
        becomes = plain.top(holder) if is_free and is_old and not is_owed else owner
        assert state.realm.owner[v] == (lay.NONE if becomes is None else becomes)


# ----------------------------------------------------------------------------------- relations


@pytest.mark.parametrize("seed", SEEDS)
def test_relations_in_a_month(seed: int) -> None:
    plain, state = after(seed, MONTHS)
    k, people = plain.k, plain.tables.people
    for q in filter(plain.exists, plain.count("polity")):
        tired = plain.weariness(q)
        tired = (
            tired + k["weariness_war"] / 12
            if plain.in_war(q)
            else tired * (1 - k["weariness_peace"] / 12)
        )
        close(state.realm.weariness[q], min(1, tired))
        own = [v for v in plain.count("province") if plain.controller(v) == q]
        total = sum(map(plain.population, own))
        cause = plain.own_cause(q)
        assert cause is not None
        loyal = sum(plain.population(v) * plain.allegiance(v, cause) for v in own)
        level = (1 + loyal / total) / 2 if own else 0.5
        close(
            state.realm.legitimacy[q],
            plain.legitimacy(q) + k["legitimacy_drift"] / 12 * (level - plain.legitimacy(q)),
        )
        for other in filter(plain.exists, plain.count("polity")):
            if other == q:
                continue
            wholes = [
                [x for x in plain.count("polity") if x == top or plain.parent(x) == top]
                for top in (q, other)
            ]
            base = level = max(
                float(people.threat_base[pair]) for pair in itertools.product(*wholes)
            )
            if base and plain.is_confederation(plain.sovereign(other)):
                gains = [
                    plain.trade(t) - people.circuit_start[t]
                    for t in plain.count("circuit")
                    if people.circuit_rival[t] == q
                ]
                level += k["threat_union"] + k["threat_trade"] * sum(gains)
            felt = plain.threat(q, other)
            felt += k["threat_drift"] / 12 * (max(0.0, min(1.0, level)) - felt)
            close(state.realm.threat[q, other], felt)
    for t in plain.count("circuit"):
        barrier = 0.0
        holders = [plain.holder_at(p) for p in plain.stops(t)]
        for a, b in itertools.pairwise(holders):
            if a is None or b is None or a == b:
                continue
            barrier += plain.state.realm.tariff[a, b] + plain.state.realm.tariff[b, a]
            barrier += plain.at_war(a, b) or not plain.state.realm.trade_open[a, b]
        volume = (1 + barrier) ** float(people.circuit_elasticity[t])
        close(state.realm.trade[t], (plain.trade(t) + volume) / 2)


# ----------------------------------------------------------------------------------- attrition


@pytest.mark.parametrize("seed", SEEDS)
def test_a_weeks_losses(seed: int) -> None:
    plain, state = after(seed, LOSSES)
    k, forces = plain.k, plain.state.forces
    dead_men = deserted = 0.0
    for f in plain.count("force"):
        if f not in plain.afield():
            close(state.forces.men[f], forces.men[f])
            continue
        men, wounded = plain.men(f), forces.wounded[f]
        side, here = plain.side(f), plain.place(f)
        if side is None or here is None:
            continue
        v = plain.province_of(here)
        assert v is not None
        rate = k["attrition_march"] if plain.day - forces.moved_day[f] <= 7 else 0.0
        bloc = plain.tables.geo.province_bloc[v]
        is_stranger = (
            plain.owner(v) != plain.sovereign(side)
            if bloc < 0
            else not plain.tables.people.polity_claims[side, bloc]
        )
        height = plain.tables.geo.place_elevation_m[here]
        if is_stranger and height < 800:
            rate += k["attrition_fever"]
        if is_stranger and height > 3500:
            rate += k["attrition_puna"]
        dead = men * 7 * rate
        owed = float(plain.state.realm.arrears[plain.sovereign(side)])
        left = men * 7 * k["attrition_desertion"] * (1 + k["attrition_arrears"] * owed)
        back = wounded * 7 * k["wounded_return"]
        lost = (wounded - back) * 7 * k["wounded_death"]
        close(state.forces.men[f], men - dead - left + back)
        close(state.forces.wounded[f], wounded - back - lost)
        morale = plain.morale(f)
        close(state.forces.morale[f], morale + 7 * k["morale_drift"] * (0.5 - morale))
        dead_men += dead + lost
        deserted += left
    if all(plain.side(f) is not None for f in plain.afield()):
        close(state.persons.ledger_men[lay.DEAD_MEN], dead_men)
        close(state.persons.ledger_men[lay.DESERTED], deserted)


# ------------------------------------------------------------------------- battles and marches


def test_battles_and_marches() -> None:
    dice, k = np.random.default_rng(3), PRIORS
    tables, _ = made(5)
    rows = 300
    asked = np.column_stack(
        (*dice.uniform(50, 9000, (2, rows)), dice.integers(0, 3, rows), dice.normal(0, 2, rows))
    )
    ways = np.column_stack((dice.integers(0, 2000, rows), *dice.integers(0, 7, (2, rows))))
    out = np.zeros((rows, 6))
    reckoned(tables, drawn(), asked, ways, out)
    for row in range(rows):
        own, other, works, edge = asked[row]
        day, here, there = (int(x) for x in ways[row])
        logit = k["battle_intercept"] + k["battle_ratio"] * math.log(own / other)
        logit += edge - k["battle_fort"] * works
        size = math.log((own + other) / 40000)
        wet = Plain(tables, None, NAMES, day).rains()
        heights = [tables.geo.place_elevation_m[p] for p in (here, there)]
        slow = 1 + k["march_rains"] * wet * (max(heights) > 2500)
        expected = (
            logit,
            1 / (1 + math.exp(-logit)),
            k["loss_winner_level"]
            + k["loss_winner_ratio"] * math.log(own / other)
            + k["loss_winner_size"] * size
            - k["loss_winner_fort"] * works,
            k["loss_loser_level"]
            + k["loss_loser_ratio"] * math.log(other / own)
            + k["loss_loser_size"] * size
            - k["loss_loser_fort"] * works,
            float(tables.geo.hop_days[here, there]) * k["march_pace"] * slow,
            wet,
        )
        assert out[row] == pytest.approx(expected, rel=1e-9, abs=1e-9)


# ---------------------------------------------------------------------- hazards, draw by draw

YEAR, WORDS = 365.25, 2.0**32
SEED, DAYS = 6, 200


def list_firings(number: int, replica: int, rate: float, every: int) -> set[Any]:
    """Days and things at which a once-only hazard over two things fires, each by its word."""
    fired: dict[int, int] = {}
    for day in range(DAYS):
        if (day + number) % every == 0:
            counter = (day + 1_000_000, number, 2**31, lay.S_RULE)
            block = plain_philox(counter, (SEED, replica))
            for thing in (0, 1):
                chance = -math.expm1(-rate / YEAR * every)
                if (block[thing] + 0.5) / WORDS < chance:
                    fired.setdefault(thing, day)
    return {(day, thing) for thing, day in fired.items()}


def force_firings(number: int, replica: int, rate: float, every: int) -> set[Any]:
    """The same over two armies, each of which has draws of its own."""
    fired: dict[int, int] = {}
    for day in range(DAYS):
        if (day + number) % every == 0:
            for force in (0, 1):
                counter = (day + 1_000_000, force, number << 5, lay.S_RULE)
                drawn_word = plain_philox(counter, (SEED, replica))[0]
                chance = -math.expm1(-rate / YEAR * every)
                if (drawn_word + 0.5) / WORDS < chance:
                    fired.setdefault(force, day)
    return {(day, force) for force, day in fired.items()}


@pytest.mark.compiled
def test_hazards_fire_when_their_draws_say() -> None:
    world = small("constant_hazard")
    over_list, over_forces = (world.index("rule", f"over_{x}") for x in ("a_list", "forces"))
    played = play(world, DAYS, 120, seed=SEED)
    assert (world.index("force", "army_alta"), world.index("force", "army_baja")) == (0, 1)
    total = 0
    for replica in range(120):
        lines = played.events[replica]
        fired = lines[lines[:, 1] == lay.L_RULE]
        for number, expected in (
            (over_list, list_firings(over_list, replica, 4, 7)),
            (over_forces, force_firings(over_forces, replica, 4, 7)),
        ):
            found = {(int(line[0]), int(line[3])) for line in fired if line[2] == number}
            assert found == expected, (replica, number)
            total += len(found)
    assert total > 300
