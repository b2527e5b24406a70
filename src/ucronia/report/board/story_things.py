"""What stands on the board and hardly changes: places, roads, states, people, layers."""

from __future__ import annotations

from typing import Any

from ucronia.report.exports.extract import work
from ucronia.report.words import Words
from ucronia.scenario.model import Parameter, Scenario
from ucronia.scenario.names import plain

Row = dict[str, Any]
PATTERNS = ("solid", "lines", "dots", "cross", "back", "grid", "waves", "blank")
DECIMALS = 3
"""Of a degree in drawn lines: some hundred metres."""
LAYERS = ("land", "lakes", "rivers", "departments")


def things(scenario: Scenario, words: Words) -> Row:
    """Tell a scenario's things in one language.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    words : Words
        The language.

    Returns
    -------
    dict
        outcomes, places, provinces, routes, polities, causes, leaders, forces, parameters,
        sources and the map's layers.
    """
    return {
        "outcomes": _outcomes(scenario, words),
        "places": _places(scenario),
        "provinces": _provinces(scenario, words),
        "routes": _routes(scenario),
        "polities": _polities(scenario, words),
        "causes": [
            {
                "id": cause.id,
                "name": words.text(cause.name),
                "text": words.text(cause.text),
                "obeys": cause.obeys,
            }
            for cause in scenario.causes
        ],
        "leaders": _leaders(scenario, words),
        "forces": [
            {
                "id": force.id,
                "name": words.text(force.name),
                "kind": force.kind,
                "polity": force.polity,
            }
            for force in scenario.forces
        ],
        "parameters": [_parameter(words, part) for part in scenario.parameters],
        "sources": [{"id": source.key, "cite": work(source)} for source in scenario.sources],
        "layers": layers(scenario),
    }


def _outcomes(scenario: Scenario, words: Words) -> list[Row]:
    return [
        {
            "id": outcome.id,
            "name": words.text(outcome.name),
            "colour": outcome.colour,
            "pattern": PATTERNS[number % len(PATTERNS)],
            "definition": words.text(outcome.definition),
        }
        for number, outcome in enumerate(scenario.outcomes)
    ]


def _polities(scenario: Scenario, words: Words) -> list[Row]:
    return [
        {
            "id": polity.id,
            "name": words.text(polity.name),
            "colour": polity.colour,
            "pattern": PATTERNS[number % len(PATTERNS)],
            "kind": polity.kind,
            "flag": words.text(polity.flag),
        }
        for number, polity in enumerate(scenario.polities)
    ]


def _places(scenario: Scenario) -> list[Row]:
    capitals = {province.capital for province in scenario.provinces}
    capitals |= {polity.capital for polity in scenario.polities}
    return [
        {
            "id": place.id,
            "name": place.name,
            "lon": place.lon,
            "lat": place.lat,
            "kind": place.kind,
            "province": place.province,
            "isCapital": place.id in capitals,
            "people": round(place.population),
            "fort": place.fort,
        }
        for place in scenario.places
    ]


def _provinces(scenario: Scenario, words: Words) -> list[Row]:
    return [
        {
            "id": province.id,
            "name": words.text(province.name),
            "bloc": province.bloc,
            "capital": province.capital,
            "people": round(province.population),
        }
        for province in scenario.provinces
    ]


def _routes(scenario: Scenario) -> list[Row]:
    spots = {place.id: [place.lon, place.lat] for place in scenario.places}
    rows = []
    for route in scenario.routes:
        between = [[float(part) for part in pair.split(",")] for pair in route.via.split()]
        points = [spots[route.a], *([lon, lat] for lat, lon in between), spots[route.b]]
        kind = "sea" if route.mode == "sea" else "land"
        row = {"a": route.a, "b": route.b, "kind": kind, "mode": route.mode}
        rows.append(row | {"points": _rounded(points)})
    return rows


def _leaders(scenario: Scenario, words: Words) -> list[Row]:
    return [
        {
            "id": leader.id,
            "name": leader.name,
            "life": "–".join(filter(None, (leader.born[:4], leader.died[:4]))),
            "polity": leader.polity,
            "text": words.text(leader.conduct),
        }
        for leader in sorted(scenario.leaders, key=lambda leader: plain(leader.name))
    ]


def _parameter(words: Words, part: Parameter) -> Row:
    kind, value = next(iter(part.prior.items()))
    return {
        "id": part.id,
        "name": words.text(part.text),
        "unit": part.unit,
        "prior": f"{kind} {value}",
        "basis": part.basis,
        "source": part.source,
        "reason": part.reason,
    }


def layers(scenario: Scenario) -> Row:
    """Give the map's layers as GeoJSON with short numbers.

    Parameters
    ----------
    scenario : Scenario
        Whose.

    Returns
    -------
    dict
        Layer to its features; properties only of departments.
    """
    found = {}
    for name in LAYERS:
        part = scenario.geojson.get(f"{name}.geojson") or scenario.geojson.get(name)
        if part is not None:
            found[name] = [_feature(feature, name) for feature in part["features"]]
    return found


def _feature(feature: Row, layer: str) -> Row:
    shape, told = feature["geometry"], feature.get("properties", {})
    kept = ("id", "name", "status", "country", "provinces", "label_lon", "label_lat")
    row: Row = {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}
    if layer == "departments":
        row |= {name: told[name] for name in kept if name in told}
    elif layer == "lakes":
        row["name"] = told.get("name", "")
    return row


def _rounded(part: Any) -> Any:
    if isinstance(part, (list, tuple)):
        return [_rounded(one) for one in part]
    return round(float(part), DECIMALS)
