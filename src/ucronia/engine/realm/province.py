"""Provinces by the week: allegiance, news, unrest, insurgents, whose they are by right."""

from __future__ import annotations

from ucronia.engine.acts_provinces import shift
from ucronia.engine.bonds import at_war, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.insurgents import any_many, news_days, take_stock
from ucronia.engine.knobs import (
    P_ALLEGIANCE_DRIFT,
    P_ALLEGIANCE_NEWS,
    P_ALLEGIANCE_REJECTION,
    P_ALLEGIANCE_RULE,
    P_COMMUNITY_ALLEGIANCE,
    P_COMMUNITY_UNREST,
    P_INSURGENT_COURIERS,
    P_INSURGENT_GROWTH,
    P_POSSESSION_DAYS,
    P_UNREST_DRIFT,
    P_UNREST_LEVEL,
    P_UNREST_REJECTION,
)
from ucronia.engine.layout import (
    N_PROVINCES,
    NEVER,
    NEWS_SLOTS,
    TRUCE,
    Draw,
    Log,
    State,
    Tables,
)

EVERY_DAYS = 7
_WEEKS_IN_YEAR = 365.25 / 7.0


@compiled
def drift(tables: Tables, state: State, draw: Draw, province: int) -> None:
    """Let allegiance go back towards its base leaning: a share of the gap each week.

    The loop runs over all the room there is for causes, most of it 0: of a length that the
    compiler knows, it takes one step.
    """
    share = draw.parameter[P_ALLEGIANCE_DRIFT] / _WEEKS_IN_YEAR
    for cause in range(state.realm.allegiance.shape[1]):
        gap = (
            tables.geo.province_leaning[province, cause]
            - state.realm.allegiance[province, cause]
        )
        state.realm.allegiance[province, cause] += share * gap


@compiled
def rule_effect(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, province: int
) -> None:
    """Let a holder win or lose a province: a ruler by right persuades, an occupier repels."""
    holder = state.realm.controller[province]
    if holder < 0:
        return
    owner = state.realm.owner[province]
    cause = tables.people.polity_cause[holder]
    if sovereign_of(state, holder) == owner:
        amount = draw.parameter[P_ALLEGIANCE_RULE] * state.realm.legitimacy[holder]
        shift(tables, state, log, day, province, cause, amount / _WEEKS_IN_YEAR)
    elif owner >= 0:
        theirs = tables.people.polity_cause[owner]
        if theirs != cause:
            amount = draw.parameter[P_ALLEGIANCE_REJECTION] / _WEEKS_IN_YEAR
            shift(tables, state, log, day, province, theirs, amount)


@compiled
def grievance(tables: Tables, state: State, province: int) -> float:
    """Give what a province's communities hold against its holder; below 0 what they owe him.

    Their share of its people, times the tribute beyond that of the first day, and 1 where
    their land may be divided.
    """
    holder = state.realm.controller[province]
    if holder < 0:
        return 0.0
    asked = state.realm.tribute[holder] - 1.0 + state.realm.land_open[holder]
    return float(tables.geo.province_communities[province] * asked)


@compiled
def weigh_communities(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, province: int
) -> None:
    """Let a province's communities turn to their holder's cause, or from it."""
    felt = grievance(tables, state, province)
    if felt != 0.0:
        cause = tables.people.polity_cause[state.realm.controller[province]]
        amount = -draw.parameter[P_COMMUNITY_ALLEGIANCE] * felt / _WEEKS_IN_YEAR
        shift(tables, state, log, day, province, cause, amount)


@compiled
def send_news(
    tables: Tables, state: State, draw: Draw, day: int, slot: int, is_anywhere: bool
) -> None:
    """Write down when news that set out this week comes to each province's capital."""
    place = state.persons.news[slot, 0]
    set_out = state.persons.news[slot, 2]
    for province in range(tables.size[N_PROVINCES]):
        capital = tables.geo.province_capital[province]
        days = news_days(tables, state, draw, (place, capital), is_anywhere)
        state.persons.news_reach[slot, province] = max(
            set_out + int(days), day - EVERY_DAYS + 1
        )


@compiled
def hear(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Let news move the provinces that it reached this week to or from a polity's cause."""
    slowest = 1.0 + draw.parameter[P_INSURGENT_COURIERS]
    is_anywhere = any_many(state)
    for slot in range(NEWS_SLOTS):
        size = state.persons.news_size[slot]
        place = state.persons.news[slot, 0]
        age = day - state.persons.news[slot, 2]
        longest = tables.geo.courier_longest_days[place] * slowest
        if size == 0.0 or age - EVERY_DAYS > longest:
            continue
        if state.persons.news_reach[slot, 0] == NEVER:
            send_news(tables, state, draw, day, slot, is_anywhere)
        cause = tables.people.polity_cause[state.persons.news[slot, 1]]
        amount = draw.parameter[P_ALLEGIANCE_NEWS] * size
        for province in range(tables.size[N_PROVINCES]):
            reached = state.persons.news_reach[slot, province]
            if reached <= day < reached + EVERY_DAYS:
                shift(tables, state, log, day, province, cause, amount)


@compiled
def settle_unrest(tables: Tables, state: State, draw: Draw, province: int) -> None:
    """Let unrest go towards its level: higher where the holder is rejected and no owner.

    Communities that are pressed raise it, those that are spared lower it.
    """
    holder = state.realm.controller[province]
    if holder < 0:
        return
    level = draw.parameter[P_UNREST_LEVEL]
    if sovereign_of(state, holder) != state.realm.owner[province]:
        cause = tables.people.polity_cause[holder]
        rejected = 1.0 - state.realm.allegiance[province, cause]
        level += draw.parameter[P_UNREST_REJECTION] * rejected
    level += draw.parameter[P_COMMUNITY_UNREST] * grievance(tables, state, province)
    level = min(max(level, 0.0), 1.0)
    share = min(1.0, draw.parameter[P_UNREST_DRIFT] / _WEEKS_IN_YEAR)
    state.realm.unrest[province] += share * (level - state.realm.unrest[province])
    growth = draw.parameter[P_INSURGENT_GROWTH] * state.realm.unrest[province]
    target = growth * tables.geo.province_people[province] / 1000.0
    state.realm.insurgents[province] += share * (target - state.realm.insurgents[province])


@compiled
def is_fought_for(tables: Tables, state: State, province: int) -> bool:
    """Tell whether a foreign occupier holds a province in a war, or its truce, with its owner.

    A government of the province's own nation, or one that claims its bloc, is no occupier:
    between rivals there is no treaty, and who administers the country has it.
    """
    holder = state.realm.controller[province]
    owner = state.realm.owner[province]
    if holder < 0 or owner < 0:
        return False
    bloc = tables.geo.province_bloc[province]
    if bloc >= 0 and tables.people.polity_claims[holder, bloc] == 1:
        return False
    if tables.people.polity_nation[holder] == tables.people.polity_nation[owner]:
        return False
    if at_war(state, holder, owner):
        return True
    top = sovereign_of(state, holder)
    return bool(state.realm.relation[top, sovereign_of(state, owner)] == TRUCE)


@compiled
def settle_right(tables: Tables, state: State, draw: Draw, day: int, province: int) -> None:
    """Let long possession make right, where no treaty in force assigns the province.

    Arms give no right while the war lasts: what a foreign army holds stays its owner's until
    a peace. What a rival government wins at home is its own so far: peace on the old terms
    gives it back.
    """
    top = sovereign_of(state, state.realm.controller[province])
    owner = state.realm.owner[province]
    if top < 0 or top == owner or state.realm.treaty_day[province] != NEVER:
        return
    if day - state.realm.control_day[province] < int(draw.parameter[P_POSSESSION_DAYS]):
        return
    if is_fought_for(tables, state, province):
        return
    state.realm.owner[province] = top
    if not at_war(state, top, state.realm.before[province]):
        state.realm.before[province] = top


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Give every province its week."""
    take_stock(tables, state, draw)
    for province in range(tables.size[N_PROVINCES]):
        drift(tables, state, draw, province)
        rule_effect(tables, state, log, draw, day, province)
        weigh_communities(tables, state, log, draw, day, province)
    hear(tables, state, log, draw, day)
    for province in range(tables.size[N_PROVINCES]):
        settle_unrest(tables, state, draw, province)
        settle_right(tables, state, draw, day, province)
