"""Cards of rules, parameters and outcomes: what the model reckons with."""

from __future__ import annotations

import re

import numpy as np

from ucronia.compiler.levels import quantile
from ucronia.report.asked.shown import short
from ucronia.report.explain.cards import Card, Pen, listed
from ucronia.report.explain.kinds import kind_name
from ucronia.report.graded import horizon_text
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.model import Aim, Outcome, Parameter, Rule, Scenario, Variable

LEVELS = (0.05, 0.5, 0.95)
_WORD = re.compile(r"[a-z_][a-z0-9_]*")


def rule_card(words: Words, scenario: Scenario, rule: Rule) -> Card:
    """Explain a rule: when it is open, how often, what it does, what it reads.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    rule : Rule
        A hazard or a decision.

    Returns
    -------
    Card
        With its parameters and the entries that realise it.
    """
    pen = Pen(words, scenario)
    pen.fact("What it is", words.text(rule.text))
    pen.fact("Kind", rule.kind)
    for role, over in [*rule.over.items(), *rule.among.items()]:
        ids = over if isinstance(over, str) else listed(over)
        pen.fact("Free role", f"{role}: {ids}")
    for role, text in rule.roles.items():
        pen.fact("Role", f"{role} = {text}")
    pen.fact("Open when", rule.when)
    pen.fact("Times a year", f"{rule.rate} (≤ {rule.max_rate:g})")
    pen.fact("Decided by", rule.decider)
    for option in rule.options:
        effects = "; ".join(option.effects) or "—"
        said = f"{option.id}: {words.text(option.text)} | {option.weight} | {effects}"
        pen.fact("Option", said)
    pen.fact("Effects", "; ".join(rule.effects))
    read = parameters_read(scenario, rule)
    pen.fact("Parameters", listed(read))
    entries = [entry.id for entry in scenario.entries if entry.rule == rule.id]
    pen.fact("Entries", listed(entries))
    if rule.names is not None:
        pen.fact("Names one person or place because", words.text(rule.names))
    pen.basis(rule)
    commands = [f"ucronia explain {id}" for id in [*read[:2], *entries[:2]]]
    return pen.card("rule", rule.id, rule.id, commands)


def parameters_read(scenario: Scenario, rule: Rule) -> list[str]:
    """List the parameters that a rule's expressions read.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    rule : Rule
        The rule.

    Returns
    -------
    list of str
        Ids in the order in which they stand.
    """
    known = {parameter.id for parameter in scenario.parameters}
    texts = [rule.when, rule.rate, *rule.roles.values(), *rule.effects]
    for option in rule.options:
        texts += [option.weight, *option.effects]
    found = [word for text in texts for word in _WORD.findall(text)]
    return [word for word in dict.fromkeys(found) if word in known]


def parameter_card(words: Words, scenario: Scenario, parameter: Parameter) -> Card:
    """Explain a parameter: what it is, its prior, what that rests on, who reads it.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    parameter : Parameter
        The parameter.

    Returns
    -------
    Card
        With its basis.
    """
    pen = Pen(words, scenario)
    pen.fact("What it is", words.text(parameter.text))
    pen.fact("Unit", parameter.unit)
    kind, value = next(iter(parameter.prior.items()))
    pen.fact("Prior", f"{kind} {value}")
    if kind != "fixed":
        low, middle, high = quantile(parameter.prior, np.array(LEVELS))
        said = words.say(
            "median {middle}; 90 of 100 draws between {low} and {high}",
            middle=short(words, float(middle)),
            low=short(words, float(low)),
            high=short(words, float(high)),
        )
        pen.fact("Values", said)
    readers = [r.id for r in scenario.rules if parameter.id in parameters_read(scenario, r)]
    engine = words.say("the engine itself")
    pen.fact("Read by", listed(readers) or engine)
    pen.basis(parameter)
    commands = [f"ucronia explain {readers[0]}"] if readers else []
    return pen.card("parameter", parameter.id, words.text(parameter.text), commands)


def outcome_card(words: Words, scenario: Scenario, outcome: Outcome) -> Card:
    """Explain an outcome: what it means, and how it is told.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    outcome : Outcome
        The outcome.

    Returns
    -------
    Card
        With its expression and each decider's assumed utility.
    """
    pen = Pen(words, scenario)
    pen.fact("What it means", words.text(outcome.definition))
    pen.fact("Told when", outcome.when)
    for name, text in scenario.definitions.items():
        if name in _WORD.findall(outcome.when):
            pen.fact("where", f"{name} = {text}")
    pen.fact("Told on", scenario.classified_on)
    worth = [
        f"{aim.decider} {aim.utilities[outcome.id]:g}"
        for aim in scenario.aims
        if outcome.id in aim.utilities
    ]
    pen.fact("Assumed worth to deciders, 0 to 100", ", ".join(worth))
    commands = [f"ucronia {verb} {outcome.id}" for verb in ("when", "believe")]
    commands.append(f"ucronia history --outcome {outcome.id}")
    return pen.card("outcome", outcome.id, words.text(outcome.name), commands)


def variable_card(words: Words, scenario: Scenario, variable: Variable) -> Card:
    """Explain a variable of the scenario.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    variable : Variable
        The variable.

    Returns
    -------
    Card
        With its first value.
    """
    pen = Pen(words, scenario)
    pen.fact("What it is", words.text(variable.text))
    pen.fact("On the first day", f"{variable.start:g}")
    pen.basis(variable)
    return pen.card("variable", variable.id, variable.id)


def aim_facts(pen: Pen, aim: Aim) -> None:
    """Write a decider's assumed aims.

    Parameters
    ----------
    pen : Pen
        Of the decider's card.
    aim : Aim
        The aims.
    """
    worth = ", ".join(
        f"{outcome_name(pen.words, pen.scenario, outcome)} {value:g}"
        for outcome, value in sorted(aim.utilities.items(), key=lambda pair: -pair[1])
    )
    pen.fact("Assumed aims, 0 to 100", worth)
    fate = pen.words.say(
        "the own fate weighs {share} of 100", share=pen.words.hundredths(aim.own_fate)
    )
    pen.fact(
        "Because", f"{pen.words.text(aim.reason)} ({fate}; {kind_name(pen.words, aim.basis)})"
    )
    pen.fact(
        "Horizon in years",
        f"{horizon_text(pen.words, aim)} ({kind_name(pen.words, aim.basis)})",
    )
