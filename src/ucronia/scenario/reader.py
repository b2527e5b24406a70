"""The walk through Python's own tree of a text that builds a typed tree of expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from ucronia.errors import Problem
from ucronia.scenario.grammar import syntax
from ucronia.scenario.model import Mark
from ucronia.scenario.telling import (
    ANY,
    FUNCTIONS,
    RefusedError,
    Teller,
    kinds_of_type,
    short,
    with_article,
)
from ucronia.scenario.terms import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Effect,
    Expression,
    Logic,
    Names,
    Nothing,
    Number,
    Parameter,
    Role,
    Thing,
    Variable,
)
from ucronia.scenario.vocabulary import BOOL, NUMBER, STATE, THINGS, VERBS, Word

MOST_NODES_OPENED = 4000
"""Of a tree with its definitions written out."""
MOST_DEPTH_OPENED = 80
MOST_HEIGHT = 32
"""Values that may pile up while it is worked out."""
MOST_DEFINITIONS_DEEP = 12
MOST_POWER = 4
LARGEST_NUMBER = 1e15

Built = TypeVar("Built", Expression, Effect)

IF = "IF"
"""How an effect's `if` is written for Python, to which `if` is no function."""
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_COMPARISON: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class Reader(Teller):
    """One reading of a text."""

    def __init__(
        self, names: Names, roles: Mapping[str, str], at: Mark, opening: tuple[str, ...] = ()
    ) -> None:
        super().__init__(names, roles, at)
        self.opening = opening
        """Definitions that are being written out just now, to find a circle."""
        self.opened: dict[str, Expression | None] = {}
        self.done: dict[tuple[ast.expr, str], Expression | None] = {}

    def read(self, text: str, build: Callable[[ast.expr], Built]) -> Built | None:
        """Parse and build; None where there were problems, never an exception."""
        try:
            tree = syntax(text)
            if isinstance(tree, tuple):
                self.tell(*tree)
            self.text, self.indent = text.strip(), len(text) - len(text.lstrip())
            found = build(tree)
            self._measure(found)
        except RefusedError:
            return None
        except RecursionError:
            self.problems.append(Problem(self.at.file, self.at.line, 0, "nested too deeply"))
            return None
        return found

    def build(self, node: ast.expr, wants: str) -> Expression:
        """Build the tree of a node, of the type wanted."""
        # once each: the middle of a chained comparison is asked for twice
        if (node, wants) not in self.done:
            self.done[node, wants] = None
            build = _BUILDERS.get(type(node))
            if build is None:
                self.refuse(node, "is not part of the language of expressions")
            self.done[node, wants] = build(self, node, wants)
        found = self.done[node, wants]
        if found is None:
            raise RefusedError
        return found

    def build_effect(self, node: ast.expr) -> Effect:
        """Build a verb with its arguments, and its condition if it has one."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            self.refuse(node, "is not an effect; write verb(argument, …)")
        name = node.func.id
        if name == IF:
            return self._build_conditional(node)
        if name not in VERBS:
            but = " (it is a function)" if name in STATE else ""
            self.unknown(node.func, name, f"an effect{but}", VERBS)
        return Effect(name, self._arguments(node, name, VERBS[name]))

    def _build_conditional(self, node: ast.Call) -> Effect:
        if len(node.args) != 2 or node.keywords:
            self.refuse(node, "should be if(condition, verb(argument, …))")
        condition = self.build(node.args[0], BOOL)
        effect = self.build_effect(node.args[1])
        if effect.condition is not None:
            condition = Logic(BOOL, (condition, effect.condition), operator="and")
        return Effect(effect.verb, effect.arguments, condition)

    def _build_constant(self, node: ast.Constant, wants: str) -> Expression:
        value = node.value
        if isinstance(value, bool):
            return self.fit(Number(BOOL, value=float(value)), node, wants)
        if not isinstance(value, (int, float)):
            self.refuse(node, "is not a number")
        if abs(value) > LARGEST_NUMBER:
            self.refuse(node, f"is larger than {LARGEST_NUMBER:g}")
        return self.fit(Number(NUMBER, value=float(value)), node, wants)

    def _build_name(self, node: ast.Name, wants: str) -> Expression:
        kinds = self._kinds_of_name(node)
        kind = self._settled(node, kinds) if wants == ANY else wants
        if kind == NUMBER and NUMBER not in kinds:
            kind = BOOL
        if kind not in kinds:
            self.misfit(node, kinds, wants)
        return self._named(node, kind)

    def _settled(self, node: ast.expr, kinds: frozenset[str]) -> str:
        """Say which of the types that a node could have it has; a number before others."""
        if NUMBER in kinds and BOOL not in kinds:
            return NUMBER
        if len(kinds - {NUMBER}) > 1:
            told = ", ".join(sorted(kinds))
            self.refuse(node, f"could be any of {told}; what it is used for should say which")
        return min(kinds, default=ANY)

    def _named(self, node: ast.Name, kind: str) -> Expression:
        name = node.id
        if name in self.roles:
            return Role(self.roles[name], name=name)
        if name == "none":
            return Nothing(kind)
        if name in self.names.sets.get(kind, ()):
            return Thing(kind, id=name)
        if name in self.names.parameters:
            return Parameter(NUMBER, id=name)
        if name in self.names.variables:
            return Variable(NUMBER, id=name)
        return self._open(node)

    def _build_unary(self, node: ast.UnaryOp, wants: str) -> Expression:
        if isinstance(node.op, ast.Not):
            part = self.build(node.operand, BOOL)
            return self.fit(Logic(BOOL, (part,), operator="not"), node, wants)
        if isinstance(node.op, ast.Invert):
            self.refuse(node, "is not part of the language of expressions")
        part = self.build(node.operand, NUMBER)
        if isinstance(node.op, ast.USub):
            part = Arithmetic(NUMBER, (part,), operator="neg")
        return self.fit(part, node, wants)

    def _build_binary(self, node: ast.BinOp, wants: str) -> Expression:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            self.refuse(node, "should be made of + - * / **")
        parts = self._built((node.left, node.right), (NUMBER, NUMBER))
        right = parts[1]
        is_power = isinstance(right, Number) and 0 <= right.value <= MOST_POWER
        if operator == "**" and not is_power:
            self.refuse(node.right, f"as a power should be a number from 0 to {MOST_POWER}")
        if operator == "/" and right.constant == 0:
            self.refuse(node.right, "is 0, by which nothing can be divided")
        return self.fit(Arithmetic(NUMBER, parts, operator=operator), node, wants)

    def _build_comparison(self, node: ast.Compare, wants: str) -> Expression:
        sides = [node.left, *node.comparators]
        pairs = zip(sides, node.ops, node.comparators, strict=False)
        links = tuple(self._link(left, operator, right) for left, operator, right in pairs)
        both = links[0] if len(links) == 1 else Logic(BOOL, links, operator="and")
        return self.fit(both, node, wants)

    def _link(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Expression:
        operator = _COMPARISON.get(type(sign))
        if operator is None:
            self.refuse(left, "should be compared by == != < <= > >=")
        sides = self._kinds(left), self._kinds(right)
        # an unknown name is best told of as what the other side says that it should be
        kinds = sides[0] & sides[1] if all(sides) else sides[0] | sides[1]
        kind = NUMBER if NUMBER in kinds else self._settled(left, kinds)
        parts = self._built((left, right), (kind, kind))
        if kind == ANY:
            types = [with_article(part.type) for part in parts]
            self.refuse(left, f"is {types[0]}, the other is {types[1]}")
        if kind != NUMBER and operator not in ("==", "!="):
            self.refuse(left, f"is {with_article(kind)}, which is compared by == and != only")
        return Comparison(BOOL, parts, operator=operator)

    def _build_logic(self, node: ast.BoolOp, wants: str) -> Expression:
        parts = self._built(node.values, [BOOL] * len(node.values))
        operator = "and" if isinstance(node.op, ast.And) else "or"
        return self.fit(Logic(BOOL, parts, operator=operator), node, wants)

    def _build_choice(self, node: ast.IfExp, wants: str) -> Expression:
        kind = self._settled(node, self._kinds(node)) if wants == ANY else wants
        parts = self._built((node.test, node.body, node.orelse), (BOOL, kind, kind))
        if kind == ANY:
            self.refuse(node, "has two kinds of value")
        return Choice(kind, parts)

    def _build_call(self, node: ast.Call, wants: str) -> Expression:
        if not isinstance(node.func, ast.Name):
            self.refuse(node, "is not part of the language of expressions")
        name = node.func.id
        if name not in FUNCTIONS:
            but = " (it is an effect)" if name in VERBS else ""
            self.unknown(node.func, name, f"a function{but}", FUNCTIONS)
        word = FUNCTIONS[name]
        parts = self._arguments(node, name, word)
        if name == "chosen":
            self._check_option(node, parts)
        return self.fit(Call(word.gives, parts, name=name), node, wants)

    def _arguments(self, node: ast.Call, name: str, word: Word) -> tuple[Expression, ...]:
        if node.keywords or len(node.args) != len(word.takes):
            self.refuse(node, f"should be {name}({', '.join(word.takes)})")
        return self._built(node.args, word.takes)

    def _check_option(self, node: ast.Call, parts: tuple[Expression, ...]) -> None:
        rule, option = parts
        if not isinstance(rule, Thing) or not isinstance(option, Thing):
            self.refuse(node, "should name a rule and one of its options")
        options = self.names.options.get(rule.id, ())
        if option.id not in options:
            self.unknown(node.args[1], option.id, f'an option of "{rule.id}"', options)

    def _built(self, nodes: Sequence[ast.expr], wants: Sequence[str]) -> tuple[Expression, ...]:
        """Build each, so that a second one's problems are told with the first's."""
        parts = []
        for node, wanted in zip(nodes, wants, strict=True):
            try:
                parts.append(self.build(node, wanted))
            except RefusedError:
                continue
        if len(parts) < len(nodes):
            raise RefusedError
        return tuple(parts)

    def _kinds(self, node: ast.expr) -> frozenset[str]:
        """List the types that a node could have, before it is known what is wanted."""
        if isinstance(node, ast.Name):
            return self._kinds_of_name(node)
        if isinstance(node, ast.IfExp):
            return self._kinds(node.body) & self._kinds(node.orelse)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            word = FUNCTIONS.get(node.func.id)
            return kinds_of_type(word.gives) if word else _EVERY
        is_bool = (
            isinstance(node, (ast.Compare, ast.BoolOp))
            or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
            or (isinstance(node, ast.Constant) and isinstance(node.value, bool))
        )
        return kinds_of_type(BOOL if is_bool else NUMBER)

    def _kinds_of_name(self, node: ast.Name) -> frozenset[str]:
        name = node.id
        if name in self.roles:
            return kinds_of_type(self.roles[name])
        if name == "none":
            return frozenset(THINGS)
        kinds = {kind for kind, ids in self.names.sets.items() if name in ids}
        if name in self.names.parameters or name in self.names.variables:
            kinds.add(NUMBER)
        elif name in self.names.definitions:
            kinds |= kinds_of_type(self._open(node).type)
        return frozenset(kinds)

    def _open(self, node: ast.Name) -> Expression:
        """Write out a definition, read once."""
        name = node.id
        if name in self.opening:
            circle = short(" > ".join((*self.opening, name)))
            self.refuse(node, f"is defined in a circle: {circle}")
        if name not in self.opened:
            # kept where it fails too: definitions of definitions multiply
            self.opened[name] = None
            self.opened[name] = self._read_definition(node)
        found = self.opened[name]
        if found is None:
            self.refuse(node, "is a definition that can't be read")
        return found

    def _read_definition(self, node: ast.Name) -> Expression:
        name, chain = node.id, (*self.opening, node.id)
        if len(chain) > MOST_DEFINITIONS_DEEP:
            self.refuse(node, f"stands over {MOST_DEFINITIONS_DEEP} definitions deep")
        inner = Reader(self.names, {}, self.at, chain)
        # a definition that two others use is read once for all of them
        inner.opened = self.opened
        found = inner.read(self.names.definitions[name], lambda tree: inner.build(tree, ANY))
        if found is None:
            self.refuse(node, f"is a definition that can't be read: {inner.problems[0].text}")
        return found

    def _measure(self, tree: Expression | Effect) -> None:
        parts = [tree] if isinstance(tree, Expression) else [*tree.arguments]
        if isinstance(tree, Effect) and tree.condition is not None:
            parts.append(tree.condition)
        size, depth = sum(p.size for p in parts), max((p.depth for p in parts), default=0)
        height = max((p.height for p in parts), default=0)
        if size > MOST_NODES_OPENED or depth > MOST_DEPTH_OPENED or height > MOST_HEIGHT:
            self.tell(0, "too much to work out, with its definitions written out")


_EVERY = frozenset((NUMBER, BOOL, *THINGS))
_BUILDERS = cast(
    dict[type[ast.expr], Callable[[Reader, ast.expr, str], Expression | None]],
    {
        ast.Constant: Reader._build_constant,
        ast.Name: Reader._build_name,
        ast.UnaryOp: Reader._build_unary,
        ast.BinOp: Reader._build_binary,
        ast.Compare: Reader._build_comparison,
        ast.BoolOp: Reader._build_logic,
        ast.IfExp: Reader._build_choice,
        ast.Call: Reader._build_call,
    },
)
