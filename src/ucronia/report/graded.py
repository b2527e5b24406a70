"""Grades said in sentences of both languages: what was given up, and what the mark hangs on."""

from __future__ import annotations

from ucronia.analysis.grades import NOT_TOLD_APART, Grade
from ucronia.report.words import Words, option_name
from ucronia.scenario.model import Aim, Scenario

LOST_AT = {
    "half": "with half of it",
    "double": "with twice as long a one",
    "end": "by the end state alone",
}
"""Other horizons, of `grades.HORIZONS`, as the end of a sentence: msgids of the catalogues."""


def grade_sentence(words: Words, scenario: Scenario, grade: Grade) -> str:
    """Say what a recorded decision gave away or gained, in words first.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    grade : Grade
        The grade.

    Returns
    -------
    str
        The sentence; the mark stands elsewhere.
    """
    whose = "this leader's" if grade.choice.leader >= 0 else "this government's"
    names = {
        "option": option_name(
            words, scenario, grade, grade.choice.options[grade.choice.recorded]
        ),
        "best": option_name(words, scenario, grade, grade.best),
        "aims": words.say(f"by {whose} assumed aims"),
    }
    loss, low, high = grade.loss.mean, grade.loss.low, grade.loss.high
    if grade.is_costly:
        ends = {
            "points": words.number(loss),
            "low": words.number(low),
            "high": words.number(high),
        }
        message = (
            "Costly choice: gave up {points} points [{low}\N{EN DASH}{high}] {aims}; "
            "best: “{best}”."
        )
        return words.say(message, **names, **ends)
    if grade.mark:
        ends = {
            "points": words.number(-loss),
            "low": words.number(-high),
            "high": words.number(-low),
        }
        message = (
            "Gained {points} points [{low}\N{EN DASH}{high}] over the next best option {aims}."
        )
        return words.say(message, **names, **ends)
    return _unmarked(words, grade, names["aims"])


def _unmarked(words: Words, grade: Grade, aims: str) -> str:
    """Tell a small difference from none that can be told from noise."""
    low, high = grade.loss.low, grade.loss.high
    if grade.verdict == NOT_TOLD_APART:
        message = "Not distinguishable: between {low} and {high} points given up {aims}."
        return words.say(message, low=words.signed(low), high=words.signed(high), aims=aims)
    message = (
        "A difference, too small to mark: gave up {points} points "
        "[{low}\N{EN DASH}{high}] {aims}."
    )
    ends = {"points": grade.loss.mean, "low": low, "high": high}
    if high < 0:
        ends = {"points": -grade.loss.mean, "low": -high, "high": -low}
        message = (
            "A difference, too small to mark: gained {points} points "
            "[{low}\N{EN DASH}{high}] over the next best option {aims}."
        )
    # a decimal only where a whole number would write as 0 an end that is not
    decimals = int(min(abs(low), abs(high)) < 0.5)
    told = {name: words.number(end, decimals) for name, end in ends.items()}
    return words.say(message, aims=aims, **told)


def survival_sentence(words: Words, grade: Grade) -> str:
    """Say whether a mark survives other weights of the own fate, and other horizons.

    Parameters
    ----------
    words : Words
        The language.
    grade : Grade
        The grade.

    Returns
    -------
    str
        Empty where there is no mark.
    """
    if not grade.mark:
        return ""
    of_fate = "" if grade.choice.leader < 0 else _by_own_fate(words, grade)
    return f"{of_fate} {_by_horizon(words, grade)}".strip()


def _by_own_fate(words: Words, grade: Grade) -> str:
    if grade.survives:
        return words.say("It stays so whatever the leader's own fate weighs.")
    low, high = (words.number(end * 100) for end in grade.holds_for)
    return words.say(
        "It stays so while the leader's own fate weighs {low} to {high} of 100.",
        low=low,
        high=high,
    )


def _by_horizon(words: Words, grade: Grade) -> str:
    if grade.survives_horizon:
        return words.say(
            "It stays so with the horizon halved or doubled, and by the end state alone."
        )
    lost = [words.say(LOST_AT[name]) for name in grade.lost_at]
    return words.say("It hangs on the horizon: it is lost {cases}.", cases=words.join(lost))


def horizon_text(words: Words, aim: Aim) -> str:
    """Say how far ahead a decider is taken to look, and why.

    Parameters
    ----------
    words : Words
        The language.
    aim : Aim
        The decider's aims.

    Returns
    -------
    str
        As `10. The Protector's term.`
    """
    decimals = 0 if aim.horizon == int(aim.horizon) else 1
    return f"{words.number(aim.horizon, decimals)}. {words.text(aim.horizon_reason)}"


def horizon_sentence(words: Words, aim: Aim) -> str:
    """Say the same where it stands alone.

    Parameters
    ----------
    words : Words
        The language.
    aim : Aim
        The decider's aims.

    Returns
    -------
    str
        As `Horizon in years: 10. The Protector's term.`
    """
    return f"{words.say('Horizon in years')}: {horizon_text(words, aim)}"
