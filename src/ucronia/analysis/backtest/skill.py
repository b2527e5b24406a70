"""How much better than a baseline, with an interval that knows that horizons overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.scoring import BINS, Floats, Reliability, bin_of
from ucronia.analysis.estimates import CONFIDENCE
from ucronia.compiler.levels import fill_uniform
from ucronia.engine.layout import S_BOOTSTRAP

RESAMPLES = 2000
SHORTEST_BLOCK = 90
"""[days] A block of the bootstrap is as long as the horizon, and never shorter than this: what
happens in a season hangs together."""
LEAST_BLOCKS = 2.0
"""With fewer there is no interval: every resample would be the whole."""
FEW_BLOCKS = 5.0
"""With fewer blocks an interval is too narrow to be taken at its word; the report says so."""


@dataclass(frozen=True)
class Skill:
    """1 - score / score of a baseline: 1 perfect, 0 no better, below 0 worse.

    Parameters
    ----------
    value : float
        Of all cases; nan where the baseline's score is 0.
    low, high : float
        Interval of CONFIDENCE from the bootstrap; nan where there are too few blocks.
    """

    value: float
    low: float
    high: float

    @property
    def is_better(self) -> bool | None:
        """True where the interval lies above 0, False below, None where it holds 0."""
        if self.low > 0.0:
            return True
        return False if self.high < 0.0 else None


@dataclass(frozen=True)
class Blocks:
    """Resamples of days in blocks.

    Parameters
    ----------
    weight : NDArray[np.int64]
        [RESAMPLES, D] how often each day of the sample is in each resample.
    count : float
        Blocks that the span holds.
    """

    weight: NDArray[np.int64]
    count: float


def make_blocks(days: NDArray[np.int64], horizon: int, seed: int) -> Blocks:
    """Resample days in blocks of consecutive ones.

    Parameters
    ----------
    days : NDArray[np.int64]
        [D] of the forecasts, ascending.
    horizon : int
        [days] that each looks ahead.
    seed : int
        Of the resamples.

    Returns
    -------
    Blocks
        Which days each resample holds, and how often.

    Notes
    -----
    The circular block bootstrap (Politis & Romano 1992, in *Exploring the limits of bootstrap*:
    263-270): blocks of a fixed length in days begin anywhere in the span, which is bent to a
    circle. Forecasts whose horizons overlap so stay together.
    """
    length = max(horizon, SHORTEST_BLOCK)
    first, span = int(days[0]), int(days[-1] - days[0]) + 1
    # a circle shorter than a block would hold its days twice
    span = max(span, length)
    wanted = max(1, round(span / length))
    luck = np.zeros((RESAMPLES, wanted))
    fill_uniform(seed, horizon * RESAMPLES, S_BOOTSTRAP, luck)
    begins = np.floor(luck * span).astype(np.int64)
    offset = (days - first)[None, None, :] - begins[:, :, None]
    return Blocks((offset % span < length).sum(axis=1), span / length)


def sums_by_day(score: Floats, row: NDArray[np.int64], days: int) -> Floats:
    """Sum scores by the day that they were forecast from.

    Parameters
    ----------
    score : Floats
        [n] of each case.
    row : NDArray[np.int64]
        [n] which day.
    days : int
        D.

    Returns
    -------
    Floats
        [D].
    """
    return np.bincount(row, weights=score, minlength=days).astype(np.float64)


def skill_of(model: Floats, baseline: Floats, blocks: Blocks) -> Skill:
    """Give the skill against a baseline.

    Parameters
    ----------
    model : Floats
        [D] sums of scores by day.
    baseline : Floats
        [D] the baseline's, of the same cases.
    blocks : Blocks
        Of the same days.

    Returns
    -------
    Skill
        With its interval by percentiles.
    """
    whole = float(baseline.sum())
    if whole <= 0.0:
        return Skill(np.nan, np.nan, np.nan)
    ours, theirs = blocks.weight @ model, blocks.weight @ baseline
    drawn = 1.0 - ours[theirs > 0.0] / theirs[theirs > 0.0]
    low, high = _interval(drawn) if blocks.count >= LEAST_BLOCKS else (np.nan, np.nan)
    return Skill(1.0 - float(model.sum()) / whole, low, high)


def _interval(drawn: Floats) -> tuple[float, float]:
    if not len(drawn):
        return np.nan, np.nan
    tail = (1.0 - CONFIDENCE) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail])
    return float(low), float(high)


def reliability_of(
    chance: Floats, came: NDArray[np.bool_], row: NDArray[np.int64], blocks: Blocks
) -> Reliability:
    """Hold forecasts of about the same probability against how often they came.

    Parameters
    ----------
    chance : Floats
        [n] forecasts.
    came : NDArray[np.bool_]
        [n] whether it came.
    row : NDArray[np.int64]
        [n] which day of the blocks each was forecast from.
    blocks : Blocks
        For the interval of what came.

    Returns
    -------
    Reliability
        In equal bins.
    """
    days = blocks.weight.shape[1]
    cell = bin_of(chance) * days + row
    shape = (BINS, days)
    count, hits, total = (
        np.bincount(cell, weights=weight, minlength=BINS * days).reshape(shape)
        for weight in (None, came.astype(float), chance)
    )
    drawn_of, drawn = blocks.weight @ count.T, blocks.weight @ hits.T
    ends = [
        _interval(drawn[drawn_of[:, number] > 0, number] / of[of > 0])
        for number, of in enumerate(drawn_of.T)
    ]
    with np.errstate(invalid="ignore"):
        shares = total.sum(axis=1) / count.sum(axis=1), hits.sum(axis=1) / count.sum(axis=1)
    low, high = (np.array(end) for end in zip(*ends, strict=True))
    return Reliability(*shares, count.sum(axis=1).astype(np.int64), low, high)
