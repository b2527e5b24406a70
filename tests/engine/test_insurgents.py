"""Many insurgents: who they are against, what they take, and that few take nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.occupied import OCCUPIER, OWNER, occupied, rise
from tests.engine.test_bodies import ARMY, DAY, OTHER, with_values
from tests.engine.test_resistance import held
from tests.engine.test_resistance import occupied as country
from tests.small import play
from ucronia.engine import insurgents
from ucronia.engine import layout as lay
from ucronia.engine.acts_provinces import control
from ucronia.engine.compiled import from_python
from ucronia.engine.land import contact, fog
from ucronia.engine.layout import Fate

has_guides = from_python(fog.has_guides)
perceived = from_python(contact.perceived)
take_control = from_python(control)
take_stock = from_python(insurgents.take_stock)
ON = {"insurgent_hunger": 4.0, "insurgent_toll": 0.9, "weariness_insurgents": 5.0}
OFF = {"insurgent_hunger": 0.0, "insurgent_toll": 0.0, "weariness_insurgents": 0.0}


def test_bands_of_the_owner_count_and_those_of_the_holder_do_not() -> None:
    """Many are more than 2 · 4 · 0.1 in 1,000 people: 80 in 100,000."""
    tables, state, _ = occupied()
    forces = state.forces
    forces.kind[OTHER], forces.place[OTHER], forces.men[OTHER] = lay.MONTONERA, 2, 50.0
    forces.roll[1], state.persons.counter[lay.COUNT_ROLL] = OTHER, 2
    state.realm.insurgents[:5] = 31.0
    draw = with_values(insurgent_many=2.0, insurgent_growth=4.0, unrest_level=0.1)
    for side, many in ((OWNER, 1), (OCCUPIER, 0)):
        forces.side[OTHER] = side
        take_stock(tables, state, draw)
        assert state.realm.hostile[:5].tolist() == [0, 0, many, 0, 0]
        assert state.persons.counter[lay.COUNT_HOSTILE] == many
        assert state.realm.bands[2] == 50 * many


def test_a_people_in_arms_tell_the_holders_enemies_and_not_him() -> None:
    tables, state, _ = occupied()
    state.realm.allegiance[2, :3] = 0.1, 0.1, 0.8
    draw = with_values(fog_guides=0.5)
    told = [has_guides(tables, state, draw, q, 2) for q in (OCCUPIER, OWNER)]
    rise(state, 2)
    armed = [has_guides(tables, state, draw, q, 2) for q in (OCCUPIER, OWNER)]
    assert (told, armed) == ([True, False], [False, True])


def test_an_occupier_among_insurgents_sees_as_in_a_foreign_country() -> None:
    """The log of what he sees over the truth is his error times one number of the week."""
    tables, state, _ = occupied()
    state.realm.guides[:] = 0
    draw = with_values(perception_sd=0.4, perception_home=0.5)

    def error() -> float:
        seen = perceived(tables, state, draw, Fate(1, 2), DAY, (ARMY, 2, 100.0))
        return float(np.log(seen / 100))

    quiet = error()
    rise(state, 2)
    assert error() == pytest.approx(quiet / 0.5)


def test_insurgents_go_home_when_the_country_is_its_owners_and_not_before() -> None:
    tables, state, log = occupied()
    rise(state, 2)
    state.realm.exists[2], tables.people.polity_nation[2] = 1, 7
    state.realm.top[2] = 2
    state.realm.insurgents[2] = 90.0
    take_control(tables, state, log, DAY, 2, 2)
    assert (state.realm.insurgents[2], state.realm.hostile[2]) == (90, 1)
    take_control(tables, state, log, DAY, 2, OWNER)
    assert (state.realm.insurgents[2], state.realm.hostile[2]) == (0, 0)


def differing(a: Any, b: Any) -> set[str]:
    """Names of what differs between two states."""
    return {
        name
        for part in ("forces", "realm", "persons")
        for name in getattr(a, part).dtype.names
        if not np.array_equal(getattr(getattr(a, part), name), getattr(getattr(b, part), name))
    }


def test_where_insurgents_are_few_nothing_of_it_is_felt() -> None:
    """Ripple: what they would take changes not one number."""
    worlds = [country({**rates, "insurgent_many": 50.0}) for rates in (ON, OFF)]
    few, none = (play(world, 90, fork=held(world, 500.0)).state for world in worlds)
    assert differing(few, none) == set()


def test_what_a_hostile_country_gives_its_holder_is_less_and_nothing_else_is_otherwise() -> (
    None
):
    """Ripple: the toll moves the holder's money and what it buys, and nobody else's."""
    worlds = [country({"insurgent_toll": toll, "retake_rate": 0.0}) for toll in (0.0, 1.0)]
    all_of_it, none = (play(world, 90, fork=held(world)).state for world in worlds)
    baja = worlds[0].index("polity", "baja")
    found = differing(all_of_it, none)
    assert found <= {"treasury", "arrears", "ledger_pesos", "credit", "debt"}
    less = all_of_it.realm.treasury - none.realm.treasury
    assert less[baja] > 0 and not np.delete(less, baja).any()
    books = all_of_it.persons.ledger_pesos - none.persons.ledger_pesos
    assert books[lay.REVENUE] > 0


def test_hunger_and_weariness_come_to_those_who_hold_a_hostile_country() -> None:
    worlds = [country({**rates, "retake_rate": 0.0}) for rates in (ON, OFF)]
    hard, easy = (play(world, 90, fork=held(world, 500.0)).state for world in worlds)
    alta, baja = (worlds[0].index("polity", q) for q in ("alta", "baja"))
    more = hard.realm.weariness - easy.realm.weariness
    assert more[baja] > 0 and more[alta] == 0
