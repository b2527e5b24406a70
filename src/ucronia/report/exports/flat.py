"""CSV: the record as one flat table, a row for each version of each entry."""

from __future__ import annotations

from collections.abc import Iterator

from ucronia.report.exports.cells import Cell, write_cells
from ucronia.report.exports.extract import Extract, value_text
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Entry, Version

Row = dict[str, Cell]
COLUMNS = (
    *("entry", "date", "precision", "until", "edtf", "after", "kind", "what"),
    *("place", "place_name", "place_lat", "place_lon", "rule", "bind", "option", "effects"),
    *("weight", "name_es", "name_en", "text_es", "text_en", "note"),
    *("dispute", "reading", "source", "locator", "values", "version_weight", "version_note"),
    *("source_kind", "source_author", "source_title", "source_year", "source_url"),
    "source_copies",
)
"""Words of record/entries.csv and record/versions.csv; where both have one, or it is another
table's, with the thing's name before it."""


def flat_csv(extract: Extract, lang: str) -> bytes:
    """Write entries with their versions and sources as a table.

    Parameters
    ----------
    extract : Extract
        What is written.
    lang : str
        Not asked: the table is in both languages.

    Returns
    -------
    bytes
        CSV; an entry without a version has one row.
    """
    return write_cells(COLUMNS, flat_rows(extract))


def flat_rows(extract: Extract) -> Iterator[Row]:
    """Give the rows of the table, entry by entry.

    Parameters
    ----------
    extract : Extract
        What is written.

    Yields
    ------
    dict
        Column to cell.
    """
    es, en = Words("es"), Words("en")
    for entry in extract.entries:
        names: Row = {
            "name_es": entry_name(es, extract.scenario, entry),
            "name_en": entry_name(en, extract.scenario, entry),
        }
        own = {**_entry(extract, entry), **names}
        for version in extract.versions(entry):
            yield {**own, **_version(version), **_source(extract, version.source)}
        if not extract.versions(entry):
            yield own


def _entry(extract: Extract, entry: Entry) -> Row:
    place = extract.places.get(entry.place)
    return {
        "entry": entry.id,
        "date": entry.date,
        "precision": entry.precision,
        "until": entry.until,
        "edtf": extract.edtf(entry),
        "after": entry.after,
        "kind": entry.kind,
        "what": entry.what,
        "place": entry.place,
        "place_name": place.name if place else "",
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "rule": entry.rule,
        "bind": _pairs(dict(entry.bind)),
        "option": entry.option,
        "effects": "; ".join(entry.effects),
        "weight": entry.weight,
        "text_es": entry.text.es,
        "text_en": entry.text.en,
        "note": entry.note,
    }


def _version(version: Version) -> Row:
    return {
        "dispute": version.dispute,
        "reading": version.reading,
        "source": version.source,
        "locator": version.locator,
        "values": _pairs(version.values),
        "version_weight": version.weight,
        "version_note": version.note,
    }


def _source(extract: Extract, key: str) -> Row:
    source = extract.sources.get(key)
    if source is None:
        return {}
    return {
        "source_kind": source.kind,
        "source_author": source.author,
        "source_title": source.title,
        "source_year": source.year,
        "source_url": source.url,
        "source_copies": source.copies,
    }


def _pairs(values: dict[str, float | str] | dict[str, str]) -> str:
    return "; ".join(f"{name}={value_text(value)}" for name, value in values.items())
