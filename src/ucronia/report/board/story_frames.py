"""The replayed record as what changes from day to day."""

from __future__ import annotations

from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.ensemble.one import film_replay
from ucronia.report.board.frames import Frames, frames_of
from ucronia.scenario.dates import day_of

DRAWS_TRIED = 64
"""Draws among which the one nearest to the dates as they are told is looked for."""


def told_draw(world: World, seed: int = 0) -> int:
    """Choose the draw whose days are nearest to those that the record tells first.

    Parameters
    ----------
    world : World
        What is replayed.
    seed : int
        Of all draws.

    Returns
    -------
    int
        Its number.
    """
    entries = world.scenario.entries
    told = [day_of(world.scenario, entry.date) or 0 for entry in entries]
    draws = make_draws(world, seed, 0, DRAWS_TRIED)["entry_day"][:, : len(entries)]
    away = [sum(abs(int(a) - b) for a, b in zip(row, told, strict=True)) for row in draws]
    return away.index(min(away))


def record_frames(world: World, seed: int = 0) -> Frames:
    """Replay the record and tell what changes from day to day.

    Parameters
    ----------
    world : World
        What is replayed.
    seed : int
        Of all draws.

    Returns
    -------
    dict
        As `frames_of` tells a film.
    """
    return frames_of(world, film_replay(world, seed=seed, draw=told_draw(world, seed)))
