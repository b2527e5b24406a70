"""Forecasts look back only, learn what lasts, and find what was put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ucronia.analysis.battle.beliefs import logistic
from ucronia.analysis.battle.forecast import (
    Forecaster,
    Past,
    forecast_file,
    known_quality,
    likenesses,
)
from ucronia.analysis.battle.fought import Fought


def battle(id: int, men: tuple[float, float] = (9e3, 9e3), **given: object) -> Fought:
    """A battle on the id-th day between strangers."""
    made = Fought(
        str(id),
        date(1800, 1, 1) + timedelta(days=id),
        f"war {id}",
        (f"a{id}", f"b{id}"),
        men,
        ("", ""),
        0.0,
        0.0,
        1,
    )
    return replace(made, **given)  # type: ignore[arg-type]


def test_nothing_known_is_even_odds() -> None:
    ((_, chance),) = forecast_file([battle(1)], [])
    assert chance == pytest.approx(0.5)


def test_a_result_moves_only_later_forecasts() -> None:
    one = [battle(day, commanders=("blue", "green"), war="w") for day in range(6)]
    other = [*one[:3], replace(one[3], winner=-1), *one[4:]]
    first, second = ([chance for _, chance in forecast_file(b, [])] for b in (one, other))
    assert first[:4] == second[:4]
    assert all(a > b for a, b in zip(first[4:], second[4:], strict=True))
    # without learning nothing of the file moves anything
    deaf = [chance for _, chance in forecast_file(one, [], is_learning=False)]
    assert deaf == pytest.approx([0.5] * 6)


def test_same_day_battles_do_not_teach_each_other() -> None:
    same = battle(1, commanders=("blue", "green"))
    twice = [same, replace(same, id="again", winner=-1)]
    assert [chance for _, chance in forecast_file(twice, [])] == pytest.approx([0.5, 0.5])


def test_later_battles_teach_coefficients_but_no_quality() -> None:
    asked = battle(0, commanders=("blue", "green"), men=(18e3, 9e3))
    # blue wins later, always with equal men: in time it would say much, now only that those
    # who attack win
    blue = [battle(day, commanders=("blue", "green")) for day in range(1, 30)]
    strange = [replace(b, commanders=("", "")) for b in blue]
    found = [Forecaster().forecast([asked], Past([], later))[0] for later in (blue, strange)]
    before = Forecaster().forecast([asked], Past(blue))[0]
    # thirty wins of one man say less of attackers at large than those of thirty strangers
    assert found[0] < found[1]
    assert before > found[0]
    # and to the man who attacks him nothing
    turned = replace(asked, commanders=("green", "blue"), men=(9e3, 9e3))
    plain = replace(turned, commanders=("", ""))
    knows, knows_not = Forecaster().forecast([turned, plain], Past([], blue))
    assert knows == pytest.approx(knows_not)


def test_likeness_on_paper() -> None:
    first = battle(1, war="w", sides=("p", "q"), commanders=("x", ""))
    turned = battle(2, war="w", sides=("q", "p"), commanders=("", "x"))
    abroad = battle(3, war="v", sides=("p", "r"), commanders=("x", "y"))
    nation, army, commander, war = likenesses([first, turned, abroad])
    assert nation.tolist() == [[2, -2, 1], [-2, 2, -1], [1, -1, 2]]
    assert army.tolist() == [[2, -2, 0], [-2, 2, 0], [0, 0, 2]]
    assert commander.tolist() == [[2, -1, 1], [-1, 2, -1], [1, -1, 2]]
    assert war.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_the_worth_of_numbers_is_found() -> None:
    random = np.random.default_rng(4)
    ratios = random.normal(0.0, 0.8, 150)
    won = random.random(150) < logistic(2.0 * ratios)
    past = [
        battle(at, men=(9e3 * np.exp(ratio), 9e3), winner=1 if wins else -1)
        for at, (ratio, wins) in enumerate(zip(ratios, won, strict=True))
    ]
    asked = battle(900, men=(18e3, 9e3))
    chance = Forecaster().forecast([asked], Past(past))[0]
    # the slope's own error is about .3 a log of the ratio: two of them, at a ratio of two; what
    # qualities may do, which is nothing here, draws it towards one half as well
    low, high = logistic(np.array([(2.0 - 0.6), (2.0 + 0.6)]) * np.log(2.0))
    assert low - 0.05 < chance < high


def test_perfect_separation_stays_finite() -> None:
    past = [battle(at, men=((9e4, 9e3) if at % 2 else (9e3, 9e4)), winner=1 if at % 2 else -1)
            for at in range(60)]  # fmt: skip
    strong, weak = Forecaster().forecast(
        [battle(99, men=(9e4, 9e3)), battle(98, men=(9e3, 9e4))], Past(past)
    )
    assert 0.9 < strong < 1.0 and 0.0 < weak < 0.1


def test_quality_is_known_by_results_and_turns_with_the_sides() -> None:
    past = [battle(day, commanders=("blue", "green")) for day in range(8)]
    asked = battle(20, commanders=("blue", "red"))
    mean, sd = known_quality(asked, past)
    turned, same = known_quality(replace(asked, commanders=("red", "blue")), past)
    assert mean > 0 and (turned, same) == pytest.approx((-mean, sd))
    stranger, wide = known_quality(battle(20), past)
    assert stranger == pytest.approx(0.0) and wide > sd
