"""Blocks never mix, and what came in too few spells has no interval."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.baselines import BASE_RATE, MODEL, PERSISTENCE
from ucronia.analysis.backtest.blocks import (
    ASKED_ON_ITS_DAY,
    HELD_OUT,
    IN_SAMPLE,
    Split,
    held_out_day,
)
from ucronia.analysis.backtest.cases import ASKED, EVENTS, MEN, Cases

DAYS = np.arange(0, 330, 10)
EMPTY = np.zeros(0)


def cases(kind: str, came: np.ndarray, p: float = 0.3, chance: bool = True) -> Cases:
    score = (p - came) ** 2
    return Cases(
        kind,
        np.arange(len(came)),
        {MODEL: score, PERSISTENCE: came.astype(float), BASE_RATE: np.full(len(came), np.nan)},
        {},
        np.full(len(came), p) if chance else EMPTY,
        came.astype(float),
    )


def split(held_from: int | None = None, days: np.ndarray = DAYS) -> Split:
    day = held_out_day(world())
    return Split(world(), days, day if held_from is None else held_from)


def test_a_horizon_that_crosses_the_line_is_in_neither_block() -> None:
    line = held_out_day(world())
    sample, held = split().of(DAYS, 30)
    assert not (sample & held).any()
    assert (sample == (DAYS + 30 <= line)).all()
    assert (held == ((DAYS >= line) & (DAYS + 30 <= world().end_day))).all()


def test_a_later_line_leaves_days_between_out_and_an_earlier_one_moves_both() -> None:
    line = held_out_day(world())
    sample, held = split(line + 40).of(DAYS, 0)
    between = (DAYS > line) & (DAYS < line + 40)
    assert between.any() and not (sample | held)[between].any()
    sample, held = split(line - 100).of(DAYS, 0)
    assert not sample[DAYS >= line - 100].any() and held[(DAYS >= line - 100)][:-1].all()


def test_lines_hold_means_and_skills_of_their_own_block_alone() -> None:
    made = split()
    sample, held = made.of(DAYS, 30)
    came = np.where(sample, DAYS % 20 == 0, True)
    found = made.block(IN_SAMPLE, {30: (DAYS, [cases(EVENTS, came)])}, 0)
    assert found is not None
    (line,) = found.lines
    assert (line.n, line.came) == (int(sample.sum()), came[sample].mean())
    expected = ((0.3 - came[sample]) ** 2).mean()
    assert line.score[MODEL] == pytest.approx(expected)
    assert line.skill[PERSISTENCE].value == pytest.approx(1 - expected / came[sample].mean())
    assert math.isnan(line.score[BASE_RATE]) and BASE_RATE not in line.skill
    assert found.reliability[30, EVENTS].count.sum() == sample.sum()
    assert found.forks == {30: int(sample.sum())} and found.last.isoformat() == "1840-08-31"
    assert held.any()


def test_of_what_came_always_or_never_there_is_no_skill() -> None:
    for came in (np.zeros(len(DAYS)), np.ones(len(DAYS))):
        found = split().block(IN_SAMPLE, {30: (DAYS, [cases("battle", came)])}, 0)
        assert found is not None and found.lines[0].skill == {}


def test_what_came_in_one_spell_has_a_skill_but_no_interval() -> None:
    came = (DAYS < 60).astype(float)
    found = split().block(IN_SAMPLE, {30: (DAYS, [cases("battle", came)])}, 0)
    assert found is not None
    skill = found.lines[0].skill[PERSISTENCE]
    assert math.isfinite(skill.value) and math.isnan(skill.low) and skill.is_better is None
    men = split().block(IN_SAMPLE, {30: (DAYS, [cases(MEN, 5 + came, chance=False)])}, 0)
    assert men is not None and math.isfinite(men.lines[0].skill[PERSISTENCE].low)


def test_a_block_without_forks_is_none() -> None:
    early = DAYS[:5]
    some = {
        ASKED_ON_ITS_DAY: (DAYS, [cases(ASKED, DAYS % 20, chance=False)]),
        30: (early, [cases(EVENTS, early % 20 == 0)]),
    }
    assert split(days=early).block(HELD_OUT, some, 0) is None
    assert split(days=early).block(IN_SAMPLE, some, 0) is not None
