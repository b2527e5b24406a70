"""The record followed: how it stands on some days, what it logs, what odds decisions had."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ucronia.compiler.build import World
from ucronia.compiler.draws import reference_draw
from ucronia.engine import kernel
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fork, Standing
from ucronia.ensemble.run import _job, _Keep, _results, _room, replay, warm_up

OPTIONS = 6
"""Most options of a decision."""
_WHOLE = 1 << 40
"""A day after all pins."""


@dataclass(frozen=True)
class Followed:
    """The record as its reference rows tell it.

    Parameters
    ----------
    days : tuple of int
        [D] days looked at, ascending.
    standing : Standing
        [D, 1, 1, …] how things stand at the start of each.
    events : NDArray[np.int64]
        [G, 6] what the whole record logs.
    draw : Draw
        The draw: days of entries and rows of their readings.
    """

    days: tuple[int, ...]
    standing: Standing
    events: NDArray[np.int64]
    draw: Any


def follow(world: World, days: Sequence[int]) -> Followed:
    """Replay the record as its reference rows tell it, and look at it on some days.

    Parameters
    ----------
    world : World
        What is replayed.
    days : sequence of int
        From 0 to the day of classification.

    Returns
    -------
    Followed
        How things stand on those days, and all that the record logs.
    """
    looked = tuple(sorted(set(days)))
    forks = [Fork(day, checkpoints=(day,)) for day in looked]
    job = _job(world, forks, _WHOLE, False)
    job = job._replace(ahead=0, per_draw=1, replay_day=world.end_day)
    made = reference_draw(world)[0]
    room = _room(world)
    out = _results(world, len(forks), _Keep(standing=True), 1)
    kernel.play_draw(
        world.tables,
        world.start,
        room.states,
        room.log,
        made,
        room.scratch,
        room.work,
        job,
        out,
        (0, 0, 0),
    )
    lines = min(int(room.states[0]["persons"]["counter"][lay.COUNT_LOG]), lay.LOG_LINES)
    return Followed(
        looked,
        Standing(
            out.checkpoint_holder[:, :1].astype(np.int8),
            out.checkpoint_place[:, :1].astype(np.int16),
            out.checkpoint_men[:, :1].astype(np.float32),
        ),
        room.log.event[:lines].copy(),
        made,
    )


def decision_odds(
    world: World, draws: int, *, seed: int = 0, threads: int | None = None
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Ask every decision of the record on its own day, under many draws.

    Parameters
    ----------
    world : World
        What is replayed.
    draws : int
        How many.
    seed : int
        Of all draws.
    threads : int, optional
        All processors by default; the answer is the same.

    Returns
    -------
    odds : NDArray[np.float32]
        [draws, N, 6] of each entry's options in the replayed state; 0 for what is no decision.
    is_open : NDArray[np.bool_]
        [draws, N] whether the entry's rule was open there.
    """
    entries = world.sizes.entries
    odds = np.zeros((draws, entries, OPTIONS), dtype=np.float32)
    is_open = np.zeros((draws, entries), dtype=bool)
    warm_up(world)

    def take(draw: int) -> None:
        log = replay(world, world.end_day, seed=seed, draw=draw)[1]
        odds[draw] = log.entry_odds[:entries]
        is_open[draw] = log.entry_open[:entries] == 1

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        list(pool.map(take, range(draws)))
    return odds, is_open
