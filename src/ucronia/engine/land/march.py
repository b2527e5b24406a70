"""Movement: forces march along routes by hops, and sail from port to port."""

from __future__ import annotations

from ucronia.engine.acts_forces import desert
from ucronia.engine.acts_leaders import note, note_force
from ucronia.engine.arms import served_guns
from ucronia.engine.bonds import nearest_port
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import lose_horses
from ucronia.engine.knobs import (
    P_CREW_DAYS,
    P_DRY_STAGE_KM,
    P_GUNS_THOUSAND,
    P_HORSE_DRY_LOSS,
    P_HORSE_SEA_LOSS,
    P_MARCH_GUNS,
    P_MARCH_PACE,
    P_MARCH_RAINS,
    P_MARCH_WATERLESS_LOSS,
    P_SEA_PACE,
)
from ucronia.engine.layout import (
    ACTIVE,
    COUNT_ROLL,
    EMBARK,
    EMBARKED,
    FAR,
    FLEET,
    HOLD,
    HORSES_WORN,
    L_ARRIVE,
    L_DEPART,
    L_LAND,
    L_SAIL,
    N_PLACES,
    NONE,
    NOWHERE,
    PUT_TO_SEA,
    RECORDED_MARCH,
    RECORDED_VOYAGE,
    RETREAT,
    Draw,
    Log,
    State,
    Tables,
)
from ucronia.engine.season import rains
from ucronia.engine.track import keep_track
from ucronia.engine.waters import sea_is_open

_HIGH_M = 2500.0
"""Above this the rains of the sierra slow a march; the coast is dry."""


@compiled
def hop_days(tables: Tables, draw: Draw, day: int, here: int, there: int) -> float:
    """Give the days that a column takes over one route on this day of the year."""
    days = float(tables.geo.hop_days[here, there]) * draw.parameter[P_MARCH_PACE]
    high = max(tables.geo.place_elevation_m[here], tables.geo.place_elevation_m[there])
    if high > _HIGH_M:
        days *= 1.0 + draw.parameter[P_MARCH_RAINS] * rains(tables, day)
    return float(days)


@compiled
def train_drag(state: State, draw: Draw, force: int) -> float:
    """Give the share by which a force's guns lengthen its march, those that it can serve."""
    full = state.forces.men[force] * draw.parameter[P_GUNS_THOUSAND] / 1000.0
    if full <= 0.0:
        return 0.0
    share = min(1.0, served_guns(state, draw, force) / full)
    return float(draw.parameter[P_MARCH_GUNS] * share)


@compiled
def set_out(tables: Tables, state: State, draw: Draw, day: int, force: int) -> bool:
    """Begin the next hop towards a force's goal; False where no road leads there."""
    here = state.forces.place[force]
    step = int(tables.geo.next_place[here, state.forces.goal[force]])
    if step < 0:
        state.forces.goal[force] = NOWHERE
        state.forces.order[force] = HOLD
        return False
    state.forces.next_place[force] = step
    start = float(day)
    if state.forces.moved_day[force] >= day - 1:
        # it goes on from the hour at which it came, not from the next morning
        start = min(max(state.forces.arrive_day[force], day - 1.0), float(day))
    days = hop_days(tables, draw, day, here, step)
    if state.forces.order[force] != RECORDED_MARCH:
        # the record's own days have its guns in them
        days *= 1.0 + train_drag(state, draw, force)
    state.forces.arrive_day[force] = start + days
    state.forces.moved_day[force] = day
    dry = float(tables.geo.hop_waterless_km[here, step])
    if dry > draw.parameter[P_DRY_STAGE_KM]:
        desert(state, force, state.forces.men[force] * draw.parameter[P_MARCH_WATERLESS_LOSS])
        worn = state.forces.horses[force] * min(1.0, draw.parameter[P_HORSE_DRY_LOSS])
        lose_horses(state, force, worn, HORSES_WORN)
    return True


@compiled
def set_sail(tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int) -> None:
    """Put a force to sea for the port that is its goal.

    Where the sea is shut to it, troops that were told to embark wait until their review; others
    give the voyage up.
    """
    here = state.forces.place[force]
    goal = state.forces.goal[force]
    days = float(tables.geo.sea_days[here, goal])
    side = state.forces.side[force]
    is_open = state.forces.kind[force] == FLEET or state.forces.order[force] == PUT_TO_SEA
    is_open = is_open or sea_is_open(tables, state, side, here, goal)
    if days >= FAR or not is_open:
        waits = state.forces.order[force] == EMBARK and day < state.forces.review_day[force]
        if days < FAR and waits:
            return
        state.forces.goal[force] = NOWHERE
        state.forces.order[force] = HOLD
        return
    ashore = 0.0
    if tables.geo.place_landing_men[goal] > 0.0:
        ashore = state.forces.men[force] / tables.geo.place_landing_men[goal]
    state.forces.status[force] = EMBARKED
    worn = state.forces.horses[force] * min(1.0, draw.parameter[P_HORSE_SEA_LOSS])
    lose_horses(state, force, worn, HORSES_WORN)
    state.forces.next_place[force] = goal
    state.forces.arrive_day[force] = (
        day + draw.parameter[P_CREW_DAYS] + days * draw.parameter[P_SEA_PACE] + ashore
    )
    state.forces.moved_day[force] = day
    men = state.forces.men[force]
    note(state, log, (day, L_SAIL, force, here, goal, here), men)


@compiled
def _head_for_sea(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int
) -> None:
    here = state.forces.place[force]
    goal = state.forces.goal[force]
    if here == goal:
        state.forces.goal[force] = NOWHERE
        state.forces.order[force] = HOLD
        return
    if tables.geo.place_zone[here] >= 0:
        set_sail(tables, state, log, draw, day, force)
        return
    port = nearest_port(tables, here, tables.size[N_PLACES])
    if port < 0:
        state.forces.goal[force] = NOWHERE
        state.forces.order[force] = HOLD
        return
    state.forces.goal[force] = port
    set_out(tables, state, draw, day, force)
    state.forces.goal[force] = goal


@compiled
def start(tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int) -> None:
    """Let a force that has a goal and stands still begin to move."""
    here = state.forces.place[force]
    if state.forces.kind[force] == FLEET or state.forces.order[force] in (
        EMBARK,
        PUT_TO_SEA,
        RECORDED_VOYAGE,
    ):
        if state.forces.kind[force] == FLEET and tables.geo.place_zone[here] >= 0:
            set_sail(tables, state, log, draw, day, force)
        else:
            _head_for_sea(tables, state, log, draw, day, force)
        return
    goal = state.forces.goal[force]
    stood = day - state.forces.moved_day[force] > 1
    if set_out(tables, state, draw, day, force) and stood:
        note(state, log, (day, L_DEPART, force, here, goal, here), state.forces.men[force])


@compiled
def arrive(tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int) -> None:
    """Bring a force to the place at the end of its hop or voyage, and on if it goes on."""
    place = state.forces.next_place[force]
    by_sea = state.forces.status[force] == EMBARKED
    state.forces.place[force] = place
    keep_track(state, force, day)
    state.forces.next_place[force] = NOWHERE
    state.forces.status[force] = ACTIVE
    state.forces.moved_day[force] = day
    leader = state.forces.commander[force]
    if leader >= 0:
        state.persons.leader_place[leader] = place
    if by_sea or place == state.forces.goal[force]:
        is_falling_back = state.forces.order[force] == RETREAT
        kind = L_LAND if by_sea else L_ARRIVE
        state.forces.goal[force] = NOWHERE
        state.forces.order[force] = HOLD
        state.forces.arrive_day[force] = float(day)
        if not is_falling_back:
            state.forces.review_day[force] = min(state.forces.review_day[force], day + 1)
        line = (day, kind, force, NONE, NONE, place)
        note_force(state, log, line, force, state.forces.men[force])


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Move every force for a day."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        status = state.forces.status[force]
        if status != ACTIVE and status != EMBARKED:
            continue
        if state.forces.next_place[force] >= 0:
            if day >= state.forces.arrive_day[force]:
                arrive(tables, state, log, draw, day, force)
        elif state.forces.goal[force] >= 0:
            start(tables, state, log, draw, day, force)
