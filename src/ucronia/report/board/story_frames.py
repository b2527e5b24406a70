"""The replayed record as what changes from day to day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ucronia.analysis.questions.positions import RELATIONS
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import layout as lay
from ucronia.ensemble.run import replay
from ucronia.scenario.dates import day_of

Row = dict[str, Any]
Frames = dict[str, list[Row]]

KINDS = ("army", "column", "garrison", "montonera", "fleet")
STATUSES = {lay.ACTIVE: "active", lay.EMBARKED: "embarked"}
DRAWS_TRIED = 64
"""Draws among which the one nearest to the dates as they are told is looked for."""
MEN_STEP = 1.05
"""A force is told anew where its men have changed by this factor."""
SHARE_STEP = 0.02
"""An allegiance is told anew where it has moved by more."""
MONTH = 30
"""[days] between looks at allegiances."""


def told_draw(world: World, seed: int = 0) -> int:
    """Choose the draw whose days are nearest to those that the record tells first.

    Parameters
    ----------
    world : World
        What is replayed.
    seed : int
        Of all draws.

    Returns
    -------
    int
        Its number.
    """
    entries = world.scenario.entries
    told = [day_of(world.scenario, entry.date) or 0 for entry in entries]
    draws = make_draws(world, seed, 0, DRAWS_TRIED)["entry_day"][:, : len(entries)]
    away = [sum(abs(int(a) - b) for a, b in zip(row, told, strict=True)) for row in draws]
    return away.index(min(away))


def record_frames(world: World, seed: int = 0, last: int | None = None) -> Frames:
    """Replay the record and tell what changes on each day.

    Parameters
    ----------
    world : World
        What is replayed.
    seed : int
        Of all draws.
    last : int, optional
        Day after the last one told; that of classification where left out.

    Returns
    -------
    dict
        `control`, `allegiance`, `forces`, `wars`, `blockades` and `sieges`: lists of changes
        with their `day`, in order, each day as it stands in its evening. A force that is no
        more has 0 men and an empty place; one on the march says where `to`, and when it
        `arrives`.
    """
    frames: Frames = {}
    tellers = {name: _Teller(make) for name, make in _LOOKS.items()}
    draw = told_draw(world, seed)
    for day in range(min(world.end_day, last or world.end_day)):
        state, _, _ = replay(world, day + 1, seed=seed, draw=draw)
        for name, teller in tellers.items():
            if name != "allegiance" or day % MONTH == 0:
                frames.setdefault(name, []).extend(teller.changes(world, state, day))
    return frames


Key = tuple[str, ...]
Look = Callable[[World, lay.State], Iterable[tuple[Key, Any, Row]]]


class _Teller:
    """Remembers what was told last of each thing, and tells what is new."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.told: dict[Key, Any] = {}
        self.gone: dict[Key, Row] = {}

    def changes(self, world: World, state: lay.State, day: int) -> Iterator[Row]:
        """Give the rows of a day."""
        seen = set()
        for key, value, row in self.look(world, state):
            seen.add(key)
            if not _is_near(self.told.get(key), value):
                self.told[key] = value
                self.gone[key] = _ended(row)
                yield {"day": day, **row}
        for key in [key for key in self.told if key not in seen]:
            del self.told[key]
            yield {"day": day, **self.gone[key]}


def _is_near(before: Any, after: Any) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return abs(before - after) <= SHARE_STEP
    return bool(before == after)


def _ended(row: Row) -> Row:
    """Tell the end of a thing: of a force, a war, a blockade, a siege."""
    if "force" in row:
        return {"force": row["force"], "place": "", "men": 0, "status": "gone"}
    if "relation" in row:
        return {**row, "relation": "peace"}
    return {**row, "polity": None} if "polity" in row else {**row, "share": 0.0}


def _id(world: World, kind: str, index: int) -> str | None:
    things = world.names.things[kind]
    return things[index] if 0 <= index < len(things) else None


def _control(world: World, state: lay.State) -> Iterator[tuple[Key, Any, Row]]:
    for number, province in enumerate(world.names.things["province"]):
        holder = _id(world, "polity", int(state.realm.controller[number]))
        yield (province,), holder, {"province": province, "polity": holder}


def _allegiance(world: World, state: lay.State) -> Iterator[tuple[Key, Any, Row]]:
    for number, province in enumerate(world.names.things["province"]):
        for at, cause in enumerate(world.names.things["cause"]):
            share = round(float(state.realm.allegiance[number, at]), 2)
            if share > 0:
                row = {"province": province, "cause": cause, "share": share}
                yield (province, cause), share, row


def _forces(world: World, state: lay.State) -> Iterator[tuple[Key, Any, Row]]:
    forces, named = state.forces, world.scenario.forces
    for force in range(world.sizes.forces):
        status, place = int(forces.status[force]), int(forces.place[force])
        if status not in STATUSES or place < 0:
            continue
        spot = world.scenario.places[place]
        men = float(forces.men[force])
        row: Row = {
            "force": named[force].id if force < len(named) else f"born_{force}",
            "place": spot.id,
            "lon": spot.lon,
            "lat": spot.lat,
            "men": told_men(men),
            "polity": _id(world, "polity", int(forces.side[force])),
            "commander": _id(world, "leader", int(forces.commander[force])),
            "status": STATUSES[status],
            "kind": KINDS[int(forces.kind[force])],
        }
        if forces.ships[force] > 0:
            row["ships"] = round(float(forces.ships[force]))
        row |= _leg(world, state, force)
        step = round(math.log(max(men, 1.0), MEN_STEP))
        yield (row["force"],), (*(row[k] for k in row if k != "men"), step), row


def _leg(world: World, state: lay.State, force: int) -> Row:
    bound = int(state.forces.next_place[force])
    if bound < 0 or bound == state.forces.place[force]:
        return {}
    spot = world.scenario.places[bound]
    arrives = math.ceil(float(state.forces.arrive_day[force]))
    return {"to": spot.id, "to_lon": spot.lon, "to_lat": spot.lat, "arrives": arrives}


def told_men(men: float) -> int:
    """Round men as they are told: to tens, large numbers to two figures."""
    if men < 1:
        return 0
    unit = 10.0 ** max(1, math.floor(math.log10(men)) - 1)
    return round(round(men / unit) * unit) or round(men)


def _wars(world: World, state: lay.State) -> Iterator[tuple[Key, Any, Row]]:
    polities, realm = world.names.things["polity"], state.realm
    for b in range(len(polities)):
        for a in range(b):
            kind = int(realm.relation[a, b])
            if kind != lay.PEACE and realm.exists[a] and realm.exists[b]:
                row = {"a": polities[a], "b": polities[b], "relation": RELATIONS[kind]}
                yield (polities[a], polities[b]), kind, row


def _blockades(world: World, state: lay.State) -> Iterator[tuple[Key, Any, Row]]:
    """Find ports with an enemy's fleet of ships in them."""
    forces, realm = state.forces, state.realm
    for force in range(world.sizes.forces):
        place, side = int(forces.place[force]), int(forces.side[force])
        if forces.kind[force] != lay.FLEET or forces.ships[force] < 1 or place < 0:
            continue
        if forces.status[force] != lay.ACTIVE or forces.next_place[force] >= 0:
            continue
        holder = int(realm.controller[world.tables.geo.place_province[place]])
        if holder >= 0 and realm.bond[side, holder] == lay.BOND_WAR:
            port, polity = world.scenario.places[place].id, _id(world, "polity", side)
            yield (port,), polity, {"port": port, "polity": polity}


def _sieges(world: World, state: lay.State) -> Iterator[tuple[Key, Any, Row]]:
    """Find places with a force shut in, and whose it is."""
    forces = state.forces
    for force in range(world.sizes.forces):
        place = int(forces.place[force])
        if forces.status[force] == lay.ACTIVE and forces.siege_day[force] != lay.NEVER:
            if place >= 0:
                spot = world.scenario.places[place].id
                polity = _id(world, "polity", int(forces.side[force]))
                yield (spot,), polity, {"place": spot, "polity": polity}


_LOOKS: dict[str, Look] = {
    "control": _control,
    "allegiance": _allegiance,
    "forces": _forces,
    "wars": _wars,
    "blockades": _blockades,
    "sieges": _sieges,
}
