"""iCalendar (RFC 5545): each entry a whole-day event, for any calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, vText
from icalendar import Event as CalendarEvent

from ucronia.report.exports.extract import Extract, clean
from ucronia.report.reading.told import dated_heading
from ucronia.report.words import KINDS, Words, entry_name
from ucronia.scenario.dates import last_date
from ucronia.scenario.model import Entry

STAMP = datetime(1970, 1, 1, tzinfo=UTC)
"""When an event was made: asked for, and the same record is to be the same file."""
_DAY = timedelta(days=1)


def ics(extract: Extract, lang: str) -> bytes:
    """Write entries as a calendar.

    Parameters
    ----------
    extract : Extract
        What is written.
    lang : str
        `es` or `en`.

    Returns
    -------
    bytes
        A calendar. An event lasts through all the days on which its entry may stand; its UID
        is the same in both languages and in any extract.
    """
    words = Words(lang)
    title = vText(clean(words.text(extract.scenario.title)))
    calendar = Calendar()
    calendar.add("prodid", f"-//Ucronia//ucronia {extract.version}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title, parameters={"LANGUAGE": lang})
    for entry in extract.entries:
        calendar.add_component(_event(extract, words, entry))
    return bytes(calendar.to_ical())


def _event(extract: Extract, words: Words, entry: Entry) -> CalendarEvent:
    language = {"LANGUAGE": words.lang}
    event = CalendarEvent()
    event.add("uid", f"{entry.id}@{extract.scenario.id}.ucronia")
    event.add("dtstamp", STAMP)
    event.add("dtstart", date.fromisoformat(entry.date))
    end = _after(entry)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", clean(entry_name(words, extract.scenario, entry)), language)
    event.add("description", _told(extract, words, entry), language)
    kind = KINDS.get(entry.kind, ("", "Event"))[1]
    event.add("categories", [words.say(kind)], language)
    place = extract.places.get(entry.place)
    if place is not None:
        event.add("location", clean(place.name), language)
        event.add("geo", (place.lat, place.lon))
    # an event of long ago makes nobody busy
    event.add("transp", "TRANSPARENT")
    event.add("x-edtf", vText(extract.edtf(entry)))
    return event


def _after(entry: Entry) -> date | None:
    """Give the day after an entry's last, on which its event ends; None past all calendars."""
    last = date.fromisoformat(last_date(entry))
    return last + _DAY if last < date.max else None


def _told(extract: Extract, words: Words, entry: Entry) -> str:
    lines = [dated_heading(words, entry), "", clean(words.text(entry.text))]
    cited = dict.fromkeys(map(extract.cited, extract.versions(entry)))
    if cited:
        lines += ["", words.say("Sources")]
    return "\n".join([*lines, *(f"\N{EN DASH} {line}" for line in cited)])
