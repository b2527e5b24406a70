"""The way that a force took between two places: roads on land, lanes at sea."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ucronia.report.maps.coast import Coast
from ucronia.scenario.model import Place, Route, Scenario

LAND, SEA = ("road", "trail"), ("sea",)
"""Modes of routes on which armies march, and on which they sail."""
Points = NDArray[np.float64]


class Piece(NamedTuple):
    """A piece of a way, between two places that follow each other on it."""

    ends: tuple[str, str]
    """Ids of its places, in the order in which they were passed."""
    points: Points
    """[point, longitude and latitude] in the same order."""


class Ways:
    """Finds the quickest way by land or the shortest by sea, and where it runs on the map.

    Parameters
    ----------
    scenario : Scenario
        For its places and routes.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.places = {place.id: place for place in scenario.places}
        self.index = {place.id: number for number, place in enumerate(scenario.places)}
        self.ids = list(self.index)
        self.coast = Coast(scenario)
        self.kept: dict[tuple[str, str, bool], Points] = {}
        self.nets = {
            modes: _Net([r for r in scenario.routes if r.mode in modes], self.index)
            for modes in (LAND, SEA)
        }

    def way(self, start: str, end: str, is_sea: bool) -> tuple[Piece, ...]:
        """Give the pieces of a way.

        Parameters
        ----------
        start : str
            Id of a place.
        end : str
            Id of another.
        is_sea : bool
            Whether it was sailed.

        Returns
        -------
        tuple of Piece
            In order; one straight piece where no route leads there.
        """
        net = self.nets[SEA if is_sea else LAND]
        numbers = net.path(self.index[start], self.index[end])
        if not numbers:
            return (Piece((start, end), self._line(start, end, "")),)
        stops = [self.ids[number] for number in numbers]
        if is_sea:
            return tuple(self._passage(net, stops))
        return tuple(Piece((a, b), self._piece(net, a, b)) for a, b in pairwise(stops))

    def _passage(self, net: _Net, stops: list[str]) -> Iterator[Piece]:
        """Sail past the ports between, where the open sea lies between two of them."""
        at = 0
        while at < len(stops) - 1:
            after = len(stops) - 1
            while after > at + 1 and not self._is_open(stops[at], stops[after]):
                after -= 1
            a, b = stops[at], stops[after]
            yield Piece(
                (a, b), self._line(a, b, "") if after > at + 1 else self._piece(net, a, b)
            )
            at = after

    def _is_open(self, start: str, end: str) -> bool:
        return self.coast.is_open(self._line(start, end, ""))

    def _piece(self, net: _Net, start: str, end: str) -> Points:
        route = net.routes[self.index[start], self.index[end]]
        key = (route.a, route.b, route.mode in SEA)
        if key not in self.kept:
            line = self._line(route.a, route.b, route.via)
            self.kept[key] = self.coast.clear(line) if route.mode in SEA else line
        line = self.kept[key]
        return line if route.a == start else line[::-1]

    def _line(self, start: str, end: str, via: str) -> Points:
        between = [tuple(map(float, pair.split(",")))[::-1] for pair in via.split()]
        ends = [_spot(self.places[place]) for place in (start, end)]
        return np.array([ends[0], *between, ends[1]], dtype=np.float64)


class _Net:
    """Routes of one kind, as a graph: of days on land, of kilometres at sea."""

    def __init__(self, routes: list[Route], index: dict[str, int]) -> None:
        self.routes: dict[tuple[int, int], Route] = {}
        costs: dict[tuple[int, int], float] = {}
        for route in routes:
            a, b = index.get(route.a, -1), index.get(route.b, -1)
            for ends, cost in (((a, b), _there(route)), ((b, a), _back(route))):
                if min(ends) >= 0 and cost < costs.get(ends, np.inf):
                    costs[ends], self.routes[ends] = cost, route
        pairs = np.array(list(costs), dtype=np.int64).reshape(-1, 2)
        values = np.array(list(costs.values()), dtype=np.float64)
        size = len(index)
        self.graph = csr_array((values, (pairs[:, 0], pairs[:, 1])), shape=(size, size))

    def path(self, start: int, end: int) -> list[int]:
        """Give the places of the quickest way; none where there is no way."""
        _, before = dijkstra(self.graph, True, [start], True)
        found = [end]
        while found[-1] != start:
            found.append(int(before[0, found[-1]]))
            if found[-1] < 0:
                return []
        return found[::-1]


def _there(route: Route) -> float:
    # winds make a detour far offshore the quickest: no reader expects it on a map
    return route.distance_km if route.mode in SEA else route.days_infantry


def _back(route: Route) -> float:
    return route.distance_km if route.mode in SEA else route.days_infantry_back


def _spot(place: Place) -> tuple[float, float]:
    return place.lon, place.lat
