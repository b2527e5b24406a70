"""Each rule that a scenario keeps: broken once, told once, in its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.scenario.folders import add, copy, edit, told
from ucronia.scenario.check import check, named_rule_share
from ucronia.scenario.model import Scenario
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load

PAIR = "text: {es: x, en: x}"
BROKEN = [
    ("scenario.yaml", "end: 1840-12-31", "end: 1839-12-31", "does not come after the start"),
    ("scenario.yaml", "end: 1840-12-31", "end: 9999-12-31", "200 years at most"),
    ("scenario.yaml", "start: 1840-01-01", "start: 1840-02-30", '"1840-02-30" is no date'),
    ("scenario.yaml", "on: 1840-12-01", "on: 1841-12-01", "is not between start and end"),
    ("scenario.yaml", "when: else", "when: one_ruler", "should be `when: else`"),
    ("scenario.yaml", "when: one_ruler", "when: else", "put it last"),
    ("scenario.yaml", "when: one_ruler", "when: ruler(upper)", "true or false is wanted"),
    ("scenario.yaml", "one_ruler: ruler", "one_ruler: one_ruler and ruler", "circle"),
    ("scenario.yaml", "id: lower, ", "id: upper, ", 'bloc "upper" is given twice'),
    ("scenario.yaml", "id: bay, ", "id: Bay!, ", "is no id"),
    ("scenario.yaml", "id: apart", "id: apar", 'outcome "apart" is not in the outcomes'),
    ("world/places.csv", "2000,baja_province,bay", "2000,baja_province,bai", 'mean "bay"'),
    ("world/places.csv", "baja_province,bay,400", "baja_province,,400", "no sea zone"),
    ("world/routes.csv", "huerta,muelle,road", "muelle,muelle,road", "to itself"),
    ("world/routes.csv", "huerta,muelle,road", "huerta,muelle,sea", "has no sea zone"),
    ("world/routes.csv", "cumbre,paso,trail", "minas,cumbre,trail", "given twice (first"),
    ("world/provinces.csv", "0.3,0.4,0.3", "0.3,0.4,0.2", "leanings sum to 0.9"),
    ("world/provinces.csv", "0.3,0.4,0.3", "1.3,-0.6,0.3", "a leaning is from 0 to 1"),
    ("world/provinces.csv", "leaning_union", "leaning_onion", 'cause "onion" is not in'),
    ("world/provinces.csv", "alta,cumbre", "alta,huerta", 'lies in "baja_province"'),
    ("world/provinces.csv", "60000,50000", "60000,65000", "is not between"),
    ("world/provinces.csv", "0.3,judged,", "0.3,sourced,", "source names no source"),
    ("world/circuits.csv", "muelle huerta paso minas", "muelle", "2 to 12 places"),
    ("world/circuits.csv", "muelle huerta", "muele huerta", 'mean "muelle"'),
    ("actors/polities.yaml", "cause: separate", "cause: separat", 'mean "separate"'),
    ("actors/polities.yaml", "head: ana_rios", "parent: alta", "in the end its own parent"),
    ("actors/polities.yaml", "[upper, lower]", "[upper, lover]", 'mean "lower"'),
    ("actors/polities.yaml", '"#33658a"', "blue", 'should be as "#1f77b4"'),
    ("actors/relations.csv", "baja,alta,peace", "baja,alta,war", "the same pair is"),
    ("actors/relations.csv", "0.5", "5", "threat is from 0 to 1"),
    ("actors/forces.csv", "huerta,yes,1500", ",yes,1500", "place is missing"),
    ("actors/forces.csv", "huerta,yes,1500", "huerta,yes,0", "men is missing"),
    ("actors/forces.csv", "luis_vega,,huerta", "luis_vegas,,huerta", 'mean "luis_vega"'),
    ("actors/forces.csv", "luis_vega,,huerta", "ana_rios,,huerta", 'commands "army_alta" al'),
    ("actors/leaders.csv", "cumbre,office", "cumbre,exile", 'commands "army_alta", but is'),
    ("actors/leaders.csv", "cumbre,office", "cumbre,private", 'holds "president_alta", but'),
    ("actors/institutions.yaml", "holder: ana_rios", "holder: ana", 'leader "ana" is not'),
    ("actors/institutions.yaml", "pacts:", "packs:", 'did you mean "pacts"'),
    (
        "actors/aims.yaml",
        "{united: 10, apart: 90}",
        "{united: 10}",
        'leave out outcome "apart"',
    ),
    ("actors/aims.yaml", "united: 100,", "united: 101,", "from 0 to 100"),
    ("actors/aims.yaml", "horizon: 8", "horizon: 0", "horizon should be greater than 0, not"),
    ("actors/aims.yaml", "horizon: 8", "horizon: -2", "should be greater than 0, not -2"),
    ("actors/aims.yaml", "horizon: 8", "horizon: .inf", "horizon should be a number"),
    ("actors/aims.yaml", "horizon: 8", "horizon: long", 'should be a number, not "long"'),
    ("actors/aims.yaml", "  horizon: 8\n", "", "horizon is missing"),
    ("actors/aims.yaml", "horizon: 8", "horison: 8", 'did you mean "horizon"'),
    ("actors/aims.yaml", "es: Dos mandatos de cuatro años., ", "", 'no text in "es"'),
    ("parameters.yaml", "lognormal: [2, 0.5]", "lognormal: [2, 0]", "logarithm above 0"),
    ("parameters.yaml", "lognormal: [2, 0.5]", "gamma: [2, 1]", "should be one of normal"),
    ("parameters.yaml", "lognormal: [2, 0.5]", "uniform: [2, 1]", "lowest below"),
    ("parameters.yaml", "normal: [-0.5, 0.5]", "normal: [-0.5]", "standard deviation]"),
    ("parameters.yaml", "  reason: Most crises end without war.\n", "", "gives no reason"),
    ("parameters.yaml", "source: annals", "source: analls", 'did you mean "annals"'),
    ("parameters.yaml", "source: annals", "source: A long memory", "names no source"),
    ("parameters.yaml", "basis: sourced", "basis: fitted", "does not say by what"),
    ("parameters.yaml", "id: peace_rate", "id: one_ruler", "is also a definition"),
    ("parameters.yaml", "id: peace_rate", "id: and", "word of the language"),
    ("rules/war.yaml", "at_war(q, e)", "at_war(q, paso)", '"paso" is a place where a polity'),
    (
        "rules/war.yaml",
        "over: {q: polity}\n  among",
        "over: {q: polite}\n  among",
        'mean "polity"',
    ),
    ("rules/war.yaml", "[alta, baja]", f"[{', '.join(['alta'] * 17)}]", "1 to 16"),
    ("rules/war.yaml", "[alta, baja]", "[alta, minas]", "not all of one kind"),
    (
        "rules/war.yaml",
        "over: {q: polity}\n  roles",
        "over: {q: polity, p: polity}\n  roles",
        "one free role",
    ),
    ("rules/war.yaml", "[alta, baja]", "[alta, bahia]", '"bahia" is no id of this scenario'),
    ("rules/war.yaml", "  decider: head(q)\n", "", "has no decider"),
    ("rules/war.yaml", "decider: head(q)", "decider: treasury(q)", "should be a leader or a"),
    ("rules/war.yaml", "id: wait", "id: war", 'option "war" is given twice'),
    ("rules/war.yaml", 'weight: "0"', 'weight: "-99"', 'option "wait" is never open'),
    ("rules/war.yaml", "exists(q) and e !=", "1 > 2 and e !=", "can never fire: its when"),
    (
        "rules/war.yaml",
        "rate: peace_rate * (weariness(q) + weariness(e))",
        "rate: 0",
        "its rate",
    ),
    (
        "rules/war.yaml",
        "rate: peace_rate * (weariness(q) + weariness(e))",
        "rate: 7",
        "max_rate",
    ),
    ("rules/war.yaml", "days(q, e) > 30", "days(q, baja) > 30", 'names "baja"'),
    ("rules/war.yaml", "make_peace(q, e, 0)", "make_pece(q, e, 0)", "is not an effect"),
    ("rules/war.yaml", "- make_peace(q, e, 0)", "- make_peace(q, e)", "make_peace(polity"),
    ("rules/war.yaml", "roles: {e: enemy(q)}", "roles: {q: enemy(q)}", "is given twice"),
    ("record/entries.csv", "war_declared,1840-03-01", "war_declared,1839-03-01", "not within"),
    ("record/entries.csv", "war_declared,1840-03-01", "war_declared,1840-3-1", "is no date"),
    ("record/entries.csv", "01,day,,,decision", "01,day,,peace_of_paso,decision", "itself"),
    ("record/entries.csv", "01,day,,,decision", "01,day,,peace,decision", 'entry "peace" is'),
    ("record/entries.csv", "1840-04-02,day", "1840-03-02,day", "leaves it no day"),
    ("record/entries.csv", "20,day,,war_declared,position", "20,day,,,positron", '"position"'),
    ("record/entries.csv", "army_baja > army_alta", "army_baja, army_alta", "cells"),
    ("record/entries.csv", "army_baja > army_alta", "army_baja", "should be a > b"),
    ("record/entries.csv", "army_baja > army_alta", "army_baja > army_baja", "both sides"),
    ("record/entries.csv", "army_baja > army_alta", "army_baja > army", 'force "army" is'),
    ("record/entries.csv", "declare_war,q=alta", "declare_wars,q=alta", 'mean "declare_war"'),
    (
        "record/entries.csv",
        "declare_war,q=alta; e=baja",
        "declare_war,q=alta",
        'leaves out "e"',
    ),
    ("record/entries.csv", "q=alta; e=baja", "q=alta; f=baja", 'no free role "f"'),
    ("record/entries.csv", "q=alta; e=baja", "q=alta; e=minas", "not among the e"),
    ("record/entries.csv", "e=baja,war,", "e=baja,wars,", 'mean "war"'),
    ("record/entries.csv", "e=baja,war,", "e=baja,,", "option is missing"),
    ("record/entries.csv", ",,,30,", ",,found(gama),30,", '"gama" is not a polity'),
    ("record/entries.csv", ",100,Baja", ",101,Baja", "from 0 to 100"),
    ("record/versions.csv", "baja_home,,,letters", "baja_hom,,,letters", "cites no source"),
    ("record/versions.csv", "letter 10", "letter 10,,", "cells"),
    ("record/versions.csv", "baja_home,,,letters", "baja_home,,,leters", 'mean "letters"'),
    ("record/versions.csv", "winner=b", "winner=c", "should be one of a, b, draw"),
    ("record/versions.csv", "men=1100", "man=1100", 'did you mean "men"'),
    ("record/versions.csv", "men=1100", "men=many", "should be a number"),
    ("record/versions.csv", "men=1100", "men=-1", "below 0"),
    ("record/versions.csv", "men=1100", "men_a=1", "value of a battle"),
    ("record/versions.csv", "men=1100", "date=1850-01-01", "not within the scenario"),
    ("record/versions.csv", "losses_a=220", "losses_a=2200", "loses more than its 1450"),
    (
        "record/versions.csv",
        "annals,p. 21,,3",
        "annals,p. 21,,-3",
        "greater than or equal to 0",
    ),
    ("sources.bib", "{eyewitness}", "{gossip}", "is not one of document"),
    ("sources.bib", "@misc{letters", "@misc{annals", "given twice"),
    ("sources.bib", "year = {1840},", "year = {1840", "is not BibTeX"),
]


@pytest.mark.parametrize(("file", "old", "new", "reason"), BROKEN)
def test_what_is_broken_is_told(
    tmp_path: Path, file: str, old: str, new: str, reason: str
) -> None:
    folder = copy(tmp_path)
    edit(folder, file, old, new)
    lines = told(folder)
    assert any(reason in line and "warning" not in line for line in lines), lines


def test_unused_parameters_and_sources_are_warned_of(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(folder, "sources.bib", "@misc{diary, title={x}, keywords={general}}")
    first = (folder / "parameters.yaml").read_text().split("- id")[1]
    add(folder, "parameters.yaml", "- id" + first.replace("war_occasions", "spare").rstrip())
    assert [line.split(": ", 1)[1] for line in told(folder)] == [
        'warning: parameter "spare" is used in no expression',
        'warning: source "diary" is cited nowhere',
    ]
    assert load(folder)


def test_a_place_that_cannot_be_reached(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(folder, "world/places.csv", "isla,Isla,town,-17,-73,5,10,baja_province,,,no,,,")
    assert told(folder) == [
        'world/places.csv:7:1: place "isla" can\'t be reached from the rest; add a route'
    ]


@pytest.mark.parametrize(
    ("date", "told_of"),
    [
        ("1840-04-02", '"army_baja" is in "paso" and in "huerta" on one day'),
        ("1840-04-03", 'warning: "army_baja" goes from'),
        ("1840-04-04", "in 2 days; infantry takes 3.0"),
        ("1840-04-05", ""),
    ],
)
def test_a_force_in_two_places(tmp_path: Path, date: str, told_of: str) -> None:
    folder = copy(tmp_path)
    edit(folder, "record/entries.csv", "baja_home,1840-04-20", f"baja_home,{date}")
    lines = told(folder)
    assert len(lines) == bool(told_of)
    assert told_of in "".join(lines)


def test_faster_than_a_horse_unless_a_note_says_how(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "world/routes.csv", "65,3,3.5,0.9,1,", "65,8,9,4.5,5,")
    edit(folder, "record/entries.csv", "baja_home,1840-04-20", "baja_home,1840-04-04")
    lines = told(folder)
    assert len(lines) == 1 and "a courier takes 4.5" in lines[0] and "warning" not in lines[0]
    edit(folder, "record/entries.csv", "back in Huerta.,", "back in Huerta.,By balloon")
    lines = told(folder)
    assert len(lines) == 1 and "warning" in lines[0]


def test_an_effect_that_moves_a_force_explains_it(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    old = "baja_home,1840-04-20,day,,battle_of_paso,position,army_baja,huerta,,,,,"
    new = old.replace("1840-04-20", "1840-04-03")[:-1] + '"move(army_baja, huerta)",'
    edit(folder, "record/entries.csv", old, new)
    assert told(folder) == []


def test_order_is_checked_reading_by_reading(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    new = [
        "army_at_pass,pass_date,early,letters,letter 8,date=1840-02-20,1,",
        "army_at_pass,pass_date,late,annals,p. 13,date=1840-03-20; men=1700; guns=4,3,",
    ]
    path = folder / "record/versions.csv"
    lines = [x for x in path.read_text().splitlines() if not x.startswith("army_at")]
    path.write_text("\n".join([*lines, new[1], new[0], ""]))
    assert [line for line in told(folder) if "warning" not in line] == [
        'record/entries.csv:3:30: "army_at_pass" comes after "war_declared", which leaves it '
        'no day (reading "early" of "pass_date")'
    ]


def test_share_of_rules_that_name(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    assert named_rule_share(load(folder)) == 0
    named = "days(q, e) > 30 and q != baja\n  names: {es: Así fue., en: So it was.}"
    edit(folder, "rules/war.yaml", "days(q, e) > 30", named)
    scenario = load(folder)
    assert named_rule_share(scenario) == 0.5


def test_cyclic_definitions_and_deep_ones_end(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    old = "definitions:\n"
    chain = "".join(f"  d{n}: d{(n + 1) % 60} and d{(n + 7) % 60}\n" for n in range(60))
    edit(folder, "scenario.yaml", old, old + chain)
    began = time.perf_counter()
    lines = told(folder)
    assert any("circle" in line or "definitions deep" in line for line in lines)
    assert time.perf_counter() - began < 5


def test_a_crowd_is_refused_before_it_is_checked() -> None:
    scenario = load(TEMPLATE)
    crowd = scenario.places * 1000
    began = time.perf_counter()
    problems = check(scenario.model_copy(update={"places": crowd}))
    assert [p.text for p in problems] == ["holds 5000 places; 3000 at most can be checked"]
    assert time.perf_counter() - began < 1


def test_thousands_of_unknown_names_are_told_in_bounded_time() -> None:
    scenario = load(TEMPLATE)
    entries = tuple(
        scenario.entries[1].model_copy(update={"id": f"e{n}", "place": f"x{n}", "after": ""})
        for n in range(9000)
    )
    crowd: Scenario = scenario.model_copy(update={"entries": entries})
    began = time.perf_counter()
    assert len(check(crowd)) < 2000
    assert time.perf_counter() - began < 10
