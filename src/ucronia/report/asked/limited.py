"""What a what-if, a run, a comparison, a loss or a belief can't tell, read off its results."""

from __future__ import annotations

import numpy as np

from ucronia.analysis.questions.beliefs import LEVEL, Believed
from ucronia.analysis.questions.moments import Compared, Lost, Ran
from ucronia.analysis.questions.whatif import WhatIfFound
from ucronia.report.digits import span
from ucronia.report.untold import untold
from ucronia.report.words import Words, outcome_name


def run_limits(words: Words, found: Ran) -> list[str]:
    """Say what the histories of one day can't tell.

    Parameters
    ----------
    words : Words
        The language.
    found : Ran
        The histories.

    Returns
    -------
    list of str
        Which outcome is likeliest, where intervals overlap; and what no answer can tell.
    """
    shares = found.ending.shares
    first, second = (
        int(k) for k in np.argsort([-share.mean for share in shares], kind="stable")[:2]
    )
    said = []
    if shares[first].low <= shares[second].high:
        one, two = (
            outcome_name(words, found.scenario, found.ending.outcomes[k])
            for k in (first, second)
        )
        said.append(
            words.say(
                "Which was likeliest on {date}: “{first}” ({a}) or “{second}” ({b}); their "
                "intervals overlap.",
                date=words.date(found.date),
                first=one,
                second=two,
                a=span(words, shares[first]),
                b=span(words, shares[second]),
            )
        )
    return [*said, *untold(words, found.scenario, found.origin, found.rests)]


def what_if_limits(words: Words, found: WhatIfFound) -> list[str]:
    """Say what a what-if can't tell.

    Parameters
    ----------
    words : Words
        The language.
    found : WhatIfFound
        The answer.

    Returns
    -------
    list of str
        Which outcomes it can't be said to change; and what no answer can tell.
    """
    rows = found.contrast.rows
    vague = [row for row in rows if row.difference.low <= 0 <= row.difference.high]
    # what comes in no history of either arm is not in doubt
    vague = [row for row in vague if row.recorded.mean or row.alternative.mean]
    said = []
    if vague:
        names = [f"“{outcome_name(words, found.scenario, row.outcome)}”" for row in vague]
        said.append(
            words.say(
                "Whether it makes these more or less likely, for their differences can't be "
                "told from none: {names}.",
                names=words.join(names),
            )
        )
    return [*said, *untold(words, found.scenario, found.origin, found.rests)]


def compare_limits(words: Words, found: Compared) -> list[str]:
    """Say what a comparison of two days can't tell.

    Parameters
    ----------
    words : Words
        The language.
    found : Compared
        The comparison.

    Returns
    -------
    list of str
        On which day it was likelier, where noise could do as much; what no answer can tell.
    """
    said = []
    if not found.is_told_apart:
        said.append(
            words.say(
                "On which day “{outcome}” was likelier: the difference can't be told from "
                "none, {change}.",
                outcome=outcome_name(words, found.scenario, found.outcome),
                change=words.change(found.difference),
            )
        )
    return [*said, *untold(words, found.scenario, found.origin, found.rests)]


def lost_limits(words: Words, found: Lost) -> list[str]:
    """Say what the day of a loss can't tell.

    Parameters
    ----------
    words : Words
        The language.
    found : Lost
        When it was lost.

    Returns
    -------
    list of str
        The days on which the curve lies on neither side of the level; what no answer can tell.
    """
    column = found.curve.outcomes.index(found.outcome)
    low, high = found.curve.low[:, column], found.curve.high[:, column]
    astride = int(((low < found.level) & (high > found.level)).sum())
    said = []
    if astride:
        said.append(
            words.say(
                "On which side of {level} of 100 histories “{outcome}” was on {count} of "
                "{whole} days of the curve: their intervals hold both.",
                level=words.hundredths(found.level),
                outcome=outcome_name(words, found.scenario, found.outcome),
                count=words.number(astride),
                whole=words.number(len(low)),
            )
        )
    return [*said, *untold(words, found.scenario, found.origin, found.rests)]


def believe_limits(words: Words, found: Believed) -> list[str]:
    """Say what a search for beliefs can't tell.

    Parameters
    ----------
    words : Words
        The language.
    found : Believed
        The beliefs.

    Returns
    -------
    list of str
        Which of those told may be noise; and what no answer can tell.
    """
    noise = sum(belief.p_value >= LEVEL for belief in found.beliefs)
    said = []
    if noise:
        said.append(
            words.say(
                "Whether {count} of the {whole} beliefs named here matter: noise alone could "
                "set them as far apart.",
                count=words.number(noise),
                whole=words.number(len(found.beliefs)),
            )
        )
    return [*said, *untold(words, found.scenario, found.origin)]
