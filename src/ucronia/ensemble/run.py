"""Forks played on: blocks of draws on a pool of threads, the same bytes always."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.compiler.levels import UNMIXED, Mix, hold
from ucronia.engine import facts, film, kernel, player
from ucronia.engine import layout as lay
from ucronia.engine.asking import ANSWER_COLUMNS
from ucronia.engine.ending import BOOK_COLUMNS
from ucronia.engine.job import Job, Results
from ucronia.engine.qualities import WORK_ROWS
from ucronia.engine.records import new_records
from ucronia.ensemble.collect import Collector, Told, most_checkpoints
from ucronia.ensemble.plan import AT_FORK, Fork, Runs
from ucronia.errors import QuestionError

PER_DRAW = 2
"""m: chance histories under each draw; two are enough to split the two doubts."""
_ACTS, _FACTS, _FORBIDDEN = 4, 8, 16
_FACT_KINDS = {
    "men": facts.F_MEN,
    "place": facts.F_PLACE,
    "holder": facts.F_HOLDER,
    "control": facts.F_CONTROL,
    "treasury": facts.F_TREASURY,
    "men_times": facts.F_MEN_TIMES,
    "treasury_times": facts.F_TREASURY_TIMES,
    "tariff": facts.F_TARIFF,
    "tariff_times": facts.F_TARIFF_TIMES,
    "value": facts.F_VALUE,
    "value_times": facts.F_VALUE_TIMES,
    "capital": facts.F_CAPITAL,
    "ships": facts.F_SHIPS,
    "ships_times": facts.F_SHIPS_TIMES,
    "battalions": facts.F_BATTALIONS,
    "battalions_times": facts.F_BATTALIONS_TIMES,
    "squadrons": facts.F_SQUADRONS,
    "squadrons_times": facts.F_SQUADRONS_TIMES,
    "guns": facts.F_GUNS,
    "guns_times": facts.F_GUNS_TIMES,
    "horses": facts.F_HORSES,
    "horses_times": facts.F_HORSES_TIMES,
}
_DRAWS_A_BLOCK = 25
"""At most: making draws costs per block, and blocks are what threads share."""
_NO_LIMIT = 1 << 40
LARGEST_SEED = 2**32 - 1

_Values = tuple[tuple[str, float], ...]
"""Parameters held, and at what."""
Progress = Callable[[int, int], None]
"""Called with the histories done and the histories to do."""


@dataclass
class _Room:
    """Scratch that one thread works in."""

    states: NDArray[np.void]
    log: lay.Log
    scratch: lay.Scratch
    work: NDArray[np.float64]


@dataclass(frozen=True)
class _Keep:
    """What a history leaves beside its outcome."""

    events: bool = False
    books: bool = False
    standing: bool = False


def _room(world: World) -> _Room:
    capacity = world.capacity
    return _Room(
        new_records(lay.State, capacity, 2),
        cast(lay.Log, new_records(lay.Log, capacity)[0]),
        cast(lay.Scratch, new_records(lay.Scratch, capacity)[0]),
        np.zeros((WORK_ROWS, max(capacity.polities, capacity.leaders))),
    )


def _check_room(forks: Sequence[Fork], seed: int, replicas: int) -> None:
    if not 0 <= seed <= LARGEST_SEED:
        raise QuestionError(f"seed is {seed}; one from 0 to {LARGEST_SEED} will do")
    if replicas < 1:
        raise QuestionError(f"replicas is {replicas}; 1 or more will do")
    for fork in forks:
        for name, most in (("acts", _ACTS), ("facts", _FACTS), ("forbidden", _FORBIDDEN)):
            count = len(getattr(fork, name))
            if count > most:
                raise QuestionError(f"{count} {name} at one fork; {most} can be held")
        days = (fork.day, *fork.checkpoints)
        if any(next_day <= day for day, next_day in pairwise(days)):
            raise QuestionError(f"checkpoints {days[1:]} do not follow day {fork.day} in order")


def _job(world: World, forks: Sequence[Fork], pins_until: int, later: bool) -> Job:
    count = len(forks)
    act = np.full((count, _ACTS, 3), lay.NONE, dtype=np.int64)
    fact = np.full((count, _FACTS, 3), float(lay.NONE))
    forbidden = np.full((count, _FORBIDDEN, 2), lay.NONE, dtype=np.int64)
    checkpoint = np.full((count, most_checkpoints(forks)), lay.NONE, dtype=np.int64)
    rules = world.tables.rules
    for row, fork in enumerate(forks):
        for column, done in enumerate(fork.acts):
            act[row, column] = (done.rule, done.instance, done.option)
        for column, told in enumerate(fork.facts):
            fact[row, column] = (_FACT_KINDS[told.kind], told.thing, told.value)
        for column, (rule, instance) in enumerate(fork.forbidden):
            first = int(rules.first_instance[rule])
            last = first + int(rules.width[rule]) - 1
            if instance >= 0:
                first = last = first + instance
            forbidden[row, column] = (first, last)
        checkpoint[row, : len(fork.checkpoints)] = fork.checkpoints
    days = np.array([fork.day for fork in forks], dtype=np.int64)
    quality = np.array(
        [f.day if f.quality_day == AT_FORK else f.quality_day for f in forks], dtype=np.int64
    )
    later_day = world.later_day if later else lay.NONE
    return Job(
        day=days,
        quality_day=quality,
        act=act,
        fact=fact,
        forbidden=forbidden,
        pins_until=pins_until,
        end_day=world.end_day,
        later_day=later_day,
        per_draw=PER_DRAW,
        replay_day=lay.NONE,
        asked_rule=lay.NONE,
        asked_instance=lay.NONE,
        checkpoint_day=checkpoint,
        watched=np.array([fork.watched for fork in forks], dtype=np.int64),
        filmed=film.NOT_FILMED,
        player=lay.NOBODY,
        player_rule=np.zeros(world.sizes.rules, dtype=np.int64),
        choice=np.zeros((0, player.ASKED_COLUMNS), dtype=np.int64),
        branch=np.full((count, 3), lay.NONE, dtype=np.int64),
        ahead=lay.NONE,
    )


def _results(world: World, forks: int, keep: _Keep, checkpoints: int = 0) -> Results:
    shape = (forks, PER_DRAW)
    lines = lay.LOG_LINES if keep.events else 1
    kept = shape if keep.events else (1, 1)
    polities = world.sizes.polities if keep.books else 0
    provinces, forces = _standing_room(world) if keep.standing else (0, 0)
    return Results(
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        np.zeros((*shape, world.capacity.leaders), dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        np.zeros((*kept, lines, 6), dtype=np.int64),
        np.zeros((*kept, lines, lay.VALUES_TOLD)),
        np.zeros(ANSWER_COLUMNS),
        np.full((*shape, checkpoints), lay.NONE, dtype=np.int64),
        np.full((*shape, checkpoints), lay.NONE, dtype=np.int64),
        np.zeros((*shape, polities, BOOK_COLUMNS)),
        film.new_film(0, 0, 0, (0, 0, 0)),
        np.full(player.ASKED_COLUMNS, lay.NONE, dtype=np.int64),
        np.full((*shape, checkpoints, provinces), lay.NONE, dtype=np.int64),
        np.full((*shape, checkpoints, forces), lay.NOWHERE, dtype=np.int64),
        np.zeros((*shape, checkpoints, forces)),
    )


def _standing_room(world: World) -> tuple[int, int]:
    """Give the provinces and the scenario's own forces; those born in play have no name."""
    return world.sizes.provinces, len(world.scenario.forces)


def _play(
    world: World,
    job: Job,
    room: _Room,
    key: tuple[tuple[int, int], int, Any],
    keep: _Keep,
    out: Results | None = None,
) -> Results:
    """Play under one draw: key = (seeds of qualities and chance, its number, the draw)."""
    seeds, which, draw = key
    out = out or _results(world, len(job.day), keep, job.checkpoint_day.shape[1])
    kernel.play_draw(
        world.tables,
        world.start,
        room.states,
        room.log,
        draw,
        room.scratch,
        room.work,
        job,
        out,
        (seeds[0], which, seeds[1]),
    )
    return out


def warm_up(world: World) -> float:
    """Compile what is needed, or read it from the cache.

    Parameters
    ----------
    world : World
        Any world of its capacity class.

    Returns
    -------
    float
        Seconds that it took.
    """
    began = time.perf_counter()
    fork = Fork(0)
    job = _job(world, [fork], _NO_LIMIT, False)._replace(end_day=1)
    draw = make_draws(world, 0, 0, 1)[0]
    collects = gc.isenabled()
    # compiling makes millions of small objects that stay: looking for garbage is in vain
    gc.disable()
    try:
        _play(world, job, _room(world), ((0, 0), 0, draw), _Keep())
    finally:
        if collects:
            gc.enable()
    return time.perf_counter() - began


def run_forks(  # noqa: PLR0913 (all but the first three have defaults and are named)
    world: World,
    forks: Sequence[Fork],
    replicas: int,
    *,
    seed: int = 0,
    threads: int | None = None,
    keep_events: bool = False,
    keep_kinds: Sequence[int] = (),
    keep_fate: bool = False,
    keep_books: bool = False,
    keep_standing: bool = False,
    ahead: int | None = None,
    later: bool = False,
    first_replica: int = 0,
    mix: Mix = UNMIXED,
    progress: Progress | None = None,
) -> Runs:
    """Play forks on.

    Parameters
    ----------
    world : World
        What to play.
    forks : sequence of Fork
        [G] any days, any order.
    replicas : int
        R, made even: each draw is played PER_DRAW times.
    seed : int
        Seed of all draws; the same seed gives the same bytes, on any number of threads.
    threads : int, optional
        Threads; all processors by default.
    keep_events : bool
        Keep every history's event log.
    keep_kinds : sequence of int
        Or only its lines of these kinds, in narrow integers and without their values.
    keep_fate : bool
        Keep each leader's status at the end of every history: with hundreds of forks it is all
        the memory that there is.
    keep_books : bool
        Keep what each sovereign takes in and the men that it has on the day of classification.
    keep_standing : bool
        Keep who holds what and where each army is with how many men at every checkpoint.
    ahead : int, optional
        [days] play no farther than this from each fork: its outcome is then that of the day.
    later : bool
        Play on to the later day of classification.
    first_replica : int
        Number of the first replica, a multiple of PER_DRAW: to go on from an earlier run.
    mix : Mix
        Which numbers of the draws come from another seed, and whether chance does.
    progress : callable, optional
        Called as histories are done.

    Returns
    -------
    Runs
        Outcomes and more, fork by fork in the order given.

    Raises
    ------
    QuestionError
        If the seed or the number of replicas can't be used.
    """
    _check_room(forks, seed, replicas)
    draws = -(-replicas // PER_DRAW)
    first = first_replica // PER_DRAW
    groups = _groups(forks)
    days = lay.NONE if ahead is None else ahead
    jobs = [
        (
            rows,
            _job(world, [forks[row] for row in rows], limit, later)._replace(ahead=days),
            held,
        )
        for limit, held, rows in groups
    ]
    # a parameter held is another draw of another world; all else in it is drawn as before
    worlds = {held: hold(world, dict(held)) if held else world for _, held, _ in groups}
    leaders = world.sizes.leaders if keep_fate else 0
    told = Told(keep_events, tuple(keep_kinds))
    keep = _Keep(told.any, keep_books, keep_standing)
    polities = world.sizes.polities if keep_books else 0
    noted = _standing_room(world) if keep_standing else (0, 0)
    took = Collector(forks, (draws, PER_DRAW), (leaders, polities, *noted), told)
    warm_up(world)
    began = time.perf_counter()

    workers = threads or os.cpu_count() or 1
    size = max(1, min(_DRAWS_A_BLOCK, -(-draws // (4 * workers))))
    rooms, seeds = threading.local(), mix.seeds(seed)

    def block(start: int) -> int:
        count = min(size, draws - start)
        made = {k: make_draws(w, seed, first + start, count, mix) for k, w in worlds.items()}
        if not hasattr(rooms, "room"):
            rooms.room = _room(world)
        room = rooms.room
        for offset in range(count):
            for rows, job, held in jobs:
                key = (seeds, first + start + offset, made[held][offset])
                took.take(rows, start + offset, _play(world, job, room, key, keep))
        return count

    _on_threads(block, range(0, draws, size), threads, (draws, len(forks), progress))
    return took.runs(forks, seed, time.perf_counter() - began)


def _groups(forks: Sequence[Fork]) -> list[tuple[int, _Values, NDArray[np.int64]]]:
    """Put forks together that one replay can serve, by day."""
    groups = []
    for limit, held in sorted({(fork.pins_until, fork.held) for fork in forks}):
        alike = (limit, held)
        rows = [row for row, f in enumerate(forks) if (f.pins_until, f.held) == alike]
        rows.sort(key=lambda row: forks[row].day)
        last = _NO_LIMIT if limit == AT_FORK else limit
        groups.append((last, held, np.array(rows, dtype=np.int64)))
    return groups


def _on_threads(
    block: Callable[[int], int],
    starts: Sequence[int],
    threads: int | None,
    told: tuple[int, int, Progress | None],
) -> None:
    """Give blocks to threads; an interrupt lets those at work end and drops the rest."""
    draws, forks, progress = told
    done = 0
    pool = ThreadPoolExecutor(threads or os.cpu_count() or 1)
    try:
        left: set[Future[int]] = {pool.submit(block, start) for start in starts}
        while left:
            finished, left = wait(left, timeout=0.2, return_when=FIRST_COMPLETED)
            done += sum(future.result() for future in finished)
            if progress and finished:
                progress(done * PER_DRAW * forks, draws * PER_DRAW * forks)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def replay(
    world: World, day: int, *, seed: int = 0, draw: int = 0
) -> tuple[lay.State, lay.Log, lay.Draw]:
    """Replay the record under one draw up to the end of the day before a day.

    Parameters
    ----------
    world : World
        What to replay.
    day : int
        The day; entries of it and later are not applied.
    seed, draw : int
        Which draw.

    Returns
    -------
    tuple of State, Log, Draw
        The state, the odds of the entries and the cost of silence, and the draw.
    """
    room, made, _ = _replay(world, day, (seed, draw), (lay.NONE, lay.NONE))
    return cast(lay.State, room.states[0]), room.log, made


def replay_and_ask(
    world: World, day: int, asked: tuple[int, int], *, seed: int = 0, draw: int = 0
) -> tuple[lay.State, NDArray[np.float64]]:
    """Replay the record up to a day, and ask a rule's instance at its start.

    Parameters
    ----------
    world : World
        What to replay.
    day : int
        The day.
    asked : tuple of int
        Rule and instance.
    seed, draw : int
        Which draw.

    Returns
    -------
    tuple of State, NDArray
        The state, and the answer: [ANSWER_COLUMNS], see engine.asking.
    """
    room, _, answer = _replay(world, day, (seed, draw), asked)
    return cast(lay.State, room.states[0]), answer


def _replay(
    world: World, day: int, which: tuple[int, int], asked: tuple[int, int]
) -> tuple[_Room, lay.Draw, NDArray[np.float64]]:
    seed, draw = which
    room = _room(world)
    made = make_draws(world, seed, draw, 1)[0]
    job = _job(world, [], _NO_LIMIT, False)._replace(
        replay_day=day, asked_rule=asked[0], asked_instance=asked[1]
    )
    out = _play(world, job, room, ((seed, seed), draw, made), _Keep())
    return room, cast(lay.Draw, made), out.answer
