"""Where a record is thin is counted, listed, and told in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.folders import add, copy, edit
from ucronia.report.asked.examined import Examined
from ucronia.scenario.model import Text
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load, read
from ucronia.scenario.record import Record
from ucronia.scenario.thinness import Alone, Untold, thinness


def entry(folder: Path, row: str, source: str = "annals", more: str = "") -> None:
    add(folder, "record/entries.csv", row)
    add(folder, "record/versions.csv", f"{row.split(',')[0]},,,{source},,{more},1,")


def test_positions_are_as_dense_as_the_record() -> None:
    found = thinness(Record(load(TEMPLATE)))
    baja, alta = found.forces
    # from the first day to the battle, and from it to the way home
    assert (baja.force, baja.pins, baja.gaps) == ("army_baja", 2, 2)
    assert (baja.median_gap, baja.longest_gap) == (55.0, 92)
    assert (baja.longest_from, baja.longest_to) == ("1840-01-01", "1840-04-02")
    assert (alta.median_gap, alta.longest_gap) == (46.0, 79)
    assert found.median_gap == 48.5


def test_no_gap_is_counted_while_a_force_does_not_stand(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    row = '{},1840-{},day,,,position,army_baja,muelle,,,,"{}",10,Uno.,One.,'
    entry(folder, row.format("gone", "05-10", "disband(army_baja)"))
    raised = "raise_force(army_baja, baja, muelle, 300)"
    entry(folder, row.format("again", "07-20", raised))
    entry(folder, row.format("later", "07-30", ""))
    baja = next(f for f in thinness(Record(load(folder))).forces if f.force == "army_baja")
    # 92 days, 18, 20 to its end, and 10 after it was raised anew; not the 71 between
    assert (baja.gaps, baja.median_gap, baja.longest_gap) == (5, 18, 92)


def test_a_force_that_is_never_seen_has_no_gap(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(
        folder,
        "actors/forces.csv",
        "ghosts,Ánimas,Ghosts,column,alta,,,,no,0,0,0,0,union,judged,annals,",
    )
    found = thinness(Record(load(folder)))
    ghosts = found.forces[-1]
    assert (ghosts.force, ghosts.pins, ghosts.gaps, ghosts.longest_gap) == (
        "ghosts",
        0,
        0,
        None,
    )
    assert any("1 never seen" in line for line in Examined((), load(folder)).lines("en"))


def test_marches_that_none_could_make_are_reported(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    assert thinness(Record(load(folder))).marched == (1, ())
    row = "far,1840-04-02,day,,battle_of_paso,position,army_baja,muelle,,,,,10,Lejos.,Far.,"
    entry(folder, f"{row}a note says how")
    scenario, problems = read(folder)
    assert scenario is not None
    (told,) = [str(problem) for problem in problems if "on one day" in problem.text]
    found = thinness(Record(scenario)).marched
    assert found.told == (told,) and found.marches == 2
    lines = Examined(problems, scenario).lines("en")
    assert any("under any reading: 1." in line for line in lines)


def test_a_copy_is_no_second_witness_and_general_knowledge_none(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    before = thinness(Record(load(folder)))
    assert [item.entry for item in before.weighty] == ["war_declared", "peace_of_paso"]
    add(folder, "sources.bib", "@misc{talk, title = {Talk}, keywords = {general}}")
    add(folder, "record/versions.csv", "war_declared,,,talk,,,1,")
    edit(
        folder,
        "sources.bib",
        "author = {Luis Vega},",
        "author = {Luis Vega},\ncopies = {annals},",
    )
    entry(folder, "rumour,1840-06-01,day,,,news,,paso,,,,,60,Un rumor.,A rumour.,", "talk")
    found = thinness(Record(load(folder)))
    told = {item.entry: item for item in found.alone}
    assert told["battle_of_paso"].witness == "annals"
    assert told["war_declared"].witness == "annals"
    assert told["rumour"] == Alone("rumour", 60, "")
    assert len(told) == found.entries == 6


def test_disputes_that_leave_nothing_to_choose(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(folder, "record/versions.csv", "baja_home,why,fear,annals,,,1,")
    add(folder, "record/versions.csv", "baja_home,why,hunger,letters,,,1,")
    add(folder, "record/versions.csv", "peace_of_paso,lone,only,annals,,date=1840-08-02,1,")
    found = thinness(Record(load(folder)))
    assert found.idle_disputes == ("why",) and found.single_disputes == ("lone",)


def test_texts_in_one_language_are_found() -> None:
    scenario = load(TEMPLATE)
    blank, same, *rest = scenario.entries
    long = "one two three four five"
    entries = (
        blank.model_copy(update={"text": Text(es="", en="War.")}),
        same.model_copy(update={"text": Text(es=long, en=long)}),
        *rest,
    )
    thin = thinness(Record(scenario.model_copy(update={"entries": entries})))
    assert thin.untold == (
        Untold("entries war_declared text", "es"),
        Untold("entries army_at_pass text", "both"),
    )


@pytest.mark.parametrize(
    ("lang", "head"), [("es", "Dónde flaquea"), ("en", "Where the record")]
)
def test_it_is_told_in_few_lines_or_listed(lang: str, head: str) -> None:
    scenario = load(find_scenario("confederacion-1835"))
    examined = Examined((), scenario)
    few, whole = examined.lines(lang), examined.lines(lang, is_whole=True)
    at = next(number for number, line in enumerate(few) if line.startswith(head))
    assert len(few) == at + 7  # five ideas, and what was played
    assert len(whole) > len(few) + len(scenario.forces)
    assert set(few) <= set(whole)
    told = examined.to_dict()["thin"]
    assert told["positions"]["pins"] > 300
    assert len(told["one_witness"]["all"]) == told["one_witness"]["count"]
    assert 0 < told["one_witness"]["share"] < 1
    assert told["texts"] == [] and told["disputes"]["one_reading"] == []
