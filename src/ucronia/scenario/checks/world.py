"""The world: places, routes, provinces and circuits, and whether one can get about in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.model import Place, Province, Route, Scenario
from ucronia.scenario.ports import port_of

MOST_CIRCUIT_PLACES = 12
"""As many as a compiled circuit holds."""
_SUM_TOLERANCE = 0.005
"""Leanings are written with two or three decimals."""


def check_world(register: Register) -> Iterator[Problem]:
    """See that what the files of world/ say is known, and fits."""
    scenario = register.scenario
    for place in scenario.places:
        yield from _check_place(register, place)
    yield from _check_routes(register)
    for province in scenario.provinces:
        yield from _check_province(register, province)
    for circuit in scenario.circuits:
        for number, id in enumerate(circuit.places):
            yield from register.refer(circuit, f"places.{number}", "place", id)
        yield from register.refer_if(circuit, "rival", "polity", circuit.rival)
        count = len(circuit.places)
        if not 2 <= count <= MOST_CIRCUIT_PLACES:
            text = f"a circuit has 2 to {MOST_CIRCUIT_PLACES} places, not {count}"
            yield problem(circuit.mark("places"), text)
        yield from register.refer_if(circuit, "common", "variable", circuit.common)
    yield from _check_customs(scenario)


def _check_customs(scenario: Scenario) -> Iterator[Problem]:
    """See that no province's ports take more than the revenue that their duties are part of."""
    places = {place.id: place for place in scenario.places}
    left = {province.id: province.revenue_pesos for province in scenario.provinces}
    for circuit in scenario.circuits:
        port = places.get(port_of(circuit, scenario.places))
        if port is None or not circuit.customs_pesos:
            if circuit.customs_pesos:
                text = "neither its first place nor its last is a port: none takes its customs"
                yield problem(circuit.mark("customs_pesos"), text)
            continue
        left[port.province] = left.get(port.province, 0.0) - circuit.customs_pesos
        if left[port.province] < 0:
            text = f'the ports of "{port.province}" would take more than its revenue_pesos'
            yield problem(circuit.mark("customs_pesos"), text)


def _check_place(register: Register, place: Place) -> Iterator[Problem]:
    yield from register.refer(place, "province", "province", place.province)
    yield from register.refer_if(place, "zone", "zone", place.zone)
    if place.landing_men_per_day < 0:
        yield problem(place.mark("landing_men_per_day"), "no fewer than 0 men land in a day")
    elif place.landing_men_per_day and not place.zone:
        text = f'men land at "{place.id}", which has no sea zone; give its zone'
        yield problem(place.mark("landing_men_per_day"), text)


def _check_routes(register: Register) -> Iterator[Problem]:
    zones = {place.id: place.zone for place in register.scenario.places}
    seen: dict[tuple[str, ...], Route] = {}
    for route in register.scenario.routes:
        yield from register.refer(route, "a", "place", route.a)
        yield from register.refer(route, "b", "place", route.b)
        if route.a == route.b:
            yield problem(route.mark("b"), f'the route leads from "{route.a}" to itself')
        # a lake is no sea: its ports have no zone
        for end in ("a", "b") if route.mode == "sea" else ():
            place = getattr(route, end)
            if zones.get(place) == "":
                text = f'a sea route calls at "{place}", which has no sea zone'
                yield problem(route.mark(end), text)
        key = (*sorted((route.a, route.b)), route.mode)
        if key in seen:
            text = f"this route is given twice (first in line {seen[key].at.line})"
            yield problem(route.at, text)
        seen.setdefault(key, route)


def _check_province(register: Register, province: Province) -> Iterator[Problem]:
    yield from register.refer_if(province, "bloc", "bloc", province.bloc)
    yield from register.refer(province, "polity", "polity", province.polity)
    yield from register.refer(province, "capital", "place", province.capital)
    lies_in = {place.id: place.province for place in register.scenario.places}
    if lies_in.get(province.capital, province.id) != province.id:
        text = f'capital "{province.capital}" lies in "{lies_in[province.capital]}"'
        yield problem(province.mark("capital"), text)
    if not province.population_low <= province.population <= province.population_high:
        text = "population is not between population_low and population_high"
        yield problem(province.mark("population"), text)
    yield from _check_leanings(register, province)


def _check_leanings(register: Register, province: Province) -> Iterator[Problem]:
    for cause, share in province.leanings.items():
        yield from register.refer(province, f"leanings.{cause}", "cause", cause)
        if not 0 <= share <= 1:
            text = f"a leaning is from 0 to 1, not {share:g}"
            yield problem(province.mark(f"leanings.{cause}"), text)
    total = sum(province.leanings.values())
    if abs(total - 1) > _SUM_TOLERANCE:
        yield problem(province.mark("leanings"), f"leanings sum to {total:.4g}, not to 1")


def check_graph(register: Register) -> Iterator[Problem]:
    """See that every place can be reached from every other, by land and sea."""
    scenario = register.scenario
    if not scenario.places:
        yield Problem("world/places.csv", 0, 0, "holds no place")
        return
    labels = _components(scenario)
    counts = np.bincount(labels)
    largest = int(counts.argmax())
    for label in np.unique(labels):
        if label == largest:
            continue
        members = [p for p, at in zip(scenario.places, labels, strict=True) if at == label]
        others = f" (nor can {len(members) - 1} places joined to it)" if members[1:] else ""
        text = f'place "{members[0].id}" can\'t be reached from the rest{others}; add a route'
        yield problem(members[0].at, text)


def _components(scenario: Scenario) -> np.ndarray:
    index = {place.id: number for number, place in enumerate(scenario.places)}
    known = [route for route in scenario.routes if route.a in index and route.b in index]
    rows = np.array([index[route.a] for route in known], dtype=np.int64)
    columns = np.array([index[route.b] for route in known], dtype=np.int64)
    # of two places of one id the last one's number stands for both; that is told of elsewhere
    shape = (len(scenario.places), len(scenario.places))
    joined = csr_array((np.ones(len(known)), (rows, columns)), shape=shape)
    labels: np.ndarray = connected_components(joined, directed=False)[1]
    return labels[[index[place.id] for place in scenario.places]]
