"""What an evaluation can't tell, read off its own results."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ucronia.analysis.evaluation import share_at
from ucronia.report.digits import span
from ucronia.report.points import point_name
from ucronia.report.tables import Findings
from ucronia.report.untold import untold
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import Record
from ucronia.scenario.thinness import alone, followed

SURE = 0.9
"""Share of resamplings from which a place is said to hold."""


def limits(words: Words, scenario: Scenario, findings: Findings) -> list[str]:
    """Say what an evaluation can't tell.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        With its record.
    findings : Findings
        The evaluation.

    Returns
    -------
    list of str
        Sentences made from the results; one that does not apply is left out.
    """
    said = [
        *_alike(words, scenario, findings),
        _between(words, findings),
        _noise(words, findings),
        _place(words, scenario, findings),
        _grades(words, findings),
        *untold(words, scenario, findings.origin, findings.rests),
        _witnesses(words, scenario),
        _unseen(words, scenario),
    ]
    return [sentence for sentence in said if sentence]


def _alike(words: Words, scenario: Scenario, findings: Findings) -> list[str]:
    """Name the two likeliest outcomes of the first and last day, where they overlap."""
    curve, said = findings.curve, []
    for row in sorted({0, len(curve.days) - 1}):
        first, second = (int(k) for k in np.argsort(-curve.mean[row], kind="stable")[:2])
        if curve.low[row, first] > curve.high[row, second]:
            continue
        when = curve.dates[row]
        shares = [share_at(curve, when, curve.outcomes[k]) for k in (first, second)]
        said.append(
            words.say(
                "Which was likeliest on {date}: “{first}” ({a}) or “{second}” ({b}); their "
                "intervals overlap.",
                date=words.date(curve.dates[row]),
                first=outcome_name(words, scenario, curve.outcomes[first]),
                second=outcome_name(words, scenario, curve.outcomes[second]),
                a=span(words, shares[0]),
                b=span(words, shares[1]),
            )
        )
    return said


def _between(words: Words, findings: Findings) -> str:
    gaps = [second - first for first, second in pairwise(findings.curve.days)]
    if not gaps:
        return ""
    return words.say(
        "What moved the curve within one interval: its days lie {median} days apart, {most} at "
        "most; nor anything finer than ±{widest} of 100, its widest interval.",
        median=words.number(float(np.median(gaps))),
        most=words.number(max(gaps)),
        widest=words.number(100 * findings.curve.widest),
    )


def _noise(words: Words, findings: Findings) -> str:
    count = sum(not point.distinguishable for point in findings.turning_points)
    if not count:
        return ""
    return words.say(
        "Whether anything moved in {count} of {whole} intervals between two days: noise alone "
        "could do as much.",
        count=words.number(count),
        whole=words.number(len(findings.turning_points)),
    )


def _place(words: Words, scenario: Scenario, findings: Findings) -> str:
    told = [point for point in findings.turning_points if point.distinguishable]
    if not told or np.isnan(told[0].keeps) or told[0].keeps >= SURE:
        return ""
    return words.say(
        "Which turning point is the weightiest: “{name}” leads in {keeps} of 100 resamplings "
        "of the draws.",
        name=point_name(words, scenario, told[0]),
        keeps=words.hundredths(told[0].keeps),
    )


def _grades(words: Words, findings: Findings) -> str:
    count = sum(grade.verdict == "not distinguishable" for grade in findings.grades)
    if not count:
        return ""
    return words.say(
        "Whether {count} of {whole} graded decisions gave anything up: not distinguishable.",
        count=words.number(count),
        whole=words.number(len(findings.grades)),
    )


def _witnesses(words: Words, scenario: Scenario) -> str:
    lone = len(alone(Record(scenario)))
    if not lone:
        return ""
    return words.say(
        "Whether what one witness tells is so: {lone} of the record's {entries} entries rest "
        "on one alone, or on none.",
        lone=words.number(lone),
        entries=words.number(len(scenario.entries)),
    )


def _unseen(words: Words, scenario: Scenario) -> str:
    gaps = [force for force in followed(Record(scenario)) if force.longest_gap]
    if not gaps:
        return ""
    middle = [force.median_gap for force in gaps if force.median_gap is not None]
    return words.say(
        "Where forces were between their recorded positions: {median} days pass from one to "
        "the next for the middle force, {most} at the longest.",
        median=words.number(float(np.median(middle))),
        most=words.number(max(force.longest_gap or 0 for force in gaps)),
    )
