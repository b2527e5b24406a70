"""Order, marches and capacity of the record, reading by reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.model import Entry
from ucronia.scenario.record import Choice, Pin, Span

SWIFTEST = 0.75
"""A forced march takes this share of a column's days; beyond it we warn."""
MOST_READINGS = 200
"""Readings that are looked at one by one."""
_FIGHT_SIDES = ("a", "b")


class _Trip(NamedTuple):
    """Two positions of a force, one after the other."""

    force: str
    start: Pin
    end: Pin


class Ways:
    """Days from place to place by the quickest way, land and sea.

    Parameters
    ----------
    register : Register
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.rows: dict[tuple[str, bool], NDArray[np.float64]] = {}

    @cached_property
    def index(self) -> dict[str, int]:
        """Number of each place."""
        return {place.id: n for n, place in enumerate(self.register.scenario.places)}

    def days(self, start: str, end: str, by_courier: bool) -> float:
        """Give the days from one place to another, infinite where there is no way."""
        if (start, by_courier) not in self.rows:
            graph = self._courier if by_courier else self._infantry
            found = dijkstra(graph, indices=[self.index[start]])[0]
            self.rows[start, by_courier] = np.asarray(found, dtype=np.float64)
        return float(self.rows[start, by_courier][self.index[end]])

    @cached_property
    def _infantry(self) -> csr_array:
        return self._graph("days_infantry")

    @cached_property
    def _courier(self) -> csr_array:
        return self._graph("days_courier")

    def _graph(self, field: str) -> csr_array:
        quickest: dict[tuple[int, int], float] = {}
        for route in self.register.scenario.routes:
            if route.a in self.index and route.b in self.index:
                a, b = self.index[route.a], self.index[route.b]
                there, back = getattr(route, field), getattr(route, f"{field}_back")
                # two ways between the same places: the sum of entries would be taken
                quickest[a, b] = min(there, quickest.get((a, b), np.inf))
                quickest[b, a] = min(back, quickest.get((b, a), np.inf))
        ends = np.array(list(quickest), dtype=np.int64).reshape(-1, 2)
        days = np.array(list(quickest.values()), dtype=np.float64)
        size = len(self.register.scenario.places)
        return csr_array((days, (ends[:, 0], ends[:, 1])), shape=(size, size))


def check_marches(register: Register) -> Iterator[Problem]:
    """See that under every reading entries keep their order, and no force outruns a horse."""
    ways = Ways(register)
    yield from _under_readings(
        register,
        lambda choice: [*_check_order(register, choice), *_check_trips(register, ways, choice)],
    )
    yield from check_capacity(register)


def check_trips(register: Register) -> Iterator[Problem]:
    """See that under every reading no force outruns a horse, or is in two places at once."""
    ways = Ways(register)
    yield from _under_readings(
        register, lambda choice: list(_check_trips(register, ways, choice))
    )


def _under_readings(
    register: Register, look: Callable[[Choice], list[Problem]]
) -> Iterator[Problem]:
    """Tell what is found under each reading, at each spot once."""
    told: set[tuple[str, int, int]] = set()
    for choice in _choices(register):
        reading = "".join(f' (reading "{r}" of "{d}")' for d, r in choice.items())
        for item in look(choice):
            if (item.file, item.line, item.column) in told and reading:
                continue
            told.add((item.file, item.line, item.column))
            yield Problem(item.file, item.line, item.column, item.text + reading, item.warning)


def _choices(register: Register) -> list[dict[str, str]]:
    """List the reference, and each reading that gives some entry another date."""
    record = register.record
    choices: list[dict[str, str]] = [{}]
    for version in register.scenario.versions:
        if "date" not in version.values:
            continue
        dispute = version.dispute or version.entry
        reading = version.reading if version.dispute else ""
        choice = {dispute: reading or version.source}
        if dispute in record.disputes and choice not in choices[-MOST_READINGS:]:
            choices.append(choice)
    return choices[:MOST_READINGS]


def _check_order(register: Register, choice: Choice) -> Iterator[Problem]:
    for entry in register.scenario.entries:
        span = register.record.span(entry.id, choice) if entry.after else None
        if span is not None and span.first > span.last:
            text = f'"{entry.id}" comes after "{entry.after}", which leaves it no day'
            yield problem(entry.mark("after"), text)


def _check_trips(register: Register, ways: Ways, choice: Choice) -> Iterator[Problem]:
    pins = register.record.pins(choice)
    moved = register.record.moved_by_effect(choice)
    starts = {f.id: f.place for f in register.scenario.forces if f.exists and f.place}
    for force, found in pins.items():
        if force in starts:
            found = [Pin("", starts[force], Span(0, 0)), *found]
        for start, end in pairwise(found):
            is_known = start.place in ways.index and end.place in ways.index
            if start.place == end.place or not is_known:
                continue
            if not _is_moved(moved.get(force, []), start.span, end.span):
                yield from _check_trip(register, ways, _Trip(force, start, end))


def _is_moved(days: list[Span], start: Span, end: Span) -> bool:
    """Ask whether an effect between the two may have put it elsewhere, or raised it anew."""
    return any(day.first <= end.last and day.last >= start.first for day in days)


def _check_trip(register: Register, ways: Ways, trip: _Trip) -> Iterator[Problem]:
    start, end = trip.start, trip.end
    entry = register.record.entries[end.entry]
    days = end.span.last - start.span.first
    from_where = f'"{start.entry}"' if start.entry else "the first day"
    if days == 0:
        text = f'"{trip.force}" is in "{start.place}" and in "{end.place}" on one day'
        yield _told(entry, f"{text} ({from_where})")
        return
    courier = ways.days(start.place, end.place, by_courier=True)
    infantry = ways.days(start.place, end.place, by_courier=False)
    way = f'"{trip.force}" goes from "{start.place}" ({from_where}) to "{end.place}"'
    way = f"{way} in {days} days"
    # from the dawn of one day to the dusk of the other
    if days + 1 < courier:
        text = (
            f"{way}; a courier takes {courier:.1f}" if courier < np.inf else f"{way}: no route"
        )
        yield _told(entry, f"{text}; say in `note` how, or correct a date")
    elif days < SWIFTEST * infantry and not entry.note:
        yield problem(entry.at, f"{way}; infantry takes {infantry:.1f}", warning=True)


def _told(entry: Entry, text: str) -> Problem:
    """Make it a warning where a note says why."""
    return problem(entry.at, text, warning=bool(entry.note))


def check_capacity(register: Register) -> Iterator[Problem]:
    """See that no side loses more men than it has, in any row."""
    record = register.record
    for version in register.scenario.versions:
        reference = record.reference(version.entry)
        blank = reference.values if reference else {}
        values = {**blank, **version.values}
        for side in _FIGHT_SIDES:
            names = (f"men_{side}", f"losses_{side}", f"taken_{side}")
            men, losses, taken = (_number(values.get(name)) for name in names)
            if men is None:
                continue
            mark = version.mark("values")
            if max(losses or 0, taken or 0) > men:
                yield problem(mark, f"side {side} loses more than its {men:g} men")
            elif (losses or 0) + (taken or 0) > men:
                text = f"side {side} loses {losses:g} and {taken:g} taken, of {men:g} men"
                yield problem(mark, text, warning=True)


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
