"""The decider's horizon: days to look at after a decision, and what weighs on each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ucronia.engine.realm.opening import DAYS_IN_YEAR

EVERY_DAYS = 91
"""[days] Between checkpoints, a quarter of a year: fine beside the shortest horizons that aims
state, a year or so."""


def checkpoint_days(day: int, end_day: int) -> tuple[int, ...]:
    """Choose the days on which the histories of a decision are looked at.

    Parameters
    ----------
    day : int
        Day of the decision.
    end_day : int
        Day of classification, after it.

    Returns
    -------
    tuple of int
        [K] every EVERY_DAYS after the decision, then the day of classification.
    """
    return (*range(day + EVERY_DAYS, end_day, EVERY_DAYS), end_day)


def checkpoint_weights(days: Sequence[int], horizon: float) -> NDArray[np.float64]:
    """Say how much each checkpoint weighs over a horizon.

    Parameters
    ----------
    days : sequence of int
        [K] days from the decision to each checkpoint, ascending, above 0.
    horizon : float
        [years] h, after which what stands weighs half; infinite for the end state alone.

    Returns
    -------
    NDArray[np.float64]
        [K] weights; they sum to 1.

    Notes
    -----
    What stands at a checkpoint is taken to stand from halfway since the one before to halfway
    to the next: at the first from the decision on, at the last for ever. Discounting is
    exponential (Samuelson 1937, *A note on measurement of utility*, Review of Economic Studies
    4: 155-161): 2^(-t/h) of all weight lies more than t years after the decision. So a
    checkpoint that stands for the years from a to b weighs

        2^(-a/h) - 2^(-b/h), the integral from a to b of r e^(-rt) dt with r = ln 2 / h,

    and the last one what is left, 2^(-a/h).
    """
    after = np.asarray(days, dtype=np.float64) / DAYS_IN_YEAR
    halfway = (after[:-1] + after[1:]) / 2
    # a horizon of next to nothing leaves nothing beyond the first checkpoint
    with np.errstate(over="ignore", divide="ignore"):
        left: NDArray[np.float64] = np.exp2(-halfway / horizon)
    return -np.diff(left, prepend=1.0, append=0.0)
