"""Where insurgents are many: whom they harry, and how late couriers come through them."""

from __future__ import annotations

from ucronia.engine.bonds import friends
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import (
    P_INSURGENT_COURIERS,
    P_INSURGENT_GROWTH,
    P_INSURGENT_MANY,
    P_UNREST_LEVEL,
)
from ucronia.engine.layout import N_PROVINCES, Draw, State, Tables

_LONGEST_WAY = 64
"""Hops after which a way is no longer followed: the map has none so long."""


@compiled
def are_many(tables: Tables, state: State, draw: Draw, province: int) -> bool:
    """Tell whether a province's insurgents are so many times those of a quiet province."""
    quiet = draw.parameter[P_INSURGENT_GROWTH] * draw.parameter[P_UNREST_LEVEL]
    many = draw.parameter[P_INSURGENT_MANY] * quiet
    return bool(
        state.realm.insurgents[province] > many * tables.geo.province_people[province] / 1000.0
    )


@compiled
def is_harried(tables: Tables, state: State, draw: Draw, force: int) -> bool:
    """Tell whether a force stands where many insurgents fight its side or its side's friend."""
    province = tables.geo.place_province[state.forces.place[force]]
    if not are_many(tables, state, draw, province):
        return False
    return friends(state, state.forces.side[force], state.realm.controller[province])


@compiled
def any_many(tables: Tables, state: State, draw: Draw) -> bool:
    """Tell whether there is a province anywhere whose insurgents are many."""
    for province in range(tables.size[N_PROVINCES]):
        if are_many(tables, state, draw, province):
            return True
    return False


@compiled
def harried_share(tables: Tables, state: State, draw: Draw, a: int, b: int) -> float:
    """Give the share of the stages from a place to another that end where insurgents are many.

    The way is the quickest by land; where there is none, the two ends stand for it.
    """
    geo = tables.geo
    here, stages, bad = a, 0, 0
    while here != b and stages < _LONGEST_WAY:
        after = int(geo.next_place[here, b])
        if after < 0:
            break
        here = after
        stages += 1
        bad += int(are_many(tables, state, draw, geo.place_province[here]))
    if here == b and stages > 0:
        return bad / stages
    ends = int(are_many(tables, state, draw, geo.place_province[a]))
    return 0.5 * (ends + int(are_many(tables, state, draw, geo.place_province[b])))


@compiled
def news_days(
    tables: Tables, state: State, draw: Draw, way: tuple[int, int], is_anywhere: bool
) -> float:
    """Give the days that news takes on a way: more through insurgents, if there are any."""
    a, b = way
    if a == b:
        return 0.0
    days = float(tables.geo.courier_days[a, b])
    if is_anywhere:
        slow = harried_share(tables, state, draw, a, b)
        days *= 1.0 + draw.parameter[P_INSURGENT_COURIERS] * slow
    return days
