"""The flat table, opened by pandas and by Arrow."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow.csv as arrow

from tests.report.exports.made import SHOWN, history, hostile, only, whole
from tests.small import entry, scenario
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.flat import COLUMNS, flat_csv
from ucronia.scenario.columns import Columns
from ucronia.scenario.model import Entry, Version


def read(extract: Extract) -> pd.DataFrame:
    """The table as pandas reads it, blanks as blanks."""
    return pd.read_csv(io.BytesIO(flat_csv(extract, "en")), keep_default_na=False)


def test_it_holds_every_version_of_every_entry() -> None:
    table = read(whole())
    assert len(table) == len(history().versions)
    assert table["entry"].nunique() == len(history().entries)
    versions = [v for e in history().entries for v in whole().versions(e)]
    assert list(table["source"]) == [version.source for version in versions]
    assert list(table["locator"]) == [version.locator for version in versions]
    assert list(table["version_weight"]) == [version.weight for version in versions]


def test_arrow_reads_the_same() -> None:
    table = arrow.read_csv(io.BytesIO(flat_csv(whole(), "es")))
    assert table.num_rows == len(history().versions)
    assert tuple(table.column_names) == COLUMNS
    assert str(table.schema.field("weight").type) in ("double", "int64")
    assert str(table.schema.field("place_lat").type) == "double"
    assert set(table["text_es"].to_pylist()) == {e.text.es for e in history().entries}
    assert set(table["text_en"].to_pylist()) == {e.text.en for e in history().entries}


def test_the_header_is_the_records_own_words() -> None:
    for part, prefix in ((Entry, ""), (Version, "version_")):
        for name in Columns(part).names:
            assert {name, f"{prefix}{name}"} & set(COLUMNS) or name == "id", name
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_cells_are_what_the_record_says() -> None:
    row = read(only("ingavi_1841")).iloc[0]
    entry = next(entry for entry in history().entries if entry.id == row["entry"])
    version = whole().versions(entry)[0]
    assert row["date"] == entry.date and row["edtf"].rstrip("?") == entry.date
    assert row["text_es"] == entry.text.es and row["text_en"] == entry.text.en
    assert row["values"].split("; ")[0] == f"men_a={version.values['men_a']:.0f}"
    place = next(place for place in history().places if place.id == entry.place)
    assert (row["place_lat"], row["place_lon"]) == (place.lat, place.lon)
    source = next(s for s in history().sources if s.key == version.source)
    assert (row["source_title"], row["source_url"]) == (source.title, source.url)


def test_nothing_of_the_bundled_record_needs_a_guard() -> None:
    table = pd.read_csv(io.BytesIO(flat_csv(whole(), "en")), keep_default_na=False, dtype=str)
    assert not table.map(lambda cell: cell.startswith("'")).to_numpy().any()


def test_an_entry_without_a_version_has_a_row() -> None:
    made = scenario().model_copy(
        update={"entries": (entry("alone", "1840-04-01", "news"),), "versions": ()}
    )
    table = read(Extract(made, made.entries, "1"))
    assert list(table["entry"]) == ["alone"] and list(table["source"]) == [""]


def test_a_hostile_text_is_a_text() -> None:
    content = flat_csv(hostile(), "en")
    row = pd.read_csv(io.BytesIO(content), keep_default_na=False).iloc[0]
    for column in ("name_es", "text_en", "note", "locator", "version_note", "source_title"):
        assert row[column] == f"'{SHOWN}", column
    lines = arrow.ParseOptions(newlines_in_values=True)
    table = arrow.read_csv(io.BytesIO(content), parse_options=lines)
    assert table.num_rows == 1 and table["text_es"].to_pylist() == [f"'{SHOWN}"]
