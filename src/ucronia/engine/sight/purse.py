"""What a rule may ask of a polity's purse: debt, and what it can pledge."""

from __future__ import annotations

from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.customs import collected, house_year
from ucronia.engine.layout import N_CIRCUITS, N_POLITIES, N_PROVINCES, State, Tables
from ucronia.engine.opcodes import ASK_CREDIT, ASK_DEBT, ASK_REVENUE_HELD


@compiled
def ask_purse(op: int, polity: int, tables: Tables, state: State) -> float:
    """Answer a question about a sovereign's money: pesos, pesos a year, or a share of 1."""
    if not 0 <= polity < tables.size[N_POLITIES]:
        return 0.0
    top = sovereign_of(state, polity)
    if op == ASK_DEBT:
        return float(state.realm.debt[top])
    if op == ASK_CREDIT:
        return float(state.realm.credit[top])
    if op == ASK_REVENUE_HELD:
        return _revenue_held(tables, state, top)
    return _duties(tables, state, top)


@compiled
def _revenue_held(tables: Tables, state: State, top: int) -> float:
    pesos = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if sovereign_of(state, state.realm.controller[province]) == top:
            pesos += tables.geo.province_revenue_pesos[province]
    return pesos


@compiled
def _duties(tables: Tables, state: State, top: int) -> float:
    pesos = 0.0
    for circuit in range(tables.size[N_CIRCUITS]):
        pesos += collected(tables, state, circuit, top) * house_year(tables, state, circuit)
    return pesos
