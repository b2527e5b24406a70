"""Sieges: hunger, the regular siege with guns, the camp's sickness, relief.

A fort that is shut in falls to what comes first: its stores run out, the trenches reach it, or
it is stormed (storm.py). Both waits are log-normal (battle data README, section 3), and told by
the days that have counted so far: a siege taken up in its middle has the odds of one that has
lasted so long.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import capitulate
from ucronia.engine.acts_leaders import note
from ucronia.engine.arms import served_guns
from ucronia.engine.bonds import at_war, friends, is_afield
from ucronia.engine.compiled import apart, compiled
from ucronia.engine.knobs import (
    P_SIEGE_BLOCKADE_DAYS,
    P_SIEGE_BREACH,
    P_SIEGE_CAMP_FEVER,
    P_SIEGE_HUNGER_SPREAD,
    P_SIEGE_MEDIAN_DAYS,
    P_SIEGE_SPREAD,
    P_SIEGE_TRAIN_GUNS,
    P_SIEGE_TRENCH_LOSS,
    P_SIEGE_VICTUALLED_MEN,
)
from ucronia.engine.land.fever import USED, fall_sick, fever_share
from ucronia.engine.land.storm import storm
from ucronia.engine.layout import (
    COUNT_ROLL,
    DEAD_MEN,
    L_FALL,
    NEVER,
    NONE,
    S_SIEGE,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import uniform
from ucronia.engine.waters import is_blockaded, sea_is_open

EVERY_DAYS = 7
_STRENGTH = (1.0, 0.6, 1.0, 1.6)
"""How long a regular siege of a fort lasts against an ordinary one, by Geo.place_fort."""
_FEWEST_MOUTHS, _MOST_MOUTHS = 0.5, 2.0
"""How slowly and how fast stores are eaten against an ordinary garrison."""
_FORTIFIED = 2.0


@compiled
def survival(days: float, median: float, spread: float) -> float:
    """Give the chance that a log-normal wait is longer than so many days."""
    if days <= 0.0:
        return 1.0
    return 0.5 * math.erfc(math.log(days / median) / (spread * math.sqrt(2.0)))


@compiled
def fall_chance(start: float, end: float, median: float, spread: float) -> float:
    """Give the chance that a wait that has lasted to `start` ends by `end`."""
    before = survival(start, median, spread)
    if before <= 1e-12:
        return 1.0
    return 1.0 - survival(end, median, spread) / before


@compiled
def is_in_camp(state: State, force: int, besieged: int) -> bool:
    """Tell whether a force lies before the fort in which another is shut in."""
    return bool(
        force != besieged
        and state.forces.place[force] == state.forces.place[besieged]
        and is_afield(state, force)
        and state.forces.next_place[force] < 0
        and at_war(state, state.forces.side[besieged], state.forces.side[force])
    )


@apart
def camp_of(state: State, draw: Draw, besieged: int) -> tuple[int, float, float]:
    """Give a siege's largest besieger, NONE if all have gone, its men and its served guns."""
    lead = NONE
    men = 0.0
    guns = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if is_in_camp(state, force, besieged):
            men += state.forces.men[force]
            guns += served_guns(state, draw, force)
            if lead < 0 or state.forces.men[force] > state.forces.men[lead]:
                lead = force
    return lead, men, guns


@compiled
def trench_pace(draw: Draw, guns: float) -> float:
    """Give how fast a regular siege goes forward: 1 under a full train, 0 without guns."""
    return float(min(1.0, guns / draw.parameter[P_SIEGE_TRAIN_GUNS]))


@compiled
def is_fed_by_sea(tables: Tables, state: State, side: int, place: int) -> bool:
    """Tell whether a fort has the sea open: a port not blockaded, in no enemy's zone."""
    if tables.geo.place_zone[place] < 0 or is_blockaded(tables, state, side, place):
        return False
    return sea_is_open(tables, state, side, place, place)


@apart
def hunger_pace(tables: Tables, state: State, draw: Draw, force: int) -> float:
    """Give how fast a shut-in force eats its fort's stores: 0 where the sea feeds it."""
    place = state.forces.place[force]
    side = state.forces.side[force]
    if is_fed_by_sea(tables, state, side, place):
        return 0.0
    mouths = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.place[other] == place and is_afield(state, other):
            if state.forces.siege_day[other] != NEVER and friends(
                state, side, state.forces.side[other]
            ):
                mouths += state.forces.men[other] + state.forces.wounded[other]
                mouths += state.forces.sick[other] + state.forces.captives[other]
    pace = mouths / draw.parameter[P_SIEGE_VICTUALLED_MEN]
    return float(min(max(pace, _FEWEST_MOUTHS), _MOST_MOUTHS))


@compiled
def _days_since(state: State, force: int, day: int) -> float:
    """Give the days of a siege since the last turn, or since the force was shut in."""
    return float(min(EVERY_DAYS, day - state.forces.siege_day[force]))


@compiled
def median_of(tables: Tables, state: State, draw: Draw, force: int) -> float:
    """Give the median days of a regular siege of a force's fort under a full train."""
    strength = _STRENGTH[tables.geo.place_fort[state.forces.place[force]]]
    return float(draw.parameter[P_SIEGE_MEDIAN_DAYS] * strength)


@compiled
def works_left(tables: Tables, state: State, draw: Draw, force: int) -> float:
    """Give the works of a storm: a fortified posture's, and the wall's where it is whole.

    A whole wall counts a step of works (battle data README) for a weak fort, two for an
    ordinary one, three for a strong one: judged, for few stormed one without a breach.
    """
    breach = draw.parameter[P_SIEGE_BREACH] * median_of(tables, state, draw, force)
    wall = tables.geo.place_fort[state.forces.place[force]]
    return _FORTIFIED + (0.0 if state.forces.trench_days[force] >= breach else float(wall))


@apart
def week_chance(
    tables: Tables, state: State, draw: Draw, day: int, force: int, guns: float
) -> float:
    """Give the chance that a shut-in force has yielded to trenches or hunger by this turn."""
    days = _days_since(state, force, day)
    parameter = draw.parameter
    dug = state.forces.trench_days[force]
    reached = fall_chance(
        dug,
        dug + days * trench_pace(draw, guns),
        median_of(tables, state, draw, force),
        parameter[P_SIEGE_SPREAD],
    )
    eaten = state.forces.hungry_days[force]
    starved = fall_chance(
        eaten,
        eaten + days * hunger_pace(tables, state, draw, force),
        parameter[P_SIEGE_BLOCKADE_DAYS],
        parameter[P_SIEGE_HUNGER_SPREAD],
    )
    return 1.0 - (1.0 - reached) * (1.0 - starved)


@apart
def _sicken_camp(
    tables: Tables, state: State, draw: Draw, day: int, siege: tuple[int, float, float]
) -> None:
    """Let more of a siege's camp fall sick, and take those who die in its trenches.

    siege = (the force shut in, days since the last turn, the trenches' pace).
    """
    besieged, days, pace = siege
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if not is_in_camp(state, force, besieged):
            continue
        # the coast's own fever is in the attrition of strangers
        share = fever_share(tables, state, draw, force, day)
        more = draw.parameter[P_SIEGE_CAMP_FEVER] * max(share, USED) - share
        fall_sick(state, draw, force, days * max(more, 0.0))
        rate = draw.parameter[P_SIEGE_TRENCH_LOSS] * pace
        dead = state.forces.men[force] * min(0.5, days * rate)
        state.forces.men[force] -= dead
        state.persons.ledger_men[DEAD_MEN] += dead


@compiled
def _is_first(state: State, line: int) -> bool:
    """Tell whether no force before it on the roll is shut in at a shut-in force's place."""
    place = state.forces.place[state.forces.roll[line]]
    for row in range(line):
        other = state.forces.roll[row]
        if state.forces.place[other] == place and state.forces.siege_day[other] != NEVER:
            if is_afield(state, other):
                return False
    return True


@compiled
def press(tables: Tables, state: State, draw: Draw, day: int) -> None:
    """Count a week of every siege, and raise those whose besieger has gone."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.siege_day[force] == NEVER or not is_afield(state, force):
            continue
        lead, _, guns = camp_of(state, draw, force)
        if lead < 0:
            state.forces.siege_day[force] = NEVER
            continue
        days, pace = _days_since(state, force, day), trench_pace(draw, guns)
        state.forces.trench_days[force] += days * pace
        state.forces.hungry_days[force] += days * hunger_pace(tables, state, draw, force)
        if _is_first(state, line):
            _sicken_camp(tables, state, draw, day, (force, days, pace))


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> None:
    """Let forts fall, by trenches, hunger or storm, where the besieger is still there."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.siege_day[force] == NEVER or not is_afield(state, force):
            continue
        besieger, men, guns = camp_of(state, draw, force)
        if besieger < 0:
            continue
        key = state.forces.birth[force]
        luck = uniform(fate.seed, fate.replica, S_SIEGE, day, key)
        falls = luck < week_chance(tables, state, draw, day, force, guns)
        if not falls:
            works = works_left(tables, state, draw, force)
            falls = storm(tables, state, log, draw, fate, day, (besieger, force, men, works))
        if falls:
            place = state.forces.place[force]
            note(state, log, (day, L_FALL, besieger, force, NONE, place), 0.0)
            capitulate(tables, state, log, day, force, state.forces.side[besieger])
