"""Columns sent into open enemy provinces, whole battalions each; when they and bands end."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import detach, free_slot
from ucronia.engine.acts_orders import order
from ucronia.engine.arms import cavalry_of, infantry_of
from ucronia.engine.bonds import (
    at_war,
    enemy_men_near,
    friendly_men_near,
    friends,
    is_afield,
    sovereign_of,
)
from ucronia.engine.compiled import compiled
from ucronia.engine.insurgents import enough_men
from ucronia.engine.knobs import (
    P_BAND_DAYS,
    P_COMMAND_CAPITAL,
    P_COMMAND_HOME,
    P_COMMAND_PATIENCE_DAYS,
    P_COMMAND_PROVINCE,
    P_DETACH_LEAST,
    P_DETACH_PER_THOUSAND,
    P_DETACH_SHARE,
    P_MONTONERA_DAYS,
)
from ucronia.engine.land.rear import lacking, worth_of_rear
from ucronia.engine.layout import (
    COLUMN,
    COUNT_BIRTHS,
    COUNT_ROLL,
    FAR,
    GARRISON,
    MONTONERA,
    N_PROVINCES,
    NONE,
    NOWHERE,
    Draw,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import birth_key


@compiled
def worth_of_province(
    tables: Tables, state: State, draw: Draw, side: int, province: int
) -> float:
    """Give what a province under an enemy is worth to a side, 0 where it is no prize."""
    holder = state.realm.controller[province]
    if holder < 0 or not at_war(state, side, holder):
        return 0.0
    capital = tables.geo.province_capital[province]
    worth = draw.parameter[P_COMMAND_PROVINCE] * tables.geo.province_people[province] / 100000.0
    enemy = sovereign_of(state, holder)
    if state.realm.capital[holder] == capital or state.realm.capital[enemy] == capital:
        worth += draw.parameter[P_COMMAND_CAPITAL]
    if state.realm.owner[province] == sovereign_of(state, side):
        worth += draw.parameter[P_COMMAND_HOME]
    return float(worth)


@compiled
def units_to_send(units: float, men: float, need: float, share: float) -> float:
    """Give how many of so many units of an arm, with so many men, go where so many are needed.

    They are whole: at least one, and as near as may be to the need, but no more than a share of
    all, and never all.
    """
    if units < 1.0 or men <= 0.0:
        return 0.0
    wanted = max(1.0, math.floor(need * units / men + 0.5))
    return float(min(wanted, math.floor(share * units + 0.5), units - 1.0))


@compiled
def column_of(state: State, draw: Draw, force: int, need: float) -> tuple[float, float]:
    """Give the infantry and the cavalry of the column that a force can spare: whole units.

    Battalions take along the squadrons that are theirs in proportion; a force without any sends
    squadrons alone.
    """
    battalions, squadrons = state.forces.battalions[force], state.forces.squadrons[force]
    foot, horse = infantry_of(state, force), cavalry_of(state, force)
    share = draw.parameter[P_DETACH_SHARE]
    if battalions < 1.0:
        riding = units_to_send(squadrons, horse, need, share)
        return 0.0, float(horse * riding / max(squadrons, 1.0))
    going = units_to_send(battalions, foot, need, share)
    riding = math.floor(squadrons * going / battalions + 0.5)
    return float(foot * going / battalions), float(horse * riding / max(squadrons, 1.0))


@compiled
def send_column(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int
) -> None:
    """Detach a column towards the open enemy province within reach that is worth most."""
    side = state.forces.side[force]
    here = state.forces.place[force]
    best = NOWHERE
    most = 0.0
    for province in range(tables.size[N_PROVINCES]):
        capital = tables.geo.province_capital[province]
        days = float(tables.geo.land_days[here, capital])
        if days > draw.parameter[P_COMMAND_PATIENCE_DAYS] or capital == here:
            continue
        worth = worth_of_province(tables, state, draw, side, province)
        if worth > most and enemy_men_near(tables, state, side, capital, 1.0) <= 0.0:
            if friendly_men_near(tables, state, side, capital, 0.0) <= 0.0:
                most = worth
                best = province
    if best < 0:
        return
    need = draw.parameter[P_DETACH_PER_THOUSAND] * tables.geo.province_people[best] / 1000.0
    _send(tables, state, log, draw, day, force, (best, need))


@compiled
def hold_rear(tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int) -> None:
    """Detach a column towards the occupied province within reach that is most in want of one.

    It goes to make up the men who are enough to hold a province where insurgents are many: as
    many as a column may have.
    """
    here = state.forces.place[force]
    best = NOWHERE
    most = 0.0
    for province in range(tables.size[N_PROVINCES]):
        capital = tables.geo.province_capital[province]
        days = float(tables.geo.land_days[here, capital])
        if capital == here or days > draw.parameter[P_COMMAND_PATIENCE_DAYS]:
            continue
        worth = worth_of_rear(tables, state, draw, force, province)
        if worth > most:
            most = worth
            best = province
    if best < 0:
        return
    open_to_it = lacking(tables, state, draw, state.forces.side[force], best, force)
    need = open_to_it * enough_men(tables, draw, best)
    _send(tables, state, log, draw, day, force, (best, need))


@compiled
def _send(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    day: int,
    force: int,
    errand: tuple[int, float],
) -> None:
    """Form a column of a force and send it to a province: errand = (province, men needed)."""
    best, need = errand
    slot = free_slot(tables, state, state.forces.side[force])
    if slot < 0:
        return
    foot, horse = column_of(state, draw, force, need)
    men = foot + horse
    if men < draw.parameter[P_DETACH_LEAST]:
        return
    state.persons.counter[COUNT_BIRTHS] += 1
    state.forces.birth[slot] = birth_key(state.forces.birth[force], 1, day)
    state.forces.kind[slot] = COLUMN
    state.forces.commander[slot] = NONE
    state.forces.riders[slot] = horse / men
    state.forces.men[slot] = 0.0
    state.forces.ships[slot] = 0.0
    detach(tables, state, log, day, force, slot, men)
    order(tables, state, log, day, slot, tables.geo.province_capital[best])


@compiled
def rejoin(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Send a column that has nobody to fight to the nearest larger force of its side."""
    here, side = state.forces.place[force], state.forces.side[force]
    goal, shortest = NOWHERE, FAR
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.side[other] != side or not is_afield(state, other):
            continue
        if state.forces.kind[other] == GARRISON or state.forces.next_place[other] >= 0:
            continue
        place = state.forces.place[other]
        days = float(tables.geo.land_days[here, place])
        if state.forces.men[other] > state.forces.men[force] and days < shortest:
            goal, shortest = place, days
    if goal >= 0 and goal != here:
        order(tables, state, log, day, force, goal)


@compiled
def has_nothing_to_fight(
    tables: Tables, state: State, draw: Draw, day: int, force: int
) -> bool:
    """Tell whether irregulars have lain idle in a friendly province, no enemy in reach."""
    if state.forces.kind[force] != MONTONERA:
        return False
    idle = day - state.forces.moved_day[force]
    here, side = state.forces.place[force], state.forces.side[force]
    if idle < draw.parameter[P_BAND_DAYS] or here < 0:
        return False
    holder = state.realm.controller[tables.geo.place_province[here]]
    if holder < 0 or not friends(state, side, holder):
        return False
    reach = draw.parameter[P_MONTONERA_DAYS]
    return bool(enemy_men_near(tables, state, side, here, reach) <= 0.0)
