"""Every change of a polity's, a province's or an institution's state, each with its log line."""

from __future__ import annotations

from ucronia.engine.acts_forces import send_home
from ucronia.engine.acts_leaders import note
from ucronia.engine.bonds import at_war, friends, refresh, sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    ACTIVE,
    ALLIANCE,
    CONFEDERATION,
    COUNT_NEWS,
    EMBARKED,
    L_ALLY,
    L_ASSEMBLY,
    L_CONTROL,
    L_DISSOLVE,
    L_FOUND,
    L_JOIN,
    L_PACT,
    L_PEACE,
    L_SECEDE,
    L_TRADE,
    L_WAR,
    LOANS,
    N_CAUSES,
    N_FORCES,
    N_LEADERS,
    N_POLITIES,
    N_PROVINCES,
    NEVER,
    NEWS_SLOTS,
    NONE,
    PEACE,
    RIVAL,
    TRUCE,
    UNION,
    WAR,
    Log,
    State,
    Tables,
)


@compiled
def relate(tables: Tables, state: State, day: int, a: int, b: int, relation: int) -> None:
    """Set the relation of two polities, and of all under their sovereigns."""
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    if top_a == top_b:
        return
    for x in range(tables.size[N_POLITIES]):
        if sovereign_of(state, x) != top_a:
            continue
        for y in range(tables.size[N_POLITIES]):
            if sovereign_of(state, y) == top_b and state.realm.relation[x, y] != relation:
                state.realm.relation[x, y] = relation
                state.realm.relation[y, x] = relation
                state.realm.relation_day[x, y] = day
                state.realm.relation_day[y, x] = day
    refresh(state)


@compiled
def control(
    tables: Tables, state: State, log: Log, day: int, province: int, polity: int
) -> None:
    """Let a polity control a province; possession is counted by sovereign."""
    former = state.realm.controller[province]
    if former == polity:
        return
    state.realm.controller[province] = polity
    if sovereign_of(state, former) != sovereign_of(state, polity):
        state.realm.control_day[province] = day
    capital = tables.geo.province_capital[province]
    note(state, log, (day, L_CONTROL, province, polity, former, capital), 0.0)


@compiled
def occupy(
    tables: Tables, state: State, log: Log, day: int, province: int, polity: int
) -> None:
    """Let a polity control a province."""
    control(tables, state, log, day, province, polity)


@compiled
def annex(tables: Tables, state: State, log: Log, day: int, province: int, polity: int) -> None:
    """Make a province a polity's by treaty."""
    control(tables, state, log, day, province, polity)
    state.realm.owner[province] = sovereign_of(state, polity)
    state.realm.before[province] = state.realm.owner[province]
    state.realm.treaty_day[province] = day


@compiled
def found(tables: Tables, state: State, log: Log, day: int, polity: int) -> None:
    """Let a polity begin to exist, at peace; a rival is at war with its nation's governments."""
    if state.realm.exists[polity] == 1:
        return
    state.realm.exists[polity] = 1
    state.realm.parent[polity] = NONE
    state.realm.legitimacy[polity] = 0.5
    state.realm.weariness[polity] = 0.0
    state.realm.arrears[polity] = 0.0
    for other in range(tables.size[N_POLITIES]):
        relation = PEACE
        same = tables.people.polity_nation[other] == tables.people.polity_nation[polity]
        if same and other != polity and tables.people.polity_kind[polity] == RIVAL:
            if state.realm.exists[other] == 1:
                relation = WAR
        state.realm.relation[polity, other] = relation
        state.realm.relation[other, polity] = relation
        state.realm.relation_day[polity, other] = day
        state.realm.relation_day[other, polity] = day
    refresh(state)
    note(state, log, (day, L_FOUND, polity, NONE, NONE, state.realm.capital[polity]), 0.0)


@compiled
def _heir(tables: Tables, state: State, polity: int) -> int:
    """Give who follows a polity that ends: its parent, or another government of its nation."""
    parent = state.realm.parent[polity]
    if parent >= 0 and state.realm.exists[parent] == 1:
        return parent
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
def _member_heir(tables: Tables, state: State, confederation: int, force: int) -> int:
    """Give the member that a confederation's force falls to: its commander's, or the largest's."""
    leader = state.forces.commander[force]
    if leader >= 0:
        own = state.persons.leader_polity[leader]
        if own >= 0 and own != confederation and state.realm.exists[own] == 1:
            return own
    for other in range(tables.size[N_POLITIES]):
        if state.realm.parent[other] == confederation and state.realm.exists[other] == 1:
            return other
    return NONE


@compiled
def _hand_over(tables: Tables, state: State, polity: int, heir: int) -> None:
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == polity and heir >= 0:
            state.realm.controller[province] = heir
        if state.realm.owner[province] == polity and heir >= 0:
            state.realm.owner[province] = sovereign_of(state, heir)
        if state.realm.before[province] == polity and heir >= 0:
            state.realm.before[province] = sovereign_of(state, heir)
    for force in range(tables.size[N_FORCES]):
        status = state.forces.status[force]
        if state.forces.side[force] == polity and (status == ACTIVE or status == EMBARKED):  # noqa: PLR1714
            to = heir
            if tables.people.polity_kind[polity] == CONFEDERATION:
                member = _member_heir(tables, state, polity, force)
                to = member if member >= 0 else heir
            if to >= 0:
                state.forces.side[force] = to
    for leader in range(tables.size[N_LEADERS]):
        if state.persons.leader_polity[leader] == polity and heir >= 0:
            home = tables.people.leader_home[leader]
            goes_home = home >= 0 and home != polity and state.realm.exists[home] == 1
            state.persons.leader_polity[leader] = home if goes_home else heir
    if heir >= 0:
        state.realm.treasury[heir] += state.realm.treasury[polity]
        state.realm.treasury[polity] = 0.0


@compiled
def dissolve(tables: Tables, state: State, log: Log, day: int, polity: int) -> None:
    """End a polity: what it had passes to what follows it; its members are sovereign again."""
    if state.realm.exists[polity] == 0:
        return
    heir = _heir(tables, state, polity)
    if tables.people.polity_kind[polity] == CONFEDERATION and heir < 0:
        for other in range(tables.size[N_POLITIES]):
            if state.realm.parent[other] == polity and state.realm.exists[other] == 1:
                heir = other
    wars = state.realm.relation[polity]
    for other in range(tables.size[N_POLITIES]):
        if state.realm.parent[other] == polity:
            state.realm.parent[other] = NONE
            state.realm.top[other] = other
            for foe in range(tables.size[N_POLITIES]):
                if wars[foe] == WAR and foe != other:
                    state.realm.relation[other, foe] = WAR
                    state.realm.relation[foe, other] = WAR
    for province in range(tables.size[N_PROVINCES]):
        top = sovereign_of(state, state.realm.controller[province])
        if state.realm.owner[province] == polity and top != polity:
            state.realm.owner[province] = top
        if state.realm.before[province] == polity and top != polity:
            state.realm.before[province] = top
    _hand_over(tables, state, polity, heir)
    state.realm.exists[polity] = 0
    state.realm.parent[polity] = NONE
    for other in range(tables.size[N_POLITIES]):
        state.realm.relation[polity, other] = PEACE
        state.realm.relation[other, polity] = PEACE
    refresh(state)
    office = tables.people.polity_office[polity]
    if office >= 0:
        state.persons.holder[office] = NONE
    note(state, log, (day, L_DISSOLVE, polity, heir, NONE, NONE), 0.0)


@compiled
def join(tables: Tables, state: State, log: Log, day: int, member: int, whole: int) -> None:
    """Make a polity a member state of a confederation, which takes over its wars and money."""
    if state.realm.exists[member] == 0 or state.realm.exists[whole] == 0 or member == whole:
        return
    for foe in range(tables.size[N_POLITIES]):
        if at_war(state, member, foe) and sovereign_of(state, foe) != whole:
            relate(tables, state, day, whole, foe, WAR)
    state.realm.parent[member] = whole
    for other in range(tables.size[N_POLITIES]):
        if sovereign_of(state, other) == whole:
            state.realm.relation[member, other] = UNION
            state.realm.relation[other, member] = UNION
        elif state.realm.relation[whole, other] == WAR:
            state.realm.relation[member, other] = WAR
            state.realm.relation[other, member] = WAR
    refresh(state)
    state.realm.treasury[whole] += state.realm.treasury[member]
    state.realm.treasury[member] = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.owner[province] == member:
            state.realm.owner[province] = whole
        if state.realm.before[province] == member:
            state.realm.before[province] = whole
    note(state, log, (day, L_JOIN, member, whole, NONE, NONE), 0.0)


@compiled
def secede(tables: Tables, state: State, log: Log, day: int, member: int) -> None:
    """Let a member leave its confederation, with its provinces and a share of the money."""
    whole = state.realm.parent[member]
    if whole < 0:
        return
    people = 0.0
    total = 0.0
    for province in range(tables.size[N_PROVINCES]):
        holder = state.realm.controller[province]
        if sovereign_of(state, holder) == sovereign_of(state, whole):
            total += tables.geo.province_people[province]
            if holder == member:
                people += tables.geo.province_people[province]
    share = people / total if total > 0.0 else 0.0
    state.realm.treasury[member] = share * state.realm.treasury[whole]
    state.realm.treasury[whole] -= state.realm.treasury[member]
    state.realm.parent[member] = NONE
    for other in range(tables.size[N_POLITIES]):
        if state.realm.relation[member, other] == UNION:
            state.realm.relation[member, other] = PEACE
            state.realm.relation[other, member] = PEACE
            state.realm.relation_day[member, other] = day
            state.realm.relation_day[other, member] = day
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == member:
            state.realm.control_day[province] = day
    refresh(state)
    note(state, log, (day, L_SECEDE, member, whole, NONE, state.realm.capital[member]), 0.0)


@compiled
def transfer(tables: Tables, state: State, log: Log, day: int, giver: int, taker: int) -> None:
    """Pass all provinces, forces and money of one polity to another."""
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == giver:
            control(tables, state, log, day, province, taker)
    for force in range(tables.size[N_FORCES]):
        if state.forces.side[force] == giver:
            state.forces.side[force] = taker
    state.realm.treasury[taker] += state.realm.treasury[giver]
    state.realm.treasury[giver] = 0.0


@compiled
def transfer_nation(
    tables: Tables, state: State, log: Log, day: int, giver: int, taker: int
) -> None:
    """Pass to a polity the provinces of the blocs it claims that another holds."""
    for province in range(tables.size[N_PROVINCES]):
        bloc = tables.geo.province_bloc[province]
        if bloc < 0 or state.realm.controller[province] != giver:
            continue
        if tables.people.polity_claims[taker, bloc] == 1:
            control(tables, state, log, day, province, taker)


@compiled
def declare_war(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Begin a war; treaties that assigned a province of either to the other fall."""
    if state.realm.exists[a] == 0 or state.realm.exists[b] == 0 or at_war(state, a, b):
        return
    relate(tables, state, day, a, b, WAR)
    for province in range(tables.size[N_PROVINCES]):
        owner = state.realm.owner[province]
        if owner >= 0 and (friends(state, owner, a) or friends(state, owner, b)):
            state.realm.treaty_day[province] = NEVER
    note(state, log, (day, L_WAR, a, b, NONE, NONE), 0.0)


@compiled
def _restore(tables: Tables, state: State, log: Log, day: int, province: int) -> None:
    """Give a province back to whom it was before the war: to that sovereign's government there."""
    owner = state.realm.before[province]
    bloc = tables.geo.province_bloc[province]
    back = owner
    for polity in range(tables.size[N_POLITIES]):
        if state.realm.exists[polity] == 1 and sovereign_of(state, polity) == owner:
            if bloc >= 0 and tables.people.polity_claims[polity, bloc] == 1:
                back = polity
                if polity != owner:
                    break
    if back >= 0 and state.realm.exists[back] == 1:
        control(tables, state, log, day, province, back)
        state.realm.owner[province] = owner


@compiled
def make_peace(
    tables: Tables, state: State, log: Log, day: int, a: int, b: int, terms: float
) -> None:
    """End a war: terms 1 leave each what it holds, any other what it had before."""
    top_a = sovereign_of(state, a)
    top_b = sovereign_of(state, b)
    relate(tables, state, day, a, b, PEACE)
    for province in range(tables.size[N_PROVINCES]):
        holder = sovereign_of(state, state.realm.controller[province])
        before = state.realm.before[province]
        if (holder == top_a and before == top_b) or (holder == top_b and before == top_a):
            if terms == 1.0:
                state.realm.owner[province] = holder
                state.realm.before[province] = holder
                state.realm.treaty_day[province] = day
            else:
                _restore(tables, state, log, day, province)
    for force in range(tables.size[N_FORCES]):
        if state.forces.status[force] != ACTIVE or state.forces.men[force] <= 0.0:
            continue
        top = sovereign_of(state, state.forces.side[force])
        here = tables.geo.place_province[state.forces.place[force]]
        holder = sovereign_of(state, state.realm.controller[here])
        if (top == top_a and holder == top_b) or (top == top_b and holder == top_a):
            send_home(tables, state, log, day, force)
    note(state, log, (day, L_PEACE, a, b, int(terms), NONE), 0.0)


@compiled
def truce(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Let arms rest between two polities at war."""
    if at_war(state, a, b):
        relate(tables, state, day, a, b, TRUCE)
        note(state, log, (day, L_PEACE, a, b, 3, NONE), 0.0)


@compiled
def ally_with(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Ally two polities."""
    relate(tables, state, day, a, b, ALLIANCE)
    note(state, log, (day, L_ALLY, a, b, 1, NONE), 0.0)


@compiled
def break_alliance(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Bring two allies back to plain peace."""
    if friends(state, a, b) and sovereign_of(state, a) != sovereign_of(state, b):
        relate(tables, state, day, a, b, PEACE)
        note(state, log, (day, L_ALLY, a, b, 0, NONE), 0.0)


@compiled
def open_trade(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Open trade between two polities."""
    state.realm.trade_open[a, b] = 1
    state.realm.trade_open[b, a] = 1
    note(state, log, (day, L_TRADE, a, b, 1, NONE), 0.0)


@compiled
def close_trade(tables: Tables, state: State, log: Log, day: int, a: int, b: int) -> None:
    """Ban trade between two polities."""
    state.realm.trade_open[a, b] = 0
    state.realm.trade_open[b, a] = 0
    note(state, log, (day, L_TRADE, a, b, 0, NONE), 0.0)


@compiled
def tariff(
    tables: Tables, state: State, log: Log, day: int, a: int, b: int, rate: float
) -> None:
    """Set the share of value that one polity levies on another's goods."""
    state.realm.tariff[a, b] = min(max(rate, 0.0), 2.0)
    note(state, log, (day, L_TRADE, a, b, 2, NONE), rate)


@compiled
def pay(tables: Tables, state: State, log: Log, day: int, a: int, b: int, pesos: float) -> None:
    """Move pesos between the treasuries of two polities' sovereigns."""
    state.realm.treasury[sovereign_of(state, a)] -= pesos
    state.realm.treasury[sovereign_of(state, b)] += pesos


@compiled
def loan(tables: Tables, state: State, log: Log, day: int, polity: int, pesos: float) -> None:
    """Bring lenders' pesos into the treasury of a polity's sovereign."""
    state.realm.treasury[sovereign_of(state, polity)] += pesos
    state.persons.ledger_pesos[LOANS] += pesos


@compiled
def shift(
    tables: Tables, state: State, log: Log, day: int, province: int, cause: int, amount: float
) -> None:
    """Move a province's allegiance to a cause by a share of what separates it from all or none."""
    amount = min(max(amount, -1.0), 1.0)
    level = state.realm.allegiance[province, cause]
    new = level + amount * (1.0 - level) if amount > 0.0 else level * (1.0 + amount)
    rest = 1.0 - level
    scale = (1.0 - new) / rest if rest > 1e-12 else 0.0
    for other in range(tables.size[N_CAUSES]):
        state.realm.allegiance[province, other] *= scale
    state.realm.allegiance[province, cause] = new
    if rest <= 1e-12 and new < 1.0:
        state.realm.allegiance[province, (cause + 1) % tables.size[N_CAUSES]] += 1.0 - new


@compiled
def shift_all(
    tables: Tables, state: State, log: Log, day: int, polity: int, cause: int, amount: float
) -> None:
    """Move the allegiance of all provinces that a polity controls."""
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == polity:
            shift(tables, state, log, day, province, cause, amount)


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
def menace(
    tables: Tables, state: State, log: Log, day: int, a: int, b: int, amount: float
) -> None:
    """Add to the threat that one polity feels from another."""
    level = state.realm.threat[a, b] + amount
    state.realm.threat[a, b] = min(max(level, 0.0), 1.0)


@compiled
def unsettle(
    tables: Tables, state: State, log: Log, day: int, province: int, amount: float
) -> None:
    """Add to a province's unrest."""
    level = state.realm.unrest[province] + amount
    state.realm.unrest[province] = min(max(level, 0.0), 1.0)


@compiled
def set(tables: Tables, state: State, log: Log, day: int, variable: int, value: float) -> None:  # noqa: A001
    """Set a scenario variable."""
    state.persons.variable[variable] = value


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
