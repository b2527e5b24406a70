"""Treasuries, a month at a time: revenue and customs in; pay, ships and recruiting out."""

from __future__ import annotations

from ucronia.engine.bonds import is_afield, is_fighting, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import (
    P_BLOCKADE_CUSTOMS,
    P_CUSTOMS_SHARE,
    P_PAY_PEACE,
    P_PEACE_ARMY_SHARE,
    P_RECRUIT_COST,
    P_RECRUIT_RATE,
    P_RESERVE_MONTHS,
    P_SHIP_COST,
    P_TAX_COLLECTED,
    P_UNREST_LEVEL,
    P_WAR_ARMY_SHARE,
)
from ucronia.engine.layout import (
    ACTIVE,
    CIVIL,
    COUNT_ROLL,
    CUSTOMS,
    EMBARKED,
    FLEET,
    GARRISON,
    MONTONERA,
    N_CIRCUITS,
    N_POLITIES,
    N_PROVINCES,
    NONE,
    PAY,
    RAISED,
    RECRUITING,
    REVENUE,
    Draw,
    State,
    Tables,
)
from ucronia.engine.waters import is_blockaded

EVERY_DAYS = 30
_MONTHS = 12.0


@compiled
def revenue_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month of provincial revenue, pesos: less where there is unrest.

    What a province is said to give it gives when it is as quiet as a quiet province is.
    """
    quiet = max(1.0 - draw.parameter[P_UNREST_LEVEL], 0.01)
    pesos = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if sovereign_of(state, state.realm.controller[province]) == top:
            calm = 1.0 - state.realm.unrest[province]
            pesos += tables.geo.province_revenue_pesos[province] / _MONTHS * calm / quiet
    return float(pesos * draw.parameter[P_TAX_COLLECTED])


@compiled
def customs_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month of customs on the circuits, by the places it holds on each.

    A circuit of which one of its ports is blockaded gives blockade_customs less.
    """
    pesos = 0.0
    for circuit in range(tables.size[N_CIRCUITS]):
        held = 0.0
        count = 0.0
        open_share = 1.0
        for stop in range(12):
            place = tables.people.circuit_place[circuit, stop]
            if place < 0:
                break
            count += 1.0
            holder = state.realm.controller[tables.geo.place_province[place]]
            if sovereign_of(state, holder) == top:
                held += 1.0
                if is_blockaded(tables, state, holder, place):
                    open_share = 1.0 - draw.parameter[P_BLOCKADE_CUSTOMS]
        if count > 0.0:
            volume = tables.people.circuit_volume_pesos[circuit] * state.realm.trade[circuit]
            pesos += volume / _MONTHS * held / count * open_share
    return float(pesos * draw.parameter[P_CUSTOMS_SHARE])


@compiled
def due_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month of pay and ships, pesos."""
    pesos = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if sovereign_of(state, state.forces.side[force]) != top:
            continue
        status = state.forces.status[force]
        if status != ACTIVE and status != EMBARKED:
            continue
        if state.forces.kind[force] == FLEET:
            pesos += state.forces.ships[force] * draw.parameter[P_SHIP_COST]
        elif state.forces.kind[force] != MONTONERA:
            pesos += state.forces.men[force] * draw.parameter[P_PAY_PEACE]
    return pesos


@compiled
def is_home(state: State, province: int, top: int) -> bool:
    """Tell whether a province is a sovereign's own, and held: occupied land gives no men."""
    return bool(
        sovereign_of(state, state.realm.controller[province]) == top
        and sovereign_of(state, state.realm.before[province]) == top
    )


@compiled
def _recruit(tables: Tables, state: State, draw: Draw, top: int, pesos: float) -> float:
    """Fill a sovereign's largest army at home towards its establishment; give what it cost."""
    men = 0.0
    army = NONE
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_afield(state, force) or state.forces.kind[force] == MONTONERA:
            continue
        if sovereign_of(state, state.forces.side[force]) != top:
            continue
        men += state.forces.men[force]
        here = tables.geo.place_province[state.forces.place[force]]
        if state.forces.kind[force] != GARRISON and is_home(state, here, top):
            if army < 0 or state.forces.men[force] > state.forces.men[army]:
                army = force
    people = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if is_home(state, province, top):
            people += tables.geo.province_people[province]
    fighting = is_fighting(tables, state, top)
    share = draw.parameter[P_WAR_ARMY_SHARE if fighting else P_PEACE_ARMY_SHARE]
    want = min(people * share - men, people * draw.parameter[P_RECRUIT_RATE] / _MONTHS)
    want = min(want, 0.5 * max(pesos, 0.0) / draw.parameter[P_RECRUIT_COST])
    if army < 0 or want <= 0.0:
        return 0.0
    state.forces.men[army] += want
    state.persons.ledger_men[RAISED] += want
    return float(want * draw.parameter[P_RECRUIT_COST])


@compiled
def settle(tables: Tables, state: State, draw: Draw, top: int) -> None:
    """Settle a sovereign's month: what it can't pay is owed in months of arrears.

    Of what is left above a reserve half goes in the month to the civil list and to creditors.
    """
    income = revenue_of(tables, state, draw, top)
    customs = customs_of(tables, state, draw, top)
    due = due_of(tables, state, draw, top)
    state.persons.ledger_pesos[REVENUE] += income
    state.persons.ledger_pesos[CUSTOMS] += customs
    pesos = state.realm.treasury[top] + income + customs
    paid = min(max(pesos, 0.0), due)
    owed = state.realm.arrears[top] + (1.0 - paid / due if due > 0.0 else 0.0)
    pesos -= paid
    back = min(owed * due, 0.5 * max(pesos, 0.0))
    if due > 0.0:
        owed -= back / due
    pesos -= back
    spent = _recruit(tables, state, draw, top, pesos)
    state.persons.ledger_pesos[PAY] += paid + back
    state.persons.ledger_pesos[RECRUITING] += spent
    pesos -= spent
    kept = draw.parameter[P_RESERVE_MONTHS] * due
    civil = 0.5 * max(0.0, pesos - kept)
    state.persons.ledger_pesos[CIVIL] += civil
    state.realm.treasury[top] = pesos - civil
    state.realm.arrears[top] = max(0.0, owed)


@compiled
def step(tables: Tables, state: State, draw: Draw) -> None:
    """Settle every sovereign's month; members owe what their sovereign owes."""
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 1 and state.realm.parent[polity] < 0:
            settle(tables, state, draw, polity)
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 1 and state.realm.parent[polity] >= 0:
            state.realm.arrears[polity] = state.realm.arrears[sovereign_of(state, polity)]
