"""What blocks of draws found, put in its place: runs, whatever the order the blocks come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ucronia.engine.ending import BOOK_COLUMNS
from ucronia.engine.job import Results
from ucronia.engine.layout import KINDS, NONE, NOWHERE, Floats, Ints
from ucronia.ensemble.plan import Fork, Runs, Standing


def most_checkpoints(forks: Sequence[Fork]) -> int:
    """Give K, the checkpoints of the fork with most.

    Parameters
    ----------
    forks : sequence of Fork
        [G] the forks.

    Returns
    -------
    int
        0 where there are none.
    """
    return max((len(fork.checkpoints) for fork in forks), default=0)


@dataclass(frozen=True)
class Told:
    """What is kept of an event log.

    Parameters
    ----------
    everything : bool
        All of it.
    kinds : tuple of int
        Lines of these kinds alone, in narrow integers and without their values: some ten times
        as many histories can be kept so.
    """

    everything: bool = False
    kinds: tuple[int, ...] = ()

    @property
    def any(self) -> bool:
        """True where anything is kept."""
        return self.everything or bool(self.kinds)

    def of(self, events: Ints, values: Floats) -> tuple[NDArray[Any], Floats]:
        """Give what is kept of one log, in memory of its own."""
        if self.everything:
            return events.copy(), values.copy()
        rows = events[self._is_kept[events[:, 1]]]
        # int64 where a number is too large for int16: of a span of more than 89 years, say
        narrow = rows.size == 0 or int(np.abs(rows).max()) <= np.iinfo(np.int16).max
        return rows.astype(np.int16) if narrow else rows, values[:0].copy()

    @cached_property
    def _is_kept(self) -> NDArray[np.bool_]:
        return np.isin(np.arange(KINDS), self.kinds)


class Collector:
    """Puts blocks' results in their places.

    Parameters
    ----------
    forks : sequence of Fork
        [G] the forks.
    draws : tuple of int
        Draws, and replicas under each.
    things : tuple of int
        Leaders whose status at the end is kept, polities whose books, provinces and forces of
        which it is noted at checkpoints how they stand; 0 for none.
    told : Told
        What is kept of every history's event log.
    """

    def __init__(
        self,
        forks: Sequence[Fork],
        draws: tuple[int, int],
        things: tuple[int, int, int, int],
        told: Told,
    ) -> None:
        self.told = told
        self.per_draw = draws[1]
        shape = (len(forks), draws[0] * self.per_draw)
        self.outcome = np.full(shape, NONE, dtype=np.int8)
        self.later = np.full(shape, NONE, dtype=np.int8)
        self.stood = np.zeros(shape, dtype=np.int16)
        self.fate = np.zeros((*shape, things[0]), dtype=np.int8)
        self.logged = np.zeros(shape, dtype=np.int32)
        self.books = np.zeros((*shape, things[1], BOOK_COLUMNS), dtype=np.float32)
        looked = (*shape, most_checkpoints(forks))
        self.checkpoint_outcome = np.full(looked, NONE, dtype=np.int8)
        self.checkpoint_fate = np.full(looked, NONE, dtype=np.int8)
        self.holder = np.full((*looked, things[2]), NONE, dtype=np.int8)
        self.place = np.full((*looked, things[3]), NOWHERE, dtype=np.int16)
        self.men = np.zeros((*looked, things[3]), dtype=np.float32)
        kept = len(forks) if told.any else 0
        self.events: list[list[Any]] = [[None] * shape[1] for _ in range(kept)]

    def take(self, rows: NDArray[np.int64], draw: int, out: Results) -> None:
        """Put one draw's results in.

        Parameters
        ----------
        rows : NDArray[np.int64]
            [g] forks that they are of.
        draw : int
            Number of the draw, from 0.
        out : Results
            What came out under it.
        """
        columns = slice(draw * self.per_draw, (draw + 1) * self.per_draw)
        self.outcome[rows, columns] = out.outcome
        self.later[rows, columns] = out.later
        self.stood[rows, columns] = out.stood_days
        self.fate[rows, columns] = out.fate[:, :, : self.fate.shape[2]]
        self.books[rows, columns] = out.books
        self.logged[rows, columns] = out.event_count
        looked = out.checkpoint_outcome.shape[2]
        self.checkpoint_outcome[rows, columns, :looked] = out.checkpoint_outcome
        self.checkpoint_fate[rows, columns, :looked] = out.checkpoint_fate
        self.holder[rows, columns, :looked] = out.checkpoint_holder
        self.place[rows, columns, :looked] = out.checkpoint_place
        self.men[rows, columns, :looked] = out.checkpoint_men
        if out.event.shape[2] > 1:
            self._take_events(rows, columns.start, out)

    def _take_events(self, rows: NDArray[np.int64], first: int, out: Results) -> None:
        for place, row in enumerate(rows):
            for within in range(self.per_draw):
                count = int(out.event_count[place, within])
                self.events[row][first + within] = self.told.of(
                    out.event[place, within, :count], out.event_value[place, within, :count]
                )

    def runs(self, forks: Sequence[Fork], seed: int, seconds: float) -> Runs:
        """Give all of it.

        Parameters
        ----------
        forks : sequence of Fork
            [G] the forks.
        seed : int
            Of all draws.
        seconds : float
            Time taken.

        Returns
        -------
        Runs
            What came out of playing the forks on.
        """
        return Runs(
            tuple(forks),
            seed,
            self.per_draw,
            self.outcome,
            self.later,
            self.stood,
            self.fate,
            self.checkpoint_outcome,
            self.checkpoint_fate,
            seconds,
            cast(Any, self.events),
            self.books,
            self._standing,
            self.logged,
        )

    @property
    def _standing(self) -> Standing | None:
        wanted = self.holder.shape[-1] + self.place.shape[-1]
        return Standing(self.holder, self.place, self.men) if wanted else None
