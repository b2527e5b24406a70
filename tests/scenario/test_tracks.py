"""A force is followed from stop to stop; one raised anew has not marched there."""

from __future__ import annotations

from pathlib import Path

from tests.scenario.folders import add, copy
from ucronia.scenario.model import Scenario
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load
from ucronia.scenario.record import Record
from ucronia.scenario.tracks import gaps, marches, men_of, tracks


def entries(folder: Path, *rows: str) -> Scenario:
    add(folder, "record/entries.csv", *rows)
    for row in rows:
        add(folder, "record/versions.csv", f"{row.split(',')[0]},,,annals,,,1,")
    return load(folder)


def test_stops_and_marches_of_the_small_scenario() -> None:
    record = Record(load(TEMPLATE))
    found = tracks(record)
    assert [stop.place for stop in found["army_baja"]] == ["paso", "huerta"]
    (march,) = marches(found)
    assert (march.force, march.start.place, march.end.place) == ("army_baja", "paso", "huerta")
    assert march.end.men == (1100.0, 1100.0)
    (gap,) = [gap for gap in gaps(record, found) if gap.force == "army_baja"]
    assert gap.days == 18 and gap.start.entry == "battle_of_paso"


def test_a_force_that_is_raised_anew_has_not_marched(tmp_path: Path) -> None:
    row = (
        "again,1840-05-20,day,,,position,army_baja,muelle,,,,"
        '"raise_force(army_baja, baja, muelle, 300)",10,Otra vez.,Again.,'
    )
    found = tracks(Record(entries(copy(tmp_path), row)))
    assert [stop.is_new for stop in found["army_baja"]] == [True, False, True]
    assert len(marches(found)) == 1


def test_a_force_marches_from_where_it_was_raised(tmp_path: Path) -> None:
    raised = (
        "again,1840-05-20,day,,,position,army_baja,muelle,,,,"
        '"raise_force(army_baja, baja, muelle, 300)",10,Otra vez.,Again.,'
    )
    gone = "gone,1840-05-28,day,,,position,army_baja,huerta,,,,,10,Se va.,It leaves.,"
    found = tracks(Record(entries(copy(tmp_path), raised, gone)))
    assert [stop.is_new for stop in found["army_baja"]] == [True, False, True, False]
    assert [march.start.entry for march in marches(found)] == ["battle_of_paso", "again"]


def test_a_force_raised_by_another_entry_has_not_marched(tmp_path: Path) -> None:
    raised = (
        "raised,1840-05-20,day,,,news,,huerta,,,,"
        '"raise_force(army_baja, baja, muelle, 300)",10,Otra vez.,Again.,'
    )
    seen = "seen,1840-05-28,day,,,position,army_baja,muelle,,,,,10,Está.,It is there.,"
    found = tracks(Record(entries(copy(tmp_path), raised, seen)))
    assert [stop.is_new for stop in found["army_baja"]] == [True, False, True]


def test_a_force_raised_where_it_is_first_seen_marches_on_from_there() -> None:
    record = Record(load(find_scenario("confederacion-1835")))
    puno, cuzco, *_ = tracks(record)["gamarra_army"]
    assert (puno.place, cuzco.place) == ("puno", "cuzco")
    assert puno.is_new and not cuzco.is_new


def test_men_are_counted_over_all_rows() -> None:
    record = Record(load(TEMPLATE))
    battle = record.entries["battle_of_paso"]
    assert men_of(record, battle, "army_baja") == (1450.0, 1450.0)
    assert men_of(record, record.entries["peace_of_paso"], "army_baja") is None


def test_no_march_of_the_bundled_history_goes_back_in_time() -> None:
    record = Record(load(find_scenario("confederacion-1835")))
    found = tracks(record)
    assert len(marches(found)) > 100
    for march in marches(found):
        assert march.start.span.first <= march.end.span.first
        assert march.start.place != march.end.place
    assert all(gap.days >= 0 for gap in gaps(record, found))
