"""Trials of free play kept beside a scenario: read where there, and refused where spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.folders import copy
from ucronia.errors import StoreError
from ucronia.scenario.read import load
from ucronia.scenario.tried import (
    FORECASTS,
    RATES,
    Of,
    TriedRate,
    TriedRates,
    tried_forecasts,
    tried_path,
    tried_rates,
)

OF = Of(
    scenario="valleys", hash="0123456789ab", version="0", parameters="prior", seed=0, replicas=9
)


def test_nothing_kept_is_nothing_read(tmp_path: Path) -> None:
    scenario = load(copy(tmp_path))
    assert tried_rates(scenario) is None
    assert tried_forecasts(scenario) is None
    # nor is anything looked for where a scenario has no folder
    assert tried_rates(scenario.model_copy(update={"folder": ""})) is None


def test_what_was_kept_is_read_and_is_no_part_of_the_hash(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    scenario = load(folder)
    rate = TriedRate(id="coups", value=None, low=0.1, high=None, in_range=False)
    kept = TriedRates(of=OF, rates=(rate,))
    path = tried_path(scenario, RATES)
    path.parent.mkdir()
    path.write_text(kept.model_dump_json(), encoding="utf-8")
    again = load(folder)
    assert tried_rates(again) == kept
    assert again.hash == scenario.hash


@pytest.mark.parametrize("text", ["", "{}", '{"of": 1, "forecasts": []}', "null"])
def test_a_spoilt_file_is_named_with_what_writes_it_anew(tmp_path: Path, text: str) -> None:
    scenario = load(copy(tmp_path))
    path = tried_path(scenario, FORECASTS)
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"backtest\.json: .*`ucronia backtest --keep`"):
        tried_forecasts(scenario)
