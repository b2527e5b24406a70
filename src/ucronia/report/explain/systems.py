"""Cards of systems: what each is, its rules, numbers, files, sources, and its record."""

from __future__ import annotations

from dataclasses import replace

from ucronia.report.explain.cards import BASES, Card, Pen, listed
from ucronia.report.explain.life import with_life
from ucronia.report.words import Words
from ucronia.scenario.model import Entry, Scenario
from ucronia.scenario.systems import System


def system_card(words: Words, scenario: Scenario, system: System) -> Card:
    """Explain a system: what it is, by what it lives, and what the record has of it.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    system : System
        The system.

    Returns
    -------
    Card
        With its rules' sources, and the entries that realise them.
    """
    pen = Pen(words, scenario)
    pen.fact("What it is", words.text(system.text))
    rules = {rule.id: rule for rule in scenario.rules}
    for id in system.rules:
        pen.fact("Rule", f"{id}: {words.text(rules[id].text)}")
        pen.cite(rules[id].source)
    parameters = {parameter.id: parameter for parameter in scenario.parameters}
    for id in system.parameters:
        one = parameters[id]
        basis = words.say(BASES[one.basis])
        pen.fact("Parameter", f"{id}: {words.text(one.text)} ({basis})")
    pen.fact("Files", listed(system.files))
    commands = [f"ucronia explain {id}" for id in (*system.rules[:2], *system.parameters[:2])]
    commands += [f"ucronia what-if --set {id}=…" for id in system.parameters[:1]]
    card = pen.card("system", system.id, words.text(system.name), commands)
    entries = entries_of(scenario, system)
    told = with_life(card, words, scenario, system, entries) if entries else card
    # what its rules rest on is cited first, and nothing twice
    return replace(told, sources=tuple(dict.fromkeys(told.sources)))


def entries_of(scenario: Scenario, system: System) -> list[Entry]:
    """List the entries of the record that a system has part in.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    system : System
        The system.

    Returns
    -------
    list of Entry
        Those that realise its rules, and those that it names, by date.
    """
    found = [e for e in scenario.entries if e.rule in system.rules or e.id in system.entries]
    return sorted(found, key=lambda entry: entry.date)


def systems_card(words: Words, scenario: Scenario) -> Card:
    """List the systems of a scenario: what `explain` tells where it is given no name.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.

    Returns
    -------
    Card
        A fact for each.
    """
    facts = tuple(
        (f"{words.text(one.name)} [{one.id}]", words.text(one.text)) for one in scenario.systems
    )
    commands = tuple(f"ucronia explain {one.id}" for one in scenario.systems[:2])
    return Card(
        "list",
        "systems",
        words.say("Systems of {title}", title=words.text(scenario.title)),
        facts or ((words.say("None"), words.say("this scenario has no systems.yaml")),),
        commands=commands,
    )
