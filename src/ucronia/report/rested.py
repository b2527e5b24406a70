"""The line on what an answer rests on, that every report carries."""

from __future__ import annotations

from ucronia.analysis.questions.resting import Rests
from ucronia.report.digits import parts
from ucronia.report.tables import Row
from ucronia.report.words import Words


def rests_sentence(words: Words, rests: Rests | None) -> str:
    """Say what share of an answer's variance rests on judged numbers, and on disputes.

    Parameters
    ----------
    words : Words
        The language.
    rests : Rests or None
        None where there were too few draws, or nothing varied.

    Returns
    -------
    str
        Both shares with their intervals and the draws; or that they can't be told.
    """
    if rests is None:
        return words.say(
            "What the doubt of numbers rests on (chance told apart) can't be told: too few "
            "draws were played, or all gave the same answer; `ucronia sensitivity` plays more."
        )
    if not rests.is_told:
        return words.say(
            "What the doubt of numbers rests on (chance told apart) can't be told with {draws} "
            "draws: `ucronia sensitivity`, or --rests, plays more.",
            draws=words.number(rests.draws),
        )
    judged, disputes = rests.judged, rests.disputes
    return words.say(
        "Of the variance of this answer from draw to draw (doubt of numbers; chance is told "
        "apart), as far as numbers explain it one by one, {judged} rest on judged numbers and "
        "{disputes} on disputes between sources ({draws} draws).",
        judged=parts(words, judged),
        disputes=parts(words, disputes),
        draws=words.number(rests.draws),
    )


def rests_dict(rests: Rests | None) -> Row:
    """Give what an answer rests on as `--json` prints it.

    Parameters
    ----------
    rests : Rests or None
        None where it was not reckoned.

    Returns
    -------
    dict
        `rests`: draws, and mean, low and high of each group's share; or None.
    """
    if rests is None:
        return {"rests": None}
    parts = {
        group: {"mean": share.mean, "low": share.low, "high": share.high}
        for group, share in rests.parts
    }
    return {"rests": {"draws": rests.draws, "told": rests.is_told, **parts}}
