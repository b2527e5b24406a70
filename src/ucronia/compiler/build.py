"""Scenario → Tables and the first day's State, and the names to read results by."""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ucronia.compiler.bytecode import CodeBook
from ucronia.compiler.graph import build_geo
from ucronia.compiler.timetable import Plan, is_over_forces, make_plan, write_timetable
from ucronia.engine import layout as lay
from ucronia.engine.kernel import prepare
from ucronia.engine.knobs import STANDARD
from ucronia.errors import Problem, ScenarioError
from ucronia.scenario.dates import day_of
from ucronia.scenario.expressions import ANY, parse, parse_effect
from ucronia.scenario.model import Leader, Mark, Part, Polity, Rule, Scenario
from ucronia.scenario.roles import free_roles, ids_of
from ucronia.scenario.terms import Effect, Expression, Logic, Names, Role, walk

_FORCE_KINDS = {
    "army": lay.ARMY,
    "column": lay.COLUMN,
    "garrison": lay.GARRISON,
    "montonera": lay.MONTONERA,
    "fleet": lay.FLEET,
}
_CLASS_KINDS = {
    "army": (lay.ARMY, lay.COLUMN),
    "force": (lay.ARMY, lay.COLUMN, lay.GARRISON, lay.MONTONERA),
    "fleet": (lay.FLEET,),
}
_POLITY_KINDS = ("republic", "confederation", "member", "rival", "party", "communities")
_LEADER_STATUS = {
    "office": lay.OFFICE,
    "command": lay.COMMAND,
    "private": lay.PRIVATE,
    "exile": lay.EXILE,
    "prisoner": lay.PRISONER,
}
_RELATIONS = {
    "war": lay.WAR,
    "truce": lay.TRUCE,
    "peace": lay.PEACE,
    "alliance": lay.ALLIANCE,
    "union": lay.UNION,
}
_POOL = {"party": 1, "communities": 1}
_POOL_OF_STATES = 4
"""Slots that each government keeps for columns and montoneras; a party or community has one."""
_DAYS_IN_YEAR = 365.25
_MOST_GUARDS = 12


@dataclass(frozen=True)
class World:
    """A scenario made ready to play.

    Parameters
    ----------
    scenario : Scenario
        What it was made of.
    names : Names
        Index of every id: its place in its tuple.
    sizes : Sizes
        How many of each thing.
    capacity : Sizes
        Room for each thing in the records.
    tables : Tables
        Read by the engine.
    start : NDArray
        [1] the first day's State.
    plan : Plan
        What a draw needs of the record.
    """

    scenario: Scenario
    names: Names
    sizes: lay.Sizes
    capacity: lay.Sizes
    tables: lay.Tables
    start: NDArray[np.void]
    plan: Plan

    def index(self, kind: str, id: str) -> int:
        """Give the index of an id of a kind."""
        return self.names.things[kind].index(id)

    @property
    def end_day(self) -> int:
        """Day at whose start outcomes are classified: what is done on the day itself counts."""
        return cast(int, day_of(self.scenario, self.scenario.classified_on)) + 1

    @property
    def later_day(self) -> int:
        """Day at whose start they are classified again."""
        return cast(int, day_of(self.scenario, self.scenario.later_on)) + 1


class _Writer:
    """Parses expressions and effects into the code book, keeping what can't be read."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.book = CodeBook(names)
        self.problems: list[Problem] = []

    def tree(
        self, text: str, part: Part, roles: Mapping[str, str], wants: str
    ) -> Expression | None:
        found = parse(text, part.at, self.names, roles, wants)
        if isinstance(found, list):
            self.problems += found
            return None
        return found

    def code(
        self,
        text: str,
        part: Part,
        scope: tuple[Mapping[str, str], Mapping[str, int]],
        wants: str,
    ) -> int:
        found = self.tree(text, part, scope[0], wants)
        return lay.NONE if found is None else self.book.add(found, scope[1])

    def effects(
        self,
        texts: tuple[str, ...],
        part: Part,
        scope: tuple[Mapping[str, str], Mapping[str, int]],
    ) -> int:
        found: list[Effect] = []
        for text in texts:
            effect = parse_effect(text, part.at, self.names, scope[0])
            if isinstance(effect, list):
                self.problems += effect
            else:
                found.append(effect)
        return self.book.add_effects(found, scope[1])


def build(scenario: Scenario) -> World:
    """Make a scenario ready to play.

    Parameters
    ----------
    scenario : Scenario
        Read and checked.

    Returns
    -------
    World
        Tables, first state and names.

    Raises
    ------
    ScenarioError
        Where an expression can't be read, or a standard parameter is missing.
    """
    names = _ordered_names(scenario)
    geo = build_geo(scenario)
    plan = make_plan(scenario, names, geo)
    writer = _Writer(names)
    pools = _pools(scenario)
    draft = _Draft(scenario, names, writer, pools)
    rules = draft.compile_rules()
    outcomes = [
        lay.NONE
        if outcome.when.strip() == "else"
        else writer.code(outcome.when, outcome, ({}, {}), "bool")
        for outcome in scenario.outcomes
    ]
    assemblies = [writer.effects(a.effects, a, ({}, {})) for a in scenario.assemblies]
    entries = [writer.effects(e.effects, e, ({}, {})) for e in scenario.entries]
    if writer.problems:
        raise ScenarioError(writer.problems)
    op, argument = writer.book.arrays()
    sizes = _sizes(scenario, names, pools, plan, rules, len(op))
    capacity = lay.capacity_for(sizes)
    tables = cast(lay.Tables, lay.new_records(lay.Tables, capacity)[0])
    start = lay.new_records(lay.State, capacity, 1)
    tables.size[: len(sizes)] = sizes
    _copy(tables.geo, geo)
    tables.geo.calendar[0] = datetime.date.fromisoformat(scenario.start).timetuple().tm_yday - 1
    tables.code.op[: len(op)] = op
    tables.code.argument[: len(op)] = argument
    _fill(tables.code.outcome_start, outcomes)
    _fill(tables.code.assembly_start, assemblies)
    _fill(tables.code.entry_start, entries)
    write_timetable(scenario, names, plan, tables.timetable)
    _write_rules(tables.rules, rules)
    draft.write_people(tables.people)
    draft.write_state(tables, cast(lay.State, start[0]))
    prepare(tables, start)
    return World(scenario, names, sizes, capacity, tables, start, plan)


def _fill(array: NDArray[Any], values: list[int]) -> None:
    array[:] = lay.NONE
    array[: len(values)] = values


def _copy(target: lay.Geo, source: lay.Geo) -> None:
    for name in lay.Geo._fields:
        value = getattr(source, name)
        room = getattr(target, name)
        room[:] = 0 if np.issubdtype(room.dtype, np.floating) else lay.NONE
        room[tuple(slice(0, n) for n in value.shape)] = value


def _ordered_names(scenario: Scenario) -> Names:
    names = Names.of(scenario)
    missing = [id for id in STANDARD if id not in set(names.parameters)]
    if missing:
        mark = Mark(file="parameters.yaml", line=0)
        text = f"the engine's parameters are missing: {', '.join(missing)}"
        raise ScenarioError([Problem(mark.file, 0, 0, text)])
    rest = tuple(id for id in names.parameters if id not in set(STANDARD))
    return dataclasses.replace(names, parameters=STANDARD + rest)


def _pools(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """Give each polity's first slot and number of slots for forces born in play."""
    first = len(scenario.forces)
    pools = {}
    for polity in scenario.polities:
        size = _POOL.get(polity.kind, _POOL_OF_STATES)
        pools[polity.id] = (first, size)
        first += size
    return pools


def _sizes(
    scenario: Scenario,
    names: Names,
    pools: dict[str, tuple[int, int]],
    plan: Plan,
    rules: list[_RuleCode],
    code: int,
) -> lay.Sizes:
    return lay.Sizes(
        forces=len(scenario.forces) + sum(size for _, size in pools.values()),
        places=len(scenario.places),
        provinces=len(scenario.provinces),
        polities=len(scenario.polities),
        causes=len(scenario.causes),
        leaders=len(scenario.leaders),
        offices=len(scenario.offices),
        zones=len(scenario.zones),
        blocs=len(scenario.blocs),
        circuits=len(scenario.circuits),
        assemblies=len(scenario.assemblies),
        pacts=len(scenario.pacts),
        variables=len(scenario.variables),
        rules=len(scenario.rules),
        instances=sum(rule.width for rule in rules),
        parameters=len(names.parameters),
        entries=len(scenario.entries),
        versions=sum(len(rows) for rows in plan.rows),
        code=code,
        outcomes=len(scenario.outcomes),
        marches=len(plan.marches),
    )


@dataclass(frozen=True)
class _RuleCode:
    rule: Rule
    role_class: int
    over: tuple[int, ...]
    among: tuple[int, ...]
    width: int
    roles: tuple[int, ...]
    guards: tuple[tuple[int, int], ...]
    """Derived roles needed and code of each part of the condition, the fewest first."""
    rate: int
    decider: int
    weights: tuple[int, ...]
    effects: tuple[int, ...]


def _write_rules(room: lay.Rules, rules: list[_RuleCode]) -> None:
    for name in ("role_start", "guard_start", "weight_start", "effect_start"):
        getattr(room, name)[:] = lay.NONE
    first = 0
    for number, code in enumerate(rules):
        rule = code.rule
        room.every[number] = rule.every
        room.again[number] = rule.again
        room.max_rate[number] = rule.max_rate / _DAYS_IN_YEAR
        chance = -math.expm1(-rule.max_rate / _DAYS_IN_YEAR * rule.every)
        room.threshold[number] = min(int(chance * 2**32) + 1, 2**32 - 1)
        room.role_class[number] = code.role_class
        room.first_instance[number] = first
        room.width[number] = code.width
        first += code.width
        room.over_count[number] = len(code.over)
        room.over_list[number, : len(code.over)] = code.over
        room.among_count[number] = len(code.among)
        room.among_list[number, : len(code.among)] = code.among
        room.role_start[number, : len(code.roles)] = code.roles
        needs = [needed for needed, _ in code.guards]
        room.guard_needs[number, : len(needs)] = needs
        room.guard_start[number, : len(needs)] = [start for _, start in code.guards]
        room.rate_start[number] = code.rate
        room.decider_start[number] = code.decider
        room.option_count[number] = len(rule.options)
        room.weight_start[number, : len(code.weights)] = code.weights
        room.effect_start[number, : len(code.effects)] = code.effects
        room.is_recorded[number] = int(rule.recorded)


class _Draft:
    """Writes a scenario's parts, by name, into the engine's records."""

    def __init__(
        self,
        scenario: Scenario,
        names: Names,
        writer: _Writer,
        pools: dict[str, tuple[int, int]],
    ) -> None:
        self.scenario = scenario
        self.names = names
        self.writer = writer
        self.pools = pools
        self.slots = len(scenario.forces) + sum(size for _, size in pools.values())
        self.of = {
            kind: {id: number for number, id in enumerate(ids)}
            for kind, ids in names.things.items()
        }

    def number(self, kind: str, id: str) -> int:
        return self.of[kind].get(id, lay.NONE)

    def compile_rules(self) -> list[_RuleCode]:
        return [self._compile(rule) for rule in self.scenario.rules]

    def _compile(self, rule: Rule) -> _RuleCode:
        types = dict(free_roles(rule, self.names))
        registers = {role: 0 for role in rule.over} | {role: 1 for role in rule.among}
        roles = []
        for number, (role, text) in enumerate(rule.roles.items()):
            tree = self.writer.tree(text, rule, types, ANY)
            if tree is not None:
                roles.append(self.writer.book.add(tree, registers))
                types[role] = tree.type
            registers[role] = 2 + number
        scope = (types, registers)
        role_class, over = self._range(rule)
        among = tuple(
            self.number(types[role], id) for role, ids in rule.among.items() for id in ids
        )
        count = self.slots if role_class == lay.ROLE_FORCE else max(1, len(over))
        lists = [option.effects for option in rule.options] or [rule.effects]
        return _RuleCode(
            rule=rule,
            role_class=role_class,
            over=over,
            among=among,
            width=count * max(1, len(among)),
            roles=tuple(roles),
            guards=self._guards(rule, scope),
            rate=self.writer.code(rule.rate, rule, scope, "number"),
            decider=self.writer.code(rule.decider, rule, scope, ANY)
            if rule.decider
            else lay.NONE,
            weights=tuple(
                self.writer.code(option.weight, option, scope, "number")
                for option in rule.options
            ),
            effects=tuple(self.writer.effects(texts, rule, scope) for texts in lists),
        )

    def _guards(
        self, rule: Rule, scope: tuple[Mapping[str, str], Mapping[str, int]]
    ) -> tuple[tuple[int, int], ...]:
        """Take a condition apart at its `and`s; one with too many keeps its tail whole."""
        tree = self.writer.tree(rule.when, rule, scope[0], "bool")
        if tree is None:
            return ()
        parts = (
            list(tree.parts) if isinstance(tree, Logic) and tree.operator == "and" else [tree]
        )
        if len(parts) > _MOST_GUARDS:
            parts = [tree]
        found = []
        for part in parts:
            registers = [scope[1][n.name] for n in walk(part) if isinstance(n, Role)]
            needed = max([register - 1 for register in registers], default=0)
            found.append((max(needed, 0), self.writer.book.add(part, scope[1])))
        return tuple(sorted(found, key=lambda item: item[0]))

    def _range(self, rule: Rule) -> tuple[int, tuple[int, ...]]:
        if not rule.over:
            return lay.ROLE_NONE, ()
        role, over = next(iter(rule.over.items()))
        if is_over_forces(rule) and isinstance(over, str):
            return lay.ROLE_FORCE, _CLASS_KINDS[over]
        kind = free_roles(rule, self.names).get(role, "polity")
        ids = tuple(self.number(kind, id) for id in ids_of(over, self.names))
        classes = {"polity": lay.ROLE_POLITY, "leader": lay.ROLE_LEADER}
        return classes.get(kind, lay.ROLE_LIST), ids

    def write_people(self, people: lay.People) -> None:
        scenario = self.scenario
        nations = list(dict.fromkeys(polity.nation for polity in scenario.polities))
        for number, polity in enumerate(scenario.polities):
            self._write_polity(people, number, polity, nations)
        for number, leader in enumerate(scenario.leaders):
            self._write_leader(people, number, leader)
        people.office_polity[:] = lay.NONE
        for number, office in enumerate(scenario.offices):
            people.office_polity[number] = self.number("polity", office.polity)
            people.office_term_days[number] = office.term_days
        people.force_birth[:] = np.arange(len(people.force_birth))
        self._write_institutions(people)

    def _write_polity(
        self, people: lay.People, number: int, polity: Polity, nations: list[str]
    ) -> None:
        people.polity_nation[number] = nations.index(polity.nation)
        people.polity_kind[number] = _POLITY_KINDS.index(polity.kind)
        people.polity_cause[number] = self.number("cause", polity.cause)
        offices = [o for o in self.scenario.offices if o.polity == polity.id]
        heads = [o for o in offices if o.kind in ("head", "protector")] or offices
        people.polity_office[number] = self.number("office", heads[0].id) if heads else lay.NONE
        for bloc in polity.claims:
            people.polity_claims[number, self.number("bloc", bloc)] = 1
        first, size = self.pools[polity.id]
        people.polity_pool[number] = first
        people.polity_pool_size[number] = size

    def _write_leader(self, people: lay.People, number: int, leader: Leader) -> None:
        traits = (leader.ambition, leader.boldness, leader.loyalty, leader.skill)
        people.leader_trait[number] = [0.5 if trait is None else trait for trait in traits]
        people.leader_home[number] = self.number("polity", leader.polity)
        known = day_of(self.scenario, leader.known_from) if leader.known_from else None
        people.leader_known_day[number] = lay.NEVER if known is None else known

    def _write_institutions(self, people: lay.People) -> None:
        people.circuit_place[:] = lay.NOWHERE
        people.circuit_rival[:] = lay.NONE
        for number, circuit in enumerate(self.scenario.circuits):
            stops = [self.number("place", place) for place in circuit.places[:12]]
            people.circuit_place[number, : len(stops)] = stops
            people.circuit_volume_pesos[number] = circuit.volume_pesos
            people.circuit_elasticity[number] = circuit.elasticity
            people.circuit_rival[number] = self.number("polity", circuit.rival)
        for number, assembly in enumerate(self.scenario.assemblies):
            for province in assembly.provinces:
                people.assembly_seat[number, self.number("province", province)] += 1
            people.assembly_terms[number] = (
                self.number("cause", assembly.cause),
                assembly.quorum,
                assembly.threshold,
                self.number("place", assembly.place),
            )
        for number, pact in enumerate(self.scenario.pacts):
            for party in pact.parties:
                people.pact_party[number, self.number("polity", party)] = 1
        for relation in self.scenario.relations:
            a, b = self.number("polity", relation.a), self.number("polity", relation.b)
            people.threat_base[a, b] = relation.threat

    def write_state(self, tables: lay.Tables, state: lay.State) -> None:
        self._write_forces(tables, state)
        self._write_realm(tables, state)
        self._write_persons(state)

    def _write_forces(self, tables: lay.Tables, state: lay.State) -> None:
        forces = state.forces
        forces.birth[:] = tables.people.force_birth
        for name in ("commander", "patron", "next_place", "goal", "place"):
            getattr(forces, name)[:] = lay.NONE
        forces.siege_day[:] = lay.NEVER
        forces.moved_day[:] = lay.NEVER
        forces.side[:] = 0
        for polity, (first, size) in self.pools.items():
            forces.side[first : first + size] = self.number("polity", polity)
            forces.kind[first : first + size] = lay.COLUMN
        for number, force in enumerate(self.scenario.forces):
            forces.kind[number] = tables.people.force_kind[number] = _FORCE_KINDS[force.kind]
            forces.side[number] = self.number("polity", force.polity)
            forces.commander[number] = self.number("leader", force.commander)
            forces.patron[number] = self.number("leader", force.patron)
            forces.place[number] = self.number("place", force.place)
            forces.cavalry_share[number] = force.cavalry_share
            forces.guns[number] = force.guns
            forces.ships[number] = force.ships
            forces.morale[number] = 0.5
            cause = self.number("cause", force.cause)
            if cause >= 0:
                forces.leaning[number, cause] = 0.5
            if force.exists:
                forces.status[number] = lay.ACTIVE
                forces.men[number] = force.men
                state.persons.ledger_men[lay.RAISED] += force.men
            forces.review_day[number] = number % 10

    def _write_realm(self, tables: lay.Tables, state: lay.State) -> None:
        realm = state.realm
        for number, province in enumerate(self.scenario.provinces):
            polity = self.number("polity", province.polity)
            realm.controller[number] = realm.owner[number] = realm.before[number] = polity
            for cause, share in province.leanings.items():
                realm.allegiance[number, self.number("cause", cause)] = share
        realm.control_day[:] = lay.NEVER
        realm.treaty_day[:] = lay.NEVER
        realm.parent[:] = lay.NONE
        realm.relation[:] = lay.PEACE
        realm.relation_day[:] = lay.NEVER
        realm.trade_open[:] = 1
        realm.legitimacy[:] = 0.5
        realm.threat[:] = tables.people.threat_base
        for number, polity_part in enumerate(self.scenario.polities):
            realm.exists[number] = int(polity_part.exists)
            realm.parent[number] = self.number("polity", polity_part.parent)
            realm.capital[number] = self.number("place", polity_part.capital)
            realm.treasury[number] = polity_part.treasury_pesos
            state.persons.ledger_pesos[lay.STARTED] += polity_part.treasury_pesos
        for relation in self.scenario.relations:
            a, b = self.number("polity", relation.a), self.number("polity", relation.b)
            realm.relation[a, b] = realm.relation[b, a] = _RELATIONS[relation.kind]
            realm.trade_open[a, b] = realm.trade_open[b, a] = int(relation.trade)

    def _write_persons(self, state: lay.State) -> None:
        persons = state.persons
        persons.leader_captor[:] = lay.NONE
        persons.leader_polity[:] = lay.NONE
        persons.holder[:] = lay.NOBODY
        for name in ("beaten_day", "victory_day", "assembly_day", "pact_day"):
            getattr(persons, name)[:] = lay.NEVER
        persons.instance_day[:] = lay.NEVER
        persons.rule_day[:] = lay.NEVER
        persons.rule_option[:] = lay.NONE
        for number, leader in enumerate(self.scenario.leaders):
            persons.leader_status[number] = _LEADER_STATUS[leader.status]
            persons.leader_polity[number] = self.number("polity", leader.polity)
            persons.leader_place[number] = self.number("place", leader.place)
        for number, office in enumerate(self.scenario.offices):
            persons.holder[number] = self.number("leader", office.holder)
            persons.office_day[number] = lay.NEVER
        for tie in self.scenario.ties:
            a, b = self.number("leader", tie.a), self.number("leader", tie.b)
            if a >= 0 and b >= 0:
                persons.tie[a, b] = persons.tie[b, a] = 1
        for number, variable in enumerate(self.scenario.variables):
            persons.variable[number] = variable.start
