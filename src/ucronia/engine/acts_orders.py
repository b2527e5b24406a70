"""Where forces are sent, and the ships that carry them."""

from __future__ import annotations

from ucronia.engine.acts_leaders import take_up
from ucronia.engine.bonds import call_up
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    EMBARK,
    EMBARKED,
    FLEET,
    HOLD,
    MARCH,
    NOWHERE,
    SHIPS_ADDED,
    SHIPS_SUNK,
    Log,
    State,
    Tables,
)
from ucronia.engine.track import keep_track


@compiled
def move(tables: Tables, state: State, log: Log, day: int, force: int, place: int) -> None:
    """Put a force in a place at once."""
    state.forces.place[force] = place
    keep_track(state, force, day)
    state.forces.next_place[force] = NOWHERE
    state.forces.goal[force] = NOWHERE
    state.forces.order[force] = HOLD
    state.forces.moved_day[force] = day
    if state.forces.status[force] == EMBARKED:
        state.forces.status[force] = ACTIVE


@compiled
def order(tables: Tables, state: State, log: Log, day: int, force: int, place: int) -> None:
    """Let a force march to a place; the march itself begins with the day's movement."""
    if state.forces.status[force] == ACTIVE and state.forces.place[force] != place:
        state.forces.goal[force] = place
        state.forces.order[force] = MARCH
        state.forces.review_day[force] = day + 30


@compiled
def embark(tables: Tables, state: State, log: Log, day: int, force: int, place: int) -> None:
    """Let a force go to the nearest port and sail to a port, if the sea lets it."""
    if state.forces.status[force] == ACTIVE and tables.geo.place_zone[place] >= 0:
        state.forces.goal[force] = place
        state.forces.order[force] = EMBARK
        state.forces.review_day[force] = day + 60


@compiled
def send_home(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Let a force withdraw to its own country: on foot where a road leads, else by sea."""
    side = state.forces.side[force]
    home = state.realm.capital[side]
    if home < 0 or state.forces.status[force] != ACTIVE:
        return
    here = state.forces.place[force]
    if tables.geo.land_days[here, home] < 60.0 or here == home:
        order(tables, state, log, day, force, home)
        return
    best = NOWHERE
    shortest = 900.0
    for port in range(tables.geo.place_zone.shape[0]):
        if tables.geo.place_zone[port] >= 0 and tables.geo.land_days[port, home] < shortest:
            shortest = tables.geo.land_days[port, home]
            best = port
    if best >= 0:
        embark(tables, state, log, day, force, best)


@compiled
def _takes_ships(state: State, force: int) -> bool:
    """Tell whether a force can be given ships: it stands, or has where and for whom to."""
    status = state.forces.status[force]
    stands = status == ACTIVE or status == EMBARKED
    can_stand = state.forces.place[force] >= 0
    return bool(stands or (can_stand and state.realm.exists[state.forces.side[force]] == 1))


@compiled
def add_ships(
    tables: Tables, state: State, log: Log, day: int, force: int, ships: float
) -> None:
    """Add ships to a fleet, or take them; a fleet that had none stands up.

    One whose side does not exist, or that has no place to stand in, gets none.
    """
    status = state.forces.status[force]
    stands = status == ACTIVE or status == EMBARKED
    if ships > 0.0 and not _takes_ships(state, force):
        return
    had = state.forces.ships[force]
    state.forces.ships[force] = max(0.0, had + ships)
    state.persons.ledger_ships[SHIPS_ADDED] += state.forces.ships[force] - had
    if state.forces.kind[force] == FLEET and state.forces.ships[force] > 0.0:
        if not stands:
            state.forces.status[force] = ACTIVE
            call_up(state, force)
            take_up(tables, state, force)


@compiled
def seize_ships(
    tables: Tables, state: State, log: Log, day: int, taker: int, loser: int, ships: float
) -> None:
    """Move ships from one fleet to another."""
    if not _takes_ships(state, taker):
        return
    taken = min(max(ships, 0.0), state.forces.ships[loser])
    add_ships(tables, state, log, day, loser, -taken)
    add_ships(tables, state, log, day, taker, taken)


@compiled
def sink_ships(state: State, force: int, ships: float) -> None:
    """Let ships of a fleet go down."""
    sunk = min(max(ships, 0.0), state.forces.ships[force])
    state.forces.ships[force] -= sunk
    state.persons.ledger_ships[SHIPS_SUNK] += sunk
