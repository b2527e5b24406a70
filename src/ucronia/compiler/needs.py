"""What a rule needs: how polities must stand for it to be open at all, found by trying.

A rule's conditions are tried under one supposition after another, as "its polity is at war with
no one". Where one of them is false then, whatever else is so, the rule needs the contrary. The
engine has these standings at hand, and draws nothing for what does not stand so; a condition
that they imply is left out of the rule's code.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ucronia.compiler.suppose import FREE, POLITY, SECOND, Known, Trial
from ucronia.engine import layout as lay
from ucronia.scenario.terms import Expression, Thing, Variable, walk

_BITS = (lay.STANDS, lay.MEMBER_STATE, lay.EMBATTLED, lay.IN_WAR, lay.CHALLENGED)
_EITHER = ((lay.EMBATTLED, lay.CHALLENGED), (lay.IN_WAR, lay.CHALLENGED))
"""Standings of which a rule may need one or the other."""
_MOST_POLITIES = 2
"""Polities of its own naming that the engine's record of a rule has room for."""
Facts = Mapping[tuple[str, int], bool]


@dataclass(frozen=True)
class Needs:
    """What a rule can't be open without.

    Parameters
    ----------
    free, second : int
        Bits of standing of its free and its second role's polity, all of them.
    free_any : int
        The same, any of them; 0 for no need.
    polities : tuple of (str, int)
        Polities that it names, and the bits that each must have.
    variable : str
        A variable that must not be 0; empty for none.
    possible : tuple of bool
        For each instance over listed things, whether it can be open at all; empty for all.
    implied : tuple of Expression
        Conditions that hold wherever the needs are met.
    """

    free: int = 0
    free_any: int = 0
    second: int = 0
    polities: tuple[tuple[str, int], ...] = ()
    variable: str = ""
    possible: tuple[bool, ...] = ()
    implied: tuple[Expression, ...] = ()


@dataclass(frozen=True)
class Ranges:
    """What a rule's conditions are about.

    Parameters
    ----------
    roles : mapping of str to Expression
        Its derived roles.
    free, second : str
        Names of its free and second role, empty for none.
    free_kind, second_kind : str
        The kinds of thing that they are.
    over, among : tuple of str
        Ids that they range over, where they range over listed polities.
    """

    roles: Mapping[str, Expression]
    free: str = ""
    second: str = ""
    free_kind: str = ""
    second_kind: str = ""
    over: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


@dataclass
class _Search:
    """Looks for the needs of one rule."""

    known: Known
    parts: Sequence[Expression]
    ranges: Ranges
    found: dict[tuple[str, int], bool] = field(default_factory=dict)

    def trial(self, standing: Facts, idle: frozenset[str] = frozenset()) -> Trial:
        bound = {self.ranges.free: FREE}
        if self.ranges.free_kind == "polity":
            bound = {self.ranges.free: POLITY}
        if self.ranges.second_kind == "polity":
            bound[self.ranges.second] = SECOND
        return Trial(self.known, self.ranges.roles, bound, standing, idle)

    def closes(self, standing: Facts, idle: frozenset[str] = frozenset()) -> bool:
        """Tell whether the rule is surely closed under a supposition."""
        trial = self.trial(standing, idle)
        return any(trial.truth(part) is False for part in self.parts)

    def look_at(self, polity: str) -> int:
        """Note how a polity must stand, and give the bits."""
        need = 0
        for bit, has in itertools.product(_BITS, (True, False)):
            if self.closes({(polity, bit): not has}):
                self.found[polity, bit] = has
                need |= bit if has else bit << lay.NOT_SO
        return need

    def either(self, polity: str) -> int:
        """Give the bits of which a polity must have one or the other."""
        for pair in _EITHER:
            if self.closes({(polity, bit): False for bit in pair}):
                return pair[0] | pair[1]
        return 0

    def possible(self) -> Iterator[bool]:
        """Tell, pair by pair of listed things, whether it can be open at all."""
        ranges = self.ranges
        for one, other in itertools.product(ranges.over, ranges.among or ("",)):
            bound = {ranges.free: one, ranges.second: other}
            trial = Trial(self.known, ranges.roles, {k: v for k, v in bound.items() if v})
            yield all(trial.truth(part) is not False for part in self.parts)

    def is_implied(self, part: Expression, possible: Sequence[bool]) -> bool:
        """Tell whether a condition holds wherever the needs are met."""
        if self.trial(self.found).truth(part) is True:
            return True
        ranges = self.ranges
        pairs = itertools.product(ranges.over, ranges.among or ("",))
        open_ones = [pair for pair, is_open in zip(pairs, possible, strict=True) if is_open]
        return bool(open_ones) and all(
            self._holds(part, {ranges.free: one, ranges.second: other})
            for one, other in open_ones
        )

    def _holds(self, part: Expression, bound: Mapping[str, str]) -> bool:
        named = {role: id for role, id in bound.items() if id}
        return Trial(self.known, self.ranges.roles, named).truth(part) is True


def needs_of(known: Known, parts: Sequence[Expression], ranges: Ranges) -> Needs:
    """Find what a rule can't be open without.

    Parameters
    ----------
    known : Known
        What does not change in play.
    parts : sequence of Expression
        Conditions that must all hold.
    ranges : Ranges
        What they are about.

    Returns
    -------
    Needs
        What it needs; it may need more than is found.
    """
    search = _Search(known, parts, ranges)
    has_polity = ranges.free_kind in ("polity", "force", "province")
    free = search.look_at(POLITY) if has_polity else 0
    second = search.look_at(SECOND) if ranges.second_kind == "polity" else 0
    named = [(id, search.look_at(id)) for id in _polities_named(parts, ranges)]
    polities = tuple((id, need) for id, need in named if need)[:_MOST_POLITIES]
    for id, _ in named:
        if id not in dict(polities):
            search.found = {key: has for key, has in search.found.items() if key[0] != id}
    possible = tuple(search.possible()) if ranges.over else ()
    return Needs(
        free=free,
        free_any=search.either(POLITY) if has_polity and not free else 0,
        second=second,
        polities=polities,
        variable=_variable(search),
        possible=possible,
        implied=tuple(part for part in parts if search.is_implied(part, possible)),
    )


def _polities_named(parts: Sequence[Expression], ranges: Ranges) -> tuple[str, ...]:
    trees = (*parts, *ranges.roles.values())
    named = (node for tree in trees for node in walk(tree) if isinstance(node, Thing))
    return tuple(dict.fromkeys(node.id for node in named if node.type == "polity"))


def _variable(search: _Search) -> str:
    """Give a variable that must not be 0, empty where there is none."""
    nodes = (node for part in search.parts for node in walk(part))
    for id in dict.fromkeys(node.id for node in nodes if isinstance(node, Variable)):
        if search.closes({}, frozenset({id})):
            return id
    return ""
