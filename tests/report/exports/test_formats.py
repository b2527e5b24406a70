"""Formats chosen by name, and files written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report.exports.made import whole
from tests.small import scenario
from ucronia.app.options import Format
from ucronia.errors import QuestionError, StoreError
from ucronia.report.exports import formats
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.formats import FORMATS, choose, export, file_name, save


def small() -> Extract:
    """The small scenario's record."""
    return Extract(scenario(), scenario().entries, "1")


def test_the_shell_offers_what_there_is() -> None:
    assert [format.value for format in Format] == list(FORMATS)


def test_entries_are_chosen_by_weight() -> None:
    assert choose(whole(), "csv").entries == whole().entries
    kept = choose(whole(), "timelinejs").entries
    assert {entry.id for entry in kept} == {
        entry.id for entry in whole().entries if entry.weight >= 50
    }
    assert len(choose(whole(), "timelinejs", 0).entries) == len(whole().entries)
    (one,) = choose(whole(), "ics", 100).entries
    assert one.weight == 100


def test_what_cannot_be_written_is_said() -> None:
    with pytest.raises(QuestionError, match='no format "geojsn"; did you mean "geojson"'):
        choose(whole(), "geojsn")
    with pytest.raises(QuestionError, match="nothing in the record fits"):
        choose(Extract(scenario(), (), "1"), "csv")
    light = tuple(entry for entry in small().entries if entry.weight <= 30)
    with pytest.raises(QuestionError, match=r"weighs 50 or more; .* 30 \(--at-least 30\)"):
        choose(Extract(scenario(), light, "1"), "timelinejs")


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_holds_what_is_printed(tmp_path: Path, format: str) -> None:
    path = save(tmp_path / "x", small(), format, "es")
    assert path.read_bytes() == export(small(), format, "es")
    named = save(tmp_path, small(), format, "es")
    assert named.name == f"two_valleys{FORMATS[format].end}"
    assert named.read_bytes() == path.read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_names_of_files_differ() -> None:
    assert len({format.end for format in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("id", ["../../x", "/etc/x", ".", "..", "", "a\\b", "=x", "c:x"])
def test_a_strangers_id_names_no_other_folder(tmp_path: Path, id: str) -> None:
    name = file_name(id, "csv")
    assert Path(name).name == name and not set(name) & set("/\\:=")
    made = Extract(scenario().model_copy(update={"id": id}), scenario().entries, "1")
    assert save(tmp_path, made, "csv").parent == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "x.geojson", small(), "geojson")
    before = path.read_bytes()
    assert json.loads(before)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(formats, "put", full)
    with pytest.raises(StoreError, match=r"x\.geojson: can't be written: No space left"):
        save(path, small(), "csv")
    assert path.read_bytes() == before
    monkeypatch.undo()
    with pytest.raises(StoreError, match="can't be written: No such file"):
        save(tmp_path / "nowhere" / "x.csv", small(), "csv")
