"""The rules of the day against slow plain twins, in random worlds; and hazards draw by draw."""

from __future__ import annotations

import itertools
import math
import os
from functools import partial
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
from ucronia.engine.realm import province, relations, remounts, seat, trade, treasury
from ucronia.engine.records import new_records
from ucronia.engine.season import rains

SEEDS = range(8 if os.environ.get("NUMBA_DISABLE_JIT") == "1" else 40)
DAY = 150
MONTH, WEEK, MONTHS, LOSSES, TRADE, SEATS, REMOUNTS = range(7)


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
    elif which == 4:
        trade.step(tables, state, log, draw, day)
    elif which == 5:
        seat.step(tables, state, log, draw, day)
    elif which == 6:
        remounts.step(tables, state, log, draw, day)


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
    "depot_days": 5.0,
    "peace_army_share": 0.5,
    "war_army_share": 2.0,
    "reserve_months": 3.0,
    "debt_interest": 0.01,
    "debt_service": 0.03,
    "campaign_cost": 2.0,
    "transport_cost": 8.0,
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
    "trade_lean": 0.5,
    "seat_share": 0.3,
    "seat_lean": 0.9,
    "seat_reach_days": 3.0,
    "attrition_march": 0.003,
    "attrition_desertion": 0.001,
    "attrition_arrears": 0.5,
    "fever_onset": 0.02,
    "fever_return": 0.03,
    "fever_death": 0.005,
    "fever_season": 0.3,
    "used_coast_days": 100.0,
    "used_puna_days": 40.0,
    "attrition_puna": 0.0015,
    "tribute_per_head": 1.2,
    "community_allegiance": 0.1,
    "community_unrest": 0.2,
    "insurgent_many": 2.0,
    "insurgent_couriers": 0.5,
    "guerrilla_loss": 0.0004,
    "garrison_thin": 700.0,
    "insurgent_hunger": 2.0,
    "insurgent_toll": 0.4,
    "weariness_insurgents": 1.5,
    "credit_months": 12.0,
    "wounded_return": 0.01,
    "wounded_death": 0.006,
    "morale_drift": 0.012,
    "train_days": 150.0,
    "battalion_men": 600.0,
    "squadron_men": 150.0,
    "unit_weak": 0.35,
    "battalion_cost": 4000.0,
    "pay_horse": 1.57,
    "pay_gunner": 1.5,
    "gun_crew": 15.0,
    "gunners_most": 0.2,
    "horse_cost": 40.0,
    "horses_below_m": 3500.0,
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
    put(geo.next_place, dice.whole((7, 7), -1, 7))
    put(realm.insurgents, dice.whole(5, 0, 7).astype(float))
    put(people.polity_cause, dice.whole(7, 0, 3))
    put(geo.province_seat_days, dice.real(5, 12.0))
    put(people.circuit_place, np.full((2, 12), lay.NOWHERE))
    for circuit, length in enumerate(dice.whole(2, 2, 7)):
        people.circuit_place[circuit, :length] = dice.whole(int(length), 0, 7)
    put(people.circuit_volume_pesos, dice.real(2, 1e6))
    put(people.circuit_elasticity, -dice.real(2, 2.0))
    put(people.circuit_rival, dice.index(2, "polity"))
    put(people.circuit_start, dice.real(2))
    put(people.circuit_port, dice.index(2, "place", none=0.3))
    put(people.circuit_customs_pesos, dice.real(2, 1e5))
    put(people.circuit_common, dice.whole(2, -1, 2))
    put(people.circuit_by_sea, dice.whole(2, 0, 2))
    put(geo.province_customs_pesos, geo.province_revenue_pesos[:5] * dice.real(5))
    put(people.threat_base, dice.real((7, 7)))
    put(people.tariff_base, dice.real((7, 7)))
    put(realm.treasury, dice.real(7, 2e5))
    put(realm.arrears, dice.real(7, 4.0))
    put(realm.debt, dice.real(7, 3e5))
    put(realm.before, dice.index(5, "polity"))
    put(realm.tariff, dice.real((7, 7)))
    put(realm.treaty_day, np.where(dice.real(5) < 0.5, lay.NEVER, 10))
    put(world.state.forces.wounded, dice.real(9, 300))
    put(world.state.forces.sick, dice.real(9, 300))
    put(world.state.forces.climate, dice.whole(9, 0, 5))
    put(world.state.forces.climate_day, dice.whole(9, 0, DAY))
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


def collects(plain: Twin, q: int, t: int) -> float:
    """Share of a circuit's duties that a sovereign has."""
    people, stops = plain.tables.people, plain.stops(t)
    port, common = int(people.circuit_port[t]), int(people.circuit_common[t])
    is_common = common != lay.NONE and plain.state.persons.variable[common] > 0
    if port == lay.NOWHERE or is_common:
        return sum(plain.holder_at(p) == q for p in stops) / len(stops)
    return float(plain.holder_at(port) == q)


def days_to_seat(plain: Twin, v: int) -> float:
    """Days of news from the capital of who holds a province."""
    holder = plain.controller(v)
    place = None if holder is None else plain.capital(holder)
    if place is None:
        return float(lay.FAR)
    return (
        0.0
        if place == plain.seat(v)
        else float(plain.tables.geo.courier_days[place, plain.seat(v)])
    )


def far(plain: Twin, days: float) -> float:
    return days / (days + plain.k["seat_reach_days"])


def has_lost_seat(plain: Twin, v: int) -> bool:
    """Another than a province's sovereign, or nobody, holds its holder's capital."""
    holder = plain.controller(v)
    place = None if holder is None else plain.capital(holder)
    return place is None or plain.holder_at(place) != plain.top(holder)


def yearly(plain: Twin, v: int) -> float:
    """A quiet year's revenue, of which the tribute is levied so many times over."""
    holder = plain.controller(v)
    assert holder is not None
    heads = plain.communities(v) * plain.population(v)
    tribute = min(plain.revenue(v), plain.k["tribute_per_head"] * heads)
    return plain.revenue(v) - tribute + plain.tribute(holder) * tribute


def pressed(plain: Twin, v: int) -> float:
    """What a province's communities hold against its holder."""
    holder = plain.controller(v)
    if holder is None:
        return 0.0
    return plain.communities(v) * (plain.tribute(holder) + plain.land_open(holder) - 1)


def given(plain: Twin, v: int) -> float:
    """Share of its revenue that a province gives: by its calm, and as far as it is held."""
    k = plain.k
    calm = (1 - plain.unrest(v)) / (1 - k["unrest_level"])
    per_thousand = 1000 * plain.garrison(v) / plain.population(v)
    out = max(0.0, 1 - per_thousand / k["garrison_thin"])
    return min(calm, 1 - k["insurgent_toll"] * out) if plain.hostile(v) else calm


def income(plain: Twin, q: int) -> float:
    k, geo, people = plain.k, plain.tables.geo, plain.tables.people
    quiet = 1 - k["unrest_level"]
    gross = transit = 0.0
    for v in plain.held(q):
        inland = yearly(plain, v) - float(geo.province_customs_pesos[v])
        inland *= 1 - k["seat_share"] * far(plain, days_to_seat(plain, v)) * has_lost_seat(
            plain, v
        )
        gross += inland / 12 * given(plain, v)
    for t in plain.count("circuit"):
        share = collects(plain, q, t)
        port = int(people.circuit_port[t])
        if port != lay.NOWHERE:
            holder = plain.controller(plain.province_of(port))
            shut = holder is not None and plain.blockaded(holder, port)
            share *= 1 - k["blockade_customs"] * shut
        transit += people.circuit_volume_pesos[t] / 12 * plain.trade(t) * share
        start = float(people.circuit_start[t])
        if port != lay.NOWHERE and start > 0:
            v = plain.province_of(port)
            grown = plain.trade(t) / start * (1 - plain.unrest(v or 0)) / quiet
            gross += people.circuit_customs_pesos[t] / 12 * grown * share
    return gross * k["tax_collected"] + transit * k["customs_share"]


def soldier(plain: Twin, q: int, f: int) -> float:
    """What a man of a land force costs in a month."""
    k, side = plain.k, plain.side(f)
    at_sea = bool(plain.state.forces.status[f] == lay.EMBARKED)
    v = plain.province_of(plain.place(f))
    assert v is not None and side is not None
    owner, bloc = int(plain.state.realm.before[v]), int(plain.tables.geo.province_bloc[v])
    is_home = owner < 0 or plain.top(owner) == q or plain.same_nation(owner, side)
    is_claimed = bloc >= 0 and bool(plain.tables.people.polity_claims[q, bloc])
    times = k["campaign_cost"] if at_sea or not (is_home or is_claimed) else 1
    mounted = plain.cavalry_share(f)
    gunners = plain.state.forces.gunners[f]
    foot = 1 - mounted - gunners
    each = foot + k["pay_horse"] * mounted + k["pay_gunner"] * gunners
    return k["pay_peace"] * each * times + k["transport_cost"] * at_sea


def dues(plain: Twin, q: int) -> float:
    own, kind = plain.forces_of(q), plain.state.forces.kind
    paid = [f for f in own if not plain.is_fleet(f) and kind[f] != lay.MONTONERA]
    ships = sum(plain.ships(f) for f in own if plain.is_fleet(f))
    pay = sum(plain.men(f) * soldier(plain, q, f) for f in paid)
    return ships * plain.k["ship_cost"] + pay


def levied(plain: Twin, q: int) -> list[int]:
    """Provinces that a sovereign holds which are its own, or of its nation."""
    found = []
    for v in plain.count("province"):
        before = int(plain.state.realm.before[v])
        if plain.top(plain.state.realm.controller[v]) == q and before >= 0:
            if plain.top(before) == q or plain.same_nation(before, q):
                found.append(v)
    return found


def is_near_seat(plain: Twin, q: int, f: int) -> bool:
    seat, here = int(plain.state.realm.capital[q]), plain.place(f)
    days = plain.tables.geo.land_days
    return seat < 0 or seat == here or bool(days[seat, here] <= plain.k["depot_days"])


def recruits(plain: Twin, q: int, chest: float) -> tuple[float, float, int | None]:
    k, kind = plain.k, plain.state.forces.kind
    serving = [
        f for f in plain.afield() if kind[f] != lay.MONTONERA and plain.top(plain.side(f)) == q
    ]
    home = levied(plain, q)
    at_home = [f for f in serving if plain.province_of(plain.place(f)) in home]
    posts = [f for f in at_home if kind[f] == lay.GARRISON and is_near_seat(plain, q, f)]
    armies = [f for f in at_home if kind[f] != lay.GARRISON] or posts
    army = max(armies, key=plain.men, default=None)
    people = sum(map(plain.population, home))
    share = k["war_army_share"] if plain.in_war(q) else k["peace_army_share"]
    lacking = people * share - sum(map(plain.men, serving))
    month = min(lacking, people * k["recruit_rate"] / 12)
    if army is None or month <= 0:
        return 0.0, 0.0, None
    forces, half = plain.state.forces, max(chest, 0) / 2
    full = forces.battalions[army] * k["battalion_men"]
    full += forces.squadrons[army] * k["squadron_men"]
    ranks, cost = max(0.0, full - forces.men[army] * (1 - forces.gunners[army])), 0.0
    if (
        month > ranks
        and lacking - ranks >= k["battalion_men"] / 2
        and half >= k["battalion_cost"]
    ):
        cost = k["battalion_cost"]
        ranks = max(
            0.0, full + k["battalion_men"] - forces.men[army] * (1 - forces.gunners[army])
        )
    return min(month, (half - cost) / k["recruit_cost"], ranks), cost, army


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
        debt = float(plain.state.realm.debt[q])
        served = min(debt * k["debt_service"], max(0.0, chest) / 2)
        chest -= served
        close(state.realm.debt[q], debt * (1 + k["debt_interest"] * (debt > 0)) - served)
        share = served / debt / k["debt_service"] if debt else 1.0
        close(state.realm.credit[q], (11 * plain.credit(q) + share) / 12)
        raised, formed, army = recruits(plain, q, chest)
        if army is not None:
            men[army] += raised
        chest -= raised * k["recruit_cost"] + formed
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


def bands(plain: Twin, v: int) -> float:
    """Men of the irregulars in a province who are at war with its holder."""
    holder = plain.controller(v)
    here = [
        f
        for f in plain.afield()
        if plain.state.forces.kind[f] == lay.MONTONERA
        and plain.province_of(plain.place(f)) == v
        and holder is not None
    ]
    against = [f for f in here if plain.at_war(plain.side(f) or 0, holder or 0)]
    return sum(map(plain.men, (f for f in against if plain.side(f) is not None)))


def is_hostile(plain: Twin, v: int) -> bool:
    """More in arms for a thousand people than so many times those of a quiet province."""
    quiet = plain.k["insurgent_growth"] * plain.k["unrest_level"]
    many = plain.k["insurgent_many"] * quiet * plain.population(v)
    return bool((plain.insurgents(v) + bands(plain, v)) * 1000 > many)


def is_barred(plain: Twin, q: int, v: int | None) -> bool:
    """Those in arms in a province fight a side, or its friend."""
    holder = plain.controller(v)
    return bool(v is not None and plain.hostile(v) and is_friend(plain, q, holder))


def is_quiet(plain: Twin, q: int, v: int) -> bool:
    """A side or its friend holds a province whose people are not in arms."""
    return not plain.hostile(v) and is_friend(plain, q, plain.controller(v))


def is_friend(plain: Twin, q: int, other: int | None) -> bool:
    return other is not None and plain.allied(q, other)


def way(plain: Twin, start: int, end: int) -> list[int]:
    """Places in which the stages of the way between two places end; both, if there is none."""
    following, stops = plain.tables.geo.next_place, [start]
    while stops[-1] != end and len(stops) <= 64 and following[stops[-1], end] >= 0:
        stops.append(int(following[stops[-1], end]))
    return stops[1:] if stops[-1] == end and len(stops) > 1 else [start, end]


def cut(plain: Twin, f: int) -> float:
    """Share of a force's way from its nearest base that insurgents bar."""
    q, here = plain.side(f), plain.place(f)
    assert q is not None and here is not None
    province, ports = plain.province_of, plain.tables.geo.place_zone
    if is_quiet(plain, q, province(here) or 0):
        return 0.0
    bases = [plain.seat(v) for v in plain.count("province") if is_quiet(plain, q, v)]
    for p in plain.count("place"):
        if ports[p] >= 0 and is_friend(plain, q, plain.controller(province(p))):
            bases += [] if plain.blockaded(q, p) else [p]
    near = [p for p in bases if p is not None and plain.days_between(p, here) < lay.FAR]
    base = min(near, key=lambda p: plain.days_between(p, here), default=here)
    if near and base == here:
        return 0.0
    barred = [is_barred(plain, q, province(p)) for p in way(plain, base, here)]
    return sum(barred) / len(barred)


def news_days(plain: Twin, start: int, end: int) -> float:
    """Days of a courier, slower by the share of stages that end among many insurgents."""
    if start == end:
        return 0.0
    geo = plain.tables.geo
    bad = [is_hostile(plain, int(geo.place_province[p])) for p in way(plain, start, end)]
    share = sum(bad) / len(bad)
    return float(geo.courier_days[start, end]) * (1 + plain.k["insurgent_couriers"] * share)


def heard(plain: Twin, v: int) -> list[tuple[int, float]]:
    """Cause and size of the news that came to a province's capital in the week."""
    found = []
    persons, seat = plain.state.persons, plain.seat(v)
    longest = plain.tables.geo.courier_longest_days * (1 + plain.k["insurgent_couriers"])
    for slot, (place, q, set_out) in enumerate(persons.news.tolist()):
        size = persons.news_size[slot]
        if plain.day - set_out - 7 > longest[place]:
            continue
        comes = int(persons.news_reach[slot, v])
        if persons.news_reach[slot, 0] == lay.NEVER:
            assert seat is not None
            comes = max(set_out + math.floor(news_days(plain, place, seat)), plain.day - 6)
        if size and plain.day - 7 < comes <= plain.day:
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
        if holder is not None and pressed(plain, v):
            turned = -k["community_allegiance"] * pressed(plain, v) / year
            shares = moved(shares, plain.own_cause(holder) or 0, turned)
        for cause, size in heard(plain, v):
            shares = moved(shares, cause, max(-1.0, min(1.0, k["allegiance_news"] * size)))
        close(state.realm.allegiance[v, :3], shares)
        if holder is None:
            continue
        level = k["unrest_level"]
        if plain.top(holder) != owner:
            level += k["unrest_rejection"] * (1 - shares[plain.own_cause(holder) or 0])
        level += k["community_unrest"] * pressed(plain, v)
        speed = min(1.0, k["unrest_drift"] / year)
        unrest = plain.unrest(v) + speed * (max(0.0, min(1.0, level)) - plain.unrest(v))
        close(state.realm.unrest[v], unrest)
        target = k["insurgent_growth"] * unrest * plain.population(v) / 1000
        assert bool(state.realm.hostile[v]) == is_hostile(plain, v)
        close(state.realm.bands[v], bands(plain, v))
        armed = plain.insurgents(v)
        close(state.realm.insurgents[v], armed + speed * (target - armed))
        is_free = plain.state.realm.treaty_day[v] == lay.NEVER
        is_old = plain.day - plain.state.realm.control_day[v] >= 60
        is_owed = owner is not None and is_foreign(plain, v, holder, owner)
        becomes = plain.top(holder) if is_free and is_old and not is_owed else owner
        assert state.realm.owner[v] == (lay.NONE if becomes is None else becomes)


# ----------------------------------------------------------------------------------- relations


def tied(plain: Twin, q: int) -> float:
    """Share of a polity's men, its members' too, who stand where insurgents fight them."""
    own = [f for f in plain.afield() if plain.side(f) in plain.under(q)]
    here = {f: plain.province_of(plain.place(f)) for f in own}
    caught = [f for f in own if is_barred(plain, plain.side(f) or 0, here[f])]
    return sum(map(plain.men, caught)) / sum(map(plain.men, own)) if own else 0.0


def drawn_off(plain: Twin, q: int, other: int, is_union: bool) -> float:
    """Trade gained by circuits whose rival is q and whose duties the other collects."""
    people = plain.tables.people
    return sum(
        (plain.trade(t) - people.circuit_start[t])
        * (is_union or collects(plain, plain.sovereign(other), t))
        for t in plain.count("circuit")
        if people.circuit_rival[t] == q
    )


def barred_by(plain: Twin, q: int, other: int, wholes: list[list[int]]) -> float:
    """Trade of q's ports that the other's duties keep away since the first day."""
    people, tariff = plain.tables.people, plain.state.realm.tariff
    pairs = [(y, x) for x, y in itertools.product(*wholes)]
    new, old = (max(float(m[pair]) for pair in pairs) for m in (tariff, people.tariff_base))
    lost = 0.0
    for t in plain.count("circuit"):
        ours = collects(plain, plain.sovereign(q), t)
        is_theirs = any(plain.holder_at(p) == plain.sovereign(other) for p in plain.stops(t))
        if people.circuit_port[t] != lay.NOWHERE and is_theirs:
            fading = float(people.circuit_elasticity[t])
            lost += ours * (1 - ((1 + new) / (1 + old)) ** fading)
    return lost


@pytest.mark.parametrize("seed", SEEDS)
def test_relations_in_a_month(seed: int) -> None:
    plain, state = after(seed, MONTHS)
    k, people = plain.k, plain.tables.people
    for q in filter(plain.exists, plain.count("polity")):
        tired = plain.weariness(q)
        tired = (
            tired + k["weariness_war"] / 12 * (1 + k["weariness_insurgents"] * tied(plain, q))
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
            if base:
                is_union = plain.is_confederation(plain.sovereign(other))
                level += is_union * k["threat_union"]
                level += k["threat_trade"] * (
                    drawn_off(plain, q, other, is_union) + barred_by(plain, q, other, wholes)
                )
            felt = plain.threat(q, other)
            felt += k["threat_drift"] / 12 * (max(0.0, min(1.0, level)) - felt)
            close(state.realm.threat[q, other], felt)


# ---------------------------------------------------------------------------------------- trade


def barred(plain: Twin, here: int, there: int) -> float:
    """Both tariffs between the holders of two places, and 1 for a ban or war."""
    x, y = (plain.controller(plain.province_of(p)) for p in (here, there))
    a, b = plain.top(x), plain.top(y)
    if a is None or b is None or a == b:
        return 0.0
    realm = plain.state.realm
    is_shut = plain.at_war(a, b) or not realm.trade_open[a, b]
    return float(realm.tariff[x, y] + realm.tariff[y, x]) + is_shut


@pytest.mark.parametrize("seed", SEEDS)
def test_trade_in_a_month(seed: int) -> None:
    plain, state = after(seed, TRADE)
    gains: list[float] = []
    for t in plain.count("circuit"):
        stops, people = plain.stops(t), plain.tables.people
        fading = float(people.circuit_elasticity[t])
        if people.circuit_by_sea[t]:
            ways = [(1 + barred(plain, stops[0], p)) ** fading for p in stops[1:]]
            volume = sum(ways) / len(ways)
        else:
            volume = (
                1 + sum(itertools.starmap(partial(barred, plain), itertools.pairwise(stops)))
            ) ** fading
        now = (plain.trade(t) + volume) / 2
        close(state.realm.trade[t], now)
        gains.append(now - float(people.circuit_start[t]))
    for v in plain.count("province"):
        shares = [plain.allegiance(v, c) for c in plain.count("cause")]
        top = plain.top(plain.controller(v))
        for t, gain in enumerate(gains):
            on_the_way = [plain.province_of(p) for p in plain.stops(t)]
            calls = sum(here == v for here, _ in itertools.groupby(on_the_way))
            for _ in range(calls if top is not None else 0):
                amount = plain.k["trade_lean"] / 12 * gain
                shares = moved(shares, plain.own_cause(top) or 0, amount)
        close(state.realm.allegiance[v, :3], shares)


@pytest.mark.parametrize("seed", SEEDS)
def test_seats_in_a_month(seed: int) -> None:
    plain, state = after(seed, SEATS)
    k = plain.k
    for v in plain.count("province"):
        shares = [plain.allegiance(v, c) for c in plain.count("cause")]
        top = plain.top(plain.controller(v))
        if top is not None and top == plain.owner(v):
            start = float(plain.tables.geo.province_seat_days[v])
            spared = far(plain, start) - far(plain, days_to_seat(plain, v))
            amount = k["seat_lean"] / 12 * k["seat_share"] * spared
            shares = moved(shares, plain.own_cause(top) or 0, amount)
        close(state.realm.allegiance[v, :3], shares)


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
        zone = 3 if height > 3500 else 2 if height >= 800 else 4 if is_stranger else 1
        moved = forces.climate[f] not in (0, zone)
        since = plain.day if moved else int(forces.climate_day[f])
        since = lay.NEVER if forces.climate[f] == 0 else since
        if is_stranger and zone == 3:
            rate += k["attrition_puna"] * math.exp((since - plain.day) / k["used_puna_days"])
        assert (state.forces.climate[f], state.forces.climate_day[f]) == (zone, since)
        if is_barred(plain, side, v):
            rate += k["guerrilla_loss"]
        dead = men * 7 * rate
        owed = float(plain.state.realm.arrears[plain.sovereign(side)])
        left = men * 7 * k["attrition_desertion"] * (1 + k["attrition_arrears"] * owed)
        left *= 1 + k["insurgent_hunger"] * cut(plain, f)
        back = wounded * 7 * k["wounded_return"]
        lost = (wounded - back) * 7 * k["wounded_death"]
        died = 0.0
        present, ill = men - dead - left + back, float(forces.sick[f])
        onset = 0.0
        if zone == 4:
            of_year = (plain.day + plain.tables.geo.calendar[0]) % 365.2425
            season = 1 + k["fever_season"] * math.cos(2 * math.pi * (of_year - 75) / 365.2425)
            new = math.exp((since - plain.day) / k["used_coast_days"])
            onset = k["fever_onset"] * (1 + 3 * new) / 4 * season
        for _ in range(7):
            falls, rises = onset * present, k["fever_return"] * ill
            dies = k["fever_death"] * ill
            present, ill = present - falls + rises, ill + falls - rises - dies
            died += dies
        close(state.forces.men[f], present)
        close(state.forces.sick[f], ill)
        dead_men += died
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
