"""An effect does what its verb's act does, once, and only when it should."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

from tests.worlds import (
    CAPACITY,
    COUNTS,
    NAMES,
    World,
    draw_of,
    new_scratch,
    put_code,
    random_world,
)
from ucronia.compiler.bytecode import CodeBook
from ucronia.engine import acts
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.effects import MOST_NESTED
from ucronia.engine.effects import run_effects as inner_effects
from ucronia.engine.records import new_records
from ucronia.engine.sight.world import would_pass as inner_would_pass
from ucronia.scenario.expressions import Effect, parse_effect
from ucronia.scenario.model import Mark
from ucronia.scenario.vocabulary import VERBS

ROLES = {"a": "force", "q": "polity", "n": "number"}
REGISTERS = {"a": 0, "q": 1, "n": 2}
DAY = 100
run_effects = from_python(inner_effects)
would_pass = from_python(inner_would_pass)


def read(text: str) -> Effect:
    found = parse_effect(text, Mark(file="", line=0), NAMES, ROLES)
    assert isinstance(found, Effect), found
    return found


def run(
    world: World,
    *texts: str,
    roles: tuple[float, ...] = (),
    assemblies: dict[int, str] | None = None,
) -> Any:
    """Run effects on a world's state; the log that came out."""
    book = CodeBook(NAMES)
    start = book.add_effects([read(text) for text in texts], REGISTERS)
    world.tables.code.assembly_start[:] = lay.NONE
    for assembly, text in (assemblies or {}).items():
        world.tables.code.assembly_start[assembly] = book.add_effects([read(text)], {})
    put_code(world.tables, book)
    log: Any = new_records(lay.Log, CAPACITY)[0]
    scratch = new_scratch(roles)
    run_effects(start, world.tables, world.state, log, draw_of(world), scratch, DAY)
    return log


ARGUMENTS: dict[str, tuple[str, ...]] = {"number": ("0.25", "2", "300", "-1")}
ARGUMENTS |= {kind: NAMES.things[kind] for kind in [*COUNTS, "variable"]}


WITH_ACTS = [verb for verb in VERBS if verb not in ("convene", "pass_assembly")]
# each act is compiled by itself to be called: all of them only where the compiler is off
CHECKED = WITH_ACTS if os.environ.get("NUMBA_DISABLE_JIT") == "1" else WITH_ACTS[::8]


@pytest.mark.parametrize("verb", CHECKED)
def test_each_verb_does_its_act(verb: str) -> None:
    takes, act = VERBS[verb].takes, from_python(getattr(acts, verb))
    for seed in range(8):
        dice = np.random.default_rng(seed)
        words = [str(dice.choice(ARGUMENTS[kind])) for kind in takes]
        through, direct = random_world(seed), random_world(seed)
        log = run(through, f"{verb}({', '.join(words)})")
        other: Any = new_records(lay.Log, CAPACITY)[0]
        values = [
            float(word) if kind == "number" else ARGUMENTS[kind].index(word)
            for word, kind in zip(words, takes, strict=True)
        ]
        act(direct.tables, direct.state, other, DAY, *values)
        assert through.state.tobytes() == direct.state.tobytes(), words
        assert log.tobytes() == other.tobytes(), words


@pytest.mark.parametrize("verb", list(VERBS))
def test_a_thing_that_is_none_is_passed_over(verb: str) -> None:
    takes = VERBS[verb].takes
    for place, kind in enumerate(takes):
        if kind == "number" or (verb, place) in (("raise_column", 3), ("break_away", 3)):
            continue
        words = ["none" if n == place else ARGUMENTS[k][0] for n, k in enumerate(takes)]
        world = random_world(3)
        before = world.state.tobytes()
        run(world, f"{verb}({', '.join(words)})")
        assert world.state.tobytes() == before


def test_conditions_and_order() -> None:
    world = random_world(4)
    run(
        world,
        "set(x_0, 1)",
        "if(x_0 > 0 and n > 5, set(x_1, n))",
        "if(x_0 < 0, set(x_1, 99))",
        "if(q == none, set(x_0, 50))",
        "set(x_0, x_0 + x_1)",
        roles=(0.0, 2.0, 7.0),
    )
    assert world.state.persons.variable[:2].tolist() == [8.0, 7.0]


def test_a_column_may_have_no_leader() -> None:
    world = random_world(5)
    world.tables.people.polity_pool[:] = 8
    world.tables.people.polity_pool_size[:] = 1
    world.state.forces.status[8] = lay.UNUSED
    world.state.realm.exists[2] = 1
    run(world, "raise_column(q, place_1, 300, none)", roles=(0.0, 2.0))
    assert world.state.forces.men[8] == 300
    assert world.state.forces.side[8] == 2


@pytest.mark.parametrize("seed", range(12))
def test_an_assembly_that_meets(seed: int) -> None:
    world = random_world(seed)
    world.state.persons.assembly_day[:] = lay.NEVER
    passes = would_pass(1, world.tables, world.state)
    run(world, "convene(assembly_1)", "set(x_1, 9)", assemblies={1: "set(x_0, 77)"})
    assert (world.state.persons.assembly_day[1] == DAY) == passes
    assert (world.state.persons.variable[0] == 77) == passes
    assert world.state.persons.variable[1] == 9


def test_an_assembly_recorded_as_passed() -> None:
    world = random_world(0)
    run(world, "pass_assembly(assembly_0)", "set(x_1, x_0)", assemblies={0: "set(x_0, 77)"})
    assert world.state.persons.assembly_day[0] == DAY
    assert world.state.persons.variable[:2].tolist() == [77, 77]


def test_assemblies_that_convene_one_another_end() -> None:
    world = random_world(0)
    world.state.persons.variable[:2] = 0
    book = CodeBook(NAMES)
    again = [read("set(x_0, x_0 + 1)"), read("pass_assembly(assembly_0)")]
    start = book.add_effects(again, {})
    put_code(world.tables, book)
    world.tables.code.assembly_start[0] = start
    log: Any = new_records(lay.Log, CAPACITY)[0]
    draw, scratch = draw_of(world), new_scratch()
    run_effects(start, world.tables, world.state, log, draw, scratch, DAY)
    assert world.state.persons.variable[0] == 1 + MOST_NESTED


def test_no_effects_do_nothing() -> None:
    world = random_world(0)
    before = world.state.tobytes()
    assert CodeBook(NAMES).add_effects([], {}) == lay.NONE
    run(world)
    assert world.state.tobytes() == before
