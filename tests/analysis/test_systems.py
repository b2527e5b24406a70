"""What lives in histories, counted on logs that were made by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.analysis import made
from tests.analysis.questions.valleys import world
from ucronia.analysis.systems import living
from ucronia.engine import layout as lay
from ucronia.scenario.systems import EVENTS


def line(day: int, kind: int, a: int = 0) -> list[int]:
    return [day, kind, a, 0, 0, 0]


def test_things_are_counted_by_history_up_to_the_day_of_classification() -> None:
    rule = world().index("rule", "weary_peace")
    some = [line(3, lay.L_WAR), line(4, lay.L_WAR), line(5, lay.L_RULE, rule)]
    late = [line(world().end_day, lay.L_WAR)]
    logs = [some] * 30 + [late] * 70
    runs = made.runs([np.zeros(100, dtype=int)], events=[logs])
    record = (np.array([line(1, lay.L_WAR), *late]), np.zeros((2, 4)))
    (found,) = living(world(), runs, record, runs)
    signs = {sign.id or sign.kind: sign for sign in found.signs}
    assert list(signs) == ["declare_war", "weary_peace", "war", "peace", "battle"]
    assert signs["war"].share.mean == signs["weary_peace"].share.mean == pytest.approx(0.3)
    assert signs["war"].share.low < 0.3 < signs["war"].share.high
    assert signs["war"].times == (0, 0, 2)
    assert signs["war"].record == 1 and signs["peace"].record == 0
    assert signs["peace"].share.mean == 0
    assert len(found.days) == 1 and signs["war"].onward == (pytest.approx(0.3),)


def test_without_logs_of_later_forks_nothing_is_said_of_them() -> None:
    logs = [[line(3, lay.L_SAIL)]] * 4
    runs = made.runs([np.zeros(4, dtype=int)], events=[logs])
    bare = made.runs([np.zeros(4, dtype=int)])
    (found,) = living(world(), runs, (np.array([line(1, lay.L_SAIL)]), np.zeros((1, 4))), bare)
    assert found.days == () and all(sign.onward == () for sign in found.signs)
    assert not any(math.isnan(sign.share.mean) for sign in found.signs)


def test_every_kind_of_line_has_its_column_and_rules_follow_them() -> None:
    assert len(EVENTS) == lay.KINDS
    # what an acting head logs is the last kind: it must not be taken for the first rule
    rule = world().index("rule", "weary_peace")
    logs = [[line(2, lay.L_ACTING, 1)], [line(2, lay.L_ACTING), line(3, lay.L_RULE, rule)]]
    runs = made.runs([np.zeros(4, dtype=int)], events=[[*logs, *logs]])
    (found,) = living(world(), runs, (np.zeros((0, 6), dtype=int), np.zeros((0, 4))), runs)
    shares = {sign.id or sign.kind: sign.share.mean for sign in found.signs}
    assert (shares["declare_war"], shares["weary_peace"]) == (0, pytest.approx(0.5))
