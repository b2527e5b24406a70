"""A scenario tried out: what is only seen where its record is replayed and played on from."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.questions.batches import Asked
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.records import new_records
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import PER_DRAW, replay, run_forks
from ucronia.errors import Problem
from ucronia.scenario.dates import day_of

REPLAYS = 5
"""Draws under which the whole record is replayed."""
DRAWS, FORKS = 5, 4
"""Draws, and days spread over the record, from which histories are played on."""
LONGEST_SECONDS = 20.0
"""After which no more histories are sampled."""
TRYING = "Trying the scenario"

Ends = NDArray[np.int8]


@dataclass(frozen=True)
class Trial:
    """What a trial found.

    Parameters
    ----------
    problems : tuple of Problem
        Warnings, by file and line.
    replays : int
        Draws under which the record was replayed.
    histories : int
        Histories whose ends were looked at; fewer where time ran out.
    """

    problems: tuple[Problem, ...]
    replays: int
    histories: int


def try_out(world: World, asked: Asked) -> Trial:
    """Replay a record, play a few histories, and warn of what does not fit.

    Parameters
    ----------
    world : World
        What is tried.
    asked : Asked
        The seed and the threads; how many is settled here.

    Returns
    -------
    Trial
        Recorded rules that were closed when their entry came, and outcomes that overlap: the
        order of the outcomes settles which of them is taken.
    """
    steps = REPLAYS + DRAWS
    closed = np.zeros(len(world.scenario.entries), dtype=np.int64)
    last = (day_of(world.scenario, world.scenario.end) or 0) + 1
    for draw in range(REPLAYS):
        _, log, _ = replay(world, last, seed=asked.seed, draw=draw)
        closed += log.entry_open[: len(closed)] == 0
        _tell(asked, draw + 1, steps)
    began = time.perf_counter()
    taken: list[Ends] = []
    holding: list[NDArray[np.bool_]] = []
    for draw in range(DRAWS):
        if taken and time.perf_counter() - began > LONGEST_SECONDS:
            break
        taken.append(_ends(world, world, asked, draw))
        held = [_holds(world, outcome, asked, draw) for outcome in _inner(world)]
        holding.append(np.array(held, dtype=np.bool_).reshape(len(held), len(taken[-1])))
        _tell(asked, REPLAYS + draw + 1, steps)
    ends = np.concatenate(taken)
    overlaps = _overlaps(world, ends, np.concatenate(holding, axis=1))
    problems = [*_closed(world, closed), *overlaps]
    return Trial(tuple(sorted(problems)), REPLAYS, len(ends))


def _tell(asked: Asked, done: int, whole: int) -> None:
    if asked.progress:
        asked.progress(TRYING, done, whole)


def _inner(world: World) -> range:
    """Outcomes that another one comes before, without the last, which takes what is left."""
    return range(1, len(world.scenario.outcomes) - 1)


def _ends(world: World, played: World, asked: Asked, draw: int) -> Ends:
    forks = [Fork(world.end_day * number // FORKS) for number in range(FORKS)]
    runs = run_forks(
        played,
        forks,
        PER_DRAW,
        seed=asked.seed,
        threads=asked.threads,
        first_replica=draw * PER_DRAW,
    )
    return runs.outcome.ravel()


def _holds(world: World, outcome: int, asked: Asked, draw: int) -> NDArray[np.bool_]:
    """Say of each history whether an outcome's condition holds, whatever comes before it.

    The same histories are played with that outcome first, so that the engine asks it.
    """
    first = new_records(lay.Tables, world.capacity)
    first[0] = world.tables
    tables = cast(lay.Tables, first[0])
    tables.code.outcome_start[0] = tables.code.outcome_start[outcome]
    ends = _ends(world, dataclasses.replace(world, tables=tables), asked, draw)
    found: NDArray[np.bool_] = ends == 0
    return found


def _closed(world: World, closed: NDArray[np.int64]) -> Iterator[Problem]:
    for entry, count in zip(world.scenario.entries, closed, strict=True):
        if count:
            mark = entry.mark("rule")
            text = (
                f'rule "{entry.rule}" is not open when "{entry.id}" comes, in {count} of '
                f"{REPLAYS} replays: its condition is false there, or who takes part is gone"
            )
            yield Problem(mark.file, mark.line, mark.column, text, True)


def _overlaps(world: World, ends: Ends, held: NDArray[np.bool_]) -> Iterator[Problem]:
    outcomes = world.scenario.outcomes
    for outcome, holds in zip(_inner(world), held, strict=True):
        both = ends[holds & (ends < outcome)]
        if both.size:
            counts = np.bincount(both, minlength=outcome)
            before = ", ".join(
                f'"{outcomes[number].id}" ({counts[number]})'
                for number in range(outcome)
                if counts[number]
            )
            mark = outcomes[outcome].mark("when")
            text = (
                f'outcome "{outcomes[outcome].id}" also holds in {both.size} of {ends.size} '
                f"sampled histories that an earlier one takes: {before}"
            )
            yield Problem(mark.file, mark.line, mark.column, text, True)
