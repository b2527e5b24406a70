"""Convoys at sea: who finds them on the way, whether the escort holds, what becomes of the men.

Troops that leave a port on one day for another are one convoy, with the fleets that sail with
them. Each day it may be found by the enemy who searches that stretch of coast, as it leaves by
one who lies off the port, and as it lands by one who is felt there. An escort fights; without
one, or where it is beaten, each of the enemy's ships takes some of the transports, and the
others put back.
"""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import clear_force
from ucronia.engine.acts_leaders import capture, note, note_battle
from ucronia.engine.acts_men import all_men
from ucronia.engine.acts_realm import news
from ucronia.engine.acts_relations import menace, pay
from ucronia.engine.bonds import friends, main_army_of, sovereign_of
from ucronia.engine.compiled import apart
from ucronia.engine.crossing import (
    foe_ships,
    found_in,
    port_under_way,
    searchers,
    seen_landing,
    seen_leaving,
)
from ucronia.engine.horses import lose_horses
from ucronia.engine.knobs import (
    P_CREW_DAYS,
    P_DECISIVE_SHARE,
    P_SEA_DROWNED,
    P_SEA_INTERCEPT,
    P_SEA_PACE,
    P_SEA_PRIZE_PESOS,
    P_SEA_RELIEF,
    P_SEA_TRANSPORTS,
    P_TRANSPORT_MEN,
)
from ucronia.engine.land.battle import mark_decision
from ucronia.engine.land.losses import tire_by_losses
from ucronia.engine.layout import (
    COUNT_ROLL,
    DEAD_MEN,
    DISBANDED,
    EMBARKED,
    FLEET,
    HORSES_KILLED,
    L_INTERCEPT,
    L_MET,
    NONE,
    NOWHERE,
    S_CONVOY,
    S_SEA,
    TAKEN,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.odds import edge_of, sea_chance
from ucronia.engine.sea.meeting import beat, beat_all_at, offers, tell
from ucronia.engine.streams import uniform
from ucronia.engine.waters import is_moored

_PLACES = 1024
"""More than there are places: a convoy's key is the ports that it leaves and makes for."""
_TRANSPORTS, _CHIEF = 1 << 40, 2 << 40
"""Added to a key: each is another question."""
_GREAT_MEN = 5000.0
"""Men taken whose loss is news as great as any: a battle's news is so from twice as many, both
sides together, on."""


@apart
def voyage_of(state: State, force: int) -> tuple[int, int, int, int]:
    """Give what those of one convoy share: side, port left, port made for, day of sailing."""
    forces = state.forces
    here, there = int(forces.place[force]), int(forces.next_place[force])
    return int(forces.side[force]), here, there, int(forces.moved_day[force])


@apart
def is_of(state: State, voyage: tuple[int, int, int, int], force: int) -> bool:
    """Tell whether a force, or a fleet, is at sea on a voyage, with that side."""
    side, here, there, sailed = voyage
    forces = state.forces
    return bool(
        forces.status[force] == EMBARKED
        and forces.place[force] == here
        and forces.next_place[force] == there
        and forces.moved_day[force] == sailed
        and friends(state, side, forces.side[force])
    )


@apart
def carries(state: State, voyage: tuple[int, int, int, int], force: int) -> bool:
    """Tell whether a force is troops at sea on a voyage."""
    return bool(state.forces.kind[force] != FLEET and is_of(state, voyage, force))


@apart
def leads(state: State, force: int) -> bool:
    """Tell whether of the troops of a convoy a force is the first of the roll."""
    voyage = voyage_of(state, force)
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if carries(state, voyage, other):
            return bool(other == force)
    return False


@apart
def share_gone(tables: Tables, state: State, draw: Draw, day: int, force: int) -> float:
    """Give what share of its voyage's days a convoy has been at sea, below 0 in port."""
    here, there = state.forces.place[force], state.forces.next_place[force]
    whole = float(tables.geo.sea_days[here, there]) * draw.parameter[P_SEA_PACE]
    gone = day - state.forces.moved_day[force] - draw.parameter[P_CREW_DAYS]
    if whole <= 0.0:
        return 0.0 if gone < 0.0 else 1.0
    return float(gone / whole)


@apart
def found_today(
    tables: Tables, state: State, draw: Draw, day: int, force: int
) -> tuple[float, int, int]:
    """Give the chance that a convoy is found today, by which fleet, and off which port.

    On the way by who searches that coast; on its first day also by who lies off the port that
    it leaves; on the last by who is felt where it lands, and not twice in the days of landing.
    """
    side = state.forces.side[force]
    here, there = state.forces.place[force], state.forces.next_place[force]
    if day >= state.forces.arrive_day[force]:
        chance, fleet = seen_landing(tables, state, draw, side, there, False)
        return chance, fleet, there
    share = share_gone(tables, state, draw, day, force)
    if share < 0.0 or share >= 1.0:
        return 0.0, NONE, there
    port = port_under_way(tables, here, there, share)
    count, fleet = searchers(tables, state, side, tables.geo.place_zone[port], False)
    chance = found_in(draw, count, 1.0)
    if share_gone(tables, state, draw, day - 1, force) < 0.0:
        off = seen_leaving(tables, state, side, here, False)
        if off >= 0:
            chance = 1.0 - (1.0 - chance) * (1.0 - draw.parameter[P_SEA_INTERCEPT])
            return chance, off, here
    return chance, fleet, port


@apart
def shields(tables: Tables, state: State, day: int, force: int, fleet: int) -> bool:
    """Tell whether a fleet fights for a convoy: sails with it, or lies where it lands today."""
    if state.forces.kind[fleet] != FLEET or state.forces.ships[fleet] <= 0.0:
        return False
    if is_of(state, voyage_of(state, force), fleet):
        return True
    lands = day >= state.forces.arrive_day[force]
    is_there = state.forces.place[fleet] == state.forces.next_place[force]
    if not (lands and is_there and is_moored(state, fleet)):
        return False
    return friends(state, state.forces.side[force], state.forces.side[fleet])


@apart
def escort_of(tables: Tables, state: State, day: int, force: int) -> tuple[float, int]:
    """Count the ships that fight for a convoy, and give the largest of their fleets."""
    ships, flagship, most = 0.0, NONE, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        fleet = state.forces.roll[line]
        if shields(tables, state, day, force, fleet):
            own = float(state.forces.ships[fleet])
            ships += own
            if own > most:
                most, flagship = own, fleet
    return ships, flagship


@apart
def _beat_escort(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    who: tuple[int, int],
) -> tuple[float, float]:
    """Let every fleet of a beaten escort lose ships: who = (catcher, convoy); (sunk, taken)."""
    catcher, force = who
    sunk, taken = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        fleet = state.forces.roll[line]
        if shields(tables, state, day, force, fleet):
            lost = beat(tables, state, log, draw, fate, day, (catcher, fleet))
            sunk += lost[0]
            taken += lost[1]
    return sunk, taken


@apart
def is_held_off(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    met: tuple[int, int, int],
) -> bool:
    """Let the escort of a convoy that is met fight, and tell whether the transports are safe.

    met = (catcher, convoy, port). One who finds the odds too bad lets them go.
    """
    catcher, force, port = met
    own, flagship = escort_of(tables, state, day, force)
    if flagship < 0:
        return False
    foe = foe_ships(tables, state, catcher)
    chance = sea_chance(draw, foe, own, edge_of(tables, state, catcher, flagship, day), 0.0)
    if not offers(tables, state, draw, fate, day, (catcher, chance, 0)):
        return True
    luck = uniform(fate.seed, fate.replica, S_SEA, day, state.forces.birth[catcher])
    if luck < chance:
        lost = _beat_escort(tables, state, log, draw, fate, day, (catcher, force))
        tell(tables, state, log, day, port, (catcher, flagship), (lost, (foe, own)))
        return False
    lost = beat_all_at(tables, state, log, draw, fate, day, (flagship, catcher))
    tell(tables, state, log, day, port, (flagship, catcher), (lost, (own, foe)))
    return True


@apart
def _lose_share(
    tables: Tables, state: State, draw: Draw, force: int, share: float, catcher: int
) -> tuple[float, float]:
    """Take a share of a force's men and guns: some drown, the catcher's side has the others.

    Returns (lost, drowned) of its men, its wounded and sick among them.
    """
    forces = state.forces
    lost = all_men(state, force) * share
    drowned = lost * draw.parameter[P_SEA_DROWNED]
    state.persons.ledger_men[DEAD_MEN] += drowned
    state.persons.ledger_men[TAKEN] += lost - drowned
    keeper = main_army_of(tables, state, forces.side[catcher])
    keeper = keeper if keeper >= 0 else catcher
    forces.captives[keeper] += lost - drowned
    # few horses outlive the taking of a transport
    lose_horses(state, force, forces.horses[force] * share, HORSES_KILLED)
    guns = min(math.floor(forces.guns[force] * share + 0.5), float(forces.guns[force]))
    forces.guns[force] -= guns
    forces.guns[keeper] += guns
    forces.men[force] *= 1.0 - share
    forces.wounded[force] *= 1.0 - share
    forces.sick[force] *= 1.0 - share
    return lost, drowned


@apart
def _lose_chief(
    tables: Tables,
    state: State,
    log: Log,
    fate: Fate,
    day: int,
    who: tuple[int, int],
    share: float,
) -> None:
    """Draw whether a force's commander was on a ship that is taken: who = (force, catcher)."""
    force, catcher = who
    leader = state.forces.commander[force]
    key = state.forces.birth[force] + _CHIEF
    is_aboard = uniform(fate.seed, fate.replica, S_CONVOY, day, key) < share
    if share >= 1.0:
        clear_force(tables, state, force, DISBANDED)
    if leader >= 0 and is_aboard:
        capture(tables, state, log, day, leader, state.forces.side[catcher])


@apart
def transports_taken(
    tables: Tables, state: State, draw: Draw, fate: Fate, day: int, who: tuple[int, int]
) -> tuple[float, float]:
    """Draw how many transports of a convoy are taken: who = (catcher, convoy); (taken, all).

    Whole ones, transport_men to each; on the mean sea_transports of them for each ship that
    catches it, and no more than there are.
    """
    catcher, force = who
    men = men_of(state, force)
    every = max(1.0, math.ceil(men / draw.parameter[P_TRANSPORT_MEN]))
    key = state.forces.birth[force] + _TRANSPORTS
    luck = uniform(fate.seed, fate.replica, S_CONVOY, day, key)
    reach = draw.parameter[P_SEA_TRANSPORTS] * foe_ships(tables, state, catcher)
    return min(every, math.floor(reach + luck)), every


@apart
def men_of(state: State, force: int) -> float:
    """Count the troops of a convoy, with their wounded and sick."""
    men, voyage = 0.0, voyage_of(state, force)
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if carries(state, voyage, other):
            men += all_men(state, other)
    return men


@apart
def turn_back(state: State, voyage: tuple[int, int, int, int], arrive_day: float) -> None:
    """Let what is left of a convoy, and the fleets with it, put back to the port it left."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if is_of(state, voyage, other):
            state.forces.next_place[other] = voyage[1]
            state.forces.goal[other] = NOWHERE
            state.forces.arrive_day[other] = arrive_day


@apart
def back_day(tables: Tables, state: State, draw: Draw, day: int, force: int) -> float:
    """Give the day on which a convoy that puts back is in port: back as far as it came."""
    here, there = state.forces.place[force], state.forces.next_place[force]
    gone = min(max(share_gone(tables, state, draw, day, force), 0.0), 1.0)
    return float(day + tables.geo.sea_days[there, here] * draw.parameter[P_SEA_PACE] * gone)


@apart
def _ripple(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    day: int,
    where: tuple[int, int, int],
    men: tuple[float, float],
) -> None:
    """Let the loss of a convoy be felt: where = (catcher's side, convoy's, port), (lost, all).

    It wearies who sent it, is news, counts as a decisive defeat where the share lost is one,
    and who lost men is feared less, by as much as they were of its army.
    """
    winner, loser, port = where
    lost, whole = men
    tire_by_losses(tables, state, log, draw, day, loser, lost)
    size = min(1.0, lost / _GREAT_MEN)
    if lost > draw.parameter[P_DECISIVE_SHARE] * whole:
        mark_decision(tables, state, log, day, port, (winner, loser), size)
    else:
        news(tables, state, log, day, port, sovereign_of(state, winner), size)
        news(tables, state, log, day, port, sovereign_of(state, loser), -size)
    top = sovereign_of(state, loser)
    army = max(state.realm.army_men[top], lost)
    relief = draw.parameter[P_SEA_RELIEF] * lost / army
    menace(tables, state, log, day, sovereign_of(state, winner), top, -relief)


@apart
def catch(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    met: tuple[int, int, int],
) -> None:
    """Take transports of a convoy, with their men, and let the others put back.

    met = (catcher, convoy, port). The ships are chartered: who sent them pays their owners what
    the captor gets for them.
    """
    catcher, force, port = met
    winner, loser = state.forces.side[catcher], state.forces.side[force]
    whole, voyage = men_of(state, force), voyage_of(state, force)
    taken, every = transports_taken(tables, state, draw, fate, day, (catcher, force))
    until = back_day(tables, state, draw, day, force)
    lost, drowned = 0.0, 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if carries(state, voyage, other):
            gone = _lose_share(tables, state, draw, other, taken / every, catcher)
            lost += gone[0]
            drowned += gone[1]
            _lose_chief(tables, state, log, fate, day, (other, catcher), taken / every)
    turn_back(state, voyage, until)
    note_battle(
        state,
        log,
        (day, L_INTERCEPT, catcher, force, NONE, port),
        (lost, drowned, taken, every, 0.0, 0.0),
    )
    if lost > 0.0:
        pay(tables, state, log, day, loser, winner, taken * draw.parameter[P_SEA_PRIZE_PESOS])
        _ripple(tables, state, log, draw, day, (winner, loser, port), (lost, whole))


@apart
def sail(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, force: int
) -> None:
    """Draw whether a convoy is met today, and let it be fought for; a force is its first."""
    here, there = state.forces.place[force], state.forces.next_place[force]
    side = state.forces.side[force]
    if there < 0 or there == here or side < 0 or state.realm.fighting[side] == 0:
        return
    if not leads(state, force):
        return
    chance, catcher, port = found_today(tables, state, draw, day, force)
    if catcher < 0 or chance <= 0.0:
        return
    # of those who land after others of their convoy the same is asked again
    when = day if day < state.forces.arrive_day[force] else state.forces.moved_day[force]
    key = here * _PLACES + there
    if uniform(fate.seed, fate.replica, S_CONVOY, when, key) >= chance:
        return
    met = (catcher, force, port)
    note(state, log, (day, L_MET, catcher, force, NONE, port), men_of(state, force))
    if not is_held_off(tables, state, log, draw, fate, day, met):
        catch(tables, state, log, draw, fate, day, met)
