"""Trade, a month at a time: what goes along each circuit, and whom its provinces thank."""

from __future__ import annotations

from ucronia.engine.acts_provinces import shift
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.customs import MOST_STOPS, barrier
from ucronia.engine.knobs import P_TRADE_LEAN
from ucronia.engine.layout import N_CIRCUITS, NONE, Draw, Log, State, Tables

EVERY_DAYS = 30
_MONTHS = 12.0


@compiled
def open_share(tables: Tables, state: State, circuit: int) -> float:
    """Give the volume that a circuit comes to: all of it where nothing bars its way.

    By land goods cross every border in turn. By sea they go straight from the first port to
    each of the others, so each of these has its own share.
    """
    fading = -abs(tables.people.circuit_elasticity[circuit])
    by_sea = tables.people.circuit_by_sea[circuit] == 1
    first = tables.people.circuit_place[circuit, 0]
    before = first
    barred = 0.0
    volume = 0.0
    calls = 0.0
    for stop in range(1, MOST_STOPS):
        place = tables.people.circuit_place[circuit, stop]
        if place < 0:
            break
        if by_sea:
            volume += (1.0 + barrier(tables, state, first, place)) ** fading
            calls += 1.0
        else:
            barred += barrier(tables, state, before, place)
        before = place
    return volume / calls if by_sea and calls > 0.0 else (1.0 + barred) ** fading


@compiled
def settle_trade(tables: Tables, state: State, circuit: int) -> None:
    """Let a circuit's volume go halfway to what tariffs, bans and wars leave it."""
    volume = open_share(tables, state, circuit)
    state.realm.trade[circuit] += 0.5 * (volume - state.realm.trade[circuit])


@compiled
def credit(
    tables: Tables, state: State, log: Log, day: int, province: int, amount: float
) -> None:
    """Move a province to or from the cause of the sovereign under whom it trades.

    Where all are for that cause there is no other to turn to.
    """
    top = sovereign_of(state, state.realm.controller[province])
    if top < 0:
        return
    cause = tables.people.polity_cause[top]
    if cause >= 0 and (amount > 0.0 or state.realm.allegiance[province, cause] < 1.0):
        shift(tables, state, log, day, province, cause, amount)


@compiled
def settle_leanings(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, circuit: int
) -> None:
    """Let provinces thank or blame who rules them for what trade has gained since the start."""
    gain = state.realm.trade[circuit] - tables.people.circuit_start[circuit]
    amount = draw.parameter[P_TRADE_LEAN] / _MONTHS * gain
    if amount == 0.0:
        return
    before = NONE
    for stop in range(MOST_STOPS):
        place = tables.people.circuit_place[circuit, stop]
        if place < 0:
            break
        province = tables.geo.place_province[place]
        if province != before:
            credit(tables, state, log, day, province, amount)
        before = province


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Give every circuit its month."""
    for circuit in range(tables.size[N_CIRCUITS]):
        settle_trade(tables, state, circuit)
        settle_leanings(tables, state, log, draw, day, circuit)
