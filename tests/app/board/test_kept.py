"""What is kept comes back whole, and a name that is no id is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ucronia.app.board.kept import Kept

ID = "0123456789abcdef0123"


def test_an_answer_comes_back(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "room")
    kept.write(ID, {"entry": "á"}, {"es": {"p": 0.5}})
    assert kept.read(ID) == {"asked": {"entry": "á"}, "told": {"es": {"p": 0.5}}}


@pytest.mark.parametrize("id", ["../x", "", ID + "0", ID.upper(), f"{ID}\n", "0" * 20])
def test_what_is_no_id_or_not_kept_is_none(tmp_path: Path, id: str) -> None:
    assert Kept(tmp_path).read(id) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"asked": {}}', b"\xff"])
def test_half_a_file_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{ID}.json").write_bytes(content)
    assert Kept(tmp_path).read(ID) is None


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    kept = Kept(tmp_path / "file" / "room")
    kept.write(ID, {}, {})
    assert kept.read(ID) is None
