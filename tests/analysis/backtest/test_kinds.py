"""Each line of the log is of one kind, by what it says and who acts."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.kinds import (
    KINDS,
    LINES_KEPT,
    NO_KIND,
    classes_of,
    kinds_of,
)
from ucronia.engine import layout as lay


def kind_of(*line: int) -> str:
    classes = classes_of(world())
    rows = np.array([[3, *line]], dtype=np.int64)
    (code,) = kinds_of(classes, rows)
    return classes.names[code] if code != NO_KIND else ""


def test_wars_and_peaces_are_told_by_whose_they_are() -> None:
    alta, baja = (world().index("polity", id) for id in ("alta", "baja"))
    assert kind_of(lay.L_WAR, alta, baja, -1, -1) == "war_between_states"
    assert kind_of(lay.L_PEACE, alta, alta, -1, -1) == "peace_within"


def test_provinces_are_told_by_whose_nation_takes_them() -> None:
    classes = classes_of(world())
    own = next(
        q for q, nation in enumerate(classes.nation) if nation == classes.province_nation[0]
    )
    other = next(
        q for q, nation in enumerate(classes.nation) if nation != classes.province_nation[0]
    )
    assert kind_of(lay.L_CONTROL, 0, own, -1, -1) == "province_within_nation"
    assert kind_of(lay.L_CONTROL, 0, other, -1, -1) == "province_to_other_nation"


def test_a_head_given_another_term_is_no_change() -> None:
    classes = classes_of(world())
    head = int(np.flatnonzero(classes.headed)[0])
    assert kind_of(lay.L_OFFICE, 1, head, 0, -1) == "head_changes"
    assert kind_of(lay.L_OFFICE, 1, head, 1, -1) == ""
    assert kind_of(lay.L_OFFICE, -1, head, 1, -1) == ""


@pytest.mark.parametrize(
    ("status", "kind"),
    [(lay.DEAD, "leader_dies"), (lay.EXILE, "leader_exiled"), (lay.OFFICE, "")],
)
def test_fates(status: int, kind: str) -> None:
    assert kind_of(lay.L_LEADER, 0, status, -1, -1) == kind


def test_a_rule_counts_where_the_record_holds_all_its_firings() -> None:
    rules = world().scenario.rules
    for number, rule in enumerate(rules):
        assert kind_of(lay.L_RULE, number, 0, 0, -1) == (rule.id if rule.recorded else "")


def test_plain_lines_and_those_that_tell_nothing() -> None:
    assert kind_of(lay.L_BATTLE, 0, 1, 1, 0) == "battle"
    assert kind_of(lay.L_DEPART, 0, 1, 1, 0) == ""
    assert lay.L_DEPART not in LINES_KEPT and lay.L_BATTLE in LINES_KEPT
    assert len(set(KINDS)) == len(KINDS)
