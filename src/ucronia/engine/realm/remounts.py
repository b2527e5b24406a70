"""Remounts: cavalry finds horses where a province has them, for pesos or by requisition.

A province gives so many horses in a year, by its people and by how rich it is in them; what is
taken grows back at that rate, and none is left once a year's are taken.
"""

from __future__ import annotations

from ucronia.engine.acts_provinces import shift
from ucronia.engine.arms import cavalry_of
from ucronia.engine.bonds import at_war, friends, is_afield, sovereign_of
from ucronia.engine.compiled import apart
from ucronia.engine.horses import gain_horses, let_go_horses
from ucronia.engine.knobs import (
    P_HORSE_COST,
    P_HORSE_YIELD,
    P_HORSES_BELOW_M,
    P_REMOUNT_RATE,
    P_REQUISITION_ANGER,
)
from ucronia.engine.layout import (
    COUNT_ROLL,
    HORSES_BOUGHT,
    HORSES_REQUISITIONED,
    N_PROVINCES,
    RECRUITING,
    Draw,
    Log,
    State,
    Tables,
)

_MONTHS = 12.0


@apart
def year_of_horses(tables: Tables, draw: Draw, province: int) -> float:
    """Give the horses that a province has for armies in a year, none on the high plateau."""
    capital = tables.geo.province_capital[province]
    if tables.geo.place_elevation_m[capital] > draw.parameter[P_HORSES_BELOW_M]:
        return 0.0  # it breeds llamas
    return float(tables.geo.province_horses[province] * draw.parameter[P_HORSE_YIELD])


@apart
def is_enemy_soil(state: State, side: int, province: int) -> bool:
    """Tell whether a province is of a country with which a side is at war, whoever holds it."""
    owner = state.realm.before[province]
    return bool(owner >= 0 and at_war(state, side, owner))


@apart
def remount(tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int) -> None:
    """Let a force find horses for a month: a share of those that it lacks, while there are any.

    On enemy soil it takes them, which costs its cause there; in a province of its own or a
    friend's it buys them, for half of what is left of the treasury at most.
    """
    missing = cavalry_of(state, force) - state.forces.horses[force]
    here = tables.geo.place_province[state.forces.place[force]]
    year = year_of_horses(tables, draw, here)
    if missing <= 0.0 or year <= 0.0:
        return
    side = state.forces.side[force]
    horses = min(missing * draw.parameter[P_REMOUNT_RATE], state.realm.remounts[here] * year)
    if is_enemy_soil(state, side, here):
        gain_horses(state, force, horses, HORSES_REQUISITIONED)
        cause = tables.people.polity_cause[side]
        if cause >= 0:
            anger = draw.parameter[P_REQUISITION_ANGER] * horses / year
            shift(tables, state, log, day, here, cause, -anger)
    elif friends(state, side, state.realm.controller[here]):
        top = sovereign_of(state, side)
        chest = 0.5 * max(state.realm.treasury[top], 0.0)
        horses = min(horses, chest / draw.parameter[P_HORSE_COST])
        gain_horses(state, force, horses, HORSES_BOUGHT)
        state.realm.treasury[top] -= horses * draw.parameter[P_HORSE_COST]
        state.persons.ledger_pesos[RECRUITING] += horses * draw.parameter[P_HORSE_COST]
    else:
        return
    state.realm.remounts[here] = max(0.0, state.realm.remounts[here] - horses / year)


@apart
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Let a month of horses grow up, and every force let some go or find more."""
    for province in range(tables.size[N_PROVINCES]):
        grown = state.realm.remounts[province] + 1.0 / _MONTHS
        state.realm.remounts[province] = min(1.0, grown)
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_afield(state, force):
            let_go_horses(state, draw, force)
            remount(tables, state, log, draw, day, force)
