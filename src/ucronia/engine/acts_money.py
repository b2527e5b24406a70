"""What governments borrow, force out of merchants, or take in an occupied country."""

from __future__ import annotations

from ucronia.engine.acts_provinces import shift
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    LOANS,
    N_PLACES,
    N_PROVINCES,
    REVENUE,
    Log,
    State,
    Tables,
)


@compiled
def loan(tables: Tables, state: State, log: Log, day: int, polity: int, pesos: float) -> None:
    """Bring lenders' pesos into the treasury of a polity's sovereign, who owes them.

    Less than 0 is money spent: no debt is paid with it.
    """
    top = sovereign_of(state, polity)
    state.realm.treasury[top] += pesos
    state.realm.debt[top] += max(pesos, 0.0)
    state.persons.ledger_pesos[LOANS] += pesos


@compiled
def trade_at(tables: Tables, province: int) -> float:
    """Give the trade that goes through a province's places, pesos a year: its merchants' worth.

    A circuit counts in each of its places: merchants stand at every one.
    """
    pesos = 0.0
    for place in range(tables.size[N_PLACES]):
        if tables.geo.place_province[place] == province:
            pesos += tables.geo.place_trade_pesos[place]
    return float(pesos)


@compiled
def forced_loan(
    tables: Tables, state: State, log: Log, day: int, polity: int, pesos: float, share: float
) -> None:
    """Make the merchants of a polity's sovereign lend; their provinces turn from his cause.

    Of those won `share` are lost, by people; each province loses in proportion to what a head
    in it bears of the loan, which falls on provinces by their trade: share · (trade of it / of
    all) / (people of it / of all). Where there is no trade anywhere all bear alike.
    """
    if pesos <= 0.0:
        return
    loan(tables, state, log, day, polity, pesos)
    top = sovereign_of(state, polity)
    cause = tables.people.polity_cause[top]
    people = 0.0
    trade = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if sovereign_of(state, state.realm.controller[province]) == top:
            people += tables.geo.province_people[province]
            trade += trade_at(tables, province)
    for province in range(tables.size[N_PROVINCES]):
        if sovereign_of(state, state.realm.controller[province]) != top:
            continue
        own = tables.geo.province_people[province] / people if people > 0.0 else 0.0
        borne = 1.0
        if trade > 0.0 and own > 0.0:
            borne = trade_at(tables, province) / trade / own
        shift(tables, state, log, day, province, cause, -share * borne)


@compiled
def exact(tables: Tables, state: State, log: Log, day: int, polity: int, pesos: float) -> None:
    """Bring pesos taken from a country into the treasury of a polity's sovereign."""
    taken = max(pesos, 0.0)
    state.realm.treasury[sovereign_of(state, polity)] += taken
    state.persons.ledger_pesos[REVENUE] += taken
