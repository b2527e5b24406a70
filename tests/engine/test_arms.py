"""Arms of a force: what is conserved as forces part and join, whole units, who is lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_bodies import ARMY, OTHER, a_world, with_values
from tests.engine.test_day_twins import DAY, drawn
from ucronia.engine import acts_forces, acts_men, arms, horses
from ucronia.engine import facts as inner_facts
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.land import battle, columns, fog, losses, march

detach = from_python(acts_forces.detach)
merge = from_python(acts_forces.merge)
recruit = from_python(acts_men.recruit)
whole_units = from_python(arms.whole_units)
keep_gunners = from_python(arms.keep_gunners)
served_guns = from_python(arms.served_guns)
take_losses = from_python(losses.take_losses)
mounted_share = from_python(horses.mounted_share)
units_to_send = from_python(columns.units_to_send)
column_of = from_python(columns.column_of)
scout_days = from_python(fog.scout_days)
train_drag = from_python(march.train_drag)
leave_guns = from_python(battle._leave_guns)
set_arms = from_python(inner_facts.set_arms)


def an_army(seed: int = 3) -> tuple[Any, Any, Any]:
    """A thousand men in two battalions and two squadrons with six guns; another's 500."""
    tables, states, log = a_world(seed)
    forces = states[0].forces
    for name, own, other in (
        ("riders", 0.2, 0.1),
        ("horses", 150, 50),
        ("gunners", 0.08, 0.0),
        ("battalions", 2, 1),
        ("squadrons", 2, 1),
        ("guns", 6, 0),
    ):
        forces[name][:2] = own, other
    return tables, states[0], log


def by_arm(state: Any) -> Any:
    """Infantry, cavalry, horses and gunners of both, summed in another way."""
    men, part = state.forces.men[:2], state.forces
    horse, mounted = men * part.riders[:2], part.horses[:2]
    gunners = men * np.maximum(part.gunners[:2], 0)
    return np.array([men - horse - gunners, horse, mounted, gunners]).sum(axis=1)


@pytest.mark.parametrize("moved", [1.0, 150.0, 333.3, 900.0, 999.0, 1000.0])
@pytest.mark.parametrize("stands", [True, False])
def test_who_parts_and_joins_keeps_his_arm(moved: float, stands: bool) -> None:
    tables, state, log = an_army()
    if not stands:
        state.forces.men[OTHER] = state.forces.horses[OTHER] = 0
        state.forces.status[OTHER] = lay.DISBANDED
        state.forces.riders[OTHER] = 0.9
        state.forces.battalions[OTHER] = state.forces.squadrons[OTHER] = 0
    before = by_arm(state)
    units = state.forces.battalions[:2].sum(), state.forces.squadrons[:2].sum()
    detach(tables, state, log, DAY, ARMY, OTHER, moved)
    after = by_arm(state)
    assert after == pytest.approx(before)
    assert (state.forces.horses[:2] >= 0).all()
    assert (state.forces.riders[:2] >= 0).all()
    assert (state.forces.riders[:2] <= 1 + 1e-12).all()
    assert (state.forces.battalions[:2] % 1 == 0).all()
    assert state.forces.battalions[:2].sum() == units[0]
    merge(tables, state, log, DAY, OTHER, ARMY)
    assert by_arm(state) == pytest.approx(before)
    assert (state.forces.battalions[ARMY], state.forces.squadrons[ARMY]) == units


def test_a_force_formed_for_horse_takes_the_horse_that_there_is() -> None:
    tables, state, log = an_army()
    state.forces.men[OTHER], state.forces.status[OTHER] = 0, lay.DISBANDED
    state.forces.riders[OTHER] = 1.0
    detach(tables, state, log, DAY, ARMY, OTHER, 150.0)
    assert state.forces.riders[OTHER] == pytest.approx(1.0)
    assert state.forces.men[ARMY] * state.forces.riders[ARMY] == pytest.approx(50)
    # three of four of the army's horsemen had horses
    assert mounted_share(state, OTHER) == pytest.approx(0.75)


def test_recruits_bring_no_horses_and_serve_no_gun() -> None:
    _, state, _ = an_army()
    before = by_arm(state)
    recruit(state, ARMY, 500.0)
    after = by_arm(state)
    assert after[2:] == pytest.approx(before[2:])
    assert state.forces.riders[ARMY] == 0.2


@pytest.mark.parametrize(
    ("units", "men", "now"),
    [(0, 0, 0), (0, 10, 1), (0, 1200, 2), (2, 390, 1), (2, 500, 2), (2, 1500, 3), (9, 2000, 9)],
)
def test_weak_units_are_put_together_and_surplus_men_form_another(
    units: float, men: float, now: float
) -> None:
    """Full 600, weak a third: 200 a unit at least, 800 at most in one, 1,400 in two."""
    assert whole_units(units, men, 600.0, 1 / 3) == now


def test_prisoners_are_mostly_those_on_foot() -> None:
    """Of 150 mounted and 850 others 500 are taken: 850 x + 150 x / 4 = 500."""
    _, state, _ = an_army()
    draw = with_values(horse_escape=0.25, killed_share=0.3, horse_prizes=0.5)
    take_losses(state, draw, ARMY, 0.0, 500.0, OTHER)
    share = 500 / (850 + 150 / 4)
    assert state.forces.men[ARMY] == pytest.approx(500)
    men = state.forces.men[ARMY]
    assert state.forces.horses[ARMY] == pytest.approx(150 * (1 - share / 4))
    on_foot = state.forces.riders[ARMY] - mounted_share(state, ARMY)
    assert men * on_foot == pytest.approx(50 * (1 - share))
    assert men * state.forces.gunners[ARMY] == pytest.approx(80 * (1 - share))


def test_a_rout_leaves_guns_that_the_victor_must_learn_to_serve() -> None:
    _, state, _ = an_army()
    state.forces.order[:2] = battle.MARK_A, battle.MARK_B
    draw = with_values(rout_guns=0.7, gun_crew=10.0, gunners_most=0.2, train_days=100.0)
    leave_guns(state, draw, OTHER, ARMY, 2)
    assert state.forces.guns[:2].tolist() == [2, 4]
    assert served_guns(state, draw, OTHER) == 0
    keep_gunners(state, draw, OTHER, 100.0)
    assert served_guns(state, draw, OTHER) == pytest.approx(0.9 * 4)
    # the first that a new force has are told off at once
    state.forces.gunners[OTHER] = arms.NOT_TOLD_OFF
    keep_gunners(state, draw, OTHER, 7.0)
    assert served_guns(state, draw, OTHER) == pytest.approx(4)


def test_a_column_is_whole_battalions_and_never_all() -> None:
    sent = [units_to_send(units, 600.0 * units, 900.0, 0.2) for units in (1, 2, 3, 8, 20)]
    assert sent == [0, 0, 1, 2, 2]
    _, state, _ = an_army()
    forces = state.forces
    forces.battalions[ARMY], forces.squadrons[ARMY], forces.men[ARMY] = 5, 4, 4000
    foot, horse = column_of(state, with_values(detach_share=0.3), ARMY, 100.0)
    # 72 in 100 are infantry: a battalion of 576, and one squadron of 200
    assert (foot, horse) == pytest.approx((576, 200))


def test_scouts_reach_by_horse_and_guns_slow_by_those_served() -> None:
    _, state, _ = an_army()
    draw = with_values(fog_scout_days=2.0, scout_foot=0.5, scout_horse=0.3)
    assert scout_days(state, draw, ARMY) == pytest.approx(1.5)
    state.forces.horses[ARMY] = 0.0
    assert scout_days(state, draw, ARMY) == pytest.approx(1.0)
    draw = with_values(march_guns=0.1, guns_thousand=4.0, gun_crew=40.0)
    # six guns, but 80 gunners serve two: half of a full train
    assert train_drag(state, draw, ARMY) == pytest.approx(0.05)


def test_facts_set_units_as_strong_as_the_force_s_own() -> None:
    tables, state, _ = an_army()
    before = state.persons.ledger_men[lay.ADJUSTED]
    set_arms(tables, state, drawn(), inner_facts.F_BATTALIONS, ARMY, 3.0)
    assert state.forces.men[ARMY] == pytest.approx(1360)
    assert by_arm(state)[1:] == pytest.approx([250, 200, 80])
    set_arms(tables, state, drawn(), inner_facts.F_SQUADRONS_TIMES, ARMY, 2.0)
    assert state.forces.men[ARMY] == pytest.approx(1560)
    assert by_arm(state)[1:] == pytest.approx([450, 400, 80])
    assert state.persons.ledger_men[lay.ADJUSTED] == pytest.approx(before + 560)
    set_arms(tables, state, drawn(), inner_facts.F_GUNS_TIMES, ARMY, 2.0)
    assert state.forces.guns[ARMY] == 12
    set_arms(tables, state, drawn(), inner_facts.F_HORSES, ARMY, 80.0)
    set_arms(tables, state, drawn(), inner_facts.F_HORSES_TIMES, ARMY, 1.5)
    assert state.forces.horses[ARMY] == 120
    # 150 and 50 more of the new squadrons before that
    assert state.persons.ledger_horses[lay.HORSES_ADJUSTED] == pytest.approx(120 - 150)
