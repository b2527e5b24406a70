"""Where the record can be forked: the days of its entries, its decisions and who took them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ucronia.analysis.grades import Choice, can_be_graded
from ucronia.analysis.horizon import checkpoint_days
from ucronia.analysis.outcomes import date_of, day_of
from ucronia.compiler.build import World
from ucronia.compiler.timetable import instance_of
from ucronia.engine.layout import Persons
from ucronia.ensemble.asking import ask
from ucronia.ensemble.plan import Act, Fork
from ucronia.errors import QuestionError
from ucronia.scenario.expressions import ANY, parse
from ucronia.scenario.model import Aim, Entry, Rule, Scenario
from ucronia.scenario.roles import free_roles

_GIVES_WAY = 4
"""A regular fork gives way within this share of the days between two of them."""


@dataclass(frozen=True)
class Occasion:
    """A recorded decision, its forks and whose aims weigh them.

    Parameters
    ----------
    choice : Choice
        What is graded.
    aim : Aim
        The decider's aims.
    forks : tuple of Fork
        One an option, in the order of the choice's options.
    """

    choice: Choice
    aim: Aim
    forks: tuple[Fork, ...]


def entry_days(world: World, entry: str) -> tuple[int, int]:
    """Give the first and the last day on which some draw may place an entry.

    Parameters
    ----------
    world : World
        What is played.
    entry : str
        Id of the entry.

    Returns
    -------
    tuple of int
        [days] both held within the days that are played.
    """
    record, number = world.plan.record, world.plan.record.order[entry]
    spans = [record.own_span(entry, dict(row.choice)) for row in world.plan.rows[number]]
    told = [span for span in spans if span is not None]
    day = day_of(world.scenario, record.entries[entry].date)
    first = min((span.first for span in told), default=day)
    last = max((span.last for span in told), default=day)
    return max(0, min(first, world.end_day)), max(0, min(last, world.end_day))


def fork_days(
    world: World, every: int = 30, weighty: int = 40, after: bool = True
) -> list[int]:
    """Choose the days on which the curve is worked out.

    A regular fork gives way to a weighty entry's that is near: it would tell the same.

    Parameters
    ----------
    world : World
        What is played.
    every : int
        [days] between regular forks.
    weighty : int
        How many of the weightiest entries have forks of their own.
    after : bool
        Whether they have one after them too, not only before.

    Returns
    -------
    list of int
        Ascending, from the first day to the day of classification.

    Raises
    ------
    QuestionError
        If `every` is no number of days.
    """
    if every < 1:
        raise QuestionError(f"every is {every} days; 1 or more will do")
    end = world.end_day
    days = {0, end}
    for entry in weightiest(world.scenario, weighty):
        first, last = entry_days(world, entry.id)
        days |= {first, min(last + 1, end)} if after else {first}
    own, near = sorted(days), every // _GIVES_WAY
    regular = (day for day in range(0, end, every) if _distance(own, day) > near)
    return sorted(days.union(regular))


def days_after(world: World, spans: Sequence[tuple[int, int]], weighty: int = 40) -> list[int]:
    """Choose the days after weighty entries on which intervals can be parted.

    Parameters
    ----------
    world : World
        What is played.
    spans : sequence of tuple of int
        Days between which each interval lies.
    weighty : int
        How many entries count as weighty.

    Returns
    -------
    list of int
        Ascending: the day after an entry that begins an interval and ends within it.
    """
    found = set()
    for entry in weightiest(world.scenario, weighty):
        first, last = entry_days(world, entry.id)
        found |= {last + 1 for day, until in spans if day == first and last + 1 < until}
    return sorted(found)


def _distance(days: list[int], day: int) -> int:
    """Give the days between a day and the nearest of some."""
    return min(abs(day - other) for other in days)


def weightiest(scenario: Scenario, count: int) -> list[Entry]:
    """List the entries that weigh most.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    count : int
        How many.

    Returns
    -------
    list of Entry
        The weightiest first; of equals, the earlier in the file.
    """
    return sorted(scenario.entries, key=lambda entry: -entry.weight)[: max(0, count)]


def act_of(world: World, rule: str, bind: dict[str, str], option: str) -> Act:
    """Give the act of taking an option, or of letting a hazard fire.

    Parameters
    ----------
    world : World
        What is played.
    rule : str
        Id of the rule.
    bind : dict
        Role to id.
    option : str
        Id of the option; empty for a hazard.

    Returns
    -------
    Act
        By index.
    """
    number = world.index("rule", rule)
    part = world.scenario.rules[number]
    options = [known.id for known in part.options]
    at = options.index(option) if option in options else 0
    return Act(number, instance_of(part, bind, world.names), at)


def graded_occasions(
    world: World, count: int, seed: int, entries: tuple[str, ...] = ()
) -> list[Occasion]:
    """Choose the recorded decisions to grade.

    Parameters
    ----------
    world : World
        What is played.
    count : int
        How many of the weightiest that can be graded.
    seed : int
        Of the draw in which the decider is looked up.
    entries : tuple of str
        Ids of entries to grade whatever they weigh.

    Returns
    -------
    list of Occasion
        By date.

    Raises
    ------
    QuestionError
        If an entry that was asked for can't be graded.
    """
    found: list[Occasion] = []
    for entry in entries:
        occasion = occasion_of(world, world.plan.record.entries[entry], seed)
        if occasion is None:
            raise QuestionError(f"{entry} can't be graded: {_why_not(world, entry)}")
        found.append(occasion)
    for entry_part in weightiest(world.scenario, len(world.scenario.entries)):
        if len(found) >= count + len(entries):
            break
        if entry_part.id not in entries:
            occasion = occasion_of(world, entry_part, seed)
            found += [occasion] if occasion else []
    return sorted(found, key=lambda occasion: (occasion.choice.date, occasion.choice.entry))


def occasion_of(world: World, entry: Entry, seed: int) -> Occasion | None:
    """Make the occasion of an entry, if it is a decision that can be graded.

    Parameters
    ----------
    world : World
        What is played.
    entry : Entry
        Of the record.
    seed : int
        Of the draw in which the decider is looked up.

    Returns
    -------
    Occasion or None
        None for what is no decision, may not be graded, or has a decider without aims.
    """
    rules = {rule.id: rule for rule in world.scenario.rules}
    rule = rules.get(entry.rule)
    if rule is None or not can_be_graded(rule):
        return None
    options = tuple(option.id for option in rule.options)
    day, _ = entry_days(world, entry.id)
    if entry.option not in options or day >= world.end_day:
        return None
    bind = dict(entry.bind)
    decider = _decider(world, rule, act_of(world, rule.id, bind, entry.option), day, seed)
    if decider is None:
        return None
    aim, leader = decider
    choice = Choice(
        entry=entry.id,
        date=date_of(world.scenario, day_of(world.scenario, entry.date)),
        rule=rule.id,
        decider=aim.decider,
        options=options,
        recorded=options.index(entry.option),
        leader=leader,
    )
    looked = checkpoint_days(day, world.end_day)
    acts = [act_of(world, rule.id, bind, option) for option in options]
    forks = tuple(Fork(day, acts=(act,), checkpoints=looked, watched=leader) for act in acts)
    return Occasion(choice, aim, forks)


def decider_kind(world: World, rule: Rule) -> str:
    """Say what takes a decision: a leader or a polity.

    Parameters
    ----------
    world : World
        For its names.
    rule : Rule
        The decision's rule.

    Returns
    -------
    str
        `leader`, `polity`, or empty where it can't be told.
    """
    types = dict(free_roles(rule, world.names))
    for role, text in [*rule.roles.items(), ("", rule.decider)]:
        tree = parse(text, rule.at, world.names, types, ANY) if text else []
        if isinstance(tree, list):
            return ""
        types[role] = tree.type
    return types[""]


def pools_of(world: World) -> dict[int, int]:
    """Say which polity each slot for forces born in play belongs to.

    Parameters
    ----------
    world : World
        What is played.

    Returns
    -------
    dict
        Slot of a force to index of a polity, for names in chronicles.
    """
    people = world.tables.people
    return {
        int(people.polity_pool[polity]) + place: polity
        for polity in range(len(world.scenario.polities))
        for place in range(int(people.polity_pool_size[polity]))
    }


def _decider(world: World, rule: Rule, act: Act, day: int, seed: int) -> tuple[Aim, int] | None:
    """Find whose aims a decision is weighed by: the leader's own, else his polity's."""
    aims = {aim.decider: aim for aim in world.scenario.aims}
    kind = decider_kind(world, rule)
    answer, state = ask(world, day, act.rule, act.instance, seed=seed)
    who = answer.decider
    if who < 0 or kind not in ("leader", "polity"):
        return None
    polity = who
    if kind == "leader":
        own = aims.get(world.names.things["leader"][who])
        if own is not None:
            return own, who
        persons: Persons = state.persons
        polity = int(persons.leader_polity[who])
    of_polity = aims.get(world.names.things["polity"][polity]) if polity >= 0 else None
    return (of_polity, -1) if of_polity else None


def _why_not(world: World, entry: str) -> str:
    rules = {rule.id: rule for rule in world.scenario.rules}
    rule = rules.get(world.plan.record.entries[entry].rule)
    if rule is None or rule.kind != "decision":
        return "it is no decision"
    if not can_be_graded(rule):
        return "killings and choices of one option never are"
    return "nobody with stated aims decides it"
