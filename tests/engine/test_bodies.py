"""What becomes of men and horses between battles, against closed forms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm

from tests.engine.test_day_twins import DAY, LOSSES, drawn, made, turn
from tests.worlds import CAPACITY, muster
from ucronia.engine import acts_forces, acts_men, knobs
from ucronia.engine import layout as lay
from ucronia.engine.climate import NOT_KNOWN, PUNA, STRANGE_COAST
from ucronia.engine.compiled import from_python
from ucronia.engine.land import battle
from ucronia.engine.records import new_records

recruit = from_python(acts_men.recruit)
detach = from_python(acts_forces.detach)
merge = from_python(acts_forces.merge)
quality = from_python(battle.quality)
ARMY, OTHER = 0, 1


def a_world(seed: int = 3) -> tuple[Any, Any, Any]:
    """Tables, [1] states with two armies in one place, and a log."""
    tables, states = made(seed)
    forces = states[0].forces
    for force, men in ((ARMY, 1000.0), (OTHER, 500.0)):
        forces.men[force] = men
        forces.status[force] = lay.ACTIVE
        forces.kind[force] = lay.ARMY
        forces.side[force] = 0
        forces.place[force] = 2
        forces.wounded[force] = forces.captives[force] = forces.guns[force] = 0
        forces.horses[force] = men * forces.riders[force]
        forces.siege_day[force] = lay.NEVER
    # every force is looked at anew: some of the made world lay low
    states[0].persons.counter[lay.COUNT_ROLL] = 0
    muster(tables, states[0])
    return tables, states, new_records(lay.Log, CAPACITY)[0]


def with_values(**values: float) -> Any:
    draw = drawn()
    for id, value in values.items():
        draw.parameter[knobs.STANDARD.index(id)] = value
    return draw


def same_but(plain: Any, other: Any, *names: str) -> None:
    """Nothing of two states' forces differs but these fields."""
    for name in plain.forces.dtype.names:
        same = np.array_equal(plain.forces[name], other.forces[name])
        assert same or name in names, name


def test_recruits_thin_out_the_trained_men_who_are_as_many_as_before() -> None:
    _, states, _ = a_world()
    state = states[0]
    state.forces.trained[ARMY] = 0.8
    raised = state.persons.ledger_men[lay.RAISED]
    recruit(state, ARMY, 250.0)
    assert state.forces.men[ARMY] == 1250
    assert state.forces.men[ARMY] * state.forces.trained[ARMY] == pytest.approx(800)
    assert state.persons.ledger_men[lay.RAISED] == raised + 250


def test_men_who_move_take_their_training_along() -> None:
    tables, states, log = a_world()
    state = states[0]
    state.forces.trained[:2] = 0.9, 0.3
    detach(tables, state, log, DAY, ARMY, OTHER, 400.0)
    trained = state.forces.men[:2] * state.forces.trained[:2]
    assert trained == pytest.approx([600 * 0.9, 500 * 0.3 + 400 * 0.9])
    merge(tables, state, log, DAY, OTHER, ARMY)
    assert state.forces.men[ARMY] * state.forces.trained[ARMY] == pytest.approx(trained.sum())


def test_nine_in_ten_are_trained_in_the_days_that_it_takes() -> None:
    tables, states, log = a_world()
    states[0].forces.trained[ARMY] = 0.2
    for week in range(20):
        turn(tables, states, log, with_values(train_days=140.0), DAY + 7 * week, LOSSES)
    assert states[0].forces.trained[ARMY] == pytest.approx(1 - 0.8 * 0.1, rel=1e-9)


def test_training_is_so_much_in_battle_and_nothing_else() -> None:
    tables, states, _ = a_world()
    state, draw = states[0], with_values(battle_training=0.5)
    edges = []
    for trained in (1.0, 0.4):
        state.forces.trained[ARMY] = trained
        edges.append(quality(tables, state, draw, ARMY, DAY))
    assert edges[0] - edges[1] == pytest.approx(0.5 * 0.6)
    state.forces.kind[ARMY] = lay.MONTONERA
    irregular = [quality(tables, state, draw, ARMY, DAY)]
    state.forces.trained[ARMY] = 1.0
    assert quality(tables, state, draw, ARMY, DAY) == irregular[0]


def test_training_ripples_no_further_in_a_week_without_battle() -> None:
    ends = []
    for trained in (0.2, 0.9):
        tables, states, log = a_world()
        states[0].forces.trained[ARMY] = trained
        turn(tables, states, log, drawn(), DAY, LOSSES)
        ends.append(states[0])
    same_but(*ends, "trained")
    assert ends[0].forces.trained[ARMY] != ends[1].forces.trained[ARMY]


# --------------------------------------------------------------------------- fever and thin air

FEVER = {"fever_onset": 0.021, "fever_return": 0.03, "fever_death": 0.0054}


def ashore(weeks: int, days_there: int = 0, **values: float) -> Any:
    """The state after weeks of strangers on a coast, some days after they came."""
    tables, states, log = a_world()
    forces = states[0].forces
    tables.geo.place_elevation_m[2] = 20.0
    tables.geo.province_bloc[tables.geo.place_province[2]] = 0
    tables.people.polity_claims[0, 0] = 0
    forces.climate[ARMY], forces.climate_day[ARMY] = STRANGE_COAST, DAY - days_there
    forces.sick[:9] = forces.wounded[:9] = 0.0
    given = {"fever_season": 0.0, "used_coast_days": 1e12, "attrition_march": 0.0}
    draw = with_values(**(FEVER | given | {"attrition_desertion": 0.0} | values))
    for week in range(weeks):
        turn(tables, states, log, draw, DAY + 7 * week, LOSSES)
    return states[0]


def two_compartments(onset: float, days: float) -> Any:
    """Healthy, sick and dead of a thousand: dS/dt = l H - (r + k) S."""
    back, die = FEVER["fever_return"], FEVER["fever_death"]
    rates = np.array([[-onset, back, 0], [onset, -back - die, 0], [0, die, 0]])
    return expm(rates * days) @ [1000.0, 0, 0]


def test_a_month_at_pisco() -> None:
    """Three in ten sick and one in forty dead, as in Miller's division of 1821."""
    state = ashore(4)
    healthy, sick, dead = two_compartments(0.021, 28)
    assert (sick / (healthy + sick), dead / 1000) == pytest.approx((0.30, 0.027), abs=0.005)
    assert state.forces.sick[ARMY] == pytest.approx(sick, rel=0.02)
    assert state.forces.men[ARMY] == pytest.approx(healthy, rel=0.02)
    gone = 1000 - state.forces.men[ARMY] - state.forces.sick[ARMY]
    assert gone == pytest.approx(dead, rel=0.05)


def test_men_of_the_coast_fall_sick_a_quarter_as_often() -> None:
    state = ashore(4, days_there=100_000, used_coast_days=10.0)
    healthy, sick, _ = two_compartments(0.021 / 4, 28)
    assert state.forces.sick[ARMY] == pytest.approx(sick, rel=0.02)
    assert state.forces.men[ARMY] == pytest.approx(healthy, rel=0.02)


def test_strangers_become_used_to_the_coast() -> None:
    state = ashore(1, days_there=50, used_coast_days=50.0)
    onset = 0.021 * (1 + 3 / np.e) / 4
    assert state.forces.sick[ARMY] == pytest.approx(two_compartments(onset, 7)[1], rel=0.03)


def test_another_climate_begins_anew_and_the_first_is_ones_own() -> None:
    tables, states, log = a_world()
    forces = states[0].forces
    tables.geo.place_elevation_m[2] = 4000.0
    forces.climate[:2] = NOT_KNOWN, STRANGE_COAST
    turn(tables, states, log, drawn(), DAY, LOSSES)
    assert forces.climate[:2].tolist() == [PUNA, PUNA]
    assert forces.climate_day[:2].tolist() == [lay.NEVER, DAY]


def test_fever_ripples_no_further_than_to_men_and_sick() -> None:
    """And to the battalions that those who are left form."""
    ends = [ashore(1, fever_onset=onset) for onset in (0.01, 0.03)]
    same_but(*ends, "men", "sick", "battalions", "squadrons")
    left = [(end.forces.men + end.forces.sick).sum() for end in ends]
    dead = [end.persons.ledger_men[lay.DEAD_MEN] for end in ends]
    assert left[0] - left[1] == pytest.approx(dead[1] - dead[0])
