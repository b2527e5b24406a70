"""What may be set otherwise at a fork of any world, and what must be so every evening after."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as some

from tests.drivers import (
    GUNS,
    GUNS_BOOKED,
    HORSES,
    HORSES_BOOKED,
    PESOS,
    SHIPS,
    SHIPS_BOOKED,
    Walked,
    walked,
)
from ucronia.compiler.build import World
from ucronia.compiler.levels import quantile
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Act, Fact, Fork

CLOSE = 1e-6
LOW, HIGH = 0.001, 0.999
"""Levels of a prior that no draw in five hundred passes."""
SIZES = some.sampled_from((0.0, 1.0, 700.0, 1e6))
FACTORS = some.sampled_from((0.0, 0.5, 3.0, 1000.0))
FACTS = {
    "men": ("force", SIZES),
    "men_times": ("force", FACTORS),
    "place": ("force", "place"),
    "holder": ("office", "leader"),
    "control": ("province", "polity"),
    "treasury": ("polity", SIZES),
    "treasury_times": ("polity", FACTORS),
    "tariff": ("polity", some.sampled_from((0.0, 0.5, 20.0))),
    "value": ("variable", SIZES),
    "capital": ("polity", "place"),
    "horses": ("force", SIZES),
    "ships": ("force", some.sampled_from((0.0, 1.0, 40.0))),
    "guns": ("force", some.sampled_from((0.0, 7.0, 500.0))),
    "battalions": ("force", some.sampled_from((0.0, 2.0, 30.0))),
}
Change = tuple[Fork, dict[str, float], int]
"""A fork with what is set otherwise there, parameters held, and a draw."""


def of(world: World, kind: str) -> Any:
    return some.integers(0, len(world.names.things[kind]) - 1)


@some.composite
def facts(choose: Any, world: World) -> Fact:
    """One fact that can be asked for at the shell, of a thing of the world."""
    kinds = [kind for kind in FACTS if world.names.things.get(FACTS[kind][0])]
    kind = choose(some.sampled_from(kinds))
    thing_kind, values = FACTS[kind]
    thing = choose(of(world, thing_kind))
    if kind == "tariff":
        other = choose(of(world, "polity").filter(lambda b: b != thing))
        thing = thing * world.sizes.polities + other
    if kind == "ships":
        fleets = [n for n, f in enumerate(world.scenario.forces) if f.kind == "fleet"]
        thing = choose(some.sampled_from(fleets or [0]))
        kind = kind if fleets else "men"
    value = choose(of(world, values) if isinstance(values, str) else values)
    return Fact(kind, thing, float(value))


@some.composite
def acts(choose: Any, world: World) -> Act:
    """Any option of any rule's instance, whether it is open or not."""
    rule = choose(of(world, "rule"))
    instance = choose(some.integers(0, int(world.tables.rules.width[rule]) - 1))
    options = max(1, int(world.tables.rules.option_count[rule]))
    return Act(rule, instance, choose(some.integers(0, options - 1)))


@some.composite
def changes(choose: Any, world: World) -> Change:
    """A fork with what is set otherwise there, parameters held, and a draw."""
    day = choose(some.integers(0, world.end_day - 1))
    rules = some.tuples(of(world, "rule"), some.just(-1))
    fork = Fork(
        day,
        facts=tuple(choose(some.lists(facts(world), max_size=4))),
        acts=tuple(choose(some.lists(acts(world), max_size=4))),
        forbidden=tuple(choose(some.lists(rules, max_size=3))),
    )
    names = some.sampled_from(world.names.parameters)
    ends = choose(some.dictionaries(names, some.sampled_from((LOW, HIGH)), max_size=6))
    priors = {parameter.id: parameter.prior for parameter in world.scenario.parameters}
    held = {
        name: float(quantile(priors[name], np.array([level]))[0])
        for name, level in ends.items()
    }
    return fork, held, choose(some.integers(0, 3))


def see(world: World, change: Change, days: int = 100_000) -> Walked:
    """Play a change on for so many days, or to the end, and look at every evening of it."""
    fork, held, draw = change
    last = min(world.end_day, fork.day + days)
    found = walked(world, fork.day, last, seed=7, draw=draw, levels=held, change=fork)
    assert found.first_broken is None, found.first_broken
    came = np.maximum(found.books[:, (lay.RAISED, lay.ADJUSTED)].sum(axis=1), 1.0)
    assert (np.abs(found.imbalance) / np.abs(came)).max() < CLOSE
    turnover = np.maximum(np.abs(found.books[:, 8:PESOS]).sum(axis=1), 1.0)
    assert (np.abs(found.pesos_astray) / turnover).max() < CLOSE
    assert np.abs(found.books[:, GUNS] - found.books[:, GUNS_BOOKED]).max() < CLOSE
    kept = np.maximum(found.books[:, HORSES], 1.0)
    assert (np.abs(found.books[:, HORSES] - found.books[:, HORSES_BOOKED]) / kept).max() < CLOSE
    assert np.abs(found.books[:, SHIPS] - found.books[:, SHIPS_BOOKED]).max() < CLOSE
    return found
