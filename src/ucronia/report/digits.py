"""Never more digits than the interval allows: one rounding for all that is printed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ucronia.analysis.estimates import Estimate

if TYPE_CHECKING:
    from ucronia.report.words import Words

TWO_DIGITS = 3.55
"""Leading digits of a half width up to which it is worth two digits of its own."""


def place(half: float) -> float:
    """Give the unit to which a number with an interval is rounded, 1 or a power of ten above.

    Parameters
    ----------
    half : float
        Half of the interval's length, in the unit shown.

    Returns
    -------
    float
        1, 10, 100 …

    Notes
    -----
    The rule of the Particle Data Group (Review of Particle Physics, §5.3): an error that begins
    with 1.00 to 3.54 has two digits, one up to 9.49 has one, above that it counts as 10.
    """
    if not math.isfinite(half) or half < 1:
        return 1.0
    power = math.floor(math.log10(half))
    lead = half / 10**power
    digit = power - 1 if lead < TWO_DIGITS else power
    return float(10 ** max(0, digit))


def rounded(value: float, half: float) -> float:
    """Round a number as its interval allows.

    Parameters
    ----------
    value : float
        In the unit shown.
    half : float
        Half of the interval's length, in the same unit.

    Returns
    -------
    float
        A multiple of `place(half)`; the value itself where it is infinite or no number.
    """
    if not math.isfinite(value):
        return value
    unit = place(half)
    return round(value / unit) * unit


def ends(share: Estimate, scale: float = 100.0) -> tuple[float, float, float]:
    """Round an estimate and both its ends alike.

    Parameters
    ----------
    share : Estimate
        The estimate.
    scale : float
        What one is worth in the unit shown.

    Returns
    -------
    tuple of float
        Mean, low and high, in the unit shown.
    """
    half = scale * share.width
    mean, low, high = (
        rounded(scale * part, half) for part in (share.mean, share.low, share.high)
    )
    return mean, low, high


def hundredths(words: Words, share: Estimate) -> tuple[str, str, str]:
    """Write a share and its ends as so many of a hundred.

    Parameters
    ----------
    words : Words
        The language.
    share : Estimate
        0..1; its mean nan where it can't be told.

    Returns
    -------
    tuple of str
        Mean, low and high: `<1` and `>99` rather than a false none or all.
    """
    half = 100 * share.width
    raw = (share.mean, share.low, share.high)
    mean, low, high = (_hundredth(words, part, half) for part in raw)
    return mean, low, high


def _hundredth(words: Words, share: float, half: float) -> str:
    if math.isnan(share):
        return "?"
    if 0 < share < 0.005 or 0.995 < share < 1:
        return words.hundredths(share)
    near = rounded(100 * share, half)
    # a coarse place must not make a false none or all of it either
    if near in (0, 100) and near != round(100 * share):
        return words.hundredths(share)
    return words.hundredths(near / 100)


def span(words: Words, share: Estimate) -> str:
    """Write a share and its interval in hundredths.

    Parameters
    ----------
    words : Words
        The language.
    share : Estimate
        0..1; its mean nan where it can't be told.

    Returns
    -------
    str
        As `62 (50–73)`; `? (0–100)`.
    """
    mean, low, high = hundredths(words, share)
    return f"{mean} ({low}\N{EN DASH}{high})"


def parts(words: Words, share: Estimate) -> str:
    """Write a share as parts of 100 with its interval.

    Parameters
    ----------
    words : Words
        The language.
    share : Estimate
        0..1; its mean nan where it can't be told.

    Returns
    -------
    str
        As `62 of 100 parts (50–73)`.
    """
    mean, low, high = hundredths(words, share)
    return words.say(
        "{share} of 100 parts ({low}\N{EN DASH}{high})", share=mean, low=low, high=high
    )
