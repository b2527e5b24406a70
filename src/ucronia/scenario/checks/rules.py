"""Rules, and every expression of a scenario: types, roles, and what can never happen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from ucronia.errors import Problem
from ucronia.scenario.checks.basis import STANDARD_FILE
from ucronia.scenario.checks.register import SLUG, Register, problem
from ucronia.scenario.expressions import (
    ANY,
    Call,
    Comparison,
    Effect,
    Expression,
    Logic,
    Parameter,
    named_things,
    parse,
    parse_effect,
    walk,
)
from ucronia.scenario.model import Part, Rule, Scenario
from ucronia.scenario.roles import CLASSES, free_roles, kind_of
from ucronia.scenario.shapes import nearest
from ucronia.scenario.terms import Names
from ucronia.scenario.vocabulary import BOOL, NUMBER

Tree = TypeVar("Tree", Expression, Effect)

MOST_OVER, MOST_AMONG = 64, 16
MOST_OPTIONS, MOST_ROLES = 6, 8
"""As many as a compiled rule holds."""
NEVER_WEIGHT = -30.0
"""A log weight so low that the option is never taken."""
_DECIDERS = ("leader", "polity")
_UNKNOWN = re.compile(r'"([^"]*)" is not ')
_ECHO = "is a definition that can't be read"
"""The definition's own problem is told where it stands."""


class Trees:
    """Every expression of a scenario, parsed once, with what is wrong with them.

    Parameters
    ----------
    register : Register
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.used: set[str] = set()
        """Parameters that some expression reads."""

    def expression(
        self, part: Part, path: str, text: str, roles: Mapping[str, str], wants: str
    ) -> Iterator[Problem | Expression]:
        """Parse an expression: its tree, or its problems."""
        found = parse(text, part.mark(path), self.register.names, roles, wants)
        # a circle or a tower of definitions is seen from within only
        yield from self._keep(found, is_definition=path.startswith("definitions."))

    def effects(
        self, part: Part, path: str, texts: tuple[str, ...], roles: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Parse effects; their problems."""
        for number, text in enumerate(texts):
            mark = part.mark(f"{path}.{number}")
            found = parse_effect(text, mark, self.register.names, roles)
            yield from (item for item in self._keep(found) if isinstance(item, Problem))

    def _keep(
        self, found: Tree | list[Problem], is_definition: bool = False
    ) -> Iterator[Problem | Tree]:
        if not isinstance(found, list):
            self.used |= {node.id for node in walk(found) if isinstance(node, Parameter)}
            yield found
            return
        for told in found:
            unknown = _UNKNOWN.match(told.text)
            is_unread = unknown is not None and unknown[1] in self.register.unread
            if not is_unread and (is_definition or _ECHO not in told.text):
                yield told


def check_expressions(trees: Trees) -> Iterator[Problem]:
    """See that every expression and effect outside the rules can be read."""
    scenario = trees.register.scenario
    for name, text in scenario.definitions.items():
        path = f"definitions.{name}"
        if not SLUG.match(name):
            yield problem(scenario.mark(path), f'definition "{name[:60]}" is no id')
        yield from _problems(trees.expression(scenario, path, text, {}, ANY))
    for outcome in scenario.outcomes:
        if outcome.when.strip() != "else":
            yield from _problems(trees.expression(outcome, "when", outcome.when, {}, BOOL))
    for assembly in scenario.assemblies:
        yield from trees.effects(assembly, "effects", assembly.effects, {})
    for entry in scenario.entries:
        yield from trees.effects(entry, "effects", entry.effects, {})


def check_rules(trees: Trees) -> Iterator[Problem]:
    """See that every rule can be read, is written over classes, and can happen."""
    for rule in trees.register.scenario.rules:
        yield from _check_scope(trees.register, rule)
        yield from _check_kind(rule)
        yield from _check_rule(trees, rule)


def warn_parameters(trees: Trees) -> Iterator[Problem]:
    """Warn of parameters that no expression reads; ask once every expression was parsed."""
    for parameter in trees.register.scenario.parameters:
        is_standard = parameter.at.file == STANDARD_FILE
        if parameter.id not in trees.used and not is_standard:
            text = f'parameter "{parameter.id}" is used in no expression'
            yield problem(parameter.mark("id"), text, warning=True)


def named_rule_share(scenario: Scenario) -> float:
    """Say how many of the rules name one person or place, where a class might do.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    float
        [share] of all rules, 0 where there is none.
    """
    names = Names.of(scenario)
    named = [rule for rule in scenario.rules if rule.names or _named_by(rule, names)]
    return len(named) / len(scenario.rules) if scenario.rules else 0.0


def _named_by(rule: Rule, names: Names) -> tuple[str, ...]:
    """List ids of persons and places in a rule's condition, rate and roles."""
    roles = free_roles(rule, names)
    found: list[str] = []
    for text, wants in [*((t, ANY) for t in rule.roles.values()), (rule.when, BOOL)]:
        tree = parse(text, rule.at, names, roles, wants)
        found += named_things(tree) if isinstance(tree, Expression) else ()
        for role, derived in rule.roles.items():
            if derived is text and isinstance(tree, Expression):
                roles[role] = tree.type
    tree = parse(rule.rate, rule.at, names, roles, NUMBER)
    found += named_things(tree) if isinstance(tree, Expression) else ()
    return tuple(dict.fromkeys(found))


def _check_scope(register: Register, rule: Rule) -> Iterator[Problem]:
    """See that there is one free role at most, and that roles range over what is known."""
    if len(rule.over) > 1:
        yield problem(
            rule.mark("over"), "a rule has one free role; make the others of it in roles"
        )
    if len(rule.among) > 1:
        yield problem(rule.mark("among"), "a rule has one second role at most")
    for field, most in (("over", MOST_OVER), ("among", MOST_AMONG)):
        for role, ids in getattr(rule, field).items():
            mark = rule.mark(f"{field}.{role}")
            if not SLUG.match(role):
                yield problem(mark, f'role "{role[:60]}" is no id')
            if isinstance(ids, str) and not (ids in CLASSES or kind_of(ids, register.names)):
                text = (
                    f'"{ids[:60]}" is no class; one of {", ".join(CLASSES)}, or a list of ids'
                )
                yield problem(mark, text + nearest(ids, CLASSES))
            elif not isinstance(ids, str):
                yield from _check_listed(register, rule, f"{field}.{role}", ids, most)


def _check_listed(
    register: Register, rule: Rule, path: str, ids: tuple[str, ...], most: int
) -> Iterator[Problem]:
    if not 1 <= len(ids) <= most:
        yield problem(rule.mark(path), f"ranges over {len(ids)} ids; 1 to {most} can be held")
    if len(set(ids)) < len(ids):
        yield problem(rule.mark(path), "names an id twice")
    if ids and kind_of(ids, register.names) is None and not register.unread.intersection(ids):
        every = {id for known in register.names.sets.values() for id in known}
        for number, id in enumerate(ids):
            if id not in every:
                text = f'"{id[:60]}" is no id of this scenario{nearest(id, every)}'
                yield problem(rule.mark(f"{path}.{number}"), text)
        if every.issuperset(ids):
            yield problem(rule.mark(path), "the ids are not all of one kind")


def _check_kind(rule: Rule) -> Iterator[Problem]:
    """See that a hazard has effects; a decision has a decider, and options that have them."""
    if rule.kind == "hazard":
        if rule.options or rule.decider:
            yield problem(
                rule.at, f'hazard "{rule.id}" has a decider or options; is it a decision?'
            )
        if not rule.effects:
            yield problem(rule.at, f'hazard "{rule.id}" has no effects')
        return
    if not rule.decider:
        yield problem(rule.at, f'decision "{rule.id}" has no decider, as in: decider: head(q)')
    if rule.effects:
        yield problem(rule.mark("effects"), "the effects of a decision stand under its options")
    if not 2 <= len(rule.options) <= MOST_OPTIONS:
        text = f"a decision has 2 to {MOST_OPTIONS} options, not {len(rule.options)}"
        yield problem(rule.mark("options"), text)
    ids = [option.id for option in rule.options]
    for number, id in enumerate(ids):
        if id in ids[:number]:
            yield problem(rule.mark(f"options.{number}.id"), f'option "{id}" is given twice')
        if not SLUG.match(id):
            yield problem(rule.mark(f"options.{number}.id"), f'option "{id[:60]}" is no id')


def _check_rule(trees: Trees, rule: Rule) -> Iterator[Problem]:
    register = trees.register
    roles = free_roles(rule, register.names)
    is_scoped = len(roles) == len(rule.over) + len(rule.among)
    if not is_scoped:
        return  # every expression would fail for want of the role; told above
    named: list[str] = []
    if len(rule.roles) > MOST_ROLES:
        yield problem(rule.mark("roles"), f"has more than {MOST_ROLES} roles")
    for role, text in rule.roles.items():
        if role in roles:
            yield problem(rule.mark(f"roles.{role}"), f'role "{role}" is given twice')
        tree = None
        for item in trees.expression(rule, f"roles.{role}", text, roles, ANY):
            if isinstance(item, Problem):
                yield item
            else:
                tree = item
        if tree is None:
            return  # as above
        roles[role] = tree.type
        named += named_things(tree)
    yield from _check_chance(trees, rule, roles, named)
    yield from _check_acts(trees, rule, roles)


def _check_chance(
    trees: Trees, rule: Rule, roles: Mapping[str, str], named: list[str]
) -> Iterator[Problem]:
    """See that its condition and rate have their type, aren't settled, and name no one."""
    for path, wants in (("when", BOOL), ("rate", NUMBER)):
        for item in trees.expression(rule, path, getattr(rule, path), roles, wants):
            if isinstance(item, Problem):
                yield item
                continue
            named += named_things(item)
            value = settled(item)
            if value is not None and value <= 0:
                text = f'{rule.kind} "{rule.id}" can never fire: its {path} is always {value:g}'
                yield problem(rule.mark(path), text)
            elif path == "rate" and value is not None and value > rule.max_rate:
                text = f"the rate is always above max_rate ({rule.max_rate:g})"
                yield problem(rule.mark(path), text)
    if named and rule.names is None:
        ids = ", ".join(f'"{id}"' for id in dict.fromkeys(named))
        text = f'rule "{rule.id}" names {ids}; write it over a class, or say why in `names`'
        yield problem(rule.mark("when"), text)


def _check_acts(trees: Trees, rule: Rule, roles: Mapping[str, str]) -> Iterator[Problem]:
    """Read its decider, its options' weights, its effects."""
    if rule.decider:
        for item in trees.expression(rule, "decider", rule.decider, roles, ANY):
            if isinstance(item, Problem):
                yield item
            elif item.type not in _DECIDERS:
                text = f"the decider should be a leader or a polity, not a {item.type}"
                yield problem(rule.mark("decider"), text)
    yield from trees.effects(rule, "effects", rule.effects, roles)
    for number, option in enumerate(rule.options):
        path = f"options.{number}"
        for item in trees.expression(rule, f"{path}.weight", option.weight, roles, NUMBER):
            if isinstance(item, Problem):
                yield item
                continue
            value = settled(item)
            if value is not None and value <= NEVER_WEIGHT:
                text = f'option "{option.id}" is never open: its weight is always {value:g}'
                yield problem(rule.mark(f"{path}.weight"), text)
        yield from trees.effects(rule, f"{path}.effects", option.effects, roles)


def settled(tree: Expression) -> float | None:
    """Say what an expression always is, where its written numbers alone settle it.

    Parameters
    ----------
    tree : Expression

    Returns
    -------
    float or None
        True and False as 1 and 0; None where the state of a history decides.
    """
    values = [settled(part) for part in tree.parts]
    if isinstance(tree, Logic):
        return _settled_logic(tree.operator, values)
    if isinstance(tree, Comparison) and None not in values:
        left, right = (value or 0.0 for value in values)
        return float(_compare(tree.operator, left, right))
    if isinstance(tree, Call) and tree.name in ("min", "max") and None not in values:
        pick = min if tree.name == "min" else max
        return pick(value or 0.0 for value in values)
    if isinstance(tree, Call) and tree.name == "exp" and values[0] is not None:
        return math.exp(min(max(values[0], -50), 50))
    return tree.constant


def _settled_logic(operator: str, values: list[float | None]) -> float | None:
    if operator == "not":
        return None if values[0] is None else float(not values[0])
    decisive = operator == "or"
    if any(value is not None and bool(value) == decisive for value in values):
        return float(decisive)
    return None if None in values else float(not decisive)


def _compare(operator: str, left: float, right: float) -> bool:
    return {
        "==": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]


def _problems(found: Iterator[Problem | Expression]) -> Iterator[Problem]:
    return (item for item in found if isinstance(item, Problem))
