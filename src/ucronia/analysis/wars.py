"""The wars of a history, as lists of wars count them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ucronia.engine import layout as lay

Pair = tuple[int, int]


@dataclass
class War:
    """A war that began in a history.

    Parameters
    ----------
    began : int
        Day of the first declaration.
    fighting : set of (int, int)
        Pairs of polities that fight in it still.
    fought : set of (int, int)
        All that ever did.
    lost : list of (int, float)
        Days of its battles, and the killed and wounded in each, both sides together.
    ended : int
        Day of the last peace, truce or end of a party; the history's last where it outlasts it.
    by_peace : bool
        True where that was a peace or truce.
    """

    began: int
    fighting: set[Pair]
    fought: set[Pair]
    lost: list[tuple[int, float]] = field(default_factory=list)
    ended: int = field(default=lay.NEVER)
    by_peace: bool = False

    @property
    def days(self) -> float:
        """How long it lasted."""
        return float(self.ended - self.began)

    @property
    def fighting_days(self) -> float:
        """How long it lasted to its peace or, where one side was undone, to its last battle.

        So lists of wars end those of one nation: that of Peru of 1853 on 7 January 1855, two
        days after La Palma.
        """
        if self.is_open or self.by_peace or not self.lost:
            return self.days
        return float(self.lost[-1][0] - self.began)

    @property
    def is_open(self) -> bool:
        """True where the history ended first."""
        return bool(self.fighting)

    def most_lost(self, within: int) -> float:
        """Count the killed and wounded of the so many days in which there were most."""
        days = [day for day, _ in self.lost]
        return max(
            (
                sum(lost for day, lost in self.lost if first <= day < first + within)
                for first in days
            ),
            default=0.0,
        )

    def has(self, is_such: Callable[[int, int], bool]) -> bool:
        """Tell whether two who fought are such a pair."""
        return any(is_such(*pair) for pair in self.fought)


def wars(
    events: NDArray[np.int64],
    values: NDArray[np.float64],
    last: int,
    can_meet: Callable[[int, int, Pair], bool],
) -> list[War]:
    """Give every war that began.

    Parameters
    ----------
    events : NDArray[np.int64]
        [G, 6] the event log: day, kind, a, b, c, place.
    values : NDArray[np.float64]
        [G, VALUES_TOLD] of a battle, first both sides' killed and wounded.
    last : int
        Day up to which it tells.
    can_meet : callable
        Tells whether a battle of two forces can be one of a war of two polities.

    Returns
    -------
    list of War
        Those that ended, in the order in which they did, and those that last.

    Notes
    -----
    As lists of wars count them (Sarkees & Wayman 2010): who joins a war that is on fights the
    same war. A battle belongs to the latest war that its forces can fight in.
    """
    kinds = (lay.L_WAR, lay.L_PEACE, lay.L_DISSOLVE, lay.L_BATTLE)
    on: list[War] = []
    over: list[War] = []
    rows = np.flatnonzero(np.isin(events[:, 1], kinds))
    for row in rows.tolist():
        day, kind, a, b = events[row, :4].tolist()
        if kind == lay.L_WAR:
            _begin(on, (min(a, b), max(a, b)), day)
        elif kind == lay.L_BATTLE:
            _count(on, (a, b), (day, float(values[row, :2].sum())), can_meet)
        else:
            _end(on, over, day, (a, None if kind == lay.L_DISSOLVE else b))
    for war in on:
        war.ended = last
    return over + on


def _begin(on: list[War], pair: Pair, day: int) -> None:
    """Let a pair begin a war, or join the war, or the wars, that one of them fights."""
    theirs = [war for war in on if any(set(pair) & set(other) for other in war.fighting)]
    joined = War(min((war.began for war in theirs), default=day), {pair}, {pair})
    for war in theirs:
        joined.fighting |= war.fighting
        joined.fought |= war.fought
        joined.lost = sorted(joined.lost + war.lost)
        on.remove(war)
    on.append(joined)


def _count(
    on: list[War],
    forces: Pair,
    lost: tuple[int, float],
    can_meet: Callable[[int, int, Pair], bool],
) -> None:
    for war in reversed(on):
        if any(can_meet(*forces, pair) for pair in war.fighting):
            war.lost.append(lost)
            return


def _end(on: list[War], over: list[War], day: int, who: tuple[int, int | None]) -> None:
    """Let two make peace, or with None let one be at war with nobody any more."""
    a, b = who
    for war in list(on):
        war.fighting -= {
            pair for pair in war.fighting if a in pair and (b is None or b in pair)
        }
        if not war.fighting:
            war.ended, war.by_peace = day, b is not None
            over.append(war)
            on.remove(war)
