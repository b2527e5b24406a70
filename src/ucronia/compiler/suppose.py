"""What an expression is worth under a supposition: true, false, or it can't be told.

Three-valued logic (Kleene 1938, On notation for ordinal numbers), with numbers as intervals and
things as what is known of them. It must never say more than the engine would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ucronia.engine import layout as lay
from ucronia.scenario.model import Scenario
from ucronia.scenario.terms import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Expression,
    Logic,
    Nothing,
    Number,
    Parameter,
    Role,
    Thing,
    Variable,
)
from ucronia.scenario.vocabulary import BOOL, NUMBER

NO_ONE, SOMEONE = "none", "some"
"""A thing that is none; one that exists, whichever it is."""
FREE, POLITY, SECOND = "free", "polity", "second"
"""A rule's free role; the polity that it is, whose side it is on, or who holds it; the second
role."""
Interval = tuple[float, float]
Value = TypeVar("Value")
_ANY: Interval = (-math.inf, math.inf)
_ZERO: Interval = (0.0, 0.0)
_RIVALS = ("rival", "party", "communities")


@dataclass(frozen=True)
class Known:
    """What of a scenario does not change in play.

    Parameters
    ----------
    nations, kinds : mapping of str to str
        Of each polity.
    ranges : mapping of str to Interval
        Least and greatest value of each parameter.
    """

    nations: Mapping[str, str]
    kinds: Mapping[str, str]
    ranges: Mapping[str, Interval]

    @classmethod
    def of(cls, scenario: Scenario) -> Known:
        """Gather it from a scenario."""
        return cls(
            {polity.id: polity.nation for polity in scenario.polities},
            {polity.id: polity.kind for polity in scenario.polities},
            {parameter.id: _range(parameter.prior) for parameter in scenario.parameters},
        )


def _range(prior: Mapping[str, Any]) -> Interval:
    kind, value = next(iter(prior.items()))
    if kind == "lognormal":
        return 0.0, math.inf
    if kind == "beta":
        return 0.0, 1.0
    if kind == "uniform":
        return float(value[0]), float(value[1])
    return (float(value), float(value)) if kind == "fixed" else _ANY


@dataclass
class Trial:
    """A rule's expressions, tried under a supposition.

    Parameters
    ----------
    known : Known
        What does not change.
    roles : mapping of str to Expression
        The rule's derived roles.
    bound : mapping of str to str
        What its free and second role are: FREE, POLITY, SECOND, or a polity's id.
    standing : mapping of (str, int) to bool
        Whether POLITY, SECOND or a polity by its id has a bit of standing, where supposed.
    idle : frozenset of str
        Variables that are supposed to be 0.
    """

    known: Known
    roles: Mapping[str, Expression]
    bound: Mapping[str, str]
    standing: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    idle: frozenset[str] = frozenset()

    def has(self, polity: str | None, bit: int) -> bool | None:
        """Tell whether a polity has a bit of standing; None where it can't be told."""
        if polity is None:
            return None
        found = self.standing.get((polity, bit))
        if bit == lay.EMBATTLED and found is None and self.has(polity, lay.IN_WAR):
            return True
        if bit == lay.IN_WAR and found is None and self.has_not_embattled(polity):
            return False
        return found

    def has_not_embattled(self, polity: str) -> bool:
        """Tell whether a polity is supposed to be at war with no one at all."""
        return self.standing.get((polity, lay.EMBATTLED)) is False

    # true or false

    def truth(self, node: Expression) -> bool | None:
        """Try a condition: True, False, or None where it can't be told."""
        if isinstance(node, Number):
            return node.value != 0
        if isinstance(node, Logic):
            return self._logic(node)
        if isinstance(node, Comparison):
            return self._comparison(node)
        if isinstance(node, Choice):
            return self._choice(node, self.truth)
        return self._question(node) if isinstance(node, Call) else None

    def _logic(self, node: Logic) -> bool | None:
        found = [self.truth(part) for part in node.parts]
        if node.operator == "not":
            return None if found[0] is None else not found[0]
        decides = node.operator == "or"
        if decides in found:
            return decides
        return None if None in found else not decides

    def _comparison(self, node: Comparison) -> bool | None:
        one, other = node.parts
        if one.type == NUMBER and other.type == NUMBER:
            return _compared(node.operator, self.number(one), self.number(other))
        if one.type == BOOL or node.operator not in ("==", "!="):
            return None
        same = _same(self.thing(one), self.thing(other))
        return None if same is None else same == (node.operator == "==")

    def _question(self, node: Call) -> bool | None:
        things = [self.thing(part) for part in node.parts if part.type not in (NUMBER, BOOL)]
        if NO_ONE in things:
            return False
        first = things[0] if things else None
        if node.name in ("at_war", "cut_off"):
            fighters = [self._side(first)] if node.name == "cut_off" else things
            return False if any(self.has(x, lay.EMBATTLED) is False for x in fighters) else None
        if node.name == "exists":
            return True if first == SOMEONE else self.has(first, lay.STANDS)
        if node.name in _STANDINGS:
            return self.has(first, _STANDINGS[node.name])
        return self._fixed(node.name, things)

    def _fixed(self, name: str, things: list[str | None]) -> bool | None:
        """Answer what never changes of polities that are known by name."""
        kinds = [self.known.kinds.get(thing or "") for thing in things]
        if None in kinds:
            return None
        if name == "same_nation":
            return self.known.nations[str(things[0])] == self.known.nations[str(things[1])]
        if name == "is_rival":
            return kinds[0] in _RIVALS
        return kinds[0] == "confederation" if name == "is_confederation" else None

    # numbers

    def number(self, node: Expression) -> Interval:
        """Give the least and greatest value that a number can have."""
        if isinstance(node, Number):
            return node.value, node.value
        if isinstance(node, Parameter):
            return self.known.ranges.get(node.id, _ANY)
        if isinstance(node, Variable):
            return _ZERO if node.id in self.idle else _ANY
        if node.type == BOOL:
            found = self.truth(node)
            return (0.0, 1.0) if found is None else (float(found), float(found))
        if isinstance(node, Arithmetic) and node.operator == "+":
            (low, high), (least, most) = (self.number(part) for part in node.parts)
            return low + least, high + most
        return self._count(node) if isinstance(node, Call) else _ANY

    def _count(self, node: Call) -> Interval:
        things = [self.thing(part) for part in node.parts if part.type not in (NUMBER, BOOL)]
        if NO_ONE in things:
            return _ZERO
        if node.name == "war_days":
            calm = [self.has(thing, lay.EMBATTLED) is False for thing in things]
            return _ZERO if any(calm) else _ANY
        if node.name == "enemy_men" and self.has(self._side(things[0]), lay.EMBATTLED) is False:
            return _ZERO
        return _ANY

    # things

    def thing(self, node: Expression) -> str | None:
        """Give what is known of a thing: NO_ONE, SOMEONE, a role, an id; None for nothing."""
        if isinstance(node, Nothing):
            return NO_ONE
        if isinstance(node, Thing):
            return node.id if node.type == "polity" else None
        if isinstance(node, Role):
            if node.name in self.bound:
                return self.bound[node.name]
            return self.thing(self.roles[node.name]) if node.name in self.roles else None
        if isinstance(node, Choice):
            return self._choice(node, self.thing)
        return self._found(node) if isinstance(node, Call) else None

    def _found(self, node: Call) -> str | None:
        things = [self.thing(part) for part in node.parts if part.type not in (NUMBER, BOOL)]
        if NO_ONE in things:
            return NO_ONE
        first = things[0] if things else None
        if node.name in ("side", "controller"):
            return self._side(first)
        if node.name == "sovereign":
            return first if self.has(first, lay.MEMBER_STATE) is False else None
        if node.name == "nearest_foe":
            return NO_ONE if self.has(self._side(first), lay.EMBATTLED) is False else None
        bit = {"enemy": lay.IN_WAR, "challenger": lay.CHALLENGED}.get(node.name)
        found = None if bit is None else self.has(first, bit)
        return None if found is None else SOMEONE if found else NO_ONE

    def _side(self, thing: str | None) -> str | None:
        return POLITY if thing == FREE else None

    def _choice(self, node: Choice, of: Callable[[Expression], Value | None]) -> Value | None:
        condition, then, otherwise = node.parts
        found = self.truth(condition)
        if found is not None:
            return of(then if found else otherwise)
        one, other = of(then), of(otherwise)
        return one if one == other else None


_STANDINGS = {"is_member": lay.MEMBER_STATE, "in_war": lay.IN_WAR}


def _same(one: str | None, other: str | None) -> bool | None:
    """Tell whether two things are one; None where it can't be told."""
    if one is None or other is None or SOMEONE in (one, other):
        return False if NO_ONE in (one, other) and SOMEONE in (one, other) else None
    if one == other:
        return True
    roles = {FREE, POLITY, SECOND}
    return None if roles & {one, other} and NO_ONE not in (one, other) else False


def _compared(operator: str, one: Interval, other: Interval) -> bool | None:
    """Compare two numbers that lie in intervals."""
    if operator in (">", ">="):
        return _compared({">": "<", ">=": "<="}[operator], other, one)
    if operator == "<":
        return True if one[1] < other[0] else False if one[0] >= other[1] else None
    if operator == "<=":
        return True if one[1] <= other[0] else False if one[0] > other[1] else None
    apart = one[1] < other[0] or other[1] < one[0]
    same = one == other and one[0] == one[1]
    if not apart and not same:
        return None
    return same == (operator == "==")
