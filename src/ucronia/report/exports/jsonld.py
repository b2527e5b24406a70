"""JSON-LD: entries as schema.org events, with what each source says as creative works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ucronia.report.exports.edtf import plain_date
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.lines import json_lines
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Entry, Place, Scenario, Source, Text, Version

Node = dict[str, Any]
EDTF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF-level1"
SCHEMA = "https://schema.org/"
_TYPES = "CreativeWork Dataset Event GeoCoordinates Place PropertyValue".split()
_TEXTS = ("name", "description")
"""Words of schema.org that are said in both languages."""
_LINKS = ("about", "isPartOf", "location", "superEvent", "url")
_DATES = ("startDate", "endDate")
_PLAIN = (
    *("alternateName", "author", "creditText", "dateCreated", "geo", "latitude", "license"),
    *("longitude", "mentions", "subjectOf", "temporalCoverage", "value", "version"),
)
_OWN = ("copies", "dispute", "kind", "note", "precision", "reading", "weight")
"""Words of the record that schema.org has no equal of."""


def jsonld(extract: Extract, lang: str) -> bytes:
    """Write entries as linked data.

    Parameters
    ----------
    extract : Extract
        What is written.
    lang : str
        Not asked: texts are in both languages.

    Returns
    -------
    bytes
        A graph: the data set, the whole history as an event, its entries as events of it, and
        the places and sources that these name. The context stands in the file.
    """
    head = {"@context": context(extract.scenario)}
    return json_lines(head, "@graph", graph(extract))


def context(scenario: Scenario) -> Node:
    """Say what the words of the file mean.

    Parameters
    ----------
    scenario : Scenario
        Its id is a part of every identifier.

    Returns
    -------
    dict
        A JSON-LD 1.1 context that refers to no other file.
    """
    own = _base(scenario)
    return {
        "@version": 1.1,
        "schema": SCHEMA,
        "entry": f"{own}:entry:",
        "place": f"{own}:place:",
        "source": f"{own}:source:",
        **{word: f"schema:{word}" for word in (*_TYPES, *_PLAIN)},
        **{word: {"@id": f"schema:{word}", "@container": "@language"} for word in _TEXTS},
        **{word: {"@id": f"schema:{word}", "@type": "@id"} for word in _LINKS},
        **{word: {"@id": f"schema:{word}", "@type": "schema:Date"} for word in _DATES},
        **{word: f"urn:ucronia:word:{word}" for word in _OWN},
        "date": {"@id": "http://purl.org/dc/terms/date", "@type": EDTF_TYPE},
        "locator": "http://purl.org/ontology/bibo/locator",
    }


def graph(extract: Extract) -> Iterator[Node]:
    """Give the nodes of the graph.

    Parameters
    ----------
    extract : Extract
        What is written.

    Yields
    ------
    dict
        The data set and the whole history; then entries, places, sources.
    """
    yield from _whole(extract)
    yield from (_event(extract, entry) for entry in extract.entries)
    places = dict.fromkeys(entry.place for entry in extract.entries)
    yield from (_place(extract.places[id]) for id in places if id in extract.places)
    versions = (version for entry in extract.entries for version in extract.versions(entry))
    keys = dict.fromkeys(version.source for version in versions)
    yield from (_work(extract.sources[key]) for key in keys if key in extract.sources)


def _whole(extract: Extract) -> Iterator[Node]:
    scenario, own = extract.scenario, _base(extract.scenario)
    yield {
        "@id": own,
        "@type": "Dataset",
        "name": _both(scenario.title),
        "description": _both(scenario.summary),
        "about": f"{own}:whole",
        "temporalCoverage": f"{scenario.start}/{scenario.end}",
        "license": scenario.licence,
        "creditText": list(scenario.credits),
        "version": scenario.hash,
    }
    yield {
        "@id": f"{own}:whole",
        "@type": "Event",
        "name": _both(scenario.title),
        "startDate": scenario.start,
        "endDate": scenario.end,
    }


def _event(extract: Extract, entry: Entry) -> Node:
    es, en = Words("es"), Words("en")
    name = {
        "es": entry_name(es, extract.scenario, entry),
        "en": entry_name(en, extract.scenario, entry),
    }
    versions = enumerate(extract.versions(entry), start=1)
    return {
        "@id": _id("entry", entry.id),
        "@type": "Event",
        "name": name,
        "description": _both(entry.text),
        "startDate": plain_date(entry),
        **({"endDate": entry.until} if entry.precision == "interval" else {}),
        "date": extract.edtf(entry),
        "precision": entry.precision,
        "kind": entry.kind,
        "weight": entry.weight,
        **({"location": _id("place", entry.place)} if entry.place in extract.places else {}),
        "superEvent": f"{_base(extract.scenario)}:whole",
        "subjectOf": [_said(entry, number, version) for number, version in versions],
    }


def _said(entry: Entry, number: int, version: Version) -> Node:
    """Give what a source says of an entry, as a piece of the source."""
    values = [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in version.values.items()
    ]
    node = {
        "@id": f"{_id('entry', entry.id)}:{number}",
        "@type": "CreativeWork",
        "isPartOf": _id("source", version.source),
        "locator": version.locator,
        "mentions": values,
        "dispute": version.dispute,
        "reading": version.reading,
        "note": version.note,
    }
    return {**_filled(node), "weight": version.weight}


def _place(place: Place) -> Node:
    variants = [name.strip() for name in place.variants.split(";") if name.strip()]
    node = {
        "@id": _id("place", place.id),
        "@type": "Place",
        "name": place.name,
        "alternateName": variants,
    }
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {**_filled(node), "geo": geo}


def _work(source: Source) -> Node:
    is_address = source.url.startswith(("https://", "http://"))
    node = {
        "@id": _id("source", source.key),
        "@type": "CreativeWork",
        "name": source.title,
        "author": source.author,
        "dateCreated": source.year,
        "url": quote(source.url, safe=":/?#[]@!$&'()*+,;=%~") if is_address else "",
        "kind": source.kind,
        "note": source.note,
        "copies": {"@id": _id("source", source.copies)} if source.copies else "",
    }
    return _filled(node)


def _base(scenario: Scenario) -> str:
    return f"urn:ucronia:{quote(scenario.id, safe='')}"


def _id(prefix: str, id: str) -> str:
    return f"{prefix}:{quote(id, safe='')}"


def _both(text: Text) -> Node:
    return {"es": text.es, "en": text.en}


def _filled(node: Node) -> Node:
    """Leave out what is blank."""
    return {name: value for name, value in node.items() if value not in ("", [])}
