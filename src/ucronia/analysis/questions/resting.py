"""The line that every report carries: what share of its answer's variance rests on what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.indices import Effects, effects, fieller
from ucronia.analysis.questions.batches import NOTHING_MORE, Asked, play
from ucronia.analysis.questions.inputs import DISPUTES, GROUPS, JUDGED, inputs_of, terms_of
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import PER_DRAW

RESTING = "Looking at what the answer rests on"
VAGUE = 0.95
"""An interval as wide as this tells nothing."""
FEWEST = 20
"""Draws under which nothing is reckoned."""

Floats = NDArray[np.float64]
Outcomes = NDArray[np.int8]


@dataclass(frozen=True)
class Rests:
    """What the variance of an answer from draw to draw rests on, as numbers explain it.

    Parameters
    ----------
    parts : tuple
        (group of GROUPS, its share); the shares sum to 1 but for their noise.
    draws : int
        D, draws behind them.
    """

    parts: tuple[tuple[str, Estimate], ...]
    draws: int

    @property
    def judged(self) -> Estimate:
        """Share that rests on judged numbers; nothing where there are none."""
        return self.of(JUDGED)

    @property
    def disputes(self) -> Estimate:
        """Share that rests on disputes between sources."""
        return self.of(DISPUTES)

    @property
    def is_told(self) -> bool:
        """True where the interval of some share leaves something out."""
        widths = [share.high - share.low for share in (self.judged, self.disputes)]
        return not np.isnan(self.judged.mean) and min(widths) < VAGUE

    def of(self, group: str) -> Estimate:
        """Give a group's share.

        Parameters
        ----------
        group : str
            One of GROUPS.

        Returns
        -------
        Estimate
            0..1.
        """
        return dict(self.parts).get(group, Estimate(0.0, 0.0, 0.0, self.draws))


def rests_on(world: World, answers: Floats, seed: int, until: int) -> Rests | None:
    """Say what an answer rests on, from the draws that were played anyway.

    Parameters
    ----------
    world : World
        What was played.
    answers : Floats
        [D, U] mean answer of each draw, from the first on; outputs are taken together.
    seed : int
        Of the draws.
    until : int
        Day of the last fork.

    Returns
    -------
    Rests or None
        None where there are too few draws, or no answer differs from another.

    Notes
    -----
    First-order indices by an orthonormal expansion of degree 1 (see analysis.indices); each
    share is of the sum over all numbers: interactions are left out of both.
    """
    draws = len(answers)
    if draws < FEWEST or not np.ptp(answers, axis=0).any():
        return None
    inputs = inputs_of(world, until)
    names = [group for group in GROUPS if group in inputs.groups]
    group = np.array([names.index(name) for name in inputs.groups], dtype=np.int64)
    terms = terms_of(world, inputs, seed, (0, draws))
    found = effects(answers, terms.values, terms.column, group)
    return Rests(tuple((name, part_share(found, g)) for g, name in enumerate(names)), draws)


def part_share(found: Effects, group: int) -> Estimate:
    """Give a group's share of what all groups explain.

    Parameters
    ----------
    found : Effects
        Of all groups.
    group : int
        Which.

    Returns
    -------
    Estimate
        0..1; nan where the whole can't be told from nothing.
    """
    row = found.covariance[group]
    whole = float(found.covariance.sum())
    spread = np.array([[row[group], row.sum()], [row.sum(), whole]])
    return fieller((float(found.parts[group]), float(found.parts.sum())), spread, found.draws)


def draw_answers(outcome: Outcomes, columns: int) -> Floats:
    """Give each draw's share of each outcome, over all forks taken together.

    Parameters
    ----------
    outcome : Outcomes
        [G, R]
    columns : int
        U, the outcomes.

    Returns
    -------
    Floats
        [D, U]; a draw that was not played whole is left out.
    """
    draws = outcome.shape[1] // PER_DRAW
    whole = outcome[:, : draws * PER_DRAW]
    ends = np.stack([(whole == column).mean(axis=0) for column in range(columns)], axis=1)
    return np.asarray(ends.reshape(draws, PER_DRAW, columns).mean(axis=1))


def more_of(world: World, forks: tuple[Fork, ...], asked: Asked, outcome: Outcomes) -> Outcomes:
    """Play further draws of some forks, where that is asked, for what the answer rests on.

    Parameters
    ----------
    world : World
        What is played.
    forks : tuple of Fork
        [G] the forks.
    asked : Asked
        With `rests`, the histories to add.
    outcome : Outcomes
        [G, R] what was played.

    Returns
    -------
    Outcomes
        [G, R + rests], fewer where an interrupt comes.
    """
    if asked.rests < PER_DRAW:
        return outcome
    more = Asked(asked.rests, asked.seed, asked.threads, asked.progress)
    try:
        runs, _ = play(world, forks, more, RESTING, NOTHING_MORE, first=outcome.shape[1])
    except KeyboardInterrupt:
        # the answer itself is whole: it is only not said as well what it rests on
        return outcome
    return np.concatenate([outcome, runs.outcome], axis=1)
