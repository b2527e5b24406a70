"""Forecasts of battles strictly before the fact, by qualities that last.

The log odds of a battle are linear in what is known of it, plus the difference of two armies' and
two commanders' qualities. Of the battles that came later only the coefficients are learnt:
there every army and commander bears another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import numpy as np

from ucronia.analysis.battle.beliefs import Floats, mean_logistic, project, propagate
from ucronia.analysis.battle.fought import Fought

PRIOR_SD = np.array([1.0, 1.5, 1.0, 0.7])
"""Weak priors about 0: attack, log ratio of men, works, a step of surprise."""
ARMY_SD = COMMANDER_SD = (0.6, 1.2, 2.4)
"""Deviations of quality that are tried."""
PRIOR_MIDDLE, PRIOR_LOG_SD = 1.2, 0.7
"""The deviations' own prior, log-normal: as fits/win.py has it, about what others found."""


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

    sites: dict[tuple[float, float], dict[str, tuple[float, float]]] = field(
        default_factory=dict
    )
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
        for pair in ((army, chief) for army in ARMY_SD for chief in COMMANDER_SD):
            prior = linear + pair[0] ** 2 * alike[0] + pair[1] ** 2 * alike[1]
            sites, evidence = self._fit(pair, prior[:seen, :seen], sign, battles[:seen])
            heights.append(evidence + pair_prior(pair))
            ask = prior[seen:]
            places.append(project(ask[:, :seen], ask[:, seen:], prior[:seen, :seen], sites))
        weights = np.exp(np.array(heights) - max(heights))
        return weights / weights.sum(), places

    def _fit(
        self, pair: tuple[float, float], prior: Floats, sign: Floats, seen: Sequence[Fought]
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
        Mean and standard deviation, logits, army and commander together.
    """
    battles = [*_decided(earlier), asked]
    design = design_of(battles)
    alike = likenesses(battles)
    sign = np.array([battle.winner for battle in battles[:-1]], dtype=np.int64)
    found = []
    for pair in ((army, chief) for army in ARMY_SD for chief in COMMANDER_SD):
        quality = pair[0] ** 2 * alike[0] + pair[1] ** 2 * alike[1]
        prior = ((design * PRIOR_SD**2) @ design.T + quality)[:-1, :-1]
        sites, evidence = propagate(prior, sign, np.zeros((2, sign.size)))
        mean, variance = project(quality[-1:, :-1], quality[-1:, -1:], prior, sites)
        found.append((evidence + pair_prior(pair), mean[0], variance[0]))
    height, mean, variance = np.array(found).T
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    middle = float(weight @ mean)
    return middle, float(np.sqrt(weight @ (variance + (mean - middle) ** 2)))


def _decided(battles: Sequence[Fought]) -> list[Fought]:
    return [battle for battle in battles if battle.winner != 0]


def pair_prior(pair: tuple[float, float]) -> float:
    """Give the log prior of two deviations of quality.

    Parameters
    ----------
    pair : tuple of float
        Of armies and of commanders, logits.

    Returns
    -------
    float
        Up to a constant.
    """
    return float(-0.5 * sum((np.log(sd / PRIOR_MIDDLE) / PRIOR_LOG_SD) ** 2 for sd in pair))


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
        [2, B, B] of armies in their wars, and of commanders.
    """
    armies = [[(battle.war, side) for side in battle.sides] for battle in battles]
    chiefs = [
        [(name, "") if name else (str(at), f"unnamed {side}") for side, name in enumerate(pair)]
        for at, pair in enumerate(battle.commanders for battle in battles)
    ]
    return np.stack([_differences(armies), _differences(chiefs)])


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
