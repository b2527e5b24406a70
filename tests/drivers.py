"""The engine's days one at a time, with its books written down every evening.

One compiled function serves all tests that must see more than the end of a history: making
it costs as much as the engine itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from tests.audit import CHECKS, audit, said
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import bonds, guides, kernel
from ucronia.engine import layout as lay
from ucronia.engine.compiled import entry
from ucronia.engine.facts import set_facts
from ucronia.engine.layout import Draw, Fate, Floats, Ints, Log, Scratch, States, Tables
from ucronia.engine.realm import rules
from ucronia.ensemble import run
from ucronia.ensemble.plan import Fork

PESOS, SHIPS, SHIPS_BOOKED = 16, 17, 18
BOOKS = 19
"""Columns of the books: ledger of men, ledger of pesos, all treasuries, all ships, and how many
the ledger of ships has."""
COMES = (lay.REVENUE, lay.CUSTOMS, lay.LOANS, lay.STARTED, lay.ADJUSTED_PESOS)
GOES = (lay.PAY, lay.RECRUITING, lay.CIVIL)


@entry
def walk(
    tables: Tables,
    states: States,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    span: tuple[int, int, int, int],
    job: kernel.Job,
    books: Floats,
    men: Floats,
    where: Ints,
    broken: Ints,
) -> None:
    """Replay to a fork and play on: span = (fork, end, seed, replica).

    `job` says what is set otherwise at the fork. `books` is [days, BOOKS]; `men` [days, F, 4]
    men, wounded, sick and ships; `where` [days, F, 2] place and status; `broken` [days, CHECKS]
    how often each check of the audit fails: all as they are in the evening of each day.
    """
    fork, end, seed, replica = span
    kernel.clear_log(log)
    state = states[0]
    state.persons.counter[lay.COUNT_LOG] = 0
    for thing in range(draw.quality_polity.shape[0]):
        state.persons.quality_polity[thing] = draw.quality_polity[thing]
    for thing in range(draw.quality_leader.shape[0]):
        state.persons.quality_leader[thing] = draw.quality_leader[thing]
    fate = Fate(seed, replica)
    line = 0
    moving = 0
    for day in range(end):
        if day < fork:
            line, moving = kernel.replay_day(
                tables, state, log, draw, fate, scratch, (day, line, moving, 1 << 40, False)
            )
        else:
            if day == fork:
                state.persons.counter[lay.COUNT_LOG] = 0
                set_facts(tables, state, log, day, job.fact[0])
                bonds.muster(tables, state)
                guides.gather(tables, state)
                rules.begin(tables, state, draw, scratch, day)
                kernel._forbid(scratch, job.forbidden[0], 1)
                for act in range(job.act.shape[1]):
                    if job.act[0, act, 0] >= 0:
                        what = (job.act[0, act, 0], job.act[0, act, 1], job.act[0, act, 2])
                        rules.take(tables, state, log, draw, fate, scratch, day, what)
            kernel.play_day(tables, state, log, draw, fate, scratch, day)
        for column in range(8):
            books[day, column] = state.persons.ledger_men[column]
            books[day, 8 + column] = state.persons.ledger_pesos[column]
        books[day, 16] = state.realm.treasury.sum()
        books[day, 17] = state.forces.ships.sum()
        books[day, 18] = state.persons.ledger_ships.sum()
        books[day, 18] -= 2.0 * state.persons.ledger_ships[lay.SHIPS_SUNK]
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
    state: Any
    log: Any
    draw: Any

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
    forces = world.sizes.forces
    made = make_draws(world, seed, draw, 1)[0]
    for name, level in (levels or {}).items():
        made.parameter[world.names.parameters.index(name)] = level
    room = run._room(world)
    room.states[0] = world.start[0]
    found = Walked(
        np.zeros((end, BOOKS)),
        np.zeros((end, forces, 4)),
        np.zeros((end, forces, 2), dtype=np.int64),
        np.zeros((end, len(CHECKS)), dtype=np.int64),
        room.states[0],
        room.log,
        made,
    )
    walk(
        world.tables,
        room.states,
        room.log,
        cast(Draw, made),
        room.scratch,
        (fork, end, seed, replica),
        run._job(world, [change or Fork(fork)], 1 << 40, False),
        found.books,
        found.men,
        found.where,
        found.broken,
    )
    return found
