"""What blocks of draws found, put in its place: runs, whatever the order the blocks come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ucronia.engine import kernel
from ucronia.engine.layout import NONE
from ucronia.ensemble.plan import Fork, Runs


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


class Collector:
    """Puts blocks' results in their places.

    Parameters
    ----------
    forks : sequence of Fork
        [G] the forks.
    draws : tuple of int
        Draws, and replicas under each.
    leaders : int
        Leaders whose status at the end is kept; 0 for none.
    keep_events : bool
        Keep every history's event log.
    """

    def __init__(
        self, forks: Sequence[Fork], draws: tuple[int, int], leaders: int, keep_events: bool
    ) -> None:
        self.per_draw = draws[1]
        shape = (len(forks), draws[0] * self.per_draw)
        self.outcome = np.full(shape, NONE, dtype=np.int8)
        self.later = np.full(shape, NONE, dtype=np.int8)
        self.stood = np.zeros(shape, dtype=np.int16)
        self.fate = np.zeros((*shape, leaders), dtype=np.int8)
        looked = (*shape, most_checkpoints(forks))
        self.checkpoint_outcome = np.full(looked, NONE, dtype=np.int8)
        self.checkpoint_fate = np.full(looked, NONE, dtype=np.int8)
        kept = len(forks) if keep_events else 0
        self.events: list[list[Any]] = [[None] * shape[1] for _ in range(kept)]

    def take(self, rows: NDArray[np.int64], draw: int, out: kernel.Results) -> None:
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
        looked = out.checkpoint_outcome.shape[2]
        self.checkpoint_outcome[rows, columns, :looked] = out.checkpoint_outcome
        self.checkpoint_fate[rows, columns, :looked] = out.checkpoint_fate
        if out.event.shape[2] > 1:
            self._take_events(rows, columns.start, out)

    def _take_events(self, rows: NDArray[np.int64], first: int, out: kernel.Results) -> None:
        for place, row in enumerate(rows):
            for within in range(self.per_draw):
                count = int(out.event_count[place, within])
                self.events[row][first + within] = (
                    out.event[place, within, :count].copy(),
                    out.event_value[place, within, :count].copy(),
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
        )
