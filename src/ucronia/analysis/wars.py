"""The wars of a history, as lists of wars count them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.engine import layout as lay


@dataclass
class _War:
    """A war while it is fought: the day it began, the pairs that fight, and that ever did."""

    began: int
    fighting: set[tuple[int, int]]
    fought: set[tuple[int, int]]


def wars(
    events: NDArray[np.int64], last: int, is_between: Callable[[int, int], bool]
) -> list[tuple[float, bool, bool]]:
    """Give every war that began: how long it lasted, whether it was cut short, between whom.

    Parameters
    ----------
    events : NDArray[np.int64]
        [G, 6] the event log: day, kind, a, b, c, place.
    last : int
        Day up to which it tells.
    is_between : callable
        Tells of two polities whether theirs is a war between states.

    Returns
    -------
    list of (float, bool, bool)
        Days from the first declaration to the last peace, truce or end of a party; True where
        the history ended first; True for a war between states.

    Notes
    -----
    As lists of wars count them (Sarkees & Wayman 2010): who joins a war that is on fights the
    same war; one in which states of two nations face each other is between states, any other,
    with its foreign helpers, is within one.
    """
    ends = (lay.L_WAR, lay.L_PEACE, lay.L_DISSOLVE)
    on: list[_War] = []
    over: list[tuple[float, bool, bool]] = []
    for day, kind, a, b, *_ in events[np.isin(events[:, 1], ends)].tolist():
        if kind == lay.L_WAR:
            _begin(on, (min(a, b), max(a, b)), day)
            continue
        for war in on:
            war.fighting -= {
                pair
                for pair in war.fighting
                if (a in pair and (kind == lay.L_DISSOLVE or b in pair))
            }
        over += [
            (float(day - war.began), False, _any(war, is_between))
            for war in on
            if not war.fighting
        ]
        on = [war for war in on if war.fighting]
    return over + [(float(last - war.began), True, _any(war, is_between)) for war in on]


def _begin(on: list[_War], pair: tuple[int, int], day: int) -> None:
    """Let a pair begin a war, or join the war, or the wars, that one of them fights."""
    theirs = [war for war in on if any(set(pair) & set(other) for other in war.fighting)]
    joined = _War(min((war.began for war in theirs), default=day), {pair}, {pair})
    for war in theirs:
        joined.fighting |= war.fighting
        joined.fought |= war.fought
        on.remove(war)
    on.append(joined)


def _any(war: _War, is_between: Callable[[int, int], bool]) -> bool:
    return any(is_between(*pair) for pair in war.fought)
