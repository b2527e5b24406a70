"""Interventions as they are written at the shell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucronia.errors import QuestionError
from ucronia.scenario.change import Change, Decision, FactSet, Instance, parse_change
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load

SCENARIO = load(TEMPLATE)
WAR = (("q", "alta"), ("e", "baja"))


@pytest.mark.parametrize("written", ["war_declared=wait", "war_de=wait", "Declared=wait"])
def test_an_entry_may_be_named_in_part(written: str) -> None:
    decision = Decision(Instance("declare_war", WAR, "war_declared"), "wait", "war")
    change = parse_change(SCENARIO, [written])
    assert change == Change((decision,), at="1840-03-01")


def test_an_option_says_which_entry_is_meant() -> None:
    entries = SCENARIO.entries
    twin = entries[4].model_copy(update={"id": "war_weariness"})
    scenario = SCENARIO.model_copy(update={"entries": (*entries, twin)})
    assert parse_change(scenario, ["war=wait"]).decisions[0].instance.entry == "war_declared"
    assert parse_change(scenario, ["war=fires"]).decisions[0].instance.entry == "war_weariness"
    with pytest.raises(QuestionError, match="could be any of war_declared, war_weariness"):
        parse_change(scenario, forbid=["war"])


def test_rules_facts_and_what_is_forbidden() -> None:
    change = parse_change(
        SCENARIO,
        ["declare_war:q=baja;e=alta=war", "weary_peace:q=alta=fires"],
        [
            "army_alta.men=*2",
            "army_baja.men=3000",
            "army_baja.place=muelle",
            "president_baja.holder=none",
            "alta_province.control=baja",
            "baja.treasury=0",
            "baja:alta.tariff=*1.5",
        ],
        ["weary_peace", "weary_peace:q=baja", "peace"],
        "1840-05-01",
    )
    assert change.decisions == (
        Decision(Instance("declare_war", (("q", "baja"), ("e", "alta"))), "war"),
        Decision(Instance("weary_peace", (("q", "alta"),)), ""),
    )
    assert change.facts == (
        FactSet("men", "army_alta", 2.0, True),
        FactSet("men", "army_baja", 3000.0),
        FactSet("place", "army_baja", "muelle"),
        FactSet("holder", "president_baja", "none"),
        FactSet("control", "alta_province", "baja"),
        FactSet("treasury", "baja", 0.0),
        FactSet("tariff", "baja:alta", 1.5, True),
    )
    assert change.forbidden == (
        Instance("weary_peace"),
        Instance("weary_peace", (("q", "baja"),)),
        Instance("weary_peace", (("q", "baja"),), "peace_of_paso"),
    )
    assert change.at == "1840-05-01"


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ("war_declared", "should be ENTRY=OPTION, as war_declared=war"),
        (
            "war_declarde=wait",
            'entry "war_declarde" is not in the record; did you mean "war_dec',
        ),
        ("war_declared=weit", 'did you mean "wait"'),
        ("declare_wor:q=alta=war", 'did you mean "declare_war"'),
        ("declare_war:q=alta=war", "needs e, as declare_war:e="),
        ("declare_war:q=alt;e=baja=war", 'did you mean "alta"'),
        ("declare_war:x=alta=war", 'no free role "x" (it has q, e)'),
        ("declare_war:alta=war", "should be role=id"),
        ("peace_of_paso=war", "is a hazard: say fires, or --forbid it"),
        ("baja_home=war", "realises no rule"),
        ("=", "should be ENTRY=OPTION"),
    ],
)
def test_decisions_that_cannot_be_asked(decision: str, reason: str) -> None:
    with pytest.raises(QuestionError) as raised:
        parse_change(SCENARIO, [decision])
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ("army_alta", "should be THING.FACT=VALUE"),
        ("army_alta.man=3", 'did you mean "men"'),
        ("army_alto.men=3", 'did you mean "army_alta"'),
        ("army_alta.men=-3", "should end in a number"),
        ("army_alta.men=nan", "should end in a number"),
        ("army_alta.men=1e999", "should end in a number"),
        ("army_alta.place=pasa", 'did you mean "paso"'),
        ("alta_province.control=none", '"none" is no polity'),
        ("baja.tariff=0.2", "should name two polities, as A:B.tariff=0.3"),
        ("baja:baja.tariff=0.2", "should name two polities"),
        ("baja:alto.tariff=0.2", 'did you mean "alta"'),
        ("war.value=1", '"war" is no variable'),
    ],
)
def test_facts_that_cannot_be_set(fact: str, reason: str) -> None:
    with pytest.raises(QuestionError) as raised:
        parse_change(SCENARIO, facts=[fact])
    assert reason in str(raised.value)


@pytest.mark.parametrize("at", ["1840", "1850-01-01", "1840-02-30"])
def test_dates_that_cannot_be_forked(at: str) -> None:
    with pytest.raises(QuestionError):
        parse_change(SCENARIO, at=at)


@given(st.text(max_size=40), st.sampled_from(["decisions", "facts", "forbid"]))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_change_or_a_question_error(text: str, door: str) -> None:
    try:
        parse_change(SCENARIO, **{door: [text]})  # type: ignore[arg-type]
    except QuestionError as error:
        assert len(str(error)) < 400
