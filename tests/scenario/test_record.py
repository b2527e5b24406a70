"""Days, readings, values and positions of a record."""

from __future__ import annotations

from pathlib import Path

from tests.scenario.folders import add, copy, edit, told
from ucronia.scenario.coverage import coverage, source_keys
from ucronia.scenario.dates import Span, date_of, day_of
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load
from ucronia.scenario.record import Record, What, parse_what


def test_days_and_dates() -> None:
    scenario = load(TEMPLATE)
    assert day_of(scenario, "1840-01-01") == 0
    assert day_of(scenario, "1840-03-01") == 60  # a leap year
    assert day_of(scenario, "1840-02-30") is None and day_of(scenario, "1840") is None
    assert all(day_of(scenario, date_of(scenario, day)) == day for day in range(0, 400, 7))


def test_spans_of_imprecise_dates(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(
        folder,
        "record/entries.csv",
        "some_month,1840-01-01,month,,,context,,,,,,,0,x,x,",
        "some_year,1840-01-01,year,,battle_of_paso,context,,,,,,,0,x,x,",
        "between,1840-05-03,interval,1840-05-09,,context,,,,,,,0,x,x,",
    )
    add(folder, "record/versions.csv", *[f"{id},,,annals,,,1," for id in _added()])
    record = Record(load(folder))
    assert record.span("some_month") == Span(0, 30)
    assert record.span("some_year") == Span(92, 365)  # from the battle on
    assert record.span("between") == Span(123, 129)
    assert record.span("peace_of_paso") == Span(213, 243)


def _added() -> tuple[str, ...]:
    return ("some_month", "some_year", "between")


def test_readings_move_together_and_blanks_come_from_the_reference() -> None:
    record = Record(load(TEMPLATE))
    dispute = record.disputes["paso_losses"]
    assert [(r.id, r.weight) for r in dispute.readings] == [("low", 3.0), ("high", 2.0)]
    assert dispute.entries == ("battle_of_paso",)
    low = record.values_of("battle_of_paso", {"paso_losses": "low"})
    assert low == record.values_of("battle_of_paso") and low["losses_a"] == 220
    high = record.values_of("battle_of_paso", {"paso_losses": "high"})
    assert high == {**low, "losses_a": 400.0, "losses_b": 150.0}


def test_a_source_that_speaks_twice_is_one_voice(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    old = "army_at_pass,,,annals,p. 13,men=1700; guns=4,3,"
    new = [
        "army_at_pass,paso_losses,high,letters,letter 8,men=1800,1,",
        "army_at_pass,paso_losses,low,annals,p. 13,men=1700; guns=4,3,",
    ]
    edit(folder, "record/versions.csv", old, "\n".join(reversed(new)))
    record = Record(load(folder))
    weights = {r.id: r.weight for r in record.disputes["paso_losses"].readings}
    assert weights == {"low": 3.0, "high": 2.0}
    assert record.values_of("army_at_pass", {"paso_losses": "high"}) == {"men": 1800, "guns": 4}


def test_rows_that_differ_without_a_dispute_are_one(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(
        folder,
        "record/versions.csv",
        "baja_home,,,annals,,men=900,1,",
        "baja_home,,,annals,,,1,",
    )
    record = Record(load(folder))
    dispute = record.disputes["baja_home"]
    assert [(r.id, r.weight) for r in dispute.readings] == [("letters", 2.0), ("annals", 1.0)]
    assert record.values_of("baja_home", {"baja_home": "annals"}) == {"men": 900}
    assert "war_declared" not in record.disputes


def test_what_an_entry_names() -> None:
    scenario = load(TEMPLATE)
    battle = scenario.entries[2]
    assert parse_what(battle) == What(("army_baja",), ("army_alta",))
    both = battle.model_copy(update={"what": "a + b > c"})
    assert parse_what(both) == What(("a", "b"), ("c",))
    for wrong in ("a", "> b", "a >", "a + > b", "a > b > c", ""):
        assert parse_what(battle.model_copy(update={"what": wrong})) in (
            None,
            What(("a",), ("b > c",)),
        )
    assert parse_what(scenario.entries[0]) == What(())


def test_positions_in_time_order() -> None:
    pins = Record(load(TEMPLATE)).pins()
    assert [(pin.entry, pin.place) for pin in pins["army_baja"]] == [
        ("battle_of_paso", "paso"),
        ("baja_home", "huerta"),
    ]
    assert [pin.span.first for pin in pins["army_alta"]] == [79, 92]


def test_coverage_counts(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(folder, "sources.bib", "@misc{diary, title={x}, keywords={general}}")
    scenario = load(folder)
    found = coverage(Record(scenario))
    assert (found.entries, found.versions, found.disputes) == (5, 6, 1)
    assert found.sources == len(scenario.sources)
    assert found.uncited == ("diary",) and found.unsourced == ()


def test_keys_of_a_source_cell() -> None:
    assert source_keys("annals: p. 3; letters, diary") == ("annals", "letters", "diary")
    assert source_keys(" ") == ()


def test_a_value_that_no_draw_reads_is_warned_of(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    first = "army_at_pass,,,annals,p. 13,men=1700; guns=4,3,"
    row = "army_at_pass,,,letters,,men=1700; guns=4,1,"
    edit(folder, "record/versions.csv", first, f"army_at_pass,,,annals,p. 13,,3,\n{row}")
    (line,) = [line for line in told(folder) if "never read" in line]
    assert line.startswith("record/versions.csv:4:") and "men, guns of army_at_pass" in line
    # under a dispute it is read
    edit(folder, "record/versions.csv", row, row.replace(",,,", ",army_size,big,", 1))
    assert not [line for line in told(folder) if "never read" in line]
