"""The chance that troops cross a sea that an enemy searches: found or not, shielded or not.

Enemy fleets search their stretch of coast at random, so that a convoy is found in so many days
with 1 - exp(-rate · days) (Koopman 1946, Search and Screening, ch. 2). Who lies off a port sees
what leaves it or lands there.
"""

from __future__ import annotations

import math

from ucronia.engine.bonds import at_war
from ucronia.engine.compiled import apart
from ucronia.engine.knobs import P_SEA_INTERCEPT, P_SEA_MEETING, P_SEA_PACE
from ucronia.engine.layout import COUNT_ROLL, FAR, N_PLACES, NONE, Draw, State, Tables
from ucronia.engine.odds import daring, sea_chance, ships_at
from ucronia.engine.waters import felt_share, is_fleet_afloat, is_moored

WEEK = 7.0
"""Days for which sea_meeting is a chance."""
_SLACK = 1e-4
"""Share by which a way through a port may be longer than the quickest and still be it: days are
kept in single precision."""
_SURE = 1e-12


@apart
def port_under_way(tables: Tables, start: int, end: int, share: float) -> int:
    """Give the port of the quickest way that a convoy is nearest to.

    Parameters
    ----------
    tables : Tables
        What never changes.
    start, end : int
        Ports that a voyage joins.
    share : float
        Share of its days that have gone, 0..1.

    Returns
    -------
    int
        Of the ports on the way, those that lengthen it by nothing, the one whose own days from
        the start are nearest to those gone.
    """
    whole = float(tables.geo.sea_days[start, end])
    gone = share * whole
    best, nearest = (start, gone) if share < 0.5 else (end, whole - gone)
    for port in range(tables.size[N_PLACES]):
        if tables.geo.place_zone[port] < 0 or port in (start, end):
            continue
        days = float(tables.geo.sea_days[start, port])
        if days + float(tables.geo.sea_days[port, end]) > whole * (1.0 + _SLACK):
            continue
        if abs(days - gone) < nearest:
            best, nearest = port, abs(days - gone)
    return best


@apart
def searchers(
    tables: Tables, state: State, side: int, zone: int, is_seen: bool
) -> tuple[float, int]:
    """Count the enemy fleets that search a zone, and give the one that is felt most there.

    Parameters
    ----------
    tables, state : Tables, State
        The history.
    side : int
        Whose enemies.
    zone : int
        The stretch of coast.
    is_seen : bool
        Whether as the side knows it, who hears where fleets lay last; else those that lie
        somewhere now.

    Returns
    -------
    tuple of (float, int)
        Fleets, each as far as it is felt in the zone; the fleet, NONE if none is felt.
    """
    best, most, count = NONE, 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not (is_moored(state, force) or (is_seen and is_fleet_afloat(state, force))):
            continue
        if not at_war(state, side, state.forces.side[force]):
            continue
        share = felt_share(tables, state.forces.place[force], zone)
        count += share
        felt = state.forces.ships[force] * share
        if felt > most:
            most, best = felt, force
    return count, best


@apart
def found_in(draw: Draw, fleets: float, days: float) -> float:
    """Give the chance that so many fleets find a convoy in so many days of search.

    1 - (1 - sea_meeting)^(fleets · days / 7): Koopman's random search, with the rate at which
    fleets of one coast meet.
    """
    rate = -math.log(max(1.0 - draw.parameter[P_SEA_MEETING], _SURE)) / WEEK
    return float(1.0 - math.exp(-rate * fleets * days))


@apart
def foe_ships(tables: Tables, state: State, catcher: int) -> float:
    """Count the ships that fight a convoy: a fleet's own, and those that lie with it."""
    place, side = state.forces.place[catcher], state.forces.side[catcher]
    return max(ships_at(tables, state, side, place)[0], float(state.forces.ships[catcher]))


@apart
def beaten_if_found(
    tables: Tables, state: State, draw: Draw, catcher: int, escort: float
) -> float:
    """Give the chance that a convoy that is found is beaten, by one of middling boldness.

    Without an escort it is; else he attacks as he would a fleet, and wins as he would.
    """
    if escort <= 0.0:
        return 1.0
    wins = sea_chance(draw, foe_ships(tables, state, catcher), escort, 0.0, 0.0)
    return daring(draw, wins, 0.0) * wins


@apart
def seen_leaving(tables: Tables, state: State, side: int, port: int, is_seen: bool) -> int:
    """Give the largest enemy fleet that lies off a port and sees what leaves it, or NONE."""
    best, most = NONE, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] != port or state.forces.ships[force] <= most:
            continue
        if is_moored(state, force) or (is_seen and is_fleet_afloat(state, force)):
            if at_war(state, side, state.forces.side[force]):
                best, most = force, float(state.forces.ships[force])
    return best


@apart
def seen_landing(
    tables: Tables, state: State, draw: Draw, side: int, port: int, is_seen: bool
) -> tuple[float, int]:
    """Give the chance that a landing is caught, and by which enemy fleet, NONE for none.

    sea_intercept, less by as much as the fleet is felt less in the port's zone.
    """
    zone = tables.geo.place_zone[port]
    fleet = searchers(tables, state, side, zone, is_seen)[1]
    if fleet < 0:
        return 0.0, NONE
    share = felt_share(tables, state.forces.place[fleet], zone)
    return float(draw.parameter[P_SEA_INTERCEPT] * share), fleet


@apart
def _at_the_ends(
    tables: Tables, state: State, draw: Draw, way: tuple[int, int, int], escort: float
) -> float:
    """Give the chance to leave and to land unbeaten: way = (side, start, end)."""
    side, start, end = way
    kept = 1.0
    fleet = seen_leaving(tables, state, side, start, True)
    if fleet >= 0:
        beaten = beaten_if_found(tables, state, draw, fleet, escort)
        kept -= draw.parameter[P_SEA_INTERCEPT] * beaten
    chance, fleet = seen_landing(tables, state, draw, side, end, True)
    if fleet >= 0:
        kept *= 1.0 - chance * beaten_if_found(tables, state, draw, fleet, escort)
    return kept


@apart
def chance_to_cross(
    tables: Tables, state: State, draw: Draw, way: tuple[int, int, int], escort: float
) -> float:
    """Give the chance that a side's troops go from a port to another and are not beaten at sea.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history.
    way : tuple of int
        Side, port that they leave, port where they land.
    escort : float
        Ships that go with them.

    Returns
    -------
    float
        0 where no way leads there, 1 where no enemy searches it; else the product over the
        days at sea, the sailing and the landing of 1 - P(found) P(beaten if found).
    """
    side, start, end = way
    if start < 0 or end < 0 or tables.geo.place_zone[start] < 0:
        return 0.0
    whole = float(tables.geo.sea_days[start, end])
    if tables.geo.place_zone[end] < 0 or whole >= FAR:
        return 0.0
    if start == end:
        return 1.0
    kept = _at_the_ends(tables, state, draw, way, escort)
    steps = max(1, math.ceil(whole))
    days = whole * draw.parameter[P_SEA_PACE] / steps
    last, beaten = NONE, 0.0
    for step in range(steps):
        port = port_under_way(tables, start, end, (step + 0.5) / steps)
        zone = tables.geo.place_zone[port]
        if zone != last:
            last, beaten = zone, 0.0
            fleets, fleet = searchers(tables, state, side, zone, True)
            if fleet >= 0:
                beaten = found_in(draw, fleets, days)
                beaten *= beaten_if_found(tables, state, draw, fleet, escort)
        kept *= 1.0 - beaten
    return float(kept)
