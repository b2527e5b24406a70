"""Forks played in batches of replicas, so that an interrupt keeps what is done."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ucronia.analysis.lines import TELLING, Events
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW, run_forks
from ucronia.errors import QuestionError

BATCH = 120
"""Replicas played between two chances to stop: blocks enough for any few threads."""

_KINDS_TOLD = tuple(sorted(TELLING))

Progress = Callable[[str, int, int], None]
"""Called with the stage, the histories done in it and the histories to do."""


@dataclass(frozen=True)
class Asked:
    """How a question is to be played.

    Parameters
    ----------
    replicas : int
        R, histories at each fork.
    seed : int
        Of all draws.
    threads : int or None
        All processors where None; the answer is the same.
    progress : callable or None
        Told of each stage as it goes on.
    until : float or None
        Half of the widest interval, 0..1, until which more is played; None for no more.
    rests : int
        Histories played besides, at the same forks, for what the answer rests on.
    """

    replicas: int = 300
    seed: int = 0
    threads: int | None = None
    progress: Progress | None = None
    until: float | None = None
    rests: int = 0


@dataclass(frozen=True)
class Kept:
    """What to keep of every history besides its end.

    Parameters
    ----------
    fate : bool
        Each leader's status at the end.
    events : bool
        The whole event log.
    telling : bool
        Only those lines of the log that tell histories apart.
    happenings : int
        The same of so many histories of each fork, the first ones, without what a line is to
        be told with: for hundreds of forks.
    logs : int
        The whole event log of so many histories of each fork, the first ones; whole batches.
    later : bool
        Play on to the later day of classification.
    books : bool
        Each sovereign's books on the day of classification.
    """

    fate: bool = False
    events: bool = False
    telling: bool = False
    happenings: int = 0
    logs: int = 0
    later: bool = False
    books: bool = False


NOTHING_MORE = Kept()


def play(
    world: World,
    forks: Sequence[Fork],
    asked: Asked,
    stage: str,
    kept: Kept = NOTHING_MORE,
    first: int = 0,
) -> tuple[Runs, bool]:
    """Play forks on in batches.

    Parameters
    ----------
    world : World
        What to play.
    forks : sequence of Fork
        [G] the forks.
    asked : Asked
        How many, and how.
    stage : str
        What the progress is told.
    kept : Kept
        What to keep of each history.
    first : int
        Number of the first replica.

    Returns
    -------
    runs : Runs
        All batches as one.
    is_whole : bool
        False where an interrupt left the last batches out.

    Raises
    ------
    QuestionError
        If nothing is to be played.
    KeyboardInterrupt
        Where it comes before the first batch is done.
    """
    if asked.replicas < 1:
        raise QuestionError(f"replicas is {asked.replicas}; 1 or more will do")
    wanted = asked.replicas + asked.replicas % PER_DRAW
    done: list[Runs] = []
    for start in range(0, wanted, BATCH):
        size = min(BATCH, wanted - start)
        try:
            runs = _batch(world, forks, asked, (stage, first, start, size), kept)
        except KeyboardInterrupt:
            if not done:
                raise
            return stack(done), False
        done.append(runs)
    return stack(done), True


def _batch(
    world: World,
    forks: Sequence[Fork],
    asked: Asked,
    which: tuple[str, int, int, int],
    kept: Kept,
) -> Runs:
    stage, first, start, size = which
    whole = len(forks) * (asked.replicas + asked.replicas % PER_DRAW)

    def tell(done: int, _: int) -> None:
        if asked.progress:
            asked.progress(stage, len(forks) * start + done, whole)

    runs = run_forks(
        world,
        forks,
        size,
        seed=asked.seed,
        threads=asked.threads,
        keep_events=kept.events or kept.telling or first + start < kept.logs,
        keep_kinds=_KINDS_TOLD if first + start < kept.happenings else (),
        keep_fate=kept.fate,
        keep_books=kept.books,
        later=kept.later,
        first_replica=first + start,
        progress=tell,
    )
    events = [[_telling(log) for log in arm] for arm in runs.events] if kept.telling else []
    return dataclasses.replace(runs, events=events) if events else runs


def _telling(log: Events) -> Events:
    events, values = log
    rows = np.isin(events[:, 1], list(TELLING))
    return events[rows], values[rows]


def stack(parts: Sequence[Runs]) -> Runs:
    """Join runs of the same forks that go on from one another.

    Parameters
    ----------
    parts : sequence of Runs
        In the order of their replicas.

    Returns
    -------
    Runs
        One, with all replicas.
    """
    one = parts[0]
    if len(parts) == 1:
        return one
    return Runs(
        forks=one.forks,
        seed=one.seed,
        per_draw=one.per_draw,
        outcome=np.concatenate([part.outcome for part in parts], axis=1),
        later=np.concatenate([part.later for part in parts], axis=1),
        stood_days=np.concatenate([part.stood_days for part in parts], axis=1),
        fate=np.concatenate([part.fate for part in parts], axis=1),
        checkpoint_outcome=np.concatenate([p.checkpoint_outcome for p in parts], axis=1),
        checkpoint_fate=np.concatenate([part.checkpoint_fate for part in parts], axis=1),
        seconds=sum(part.seconds for part in parts),
        events=[
            [log for part in parts if part.events for log in part.events[arm]]
            for arm in range(len(one.events))
        ],
        books=np.concatenate([part.books for part in parts], axis=1),
        logged=np.concatenate([part.logged for part in parts], axis=1),
    )


def pick(runs: Runs, rows: Sequence[int], replicas: int | None = None) -> Runs:
    """Take some forks out of runs, and the first replicas.

    Parameters
    ----------
    runs : Runs
        What was played.
    rows : sequence of int
        Indices of the forks wanted.
    replicas : int or None
        How many of each; all where None.

    Returns
    -------
    Runs
        Those forks alone.
    """
    index = list(rows)
    return dataclasses.replace(
        runs,
        forks=tuple(runs.forks[row] for row in index),
        outcome=runs.outcome[index, :replicas],
        later=runs.later[index, :replicas],
        stood_days=runs.stood_days[index, :replicas],
        fate=runs.fate[index, :replicas],
        checkpoint_outcome=runs.checkpoint_outcome[index, :replicas],
        checkpoint_fate=runs.checkpoint_fate[index, :replicas],
        events=[runs.events[row][:replicas] for row in index] if runs.events else [],
        logged=runs.logged[index, :replicas] if runs.logged.size else runs.logged,
    )


def beside(one: Runs, two: Runs) -> Runs:
    """Put the forks of two runs of the same replicas side by side.

    Parameters
    ----------
    one : Runs
        Its forks come first.
    two : Runs
        Its forks come after; as many replicas, of the same seed.

    Returns
    -------
    Runs
        The forks of both, without fates and checkpoints; with events where both have them.
    """
    forks, replicas = (*one.forks, *two.forks), one.outcome.shape[1]
    nothing = np.zeros((len(forks), replicas, 0), dtype=np.int8)
    return Runs(
        forks=forks,
        seed=one.seed,
        per_draw=one.per_draw,
        outcome=np.concatenate([one.outcome, two.outcome]),
        later=np.concatenate([one.later, two.later]),
        stood_days=np.concatenate([one.stood_days, two.stood_days]),
        fate=nothing,
        checkpoint_outcome=nothing,
        checkpoint_fate=nothing,
        seconds=one.seconds + two.seconds,
        events=[*one.events, *two.events] if one.events and two.events else [],
        logged=np.concatenate([one.logged, two.logged]),
    )
