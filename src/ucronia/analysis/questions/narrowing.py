"""Forks played on, in pieces, until the intervals of an answer are as narrow as was asked."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from dataclasses import dataclass

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.batches import Asked, Kept, play, stack
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.errors import QuestionError

MOST_REPLICAS = 20_000
"""That --until plays at each fork."""
MOST_TOLD = 10_000
"""The same where what happens in every history is kept: some 100 MB."""
NARROWEST = 0.002
_MOST_GROWTH = 16
"""Times as many replicas as there are, in one piece: a few say little of how many it takes."""

NARROWING = "Narrowing the intervals"


@dataclass(frozen=True)
class Narrowed:
    """How narrow an answer became, where that was asked.

    Parameters
    ----------
    until : float
        Half width that was asked for, 0..1.
    widest : float
        Half of the widest interval in the end, 0..1.
    replicas : int
        Histories played at each fork.
    """

    until: float
    widest: float
    replicas: int

    @property
    def is_reached(self) -> bool:
        """True where the widest interval is as narrow as was asked."""
        return self.widest <= self.until


@dataclass(frozen=True)
class Played:
    """Forks played on.

    Parameters
    ----------
    runs : Runs
        All pieces as one.
    is_whole : bool
        False where an interrupt left something out.
    narrowed : Narrowed or None
        None where no width was asked for.
    """

    runs: Runs
    is_whole: bool
    narrowed: Narrowed | None = None


def play_until(
    world: World,
    forks: tuple[Fork, ...],
    asked: Asked,
    stage: str,
    kept: Kept,
    widest: Callable[[Runs], float],
) -> Played:
    """Play forks on; where a width is asked for, more and more, until it is reached.

    Parameters
    ----------
    world : World
        What to play.
    forks : tuple of Fork
        [G] the forks.
    asked : Asked
        How many at first, and how narrow.
    stage : str
        What the progress is told at first.
    kept : Kept
        What to keep of each history.
    widest : callable
        Half of the widest interval that the answer of some runs has, 0..1.

    Returns
    -------
    Played
        The runs; not narrow enough where the most that are played did not do, or an interrupt
        came.
    """
    check_until(asked.until)
    runs, is_whole = play(world, forks, asked, stage, kept)
    if asked.until is None:
        return Played(runs, is_whole)
    most = MOST_TOLD if kept.telling or kept.events else MOST_REPLICAS
    width = widest(runs)
    while is_whole and width > asked.until and runs.outcome.shape[1] < most:
        done = runs.outcome.shape[1]
        # an interval's width falls with the root of n; a little more saves a round
        growth = min(1.05 * (width / asked.until) ** 2, _MOST_GROWTH)
        more = dataclasses.replace(asked, replicas=min(most, math.ceil(done * growth)) - done)
        try:
            new, is_whole = play(world, forks, more, NARROWING, kept, first=done)
        except KeyboardInterrupt:
            is_whole = False
            break
        runs = stack([runs, new])
        width = widest(runs)
    narrowed = Narrowed(asked.until, width, runs.outcome.shape[1])
    return Played(runs, is_whole, narrowed)


def check_until(until: float | None) -> None:
    """See that a width can be asked for.

    Parameters
    ----------
    until : float or None
        Half width, 0..1.

    Raises
    ------
    QuestionError
        If it is none, or too narrow.
    """
    if until is not None and not NARROWEST <= until < 1:
        raise QuestionError(f"until is {until}; a number from {NARROWEST} to 1 will do")


def half_width(*estimates: Estimate) -> float:
    """Give half of the widest of some intervals.

    Parameters
    ----------
    *estimates : Estimate
        One or more.

    Returns
    -------
    float
        In the unit of the estimates.
    """
    return max((estimate.high - estimate.low) / 2 for estimate in estimates)
