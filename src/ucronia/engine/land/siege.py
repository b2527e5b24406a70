"""Sieges in their simplest form: a fort that is shut in falls after a log-normal while."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import capitulate
from ucronia.engine.acts_leaders import note
from ucronia.engine.bonds import at_war, is_afield
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_SIEGE_BLOCKADE_DAYS, P_SIEGE_MEDIAN_DAYS
from ucronia.engine.layout import (
    COUNT_ROLL,
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


@compiled
def besieger_of(tables: Tables, state: State, force: int) -> int:
    """Give the largest enemy force at a shut-in force's place, NONE if it has gone."""
    best = NONE
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if other == force or not is_afield(state, other):
            continue
        if state.forces.place[other] == state.forces.place[force] and (
            state.forces.next_place[other] < 0
            and at_war(state, state.forces.side[force], state.forces.side[other])
        ):
            if best < 0 or state.forces.men[other] > state.forces.men[best]:
                best = other
    return best


@compiled
def lift(tables: Tables, state: State) -> None:
    """Raise the sieges whose besieger has gone."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.siege_day[force] != NEVER and is_afield(state, force):
            if besieger_of(tables, state, force) < 0:
                state.forces.siege_day[force] = NEVER


@compiled
def is_fed_by_sea(tables: Tables, state: State, side: int, place: int) -> bool:
    """Tell whether a fort has the sea open: a port not blockaded, in no enemy's zone."""
    if tables.geo.place_zone[place] < 0 or is_blockaded(tables, state, side, place):
        return False
    return sea_is_open(tables, state, side, place, place)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> None:
    """Let forts fall, where the besieger is still there.

    The chance of a fall in a week is 1 - 2^(-7 / median): a constant hazard with the regular
    siege's median, or the blockade's where the sea is open to the besieged (battle data
    README).
    """
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.siege_day[force] == NEVER or not is_afield(state, force):
            continue
        besieger = besieger_of(tables, state, force)
        if besieger < 0:
            continue
        median = draw.parameter[P_SIEGE_MEDIAN_DAYS]
        place = state.forces.place[force]
        if is_fed_by_sea(tables, state, state.forces.side[force], place):
            median = draw.parameter[P_SIEGE_BLOCKADE_DAYS]
        chance = 1.0 - math.exp(-math.log(2.0) * EVERY_DAYS / median)
        key = state.forces.birth[force]
        if uniform(fate.seed, fate.replica, S_SIEGE, day, key) < chance:
            note(state, log, (day, L_FALL, besieger, force, NONE, place), 0.0)
            capitulate(tables, state, log, day, force, state.forces.side[besieger])
