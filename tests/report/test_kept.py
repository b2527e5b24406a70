"""Trials kept beside a scenario: what is written is what later answers read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.blocks import HELD_OUT
from ucronia.analysis.questions.backtest import Backtest, Plan, backtest
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.plausible import Plausibility, plausible
from ucronia.errors import StoreError
from ucronia.report.asked.backtest import Backtested
from ucronia.report.asked.kept import keep_forecasts, keep_rates
from ucronia.report.asked.plausible import Plausible
from ucronia.report.forecasts import SORTS
from ucronia.scenario.model import Scenario
from ucronia.scenario.tried import tried_forecasts, tried_rates

pytestmark = pytest.mark.compiled
FEW = Asked(replicas=20, threads=1)


def moved(folder: Path) -> Scenario:
    return world().scenario.model_copy(update={"folder": str(folder)})


@pytest.fixture(scope="module")
def free() -> Plausibility:
    return plausible(world(), FEW, "0.1.0")


@pytest.fixture(scope="module")
def forecast() -> Backtest:
    return backtest(world(), FEW, "0.1.0", Plan(15, 3))


def test_rates_with_a_source_are_kept_as_they_were_found(
    tmp_path: Path, free: Plausibility
) -> None:
    lines = (*free.lines[:-1], dataclasses.replace(free.lines[-1], value=float("inf")))
    found = dataclasses.replace(free, scenario=moved(tmp_path), lines=lines)
    path = Plausible(found).keep()
    kept = tried_rates(found.scenario)
    assert kept is not None and path.name == "plausible.json"
    assert [rate.id for rate in kept.rates] == [line.rate.id for line in lines]
    assert kept.rates[-1].value is None and kept.rates[-1].in_range is False
    assert (kept.of.hash, kept.of.replicas) == (found.origin.hash, 20)
    own = dataclasses.replace(
        lines[0], rate=lines[0].rate.model_copy(update={"low": None, "high": None})
    )
    keep_rates(dataclasses.replace(found, lines=(own, *lines[1:])))
    again = tried_rates(found.scenario)
    assert again is not None and len(again.rates) == len(lines) - 1


def test_forecasts_held_out_are_kept_by_sort_and_horizon(
    tmp_path: Path, forecast: Backtest
) -> None:
    found = dataclasses.replace(forecast, scenario=moved(tmp_path))
    block = found.block(HELD_OUT)
    if block is None:
        first = dataclasses.replace(found.blocks[0], id=HELD_OUT)
        block, found = first, dataclasses.replace(found, blocks=(first,))
    Backtested(found).keep()
    kept = tried_forecasts(found.scenario)
    assert kept is not None and kept.first == block.first.isoformat()
    expected = {
        (line.kind, line.horizon) for line in block.lines if line.kind in SORTS and line.skill
    }
    assert {(one.kind, one.horizon) for one in kept.forecasts} == expected
    assert expected


def test_what_can_not_be_kept_is_refused(tmp_path: Path, forecast: Backtest) -> None:
    bare = dataclasses.replace(forecast, scenario=moved(tmp_path), blocks=())
    with pytest.raises(StoreError, match="nothing was held out"):
        keep_forecasts(bare)
    nowhere = dataclasses.replace(forecast, scenario=moved(tmp_path / "gone"))
    if nowhere.block(HELD_OUT) is not None:
        with pytest.raises(StoreError, match=r"backtest\.json: can't be kept"):
            keep_forecasts(nowhere)
