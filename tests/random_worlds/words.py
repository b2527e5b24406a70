"""Random expressions and effects, of the right type, of all that the vocabulary has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.ids import Sketch, chance, open_verbs, pick
from ucronia.compiler.bytecode import _MAY_BE_NONE
from ucronia.scenario.vocabulary import BOOL, MATHS, NUMBER, STATE, VERBS

LITERALS = ("0", "1", "2", "0.5", "0.1", "30", "365", "1000", "-1", "-0.3", "1e-9", "1e6")
LARGE = ("1e15", "-1e15", "1e15 ** 4", "exp(50) ** 4 * exp(50)")
SIZES = ("0", "0.2", "1", "3", "40", "900", "-1", "-40", "1e6")
SHARES = ("0", "0.1", "0.5", "1", "-0.4", "2")
"""What most verbs are given; the rest are whole expressions."""
OF_SHARES = frozenset(
    "shift shift_all sway legitimise tire menace unsettle set_morale tariff".split()
)
MONEY = ("pay", "loan")
DEEPEST = 3


@dataclass
class Speaker:
    """Says things of a sketch's world, with the roles that a rule has."""

    choose: Any
    sketch: Sketch
    roles: dict[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Name of each definition, and its type."""
    calls: dict[str, list[str]] = field(init=False)
    """Functions of state that can be asked, by what they give."""

    def __post_init__(self) -> None:
        self.calls = {}
        for name, word in STATE.items():
            if all(self._is_there(kind) for kind in word.takes):
                self.calls.setdefault(word.gives, []).append(name)

    def _is_there(self, kind: str) -> bool:
        return kind in (NUMBER, BOOL) or self.sketch.has(kind)

    def say(self, kind: str, depth: int = 0) -> str:
        """Say an expression of a type."""
        if kind == NUMBER:
            return self._number(depth)
        return self._bool(depth) if kind == BOOL else self._thing(kind, depth)

    def known(self, kind: str, depth: int = 0) -> str:
        """Say an expression of which it shows of what type it is: not `none` alone."""
        said = self.say(kind, depth)
        return str(pick(self.choose, self.sketch.ids[kind])) if said == "none" else said

    def condition(self) -> str:
        """Say a condition that no written number settles."""
        asked = self._state(BOOL, 1)
        word = pick(self.choose, ("and", "or"))
        other = self._state(BOOL, 1) if word == "and" else self._bool(0)
        return f"{other} {word} {asked}"

    def _number(self, depth: int) -> str:
        is_leaf = depth >= DEEPEST or chance(self.choose, 0.4)
        ways = [self._leaf] if is_leaf else [self._state, self._maths, self._sum, self._either]
        way = pick(self.choose, ways)
        return str(way(NUMBER, depth))

    def _leaf(self, kind: str, depth: int) -> str:
        known = [*self.sketch.ids["parameter"], *self.sketch.ids["variable"]]
        known += [name for name, type in self.roles.items() if type == kind]
        known += [name for name, type in self.definitions.items() if type == kind]
        if chance(self.choose, 0.4):
            return str(pick(self.choose, known))
        return str(pick(self.choose, LARGE if chance(self.choose, 0.1) else LITERALS))

    def _state(self, kind: str, depth: int) -> str:
        return self._call(pick(self.choose, self.calls[kind]), depth)

    def _call(self, name: str, depth: int) -> str:
        if name == "chosen":
            asked = pick(self.choose, [r for r, has in self.sketch.options.items() if has])
            return f"chosen({asked}, {pick(self.choose, self.sketch.options[asked])})"
        parts = (self.say(kind, depth + 1) for kind in STATE[name].takes)
        return f"{name}({', '.join(parts)})"

    def _maths(self, kind: str, depth: int) -> str:
        name = pick(self.choose, MATHS)
        parts = (self.say(NUMBER, depth + 1) for _ in MATHS[name].takes)
        return f"{name}({', '.join(parts)})"

    def _sum(self, kind: str, depth: int) -> str:
        if chance(self.choose, 0.2):
            return f"({self._number(depth + 1)}) ** {self.choose(some.integers(0, 4))}"
        sign = pick(self.choose, "+-*/")
        # what is always 0 divides nothing
        right = self._state(NUMBER, depth + 1) if sign == "/" else self._number(depth + 1)
        return f"(({self._number(depth + 1)}) {sign} ({right}))"

    def _either(self, kind: str, depth: int) -> str:
        then = self.known(kind, depth + 1)
        return f"({then} if {self._bool(depth + 1)} else {self.say(kind, DEEPEST)})"

    def _bool(self, depth: int) -> str:
        is_leaf = depth >= DEEPEST or chance(self.choose, 0.5)
        ways = [self._state] if is_leaf else [self._compared, self._joined, self._alike]
        return str(pick(self.choose, ways)(BOOL, depth))

    def _compared(self, kind: str, depth: int) -> str:
        sign = pick(self.choose, ("<", "<=", ">", ">=", "==", "!="))
        return f"(({self._number(depth + 1)}) {sign} ({self._number(depth + 1)}))"

    def _joined(self, kind: str, depth: int) -> str:
        if chance(self.choose, 0.3):
            return f"(not {self._bool(depth + 1)})"
        word = pick(self.choose, ("and", "or"))
        return f"({self._bool(depth + 1)} {word} {self._bool(depth + 1)})"

    def _alike(self, kind: str, depth: int) -> str:
        kinds = [k for k in ("polity", "leader", "force", "place") if self.sketch.has(k)]
        kind = pick(self.choose, kinds)
        sign = pick(self.choose, ("==", "!="))
        other = "none" if chance(self.choose, 0.5) else self._thing(kind, depth + 1)
        return f"({self.known(kind, depth + 1)} {sign} {other})"

    def _thing(self, kind: str, depth: int) -> str:
        if kind == "option":
            return str(
                pick(self.choose, [o for has in self.sketch.options.values() for o in has])
            )
        roles = [name for name, type in self.roles.items() if type == kind]
        if roles and chance(self.choose, 0.6):
            return str(pick(self.choose, roles))
        # most functions give none now and then, and what names nothing is not done
        way = self.choose(some.integers(0, 19))
        if way == 0:
            return "none"
        if way >= 15 and depth < DEEPEST and kind in self.calls:
            return self._state(kind, depth)
        if way == 1 and depth < DEEPEST:
            return self._either(kind, depth)
        return str(pick(self.choose, self.sketch.ids[kind]))

    def effects(self, most: int, is_probed: bool = True) -> list[str]:
        """Say some effects, each with what counts it if it is done."""
        count = self.choose(some.integers(1, most))
        return [text for _ in range(count) for text in self._effect(is_probed)]

    def _effect(self, is_probed: bool) -> Iterator[str]:
        verb = pick(self.choose, open_verbs(self.sketch))
        parts = [self._argument(verb, kind) for kind in VERBS[verb].takes]
        needed = [
            f"{part} != none"
            for place, (part, kind) in enumerate(zip(parts, VERBS[verb].takes, strict=True))
            if kind != NUMBER and part != "none" and (verb, place) not in _MAY_BE_NONE
        ]
        is_void = any(
            part == "none" and (verb, place) not in _MAY_BE_NONE
            for place, part in enumerate(parts)
        )
        tests = [self._bool(1)] if chance(self.choose, 0.1) else []
        variable = self.sketch.probe(verb) if is_probed and not is_void else None
        if variable is not None:
            yield _if([*tests, *needed], f"set({variable}, {variable} + 1)")
        yield _if(tests, f"{verb}({', '.join(parts)})")

    def _argument(self, verb: str, kind: str) -> str:
        if kind == NUMBER and chance(self.choose, 0.7):
            return str(pick(self.choose, SHARES if verb in OF_SHARES else SIZES))
        said = self.say(kind, 1)
        # of so much money that its last digits are lost nobody can say that it balances
        return f"clip({said}, -1e7, 1e7)" if verb in MONEY and kind == NUMBER else said


def _if(tests: list[str], effect: str) -> str:
    return f"if({' and '.join(f'({test})' for test in tests)}, {effect})" if tests else effect
