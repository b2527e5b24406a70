"""Trials leave out what they should, rules are the books', intervals draw whole wars."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import comb

import numpy as np
import pytest

from fits.trials import (
    LEARNERS,
    RULES,
    chances,
    folds,
    forward,
    lanchester,
    larger_side,
    later_era,
    new_wars,
    scored,
    wars_out,
)
from tests.analysis.battle.test_forecast import battle


def made(count: int = 12) -> list:  # type: ignore[type-arg]
    """Battles of three wars, one every ten thousand days from 1800 on."""
    return [
        replace(battle(40 * at), war=f"war {at % 3}", winner=1 if at % 2 else -1)
        for at in range(count)
    ]


def test_every_way_leaves_out_what_it_says() -> None:
    battles = made()
    for one, past in wars_out(battles):
        assert all(b.war != one.war or b.date < one.date for b in (*past.earlier, *past.later))
    for one, past in new_wars(battles):
        assert all(b.war != one.war for b in (*past.earlier, *past.later))
        assert len(past.earlier) + len(past.later) == 8
    for one, past in forward(battles):
        assert all(b.date < one.date for b in past.earlier) and not past.later
    for trials in (wars_out(battles), new_wars(battles), forward(battles)):
        for one, past in trials:
            assert one not in past.earlier and one not in past.later
            assert all(b.date < one.date for b in past.earlier)
    assert later_era(battles, 1850) == []


def test_every_battle_is_forecast_once_in_a_repeat() -> None:
    battles = made()
    repeats = list(folds(battles, count=4, repeats=2, seed=0))
    assert len(repeats) == 2
    for trials in repeats:
        assert [one for one, _ in trials] == battles
        # three are left out together
        assert {len(past.earlier) + len(past.later) for _, past in trials} == {9}


def test_results_left_out_move_nothing() -> None:
    battles = made(8)
    one, past = wars_out(battles)[5]
    turned = replace(one, winner=-one.winner)
    first, second = chances([(one, past)]), chances([(turned, past)])
    assert set(first) == {*LEARNERS, *RULES}
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_the_linear_law_is_that_of_fair_duels() -> None:
    attacker, defender = 120, 100
    duels = attacker + defender - 1
    exact = sum(comb(duels, won) for won in range(defender, duels + 1)) / 2**duels
    men = replace(battle(1), men=(float(attacker), float(defender)))
    # the normal curve is off by some 1/(2 sqrt n) times its height at most
    assert lanchester(men, 1) == pytest.approx(exact, abs=0.02)


def test_the_square_law_is_that_of_its_chain() -> None:
    @cache
    def wins(attacker: int, defender: int) -> float:
        if not defender:
            return 1.0
        if not attacker:
            return 0.0
        chance = attacker / (attacker + defender)
        return chance * wins(attacker, defender - 1) + (1 - chance) * wins(
            attacker - 1, defender
        )

    men = replace(battle(1), men=(110.0, 100.0))
    assert lanchester(men, 2) == pytest.approx(wins(110, 100), abs=0.03)
    assert larger_side(men) == 1.0 and larger_side(replace(men, men=(5.0, 5.0))) == 0.5


def test_intervals_hold_the_score_and_draw_whole_wars() -> None:
    trials = forward(made(30))
    random = np.random.default_rng(1)
    found = scored(trials, random.random(30), resamples=60, seed=2)
    for value, low, high in found.values():
        assert low <= value <= high and low < high
    # with one war drawn anew is the same war
    alone = [(replace(one, war="w"), past) for one, past in trials]
    for value, low, high in scored(alone, random.random(30), 5, 2).values():
        assert low == pytest.approx(value) and high == pytest.approx(value)
