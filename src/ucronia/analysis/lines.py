"""Lines: what happens in histories, and the few that stand for the many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ucronia.engine import layout
from ucronia.ensemble.plan import Runs
from ucronia.errors import QuestionError

TELLING = {
    layout.L_RULE: (0, 1, 2),
    layout.L_BATTLE: (0, 1, 2),
    layout.L_CONTROL: (0, 1),
    layout.L_FALL: (0, 1),
    layout.L_DISPERSE: (0,),
    layout.L_LEADER: (0, 1),
    layout.L_FOUND: (0,),
    layout.L_DISSOLVE: (0,),
    layout.L_JOIN: (0, 1),
    layout.L_SECEDE: (0,),
    layout.L_WAR: (0, 1),
    layout.L_PEACE: (0, 1, 2),
    layout.L_OFFICE: (0, 1),
    layout.L_DEFECT: (0, 1),
    layout.L_ASSEMBLY: (0, 1),
    layout.L_CAPITULATE: (0, 1),
    layout.L_ALLY: (0, 1, 2),
    layout.L_TRADE: (0, 1, 2),
    layout.L_PACT: (0, 1),
}
"""Kinds of event that tell one history from another, and which of a, b, c name it. Marches,
musters and the log's own troubles are left out: they differ in every history."""
KINDS = 256
"""More than there are kinds of line in the log."""
RARE, COMMON = 0.02, 0.98
"""What happens in fewer histories, or more, tells no lines apart."""
OUTCOME_WEIGHT = 0.5
"""Share of the distance between two histories that their outcome makes, where it differs."""
MOST_COMPARED = 2_000
"""Histories compared pairwise: a table of 32 MB."""
ROUNDS = 100
"""Most passes of the search for medoids; it settles in under ten."""

_NAMES = np.array([[at in TELLING.get(kind, ()) for at in range(3)] for kind in range(KINDS)])
_IS_TELLING = np.isin(np.arange(KINDS), list(TELLING))

Events: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float64]]
Happening: TypeAlias = tuple[int, int, int, int]
"""kind, a, b, c; -1 where the column does not name it."""


@dataclass(frozen=True)
class Line:
    """A typical history, and how many are like it.

    Parameters
    ----------
    replica : int
        The one history that stands for the others.
    outcome : int
        How it ends.
    share : float
        Share of the histories nearer to it than to any other line, 0..1.
    marks : tuple of (Happening, float)
        What sets its histories apart: share among them less share among all, greatest first.
    """

    replica: int
    outcome: int
    share: float
    marks: tuple[tuple[Happening, float], ...] = ()


def happenings(events: NDArray[np.int64], after: int = -(10**9)) -> frozenset[Happening]:
    """List what happened in a history, each thing once, without its day.

    Parameters
    ----------
    events : NDArray[np.int64]
        [G, 6] the event log: day, kind, a, b, c, place.
    after : int
        Events up to this day are left out.

    Returns
    -------
    frozenset of Happening
        The telling events.
    """
    kinds = events[:, 1]
    rows = events[(events[:, 0] > after) & _IS_TELLING[kinds]]
    named = np.where(_NAMES[rows[:, 1]], rows[:, 2:5], -1)
    keys = np.column_stack([rows[:, 1], named]).tolist()
    return frozenset((kind, a, b, c) for kind, a, b, c in keys)


def feature_table(
    histories: Sequence[frozenset[Happening]], rare: float = RARE, common: float = COMMON
) -> tuple[tuple[Happening, ...], NDArray[np.float64]]:
    """Make a table of what happened where, without what is too rare or too common.

    Parameters
    ----------
    histories : sequence of frozenset of Happening
        One a history.
    rare : float
        Least share of histories.
    common : float
        Greatest share of histories.

    Returns
    -------
    tuple
        The happenings, sorted, and [R, E] zeros and ones.
    """
    counts: dict[Happening, int] = {}
    for history in histories:
        for happening in history:
            counts[happening] = counts.get(happening, 0) + 1
    total = len(histories)
    kept = tuple(sorted(h for h, n in counts.items() if rare <= n / total <= common))
    table = np.zeros((total, len(kept)))
    for row, history in enumerate(histories):
        table[row] = [happening in history for happening in kept]
    return kept, table


def distances(table: NDArray[np.float64], outcome: NDArray[np.int8]) -> NDArray[np.float64]:
    """Measure how unlike every two histories are.

    Parameters
    ----------
    table : NDArray[np.float64]
        [R, E] zeros and ones.
    outcome : NDArray[np.int8]
        [R] how each ends.

    Returns
    -------
    NDArray[np.float64]
        [R, R] from 0 to 1: Jaccard's distance of what happened, and whether the ends differ.
    """
    both = table @ table.T
    sizes = table.sum(axis=1)
    either = sizes[:, None] + sizes[None, :] - both
    unlike = np.where(either > 0, 1 - both / np.maximum(either, 1), 0.0)
    ends = (outcome[:, None] != outcome[None, :]).astype(np.float64)
    return np.asarray((1 - OUTCOME_WEIGHT) * unlike + OUTCOME_WEIGHT * ends)


def medoids(apart: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Find the members that lie nearest to all others, each to its own group.

    Parameters
    ----------
    apart : NDArray[np.float64]
        [R, R] distances.
    count : int
        How many to find, at most R.

    Returns
    -------
    NDArray[np.int64]
        Their indices, ascending.

    Notes
    -----
    Greedy start (BUILD) as in Kaufman & Rousseeuw 1990, *Finding Groups in Data*, ch. 2, then
    alternation of groups and centres (Park & Jun 2009, Expert Syst. Appl. 36, 3336).
    """
    chosen = [int(np.argmin(apart.sum(axis=1)))]
    while len(chosen) < min(count, len(apart)):
        nearest = apart[:, chosen].min(axis=1)
        gain = np.maximum(nearest[:, None] - apart, 0).sum(axis=0)
        gain[chosen] = -1.0
        chosen.append(int(np.argmax(gain)))
    centres = np.array(chosen)
    for _ in range(ROUNDS):
        group = np.argmin(apart[:, centres], axis=1)
        moved = np.array([_centre(apart, group == g, centres[g]) for g in range(len(centres))])
        if np.array_equal(moved, centres):
            break
        centres = moved
    return np.sort(centres)


def typical_lines(runs: Runs, fork: int = 0, count: int = 5) -> tuple[Line, ...]:
    """Choose a few histories that stand for all of a fork.

    Parameters
    ----------
    runs : Runs
        Played with events.
    fork : int
        Index of the fork.
    count : int
        How many lines.

    Returns
    -------
    tuple of Line
        The commonest first.
    """
    found, outcome = _histories(runs, fork)
    kinds, table = feature_table(found)
    apart = distances(table, outcome)
    centres = medoids(apart, count)
    group = np.argmin(apart[:, centres], axis=1)
    lines = []
    for index, centre in enumerate(centres):
        members = group == index
        if not members.any():
            # where histories are alike a second centre of theirs has none of its own
            continue
        lines.append(
            Line(
                replica=int(centre),
                outcome=int(outcome[centre]),
                share=float(members.mean()),
                marks=_marks(kinds, table, members),
            )
        )
    return tuple(sorted(lines, key=lambda line: -line.share))


def most_ordinary(runs: Runs, fork: int = 0, outcome: int | None = None) -> int:
    """Find the history nearest to all others, or to all that end in an outcome.

    Parameters
    ----------
    runs : Runs
        Played with events.
    fork : int
        Index of the fork.
    outcome : int or None
        Only histories that end so; None for all.

    Returns
    -------
    int
        The replica.

    Raises
    ------
    QuestionError
        If no history ends so.
    """
    found, ends = _histories(runs, fork)
    among = np.arange(len(ends)) if outcome is None else np.flatnonzero(ends == outcome)
    if not len(among):
        raise QuestionError(
            f"none of the {len(ends)} histories ends so; ask for more with --replicas"
        )
    _, table = feature_table(found)
    apart = distances(table, ends)[np.ix_(among, among)]
    return int(among[np.argmin(apart.sum(axis=1))])


def _histories(runs: Runs, fork: int) -> tuple[list[frozenset[Happening]], NDArray[np.int8]]:
    if not runs.events:
        raise QuestionError("these histories were played without their events")
    day = runs.forks[fork].day
    found = [happenings(log[0], day - 1) for log in runs.events[fork][:MOST_COMPARED]]
    return found, runs.outcome[fork][: len(found)]


def _centre(apart: NDArray[np.float64], members: NDArray[np.bool_], kept: np.int64) -> int:
    inside = np.flatnonzero(members)
    if not len(inside):
        return int(kept)
    return int(inside[np.argmin(apart[np.ix_(inside, inside)].sum(axis=1))])


def _marks(
    kinds: tuple[Happening, ...],
    table: NDArray[np.float64],
    members: NDArray[np.bool_],
    count: int = 5,
) -> tuple[tuple[Happening, float], ...]:
    lead = table[members].mean(axis=0) - table.mean(axis=0)
    order = np.argsort(-lead, kind="stable")[:count]
    return tuple((kinds[at], float(lead[at])) for at in order if lead[at] > 0)
