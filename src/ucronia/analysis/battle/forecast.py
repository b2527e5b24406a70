"""Forecasts of battles strictly before the fact, by qualities that last.

The log odds of a battle are linear in what is known of it, plus what its war gives those who
attack, plus the differences of two nations', two armies' and two commanders' qualities. Of the
battles that came later only the coefficients are learnt: there all of these bear other names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, product

import numpy as np
from threadpoolctl import threadpool_limits

from ucronia.analysis.battle.beliefs import Floats, Ints, mean_logistic, project, propagate
from ucronia.analysis.battle.fought import Fought

PRIOR_SD = np.array([1.0, 1.5, 1.0, 0.7])
"""Weak priors about 0: attack, log ratio of men, works, a step of surprise."""
LEVELS = ("nation", "army", "commander", "war")
"""What has a quality of its own that lasts; an army is a nation in one war."""
TRIED = (0.4, 1.4)
"""Deviations of each, all but none and as great as others found: the evidence weighs them."""
GRID = tuple(product(TRIED, repeat=len(LEVELS)))
Pair = tuple[float, ...]


@dataclass(frozen=True)
class Past:
    """What may be looked at for a forecast."""

    earlier: Sequence[Fought]
    """Whose armies and commanders may be known again."""
    later: Sequence[Fought] = ()
    """From which only the coefficients are learnt."""


@dataclass
class Forecaster:
    """Forecasts one day's battles after another; what it found last is where it begins."""

    grid: Sequence[Pair] = GRID
    """Deviations tried, as `LEVELS`; none of them nought where all is to be learnt."""
    sites: dict[Pair, dict[str, tuple[float, float]]] = field(default_factory=dict)
    """By deviations, then id: normal beliefs of results, which only speed the next up."""

    def forecast(self, asked: Sequence[Fought], past: Past) -> Floats:
        """Forecast battles from others.

        Parameters
        ----------
        asked : sequence of Fought
            Their results are not looked at.
        past : Past
            Their results are; draws teach nothing.

        Returns
        -------
        Floats
            [A] chance that the attacker wins, if anybody does.
        """
        # the matrices are small: threads of algebra would only wait for each other
        with threadpool_limits(limits=1):
            weights, places = self._points(asked, past)
        chances = np.array([mean_logistic(place, width) for place, width in places])
        return np.asarray(weights @ chances)

    def _points(
        self, asked: Sequence[Fought], past: Past
    ) -> tuple[Floats, list[tuple[Floats, Floats]]]:
        """Give the weight of each pair of deviations, and the log odds that it gives."""
        earlier, later = _decided(past.earlier), _decided(past.later)
        battles, cut = [*earlier, *later, *asked], len(earlier)
        seen = cut + len(later)
        is_later = np.zeros(len(battles), bool)
        is_later[cut:seen] = True
        design = design_of(battles)
        linear = (design * PRIOR_SD**2) @ design.T
        alike = likenesses(battles) * (is_later[:, None] == is_later[None, :])
        sign = np.array([battle.winner for battle in battles[:seen]], dtype=np.int64)
        heights, places = [], []
        for pair in self.grid:
            prior = linear + blend(pair, alike)
            sites, evidence = self._fit(pair, prior[:seen, :seen], sign, battles[:seen])
            heights.append(evidence)
            ask = prior[seen:]
            places.append(project(ask[:, :seen], ask[:, seen:], prior[:seen, :seen], sites))
        weights = np.exp(np.array(heights) - max(heights))
        return weights / weights.sum(), places

    def _fit(
        self, pair: Pair, prior: Floats, sign: Ints, seen: Sequence[Fought]
    ) -> tuple[Floats, float]:
        if not seen:
            return np.zeros((2, 0)), 0.0
        known = self.sites.setdefault(pair, {})
        start = np.array([known.get(battle.id, (0.0, 0.0)) for battle in seen]).T
        sites, evidence = propagate(prior, sign, start)
        for battle, site in zip(seen, sites.T, strict=True):
            known[battle.id] = (float(site[0]), float(site[1]))
        return sites, evidence


def known_quality(asked: Fought, earlier: Sequence[Fought]) -> tuple[float, float]:
    """Give what earlier battles tell of the attacker's quality less the defender's.

    Parameters
    ----------
    asked : Fought
        Its result is not looked at.
    earlier : sequence of Fought
        Battles before it.

    Returns
    -------
    pair of float
        Mean and standard deviation, logits, all levels but the war together.
    """
    battles = [*_decided(earlier), asked]
    design = design_of(battles)
    alike = likenesses(battles)
    sign = np.array([battle.winner for battle in battles[:-1]], dtype=np.int64)
    found = []
    for pair in GRID:
        # what a war gives those who attack is no quality of theirs
        quality = blend((*pair[:-1], 0.0), alike)
        prior = ((design * PRIOR_SD**2) @ design.T + blend(pair, alike))[:-1, :-1]
        sites, evidence = propagate(prior, sign, np.zeros((2, sign.size)))
        mean, variance = project(quality[-1:, :-1], quality[-1:, -1:], prior, sites)
        found.append((evidence, mean[0], variance[0]))
    height, mean, variance = np.array(found).T
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    middle = float(weight @ mean)
    return middle, float(np.sqrt(weight @ (variance + (mean - middle) ** 2)))


def _decided(battles: Sequence[Fought]) -> list[Fought]:
    return [battle for battle in battles if battle.winner != 0]


def blend(deviations: Pair, alike: Floats) -> Floats:
    """Give the covariance of the log odds that lasting qualities bring.

    Parameters
    ----------
    deviations : tuple of float
        As `LEVELS`, logits.
    alike : Floats
        [4, B, B] as `likenesses` gives them.

    Returns
    -------
    Floats
        [B, B].
    """
    return np.asarray(np.tensordot(np.square(deviations), alike, axes=1))


def design_of(battles: Sequence[Fought]) -> Floats:
    """Give what the log odds are linear in.

    Parameters
    ----------
    battles : sequence of Fought
        Any.

    Returns
    -------
    Floats
        [B, 4] one, log ratio of men, less the works, surprise.
    """
    rows = [
        (1.0, np.log(battle.men[0] / battle.men[1]), -battle.works, battle.surprise)
        for battle in battles
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def likenesses(battles: Sequence[Fought]) -> Floats:
    """Give the covariances of differences of quality between battles, for deviations of 1.

    Parameters
    ----------
    battles : sequence of Fought
        Any; a commander without a name is like no other.

    Returns
    -------
    Floats
        [4, B, B] as `LEVELS`: nations, armies in their wars, commanders, wars.
    """
    nations = [[("", side) for side in battle.sides] for battle in battles]
    armies = [[(battle.war, side) for side in battle.sides] for battle in battles]
    chiefs = [
        [(name, "") if name else (str(at), f"unnamed {side}") for side, name in enumerate(pair)]
        for at, pair in enumerate(battle.commanders for battle in battles)
    ]
    wars = np.array([battle.war for battle in battles])
    same = (wars[:, None] == wars[None, :]).astype(np.float64)
    return np.stack([*map(_differences, (nations, armies, chiefs)), same])


def _differences(pairs: Sequence[Sequence[tuple[str, str]]]) -> Floats:
    numbers: dict[tuple[str, str], int] = {}
    at = [[numbers.setdefault(name, len(numbers)) for name in pair] for pair in pairs]
    loads = np.zeros((len(pairs), len(numbers)))
    for row, (attacker, defender) in enumerate(at):
        loads[row, attacker] += 1.0
        loads[row, defender] -= 1.0
    return np.asarray(loads @ loads.T)


def forecast_file(
    battles: Sequence[Fought],
    others: Sequence[Fought],
    is_learning: bool = True,
) -> Iterator[tuple[Fought, float]]:
    """Forecast each battle of a file before it is fought.

    Parameters
    ----------
    battles : sequence of Fought
        By date.
    others : sequence of Fought
        Battles with known results that are none of the file's; of those not before the day
        of a forecast it learns the coefficients alone.
    is_learning : bool
        Whether the file's earlier days may be looked at too.

    Yields
    ------
    pair of Fought and float
        A battle and the chance of its attacker, if anybody wins.
    """
    forecaster = Forecaster()
    past: list[Fought] = []
    for day, group in groupby(battles, key=_day):
        asked = list(group)
        earlier = [battle for battle in others if battle.date < day]
        later = [battle for battle in others if battle.date >= day]
        yield from zip(
            asked,
            map(float, forecaster.forecast(asked, Past([*earlier, *past], later))),
            strict=True,
        )
        if is_learning:
            past += asked


def _day(battle: Fought) -> date:
    return battle.date
