"""A draw as standard normals: parameters, qualities, readings and dates, in blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ucronia.analysis.calibration.slices import About
from ucronia.compiler.build import World
from ucronia.compiler.draws import (
    draws_at,
    loose_entries,
    read_record,
    set_qualities,
    time_marches,
)
from ucronia.compiler.levels import Levels, levels_of, quantile
from ucronia.ensemble.odds import Scorer

PARAMETER, QUALITY, RECORD = 0, 1, 2
"""What a block is of: how much of a draw is to be made anew where it moves."""
MOST_PARAMETERS = 6
"""In a block: a slice through more of them is shorter, one through fewer sees no ridges."""
MOST_OTHERS = 24
_OTHERS = (
    (1, QUALITY, "armies"),
    (2, QUALITY, "commanders"),
    (3, RECORD, "readings"),
    (4, RECORD, "days"),
)
"""Parts of a draw beside its parameters: place among the levels, kind of block, name."""
_EDGE = 8.0
"""Standard deviations at which a normal's level is told from 0 or 1 no more."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Block:
    """Coordinates of a draw that move together.

    Parameters
    ----------
    kind : int
        PARAMETER, QUALITY or RECORD.
    places : Ints
        Of its coordinates among all.
    name : str
        Theme of its parameters, or what it is of.
    about : About, optional
        Whose ellipses they move along; the prior's where left out.
    """

    kind: int
    places: Ints
    name: str
    about: About | None = None


class Whitened:
    """A world's draws as points of independent standard normals.

    Parameters
    ----------
    world : World
        Whose draws; its priors are what is whitened, whatever posterior it plays.
    until : int
        Last day of the record that forces march for.

    Notes
    -----
    Each number of a draw is the quantile of a level, and a level is Φ(z): under a standard
    normal z everything that a draw holds has its prior, readings and days too.
    """

    def __init__(self, world: World, until: int) -> None:
        self.world, self.until = world, until
        self.names = world.names.parameters
        self._prior = {p.id: p.prior for p in world.scenario.parameters}
        one = levels_of(world, 0, 0, 1)
        self._widths = tuple(
            part.shape[1]
            for part in (one.parameter, one.polity, one.leader, one.reading, one.date)
        )
        self._edges = np.concatenate(([0], np.cumsum(self._widths)))

    @property
    def size(self) -> int:
        """How many coordinates there are."""
        return int(self._edges[-1])

    @property
    def free(self) -> list[int]:
        """Parameters whose prior isn't fixed."""
        return [k for k, name in enumerate(self.names) if "fixed" not in self._prior[name]]

    def levels(self, points: Floats) -> Levels:
        """Give the levels of points [n, size]."""
        u = special.ndtr(np.clip(points, -_EDGE, _EDGE))
        # above this a uniform's quantile, or the last day of a span, would be past its end
        u = np.clip(u, 1e-12, 1.0 - 1e-12)
        return Levels(
            *(u[:, a:b] for a, b in zip(self._edges[:-1], self._edges[1:], strict=True))
        )

    def draws(self, points: Floats) -> NDArray[np.void]:
        """Make the draws of points [n, size]."""
        return draws_at(self.world, self.levels(points), None, self.until)

    def values(self, points: Floats) -> Floats:
        """Give the parameters of points: [n, K]."""
        return self.values_at(self.levels(points).parameter)

    def values_at(self, levels: Floats) -> Floats:
        """Give the parameters at levels of their priors, [n, K] or more columns: [n, K]."""
        columns = [quantile(self._prior[n], levels[:, k]) for k, n in enumerate(self.names)]
        return np.stack(columns, axis=1)

    def move(self, draw: NDArray[np.void], point: Floats, block: Block) -> None:
        """Make that part of a draw [1] anew which a block is of."""
        levels = self.levels(point[None, :])
        if block.kind == QUALITY:
            set_qualities(self.world, draw, levels)
            return
        if block.kind == RECORD:
            read_record(self.world, draw, levels)
        else:
            for k in block.places:
                level = levels.parameter[:, k]
                draw["parameter"][:, k] = quantile(self._prior[self.names[k]], level)
        time_marches(self.world, draw, self.until)

    def blocks(self, told: list[int]) -> tuple[Block, ...]:
        """Put coordinates into blocks.

        Parameters
        ----------
        told : list of int
            Parameters that the likelihood depends on: by theme, some at a time. The other free
            ones are one block: any step there is taken.

        Returns
        -------
        tuple of Block
            All coordinates that anything depends on, each once.
        """
        themes = {p.id: p.theme for p in self.world.scenario.parameters}
        by_theme: dict[str, list[int]] = {}
        for k in told:
            by_theme.setdefault(themes[self.names[k]], []).append(k)
        found = [
            Block(PARAMETER, np.array(part), theme)
            for theme, places in by_theme.items()
            for part in _parts(places, MOST_PARAMETERS)
        ]
        rest = [k for k in self.free if k not in set(told)]
        if rest:
            found.append(Block(PARAMETER, np.array(rest), "rest"))
        return (*found, *self._others())

    def _others(self) -> list[Block]:
        found = []
        for part, kind, name in _OTHERS:
            first = int(self._edges[part])
            places = list(range(first, int(self._edges[part + 1])))
            if name == "days":
                places = [first + k for k in loose_entries(self.world, self.until)]
            most = MOST_OTHERS if kind == RECORD else len(places)
            found += [Block(kind, np.array(some), name) for some in _parts(places, most)]
        return found


def _parts(places: list[int], most: int) -> list[list[int]]:
    count = -(-len(places) // most) if places else 0
    return [[int(k) for k in part] for part in np.array_split(places, count)] if count else []


def told_of(whitened: Whitened, scorer: Scorer, points: Floats, others: Floats) -> list[int]:
    """Find the parameters that the likelihood depends on.

    Parameters
    ----------
    whitened : Whitened
        Of the world.
    scorer : Scorer
        Of the same.
    points, others : Floats
        [n, size] two sets of draws: each parameter of the first is set as in the second, alone.

    Returns
    -------
    list of int
        Those of which one such change moved the likelihood. The others are sampled too, so that
        one that is missed costs time and no bias.
    """
    found = set()
    for point, other in zip(points, others, strict=True):
        draw = whitened.draws(point[None, :])
        before = scorer.total(draw[0])
        for k in whitened.free:
            if k in found:
                continue
            moved, block = point.copy(), Block(PARAMETER, np.array([k]), "")
            moved[k] = other[k]
            whitened.move(draw, moved, block)
            if scorer.total(draw[0]) != before:
                found.add(k)
            whitened.move(draw, point, block)
    return sorted(found)
