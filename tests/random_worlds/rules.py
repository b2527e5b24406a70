"""Random rules: hazards and decisions over every class and kind, with random parameters."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.ids import Row, Sketch, chance, named, pick
from tests.random_worlds.words import Speaker
from ucronia.scenario.roles import _LISTED, CLASSES
from ucronia.scenario.vocabulary import BOOL, NUMBER

DERIVED = ("polity", "leader", "force", "place", "province", NUMBER, BOOL)
RATES = ("-1", "2", "20", "300", "300")
PRIORS = (
    {"normal": [0, 1]},
    {"normal": [-3, 1e-9]},
    {"lognormal": [2, 0.5]},
    {"lognormal": [1e-9, 4]},
    {"beta": [0.5, 0.5]},
    {"beta": [50, 1]},
    {"uniform": [-1, 1000]},
    {"fixed": 0.25},
    {"fixed": 0},
)


def add_numbers(sketch: Sketch, choose: Any) -> None:
    """Draw parameters and variables."""
    sketch.tables["parameters.yaml"] = [
        {
            "id": id,
            "text": named(id),
            "unit": "none",
            "prior": pick(choose, PRIORS),
            "basis": "judged",
            "reason": "invented",
            "theme": "war",
        }
        for id in sketch.ids["parameter"]
    ]
    sketch.tables["variables.yaml"] = [
        {
            "id": id,
            "text": named(id),
            "start": pick(choose, (0, 1, -3, 0.5, 1e9)),
            "source": "annals",
        }
        for id in sketch.ids["variable"]
    ]


def add_outcomes(sketch: Sketch, choose: Any) -> None:
    """Draw definitions, and what a history can end in."""
    speaker = Speaker(choose, sketch)
    kinds = [pick(choose, (NUMBER, BOOL)) for _ in range(choose(some.integers(0, 2)))]
    sketch.head["definitions"] = {
        f"definition_{number}": speaker.say(kind) for number, kind in enumerate(kinds)
    }
    whens = [speaker.say(BOOL) for _ in range(choose(some.integers(1, 3)))]
    sketch.head["outcomes"] = [
        {
            "id": f"outcome_{number}",
            "name": named(when[:20]),
            "definition": named("none"),
            "when": when,
            "colour": "#123456",
        }
        for number, when in enumerate([*whens, "else"])
    ]


def add_rules(sketch: Sketch, choose: Any) -> None:
    """Draw rules, after all else that they may speak of."""
    sketch.tables["rules/all.yaml"] = [_rule(sketch, choose, id) for id in sketch.ids["rule"]]


def _rule(sketch: Sketch, choose: Any, id: str) -> Row:
    speaker = Speaker(choose, sketch)
    over, among = _ranges(sketch, choose, speaker)
    roles = _roles(choose, speaker)
    rate = speaker.say(NUMBER)
    row: Row = {
        "id": id,
        "kind": sketch.kinds[id],
        "text": named(id),
        "theme": "war",
        "over": over,
        "among": among,
        "roles": roles,
        "when": "True" if chance(choose, 0.6) else speaker.condition(),
        "rate": f"clip({rate}, {pick(choose, RATES)}, 1e15)",
        "max_rate": pick(choose, (1, 60, 1000, 1000)),
        "every": pick(choose, (1, 3, 7, 30)),
        "again": pick(choose, (1, 20, 90)),
        "recorded": pick(choose, ("yes", "no")),
        "names": named("it is drawn"),
        "source": "annals",
    }
    if sketch.kinds[id] == "hazard":
        return row | {"effects": speaker.effects(4)}
    options = [
        {
            "id": option,
            "text": named(option),
            "weight": f"{speaker.say(NUMBER, 1)} + 0 * rains()",
            "effects": speaker.effects(3) if chance(choose, 0.8) else [],
        }
        for option in sketch.options[id]
    ]
    kind = pick(choose, ("leader", "polity"))
    return row | {"decider": speaker.known(kind), "options": options}


def _ranges(sketch: Sketch, choose: Any, speaker: Speaker) -> tuple[Row, Row]:
    """Give the free role and the second one, if there are any."""
    over: Row = {}
    among: Row = {}
    way = choose(some.integers(0, 9))
    if way >= 4:
        of = pick(choose, list(CLASSES))
        over, speaker.roles["a"] = {"a": of}, CLASSES[of]
    elif way >= 1:
        kind, ids = _some_of(sketch, choose, 6)
        over, speaker.roles["a"] = {"a": ids}, kind
    if over and chance(choose, 0.5):
        kind, ids = _some_of(sketch, choose, 4)
        among, speaker.roles["b"] = {"b": ids}, kind
    return over, among


def _some_of(sketch: Sketch, choose: Any, most: int) -> tuple[str, list[str]]:
    kind = pick(choose, [kind for kind in _LISTED if sketch.has(kind)])
    ids = {pick(choose, sketch.ids[kind]) for _ in range(choose(some.integers(1, most)))}
    return kind, sorted(ids)


def _roles(choose: Any, speaker: Speaker) -> dict[str, str]:
    roles = {}
    for number in range(choose(some.integers(0, 3))):
        kind = pick(choose, [k for k in DERIVED if k in speaker.calls])
        text = speaker.known(kind)
        roles[f"role_{number}"] = text
        speaker.roles[f"role_{number}"] = kind
    return roles
