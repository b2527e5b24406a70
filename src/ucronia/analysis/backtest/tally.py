"""Histories counted as they are played: what came within each horizon, and how things stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.kinds import NO_KIND, Classes, classes_of, kinds_of
from ucronia.analysis.patterns import ANY, pattern_of
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fork, Runs
from ucronia.scenario.model import Entry

Ints = NDArray[np.int64]
MOVERS = ("army", "column")
"""Kinds of force whose place and men are forecast: garrisons stay, fleets are told by few."""


@dataclass(frozen=True)
class Decision:
    """What counts as one recorded decision, whenever it is taken.

    Parameters
    ----------
    line : tuple of int
        Rule, first role, option and second role, as the event log has them.
    entries : tuple of str
        Ids of the entries that are it.
    """

    line: tuple[int, int, int, int]
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """What is looked for in every history.

    Parameters
    ----------
    classes : Classes
        For the kinds of what happens.
    decisions : tuple of Decision
        The recorded ones; two entries of one line are one.
    forces : NDArray[np.int64]
        Indices of the armies and columns that have a name.
    horizons : tuple of int
        [days] ascending.
    """

    classes: Classes
    decisions: tuple[Decision, ...]
    forces: Ints
    horizons: tuple[int, ...]


def is_decision(world: World, entry: Entry) -> bool:
    """Tell whether an entry is a decision between options."""
    known = {rule.id: len(rule.options) for rule in world.scenario.rules}
    return known.get(entry.rule, 0) > 1 and bool(entry.option)


def sought_in(world: World, horizons: Sequence[int]) -> Sought:
    """Say what is looked for in every history of a world.

    Parameters
    ----------
    world : World
        What is played.
    horizons : sequence of int
        [days].

    Returns
    -------
    Sought
        For a `Tally`.
    """
    lines: dict[tuple[int, int, int, int], list[str]] = {}
    for entry in world.scenario.entries:
        if not is_decision(world, entry):
            continue
        pattern = pattern_of(world, entry, np.zeros(0, dtype=np.int64))
        if pattern is not None:
            _, rule, first, option, second = pattern.lines[0]
            lines.setdefault((rule, first, option, second), []).append(entry.id)
    forces = [row for row, part in enumerate(world.scenario.forces) if part.kind in MOVERS]
    return Sought(
        classes_of(world),
        tuple(Decision(line, tuple(ids)) for line, ids in lines.items()),
        np.array(forces, dtype=np.int64),
        tuple(sorted(horizons)),
    )


class Tally:
    """Counts of histories, fork by fork and horizon by horizon.

    Parameters
    ----------
    world : World
        What is played.
    sought : Sought
        What is looked for.
    forks : sequence of Fork
        [G] with the horizons as checkpoints.
    """

    def __init__(self, world: World, sought: Sought, forks: Sequence[Fork]) -> None:
        self.sought = sought
        self.replicas = 0
        shape = (len(sought.horizons), len(forks))
        sizes = world.sizes
        self.kinds = np.zeros((*shape, len(sought.classes.names)), dtype=np.int64)
        """[H, G, E] histories in which a kind came within the horizon."""
        self.decisions = np.zeros((*shape, len(sought.decisions)), dtype=np.int64)
        """[H, G, N] histories in which a recorded decision was taken as recorded."""
        self.holder = np.zeros((*shape, sizes.provinces, sizes.polities + 1), dtype=np.int32)
        """[H, G, V, Q + 1] histories in which each held a province; the last is nobody."""
        self.place = np.zeros((*shape, len(sought.forces), sizes.places + 1), dtype=np.int32)
        """[H, G, F, P + 1] histories with each force at each place; the last is nowhere."""
        self._men: list[NDArray[np.float32]] = []

    def take(self, runs: Runs) -> None:
        """Count more histories of the same forks.

        Parameters
        ----------
        runs : Runs
            With the lines kept of `kinds.LINES_KEPT`, and with how things stand.
        """
        self.replicas += runs.outcome.shape[1]
        for row, fork in enumerate(runs.forks):
            self._take_events(row, fork.day, [events for events, _ in runs.events[row]])
        standing = runs.standing
        assert standing is not None
        held = standing.holder.astype(np.int64)
        placed = standing.place[..., self.sought.forces].astype(np.int64)
        for number in range(len(self.sought.horizons)):
            _count(held[:, :, number], self.holder[number])
            _count(placed[:, :, number], self.place[number])
        self._men.append(standing.men[..., self.sought.forces])

    @property
    def men(self) -> NDArray[np.float32]:
        """[G, R, H, F] men of each force in each history."""
        return np.concatenate(self._men, axis=1)

    def _take_events(self, row: int, day: int, logs: Sequence[NDArray[np.int64]]) -> None:
        replica = np.repeat(np.arange(len(logs)), [len(log) for log in logs])
        events = np.concatenate(logs).astype(np.int64)
        after = events[:, 0] - day
        for codes, count in (
            (kinds_of(self.sought.classes, events), self.kinds),
            (decisions_of(self.sought, events), self.decisions),
        ):
            came = codes != NO_KIND
            first = np.full((len(logs), count.shape[2]), np.iinfo(np.int64).max)
            np.minimum.at(first, (replica[came], codes[came]), after[came])
            for number, horizon in enumerate(self.sought.horizons):
                count[number, row] += (first < horizon).sum(axis=0)


def decisions_of(sought: Sought, events: Ints) -> Ints:
    """Say which recorded decision each line of an event log is.

    Parameters
    ----------
    sought : Sought
        The decisions.
    events : NDArray[np.int64]
        [G, 6] the event log.

    Returns
    -------
    NDArray[np.int64]
        [G] number of the decision, NO_KIND for any other line.
    """
    found = np.full(len(events), NO_KIND)
    rows = np.flatnonzero(events[:, 1] == lay.L_RULE)
    lines = events[rows][:, 2:6]
    for number, decision in enumerate(sought.decisions):
        wanted = np.array(decision.line)
        fits = ((lines == wanted) | (wanted == ANY)).all(axis=1)
        found[rows[fits]] = number
    return found


def _count(what: NDArray[np.int64], count: NDArray[np.int32]) -> None:
    """Add to count [G, T, C] how many of what [G, R, T] is each; -1 is the last."""
    kinds = count.shape[2]
    for thing in range(count.shape[1]):
        for row in range(count.shape[0]):
            count[row, thing] += np.bincount(what[row, :, thing] % kinds, minlength=kinds)
