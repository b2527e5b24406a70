"""The seat of government is covered against the enemies known to be about."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.engine.occupied import OCCUPIER, OWNER, occupied
from tests.engine.test_bodies import ARMY, DAY, OTHER, with_values
from tests.worlds import CAPACITY
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.land import battle, contact, cover
from ucronia.engine.records import new_records

seat_of = from_python(cover.seat_of)
worth_of_seat = from_python(cover.worth_of_seat)
shown_quality = from_python(battle.shown_quality)
odds_of_fighting = from_python(contact.odds_of_fighting)
VALUES = {"command_capital": 3.0, "command_patience_days": 20.0}
SEAT, THIRD = 0, 2


def threatened(*foes: tuple[int, float, int]) -> tuple[Any, Any, Any]:
    """Tables, a state and what is known of enemies: each a force, its men and a place."""
    tables, state, _ = occupied()
    state.realm.capital[OCCUPIER] = SEAT
    scratch: Any = new_records(lay.Scratch, CAPACITY)[0]
    for row, (force, men, place) in enumerate(foes):
        scratch.foe[row], scratch.foe_place[row] = force, place
        state.forces.men[force], state.forces.kind[force] = men, lay.ARMY
    return tables, state, scratch


def worth(tables: Any, state: Any, scratch: Any, foes: int) -> float:
    draw = with_values(**VALUES)
    return float(worth_of_seat(tables, state, draw, scratch, ARMY, foes))


def test_it_is_worth_what_the_seat_is_to_the_nearest_who_can_take_it() -> None:
    """3 · exp(-days / 20): of enemies one and four days away the first counts."""
    tables, state, scratch = threatened((OTHER, 500.0, 1), (OTHER, 500.0, 4))
    assert worth(tables, state, scratch, 2) == pytest.approx(3 * math.exp(-1 / 20))
    assert worth(tables, state, scratch, 0) == 0.0
    state.forces.kind[OTHER] = lay.GARRISON
    assert worth(tables, state, scratch, 2) == 0.0


def test_others_who_cover_it_leave_the_less_to_do() -> None:
    tables, state, scratch = threatened((OTHER, 800.0, 1))
    state.forces.status[THIRD], state.forces.kind[THIRD] = lay.ACTIVE, lay.GARRISON
    state.forces.side[THIRD], state.forces.place[THIRD] = OCCUPIER, SEAT
    state.forces.goal[THIRD], state.forces.men[THIRD] = lay.NOWHERE, 200.0
    state.forces.roll[1], state.persons.counter[lay.COUNT_ROLL] = THIRD, 2
    assert worth(tables, state, scratch, 1) == pytest.approx(3 * 0.75 * math.exp(-1 / 20))
    state.forces.men[THIRD] = 800.0
    assert worth(tables, state, scratch, 1) == 0.0


def test_a_seat_that_is_lost_is_covered_by_nobody_and_irregulars_cover_none() -> None:
    tables, state, scratch = threatened((OTHER, 500.0, 1))
    assert seat_of(tables, state, ARMY) == SEAT
    state.realm.controller[SEAT] = OWNER
    assert seat_of(tables, state, ARMY) == lay.NOWHERE
    assert worth(tables, state, scratch, 1) == 0.0
    state.realm.controller[SEAT], state.forces.kind[ARMY] = OCCUPIER, lay.MONTONERA
    assert seat_of(tables, state, ARMY) == lay.NOWHERE


def test_irregulars_and_recruits_show_what_they_are() -> None:
    tables, state, _ = threatened()
    draw = with_values(
        battle_skill=0.0, battle_morale=2.0, battle_irregular=1.5, battle_training=0.4
    )
    state.forces.morale[ARMY], state.forces.trained[ARMY] = 0.75, 0.25
    found = float(shown_quality(tables, state, draw, ARMY, DAY))
    assert found == pytest.approx(2.0 * 0.25 - 0.4 * 0.75)
    state.forces.kind[ARMY] = lay.MONTONERA
    found = float(shown_quality(tables, state, draw, ARMY, DAY))
    assert found == pytest.approx(2.0 * 0.25 - 1.5)


def test_who_is_met_by_irregulars_as_many_as_he_is_the_readier_to_fight() -> None:
    """Even numbers, no error: 1 / (1 + exp(-10 (p - .5))), p = logistic(1.5) or one half."""
    tables, state, _ = threatened()
    draw = with_values(
        battle_intercept=0.0,
        battle_ratio=1.0,
        battle_irregular=1.5,
        accept_slope=10.0,
        perception_sd=0.0,
    )
    for force in (ARMY, OTHER):
        state.forces.commander[force] = lay.NOBODY
        state.forces.morale[force], state.forces.trained[force] = 0.5, 1.0
    offer = (ARMY, OTHER, 700.0, 700.0, True, 0.0)
    fate: Any = lay.Fate(7, 0)
    found = []
    for kind in (lay.ARMY, lay.MONTONERA):
        state.forces.kind[OTHER] = kind
        found.append(float(odds_of_fighting(tables, state, draw, fate, DAY, offer, 0.5)))
    better = 1 / (1 + np.exp(-1.5))
    assert found == pytest.approx([0.5, 1 / (1 + np.exp(-10 * (better - 0.5)))])
