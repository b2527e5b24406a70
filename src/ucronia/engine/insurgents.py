"""Where insurgents are many: whom they harry, and how late couriers come through them."""

from __future__ import annotations

from ucronia.engine.bonds import at_war, friends, is_afield
from ucronia.engine.compiled import compiled, inlined
from ucronia.engine.knobs import (
    P_GARRISON_THIN,
    P_INSURGENT_COURIERS,
    P_INSURGENT_GROWTH,
    P_INSURGENT_MANY,
    P_UNREST_LEVEL,
)
from ucronia.engine.layout import (
    COUNT_HOSTILE,
    COUNT_ROLL,
    MONTONERA,
    N_PROVINCES,
    NONE,
    Draw,
    State,
    Tables,
)
from ucronia.engine.sight.provinces import garrison

_LONGEST_WAY = 64
"""Hops after which a way is no longer followed: the map has none so long."""


@compiled
def are_many(tables: Tables, state: State, draw: Draw, province: int) -> bool:
    """Tell whether those in arms against a province's holder are so many times the usual.

    They are its insurgents, and the irregulars at war with him who stand in it.
    """
    quiet = draw.parameter[P_INSURGENT_GROWTH] * draw.parameter[P_UNREST_LEVEL]
    many = draw.parameter[P_INSURGENT_MANY] * quiet
    armed = state.realm.insurgents[province] + state.realm.bands[province]
    return bool(armed > many * tables.geo.province_people[province] / 1000.0)


@compiled
def take_stock(tables: Tables, state: State, draw: Draw) -> None:
    """Work out anew in which provinces those in arms against the holder are many."""
    # over all the room there is: a loop of a known length is a few steps
    for province in range(state.realm.bands.shape[0]):
        state.realm.bands[province] = 0.0
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] != MONTONERA or not is_afield(state, force):
            continue
        province = tables.geo.place_province[state.forces.place[force]]
        if province < 0:
            continue
        if at_war(state, state.forces.side[force], state.realm.controller[province]):
            state.realm.bands[province] += state.forces.men[force]
    count = 0
    for province in range(tables.size[N_PROVINCES]):
        is_hostile = int(are_many(tables, state, draw, province))
        state.realm.hostile[province] = is_hostile
        count += is_hostile
    state.persons.counter[COUNT_HOSTILE] = count


@inlined
def any_many(state: State) -> bool:
    """Tell whether insurgents were many in any province when they were last counted."""
    return bool(state.persons.counter[COUNT_HOSTILE] > 0)


@compiled
def is_at_home(tables: Tables, state: State, side: int, province: int) -> bool:
    """Tell whether a side or its friend holds a province, and its people are not in arms."""
    if province < 0 or state.realm.hostile[province] == 1:
        return False
    return friends(state, side, state.realm.controller[province])


@compiled
def is_harried_at(tables: Tables, state: State, side: int, province: int) -> bool:
    """Tell whether many insurgents in a province fight a side: its own, or its friend's."""
    if province < 0 or state.realm.hostile[province] == 0:
        return False
    return friends(state, side, state.realm.controller[province])


@compiled
def is_helped_at(tables: Tables, state: State, side: int, province: int) -> bool:
    """Tell whether many insurgents in a province fight a side's enemy: they are its eyes."""
    if province < 0 or state.realm.hostile[province] == 0:
        return False
    return at_war(state, side, state.realm.controller[province])


@compiled
def is_harried(tables: Tables, state: State, force: int) -> bool:
    """Tell whether a force stands where many insurgents fight its side or its side's friend."""
    province = tables.geo.place_province[state.forces.place[force]]
    return is_harried_at(tables, state, state.forces.side[force], province)


@compiled
def is_risen_against(tables: Tables, state: State, province: int) -> bool:
    """Tell whether many insurgents face an occupier who is at war with the province's owner."""
    holder = state.realm.controller[province]
    owner = state.realm.owner[province]
    if state.realm.hostile[province] == 0 or not at_war(state, owner, holder):
        return False
    return bool(state.realm.exists[owner] == 1)


@compiled
def enough_men(tables: Tables, draw: Draw, province: int) -> float:
    """Give the men who are enough to hold a hostile province: so many for 1000 people."""
    enough = draw.parameter[P_GARRISON_THIN] * tables.geo.province_people[province] / 1000.0
    return float(max(enough, 1.0))


@compiled
def held_share(tables: Tables, state: State, draw: Draw, province: int) -> float:
    """Give the share of a hostile province that its holder's garrison keeps in hand.

    It is the garrison over what is enough (Quinlivan 1995), all of it from there on.
    """
    men = garrison(province, tables, state)
    return float(min(1.0, men / enough_men(tables, draw, province)))


@compiled
def _is_cut_at(tables: Tables, state: State, side: int, province: int) -> bool:
    """Tell whether insurgents bar a province: to a side, or with NONE to couriers of all."""
    if side < 0:
        return bool(province >= 0 and state.realm.hostile[province] == 1)
    return is_harried_at(tables, state, side, province)


@compiled
def harried_share(tables: Tables, state: State, side: int, a: int, b: int) -> float:
    """Give the share of the stages from a place to another that end where insurgents are many.

    The way is the quickest by land; where there is none, the two ends stand for it. Of a side
    those insurgents count who fight it; with NONE for the side, all.
    """
    geo = tables.geo
    here, stages, bad = a, 0, 0
    while here != b and stages < _LONGEST_WAY:
        after = int(geo.next_place[here, b])
        if after < 0:
            break
        here = after
        stages += 1
        bad += int(_is_cut_at(tables, state, side, geo.place_province[here]))
    if here == b and stages > 0:
        return bad / stages
    ends = int(_is_cut_at(tables, state, side, geo.place_province[a]))
    return 0.5 * (ends + int(_is_cut_at(tables, state, side, geo.place_province[b])))


@compiled
def news_days(
    tables: Tables, state: State, draw: Draw, way: tuple[int, int], is_anywhere: bool
) -> float:
    """Give the days that news takes on a way: more through insurgents, if there are any."""
    a, b = way
    if a == b:
        return 0.0
    days = float(tables.geo.courier_days[a, b])
    if is_anywhere:
        slow = harried_share(tables, state, NONE, a, b)
        days *= 1.0 + draw.parameter[P_INSURGENT_COURIERS] * slow
    return days
