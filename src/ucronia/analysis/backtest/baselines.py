"""What a forecast must beat: nothing changes, and how often such things come elsewhere."""

from __future__ import annotations

import datetime

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.scoring import Floats, floored

MODEL, PERSISTENCE, BASE_RATE, PRIOR, EVEN = (
    "model",
    "persistence",
    "base_rate",
    "prior",
    "even",
)
"""Forecasters: free play; nothing changes; the share by kind, taken elsewhere; free play under
the priors where a posterior is tried; all options alike."""
Rows = NDArray[np.int64]


def elsewhere(
    start: datetime.date, days: Rows, horizon: int, pool: NDArray[np.bool_], own: bool
) -> NDArray[np.bool_]:
    """Say from which days each day's base rates may be taken.

    Parameters
    ----------
    start : date
        Of day 0.
    days : Rows
        [D] days forecast from.
    horizon : int
        [days] that each looks ahead.
    pool : NDArray[np.bool_]
        [D] days that rates may come from at all.
    own : bool
        True where the days to be forecast are in the pool themselves: the year of a day, and
        what its horizon reaches into, are then left out.

    Returns
    -------
    NDArray[np.bool_]
        [D, D] row: the day forecast from; column: True where the other's outcome may be used.
    """
    may = np.tile(pool, (len(days), 1))
    if not own:
        return may
    year = [(start + datetime.timedelta(int(day))).year for day in days]
    first = np.array([(datetime.date(y, 1, 1) - start).days for y in year])
    last = np.array([(datetime.date(y, 12, 31) - start).days for y in year])
    last = np.maximum(last, days + horizon - 1)
    is_apart = (days[None, :] > last[:, None]) | (days[None, :] + horizon <= first[:, None])
    apart: NDArray[np.bool_] = may & is_apart
    return apart


def rate_elsewhere(may: NDArray[np.bool_], hits: Floats, of: Floats) -> Floats:
    """Give the share of cases that came, on the days that may be used.

    Parameters
    ----------
    may : NDArray[np.bool_]
        [D, D] as `elsewhere` gives it.
    hits : Floats
        [D, …] cases that came, by day.
    of : Floats
        [D, …] cases, by day.

    Returns
    -------
    Floats
        [D, …] with the floor of `floored`; nan where there is nothing elsewhere.
    """
    uses = may.astype(float)
    counted = np.tensordot(uses, of, axes=1)
    rate = floored(np.tensordot(uses, hits, axes=1), counted)
    return np.where(counted > 0.0, rate, np.nan)


def stays_or_goes(now: Rows, stays: Floats, kinds: int) -> Floats:
    """Spread a forecast: it stays as it is at a rate, else anything is as likely as any other.

    Parameters
    ----------
    now : Rows
        [n] how it is.
    stays : Floats
        [n] probability that it is still so.
    kinds : int
        C, what it may be.

    Returns
    -------
    Floats
        [n, C] rows that sum to 1.
    """
    spread = np.repeat(((1.0 - stays) / (kinds - 1))[:, None], kinds, axis=1)
    spread[np.arange(len(now)), now] = stays
    return spread


def unchanged(now: Rows, replicas: int, kinds: int) -> Floats:
    """Give the forecast of as many histories in each of which nothing changes.

    Parameters
    ----------
    now : Rows
        [n] how it is.
    replicas : int
        Histories: the floor is that of the model's own counts.
    kinds : int
        C, what it may be.

    Returns
    -------
    Floats
        [n, C] rows that sum to 1.
    """
    counts = np.zeros((len(now), kinds))
    counts[np.arange(len(now)), now] = replicas
    return floored(counts, replicas, kinds)
