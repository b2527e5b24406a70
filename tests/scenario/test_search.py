"""The record is looked through by what a historian asks: when, where, who, says who."""

from __future__ import annotations

import pytest

from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load
from ucronia.scenario.search import Wanted, search, sources_of


@pytest.fixture(scope="module")
def valleys() -> Scenario:
    return load(TEMPLATE)


def ids(scenario: Scenario, **wanted: str) -> list[str]:
    return [entry.id for entry in search(scenario, Wanted(**wanted))]


def test_nothing_asked_is_the_whole_record_by_date(valleys: Scenario) -> None:
    assert ids(valleys) == [entry.id for entry in valleys.entries]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"kind": "battle"}, ["battle_of_paso"]),
        ({"place": "Huerta"}, ["baja_home"]),
        ({"place": "HUÉRTA"}, ["baja_home"]),
        ({"source": "letters"}, ["battle_of_paso", "baja_home"]),
        ({"text": "rechazada"}, ["battle_of_paso"]),
        ({"text": "ejercito", "first": "1840-04-01"}, ["battle_of_paso", "baja_home"]),
        ({"last": "1840-03-01"}, ["war_declared"]),
        ({"first": "1840-08-20"}, ["peace_of_paso"]),
        ({"first": "1840-09-01"}, []),
        ({"first": "1840-04-02", "last": "1840-04-02", "source": "annals"}, ["battle_of_paso"]),
    ],
)
def test_each_filter_keeps_what_fits(
    valleys: Scenario, wanted: dict[str, str], found: list[str]
) -> None:
    assert ids(valleys, **wanted) == found


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"kind": "batle"}, 'did you mean "battle"'),
        ({"place": "huerto"}, 'did you mean "huerta"'),
        ({"person": "nobody"}, 'no person "nobody"'),
        ({"source": "anals"}, 'did you mean "annals"'),
        ({"first": "spring"}, "is no date; write it as 1840"),
        ({"last": "1840-02-31"}, "is no date"),
    ],
)
def test_what_the_record_does_not_know_is_told(
    valleys: Scenario, wanted: dict[str, str], says: str
) -> None:
    with pytest.raises(QuestionError, match=says):
        ids(valleys, **wanted)


def test_period_names_find_what_modern_ones_do() -> None:
    scenario = load(find_scenario("confederacion-1835"))
    assert ids(scenario, place="Cusco") == ids(scenario, place="cuzco") != []
    assert set(ids(scenario, place="cuzco")) <= set(ids(scenario, text="qosqo"))
    assert ids(scenario, person="Felipe Santiago Salaverry", kind="battle") != []


def test_sources_are_listed_once(valleys: Scenario) -> None:
    assert sources_of(valleys)["battle_of_paso"] == ["annals", "letters"]
