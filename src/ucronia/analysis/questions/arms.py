"""An intervention as two forks: what the record did, and what is set otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from ucronia.analysis.outcomes import date_of, day_of
from ucronia.analysis.questions.occasions import act_of, entry_days
from ucronia.compiler.build import World
from ucronia.compiler.timetable import instance_of
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Act, Fact, Fork
from ucronia.ensemble.run import replay
from ucronia.errors import QuestionError
from ucronia.scenario.assume import Assumption
from ucronia.scenario.change import (
    FIRES,
    NOTHING,
    PAIR,
    Change,
    Decision,
    FactSet,
    Instance,
)

ALL_INSTANCES = -1
_KINDS = {"place": "place", "holder": "leader", "control": "polity", "capital": "place"}
_THINGS = {
    "men": "force",
    "ships": "force",
    "battalions": "force",
    "squadrons": "force",
    "guns": "force",
    "horses": "force",
    "place": "force",
    "holder": "office",
    "control": "province",
    "value": "variable",
}


@dataclass(frozen=True)
class Arms:
    """Both forks of an intervention, and how it is told.

    Parameters
    ----------
    recorded : Fork
        With what the record has at the entries named.
    alternative : Fork
        With the intervention.
    decision : str
        What is changed: entries, rules and facts.
    option : str
        To what.
    was : str
        What the record has there; empty where it is silent.
    """

    recorded: Fork
    alternative: Fork
    decision: str
    option: str
    was: str


def make_arms(world: World, change: Change, seed: int = 0) -> Arms:
    """Turn an intervention into two forks of one state.

    Parameters
    ----------
    world : World
        What is played.
    change : Change
        What is set otherwise.
    seed : int
        Of the draw in which it is looked up whether a force stands.

    Returns
    -------
    Arms
        Their forks, and how they are told.
    """
    day = fork_day(world, change)
    _check(change)
    told = [_tell_decision(world, decision) for decision in change.decisions]
    told += [_tell_forbidden(world, instance) for instance in change.forbidden]
    told += [_tell_fact(fact) for fact in change.facts]
    told += [_tell_assumption(held) for held in change.assumed]
    was = [_recorded_act(world, decision.instance) for decision in change.decisions]
    was += [_recorded_act(world, instance) for instance in change.forbidden]
    facts = tuple(_fact(world, fact, day, seed) for fact in change.facts)
    acts = tuple(
        act_of(world, taken.instance.rule, dict(taken.instance.bind), taken.option)
        for taken in change.decisions
    )
    forbidden = tuple(_cells(world, instance) for instance in change.forbidden)
    held = tuple((assumption.parameter, assumption.value) for assumption in change.assumed)
    what, option, recorded = ("; ".join(filter(None, part)) for part in zip(*told, strict=True))
    return Arms(
        recorded=Fork(day, acts=tuple(act for act in was if act is not None)),
        alternative=Fork(day, acts=acts, facts=facts, forbidden=forbidden, held=held),
        decision=what,
        option=option,
        was=recorded,
    )


def fork_day(world: World, change: Change) -> int:
    """Give the day of an intervention's fork.

    Parameters
    ----------
    world : World
        What is played.
    change : Change
        The intervention.

    Returns
    -------
    int
        The day asked for; else the first on which some draw may place the entry named.

    Raises
    ------
    QuestionError
        If there is no day, or nothing is left to play after it.
    """
    if not change.at:
        raise QuestionError("no entry says when; give the day with --at, as --at 1838-07-30")
    entries = {entry.id: entry for entry in world.scenario.entries}
    named = [part.instance.entry for part in change.decisions]
    named += [instance.entry for instance in change.forbidden]
    dated = [entry for entry in named if entry and entries[entry].date == change.at]
    day = day_of(world.scenario, change.at)
    if dated:
        day = min(entry_days(world, entry)[0] for entry in dated)
    if not 0 <= day < world.end_day:
        last = date_of(world.scenario, world.end_day)
        raise QuestionError(f"nothing is left to play on {change.at}: histories end on {last}")
    return day


def _check(change: Change) -> None:
    for decision in change.decisions:
        entry = decision.instance.entry
        if not entry:
            continue
        if not decision.option:
            text = f"{entry} fires in the record; to see it not fire: --forbid {entry}"
            raise QuestionError(text)
        others = change.facts or change.forbidden or change.assumed
        is_alone = len(change.decisions) == 1 and not others
        if decision.option == decision.recorded and is_alone:
            raise QuestionError(f'"{decision.option}" is what the record has at {entry}')
    if not (change.decisions or change.facts or change.forbidden or change.assumed):
        raise QuestionError(
            "nothing is set otherwise: give ENTRY=OPTION, --fact, --forbid or --set"
        )


def _recorded_act(world: World, instance: Instance) -> Act | None:
    """Give the record's own act at an entry, None where no entry was named."""
    if not instance.entry:
        return None
    option = world.plan.record.entries[instance.entry].option
    return act_of(world, instance.rule, dict(instance.bind), option)


def _cells(world: World, instance: Instance) -> tuple[int, int]:
    number = world.index("rule", instance.rule)
    rule = world.scenario.rules[number]
    if not instance.bind and (rule.over or rule.among):
        return number, ALL_INSTANCES
    return number, instance_of(rule, dict(instance.bind), world.names)


def _fact(world: World, fact: FactSet, day: int, seed: int) -> Fact:
    thing = _thing(world, fact)
    if fact.kind in ("men", "place", "battalions", "squadrons", "guns", "horses"):
        _check_stands(world, fact, thing, day, seed)
    if fact.kind == "ships" and world.scenario.forces[thing].kind != "fleet":
        raise QuestionError(f"{fact.thing} is no fleet and has no ships; try men")
    if fact.kind == "control":
        _check_exists(world, str(fact.value), day, seed)
    if isinstance(fact.value, str):
        value = (
            lay.NOBODY if fact.value == NOTHING else world.index(_KINDS[fact.kind], fact.value)
        )
        return Fact(fact.kind, thing, float(value))
    return Fact(f"{fact.kind}_times" if fact.is_factor else fact.kind, thing, fact.value)


def _thing(world: World, fact: FactSet) -> int:
    """Give what a fact is of; two polities are one number, as the engine reads it."""
    if fact.kind == "tariff":
        a, b = (world.index("polity", id) for id in fact.thing.split(PAIR))
        return a * world.sizes.polities + b
    return world.index(_THINGS.get(fact.kind, "polity"), fact.thing)


def _check_stands(world: World, fact: FactSet, force: int, day: int, seed: int) -> None:
    forces: lay.Forces = replay(world, day, seed=seed)[0].forces
    if forces.status[force] != lay.ACTIVE:
        when = date_of(world.scenario, day)
        raise QuestionError(
            f"{fact.thing} does not stand on {when}; give another day with --at"
        )


def _check_exists(world: World, polity: str, day: int, seed: int) -> None:
    realm: lay.Realm = replay(world, day, seed=seed)[0].realm
    if realm.exists[world.index("polity", polity)] != 1:
        when = date_of(world.scenario, day)
        raise QuestionError(
            f"{polity} does not exist on {when}, and holds nothing; give another day with --at"
        )


def _tell_decision(world: World, decision: Decision) -> tuple[str, str, str]:
    was = decision.recorded
    return _name(decision.instance), decision.option or FIRES, was


def _tell_forbidden(world: World, instance: Instance) -> tuple[str, str, str]:
    was = ""
    if instance.entry:
        was = world.plan.record.entries[instance.entry].option or FIRES
    return _name(instance), "forbidden", was


def _tell_fact(fact: FactSet) -> tuple[str, str, str]:
    value = f"{fact.value:g}" if isinstance(fact.value, float) else str(fact.value)
    return f"{fact.thing}.{fact.kind}", f"*{value}" if fact.is_factor else value, ""


def _tell_assumption(held: Assumption) -> tuple[str, str, str]:
    return held.parameter, f"{held.value:g}", ""


def _name(instance: Instance) -> str:
    if instance.entry:
        return instance.entry
    bind = ";".join(f"{role}={id}" for role, id in instance.bind)
    return f"{instance.rule}:{bind}" if bind else instance.rule
