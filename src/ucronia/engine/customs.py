"""Who collects on a trade circuit, and what bars its way: asked by trade and by treasuries."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import State, Tables

MOST_STOPS = 12
"""Places that a circuit has room for."""


@compiled
def barrier(tables: Tables, state: State, here: int, there: int) -> float:
    """Give what bars goods between two places: both tariffs, and 1 more for a ban or a war.

    A tariff is that of whoever holds the place, a member of a union too; members of one
    sovereign levy none on each other.
    """
    holder = state.realm.controller[tables.geo.place_province[here]]
    other = state.realm.controller[tables.geo.place_province[there]]
    a = sovereign_of(state, holder)
    b = sovereign_of(state, other)
    if a < 0 or b < 0 or a == b:
        return 0.0
    levied = state.realm.tariff[holder, other] + state.realm.tariff[other, holder]
    if at_war(state, a, b) or state.realm.trade_open[a, b] == 0:
        levied += 1.0
    return float(levied)


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
        holder = state.realm.controller[tables.geo.place_province[place]]
        if sovereign_of(state, holder) == top:
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
    holder = state.realm.controller[tables.geo.place_province[port]]
    return 1.0 if sovereign_of(state, holder) == top else 0.0
