"""JSON-LD, read as a graph by rdflib, which is given no network."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
import rdflib
from rdflib.namespace import RDF

from tests.report.exports.made import FORMULA, history, hostile, only, whole
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.jsonld import EDTF_TYPE, jsonld

# rdflib's own parser calls what rdflib deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
SCHEMA = rdflib.Namespace("https://schema.org/")
OWN = "urn:ucronia:confederacion-1835"
DATE = rdflib.URIRef("http://purl.org/dc/terms/date")
LOCATOR = rdflib.URIRef("http://purl.org/ontology/bibo/locator")


def read(extract: Extract) -> Any:
    """The graph, read offline."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file is asked of the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        return rdflib.Graph().parse(data=jsonld(extract, "en"), format="json-ld")


@pytest.fixture(scope="module")
def graph() -> Any:
    return read(whole())


def node(kind: str, id: str) -> rdflib.URIRef:
    """The node of a thing."""
    return rdflib.URIRef(f"{OWN}:{kind}:{id}")


def test_every_entry_is_an_event_of_the_history(graph: Any) -> None:
    events = set(graph.subjects(SCHEMA.superEvent, rdflib.URIRef(f"{OWN}:whole")))
    assert events == {node("entry", entry.id) for entry in history().entries}
    assert all((event, RDF.type, SCHEMA.Event) in graph for event in events)
    assert (rdflib.URIRef(OWN), RDF.type, SCHEMA.Dataset) in graph


def test_names_and_texts_are_in_both_languages(graph: Any) -> None:
    for entry in history().entries:
        event = node("entry", entry.id)
        told = {text.language: str(text) for text in graph.objects(event, SCHEMA.description)}
        assert told == {"es": entry.text.es, "en": entry.text.en}
        named = {text.language for text in graph.objects(event, SCHEMA.name)}
        assert named == {"es", "en"}


def test_dates_are_edtf_and_dates_of_schema_org(graph: Any) -> None:
    for entry in history().entries:
        event = node("entry", entry.id)
        (date,) = graph.objects(event, DATE)
        assert str(date.datatype) == EDTF_TYPE
        assert str(date) == whole().edtf(entry)
        (start,) = graph.objects(event, SCHEMA.startDate)
        length = {"month": 7, "year": 4}.get(entry.precision, 10)
        assert (str(start), start.datatype) == (entry.date[:length], SCHEMA.Date)
        ends = [str(end) for end in graph.objects(event, SCHEMA.endDate)]
        assert ends == ([entry.until] if entry.precision == "interval" else [])


def test_every_version_is_a_piece_of_its_source(graph: Any) -> None:
    said = 0
    for entry in history().entries:
        pieces = list(graph.objects(node("entry", entry.id), SCHEMA.subjectOf))
        wanted = sorted((v.source, v.locator) for v in whole().versions(entry))
        found = []
        for piece in pieces:
            assert (piece, RDF.type, SCHEMA.CreativeWork) in graph
            (source,) = graph.objects(piece, SCHEMA.isPartOf)
            assert (source, RDF.type, SCHEMA.CreativeWork) in graph
            (locator, *_) = [*map(str, graph.objects(piece, LOCATOR)), ""]
            found.append((str(source).removeprefix(f"{OWN}:source:"), locator))
        assert sorted(found) == wanted
        said += len(pieces)
    assert said == len(history().versions)


def test_what_a_version_counts_is_there(graph: Any) -> None:
    entry = next(e for e in history().entries if e.id == "ingavi_1841")
    (first,) = [
        piece
        for piece in graph.objects(node("entry", entry.id), SCHEMA.subjectOf)
        if str(piece).endswith(":1")
    ]
    values = {
        str(graph.value(value, SCHEMA.name)): graph.value(value, SCHEMA.value).toPython()
        for value in graph.objects(first, SCHEMA.mentions)
    }
    assert values == whole().versions(entry)[0].values


def test_an_event_is_at_its_place(graph: Any) -> None:
    places = {place.id: place for place in history().places}
    for entry in history().entries:
        at = list(graph.objects(node("entry", entry.id), SCHEMA.location))
        assert at == ([node("place", entry.place)] if entry.place else [])
        for place in at:
            geo = graph.value(place, SCHEMA.geo)
            found = [
                float(graph.value(geo, word)) for word in (SCHEMA.latitude, SCHEMA.longitude)
            ]
            assert found == [places[entry.place].lat, places[entry.place].lon]


def test_an_extract_holds_what_it_names_and_no_more() -> None:
    graph = read(only("ingavi_1841"))
    entry = next(e for e in history().entries if e.id == "ingavi_1841")
    assert set(graph.subjects(RDF.type, SCHEMA.Place)) == {node("place", entry.place)}
    cited = {node("source", version.source) for version in whole().versions(entry)}
    works = {work for work in graph.subjects(RDF.type, SCHEMA.CreativeWork)}
    assert {work for work in works if ":source:" in str(work)} == cited


def test_every_word_of_the_file_is_in_its_context() -> None:
    made = json.loads(jsonld(whole(), "en"))
    context = made["@context"]

    def words(thing: Any) -> set[str]:
        if isinstance(thing, list):
            return set().union(*map(words, thing))
        if not isinstance(thing, dict):
            return set()
        return set(thing).union(*map(words, thing.values()))

    used = words(made["@graph"]) - {"@id", "@type", "@value", "es", "en"}
    assert used <= set(context)
    assert not [value for value in context.values() if str(value).endswith(".jsonld")]


def test_a_hostile_text_is_a_text() -> None:
    made = jsonld(hostile(), "en")
    assert b"<script" not in made
    graph = read(hostile())
    (event,) = graph.subjects(DATE)
    told = {str(text) for text in graph.objects(event, SCHEMA.description)}
    assert told == {FORMULA}
    assert not list(graph.objects(None, SCHEMA.url))
