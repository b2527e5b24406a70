"""Every change of a leader's, an office's or a tie's state, each with its line in the log."""

from __future__ import annotations

from ucronia.engine.bonds import friends
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    COMMAND,
    COUNT_LOG,
    DEAD,
    EMBARKED,
    EXILE,
    L_ACTING,
    L_LEADER,
    L_OFFICE,
    LOG_LINES,
    N_FORCES,
    N_LEADERS,
    N_OFFICES,
    NOBODY,
    NONE,
    OFFICE,
    PRISONER,
    PRIVATE,
    SKILL,
    VALUES_TOLD,
    Log,
    State,
    Tables,
)


@compiled
def note(
    state: State, log: Log, line: tuple[int, int, int, int, int, int], value: float
) -> None:
    """Write a line (day, kind, a, b, c, place) and its value to the event log.

    A full log drops what comes after; the count goes on, so that the loss can be told.
    """
    row = state.persons.counter[COUNT_LOG]
    state.persons.counter[COUNT_LOG] = row + 1
    if row < LOG_LINES:
        for column in range(6):
            log.event[row, column] = line[column]
        log.event_value[row, 0] = value
        for column in range(1, VALUES_TOLD):
            log.event_value[row, column] = 0.0


@compiled
def note_force(
    state: State, log: Log, line: tuple[int, int, int, int, int, int], force: int, men: float
) -> None:
    """Write a line on a force: so many men, and its battalions, squadrons and guns."""
    forces = state.forces
    units = (forces.battalions[force], forces.squadrons[force], forces.guns[force])
    note_battle(state, log, line, (men, units[0], units[1], units[2], 0.0, 0.0))


@compiled
def note_battle(
    state: State,
    log: Log,
    line: tuple[int, int, int, int, int, int],
    values: tuple[float, float, float, float, float, float],
) -> None:
    """Write a battle's line, with all its numbers."""
    note(state, log, line, values[0])
    row = state.persons.counter[COUNT_LOG] - 1
    if row < LOG_LINES:
        for column in range(1, VALUES_TOLD):
            log.event_value[row, column] = values[column]


@compiled
def trait(tables: Tables, leader: int, which: int, day: int) -> float:
    """Give a leader's trait as known on a day: before it was shown, the class's middle."""
    if leader < 0 or tables.people.leader_known_day[leader] > day:
        return 0.5
    return float(tables.people.leader_trait[leader, which])


@compiled
def _is_highest(tables: Tables, state: State, office: int) -> bool:
    """Tell whether an office is the highest of a polity that stands."""
    polity = tables.people.office_polity[office]
    if polity < 0 or state.realm.exists[polity] == 0:
        return False
    return bool(tables.people.polity_office[polity] == office)


@compiled
def leave_posts(tables: Tables, state: State, leader: int, is_taken: bool) -> None:
    """Take every office and command from a leader; one who is taken stays head of state."""
    for office in range(tables.size[N_OFFICES]):
        if state.persons.acting[office] == leader:
            state.persons.acting[office] = NOBODY
        if state.persons.holder[office] == leader:
            if not (is_taken and _is_highest(tables, state, office)):
                state.persons.holder[office] = NOBODY
    for force in range(tables.size[N_FORCES]):
        if state.forces.commander[force] == leader:
            state.forces.commander[force] = NOBODY


@compiled
def _change(tables: Tables, state: State, log: Log, day: int, leader: int, status: int) -> None:
    state.persons.leader_status[leader] = status
    if status != PRISONER:
        state.persons.leader_captor[leader] = NONE
    place = state.persons.leader_place[leader]
    note(
        state,
        log,
        (day, L_LEADER, leader, status, state.persons.leader_captor[leader], place),
        0.0,
    )


@compiled
def _drop(tables: Tables, state: State, log: Log, day: int, leader: int, status: int) -> None:
    leave_posts(tables, state, leader, False)
    _change(tables, state, log, day, leader, status)


@compiled
def _holds_any(tables: Tables, state: State, leader: int) -> bool:
    for office in range(tables.size[N_OFFICES]):
        if state.persons.holder[office] == leader:
            return True
    return False


@compiled
def set_free(tables: Tables, state: State, leader: int) -> None:
    """Let a prisoner go: to his office if he kept one, else home."""
    held = _holds_any(tables, state, leader)
    state.persons.leader_status[leader] = OFFICE if held else PRIVATE
    state.persons.leader_captor[leader] = NONE


@compiled
def resume(state: State, log: Log, day: int, office: int) -> None:
    """Give the government back to an office's holder."""
    state.persons.acting[office] = NOBODY
    head = state.persons.holder[office]
    note(state, log, (day, L_ACTING, head, office, head, NONE), 0.0)


@compiled
def appoint(tables: Tables, state: State, log: Log, day: int, leader: int, office: int) -> None:
    """Give an office to a leader, for a new term; a former holder becomes private."""
    if state.persons.leader_status[leader] == DEAD:
        return
    former = state.persons.holder[office]
    state.persons.holder[office] = leader
    state.persons.leader_status[leader] = OFFICE
    state.persons.office_day[office] = day
    if former == leader:
        if state.persons.acting[office] != NOBODY:
            resume(state, log, day, office)
        return
    state.persons.acting[office] = NOBODY
    if former >= 0 and state.persons.leader_status[former] == OFFICE:
        if not _holds_any(tables, state, former):
            state.persons.leader_status[former] = PRIVATE
    state.persons.leader_captor[leader] = NONE
    state.persons.leader_polity[leader] = tables.people.office_polity[office]
    note(state, log, (day, L_OFFICE, leader, office, former, NONE), 0.0)


@compiled
def make_head(
    tables: Tables, state: State, log: Log, day: int, leader: int, polity: int
) -> None:
    """Give a polity's highest office to a leader."""
    office = tables.people.polity_office[polity]
    if office >= 0:
        appoint(tables, state, log, day, leader, office)


@compiled
def act_for(tables: Tables, state: State, log: Log, day: int, leader: int, polity: int) -> None:
    """Let a leader, or with COUNCIL the ministers together, govern for a polity's head."""
    office = tables.people.polity_office[polity]
    if office < 0 or state.persons.holder[office] < 0:
        return
    if state.persons.holder[office] == leader or state.persons.acting[office] == leader:
        return
    if leader >= 0:
        status = state.persons.leader_status[leader]
        if status == DEAD or status == EXILE or status == PRISONER:
            return
    state.persons.acting[office] = leader
    head = state.persons.holder[office]
    note(state, log, (day, L_ACTING, leader, office, head, NONE), 0.0)


@compiled
def command(tables: Tables, state: State, log: Log, day: int, leader: int, force: int) -> None:
    """Give a force to a leader; any other command that the leader had falls vacant.

    Who had the force before and commands no other is private.
    """
    status = state.persons.leader_status[leader]
    if status == DEAD:
        return
    former = state.forces.commander[force]
    for other in range(tables.size[N_FORCES]):
        if other != force and state.forces.commander[other] == leader:
            state.forces.commander[other] = NOBODY
    state.forces.commander[force] = leader
    if former != leader:
        stand_down(tables, state, former)
    if status == PRISONER and _holds_any(tables, state, leader):
        state.persons.leader_status[leader] = OFFICE
    elif status != OFFICE:
        state.persons.leader_status[leader] = COMMAND
        if not friends(state, state.persons.leader_polity[leader], state.forces.side[force]):
            # an exile who leads an ally's column stays his party's
            state.persons.leader_polity[leader] = state.forces.side[force]
    state.persons.leader_captor[leader] = NONE
    state.persons.leader_place[leader] = state.forces.place[force]


@compiled
def stand_down(tables: Tables, state: State, leader: int) -> None:
    """Let a leader whose force went to another be private, if no other of his stands."""
    if leader < 0 or state.persons.leader_status[leader] != COMMAND:
        return
    for force in range(tables.size[N_FORCES]):
        stands = state.forces.status[force]
        if state.forces.commander[force] == leader:
            if stands == ACTIVE or stands == EMBARKED:
                return
    state.persons.leader_status[leader] = PRIVATE


@compiled
def leave_command(tables: Tables, state: State, log: Log, day: int, leader: int) -> None:
    """Take every command from a leader, who keeps his office."""
    for force in range(tables.size[N_FORCES]):
        if state.forces.commander[force] == leader:
            state.forces.commander[force] = NOBODY
    stand_down(tables, state, leader)


@compiled
def take_up(tables: Tables, state: State, force: int) -> None:
    """Let the commander of a force that stands up take his command, if he is at liberty to.

    One who is dead or a prisoner, or commands another force that stands, does not.
    """
    leader = state.forces.commander[force]
    if leader < 0:
        return
    status = state.persons.leader_status[leader]
    is_busy = status == DEAD or status == PRISONER
    for other in range(tables.size[N_FORCES]):
        if other != force and state.forces.commander[other] == leader:
            stands = state.forces.status[other]
            is_busy = is_busy or stands == ACTIVE or stands == EMBARKED
    if is_busy:
        state.forces.commander[force] = NOBODY
    elif status != OFFICE:
        state.persons.leader_status[leader] = COMMAND


@compiled
def enlist(tables: Tables, state: State, log: Log, day: int, leader: int, polity: int) -> None:
    """Let a leader serve a polity from now on, free of exile."""
    if state.persons.leader_status[leader] == DEAD:
        return
    state.persons.leader_polity[leader] = polity
    if state.persons.leader_status[leader] == EXILE:
        state.persons.leader_status[leader] = PRIVATE


@compiled
def exile(tables: Tables, state: State, log: Log, day: int, leader: int) -> None:
    """Send a leader into exile."""
    if state.persons.leader_status[leader] != DEAD:
        _drop(tables, state, log, day, leader, EXILE)


@compiled
def retire(tables: Tables, state: State, log: Log, day: int, leader: int) -> None:
    """Let a leader go home without office or command."""
    if state.persons.leader_status[leader] != DEAD:
        _drop(tables, state, log, day, leader, PRIVATE)


@compiled
def capture(tables: Tables, state: State, log: Log, day: int, leader: int, polity: int) -> None:
    """Make a leader a polity's prisoner; a head of state stays head, and others act for him."""
    if state.persons.leader_status[leader] != DEAD:
        state.persons.leader_captor[leader] = polity
        leave_posts(tables, state, leader, True)
        _change(tables, state, log, day, leader, PRISONER)


@compiled
def free_leader(tables: Tables, state: State, log: Log, day: int, leader: int) -> None:
    """Set a prisoner or an exile free."""
    status = state.persons.leader_status[leader]
    if status == PRISONER or status == EXILE:
        held = _holds_any(tables, state, leader)
        _change(tables, state, log, day, leader, OFFICE if held else PRIVATE)


@compiled
def execute(tables: Tables, state: State, log: Log, day: int, leader: int) -> None:
    """Put a leader to death."""
    if state.persons.leader_status[leader] != DEAD:
        _drop(tables, state, log, day, leader, DEAD)


@compiled
def kill(tables: Tables, state: State, log: Log, day: int, leader: int) -> None:
    """Let a leader die, in battle or otherwise."""
    if state.persons.leader_status[leader] != DEAD:
        _drop(tables, state, log, day, leader, DEAD)


@compiled
def tie(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Bind two leaders."""
    state.persons.tie[a, b] = 1
    state.persons.tie[b, a] = 1


@compiled
def untie(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """End what bound two leaders."""
    state.persons.tie[a, b] = 0
    state.persons.tie[b, a] = 0


@compiled
def is_acting(tables: Tables, state: State, leader: int) -> bool:
    """Tell whether a leader governs for a head of state."""
    for office in range(tables.size[N_OFFICES]):
        if state.persons.acting[office] == leader:
            return True
    return False


@compiled
def successor(tables: Tables, state: State, polity: int, day: int) -> int:
    """Give who would take a vacant post of a polity: its ablest free leader without one.

    Who acts for a head of state has one.
    """
    best = NOBODY
    highest = -1.0
    for leader in range(tables.size[N_LEADERS]):
        if state.persons.leader_polity[leader] != polity:
            continue
        if state.persons.leader_status[leader] != PRIVATE or is_acting(tables, state, leader):
            continue
        worth = trait(tables, leader, SKILL, day)
        if worth > highest:
            highest = worth
            best = leader
    return best
