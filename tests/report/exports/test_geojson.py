"""GeoJSON, opened by geopandas: the right way round, with all that the record holds."""

from __future__ import annotations

import io
import itertools
import json
from typing import Any

import geopandas as gpd
import pytest
import shapely

from tests.report.exports.made import FORMULA, history, hostile, only, whole
from tests.small import entry, scenario, version
from ucronia.report.exports.extract import Extract
from ucronia.report.exports.geojson import DECIMALS, campaigns, geojson
from ucronia.scenario.tracks import tracks

NEAR = 0.6
"""Degrees from the bundled outline of the land that a harbour may lie."""
ISLANDS = {"juan_fernandez"}
"""Places on land that the bundled map leaves out."""


def read(extract: Extract) -> Any:
    """The collection as geopandas reads it."""
    return gpd.read_file(io.BytesIO(geojson(extract, "en")), engine="pyogrio")


@pytest.fixture(scope="module")
def layer() -> Any:
    return read(whole())


def test_it_holds_every_entry_and_every_campaign(layer: Any) -> None:
    entries = layer[layer["feature"] == "entry"]
    assert list(entries["id"]) == [entry.id for entry in history().entries]
    placeless = {entry.id for entry in history().entries if not entry.place}
    assert set(entries[entries.geometry.isna()]["id"]) == placeless
    moved = {
        force
        for force, track in tracks(whole().record).items()
        if any(a.place != b.place and not b.is_new for a, b in itertools.pairwise(track))
    }
    assert set(layer[layer["feature"] == "campaign"]["force"]) == moved
    assert layer.crs.to_epsg() == 4326
    assert layer.geometry.dropna().is_valid.all()


def test_lima_is_in_lima(layer: Any) -> None:
    departments = gpd.GeoDataFrame.from_features(
        history().geojson["departments.geojson"]["features"]
    )
    lima = departments[departments["id"] == "lima"].geometry.iloc[0]
    points = layer[(layer["feature"] == "entry") & (layer["place"] == "lima")]
    assert len(points) > 10
    assert points.geometry.within(lima).all()
    assert (points.geometry.x < -70).all()


def test_every_point_lies_on_the_land(layer: Any) -> None:
    land = gpd.GeoDataFrame.from_features(history().geojson["land.geojson"]["features"])
    shore = land.geometry.union_all()
    points = layer[(layer["feature"] == "entry") & ~layer.geometry.isna()]
    far = points[shapely.distance(points.geometry.to_numpy(), shore) > NEAR]
    assert set(far["place"]) <= ISLANDS


def test_entries_say_when_what_and_by_whom(layer: Any) -> None:
    rows = layer[layer["feature"] == "entry"].set_index("id")
    extract = whole()
    for each in history().entries:
        row = rows.loc[each.id]
        assert (row["text_es"], row["text_en"]) == (each.text.es, each.text.en)
        assert (row["edtf"], row["precision"]) == (extract.edtf(each), each.precision)
        assert (row["kind"], row["weight"]) == (each.kind, each.weight)
        assert str(row["date"])[:10] == each.date
        assert row["name_es"] and row["name_en"]
        said = [(source["source"], source["locator"]) for source in row["sources"]]
        assert said == [(v.source, v.locator) for v in extract.versions(each)]


def test_a_campaign_is_dated_at_every_position(layer: Any) -> None:
    positions = {place.id: (place.lon, place.lat) for place in history().places}
    named = {each.id: each for each in history().entries}
    lines = layer[layer["feature"] == "campaign"]
    assert {"LineString", "MultiLineString"} == set(lines.geom_type)
    for _, row in lines.iterrows():
        parts = shapely.get_parts(row.geometry)
        nested = [row[name] for name in ("dates", "entries", "places", "men")]
        if row.geometry.geom_type == "LineString":
            nested = [[value] for value in nested]
        for line, dates, entries, places, men in zip(parts, *nested, strict=True):
            assert len(line.coords) == len(dates) == len(entries) == len(places) == len(men)
            assert len(set(places)) > 1
            for point, date, id, place in zip(line.coords, dates, entries, places, strict=True):
                assert point == pytest.approx(positions[place], abs=10**-DECIMALS)
                assert date == whole().edtf(named[id])
        assert str(row["from"])[:10] <= str(row["to"])[:10]
        force = next(force for force in history().forces if force.id == row["force"])
        assert (row["owner"], row["name_es"]) == (force.polity, force.name.es)


def test_a_campaign_keeps_to_the_entries_that_are_written() -> None:
    track = next(track for track in tracks(whole().record).values() if len(track) > 3)
    first, second = next((a, b) for a, b in itertools.pairwise(track) if a.place != b.place)
    assert not list(campaigns(only(first.entry)))
    for feature in campaigns(only(first.entry, second.entry)):
        assert feature["properties"]["entries"] == [first.entry, second.entry]


def test_a_force_raised_anew_begins_another_line() -> None:
    def at(id: str, day: str, place: str, **parts: Any) -> Any:
        return entry(id, day, "position", what="army_alta", place=place, **parts)

    anew = ("raise_force(army_alta, alta, huerta, 100)",)
    entries = (
        at("a", "1840-03-01", "paso"),
        at("b", "1840-03-10", "huerta"),
        at("c", "1840-03-20", "paso", effects=anew),
        at("d", "1840-03-30", "huerta"),
        at("e", "1840-04-09", "huerta"),
    )
    versions = (version("a", men=100.0), version("b"), version("c"), version("d"), version("e"))
    made = scenario().model_copy(update={"entries": entries, "versions": versions})
    (feature,) = campaigns(Extract(made, entries, "1"))
    assert feature["geometry"]["type"] == "MultiLineString"
    assert feature["properties"]["entries"] == [["a", "b"], ["c", "d", "e"]]
    assert feature["properties"]["men"] == [[[100.0, 100.0], None], [None, None, None]]
    # the break stays where its own entry is left out
    kept = tuple(each for each in entries if each.id != "c")
    (feature,) = campaigns(Extract(made, kept, "1"))
    assert feature["geometry"]["type"] == "LineString"
    assert feature["properties"]["entries"] == ["a", "b"]


def test_decimals_are_bounded_and_longitude_comes_first() -> None:
    places = tuple(
        place.model_copy(update={"lat": 10.123456789, "lon": -70.987654321})
        for place in scenario().places
    )
    made = scenario().model_copy(update={"places": places})
    read_back = json.loads(geojson(Extract(made, made.entries, "1"), "en"))
    assert [-70.98765, 10.12346] in [
        feature["geometry"]["coordinates"]
        for feature in read_back["features"]
        if feature["geometry"]
    ]


def test_a_hostile_text_is_a_text() -> None:
    made = geojson(hostile(), "en")
    assert b"<script" not in made
    (row,) = [row for _, row in read(hostile()).iterrows()]
    assert row["id"] == "evil" and row["name_es"].startswith("=cmd")
    (feature,) = json.loads(made)["features"]
    assert feature["properties"]["text_es"] == FORMULA
