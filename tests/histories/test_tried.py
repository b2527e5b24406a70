"""The trials that the bundled history ships can be read, and are of its own rates and sorts."""

from __future__ import annotations

from ucronia.app.scenarios import load
from ucronia.report.forecasts import SORTS
from ucronia.scenario.tried import tried_forecasts, tried_rates


def test_the_rates_kept_are_those_with_a_known_range() -> None:
    scenario = load("confederacion-1835")
    kept = tried_rates(scenario)
    assert kept is not None
    assert [rate.id for rate in kept.rates] == [
        r.id for r in scenario.rates if r.low is not None
    ]
    for rate in kept.rates:
        if rate.value is not None and rate.low is not None and rate.high is not None:
            assert rate.in_range == (rate.low <= rate.value <= rate.high)


def test_the_forecasts_kept_are_held_out() -> None:
    scenario = load("confederacion-1835")
    kept = tried_forecasts(scenario)
    assert kept is not None and kept.forecasts
    assert kept.first >= str(scenario.held_out_from)
    assert {one.kind for one in kept.forecasts} <= set(SORTS)
