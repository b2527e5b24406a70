"""Words for probabilities: one written table in both languages."""

from __future__ import annotations

from ucronia.analysis.estimates import Estimate
from ucronia.report.words import Words

SCALE = (
    (0.99, "virtually certain"),
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.10, "unlikely"),
    (0.01, "very unlikely"),
    (0.0, "exceptionally unlikely"),
)
"""From what share on each word is said: the calibrated language of the IPCC (Mastrandrea et al.
2010, Guidance Note on Consistent Treatment of Uncertainties, table 1), made exclusive."""


def likely(share: float) -> str:
    """Give the word for a probability.

    Parameters
    ----------
    share : float
        0..1.

    Returns
    -------
    str
        A message of the catalogues.
    """
    return next(word for least, word in SCALE if share >= least)


def in_words(words: Words, share: Estimate) -> str:
    """Say a probability in words, as exactly as its interval allows.

    Parameters
    ----------
    words : Words
        The language.
    share : Estimate
        0..1, with its interval.

    Returns
    -------
    str
        One word where the whole interval has it; else those of both ends.
    """
    low, high = likely(share.low), likely(share.high)
    if low == high:
        return words.say(low)
    return words.say("{low} to {high}", low=words.say(low), high=words.say(high))


def scale_rows(words: Words) -> list[tuple[str, str]]:
    """Lay the table out: word and range, the highest first.

    Parameters
    ----------
    words : Words
        The language.

    Returns
    -------
    list of tuple of str
        As `("likely", "66–90 of 100")`.
    """
    rows, most = [], 1.0
    for least, word in SCALE:
        span = words.say(
            "{low}\N{EN DASH}{high} of 100",
            low=words.number(100 * least),
            high=words.number(100 * most),
        )
        rows.append((words.say(word), span))
        most = least
    return rows
