"""Routes as the ways between all pairs of places: by land, by sea, and for news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ucronia.compiler.trade import customs_in
from ucronia.engine.layout import FAR, NONE, NOWHERE, Floats, Geo
from ucronia.scenario.model import Route, Scenario

Table = NDArray[np.float64]
_FORTS = ("no", "weak", "yes", "strong")
"""In the order of the engine's codes."""
"""[P, P] from the row's place to the column's; inf where there is no way."""


def build_geo(scenario: Scenario) -> Geo:
    """Find the ways between all places of a scenario, and lay out what it says of them.

    Parameters
    ----------
    scenario : Scenario
        Checked: every route and province names places that exist.

    Returns
    -------
    Geo
        Arrays of the lengths that the scenario needs, to be copied into records with more room.
    """
    place = {part.id: index for index, part in enumerate(scenario.places)}
    province = {part.id: index for index, part in enumerate(scenario.provinces)}
    roads = [route for route in scenario.routes if route.mode != "sea"]
    hop_days, hop_waterless_km = land_hops(roads, place)
    land_days, next_place = quickest(hop_days)
    lanes = [route for route in scenario.routes if route.mode == "sea"]
    sea_days, _ = quickest(hops(lanes, place, "days_infantry"))
    courier_days, _ = quickest(hops(scenario.routes, place, "days_courier"))
    place_province = _indices((part.province for part in scenario.places), province)
    is_port = np.array([part.zone != "" for part in scenario.places], dtype=bool)
    # the way from an inland place to itself is no voyage
    sea_days[~is_port, :] = np.inf
    sea_days[:, ~is_port] = np.inf
    capital = _indices((part.capital for part in scenario.provinces), place)
    bloc = {part.id: index for index, part in enumerate(scenario.blocs)}
    zone = {part.id: index for index, part in enumerate(scenario.zones)}
    return Geo(
        next_place=next_place,
        land_days=_days(land_days),
        hop_days=_days(hop_days),
        hop_waterless_km=hop_waterless_km.astype(np.float32),
        sea_days=_days(sea_days),
        courier_days=_days(courier_days),
        courier_longest_days=_days(courier_days)[:, capital].max(axis=1).astype(np.float64),
        place_province=place_province,
        place_zone=_indices((part.zone for part in scenario.places), zone),
        place_fort=np.array(
            [_FORTS.index(part.fort) for part in scenario.places], dtype=np.int64
        ),
        place_elevation_m=_numbers(part.elevation_m for part in scenario.places),
        place_landing_men=_numbers(part.landing_men_per_day for part in scenario.places),
        place_trade_pesos=_trade(scenario),
        zone_days=_zone_days(scenario, sea_days),
        province_capital=capital,
        province_bloc=_indices((part.bloc for part in scenario.provinces), bloc),
        province_people=_numbers(part.population for part in scenario.provinces),
        province_revenue_pesos=_numbers(part.revenue_pesos for part in scenario.provinces),
        province_customs_pesos=customs_in(scenario),
        province_seat_days=np.full(len(province), FAR),  # known with the first day's state
        province_horses=_numbers(
            part.horses * part.population / 1000.0 for part in scenario.provinces
        ),
        province_communities=_numbers(part.communities for part in scenario.provinces),
        province_nation=_nations(scenario),
        province_leaning=_leanings(scenario),
        province_neighbour=neighbours(hop_days, place_province, len(province)),
        calendar=np.array([date.fromisoformat(scenario.start).timetuple().tm_yday - 1]),
    )


def _trade(scenario: Scenario) -> NDArray[np.float64]:
    """Sum the yearly volumes of the circuits that go through each place."""
    return _numbers(
        sum(c.volume_pesos for c in scenario.circuits if part.id in c.places)
        for part in scenario.places
    )


def _zone_days(scenario: Scenario, sea_days: Table) -> NDArray[np.float32]:
    """Give the days from each port to the nearest port of each sea zone."""
    table = np.full((len(scenario.places), len(scenario.zones)), np.inf)
    for index, zone in enumerate(scenario.zones):
        ports = [at for at, part in enumerate(scenario.places) if part.zone == zone.id]
        if ports:
            table[:, index] = sea_days[:, ports].min(axis=1)
    return _days(table)


def hops(routes: Iterable[Route], place: Mapping[str, int], days: str) -> Table:
    """Give the days of the single route between each two places.

    Parameters
    ----------
    routes : iterable of Route
        Where two join the same places, the quicker counts, each way by itself.
    place : mapping of str to int
        Index of each place.
    days : str
        `days_infantry` or `days_courier`; the way back has its own.

    Returns
    -------
    Table
        [P, P] [days] inf where no route leads.
    """
    table = np.full((len(place), len(place)), np.inf)
    for route in routes:
        a, b = place[route.a], place[route.b]
        table[a, b] = min(table[a, b], getattr(route, days))
        table[b, a] = min(table[b, a], getattr(route, f"{days}_back"))
    return table


def land_hops(routes: Sequence[Route], place: Mapping[str, int]) -> tuple[Table, Table]:
    """Give the days, and the waterless stretch, of the single route between each two places.

    Parameters
    ----------
    routes : sequence of Route
        Roads, trails and lakes.
    place : mapping of str to int
        Index of each place.

    Returns
    -------
    Table
        [P, P] [days] inf where no route leads.
    Table
        [P, P] [km] of the same route, the quicker where there are two; 0 where none leads.
    """
    days = hops(routes, place, "days_infantry")
    waterless_km = np.zeros_like(days)
    for route in routes:
        a, b = place[route.a], place[route.b]
        if route.days_infantry == days[a, b]:
            waterless_km[a, b] = route.waterless_km
        if route.days_infantry_back == days[b, a]:
            waterless_km[b, a] = route.waterless_km
    return days, waterless_km


def quickest(hop_days: Table) -> tuple[Table, NDArray[np.int16]]:
    """Find the quickest way between all places.

    Parameters
    ----------
    hop_days : Table
        [P, P] [days] of single routes, inf where there is none.

    Returns
    -------
    Table
        [P, P] [days] inf where no way leads, 0 from a place to itself.
    NDArray[np.int16]
        [P, P] the next place on that way; from a place to itself, that place; NOWHERE if no
        way leads.

    Notes
    -----
    Dijkstra's method from every place, on the routes turned round: what then comes before a
    place, on the way from the goal, is what comes after it on the way to the goal.
    """
    count = len(hop_days)
    a, b = np.nonzero(np.isfinite(hop_days))
    turned = csr_array((hop_days[a, b], (b, a)), shape=(count, count))
    days, before = dijkstra(turned, return_predecessors=True)
    following = np.where(before.T < 0, NOWHERE, before.T).astype(np.int16)
    np.fill_diagonal(following, np.arange(count))
    return np.asarray(days.T, dtype=np.float64), following


def neighbours(
    hop_days: Table, place_province: NDArray[np.int64], provinces: int
) -> NDArray[np.int8]:
    """Tell which provinces a land route joins.

    Parameters
    ----------
    hop_days : Table
        [P, P] [days] of single routes by land, inf where there is none.
    place_province : NDArray[np.int64]
        [P]
    provinces : int
        How many provinces there are.

    Returns
    -------
    NDArray[np.int8]
        [V, V] 1 where a route joins two different provinces.
    """
    joined = np.zeros((provinces, provinces), dtype=np.int8)
    a, b = np.nonzero(np.isfinite(hop_days))
    one, other = place_province[a], place_province[b]
    is_border = (one != other) & (one >= 0) & (other >= 0)
    joined[one[is_border], other[is_border]] = 1
    return np.maximum(joined, joined.T)


def _nations(scenario: Scenario) -> NDArray[np.int64]:
    """[V] nation of each province's first holder, in the order of the polities' nations."""
    nations = list(dict.fromkeys(polity.nation for polity in scenario.polities))
    of = {polity.id: nations.index(polity.nation) for polity in scenario.polities}
    return np.array([of.get(part.polity, NONE) for part in scenario.provinces], dtype=np.int64)


def _leanings(scenario: Scenario) -> Floats:
    """Give each province's base allegiance to each cause, [V, C]."""
    leanings = [
        [part.leanings.get(cause.id, 0.0) for cause in scenario.causes]
        for part in scenario.provinces
    ]
    return np.array(leanings, dtype=np.float64).reshape(-1, len(scenario.causes))


def _days(table: Table) -> NDArray[np.float32]:
    """Write no way as FAR."""
    return np.minimum(table, FAR).astype(np.float32)


def _indices(idents: Iterable[str], index: Mapping[str, int]) -> NDArray[np.int64]:
    """Give each id's index, NONE for an empty id."""
    return np.array([index[i] if i else NONE for i in idents], dtype=np.int64)


def _numbers(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)
