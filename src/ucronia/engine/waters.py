"""Command of the sea by zone: who is stronger where, what is shut, which ports are blockaded.

A fleet counts whole in the zone where it stands. In another it counts by how near it is: less
by the days of sailing to the zone's nearest port, and nothing from REACH_DAYS on.
"""

from __future__ import annotations

from ucronia.engine.bonds import at_war, friends, sovereign_of
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.layout import (
    ACTIVE,
    COUNT_ROLL,
    EMBARKED,
    FLEET,
    N_PLACES,
    NOWHERE,
    State,
    Tables,
)

REACH_DAYS = 10.0
"""Days of sailing from which a fleet is no longer felt: what a convoy needs between stretches
of one coast, and by judgement as long as nobody waits for help from the sea."""


@inlined
def is_fleet_afloat(state: State, force: int) -> bool:
    """Tell whether a force is a fleet with ships, in port or at sea."""
    status = state.forces.status[force]
    return bool(
        state.forces.kind[force] == FLEET
        and state.forces.ships[force] > 0.0
        and (status == ACTIVE or status == EMBARKED)
    )


@inlined
def is_moored(state: State, force: int) -> bool:
    """Tell whether a fleet with ships stands in its place and is bound nowhere."""
    return bool(
        is_fleet_afloat(state, force)
        and state.forces.status[force] == ACTIVE
        and state.forces.next_place[force] < 0
        and state.forces.goal[force] < 0
    )


@inlined
def station(state: State, force: int) -> int:
    """Give the port that a fleet counts from: the one it makes for, or where it stands."""
    if state.forces.next_place[force] >= 0:
        return int(state.forces.next_place[force])
    if state.forces.goal[force] >= 0:
        return int(state.forces.goal[force])
    return int(state.forces.place[force])


@compiled
def felt_share(tables: Tables, place: int, zone: int) -> float:
    """Give the share of its strength with which a fleet at a place is felt in a zone."""
    if place < 0 or zone < 0:
        return 0.0
    return max(0.0, 1.0 - float(tables.geo.zone_days[place, zone]) / REACH_DAYS)


@compiled
def _strengths(
    tables: Tables, state: State, side: int, zone: int, is_seen: bool
) -> tuple[float, float]:
    own, foe = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_fleet_afloat(state, force):
            continue
        other = state.forces.side[force]
        if friends(state, side, other):
            own += state.forces.ships[force] * felt_share(tables, station(state, force), zone)
        elif at_war(state, side, other):
            place = int(state.forces.place[force]) if is_seen else station(state, force)
            foe += state.forces.ships[force] * felt_share(tables, place, zone)
    return own, foe


@compiled
def strengths(tables: Tables, state: State, side: int, zone: int) -> tuple[float, float]:
    """Give the ships of a side and its friends that are felt in a zone, and its enemies'."""
    return _strengths(tables, state, side, zone, False)


@compiled
def strengths_seen(tables: Tables, state: State, side: int, zone: int) -> tuple[float, float]:
    """Give the same as a side knows it: enemies count where they lay last, not where they go.

    Nobody hears of a squadron at sea before it is there; of one in port ships that pass tell.
    """
    return _strengths(tables, state, side, zone, True)


@compiled
def sea_is_open(tables: Tables, state: State, side: int, start: int, end: int) -> bool:
    """Tell whether a side may carry troops from a port to another.

    No enemy is known to be stronger in the zone that the voyage starts from, nor in the one it
    ends in.
    """
    for port in (start, end):
        zone = tables.geo.place_zone[port]
        if zone >= 0:
            own, foe = strengths_seen(tables, state, side, zone)
            if own < foe:
                return False
    return True


@compiled
def commands_zone(tables: Tables, state: State, polity: int, zone: int) -> bool:
    """Tell whether a polity commands a zone: it and its friends are the stronger there."""
    own, foe = strengths(tables, state, polity, zone)
    return own > foe


@compiled
def is_blockaded(tables: Tables, state: State, side: int, port: int) -> bool:
    """Tell whether enemies of a side lie off its port, with none stronger to drive them off.

    The blockaders are those in the port's own place; against them counts every ship of the
    side and its friends that is felt in the zone.
    """
    zone = tables.geo.place_zone[port]
    if side < 0 or zone < 0 or state.realm.fighting[side] == 0:
        return False
    foe = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] == port and is_moored(state, force):
            if at_war(state, side, state.forces.side[force]):
                foe += state.forces.ships[force]
    if foe <= 0.0:
        return False
    return bool(foe >= strengths(tables, state, side, zone)[0])


@compiled
def main_port(tables: Tables, state: State, polity: int) -> int:
    """Give the port under a polity's sovereign through which most trade goes, NOWHERE if none.

    Of ports with the same trade it is the first.
    """
    best = NOWHERE
    most = -1.0
    top = sovereign_of(state, polity)
    for port in range(tables.size[N_PLACES]):
        if tables.geo.place_zone[port] < 0 or tables.geo.place_trade_pesos[port] <= most:
            continue
        province = tables.geo.place_province[port]
        if province >= 0 and sovereign_of(state, state.realm.controller[province]) == top:
            most = tables.geo.place_trade_pesos[port]
            best = port
    return best
