"""What expressions ask of places, trade, the sea, the season, and what is remembered."""

from __future__ import annotations

from ucronia.engine.bonds import friends
from ucronia.engine.compiled import apart, compiled, inlined
from ucronia.engine.crossing import chance_to_cross
from ucronia.engine.layout import (
    FAR,
    N_ASSEMBLIES,
    N_CAUSES,
    N_CIRCUITS,
    N_PACTS,
    N_PLACES,
    N_POLITIES,
    N_PROVINCES,
    N_RULES,
    N_VARIABLES,
    N_ZONES,
    NEVER,
    NONE,
    Draw,
    State,
    Tables,
)
from ucronia.engine.odds import ships_at
from ucronia.engine.opcodes import (
    ASK_CHOSEN,
    ASK_CONVENED,
    ASK_DAYS_BETWEEN,
    ASK_MAIN_PORT,
    ASK_PROVINCE_OF,
    ASK_RAINS,
    ASK_RATIFIED,
    ASK_SEA_CONTROL,
    ASK_SEA_OPEN,
    ASK_SINCE,
    ASK_TRADE,
    ASK_VALUE,
)
from ucronia.engine.season import rains
from ucronia.engine.sight.answers import truth
from ucronia.engine.waters import commands_zone, main_port, sea_is_open

NOT_YET = 99_999.0


@inlined
def ask_world(op: int, a: int, b: int, tables: Tables, state: State, day: int) -> float:
    """Answer a question about places, a circuit, a sea zone, or the season."""
    is_place = 0 <= a < tables.size[N_PLACES]
    if op == ASK_PROVINCE_OF:
        return float(tables.geo.place_province[a]) if is_place else float(NONE)
    if op == ASK_DAYS_BETWEEN:
        are_places = is_place and 0 <= b < tables.size[N_PLACES]
        return _days_between(a, b, tables) if are_places else 0.0
    if op == ASK_TRADE:
        return float(state.realm.trade[a]) if 0 <= a < tables.size[N_CIRCUITS] else 0.0
    if op == ASK_RAINS:
        return rains(tables, day)
    if op == ASK_SEA_CONTROL and 0 <= a < tables.size[N_POLITIES]:
        return truth(0 <= b < tables.size[N_ZONES] and commands_zone(tables, state, a, b))
    if op == ASK_SEA_OPEN and 0 <= a < tables.size[N_POLITIES]:
        return truth(_is_port(b, tables) and sea_is_open(tables, state, a, b, b))
    return 0.0


@apart
def ask_crossing(op: int, a: int, b: int, tables: Tables, state: State, draw: Draw) -> float:
    """Answer what a polity's main port is, or how likely its troops come from it to a place."""
    start = main_port(tables, state, a) if 0 <= a < tables.size[N_POLITIES] else NONE
    if op == ASK_MAIN_PORT:
        return float(start)
    if start < 0 or not 0 <= b < tables.size[N_PLACES]:
        return 0.0
    escort = ships_at(tables, state, a, start)[0]
    return chance_to_cross(tables, state, draw, (a, start, b), escort)


@inlined
def _is_port(place: int, tables: Tables) -> bool:
    is_place = 0 <= place < tables.size[N_PLACES]
    return bool(is_place and tables.geo.place_zone[place] >= 0)


@inlined
def _days_between(a: int, b: int, tables: Tables) -> float:
    return 0.0 if a == b else min(float(tables.geo.land_days[a, b]), FAR)


@inlined
def ask_memory(op: int, a: int, b: int, tables: Tables, state: State, day: int) -> float:
    """Answer what a rule, variable, pact or assembly came to."""
    if op == ASK_VALUE:
        return float(state.persons.variable[a]) if 0 <= a < tables.size[N_VARIABLES] else 0.0
    if op == ASK_RATIFIED:
        return truth(0 <= a < tables.size[N_PACTS] and state.persons.pact_day[a] != NEVER)
    if op == ASK_CONVENED:
        is_assembly = 0 <= a < tables.size[N_ASSEMBLIES]
        return truth(is_assembly and state.persons.assembly_day[a] != NEVER)
    is_rule = 0 <= a < tables.size[N_RULES]
    has_fired = is_rule and state.persons.rule_day[a] != NEVER
    if op == ASK_SINCE and is_rule:
        return float(max(day - state.persons.rule_day[a], 0)) if has_fired else NOT_YET
    return truth(op == ASK_CHOSEN and has_fired and state.persons.rule_option[a] == b)


@compiled
def would_pass(assembly: int, tables: Tables, state: State) -> bool:
    """Tell whether an assembly that met today would pass what it is called for.

    The support is the mean allegiance to its cause, each province by its seats; those who only
    obey are for it where the assembly's sponsor or a friend of it rules. The quorum is the
    share of the seats in provinces whose holders are friends of one another: those of the party
    of holders that has the most.
    """
    if not 0 <= assembly < tables.size[N_ASSEMBLIES]:
        return False
    cause = int(tables.people.assembly_terms[assembly, 0])
    seats, support, most = 0.0, 0.0, 0.0
    for province in range(tables.size[N_PROVINCES]):
        own = tables.people.assembly_seat[assembly, province]
        if own > 0.0:
            seats += own
            if 0 <= cause < tables.size[N_CAUSES]:
                support += own * state.realm.allegiance[province, cause]
                support += own * _pressed(assembly, province, tables, state)
            most = max(most, _party_seats(assembly, province, tables, state))
    quorum = tables.people.assembly_terms[assembly, 1]
    threshold = tables.people.assembly_terms[assembly, 2]
    return bool(seats > 0.0 and most >= quorum * seats and support >= threshold * seats)


@compiled
def _pressed(assembly: int, province: int, tables: Tables, state: State) -> float:
    """Give the share of a province that votes as the sponsor wishes, whose party rules."""
    terms = tables.people.assembly_terms[assembly]
    cause, sponsor, obedience = int(terms[0]), int(terms[4]), int(terms[5])
    if sponsor < 0 or obedience < 0 or obedience == cause or state.realm.exists[sponsor] != 1:
        return 0.0
    if not friends(state, sponsor, state.realm.controller[province]):
        return 0.0
    return float(state.realm.allegiance[province, obedience])


@compiled
def _party_seats(assembly: int, province: int, tables: Tables, state: State) -> float:
    holder = state.realm.controller[province]
    if holder < 0 or state.realm.exists[holder] != 1:
        return 0.0
    seats = 0.0
    for other in range(tables.size[N_PROVINCES]):
        own = tables.people.assembly_seat[assembly, other]
        if own > 0.0 and friends(state, holder, state.realm.controller[other]):
            seats += own
    return seats
