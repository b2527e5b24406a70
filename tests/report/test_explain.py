"""A thing is found by any of its names, and told with its life in the record."""

from __future__ import annotations

import pytest
from rich.console import Console

from ucronia.errors import QuestionError
from ucronia.report.explain.cards import Card
from ucronia.report.explain.find import explain
from ucronia.report.explain.terminal import MOST_LIFE, cards_parts
from ucronia.report.words import Words
from ucronia.scenario.allegiance import Allegiance, Change
from ucronia.scenario.model import Scenario
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load

ES, EN = Words("es"), Words("en")


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load(find_scenario("confederacion-1835"))


def facts(card: Card) -> dict[str, str]:
    """Give the facts of a card; of a label that comes twice, all."""
    found: dict[str, str] = {}
    for label, text in card.facts:
        found[label] = f"{found[label]} | {text}" if label in found else text
    return found


@pytest.mark.parametrize(
    ("name", "kind", "id"),
    [
        ("santa_cruz", "leader", "santa_cruz"),
        ("Andrés de Santa Cruz", "leader", "santa_cruz"),
        ("Ballivián", "leader", "ballivian"),
        ("BALLIVIAN", "leader", "ballivian"),
        ("Felipe Heredia", "leader", "felipe_heredia"),
        ("Bulnes", "leader", "bulnes"),
        ("lima", "place", "lima"),
        ("Ciudad de los Reyes", "place", "lima"),
        ("La Paz", "place", "la_paz"),
        ("Cusco", "place", "cuzco"),
        ("Chuquisaca", "place", "sucre"),
        ("Callao", "place", "callao"),
        ("bolivian_army", "force", "bolivian_army"),
        ("Ejército del Norte", "force", "army_north"),
        ("Army of the North", "force", "army_north"),
        ("Confederación", "polity", "confederacion"),
        ("Republic of Chile", "polity", "chile"),
        ("Yungay", "entry", "yungay"),
        ("ingavi_1841", "entry", "ingavi_1841"),
        ("Ingavi", "entry", "ingavi_1841"),
        ("Batalla de Socabaya", "entry", "socabaya_1836"),
        ("socabaya", "entry", "socabaya_1836"),
        ("place:socabaya", "place", "socabaya"),
        ("place:santa_cruz", "place", "santa_cruz"),
        ("battle:yungay", "entry", "yungay"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(
    world: Scenario, name: str, kind: str, id: str
) -> None:
    card = explain(EN, world, name)[0]
    assert (card.kind, card.id) == (kind, id)


def test_what_else_is_called_so_is_listed(world: Scenario) -> None:
    cards = explain(EN, world, "santa_cruz")
    assert [card.kind for card in cards] == ["leader", "place", "province"]
    console = Console(width=100, record=True, highlight=False)
    for part in cards_parts(EN, cards):
        console.print(part)
    told = console.export_text()
    assert "ucronia explain place:santa_cruz" in told and "Also called so" in told
    assert told.count("Santa Cruz de la Sierra") == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Heredia", "may be any of leader:alejandro_heredia, leader:felipe_heredia"),
        ("Ejército boliviano", "may be any of force:ballivian_army, force:bolivian_army$"),
        ("Balivian", 'did you mean "ballivian"'),
        ("place:Limma", 'did you mean "lima"'),
        ("Zorobabel", "nothing is called"),
        ("!!", "nothing is called"),
    ],
)
def test_a_name_of_nothing_or_of_several_is_one_line(
    world: Scenario, name: str, says: str
) -> None:
    with pytest.raises(QuestionError, match=says) as raised:
        explain(EN, world, name)
    assert "\n" not in str(raised.value)


def test_a_person_has_traits_with_the_conduct_that_they_are_read_from(world: Scenario) -> None:
    (card, *_) = explain(ES, world, "santa_cruz")
    told = facts(card)
    assert "ambición 0,90" in told["Rasgos, de 0 a 1"]
    assert "Zepita" in told["Deducidos de esta conducta"]
    assert (
        "Supremo Protector de la Confederación (28 oct 1836)" in told["Cargos en el registro"]
    )
    assert "Ejército protectoral" in told["Mandos en el registro"]
    assert "educabolivia" in card.sources[0]
    dates = [moment.date for moment in card.life]
    assert dates == sorted(dates) and len(dates) > MOST_LIFE
    assert {"paucarpata", "santa_cruz_resigns"} <= {moment.entry for moment in card.life}
    assert len(card.disputes) > 5 and len(card.sources) > 5


def test_a_place_has_neighbours_and_what_happened_there(world: Scenario) -> None:
    (card, *_) = explain(EN, world, "Cusco")
    told = facts(card)
    assert told["Neighbours"].startswith("Quiquijana 2.3 days (65 km by road); ")
    assert told["Also written"] == "Cusco, Qosqo" and told["Province"] == "Cuzco"
    entries = {entry.id: entry for entry in world.entries}
    assert card.life and all(entries[m.entry].place == "cuzco" for m in card.life)


def test_a_force_has_commanders_sides_and_strengths(world: Scenario) -> None:
    (card,) = explain(EN, world, "salaverry_army")
    told = facts(card)
    assert told["Fought for"].startswith("Peruvian Republic → Salaverry's government (")
    assert told["Commanders"] == "Felipe Santiago Salaverry"
    assert "Feb 1836, 2,450" in told["Strengths in the record"]
    (north,) = explain(EN, world, "bolivian_army")
    assert facts(north)["Commanders"] == "José Ballivián"
    ingavi = next(m for m in north.life if m.entry == "ingavi_1841")
    assert ingavi.text.startswith("Ingavi, 3,000\N{EN DASH}4,000 men. On the fields")
    # another column's men are not this army's
    other = next(m for m in north.life if m.entry == "rojas_column_sent_1841")
    assert "300" not in other.text


def test_a_polity_has_capital_departments_flag_and_arms(world: Scenario) -> None:
    told = facts(explain(EN, world, "chile")[0])
    assert told["Capital"] == "Santiago" and "Chiloé" in told["Departments"]
    assert "canton" in told["Flag"] and "huemul" in told["Arms"]
    assert told["Head on the first day"] == "José Joaquín Prieto"


def test_a_battle_has_sides_losses_and_every_sources_version(world: Scenario) -> None:
    (card, *more) = explain(EN, world, "Ingavi")
    assert [other.kind for other in more] == ["place"]
    sides = facts(card)["Side"]
    assert "Bolivian army (Ballivián, 1841–1842) (victory): 4,000 men; 648 killed" in sides
    assert "3,170 taken prisoner" in sides
    rows = [v for v in world.versions if v.entry == "ingavi_1841"]
    assert len(card.versions) == len(rows)
    assert len(card.sources) == len({row.source for row in rows})
    flores = next(text for _, text in card.versions if "by Flores" in text)
    assert "Peruvian army (1839–1841): 6,000 men" in flores
    assert {"fuerzas_ingavi", "bajas_ingavi"} == {id for id, _ in card.disputes}


def test_long_lives_are_cut_to_the_weightiest_in_order(world: Scenario) -> None:
    (card, *_) = explain(EN, world, "lima")
    assert len(card.life) > MOST_LIFE
    console = Console(width=120, record=True, highlight=False)
    for part in cards_parts(EN, [card]):
        console.print(part)
    told = console.export_text()
    left = len(card.life) - MOST_LIFE
    assert f"and {left} entries of less weight" in told
    weightiest = max(card.life, key=lambda moment: moment.weight)
    assert f"[{weightiest.entry}]" in told
    given = card.to_dict()
    assert len(given["life"]) == len(card.life)
    assert set(given["life"][0]) == {"date", "entry", "text"}


def test_who_led_and_for_whom_follows_the_record(world: Scenario) -> None:
    follows = Allegiance(world)
    forces = {force.id: force for force in world.forces}
    united = follows.sides(forces["united_army"])
    assert [change.to for change in united] == ["bolivia", "confederacion"]
    assert united[0] == Change("", "bolivia")
    salaverry = follows.sides(forces["salaverry_army"])
    assert [change.to for change in salaverry] == ["peru", "peru_salaverry"]
    vivanco = forces["vivanco_army"]
    assert follows.sides(vivanco, "1841-03-01")[-1].to == "peru_vivanco"
    army = forces["peru_army"]
    # killed on the day of the battle: he led it on that day, and on none after
    assert follows.commanders(army, "1841-11-18")[-1].to == "gamarra"
    assert follows.commanders(army, "1841-11-19")[-1].to == ""


@pytest.mark.parametrize("name", ["sea", "El mar", "system:sea", "the sea"])
def test_a_system_is_explained_by_id_and_by_name(name: str) -> None:
    scenario = load(find_scenario("confederacion-1835"))
    card = explain(Words("en"), scenario, name)[0]
    assert (card.kind, card.id) == ("system", "sea")
    rules = [text for label, text in card.facts if label == "Rule"]
    assert [text.partition(":")[0] for text in rules] == [
        "strike_fleet",
        "seize_ships",
        "privateers",
        "land_elsewhere",
    ]
    assert card.sources and "callao_ships_seized_1836" in {one.entry for one in card.life}


@pytest.mark.parametrize(("lang", "says"), [("es", "El mar"), ("en", "The sea")])
def test_without_a_name_the_systems_are_listed(lang: str, says: str) -> None:
    scenario = load(find_scenario("confederacion-1835"))
    (card,) = explain(Words(lang), scenario, " ")
    assert len(card.facts) == len(scenario.systems)
    assert f"{says} [sea]" in [label for label, _ in card.facts]


def test_a_scenario_without_systems_says_so() -> None:
    scenario = load(TEMPLATE).model_copy(update={"systems": ()})
    (card,) = explain(Words("en"), scenario, "")
    assert card.facts == (("None", "this scenario has no systems.yaml"),)
