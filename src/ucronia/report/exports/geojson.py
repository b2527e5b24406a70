"""GeoJSON (RFC 7946): entries as points, the campaigns of forces as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ucronia.report.exports.extract import Extract
from ucronia.report.exports.lines import json_lines
from ucronia.report.words import Words, entry_name
from ucronia.scenario.dates import last_date
from ucronia.scenario.model import Force, Place, Version
from ucronia.scenario.tracks import Stop, tracks

DECIMALS = 5
"""Of a degree: about a metre."""
Feature = dict[str, Any]


def geojson(extract: Extract, lang: str) -> bytes:
    """Write entries and campaigns as a collection of features.

    Parameters
    ----------
    extract : Extract
        What is written.
    lang : str
        Not asked: the properties are in both languages.

    Returns
    -------
    bytes
        Each entry a Point, without geometry where it has no place; each force that stands at
        two places or more by these entries a LineString, or a MultiLineString where it was
        raised anew between them.
    """
    scenario = extract.scenario
    head = {
        "type": "FeatureCollection",
        "name": scenario.id,
        "title_es": scenario.title.es,
        "title_en": scenario.title.en,
        "licence": scenario.licence,
        "credits": list(scenario.credits),
        "hash": scenario.hash,
        "version": extract.version,
    }
    return json_lines(head, "features", [*entry_features(extract), *campaigns(extract)])


def entry_features(extract: Extract) -> Iterator[Feature]:
    """Give a feature for each entry.

    Parameters
    ----------
    extract : Extract
        What is written.

    Yields
    ------
    dict
        As GeoJSON has it.
    """
    es, en = Words("es"), Words("en")
    for entry in extract.entries:
        place = extract.places.get(entry.place)
        properties = {
            "feature": "entry",
            "id": entry.id,
            "date": entry.date,
            "until": last_date(entry),
            "edtf": extract.edtf(entry),
            "precision": entry.precision,
            "kind": entry.kind,
            "place": entry.place,
            "place_name": place.name if place else "",
            "name_es": entry_name(es, extract.scenario, entry),
            "name_en": entry_name(en, extract.scenario, entry),
            "text_es": entry.text.es,
            "text_en": entry.text.en,
            "sources": [_source(extract, version) for version in extract.versions(entry)],
            "weight": entry.weight,
        }
        point = {"type": "Point", "coordinates": position(place)} if place else None
        yield _feature(f"entry:{entry.id}", point, properties)


def position(place: Place) -> list[float]:
    """Give a place's position: longitude first."""
    return [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]


def campaigns(extract: Extract) -> Iterator[Feature]:
    """Give a feature for each force that stands at two places or more by these entries.

    Parameters
    ----------
    extract : Extract
        What is written.

    Yields
    ------
    dict
        As GeoJSON has it; `dates`, `entries`, `places` and `men` go along the positions: a
        list for a LineString, a list for each line of a MultiLineString. `men` is the fewest
        and the most that a reading gives, null where none does.
    """
    forces = {force.id: force for force in extract.scenario.forces}
    wanted = {entry.id for entry in extract.entries}
    for force, track in tracks(extract.record).items():
        lines = [
            line
            for line in _unbroken(extract, track, wanted)
            if len({stop.place for stop in line}) > 1
        ]
        if lines and force in forces:
            yield _campaign(extract, forces[force], lines)


def _unbroken(
    extract: Extract, track: Sequence[Stop], wanted: set[str]
) -> Iterator[list[Stop]]:
    """Part a track where the force stood anew, and leave out what wasn't asked for."""
    raised, numbered = 0, []
    for stop in track:
        raised += stop.is_new
        if stop.entry in wanted and stop.place in extract.places:
            numbered.append((raised, stop))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield [stop for _, stop in group]


def _campaign(extract: Extract, force: Force, lines: Sequence[Sequence[Stop]]) -> Feature:
    entries = extract.record.entries

    def along(told: Any) -> Any:
        each = [[told(stop) for stop in line] for line in lines]
        return each if len(lines) > 1 else each[0]

    stops = [stop for line in lines for stop in line]
    geometry = {
        "type": "MultiLineString" if len(lines) > 1 else "LineString",
        "coordinates": along(lambda stop: position(extract.places[stop.place])),
    }
    properties = {
        "feature": "campaign",
        "force": force.id,
        "kind": force.kind,
        "name_es": force.name.es,
        "name_en": force.name.en,
        "owner": force.polity,
        **_owner(extract, force),
        "from": min(entries[stop.entry].date for stop in stops),
        "to": max(last_date(entries[stop.entry]) for stop in stops),
        "dates": along(lambda stop: extract.edtf(entries[stop.entry])),
        "entries": along(lambda stop: stop.entry),
        "places": along(lambda stop: stop.place),
        "men": along(lambda stop: list(stop.men) if stop.men else None),
    }
    return _feature(f"campaign:{force.id}", geometry, properties)


def _owner(extract: Extract, force: Force) -> dict[str, str]:
    for polity in extract.scenario.polities:
        if polity.id == force.polity:
            return {"owner_es": polity.name.es, "owner_en": polity.name.en}
    return {}


def _source(extract: Extract, version: Version) -> dict[str, str]:
    return {
        "source": version.source,
        "locator": version.locator,
        "cited": extract.cited(version),
    }


def _feature(id: str, geometry: Feature | None, properties: Feature) -> Feature:
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}
