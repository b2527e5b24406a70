"""Grades in words: what was given up, and what it hangs on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.analysis import made
from tests.report.findings import findings, one_grade, scenario
from ucronia.analysis.estimates import Estimate
from ucronia.report import graded
from ucronia.report.words import Words

ES, EN = Words("es"), Words("en")
DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


def test_grades_are_said_in_words_and_never_as_blunders() -> None:
    costly, good, none = (
        graded.grade_sentence(EN, scenario(), grade) for grade in findings().grades
    )
    assert costly.startswith("Costly choice: gave up ")
    assert costly.endswith("by this leader's assumed aims; best: “hold (en)”.")
    assert good.startswith("Gained ")
    assert none.startswith(f"Not distinguishable: between {MINUS}")
    assert "blunder" not in (costly + good + none).lower()
    state = one_grade(0.3, 0.8, leader=-1)
    found = graded.grade_sentence(ES, scenario(), state)
    assert found.startswith("Decisión costosa") and "este gobierno" in found


@pytest.mark.parametrize(
    ("low", "high", "en", "es"),
    [
        (
            4,
            10,
            "A difference, too small to mark: gave up 7 points [4–10] by ",
            "Una diferencia, demasiado pequeña para llevar signo: cedió 7 puntos [4–10] ",
        ),
        (
            -9,
            -0.2,
            "A difference, too small to mark: gained 4.6 points [0.2–9.0] over the next ",
            "Una diferencia, demasiado pequeña para llevar signo: ganó 4,6 puntos [0,2–9,0] ",
        ),
        (-1, 9, "Not distinguishable: between ", "No distinguible: cedió entre "),
    ],
)
def test_a_difference_too_small_to_mark_is_not_called_noise(
    low: float, high: float, en: str, es: str
) -> None:
    none = replace(findings().grades[2], loss=Estimate((low + high) / 2, low, high, 10))
    assert graded.grade_sentence(EN, scenario(), none).startswith(en)
    assert graded.grade_sentence(ES, scenario(), none).startswith(es)


def test_a_mark_says_for_which_weights_it_holds() -> None:
    costly, _, none = findings().grades
    assert none.mark == "" and graded.survival_sentence(EN, none) == ""
    assert "0 to 80 of 100" in graded.survival_sentence(EN, replace(costly, holds_for=(0, 0.8)))
    kept = replace(costly, survives=True)
    assert "whatever" in graded.survival_sentence(EN, kept)
    of_state = graded.survival_sentence(EN, one_grade(0.3, 0.8, leader=-1))
    assert of_state and "own fate" not in of_state


def test_a_mark_says_whether_the_horizon_makes_it() -> None:
    costly = findings().grades[0]
    # one checkpoint, the end: no horizon changes anything
    kept = "It stays so with the horizon halved or doubled, and by the end state alone."
    assert graded.survival_sentence(EN, costly).endswith(kept)
    lost = replace(costly, lost_at=("half", "end"))
    assert graded.survival_sentence(EN, lost).endswith(
        "It hangs on the horizon: it is lost with half of it and by the end state alone."
    )
    assert graded.survival_sentence(ES, replace(costly, lost_at=("double",))).endswith(
        "Depende del horizonte: se pierde con el doble."
    )


def test_a_horizon_is_said_with_its_reason() -> None:
    assert graded.horizon_sentence(EN, made.aim()) == "Horizon in years: 10. horizon (en)"
    short = made.aim().model_copy(update={"horizon": 1.5})
    assert graded.horizon_sentence(ES, short) == "Horizonte en años: 1,5. horizon (es)"
