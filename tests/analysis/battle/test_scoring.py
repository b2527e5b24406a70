"""Scores are those worked out on paper, and of a file before the fact."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.battle.test_fought import GOOD, written
from ucronia.analysis.battle.fought import KNOWN, known_battles
from ucronia.analysis.battle.scoring import others_than, score, score_file
from ucronia.errors import QuestionError


def test_scores_on_paper() -> None:
    found = score(np.array([0.8, 0.4, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0]))
    # of four pairs of winner and loser three are in order
    assert found["auc"] == 0.75
    assert found["accuracy"] == (1 + 0 + 0.5 + 1) / 4
    assert found["brier"] == pytest.approx((0.04 + 0.36 + 0.25 + 0.01) / 4)
    assert found["log_loss"] == pytest.approx(-math.log(0.8 * 0.4 * 0.5 * 0.9) / 4)
    assert found["base_rate_log_loss"] == pytest.approx(math.log(2.0))


def test_where_one_side_won_all_there_is_no_auc() -> None:
    found = score(np.array([0.8, 0.4]), np.ones(2))
    assert found["auc"] is None and found["accuracy"] == 0.5


def test_a_tiny_file_is_scored(tmp_path: Path) -> None:
    rows = [GOOD.replace("a,1839", f"{day},18{day}") for day in range(40, 44)]
    rows[2] = rows[2].replace("attacker", "draw")
    found = score_file(written(tmp_path, *rows))
    assert (found.decided, len(found.battles), found.known) == (3, 4, 0)
    assert found.learnt_from == 188
    # it has won each time: the chance grows, and a draw teaches nothing
    assert found.chances[0] < found.chances[1] < found.chances[3]
    assert found.chances[2] == pytest.approx(found.chances[1], abs=0.12)
    deaf = score_file(written(tmp_path, *rows), is_learning=False)
    assert deaf.chances[0] == pytest.approx(found.chances[0], abs=1e-6)
    assert deaf.chances[3] < found.chances[3]


def test_what_the_file_holds_is_not_learnt_from_twice() -> None:
    known = known_battles()
    civil = [battle for battle in known if battle.war.startswith("u.s. civil war")]
    assert len(others_than(civil[:3])) == len(known) - 3
    assert len(others_than(civil[:1], is_held_out=True)) == len(known) - len(civil)
    # a battle is known again by what it is, whatever its war and id are called there
    renamed = replace(civil[0], id="x", war="war between the states")
    assert len(others_than([renamed])) == len(known) - 1
    assert len(others_than([renamed], is_held_out=True)) == len(known) - len(civil)


def test_a_file_of_draws_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="nobody won any"):
        score_file(written(tmp_path, GOOD.replace("attacker", "draw")))


def test_the_shipped_battles_are_in_the_files_own_format() -> None:
    assert KNOWN.read_text(encoding="utf-8").startswith("id,date,war,attacker,defender,")
