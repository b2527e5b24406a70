"""The door from Python: few names, imported when asked for, answers that go elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import ucronia as uc
from tests.scenario.folders import copy, edit
from ucronia.app import questions
from ucronia.app.scenarios import new_scenario
from ucronia.report.asked.result import Result
from ucronia.report.asked.results import Evaluation
from ucronia.scenario.model import Scenario


@pytest.fixture(scope="module")
def valleys(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return uc.load(copy(tmp_path_factory.mktemp("uc")))


def test_the_public_names_are_few_and_there() -> None:
    assert len(uc.__all__) <= 15
    assert all(getattr(uc, name).__doc__ for name in uc.__all__)
    assert set(uc.__all__) <= set(dir(uc))
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        uc.simulate  # noqa: B018


def test_a_scenario_is_loaded_checked_listed_explained(
    valleys: Scenario, tmp_path: Path
) -> None:
    assert uc.load(valleys) is valleys
    assert not uc.check(valleys.folder)
    assert new_scenario(tmp_path / "war").is_dir()
    entries = uc.record(valleys, kind="battle")
    assert [row["id"] for row in entries.to_list()] == ["battle_of_paso"]
    assert entries.to_arrow("versions").num_rows == 2
    written = entries.write(tmp_path, "geojson")
    assert written.name == "two_valleys.geojson"
    assert written.read_bytes() == entries.export("geojson")
    with pytest.raises(uc.UcroniaError, match='no format "shp"'):
        entries.write(tmp_path, "shp")
    (card,) = uc.explain(valleys, "ana_rios", lang="es")
    assert card.kind == "leader"
    with pytest.raises(uc.ScenarioError):
        uc.load(tmp_path / "nowhere")
    with pytest.raises(uc.UcroniaError, match="nothing is called"):
        uc.explain(valleys, "nobody")


@pytest.mark.compiled
def test_a_check_may_play(valleys: Scenario, tmp_path: Path) -> None:
    assert not uc.check(valleys.folder, play=True, threads=1)
    folder = copy(tmp_path)
    edit(folder, "rules/war.yaml", "and not at_war(q, e)", "and at_war(q, e)")
    assert not uc.check(folder)
    (found,) = uc.check(folder, play=True)
    assert found.warning and "in 5 of 5 replays" in found.text


@pytest.mark.compiled
def test_answers_go_elsewhere(valleys: Scenario, tmp_path: Path) -> None:
    answers: list[Result] = [
        uc.evaluate(valleys, replicas=40, every=90),
        uc.what_if(valleys, "war_declared=wait", replicas=40, why=False),
        uc.run(valleys, "1840-03-20", replicas=40, later=False),
        uc.compare(valleys, "1840-03-01", "1840-03-02", "united", replicas=40),
        uc.when_lost(valleys, "united", replicas=40),
        uc.believe(valleys, "united", replicas=100),
        questions.sensitivity(valleys, "united", replicas=160),
        uc.history(valleys, "1840-03-02", outcome="united", replicas=40),
        uc.replay(valleys, "1840-04-03"),
        uc.record(valleys),
    ]
    for answer in answers:
        assert answer.origin.scenario == "two_valleys"
        assert answer.origin.hash in repr(answer) and len(repr(answer)) < 100
        for table, rows in answer.tables().items():
            if rows:
                assert answer.to_arrow(table).num_rows == len(rows)
                assert len(answer.to_pandas(table)) == len(answer.to_polars(table)) == len(rows)
        assert isinstance(answer.to_dict(), dict)
        for lang in ("es", "en"):
            answer.show(lang)
        if hasattr(answer, "plot"):
            assert answer.plot("es").get_axes()
    with pytest.raises(KeyError, match="no table 'curves'; there are curve"):
        answers[0].to_arrow("curves")
    assert answers[0].save(tmp_path / "curve.parquet").is_file()


@pytest.mark.compiled
def test_the_same_question_has_the_same_answer(valleys: Scenario) -> None:
    one, two = (uc.evaluate(valleys, replicas=40, threads=n, seed=3) for n in (1, 2))
    assert isinstance(one, Evaluation)
    same = [{**a.to_dict(), "seconds": 0} for a in (one, two)]
    assert same[0] == same[1]
    other = uc.evaluate(valleys, replicas=40, seed=4).to_dict()
    assert other["curve"] != same[0]["curve"]


@pytest.mark.compiled
def test_decisions_to_grade_are_named(valleys: Scenario) -> None:
    found = uc.evaluate(valleys, replicas=20, every=200, weighty=0, grades=["war_declared"])
    assert [row["decision"] for row in found.tables()["grades"]] == ["war_declared"]
    with pytest.raises(uc.UcroniaError, match="did you mean"):
        uc.evaluate(valleys, grades=["war_declare"])
    with pytest.raises(uc.UcroniaError, match="can't be graded"):
        uc.evaluate(valleys, grades=["battle_of_paso"])
