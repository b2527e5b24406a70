"""What a random world has of everything, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as some

from ucronia.scenario.vocabulary import VERBS

Row = dict[str, Any]
FEWEST_TO_MOST = {
    "place": (2, 12),
    "province": (1, 6),
    "polity": (2, 6),
    "leader": (2, 10),
    "force": (1, 8),
    "cause": (1, 4),
    "office": (0, 6),
    "zone": (0, 3),
    "circuit": (0, 2),
    "bloc": (1, 3),
    "assembly": (0, 2),
    "pact": (0, 2),
    "variable": (1, 3),
    "parameter": (1, 4),
    "rule": (1, 8),
}
MOST_OPTIONS = 4
PROBES = 18
"""Verbs of a world that are counted: variables are few."""
SOURCES = """@book{annals,
  author = {A. Chronicler},
  title = {Annals (invented)},
  keywords = {scholarship}
}
@misc{letters,
  title = {Letters (invented)},
  keywords = {eyewitness}
}
"""


@dataclass
class Sketch:
    """A world as rows of its files, before they are written.

    `tables` are rows by file, those of actors/institutions.yaml by their kind; `probed` verbs
    are counted in variables of the world's own.
    """

    ids: dict[str, list[str]] = field(repr=False)
    options: dict[str, list[str]] = field(repr=False)
    head: Row = field(default_factory=dict, repr=False)
    tables: dict[str, list[Row]] = field(default_factory=dict, repr=False)
    kinds: dict[str, str] = field(default_factory=dict, repr=False)
    """Kind of each polity, force and rule."""
    probed: list[str] = field(default_factory=list)

    def has(self, kind: str) -> bool:
        """Ask whether there is a thing of a kind; an option goes with a rule that has some."""
        if kind == "option":
            return any(self.options.values())
        return bool(self.ids.get(kind))

    def probe(self, verb: str) -> str | None:
        """Give the variable that counts a verb, None where there is no room for one."""
        if verb not in self.probed:
            if len(self.probed) >= PROBES:
                return None
            self.probed.append(verb)
        return f"r_{verb}"


def chance(choose: Any, share: float) -> bool:
    """Tell whether something is so, in a share of worlds in tenths."""
    return bool(choose(some.integers(0, 9)) >= 10 - round(10 * share))


def pick(choose: Any, among: Any) -> Any:
    """Pick one of a list."""
    return choose(some.sampled_from(list(among)))


def maybe(choose: Any, among: Any, share: float = 0.5) -> Any:
    """Pick one of a list, or nothing."""
    return pick(choose, among) if among and chance(choose, share) else ""


@some.composite
def sketches(choose: Any) -> Sketch:
    """How many of each thing there is, and which rules decide between how many options."""
    ids = {
        kind: [f"{kind}_{n}" for n in range(choose(some.integers(*span)))]
        for kind, span in FEWEST_TO_MOST.items()
    }
    # each province has a capital of its own
    ids["province"] = ids["province"][: len(ids["place"])]
    options: dict[str, list[str]] = {}
    kinds = {}
    for rule in ids["rule"]:
        is_hazard = chance(choose, 0.6)
        count = 0 if is_hazard else choose(some.integers(2, MOST_OPTIONS))
        options[rule] = [f"option_{n}" for n in range(count)]
        kinds[rule] = "hazard" if is_hazard else "decision"
    return Sketch(ids, options, kinds=kinds)


def open_verbs(sketch: Sketch) -> list[str]:
    """Name the verbs of which every thing that they take is there."""
    ours = (*sketch.ids, "number", "option")
    return [
        verb
        for verb, word in VERBS.items()
        if all(kind == "number" or (kind in ours and sketch.has(kind)) for kind in word.takes)
    ]


def named(id: str) -> Row:
    """Give a thing's name, in both languages."""
    return {"es": id, "en": id}
