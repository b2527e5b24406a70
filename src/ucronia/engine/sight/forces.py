"""What expressions ask of a force."""

from __future__ import annotations

from ucronia.engine.bonds import (
    at_war,
    enemy_men_near,
    friendly_men_near,
    friends,
    is_afield,
)
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.horses import mounted_share
from ucronia.engine.layout import (
    ACTIVE,
    ARMY,
    COUNT_ROLL,
    EMBARKED,
    FAR,
    N_CAUSES,
    N_FORCES,
    N_PLACES,
    NEVER,
    NONE,
    State,
    Tables,
)
from ucronia.engine.opcodes import (
    ASK_ACTIVE,
    ASK_AT,
    ASK_BESIEGED,
    ASK_CAPTIVES,
    ASK_CAVALRY_SHARE,
    ASK_COMMANDER,
    ASK_DAYS_IDLE,
    ASK_EMBARKED,
    ASK_ENEMY_MEN,
    ASK_FRIENDLY_MEN,
    ASK_GUNS,
    ASK_IS_ARMY,
    ASK_MEN,
    ASK_MORALE,
    ASK_NEAR,
    ASK_NEAREST_FOE,
    ASK_PATRON,
    ASK_PLACE,
    ASK_SHIPS,
    ASK_SIDE,
    FORCE_FLAG_END,
    FORCE_NEAR_END,
    FORCE_NEWS_END,
    FORCE_NUMBER_END,
    FORCE_THING_END,
)
from ucronia.engine.sight.answers import truth
from ucronia.engine.sight.heard import knows_defeat

CUT_OFF_DAYS = 3.0
CUT_OFF_ODDS = 1.5


@inlined
def ask_force(
    op: int, force: int, b: int, days: float, tables: Tables, state: State, day: int
) -> float:
    """Answer a question about a force: a number, a thing's index, or 1 and 0."""
    is_force = 0 <= force < tables.size[N_FORCES]
    if op < FORCE_NEWS_END:
        return truth(is_force and knows_defeat(tables, state, day, force, days))
    if op < FORCE_NUMBER_END:
        return _number(op, force, b, tables, state, day) if is_force else 0.0
    if op < FORCE_THING_END:
        return _thing(op, force, tables, state) if is_force else float(NONE)
    if not is_force:
        return 0.0
    if op < FORCE_FLAG_END:
        return truth(_flag(op, force, state))
    if op < FORCE_NEAR_END:
        return _near(op, force, b, days, tables, state)
    return truth(is_cut_off(tables, state, force))


@inlined
def _number(op: int, force: int, cause: int, tables: Tables, state: State, day: int) -> float:
    forces = state.forces
    if op == ASK_MEN:
        return float(forces.men[force])
    if op == ASK_CAVALRY_SHARE:
        return mounted_share(state, force)
    if op == ASK_GUNS:
        return float(forces.guns[force])
    if op == ASK_SHIPS:
        return float(forces.ships[force])
    if op == ASK_MORALE:
        return float(forces.morale[force])
    if op == ASK_CAPTIVES:
        return float(forces.captives[force])
    if op == ASK_DAYS_IDLE:
        return float(max(day - forces.moved_day[force], 0))
    is_cause = 0 <= cause < tables.size[N_CAUSES]
    return float(forces.leaning[force, cause]) if is_cause else 0.0


@inlined
def _thing(op: int, force: int, tables: Tables, state: State) -> float:
    if op == ASK_SIDE:
        return float(state.forces.side[force])
    if op == ASK_COMMANDER:
        return float(state.forces.commander[force])
    if op == ASK_PATRON:
        return float(state.forces.patron[force])
    if op == ASK_PLACE:
        return float(state.forces.place[force])
    if op == ASK_NEAREST_FOE:
        return float(nearest_foe(tables, state, force))
    return float(NONE)


@compiled
def nearest_foe(tables: Tables, state: State, force: int) -> int:
    """Give the nearest enemy on land that a force could march to, NONE if there is none."""
    here = state.forces.place[force]
    if state.forces.status[force] != ACTIVE or here < 0:
        return NONE
    best = NONE
    shortest = FAR
    side = state.forces.side[force]
    if side < 0 or state.realm.fighting[side] == 0:
        return NONE
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if not is_afield(state, other):
            continue
        if not at_war(state, side, state.forces.side[other]):
            continue
        there = state.forces.place[other]
        days = 0.0 if here == there else float(tables.geo.land_days[here, there])
        if days < shortest:
            best, shortest = other, days
    return best


@inlined
def is_active(state: State, force: int) -> bool:
    """Tell whether a force is in the field or at sea, under arms."""
    status = state.forces.status[force]
    return bool(status == ACTIVE or status == EMBARKED)


@inlined
def _flag(op: int, force: int, state: State) -> bool:
    if op == ASK_ACTIVE:
        return is_active(state, force)
    if op == ASK_EMBARKED:
        return bool(state.forces.status[force] == EMBARKED)
    if op == ASK_BESIEGED:
        return is_active(state, force) and bool(state.forces.siege_day[force] != NEVER)
    return bool(op == ASK_IS_ARMY and state.forces.kind[force] == ARMY)


@compiled
def _near(op: int, force: int, b: int, days: float, tables: Tables, state: State) -> float:
    """Answer what depends on where a force stands; `near` and `at` ask of place `b`."""
    here = state.forces.place[force]
    if state.forces.status[force] != ACTIVE or here < 0:
        return 0.0
    side = state.forces.side[force]
    if op == ASK_ENEMY_MEN:
        return float(enemy_men_near(tables, state, side, here, days))
    if op == ASK_FRIENDLY_MEN:
        return float(friendly_men_near(tables, state, side, here, days))
    if b < 0 or b >= tables.size[N_PLACES]:
        return 0.0
    if op == ASK_AT:
        return truth(here == b)
    is_near = here == b or tables.geo.land_days[here, b] <= days
    return truth(op == ASK_NEAR and is_near)


@compiled
def is_cut_off(tables: Tables, state: State, force: int) -> bool:
    """Tell whether enemies near by outnumber a force and its friends 3 to 2, abroad.

    Abroad is where the province is by right neither its nation's nor a friend's.
    """
    here = state.forces.place[force]
    if state.forces.status[force] != ACTIVE or here < 0:
        return False
    side = state.forces.side[force]
    province = tables.geo.place_province[here]
    owner = state.realm.owner[province] if province >= 0 else NONE
    if side < 0 or owner < 0 or friends(state, side, owner):
        return False
    if tables.people.polity_nation[side] == tables.people.polity_nation[owner]:
        return False
    foes = enemy_men_near(tables, state, side, here, CUT_OFF_DAYS)
    own = friendly_men_near(tables, state, side, here, CUT_OFF_DAYS)
    return bool(foes > CUT_OFF_ODDS * own)
