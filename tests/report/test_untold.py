"""What no answer can tell: full logs, judged numbers, rates out of range, skill held out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.report.findings import findings, scenario
from tests.report.test_likely import rests
from ucronia.analysis.backtest.cases import EVENTS, MEN, PROVINCES
from ucronia.analysis.outcomes import Origin
from ucronia.report.limits import limits
from ucronia.report.untold import untold, untold_parts
from ucronia.report.words import LANGUAGES, Words
from ucronia.scenario.model import Scenario
from ucronia.scenario.tried import (
    FORECASTS,
    RATES,
    Of,
    TriedForecast,
    TriedForecasts,
    TriedRate,
    TriedRates,
    tried_path,
)

EN = Words("en")
ORIGIN = findings().origin
TODAY = Of(
    scenario=ORIGIN.scenario,
    hash=ORIGIN.hash,
    version=ORIGIN.version,
    parameters="prior",
    seed=0,
    replicas=500,
)


def rate(id: str, value: float | None, *, fits: bool | None = False) -> TriedRate:
    return TriedRate(id=id, value=value, low=1.0, high=2.0, in_range=fits)


def forecast(kind: str, horizon: int, skill: str) -> TriedForecast:
    return TriedForecast.model_validate({"kind": kind, "horizon": horizon, "skill": skill})


def beside(folder: Path, of: Of = TODAY) -> Scenario:
    """Give a scenario beside which both trials are kept."""
    made = scenario().model_copy(update={"folder": str(folder)})
    rates = (
        rate("few", 0.5),
        rate("long", None),
        rate("many", 3.0),
        rate("fit", 1.5, fits=True),
    )
    forecasts = (
        forecast(MEN, 90, "worse"),
        forecast(MEN, 30, "worse"),
        forecast(PROVINCES, 30, "none"),
        forecast(EVENTS, 30, "better"),
    )
    kept = {
        RATES: TriedRates(of=of, rates=rates),
        FORECASTS: TriedForecasts(
            of=of, first="1839-01-21", last="1839-03-01", forecasts=forecasts
        ),
    }
    for command, one in kept.items():
        path = tried_path(made, command)
        path.parent.mkdir(exist_ok=True)
        path.write_text(one.model_dump_json(), encoding="utf-8")
    return made


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert untold(EN, scenario(), ORIGIN) == []
    assert untold_parts(EN, []) == []


def test_full_logs_are_said_by_their_share() -> None:
    (said,) = untold(EN, scenario(), dataclasses.replace(ORIGIN, full_logs=0.03))
    assert said.startswith("What the last lines of 3 of 100 histories' logs")
    (few,) = untold(EN, scenario(), dataclasses.replace(ORIGIN, full_logs=0.0004))
    assert "<1 of 100" in few


def test_rates_out_of_range_and_missing_skill_are_named(tmp_path: Path) -> None:
    rates, skill = untold(EN, beside(tmp_path), ORIGIN)
    assert "3 of 4 reference rates" in rates
    assert "Too low: few." in rates
    assert "Too high: long; many." in rates
    assert "beside some baseline: Who holds each province (30)." in skill
    assert skill.endswith("to 1 March 1839: Men of each army (30, 90).")
    assert "Kinds of events" not in skill


@pytest.mark.parametrize(
    "other", [{"hash": "f" * 12}, {"version": "0.0.1"}, {"parameters": "1839-01-20"}]
)
def test_what_was_tried_otherwise_is_said_to_be(tmp_path: Path, other: dict[str, str]) -> None:
    of = TODAY.model_copy(update=other)
    for said in untold(EN, beside(tmp_path, of), ORIGIN):
        assert next(iter(other.values())) in said
        assert said.endswith("not what is played here.)")


def test_a_spoilt_file_costs_one_sentence_and_no_answer(tmp_path: Path) -> None:
    made = beside(tmp_path)
    tried_path(made, RATES).write_text("[", encoding="utf-8")
    said = untold(EN, made, ORIGIN)
    assert len(said) == 2
    assert "`ucronia plausible --keep` writes it anew" in said[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_evaluation_says_it_too_in_both_languages(tmp_path: Path, lang: str) -> None:
    words = Words(lang)
    whole = dataclasses.replace(findings(), rests=rests(0.5, 0.7))
    told = limits(words, beside(tmp_path), whole)
    for said in untold(words, beside(tmp_path), ORIGIN, whole.rests):
        assert said in told
        assert "{" not in said
    assert len(told) >= 3 + len(limits(words, scenario(), whole)) - 1


def test_an_origin_has_no_full_logs_where_none_was_looked_at() -> None:
    assert isinstance(ORIGIN, Origin)
    assert ORIGIN.full_logs == 0
