"""Hostile fleets that meet fight; transports without a stronger escort are caught.

The winner is drawn first, then what the loser loses: whole ships, of which some go down and
the others change hands; the crews of both are prisoners.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import note, note_battle, trait
from ucronia.engine.acts_orders import order, seize_ships, sink_ships
from ucronia.engine.acts_realm import news
from ucronia.engine.bonds import at_war, friends, main_army_of, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.horses import lose_horses
from ucronia.engine.knobs import (
    P_ACCEPT_BOLDNESS,
    P_ACCEPT_ODDS,
    P_ACCEPT_SLOPE,
    P_EVADE_SHARE,
    P_SEA_INTERCEPT,
    P_SEA_LOSS,
    P_SEA_MEETING,
    P_SEA_PACE,
    P_SEA_PRIZES,
    P_SEA_TRANSPORTS,
)
from ucronia.engine.layout import (
    BOLDNESS,
    COUNT_ROLL,
    FAR,
    FLEET,
    HORSES_KILLED,
    L_INTERCEPT,
    L_SEA_BATTLE,
    NONE,
    NOWHERE,
    S_CONVOY,
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
from ucronia.engine.sea.odds import edge_of, has_guns_ashore, sea_chance, ships_at
from ucronia.engine.streams import uniform
from ucronia.engine.waters import felt_share, is_moored, main_port, strengths

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
    bar = draw.parameter[P_ACCEPT_ODDS] - draw.parameter[P_ACCEPT_BOLDNESS] * bold
    odds = 1.0 / (1.0 + math.exp(-draw.parameter[P_ACCEPT_SLOPE] * (chance - bar)))
    key = state.forces.birth[force] + question
    return uniform(fate.seed, fate.replica, S_SEA_MEETING, day, key) < odds


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
    place = state.forces.place[loser]
    had = (ships_a, ships_b) if wins else (ships_b, ships_a)
    side = state.forces.side[loser]
    sunk, taken = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] != place or not is_moored(state, force):
            continue
        if friends(state, side, state.forces.side[force]):
            lost = beat(tables, state, log, draw, fate, day, (winner, force))
            sunk += lost[0]
            taken += lost[1]
    told = (day, L_SEA_BATTLE, winner, loser, NONE, place_b)
    note_battle(state, log, told, (sunk + taken, taken, had[0], had[1]))
    size = (sunk + taken) / had[1]
    news(tables, state, log, day, place_b, sovereign_of(state, state.forces.side[winner]), size)
    news(tables, state, log, day, place_b, sovereign_of(state, side), -size)


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


@compiled
def _catcher(tables: Tables, state: State, force: int, zone: int) -> int:
    """Give the enemy fleet that is felt most in a zone, NONE if there is none."""
    best = NONE
    most = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if not is_moored(state, other):
            continue
        if at_war(state, state.forces.side[force], state.forces.side[other]):
            felt = state.forces.ships[other] * felt_share(
                tables, state.forces.place[other], zone
            )
            if felt > most:
                most = felt
                best = other
    return best


@compiled
def intercept(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, force: int
) -> None:
    """Draw whether an army at sea is caught before the port that it makes for.

    The chance is sea_intercept · (1 - own / foe), by the ships of both that are felt in the
    zone: none where the escort is as strong. Some of the transports are taken with their men;
    the others put back.
    """
    goal = state.forces.next_place[force]
    zone = tables.geo.place_zone[goal]
    own, foe = strengths(tables, state, state.forces.side[force], zone)
    if own >= foe:
        return
    chance = draw.parameter[P_SEA_INTERCEPT] * (1.0 - own / foe)
    if uniform(fate.seed, fate.replica, S_CONVOY, day, state.forces.birth[force]) >= chance:
        return
    catcher = _catcher(tables, state, force, zone)
    if catcher < 0:
        return
    taken = state.forces.men[force] * draw.parameter[P_SEA_TRANSPORTS]
    state.forces.men[force] -= taken
    lost = state.forces.horses[force] * draw.parameter[P_SEA_TRANSPORTS]
    lose_horses(state, force, lost, HORSES_KILLED)
    state.persons.ledger_men[TAKEN] += taken
    keeper = main_army_of(tables, state, state.forces.side[catcher])
    state.forces.captives[keeper if keeper >= 0 else catcher] += taken
    back = state.forces.place[force]
    days = float(tables.geo.sea_days[goal, back])
    state.forces.next_place[force] = back
    state.forces.goal[force] = NOWHERE
    state.forces.arrive_day[force] = day + days * draw.parameter[P_SEA_PACE]
    note(state, log, (day, L_INTERCEPT, catcher, force, NONE, goal), taken)


@compiled
def land_or_be_caught(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, force: int
) -> None:
    """Try an army at sea on the day on which it would land in another port than its own."""
    next_place = state.forces.next_place[force]
    if day < state.forces.arrive_day[force] or next_place == state.forces.place[force]:
        return
    side = state.forces.side[force]
    if next_place >= 0 and side >= 0 and state.realm.fighting[side] > 0:
        intercept(tables, state, log, draw, fate, day, force)
