"""Treasuries, a month at a time: revenue and customs in; pay, ships, debts, recruits out."""

from __future__ import annotations

from ucronia.engine.acts_men import recruit
from ucronia.engine.arms import gunner_share, ranks_of
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.customs import collected, house_year
from ucronia.engine.horses import mounted_share
from ucronia.engine.insurgents import held_share
from ucronia.engine.knobs import (
    P_BATTALION_COST,
    P_BATTALION_MEN,
    P_BLOCKADE_CUSTOMS,
    P_CAMPAIGN_COST,
    P_CREDIT_MONTHS,
    P_CUSTOMS_SHARE,
    P_DEBT_INTEREST,
    P_DEBT_SERVICE,
    P_INSURGENT_TOLL,
    P_PAY_GUNNER,
    P_PAY_HORSE,
    P_PAY_PEACE,
    P_RECRUIT_COST,
    P_RESERVE_MONTHS,
    P_SEAT_SHARE,
    P_SHIP_COST,
    P_TAX_COLLECTED,
    P_TRANSPORT_COST,
    P_TRIBUTE_PER_HEAD,
    P_UNREST_LEVEL,
)
from ucronia.engine.layout import (
    ACTIVE,
    CIVIL,
    COUNT_ROLL,
    CUSTOMS,
    EMBARKED,
    FLEET,
    LOANS,
    MONTONERA,
    N_CIRCUITS,
    N_POLITIES,
    N_PROVINCES,
    PAY,
    RECRUITING,
    REVENUE,
    Draw,
    State,
    Tables,
)
from ucronia.engine.levies import filled_first, wanted
from ucronia.engine.seats import farness, is_seat_lost, seat_days
from ucronia.engine.waters import is_blockaded

EVERY_DAYS = 30
_MONTHS = 12.0


@compiled
def calm_of(state: State, draw: Draw, province: int) -> float:
    """Give how much of what is due a province gives: all when it is as quiet as a quiet one."""
    quiet = max(1.0 - draw.parameter[P_UNREST_LEVEL], 0.01)
    return float((1.0 - state.realm.unrest[province]) / quiet)


@compiled
def given_share(tables: Tables, state: State, draw: Draw, province: int) -> float:
    """Give the share of its revenue that a province gives: by its unrest, or its insurgents.

    Where insurgents are many, who gathers tribute and tithes comes no farther than the garrison
    reaches: of a share of the revenue what it doesn't hold is lost. Unrest and insurgents are
    one thing seen twice, so that the smaller of both shares stands.
    """
    calm = calm_of(state, draw, province)
    if state.realm.hostile[province] == 0:
        return calm
    out = 1.0 - held_share(tables, state, draw, province)
    return min(calm, float(1.0 - draw.parameter[P_INSURGENT_TOLL] * out))


@compiled
def seat_loss(tables: Tables, state: State, draw: Draw, province: int) -> float:
    """Give the share of a province's revenue that goes astray because its seat is lost."""
    if not is_seat_lost(tables, state, state.realm.controller[province]):
        return 0.0
    far = farness(draw, seat_days(tables, state, province))
    return float(draw.parameter[P_SEAT_SHARE] * far)


@compiled
def year_of(tables: Tables, state: State, draw: Draw, province: int) -> float:
    """Give what a quiet province gives in a year, pesos: its tribute as its holder levies it.

    So much a head in communities is tribute, and not more than all its revenue.
    """
    whole = tables.geo.province_revenue_pesos[province]
    change = state.realm.tribute[state.realm.controller[province]] - 1.0
    if change == 0.0:
        return float(whole)
    heads = tables.geo.province_people[province] * tables.geo.province_communities[province]
    tribute = min(draw.parameter[P_TRIBUTE_PER_HEAD] * heads, whole)
    return float(whole + change * tribute)


@compiled
def revenue_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month of provincial revenue, pesos: less where there is unrest.

    Of what should go by a seat that is lost, the more the farther it is, nothing arrives. What
    the houses of the circuits take is told apart: see duties_of.
    """
    pesos = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if sovereign_of(state, state.realm.controller[province]) == top:
            inland = year_of(tables, state, draw, province)
            inland -= tables.geo.province_customs_pesos[province]
            astray = seat_loss(tables, state, draw, province)
            given = given_share(tables, state, draw, province)
            pesos += inland / _MONTHS * given * (1.0 - astray)
    return float(pesos * draw.parameter[P_TAX_COLLECTED])


@compiled
def open_share(tables: Tables, state: State, draw: Draw, circuit: int) -> float:
    """Give the share of a circuit's customs that a blockade of its port leaves."""
    port = tables.people.circuit_port[circuit]
    if port < 0:
        return 1.0
    holder = state.realm.controller[tables.geo.place_province[port]]
    if holder < 0 or not is_blockaded(tables, state, holder, port):
        return 1.0
    return float(1.0 - draw.parameter[P_BLOCKADE_CUSTOMS])


@compiled
def duties_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month at the custom houses of the circuits, pesos, all told."""
    pesos = 0.0
    for circuit in range(tables.size[N_CIRCUITS]):
        share = collected(tables, state, circuit, top)
        port = tables.people.circuit_port[circuit]
        if share > 0.0 and port >= 0:
            calm = calm_of(state, draw, tables.geo.place_province[port])
            share *= open_share(tables, state, draw, circuit)
            pesos += share * house_year(tables, state, circuit) / _MONTHS * calm
    return pesos


@compiled
def transit_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month of transit and tolls, pesos: a small share of the volumes."""
    pesos = 0.0
    for circuit in range(tables.size[N_CIRCUITS]):
        share = collected(tables, state, circuit, top)
        if share > 0.0:
            share *= open_share(tables, state, draw, circuit)
            volume = tables.people.circuit_volume_pesos[circuit] * state.realm.trade[circuit]
            pesos += volume / _MONTHS * share
    return float(pesos * draw.parameter[P_CUSTOMS_SHARE])


@compiled
def customs_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give what of a sovereign's month of customs reaches the war chest, pesos."""
    duties = duties_of(tables, state, draw, top) * draw.parameter[P_TAX_COLLECTED]
    return float(duties + transit_of(tables, state, draw, top))


@compiled
def is_abroad(tables: Tables, state: State, force: int, top: int) -> bool:
    """Tell whether a force is at sea or in a country that is neither its state's nor claimed.

    A rival government fights at home, and so does a union in any of its members' lands.
    """
    if state.forces.status[force] == EMBARKED:
        return True
    here = tables.geo.place_province[state.forces.place[force]]
    owner = state.realm.before[here]
    if owner < 0 or sovereign_of(state, owner) == top:
        return False
    nation = tables.people.polity_nation
    if nation[owner] == nation[state.forces.side[force]]:
        return False
    bloc = tables.geo.province_bloc[here]
    return bool(bloc < 0 or tables.people.polity_claims[top, bloc] == 0)


@compiled
def month_of_men(tables: Tables, state: State, draw: Draw, force: int, top: int) -> float:
    """Give a land force's cost in a month, pesos, by arm, abroad, and with transports at sea.

    A man costs an infantryman's pay; one with a horse under him, or a gunner, so much more.
    """
    mounted, gunners = mounted_share(state, force), gunner_share(state, force)
    each = draw.parameter[P_PAY_PEACE] * (
        1.0
        + (draw.parameter[P_PAY_HORSE] - 1.0) * mounted
        + (draw.parameter[P_PAY_GUNNER] - 1.0) * gunners
    )
    if is_abroad(tables, state, force, top):
        each *= draw.parameter[P_CAMPAIGN_COST]
    if state.forces.status[force] == EMBARKED:
        each += draw.parameter[P_TRANSPORT_COST]
    return float(state.forces.men[force] * each)


@compiled
def due_of(tables: Tables, state: State, draw: Draw, top: int) -> float:
    """Give a sovereign's month of pay, campaigns and ships, pesos."""
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
            pesos += month_of_men(tables, state, draw, force, top)
    return pesos


@compiled
def _recruit(tables: Tables, state: State, draw: Draw, top: int, pesos: float) -> float:
    """Fill a sovereign's largest army at home towards its establishment; give what it cost.

    Where it has no army in the field at home, its largest garrison near its seat.
    """
    army = filled_first(tables, state, draw, top)
    want, lacking = wanted(tables, state, draw, top)
    if army < 0 or want <= 0.0:
        return 0.0
    left = 0.5 * max(pesos, 0.0)
    spent = _form_battalion(state, draw, army, (want, lacking, left))
    want = min(want, (left - spent) / draw.parameter[P_RECRUIT_COST])
    want = min(want, ranks_of(state, draw, army))
    recruit(state, army, want)
    return float(spent + want * draw.parameter[P_RECRUIT_COST])


@compiled
def _form_battalion(
    state: State, draw: Draw, army: int, called: tuple[float, float, float]
) -> float:
    """Form another battalion where the ranks are filled; give what it costs.

    called = (the month's recruits, men lacking of the establishment, pesos at hand). It is
    formed whole, as a cadre that is filled in the months to come: the establishment has the
    number of battalions that comes nearest to it.
    """
    month, lacking, pesos = called
    ranks, cost = ranks_of(state, draw, army), draw.parameter[P_BATTALION_COST]
    half = 0.5 * draw.parameter[P_BATTALION_MEN]
    if month <= ranks or lacking - ranks < half or pesos < cost:
        return 0.0
    state.forces.battalions[army] += 1.0
    return float(cost)


@compiled
def serve_debt(state: State, draw: Draw, top: int, pesos: float) -> float:
    """Let a debt bear its interest and be served; give what is paid, half the chest at most.

    Credit follows the share of what was due that is paid, as a mean that fades in so many
    months (exponential smoothing); who owes nothing wins his back.
    """
    debt = state.realm.debt[top]
    due = debt * draw.parameter[P_DEBT_SERVICE]
    paid = min(due, 0.5 * max(pesos, 0.0))
    kept = paid / due if due > 0.0 else 1.0
    pace = 1.0 / max(draw.parameter[P_CREDIT_MONTHS], 1.0)
    state.realm.credit[top] += pace * (kept - state.realm.credit[top])
    if debt <= 0.0:
        return 0.0
    state.realm.debt[top] = debt * (1.0 + draw.parameter[P_DEBT_INTEREST]) - paid
    state.persons.ledger_pesos[LOANS] -= paid
    return float(paid)


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
    pesos -= serve_debt(state, draw, top, pesos)
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
