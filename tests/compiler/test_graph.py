"""The ways between places, against a plain twin that relaxes every pair by every middle."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucronia.compiler.graph import build_geo, hops, land_hops, neighbours, quickest
from ucronia.engine.layout import FAR, NONE, NOWHERE
from ucronia.scenario.model import Bloc, Cause, Place, Province, Route, Scenario, Text, Zone

TEXT = Text(es="x", en="x")
IDS = "abcdefg"
PLACE = {ident: index for index, ident in enumerate(IDS)}


def route(a: str, b: str, days: float, back: float, **more: Any) -> Route:
    values: dict[str, Any] = {"mode": "road", "distance_km": 30, **more}
    values.setdefault("days_courier", days / 3)
    values.setdefault("days_courier_back", back / 3)
    return Route(a=a, b=b, days_infantry=days, days_infantry_back=back, **values)


def floyd(edges: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The twin: days between all pairs."""
    days = {(a, b): 0.0 if a == b else edges.get((a, b), math.inf) for a in IDS for b in IDS}
    for middle in IDS:
        for a in IDS:
            for b in IDS:
                days[a, b] = min(days[a, b], days[a, middle] + days[middle, b])
    return days


DAYS = st.integers(1, 40).map(lambda quarter: quarter / 4)
ROUTES = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), DAYS, DAYS).filter(
        lambda edge: edge[0] != edge[1]
    ),
    max_size=14,
)


@given(ROUTES)
@settings(max_examples=150, deadline=None)
def test_ways_are_the_quickest_and_are_walked_step_by_step(
    edges: list[tuple[str, str, float, float]],
) -> None:
    routes = [route(*edge) for edge in edges]
    plain: dict[tuple[str, str], float] = {}
    for a, b, days, back in edges:
        plain[a, b] = min(days, plain.get((a, b), math.inf))
        plain[b, a] = min(back, plain.get((b, a), math.inf))
    hop_days = hops(routes, PLACE, "days_infantry")
    found, following = quickest(hop_days)
    for (a, b), expected in floyd(plain).items():
        assert found[PLACE[a], PLACE[b]] == expected
        here, walked = PLACE[a], 0.0
        while here != PLACE[b] and following[here, PLACE[b]] != NOWHERE:
            after = following[here, PLACE[b]]
            walked += hop_days[here, after]
            here = int(after)
        assert (here == PLACE[b]) == math.isfinite(expected)
        assert not math.isfinite(expected) or walked == expected


def test_the_quicker_of_two_routes_brings_its_own_desert() -> None:
    routes = [
        route("a", "b", 2, 5, waterless_km=80),
        route("b", "a", 3, 4, mode="trail", waterless_km=10),
    ]
    days, waterless_km = land_hops(routes, PLACE)
    assert (days[0, 1], days[1, 0]) == (2, 3)
    assert (waterless_km[0, 1], waterless_km[1, 0]) == (80, 10)


def test_neighbours() -> None:
    table = hops([route("a", "b", 1, 1), route("c", "d", 1, 1)], PLACE, "days_infantry")
    joined = neighbours(table, np.array([0, 1, 2, 2, NONE, 0, 1]), 3)
    assert joined.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def place(ident: str, province: str, zone: str = "") -> Place:
    return Place(
        id=ident,
        name=ident,
        kind="town",
        lat=-12,
        lon=-77,
        elevation_m=100,
        population=10,
        province=province,
        zone=zone,
    )


def province(ident: str, capital: str, bloc: str, leanings: dict[str, float]) -> Province:
    return Province(
        id=ident,
        name=TEXT,
        bloc=bloc,
        polity="peru",
        capital=capital,
        population=1000,
        population_low=900,
        population_high=1100,
        revenue_pesos=50,
        leanings=leanings,
        basis="judged",
        source="x",
    )


@pytest.fixture
def scenario() -> Scenario:
    """Two ports joined by sea only, and an inland town across a lake from one of them."""
    empty = (
        "credits outcomes aims circuits polities relations leaders ties forces offices "
        "assemblies pacts variables rules parameters entries versions sources"
    ).split()
    sea = route("a", "b", 4, 8, mode="sea", days_courier=4, days_courier_back=8)
    lake = route("b", "c", 2, 2, mode="lake", days_courier=0.5, days_courier_back=0.5)
    values: dict[str, Any] = {
        **dict.fromkeys(empty, ()),
        **dict.fromkeys(("id", "licence"), "x"),
        **dict.fromkeys(("title", "summary"), TEXT),
        **dict.fromkeys(("end", "classified_on", "later_on", "held_out_from"), "1842-06-15"),
        "start": "1835-02-22",
        "definitions": {},
        "blocs": (Bloc(id="north", name=TEXT),),
        "zones": (Zone(id="coast", name=TEXT), Zone(id="other", name=TEXT)),
        "causes": (
            Cause(id="union", name=TEXT, text=TEXT),
            Cause(id="apart", name=TEXT, text=TEXT),
        ),
        "places": (place("a", "v", "coast"), place("b", "w", "other"), place("c", "w")),
        "provinces": (
            province("v", "a", "north", {"union": 0.25, "apart": 0.75}),
            province("w", "c", "", {"apart": 1.0}),
        ),
        "routes": (sea, lake),
    }
    return Scenario(**values)


def test_build_geo(scenario: Scenario) -> None:
    geo = build_geo(scenario)
    assert geo.land_days.tolist() == [[0, FAR, FAR], [FAR, 0, 2], [FAR, 2, 0]]
    assert geo.sea_days.tolist() == [[0, 4, FAR], [8, 0, FAR], [FAR, FAR, FAR]]
    assert geo.courier_days.tolist() == [[0, 4, 4.5], [8, 0, 0.5], [8.5, 0.5, 0]]
    assert geo.hop_days.tolist() == [[FAR, FAR, FAR], [FAR, FAR, 2], [FAR, 2, FAR]]
    assert geo.next_place.tolist() == [[0, -1, -1], [-1, 1, 2], [-1, 1, 2]]
    assert geo.place_zone.tolist() == [0, 1, NOWHERE]
    assert geo.zone_days.tolist() == [[0, 4], [8, 0], [FAR, FAR]]
    assert geo.province_capital.tolist() == [0, 2]
    assert geo.province_bloc.tolist() == [0, NONE]
    assert geo.province_leaning.tolist() == [[0.25, 0.75], [0, 1]]
    assert geo.province_neighbour.tolist() == [[0, 0], [0, 0]]
    assert geo.calendar.tolist() == [52]
    for name, array in geo._asdict().items():
        assert isinstance(array, np.ndarray), name
