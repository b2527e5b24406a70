"""A campaign is told by dated headings, with who fought, who marched and who says so."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from ucronia.errors import QuestionError
from ucronia.report.reading.chronicle import days_dict, days_parts
from ucronia.report.reading.days import days, days_before
from ucronia.report.words import Words
from ucronia.scenario.dates import iso_date
from ucronia.scenario.model import Scenario
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load


@pytest.fixture(scope="module")
def valleys() -> Scenario:
    return load(TEMPLATE)


@pytest.fixture(scope="module")
def confederation() -> Scenario:
    return load(find_scenario("confederacion-1835"))


def told(scenario: Scenario, first: str, last: str, lang: str, is_whole: bool = False) -> str:
    console = Console(width=100, highlight=False)
    with console.capture() as captured:
        for part in days_parts(Words(lang), days(scenario, first, last, is_whole)):
            console.print(part)
    return captured.get()


def test_the_small_war_is_told_whole(valleys: Scenario) -> None:
    said = told(valleys, "1840-03-01", "1840-12-31", "en")
    for line in (
        "Sunday 1 March 1840",
        "Thursday 2 April 1840",
        "  Battle of Paso",
        "August 1840",
        "Army of Alta (victory): 1,700 men; 90 killed and wounded",
        "· killed and wounded, Army of Baja: 220 [1, p. 15]; 400 [2, letter 9]",
        "(from Paso, where it was on 2 Apr; 1,100 men)",
        "Paso (2 Apr 1840) → Huerta (20 Apr)",
        "annals:",
    ):
        assert line in said, said
    assert said.index("Battle of Paso") < said.index("back in Huerta") < said.index("Sources\n")


def test_it_is_told_in_spanish_too(valleys: Scenario) -> None:
    said = told(valleys, "1840-03-01", "1840-12-31", "es")
    for line in ("Jueves 2 de abril de 1840", "Ejército de Alta (victoria)", "Agosto de 1840"):
        assert line in said, said
    assert "Marchas y travesías" in said and "Las fuentes discrepan" in said


def test_only_the_span_is_told(valleys: Scenario) -> None:
    said = told(valleys, "1840-04-03", "1840-05-01", "en")
    assert "back in Huerta" in said and "Battle" not in said
    assert "Nothing in the record fits." in told(valleys, "1840-05-01", "1840-05-02", "en")


@pytest.mark.parametrize(("first", "says"), [("spring", "is no date"), ("1840-05-01", "told")])
def test_a_span_that_is_none_is_refused(valleys: Scenario, first: str, says: str) -> None:
    morning = iso_date("1840-05-01")
    assert morning is not None
    with pytest.raises(QuestionError, match=says):
        days_before(valleys, first, morning, is_whole=False)


def test_json_holds_what_is_told(valleys: Scenario) -> None:
    rows = json.loads(json.dumps(days_dict(days(valleys, "1840-03-01", "1840-12-31"))))
    assert [row["id"] for row in rows] == [entry.id for entry in valleys.entries]
    battle, home = rows[2], rows[3]
    assert battle["sides"][1]["has_won"] and battle["differ"][0]["value"] == "losses_a"
    assert home["march"] == {
        "force": "army_baja",
        "from": "paso",
        "left_after": "1840-04-02",
        "men": [1100.0, 1100.0],
    }


def test_noise_is_left_out_and_counted(confederation: Scenario) -> None:
    span = ("1838-07-01", "1839-03-01")
    short, whole = (days(confederation, *span, is_whole=whole) for whole in (False, True))
    assert 0 < short.left_out == len(whole.told) - len(short.told)
    assert whole.left_out == 0
    left = {t.entry.id for t in whole.told} - {t.entry.id for t in short.told}
    kinds = {t.entry.kind for t in whole.told if t.entry.id in left}
    assert kinds == {"position"}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_year_of_the_bundled_history_can_be_read(
    confederation: Scenario, lang: str
) -> None:
    for year in range(1835, 1843):
        said = told(confederation, f"{year}-01-01", f"{year}-12-31", lang)
        assert max(map(len, said.splitlines())) <= 100
        assert "{" not in said and "None" not in said
        assert len(said.splitlines()) > 40
