"""A what-if as it is played: what is known so far, again and again until it is done."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.contrasts import Contrast, contrast
from ucronia.analysis.horizon import checkpoint_days
from ucronia.analysis.lines import Line, typical_lines
from ucronia.analysis.outcomes import outcome_ids
from ucronia.analysis.questions.arms import Arms, make_arms
from ucronia.analysis.questions.batches import Asked, Kept, play, stack
from ucronia.analysis.questions.resting import Rests, draw_answers, rests_on
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Runs
from ucronia.ensemble.run import PER_DRAW
from ucronia.scenario.change import Change

FIRST_BATCH = 40
"""Pairs after which something is told: half a second's work on two processors."""
LARGEST_BATCH = 240
LINES = 5
PLAYING = "Playing both arms"


@dataclass(frozen=True)
class SoFar:
    """What is known of a what-if when so many pairs are played.

    Parameters
    ----------
    arms : Arms
        Both forks, and how they are told.
    contrast : Contrast
        Outcomes in both arms.
    done, of : int
        Pairs played, and pairs wanted.
    days : tuple of int
        [K] days on which the alternative's histories were looked at.
    standing : NDArray[np.float64]
        [K, U] share of them that would have been classified so on each.
    seconds : float
        Since it began.
    lines : tuple of Line
        Typical histories of the alternative, once all is played.
    rests : Rests or None
        What the difference rests on, once all is played and if that can be told.
    """

    arms: Arms
    contrast: Contrast
    done: int
    of: int
    days: tuple[int, ...]
    standing: NDArray[np.float64]
    seconds: float
    lines: tuple[Line, ...] = ()
    rests: Rests | None = None

    @property
    def is_whole(self) -> bool:
        """True once all that was wanted is played."""
        return self.done >= self.of


def play_live(
    world: World, change: Change, asked: Asked, go_on: Callable[[], None]
) -> Iterator[SoFar]:
    """Play the record's choice and another in growing batches, and tell each.

    Parameters
    ----------
    world : World
        What is played.
    change : Change
        What is set otherwise.
    asked : Asked
        How many pairs, the seed and the threads.
    go_on : callable
        Called often while histories are played; what it raises ends the play.

    Yields
    ------
    SoFar
        What is known; the last one has typical histories too.
    """
    began = time.perf_counter()
    arms = make_arms(world, change, asked.seed)
    looked = checkpoint_days(arms.recorded.day, world.end_day)
    arms = dataclasses.replace(
        arms, alternative=dataclasses.replace(arms.alternative, checkpoints=looked)
    )
    wanted = asked.replicas + asked.replicas % PER_DRAW
    parts: list[Runs] = []
    done, size = 0, FIRST_BATCH
    while done < wanted:
        count = min(size, wanted - done)
        parts.append(_part(world, arms, asked, (done, count), go_on))
        done, size = done + count, min(2 * size, LARGEST_BATCH)
        runs = stack(parts)
        is_whole = done >= wanted
        lines = typical_lines(runs, fork=1, count=LINES) if is_whole else ()
        yield SoFar(
            arms,
            contrast(runs, outcome_ids(world.scenario)),
            done,
            wanted,
            looked,
            _standing(runs, len(world.scenario.outcomes)),
            time.perf_counter() - began,
            lines,
            _rests(world, runs, asked.seed) if is_whole else None,
        )


def _part(
    world: World,
    arms: Arms,
    asked: Asked,
    which: tuple[int, int],
    go_on: Callable[[], None],
) -> Runs:
    first, count = which
    heard = dataclasses.replace(asked, replicas=count, progress=lambda stage, done, of: go_on())
    forks = (arms.recorded, arms.alternative)
    go_on()
    return play(world, forks, heard, PLAYING, Kept(telling=True), first=first)[0]


def _rests(world: World, runs: Runs, seed: int) -> Rests | None:
    """Say what the difference between the arms rests on."""
    outcomes = len(world.scenario.outcomes)
    recorded, other = (draw_answers(runs.outcome[[row]], outcomes) for row in (0, 1))
    return rests_on(world, other - recorded, seed, runs.forks[0].day)


def _standing(runs: Runs, outcomes: int) -> NDArray[np.float64]:
    looked = runs.checkpoint_outcome[1]
    return np.stack([(looked == outcome).mean(axis=0) for outcome in range(outcomes)], axis=1)
