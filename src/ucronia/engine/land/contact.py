"""Hostile forces in one place: battle is offered, accepted, evaded, or a fort shuts."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import capitulate, disperse
from ucronia.engine.acts_leaders import note, trait
from ucronia.engine.acts_men import shut_in
from ucronia.engine.bonds import at_war, friends, is_afield
from ucronia.engine.compiled import apart, compiled
from ucronia.engine.guides import is_guided
from ucronia.engine.insurgents import is_at_home, is_helped_at
from ucronia.engine.knobs import (
    P_ACCEPT_BOLDNESS,
    P_ACCEPT_ODDS,
    P_ACCEPT_SLOPE,
    P_EVADE_SHARE,
    P_PERCEPTION_GUIDES,
    P_PERCEPTION_HOME,
    P_PERCEPTION_SD,
    P_PREPARED_DAYS,
    P_YIELD_ODDS,
)
from ucronia.engine.land.battle import (
    MARK_A,
    MARK_B,
    SIDE_A,
    fight,
    shown_quality,
    win_chance,
)
from ucronia.engine.layout import (
    BOLDNESS,
    COUNT_ROLL,
    FAR,
    GARRISON,
    HOLD,
    L_EVADE,
    L_SIEGE,
    MONTONERA,
    N_PLACES,
    NEVER,
    NONE,
    NOWHERE,
    RETREAT,
    S_ACCEPT,
    S_PERCEPTION,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.streams import normal, uniform

_FORTIFIED = 2.0
_PERCEPTION_WEEK = 7
_SLIP = 1 << 40
"""Added to a force's key: whether it slips away is another question than whether it fights."""


@compiled
def perceived(
    tables: Tables, state: State, draw: Draw, fate: Fate, day: int, eyes: tuple[int, int, float]
) -> float:
    """Give the enemy men that a force believes it sees: eyes = (force, place, true men).

    The error is log-normal, kept for a week, and smaller in a friendly province, or where those
    of its people who serve the force's side or its friends guide it, or who are in arms against
    its enemy there. Of a friendly province whose people are in arms nothing is learned.
    """
    force, place, men = eyes
    province = tables.geo.place_province[place]
    side = state.forces.side[force]
    sd = draw.parameter[P_PERCEPTION_SD]
    if is_at_home(tables, state, side, province):
        sd *= draw.parameter[P_PERCEPTION_HOME]
    elif is_helped_at(tables, state, side, province) or is_guided(
        tables, state, side, province
    ):
        sd *= draw.parameter[P_PERCEPTION_GUIDES]
    key = state.forces.birth[force] * 1024 + place
    week = day // _PERCEPTION_WEEK
    return men * math.exp(sd * normal(fate.seed, fate.replica, S_PERCEPTION, week, key))


@apart
def besieges(state: State, force: int) -> bool:
    """Tell whether an enemy of a force is shut in where it stands."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.place[other] != state.forces.place[force]:
            continue
        if state.forces.siege_day[other] != NEVER and is_afield(state, other):
            if at_war(state, state.forces.side[force], state.forces.side[other]):
                return True
    return False


@compiled
def works_of(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give the works of a force that waits: 0 hasty, 1 prepared, 2 in a fort.

    Who lies before a fort has no use of it.
    """
    if tables.geo.place_fort[state.forces.place[force]] > 0 and not besieges(state, force):
        return _FORTIFIED
    stood = day - state.forces.moved_day[force]
    return 1.0 if stood >= draw.parameter[P_PREPARED_DAYS] else 0.0


@compiled
def odds_of_fighting(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    day: int,
    offer: tuple[int, int, float, float, bool, float],
    bar: float,
) -> float:
    """Give the chance that a side fights, by the chance of winning it believes it has.

    P = logistic(k (p - p*)); p* is `bar`, lower for the bold (battle data README,
    section 3). offer = (its lead, the enemy's, own men, enemy men, attacks, works). He
    reckons with the quality that both sides show, and not with what only battle shows.
    """
    lead, enemy, own, foe, attacks, works = offer
    edge = shown_quality(tables, state, draw, lead, day)
    edge -= shown_quality(tables, state, draw, enemy, day)
    seen = perceived(tables, state, draw, fate, day, (lead, state.forces.place[lead], foe))
    chance = (
        win_chance(draw, own, seen, works, edge)
        if attacks
        else 1.0 - win_chance(draw, seen, own, works, -edge)
    )
    bold = trait(tables, state.forces.commander[lead], BOLDNESS, day) - 0.5
    least = bar - draw.parameter[P_ACCEPT_BOLDNESS] * bold
    return 1.0 / (1.0 + math.exp(-draw.parameter[P_ACCEPT_SLOPE] * (chance - least)))


@compiled
def accepts(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    day: int,
    offer: tuple[int, int, float, float, bool, float],
) -> bool:
    """Draw whether a side gives battle; see `odds_of_fighting` for offer."""
    bar = draw.parameter[P_ACCEPT_ODDS]
    odds = odds_of_fighting(tables, state, draw, fate, day, offer, bar)
    key = state.forces.birth[offer[0]]
    return uniform(fate.seed, fate.replica, S_ACCEPT, day, key) < odds


@compiled
def _is_safe(state: State, side: int, place: int) -> bool:
    """Tell whether no enemy of a side stands in a place."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        other = state.forces.roll[line]
        if state.forces.place[other] == place and is_afield(state, other):
            if at_war(state, side, state.forces.side[other]):
                return False
    return True


@compiled
def refuge(tables: Tables, state: State, force: int) -> int:
    """Give the nearest fort or capital of a friendly province, free of enemies, in reach."""
    side = state.forces.side[force]
    here = state.forces.place[force]
    best = NOWHERE
    shortest = FAR
    for place in range(tables.size[N_PLACES]):
        province = tables.geo.place_province[place]
        if province < 0 or place == here:
            continue
        is_fort = tables.geo.place_fort[place] > 0
        if not is_fort and tables.geo.province_capital[province] != place:
            continue
        days = tables.geo.land_days[here, place]
        if days >= shortest or not friends(state, side, state.realm.controller[province]):
            continue
        if _is_safe(state, side, place):
            shortest = days
            best = place
    return best


@compiled
def retreat(tables: Tables, state: State, log: Log, day: int, force: int, enemy: int) -> bool:
    """Send a force towards its refuge; one without a refuge disperses. True if it got away.

    Men leave it on the way: see `attrition.leave_rate`.
    """
    goal = refuge(tables, state, force)
    here = state.forces.place[force]
    if goal < 0:
        disperse(tables, state, log, day, force)
        return False
    state.forces.goal[force] = goal
    state.forces.next_place[force] = NOWHERE
    state.forces.order[force] = RETREAT
    state.forces.siege_day[force] = NEVER
    state.forces.moved_day[force] = day - 1
    state.forces.review_day[force] = day + 10
    note(state, log, (day, L_EVADE, force, enemy, NONE, here), state.forces.men[force])
    return True


@compiled
def is_there(state: State, force: int, day: int) -> bool:
    """Tell whether a force stands in its place tonight: not on the road nor about to leave."""
    leaving = state.forces.goal[force] >= 0 and state.forces.moved_day[force] != day
    return bool(state.forces.next_place[force] < 0 and not leaving)


@compiled
def _gather(
    tables: Tables, state: State, day: int, place: int, side: int, mark: int
) -> tuple[int, float]:
    """Mark the forces of a side and its friends at a place; give their lead and their men."""
    lead = NONE
    men = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.place[force] != place or not is_afield(state, force):
            continue
        if not is_there(state, force, day) or not friends(
            state, side, state.forces.side[force]
        ):
            continue
        if lead < 0 or state.forces.men[force] > state.forces.men[lead]:
            lead = force
        men += state.forces.men[force]
        state.forces.order[force] = mark
    return lead, men


@compiled
def _unmark(tables: Tables, state: State) -> None:
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.order[force] >= MARK_A:
            state.forces.order[force] = HOLD
            state.forces.goal[force] = NOWHERE


@compiled
def _side_retreats(
    tables: Tables, state: State, log: Log, day: int, place: int, mark: int, enemy: int
) -> None:
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.order[force] == mark and state.forces.place[force] == place:
            # who is shut in goes back behind his walls
            if state.forces.men[force] > 0.0 and state.forces.siege_day[force] == NEVER:
                retreat(tables, state, log, day, force, enemy)


@compiled
def _side_yields(
    tables: Tables, state: State, log: Log, day: int, place: int, mark: int, enemy: int
) -> None:
    """Let a side that is caught give up unfought: bands scatter, troops lay down their arms."""
    taker = state.forces.side[enemy]
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.order[force] != mark or state.forces.place[force] != place:
            continue
        if state.forces.men[force] > 0.0 and state.forces.kind[force] == MONTONERA:
            disperse(tables, state, log, day, force)
        elif state.forces.men[force] > 0.0:
            capitulate(tables, state, log, day, force, taker)


@compiled
def _gives_up(
    tables: Tables,
    state: State,
    draw: Draw,
    fate: Fate,
    day: int,
    offer: tuple[int, int, float, float, bool, float],
) -> bool:
    """Draw whether a side that won't fight and can't get away lays down its arms."""
    bar = draw.parameter[P_YIELD_ODDS]
    odds = odds_of_fighting(tables, state, draw, fate, day, offer, bar)
    key = state.forces.birth[offer[0]] + 2 * _SLIP
    return uniform(fate.seed, fate.replica, S_ACCEPT, day, key) >= odds


@compiled
def _shut_in(
    tables: Tables, state: State, log: Log, day: int, place: int, besieger: int
) -> None:
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.order[force] == MARK_B and state.forces.place[force] == place:
            if state.forces.siege_day[force] == NEVER:
                shut_in(state, force, day)
                note(state, log, (day, L_SIEGE, besieger, force, NONE, place), 0.0)


@compiled
def keeps_within(state: State, force: int) -> bool:
    """Tell whether a force in a fort leaves the choice of a storm to the enemy."""
    is_garrison = state.forces.kind[force] == GARRISON
    return bool(is_garrison or state.forces.siege_day[force] != NEVER)


@compiled
def meet(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    day: int,
    who: tuple[int, int],
) -> None:
    """Settle a meeting of an arriving force with an enemy force at its place.

    Parameters
    ----------
    tables, state, log, draw, fate : Tables, State, Log, Draw, Fate
        The history; the state is changed.
    day : int
        The day.
    who : tuple of int
        The force that comes, and one of those that are there.
    """
    comer, stayer = who
    place = state.forces.place[comer]
    lead_b, men_b = _gather(tables, state, day, place, state.forces.side[stayer], MARK_B)
    lead_a, men_a = _gather(tables, state, day, place, state.forces.side[comer], MARK_A)
    if lead_a < 0 or lead_b < 0:
        _unmark(tables, state)
        return
    works = works_of(tables, state, draw, lead_b, day)
    if works == _FORTIFIED and keeps_within(state, lead_b) and men_a > men_b:
        _shut_in(tables, state, log, day, place, lead_a)
        _unmark(tables, state)
        return
    if not accepts(tables, state, draw, fate, day, (lead_a, lead_b, men_a, men_b, True, works)):
        if works == _FORTIFIED and men_a > men_b:
            # who is too weak to storm but strong enough to stay sits down before the walls
            _shut_in(tables, state, log, day, place, lead_a)
            _unmark(tables, state)
            return
        _side_retreats(tables, state, log, day, place, MARK_A, lead_b)
        _unmark(tables, state)
        return
    offered = (lead_b, lead_a, men_b, men_a, False, works)
    fights = accepts(tables, state, draw, fate, day, offered)
    if not fights and works == _FORTIFIED:
        _shut_in(tables, state, log, day, place, lead_a)
        _unmark(tables, state)
        return
    if not fights and refuge(tables, state, lead_b) >= 0:
        slip = uniform(
            fate.seed, fate.replica, S_ACCEPT, day, state.forces.birth[lead_b] + _SLIP
        )
        if slip < draw.parameter[P_EVADE_SHARE]:
            _side_retreats(tables, state, log, day, place, MARK_B, lead_a)
            _unmark(tables, state)
            return
    if not fights and _gives_up(tables, state, draw, fate, day, offered):
        _side_yields(tables, state, log, day, place, MARK_B, lead_a)
        _unmark(tables, state)
        return
    winner = fight(tables, state, log, draw, fate, day, (lead_a, lead_b, place, works))
    if winner == SIDE_A:
        _side_retreats(tables, state, log, day, place, MARK_B, lead_a)
    else:
        _side_retreats(tables, state, log, day, place, MARK_A, lead_b)
    _unmark(tables, state)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> None:
    """Let every force that came to a place today meet the enemies that it finds there."""
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.moved_day[force] != day or not is_afield(state, force):
            continue
        if state.forces.next_place[force] >= 0:
            continue
        place = state.forces.place[force]
        side = state.forces.side[force]
        for row in range(state.persons.counter[COUNT_ROLL]):
            other = state.forces.roll[row]
            if other == force or state.forces.place[other] != place:
                continue
            if not is_afield(state, other) or not is_there(state, other, day):
                continue
            if at_war(state, side, state.forces.side[other]):
                meet(tables, state, log, draw, fate, day, (force, other))
                break
