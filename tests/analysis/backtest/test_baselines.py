"""Baselines never peek, and say what they must."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from ucronia.analysis.backtest.baselines import (
    elsewhere,
    rate_elsewhere,
    stays_or_goes,
    unchanged,
)

START = datetime.date(1835, 2, 22)
DAYS = np.arange(0, 1600, 50)


def test_no_rate_comes_from_the_forks_own_year_or_what_its_horizon_reaches() -> None:
    everything = np.ones(len(DAYS), dtype=bool)
    may = elsewhere(START, DAYS, 180, everything, True)
    for row, day in enumerate(DAYS):
        year = (START + datetime.timedelta(int(day))).year
        first = (datetime.date(year, 1, 1) - START).days
        last = max((datetime.date(year, 12, 31) - START).days, day + 179)
        for column, other in enumerate(DAYS):
            # no day of the other's horizon lies in the year or the horizon of the first
            held = set(range(other, other + 180)) & set(range(first, last + 1))
            assert may[row, column] == (not held)


def test_the_other_block_is_used_whole_and_nothing_else() -> None:
    pool = DAYS < 800
    may = elsewhere(START, DAYS, 90, pool, False)
    assert (may == pool[None, :]).all()


def test_a_rate_is_the_share_elsewhere_with_its_floor_and_none_where_nothing_is() -> None:
    may = np.array([[False, True, True], [True, False, False], [False, False, False]])
    hits, of = np.array([1.0, 0.0, 2.0]), np.array([2.0, 2.0, 2.0])
    rate = rate_elsewhere(may, hits, of)
    assert rate[:2] == pytest.approx([2.5 / 5, 1.5 / 3]) and np.isnan(rate[2])


def test_changing_what_came_in_a_year_leaves_that_years_rates_as_they_were() -> None:
    luck = np.random.RandomState(1)
    came = luck.uniform(size=(len(DAYS), 3)) < 0.3
    may = elsewhere(START, DAYS, 90, np.ones(len(DAYS), dtype=bool), True)
    year = np.array([(START + datetime.timedelta(int(day))).year for day in DAYS])
    otherwise = came.copy()
    otherwise[year == 1837] ^= True
    one, two = (
        rate_elsewhere(may, c.astype(float), np.ones(c.shape)) for c in (came, otherwise)
    )
    assert (one[year == 1837] == two[year == 1837]).all()
    assert (one[year == 1839] != two[year == 1839]).all()


def test_what_stays_stays_and_the_rest_is_spread() -> None:
    now = np.array([1, 0])
    spread = stays_or_goes(now, np.array([0.7, 0.4]), 4)
    assert spread == pytest.approx(np.array([[0.1, 0.7, 0.1, 0.1], [0.4, 0.2, 0.2, 0.2]]))
    same = unchanged(now, 9, 4)
    assert same[0] == pytest.approx([0.025, 0.925, 0.025, 0.025])
