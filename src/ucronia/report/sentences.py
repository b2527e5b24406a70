"""What was found, said in sentences of both languages."""

from __future__ import annotations

from datetime import date

import numpy as np

from ucronia.analysis.contrasts import Contrast, Lever, Parting, Reason
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.evaluation import Curve
from ucronia.analysis.outcomes import Ending
from ucronia.analysis.ranking import TOP
from ucronia.analysis.turning import TurningPoint
from ucronia.report.chronicle import Names, happening_sentence
from ucronia.report.digits import ends, hundredths, rounded
from ucronia.report.likely import in_words
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.model import Scenario

CAN_NOT_TELL = (
    "What would have happened: it plays a model's histories, not history.",
    "What its rules leave out; each rule and number is listed with its basis.",
    "Whether a decision was right or wrong: a grade weighs one leader's assumed aims only.",
    "Anything finer than its intervals; what is called not distinguishable is not known.",
)
"""Closing sentences of every report: msgids of the catalogues."""


def share_sentence(words: Words, share: Estimate) -> str:
    """Say how many histories end so, and what that does not say.

    Parameters
    ----------
    words : Words
        The language.
    share : Estimate
        Share of histories.

    Returns
    -------
    str
        The sentence that goes with every such number.
    """
    mean, low, high = hundredths(words, share)
    return (
        words.say(
            "In this model, given these sources, {share} of 100 histories end so "
            "({low}\N{EN DASH}{high}). It does not say what would have happened.",
            share=mean,
            low=low,
            high=high,
        )
        + " "
        + words.say("In words: {likely}.", likely=in_words(words, share))
    )


def point_sentence(words: Words, scenario: Scenario, point: TurningPoint) -> str:
    """Say what moved across a turning point.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    point : TurningPoint
        The turning point.

    Returns
    -------
    str
        Dates, outcome, change with interval, and whether noise explains it.
    """
    half = 100 * (point.high - point.low) / 2
    before, after = (rounded(100 * part, half) / 100 for part in (point.before, point.after))
    sentence = words.say(
        "Between {first} and {last}, the histories that end in “{outcome}” went from {before} "
        "to {after} of 100: {change}.",
        first=words.date(point.date),
        last=words.date(point.until),
        outcome=outcome_name(words, scenario, point.outcome),
        before=words.hundredths(before),
        after=words.hundredths(after),
        change=words.change(Estimate(point.change, point.low, point.high, 0)),
    )
    if point.distinguishable:
        return sentence
    return f"{sentence} {words.say('Noise alone could do as much: not distinguishable.')}"


def rank_sentence(words: Words, point: TurningPoint) -> str:
    """Say how well a turning point's place among all holds.

    Parameters
    ----------
    words : Words
        The language.
    point : TurningPoint
        The turning point.

    Returns
    -------
    str
        Empty where that was not looked at.
    """
    if np.isnan(point.leads):
        return ""
    return words.say(
        "Were other draws made, it would be among the {top} weightiest in {leads} of 100, and "
        "at this place or higher in {keeps}.",
        top=TOP,
        leads=words.hundredths(point.leads),
        keeps=words.hundredths(point.keeps),
    )


def split_sentence(words: Words, point: TurningPoint) -> str:
    """Say what part of a turn was done, learned, and corrected.

    Parameters
    ----------
    words : Words
        The language.
    point : TurningPoint
        The turning point.

    Returns
    -------
    str
        Empty where it has not been split.
    """
    if point.act is None or point.learned is None or point.pinned is None:
        return ""
    return words.say(
        "Of it, {act} is what was done, {learned} what it taught of the armies and their "
        "commanders, {pinned} a correction by what the sources count.",
        act=words.change(point.act),
        learned=words.change(point.learned),
        pinned=words.change(point.pinned),
    )


def doubt_sentence(words: Words, curve: Curve) -> str:
    """Say what the curve's variance rests on.

    Parameters
    ----------
    words : Words
        The language.
    curve : Curve
        The evaluation.

    Returns
    -------
    str
        Shares of chance and of the draw, weighted by each outcome's variance.
    """
    weight = curve.mean * (1 - curve.mean)
    known = ~np.isnan(curve.draw)
    if not known.any() or weight[known].sum() == 0:
        return words.say("With one history a draw, chance and parameters can't be told apart.")
    share = float((curve.draw[known] * weight[known]).sum() / weight[known].sum())
    return words.say(
        "Of what sets one history apart from another, {chance} of 100 parts are chance, and "
        "{draw} are which parameters, readings of disputed facts and qualities were drawn.",
        chance=words.number(100 - round(share * 100)),
        draw=words.number(round(share * 100)),
    )


def contrast_sentence(words: Words, scenario: Scenario, contrast: Contrast) -> str:
    """Say what an intervention changes most.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    contrast : Contrast
        The two arms.

    Returns
    -------
    str
        The outcome that moves most, in both arms, and the difference.
    """
    row = contrast.largest
    certain = row.difference.low > 0 or row.difference.high < 0
    sentence = words.say(
        "“{outcome}”: {recorded} of 100 histories with the recorded option, {alternative} with "
        "the other: {change}.",
        outcome=outcome_name(words, scenario, row.outcome),
        recorded=hundredths(words, row.recorded)[0],
        alternative=hundredths(words, row.alternative)[0],
        change=words.change(row.difference),
    )
    tail = "It does not say what would have happened."
    if not certain:
        tail = "Noise alone could do as much: not distinguishable."
    return f"{sentence} {words.say(tail)}"


def parting_sentence(words: Words, parting: Parting) -> str:
    """Say when two arms part.

    Parameters
    ----------
    words : Words
        The language.
    parting : Parting
        Days from the choice.

    Returns
    -------
    str
        Median and quartiles, and how many pairs never part.
    """
    if parting.never == 1.0:
        return words.say("The two never part: the choice changes nothing that followed.")
    low, middle, high = (words.number(day) for day in parting.quartiles)
    return words.say(
        "The two part {middle} days after the choice (half of the pairs between {low} and "
        "{high}); {never} of 100 pairs never do.",
        middle=middle,
        low=low,
        high=high,
        never=words.hundredths(parting.never),
    )


def reason_sentence(names: Names, reason: Reason) -> str:
    """Say how an event goes with the answer.

    Parameters
    ----------
    names : Names
        Names in one language.
    reason : Reason
        The event.

    Returns
    -------
    str
        The event, how often it comes in both arms, and how the answer moves with it.
    """
    words = names.words
    return words.say(
        "{event} In {recorded} of 100 histories with the recorded option, {alternative} with "
        "the other; where it comes instead of staying away, the outcome moves {change} of 100.",
        event=happening_sentence(names, reason.happening),
        recorded=words.hundredths(reason.recorded),
        alternative=words.hundredths(reason.alternative),
        change=words.change(reason.moves),
    )


def lever_sentence(words: Words, scenario: Scenario, lever: Lever) -> str:
    """Say how an answer depends on a parameter.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the parameter's text.
    lever : Lever
        The parameter or dispute.

    Returns
    -------
    str
        Its text, and the answer over its lowest and highest thirds.
    """
    texts = {parameter.id: words.text(parameter.text) for parameter in scenario.parameters}
    return words.say(
        "{name}: {low} of 100 where it is lowest, {high} where it is highest (a third of the "
        "draws each; rank correlation {correlation}).",
        name=texts.get(lever.id, lever.id),
        low=words.signed(100 * lever.lower_third),
        high=words.signed(100 * lever.upper_third),
        correlation=words.number(lever.correlation, 2),
    )


def ending_sentence(words: Words, scenario: Scenario, ending: Ending) -> str:
    """Say how long a confederation stood, and how the outcomes looked later.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names and the later day.
    ending : Ending
        How the histories of a fork ended.

    Returns
    -------
    str
        Mean and quartiles of the days, and the shares on the later day where it was played.
    """
    said = _stood(words, ending)
    if not ending.later:
        return said
    shares = [
        words.say(
            "“{outcome}” {share}",
            outcome=outcome_name(words, scenario, outcome),
            share=hundredths(words, share)[0],
        )
        for outcome, share in zip(ending.outcomes, ending.later, strict=True)
        if share.mean > 0
    ]
    later = words.say(
        "Played on to {date}, of 100: {shares}.",
        date=words.date(date.fromisoformat(scenario.later_on)),
        shares=words.join(shares),
    )
    return f"{said} {later}"


def _stood(words: Words, ending: Ending) -> str:
    if ending.stood.mean == 0:
        return words.say("In none of these histories does a confederation stand a single day.")
    mean, low, high = (words.number(days) for days in ends(ending.stood, 1))
    return words.say(
        "A confederation stands {mean} days on average [{low}, {high}]; half of the histories "
        "lie between {lower} and {upper} days.",
        mean=mean,
        low=low,
        high=high,
        lower=words.number(ending.stood_quantiles[1]),
        upper=words.number(ending.stood_quantiles[3]),
    )
