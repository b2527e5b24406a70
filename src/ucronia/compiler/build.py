"""Scenario → Tables and the first day's State, and the names to read results by."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ucronia.compiler.graph import build_geo
from ucronia.compiler.posterior import Posterior
from ucronia.compiler.rules import Numbers, RuleCode, Writer, compile_rules, write_rules
from ucronia.compiler.timetable import Plan, make_plan, write_timetable
from ucronia.compiler.trade import write_circuits, write_tariffs
from ucronia.engine import layout as lay
from ucronia.engine.arms import NOT_TOLD_OFF
from ucronia.engine.kernel import prepare
from ucronia.engine.knobs import STANDARD
from ucronia.engine.records import capacity_for, new_records
from ucronia.errors import Problem, ScenarioError
from ucronia.scenario.dates import day_of
from ucronia.scenario.model import Leader, Mark, Polity, Scenario
from ucronia.scenario.terms import Names

_FORCE_KINDS = {
    "army": lay.ARMY,
    "column": lay.COLUMN,
    "garrison": lay.GARRISON,
    "montonera": lay.MONTONERA,
    "fleet": lay.FLEET,
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
_COLUMNS, _LEAST_POOL = 2, 6
"""Slots that each government keeps for columns, besides one for a band in every province of its
nation: more bands don't stand at once, for men who rise where one of theirs stands join it. A
party or community has one slot in all, and every other has some for what is raised abroad."""


@dataclass(frozen=True, eq=False)
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
    posterior : Posterior or None
        Whose rows draws take their parameters from; the priors where None.
    """

    scenario: Scenario
    names: Names
    sizes: lay.Sizes
    capacity: lay.Sizes
    tables: lay.Tables
    start: NDArray[np.void]
    plan: Plan
    posterior: Posterior | None = None

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
    writer = Writer(names)
    pools = _pools(scenario)
    slots = len(scenario.forces) + sum(size for _, size in pools.values())
    rules = compile_rules(scenario, names, writer, slots)
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
    op, argument, constant = writer.book.arrays()
    sizes = _sizes(scenario, names, slots, plan, rules, len(op))
    capacity = capacity_for(sizes)
    tables = cast(lay.Tables, new_records(lay.Tables, capacity)[0])
    start = new_records(lay.State, capacity, 1)
    tables.size[: len(sizes)] = sizes
    _copy(tables.geo, geo)
    tables.geo.calendar[0] = datetime.date.fromisoformat(scenario.start).timetuple().tm_yday - 1
    tables.code.op[: len(op)] = op
    tables.code.argument[: len(op)] = argument
    tables.code.constant[: len(constant)] = constant
    _fill(tables.code.outcome_start, outcomes)
    _fill(tables.code.assembly_start, assemblies)
    _fill(tables.code.entry_start, entries)
    write_timetable(scenario, names, plan, tables.timetable)
    write_rules(tables.rules, rules, Numbers(names))
    draft = _Draft(scenario, names, pools)
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
    nation = {polity.id: polity.nation for polity in scenario.polities}
    lands = Counter(nation.get(province.polity, "") for province in scenario.provinces)
    pools = {}
    for polity in scenario.polities:
        # members part their nation's land among them
        bands = lands[polity.nation] // (2 if polity.kind == "member" else 1)
        size = _POOL.get(polity.kind, max(_LEAST_POOL, _COLUMNS + bands))
        pools[polity.id] = (first, size)
        first += size
    return pools


def _sizes(
    scenario: Scenario,
    names: Names,
    slots: int,
    plan: Plan,
    rules: list[RuleCode],
    code: int,
) -> lay.Sizes:
    return lay.Sizes(
        forces=slots,
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


class _Draft:
    """Writes a scenario's parts, by name, into the engine's records."""

    def __init__(
        self,
        scenario: Scenario,
        names: Names,
        pools: dict[str, tuple[int, int]],
    ) -> None:
        self.scenario = scenario
        self.pools = pools
        self.number = Numbers(names)

    def write_people(self, people: lay.People) -> None:
        scenario = self.scenario
        nations = list(dict.fromkeys(polity.nation for polity in scenario.polities))
        for number, polity in enumerate(scenario.polities):
            self._write_polity(people, number, polity, nations)
        for number, leader in enumerate(scenario.leaders):
            self._write_leader(people, number, leader)
        people.office_polity[:] = lay.NONE
        for number, office in enumerate(scenario.offices):
            people.office_polity[number] = self.number.of("polity", office.polity)
            people.office_term_days[number] = office.term_days
            people.office_travels[number] = office.travels
        people.force_birth[:] = np.arange(len(people.force_birth))
        self._write_institutions(people)

    def _write_polity(
        self, people: lay.People, number: int, polity: Polity, nations: list[str]
    ) -> None:
        people.polity_nation[number] = nations.index(polity.nation)
        people.polity_kind[number] = _POLITY_KINDS.index(polity.kind)
        people.polity_cause[number] = self.number.of("cause", polity.cause)
        offices = [o for o in self.scenario.offices if o.polity == polity.id]
        heads = [o for o in offices if o.kind in ("head", "protector")] or offices
        people.polity_office[number] = (
            self.number.of("office", heads[0].id) if heads else lay.NONE
        )
        for bloc in polity.claims:
            people.polity_claims[number, self.number.of("bloc", bloc)] = 1
        first, size = self.pools[polity.id]
        people.polity_pool[number] = first
        people.polity_pool_size[number] = size

    def _write_leader(self, people: lay.People, number: int, leader: Leader) -> None:
        traits = (leader.ambition, leader.boldness, leader.loyalty, leader.skill)
        people.leader_trait[number] = [0.5 if trait is None else trait for trait in traits]
        people.leader_home[number] = self.number.of("polity", leader.polity)
        known = day_of(self.scenario, leader.known_from) if leader.known_from else None
        if known is None:
            # of whom nothing is said nothing is ever known
            known = lay.NEVER if any(trait is not None for trait in traits) else -lay.NEVER
        people.leader_known_day[number] = known

    def _write_institutions(self, people: lay.People) -> None:
        write_circuits(self.scenario, self.number, people)
        write_tariffs(self.scenario, self.number, people.tariff_base)
        obeying = [cause.id for cause in self.scenario.causes if cause.obeys]
        obedience = self.number.of("cause", obeying[0]) if obeying else lay.NONE
        for number, assembly in enumerate(self.scenario.assemblies):
            for province in assembly.provinces:
                people.assembly_seat[number, self.number.of("province", province)] += 1
            people.assembly_terms[number] = (
                self.number.of("cause", assembly.cause),
                assembly.quorum,
                assembly.threshold,
                self.number.of("place", assembly.place),
                self.number.of("polity", assembly.sponsor),
                obedience,
            )
        for number, pact in enumerate(self.scenario.pacts):
            for party in pact.parties:
                people.pact_party[number, self.number.of("polity", party)] = 1
        for relation in self.scenario.relations:
            a, b = self.number.of("polity", relation.a), self.number.of("polity", relation.b)
            people.threat_base[a, b] = relation.threat
        self._share_fears(people)

    def _share_fears(self, people: lay.People) -> None:
        """Let governments of one nation share what it feels and what is felt from it.

        A relation told of the state holds for who succeeds it or rises against it, where none
        is told of the latter.
        """
        told = {(r.a, r.b): r.threat for r in self.scenario.relations}
        states = {p.nation: p.id for p in self.scenario.polities if p.kind == "republic"}
        for one in self.scenario.polities:
            for other in self.scenario.polities:
                pair = (states.get(one.nation, one.id), states.get(other.nation, other.id))
                if (one.id, other.id) in told or pair not in told:
                    continue
                a, b = self.number.of("polity", one.id), self.number.of("polity", other.id)
                people.threat_base[a, b] = told[pair]

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
        forces.trained[:] = 1.0
        forces.gunners[:] = NOT_TOLD_OFF
        forces.track_place[:] = lay.NOWHERE
        forces.track_day[:] = lay.NEVER
        forces.moved_day[:] = lay.NEVER
        forces.side[:] = 0
        for polity, (first, size) in self.pools.items():
            forces.side[first : first + size] = self.number.of("polity", polity)
            forces.kind[first : first + size] = lay.COLUMN
        for number, force in enumerate(self.scenario.forces):
            forces.kind[number] = tables.people.force_kind[number] = _FORCE_KINDS[force.kind]
            forces.side[number] = self.number.of("polity", force.polity)
            forces.commander[number] = self.number.of("leader", force.commander)
            forces.patron[number] = self.number.of("leader", force.patron)
            forces.place[number] = self.number.of("place", force.place)
            forces.track_place[number, 0] = forces.place[number]
            forces.riders[number] = force.cavalry_share
            forces.guns[number] = force.guns
            forces.battalions[number] = force.battalions
            forces.squadrons[number] = force.squadrons
            forces.ships[number] = force.ships
            state.persons.ledger_ships[lay.SHIPS_STARTED] += force.ships
            state.persons.ledger_guns[lay.GUNS_STARTED] += force.guns
            forces.morale[number] = 0.5
            cause = self.number.of("cause", force.cause)
            if cause >= 0:
                forces.leaning[number, cause] = 0.5
            if force.exists:
                forces.status[number] = lay.ACTIVE
                forces.men[number] = force.men
                forces.horses[number] = force.men * force.cavalry_share
                state.persons.ledger_horses[lay.HORSES_STARTED] += forces.horses[number]
                state.persons.ledger_men[lay.RAISED] += force.men
            forces.review_day[number] = number % 10

    def _write_realm(self, tables: lay.Tables, state: lay.State) -> None:
        realm = state.realm
        for number, province in enumerate(self.scenario.provinces):
            realm.controller[number] = self.number.of("polity", province.polity)
            owner = self.number.of("polity", self._sovereign(province.polity))
            realm.owner[number] = realm.before[number] = owner
            for cause, share in province.leanings.items():
                realm.allegiance[number, self.number.of("cause", cause)] = share
        realm.remounts[:] = 1.0
        realm.control_day[:] = lay.NEVER
        realm.treaty_day[:] = lay.NEVER
        realm.parent[:] = lay.NONE
        realm.relation[:] = lay.PEACE
        realm.relation_day[:] = lay.NEVER
        realm.trade_open[:] = 1
        realm.legitimacy[:] = 0.5
        realm.credit[:] = 1.0
        realm.tribute[:] = 1.0
        realm.threat[:] = tables.people.threat_base
        for number, polity_part in enumerate(self.scenario.polities):
            realm.exists[number] = int(polity_part.exists)
            realm.parent[number] = self.number.of("polity", polity_part.parent)
            realm.capital[number] = self.number.of("place", polity_part.capital)
            realm.treasury[number] = polity_part.treasury_pesos
            state.persons.ledger_pesos[lay.STARTED] += polity_part.treasury_pesos
        for relation in self.scenario.relations:
            a, b = self.number.of("polity", relation.a), self.number.of("polity", relation.b)
            realm.relation[a, b] = realm.relation[b, a] = _RELATIONS[relation.kind]
            realm.trade_open[a, b] = realm.trade_open[b, a] = int(relation.trade)
        realm.tariff[:] = tables.people.tariff_base

    def _sovereign(self, polity: str) -> str:
        parents = {part.id: part.parent for part in self.scenario.polities}
        for _ in parents:
            if not parents.get(polity):
                break
            polity = parents[polity]
        return polity

    def _write_persons(self, state: lay.State) -> None:
        persons = state.persons
        persons.leader_captor[:] = lay.NONE
        persons.leader_polity[:] = lay.NONE
        persons.holder[:] = lay.NOBODY
        persons.acting[:] = lay.NOBODY
        for name in ("beaten_day", "victory_day", "assembly_day", "pact_day"):
            getattr(persons, name)[:] = lay.NEVER
        persons.instance_day[:] = lay.NEVER
        persons.rule_day[:] = lay.NEVER
        persons.rule_option[:] = lay.NONE
        for number, leader in enumerate(self.scenario.leaders):
            persons.leader_status[number] = _LEADER_STATUS[leader.status]
            persons.leader_polity[number] = self.number.of("polity", leader.polity)
            persons.leader_place[number] = self.number.of("place", leader.place)
        for number, office in enumerate(self.scenario.offices):
            persons.holder[number] = self.number.of("leader", office.holder)
            since = day_of(self.scenario, office.since) if office.since else None
            persons.office_day[number] = lay.NEVER if since is None else since
        for tie in self.scenario.ties:
            a, b = self.number.of("leader", tie.a), self.number.of("leader", tie.b)
            if a >= 0 and b >= 0:
                persons.tie[a, b] = persons.tie[b, a] = 1
        for number, variable in enumerate(self.scenario.variables):
            persons.variable[number] = variable.start
