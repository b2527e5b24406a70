"""Rates over campaigns: what was put in is found, and what is written is what data give."""

from __future__ import annotations

import math

import numpy as np
import pytest
import yaml
from scipy import stats

from fits import attrition, coups, march
from fits.campaigns import Seen, fit_log, leave_out
from ucronia.app.scenarios import load

TABLES = {
    "march": (march.OUT, march.VALIDATION, lambda: march.fit_pace(march.read_marches())),
    "attrition": (
        attrition.OUT,
        attrition.RATES,
        lambda: attrition.fit_wastage(attrition.read_wastage()),
    ),
    "coups": (
        coups.OUT,
        coups.HAZARD,
        lambda: {"coup_base": coups.fit_base(coups.read_counts())},
    ),
}


def test_a_log_normal_on_paper() -> None:
    # campaigns' means of logs are 0 and 2: the middle is 1, its error 1
    found = fit_log([Seen("a", 1.0), Seen("b", math.exp(1.0)), Seen("b", math.exp(3.0))])
    assert found.median == pytest.approx(math.e)
    assert found.log_se == pytest.approx(1.0)
    assert found.log_sd == pytest.approx(math.sqrt((1 + 0 + 4) / 2))


def test_made_campaigns_are_found_and_covered() -> None:
    random = np.random.default_rng(3)
    seen = [
        Seen(str(campaign), float(np.exp(0.5 + 0.3 * random.standard_normal())))
        for campaign in range(40)
        for _ in range(5)
    ]
    found = fit_log(seen)
    assert math.log(found.median) == pytest.approx(0.5, abs=3 * 0.3 / math.sqrt(200))
    assert found.log_sd == pytest.approx(0.3, abs=0.05)
    # of 200 nine in ten, give or take two standard errors
    assert leave_out(seen)["coverage"] == pytest.approx(0.9, abs=0.045)


def test_coups_on_paper() -> None:
    counts = {"a": coups.Count(4, 20), "b": coups.Count(0, 20)}
    found = coups.fit_base(counts)
    assert (found["mean"], found["se"], found["log_se"]) == (0.1, 0.05, 0.5)
    left = coups.left_out(counts)
    assert left["b"]["expected"] == 4.0 and left["b"]["upper"] == 1.0
    # none of as many years: (20 / 40) to the 4.5th
    assert left["b"]["lower"] == pytest.approx(0.5**4.5, abs=1e-3)
    assert left["a"]["upper"] == pytest.approx(stats.nbinom(0.5, 0.5).sf(3), abs=1e-3)


@pytest.mark.parametrize("name", TABLES)
def test_a_new_run_gives_the_numbers_of_the_file(name: str) -> None:
    out, source, run = TABLES[name]
    if not source.exists():
        pytest.skip(f"the data are not here: {source.name}")
    kept = yaml.safe_load(out.read_text(encoding="utf-8"))
    again = run()
    assert list(again) == list(kept)
    for line, values in again.items():
        assert values == pytest.approx(kept[line], abs=1e-6)


def test_marches_after_august_1839_are_left_out() -> None:
    if not march.VALIDATION.exists():
        pytest.skip("the marches are not here")
    campaigns = {one.campaign for one in march.read_marches()}
    assert not campaigns & {"1840", "1841", "1842"} and len(campaigns) >= 6


def test_the_prior_of_coups_is_the_fit() -> None:
    kept = yaml.safe_load(coups.OUT.read_text(encoding="utf-8"))["coup_base"]
    parameters = load("confederacion-1835").parameters
    (prior,) = [part.prior for part in parameters if part.id == "coup_base"]
    median, log_sd = prior["lognormal"]
    assert median == pytest.approx(kept["mean"], rel=0.01)
    assert log_sd == pytest.approx(kept["log_se"], rel=0.05)
