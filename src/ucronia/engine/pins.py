"""Pins: where the record says that forces stand, and with how many men."""

from __future__ import annotations

import math

from ucronia.engine.bonds import call_up
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import follow_men, set_horses
from ucronia.engine.knobs import (
    P_PIN_SD,
)
from ucronia.engine.layout import (
    ACTIVE,
    ADJUSTED,
    EMBARKED,
    FLEET,
    GUNS_ADJUSTED,
    HOLD,
    NEVER,
    NOWHERE,
    SHIPS_ADJUSTED,
    T_GAP_A,
    T_PIN,
    V_BATTALIONS,
    V_CAVALRY,
    V_GUNS,
    V_MEN_A,
    V_MEN_B,
    V_SHIPS,
    V_SQUADRONS,
    Draw,
    Log,
    State,
    Tables,
)
from ucronia.engine.track import keep_track

_LOG_ROOT_TWO_PI = 0.9189385332046727
_TAILS = 4.0
"""Degrees of freedom of a strength's spread about what the model carries: levies and
detachments that no entry tells of are rare and large. Four is what Lange, Little & Taylor
(1989), Robust statistical modeling using the t distribution, JASA 84, take where data are too
few to fit it."""
_LOG_T = math.lgamma((_TAILS + 1.0) / 2.0) - math.lgamma(_TAILS / 2.0)
_LOG_T -= 0.5 * math.log(_TAILS * math.pi)


@compiled
def log_normal_density(x: float, mean: float, sd: float) -> float:
    """Give the log density of a normal distribution."""
    z = (x - mean) / sd
    return -0.5 * z * z - math.log(sd) - _LOG_ROOT_TWO_PI


@compiled
def log_student_density(x: float, mean: float, scale: float) -> float:
    """Give the log density of Student's t with _TAILS degrees of freedom, moved and scaled."""
    z = (x - mean) / scale
    return _LOG_T - math.log(scale) - 0.5 * (_TAILS + 1.0) * math.log1p(z * z / _TAILS)


@compiled
def pin_place(state: State, day: int, force: int, place: int) -> None:
    """Put a force where the record says it is; one that did not stand now stands."""
    status = state.forces.status[force]
    if status != ACTIVE:
        state.forces.status[force] = ACTIVE
        call_up(state, force)
        if status != EMBARKED:
            state.forces.morale[force] = 0.5
            state.forces.siege_day[force] = NEVER
    if place >= 0 and state.forces.place[force] != place:
        state.forces.place[force] = place
        state.forces.moved_day[force] = day
        state.forces.siege_day[force] = NEVER
        keep_track(state, force, day)
    state.forces.next_place[force] = NOWHERE
    state.forces.goal[force] = NOWHERE
    state.forces.order[force] = HOLD
    leader = state.forces.commander[force]
    if leader >= 0 and place >= 0:
        state.persons.leader_place[leader] = place


@compiled
def pin_men(state: State, log: Log, entry: int, force: int, men: float) -> None:
    """Set a force's men to the record's; the correction goes to the ledger."""
    before = state.forces.men[force]
    follow_men(state, force, men)
    state.forces.men[force] = men
    state.persons.ledger_men[ADJUSTED] += men - before
    log.adjustment[entry] += men - before


@compiled
def named(tables: Tables, entry: int, second: int, slot: int) -> int:
    """Give a force that an entry names on its first side, or its second, NONE if none."""
    if second == 1:
        return int(tables.timetable.force_b[entry, slot])
    return int(tables.timetable.force_a[entry, slot])


@compiled
def pin_side(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, who: tuple[int, int, float]
) -> None:
    """Pin the forces of one side of an entry: who = (entry, 0 or 1, its men or nan).

    The men told are shared out as the side's men stood; their odds are those of the total.
    """
    entry, second, men = who
    total = 0.0
    count = 0
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0:
            pin_place(state, day, force, tables.timetable.place[entry])
            if state.forces.kind[force] != FLEET:
                total += state.forces.men[force]
                count += 1
    if count == 0 or math.isnan(men):
        return
    if total > 1.0 and men > 1.0:
        odds = log_student_density(math.log(men), math.log(total), draw.parameter[P_PIN_SD])
        log.entry_loglik[entry] += odds
        log.entry_term[entry, T_PIN] += odds
        log.entry_term[entry, T_GAP_A + second] = math.log(men / total)
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0 and state.forces.kind[force] != FLEET:
            share = state.forces.men[force] / total if total > 0.0 else 1.0 / count
            pin_men(state, log, entry, force, men * share)


@compiled
def _pin_arms(tables: Tables, state: State, force: int, row: int) -> None:
    """Set a force's cavalry, all with horses, and its units, where the record tells them."""
    horse = tables.timetable.values[row, V_CAVALRY]
    men = state.forces.men[force]
    if not math.isnan(horse) and men > 0.0:
        share = min(1.0, horse / men)
        state.forces.riders[force] = share
        set_horses(state, force, share * men)
        state.forces.gunners[force] = min(state.forces.gunners[force], 1.0 - share)
    battalions = tables.timetable.values[row, V_BATTALIONS]
    if not math.isnan(battalions):
        state.forces.battalions[force] = battalions
    squadrons = tables.timetable.values[row, V_SQUADRONS]
    if not math.isnan(squadrons):
        state.forces.squadrons[force] = squadrons


@compiled
def pin_entry(tables: Tables, state: State, log: Log, draw: Draw, day: int, entry: int) -> None:
    """Pin all the forces that an entry names, with their men, guns and ships where told."""
    row = draw.entry_version[entry]
    pin_side(tables, state, log, draw, day, (entry, 0, tables.timetable.values[row, V_MEN_A]))
    pin_side(tables, state, log, draw, day, (entry, 1, tables.timetable.values[row, V_MEN_B]))
    force = tables.timetable.force_a[entry, 0]
    if force >= 0:
        _pin_arms(tables, state, force, row)
        guns = tables.timetable.values[row, V_GUNS]
        if not math.isnan(guns):
            state.persons.ledger_guns[GUNS_ADJUSTED] += guns - state.forces.guns[force]
            state.forces.guns[force] = guns
        ships = tables.timetable.values[row, V_SHIPS]
        if not math.isnan(ships):
            state.persons.ledger_ships[SHIPS_ADJUSTED] += ships - state.forces.ships[force]
            state.forces.ships[force] = ships
