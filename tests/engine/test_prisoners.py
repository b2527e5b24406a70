"""Prisoners: exchanged man for man in war, on parole where too many, free at peace."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_acts import refresh, sound_world
from tests.engine.test_effects import run
from tests.small import play, scenario, small
from ucronia.compiler.build import World
from ucronia.engine import layout as lay

MONTH = 6
"""Days to play so that one month's turn, on day 5, is taken."""
STILL = {"exchange_share": 0.25, "captives_guarded": 5.0, "weariness_war": 0.0}


def at(kind: str, values: dict[str, float], held: tuple[float, float]) -> tuple[World, Any]:
    """Alta and Baja at war or peace, each holding so many of the other; played a month."""
    relations = tuple(r.model_copy(update={"kind": kind}) for r in scenario().relations)
    world = small("", {**STILL, **values}, rules=(), relations=relations)
    start = world.start[0]
    for id, men in zip(("army_alta", "army_baja"), held, strict=True):
        start.forces.captives[world.index("force", id)] = men
        start.persons.ledger_men[lay.TAKEN] += men
    return world, play(world, MONTH).state


def of(world: World, array: Any) -> list[float]:
    return [float(array[world.index("force", id)]) for id in ("army_alta", "army_baja")]


def test_enemies_exchange_man_for_man() -> None:
    world, state = at("war", {}, (400.0, 120.0))
    men = 0.25 * 120.0
    assert of(world, state.forces.captives) == pytest.approx([400 - men, 120 - men])
    assert of(world, state.forces.men) == pytest.approx([1800 + men, 1500 + men])
    assert state.persons.ledger_men[lay.TAKEN] == pytest.approx(520 - 2 * men)


def test_who_holds_none_gets_none_back() -> None:
    world, state = at("war", {}, (400.0, 0.0))
    assert of(world, state.forces.captives) == [400.0, 0.0]
    assert of(world, state.forces.men) == [1800.0, 1500.0]


def test_too_many_go_home_on_parole() -> None:
    world, state = at("war", {"captives_guarded": 0.1}, (400.0, 0.0))
    assert of(world, state.forces.captives) == pytest.approx([180.0, 0.0])
    assert state.persons.ledger_men[lay.DISCHARGED] == pytest.approx(220.0)
    assert state.persons.ledger_men[lay.TAKEN] == pytest.approx(180.0)


def test_peace_sets_all_free() -> None:
    world, state = at("peace", {}, (400.0, 120.0))
    assert of(world, state.forces.captives) == [0.0, 0.0]
    assert state.persons.ledger_men[lay.DISCHARGED] == pytest.approx(520.0)
    assert state.persons.ledger_men[lay.TAKEN] == pytest.approx(0.0)


@pytest.mark.parametrize(("kind", "status"), [("war", lay.PRISONER), ("peace", lay.PRIVATE)])
def test_a_captured_leader_is_free_at_peace(kind: str, status: int) -> None:
    relations = tuple(r.model_copy(update={"kind": kind}) for r in scenario().relations)
    world = small("", STILL, rules=(), relations=relations)
    persons, ana = world.start[0].persons, world.index("leader", "ana_rios")
    persons.leader_status[ana] = lay.PRISONER
    persons.leader_captor[ana] = world.index("polity", "baja")
    persons.holder[world.index("office", "president_alta")] = lay.NOBODY
    found = int(play(world, MONTH).state.persons.leader_status[ana])
    # once free the vacant presidency is hers
    assert found in ((lay.PRISONER,) if kind == "war" else (status, lay.OFFICE))


def test_without_prisoners_nothing_is_moved() -> None:
    """Ripple: the share exchanged changes nothing where nobody is held."""
    _, one = at("war", {"exchange_share": 0.1}, (0.0, 0.0))
    _, other = at("war", {"exchange_share": 0.9}, (0.0, 0.0))
    for part in ("forces", "realm", "persons"):
        for name in getattr(one, part).dtype.names:
            assert np.array_equal(
                getattr(getattr(one, part), name), getattr(getattr(other, part), name)
            ), name


def test_a_head_whom_a_peace_releases_holds_his_office_again() -> None:
    world = sound_world(2)
    persons, realm = world.state.persons, world.state.realm
    realm.parent[[4, 5]] = lay.NONE
    refresh(world.tables, world.state)
    persons.holder[:] = lay.NOBODY
    persons.leader_status[[1, 2]] = lay.PRISONER
    persons.leader_captor[[1, 2]], persons.leader_polity[[1, 2]] = 4, 5
    persons.holder[0] = 1
    run(world, "release(polity_4, polity_5)")
    assert persons.leader_status[[1, 2]].tolist() == [lay.OFFICE, lay.PRIVATE]
    assert persons.leader_captor[[1, 2]].tolist() == [lay.NONE, lay.NONE]
