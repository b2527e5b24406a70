"""What counts as the same thing as a recorded entry, if it happens in free play."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.questions.occasions import act_of
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.scenario.model import Entry, NonEvent
from ucronia.scenario.record import parse_what

ANY = -2
"""In a line of a pattern: whatever stands there."""
NEAR_DAYS = 3.0
"""A battle within so many days' march is the same battle's."""
_CALL = re.compile(r"(?<![a-z_])([a-z_]+)\(([a-z0-9_., -]*)\)")

Line = tuple[int, int, int, int, int]
"""Kind, a, b, c, place: as in the event log."""


@dataclass(frozen=True)
class Battle:
    """A battle of the same sides, near the same place.

    Parameters
    ----------
    one, two : tuple of int
        Forces of either side.
    places : tuple of int
        Within NEAR_DAYS.
    """

    one: tuple[int, ...]
    two: tuple[int, ...]
    places: tuple[int, ...]

    def is_in(self, events: NDArray[np.int64]) -> bool:
        """Tell whether it was fought, whoever attacked."""
        fought = events[(events[:, 1] == lay.L_BATTLE) & np.isin(events[:, 5], self.places)]
        led = [np.isin(fought[:, 2:4], side) for side in (self.one, self.two)]
        ahead = (led[0][:, 0] & led[1][:, 1]) | (led[1][:, 0] & led[0][:, 1])
        return bool(ahead.any())


@dataclass(frozen=True)
class Pattern:
    """Lines of the event log any of which is the thing itself.

    Parameters
    ----------
    lines : tuple of Line
        ANY stands for whatever is there.
    what : str
        Which part of an entry they stand for: rule, battle, or a verb of its effects.
    battle : Battle, optional
        Or the battle that is it, where no line says so.
    """

    lines: tuple[Line, ...]
    what: str
    battle: Battle | None = None

    def is_in(self, events: NDArray[np.int64], last: int) -> bool:
        """Tell whether it happens in a history by the end of a day.

        Parameters
        ----------
        events : NDArray[np.int64]
            [G, 6] the event log.
        last : int
            The day.

        Returns
        -------
        bool
            True where any of its lines is there.
        """
        early = events[events[:, 0] <= last]
        if self.battle is not None and self.battle.is_in(early):
            return True
        return any(_has(early, line) for line in self.lines)


def _has(events: NDArray[np.int64], line: Line) -> bool:
    fits = events[:, 1] == line[0]
    for column, wanted in enumerate(line[1:], start=2):
        if wanted != ANY:
            fits &= events[:, column] == wanted
    return bool(fits.any())


def pattern_of(
    world: World, part: Entry | NonEvent, sides: NDArray[np.int64]
) -> Pattern | None:
    """Say what counts as the same thing as an entry, or as what a non-event would have been.

    Parameters
    ----------
    world : World
        What is played.
    part : Entry or NonEvent
        Of the record, or beside it.
    sides : NDArray[np.int64]
        [F] each force's sovereign on its eve; slots that wait have their pool's.

    Returns
    -------
    Pattern or None
        The rule's instance with its option, if it names one; a battle of the same sides within
        NEAR_DAYS of the place; or any of the effects that its kind stands for. None where the
        engine has no such thing.
    """
    if part.rule:
        return _of_rule(world, part)
    if isinstance(part, NonEvent):
        return None
    if part.kind == "battle":
        return _of_battle(world, part, sides)
    for verb in _VERBS_OF.get(part.kind, ()):
        lines = tuple(_of_effects(world, part.effects, verb))
        if lines:
            return Pattern(lines, verb)
    return None


def _of_rule(world: World, part: Entry | NonEvent) -> Pattern:
    act = act_of(world, part.rule, dict(part.bind), part.option)
    rules = world.tables.rules
    among = max(1, int(rules.among_count[act.rule]))
    at, beside = divmod(act.instance, among)
    first, second = at, lay.NONE
    if rules.role_class[act.rule] == lay.ROLE_NONE:
        first = lay.NONE
    elif rules.role_class[act.rule] != lay.ROLE_FORCE:
        first = int(rules.over_list[act.rule, at])
    if rules.among_count[act.rule]:
        second = int(rules.among_list[act.rule, beside])
    option = act.option if part.option else ANY
    return Pattern(((lay.L_RULE, act.rule, first, option, second),), "rule")


def _of_battle(world: World, entry: Entry, sides: NDArray[np.int64]) -> Pattern | None:
    force = {id: row for row, id in enumerate(world.names.things["force"])}
    told = parse_what(entry)
    if told is None or not entry.place:
        return None
    groups = [
        {int(sides[force[name]]) for name in names} for names in (told.first, told.second)
    ]
    place = world.index("place", entry.place)
    days = world.tables.geo.land_days[: world.sizes.places, place]
    near = tuple(np.flatnonzero(days <= NEAR_DAYS).tolist())
    one, two = (tuple(np.flatnonzero(np.isin(sides, list(group))).tolist()) for group in groups)
    return Pattern((), "battle", Battle(one, two, near))


Make = Callable[[World, list[str]], Line]


def _pair(kind: int) -> Make:
    def make(world: World, ids: list[str]) -> Line:
        return (kind, world.index("polity", ids[0]), world.index("polity", ids[1]), ANY, ANY)

    return make


def _one(kind: int) -> Make:
    return lambda world, ids: (kind, world.index("polity", ids[0]), ANY, ANY, ANY)


def _fate(status: int) -> Make:
    return lambda world, ids: (lay.L_LEADER, world.index("leader", ids[0]), status, ANY, ANY)


def _held(world: World, ids: list[str]) -> Line:
    province, polity = world.index("province", ids[0]), world.index("polity", ids[1])
    return (lay.L_CONTROL, province, polity, ANY, ANY)


def _posted(world: World, ids: list[str]) -> Line:
    leader, office = world.index("leader", ids[0]), world.index("office", ids[1])
    return (lay.L_OFFICE, leader, office, ANY, ANY)


def _turned(world: World, ids: list[str]) -> Line:
    force, polity = world.index("force", ids[0]), world.index("polity", ids[1])
    return (lay.L_DEFECT, force, ANY, polity, ANY)


_SYMMETRIC = ("declare_war", "make_peace", "truce", "ally_with")
_MADE: dict[str, Make] = {
    "declare_war": _pair(lay.L_WAR),
    "make_peace": _pair(lay.L_PEACE),
    "truce": _pair(lay.L_PEACE),
    "ally_with": _pair(lay.L_ALLY),
    "join": _pair(lay.L_JOIN),
    "secede": _one(lay.L_SECEDE),
    "found": _one(lay.L_FOUND),
    "dissolve": _one(lay.L_DISSOLVE),
    "kill": _fate(lay.DEAD),
    "execute": _fate(lay.DEAD),
    "exile": _fate(lay.EXILE),
    "capture": _fate(lay.PRISONER),
    "occupy": _held,
    "appoint": _posted,
    "defect": _turned,
}
_VERBS_OF: dict[str, tuple[str, ...]] = {
    "treaty": ("make_peace", "truce", "ally_with", "join"),
    "death": ("kill", "execute"),
    "execution": ("execute", "kill"),
    "occupation": ("occupy",),
    "withdrawal": ("occupy",),
    "appointment": ("appoint",),
    "proclamation": ("appoint", "declare_war", "found"),
    "assembly": ("found", "join"),
    "declaration": ("declare_war", "secede", "dissolve"),
    "secession": ("secede",),
    "mutiny": ("defect",),
    "coup": ("appoint", "found", "defect"),
    "exile": ("exile",),
    "founding": ("found", "join"),
    "siege": ("occupy",),
    "landing": ("occupy",),
}
"""For entries without a rule: the verbs that are the thing itself, the first that is there."""


def _of_effects(world: World, effects: Iterable[str], verb: str) -> Iterator[Line]:
    for effect in effects:
        for name, written in _CALL.findall(effect):
            if name != verb:
                continue
            ids = [piece.strip() for piece in written.split(",")]
            yield _MADE[verb](world, ids)
            if verb in _SYMMETRIC:
                yield _MADE[verb](world, [ids[1], ids[0], *ids[2:]])
