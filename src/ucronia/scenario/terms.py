"""The typed trees that expressions and effects are read into, and the names they may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, cast

from ucronia.scenario.model import Scenario
from ucronia.scenario.vocabulary import THINGS

_PLACED = ("leader", "polity", "place", "province")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Expression:
    """A node of a typed tree.

    Parameters
    ----------
    type : str
        `number`, `bool`, or a kind of thing.
    parts : tuple of Expression
        What it is made of, in order.
    """

    type: str
    parts: tuple[Expression, ...] = ()

    @cached_property
    def size(self) -> int:
        """Nodes of the tree, itself too."""
        return 1 + sum(part.size for part in self.parts)

    @cached_property
    def depth(self) -> int:
        """Nodes on the longest way down."""
        return 1 + max((part.depth for part in self.parts), default=0)

    @cached_property
    def height(self) -> int:
        """Values that pile up at most while it is worked out from left to right."""
        return max((n + part.height for n, part in enumerate(self.parts)), default=1)

    @cached_property
    def constant(self) -> float | None:
        """Its value where only written numbers make it, else None."""
        return self._constant()

    def _constant(self) -> float | None:
        return None


@dataclass(frozen=True)
class Number(Expression):
    """A written number, or True and False as 1 and 0."""

    value: float = 0.0

    def _constant(self) -> float | None:
        return self.value


@dataclass(frozen=True)
class Parameter(Expression):
    """A parameter of the scenario."""

    id: str = ""


@dataclass(frozen=True)
class Variable(Expression):
    """A scenario variable, read."""

    id: str = ""


@dataclass(frozen=True)
class Role(Expression):
    """A role of the rule that the expression belongs to."""

    name: str = ""


@dataclass(frozen=True)
class Thing(Expression):
    """A thing named by its id; `type` is its kind."""

    id: str = ""


@dataclass(frozen=True)
class Nothing(Expression):
    """`none`, of the kind that `type` says."""


@dataclass(frozen=True)
class Call(Expression):
    """A function of vocabulary.MATHS or STATE of its parts."""

    name: str = ""


@dataclass(frozen=True)
class Arithmetic(Expression):
    """`+ - * / **` of two parts, or `neg` of one."""

    operator: str = ""

    def _constant(self) -> float | None:
        values = [part.constant for part in self.parts]
        if any(value is None for value in values):
            return None
        try:
            value = _ARITHMETIC_OF[self.operator](*cast(list[float], values))
        except (ArithmeticError, TypeError):
            return None
        return value if isinstance(value, float) else None


@dataclass(frozen=True)
class Comparison(Expression):
    """`== != < <= > >=` of two parts of one type."""

    operator: str = ""


@dataclass(frozen=True)
class Logic(Expression):
    """`and`, `or` of two parts or more; `not` of one."""

    operator: str = ""

    @cached_property
    def height(self) -> int:
        """Values that pile up at most: each part's is dropped before the next is begun."""
        return max(part.height for part in self.parts)


@dataclass(frozen=True)
class Choice(Expression):
    """Its parts are the condition, what it is then, and what it is otherwise."""

    @cached_property
    def height(self) -> int:
        """Values that pile up at most: the condition's is dropped before the next is begun."""
        return max(part.height for part in self.parts)


@dataclass(frozen=True)
class Effect:
    """One act: a verb with its arguments, done only if the condition holds.

    Parameters
    ----------
    verb : str
        A name of vocabulary.VERBS.
    arguments : tuple of Expression
        As the verb takes them.
    condition : Expression or None
        None where it is always done.
    """

    verb: str
    arguments: tuple[Expression, ...]
    condition: Expression | None = None


_ARITHMETIC_OF: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "neg": lambda a: -a,
}


@dataclass(frozen=True)
class Names:
    """What an expression of a scenario may name; an id's index is its place in its tuple.

    Parameters
    ----------
    things : mapping of str to tuple of str
        Ids by kind of thing.
    parameters, variables : tuple of str
        Ids of what stands for a number.
    definitions : mapping of str to str
        The scenario's macros: name → expression.
    options : mapping of str to tuple of str
        Option ids by rule.
    """

    things: Mapping[str, tuple[str, ...]]
    parameters: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario) -> Names:
        """Gather the names of a scenario, each kind in the scenario's order."""
        variables = tuple(variable.id for variable in scenario.variables)
        options = {rule.id: tuple(o.id for o in rule.options) for rule in scenario.rules}
        things = {
            kind: tuple(part.id for part in parts)
            for kind, parts in _parts_by_kind(scenario).items()
        }
        things["variable"] = variables
        things["option"] = tuple(dict.fromkeys(o for ids in options.values() for o in ids))
        parameters = tuple(parameter.id for parameter in scenario.parameters)
        return cls(things, parameters, variables, scenario.definitions, options)

    @cached_property
    def sets(self) -> Mapping[str, frozenset[str]]:
        """The same ids for quick asking."""
        return {kind: frozenset(self.things.get(kind, ())) for kind in THINGS}


def _parts_by_kind(scenario: Scenario) -> dict[str, Sequence[_Named]]:
    return {
        "force": scenario.forces,
        "place": scenario.places,
        "province": scenario.provinces,
        "polity": scenario.polities,
        "leader": scenario.leaders,
        "cause": scenario.causes,
        "office": scenario.offices,
        "zone": scenario.zones,
        "circuit": scenario.circuits,
        "bloc": scenario.blocs,
        "assembly": scenario.assemblies,
        "pact": scenario.pacts,
        "rule": scenario.rules,
    }


def walk(tree: Expression | Effect) -> Iterator[Expression]:
    """Every node of an expression, or of an effect's condition and arguments."""
    left = [tree] if isinstance(tree, Expression) else list(tree.arguments)
    if isinstance(tree, Effect) and tree.condition is not None:
        left.insert(0, tree.condition)
    while left:
        node = left.pop(0)
        yield node
        left[:0] = node.parts


def named_things(tree: Expression | Effect) -> tuple[str, ...]:
    """Ids of the leaders, polities, places and provinces that it names, each once."""
    things = (n.id for n in walk(tree) if isinstance(n, Thing) and n.type in _PLACED)
    return tuple(dict.fromkeys(things))
