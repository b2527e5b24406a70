"""Tables hold what was found, and say where they come from."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from tests.report.findings import contrast, findings
from ucronia.errors import StoreError
from ucronia.report import tables


def test_a_curve_has_one_row_a_day_and_outcome() -> None:
    curve = findings().curve
    rows = tables.curve_rows(curve)
    assert len(rows) == len(curve.days) * len(curve.outcomes)
    assert rows[0]["date"] == "1835-02-22"
    assert rows[0]["mean"] == curve.mean[0, 0]
    # nothing ends unsettled: there is no variance to split, and a blank says so
    assert rows[2]["chance"] is None


def test_turning_points_carry_their_parts_or_blanks() -> None:
    first, second = tables.turning_rows(findings().turning_points)[:2]
    assert first["entry"] == "yungay_battle"
    assert first["act_low"] < first["act"] < first["act_high"]
    assert second["act"] is None


def test_grades_and_options() -> None:
    rows = tables.grade_rows(findings().grades)
    assert [row["mark"] for row in rows] == ["??", "!!", ""]
    assert (rows[0]["option"], rows[0]["best"]) == ("let_go", "hold")
    options = tables.option_rows(findings().grades)
    assert [row["recorded"] for row in options[:2]] == [True, False]


def test_contrast_rows() -> None:
    row = tables.contrast_rows(contrast())[0]
    assert row["difference"] == pytest.approx(row["alternative"] - row["recorded"])


def test_files_hold_the_rows_and_the_origin(tmp_path: Path) -> None:
    found = findings()
    written = tables.write_tables(tmp_path / "t", tables.findings_tables(found), found.origin)
    assert {path.name for path in written} == {"origin.json"} | {
        f"{name}.{end}"
        for name in ("curve", "turning_points", "grades", "options")
        for end in ("csv", "parquet")
    }
    table = pyarrow.parquet.read_table(tmp_path / "t" / "curve.parquet")
    assert table.to_pylist() == tables.curve_rows(found.curve)
    assert json.loads(table.schema.metadata[tables.METADATA])["seed"] == 1839
    with (tmp_path / "t" / "grades.csv").open(encoding="utf-8", newline="") as file:
        assert [row["mark"] for row in csv.DictReader(file)] == ["??", "!!", ""]


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't write the tables"):
        tables.write_tables(tmp_path / "file" / "t", {}, findings().origin)


def test_a_table_that_cannot_be_written_leaves_the_one_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa
    import pyarrow.csv

    file = tmp_path / "lines.csv"
    tables.save_table(file, pa.table({"a": [1]}))
    before = file.read_bytes()

    def fail_half_way(table: object, target: Any) -> None:
        target.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(pyarrow.csv, "write_csv", fail_half_way)
    with pytest.raises(KeyboardInterrupt):
        tables.save_table(file, pa.table({"a": [2]}))
    assert file.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == [
        file.name
    ]
