"""A film as what changes from day to day: the frames that a map is drawn from."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.questions.occasions import pools_of
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.film import ALLEGIANCE_DAYS, Film

Frames = dict[str, list[dict[str, Any]]]

KINDS = ("army", "column", "garrison", "montonera", "fleet")
RELATIONS = {
    lay.WAR: "war",
    lay.TRUCE: "truce",
    lay.PEACE: "peace",
    lay.ALLIANCE: "alliance",
    lay.UNION: "union",
}
STATUSES = {
    lay.ACTIVE: "active",
    lay.EMBARKED: "embarked",
    lay.DISPERSED: "dispersed",
    lay.INTERNED: "interned",
}
MEN_STEP = 0.05
"""A force is told anew when its men have changed by such a share."""
SHARE_STEP = 0.02
"""An allegiance is told anew when it has moved by more."""


def frames_of(world: World, film: Film, first: int = 0) -> Frames:
    """Tell a film as its changes, the first day complete.

    Parameters
    ----------
    world : World
        What was played, for its names.
    film : Film
        [D] rows.
    first : int
        Day of the first row, from the scenario's first.

    Returns
    -------
    dict
        `control`, `allegiance`, `forces`, `wars`, `blockades` and `sieges`: each a list of
        changes with their `day`, in order. A force on the march says where `to` and on which
        day it `arrives`; one that is no more has 0 men and an empty place.
    """
    names = world.names.things
    frames: Frames = {
        "control": list(_control(film, names["province"], names["polity"], first)),
        "allegiance": list(_allegiance(film, names["province"], names["cause"], first)),
        "forces": _by_day(_Forces(world, film, first).rows()),
        "wars": list(_relations(film, names["polity"], first)),
        "blockades": list(_blockades(film, names, first)),
        "sieges": list(_sieges(film, names, first)),
    }
    return frames


def told_men(men: float) -> int:
    """Round men as they are told: to two figures.

    Parameters
    ----------
    men : float
        How many.

    Returns
    -------
    int
        0 for less than one.
    """
    if men < 1:
        return 0
    unit = 10.0 ** max(0, math.floor(math.log10(men)) - 1)
    return round(round(men / unit) * unit)


def _by_day(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["day"], row["force"]))


def _changes(seen: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Give row and column of every value that is not the one before it."""
    moved = np.ones(seen.shape, dtype=bool)
    moved[1:] = seen[1:] != seen[:-1]
    rows, columns = np.nonzero(moved)
    yield from zip(rows.tolist(), columns.tolist(), strict=True)


def _control(
    film: Film, provinces: Mapping[int, str] | Any, polities: Any, first: int
) -> Iterator[dict[str, Any]]:
    for row, province in _changes(film.controller):
        holder = int(film.controller[row, province])
        yield {
            "day": first + row,
            "province": provinces[province],
            "polity": polities[holder] if holder >= 0 else None,
        }


def _allegiance(
    film: Film, provinces: Any, causes: Any, first: int
) -> Iterator[dict[str, Any]]:
    told = np.full(film.allegiance.shape[1:], -1.0)
    for look, shares in enumerate(film.allegiance):
        moved = np.abs(shares - told) > SHARE_STEP
        for province, cause in zip(*(part.tolist() for part in np.nonzero(moved)), strict=True):
            share = float(shares[province, cause])
            if told[province, cause] < 0 and share == 0.0:
                continue
            yield {
                "day": first + look * ALLEGIANCE_DAYS,
                "province": provinces[province],
                "cause": causes[cause],
                "share": round(share, 2),
            }
        told = np.where(moved, shares, told)


def _relations(film: Film, polities: Any, first: int) -> Iterator[dict[str, Any]]:
    for a in range(len(polities)):
        for b in range(a + 1, len(polities)):
            seen = film.relation[:, a, b]
            for row in np.flatnonzero(np.diff(seen, prepend=lay.PEACE)).tolist():
                yield {
                    "day": first + row,
                    "a": polities[a],
                    "b": polities[b],
                    "relation": RELATIONS[int(seen[row])],
                }


def _blockades(film: Film, names: Any, first: int) -> Iterator[dict[str, Any]]:
    for row, place in _changes(film.blockader):
        fleet = int(film.blockader[row, place])
        if row > 0 or fleet >= 0:
            polity = names["polity"][fleet] if fleet >= 0 else None
            yield {"day": first + row, "port": names["place"][place], "polity": polity}


def _sieges(film: Film, names: Any, first: int) -> Iterator[dict[str, Any]]:
    """Tell which places have a force shut in, and whose it is."""
    days, places = film.men.shape[0], len(names["place"])
    shut = np.full((days, places), lay.NOWHERE, dtype=np.int16)
    rows, forces = np.nonzero((film.is_shut_in == 1) & (film.place >= 0))
    shut[rows, film.place[rows, forces]] = film.side[rows, forces]
    for row, place in _changes(shut):
        side = int(shut[row, place])
        if row > 0 or side >= 0:
            polity = names["polity"][side] if side >= 0 else None
            yield {"day": first + row, "place": names["place"][place], "polity": polity}


@dataclass(frozen=True)
class _Forces:
    """The forces of a film."""

    world: World
    film: Film
    first: int

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give a row for each change of each force."""
        film = self.film
        pools = pools_of(self.world)
        kept = np.stack(
            [
                film.place,
                film.next_place,
                film.side,
                film.commander,
                film.status,
                film.kind,
                _steps(film.men),
                _steps(film.ships),
            ]
        )
        for force in range(film.men.shape[1]):
            own = kept[:, :, force]
            if not (film.place[:, force] >= 0).any():
                continue
            moved = np.ones(own.shape[1], dtype=bool)
            moved[1:] = (own[:, 1:] != own[:, :-1]).any(axis=0)
            for day in np.flatnonzero(moved).tolist():
                if day > 0 or film.place[day, force] >= 0:
                    yield self._row(day, force, pools)

    def _row(self, day: int, force: int, pools: Mapping[int, int]) -> dict[str, Any]:
        film, names = self.film, self.world.names.things
        place, side = int(film.place[day, force]), int(film.side[day, force])
        named = self.world.scenario.forces
        row: dict[str, Any] = {
            "day": self.first + day,
            "force": named[force].id if force < len(named) else f"born_{force}",
        }
        if place < 0:
            return row | {"place": "", "men": 0, "status": "gone"}
        spot = self.world.scenario.places[place]
        chief = int(film.commander[day, force])
        row |= {
            "place": spot.id,
            "lon": spot.lon,
            "lat": spot.lat,
            "men": told_men(float(film.men[day, force])),
            "polity": names["polity"][side if side >= 0 else pools[force]],
            "commander": names["leader"][chief] if chief >= 0 else None,
            "status": STATUSES.get(int(film.status[day, force]), "active"),
            "kind": KINDS[int(film.kind[day, force])],
        }
        if film.ships[day, force] > 0:
            row["ships"] = round(float(film.ships[day, force]))
        return row | self._leg(day, force)

    def _leg(self, day: int, force: int) -> dict[str, Any]:
        """Say where a force on the march is bound, and when it comes there."""
        film = self.film
        bound = int(film.next_place[day, force])
        if bound < 0 or bound == film.place[day, force]:
            return {}
        later = np.flatnonzero(film.next_place[day:, force] != bound)
        end = day + int(later[0]) if len(later) else film.men.shape[0] - 1
        if film.place[end, force] != bound and len(later):
            return {}
        spot = self.world.scenario.places[bound]
        return {
            "to": spot.id,
            "to_lon": spot.lon,
            "to_lat": spot.lat,
            "arrives": self.first + max(end, day + 1),
        }


def _steps(numbers: NDArray[np.float32]) -> NDArray[np.int16]:
    """Give the step of MEN_STEP that men stand at, 0 for none."""
    step = math.log1p(MEN_STEP)
    return np.ceil(np.log(np.maximum(numbers, 1.0)) / step).astype(np.int16)
