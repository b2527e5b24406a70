"""The engine's days one at a time, with its books written down every evening.

One compiled function serves all tests that must see more than the end of a history: making
it costs as much as the engine itself. The audit, what must be so every evening whatever was
done, stands here because compiled code is kept until its own file is edited.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import bonds, guides, kernel
from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, entry
from ucronia.engine.facts import set_facts
from ucronia.engine.job import Job
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
    OFFICE,
    PRISONER,
    TAKEN,
    Draw,
    Fate,
    Floats,
    Ints,
    Log,
    Scratch,
    State,
    States,
    Tables,
)
from ucronia.engine.realm import rules
from ucronia.ensemble import run
from ucronia.ensemble.plan import Fork

PESOS, SHIPS, SHIPS_BOOKED, GUNS, GUNS_BOOKED, HORSES, HORSES_BOOKED = range(16, 23)
FROM_THE_START = -1
BOOKS = 23
"""Columns of the books: ledger of men, ledger of pesos, all treasuries, all ships, and how many
the ledger of ships has; all guns, and how many their ledger has; all horses, and how many
their ledger has."""
COMES = (lay.REVENUE, lay.CUSTOMS, lay.LOANS, lay.STARTED, lay.ADJUSTED_PESOS)
GOES = (lay.PAY, lay.RECRUITING, lay.CIVIL)


CHECKS = (
    "no number is none or without end",
    "nothing that is counted is below nothing",
    "no share is above the whole",
    "a province's allegiances sum to 1",
    "a force that stands is in one place, or on one leg",
    "a force that is gone has nothing",
    "a commander commands one force",
    "who commands is at liberty",
    "who holds an office is at liberty, or a head taken prisoner",
    "who holds an office is noted so",
    "who controls a province exists",
    "who owns a province exists and is sovereign",
    "a force's side exists",
    "a member's confederation exists",
    "what two polities are to each other is one thing",
    "prisoners are not more than were taken",
    "a capital is a place",
    "no line of the ledger of horses is below nothing",
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
    C_HORSES,
) = range(18)
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
    _level(forces.riders[force], 0.0, 1.0, found)
    _level(forces.horses[force], 0.0, math.inf, found)
    for value in (forces.morale[force], forces.trained[force]):
        _level(value, 0.0, 1.0, found)
    for cause in range(tables.size[N_CAUSES]):
        _level(forces.leaning[force, cause], 0.0, 1.0, found)
    status = forces.status[force]
    if status == ACTIVE or status == EMBARKED:
        _standing(tables, state, force, found)
    elif status != INTERNED:
        left = forces.men[force] + forces.wounded[force] + forces.sick[force]
        if left + forces.captives[force] + forces.horses[force] > 0.0:
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
    commands, offices, heads = 0, 0, 0
    for force in range(tables.size[N_FORCES]):
        if state.forces.commander[force] == leader:
            standing = state.forces.status[force]
            commands += int(standing == ACTIVE or standing == EMBARKED)
    for office in range(tables.size[N_OFFICES]):
        if state.persons.holder[office] == leader:
            polity = tables.people.office_polity[office]
            offices += 1
            heads += int(polity >= 0 and tables.people.polity_office[polity] == office)
    is_bound = status == DEAD or status == PRISONER or status == EXILE
    if commands > 1:
        found[C_ONE_COMMAND] += 1
    if commands > 0 and is_bound:
        found[C_COMMANDER] += 1
    # a head who is taken stays head, and another acts for him
    if (offices > heads and is_bound) or (heads > 0 and is_bound and status != PRISONER):
        found[C_HOLDER] += 1
    if offices > 0 and status != OFFICE and not is_bound:
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
    _level(state.realm.remounts[province], 0.0, 1.0, found)
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
    for line in range(lay.HORSE_LINES):
        if line != lay.HORSES_ADJUSTED and state.persons.ledger_horses[line] < -_CLOSE:
            found[C_HORSES] += 1
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


def said(found: Any) -> list[str]:
    """Name the checks that failed."""
    return [check for check, count in zip(CHECKS, found, strict=True) if count]


@compiled
def _begin(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    job: Job,
) -> None:
    """Set otherwise what is so at the fork, as kernel.play_fork does."""
    state.persons.counter[lay.COUNT_LOG] = 0
    set_facts(tables, state, log, draw, day, job.fact[0])
    bonds.muster(tables, state)
    guides.gather(tables, state)
    rules.begin(tables, state, draw, scratch, day)
    kernel._forbid(scratch, job.forbidden[0], 1)
    for act in range(job.act.shape[1]):
        if job.act[0, act, 0] >= 0:
            what = (job.act[0, act, 0], job.act[0, act, 1], job.act[0, act, 2])
            rules.take(tables, state, log, draw, fate, scratch, day, what)


@entry
def walk(
    tables: Tables,
    states: States,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    span: tuple[int, int, int, int, int],
    job: Job,
    books: Floats,
    men: Floats,
    where: Ints,
    broken: Ints,
) -> None:
    """Replay to a fork and play on: span = (fork, end, seed, replica, first).

    Where `first` is a day, the state is one that was played freely up to it, and nothing else
    is known of what came before. `job` says what is set otherwise at the fork. `books` is
    [days, BOOKS]; `men` [days, F, 4] men, wounded, sick and ships; `where` [days, F, 2] place
    and status; `broken` [days, CHECKS] how often each check of the audit fails: all as they are
    in the evening of each day.
    """
    fork, end, seed, replica, first = span
    state = states[0]
    if first < 0:
        kernel._open_record(state, log, draw)
    else:
        kernel.clear_log(log)
        rules.begin(tables, state, draw, scratch, first)
        kernel._forbid(scratch, job.forbidden[0], 1)
    fate = Fate(seed, replica)
    line = 0
    moving = 0
    for day in range(max(0, first), end):
        if day < fork:
            line, moving = kernel.replay_day(
                tables, state, log, draw, fate, scratch, (day, line, moving, 1 << 40, False)
            )
        else:
            if day == fork and first < 0:
                _begin(tables, state, log, draw, fate, scratch, day, job)
            kernel.play_day(tables, state, log, draw, fate, scratch, day)
        for column in range(8):
            books[day, column] = state.persons.ledger_men[column]
            books[day, 8 + column] = state.persons.ledger_pesos[column]
        books[day, 16] = state.realm.treasury.sum()
        books[day, 17] = state.forces.ships.sum()
        books[day, 18] = state.persons.ledger_ships.sum()
        books[day, 18] -= 2.0 * state.persons.ledger_ships[lay.SHIPS_SUNK]
        books[day, 19] = state.forces.guns.sum()
        books[day, 20] = state.persons.ledger_guns.sum()
        books[day, 20] -= 2.0 * state.persons.ledger_guns[lay.GUNS_LOST]
        books[day, 21] = state.forces.horses.sum()
        books[day, 22] = state.persons.ledger_horses[: lay.HORSES_ADJUSTED + 1].sum()
        books[day, 22] -= state.persons.ledger_horses[
            lay.HORSES_WORN : lay.HORSES_CAPTURED
        ].sum()
        audit(tables, state, broken[day])
        for force in range(men.shape[1]):
            men[day, force, 0] = state.forces.men[force]
            men[day, force, 1] = state.forces.wounded[force]
            men[day, force, 2] = state.forces.sick[force]
            men[day, force, 3] = state.forces.ships[force]
            where[day, force, 0] = state.forces.place[force]
            where[day, force, 1] = state.forces.status[force]
    kernel._forbid(scratch, job.forbidden[0], 0)


@dataclass
class Walked:
    """What the driver wrote down, a row an evening, and how it ended."""

    books: Any
    men: Any
    where: Any
    broken: Any
    states: Any
    """[2] records, of which the first is as the last evening left it."""
    log: Any
    draw: Any

    @property
    def state(self) -> Any:
        """The state that the last evening left."""
        return self.states[0]

    @property
    def first_broken(self) -> tuple[int, list[str]] | None:
        """The first day on which a check fails, and which fail on it; None for never."""
        days = np.flatnonzero(self.broken.any(axis=1))
        return (int(days[0]), said(self.broken[days[0]])) if days.size else None

    @property
    def imbalance(self) -> Any:
        """[days] men who are somewhere, less men who came."""
        gone = (lay.DEAD_MEN, lay.DESERTED, lay.DISPERSED_MEN, lay.TAKEN, lay.DISCHARGED)
        present = self.men[:, :, :3].sum(axis=(1, 2)) + self.books[:, gone].sum(axis=1)
        return present - self.books[:, (lay.RAISED, lay.ADJUSTED)].sum(axis=1)

    @property
    def pesos_astray(self) -> Any:
        """[days] money in all treasuries, less what came in and not out."""
        lines = self.books[:, 8:16]
        inflow = lines[:, COMES].sum(axis=1)
        outflow = lines[:, GOES].sum(axis=1)
        return self.books[:, PESOS] - (inflow - outflow)


def walked(
    world: World,
    fork: int,
    end: int,
    *,
    seed: int = 0,
    draw: int = 0,
    replica: int = 0,
    levels: Mapping[str, float] | None = None,
    change: Fork | None = None,
) -> Walked:
    """Replay a world's record to a fork, and play one history on to an end.

    `levels` are parameters that are set otherwise than the draw has them; `change` is a fork of
    which the facts, acts and what is forbidden are taken.
    """
    made = make_draws(world, seed, draw, 1)[0]
    for name, level in (levels or {}).items():
        made.parameter[world.names.parameters.index(name)] = level
    span = (fork, end, seed, replica, FROM_THE_START)
    return _walked(world, span, world.start[0], made, change or Fork(fork))


def walked_on(
    world: World, so_far: Walked, change: Fork, span: tuple[int, int, int, int]
) -> Walked:
    """Play on from where another walk ended, which is left as it is.

    `span` is the day on which it ended, the end, seed and replica; of the change, only what is
    forbidden still counts.
    """
    first, end, seed, replica = span
    whole = (change.day, end, seed, replica, first)
    return _walked(world, whole, so_far.states[0], so_far.draw, change)


def _walked(
    world: World, span: tuple[int, int, int, int, int], start: Any, draw: Any, change: Fork
) -> Walked:
    end, forces = span[1], world.sizes.forces
    room = run._room(world)
    room.states[0] = start
    found = Walked(
        np.zeros((end, BOOKS)),
        np.zeros((end, forces, 4)),
        np.zeros((end, forces, 2), dtype=np.int64),
        np.zeros((end, len(CHECKS)), dtype=np.int64),
        room.states,
        room.log,
        draw,
    )
    walk(
        world.tables,
        room.states,
        room.log,
        cast(Draw, draw),
        room.scratch,
        span,
        run._job(world, [change], 1 << 40, False),
        found.books,
        found.men,
        found.where,
        found.broken,
    )
    return found
