"""Outcomes counted, then and later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.analysis import made
from ucronia.analysis import outcomes
from ucronia.engine.layout import LOG_LINES
from ucronia.errors import QuestionError


def test_days_and_dates_are_inverse() -> None:
    scenario = made.scenario()
    assert outcomes.date_of(scenario, 0) == date(1835, 2, 22)
    assert outcomes.day_of(scenario, "1836-02-22") == 365
    assert outcomes.date_of(scenario, 365).isoformat() == "1836-02-22"


def test_an_unknown_outcome_is_named_with_those_that_are() -> None:
    with pytest.raises(QuestionError, match=r"unoin.*union, two_republics"):
        outcomes.outcome_index(made.scenario(), "unoin")
    assert outcomes.outcome_index(made.scenario(), "unsettled") == 2


def test_ending_counts_then_and_later() -> None:
    runs = made.runs([np.array([0, 0, 1, 2])])
    runs = replace(runs, later=np.array([[0, 1, 1, 1]], dtype=np.int8))
    found = outcomes.ending(runs, made.OUTCOMES)
    assert [share.mean for share in found.shares] == [0.5, 0.25, 0.25]
    assert [share.mean for share in found.later] == [0.25, 0.75, 0.0]
    assert found.passage.tolist() == [[0.25, 0.25, 0], [0, 0.25, 0], [0, 0.25, 0]]
    assert found.stood.mean == 600


def test_a_later_day_not_played_is_left_out() -> None:
    runs = made.runs([np.array([0, 0, 1, 2])])
    runs = replace(runs, later=np.full((1, 4), -1, dtype=np.int8))
    found = outcomes.ending(runs, made.OUTCOMES)
    assert found.later == ()
    assert found.passage.sum() == 0


def test_origin_carries_seed_hash_and_counts() -> None:
    runs = made.runs([np.array([0, 0, 1, 2])] * 3)
    found = outcomes.origin_of(made.scenario(), runs, "0.1.0")
    assert (found.seed, found.hash, found.replicas) == (1839, "0123456789ab", 4)
    assert (found.histories, found.seconds) == (12, 1.5)


def test_an_origin_tells_the_share_of_full_logs() -> None:
    runs = made.runs([np.array([0, 1, 1, 1])])
    assert outcomes.origin_of(made.scenario(), runs, "0").full_logs == 0
    lines = np.array([[LOG_LINES, LOG_LINES + 1, 9, 3 * LOG_LINES]], dtype=np.int32)
    full = replace(runs, logged=lines)
    assert outcomes.origin_of(made.scenario(), full, "0").full_logs == 0.5
