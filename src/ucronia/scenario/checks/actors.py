"""The actors: polities, leaders, forces, institutions, and the aims ascribed to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.dates import iso_date
from ucronia.scenario.model import Aim, Force, Leader, Polity

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
FATES = ("office", "private", "exile", "prisoner", "dead")


def check_actors(register: Register) -> Iterator[Problem]:
    """See that what the files of actors/ say is known, and fits."""
    scenario = register.scenario
    for polity in scenario.polities:
        yield from _check_polity(register, polity)
    yield from _check_parents(register)
    for leader in scenario.leaders:
        yield from _check_leader(register, leader)
    for force in scenario.forces:
        yield from _check_force(register, force)
    yield from _check_relations(register)
    yield from _check_ties(register)
    yield from _check_institutions(register)
    for aim in scenario.aims:
        yield from _check_aim(register, aim)


def _check_polity(register: Register, polity: Polity) -> Iterator[Problem]:
    if not polity.nation:
        yield problem(polity.mark("nation"), "nation is missing; it is the id of its nation")
    for number, bloc in enumerate(polity.claims):
        yield from register.refer(polity, f"claims.{number}", "bloc", bloc)
    yield from register.refer_if(polity, "parent", "polity", polity.parent)
    yield from register.refer(polity, "capital", "place", polity.capital)
    yield from register.refer_if(polity, "head", "leader", polity.head)
    yield from register.refer(polity, "cause", "cause", polity.cause)
    yield from register.cite(polity)
    if not _COLOUR.match(polity.colour):
        text = f'colour "{polity.colour[:40]}" should be as "#1f77b4", in quotation marks'
        yield problem(polity.mark("colour"), text)


def _check_parents(register: Register) -> Iterator[Problem]:
    parents = {polity.id: polity.parent for polity in register.scenario.polities}
    for polity in register.scenario.polities:
        above, seen = polity.parent, {polity.id}
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above == polity.id:
            text = f'"{polity.id}" is in the end its own parent'
            yield problem(polity.mark("parent"), text)


def _check_leader(register: Register, leader: Leader) -> Iterator[Problem]:
    yield from register.refer(leader, "polity", "polity", leader.polity)
    yield from register.refer_if(leader, "place", "place", leader.place)
    yield from register.cite(leader)
    if not leader.name:
        yield problem(leader.mark("name"), "name is missing")


def _check_force(register: Register, force: Force) -> Iterator[Problem]:
    yield from register.refer(force, "polity", "polity", force.polity)
    yield from register.refer_if(force, "commander", "leader", force.commander)
    yield from register.refer_if(force, "patron", "leader", force.patron)
    yield from register.refer_if(force, "place", "place", force.place)
    yield from register.refer_if(force, "cause", "cause", force.cause)
    yield from register.cite(force)
    if force.exists and not force.place:
        yield problem(force.mark("place"), "place is missing; it stands on the first day")
    if force.exists and force.kind != "fleet" and force.men <= 0:
        yield problem(force.mark("men"), "men is missing; it stands on the first day")
    for name in ("men", "battalions", "squadrons", "guns", "ships"):
        if getattr(force, name) < 0:
            yield problem(force.mark(name), f"{name} can't be below 0")
    for name in ("battalions", "squadrons"):
        if getattr(force, name) % 1:
            yield problem(force.mark(name), f"{name} is a whole number")
    if not 0 <= force.cavalry_share <= 1:
        yield problem(force.mark("cavalry_share"), "cavalry_share is from 0 to 1")


def _check_relations(register: Register) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for relation in register.scenario.relations:
        for end in ("a", "b"):
            yield from register.refer(relation, end, "polity", getattr(relation, end))
        if relation.a == relation.b:
            yield problem(relation.mark("b"), f'"{relation.a}" has no relation to itself')
        if (relation.a, relation.b) in seen:
            first = seen[relation.a, relation.b]
            yield problem(relation.at, f"this pair is given twice (first in line {first})")
        seen.setdefault((relation.a, relation.b), relation.at.line)
        if not 0 <= relation.threat <= 1:
            yield problem(relation.mark("threat"), "threat is from 0 to 1")
        yield from register.cite(relation)
    yield from _check_both_ways(register)


def _check_both_ways(register: Register) -> Iterator[Problem]:
    """See that a pair given both ways (each feels its own threat) is of one kind."""
    kinds = {(r.a, r.b): r.kind for r in register.scenario.relations}
    for relation in register.scenario.relations:
        back = kinds.get((relation.b, relation.a), relation.kind)
        if back != relation.kind:
            text = f"the same pair is {back} the other way; a relation has one kind"
            yield problem(relation.mark("kind"), text)


def _check_ties(register: Register) -> Iterator[Problem]:
    for tie in register.scenario.ties:
        for end in ("a", "b"):
            id = getattr(tie, end)
            if not register.has("polity", id):
                yield from register.refer(tie, end, "leader", id)
        if tie.a == tie.b:
            yield problem(tie.mark("b"), f'"{tie.a}" has no tie to itself')
        yield from register.cite(tie)


def _check_institutions(register: Register) -> Iterator[Problem]:
    scenario = register.scenario
    for office in scenario.offices:
        yield from register.refer(office, "polity", "polity", office.polity)
        yield from register.refer_if(office, "holder", "leader", office.holder)
        if office.since and iso_date(office.since) is None:
            text = f'since "{office.since[:40]}" is no date; write it as "1835-02-22"'
            yield problem(office.mark("since"), text)
        yield from register.cite(office)
    for cause in [cause for cause in scenario.causes if cause.obeys][1:]:
        yield problem(cause.mark("obeys"), "one cause at most is that of those who obey")
    for assembly in scenario.assemblies:
        for number, id in enumerate(assembly.provinces):
            yield from register.refer(assembly, f"provinces.{number}", "province", id)
        yield from register.refer(assembly, "place", "place", assembly.place)
        yield from register.refer(assembly, "cause", "cause", assembly.cause)
        yield from register.refer_if(assembly, "sponsor", "polity", assembly.sponsor)
        yield from register.cite(assembly)
        if not assembly.provinces:
            yield problem(
                assembly.mark("provinces"), "an assembly has provinces that send to it"
            )
    for pact in scenario.pacts:
        for number, id in enumerate(pact.parties):
            yield from register.refer(pact, f"parties.{number}", "polity", id)
        yield from register.cite(pact)


def _check_aim(register: Register, aim: Aim) -> Iterator[Problem]:
    if not register.has("polity", aim.decider):
        yield from register.refer(aim, "decider", "leader", aim.decider)
    for outcome, utility in aim.utilities.items():
        path = f"utilities.{outcome}"
        yield from register.refer(aim, path, "outcome", outcome)
        if not 0 <= utility <= 100:
            yield problem(aim.mark(path), f"a utility is from 0 to 100, not {utility:g}")
    for outcome in register.ids["outcome"]:
        if outcome not in aim.utilities:
            yield problem(aim.mark("utilities"), f'utilities leave out outcome "{outcome}"')
    for fate in FATES:
        if fate not in aim.fates:
            yield problem(aim.mark("fates"), f'fates leave out "{fate}"')
