"""What to play: forks, interventions and replicas; and what came out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

AT_FORK = -1
"""`Fork.quality_day` and `Fork.pins_until`: the fork's own day."""
NOBODY = -1
"""`Fork.watched`: no leader."""


@dataclass(frozen=True)
class Act:
    """An option taken at a rule's instance, at the fork, before free play.

    Parameters
    ----------
    rule : int
        [H] index of the rule.
    instance : int
        Instance of the rule, 0 up to its width.
    option : int
        Index of the option; 0 for a hazard.
    """

    rule: int
    instance: int
    option: int


@dataclass(frozen=True)
class Fact:
    """A fact set otherwise at the fork.

    Parameters
    ----------
    kind : str
        `men` (force, number), `place` (force, place), `holder` (office, leader),
        `control` (province, polity), `treasury` (polity, pesos), `tariff` (two polities, share
        of value that the first levies on the second's), `value` (variable, number),
        `capital` (polity, place); `men_times`, `treasury_times`, `tariff_times` and
        `value_times` multiply what is there.
    thing : int
        Index of the force, office, province, polity or variable; of two polities, the first's
        times the number of polities, and the second's.
    value : float
        Men, pesos, a share, a factor, or the index of the place, leader or polity.
    """

    kind: str
    thing: int
    value: float


@dataclass(frozen=True)
class Fork:
    """A replay up to the start of a day, and what is set otherwise there.

    Parameters
    ----------
    day : int
        Day of the fork; the state is the one before that day's entries.
    quality_day : int
        Latent qualities are conditioned on the battles before this day; AT_FORK for `day`.
    pins_until : int
        Corrections by the record's pins are left out from this day on; AT_FORK for none.
    acts : tuple of Act
        Taken at the fork in order, before free play.
    facts : tuple of Fact
        Set at the fork, before the acts.
    forbidden : tuple of (rule, instance)
        Never fire after the fork; instance -1 means all of the rule's.
    checkpoints : tuple of int
        [K] days after the fork, ascending, at whose start each history's outcome is noted; the
        last may be the day of classification, past which nothing is.
    watched : int
        Index of the leader whose status is noted then; NOBODY for none.
    held : tuple of (str, float)
        Parameters, and the values at which every draw has them, in the replay as in free play:
        of another world, of which all else is drawn as in this one.
    """

    day: int
    quality_day: int = AT_FORK
    pins_until: int = AT_FORK
    acts: tuple[Act, ...] = ()
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[tuple[int, int], ...] = ()
    checkpoints: tuple[int, ...] = ()
    watched: int = NOBODY
    held: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Standing:
    """How things stand at the checkpoints of histories, or on days of the record.

    Parameters
    ----------
    holder : NDArray[np.int8]
        [G, R, K, V] sovereign of who holds each province, -1 for nobody.
    place : NDArray[np.int16]
        [G, R, K, F] place of each of the scenario's own forces, -1 for one that doesn't stand.
    men : NDArray[np.float32]
        [G, R, K, F] its men, 0 for one that doesn't stand.
    """

    holder: NDArray[np.int8]
    place: NDArray[np.int16]
    men: NDArray[np.float32]


@dataclass(frozen=True)
class Runs:
    """What came out of playing forks on.

    Parameters
    ----------
    forks : tuple of Fork
        [G] the forks, in order.
    seed : int
        The seed of all draws.
    per_draw : int
        m: replica r is a chance history under draw r // m.
    outcome : NDArray[np.int8]
        [G, R] outcome on the day of classification.
    later : NDArray[np.int8]
        [G, R] outcome on the later day, -1 where it was not played so far.
    stood_days : NDArray[np.int16]
        [G, R] days that a confederation stood, from the first day.
    fate : NDArray[np.int8]
        Where asked for: [G, R, L] status of each leader at the end (layout.OFFICE … DEAD);
        else [G, R, 0].
    checkpoint_outcome : NDArray[np.int8]
        [G, R, K] outcome at each of the fork's checkpoints, -1 after the last: K is that of the
        fork with most.
    checkpoint_fate : NDArray[np.int8]
        [G, R, K] status of the leader watched, -1 where there is none.
    seconds : float
        Time taken, compilation left out.
    events : list
        Where asked for: one list a fork of one (event [G, 6], value [G, 4]) a replica.
    books : NDArray[np.float32]
        Where asked for: [G, R, Q, BOOK_COLUMNS] what each sovereign takes in, and its men.
    standing : Standing or None
        Where asked for: how things stand at the checkpoints.
    logged : NDArray[np.int32]
        [G, R] lines that each history wrote to its event log, those a full log dropped too;
        empty where it isn't known.
    """

    forks: tuple[Fork, ...]
    seed: int
    per_draw: int
    outcome: NDArray[np.int8]
    later: NDArray[np.int8]
    stood_days: NDArray[np.int16]
    fate: NDArray[np.int8]
    checkpoint_outcome: NDArray[np.int8]
    checkpoint_fate: NDArray[np.int8]
    seconds: float
    events: list[list[tuple[NDArray[np.int64], NDArray[np.float64]]]] = field(
        default_factory=list
    )
    books: NDArray[np.float32] = field(
        default_factory=lambda: np.zeros((0, 0, 0, 0), dtype=np.float32)
    )
    standing: Standing | None = None
    logged: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
