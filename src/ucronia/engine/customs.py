"""Who collects on a trade circuit, and what bars its way: asked by trade and by treasuries."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import NONE, State, Tables

MOST_STOPS = 12
"""Places that a circuit has room for."""


@compiled
def holder_at(tables: Tables, state: State, place: int) -> int:
    """Give who holds a place, NONE for nobody."""
    province = tables.geo.place_province[place]
    return int(state.realm.controller[province]) if province >= 0 else NONE


@compiled
def barrier(tables: Tables, state: State, here: int, there: int) -> float:
    """Give what bars goods between two places: both tariffs, and 1 more for a ban or a war.

    A tariff is that of whoever holds the place, a member of a union too; members of one
    sovereign levy none on each other.
    """
    holder = holder_at(tables, state, here)
    other = holder_at(tables, state, there)
    a = sovereign_of(state, holder)
    b = sovereign_of(state, other)
    if a < 0 or b < 0 or a == b:
        return 0.0
    levied = state.realm.tariff[holder, other] + state.realm.tariff[other, holder]
    if at_war(state, a, b) or state.realm.trade_open[a, b] == 0:
        levied += 1.0
    return float(levied)


@compiled
def house_year(tables: Tables, state: State, circuit: int) -> float:
    """Give what a circuit's custom house takes in a year at today's trade, pesos.

    It is what it took before the first day, grown or shrunk with the trade since.
    """
    start = tables.people.circuit_start[circuit]
    if tables.people.circuit_port[circuit] < 0 or start <= 0.0:
        return 0.0
    grown = state.realm.trade[circuit] / start
    return float(tables.people.circuit_customs_pesos[circuit] * grown)


@compiled
def places_held(tables: Tables, state: State, circuit: int, top: int) -> float:
    """Give the share of a circuit's places that a sovereign holds."""
    held = 0.0
    count = 0.0
    for stop in range(MOST_STOPS):
        place = tables.people.circuit_place[circuit, stop]
        if place < 0:
            break
        count += 1.0
        if sovereign_of(state, holder_at(tables, state, place)) == top:
            held += 1.0
    return held / count if count > 0.0 else 0.0


@compiled
def collected(tables: Tables, state: State, circuit: int, top: int) -> float:
    """Give the share of a circuit's duties that a sovereign collects.

    Who holds the port collects; where the port is common, or there is none, each by the places
    that he holds.
    """
    port = tables.people.circuit_port[circuit]
    common = tables.people.circuit_common[circuit]
    if port < 0 or (common >= 0 and state.persons.variable[common] > 0.0):
        return places_held(tables, state, circuit, top)
    return 1.0 if sovereign_of(state, holder_at(tables, state, port)) == top else 0.0
