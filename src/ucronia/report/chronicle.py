"""One history told: each line of the event log as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.lines import Happening
from ucronia.analysis.outcomes import date_of
from ucronia.engine import layout
from ucronia.report.words import Words
from ucronia.scenario.model import Part, Scenario

FORCE, PLACE, POLITY, LEADER, PROVINCE, OFFICE, RULE, ASSEMBLY, PACT, PLAIN = (
    "force",
    "place",
    "polity",
    "leader",
    "province",
    "office",
    "rule",
    "assembly",
    "pact",
    "plain",
)

LINES: dict[int, tuple[tuple[str, str, str], str]] = {
    layout.L_CONTROL: (
        (PROVINCE, POLITY, POLITY),
        "{a} passes to {b}.",
    ),
    layout.L_SIEGE: ((FORCE, FORCE, PLAIN), "Siege of {place}: {a} shuts in {b}."),
    layout.L_FALL: ((FORCE, FORCE, PLAIN), "Fall of {place}: {b} yields to {a}."),
    layout.L_DEPART: ((FORCE, PLACE, PLACE), "March: {a}, from {b} to {c}."),
    layout.L_ARRIVE: ((FORCE, PLACE, PLAIN), "Arrival: {a}, at {place}."),
    layout.L_SAIL: ((FORCE, PLACE, PLACE), "Embarkation: {a}, at {b}, for {c}."),
    layout.L_LAND: ((FORCE, PLACE, PLAIN), "Landing: {a}, at {place}."),
    layout.L_DISPERSE: ((FORCE, POLITY, PLAIN), "Breaks up at {place}: {a}."),
    layout.L_FOUND: ((POLITY, PLAIN, PLAIN), "Founded: {a}."),
    layout.L_DISSOLVE: ((POLITY, POLITY, PLAIN), "Dissolved: {a}."),
    layout.L_JOIN: ((POLITY, POLITY, PLAIN), "Union: {a} joins {b}."),
    layout.L_SECEDE: ((POLITY, POLITY, PLAIN), "Secession: {a} leaves {b}."),
    layout.L_WAR: ((POLITY, POLITY, PLAIN), "War between {a} and {b}."),
    layout.L_PEACE: ((POLITY, POLITY, PLAIN), "Peace between {a} and {b}."),
    layout.L_OFFICE: ((LEADER, OFFICE, LEADER), "{a} takes office: {b}."),
    layout.L_ACTING: ((LEADER, OFFICE, LEADER), "{a} governs for {c}: {b}."),
    layout.L_RAISE: ((FORCE, POLITY, PLAIN), "Mustered at {place}: {a}, {number} men."),
    layout.L_DEFECT: ((FORCE, POLITY, POLITY), "Changes sides at {place}: {a}, now with {c}."),
    layout.L_EVADE: ((FORCE, FORCE, PLAIN), "{a} avoids battle with {b} at {place}."),
    layout.L_DETACH: ((FORCE, FORCE, PLAIN), "At {place}, {b} leaves {a}: {number} men."),
    layout.L_MERGE: ((FORCE, FORCE, PLAIN), "At {place}, {a} joins {b}: {number} men."),
    layout.L_CAPITULATE: ((FORCE, POLITY, PLAIN), "Capitulation at {place}: {a}, to {b}."),
    layout.L_ALLY: ((POLITY, POLITY, PLAIN), "Alliance between {a} and {b}."),
    layout.L_TRADE: ((POLITY, POLITY, PLAIN), "Trade opens between {a} and {b}."),
    layout.L_SEA_BATTLE: (
        (FORCE, FORCE, PLAIN),
        "Battle at sea off {place}: {a} beats {b}. Ships lost: {number}.",
    ),
    layout.L_INTERCEPT: (
        (FORCE, FORCE, PLAIN),
        "Off {place}, {a} catches {b} at sea: {number} men lost, the rest put back.",
    ),
    layout.L_MET: (
        (FORCE, FORCE, PLAIN),
        "Off {place}, {a} meets {b} at sea with {number} men on board.",
    ),
    layout.L_OVERFLOW: ((FORCE, POLITY, PLAIN), "At {place}, {number} more men join {a}."),
}
"""Kind of line: what a, b and c are, and its sentence. Sentences put names where the languages
need no article before them."""

STATUS = {
    layout.OFFICE: "{a} holds office.",
    layout.COMMAND: "{a} takes a command.",
    layout.PRIVATE: "{a} returns to private life.",
    layout.EXILE: "{a} goes into exile.",
    layout.PRISONER: "{a} is taken prisoner by {c}.",
    layout.DEAD: "{a} dies.",
}
VARIANTS = {
    (layout.L_PEACE, 3): "Truce between {a} and {b}.",
    (layout.L_ALLY, 0): "The alliance between {a} and {b} ends.",
    (layout.L_TRADE, 0): "Trade closes between {a} and {b}.",
    (layout.L_TRADE, 2): "{a} changes its duty on the goods of {b}.",
}
"""Sentences that c changes."""
LAID_DOWN = "Lays down its arms: {a}."
"""A capitulation to nobody: interned where it stands."""
RENEWED = "{a} is given another term: {b}."
"""An office whose former holder is its holder."""
RESUMED = "{a} resumes the government: {b}."
IN_COUNCIL = "A council governs for {c}: {b}."
"""A head who is back, and one for whom no leader followed acts."""
CLASSES = {
    "force": FORCE,
    "army": FORCE,
    "column": FORCE,
    "garrison": FORCE,
    "montonera": FORCE,
    "fleet": FORCE,
    "polity": POLITY,
    "province": PROVINCE,
    "leader": LEADER,
    "office": OFFICE,
    "assembly": ASSEMBLY,
    "pact": PACT,
    "place": PLACE,
}
"""Class of a rule's free role to the class of its name."""
WITH_UNITS = frozenset(
    {
        layout.L_RAISE,
        layout.L_DETACH,
        layout.L_MERGE,
        layout.L_ARRIVE,
        layout.L_LAND,
        layout.L_DEFECT,
        layout.L_CAPITULATE,
    }
)
"""Lines whose numbers are a force's men, battalions, squadrons and guns."""
QUIET = frozenset({layout.L_CLIPPED, layout.L_OVERFLOW})
"""Lines about the log itself."""


@dataclass(frozen=True)
class Names:
    """Names of all that the log's numbers mean, in one language.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        The scenario.
    pools : mapping of int to int
        Polity of each force slot past the named ones; empty where it is not known.
    """

    words: Words
    scenario: Scenario
    pools: Mapping[int, int] = field(default_factory=dict)

    def name(self, what: str, index: int) -> str:
        """Name the thing of a class that has that number.

        Parameters
        ----------
        what : str
            FORCE, PLACE, POLITY, LEADER, PROVINCE, OFFICE, RULE, ASSEMBLY or PACT.
        index : int
            Its number; below 0 for none.

        Returns
        -------
        str
            Its name; a dash for none.
        """
        if index < 0:
            return "—"
        if what == FORCE and index >= len(self.scenario.forces):
            return self._pool_name(index)
        things = _things(self.scenario).get(what, ())
        if index >= len(things):
            return str(index)
        return self._text(things[index])

    def _text(self, thing: object) -> str:
        name = getattr(thing, "name", None) or getattr(thing, "text", None)
        return name if isinstance(name, str) else self.words.text(name)  # type: ignore[arg-type]

    def _pool_name(self, slot: int) -> str:
        polity = self.pools.get(slot)
        if polity is None:
            return self.words.say("a column")
        return self.words.say("a column of {polity}", polity=self.name(POLITY, polity))


def line_sentence(
    names: Names, event: NDArray[np.int64], value: NDArray[np.float64] | None = None
) -> str:
    """Tell one line of the event log.

    Parameters
    ----------
    names : Names
        Names in one language.
    event : NDArray[np.int64]
        [6] day, kind, a, b, c, place.
    value : NDArray[np.float64] or None
        [VALUES_TOLD] its numbers: men, or what both sides of a battle lost.

    Returns
    -------
    str
        A sentence, empty for what only concerns the log.
    """
    kind, a, b, c, place = (int(part) for part in event[1:6])
    if kind in _TOLD:
        return _TOLD[kind](names, (a, b, c, place), value)
    if kind not in LINES or kind in QUIET:
        return ""
    classes, sentence = LINES[kind]
    sentence = VARIANTS.get((kind, c), sentence)
    if kind == layout.L_CAPITULATE and b < 0:
        sentence = LAID_DOWN
    if kind == layout.L_OFFICE and a == c:
        sentence = RENEWED
    elif kind == layout.L_ACTING and a == c:
        sentence = RESUMED
    elif kind == layout.L_ACTING and a == layout.COUNCIL:
        sentence = IN_COUNCIL
    parts = {
        key: names.name(what, at)
        for key, what, at in zip("abc", classes, (a, b, c), strict=True)
    }
    number = names.words.number(float(value[0])) if value is not None else "?"
    where = names.name(PLACE, place)
    said = names.words.say(sentence, **parts, place=where, number=number)
    units = units_text(names.words, kind, value)
    return f"{said.rstrip('.')} ({units})." if units else said


def units_text(words: Words, kind: int, value: NDArray[np.float64] | None) -> str:
    """Tell the battalions, squadrons and guns of the force that a line is on.

    Parameters
    ----------
    words : Words
        The language.
    kind : int
        Kind of line.
    value : NDArray[np.float64] or None
        [VALUES_TOLD] its numbers: men, battalions, squadrons, guns.

    Returns
    -------
    str
        Those that it has; empty for other lines.
    """
    if kind not in WITH_UNITS or value is None:
        return ""
    labels = ("battalions: {count}", "squadrons: {count}", "guns: {count}")
    told = [
        words.say(label, count=words.number(round(float(number))))
        for label, number in zip(labels, value[1:4], strict=False)
        if number >= 0.5
    ]
    return ", ".join(told)


def happening_sentence(names: Names, happening: Happening) -> str:
    """Tell an event that tells histories apart, without its day.

    Parameters
    ----------
    names : Names
        Names in one language.
    happening : Happening
        kind, a, b, c.

    Returns
    -------
    str
        A sentence.
    """
    kind, a, b, c = happening
    if kind in _PLACELESS:
        classes, sentence = LINES[kind][0], _PLACELESS[kind]
        parts = {
            k: names.name(w, at) for k, w, at in zip("abc", classes, (a, b, c), strict=True)
        }
        return names.words.say(sentence, **parts)
    return line_sentence(names, np.array([0, kind, a, b, c, layout.NOWHERE]))


def chronicle(
    names: Names, events: Iterable[NDArray[np.int64]], values: Iterable[NDArray[np.float64]]
) -> list[tuple[str, str]]:
    """Tell one history.

    Parameters
    ----------
    names : Names
        Names in one language.
    events : iterable of NDArray[np.int64]
        [G, 6] the event log.
    values : iterable of NDArray[np.float64]
        [G, 4] its numbers.

    Returns
    -------
    list of (str, str)
        ISO date and sentence, in order.
    """
    told = []
    for event, value in zip(events, values, strict=True):
        sentence = line_sentence(names, event, value)
        if sentence:
            told.append((date_of(names.scenario, int(event[0])).isoformat(), sentence))
    return told


def _named(
    names: Names, classes: tuple[str, str, str], things: tuple[int, int, int]
) -> dict[str, str]:
    return {
        key: names.name(what, index)
        for key, what, index in zip("abc", classes, things, strict=True)
    }


def _things(scenario: Scenario) -> dict[str, Sequence[Part]]:
    return {
        FORCE: scenario.forces,
        PLACE: scenario.places,
        POLITY: scenario.polities,
        LEADER: scenario.leaders,
        PROVINCE: scenario.provinces,
        OFFICE: scenario.offices,
        RULE: scenario.rules,
        ASSEMBLY: scenario.assemblies,
        PACT: scenario.pacts,
    }


def _rule(names: Names, line: tuple[int, ...], value: NDArray[np.float64] | None) -> str:
    """Tell a rule that fired; its line holds rule, free role, option, second role."""
    number, first, option, second = line
    if not 0 <= number < len(names.scenario.rules):
        return names.words.say("Event") + "."
    rule = names.scenario.rules[number]
    said = names.name(RULE, number)
    if 0 <= option < len(rule.options):
        said = f"{said.rstrip('.')}: {names.words.text(rule.options[option].text)}"
    roles = [(next(iter(rule.over.values()), ""), first)]
    roles.append((next(iter(rule.among.values()), ""), second))
    subjects = [
        names.name(what, index)
        for role, index in roles
        if index >= 0 and (what := _class_of(names.scenario, role))
    ]
    said = said.rstrip(".")
    return f"{said} ({', '.join(subjects)})." if subjects else f"{said}."


def _class_of(scenario: Scenario, role: str | tuple[str, ...]) -> str:
    """Say of what class a role is: it is named, or its ids tell."""
    if isinstance(role, str):
        return CLASSES.get(role, "")
    for what, things in _things(scenario).items():
        if role and role[0] in {getattr(thing, "id", "") for thing in things}:
            return what
    return ""


def _battle(names: Names, line: tuple[int, ...], value: NDArray[np.float64] | None) -> str:
    first, second, winner, place = line
    if winner not in (-1, 0, 1):
        winner = 1 if winner == first else -1
    pair = (first, second) if winner >= 0 else (second, first)
    parts = {"a": names.name(FORCE, pair[0]), "b": names.name(FORCE, pair[1])}
    where = {"place": names.name(PLACE, place)} if place >= 0 else {}
    if winner == 0:
        message = "Battle{at}: {a} and {b} part without a decision."
    else:
        message = "Battle{at}: {a} beats {b}."
    at = names.words.say(" at {place}", **where) if where else ""
    said = names.words.say(message, at=at, **parts)
    if value is None:
        return said
    order = (0, 1) if winner >= 0 else (1, 0)
    lost = [names.words.number(float(value[side])) for side in order]
    said += " " + names.words.say("Killed and wounded: {a} and {b}.", a=lost[0], b=lost[1])
    taken = float(max(value[4:6]))
    if taken >= 1.0:
        count = names.words.number(taken)
        said += " " + names.words.say("Prisoners and scattered: {number}.", number=count)
    return said


def _leader(names: Names, line: tuple[int, ...], value: NDArray[np.float64] | None) -> str:
    leader, status, captor, _ = line
    message = STATUS.get(status, STATUS[layout.PRIVATE])
    return names.words.say(message, a=names.name(LEADER, leader), c=names.name(POLITY, captor))


def _assembly(names: Names, line: tuple[int, ...], value: NDArray[np.float64] | None) -> str:
    passes = line[1] != 0
    message = "The assembly approves: {a}." if passes else "The assembly rejects: {a}."
    return names.words.say(message, a=names.name(ASSEMBLY, line[0]))


def _pact(names: Names, line: tuple[int, ...], value: NDArray[np.float64] | None) -> str:
    message = "Ratified: {a}." if line[1] != 0 else "Refused: {a}."
    return names.words.say(message, a=names.name(PACT, line[0]))


_Teller = Callable[[Names, tuple[int, ...], "NDArray[np.float64] | None"], str]
_TOLD: dict[int, _Teller] = {
    layout.L_RULE: _rule,
    layout.L_BATTLE: _battle,
    layout.L_LEADER: _leader,
    layout.L_ASSEMBLY: _assembly,
    layout.L_PACT: _pact,
}
_PLACELESS = {
    layout.L_FALL: "Fall of a fort: {b} yields to {a}.",
    layout.L_DISPERSE: "Breaks up: {a}.",
    layout.L_DEFECT: "Changes sides: {a}.",
    layout.L_CAPITULATE: "Capitulation: {a}, to {b}.",
}
