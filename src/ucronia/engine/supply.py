"""Lines of supply: how much of an army's way from where it is fed insurgents bar."""

from __future__ import annotations

from ucronia.engine.bonds import friends
from ucronia.engine.compiled import apart
from ucronia.engine.insurgents import harried_share, is_at_home, is_harried_at
from ucronia.engine.layout import (
    FAR,
    N_PLACES,
    N_PROVINCES,
    NOWHERE,
    State,
    Tables,
)
from ucronia.engine.waters import is_blockaded


@apart
def _is_open_port(tables: Tables, state: State, side: int, place: int) -> bool:
    """Tell whether a side is fed at a place from the sea: a friend's port, not blockaded."""
    if tables.geo.place_zone[place] < 0 or tables.geo.place_province[place] < 0:
        return False
    holder = state.realm.controller[tables.geo.place_province[place]]
    return friends(state, side, holder) and not is_blockaded(tables, state, side, place)


@apart
def base_of(tables: Tables, state: State, side: int, here: int) -> int:
    """Give where an army is fed from: the nearest by land of its side's bases, NOWHERE if none.

    Bases are the seats of friendly provinces whose people are not in arms, and friendly ports
    that no enemy blockades.
    """
    base, shortest = NOWHERE, FAR
    for province in range(tables.size[N_PROVINCES]):
        seat = tables.geo.province_capital[province]
        days = 0.0 if seat == here else float(tables.geo.land_days[seat, here])
        if days < shortest and is_at_home(tables, state, side, province):
            base, shortest = int(seat), days
    for place in range(tables.size[N_PLACES]):
        if tables.geo.place_zone[place] < 0:
            continue
        days = 0.0 if place == here else float(tables.geo.land_days[place, here])
        if days < shortest and _is_open_port(tables, state, side, place):
            base, shortest = place, days
    return base


@apart
def _is_fought(tables: Tables, state: State, side: int) -> bool:
    """Tell whether insurgents fight a side or its friends anywhere at all."""
    for province in range(tables.size[N_PROVINCES]):
        if is_harried_at(tables, state, side, province):
            return True
    return False


@apart
def cut_share(tables: Tables, state: State, force: int) -> float:
    """Give the share of a force's line of supply that is barred by insurgents, 0..1.

    None where it stands in a friendly province whose people are quiet; else the share of the
    stages from its base that end where insurgents fight its side. Who has no base lives on the
    country, and is cut off whole where that fights him.
    """
    here, side = int(state.forces.place[force]), int(state.forces.side[force])
    province = tables.geo.place_province[here]
    if is_at_home(tables, state, side, province) or not _is_fought(tables, state, side):
        return 0.0
    base = base_of(tables, state, side, here)
    if base == here:
        return 0.0
    if base < 0:
        return harried_share(tables, state, side, here, here)
    return harried_share(tables, state, side, base, here)
