"""What each answer can't tell, read off its own results, in both languages."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest
from rich.console import Console, RenderableType

from tests.analysis.questions.valleys import FEW, change, world
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.outcomes import Origin
from ucronia.analysis.questions.beliefs import Believed, believe
from ucronia.analysis.questions.moments import Compared, Lost, Ran, compare, run, when_lost
from ucronia.analysis.questions.whatif import WhatIfFound, what_if
from ucronia.report.asked.limited import (
    believe_limits,
    compare_limits,
    lost_limits,
    run_limits,
    what_if_limits,
)
from ucronia.report.asked.results import Beliefs, Comparison, Ensemble, WhatIf, WhenLost
from ucronia.report.words import LANGUAGES, Words

pytestmark = pytest.mark.compiled
EN = Words("en")


@cache
def ran() -> Ran:
    return run(world(), "", FEW, "0")


@cache
def changed() -> WhatIfFound:
    return what_if(world(), change("war_declared=wait"), FEW, "0", why=False)


@cache
def compared() -> Compared:
    return compare(world(), ("1840-01-02", "1840-04-10"), "united", FEW, "0")


@cache
def lost() -> Lost:
    return when_lost(world(), "united", FEW, "0", level=0.2)


@cache
def believed() -> Believed:
    return believe(world(), "united", "", FEW, "0")


def shares(*pairs: tuple[float, float, float]) -> tuple[Estimate, ...]:
    return tuple(Estimate(*pair, 60) for pair in pairs)


def without_rests(found: Any) -> Any:
    return dataclasses.replace(found, rests=None)


def test_which_was_likeliest_is_not_told_where_intervals_overlap() -> None:
    def limits(*pairs: tuple[float, float, float]) -> list[str]:
        ending = dataclasses.replace(ran().ending, shares=shares(*pairs))
        return run_limits(EN, dataclasses.replace(without_rests(ran()), ending=ending))

    assert limits((0.3, 0.2, 0.4), (0.7, 0.6, 0.8)) == []
    (said,) = limits((0.45, 0.35, 0.55), (0.55, 0.45, 0.65))
    assert said.startswith(
        "Which was likeliest on 1 January 1840: “Two countries” (55 (45–65))"
    )


def test_outcomes_that_a_what_if_can_not_be_said_to_change_are_named() -> None:
    rows = list(changed().contrast.rows)
    none = dataclasses.replace(rows[0], difference=Estimate(0.1, -0.1, 0.3, 60))
    sure = dataclasses.replace(rows[1], difference=Estimate(0.2, 0.1, 0.3, 60))
    contrast = dataclasses.replace(changed().contrast, rows=(none, sure))
    found = dataclasses.replace(without_rests(changed()), contrast=contrast)
    (said,) = what_if_limits(EN, found)
    assert "“The two valleys united”." in said and "Two countries" not in said
    surely = dataclasses.replace(contrast, rows=(sure,))
    assert what_if_limits(EN, dataclasses.replace(found, contrast=surely)) == []


def test_a_difference_between_days_that_noise_could_make_is_said_to_be_none() -> None:
    apart = without_rests(compared())
    told = dataclasses.replace(apart, difference=Estimate(0.2, 0.1, 0.3, 60))
    assert compare_limits(EN, told) == []
    vague = dataclasses.replace(apart, difference=Estimate(0.05, -0.1, 0.2, 60))
    (said,) = compare_limits(EN, vague)
    assert said.endswith("can't be told from none, +5 [\N{MINUS SIGN}10, +20].")


def test_days_astride_of_the_level_are_counted() -> None:
    found = without_rests(lost())
    column = found.curve.outcomes.index("united")
    low, high = found.curve.low[:, column], found.curve.high[:, column]
    count = int(((low < 0.2) & (high > 0.2)).sum())
    assert count
    (said,) = lost_limits(EN, found)
    assert f"on {count} of {len(low)} days of the curve" in said
    assert lost_limits(EN, dataclasses.replace(found, level=0.999)) == []


def test_beliefs_that_may_be_noise_are_counted() -> None:
    first, second = believed().beliefs[:2]
    beliefs = (
        dataclasses.replace(first, p_value=0.01),
        dataclasses.replace(second, p_value=0.6),
    )
    (said,) = believe_limits(EN, dataclasses.replace(believed(), beliefs=beliefs))
    assert said.startswith("Whether 1 of the 2 beliefs")
    assert believe_limits(EN, dataclasses.replace(believed(), beliefs=beliefs[:1])) == []


ANSWERS: tuple[tuple[Callable[[], Any], Any], ...] = (
    (ran, Ensemble),
    (changed, WhatIf),
    (compared, Comparison),
    (lost, WhenLost),
    (believed, Beliefs),
)


def text(parts: Sequence[RenderableType]) -> str:
    console = Console(file=io.StringIO(), width=300)
    for part in parts:
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("asked", "form"), ANSWERS)
def test_every_answer_has_the_section(asked: Callable[[], Any], form: Any, lang: str) -> None:
    found = asked()
    origin: Origin = dataclasses.replace(found.origin, full_logs=0.25)
    told = text(form(dataclasses.replace(found, origin=origin)).told(lang))
    words = Words(lang)
    assert words.say("What it can't tell you") in told
    assert (
        words.say(
            "What the last lines of {share} of 100 histories' logs would have said: those logs "
            "were full. How they end is known all the same.",
            share="25",
        )
        in told
    )
    assert words.say("It does not say what would have happened.") in told or form in (
        Comparison,
        WhenLost,
    )
