"""Never more digits than the interval allows: one rounding for all that is printed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ucronia.analysis.estimates import Estimate

if TYPE_CHECKING:
    from ucronia.report.words import Words

TWO_DIGITS = 3.55
"""Leading digits of a half width up to which it is worth two digits of its own."""


MOST_DECIMALS = 6
"""However narrow the interval."""
LEAST_P = 0.001
"""A p value below it is told as below it."""
MOST_P = 0.95
"""One above it as above it."""


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
    return float(10 ** max(0, _digit(half)))


def _digit(half: float) -> int:
    """Give the power of ten of the last digit worth showing."""
    power = math.floor(math.log10(half))
    lead = half / 10**power
    return power - 1 if lead < TWO_DIGITS else power


def written(words: Words, value: float, half: float) -> str:
    """Write a number of any size as its interval allows.

    Parameters
    ----------
    words : Words
        The language.
    value : float
        In the unit shown.
    half : float
        Half of the interval's length, in the same unit; where there is none (nan, or 0), two
        digits are shown.

    Returns
    -------
    str
        As `1.7` of 1.6849 ± 0.4, `1,230` of 1234.4 ± 58; a dash where there is no number.
    """
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return words.number(value)
    if not math.isfinite(half) or half <= 0:
        # as an interval would that is a twentieth of the number
        half = abs(value) / 20 or 10.0
    decimals = min(MOST_DECIMALS, max(0, -_digit(half)))
    return words.number(value if decimals else rounded(value, half), decimals)


def p_value(words: Words, p: float) -> str:
    """Write a p value with one digit.

    Parameters
    ----------
    words : Words
        The language.
    p : float
        0..1.

    Returns
    -------
    str
        As `0.6`, `0.03`; `<0.001` and `>0.95` at its ends.

    Notes
    -----
    Of a p value little more than its order of magnitude would come out again (Boos and
    Stefanski 2011, The American Statistician 65:213–221).
    """
    if p < LEAST_P:
        return f"<{words.number(LEAST_P, 3)}"
    if p > MOST_P:
        return f">{words.number(MOST_P, 2)}"
    power = int(f"{p:.0e}".partition("e")[2])
    return words.number(p, -power)


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
    if 0 < share <= 0.005 or 0.995 <= share < 1:
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
