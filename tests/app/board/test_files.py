"""What the server holds: the page, compressed where it gains by it, and whose stories."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ucronia.app.board.files import FOLDER, held, page_files, stories, told_of
from ucronia.app.board_files import story_folder
from ucronia.app.scenarios import load
from ucronia.scenario.new import TEMPLATE


def put_stories(folder: Path, **parts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for lang in ("es", "en"):
        content = gzip.compress(json.dumps(parts).encode(), mtime=0)
        (folder / f"story.{lang}.json.gz").write_bytes(content)
    return folder


def test_text_is_compressed_and_pictures_are_not() -> None:
    page, picture = held(b"<p>" * 100, "text/html"), held(b"\x89PNG" * 100, "image/png")
    assert page.is_zipped and not picture.is_zipped
    assert page.unzipped() == b"<p>" * 100
    assert picture.unzipped() == picture.content
    assert page.tag != picture.tag


def test_the_page_is_there_even_where_it_is_not_built(tmp_path: Path) -> None:
    assert b"not built" in page_files(tmp_path)[""].unzipped()
    (tmp_path / "static" / "assets").mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text("<p>it is")
    (tmp_path / "static" / "assets" / "a.js").write_text("1")
    files = page_files(tmp_path)
    assert files[""].unzipped() == b"<p>it is"
    assert files["assets/a.js"].kind in ("text/javascript", "application/javascript")


@pytest.mark.parametrize(
    "content", [b"", b"no gzip", gzip.compress(b"{"), gzip.compress(b"{}")]
)
def test_half_a_story_is_none(tmp_path: Path, content: bytes) -> None:
    put_stories(tmp_path, scenario="a", hash="b")
    assert told_of(tmp_path) == ("a", "b")
    (tmp_path / "story.en.json.gz").write_bytes(content)
    assert told_of(tmp_path) is None
    (tmp_path / "story.en.json.gz").unlink()
    assert told_of(tmp_path) is None


def test_another_scenario_has_stories_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UCRONIA_BOARD_CACHE", str(tmp_path))
    scenario = load(TEMPLATE)
    folder, is_there = story_folder(scenario)
    assert not is_there
    assert folder.parent == tmp_path
    put_stories(folder, scenario=scenario.id, hash=scenario.hash)
    assert story_folder(scenario) == (folder, True)


def test_the_shipped_stories_tell_of_the_bundled_history_as_it_is() -> None:
    scenario = load()
    assert story_folder(scenario) == (FOLDER, True), "remake them: ucronia board --prepare"
    assert set(stories()) == {"es", "en"}
