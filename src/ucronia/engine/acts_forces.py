"""Every change of a force's state, each with its line in the ledger of men and the log."""

from __future__ import annotations

from ucronia.engine.acts_leaders import (
    capture,
    command,
    free_leader,
    note,
    note_force,
    successor,
    take_up,
)
from ucronia.engine.acts_men import all_men, blend, recruit, take_after
from ucronia.engine.arms import NOT_TOLD_OFF, blend_arms, share_out
from ucronia.engine.bonds import call_up, friends, is_afield, main_army_of, sovereign_of
from ucronia.engine.climate import NOT_KNOWN, settle_in
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    ARMY,
    COLUMN,
    COMMAND,
    COUNT_BIRTHS,
    COUNT_ROLL,
    DEAD,
    DESERTED,
    DISBANDED,
    DISCHARGED,
    DISPERSED,
    DISPERSED_MEN,
    EMBARKED,
    GUNS_LOST,
    HOLD,
    INTERNED,
    L_CAPITULATE,
    L_DEFECT,
    L_DETACH,
    L_DISPERSE,
    L_MERGE,
    L_OVERFLOW,
    L_RAISE,
    MONTONERA,
    N_CAUSES,
    N_FORCES,
    N_LEADERS,
    NEVER,
    NOBODY,
    NONE,
    NOWHERE,
    PRISONER,
    TAKEN,
    UNUSED,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import birth_key
from ucronia.engine.track import begin_track


@compiled
def clear_force(tables: Tables, state: State, force: int, status: int) -> None:
    """Empty a force's slot, its men having been accounted for."""
    forces = state.forces
    forces.men[force] = 0.0
    forces.wounded[force] = 0.0
    forces.sick[force] = 0.0
    state.persons.ledger_guns[GUNS_LOST] += forces.guns[force]
    forces.guns[force] = 0.0
    forces.battalions[force] = forces.squadrons[force] = 0.0
    forces.gunners[force] = NOT_TOLD_OFF
    escaped = min(forces.captives[force], state.persons.ledger_men[TAKEN])
    state.persons.ledger_men[TAKEN] -= escaped
    state.persons.ledger_men[DISCHARGED] += escaped
    forces.captives[force] = 0.0
    forces.status[force] = status
    forces.next_place[force] = NOWHERE
    forces.goal[force] = NOWHERE
    forces.order[force] = HOLD
    forces.siege_day[force] = NEVER
    leader = forces.commander[force]
    if leader >= 0 and state.persons.leader_status[leader] == COMMAND:
        state.persons.leader_status[leader] = 2
    forces.commander[force] = NOBODY


@compiled
def _stand_up(
    tables: Tables, state: State, force: int, polity: int, place: int, day: int
) -> None:
    forces = state.forces
    left = all_men(state, force)
    state.persons.ledger_men[DISCHARGED] += left
    forces.men[force] = 0.0
    forces.wounded[force] = 0.0
    forces.sick[force] = 0.0
    forces.battalions[force] = forces.squadrons[force] = 0.0
    forces.gunners[force] = NOT_TOLD_OFF
    forces.status[force] = ACTIVE
    call_up(state, force)
    forces.side[force] = polity
    forces.place[force] = place
    begin_track(state, force, place, day)
    forces.next_place[force] = NOWHERE
    forces.goal[force] = NOWHERE
    forces.order[force] = HOLD
    forces.morale[force] = 0.5
    forces.moved_day[force] = day
    forces.review_day[force] = day
    forces.siege_day[force] = NEVER
    forces.climate[force] = NOT_KNOWN
    settle_in(tables, state, force, day)
    for cause in range(tables.size[N_CAUSES]):
        forces.leaning[force, cause] = 0.0
    own = tables.people.polity_cause[polity]
    if own >= 0:
        forces.leaning[force, own] = 0.5
    take_up(tables, state, force)


@compiled
def raise_force(  # noqa: PLR0913 (a verb takes what the vocabulary says)
    tables: Tables,
    state: State,
    log: Log,
    day: int,
    force: int,
    polity: int,
    place: int,
    men: float,
) -> None:
    """Let a named force appear with new men, for a polity that exists.

    One that stands already is left as it is. How many of them are trained the effect says that
    calls it: see effects.py.
    """
    status = state.forces.status[force]
    if men < 0.0 or status in (ACTIVE, EMBARKED) or state.realm.exists[polity] == 0:
        return
    _stand_up(tables, state, force, polity, place, day)
    recruit(state, force, men)
    state.forces.trained[force] = 0.0
    state.forces.cavalry_share[force] = state.forces.riders[force]
    note_force(state, log, (day, L_RAISE, force, polity, NONE, place), force, men)


@compiled
def free_slot(tables: Tables, state: State, polity: int) -> int:
    """Give the lowest free slot of a polity's pool, NONE if it is full."""
    first = tables.people.polity_pool[polity]
    for slot in range(first, first + tables.people.polity_pool_size[polity]):
        status = state.forces.status[slot]
        if status != ACTIVE and status != EMBARKED and status != INTERNED:
            return slot
    return NONE


@compiled
def _raise_slot(
    tables: Tables, state: State, log: Log, day: int, polity: int, place: int, men: float
) -> int:
    slot = free_slot(tables, state, polity)
    if slot < 0:
        army = main_army_of(tables, state, polity)
        if army >= 0:
            recruit(state, army, men)
        note(state, log, (day, L_OVERFLOW, army, polity, NONE, place), men)
        return NONE
    state.persons.counter[COUNT_BIRTHS] += 1
    birth = birth_key(polity, place, day)
    for other in range(tables.size[N_FORCES]):
        if other != slot and state.forces.birth[other] == birth:
            birth = birth_key(birth, place, day)
    state.forces.birth[slot] = birth
    state.forces.patron[slot] = NOBODY
    state.forces.kind[slot] = COLUMN
    state.forces.cavalry_share[slot] = state.forces.riders[slot] = 0.0
    state.forces.ships[slot] = 0.0
    raise_force(tables, state, log, day, slot, polity, place, men)
    return slot


@compiled
def raise_column(  # noqa: PLR0913 (a verb takes what the vocabulary says)
    tables: Tables,
    state: State,
    log: Log,
    day: int,
    polity: int,
    place: int,
    men: float,
    leader: int,
) -> None:
    """Let a column of new men appear in a free slot of a pool, under a leader or none."""
    if men <= 0.0 or state.realm.exists[polity] == 0:
        return
    slot = _raise_slot(tables, state, log, day, polity, place, men)
    if slot >= 0:
        state.forces.kind[slot] = ARMY
        if leader >= 0 and state.persons.leader_status[leader] != DEAD:
            command(tables, state, log, day, leader, slot)
            state.persons.leader_polity[leader] = polity


@compiled
def raise_montonera(
    tables: Tables, state: State, log: Log, day: int, polity: int, place: int, men: float
) -> None:
    """Let irregulars appear: in a band of theirs that stands there, else in a free slot."""
    if men <= 0.0 or state.realm.exists[polity] == 0:
        return
    for line in range(state.persons.counter[COUNT_ROLL]):
        band = state.forces.roll[line]
        if state.forces.kind[band] == MONTONERA and state.forces.place[band] == place:
            if state.forces.side[band] == polity and is_afield(state, band):
                recruit(state, band, men)
                return
    slot = _raise_slot(tables, state, log, day, polity, place, men)
    if slot >= 0:
        state.forces.kind[slot] = MONTONERA


@compiled
def reinforce(tables: Tables, state: State, log: Log, day: int, force: int, men: float) -> None:
    """Add new men to a force in the field; a negative number sends men home."""
    if state.forces.status[force] != ACTIVE and state.forces.status[force] != EMBARKED:
        return
    if men >= 0.0:
        recruit(state, force, men)
    else:
        leaving = min(-men, state.forces.men[force])
        state.forces.men[force] -= leaving
        state.persons.ledger_men[DISCHARGED] += leaving


@compiled
def detach(
    tables: Tables, state: State, log: Log, day: int, parent: int, child: int, men: float
) -> None:
    """Let so many men of one force form or join another at the same place."""
    moved = min(max(men, 0.0), state.forces.men[parent])
    if moved <= 0.0:
        return
    status = state.forces.status[child]
    if status != ACTIVE and status != EMBARKED:
        _stand_up(
            tables, state, child, state.forces.side[parent], state.forces.place[parent], day
        )
        state.forces.morale[child] = state.forces.morale[parent]
        take_after(state, child, parent)
        for cause in range(tables.size[N_CAUSES]):
            state.forces.leaning[child, cause] = state.forces.leaning[parent, cause]
        share_out(state, child, parent, moved)
        line = (day, L_DETACH, parent, child, NONE, state.forces.place[parent])
        note_force(state, log, line, child, moved)
    else:
        share_out(state, child, parent, moved)
    blend(state, child, parent, moved / (state.forces.men[child] + moved))
    state.forces.men[parent] -= moved
    state.forces.men[child] += moved


@compiled
def merge(tables: Tables, state: State, log: Log, day: int, child: int, parent: int) -> None:
    """Let the first force's men join the second."""
    if child == parent or all_men(state, child) <= 0.0:
        return
    forces = state.forces
    if forces.status[parent] != ACTIVE and forces.status[parent] != EMBARKED:
        _stand_up(tables, state, parent, forces.side[child], forces.place[child], day)
        take_after(state, parent, child)
    total = forces.men[parent] + forces.men[child]
    if total > 0.0:
        share = forces.men[child] / total
        blend(state, parent, child, share)
        blend_arms(state, parent, child, share)
        forces.morale[parent] += share * (forces.morale[child] - forces.morale[parent])
    forces.men[parent] += forces.men[child]
    forces.wounded[parent] += forces.wounded[child]
    forces.sick[parent] += forces.sick[child]
    forces.guns[parent] += forces.guns[child]
    forces.guns[child] = 0.0
    forces.captives[parent] += forces.captives[child]
    forces.captives[child] = 0.0
    line = (day, L_MERGE, child, parent, NONE, forces.place[child])
    note_force(state, log, line, child, forces.men[child])
    clear_force(tables, state, child, DISBANDED)


@compiled
def disband(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Send a force's men home."""
    men = all_men(state, force)
    state.persons.ledger_men[DISCHARGED] += men
    clear_force(tables, state, force, DISBANDED)


@compiled
def disperse(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Break a force up; its men scatter."""
    men = all_men(state, force)
    state.persons.ledger_men[DISPERSED_MEN] += men
    place = state.forces.place[force]
    note(state, log, (day, L_DISPERSE, force, state.forces.side[force], NONE, place), men)
    clear_force(tables, state, force, DISPERSED)


@compiled
def defect(tables: Tables, state: State, log: Log, day: int, force: int, polity: int) -> None:
    """Let a force change sides, with its commander."""
    former = state.forces.side[force]
    if former == polity or state.forces.status[force] == UNUSED:
        return
    state.forces.side[force] = polity
    state.forces.goal[force] = NOWHERE
    state.forces.order[force] = HOLD
    state.forces.review_day[force] = day + 1
    leader = state.forces.commander[force]
    if leader >= 0:
        state.persons.leader_polity[leader] = polity
    place = state.forces.place[force]
    line = (day, L_DEFECT, force, former, polity, place)
    note_force(state, log, line, force, state.forces.men[force])


@compiled
def intern(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Let a force lay down its arms and be kept where it is."""
    state.forces.status[force] = INTERNED
    state.forces.goal[force] = NOWHERE
    state.forces.next_place[force] = NOWHERE
    place = state.forces.place[force]
    note(state, log, (day, L_CAPITULATE, force, NONE, NONE, place), state.forces.men[force])


@compiled
def capitulate(
    tables: Tables, state: State, log: Log, day: int, force: int, polity: int
) -> None:
    """Make a force's men, and its commander, a polity's prisoners, and its guns its own."""
    men = all_men(state, force)
    state.persons.ledger_men[TAKEN] += men
    leader = state.forces.commander[force]
    place = state.forces.place[force]
    note_force(state, log, (day, L_CAPITULATE, force, polity, NONE, place), force, men)
    keeper = main_army_of(tables, state, polity)
    if keeper >= 0 and keeper != force:
        state.forces.captives[keeper] += men
        state.forces.guns[keeper] += state.forces.guns[force]
        state.forces.guns[force] = 0.0
    clear_force(tables, state, force, DISBANDED)
    if leader >= 0:
        capture(tables, state, log, day, leader, polity)


@compiled
def release(tables: Tables, state: State, log: Log, day: int, holder: int, owner: int) -> None:
    """Let the prisoners that one polity holds of another go home."""
    top = sovereign_of(state, holder)
    for force in range(tables.size[N_FORCES]):
        if sovereign_of(state, state.forces.side[force]) == top:
            men = min(state.forces.captives[force], state.persons.ledger_men[TAKEN])
            state.persons.ledger_men[TAKEN] -= men
            state.persons.ledger_men[DISCHARGED] += men
            state.forces.captives[force] = 0.0
    for leader in range(tables.size[N_LEADERS]):
        if state.persons.leader_status[leader] == PRISONER:
            captor = sovereign_of(state, state.persons.leader_captor[leader])
            if captor == top and state.persons.leader_polity[leader] == owner:
                free_leader(tables, state, log, day, leader)


@compiled
def set_morale(
    tables: Tables, state: State, log: Log, day: int, force: int, level: float
) -> None:
    """Set a force's morale, 0..1."""
    state.forces.morale[force] = min(max(level, 0.0), 1.0)


@compiled
def sway(
    tables: Tables, state: State, log: Log, day: int, force: int, cause: int, amount: float
) -> None:
    """Move a force's own allegiance to a cause."""
    level = state.forces.leaning[force, cause] + amount
    state.forces.leaning[force, cause] = min(max(level, 0.0), 1.0)


@compiled
def levy(tables: Tables, state: State, log: Log, day: int, polity: int, men: float) -> None:
    """Raise men into a polity's main army, or into a new one at its capital."""
    if men <= 0.0:
        return
    army = main_army_of(tables, state, polity)
    if army >= 0:
        reinforce(tables, state, log, day, army, men)
    elif state.realm.capital[polity] >= 0:
        leader = successor(tables, state, polity, day)
        raise_column(tables, state, log, day, polity, state.realm.capital[polity], men, leader)


@compiled
def desert(state: State, force: int, men: float) -> None:
    """Let men of a force run away."""
    leaving = min(men, state.forces.men[force])
    state.forces.men[force] -= leaving
    state.persons.ledger_men[DESERTED] += leaving


@compiled
def are_friends_here(state: State, a: int, b: int) -> bool:
    """Tell whether two forces stand in one place on one side."""
    return bool(
        state.forces.place[a] == state.forces.place[b]
        and friends(state, state.forces.side[a], state.forces.side[b])
    )
