"""Commanders choose: each weighs a short list of orders and takes one by a softmax.

The value of a target is what it is worth to the side times the chance to take it at the odds it
believes in, less the risk to the force, discounted by the days to reach it.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import disband, merge
from ucronia.engine.acts_leaders import trait
from ucronia.engine.acts_orders import order, send_home
from ucronia.engine.acts_provinces import control
from ucronia.engine.bonds import (
    at_war,
    enemy_men_near,
    friends,
    is_afield,
    is_fighting,
    rules_here,
    sovereign_of,
)
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import (
    P_COMMAND_ARMY,
    P_COMMAND_FORT,
    P_COMMAND_HOLD,
    P_COMMAND_JOIN,
    P_COMMAND_PATIENCE_DAYS,
    P_COMMAND_REVIEW_DAYS,
    P_COMMAND_RISK,
    P_COMMAND_TEMPERATURE,
    P_GUARD_DAYS,
    P_MONTONERA_DAYS,
)
from ucronia.engine.land.battle import win_chance
from ucronia.engine.land.columns import (
    has_nothing_to_fight,
    hold_rear,
    rejoin,
    send_column,
    worth_of_province,
)
from ucronia.engine.land.contact import perceived
from ucronia.engine.land.cover import seat_of, worth_of_seat
from ucronia.engine.land.fog import list_foes
from ucronia.engine.land.rear import any_rising, worth_of_rear
from ucronia.engine.land.stakes import at_stake, falls_with
from ucronia.engine.layout import (
    ACTIVE,
    ARMY,
    BOLDNESS,
    COLUMN,
    COUNT_ROLL,
    FAR,
    FLEET,
    GARRISON,
    MONTONERA,
    N_PROVINCES,
    NEVER,
    NOWHERE,
    S_ORDER,
    SHORT_LIST,
    Draw,
    Fate,
    Log,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.streams import uniform

_WEEK = 7


@compiled
def _gumbel(fate: Fate, day: int, key: int) -> float:
    luck = uniform(fate.seed, fate.replica, S_ORDER, day, key)
    return -math.log(-math.log(luck))


@compiled
def target_value(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    day: int,
    aim: tuple[int, int, float, int, float],
    scratch: Scratch,
) -> float:
    """Give what marching on a place is worth to a commander.

    Parameters
    ----------
    tables, state, draw, fate : Tables, State, Draw, Fate
        The history.
    day : int
        Today.
    aim : tuple
        Force, place, what the place is worth when taken, how many enemy forces are afield, and
        what of its own side's falls with the force.
    scratch : Scratch
        Holds those forces, and where he believes them to be.

    Returns
    -------
    float
        (worth · p - (risk + own) · (1.5 - boldness) · (1 - p)) · exp(-days / patience), nothing
        being risked where nobody defends; -1000 where no road leads there.
    """
    force, place, worth, foes, own_stake = aim
    here = state.forces.place[force]
    days = 0.0 if here == place else float(tables.geo.land_days[here, place])
    if days >= FAR:
        return -1000.0
    foe = 0.0
    for index in range(foes):
        other = scratch.foe[index]
        there = scratch.foe_place[index]
        if there == place or tables.geo.land_days[there, place] <= draw.parameter[P_GUARD_DAYS]:
            foe += state.forces.men[other]
    chance = 1.0
    if foe > 0.0:
        seen = perceived(tables, state, draw, fate, day, (force, place, foe))
        own = state.forces.men[force]
        chance = win_chance(draw, own, seen, 0.5, 0.0)
    bold = trait(tables, state.forces.commander[force], BOLDNESS, day)
    risk = 0.0
    if foe > 0.0:
        risk = (draw.parameter[P_COMMAND_RISK] + own_stake) * (1.5 - bold)
    patience = draw.parameter[P_COMMAND_PATIENCE_DAYS]
    return float((worth * chance - risk * (1.0 - chance)) * math.exp(-days / patience))


@compiled
def worth_of_garrison(tables: Tables, state: State, draw: Draw, force: int) -> float:
    """Give what a port or fort with an enemy garrison is worth besides the garrison."""
    if state.forces.kind[force] != GARRISON:
        return 0.0
    place = state.forces.place[force]
    if tables.geo.place_fort[place] == 0 and tables.geo.place_zone[place] < 0:
        return 0.0
    return float(draw.parameter[P_COMMAND_FORT])


@compiled
def worth_of_siege(tables: Tables, state: State, draw: Draw, side: int, here: int) -> float:
    """Give what a siege is worth to those who stand before the fort: what taking it is."""
    best = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.place[other] != here or state.forces.siege_day[other] == NEVER:
            continue
        if is_afield(state, other) and at_war(state, side, state.forces.side[other]):
            best = max(best, worth_of_garrison(tables, state, draw, other))
    return best


@compiled
def worth_of_guard(tables: Tables, state: State, draw: Draw, force: int) -> float:
    """Give what staying is worth to a force that holds down the capital of a hostile province.

    Irregulars hold down nothing.
    """
    province = tables.geo.place_province[state.forces.place[force]]
    if state.forces.kind[force] == MONTONERA or state.realm.hostile[province] == 0:
        return 0.0
    if tables.geo.province_capital[province] != state.forces.place[force]:
        return 0.0
    return worth_of_rear(tables, state, draw, force, province)


@compiled
def _better(
    draw: Draw, fate: Fate, day: int, choice: tuple[float, int], option: tuple[float, int, int]
) -> tuple[float, int]:
    """Keep the better of a choice (score, place) and an option (value, place, key)."""
    value, place, key = option
    score = value / draw.parameter[P_COMMAND_TEMPERATURE] + _gumbel(fate, day, key)
    return (score, place) if score > choice[0] else choice


@compiled
def _list_target(scratch: Scratch, place: int, value: float) -> None:
    """Put a place on the short list if it is worth more than the least there."""
    least = 0
    for row in range(SHORT_LIST):
        if scratch.target[row] == place:
            scratch.target_value[row] = max(scratch.target_value[row], value)
            return
        if scratch.target_value[row] < scratch.target_value[least]:
            least = row
    if value > scratch.target_value[least]:
        scratch.target[least] = place
        scratch.target_value[least] = value


@compiled
def _list_friends(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, force: int, reach: float
) -> None:
    """List the larger forces of a force's own sovereign that it might join."""
    here = state.forces.place[force]
    top = sovereign_of(state, state.forces.side[force])
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if other == force or not is_afield(state, other):
            continue
        place = state.forces.place[other]
        days = float(tables.geo.land_days[here, place])
        if place == here or days > reach or state.forces.men[other] <= state.forces.men[force]:
            continue
        if sovereign_of(state, state.forces.side[other]) == top:
            value = draw.parameter[P_COMMAND_JOIN] * math.exp(
                -days / draw.parameter[P_COMMAND_PATIENCE_DAYS]
            )
            _list_target(scratch, place, value)


@compiled
def short_list(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    force: int,
) -> int:
    """List the few goals that are worth most to a field force, and what each is worth.

    Among scores of places, all with their luck, one of those that are worth nothing would
    mostly come out first. Answers how many enemy forces are known.
    """
    for row in range(SHORT_LIST):
        scratch.target[row] = NOWHERE
        scratch.target_value[row] = -1e9
    here = state.forces.place[force]
    side = state.forces.side[force]
    reach = FAR
    if state.forces.kind[force] == MONTONERA:
        reach = draw.parameter[P_MONTONERA_DAYS]
    foes = list_foes(tables, state, draw, scratch, day, force)
    own_stake = at_stake(tables, state, draw, force)
    for index in range(foes):
        other, place = scratch.foe[index], scratch.foe_place[index]
        if place == here or tables.geo.land_days[here, place] > reach:
            continue
        size = min(1.0, state.forces.men[other] / max(state.forces.men[force], 1.0))
        worth = draw.parameter[P_COMMAND_ARMY] * size
        worth += worth_of_garrison(tables, state, draw, other)
        worth += falls_with(tables, state, draw, side, other)
        aim = (force, place, worth, foes, own_stake)
        value = target_value(tables, state, draw, fate, day, aim, scratch)
        _list_target(scratch, place, value)
    _list_friends(tables, state, draw, scratch, force, reach)
    for province in range(tables.size[N_PROVINCES]):
        worth = worth_of_province(tables, state, draw, side, province)
        place = tables.geo.province_capital[province]
        if worth > 0.0 and place != here and tables.geo.land_days[here, place] <= reach:
            aim = (force, place, worth, foes, own_stake)
            value = target_value(tables, state, draw, fate, day, aim, scratch)
            _list_target(scratch, place, value)
    if state.forces.kind[force] != MONTONERA and any_rising(tables, state, side):
        _list_rear(tables, state, draw, scratch, force)
    seat = seat_of(tables, state, force)
    if seat >= 0 and seat != here and tables.geo.land_days[here, seat] < FAR:
        fading = math.exp(
            -float(tables.geo.land_days[here, seat]) / draw.parameter[P_COMMAND_PATIENCE_DAYS]
        )
        worth = worth_of_seat(tables, state, draw, scratch, force, foes)
        _list_target(scratch, seat, worth * fading)
    return foes


@compiled
def _list_rear(tables: Tables, state: State, draw: Draw, scratch: Scratch, force: int) -> None:
    """List the occupied provinces that may rise, by what it is worth to be in them."""
    here = state.forces.place[force]
    for province in range(tables.size[N_PROVINCES]):
        place = tables.geo.province_capital[province]
        days = float(tables.geo.land_days[here, place])
        worth = worth_of_rear(tables, state, draw, force, province)
        if worth > 0.0 and place != here and days < FAR:
            fading = math.exp(-days / draw.parameter[P_COMMAND_PATIENCE_DAYS])
            _list_target(scratch, place, worth * fading)


@compiled
def choose(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    force: int,
) -> int:
    """Choose where a field force goes: a place, its own where it holds.

    Parameters
    ----------
    tables, state, draw, fate : Tables, State, Draw, Fate
        The history.
    scratch : Scratch
        Scratch.
    day : int
        The day.
    force : int
        Whose commander chooses.

    Returns
    -------
    int
        The place.
    """
    here = state.forces.place[force]
    base = state.forces.birth[force] * 1024
    hold = draw.parameter[P_COMMAND_HOLD]
    hold += worth_of_siege(tables, state, draw, state.forces.side[force], here)
    hold += worth_of_guard(tables, state, draw, force)
    foes = short_list(tables, state, draw, fate, scratch, day, force)
    if seat_of(tables, state, force) == here:
        hold += worth_of_seat(tables, state, draw, scratch, force, foes)
    choice = _better(draw, fate, day, (-1e9, here), (hold, here, base + here))
    for row in range(SHORT_LIST):
        place = scratch.target[row]
        if place >= 0:
            option = (scratch.target_value[row], place, base + place)
            choice = _better(draw, fate, day, choice, option)
    return choice[1]


@compiled
def _join_here(tables: Tables, state: State, log: Log, day: int, force: int) -> bool:
    """Merge a small field force into a larger one of its polity in the same place."""
    if state.forces.kind[force] == GARRISON or state.forces.kind[force] == FLEET:
        return False
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if other == force or not is_afield(state, other):
            continue
        if state.forces.place[other] != state.forces.place[force]:
            continue
        if state.forces.side[other] != state.forces.side[force]:
            continue
        if state.forces.next_place[other] >= 0 or state.forces.kind[other] == GARRISON:
            continue
        if state.forces.men[other] > state.forces.men[force]:
            merge(tables, state, log, day, force, other)
            return True
    return False


@compiled
def take_province(tables: Tables, state: State, log: Log, day: int, force: int) -> None:
    """Let a force that stands in an undefended enemy capital take the province."""
    here = state.forces.place[force]
    province = tables.geo.place_province[here]
    if tables.geo.province_capital[province] != here:
        return
    side = state.forces.side[force]
    if not at_war(state, side, state.realm.controller[province]):
        return
    if enemy_men_near(tables, state, side, here, 0.0) > 0.0:
        return
    control(tables, state, log, day, province, rules_here(state, tables, side, province))


@compiled
def occupy_step(tables: Tables, state: State, log: Log, day: int) -> None:
    """Let provinces change hands where a force stands in an undefended enemy capital."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        side = state.forces.side[force]
        if side < 0 or state.realm.fighting[side] == 0:
            continue
        if is_afield(state, force) and state.forces.next_place[force] < 0:
            take_province(tables, state, log, day, force)


@compiled
def _must_go_home(tables: Tables, state: State, force: int) -> bool:
    """Tell whether a force stands in the country of another with whom it has no war or bond."""
    province = tables.geo.place_province[state.forces.place[force]]
    holder = state.realm.controller[province]
    side = state.forces.side[force]
    if holder < 0 or friends(state, side, holder):
        return False
    return not at_war(state, side, holder)


@compiled
def _faces_open_enemy(tables: Tables, state: State, force: int) -> bool:
    """Tell whether an enemy that is not shut in stands in a force's place."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.place[other] != state.forces.place[force] or not is_afield(
            state, other
        ):
            continue
        if state.forces.siege_day[other] != NEVER or state.forces.next_place[other] >= 0:
            continue
        if at_war(state, state.forces.side[force], state.forces.side[other]):
            return True
    return False


@compiled
def _send_out(tables: Tables, state: State, log: Log, draw: Draw, day: int, force: int) -> None:
    """Let a force detach a column: after a victory to open provinces, else to hold the rear."""
    top = sovereign_of(state, state.forces.side[force])
    if state.forces.kind[force] != COLUMN and state.persons.victory_day[top] > day - 120:
        send_column(tables, state, log, draw, day, force)
    elif state.forces.kind[force] == ARMY and any_rising(tables, state, top):
        hold_rear(tables, state, log, draw, day, force)


@compiled
def review(  # noqa: PLR0913 (all that a day has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    day: int,
    force: int,
) -> None:
    """Let a force's commander think again."""
    state.forces.review_day[force] = day + int(draw.parameter[P_COMMAND_REVIEW_DAYS])
    side = state.forces.side[force]
    if not is_fighting(tables, state, side):
        state.forces.review_day[force] += 20
        if _must_go_home(tables, state, force):
            send_home(tables, state, log, day, force)
        elif state.forces.kind[force] == MONTONERA:
            disband(tables, state, log, day, force)
        elif state.forces.kind[force] == COLUMN and not _join_here(
            tables, state, log, day, force
        ):
            rejoin(tables, state, log, day, force)
        return
    take_province(tables, state, log, day, force)
    if has_nothing_to_fight(tables, state, draw, day, force):
        disband(tables, state, log, day, force)
        return
    if _faces_open_enemy(tables, state, force):
        # an enemy in the same town: battle is offered with the day's contact
        state.forces.moved_day[force] = day
        return
    if _join_here(tables, state, log, day, force):
        return
    _send_out(tables, state, log, draw, day, force)
    goal = choose(tables, state, draw, fate, scratch, day, force)
    if goal != state.forces.place[force]:
        until = state.forces.review_day[force]
        order(tables, state, log, day, force, goal)
        state.forces.review_day[force] = until


@compiled
def step(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, scratch: Scratch, day: int
) -> None:
    """Review every field force whose time has come and that is not on the road or shut in."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.status[force] != ACTIVE or state.forces.review_day[force] > day:
            continue
        kind = state.forces.kind[force]
        if kind == FLEET or kind == GARRISON or state.forces.men[force] <= 0.0:
            continue
        if state.forces.next_place[force] < 0 and state.forces.siege_day[force] == NEVER:
            review(tables, state, log, draw, fate, scratch, day, force)
