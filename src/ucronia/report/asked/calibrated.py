"""What the record taught of the parameters: a table, and one parameter in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from ucronia.analysis.calibration.calibrated import Calibrated
from ucronia.analysis.calibration.lessons import Lesson, Teacher
from ucronia.analysis.calibration.predictive import (
    FIRED,
    OPTIONS,
    RETOLD,
    WINNERS,
    Check,
    Timing,
)
from ucronia.analysis.outcomes import Origin
from ucronia.report.asked import dicts
from ucronia.report.asked.result import Answer, Result
from ucronia.report.asked.shown import plain_table, short
from ucronia.report.digits import p_value, written
from ucronia.report.replies import DIGITS
from ucronia.report.tables import Row
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Parameter, Scenario

_MOST_DECIMALS = 6
SHOWN = 20
"""Parameters of the table: the most contracted."""
MOST_R_HAT, FEWEST = 1.05, 100.0
"""Chains that agree less, or fewer effective draws, are said to be rough. Vehtari & al. (2021)
ask for 1.01 and 400 of every number that is printed with two digits; here it is a warning."""
LITTLE, MUCH = 0.1, 0.5
"""Contractions under which next to nothing was learned, and from which much was."""
_CHECKS = {
    WINNERS: "battles won by the side that the model favoured, of {count}",
    OPTIONS: "mean probability of the option taken, of {count} decisions",
    "strengths_50": "share of {count} strengths told anew in the model’s middle half",
    "strengths_90": "share of {count} strengths told anew in the model’s middle nine tenths",
    RETOLD: "figures of strength that are the one before, of {count}",
    FIRED: "times that fired: {rule}",
}


@dataclass(frozen=True, repr=False)
class Calibration(Answer[Calibrated]):
    """The parameters given the record, and how far to believe it.

    Parameters
    ----------
    found : Calibrated
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give lessons, one a parameter, teachers, checks and timings."""
        found = self.found
        return {
            "lessons": [_row(lesson) for lesson in found.lessons],
            "teachers": [
                {"parameter": lesson.id, **asdict(teacher)}
                for lesson in found.lessons
                for teacher in lesson.teachers
            ],
            "checks": [asdict(check) for check in found.checks],
            "timings": [
                {"id": one.id, "count": one.count, "p_value": one.p_value}
                for one in found.timings
            ],
        }

    def to_dict(self) -> Row:
        """Give the calibration as `--json` prints it."""
        found = self.found
        return {
            "until": found.posterior.until.isoformat(),
            "command": found.posterior.command,
            "sampling": {k: v for k, v in asdict(found.sampling).items() if k != "threads"},
            "sweeps_done": found.sweeps_done,
            "lessons": [
                {**_row(lesson), "teachers": [asdict(t) for t in lesson.teachers]}
                for lesson in found.lessons
            ],
            "untold": list(found.untold),
            "checks": [_finite(asdict(check)) for check in found.checks],
            "timings": [_finite(asdict(one)) for one in found.timings],
            "stopped": found.stopped,
            **dicts.origin_dict(found.origin),
        }

    def draw(self, folder: str | Path, lang: str = "en") -> Path:
        """Draw prior and posterior of the most contracted: taught.svg and .png in a folder."""
        from ucronia.report.figures.files import save
        from ucronia.report.figures.taught import taught_chart

        save(taught_chart(self.found.lessons[:SHOWN], Words(lang)), Path(folder), "taught")
        return Path(folder) / "taught.svg"

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the table, the checks, and what they say and don't."""
        return calibrated_parts(Words(lang), self.found)


@dataclass(frozen=True, repr=False)
class Learned(Result):
    """What the record teaches of one parameter.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    parameter : Parameter
        Which.
    lesson : Lesson or None
        None where the record says nothing of it.
    until : date
        Last day of the record that counted.
    made_from : Origin
        Of the posterior.
    """

    scenario: Scenario
    parameter: Parameter
    lesson: Lesson | None
    until: date
    made_from: Origin

    @property
    def origin(self) -> Origin:
        """Of the posterior."""
        return self.made_from

    def tables(self) -> dict[str, list[Row]]:
        """Give the parameter, and its teachers."""
        row = _row(self.lesson) if self.lesson else {"id": self.parameter.id}
        teachers = self.lesson.teachers if self.lesson else ()
        return {"parameter": [row], "teachers": [asdict(teacher) for teacher in teachers]}

    def to_dict(self) -> Row:
        """Give it as `--json` prints it; told is false where the record says nothing."""
        tables = self.tables()
        return {
            **tables["parameter"][0],
            "told": self.lesson is not None,
            "teachers": tables["teachers"],
            "until": self.until.isoformat(),
            **dicts.origin_dict(self.origin),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give a few sentences."""
        return learned_parts(Words(lang), self)


def _known(number: float) -> float | None:
    return round(number, DIGITS) if math.isfinite(number) else None


def _finite(row: Row) -> Row:
    return {k: _known(v) if isinstance(v, float) else v for k, v in row.items()}


def _row(lesson: Lesson) -> Row:
    row: dict[str, Any] = {"id": lesson.id}
    for name in ("prior", "posterior"):
        low, middle, high = getattr(lesson, name)
        row |= {f"{name}_median": middle, f"{name}_low": low, f"{name}_high": high}
    for name in ("shift", "contraction", "r_hat", "ess_bulk", "ess_tail"):
        row[name] = _known(getattr(lesson, name))
    return row


def _span(words: Words, levels: Sequence[float]) -> str:
    """Write a middle and its interval, with two digits of the interval's width."""
    width = levels[-1] - levels[0]
    decimals = 0
    if width > 0.0:
        decimals = min(max(1 - math.floor(math.log10(width)), 0), _MOST_DECIMALS)
    low, middle, high = (words.number(value, decimals) for value in levels)
    return f"{middle} ({low}\N{EN DASH}{high})"


def _teacher(words: Words, scenario: Scenario, teacher: Teacher) -> str:
    sign = "+" if teacher.push > 0 else "\N{MINUS SIGN}"
    push = f"{sign}{words.number(abs(teacher.push), 1)}"
    if teacher.id.startswith("silence:"):
        named = words.say("silence of {rule}", rule=teacher.id.removeprefix("silence:"))
    else:
        entry = next(e for e in scenario.entries if e.id == teacher.id)
        named = entry_name(words, scenario, entry)
    return f"{named} ({push})"


def calibrated_parts(words: Words, found: Calibrated) -> list[RenderableType]:
    """Tell a calibration.

    Parameters
    ----------
    words : Words
        The language.
    found : Calibrated
        What was found.

    Returns
    -------
    list of RenderableType
        What was learned of how many, the table, the checks, how far to believe it, origin.
    """
    much = sum(lesson.contraction >= MUCH for lesson in found.lessons)
    head = words.say(
        "Of {all} parameters the record up to {date} could tell of {told}, and told much of "
        "{much}.",
        all=words.number(len(found.lessons) + len(found.untold)),
        told=words.number(len(found.lessons)),
        much=words.number(much),
        date=words.date(found.posterior.until),
    )
    columns = ("Parameter", "Prior", "Posterior", "Contraction", "What taught most")
    table = plain_table(words, columns)
    for lesson in found.lessons[:SHOWN]:
        first = lesson.teachers[:1]
        table.add_row(
            lesson.id,
            _span(words, lesson.prior),
            _span(words, lesson.posterior),
            words.number(max(lesson.contraction, 0.0), 2),
            "".join(_teacher(words, found.scenario, teacher) for teacher in first),
        )
    return [
        Text(head, "bold"),
        table,
        Text(),
        *_check_parts(words, found.checks),
        *_timing_parts(words, found.timings),
        Text(_belief(words, found)),
        Text(_made(words, found.origin), "dim"),
    ]


def _check_parts(words: Words, checks: Sequence[Check]) -> list[RenderableType]:
    table = plain_table(words, ("The record against the posterior", "Record", "Model"))
    for check in checks:
        name, rule = check.id, ""
        if name.startswith(FIRED):
            name, rule = FIRED, check.id.removeprefix(FIRED)
        said = words.say(_CHECKS[name], count=words.number(check.count), rule=rule)
        half = (check.high - check.low) / 2
        low, high = (written(words, end, half) for end in (check.low, check.high))
        ends, record = f"{low}\N{EN DASH}{high}", written(words, check.record, half)
        if check.id == OPTIONS:
            ends = words.say("{share} by the priors", share=short(words, check.expected))
        table.add_row(said, record, ends)
    return [table, Text()]


def _timing_parts(words: Words, timings: Sequence[Timing]) -> list[RenderableType]:
    sure = [(one, one.p_value) for one in timings if one.p_value is not None]
    if not sure:
        said = words.say("Too few firings of fully recorded rules to judge their timing by.")
        return [Text(said)]
    return [
        Text(
            words.say(
                "Timing of {count} firings of {rule}: p = {p} that it is as it should be "
                "(Kolmogorov and Smirnov, time rescaled).",
                count=words.number(one.count),
                rule=one.id or words.say("all fully recorded rules"),
                p=p_value(words, p),
            )
        )
        for one, p in sure
    ]


def _belief(words: Words, found: Calibrated) -> str:
    rough = [lesson for lesson in found.lessons if is_rough(lesson)]
    if not rough:
        said = words.say("The chains agree on every parameter.")
    else:
        worst = max(rough, key=lambda lesson: lesson.r_hat)
        said = words.say(
            "The chains have not settled on {count} of them (worst: {id}, R-hat {r_hat}, "
            "{size} effective draws): run more sweeps.",
            count=words.number(len(rough)),
            id=worst.id,
            r_hat=words.number(worst.r_hat, 2),
            size=words.number(min(lesson.ess_bulk for lesson in rough)),
        )
    again = words.say("`{command}` makes it again.", command=found.posterior.command)
    return f"{said} {again}"


def _made(words: Words, origin: Origin) -> str:
    return words.say(
        "{rows} draws, seed {seed}, {scenario} {hash}, ucronia {version}",
        rows=words.number(origin.replicas),
        seed=origin.seed,
        scenario=origin.scenario,
        hash=origin.hash,
        version=origin.version,
    )


def is_rough(lesson: Lesson) -> bool:
    """Say whether the chains have not settled on a parameter."""
    return not (lesson.r_hat <= MOST_R_HAT and lesson.ess_bulk >= FEWEST)


def learned_parts(words: Words, found: Learned) -> list[RenderableType]:
    """Tell what the record teaches of one parameter.

    Parameters
    ----------
    words : Words
        The language.
    found : Learned
        The lesson, or none.

    Returns
    -------
    list of RenderableType
        A few sentences; plainly, where the record says nothing.
    """
    parameter, lesson = found.parameter, found.lesson
    name = Text(f"{words.text(parameter.text)} [{parameter.id}, {parameter.unit}]", "bold")
    when = words.date(found.until)
    if "fixed" in parameter.prior:
        said = [
            words.say("It is held at {value}: nothing can teach it.", value=_held(words, found))
        ]
    elif lesson is None:
        said = [
            words.say(
                "The record up to {date} says nothing of it: no entry’s probability depends on "
                "it. It keeps its prior.",
                date=when,
            )
        ]
    else:
        said = _lesson_lines(words, found.scenario, lesson, when)
    return [name, Text(" ".join(said)), Text(_made(words, found.origin), "dim")]


def _held(words: Words, found: Learned) -> str:
    return short(words, float(found.parameter.prior["fixed"]))


def _lesson_lines(words: Words, scenario: Scenario, lesson: Lesson, when: str) -> list[str]:
    said = [
        words.say(
            "Before the record: {prior}, nine tenths in brackets; by the record up to {date}: "
            "{posterior}.",
            prior=_span(words, lesson.prior),
            posterior=_span(words, lesson.posterior),
            date=when,
        ),
        words.say(_how_much(lesson), share=words.number(max(lesson.contraction, 0.0) * 100)),
    ]
    if lesson.teachers:
        named = [_teacher(words, scenario, teacher) for teacher in lesson.teachers]
        said.append(
            words.say(
                "What taught it, with the standard deviations of the prior by which each "
                "pushed it: {teachers}.",
                teachers=words.join(named),
            )
        )
    else:
        said.append(words.say("No entry by itself pushed it."))
    if is_rough(lesson):
        said.append(
            words.say(
                "The chains have not settled on it (R-hat {r_hat}, {size} effective draws): "
                "take it as rough.",
                r_hat=words.number(lesson.r_hat, 2),
                size=words.number(lesson.ess_bulk),
            )
        )
    return said


HOW_MUCH = (
    "It teaches next to nothing of it: {share} of 100 parts of its variance are gone.",
    "It teaches something of it: {share} of 100 parts of its variance are gone.",
    "It teaches much of it: {share} of 100 parts of its variance are gone.",
)
"""By how much was learned: messages of the catalogues."""


def _how_much(lesson: Lesson) -> str:
    return HOW_MUCH[int(lesson.contraction >= LITTLE) + int(lesson.contraction >= MUCH)]
