"""Odds are symmetric where nothing tells the sides apart, and move as they should."""

from __future__ import annotations

import pytest

from ucronia.analysis.battle.equations import Engagement
from ucronia.analysis.battle.odds import Quality, find_odds


def test_chances_add_up_and_numbers_help() -> None:
    even = find_odds(Engagement((6000.0, 6000.0)))
    strong = find_odds(Engagement((12000.0, 6000.0)))
    dug = find_odds(Engagement((6000.0, 6000.0), works=2.0))
    for odds in (even, strong, dug):
        whole = odds.attacker.mean + odds.defender.mean + odds.drawn.mean
        assert whole == pytest.approx(1.0, abs=1e-9)
        assert odds.attacker.low < odds.attacker.mean < odds.attacker.high
    assert dug.attacker.mean < even.attacker.mean < strong.attacker.mean
    # not knowing the qualities draws every chance towards one half
    assert abs(strong.attacker.mean - 0.5) < abs(strong.even.mean - 0.5)


def test_even_odds_are_those_of_the_priors() -> None:
    # equal men, no works: the logit is the intercept, whose prior is normal(-.114, .362)
    odds = find_odds(Engagement((6000.0, 6000.0)))
    assert odds.even.low == pytest.approx(0.305, abs=0.003)
    assert odds.even.high == pytest.approx(0.645, abs=0.003)
    assert odds.even.mean == pytest.approx(0.4725, abs=0.002)


def test_what_is_known_of_quality_moves_the_odds() -> None:
    battle = Engagement((6000.0, 6000.0))
    better = find_odds(battle, Quality(2.0, 0.5))
    worse = find_odds(battle, Quality(-2.0, 0.5))
    assert worse.attacker.mean < 0.2 and better.attacker.mean > 0.75
    assert find_odds(battle, Quality(2.0, 0.5)) == better


def test_a_surprise_helps_who_has_it() -> None:
    by = [
        find_odds(Engagement((6000.0, 6000.0), surprise=side), surprise=(1.0, 0.1)).even.mean
        for side in (-1, 0, 1)
    ]
    assert by[0] < by[1] < by[2]


def test_the_beaten_lose_more() -> None:
    odds = find_odds(Engagement((6000.0, 6000.0)))
    for winner in (0, 1):
        tolls = odds.tolls[winner]
        assert tolls[winner].share.mean < tolls[1 - winner].share.mean
        assert tolls[winner].taken.high == 0.0
