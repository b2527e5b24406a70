"""The replayed record on a day: who stands where, who holds what, what surprised the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ucronia.analysis.outcomes import Origin, date_of
from ucronia.analysis.questions.moments import day_asked
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import layout as lay
from ucronia.ensemble.run import PER_DRAW, replay
from ucronia.scenario.model import Scenario

Row = dict[str, Any]

COUNCIL = "council"
"""Who acts for a head where none of the leaders followed does."""
RELATIONS = {
    lay.WAR: "war",
    lay.TRUCE: "truce",
    lay.PEACE: "peace",
    lay.ALLIANCE: "alliance",
    lay.UNION: "union",
}


@dataclass(frozen=True)
class Position:
    """The state of a replay at the start of a day, in the scenario's own ids.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Seed, hash, version; one draw.
    date : date
        The day; its own entries are still to come.
    draw : int
        Which draw of parameters, readings and dates.
    forces : tuple of dict
        id, polity, place, men (of them cavalry, mounted, gunners), battalions, squadrons,
        guns, horses, ships, morale, commander of each that stands.
    provinces : tuple of dict
        id, controller, owner, unrest of each.
    polities : tuple of dict
        id, parent, treasury, legitimacy, weariness of each that exists.
    offices : tuple of dict
        id, holder of each, and who acts for him: a leader, `COUNCIL` or nobody.
    relations : tuple of dict
        a, b, kind of each pair that is not simply at peace.
    entries : tuple of str
        Entries applied so far, in order.
    surprises : tuple of str
        Those whose rule was not open in the replayed state.
    """

    scenario: Scenario
    origin: Origin
    date: date
    draw: int
    forces: tuple[Row, ...]
    provinces: tuple[Row, ...]
    polities: tuple[Row, ...]
    offices: tuple[Row, ...]
    relations: tuple[Row, ...]
    entries: tuple[str, ...]
    surprises: tuple[str, ...]


def position(world: World, when: str, seed: int, draw: int, version: str) -> Position:
    """Replay the record up to a day, under one draw.

    Parameters
    ----------
    world : World
        What is replayed.
    when : str
        ISO date; empty for the day of classification.
    seed : int
        Of all draws.
    draw : int
        Which draw.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Position
        The state before that day's entries.
    """
    scenario = world.scenario
    day = day_asked(world, when) if when else world.end_day
    state, log, made = replay(world, day, seed=seed, draw=draw)
    entries = _entries(world, made, day)
    order = world.plan.record.order
    opened = log.entry_open
    return Position(
        scenario=scenario,
        origin=Origin(scenario.id, scenario.hash, version, seed, 1, PER_DRAW, 1, 0.0),
        date=date_of(scenario, day),
        draw=draw,
        forces=_forces(world, state),
        provinces=_provinces(world, state),
        polities=_polities(world, state),
        offices=_offices(world, state),
        relations=_relations(world, state),
        entries=entries,
        surprises=tuple(entry for entry in entries if opened[order[entry]] == 0),
    )


def applied(world: World, day: int, seed: int, draw: int) -> tuple[str, ...]:
    """List the entries that a draw dates before a day.

    Parameters
    ----------
    world : World
        What is replayed.
    day : int
        The day.
    seed : int
        Of all draws.
    draw : int
        Which draw.

    Returns
    -------
    tuple of str
        In the order in which they are applied.
    """
    return _entries(world, make_draws(world, seed, draw, 1)[0], day)


def _entries(world: World, draw: lay.Draw, day: int) -> tuple[str, ...]:
    entries = world.scenario.entries
    ordered = draw.entry_order[: len(entries)]
    return tuple(entries[at].id for at in ordered if draw.entry_day[at] < day)


def _id(world: World, kind: str, index: int) -> str:
    things = world.names.things[kind]
    return things[index] if 0 <= index < len(things) else ""


def _forces(world: World, state: lay.State) -> tuple[Row, ...]:
    forces, rows = state.forces, []
    named = world.names.things["force"]
    for force in range(world.sizes.forces):
        if forces.status[force] == lay.ACTIVE:
            polity = _id(world, "polity", int(forces.side[force]))
            horsemen = float(forces.men[force] * forces.riders[force])
            rows.append(
                {
                    "id": named[force] if force < len(named) else f"{polity}_column_{force}",
                    "polity": polity,
                    "place": _id(world, "place", int(forces.place[force])),
                    "goal": _id(world, "place", int(forces.goal[force])),
                    "men": round(float(forces.men[force])),
                    "cavalry": round(horsemen),
                    "mounted": round(min(horsemen, float(forces.horses[force]))),
                    "gunners": round(
                        float(forces.men[force] * max(0.0, forces.gunners[force]))
                    ),
                    "battalions": round(float(forces.battalions[force])),
                    "squadrons": round(float(forces.squadrons[force])),
                    "guns": round(float(forces.guns[force])),
                    "horses": round(float(forces.horses[force])),
                    "ships": round(float(forces.ships[force])),
                    "morale": round(float(forces.morale[force]), 3),
                    "commander": _id(world, "leader", int(forces.commander[force])),
                }
            )
    return tuple(rows)


def _provinces(world: World, state: lay.State) -> tuple[Row, ...]:
    realm = state.realm
    return tuple(
        {
            "id": province,
            "controller": _id(world, "polity", int(realm.controller[number])),
            "owner": _id(world, "polity", int(realm.owner[number])),
            "unrest": round(float(realm.unrest[number]), 3),
        }
        for number, province in enumerate(world.names.things["province"])
    )


def _polities(world: World, state: lay.State) -> tuple[Row, ...]:
    realm = state.realm
    return tuple(
        {
            "id": polity,
            "parent": _id(world, "polity", int(realm.parent[number])),
            "treasury_pesos": round(float(realm.treasury[number])),
            "legitimacy": round(float(realm.legitimacy[number]), 3),
            "weariness": round(float(realm.weariness[number]), 3),
        }
        for number, polity in enumerate(world.names.things["polity"])
        if realm.exists[number] == 1
    )


def _offices(world: World, state: lay.State) -> tuple[Row, ...]:
    return tuple(
        {
            "id": office,
            "holder": _id(world, "leader", int(state.persons.holder[number])),
            "acting": _acting(world, int(state.persons.acting[number])),
        }
        for number, office in enumerate(world.names.things["office"])
    )


def _acting(world: World, leader: int) -> str:
    return COUNCIL if leader == lay.COUNCIL else _id(world, "leader", leader)


def _relations(world: World, state: lay.State) -> tuple[Row, ...]:
    realm, polities = state.realm, world.names.things["polity"]
    standing = [number for number in range(len(polities)) if realm.exists[number] == 1]
    return tuple(
        {"a": polities[a], "b": polities[b], "kind": RELATIONS[int(realm.relation[a, b])]}
        for a in standing
        for b in standing
        if a < b and realm.relation[a, b] != lay.PEACE
    )
