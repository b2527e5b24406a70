"""Who leaves a country in arms leaves it to its owner; who leaves a quiet one keeps it."""

from __future__ import annotations

import pytest

from tests.engine.occupied import OCCUPIER, OWNER, occupied, rise
from tests.engine.test_bodies import ARMY, OTHER
from tests.engine.test_day_twins import DAY
from ucronia.engine import acts_leaving
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python

abandon = from_python(acts_leaving.abandon)


@pytest.mark.parametrize(
    ("is_hostile", "stays", "holder"),
    [(True, False, OWNER), (False, False, OCCUPIER), (True, True, OCCUPIER)],
)
def test_a_hostile_province_left_empty_is_its_owners_again(
    is_hostile: bool, stays: bool, holder: int
) -> None:
    tables, state, log = occupied()
    rise(state, *((2,) if is_hostile else ()))
    if stays:
        state.forces.side[OTHER], state.forces.place[OTHER] = OCCUPIER, 2
        state.forces.roll[1], state.persons.counter[lay.COUNT_ROLL] = OTHER, 2
    state.realm.capital[OCCUPIER] = 0
    state.realm.insurgents[2] = 70.0
    abandon(tables, state, log, DAY, ARMY)
    assert state.forces.goal[ARMY] == 0
    assert state.realm.controller[2] == holder
    # once the country is its owner's nobody is in arms there
    assert state.realm.insurgents[2] == (0.0 if holder == OWNER else 70.0)
    assert state.realm.hostile[2] == int(is_hostile and stays)
