"""Horses: what is booked, who mounts those that are taken, what a province has to give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_bodies import ARMY, OTHER, a_world, same_but, with_values
from tests.engine.test_day_twins import DAY, LOSSES, REMOUNTS, turn
from ucronia.engine import acts_forces, pins
from ucronia.engine import horses as inner_horses
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.land import losses, march

mounted_share = from_python(inner_horses.mounted_share)
capture_horses = from_python(inner_horses.capture_horses)
let_go_horses = from_python(inner_horses.let_go_horses)
pin_men = from_python(pins.pin_men)
take_losses = from_python(losses.take_losses)
capitulate = from_python(acts_forces.capitulate)
disperse = from_python(acts_forces.disperse)
raise_force = from_python(acts_forces.raise_force)
desert = from_python(acts_forces.desert)
set_out = from_python(march.set_out)
FOE = 1
"""A polity at war with that of the first army."""


def two_sides(riders: tuple[float, float], horses: tuple[float, float]) -> tuple[Any, Any, Any]:
    """A thousand men of polity 0 and five hundred of a foe's in one place; nobody else."""
    tables, states, log = a_world()
    state = states[0]
    state.forces.status[2:] = lay.DISBANDED
    state.forces.horses[:] = 0.0
    state.forces.side[OTHER] = FOE
    state.forces.riders[:2], state.forces.horses[:2] = riders, horses
    state.forces.sick[:2] = 0.0
    state.realm.exists[:2] = 1
    state.realm.parent[:2] = lay.NONE
    state.realm.relation[0, FOE] = state.realm.relation[FOE, 0] = lay.WAR
    turn(tables, states, log, with_values(), DAY, -1)
    return tables, states, log


def booked(state: Any) -> dict[str, float]:
    """The lines of the ledger on which there is something."""
    names = (
        "started brought bought requisitioned adjusted worn killed deserted dispersed let_go "
        "captured"
    ).split()
    return {n: float(x) for n, x in zip(names, state.persons.ledger_horses, strict=True) if x}


@pytest.mark.parametrize(("horses", "mounted"), [(0, 0), (150, 0.15), (200, 0.2), (900, 0.2)])
def test_no_more_are_mounted_than_there_are_horses_and_horsemen(
    horses: float, mounted: float
) -> None:
    _, states, _ = two_sides((0.2, 0.0), (horses, 0))
    assert mounted_share(states[0], ARMY) == pytest.approx(mounted)
    states[0].forces.men[ARMY] = 0
    assert mounted_share(states[0], ARMY) == 0


@pytest.mark.parametrize(
    ("riders", "own", "kept"),
    # 500 men: those of 200 horsemen who are on foot, and one led by each; none without horsemen
    [(0.4, 200, 60), (0.4, 150, 60), (0.1, 90, 10), (0.1, 70, 30), (0.0, 0, 0)],
)
def test_the_victor_keeps_the_horses_that_his_horsemen_can_lead(
    riders: float, own: float, kept: float
) -> None:
    _, states, _ = two_sides((0.2, riders), (60, own))
    state = states[0]
    capture_horses(state, ARMY, FOE, 60.0, lay.HORSES_KILLED)
    assert state.forces.horses[:2] == pytest.approx([0, own + kept])
    told = {"captured": kept} if kept == 60 else {"captured": kept, "killed": 60 - kept}
    assert booked(state) == pytest.approx({name: n for name, n in told.items() if n})


def test_horses_of_the_beaten_go_to_nobody_who_is_not_there() -> None:
    _, states, _ = two_sides((0.2, 0.4), (60, 0))
    state = states[0]
    state.forces.place[OTHER] = 1
    capture_horses(state, ARMY, FOE, 40.0, lay.HORSES_LET_GO)
    assert state.forces.horses[:2] == pytest.approx([20, 0])
    assert booked(state) == pytest.approx({"let_go": 40})


def test_prisoners_mount_the_victor_s_own_dismounted_men() -> None:
    """Of 150 mounted and 850 others 500 are taken: 850 x + 150 x / 4 = 500."""
    _, states, _ = two_sides((0.2, 0.2), (150, 90))
    state = states[0]
    draw = with_values(horse_escape=0.25, killed_share=0.3, horse_prizes=0.6)
    take_losses(state, draw, ARMY, 0.0, 500.0, OTHER)
    gone = 150 * 500 / (850 + 150 / 4) / 4
    assert state.forces.horses[:2] == pytest.approx([150 - gone, 90 + 0.6 * gone])
    assert booked(state) == pytest.approx({"captured": 0.6 * gone, "killed": 0.4 * gone})
    assert mounted_share(state, OTHER) == pytest.approx(min(100, 90 + 0.6 * gone) / 500)


def test_led_horses_are_taken_as_those_on_foot_are() -> None:
    _, states, _ = two_sides((0.2, 0.0), (260, 0))
    draw = with_values(horse_escape=0.25, horse_prizes=0.6)
    take_losses(states[0], draw, ARMY, 0.0, 425.0, OTHER)
    on_foot = 425 / (800 + 200 / 4)
    left = 200 * (1 - on_foot / 4) + 60 * (1 - on_foot)
    assert states[0].forces.horses[ARMY] == pytest.approx(left)


@pytest.mark.parametrize("taken", [1000.0, 250.0])
def test_all_cavalry_loses_its_horses_in_proportion(taken: float) -> None:
    _, states, _ = two_sides((1.0, 0.0), (1000, 0))
    draw = with_values(horse_escape=0.25, horse_prizes=0.6)
    take_losses(states[0], draw, ARMY, 0.0, taken, OTHER)
    assert states[0].forces.horses[ARMY] == pytest.approx(1000 - taken)


def test_who_falls_loses_his_horse_and_comes_back_on_foot() -> None:
    _, states, _ = two_sides((0.2, 0.0), (200, 0))
    state = states[0]
    take_losses(state, with_values(killed_share=0.3), ARMY, 100.0, 0.0, OTHER)
    assert booked(state) == pytest.approx({"killed": 20})
    state.forces.men[ARMY] += state.forces.wounded[ARMY]
    assert state.forces.horses[ARMY] == pytest.approx(180)
    assert mounted_share(state, ARMY) == pytest.approx(180 / 970)


def test_deserters_ride_off_and_a_force_s_end_is_booked() -> None:
    tables, states, log = two_sides((0.2, 0.2), (150, 100))
    state = states[0]
    desert(state, ARMY, 100.0)
    assert booked(state) == pytest.approx({"deserted": 15})
    disperse(tables, state, log, DAY, ARMY)
    assert booked(state) == pytest.approx({"deserted": 15, "dispersed": 135})
    assert state.forces.horses[ARMY] == 0


def test_who_capitulates_leaves_his_horses() -> None:
    tables, states, log = two_sides((0.2, 0.2), (150, 40))
    state = states[0]
    capitulate(tables, state, log, DAY, ARMY, FOE)
    # the foe has a hundred horsemen
    assert state.forces.horses[:2] == pytest.approx([0, 190])
    assert booked(state) == pytest.approx({"captured": 150})


def test_a_named_force_brings_the_horses_that_it_is_formed_with() -> None:
    tables, states, log = two_sides((0.2, 0.0), (0, 0))
    state = states[0]
    state.forces.status[ARMY], state.forces.men[ARMY] = lay.UNUSED, 0
    raise_force(tables, state, log, DAY, ARMY, 0, 2, 400.0)
    assert state.forces.horses[ARMY] == pytest.approx(80)
    assert booked(state) == pytest.approx({"brought": 80})


@pytest.mark.parametrize(("men", "horses"), [(1500, 225), (500, 75), (0, 0)])
def test_men_of_the_record_come_and_go_mounted_as_those_there(
    men: float, horses: float
) -> None:
    _, states, log = two_sides((0.2, 0.0), (150, 0))
    pin_men(states[0], log, 0, ARMY, float(men))
    assert states[0].forces.horses[ARMY] == pytest.approx(horses)
    assert booked(states[0]).get("adjusted", 0) == pytest.approx(horses - 150)


def test_horses_without_anybody_to_lead_them_are_let_go() -> None:
    _, states, _ = two_sides((0.2, 0.0), (400, 30))
    state = states[0]
    for force in (ARMY, OTHER):
        let_go_horses(state, with_values(horses_led=0.5), force)
    assert state.forces.horses[:2] == pytest.approx([300, 0])
    state.forces.wounded[ARMY] = 100
    let_go_horses(state, with_values(horses_led=0.25), ARMY)
    # room for those of two hundred horsemen and of twenty in hospital
    assert state.forces.horses[ARMY] == pytest.approx(275)
    assert booked(state) == pytest.approx({"let_go": 155})


@pytest.mark.parametrize("height, moved, rate", [(3000, 0, 1), (4000, 0, 1.5), (2000, 0, 0)])
def test_mountains_wear_horses_out_on_the_march(height: float, moved: int, rate: float) -> None:
    tables, states, log = two_sides((0.4, 0.4), (300, 150))
    forces = states[0].forces
    tables.geo.place_elevation_m[2] = height
    forces.moved_day[:2] = DAY - moved, DAY - 8
    draw = with_values(horse_loss=0.01, puna_horses=1.5, attrition_desertion=0.0)
    turn(tables, states, log, draw, DAY, LOSSES)
    assert forces.horses[:2] == pytest.approx([300 * (1 - 0.07 * rate), 150])
    assert booked(states[0]).get("worn", 0) == pytest.approx(300 * 0.07 * rate)


def test_a_stage_without_water_costs_horses() -> None:
    tables, states, _ = two_sides((0.4, 0.0), (300, 0))
    state = states[0]
    tables.geo.next_place[2, 1] = 1
    tables.geo.hop_days[2, 1], tables.geo.hop_waterless_km[2, 1] = 3.0, 90.0
    state.forces.goal[ARMY] = 1
    draw = with_values(horse_dry_loss=0.1, dry_stage_km=40.0, march_pace=1.0)
    assert set_out(tables, state, draw, DAY, ARMY)
    assert booked(state) == pytest.approx({"worn": 30})


def weeks(horse_loss: float) -> Any:
    """A state after a month on the puna's roads."""
    tables, states, log = a_world()
    tables.geo.place_elevation_m[2] = 4000.0
    states[0].forces.moved_day[:2] = DAY + 28
    draw = with_values(horse_loss=horse_loss, puna_horses=1.5)
    for week in range(4):
        turn(tables, states, log, draw, DAY + 7 * week, LOSSES)
    return states[0]


def test_horses_that_die_ripple_no_further_than_to_who_is_mounted() -> None:
    plain, other = weeks(0.0), weeks(0.02)
    same_but(plain, other, "horses")
    assert other.forces.horses[OTHER] < plain.forces.horses[OTHER]
    for part in ("realm", "persons"):
        for name in plain[part].dtype.names:
            same = np.array_equal(plain[part][name], other[part][name])
            assert same or name == "ledger_horses", name


# ------------------------------------------------------------------------------------- remounts


def month(pesos: float, height: float = 1000.0, **changed: float) -> tuple[Any, Any]:
    """A state before and after a month; the army has 100 horses of 400, in a land of 2,000."""
    tables, states, log = two_sides((0.4, 0.0), (100, 0))
    state = states[0]
    province = int(tables.geo.place_province[2])
    tables.geo.place_elevation_m[tables.geo.province_capital[province]] = height
    tables.geo.province_horses[province] = 500.0
    state.realm.controller[province] = int(changed.get("holder", 0))
    state.realm.before[province] = int(changed.get("owner", 0))
    state.realm.remounts[:] = changed.get("left", 0.5)
    state.realm.treasury[0] = pesos
    before = states.copy()
    values = {"horse_cost": 40.0, "remount_rate": 0.25, "horse_yield": 4.0}
    draw = with_values(**values, requisition_anger=0.2)
    turn(tables, states, log, draw, DAY, REMOUNTS)
    return before[0], state


def of_province(state: Any, name: str) -> Any:
    tables, _, _ = a_world()
    return state.realm[name][int(tables.geo.place_province[2])]


def test_a_month_buys_a_share_of_the_missing_horses_at_their_price() -> None:
    before, after = month(1e6)
    assert booked(after) == pytest.approx({"bought": 75})
    assert before.realm.treasury[0] - after.realm.treasury[0] == pytest.approx(75 * 40)
    assert after.persons.ledger_pesos[lay.RECRUITING] == pytest.approx(75 * 40)
    assert of_province(after, "remounts") == pytest.approx(0.5 + 1 / 12 - 75 / 2000)
    same_but(before, after, "horses")


def test_a_province_gives_no_more_than_it_has_and_breeds_anew() -> None:
    # a twelfth of a year's 2,000 has grown up, and 75 are wanted
    assert booked(month(1e6, left=0.0)[1]) == pytest.approx({"bought": 75})
    _, after = month(1e6, left=-1 / 12 + 0.02)
    assert booked(after) == pytest.approx({"bought": 40})
    assert of_province(after, "remounts") == pytest.approx(0, abs=1e-12)
    assert of_province(month(0.0, left=0.99)[1], "remounts") == 1


def test_no_horses_without_money_or_on_the_high_plateau() -> None:
    assert booked(month(-1e9)[1]) == {}
    assert booked(month(1e6, height=3900.0)[1]) == {}
    # half the chest is spent at most
    assert booked(month(800.0)[1]) == pytest.approx({"bought": 10})


@pytest.mark.parametrize("holder", [0, FOE])
def test_on_enemy_soil_horses_are_taken_and_cost_the_taker_s_cause(holder: int) -> None:
    before, after = month(1e6, holder=holder, owner=FOE)
    assert booked(after) == pytest.approx({"requisitioned": 75})
    assert after.realm.treasury[0] == before.realm.treasury[0]
    tables, _, _ = a_world()
    cause = int(tables.people.polity_cause[0])
    share = of_province(before, "allegiance"), of_province(after, "allegiance")
    assert share[1][cause] == pytest.approx(share[0][cause] * (1 - 0.2 * 75 / 2000))
    assert share[1].sum() == pytest.approx(share[0].sum())


def test_neutrals_neither_sell_nor_lose_horses() -> None:
    assert booked(month(1e6, holder=5, owner=5)[1]) == {}
