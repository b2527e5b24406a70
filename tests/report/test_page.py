"""The page needs nothing else, says everything in both languages, and trusts no text."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.report.findings import findings, scenario
from ucronia.errors import StoreError
from ucronia.report import page
from ucronia.report.figures.files import svg_element
from ucronia.report.pictures import draw, draw_all, prepare
from ucronia.report.words import LANGUAGES, Words
from ucronia.scenario.model import Text

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Balance(HTMLParser):
    """Checks that every element is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html() -> str:
    pictures = {
        lang: dataclasses.replace(drawn, campaigns=svg_element("<svg></svg>", lang))
        for lang, drawn in draw_all(scenario(), findings()).items()
    }
    day = findings().turning_points[0].day
    reasons = {day: {"es": ["Si hay motín, baja."], "en": ["With a mutiny, it falls."]}}
    return page.page(scenario(), findings(), pictures, reasons)


def test_every_element_is_closed(html: str) -> None:
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    # a name met twice would make one figure borrow from another that is hidden
    assert len(parser.ids) == len(set(parser.ids))


def test_nothing_is_fetched(html: str) -> None:
    text = re.sub(r"<svg.*?</svg>", "", html, flags=re.S)
    assert "http" not in text
    assert not re.search(r"<(link|img|iframe)|src=|@import|url\(", text)
    outside = re.findall(r'(?:href|src)="([^"#][^"]*)"', html)
    assert outside == []


def test_both_languages_say_all_of_it(html: str) -> None:
    halves = dict(re.findall(r'<main lang="(\w\w)">(.*?)</main>', html, flags=re.S))
    assert set(halves) == {"es", "en"}
    for lang, words in (
        ("es", ("La pregunta", "Puntos de inflexión", "Decisión costosa", "Campañas")),
        ("en", ("The question", "Turning points", "Costly choice", "With a mutiny, it falls.")),
    ):
        assert all(word in halves[lang] for word in words)
        assert "seed 1839" in halves[lang] or "semilla 1839" in halves[lang]
        assert "0123456789ab" in halves[lang] and "Made by hand" in halves[lang]
        assert "0.1.0" in halves[lang]
        assert 'class="mark">??<' in halves[lang]


def test_a_strangers_text_can_not_run() -> None:
    hostile = '<script>alert("1")</script>'
    text = Text(es=hostile, en=hostile)
    world = scenario().model_copy(
        update={"title": text, "summary": text, "credits": (hostile,)}
    )
    pictures = {lang: draw(world, findings(), Words(lang)) for lang in LANGUAGES}
    html = page.page(world, findings(), pictures)
    assert hostile not in html
    assert html.count("<script") == 1


def test_a_page_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    pictures = draw_all(scenario(), findings())
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't write the page"):
        page.write_page(tmp_path / "file" / "page.html", scenario(), findings(), pictures)
    path = page.write_page(tmp_path / "d" / "page.html", scenario(), findings(), pictures)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_another_process_draws_what_this_one_would(tmp_path: Path) -> None:
    """One language is drawn elsewhere: the same bytes, on the page and in the folder."""
    here = {
        lang: draw(scenario(), findings(), Words(lang), tmp_path / "here") for lang in LANGUAGES
    }
    assert draw_all(scenario(), findings(), tmp_path / "both") == here
    mine, both = (sorted((tmp_path / name).iterdir()) for name in ("here", "both"))
    assert [path.name for path in mine] == [path.name for path in both]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(mine, both, strict=True))


def test_a_folder_is_meant_from_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process may stand elsewhere: it was started when this one did."""
    prepare()
    monkeypatch.chdir(tmp_path)
    draw_all(scenario(), findings(), Path("figures"))
    ends = {path.stem[-2:] for path in (tmp_path / "figures").iterdir()}
    assert ends == set(LANGUAGES)


def test_where_no_process_starts_this_one_draws_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert set(draw_all(scenario(), findings())) == set(LANGUAGES)
