"""Every change of a polity's or an institution's state, each with its log line."""

from __future__ import annotations

from ucronia.engine.acts_leaders import note
from ucronia.engine.acts_provinces import control
from ucronia.engine.acts_relations import relate
from ucronia.engine.bonds import at_war, refresh, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.heirless import leave
from ucronia.engine.layout import (
    ACTIVE,
    CONFEDERATION,
    COUNT_NEWS,
    EMBARKED,
    FLEET,
    L_ASSEMBLY,
    L_DISSOLVE,
    L_FOUND,
    L_JOIN,
    L_PACT,
    L_SECEDE,
    L_WAR,
    N_FORCES,
    N_LEADERS,
    N_POLITIES,
    N_PROVINCES,
    NEVER,
    NEWS_SLOTS,
    NONE,
    PARTY,
    PEACE,
    RIVAL,
    UNION,
    WAR,
    Log,
    State,
    Tables,
)

MOST_TRIBUTE = 3.0
"""Above three times what was levied nothing more is to be had."""


@compiled
def heir_of(tables: Tables, state: State, polity: int) -> int:
    """Give who stands in for a polity: its parent, or another government of its nation."""
    parent = state.realm.parent[polity]
    if parent >= 0 and state.realm.exists[parent] == 1:
        return int(parent)
    heir = NONE
    for other in range(tables.size[N_POLITIES]):
        if other == polity or state.realm.exists[other] == 0:
            continue
        if tables.people.polity_nation[other] != tables.people.polity_nation[polity]:
            continue
        if heir < 0 or tables.people.polity_kind[other] < tables.people.polity_kind[heir]:
            heir = other
    return heir


@compiled
def _take_tariffs(tables: Tables, state: State, polity: int) -> None:
    """Let a new government keep the tariffs of one of its nation that stands, if any does."""
    former = heir_of(tables, state, polity)
    if former < 0:
        return
    for other in range(tables.size[N_POLITIES]):
        if tables.people.polity_nation[other] != tables.people.polity_nation[polity]:
            state.realm.tariff[polity, other] = state.realm.tariff[former, other]
            state.realm.tariff[other, polity] = state.realm.tariff[other, former]


@compiled
def found(tables: Tables, state: State, log: Log, day: int, polity: int) -> None:
    """Let a polity begin to exist, at peace; a rival, at war with its nation's governments."""
    if state.realm.exists[polity] == 1:
        return
    state.realm.exists[polity] = 1
    state.realm.parent[polity] = NONE
    _take_tariffs(tables, state, polity)
    state.realm.legitimacy[polity] = 0.5
    state.realm.weariness[polity] = 0.0
    state.realm.arrears[polity] = 0.0
    state.realm.credit[polity] = 1.0
    for other in range(tables.size[N_POLITIES]):
        relation = PEACE
        same = tables.people.polity_nation[other] == tables.people.polity_nation[polity]
        if same and other != polity and state.realm.exists[other] == 1:
            # its laws are those of its nation until it gives its own
            state.realm.tribute[polity] = state.realm.tribute[other]
            state.realm.land_open[polity] = state.realm.land_open[other]
        if same and other != polity and tables.people.polity_kind[polity] == RIVAL:
            # parties and communities choose their side themselves
            if state.realm.exists[other] == 1 and tables.people.polity_kind[other] < PARTY:
                relation = WAR
        since = day if relation == WAR else NEVER
        state.realm.relation[polity, other] = relation
        state.realm.relation[other, polity] = relation
        state.realm.relation_day[polity, other] = since
        state.realm.relation_day[other, polity] = since
    refresh(tables, state)
    note(state, log, (day, L_FOUND, polity, NONE, NONE, state.realm.capital[polity]), 0.0)
    for other in range(tables.size[N_POLITIES]):
        if state.realm.relation[polity, other] == WAR:
            note(state, log, (day, L_WAR, polity, other, NONE, NONE), 0.0)


@compiled
def _member_heir(
    tables: Tables, state: State, confederation: int, heir: int, force: int
) -> int:
    """Give the state that a confederation's force falls to: its commander's or its patron's.

    Where neither has one, the heir's. One who serves the confederation itself stands for the
    state that he came from.
    """
    for leader in (state.forces.commander[force], state.forces.patron[force]):
        if leader < 0:
            continue
        own = state.persons.leader_polity[leader]
        if own == confederation:
            own = tables.people.leader_home[leader]
        if own >= 0 and own != confederation and state.realm.exists[own] == 1:
            return int(own)
    return heir


@compiled
def _bequeath_provinces(tables: Tables, state: State, polity: int, heir: int) -> None:
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == polity:
            state.realm.controller[province] = heir
        if state.realm.owner[province] == polity:
            state.realm.owner[province] = sovereign_of(state, heir)
        if state.realm.before[province] == polity:
            state.realm.before[province] = sovereign_of(state, heir)


@compiled
def _hand_purse(state: State, giver: int, taker: int, share: float) -> None:
    """Pass a share of a sovereign's money, and of its debt, to another."""
    pesos = share * state.realm.treasury[giver]
    owed = share * state.realm.debt[giver]
    state.realm.treasury[taker] += pesos
    state.realm.treasury[giver] -= pesos
    state.realm.debt[taker] += owed
    state.realm.debt[giver] -= owed


@compiled
def _hand_over(tables: Tables, state: State, polity: int, heir: int) -> None:
    if heir >= 0:
        _bequeath_provinces(tables, state, polity, heir)
    for force in range(tables.size[N_FORCES]):
        status = state.forces.status[force]
        # a fleet without ships may be fitted out again, and not for a state that is gone
        stands = status == ACTIVE or status == EMBARKED or state.forces.kind[force] == FLEET
        if state.forces.side[force] == polity and stands:
            to = heir
            if tables.people.polity_kind[polity] == CONFEDERATION:
                to = _member_heir(tables, state, polity, heir, force)
            if to >= 0:
                state.forces.side[force] = to
    for leader in range(tables.size[N_LEADERS]):
        if state.persons.leader_polity[leader] == polity and heir >= 0:
            home = tables.people.leader_home[leader]
            goes_home = home >= 0 and home != polity and state.realm.exists[home] == 1
            state.persons.leader_polity[leader] = home if goes_home else heir
    if heir >= 0:
        top = sovereign_of(state, heir)
        if top != polity:
            _hand_purse(state, polity, top, 1.0)


@compiled
def _share_war(state: State, member: int, whole: int, foe: int) -> None:
    """Make a confederation's war its member's, as old as it is."""
    if state.realm.relation[member, foe] != WAR:
        began = state.realm.relation_day[whole, foe]
        state.realm.relation_day[member, foe] = began
        state.realm.relation_day[foe, member] = began
    state.realm.relation[member, foe] = WAR
    state.realm.relation[foe, member] = WAR


@compiled
def _set_members_free(tables: Tables, state: State, whole: int) -> None:
    """Make members sovereign again; the wars of the whole are theirs."""
    wars = state.realm.relation[whole]
    for other in range(tables.size[N_POLITIES]):
        if state.realm.parent[other] == whole:
            state.realm.parent[other] = NONE
            state.realm.top[other] = other
            for foe in range(tables.size[N_POLITIES]):
                if wars[foe] == WAR and foe != other:
                    _share_war(state, other, whole, foe)


@compiled
def dissolve(tables: Tables, state: State, log: Log, day: int, polity: int) -> None:
    """End a polity: what it had passes to what follows it; its members are sovereign again."""
    if state.realm.exists[polity] == 0:
        return
    heir = heir_of(tables, state, polity)
    if tables.people.polity_kind[polity] == CONFEDERATION and heir < 0:
        for other in range(tables.size[N_POLITIES]):
            if state.realm.parent[other] == polity and state.realm.exists[other] == 1:
                heir = other
    _set_members_free(tables, state, polity)
    for province in range(tables.size[N_PROVINCES]):
        top = sovereign_of(state, state.realm.controller[province])
        if state.realm.owner[province] == polity and top != polity:
            state.realm.owner[province] = top
        if state.realm.before[province] == polity and top != polity:
            state.realm.before[province] = top
    _hand_over(tables, state, polity, heir)
    leave(tables, state, log, day, polity, heir)
    state.realm.exists[polity] = 0
    state.realm.parent[polity] = NONE
    for other in range(tables.size[N_POLITIES]):
        state.realm.relation[polity, other] = PEACE
        state.realm.relation[other, polity] = PEACE
    refresh(tables, state)
    office = tables.people.polity_office[polity]
    if office >= 0:
        state.persons.holder[office] = NONE
        state.persons.acting[office] = NONE
    note(state, log, (day, L_DISSOLVE, polity, heir, NONE, NONE), 0.0)


@compiled
def _stand_together(tables: Tables, state: State, member: int, whole: int) -> None:
    """Relate a new member to its fellows as in a union, and to its confederation's enemies."""
    for other in range(tables.size[N_POLITIES]):
        if sovereign_of(state, other) == whole:
            state.realm.relation[member, other] = UNION
            state.realm.relation[other, member] = UNION
        elif state.realm.relation[whole, other] == WAR:
            _share_war(state, member, whole, other)


@compiled
def join(tables: Tables, state: State, log: Log, day: int, member: int, whole: int) -> None:
    """Make a polity a member state of a confederation, which takes over its wars and money."""
    if state.realm.exists[member] == 0 or state.realm.exists[whole] == 0 or member == whole:
        return
    top = sovereign_of(state, whole)
    if top == member:
        return
    for foe in range(tables.size[N_POLITIES]):
        if at_war(state, member, foe) and sovereign_of(state, foe) != whole:
            relate(tables, state, day, whole, foe, WAR)
    state.realm.parent[member] = whole
    _stand_together(tables, state, member, whole)
    refresh(tables, state)
    _hand_purse(state, member, top, 1.0)
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.owner[province] == member:
            state.realm.owner[province] = top
        if state.realm.before[province] == member:
            state.realm.before[province] = top
    note(state, log, (day, L_JOIN, member, whole, NONE, NONE), 0.0)


@compiled
def secede(tables: Tables, state: State, log: Log, day: int, member: int) -> None:
    """Let a member leave its confederation, with its provinces and a share of the money."""
    whole = state.realm.parent[member]
    if whole < 0:
        return
    top = sovereign_of(state, whole)
    people = 0.0
    total = 0.0
    for province in range(tables.size[N_PROVINCES]):
        holder = state.realm.controller[province]
        if sovereign_of(state, holder) == top:
            total += tables.geo.province_people[province]
            if holder == member:
                people += tables.geo.province_people[province]
    share = people / total if total > 0.0 else 0.0
    _hand_purse(state, top, member, share)
    state.realm.parent[member] = NONE
    for other in range(tables.size[N_POLITIES]):
        if state.realm.relation[member, other] == UNION:
            state.realm.relation[member, other] = PEACE
            state.realm.relation[other, member] = PEACE
            state.realm.relation_day[member, other] = NEVER
            state.realm.relation_day[other, member] = NEVER
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == member:
            state.realm.control_day[province] = day
    refresh(tables, state)
    note(state, log, (day, L_SECEDE, member, whole, NONE, state.realm.capital[member]), 0.0)


@compiled
def transfer(tables: Tables, state: State, log: Log, day: int, giver: int, taker: int) -> None:
    """Pass all provinces, forces and money of one polity to another that exists."""
    if giver == taker or state.realm.exists[taker] == 0:
        return
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == giver:
            control(tables, state, log, day, province, taker)
    for force in range(tables.size[N_FORCES]):
        if state.forces.side[force] == giver:
            state.forces.side[force] = taker
    top = sovereign_of(state, taker)
    if top != giver:
        _hand_purse(state, giver, top, 1.0)


@compiled
def legitimise(
    tables: Tables, state: State, log: Log, day: int, polity: int, amount: float
) -> None:
    """Add to a polity's legitimacy."""
    level = state.realm.legitimacy[polity] + amount
    state.realm.legitimacy[polity] = min(max(level, 0.0), 1.0)


@compiled
def tire(tables: Tables, state: State, log: Log, day: int, polity: int, amount: float) -> None:
    """Add to a polity's war weariness."""
    level = state.realm.weariness[polity] + amount
    state.realm.weariness[polity] = min(max(level, 0.0), 1.0)


@compiled
def set(tables: Tables, state: State, log: Log, day: int, variable: int, value: float) -> None:
    """Set a scenario variable."""
    state.persons.variable[variable] = value


@compiled
def set_tribute(
    tables: Tables, state: State, log: Log, day: int, polity: int, level: float
) -> None:
    """Set what a polity levies on its communities, over what was levied on the first day."""
    state.realm.tribute[polity] = min(max(level, 0.0), MOST_TRIBUTE)


@compiled
def open_land(
    tables: Tables, state: State, log: Log, day: int, polity: int, level: float
) -> None:
    """Let a polity's communities' land be divided and sold (1), or keep it whole (0)."""
    state.realm.land_open[polity] = min(max(level, 0.0), 1.0)


@compiled
def pass_assembly(tables: Tables, state: State, log: Log, day: int, assembly: int) -> bool:
    """Record that an assembly has met and passed."""
    state.persons.assembly_day[assembly] = day
    place = int(tables.people.assembly_terms[assembly, 3])
    note(state, log, (day, L_ASSEMBLY, assembly, 1, NONE, place), 0.0)
    return True


@compiled
def refuse_assembly(tables: Tables, state: State, log: Log, day: int, assembly: int) -> bool:
    """Record that an assembly has met and not passed."""
    place = int(tables.people.assembly_terms[assembly, 3])
    note(state, log, (day, L_ASSEMBLY, assembly, 0, NONE, place), 0.0)
    return False


@compiled
def ratify(tables: Tables, state: State, log: Log, day: int, pact: int) -> None:
    """Put a pact in force."""
    state.persons.pact_day[pact] = day
    note(state, log, (day, L_PACT, pact, 1, NONE, NONE), 0.0)


@compiled
def reject(tables: Tables, state: State, log: Log, day: int, pact: int) -> None:
    """Refuse a pact."""
    state.persons.pact_day[pact] = NEVER
    note(state, log, (day, L_PACT, pact, 0, NONE, NONE), 0.0)


@compiled
def move_capital(
    tables: Tables, state: State, log: Log, day: int, polity: int, place: int
) -> None:
    """Move a polity's capital."""
    state.realm.capital[polity] = place


@compiled
def news(
    tables: Tables, state: State, log: Log, day: int, place: int, polity: int, size: float
) -> None:
    """Let news of a success (+) or a disaster (-) for a polity set out from a place."""
    slot = state.persons.counter[COUNT_NEWS] % NEWS_SLOTS
    state.persons.counter[COUNT_NEWS] += 1
    state.persons.news[slot, 0] = place
    state.persons.news[slot, 1] = polity
    state.persons.news[slot, 2] = day
    state.persons.news_size[slot] = size
    # until the province rule has sent it: when it comes where
    state.persons.news_reach[slot, 0] = NEVER
