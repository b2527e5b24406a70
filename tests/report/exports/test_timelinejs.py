"""The spreadsheet of TimelineJS, held against the columns that it documents."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pandas as pd
import pytest

from tests.report.exports.made import SHOWN, entries_of, history, hostile, whole
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.timelinejs import GROUPS, OTHERS, timelinejs
from ucronia.report.words import Words
from ucronia.scenario.record import KINDS

DOCUMENTED = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,"
    "Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background"
)


class Page(HTMLParser):
    """What a browser makes of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.said += data


def read(extract: Extract, lang: str = "en") -> list[dict[str, str]]:
    """Its rows."""
    text = timelinejs(extract, lang).decode()
    assert text.splitlines()[0] == DOCUMENTED
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_title_and_a_slide_for_each_entry(lang: str) -> None:
    title, *slides = read(whole(), lang)
    text = history().title.es if lang == "es" else history().title.en
    assert (title["Type"], title["Headline"], title["Year"]) == ("title", text, "")
    assert len(slides) == len(history().entries)
    groups = {Words(lang).say(group) for group in (*GROUPS.values(), OTHERS)}
    for slide, each in zip(slides, history().entries, strict=True):
        text = each.text.es if lang == "es" else each.text.en
        assert text in Page(slide["Text"]).said
        assert set(Page(slide["Text"]).tags) == {"p"}
        assert slide["Headline"] and slide["Display Date"] and slide["Group"] in groups
        assert (slide["Type"], slide["Media"], slide["Time"]) == ("", "", "")


def test_pandas_reads_the_same() -> None:
    table = pd.read_csv(io.BytesIO(timelinejs(whole(), "es")))
    assert ",".join(table.columns) == DOCUMENTED
    years = table["Year"].dropna().astype(int)
    assert years.between(1835, 1842).all() and len(years) == len(history().entries)


@pytest.mark.parametrize(
    ("precision", "parts", "is_ended"),
    [("day", 3, False), ("month", 2, False), ("year", 1, False), ("interval", 3, True)],
)
def test_what_is_not_known_of_a_date_is_blank(
    precision: str, parts: int, is_ended: bool
) -> None:
    extract = entries_of(precision)
    for slide, each in zip(read(extract)[1:], extract.entries, strict=True):
        dated = [slide[name] for name in ("Year", "Month", "Day")]
        wanted = [str(int(part)) for part in each.date.split("-")[:parts]]
        assert [part for part in dated if part] == wanted == dated[:parts]
        ended = [slide[f"End {name}"] for name in ("Year", "Month", "Day")]
        until = [str(int(part)) for part in each.until.split("-")] if is_ended else [""] * 3
        assert ended == until


def test_dates_are_shown_in_the_language() -> None:
    extract = entries_of("month")
    for lang, month in (("es", "Febrero de 1837"), ("en", "February 1837")):
        assert read(extract, lang)[1]["Display Date"] == month
    day = read(whole(), "es")[1]["Display Date"]
    assert day == "22 de febrero de 1835"


def test_groups_are_of_known_kinds() -> None:
    assert set(GROUPS) <= set(KINDS)


def test_a_hostile_text_is_neither_a_page_nor_a_formula() -> None:
    for row in read(hostile()):
        assert "<script" not in row["Headline"] + row["Text"]
        assert row["Headline"].startswith("'=cmd")
        page = Page(row["Text"])
        assert set(page.tags) == {"p"} and SHOWN in page.said
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@"))
