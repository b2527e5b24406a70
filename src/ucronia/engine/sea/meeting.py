"""Hostile fleets that meet fight.

The winner is drawn first, then what the loser loses: whole ships, of which some go down and
the others change hands; the crews of both are prisoners.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import note_battle, trait
from ucronia.engine.acts_orders import order, seize_ships, sink_ships
from ucronia.engine.acts_realm import news
from ucronia.engine.bonds import at_war, friends, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import (
    P_EVADE_SHARE,
    P_SEA_LOSS,
    P_SEA_MEETING,
    P_SEA_PRIZES,
)
from ucronia.engine.layout import (
    BOLDNESS,
    COUNT_ROLL,
    FAR,
    FLEET,
    L_SEA_BATTLE,
    NONE,
    S_SEA,
    S_SEA_LOSS,
    S_SEA_MEETING,
    TAKEN,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.odds import daring, edge_of, has_guns_ashore, sea_chance, ships_at
from ucronia.engine.streams import uniform
from ucronia.engine.waters import is_moored, main_port

EVERY_DAYS = 7
"""Fleets in one zone look for each other once a week; those in one place at once."""
_ACCEPT, _SLIP, _SUNK = 1 << 40, 2 << 40, 1 << 40
"""Added to a fleet's key: each is another question."""


@compiled
def offers(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    day: int,
    eyes: tuple[int, float, int],
) -> bool:
    """Draw whether a fleet wants a battle, as armies do: eyes = (fleet, its chance, question).

    P = logistic(k (p - p*)), p* lower for the bold. Ships can be counted: nobody is mistaken.
    """
    force, chance, question = eyes
    bold = trait(tables, state.forces.commander[force], BOLDNESS, day) - 0.5
    key = state.forces.birth[force] + question
    luck = uniform(fate.seed, fate.replica, S_SEA_MEETING, day, key)
    return luck < daring(draw, chance, bold)


@compiled
def lost_of(
    draw: Draw, fate: Fate, day: int, force: int, birth: int, ships: float
) -> tuple[float, float]:
    """Draw how many of a beaten fleet's ships go down, and how many are taken.

    Whole ships, on the mean sea_loss of them lost and sea_prizes of those taken; the last
    piece of a ship goes with the last whole one.
    """
    luck = uniform(fate.seed, fate.replica, S_SEA_LOSS, day, birth)
    lost = min(math.floor(ships * draw.parameter[P_SEA_LOSS] + luck), ships)
    if ships - lost < 1.0:
        lost = ships
    luck = uniform(fate.seed, fate.replica, S_SEA_LOSS, day, birth + _SUNK)
    taken = min(math.floor(lost * draw.parameter[P_SEA_PRIZES] + luck), lost)
    return lost - taken, taken


@compiled
def beat(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    who: tuple[int, int],
) -> tuple[float, float]:
    """Let a fleet lose ships to the winner, and make for home: who = (winner, loser)."""
    winner, loser = who
    ships = state.forces.ships[loser]
    birth = state.forces.birth[loser]
    sunk, taken = lost_of(draw, fate, day, loser, birth, ships)
    if sunk + taken > 0.0:
        # crews are picked up from what sinks
        men = state.forces.men[loser] * (sunk + taken) / ships
        state.forces.men[loser] -= men
        state.forces.captives[winner] += men
        state.persons.ledger_men[TAKEN] += men
    if taken > 0.0:
        seize_ships(tables, state, log, day, winner, loser, taken)
    if sunk > 0.0:
        sink_ships(state, loser, sunk)
    if state.forces.ships[loser] > 0.0:
        withdraw(tables, state, log, day, loser)
    return sunk, taken


@compiled
def withdraw(tables: Tables, state: State, log: Log, day: int, force: int) -> bool:
    """Send a fleet to its main port, if that is another; True if it goes."""
    home = main_port(tables, state, state.forces.side[force])
    here = state.forces.place[force]
    if home < 0 or home == here or tables.geo.sea_days[here, home] >= FAR:
        return False
    order(tables, state, log, day, force, home)
    return True


@compiled
def engage(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    who: tuple[int, int],
) -> None:
    """Settle a meeting of a fleet with an enemy's: who = (the one that seeks, the other).

    With each fight the ships of its friends that lie in the same place; all that are beaten
    lose ships.
    """
    a, b = who
    place_a, place_b = state.forces.place[a], state.forces.place[b]
    side_a, side_b = state.forces.side[a], state.forces.side[b]
    ships_a = ships_at(tables, state, side_a, place_a)[0]
    ships_b = ships_at(tables, state, side_b, place_b)[0]
    fort = 1.0 if has_guns_ashore(tables, state, side_b, place_b) else 0.0
    edge = edge_of(tables, state, a, b, day)
    chance = sea_chance(draw, ships_a, ships_b, edge, fort)
    if not offers(tables, state, draw, fate, day, (a, chance, 0)):
        return
    if not offers(tables, state, draw, fate, day, (b, 1.0 - chance, _ACCEPT)):
        key = state.forces.birth[b] + _SLIP
        luck = uniform(fate.seed, fate.replica, S_SEA_MEETING, day, key)
        if luck < draw.parameter[P_EVADE_SHARE] and withdraw(tables, state, log, day, b):
            return
    key = state.forces.birth[a]
    wins = uniform(fate.seed, fate.replica, S_SEA, day, key) < chance
    winner, loser = (a, b) if wins else (b, a)
    had = (ships_a, ships_b) if wins else (ships_b, ships_a)
    lost = beat_all_at(tables, state, log, draw, fate, day, (winner, loser))
    tell(tables, state, log, day, place_b, (winner, loser), (lost, had))


@compiled
def beat_all_at(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    who: tuple[int, int],
) -> tuple[float, float]:
    """Let all of a beaten fleet's side that lie with it lose ships: (sunk, taken)."""
    winner, loser = who
    place, side = state.forces.place[loser], state.forces.side[loser]
    sunk, taken = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] != place or not is_moored(state, force):
            continue
        if friends(state, side, state.forces.side[force]):
            lost = beat(tables, state, log, draw, fate, day, (winner, force))
            sunk += lost[0]
            taken += lost[1]
    return sunk, taken


@compiled
def tell(
    tables: Tables,
    state: State,
    log: Log,
    day: int,
    place: int,
    who: tuple[int, int],
    ships: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    """Log a battle at sea, and let the news of it set out.

    who = (winner, loser); ships = ((sunk, taken), (the winner's, the loser's)).
    """
    winner, loser = who
    (sunk, taken), had = ships
    told = (day, L_SEA_BATTLE, winner, loser, NONE, place)
    note_battle(state, log, told, (sunk + taken, taken, had[0], had[1], 0.0, 0.0))
    size = (sunk + taken) / had[1]
    news(tables, state, log, day, place, sovereign_of(state, state.forces.side[winner]), size)
    news(tables, state, log, day, place, sovereign_of(state, state.forces.side[loser]), -size)


@compiled
def foe_in_reach(tables: Tables, state: State, fate: Fate, draw: Draw, day: int, a: int) -> int:
    """Give an enemy fleet that a fleet meets today, NONE if it meets nobody.

    One that came today meets those in its place; once a week fleets meet those of their zone
    with the chance of sea_meeting, the same for those in one place.
    """
    zone = tables.geo.place_zone[state.forces.place[a]]
    came = state.forces.moved_day[a] == day
    best = NONE
    for line in range(state.persons.counter[COUNT_ROLL]):
        b = state.forces.roll[line]
        if not is_moored(state, b) or not at_war(
            state, state.forces.side[a], state.forces.side[b]
        ):
            continue
        is_here = state.forces.place[b] == state.forces.place[a]
        if not (came and is_here):
            if day % EVERY_DAYS != 0 or tables.geo.place_zone[state.forces.place[b]] != zone:
                continue
            key = state.forces.birth[a] + (state.forces.birth[b] << 31)
            luck = uniform(fate.seed, fate.replica, S_SEA_MEETING, day, key)
            if luck >= draw.parameter[P_SEA_MEETING]:
                continue
        if best < 0 or state.forces.ships[b] > state.forces.ships[best]:
            best = b
    return best


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> None:
    """Let the fleets that came to a place today, or once a week all, meet their enemies."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] != FLEET:
            continue
        if state.forces.moved_day[force] != day and day % EVERY_DAYS != 0:
            continue
        side = state.forces.side[force]
        if side >= 0 and state.realm.fighting[side] > 0 and is_moored(state, force):
            foe = foe_in_reach(tables, state, fate, draw, day, force)
            if foe >= 0:
                engage(tables, state, log, draw, fate, day, (force, foe))
