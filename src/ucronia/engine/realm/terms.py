"""Terms of office: at a term's end its holder is renewed, or gives way to another."""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import appoint, note, trait
from ucronia.engine.acts_realm import legitimise
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_TERM_ORDER, P_TERM_OVERRUN, P_TERM_RENEWAL, P_TERM_SUPPORT
from ucronia.engine.layout import (
    CHALLENGED,
    L_OFFICE,
    N_LEADERS,
    N_OFFICES,
    NEVER,
    NOBODY,
    NONE,
    S_TERM,
    SKILL,
    Draw,
    Fate,
    Log,
    State,
    Tables,
)
from ucronia.engine.sight.polities import is_at_large, support
from ucronia.engine.streams import uniform

EVERY_DAYS = 30


@compiled
def ends(tables: Tables, state: State, office: int, day: int) -> bool:
    """Tell whether a term of an office ended in the month before a day.

    Terms count from the day on which the holder took office, from the first day where that is
    not known; one that ran out while the record was replayed was renewed without a word.
    """
    term = tables.people.office_term_days[office]
    if term <= 0 or state.persons.holder[office] < 0:
        return False
    since = state.persons.office_day[office]
    served = day - (0 if since == NEVER else since)
    return bool(served >= term and served // term != (served - EVERY_DAYS) // term)


@compiled
def renewal_chance(tables: Tables, state: State, draw: Draw, polity: int) -> float:
    """Give the chance that a government's head is given another term.

    logit P = a + b (support + legitimacy - 1): support is the allegiance to its cause over the
    provinces that it holds, by their people.
    """
    weight = support(tables, state, polity) + state.realm.legitimacy[polity] - 1.0
    odds = draw.parameter[P_TERM_RENEWAL] + draw.parameter[P_TERM_SUPPORT] * weight
    return float(1.0 / (1.0 + math.exp(-odds)))


@compiled
def can_choose(tables: Tables, state: State, polity: int) -> bool:
    """Tell whether a polity can choose a head: no rival stands, and its capital is its own."""
    if state.realm.standing[polity] & CHALLENGED != 0:
        return False
    capital = state.realm.capital[polity]
    if capital < 0:
        return True
    holder = state.realm.controller[tables.geo.place_province[capital]]
    return holder < 0 or sovereign_of(state, holder) == sovereign_of(state, polity)


@compiled
def next_head(tables: Tables, state: State, polity: int, holder: int, day: int) -> int:
    """Give the ablest at large who serve a polity or a member of it, its head apart."""
    best = NOBODY
    most = -1.0
    for leader in range(tables.size[N_LEADERS]):
        own = state.persons.leader_polity[leader]
        if leader == holder or own < 0 or not is_at_large(state, leader):
            continue
        if own != polity and state.realm.parent[own] != polity:
            continue
        worth = trait(tables, leader, SKILL, day)
        if worth > most:
            best, most = leader, worth
    return best


@compiled
def end_term(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int, office: int
) -> None:
    """End a term: in order, which gives legitimacy, or without a choice, which costs it."""
    polity = tables.people.office_polity[office]
    holder = state.persons.holder[office]
    if not can_choose(tables, state, polity):
        legitimise(tables, state, log, day, polity, -draw.parameter[P_TERM_OVERRUN])
        return
    luck = uniform(fate.seed, fate.replica, S_TERM, day, office)
    after = holder
    # a prisoner is given no other term
    if not is_at_large(state, holder) or luck >= renewal_chance(tables, state, draw, polity):
        after = next_head(tables, state, polity, holder, day)
    if after == NOBODY or after == holder:
        state.persons.office_day[office] = day
        note(state, log, (day, L_OFFICE, holder, office, holder, NONE), 0.0)
    else:
        appoint(tables, state, log, day, after, office)
    legitimise(tables, state, log, day, polity, draw.parameter[P_TERM_ORDER])


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> None:
    """End the terms of the highest offices that ran out in the month."""
    for office in range(tables.size[N_OFFICES]):
        polity = tables.people.office_polity[office]
        if polity < 0 or tables.people.polity_office[polity] != office:
            continue
        if state.realm.exists[polity] == 1 and ends(tables, state, office, day):
            end_term(tables, state, log, draw, fate, day, office)
