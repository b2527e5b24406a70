"""Every array of the engine: shape, unit, sentinel, stream.

Shape letters: [R] replicas, [F] forces, [P] places, [V] provinces, [Q] polities, [C] causes,
[L] leaders, [O] offices, [Z] sea zones, [B] blocs, [T] circuits, [A] assemblies, [S] pacts,
[X] scenario variables, [H] rules, [K] parameters, [N] record entries, [W] versions, [M] derived
marches, [E] code, [I] rule instances, [U] outcomes, [G] lines of the log, [D] days filmed.

`Tables` is read, `State` is carried, `Log` is only written. Each is one record (see records.py)
of fixed capacity; the NamedTuples name the fields and are what a type checker sees.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
States = NDArray[np.void]
"""Records of State, as `records.new_records` makes them."""

NOWHERE = -1
NOBODY = -1
NONE = -1
UNKNOWN = -2
COUNCIL = -2
"""Who acts for a head where none of the leaders followed can: his ministers together."""
NEVER = -100_000
"""A day long before any history: `day - NEVER` is large."""
FAR = 999.0
"""Days between places that no road joins."""

# status of a force
UNUSED, ACTIVE, EMBARKED, DISPERSED, INTERNED, DISBANDED = 0, 1, 2, 3, 4, 5
# kind of a force
ARMY, COLUMN, GARRISON, MONTONERA, FLEET = 0, 1, 2, 3, 4
# order of a force
HOLD, MARCH, EMBARK, RETREAT, RECORDED_MARCH, RECORDED_VOYAGE, PUT_TO_SEA = range(7)
# status of a leader
OFFICE, COMMAND, PRIVATE, EXILE, PRISONER, DEAD = 0, 1, 2, 3, 4, 5
# kind of a polity
REPUBLIC, CONFEDERATION, MEMBER, RIVAL, PARTY, COMMUNITIES = 0, 1, 2, 3, 4, 5
# relation of two polities
WAR, TRUCE, PEACE, ALLIANCE, UNION = 0, 1, 2, 3, 4
BOND_NONE, BOND_WAR, BOND_FRIENDS = 0, 1, 2
# bits of a polity's standing: it exists, is a member, is at war, is at war with one who exists,
# has a rival government against it, has members; each has a second bit: it is not so
STANDS, MEMBER_STATE, EMBATTLED, IN_WAR, CHALLENGED, HAS_MEMBERS = 1, 2, 4, 8, 16, 32
NOT_SO = 8
"""Places that a bit is shifted by where it says that something is not so."""
# traits of a leader
AMBITION, BOLDNESS, LOYALTY, SKILL = 0, 1, 2, 3
# ledger of men
RAISED, DEAD_MEN, DESERTED, DISPERSED_MEN, TAKEN, DISCHARGED, FREED, ADJUSTED = range(8)
LEDGER_LINES = 8
# ledger of money: in (revenue, customs, loans less what is paid back), out (pay, recruiting,
# civil list), moved, record
REVENUE, CUSTOMS, LOANS, PAY, RECRUITING, CIVIL, ADJUSTED_PESOS, STARTED = range(8)
# ledger of ships: on the first day, fitted out less struck off by rules, sunk, by the record
SHIPS_STARTED, SHIPS_ADDED, SHIPS_SUNK, SHIPS_ADJUSTED = range(4)
# ledger of guns: on the first day, those of forces yet to be raised too; lost with a force; by
# the record
GUNS_STARTED, GUNS_LOST, GUNS_ADJUSTED = range(3)
# ledger of horses. In: on the first day, brought by named forces that are raised later,
# bought, requisitioned, by the record. Out: dead on marches and voyages, killed and lost in
# battle, gone with deserters or with a force that disperses, let go. Neither: taken by a victor
HORSES_STARTED, HORSES_BROUGHT, HORSES_BOUGHT, HORSES_REQUISITIONED, HORSES_ADJUSTED = range(5)
HORSES_WORN, HORSES_KILLED, HORSES_DESERTED, HORSES_DISPERSED, HORSES_LET_GO = range(5, 10)
HORSES_CAPTURED = 10
HORSE_LINES = 11

# streams: one constant for each question asked of fate; a rule added later adds one at the end
(
    S_RULE,
    S_OPTION,
    S_ORDER,
    S_PERCEPTION,
    S_ACCEPT,
    S_WINNER,
    S_LOSS,
    S_ROUT,
    S_COMMANDER,
    S_PURSUIT,
    S_SIEGE,
    S_SEA,
    S_INSURGENCY,
    S_ASSEMBLY,
    S_DRAW_PARAMETER,
    S_DRAW_READING,
    S_DRAW_DATE,
    S_DRAW_QUALITY,
    S_SLICE,
    S_BOOTSTRAP,
    S_STORM,
    S_STORM_LOSS,
    S_TERM,
    S_FLEET,
    S_SEA_MEETING,
    S_SEA_LOSS,
    S_CONVOY,
) = range(27)

# kinds of line in the event log: (day, kind, a, b, c, place), value
(
    L_RULE,
    L_BATTLE,
    L_CONTROL,
    L_SIEGE,
    L_FALL,
    L_DEPART,
    L_ARRIVE,
    L_SAIL,
    L_LAND,
    L_DISPERSE,
    L_LEADER,
    L_FOUND,
    L_DISSOLVE,
    L_JOIN,
    L_SECEDE,
    L_WAR,
    L_PEACE,
    L_OFFICE,
    L_RAISE,
    L_DEFECT,
    L_ASSEMBLY,
    L_EVADE,
    L_DETACH,
    L_MERGE,
    L_CAPITULATE,
    L_ALLY,
    L_TRADE,
    L_PACT,
    L_OVERFLOW,
    L_CLIPPED,
    L_SEA_BATTLE,
    L_INTERCEPT,
    L_ACTING,
    L_MET,
) = range(34)
KINDS = 34
"""Of line in the event log."""

TRACK = 8
"""Places that reports tell of a force."""
NEWS_SLOTS = 24
NEWS_COLUMNS = 3
"""place, polity, day; the size of the news is in `news_size`."""


class Sizes(NamedTuple):
    """How many of each thing a scenario has."""

    forces: int
    places: int
    provinces: int
    polities: int
    causes: int
    leaders: int
    offices: int
    zones: int
    blocs: int
    circuits: int
    assemblies: int
    pacts: int
    variables: int
    rules: int
    instances: int
    """Rule instances: each rule has `width` of them, from `first_instance`."""
    parameters: int
    entries: int
    versions: int
    code: int
    outcomes: int
    marches: int


LOG_LINES = 2048
VALUES_TOLD = 6
"""Numbers of a line of the event log: of a battle the killed and wounded of both sides, the men
that they had, and those whom rout and pursuit took of them."""
BATTLE_LINES = 128
BATTLE_COLUMNS = 7
# terms of an entry's odds, kept apart: log probabilities and densities of its strengths,
# winner, losses, option and firing; of who fired among all that could have; what its rule's
# rates had come to by then; by how much each side's strength told exceeds the one carried, log;
# the figure that the record had given before of each side, and the chance that the model gave
# to its being told again: below 0 where it was not
(
    T_PIN,
    T_WINNER,
    T_LOSSES,
    T_OPTION,
    T_FIRED,
    T_AMONG,
    T_COUNTED,
    T_GAP_A,
    T_GAP_B,
    T_FIGURE_A,
    T_FIGURE_B,
    T_AGAIN_A,
    T_AGAIN_B,
) = range(13)
TERMS = 13


class Geo(NamedTuple):
    """Places and the ways between them; days are an infantry column's."""

    next_place: NDArray[np.int16]
    """[P, P] next place on the quickest way by land, NOWHERE if none."""
    land_days: NDArray[np.float32]
    """[P, P] days of marching by the quickest way, FAR if none."""
    hop_days: NDArray[np.float32]
    """[P, P] days of the single route from one to the other by land, FAR if none."""
    hop_waterless_km: NDArray[np.float32]
    """[P, P]."""
    sea_days: NDArray[np.float32]
    """[P, P] days of a convoy from port to port, FAR if either is no port."""
    courier_days: NDArray[np.float32]
    """[P, P] days of news by land or sea."""
    courier_longest_days: Floats
    """[P] days until news of a place has reached every other."""
    place_province: Ints
    """[P]"""
    place_zone: Ints
    """[P] sea zone of a port, NOWHERE inland."""
    place_fort: Ints
    """[P] 0 where there is no fort; 1 a weak one, 2 an ordinary one, 3 a strong one."""
    place_elevation_m: Floats
    """[P]"""
    place_landing_men: Floats
    """[P] men a day."""
    place_trade_pesos: Floats
    """[P] a year, of the circuits that go through it."""
    zone_days: NDArray[np.float32]
    """[P, Z] days of a convoy to the nearest port of a sea zone, FAR if there is no way."""
    province_capital: Ints
    """[V]"""
    province_bloc: Ints
    """[V] NONE outside the blocs."""
    province_people: Floats
    """[V]"""
    province_revenue_pesos: Floats
    """[V] a year, the customs of its ports among it."""
    province_customs_pesos: Floats
    """[V] what of it the ports of the circuits gave before the first day."""
    province_seat_days: Floats
    """[V] days of news from the capital of who held it on the first day; FAR for none."""
    province_horses: Floats
    """[V] thousands of people, times how much richer in horses than an ordinary province."""
    province_communities: Floats
    """[V] share of its people in communities that pay tribute."""
    province_nation: Ints
    """[V] nation of who held it on the first day, NONE for nobody."""
    province_leaning: Floats
    """[V, C] base allegiance."""
    province_neighbour: NDArray[np.int8]
    """[V, V] 1 where a land route joins two provinces."""
    calendar: Ints
    """[1] day of the year (0..364) of the first day."""


class People(NamedTuple):
    """What does not change of polities, leaders, offices and institutions."""

    polity_nation: Ints
    """[Q] index of the nation."""
    polity_kind: Ints
    """[Q]"""
    polity_cause: Ints
    """[Q]"""
    polity_office: Ints
    """[Q] its highest office, NONE if it has none."""
    polity_claims: NDArray[np.int8]
    """[Q, B] 1 where it claims the bloc."""
    polity_pool: Ints
    """[Q] first slot of its pool of columns and montoneras."""
    polity_pool_size: Ints
    """[Q]"""
    leader_trait: Floats
    """[L, 4]"""
    leader_home: Ints
    """[L] polity that the leader served on the first day."""
    leader_known_day: Ints
    """[L] day from which the traits may be used; before it the class's prior stands. -NEVER for
    those of whom none is known."""
    office_polity: Ints
    """[O]"""
    office_term_days: Ints
    """[O] 0 for none."""
    office_travels: Ints
    """[O] 1 where the government goes about the land that its polity claims with its holder."""
    force_kind: Ints
    """[F]"""
    force_birth: Ints
    """[F] birth key of a named force; pools are keyed at birth."""
    circuit_place: Ints
    """[T, 12] places in order, NOWHERE after the last."""
    circuit_volume_pesos: Floats
    """[T] a year."""
    circuit_elasticity: Floats
    """[T]"""
    circuit_port: Ints
    """[T] place of its custom house: its first or else last place, if a port; NOWHERE."""
    circuit_customs_pesos: Floats
    """[T] what that house took in a year before the first day."""
    circuit_common: Ints
    """[T] variable that says whether the house is shared, NONE."""
    circuit_by_sea: Ints
    """[T] 1 where all its places are ports."""
    circuit_rival: Ints
    """[T] polity, NONE"""
    circuit_start: Floats
    """[T] volume over base volume under the tariffs and bans of the first day."""
    assembly_seat: NDArray[np.float64]
    """[A, V] seats, 0 where the province has none."""
    assembly_terms: Floats
    """[A, 6] cause, quorum, threshold, place, sponsor or NONE, cause of those who obey."""
    pact_party: NDArray[np.int8]
    """[S, Q]"""
    threat_base: Floats
    """[Q, Q] what the row feels from the column when nothing new is done."""
    tariff_base: Floats
    """[Q, Q] share of value that the row levied on the column's goods on the first day."""


class Code(NamedTuple):
    """Expressions and effects as bytecode, and where each begins."""

    op: NDArray[np.int16]
    """[E] operation, see opcodes.py."""
    argument: Ints
    """[E] its immediate argument: an index, a jump target, operands."""
    constant: Floats
    """[E] the numbers that the code names."""
    outcome_start: Ints
    """[U] an outcome's condition."""
    assembly_start: Ints
    """[A] an assembly's effects."""
    entry_start: Ints
    """[N] an entry's own effects, NONE if none."""


class Rules(NamedTuple):
    """Hazards and decisions; code indices are into Code, NONE where there is none."""

    every: Ints
    """[H] days."""
    again: Ints
    """[H] days."""
    max_rate: Floats
    """[H] per day."""
    threshold: NDArray[np.uint32]
    """[H] a draw below it may fire: 2^32 (1 - exp(-max_rate every))."""
    has_fixed_rate: Ints
    """[H] 1 where the rate depends on parameters alone."""
    role_class: Ints
    """[H] class of the free role: see ROLE_*."""
    first_instance: Ints
    """[H]"""
    width: Ints
    """[H] free role's range times among's length."""
    over_list: NDArray[np.int16]
    """[H, 64] ids where the free role is a list or a class other than force."""
    kinds: Ints
    """[H] kinds of force that a rule is over, a bit for each."""
    over_count: Ints
    """[H] 0 where there is no free role."""
    among_list: NDArray[np.int16]
    """[H, 16]"""
    among_count: Ints
    """[H] 0 where there is none."""
    role_start: Ints
    """[H, 8] code of derived roles in order (register 2, 3, …), NONE after the last."""
    gate_start: Ints
    """[H] code that binds the roles and tries the condition, as far as it holds: 1 if open."""
    guard: Ints
    """[H] the question that a thing of the list must answer with yes before anything is drawn
    for it: see opcodes.py; 0 for none."""
    need: Ints
    """[H] standing of the free role's polity without which the rule is closed: its own, its
    side, its province's controller; all these bits, 0 for none."""
    need_any: Ints
    """[H] the same, any one of these bits."""
    need_second: Ints
    """[H] the same of the second role, all bits."""
    need_polity: Ints
    """[H, 2] polities that the rule names and needs to stand somehow, NONE after the last."""
    need_polity_standing: Ints
    """[H, 2] how, all bits."""
    need_variable: Ints
    """[H] variable without which, at 0, the rule is closed; NONE if there is none."""
    possible: NDArray[np.int8]
    """[I] 0 for an instance that can't be open at any time."""
    rate_start: Ints
    """[H] per year."""
    option_count: Ints
    """[H] 0 for a hazard."""
    weight_start: Ints
    """[H, 6]"""
    effect_start: Ints
    """[H, 6] column 0 for a hazard."""
    decider_start: Ints
    """[H]"""
    is_recorded: Ints
    """[H]"""


ROLE_NONE, ROLE_LIST, ROLE_FORCE, ROLE_POLITY, ROLE_LEADER, ROLE_PROVINCE = range(6)
"""Free role: none; a list of ids; every force slot whose kind is in over_list; polities of the
list that exist; leaders of the list who live; provinces of the list."""
REGISTERS = 10
"""Register 0 is the free role, 1 the second, 2… the derived ones."""


class Timetable(NamedTuple):
    """The record as forced effects; one row an entry, in file order."""

    kind: Ints
    """[N] E_*"""
    place: Ints
    """[N]"""
    force_a: Ints
    """[N, 4] forces of the first side (of a position: the force; of a siege: the besieger)."""
    force_b: Ints
    """[N, 4]"""
    rule: Ints
    """[N] NONE if it realises none."""
    instance: Ints
    """[N]"""
    option: Ints
    """[N]"""
    version_first: Ints
    """[N]"""
    version_count: Ints
    """[N]"""
    values: Floats
    """[W, VALUE_COLUMNS] nan where the version is silent and the reference row is too."""
    weight: Floats
    """[N] importance 0..100."""
    march_force: Ints
    """[M] forces whose march to a pin is derived from the record."""
    march_from: Ints
    """[M] place of the pin before."""
    march_to: Ints
    """[M] place of the pin."""


E_CONTEXT, E_POSITION, E_BATTLE, E_SIEGE, E_MARCH, E_RULE, E_EFFECT = range(7)
(
    V_MEN_A,
    V_MEN_B,
    V_LOSS_A,
    V_LOSS_B,
    V_TAKEN_A,
    V_TAKEN_B,
    V_WINNER,
    V_DISPERSED,
    V_FORT,
    V_ATTACKER,
    V_GUNS,
    V_SHIPS,
    V_BATTALIONS,
    V_SQUADRONS,
    V_CAVALRY,
) = range(15)
VALUE_COLUMNS = 15
"""Columns of Timetable.values. V_WINNER: 1 first side, -1 second, 0 draw. V_DISPERSED: 1 where
the beaten side breaks up. V_FORT: 0 hasty, 1 prepared, 2 fortified, of the defender.
V_ATTACKER: 1 first side attacks, -1 second. V_GUNS to V_CAVALRY: of the force pinned."""


class Tables(NamedTuple):
    """All that a history reads and never changes."""

    geo: Geo
    people: People
    code: Code
    rules: Rules
    timetable: Timetable
    size: Ints
    """[21] how many of each thing there are, in the order of Sizes: see N_*."""


class Forces(NamedTuple):
    """[F] each. Men are counted as real numbers and told in whole ones."""

    men: Floats
    wounded: Floats
    sick: Floats
    """Men down with fever, who are not among `men`."""
    captives: Floats
    horses: Floats
    """Horses of its cavalry, those that are led among them."""
    riders: Floats
    """Share of the men who are cavalry, with horses or without."""
    gunners: Floats
    """Share of the men who are gunners, NOT_TOLD_OFF before the first are: see arms.py."""
    battalions: Floats
    """Whole battalions that its infantry forms."""
    squadrons: Floats
    """Whole squadrons that its cavalry forms."""
    guns: Floats
    ships: Floats
    morale: Floats
    trench_days: Floats
    """Days of regular siege that it has stood, at the pace of a full train of guns."""
    hungry_days: Floats
    """Days for which it has eaten of its fort's stores, at the pace of an ordinary garrison."""
    arrive_day: Floats
    """Day on which it reaches `next_place`."""
    trained: Floats
    """Share of the men who are trained."""
    leaning: Floats
    """[F, C] the force's own allegiance."""
    side: Ints
    commander: Ints
    patron: Ints
    status: Ints
    kind: Ints
    place: Ints
    next_place: Ints
    goal: Ints
    """Place it marches or sails to, NOWHERE if it holds."""
    order: Ints
    review_day: Ints
    moved_day: Ints
    """Last day on which it was on the march."""
    siege_day: Ints
    """Day on which it was shut in, NEVER if it is not."""
    climate: Ints
    """Climate of the place where it stood last: see climate.py; 0 while it is not known."""
    climate_day: Ints
    """Day on which it came into it, NEVER if its men are of the country."""
    track_place: NDArray[np.int16]
    """[F, TRACK] places that it has come to, the last one first, NOWHERE before the first."""
    track_day: NDArray[np.int32]
    """[F, TRACK] days on which it came to them."""
    birth: Ints
    roll: Ints
    """The forces that stand, ashore or at sea, in the first COUNT_ROLL places, called by
    bonds.muster; one that fell today is still on it."""


class Realm(NamedTuple):
    """Provinces, polities, leaders, offices, relations."""

    allegiance: Floats
    """[V, C] sums to 1."""
    unrest: Floats
    """[V]"""
    insurgents: Floats
    """[V] men."""
    bands: Floats
    """[V] men of irregulars in it at war with its holder; kept by insurgents.take_stock."""
    hostile: Ints
    """[V] 1 where those in arms against its holder are many; kept by insurgents.take_stock."""
    remounts: Floats
    """[V] horses that it has to give, over those that it gives in a year."""
    treasury: Floats
    """[Q] pesos."""
    arrears: Floats
    """[Q] months."""
    debt: Floats
    """[Q] pesos owed to lenders, a sovereign's."""
    credit: Floats
    """[Q] share of the service of its debts that it has paid of late."""
    weariness: Floats
    """[Q]"""
    legitimacy: Floats
    """[Q]"""
    threat: Floats
    """[Q, Q] what the row feels from the column."""
    tariff: Floats
    """[Q, Q] share of value the row levies on the column's goods."""
    trade: Floats
    """[T] volume over base volume."""
    tribute: Floats
    """[Q] what it levies on its communities over what was levied on the first day."""
    guides: Ints
    """[Q] nations of whose people some guide it abroad, a bit each; kept by guides.gather."""
    serving: Ints
    """[Q] room for guides.gather: 0 outside it."""
    land_open: Floats
    """[Q] 1 where it lets its communities' land be divided and sold."""
    controller: Ints
    """[V]"""
    owner: Ints
    """[V] a sovereign polity."""
    before: Ints
    """[V] owner when it was last at peace: what a peace on the old terms gives back."""
    control_day: Ints
    """[V] day on which its sovereign controller last changed."""
    treaty_day: Ints
    """[V] day of the treaty that assigned it, NEVER if none is in force."""
    exists: Ints
    """[Q]"""
    parent: Ints
    """[Q]"""
    capital: Ints
    """[Q]"""
    relation: Ints
    """[Q, Q]"""
    relation_day: Ints
    """[Q, Q] day on which it last changed."""
    trade_open: Ints
    """[Q, Q]"""
    army_men: Floats
    """[Q] men of its land forces and its members', as bonds.muster counted them today."""
    main_army: Ints
    """[Q] the largest of them in the field, NONE if there is none."""
    top: Ints
    """[Q] sovereign: itself, or the confederation it belongs to; kept by bonds.refresh."""
    bond: NDArray[np.int8]
    """[Q, Q] BOND_*: at war, on one side, or neither; kept by bonds.refresh."""
    fighting: Ints
    """[Q] 0 at war with none, 1 with none who exists, 2 with one who does: bonds.refresh."""
    standing: Ints
    """[Q] what it is and how it stands, a bit each: STANDS …; kept by bonds.refresh."""
    enemy: Ints
    """[Q] its strongest enemy, NONE; UNKNOWN until it is asked: see bonds.enemy_of."""


class Persons(NamedTuple):
    """Leaders, offices, ties, and what is remembered."""

    leader_status: Ints
    """[L]"""
    leader_polity: Ints
    """[L]"""
    leader_captor: Ints
    """[L] NONE if free."""
    leader_place: Ints
    """[L]"""
    holder: Ints
    """[O]"""
    office_day: Ints
    """[O]"""
    acting: Ints
    """[O] who governs for an absent head: a leader, COUNCIL; NOBODY while the holder does."""
    tie: NDArray[np.int8]
    """[L, L] 1 where a tie stands."""
    beaten_day: Ints
    """[Q] last decisive defeat."""
    victory_day: Ints
    """[Q] last decisive victory."""
    assembly_day: Ints
    """[A] day it passed, NEVER if it has not."""
    pact_day: Ints
    """[S]"""
    instance_day: NDArray[np.int32]
    """[instances] last day each rule instance fired."""
    rule_day: Ints
    """[H]"""
    rule_option: Ints
    """[H] last option taken, NONE."""
    news: Ints
    """[NEWS_SLOTS, NEWS_COLUMNS]"""
    counter: Ints
    """[9] news written, births, stood days, sieges, …: see COUNT_*."""
    variable: Floats
    """[X]"""
    news_size: Floats
    """[NEWS_SLOTS]"""
    news_reach: NDArray[np.int32]
    """[NEWS_SLOTS, V] day on which each comes to a province's capital; NEVER in the first
    column until that is reckoned."""
    ledger_men: Floats
    """[LEDGER_LINES]"""
    ledger_pesos: Floats
    """[8]"""
    ledger_ships: Floats
    """[4]"""
    ledger_guns: Floats
    """[3]"""
    ledger_horses: Floats
    """[HORSE_LINES]"""
    quality_polity: Floats
    """[Q] latent quality of its army, standard normal."""
    quality_leader: Floats
    """[L] latent quality as a commander, standard normal."""


COUNT_NEWS, COUNT_BIRTHS, COUNT_STOOD, COUNT_LOG, COUNT_BATTLES, COUNT_ROLL = range(6)
COUNT_CALLED, COUNT_UNIONS, COUNT_HOSTILE = 6, 7, 8


class State(NamedTuple):
    """One history's day."""

    forces: Forces
    realm: Realm
    persons: Persons


LOG_COLUMNS = 6


class Log(NamedTuple):
    """What one history tells; overwritten by the next unless the caller copies it."""

    event: Ints
    """[G, LOG_COLUMNS] day, kind, a, b, c, place."""
    event_value: Floats
    """[G, 4] of a battle what both sides lost and the men that they had; of one at sea the
    ships lost, those taken of them, the winner's and the loser's; of a convoy that is caught
    the men lost, those drowned of them, transports lost and all of them; else one value."""
    entry_loglik: Floats
    """[N] log probability that the model gave to each entry in replay."""
    entry_open: Ints
    """[N] 1 where the entry's rule was open in the replayed state, 0 for a surprise."""
    entry_odds: Floats
    """[N, 6] odds of each option of the entry's decision, where it was open; else 0."""
    entry_term: Floats
    """[N, TERMS] the parts of those odds: T_*; 0 where an entry has no such part."""
    silence: Floats
    """[H] minus the integral of the rates of fully recorded rules."""
    adjustment: Floats
    """[N] men added (+) or taken by the entry's pins."""
    figure: Floats
    """[F] the men that the record last told of a force, 0 where it told none."""
    stood: Floats
    """[F] scratch: its men before the effects of the entry at hand."""
    formed: Ints
    """[F] entry whose own effects formed it last, NONE if none did."""
    fired: Ints
    """[N] 1 once an entry has been applied in the replay at hand."""
    battle: Floats
    """[BATTLE_LINES, BATTLE_COLUMNS] the record's battles so far, for conditioning qualities:
    day, log odds of side a without latent quality, sovereign and commander of a, of b,
    winner."""
    battle_count: Ints
    """[1]"""
    battle_told: Ints
    """[1] how many of them told of the qualities at hand; -1 for none yet."""


class Draw(NamedTuple):
    """One set of parameters, readings, dates, and standard normals for qualities."""

    parameter: Floats
    """[K]"""
    entry_version: Ints
    """[N] row of Timetable.values that this draw reads."""
    entry_day: Ints
    """[N]"""
    entry_order: Ints
    """[N] entries by day then file order."""
    march_day: Ints
    """[M] day on which the march begins."""
    march_order: Ints
    """[M] marches by day."""
    quality_polity: Floats
    """[Q]"""
    quality_leader: Floats
    """[L]"""


class Scratch(NamedTuple):
    """Room for one history's reckoning, and what is forbidden in it."""

    register: Floats
    """[REGISTERS] a rule's roles: an index, NONE, or a number."""
    stack: Floats
    """[STACK]"""
    forbidden: NDArray[np.int8]
    """[I] 1 where a rule instance never fires."""
    turn_day: Ints
    """[H] day of each rule's next turn."""
    most_drawn: NDArray[np.uint32]
    """[H] a draw below it may fire in this history: the rule's threshold, or at its fixed
    rate."""
    foe: Ints
    """[F] enemy forces that a commander counts with."""
    foe_place: Ints
    """[F] where he believes each of them to be."""
    target: Ints
    """[SHORT_LIST] places that a commander weighs, NOWHERE after the last."""
    target_value: Floats
    """[SHORT_LIST]"""
    player: Ints
    """[2] leader in whose place a person sits, NOBODY for none; how many choices he made."""
    player_rule: Ints
    """[H] who takes each rule's decision: see player.py."""
    choice: Ints
    """[MOST_CHOICES, 4] what the person chose: day, rule, instance, option."""
    asked: Ints
    """[4] what he is asked first: day (NONE for nothing), rule, instance, the engine's own."""


MOST_CHOICES = 64
"""Choices that a person may make in one history."""
SHORT_LIST = 4
"""Goals that a commander weighs against staying."""
STACK = 64
"""Length of the machine's stack; effects use what lies above opcodes.DEEPEST."""


class Fate(NamedTuple):
    """What keys a history's chance: nothing else does."""

    seed: int
    replica: int


N_FORCES, N_PLACES, N_PROVINCES, N_POLITIES, N_CAUSES, N_LEADERS, N_OFFICES = range(7)
N_ZONES, N_BLOCS, N_CIRCUITS, N_ASSEMBLIES, N_PACTS, N_VARIABLES, N_RULES = range(7, 14)
N_INSTANCES, N_PARAMETERS, N_ENTRIES, N_VERSIONS, N_CODE, N_OUTCOMES, N_MARCHES = range(14, 21)
