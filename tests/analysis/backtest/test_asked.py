"""Decisions asked on their day: odds mixed over draws, base rates from elsewhere alone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.test_replay import happened, told_world
from ucronia.analysis.backtest.asked import asked_cases, asked_in, odds_where_open
from ucronia.analysis.backtest.baselines import BASE_RATE, EVEN, MODEL
from ucronia.compiler.build import World
from ucronia.ensemble.following import decision_odds, follow


def decided() -> World:
    """Three decisions of one rule, by its two polities."""
    return told_world(
        happened("a", "1840-02-01", "decision", rule="choice", bind={"q": "alta"}, option="go"),
        happened("b", "1840-03-01", "decision", rule="choice", bind={"q": "baja"}, option="go"),
        happened(
            "c", "1840-11-01", "decision", rule="choice", bind={"q": "baja"}, option="talk"
        ),
    )


def test_odds_are_those_of_the_draws_in_which_it_was_open() -> None:
    odds = np.array([[[0.2, 0.8], [0.5, 0.5]], [[0.6, 0.4], [0.0, 0.0]]])
    is_open = np.array([[True, False], [True, False]])
    mixed = odds_where_open(odds, is_open)
    assert mixed[0] == pytest.approx([0.4, 0.6]) and np.isnan(mixed[1]).all()


@pytest.mark.compiled
def test_options_taken_are_scored_by_the_softmax() -> None:
    world = decided()
    asked = asked_in(world, follow(world, [0]).draw.entry_day)
    assert [entry.id for entry in asked.entries] == ["a", "b", "c"]
    odds, is_open = decision_odds(world, 2, threads=1)
    mixed = odds_where_open(odds.astype(float), is_open)
    assert mixed[:, :3].sum(axis=1) == pytest.approx([1.0, 1.0, 1.0], abs=1e-6)
    bold = np.array([1.5 - 0.6, 0.25, 0.1 * 1800 / 1000])
    assert mixed[0, :3] == pytest.approx(np.exp(bold) / np.exp(bold).sum(), abs=1e-4)
    sample = np.array([True, True, False])
    cases = asked_cases(world, asked, {MODEL: mixed}, 10_000, (sample, ~sample))
    assert cases.score[EVEN] == pytest.approx(1 / 3)
    assert cases.log[MODEL] == pytest.approx(
        -np.log([mixed[0, 0], mixed[1, 0], mixed[2, 2]]), abs=1e-3
    )
    # the first two are of one year, and so teach one another nothing; both teach the third
    assert cases.log[BASE_RATE] == pytest.approx(-np.log([1 / 3, 1 / 3, (1 / 3) / 3]))
