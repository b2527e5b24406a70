"""What must be so every evening, whatever was done: counted by kind of breach.

Written as plain loops, so that it runs beside the engine's own days, compiled or not.
"""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    DEAD,
    EMBARKED,
    EXILE,
    FAR,
    INTERNED,
    N_CAUSES,
    N_CIRCUITS,
    N_FORCES,
    N_LEADERS,
    N_OFFICES,
    N_PLACES,
    N_POLITIES,
    N_PROVINCES,
    N_VARIABLES,
    PRISONER,
    TAKEN,
    Floats,
    Ints,
    State,
    Tables,
)

CHECKS = (
    "no number is none or without end",
    "nothing that is counted is below nothing",
    "no share is above the whole",
    "a province's allegiances sum to 1",
    "a force that stands is in one place, or on one leg",
    "a force that is gone has nothing",
    "a commander commands one force",
    "who commands is at liberty",
    "who holds an office is at liberty",
    "who holds an office or commands is noted so",
    "who controls a province exists",
    "who owns a province exists and is sovereign",
    "a force's side exists",
    "a member's confederation exists",
    "what two polities are to each other is one thing",
    "prisoners are not more than were taken",
    "a capital is a place",
)
(
    C_FINITE,
    C_COUNTS,
    C_SHARES,
    C_ALLEGIANCE,
    C_PLACE,
    C_GONE,
    C_ONE_COMMAND,
    C_COMMANDER,
    C_HOLDER,
    C_NOTED,
    C_CONTROLLER,
    C_OWNER,
    C_SIDE,
    C_PARENT,
    C_RELATION,
    C_CAPTIVES,
    C_CAPITAL,
) = range(17)
_CLOSE = 1e-6


@compiled
def _level(value: float, low: float, high: float, found: Ints) -> None:
    """Look at a number between two bounds."""
    if math.isnan(value) or math.isinf(value):
        found[C_FINITE] += 1
    elif value < low - _CLOSE:
        found[C_COUNTS] += 1
    elif value > high + _CLOSE:
        found[C_SHARES] += 1


@compiled
def _force(tables: Tables, state: State, force: int, found: Ints) -> None:
    forces = state.forces
    for value in (forces.men[force], forces.wounded[force], forces.sick[force]):
        _level(value, 0.0, math.inf, found)
    for value in (forces.captives[force], forces.guns[force], forces.ships[force]):
        _level(value, 0.0, math.inf, found)
    for value in (forces.cavalry_share[force], forces.riders[force]):
        _level(value, 0.0, 1.0, found)
    for value in (forces.morale[force], forces.trained[force]):
        _level(value, 0.0, 1.0, found)
    for cause in range(tables.size[N_CAUSES]):
        _level(forces.leaning[force, cause], 0.0, 1.0, found)
    status = forces.status[force]
    if status == ACTIVE or status == EMBARKED:
        _standing(tables, state, force, found)
    elif status != INTERNED:
        left = forces.men[force] + forces.wounded[force] + forces.sick[force]
        if left + forces.guns[force] + forces.captives[force] > 0.0:
            found[C_GONE] += 1


@compiled
def _standing(tables: Tables, state: State, force: int, found: Ints) -> None:
    """Look at where a force stands, and for whom."""
    here, there = state.forces.place[force], state.forces.next_place[force]
    is_sound = 0 <= here < tables.size[N_PLACES] and there < tables.size[N_PLACES]
    if is_sound and state.forces.status[force] == EMBARKED:
        is_sound = there >= 0 and tables.geo.sea_days[here, there] < FAR
    elif is_sound and there >= 0:
        is_sound = tables.geo.next_place[here, there] == there
    if not is_sound:
        found[C_PLACE] += 1
    side = state.forces.side[force]
    if side < 0 or state.realm.exists[side] != 1:
        found[C_SIDE] += 1


@compiled
def _leader(tables: Tables, state: State, leader: int, found: Ints) -> None:
    status = state.persons.leader_status[leader]
    commands, offices = 0, 0
    for force in range(tables.size[N_FORCES]):
        if state.forces.commander[force] == leader:
            standing = state.forces.status[force]
            commands += int(standing == ACTIVE or standing == EMBARKED)
    for office in range(tables.size[N_OFFICES]):
        offices += int(state.persons.holder[office] == leader)
    is_bound = status == DEAD or status == PRISONER or status == EXILE
    if commands > 1:
        found[C_ONE_COMMAND] += 1
    if commands > 0 and is_bound:
        found[C_COMMANDER] += 1
    if offices > 0 and is_bound:
        found[C_HOLDER] += 1
    if (status == 0) != (offices > 0) and not is_bound:
        found[C_NOTED] += 1


@compiled
def _province(tables: Tables, state: State, province: int, found: Ints) -> None:
    total = 0.0
    for cause in range(tables.size[N_CAUSES]):
        share = state.realm.allegiance[province, cause]
        _level(share, 0.0, 1.0, found)
        total += share
    if not abs(total - 1.0) <= _CLOSE:
        found[C_ALLEGIANCE] += 1
    _level(state.realm.unrest[province], 0.0, 1.0, found)
    _level(state.realm.insurgents[province], 0.0, math.inf, found)
    controller, owner = state.realm.controller[province], state.realm.owner[province]
    if controller >= 0 and state.realm.exists[controller] != 1:
        found[C_CONTROLLER] += 1
    if owner >= 0 and (state.realm.exists[owner] != 1 or state.realm.parent[owner] >= 0):
        found[C_OWNER] += 1


@compiled
def _polity(tables: Tables, state: State, polity: int, found: Ints) -> None:
    realm = state.realm
    _level(realm.treasury[polity], -math.inf, math.inf, found)
    for value in (realm.arrears[polity], realm.debt[polity], realm.tribute[polity]):
        _level(value, 0.0, math.inf, found)
    for value in (realm.weariness[polity], realm.legitimacy[polity], realm.land_open[polity]):
        _level(value, 0.0, 1.0, found)
    parent = realm.parent[polity]
    if parent >= 0 and realm.exists[polity] == 1 and realm.exists[parent] != 1:
        found[C_PARENT] += 1
    if realm.capital[polity] >= tables.size[N_PLACES]:
        found[C_CAPITAL] += 1
    for other in range(tables.size[N_POLITIES]):
        _level(realm.threat[polity, other], 0.0, 1.0, found)
        _level(realm.tariff[polity, other], 0.0, math.inf, found)
        if realm.relation[polity, other] != realm.relation[other, polity]:
            found[C_RELATION] += 1


@compiled
def audit(tables: Tables, state: State, found: Ints) -> None:
    """Count what is not as it must be, by kind of check."""
    captives = 0.0
    for force in range(tables.size[N_FORCES]):
        _force(tables, state, force, found)
        captives += state.forces.captives[force]
    if captives > state.persons.ledger_men[TAKEN] + _CLOSE:
        found[C_CAPTIVES] += 1
    for leader in range(tables.size[N_LEADERS]):
        _leader(tables, state, leader, found)
    for province in range(tables.size[N_PROVINCES]):
        _province(tables, state, province, found)
    for polity in range(tables.size[N_POLITIES]):
        _polity(tables, state, polity, found)
    for circuit in range(tables.size[N_CIRCUITS]):
        _level(state.realm.trade[circuit], 0.0, math.inf, found)
    for variable in range(tables.size[N_VARIABLES]):
        _level(state.persons.variable[variable], -math.inf, math.inf, found)


def said(found: Floats) -> list[str]:
    """Name the checks that failed."""
    return [check for check, count in zip(CHECKS, found, strict=True) if count]
