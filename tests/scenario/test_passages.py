"""Passages of sources: read, checked against the record, and counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scenario.folders import add, copy, edit, told
from ucronia.report.asked.examined import Examined
from ucronia.scenario.coverage import Covered, coverage
from ucronia.scenario.read import load, read
from ucronia.scenario.record import Record

FILE = "record/passages.csv"
HEADER = "source,passage,text_es,text_en,entries,reason_es,reason_en"
ROWS = (
    "annals,1,la guerra,the war,war_declared battle_of_paso,,",
    "annals,2,la paz,the peace,peace_of_paso,No dice el día.,It tells no day.",
    "annals,3,el clima,the weather,,No es un suceso.,It is no event.",
)


def _with(tmp_path: Path, *rows: str) -> Path:
    folder = copy(tmp_path)
    add(folder, FILE, HEADER, *rows)
    return folder


def test_passages_know_their_values_and_their_places(tmp_path: Path) -> None:
    scenario = load(_with(tmp_path, *ROWS))
    first, second, third = scenario.passages
    assert first.source == "annals" and first.passage == "1" and first.text.es == "la guerra"
    assert first.entries == ("war_declared", "battle_of_paso") and first.reason is None
    assert second.reason is not None and second.reason.en == "It tells no day."
    assert third.entries == ()
    for path, text in (("passage", "1,"), ("entries.1", "battle"), ("text.en", "the war")):
        mark = first.mark(path)
        assert (mark.file, mark.line) == (FILE, 2)
        assert ROWS[0][mark.column - 1 :].startswith(text), path
    assert third.mark("reason.en").column == ROWS[2].index("It is") + 1


def test_no_file_is_no_passages(tmp_path: Path) -> None:
    scenario = load(copy(tmp_path))
    assert scenario.passages == () and coverage(Record(scenario)).documents == ()


@pytest.mark.parametrize("columns", ["", "entries", "reason_es,reason_en"])
def test_columns_that_may_be_empty_may_be_missing(tmp_path: Path, columns: str) -> None:
    folder = copy(tmp_path)
    cells = {"entries": ",war_declared", "reason_es,reason_en": ",x,x"}.get(columns, "")
    header = "source,passage,text_es,text_en"
    add(folder, FILE, f"{header},{columns}".rstrip(","), f"annals,1,x,x{cells}")
    lines = told(folder)
    assert bool(lines) == (not columns)
    assert all("neither entries nor a reason" in line for line in lines)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (
            "anals,4,x,x,war_declared,,",
            1,
            'source "anals" is not in sources.bib; did you mean "annals"?',
        ),
        (",4,x,x,war_declared,,", 1, "source is missing; it should be a source"),
        (
            "annals,4,x,x,war_declared battle_of_pasos,,",
            27,
            'entry "battle_of_pasos" is not in record/entries.csv; '
            'did you mean "battle_of_paso"?',
        ),
        (
            "annals,4,x,x,actors/polities.yaml,,",
            14,
            'entry "actors/polities.yaml" is not in record/entries.csv',
        ),
        (
            "annals,2,x,x,war_declared,,",
            8,
            'passage "2" of source "annals" is given twice (first in line 3)',
        ),
        (
            "annals,4,x,x,,,",
            14,
            'passage "4" of source "annals" has neither entries nor a reason; give one of them',
        ),
        (
            "annals,,x,x,war_declared,,",
            8,
            "passage is missing; it should be a number or a short name",
        ),
        (
            "annals,4,x,x,,Porque sí.,",
            26,
            'reason has no text in "en"; a reader sees both languages',
        ),
        (
            "annals,4,x,,war_declared,,",
            12,
            'text has no text in "en"; a reader sees both languages',
        ),
    ],
)
def test_what_is_broken_is_told_once(
    tmp_path: Path, row: str, column: int, reason: str
) -> None:
    assert told(_with(tmp_path, *ROWS, row)) == [f"{FILE}:5:{column}: {reason}"]


def test_one_passage_of_two_sources_is_two(tmp_path: Path) -> None:
    assert told(_with(tmp_path, *ROWS, "letters,2,x,x,war_declared,,")) == []


def test_numbers_without_a_row_are_warned_of(tmp_path: Path) -> None:
    folder = _with(tmp_path, *ROWS, "annals,8,x,x,war_declared,,", "annals,preface,x,x,,y,y")
    edit(folder, "sources.bib", "@book{annals,", "@book{annals,\n  passages = {10},")
    (line,) = told(folder)
    assert line.startswith("sources.bib:") and line.endswith(
        'warning: source "annals" has passages with no entry and no reason: 4-7, 9-10; '
        "give each a row in record/passages.csv"
    )
    number = int(line.split(":")[1])
    written = (folder / "sources.bib").read_text(encoding="utf-8").splitlines()
    assert "passages" in written[number - 1]
    assert coverage(Record(load(folder))).documents == (
        Covered("annals", 11, told=3, partly=1, left_out=2, open=(4, 5, 6, 7, 9, 10)),
    )


def test_a_source_whose_passages_are_counted_and_not_listed_is_warned_of(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    edit(folder, "sources.bib", "@misc{letters,", "@misc{letters,\n  passages = {1},")
    (line,) = told(folder)
    assert "no entry and no reason: 1;" in line


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        ("2", 'passage "3" of source "annals" is not among the 1 to 2 that sources.bib gives'),
        ("some", 'passages should be a whole number, not "some"'),
        ("-1", "passages should be greater than or equal to 0"),
        ("99999999", "passages should be less than or equal to 10000"),
    ],
)
def test_a_wrong_count_is_told(tmp_path: Path, count: str, reason: str) -> None:
    folder = _with(tmp_path, *ROWS)
    edit(folder, "sources.bib", "@book{annals,", f"@book{{annals,\n  passages = {{{count}}},")
    lines = told(folder)
    assert len(lines) == 1 and reason in lines[0] and "warning" not in lines[0]


def test_very_many_gaps_are_told_in_one_line_of_bounded_length(tmp_path: Path) -> None:
    rows = [f"annals,{number},x,x,war_declared,," for number in range(2, 400, 2)]
    folder = _with(tmp_path, *rows)
    edit(folder, "sources.bib", "@book{annals,", "@book{annals,\n  passages = {400},")
    (line,) = told(folder)
    assert "1, 3, 5," in line and "39, …;" in line


def test_a_list_of_passages_is_no_citation(tmp_path: Path) -> None:
    folder = _with(tmp_path, "diary,1,x,x,,y,y")
    add(folder, "sources.bib", "@misc{diary, title={x}, keywords={general}}")
    (line,) = told(folder)
    assert line.endswith('warning: source "diary" is cited nowhere')


def test_the_report_counts_by_source(tmp_path: Path) -> None:
    scenario, problems = read(_with(tmp_path, *ROWS))
    found = Examined(problems, scenario)
    assert (
        "annals: entries tell 2 of 3 passages (1 of them in part or without effect); "
        "left out with a reason: 1, without: 0."
    ) in found.lines("en")
    assert any("annals: las entradas cuentan 2 de 3" in line for line in found.lines("es"))
    given = json.loads(json.dumps(found.to_dict()))
    assert given["problems"] == [] and given["coverage"]["entries"] == 5
    assert given["coverage"]["documents"] == [
        {"source": "annals", "passages": 3, "told": 2, "partly": 1, "left_out": 1, "open": []}
    ]
