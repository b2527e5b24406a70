"""Skill has the value it must, and its interval knows that neighbours hang together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.small import SIGMAS
from ucronia.analysis.backtest.scoring import BINS, brier
from ucronia.analysis.backtest.skill import (
    RESAMPLES,
    Skill,
    make_blocks,
    reliability_of,
    skill_of,
    sums_by_day,
)

DAYS = np.arange(0, 1800, 30)


def test_the_perfect_have_skill_one_and_the_baseline_itself_none() -> None:
    blocks = make_blocks(DAYS, 90, 0)
    baseline = np.linspace(1.0, 2.0, len(DAYS))
    assert skill_of(np.zeros(len(DAYS)), baseline, blocks) == Skill(1.0, 1.0, 1.0)
    same = skill_of(baseline, baseline, blocks)
    assert same == Skill(0.0, 0.0, 0.0) and same.is_better is None
    half = skill_of(baseline / 2, baseline, blocks)
    assert half.value == pytest.approx(0.5) and half.is_better is True
    assert skill_of(2 * baseline, baseline, blocks).is_better is False


def test_beside_a_perfect_baseline_there_is_no_number() -> None:
    nothing = skill_of(np.ones(len(DAYS)), np.zeros(len(DAYS)), make_blocks(DAYS, 30, 0))
    assert math.isnan(nothing.value) and nothing.is_better is None


def test_a_span_of_one_block_has_no_interval() -> None:
    days = np.arange(0, 100, 10)
    found = skill_of(np.ones(10), 2 * np.ones(10), make_blocks(days, 180, 0))
    assert found.value == pytest.approx(0.5) and math.isnan(found.low)


def test_every_day_is_drawn_as_often_as_any_other_and_with_its_neighbours() -> None:
    blocks = make_blocks(DAYS, 90, 3)
    assert blocks.count == pytest.approx(1771 / 90)
    # blocks of 90 days on a circle of 1,771: a day is in one with chance 90 / 1,771
    wanted = 20 * 90 / 1771
    spread = math.sqrt(20 * (90 / 1771) * (1 - 90 / 1771) / RESAMPLES)
    assert np.abs(blocks.weight.mean(axis=0) - wanted).max() < SIGMAS * spread
    together = np.corrcoef(blocks.weight[:, 20], blocks.weight[:, 21])[0, 1]
    apart = np.corrcoef(blocks.weight[:, 20], blocks.weight[:, 40])[0, 1]
    # neighbours 30 days apart share two blocks of three; those far apart none
    assert together == pytest.approx(2 / 3, abs=0.08) and abs(apart) < 0.12


def test_an_interval_is_wider_where_neighbours_tell_the_same() -> None:
    luck = np.random.RandomState(5)
    days = np.arange(1800)
    runs = np.repeat(luck.normal(size=20), 90)
    alone = runs[luck.permutation(1800)]
    baseline = np.full(1800, 10.0)
    blocks = make_blocks(days, 90, 0)
    wide, narrow = (skill_of(10 + part, baseline, blocks) for part in (runs, alone))
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_climatology_has_no_skill_beside_itself_and_knowing_the_chance_has_some() -> None:
    luck = np.random.RandomState(7)
    chance = np.tile([0.1, 0.9], 300)
    came = luck.uniform(size=600) < chance
    row = np.repeat(np.arange(60), 10)
    blocks = make_blocks(DAYS, 30, 1)
    sums = [sums_by_day(brier(p, came), row, 60) for p in (chance, np.full(600, 0.5))]
    # expected scores: 0.1 * 0.9 and 0.25
    assert skill_of(*sums, blocks).value == pytest.approx(1 - 0.09 / 0.25, abs=0.1)


def test_reliability_counts_each_bin_and_holds_the_truth() -> None:
    luck = np.random.RandomState(11)
    chance = luck.uniform(size=6000)
    came = luck.uniform(size=6000) < chance
    row = np.repeat(np.arange(60), 100)
    found = reliability_of(chance, came, row, make_blocks(DAYS, 30, 0))
    assert found.count.sum() == 6000
    spread = np.sqrt(found.forecast * (1 - found.forecast) / found.count)
    assert (np.abs(found.came - found.forecast) < SIGMAS * spread).all()
    assert ((found.low <= found.came) & (found.came <= found.high)).all()
    empty = reliability_of(
        np.full(60, 0.31), came[:60], np.arange(60), make_blocks(DAYS, 30, 0)
    )
    assert empty.count.tolist() == [0, 0, 0, 60] + [0] * (BINS - 4)
    assert np.isnan(empty.came).sum() == BINS - 1
