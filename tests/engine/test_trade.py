"""Trade circuits: who collects at the port, what bars the way, and what that moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_day_twins import CAPACITY, MONTH, TRADE, drawn, made, turn
from tests.small import SAYS, scenario, small
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.records import new_records
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
