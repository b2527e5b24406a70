"""A backtest as text, JSON, tables and figures, in both languages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.blocks import HELD_OUT, IN_SAMPLE, Block, Line
from ucronia.analysis.backtest.cases import EVENTS, MEN, PROVINCES
from ucronia.analysis.backtest.kinds import KINDS
from ucronia.analysis.backtest.skill import Skill
from ucronia.analysis.questions.backtest import Plan, backtest
from ucronia.analysis.questions.batches import Asked
from ucronia.report.asked.backtest import Backtested
from ucronia.report.asked.backtest_told import verdicts
from ucronia.report.forecasts import NAMES, SORTS
from ucronia.report.words import LANGUAGES, Words, catalogue

NAN = float("nan")


@cache
def answer() -> Backtested:
    return Backtested(backtest(world(), Asked(replicas=20, threads=1), "0", Plan(15, 3)))


@pytest.mark.compiled
def test_json_has_the_shape_that_it_is_documented_to_have() -> None:
    found = answer().to_dict()
    assert isinstance(found, dict)
    assert found == json.loads(json.dumps(found, allow_nan=False))
    assert set(found["in_sample"]) <= {"asked", "30", "90", "180"}
    for id in (IN_SAMPLE, HELD_OUT):
        for kinds in found[id].values():
            for kind, line in kinds.items():
                measure = "crps" if kind == MEN else "brier"
                assert {"n", "log_score", measure, "skill"} <= set(line)
                for skill in line["skill"].values():
                    assert set(skill) == {"value", "low", "high"}
    assert found["parameters"] == "prior" and found["taught_until"] is None
    assert found["blocks"]["in_sample"]["forks"]["30"] > 0
    (first, *_) = found["reliability"]["in_sample"]["30"][EVENTS]
    assert set(first) == {"forecast", "came", "low", "high", "n"}


@pytest.mark.compiled
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_whole_in_both_languages(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer().show(lang)
    out = capsys.readouterr().out
    assert "{" not in out and "nan" not in out
    assert Words(lang).say(NAMES[PROVINCES]).split()[0] in out


@pytest.mark.compiled
def test_figures_and_tables_are_written(tmp_path: Path) -> None:
    folder = answer().write(tmp_path / "made", "es")
    names = {path.name for path in folder.iterdir()}
    ends = {f"{name}.{end}" for name in ("skill", "reliability") for end in ("svg", "png")}
    assert names == ends | {"lines.csv", "reliability.csv"}
    rows = (folder / "lines.csv").read_text().splitlines()
    assert len(rows) == 1 + len(answer().tables()["lines"])


def line(kind: str, *bounds: tuple[float, float]) -> Line:
    skills = {str(number): Skill(0.0, *pair) for number, pair in enumerate(bounds)}
    return Line(30, kind, "brier", 9, NAN, {"model": 0.1}, {}, skills, {})


def test_it_says_plainly_where_there_is_no_skill() -> None:
    from datetime import date

    lines = (
        line(EVENTS, (0.1, 0.2), (0.2, 0.3)),
        line(PROVINCES, (0.1, 0.2), (-0.1, 0.2)),
        line(MEN, (0.1, 0.2), (-0.3, -0.1)),
    )
    day = date(1840, 1, 1)
    block = Block(IN_SAMPLE, day, day, {30: 9}, {30: 3.0}, lines, {})
    better, worse, none, few = verdicts(Words("en"), block)
    assert better.startswith("Better than every baseline")
    assert better.endswith(": Kinds of events, within the days (30).")
    assert worse == "Worse than a baseline, by a score: Men of each army (30)."
    assert none.endswith("beside some baseline: Who holds each province (30).")
    assert few.startswith("Over 30 days the record holds fewer than 5 spans")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_a_name_in_both_languages(lang: str) -> None:
    assert {*KINDS, *SORTS} == set(NAMES)
    assert set(NAMES.values()) <= set(catalogue(lang))
