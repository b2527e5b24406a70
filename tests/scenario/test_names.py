"""Names are found without accents, by period variants, and surnames are no one else's."""

from __future__ import annotations

import pytest

from ucronia.errors import QuestionError
from ucronia.scenario.model import Entry, Leader, Scenario, Text
from ucronia.scenario.names import Namer, find_thing, names_of, plain, words_of
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load


@pytest.fixture(scope="module")
def confederation() -> Scenario:
    return load(find_scenario("confederacion-1835"))


def leader(id: str, name: str) -> Leader:
    nothing = Text(es="", en="")
    return Leader(
        id=id, name=name, polity="q", place="p", status="private", conduct=nothing, source=""
    )


def entry(id: str, text: str, **more: object) -> Entry:
    given = {"date": "1840-03-01", "kind": "context", "text": Text(es=text, en=text), **more}
    return Entry.model_validate({"id": id, **given})


def named(people: list[Leader], *texts: str) -> dict[str, list[str]]:
    scenario = load(TEMPLATE).model_copy(
        update={
            "leaders": tuple(people),
            "entries": tuple(entry(text[:20], text) for text in texts),
        }
    )
    namer = Namer(scenario)
    return {person.id: [found.id for found in namer.naming(person)] for person in people}


def test_letters_are_plain() -> None:
    assert plain("Áncash, Ñuñoa, ÜBER") == "ancash, nunoa, uber"
    assert [word.text for word in words_of("O'Connor y La Fuente, 1838")] == [
        "oconnor",
        "y",
        "la",
        "fuente",
    ]


def test_a_place_is_found_by_any_of_its_names(confederation: Scenario) -> None:
    for name in ("cuzco", "Cusco", "QOSQO"):
        assert names_of(find_thing("place", name, confederation.places))[0] == "cuzco"
    assert names_of(find_thing("place", "Huamanga", confederation.places))[0] == "ayacucho"
    assert names_of(find_thing("place", "chuquisaca", confederation.places))[0] == "sucre"


def test_what_is_not_found_is_told_with_the_nearest(confederation: Scenario) -> None:
    with pytest.raises(QuestionError, match=r'no place "Yungai1".*did you mean "yungai"'):
        find_thing("place", "Yungai1", confederation.places)
    with pytest.raises(QuestionError, match=r'"jose" may be any person of .* …'):
        find_thing("person", "jose", confederation.leaders)
    with pytest.raises(QuestionError, match='no person ""'):
        find_thing("person", "", confederation.leaders)


def test_a_surname_is_a_whole_word_with_a_capital() -> None:
    found = named([leader("pardo", "Felipe Pardo")], "Pardo sale.", "Un pardo sale.", "Pardos.")
    assert found == {"pardo": ["Pardo sale."]}


def test_a_surname_inside_anothers_is_not_meant() -> None:
    people = [leader("cruz", "Juan Cruz"), leader("santa_cruz", "Andrés de Santa Cruz")]
    found = named(people, "Santa Cruz sale.", "Cruz espera a Santa Cruz.", "Cruz entra.")
    assert found["cruz"] == ["Cruz espera a Santa ", "Cruz entra."]
    assert found["santa_cruz"] == ["Santa Cruz sale.", "Cruz espera a Santa "]


def test_an_id_in_an_effect_names_too(confederation: Scenario) -> None:
    people = {person.id: person for person in confederation.leaders}
    found = [entry.id for entry in Namer(confederation).naming(people["orbegoso"])]
    assert "orbegoso_in_south_1835" in found
    assert found == [
        entry.id for entry in sorted(confederation.entries, key=lambda e: e.date)
        if entry.id in found
    ]  # fmt: skip
