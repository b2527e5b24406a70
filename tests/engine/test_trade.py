"""Trade circuits: who collects at the port, what bars the way, and what that moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_acts import sound_world
from tests.engine.test_day_twins import CAPACITY, MONTH, TRADE, drawn, made, turn
from tests.engine.test_effects import run
from tests.small import SAYS, hazard, parameter, play, scenario, small
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.records import new_records
from ucronia.ensemble.plan import Act, Fact, Fork
from ucronia.scenario.model import Variable
from ucronia.scenario.ports import port_of


def road(**parts: Any) -> Any:
    """The small scenario's circuit, otherwise."""
    (circuit,) = scenario().circuits
    return (circuit.model_copy(update=parts),)


def two(**parts: Any) -> World:
    """The small scenario with another circuit and free trade, unless `relations` are given."""
    return small(circuits=road(**parts))


def month(world: World, which: int, **changes: Any) -> Any:
    """The state after a month of one rule, with fields of the realm set before."""
    states = new_records(lay.State, world.capacity, 1)
    states[0] = world.start[0]
    for name, value in changes.items():
        part, _, field = name.partition("_of_")
        getattr(getattr(states[0], part), field)[...] = value
    log: Any = new_records(lay.Log, world.capacity)[0]
    turn(world.tables, states, log, draw_for(world), 30, which)
    return states[0]


def draw_for(world: World) -> Any:
    """Parameters of the twins' own world: only the treasury's are asked."""
    draw: Any = new_records(lay.Draw, world.capacity)[0]
    size = min(len(draw.parameter), len(drawn().parameter))
    draw.parameter[:size] = drawn().parameter[:size]
    return draw


def customs(state: Any) -> float:
    return float(state.persons.ledger_pesos[lay.CUSTOMS])


def test_the_port_is_the_first_place_or_else_the_last() -> None:
    places = scenario().places
    (circuit,) = road()
    back = circuit.model_copy(update={"places": circuit.places[::-1]})
    inland = circuit.model_copy(update={"places": circuit.places[1:]})
    assert port_of(circuit, places) == port_of(back, places) == "muelle"
    assert port_of(inland, places) == ""


def test_the_house_is_part_of_its_provinces_revenue_on_the_first_day() -> None:
    """On the first day all that changes is who is said to collect: the sum is the same."""
    without, with_house = two(), two(customs_pesos=100_000)
    a, b = (month(w, MONTH, realm_of_unrest=0.1) for w in (without, with_house))
    moved = 100_000 / 12 * 0.6
    assert customs(b) - customs(a) == pytest.approx(moved)
    lost = a.persons.ledger_pesos[lay.REVENUE] - b.persons.ledger_pesos[lay.REVENUE]
    assert lost == pytest.approx(moved)


def test_duties_follow_trade_and_go_to_who_holds_the_port() -> None:
    world = two(customs_pesos=100_000)
    whole, half = (month(world, MONTH, realm_of_trade=t, realm_of_unrest=0.1) for t in (1, 0.5))
    assert customs(half) == pytest.approx(customs(whole) / 2)
    alta, baja = (world.index("polity", id) for id in ("alta", "baja"))
    holders = np.array(world.start[0].realm.controller)
    port = int(world.tables.geo.place_province[world.tables.people.circuit_port[0]])
    assert holders[port] == baja
    holders[port] = alta
    lost = month(world, MONTH, realm_of_controller=holders, realm_of_unrest=0.1)
    assert customs(lost) == pytest.approx(customs(whole))
    assert lost.realm.treasury[alta] > whole.realm.treasury[alta]


def test_a_common_port_is_shared_by_the_places_held() -> None:
    shared_port = Variable(id="shared_port", text=SAYS, start=0, source="annals")
    circuits = road(customs_pesos=1e5, common="shared_port")
    world = small(circuits=circuits, variables=(shared_port,))
    alta = world.index("polity", "alta")
    number = world.index("variable", "shared_port")
    variables = np.zeros_like(world.start[0].persons.variable)
    own = month(world, MONTH, persons_of_variable=variables)
    variables[number] = 1
    shared = month(world, MONTH, persons_of_variable=variables)
    assert shared.realm.treasury[alta] > own.realm.treasury[alta]
    assert customs(shared) == pytest.approx(customs(own))


def test_by_sea_each_port_has_its_own_share_of_the_trade() -> None:
    """Two calls of three are barred by 1: volume (1 + 2 · 2^-1) / 3 of the way there."""
    tables, states = made(3)
    realm, people = states[0].realm, tables.people
    realm.controller[:3] = [0, 1, 2]
    realm.parent[:] = lay.NONE
    realm.exists[:7] = 1
    realm.relation[:] = lay.PEACE
    realm.tariff[:] = 0
    realm.trade_open[:] = 1
    realm.trade_open[0, 1] = realm.trade_open[1, 0] = 0
    realm.trade[0] = 1.0
    tables.geo.place_province[:4] = [0, 1, 1, 2]
    people.circuit_place[0] = lay.NOWHERE
    people.circuit_place[0, :4] = [0, 1, 2, 3]
    people.circuit_by_sea[0] = 1
    people.circuit_elasticity[0] = 1.0
    log: Any = new_records(lay.Log, CAPACITY)[0]
    turn(tables, states, log, drawn(), 30, TRADE)
    assert states[0].realm.trade[0] == pytest.approx((1 + (1 + 2 / 2) / 3) / 2)


# ----------------------------------------------------------------------- a tariff, link by link


def levied(world: World, first: str, second: str, rate: float, kind: str = "tariff") -> Fork:
    """A fork on the first day at which one's tariff on another's goods is set."""
    a, b = (int(world.index("polity", id)) for id in (first, second))
    return Fork(0, facts=(Fact(kind, a * world.sizes.polities + b, rate),))


def taxed(rate: float | None, days: int = 400, **values: float) -> Any:
    """The small world under a tariff of Alta on Baja, whose port the road begins at."""
    values = {"trade_lean": 0.5, "tax_collected": 1.0, "war_occasions": 0.0, **values}
    world = small(values=values, circuits=road(customs_pesos=1e5))
    fork = Fork(0) if rate is None else levied(world, "alta", "baja", rate)
    return world, play(world, days, fork=fork)


def test_a_tariff_moves_trade_customs_leanings_and_threat_and_nothing_else() -> None:
    """Ripple: trade to (1 + t)^-e, customs too, blame for both rulers, fear of who levies."""
    world, free = taxed(None)
    _, barred = taxed(0.4)
    level = 1.4 ** -abs(float(world.tables.people.circuit_elasticity[0]))
    assert free.state.realm.trade[0] == pytest.approx(1.0)
    assert barred.state.realm.trade[0] == pytest.approx(level, rel=1e-3)
    assert customs(barred.state) < customs(free.state)
    alta, baja = (world.index("polity", id) for id in ("alta", "baja"))
    for polity in (alta, baja):
        cause = world.tables.people.polity_cause[polity]
        held = free.state.realm.controller[: world.sizes.provinces] == polity
        before, after = (
            play_.state.realm.allegiance[: world.sizes.provinces][held, cause]
            for play_ in (free, barred)
        )
        assert (after < before).all()
    threat = barred.state.realm.threat - free.state.realm.threat
    assert threat[baja, alta] > 0.01
    assert not np.delete(threat.ravel(), baja * threat.shape[1] + alta).any()
    for name in ("controller", "weariness", "relation", "unrest", "exists", "trade_open"):
        assert (getattr(barred.state.realm, name) == getattr(free.state.realm, name)).all()
    for name in ("men", "place", "morale", "leaning"):
        assert (getattr(barred.state.forces, name) == getattr(free.state.forces, name)).all()


def test_the_threat_of_a_duty_has_its_closed_form() -> None:
    """A year on, level base + k (1 - 1.4^-e) is neared by a share of the gap each month."""
    world, barred = taxed(0.4, threat_trade=0.2, threat_drift=12.0)
    alta, baja = (world.index("polity", id) for id in ("alta", "baja"))
    lost = 1 - 1.4 ** -abs(float(world.tables.people.circuit_elasticity[0]))
    base = float(world.tables.people.threat_base[baja, alta])
    assert barred.state.realm.threat[baja, alta] == pytest.approx(base + 0.2 * lost)


@pytest.mark.compiled
def test_a_tariff_makes_war_likelier() -> None:
    values = {"war_occasions": 1.0, "threat_trade": 1.0, "threat_drift": 12.0}
    world = small(values=values, circuits=road(customs_pesos=1e5))
    peace, feared = (
        play(world, 300, 400, fork=fork)
        for fork in (Fork(0), levied(world, "alta", "baja", 2.0))
    )
    wars = [len({replica for replica, _, _ in p.rows(lay.L_WAR)}) for p in (peace, feared)]
    assert wars[1] > wars[0] + 10


def test_a_new_government_keeps_its_nations_tariffs() -> None:
    world = sound_world(2)
    realm, people = world.state.realm, world.tables.people
    people.polity_nation[:7] = [0, 0, 1, 1, 2, 2, 2]
    realm.exists[:7] = [1, 0, 1, 1, 1, 1, 1]
    realm.parent[:] = lay.NONE
    realm.tariff[:7, :7] = np.arange(49).reshape(7, 7) / 100
    before = realm.tariff.copy()
    run(world, "found(polity_1)")
    assert (realm.tariff[1, 2:7] == before[0, 2:7]).all()
    assert (realm.tariff[2:7, 1] == before[2:7, 0]).all()
    realm.tariff[1, 2:7], realm.tariff[2:7, 1] = before[1, 2:7], before[2:7, 1]
    assert (realm.tariff == before).all()


def test_a_factor_multiplies_a_tariff() -> None:
    relations = tuple(
        r.model_copy(update={"tariff": 0.2}) if r.a == "alta" else r
        for r in scenario().relations
    )
    world = small(relations=relations)
    fork = levied(world, "alta", "baja", 0.5, "tariff_times")
    alta, baja = (world.index("polity", id) for id in ("alta", "baja"))
    assert world.start[0].realm.tariff[alta, baja] == 0.2
    assert play(world, 5, fork=fork).state.realm.tariff[alta, baja] == pytest.approx(0.1)


def test_a_variable_may_be_set_as_a_fact() -> None:
    shared_port = Variable(id="shared_port", text=SAYS, start=0, source="annals")
    world = small(variables=(shared_port,))
    number = world.index("variable", "shared_port")
    found = play(world, 5, fork=Fork(0, facts=(Fact("value", number, 2.5),)))
    assert found.state.persons.variable[number] == 2.5


# -------------------------------------------------------------------------------------- loans


def lent(pesos: float, months: int, **values: float) -> Any:
    """The small world with a loan on the first day, played on so many months."""
    borrow = hazard("borrow", over={"q": ("baja",)}, effects=(f"loan(q, {pesos})",))
    world = small(values={"recruit_rate": 0.0, **values}, rules=(borrow,))
    fork = Fork(0, acts=(Act(0, 0, 0),), forbidden=((0, 0),))
    return world, play(world, 30 * months, fork=fork)


def test_a_debt_bears_interest_and_is_served() -> None:
    """D (1 + i - s)^n after n months, where the chest holds out; the ledger has both."""
    world, found = lent(1e5, 10, debt_interest=0.01, debt_service=0.05)
    baja = world.index("polity", "baja")
    owed = [1e5 * (1 + 0.01 - 0.05) ** month for month in range(11)]
    assert found.state.realm.debt[baja] == pytest.approx(owed[10])
    ledger = found.state.persons.ledger_pesos[lay.LOANS]
    assert ledger == pytest.approx(1e5 - 0.05 * sum(owed[:10]))


def test_a_loan_moves_the_lenders_pesos_and_nothing_else() -> None:
    """Ripple: without service the same histories, but for the money that was lent."""
    world, found = lent(1e5, 6, debt_service=0.0, debt_interest=0.0, reserve_months=1e6)
    _, none = lent(0, 6, debt_service=0.0, debt_interest=0.0, reserve_months=1e6)
    baja = world.index("polity", "baja")
    more = found.state.realm.treasury - none.state.realm.treasury
    assert more[baja] == pytest.approx(1e5)
    assert not np.delete(more, baja).any()
    for name in ("allegiance", "arrears", "trade", "controller", "threat", "legitimacy"):
        assert (getattr(found.state.realm, name) == getattr(none.state.realm, name)).all()
    assert (found.state.forces.men == none.state.forces.men).all()


def test_debts_pass_on_with_the_money() -> None:
    world = sound_world(4)
    run(world, "loan(polity_5, 1000)")
    realm = world.state.realm
    before = float(realm.debt[:7].sum())
    for told in ("transfer(polity_5, polity_6)", "dissolve(polity_6)", "secede(polity_4)"):
        run(world, told)
        assert realm.debt[:7].sum() == pytest.approx(before), told
    assert (realm.debt[:7] >= 0).all()


# -------------------------------------------------------------------------------- expeditions


def paid_at(place: str, **values: float) -> Any:
    """The evening of the first day, a day of pay, on which Baja's army stands in a place."""
    pay = {"pay_peace": 10.0, "pay_horse": 1.0, "pay_gunner": 1.0, "campaign_cost": 2.5}
    world = small(values=pay | values, rules=())
    where = Fact("place", world.index("force", "army_baja"), world.index("place", place))
    return world, play(world, 1, fork=Fork(0, facts=(where,))).state


def test_an_army_abroad_costs_more_and_moves_nothing_else() -> None:
    """Ripple: men x pay x (c - 1); the same men, the same state but for the chest."""
    _, home = paid_at("huerta")
    world, abroad = paid_at("cumbre")
    _, as_home = paid_at("cumbre", campaign_cost=1.0)
    men = float(abroad.forces.men[world.index("force", "army_baja")])
    paid = [float(s.persons.ledger_pesos[lay.PAY]) for s in (home, abroad, as_home)]
    assert paid[0] == pytest.approx(paid[2])
    assert paid[1] - paid[0] == pytest.approx(men * 10.0 * 1.5)
    for name in ("men", "place", "morale", "status"):
        assert (getattr(abroad.forces, name) == getattr(as_home.forces, name)).all()
    for name in ("allegiance", "controller", "trade", "threat", "unrest"):
        assert (getattr(abroad.realm, name) == getattr(as_home.realm, name)).all()


# ------------------------------------------------------------------------------------- seats


def seated(place: str | None, days: int = 400) -> Any:
    """The small world with Baja's capital elsewhere from the first day."""
    values = {"seat_share": 0.2, "seat_lean": 1.0, "trade_lean": 0.0, "allegiance_rule": 0.0}
    world = small(values=values, rules=())
    facts = ()
    if place:
        facts = (Fact("capital", world.index("polity", "baja"), world.index("place", place)),)
    return world, play(world, days, fork=Fork(0, facts=facts)).state


def test_a_seat_that_moves_away_turns_its_province_and_no_other() -> None:
    world, stayed = seated(None)
    _, moved_off = seated("muelle")
    baja = world.index("polity", "baja")
    cause = world.tables.people.polity_cause[baja]
    province = world.index("province", "baja_province")
    assert world.tables.geo.province_seat_days[province] == 0.0
    change = moved_off.realm.allegiance - stayed.realm.allegiance
    assert change[province, cause] < 0
    assert not np.delete(change, province, axis=0).any()
    for name in ("controller", "trade", "threat", "unrest", "treasury", "arrears"):
        assert (getattr(moved_off.realm, name) == getattr(stayed.realm, name)).all(), name
    assert (moved_off.forces.men == stayed.forces.men).all()


def test_a_capital_lost_takes_its_share_of_the_revenue_with_it() -> None:
    """The seat in Alta's hands: of Baja's revenue share x far goes astray."""
    world, stayed = seated(None, days=1)
    _, lost = seated("cumbre", days=1)
    geo = world.tables.geo
    alta, baja = (world.index("province", f"{id}_province") for id in ("alta", "baja"))
    days = float(geo.courier_days[world.index("place", "cumbre"), geo.province_capital[baja]])
    far = days / (days + parameter(world, "seat_reach_days"))
    part = geo.province_revenue_pesos[baja] / geo.province_revenue_pesos[[alta, baja]].sum()
    books = [s.persons.ledger_pesos[lay.REVENUE] for s in (stayed, lost)]
    assert books[1] / books[0] == pytest.approx(1 - part * 0.2 * far)
