"""Fog: a commander knows where an enemy was when the news that has come to him set out."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, friends, is_afield
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import mounted_share
from ucronia.engine.insurgents import is_harried_at, is_helped_at
from ucronia.engine.knobs import (
    P_FOG_COURIER,
    P_FOG_GUIDES,
    P_FOG_SCOUT_DAYS,
    P_SCOUT_FOOT,
    P_SCOUT_HORSE,
)
from ucronia.engine.layout import COUNT_ROLL, NOWHERE, TRACK, Draw, Scratch, State, Tables


@compiled
def has_guides(tables: Tables, state: State, draw: Draw, side: int, place: int) -> bool:
    """Tell whether a side has couriers and guides at a place: a friend's, or of its mind.

    Where the people are in arms against its holder they tell his enemies, and not his friends.
    """
    province = tables.geo.place_province[place]
    if state.realm.hostile[province] == 1:
        if is_helped_at(tables, state, side, province):
            return True
        if is_harried_at(tables, state, side, province):
            return False
    elif friends(state, side, state.realm.controller[province]):
        return True
    cause = tables.people.polity_cause[side]
    if cause < 0:
        return False
    return bool(state.realm.allegiance[province, cause] >= draw.parameter[P_FOG_GUIDES])


@compiled
def scout_days(state: State, draw: Draw, force: int) -> float:
    """Give the days' march that a force's scouts reach: the farther the more are mounted."""
    foot = draw.parameter[P_SCOUT_FOOT]
    horse = min(1.0, mounted_share(state, force) / draw.parameter[P_SCOUT_HORSE])
    return float(draw.parameter[P_FOG_SCOUT_DAYS] * (foot + (1.0 - foot) * horse))


@compiled
def days_of_news(
    tables: Tables, state: State, draw: Draw, who: tuple[int, int, float], there: int
) -> float:
    """Give the days that news takes from a place to a commander: who = (side, place, scouts).

    `scouts` are the days' march that his scouts reach.
    """
    side, here, scouts = who
    if here == there or tables.geo.land_days[there, here] <= scouts:
        return 0.0
    days = float(tables.geo.courier_days[there, here])
    if not has_guides(tables, state, draw, side, there):
        days *= draw.parameter[P_FOG_COURIER]
    return days


@compiled
def known_place(
    tables: Tables, state: State, draw: Draw, day: int, who: tuple[int, int, float, int]
) -> int:
    """Give where a commander believes an enemy to be.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history.
    day : int
        Today.
    who : tuple
        The commander's side, his place, the days' march that his scouts reach, and the enemy
        force.

    Returns
    -------
    int
        The last place that the force has come to of which he has heard; where he stands there
        himself and finds nobody, the place to which it went on, for people tell. NOWHERE if he
        has heard of it in no place.
    """
    side, here, scouts, force = who
    heard = NOWHERE
    for row in range(TRACK):
        place = int(state.forces.track_place[force, row])
        if place < 0:
            break
        days = days_of_news(tables, state, draw, (side, here, scouts), place)
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
    scouts = scout_days(state, draw, force)
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if is_afield(state, other) and at_war(state, side, state.forces.side[other]):
            place = known_place(tables, state, draw, day, (side, here, scouts, other))
            if place >= 0:
                scratch.foe[count] = other
                scratch.foe_place[count] = place
                count += 1
    return count
