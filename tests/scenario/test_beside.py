"""Non-events, historians' readings and copied sources: read, checked, counted and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scenario.folders import add, copy, edit, told
from ucronia.report.asked.examined import Examined
from ucronia.report.explain.find import explain
from ucronia.report.words import Words, reading_name
from ucronia.scenario.read import load, read
from ucronia.scenario.record import Record

NONEVENTS = "record/nonevents.csv"
NONEVENTS_HEADER = (
    "id,date,precision,until,kind,place,rule,bind,option,text_es,text_en,source,locator,note"
)
FEARED = (
    "feared_war,1840-02-01,month,,expectation,paso,declare_war,q=baja; e=alta,war,x,x,annals,"
    "p. 9,"
)
REFUSED = (
    "refused_peace,1840-05-01,interval,1840-05-20,offer,,weary_peace,q=alta,,x,x,letters,,"
)
PLOTTED = "barracks_plot,1840-06-03,day,,plot,huerta,,,,una conjura,a plot,letters,,"

READINGS = "record/readings.csv"
READINGS_HEADER = "about,who,claim_es,claim_en,source,locator"
JUDGED = "battle_of_paso,A. Chronicler,Fue decisiva.,It was decisive.,annals,p. 16"


def _with(tmp_path: Path, file: str, *rows: str) -> Path:
    folder = copy(tmp_path)
    header = NONEVENTS_HEADER if file == NONEVENTS else READINGS_HEADER
    add(folder, file, header, *rows)
    return folder


def test_nonevents_know_their_values_and_their_places(tmp_path: Path) -> None:
    feared, refused, plotted = load(
        _with(tmp_path, NONEVENTS, FEARED, REFUSED, PLOTTED)
    ).nonevents
    assert feared.kind == "expectation" and feared.bind == {"q": "baja", "e": "alta"}
    assert (refused.rule, refused.option, refused.until) == ("weary_peace", "", "1840-05-20")
    assert plotted.text.es == "una conjura" and plotted.rule == ""
    mark = feared.mark("bind.e")
    assert (mark.file, mark.line) == (NONEVENTS, 2)
    assert FEARED[mark.column - 1 :].startswith("alta")


@pytest.mark.parametrize(
    ("row", "spot", "reason"),
    [
        (
            PLOTTED,
            "barracks",
            'nonevent "barracks_plot" is given twice (first in record/nonevents.csv:4)',
        ),
        (PLOTTED.replace("barr", "Barr"), "Barr", "is no id; use only a-z, 0-9 and _"),
        (
            PLOTTED.replace("barracks", "b").replace("1840-06-03", "1841-06-03"),
            "1841",
            "1841-06-03 is not within the scenario (1840-01-01 to 1840-12-31)",
        ),
        (
            REFUSED.replace("refused", "b").replace("05-20", "04-20"),
            "1840-04-20",
            "until comes before date",
        ),
        (
            FEARED.replace("feared", "b").replace("paso", "pazo"),
            "pazo",
            'place "pazo" is not in world/places.csv; did you mean "paso"?',
        ),
        (
            FEARED.replace("feared", "b").replace("declare_war", "declare"),
            "declare,",
            'rule "declare" is not in rules/; did you mean "declare_war"?',
        ),
        (
            FEARED.replace("feared", "b").replace("e=alta", "e=atla"),
            "atla",
            '"atla" is not among the e of rule "declare_war"; did you mean "alta"?',
        ),
        (
            FEARED.replace("feared", "b").replace("; e=alta", ""),
            "q=baja",
            'bind leaves out "e" of rule "declare_war", as in e=…',
        ),
        (
            FEARED.replace("feared", "b").replace(",war,x", ",,x"),
            ",x,x",
            "option is missing; one of war, wait",
        ),
        (
            REFUSED.replace("refused", "b").replace("q=alta,,", "q=alta,war,"),
            "war,x",
            'rule "weary_peace" is a hazard, without options',
        ),
        (
            PLOTTED.replace("barracks", "b").replace(",,,,una", ",,q=alta,,una"),
            "q=alta",
            "bind needs a rule",
        ),
        (
            PLOTTED.replace("barracks", "b").replace("letters", "leters"),
            "leters",
            'source "leters" is not in sources.bib; did you mean "letters"?',
        ),
        (
            PLOTTED.replace("barracks", "b").replace("a plot", ""),
            ",letters",
            'text has no text in "en"; a reader sees both languages',
        ),
        (
            PLOTTED.replace("barracks", "b").replace(",plot,", ",plots,"),
            "plots",
            'kind "plots" is not one of plot, offer, plan, expectation; did you mean "plot"?',
        ),
    ],
)
def test_a_broken_nonevent_is_told_once(
    tmp_path: Path, row: str, spot: str, reason: str
) -> None:
    (line,) = told(_with(tmp_path, NONEVENTS, FEARED, REFUSED, PLOTTED, row))
    place, _, text = line.partition(": ")
    assert text.endswith(reason)
    assert place == f"{NONEVENTS}:5:{row.index(spot) + 1}"


@pytest.mark.parametrize(
    ("row", "spot", "reason"),
    [
        (
            JUDGED,
            "It was",
            '"A. Chronicler" is given twice so of "battle_of_paso" (first in line 2)',
        ),
        (
            JUDGED.replace("_of_paso", "_of_pasos"),
            "battle",
            'entry "battle_of_pasos" is not in record/entries.csv; '
            'did you mean "battle_of_paso"?',
        ),
        (
            JUDGED.replace("A. Chronicler", ""),
            ",Fue",
            "who is missing; it should be who holds so",
        ),
        (
            JUDGED.replace("A. Chronicler", "B").replace("annals", "anals"),
            "anals",
            'source "anals" is not in sources.bib; did you mean "annals"?',
        ),
        (
            JUDGED.replace("A. Chronicler", "B").replace("It was decisive.", ""),
            ",annals",
            'claim has no text in "en"; a reader sees both languages',
        ),
    ],
)
def test_a_broken_reading_is_told_once(
    tmp_path: Path, row: str, spot: str, reason: str
) -> None:
    assert told(_with(tmp_path, READINGS, JUDGED, row)) == [
        f"{READINGS}:3:{row.index(spot) + 1}: {reason}"
    ]


def test_no_files_are_nothing_and_say_nothing(tmp_path: Path) -> None:
    scenario, problems = read(copy(tmp_path))
    assert scenario is not None and scenario.nonevents == () and scenario.readings == ()
    assert not any("non-events" in line for line in Examined(problems, scenario).lines("en"))


def test_both_are_counted_and_change_no_weight(tmp_path: Path) -> None:
    folder = _with(tmp_path, NONEVENTS, FEARED, REFUSED, PLOTTED)
    before = Record(load(folder)).disputes
    add(folder, READINGS, READINGS_HEADER, JUDGED)
    scenario, problems = read(folder)
    found = Examined(problems, scenario)
    assert "Beside the record: 3 documented non-events, 1 readings of historians." in (
        found.lines("en")
    )
    assert any("1 juicios de historiadores" in line for line in found.lines("es"))
    given = json.loads(json.dumps(found.to_dict()))["coverage"]
    assert (given["nonevents"], given["readings"]) == (3, 1)
    assert scenario is not None and Record(scenario).disputes == before


def test_an_entry_is_explained_with_what_historians_hold_of_it(tmp_path: Path) -> None:
    scenario = load(_with(tmp_path, READINGS, JUDGED))
    for language, claim in (("en", "It was decisive."), ("es", "Fue decisiva.")):
        (card,) = explain(Words(language), scenario, "battle_of_paso")
        (said,) = [text for _, text in card.facts if claim in text]
        assert said.startswith("A. Chronicler") and "Annals" in said and said.endswith("p. 16")
    (card,) = explain(Words("en"), scenario, "army_at_pass")
    assert not any("reading" in label for label, _ in card.facts)


def test_what_is_cited_beside_the_record_is_cited(tmp_path: Path) -> None:
    diary = "@misc{diary, title={x}, keywords={general}}"
    folder = _with(tmp_path, NONEVENTS, PLOTTED.replace("letters", "diary"))
    add(folder, "sources.bib", diary)
    assert told(folder) == []


def test_a_copy_is_no_second_voice(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    row = "battle_of_paso,paso_losses,low,mirror,p. 15,losses_a=220,2,"
    add(folder, "record/versions.csv", row)
    add(folder, "sources.bib", "@misc{mirror, title={x}, keywords={general}}")
    weights = {r.id: r.weight for r in Record(load(folder)).disputes["paso_losses"].readings}
    assert weights == {"low": 5.0, "high": 2.0}
    edit(folder, "sources.bib", "@misc{mirror,", "@misc{mirror, copies={annals},")
    weights = {r.id: r.weight for r in Record(load(folder)).disputes["paso_losses"].readings}
    assert weights == {"low": 3.0, "high": 2.0}


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("anals", "letters", 'source "anals" is not in sources.bib; did you mean "annals"?'),
        ("mirror", "letters", '"mirror" repeats itself'),
        ("echo", "annals", '"echo" repeats "annals"; name that one here too'),
    ],
)
def test_a_copy_names_what_it_repeats(
    tmp_path: Path, first: str, second: str, reason: str
) -> None:
    folder = copy(tmp_path)
    row = "battle_of_paso,paso_losses,low,{},p. 15,,1,"
    add(folder, "record/versions.csv", row.format("mirror"), row.format("echo"))
    for key, copied in (("mirror", first), ("echo", second)):
        line = f"@misc{{{key}, title={{x}}, copies={{{copied}}}, keywords={{general}}}}"
        add(folder, "sources.bib", line)
    (line,) = told(folder)
    assert line.startswith("sources.bib:") and line.endswith(reason)


RATES = "rates.csv"


@pytest.mark.parametrize(
    ("old", "new", "spot", "reason"),
    [
        ("0.05,2,", "2,0.05,", "2:", "low is 2 and high 0.05; low should not be above high"),
        ("0.05,2,", ",2,", "2:", "low or high is missing; give both or neither"),
        ("weary_peace", "weary_peaces", "2:", 'rule "weary_peaces" is not in rules/'),
        ("firings,weary_peace", "battles,weary_peace", "2:", "rules should be given where"),
        (
            "weary_peace,,,0.05",
            "weary_peace,,30,0.05",
            "2:",
            "days should be given for war_over",
        ),
        ("weary_peace,,,", "weary_peace,gamma,,", "2:", 'polity "gamma" is not in actors/'),
        ("battle_men,,,,200,4000", "winner_loss,,,,,", "3:", "the record gives no range of"),
        ("battle_men,,,,200", "army_men,,,,200", "3:", "of is missing; whose army_men"),
        ("a year,annals", "a year,annal", "2:", 'source "annal" is not in sources.bib'),
        ("firings", "firing", "2:", "firing"),
    ],
)
def test_a_rate_is_a_range_of_what_there_is(
    tmp_path: Path, old: str, new: str, spot: str, reason: str
) -> None:
    folder = copy(tmp_path)
    edit(folder, RATES, old, new)
    (line,) = [line for line in told(folder) if line.startswith(f"{RATES}:{spot}")]
    assert reason in line


def test_a_rate_may_lean_on_the_record_alone(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, RATES, "battle_men,,,,200,4000", "battle_men,,,,,")
    assert not [line for line in told(folder) if line.startswith(RATES)]
    (rate,) = [one for one in load(folder).rates if one.measure == "battle_men"]
    assert rate.low is None and rate.high is None


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (("", "0.25"), ""),
        (("0.25", ""), "part should be given for battle_men, winner_loss"),
        (("", "1"), "less than 1"),
    ],
)
def test_a_rate_may_be_a_quartile(tmp_path: Path, part: tuple[str, str], reason: str) -> None:
    folder = copy(tmp_path)
    rows = (folder / RATES).read_text(encoding="utf-8").splitlines()
    made = [f"{row},{more}" for row, more in zip(rows, ("part", *part), strict=True)]
    (folder / RATES).write_text("\n".join(made), encoding="utf-8")
    lines = [line for line in told(folder) if line.startswith(RATES)]
    assert len(lines) == bool(reason) and all(reason in line for line in lines)


NAMES = "record/disputes.csv"
NAMES_HEADER = "dispute,reading,name_es,name_en"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("paso_loses,low,x,x", 'did you mean "paso_losses"'),
        ("paso_losses,lowe,x,x", '"lowe" is no reading of paso_losses; did you mean "low"'),
        ("paso_losses,high,x,x\npaso_losses,high,y,y", "is named twice (first in line 2)"),
    ],
)
def test_a_name_is_of_a_reading_that_there_is(tmp_path: Path, row: str, reason: str) -> None:
    folder = copy(tmp_path)
    add(folder, NAMES, NAMES_HEADER, *row.split("\n"))
    (line,) = [line for line in told(folder) if line.startswith(NAMES)]
    assert reason in line


def test_a_reading_goes_by_its_name_in_both_languages(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(folder, NAMES, NAMES_HEADER, "paso_losses,low,las pocas,the few")
    scenario = load(folder)
    for lang, name in (("es", "las pocas"), ("en", "the few")):
        words = Words(lang)
        assert reading_name(words, scenario, "paso_losses", "low") == name
        assert reading_name(words, scenario, "paso_losses", "high") == "high"
        (card,) = explain(words, scenario, "paso_losses")
        assert name in str(card.to_dict())
