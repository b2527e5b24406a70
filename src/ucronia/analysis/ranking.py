"""Does a ranking hold: how often the same things lead where other draws were made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLINGS = 1_000
TOP = 5
"""Places that count as the weightiest."""

Floats = NDArray[np.float64]


def holding(
    changes: Sequence[Floats], seed: int, top: int = TOP, times: int = RESAMPLINGS
) -> tuple[Floats, Floats]:
    """Say in what share of resamplings of the draws each thing keeps its place.

    Parameters
    ----------
    changes : sequence of Floats
        [I] tables [D, U]: each draw's change of each outcome, across each of I intervals.
    seed : int
        Of the resamplings.
    top : int
        Places that count as the weightiest.
    times : int
        Resamplings.

    Returns
    -------
    keeps : Floats
        [I] share in which it stands at its own rank or higher.
    leads : Floats
        [I] share in which it is among the `top` weightiest.

    Notes
    -----
    The weight of an interval is half the sum of its absolute mean changes. Draws, with the
    histories under them, are resampled with replacement (Efron 1979, Ann. Stat. 7, 1): another
    set of parameters, readings, qualities and chances as this one might have been.
    """
    if not changes:
        return np.zeros(0), np.zeros(0)
    draws, width = changes[0].shape
    table = np.concatenate(changes, axis=1) / draws
    generator = np.random.Generator(np.random.Philox(key=seed % 2**64))
    counts = generator.multinomial(draws, np.full(draws, 1 / draws), size=times)
    moved = np.abs((counts @ table).reshape(times, len(changes), width)).sum(axis=2)
    own = np.abs(table.sum(axis=0).reshape(len(changes), width)).sum(axis=1)
    places = _places(moved)
    rank = _places(own[None])[0]
    return (places <= rank).mean(axis=0), (places < top).mean(axis=0)


def _places(weights: Floats) -> NDArray[np.int64]:
    """Give each column's place in its row, the weightiest 0; ties as they stand."""
    order = np.argsort(-weights, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(weights.shape[1])[None], axis=1)
    return places
