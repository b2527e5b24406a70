"""Random harm done to a world's files: what a careless or hostile writer might leave there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.folder import texts
from tests.random_worlds.ids import Row, Sketch, chance, pick

NUMBERS = (
    "nan",
    ".nan",
    "inf",
    "-inf",
    "1e308",
    "1e400",
    "-1",
    "1e18",
    "9" * 25,
    "0x10",
    "1_0",
)
WORDS = (
    "",
    "none",
    "nobody_at_all",
    "True",
    "ñandú",
    "a" * 3000,
    "\x00",
    "{{}}",
    "- -",
    "polity_0",
    "place_0",
    "leader_0",
    "force_0",
    "entry_0",
    "rule_0",
)
TEXTS = (
    "1 / 0",
    "definition_0",
    "exp(exp(exp(50)))",
    "1e308 * 1e308",
    "men(men(force_0))",
    "__import__('os')",
    "(" * 60 + "1" + ")" * 60,
    "men(force_0) if force_0 else",
    "kill(leader_0); kill(leader_0)",
    "set(variable_0, 1e308)",
    "9" * 400,
    "none == none",
    "9 ** 9 ** 9",
    "min(1)",
)
DATES = ("0000-00-00", "9999-12-31", "1836-02-30", "1", "-1-1-1", "2100-01-01", "1835-01-01")
CAUSES = (NUMBERS, WORDS, TEXTS, DATES)
OBJECTS: tuple[Any, ...] = (None, [], {}, [[]], {"a": []}, True, -1, 1e308, "x")


@dataclass
class Harmed:
    """The files that are left; too long to be shown where they fail."""

    files: dict[str, str] = field(repr=False)


@some.composite
def harmed(choose: Any, sketch: Sketch) -> Harmed:
    """Harm a world in a way or two, and write what is left of it."""
    for _ in range(1 + chance(choose, 0.2)):
        pick(choose, (_dangle, _spoil, _spoil, _circle, _double, _drop))(sketch, choose)
    files = texts(sketch)
    if chance(choose, 0.2):
        name = pick(choose, sorted(files))
        files[name] = _mangled(choose, files[name])
    return Harmed(files)


def _rows(sketch: Sketch) -> Iterator[list[Row]]:
    yield from (rows for rows in sketch.tables.values() if rows)


def _leaves(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of a nested row that is no list or mapping itself, with where it stands."""
    for key, value in thing.items() if isinstance(thing, dict) else enumerate(thing):
        if isinstance(value, (dict, list)):
            yield from _leaves(value)
        else:
            yield thing, key


def _dangle(sketch: Sketch, choose: Any) -> None:
    """Take a thing away that others name."""
    rows = pick(choose, list(_rows(sketch)))
    rows.pop(choose(some.integers(0, len(rows) - 1)))


def _spoil(sketch: Sketch, choose: Any) -> None:
    """Write nonsense in the place of a value."""
    whole = pick(choose, [sketch.head, *(row for rows in _rows(sketch) for row in rows)])
    where, key = pick(choose, list(_leaves(whole)))
    where[key] = pick(choose, pick(choose, (*CAUSES, OBJECTS)))


def _circle(sketch: Sketch, choose: Any) -> None:
    """Let things be above, after or made of each other."""
    polities = sketch.tables["actors/polities.yaml"]
    entries = sketch.tables["record/entries.csv"]
    way = choose(some.integers(0, 2))
    if way == 0 and polities:
        for number, row in enumerate(polities):
            row["parent"] = polities[number - 1]["id"]
    elif way == 1 and entries:
        for number, row in enumerate(entries):
            row["after"] = entries[number - 1]["id"]
    else:
        names = [f"definition_{n}" for n in range(choose(some.integers(1, 20)))]
        sketch.head["definitions"] = {
            name: f"1 + {names[n - 1]} + {names[n - 1]}" for n, name in enumerate(names)
        }


def _double(sketch: Sketch, choose: Any) -> None:
    """Give a row twice, and sometimes thousands of times."""
    rows = pick(choose, list(_rows(sketch)))
    rows += [pick(choose, rows)] * pick(choose, (1, 1, 1, 4000))


def _drop(sketch: Sketch, choose: Any) -> None:
    """Take a field away."""
    whole = pick(choose, [sketch.head, *(row for rows in _rows(sketch) for row in rows)])
    whole.pop(pick(choose, sorted(whole)))


def _mangled(choose: Any, text: str) -> str:
    """Cut a text, double a piece of it, or put something into it."""
    one, other = sorted(choose(some.integers(0, len(text))) for _ in range(2))
    put = pick(
        choose, ("", "\n", "\t", ",", '"', "}", "&a *a", "!!python", "\ufeff", "é", "# ")
    )
    ways = (text[:one] + put, text[:one] + put + text[other:], text[:other] + put + text[one:])
    return str(pick(choose, ways))
