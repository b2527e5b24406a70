"""Where fleets go in a war: with an army that embarks, to blockade, to the rescue, or home.

A fleet that has no convoy weighs a few ports as a commander on land weighs his goals: what a
port is worth times the chance to hold it, less the danger, fading with the days to it.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import trait
from ucronia.engine.acts_orders import order
from ucronia.engine.bonds import at_war, enemy_of, friends, is_afield, is_fighting
from ucronia.engine.compiled import compiled
from ucronia.engine.crossing import chance_to_cross
from ucronia.engine.knobs import (
    P_COMMAND_HOLD,
    P_COMMAND_PATIENCE_DAYS,
    P_COMMAND_REVIEW_DAYS,
    P_COMMAND_RISK,
    P_COMMAND_TEMPERATURE,
    P_FLEET_BLOCKADE,
    P_FLEET_REFIT,
)
from ucronia.engine.layout import (
    ACTIVE,
    BOLDNESS,
    COUNT_ROLL,
    EMBARKED,
    FAR,
    FLEET,
    NEVER,
    NOWHERE,
    PUT_TO_SEA,
    S_CONVOY,
    S_FLEET,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.odds import daring, has_guns_ashore, sea_chance, ships_at
from ucronia.engine.streams import uniform
from ucronia.engine.waters import (
    felt_share,
    is_fleet_afloat,
    is_moored,
    main_port,
    sea_is_open,
    strengths,
    strengths_seen,
)

_PLACES = 1024
"""More than there are places: a choice's key is the fleet's and the place's."""
LOOK_DAYS = 7
"""An army that waits for a better chance looks at the sea once a week."""
_DARE = 3 << 40
"""Added to an army's key: whether it dares is another question than whether it is found."""


@compiled
def port_value(
    tables: Tables, state: State, draw: Draw, force: int, port: int, worth: float
) -> float:
    """Give what going to a port, or staying in it, is worth to a fleet.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history.
    force, port : int
        The fleet and the port.
    worth : float
        What it is worth to hold the sea there.

    Returns
    -------
    float
        (worth · p - risk · (1 - p)) · exp(-days / patience), p the chance to beat those who lie
        there; -1000 where no way leads there.
    """
    here = state.forces.place[force]
    side = state.forces.side[force]
    days = 0.0 if here == port else float(tables.geo.sea_days[here, port])
    if days >= FAR:
        return -1000.0
    own, foe = ships_at(tables, state, side, port)
    if here != port:
        own += state.forces.ships[force]
    chance = 1.0
    if foe > 0.0:
        enemy = enemy_of(tables, state, side)
        fort = 1.0 if has_guns_ashore(tables, state, enemy, port) else 0.0
        chance = sea_chance(draw, own, foe, 0.0, fort)
    value = worth * chance - draw.parameter[P_COMMAND_RISK] * (1.0 - chance)
    return float(value * math.exp(-days / draw.parameter[P_COMMAND_PATIENCE_DAYS]))


@compiled
def _better(
    draw: Draw, fate: Fate, day: int, choice: tuple[float, int], option: tuple[float, int, int]
) -> tuple[float, int]:
    """Keep the better of a choice (score, port) and an option (value, port, fleet's birth)."""
    value, port, birth = option
    luck = uniform(fate.seed, fate.replica, S_FLEET, day, birth * _PLACES + port)
    score = value / draw.parameter[P_COMMAND_TEMPERATURE] - math.log(-math.log(luck))
    return (score, port) if score > choice[0] else choice


@compiled
def port_to_shut(tables: Tables, state: State, side: int) -> int:
    """Give the port that a side would shut: of an enemy who is besieged, else the main one."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        place = state.forces.place[force]
        if state.forces.siege_day[force] != NEVER and is_afield(state, force):
            if tables.geo.place_zone[place] >= 0:
                if at_war(state, side, state.forces.side[force]):
                    return int(place)
    enemy = enemy_of(tables, state, side)
    return main_port(tables, state, enemy) if enemy >= 0 else NOWHERE


@compiled
def threat_at_sea(tables: Tables, state: State, side: int) -> float:
    """Give the enemies' share of all ships of a side's friends and enemies, 0 with none."""
    own, foe = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_fleet_afloat(state, force):
            if friends(state, side, state.forces.side[force]):
                own += state.forces.ships[force]
            elif at_war(state, side, state.forces.side[force]):
                foe += state.forces.ships[force]
    return foe / (own + foe) if foe > 0.0 else 0.0


@compiled
def worth_of_port(
    tables: Tables, state: State, draw: Draw, force: int, port: int, own: tuple[int, int]
) -> float:
    """Give what the sea off a port is worth to a fleet: own = (the one to shut, its own).

    The port to shut is worth the blockade. The fleet's own is worth as much where enemies
    lie off it, and else as far as they could; and a shelter, where they are stronger here.
    """
    target, home = own
    blockade = draw.parameter[P_FLEET_BLOCKADE]
    if port == target:
        return float(blockade)
    if port != home:
        return 0.0
    side = state.forces.side[force]
    worth = blockade
    if ships_at(tables, state, side, home)[1] <= 0.0:
        worth *= threat_at_sea(tables, state, side)
    here = state.forces.place[force]
    if here != home:
        mine, foe = strengths(tables, state, side, tables.geo.place_zone[here])
        if foe > mine:
            worth += draw.parameter[P_FLEET_REFIT]
    return float(worth)


@compiled
def choose_port(
    tables: Tables, state: State, draw: Draw, fate: Fate, day: int, force: int
) -> int:
    """Choose where a fleet without a convoy goes: a port, its own where it holds."""
    here = state.forces.place[force]
    side = state.forces.side[force]
    birth = state.forces.birth[force]
    target = port_to_shut(tables, state, side)
    home = main_port(tables, state, side)
    pair = (target, home)
    worth = worth_of_port(tables, state, draw, force, here, pair)
    value = port_value(tables, state, draw, force, here, worth) + draw.parameter[P_COMMAND_HOLD]
    choice = _better(draw, fate, day, (-1e9, here), (value, here, birth))
    for port in pair:
        if port >= 0 and port != here:
            worth = worth_of_port(tables, state, draw, force, port, pair)
            value = port_value(tables, state, draw, force, port, worth)
            choice = _better(draw, fate, day, choice, (value, port, birth))
    return choice[1]


@compiled
def is_awaited(tables: Tables, state: State, force: int) -> bool:
    """Tell whether troops of a fleet's side are at sea for the port where it lies."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.status[other] == EMBARKED and state.forces.kind[other] != FLEET:
            if state.forces.next_place[other] == state.forces.place[force]:
                if friends(state, state.forces.side[force], state.forces.side[other]):
                    return True
    return False


@compiled
def review(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, force: int
) -> None:
    """Let a fleet's commander think again."""
    state.forces.review_day[force] = day + int(draw.parameter[P_COMMAND_REVIEW_DAYS])
    if is_awaited(tables, state, force):
        return
    goal = choose_port(tables, state, draw, fate, day, force)
    if goal != state.forces.place[force]:
        until = state.forces.review_day[force]
        order(tables, state, log, day, force, goal)
        state.forces.review_day[force] = until


@compiled
def is_clear(tables: Tables, state: State, army: int) -> bool:
    """Tell whether no enemy is known to be stronger where an army leaves and where it lands.

    The fleets that lie where it embarks count as going with it.
    """
    here, goal = state.forces.place[army], state.forces.goal[army]
    side = state.forces.side[army]
    if not sea_is_open(tables, state, side, here, here):
        return False
    zone = tables.geo.place_zone[goal]
    own, foe = strengths_seen(tables, state, side, zone)
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] == here and is_moored(state, force):
            if friends(state, side, state.forces.side[force]):
                own += state.forces.ships[force] * (1.0 - felt_share(tables, here, zone))
    return bool(own >= foe)


@compiled
def dares(tables: Tables, state: State, draw: Draw, fate: Fate, day: int, army: int) -> bool:
    """Draw whether an army's commander dares a sea that is not clear.

    He weighs the chance to cross it as that of a battle, bolder or less; once for each order
    to embark, so that by waiting he gets nothing but a better chance.
    """
    bold = trait(tables, state.forces.commander[army], BOLDNESS, day) - 0.5
    key = state.forces.birth[army] + _DARE
    asked = int(state.forces.review_day[army])
    luck = uniform(fate.seed, fate.replica, S_CONVOY, asked, key)
    if luck >= daring(draw, 1.0, bold):
        return False
    here, goal = state.forces.place[army], state.forces.goal[army]
    side = state.forces.side[army]
    escort = ships_at(tables, state, side, here)[0]
    chance = chance_to_cross(tables, state, draw, (side, here, goal), escort)
    return chance > 0.0 and luck < daring(draw, chance, bold)


@compiled
def convoy(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, army: int
) -> None:
    """Let an army put to sea that may or dares to, and with it the fleets that lie there."""
    if not is_clear(tables, state, army):
        if day % LOOK_DAYS != 0 or not dares(tables, state, draw, fate, day, army):
            return
    here, goal = state.forces.place[army], state.forces.goal[army]
    side = state.forces.side[army]
    state.forces.order[army] = PUT_TO_SEA
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] == here and is_moored(state, force):
            if friends(state, side, state.forces.side[force]):
                order(tables, state, log, day, force, goal)


@compiled
def look(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, force: int
) -> None:
    """Review a fleet at war whose time has come: who has come in waters and mends first."""
    rest = state.forces.moved_day[force] + draw.parameter[P_COMMAND_REVIEW_DAYS]
    if max(float(state.forces.review_day[force]), rest) > day:
        return
    if is_fighting(tables, state, state.forces.side[force]) and is_moored(state, force):
        review(tables, state, log, draw, fate, day, force)


@compiled
def escort(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, force: int
) -> None:
    """Let a convoy form for an army at war that stands in a port and is to embark."""
    if state.forces.status[force] != ACTIVE or state.forces.next_place[force] >= 0:
        return
    if tables.geo.place_zone[state.forces.place[force]] < 0 or state.forces.goal[force] < 0:
        return
    if is_fighting(tables, state, state.forces.side[force]):
        convoy(tables, state, log, draw, fate, day, force)
