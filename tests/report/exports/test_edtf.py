"""Dates in EDTF, read back by a parser of the format."""

from __future__ import annotations

from datetime import date
from functools import cache

import edtf as library
import pytest

from tests.report.exports.made import whole
from tests.small import entry, version
from ucronia.report.exports.edtf import edtf, is_disputed, plain_date
from ucronia.scenario.dates import last_date


@pytest.mark.parametrize(
    ("parts", "told", "written"),
    [
        ({}, "", "1841-12-05"),
        ({}, "1841-12-05", "1841-12-05"),
        ({}, "1841-12-06", "1841-12-05?"),
        ({"precision": "month"}, "", "1841-12"),
        ({"precision": "month"}, "1841-12-31", "1841-12"),
        ({"precision": "month"}, "1842-01-01", "1841-12?"),
        ({"precision": "month"}, "1841-11-30", "1841-12?"),
        ({"precision": "year"}, "1841-01-01", "1841"),
        ({"precision": "year"}, "1840-12-31", "1841?"),
        ({"precision": "interval", "until": "1841-12-31"}, "", "1841-12-05/1841-12-31"),
        (
            {"precision": "interval", "until": "1841-12-31"},
            "1842-01-01",
            "1841-12-05?/1841-12-31?",
        ),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(
    parts: dict[str, str], told: str, written: str
) -> None:
    first = {"month": "1841-12-01", "year": "1841-01-01"}
    made = entry("x", first.get(parts.get("precision", ""), "1841-12-05"), "news", **parts)
    said = [version("x", men=3.0), *([version("x", date=told)] if told else [])]
    assert edtf(made, said) == written
    assert str(library.parse_edtf(written)) == written


@cache
def days(text: str) -> tuple[date, date]:
    """The days that the parser says a text allows."""
    read = library.parse_edtf(text)
    first, last = read.lower_strict(), read.upper_strict()
    return date(*first[:3]), date(*last[:3])


def test_every_date_of_the_record_is_read_back_to_the_day() -> None:
    extract = whole()
    marked = 0
    for each in extract.entries:
        text = extract.edtf(each)
        wanted = (date.fromisoformat(each.date), date.fromisoformat(last_date(each)))
        assert days(text) == wanted, each.id
        assert text.startswith(plain_date(each))
        disputed = is_disputed(each, extract.versions(each))
        assert ("?" in text) == disputed
        marked += disputed
    assert 0 < marked < len(extract.entries) / 2
    assert {each.precision for each in extract.entries} == {"day", "month", "year", "interval"}
