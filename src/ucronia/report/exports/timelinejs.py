"""The spreadsheet of Knight Lab's TimelineJS: a slide for each entry."""

from __future__ import annotations

from datetime import date
from html import escape

from ucronia.report.exports.cells import Cell, write_cells
from ucronia.report.exports.extract import Extract, clean
from ucronia.report.reading.told import dated_heading
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Entry

Row = dict[str, Cell]
COLUMNS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time"),
    *("Display Date", "Headline", "Text", "Media", "Media Credit", "Media Caption"),
    *("Media Thumbnail", "Type", "Group", "Background"),
)
"""As its documentation has them: https://timeline.knightlab.com/docs/using-spreadsheets.html."""
_WAR = "battle siege march position landing naval occupation withdrawal mutiny"
_DIPLOMACY = "treaty declaration"
_CONTEXT = "context news"
GROUPS = {
    **dict.fromkeys(_WAR.split(), "War"),
    **dict.fromkeys(_DIPLOMACY.split(), "Diplomacy"),
    **dict.fromkeys(_CONTEXT.split(), "Context"),
}
OTHERS = "Politics"
"""Rows of the timeline by kind of entry: messages of the catalogues."""


def timelinejs(extract: Extract, lang: str) -> bytes:
    """Write entries as the spreadsheet of a timeline.

    Parameters
    ----------
    extract : Extract
        What is written.
    lang : str
        `es` or `en`.

    Returns
    -------
    bytes
        CSV: a title slide, and a slide for each entry. Day or month stay blank where they
        aren't known. TimelineJS takes headlines and texts for HTML, so they are escaped.
    """
    words = Words(lang)
    slides = [_slide(extract, words, entry) for entry in extract.entries]
    return write_cells(COLUMNS, [_title(extract, words), *slides])


def _title(extract: Extract, words: Words) -> Row:
    scenario = extract.scenario
    credits = "; ".join(filter(None, (*scenario.credits, scenario.licence)))
    return {
        "Headline": _html(words.text(scenario.title)),
        "Text": f"<p>{_html(words.text(scenario.summary))}</p><p>{_html(credits)}</p>",
        "Type": "title",
    }


def _slide(extract: Extract, words: Words, entry: Entry) -> Row:
    return {
        **_dates(entry),
        "Display Date": _shown_date(words, entry),
        "Headline": _html(entry_name(words, extract.scenario, entry)),
        "Text": _text(extract, words, entry),
        "Group": words.say(GROUPS.get(entry.kind, OTHERS)),
    }


def _shown_date(words: Words, entry: Entry) -> str:
    if entry.precision == "day":
        return words.date(date.fromisoformat(entry.date))
    return dated_heading(words, entry)


def _dates(entry: Entry) -> Row:
    first = date.fromisoformat(entry.date)
    row: Row = {"Year": first.year}
    if entry.precision != "year":
        row["Month"] = first.month
    if entry.precision in ("day", "interval"):
        row["Day"] = first.day
    if entry.precision == "interval":
        last = date.fromisoformat(entry.until)
        row |= {"End Year": last.year, "End Month": last.month, "End Day": last.day}
    return row


def _text(extract: Extract, words: Words, entry: Entry) -> str:
    told = f"<p>{_html(words.text(entry.text))}</p>"
    cited = dict.fromkeys(map(extract.cited, extract.versions(entry)))
    if not cited:
        return told
    return f"{told}<p>{words.say('Sources')}: {_html('; '.join(cited))}</p>"


def _html(text: str) -> str:
    """Write a text so that it is nothing else in a page; quotes do no harm between tags."""
    return escape(clean(text), quote=False)
