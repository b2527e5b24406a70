"""What is shipped for battles is what the data give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import yaml

from fits.battles import DATA
from fits.shipped import fit_line, fit_shipped, known_text
from tests.analysis.battle.test_forecast import battle
from ucronia.analysis.battle.asked import FIT
from ucronia.analysis.battle.beliefs import logistic
from ucronia.analysis.battle.fought import KNOWN

needs_data = pytest.mark.skipif(not DATA.exists(), reason="the battles of CDB90 are not here")


@needs_data
def test_the_known_battles_are_cdb90s() -> None:
    assert known_text() == KNOWN.read_text(encoding="utf-8")


@needs_data
def test_a_new_run_gives_the_numbers_of_the_file() -> None:
    kept = yaml.safe_load(FIT.read_text(encoding="utf-8"))
    again = fit_shipped()
    assert list(again) == list(kept)
    for name, line in again.items():
        # the last figure may turn with another library's order of sums
        assert line == pytest.approx(kept[name], abs=0.0021), name


def test_a_term_is_found_again() -> None:
    random = np.random.default_rng(6)
    term = random.normal(0.0, 1.0, 160)
    won = random.random(160) < logistic(1.2 * term)
    plain = tuple(battle(at, winner=1 if wins else -1) for at, wins in enumerate(won))
    found = fit_line(plain, term)
    assert found["n"] == 160
    # three errors; chance about qualities that aren't there makes the slope no smaller
    assert abs(found["mean"] - 1.2) < 3 * found["se"] and 0.1 < found["se"] < 0.5
    nothing = fit_line(plain, random.permutation(term))
    assert abs(nothing["mean"]) < 3 * nothing["se"]
    drawn = fit_line((*plain, replace(plain[0], winner=0)), np.append(term, 9.0))
    assert drawn == found
