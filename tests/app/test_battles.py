"""`ucronia battle` at the shell: answers, and what is wrong in one line each."""

from __future__ import annotations

import json
from pathlib import Path

from tests.analysis.battle.test_fought import GOOD, written
from tests.app.shell import Shell


def test_odds_and_scores_as_json(shell: Shell, tmp_path: Path) -> None:
    status, out, _ = shell("battle", "--attacker", "5267", "--defender", "6100", "--json")
    assert status == 0 and 0 < json.loads(out)["chance"]["attacker"]["mean"] < 1
    path = written(tmp_path, GOOD)
    status, out, _ = shell("battle", "--score", str(path), "--json", "--held-out")
    found = json.loads(out)
    assert status == 0 and found["n"] == 1 and found["auc"] is None
    assert found["held_out"] is True and found["learning"] is True


def test_every_bad_row_is_one_line(shell: Shell, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("5267", "many"), GOOD.replace("attacker", "none"))
    status, out, err = shell("battle", "--score", str(path))
    assert (status, out) == (1, "")
    lines = err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("ucronia: battles.csv:2:38: men_attacker:")


def test_half_a_question_is_misuse(shell: Shell, tmp_path: Path) -> None:
    assert shell("battle", "--attacker", "9")[0] == 2
    assert shell("battle", "--attacker", "9", "--defender", "9", "--held-out")[0] == 2
    assert shell("battle", "--score", str(tmp_path / "x.csv"), "--attacker", "9")[0] == 2
    status, _, err = shell("battle", "--score", str(tmp_path / "x.csv"))
    assert status == 1 and "can't be read" in err


def test_what_can_not_be_answered_is_one_line(shell: Shell) -> None:
    status, _, err = shell("battle", "--attacker", "-3", "--defender", "9")
    assert status == 1 and err.count("\n") == 1 and "--attacker should be" in err
