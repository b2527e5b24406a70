"""iCalendar, parsed by the library for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from tests.report.exports.made import SHOWN, entries_of, history, hostile, whole
from tests.small import entry, scenario
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.ics import ics
from ucronia.scenario.dates import last_date


def read(extract: Extract, lang: str = "en") -> list[Any]:
    """The events of the calendar."""
    content = ics(extract, lang)
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["version"] == "2.0" and calendar["prodid"]
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert not [error for event in events for error in event.errors]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return list(events)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_entry_is_an_event_in_the_language(lang: str) -> None:
    events = read(whole(), lang)
    assert len(events) == len(history().entries)
    for event, each in zip(events, history().entries, strict=True):
        text = each.text.es if lang == "es" else each.text.en
        assert text in event["description"]
        for name in ("summary", "description"):
            assert event[name].params["LANGUAGE"] == lang
        cited = {version.source for version in whole().versions(each)}
        titles = {source.title for source in history().sources if source.key in cited}
        assert all(title in event["description"] for title in titles)
        assert str(event["x-edtf"]) == whole().edtf(each)


@pytest.mark.parametrize("precision", ["day", "month", "year", "interval"])
def test_an_event_lasts_as_long_as_its_entry_may_stand(precision: str) -> None:
    extract = entries_of(precision)
    for event, each in zip(read(extract), extract.entries, strict=True):
        first, end = event["dtstart"].dt, event["dtend"].dt
        assert type(first) is date and event["dtstart"].params["VALUE"] == "DATE"
        assert first.isoformat() == each.date
        # the end is the first day after
        assert (end - timedelta(days=1)).isoformat() == last_date(each)


def test_the_last_day_of_all_calendars_has_no_day_after() -> None:
    made = scenario().model_copy(update={"entries": (entry("x", "9999-12-31", "news"),)})
    (event,) = read(Extract(made, made.entries, "1"))
    assert "dtend" not in event and event["dtstart"].dt == date.max


def test_an_identifier_is_one_events_and_stays() -> None:
    es, en, part = read(whole(), "es"), read(whole(), "en"), read(entries_of("month"))
    ids = [str(event["uid"]) for event in es]
    assert len(set(ids)) == len(ids)
    assert ids == [str(event["uid"]) for event in en]
    assert {str(event["uid"]) for event in part} < set(ids)
    assert ics(whole(), "es") == ics(whole(), "es")


def test_an_event_is_where_its_place_is() -> None:
    places = {place.id: place for place in history().places}
    for event, each in zip(read(whole()), history().entries, strict=True):
        if each.place:
            place = places[each.place]
            assert event["location"] == place.name
            assert (event["geo"].latitude, event["geo"].longitude) == (place.lat, place.lon)
        else:
            assert "location" not in event and "geo" not in event


def test_a_hostile_text_begins_no_line_of_its_own() -> None:
    bad = hostile()
    injected = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil"
    text = bad.entries[0].text.model_copy(update={"es": injected})
    told = bad.entries[0].model_copy(update={"text": text})
    (event,) = read(Extract(bad.scenario, (told,), "1"), "es")
    assert event["summary"] == SHOWN
    assert injected.replace("\r", "") in event["description"]
    content = ics(bad, "es")
    assert b"\x1b" not in content and b"\x00" not in content
    named = icalendar.Calendar.from_ical(content)["x-wr-calname"]
    assert str(named).startswith("=cmd") and "\n" not in str(named)
