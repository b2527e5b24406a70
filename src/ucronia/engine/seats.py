"""How far a province is from the seat that its revenue goes by: asked by treasuries too."""

from __future__ import annotations

from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_SEAT_REACH_DAYS
from ucronia.engine.layout import FAR, Draw, State, Tables


@compiled
def seat_days(tables: Tables, state: State, province: int) -> float:
    """Give the days of news from the capital of who holds a province; FAR for no capital."""
    holder = state.realm.controller[province]
    seat = state.realm.capital[holder] if holder >= 0 else -1
    capital = tables.geo.province_capital[province]
    if seat < 0:
        return FAR
    return 0.0 if seat == capital else float(tables.geo.courier_days[seat, capital])


@compiled
def farness(draw: Draw, days: float) -> float:
    """Give how far so many days are: 0 at the seat, a half at its reach, 1 without end."""
    return float(days / (days + draw.parameter[P_SEAT_REACH_DAYS])) if days > 0.0 else 0.0


@compiled
def is_seat_lost(tables: Tables, state: State, holder: int) -> bool:
    """Tell whether another sovereign, or nobody, holds a polity's capital."""
    seat = state.realm.capital[holder]
    if seat < 0:
        return True
    province = tables.geo.place_province[seat]
    host = state.realm.controller[province] if province >= 0 else -1
    return bool(sovereign_of(state, host) != sovereign_of(state, holder))
