"""Kinds of things that both the record's replay and free play log, a line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.ground import Ground
from ucronia.compiler.build import World
from ucronia.engine import layout as lay

Ints = NDArray[np.int64]
NO_KIND = -1

KINDS = (
    "battle",
    "siege",
    "capitulation",
    "province_to_other_nation",
    "province_within_nation",
    "war_between_states",
    "war_within",
    "peace_between_states",
    "peace_within",
    "alliance",
    "confederation_founded",
    "government_founded",
    "government_dissolved",
    "union_joined",
    "secession",
    "pact",
    "assembly_votes",
    "head_changes",
    "defection",
    "leader_exiled",
    "leader_taken",
    "leader_dies",
)
"""By the class of who acts where the log tells it: states of two nations or of one, a nation's
own province or another's, a confederation or another government."""
_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_PLAIN = {
    lay.L_BATTLE: "battle",
    lay.L_SIEGE: "siege",
    lay.L_FALL: "capitulation",
    lay.L_CAPITULATE: "capitulation",
    lay.L_ALLY: "alliance",
    lay.L_DISSOLVE: "government_dissolved",
    lay.L_JOIN: "union_joined",
    lay.L_SECEDE: "secession",
    lay.L_PACT: "pact",
    lay.L_ASSEMBLY: "assembly_votes",
    lay.L_DEFECT: "defection",
}
_FATES = {
    lay.EXILE: "leader_exiled",
    lay.PRISONER: "leader_taken",
    lay.DEAD: "leader_dies",
}


@dataclass(frozen=True)
class Classes:
    """What the kinds ask of a world.

    Parameters
    ----------
    names : tuple of str
        KINDS, then the rules of which the record holds every firing.
    plain : NDArray[np.int64]
        [layout.KINDS] the kind of a line, NO_KIND where it takes a closer look.
    between : NDArray[np.bool_]
        [Q, Q] both are states, of two nations.
    nation : NDArray[np.int64]
        [Q] of each polity.
    province_nation : NDArray[np.int64]
        [V] of who held each on the first day.
    confederation : NDArray[np.bool_]
        [Q] whether each is one.
    headed : NDArray[np.bool_]
        [O] whether each office is a head's.
    recorded : NDArray[np.int64]
        [H] kind of each rule, NO_KIND where silence tells nothing.
    """

    names: tuple[str, ...]
    plain: Ints
    between: NDArray[np.bool_]
    nation: Ints
    province_nation: Ints
    confederation: NDArray[np.bool_]
    headed: NDArray[np.bool_]
    recorded: Ints


def classes_of(world: World) -> Classes:
    """Look up what the kinds ask of a world.

    Parameters
    ----------
    world : World
        What is played.

    Returns
    -------
    Classes
        For `kinds_of`.
    """
    ground, polities = Ground(world), world.sizes.polities
    plain = np.full(lay.KINDS, NO_KIND)
    for kind, name in _PLAIN.items():
        plain[kind] = _NUMBER[name]
    headed = np.zeros(world.sizes.offices, dtype=bool)
    headed[list(ground.headed)] = True
    rules = world.scenario.rules
    known = [number for number, rule in enumerate(rules) if rule.recorded]
    recorded = np.full(len(rules), NO_KIND)
    recorded[known] = len(KINDS) + np.arange(len(known))
    between = [[ground.is_between(a, b) for b in range(polities)] for a in range(polities)]
    return Classes(
        names=(*KINDS, *(rules[number].id for number in known)),
        plain=plain,
        between=np.array(between, dtype=bool),
        nation=np.array(ground.nation),
        province_nation=np.array(ground.province_nation),
        confederation=np.array([p.kind == "confederation" for p in world.scenario.polities]),
        headed=headed,
        recorded=recorded,
    )


def kinds_of(classes: Classes, events: Ints) -> Ints:
    """Say of which kind each line of an event log is.

    Parameters
    ----------
    classes : Classes
        Of the world played.
    events : Ints
        [G, 6] day, kind, a, b, c, place.

    Returns
    -------
    Ints
        [G] number in `classes.names`, NO_KIND for what is none of them.
    """
    found: Ints = classes.plain[events[:, 1]].copy()
    for line, look in _LOOKS.items():
        rows = np.flatnonzero(events[:, 1] == line)
        if len(rows):
            found[rows] = look(classes, events[rows])
    return found


def _either(is_first: NDArray[np.bool_], first: str, second: str) -> Ints:
    return np.where(is_first, _NUMBER[first], _NUMBER[second])


def _war(classes: Classes, lines: Ints) -> Ints:
    is_between = classes.between[lines[:, 2], lines[:, 3]]
    return _either(is_between, "war_between_states", "war_within")


def _peace(classes: Classes, lines: Ints) -> Ints:
    is_between = classes.between[lines[:, 2], lines[:, 3]]
    return _either(is_between, "peace_between_states", "peace_within")


def _control(classes: Classes, lines: Ints) -> Ints:
    is_other = classes.nation[lines[:, 3]] != classes.province_nation[lines[:, 2]]
    return _either(is_other, "province_to_other_nation", "province_within_nation")


def _found(classes: Classes, lines: Ints) -> Ints:
    is_union = classes.confederation[lines[:, 2]]
    return _either(is_union, "confederation_founded", "government_founded")


def _office(classes: Classes, lines: Ints) -> Ints:
    # one who is given another term takes no office anew
    is_new = classes.headed[lines[:, 3]] & (lines[:, 2] >= 0) & (lines[:, 2] != lines[:, 4])
    return np.where(is_new, _NUMBER["head_changes"], NO_KIND)


def _fate(classes: Classes, lines: Ints) -> Ints:
    found = np.full(len(lines), NO_KIND)
    for status, name in _FATES.items():
        found[lines[:, 3] == status] = _NUMBER[name]
    return found


def _rule(classes: Classes, lines: Ints) -> Ints:
    return classes.recorded[lines[:, 2]]


_LOOKS: dict[int, Callable[[Classes, Ints], Ints]] = {
    lay.L_WAR: _war,
    lay.L_PEACE: _peace,
    lay.L_CONTROL: _control,
    lay.L_FOUND: _found,
    lay.L_OFFICE: _office,
    lay.L_LEADER: _fate,
    lay.L_RULE: _rule,
}
LINES_KEPT = tuple(sorted({*_PLAIN, *_LOOKS}))
"""Kinds of line of the event log that are needed."""
