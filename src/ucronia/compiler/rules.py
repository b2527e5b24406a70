"""A scenario's rules as code, and as the engine's record of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ucronia.compiler.bytecode import DECIDED, TRIED, CodeBook, question
from ucronia.compiler.needs import Needs, Ranges, needs_of
from ucronia.compiler.suppose import Known
from ucronia.compiler.timetable import is_over_forces
from ucronia.engine import layout as lay
from ucronia.errors import Problem
from ucronia.scenario.expressions import ANY, parse, parse_effect
from ucronia.scenario.model import Part, Rule, Scenario
from ucronia.scenario.roles import free_roles, ids_of
from ucronia.scenario.terms import (
    Arithmetic,
    Call,
    Effect,
    Expression,
    Logic,
    Names,
    Number,
    Parameter,
    Role,
    walk,
)
from ucronia.scenario.vocabulary import MATHS

_CLASS_KINDS = {
    "army": (lay.ARMY, lay.COLUMN),
    "force": (lay.ARMY, lay.COLUMN, lay.GARRISON, lay.MONTONERA),
    "fleet": (lay.FLEET,),
}
_DAYS_IN_YEAR = 365.25
_LONG = frozenset(
    "army_of challenger commands_sea contender crossing cut_off duties enemy_men exile_of"
    " fleet_ships friendly_men garrison is_head lands_lost main_port provinces_held"
    " revenue_held rival_of sea_control sea_open support would_pass".split()
)
"""Questions for which the engine goes through all forces, provinces, leaders or polities."""
_LONG_ASK = 12
_GUARDS = frozenset({"is_prisoner", "in_exile", "is_occupied"})
"""Cheap questions that few leaders or provinces answer with yes on most days."""


class Numbers:
    """The index of every id."""

    def __init__(self, names: Names) -> None:
        self._of = {
            kind: {id: number for number, id in enumerate(ids)}
            for kind, ids in names.things.items()
        }

    def of(self, kind: str, id: str) -> int:
        """Give the index of an id of a kind, NONE where there is none."""
        return self._of[kind].get(id, lay.NONE)


class Writer:
    """Parses expressions and effects into the code book, keeping what can't be read."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.book = CodeBook(names)
        self.problems: list[Problem] = []

    def tree(
        self, text: str, part: Part, roles: Mapping[str, str], wants: str
    ) -> Expression | None:
        """Read an expression; None where it can't be read."""
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
        """Read an expression into the book, and give where its code begins."""
        found = self.tree(text, part, scope[0], wants)
        return lay.NONE if found is None else self.book.add(found, scope[1])

    def effects(
        self,
        texts: tuple[str, ...],
        part: Part,
        scope: tuple[Mapping[str, str], Mapping[str, int]],
    ) -> int:
        """Read effects into the book, and give where their code begins."""
        found: list[Effect] = []
        for text in texts:
            effect = parse_effect(text, part.at, self.names, scope[0])
            if isinstance(effect, list):
                self.problems += effect
            else:
                found.append(effect)
        return self.book.add_effects(found, scope[1])


@dataclass(frozen=True)
class RuleCode:
    """A rule with its expressions and effects as places in the code."""

    rule: Rule
    role_class: int
    over: tuple[int, ...]
    among: tuple[int, ...]
    width: int
    roles: tuple[int, ...]
    gate: int
    guard: int
    needs: Needs
    rate: int
    has_fixed_rate: bool
    decider: int
    weights: tuple[int, ...]
    effects: tuple[int, ...]


def compile_rules(
    scenario: Scenario, names: Names, writer: Writer, slots: int
) -> list[RuleCode]:
    """Compile a scenario's rules.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    names : Names
        Its ids.
    writer : Writer
        Where code and problems go.
    slots : int
        Slots for forces, those born in play too.

    Returns
    -------
    list of RuleCode
        In the scenario's order.
    """
    compiler = _RuleCompiler(names, writer, slots, Known.of(scenario))
    return [compiler.compile(rule) for rule in scenario.rules]


class _RuleCompiler:
    """Compiles rules into a writer's book."""

    def __init__(self, names: Names, writer: Writer, slots: int, known: Known) -> None:
        self.names = names
        self.known = known
        self.writer = writer
        self.slots = slots
        self.number = Numbers(names)

    def compile(self, rule: Rule) -> RuleCode:
        types = dict(free_roles(rule, self.names))
        registers = {role: 0 for role in rule.over} | {role: 1 for role in rule.among}
        trees = {}
        for number, (role, text) in enumerate(rule.roles.items()):
            tree = self.writer.tree(text, rule, types, ANY)
            if tree is not None:
                trees[role] = tree
                types[role] = tree.type
            registers[role] = 2 + number
        roles = [self.writer.book.add(tree, registers) for tree in trees.values()]
        scope = (types, registers)
        role_class, over = self._range(rule)
        among = tuple(
            self.number.of(types[role], id) for role, ids in rule.among.items() for id in ids
        )
        count = self.slots if role_class == lay.ROLE_FORCE else max(1, len(over))
        lists = [option.effects for option in rule.options] or [rule.effects]
        parts = self._parts(rule, types)
        needs = needs_of(self.known, parts, self._ranges(rule, types, trees))
        rate = self.writer.tree(rule.rate, rule, types, "number")
        return RuleCode(
            rule=rule,
            role_class=role_class,
            over=over,
            among=among,
            width=count * max(1, len(among)),
            roles=tuple(roles),
            gate=self._gate(rule, scope, trees, [p for p in parts if p not in needs.implied]),
            guard=self._guard(rule, parts, role_class),
            needs=needs,
            rate=lay.NONE if rate is None else self.writer.book.add(rate, registers),
            has_fixed_rate=rate is not None and all(_is_of_numbers(n) for n in walk(rate)),
            decider=self.writer.code(rule.decider, rule, scope, ANY)
            if rule.decider
            else lay.NONE,
            weights=tuple(
                self.writer.code(option.weight, option, scope, "number")
                for option in rule.options
            ),
            effects=tuple(self.writer.effects(texts, rule, scope) for texts in lists),
        )

    def _gate(
        self,
        rule: Rule,
        scope: tuple[Mapping[str, str], Mapping[str, int]],
        trees: Mapping[str, Expression],
        parts: list[Expression],
    ) -> int:
        """Write what a rule's candidate must pass, the cheapest to try first."""
        steps: list[tuple[Expression, int]] = []
        bound: set[str] = set()
        while parts:
            part = min(parts, key=lambda part: _cost(part, bound, trees))
            parts.remove(part)
            steps += _bindings(_needed(part, trees), bound, trees, scope[1])
            steps.append((part, TRIED))
        steps += _bindings(set(trees), bound, trees, scope[1])
        if rule.decider:
            decider = self.writer.tree(rule.decider, rule, scope[0], ANY)
            steps += [(decider, DECIDED)] if decider is not None else []
        return self.writer.book.add_gate(steps, scope[1])

    def _parts(self, rule: Rule, types: Mapping[str, str]) -> list[Expression]:
        """Give the conditions that all must hold, but for what the engine sees to itself."""
        when = self.writer.tree(rule.when, rule, types, "bool")
        whole = isinstance(when, Logic) and when.operator == "and"
        parts = [] if when is None else list(when.parts) if whole else [when]
        return [part for part in parts if not _is_given(part, rule)]

    def _ranges(
        self, rule: Rule, types: Mapping[str, str], trees: Mapping[str, Expression]
    ) -> Ranges:
        """Say what a rule's conditions are about."""
        free, second = next(iter(rule.over), ""), next(iter(rule.among), "")
        kinds = types.get(free, ""), types.get(second, "")
        is_listed = kinds[0] == "polity" and kinds[1] in ("", "polity")
        over = ids_of(rule.over[free], self.names) if is_listed else ()
        among = rule.among[second] if is_listed and second else ()
        return Ranges(trees, free, second, *kinds, over, tuple(among))

    def _guard(self, rule: Rule, parts: list[Expression], role_class: int) -> int:
        """Give a question to a leader or province that comes first and seldom gets a yes."""
        if role_class not in (lay.ROLE_LEADER, lay.ROLE_PROVINCE):
            return 0
        for part in parts:
            if isinstance(part, Call) and part.name in _GUARDS and _is_of(part, rule):
                return question(part.name)
        return 0

    def _range(self, rule: Rule) -> tuple[int, tuple[int, ...]]:
        if not rule.over:
            return lay.ROLE_NONE, ()
        role, over = next(iter(rule.over.items()))
        if is_over_forces(rule) and isinstance(over, str):
            return lay.ROLE_FORCE, _CLASS_KINDS[over]
        kind = free_roles(rule, self.names).get(role, "polity")
        ids = tuple(self.number.of(kind, id) for id in ids_of(over, self.names))
        classes = {
            "polity": lay.ROLE_POLITY,
            "leader": lay.ROLE_LEADER,
            "province": lay.ROLE_PROVINCE,
        }
        return classes.get(kind, lay.ROLE_LIST), ids


def _is_of_numbers(node: Expression) -> bool:
    """Tell whether a node asks nothing of the state."""
    is_maths = isinstance(node, Call) and node.name in MATHS
    return is_maths or isinstance(node, Number | Parameter | Arithmetic)


def _is_given(part: Expression, rule: Rule) -> bool:
    """Tell whether a condition is one that an instance without it is not looked at for."""
    given = isinstance(part, Call) and part.name in ("exists", "active", "alive")
    return given and _is_of(cast(Call, part), rule)


def _is_of(part: Call, rule: Rule) -> bool:
    """Tell whether a question is asked of a rule's free role."""
    asked = part.parts[0]
    return isinstance(asked, Role) and asked.name in rule.over


def _cost(tree: Expression, bound: set[str], trees: Mapping[str, Expression]) -> int:
    """Reckon the steps of trying a condition, the roles that it needs and are not bound too."""
    fresh = [trees[role] for role in _needed(tree, trees) - bound]
    nodes = [node for part in (tree, *fresh) for node in walk(part)]
    return sum(
        _LONG_ASK if isinstance(node, Call) and node.name in _LONG else 1 for node in nodes
    )


def _needed(tree: Expression, trees: Mapping[str, Expression]) -> set[str]:
    """Name the derived roles that an expression needs, and those that they need in turn."""
    direct = {n.name for n in walk(tree) if isinstance(n, Role) and n.name in trees}
    return direct.union(*(_needed(trees[role], trees) for role in direct))


def _bindings(
    roles: set[str],
    bound: set[str],
    trees: Mapping[str, Expression],
    registers: Mapping[str, int],
) -> list[tuple[Expression, int]]:
    """Give the steps that bind roles not bound yet, in their order, and note them as bound."""
    fresh = [role for role in trees if role in roles and role not in bound]
    bound.update(fresh)
    return [(trees[role], registers[role]) for role in fresh]


def write_rules(room: lay.Rules, rules: list[RuleCode], number: Numbers) -> None:
    """Write rules into the engine's record of them."""
    for name in ("role_start", "weight_start", "effect_start", "need_polity"):
        getattr(room, name)[:] = lay.NONE
    first = 0
    for row, code in enumerate(rules):
        rule = code.rule
        room.every[row] = rule.every
        room.again[row] = rule.again
        room.max_rate[row] = rule.max_rate / _DAYS_IN_YEAR
        chance = -math.expm1(-rule.max_rate / _DAYS_IN_YEAR * rule.every)
        room.threshold[row] = min(int(chance * 2**32) + 1, 2**32 - 1)
        room.has_fixed_rate[row] = int(code.has_fixed_rate)
        room.role_class[row] = code.role_class
        room.first_instance[row] = first
        room.width[row] = code.width
        first += code.width
        room.over_count[row] = len(code.over)
        room.over_list[row, : len(code.over)] = code.over
        if code.role_class == lay.ROLE_FORCE:
            room.kinds[row] = sum(1 << kind for kind in code.over)
        room.among_count[row] = len(code.among)
        room.among_list[row, : len(code.among)] = code.among
        room.role_start[row, : len(code.roles)] = code.roles
        room.gate_start[row] = code.gate
        room.guard[row] = code.guard
        room.rate_start[row] = code.rate
        room.decider_start[row] = code.decider
        room.option_count[row] = len(rule.options)
        room.weight_start[row, : len(code.weights)] = code.weights
        room.effect_start[row, : len(code.effects)] = code.effects
        room.is_recorded[row] = int(rule.recorded)
        _write_needs(room, row, code, number)


def _write_needs(room: lay.Rules, row: int, code: RuleCode, number: Numbers) -> None:
    """Write what a rule needs into the engine's record of it."""
    needs = code.needs
    room.need[row], room.need_any[row] = needs.free, needs.free_any
    room.need_second[row] = needs.second
    for place, (polity, standing) in enumerate(needs.polities):
        room.need_polity[row, place] = number.of("polity", polity)
        room.need_polity_standing[row, place] = standing
    room.need_variable[row] = number.of("variable", needs.variable)
    first = room.first_instance[row]
    room.possible[first : first + code.width] = needs.possible or 1
