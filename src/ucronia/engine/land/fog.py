"""Fog: a commander knows where an enemy was when the news that has come to him set out."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, friends, is_afield
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_FOG_COURIER, P_FOG_SCOUT_DAYS
from ucronia.engine.layout import COUNT_ROLL, NOWHERE, TRACK, Draw, Scratch, State, Tables

_GUIDES = 0.5
"""Allegiance to a side's cause from which a province sends it news as its own would."""


@compiled
def has_guides(tables: Tables, state: State, side: int, place: int) -> bool:
    """Tell whether a side has couriers and guides at a place: a friend's, or of its mind."""
    province = tables.geo.place_province[place]
    if friends(state, side, state.realm.controller[province]):
        return True
    cause = tables.people.polity_cause[side]
    return bool(cause >= 0 and state.realm.allegiance[province, cause] >= _GUIDES)


@compiled
def days_of_news(
    tables: Tables, state: State, draw: Draw, side: int, here: int, there: int
) -> float:
    """Give the days that news takes from a place to a commander of a side who is at another."""
    if here == there or tables.geo.land_days[there, here] <= draw.parameter[P_FOG_SCOUT_DAYS]:
        return 0.0
    days = float(tables.geo.courier_days[there, here])
    if not has_guides(tables, state, side, there):
        days *= draw.parameter[P_FOG_COURIER]
    return days


@compiled
def known_place(
    tables: Tables, state: State, draw: Draw, day: int, who: tuple[int, int, int]
) -> int:
    """Give where a commander believes an enemy to be.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history.
    day : int
        Today.
    who : tuple of int
        The commander's side, his place, and the enemy force.

    Returns
    -------
    int
        The last place that the force has come to of which he has heard; where he stands there
        himself and finds nobody, the place to which it went on, for people tell. NOWHERE if he
        has heard of it in no place.
    """
    side, here, force = who
    heard = NOWHERE
    for row in range(TRACK):
        place = int(state.forces.track_place[force, row])
        if place < 0:
            break
        days = days_of_news(tables, state, draw, side, here, place)
        if state.forces.track_day[force, row] + days <= day:
            if row > 0 and place == here:
                return heard
            return place
        heard = place
    return NOWHERE


@compiled
def list_foes(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, force: int
) -> int:
    """List a commander's enemies of whom he has heard, and where; give how many there are."""
    count = 0
    side, here = state.forces.side[force], state.forces.place[force]
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if is_afield(state, other) and at_war(state, side, state.forces.side[other]):
            place = known_place(tables, state, draw, day, (side, here, other))
            if place >= 0:
                scratch.foe[count] = other
                scratch.foe_place[count] = place
                count += 1
    return count
