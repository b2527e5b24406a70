"""Who wins: a logistic regression with random qualities of armies and of commanders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fits.battles import Battles, Flags, Floats, Ints
from ucronia.analysis.battle.beliefs import logistic, mean_logistic, project, propagate

NAMES = (
    "battle_intercept",
    "battle_ratio",
    "battle_fort",
    "quality_sd_army",
    "quality_sd_commander",
)
PRIOR_SD = np.array([1.0, 1.5, 1.0])
PRIOR_LOG_SD = 0.7
"""Weak priors about 0: of the three coefficients, and of the logs of the two deviations."""
DEVIATIONS = np.geomspace(0.25, 5.0, 6)
"""Deviations of quality tried; a grid twice as fine changes the third figure."""


@dataclass(frozen=True)
class WinFit:
    """The posterior of the win model; [B] battles."""

    mean: Floats
    """[5] as NAMES."""
    sd: Floats
    """[5]."""
    log_mean: Floats
    """[2] of the logs of the two deviations of quality."""
    log_sd: Floats
    """[2]."""
    chance: Floats
    """[B] the attacker's in a decided battle, whether its result was looked at or not."""


def fit_win(battles: Battles, rows: Flags | None = None, grid: Floats = DEVIATIONS) -> WinFit:
    """Fit who wins: log odds in strength and works, with random armies-in-war and commanders.

    Given the deviations of the two qualities all that is unknown is normal but for the results
    themselves, which expectation propagation takes in (Minka 2001; Rasmussen & Williams 2006,
    section 3.6); the deviations are summed over on a grid, weighted by the evidence.

    Parameters
    ----------
    battles : Battles
        All battles, those to be forecast too.
    rows : array of bool, optional
        [B] those whose result may be looked at; all by default. Draws are never used.
    grid : array of float
        [G] deviations tried for either quality, evenly spaced in the log.

    Returns
    -------
    WinFit
        Posterior, and the chance it gives in every battle.
    """
    seen = battles.is_decided if rows is None else rows & battles.is_decided
    pairs = np.array([(army, chief) for army in grid for chief in grid])
    likenesses = _likeness(battles.army), _likeness(battles.commander)
    points: list[_Point] = []
    for pair in pairs:
        sites = points[-1].sites if points else np.zeros((2, int(seen.sum())))
        points.append(_fit_point(battles, seen, likenesses, pair, sites))
    height = np.array([point.height for point in points])
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    means = np.array([point.mean for point in points])
    mean, variance = _moments(weight, means)
    variance += weight @ np.array([point.variance for point in points])
    sd_mean, sd_variance = _moments(weight, pairs)
    log_mean, log_variance = _moments(weight, np.log(pairs))
    return WinFit(
        mean=np.concatenate([mean, sd_mean]),
        sd=np.sqrt(np.concatenate([variance, sd_variance])),
        log_mean=log_mean,
        log_sd=np.sqrt(log_variance),
        chance=weight @ np.array([point.chance for point in points]),
    )


@dataclass(frozen=True)
class _Point:
    """The fit with both deviations of quality given."""

    sites: Floats
    height: float
    """Log evidence and log prior."""
    mean: Floats
    variance: Floats
    chance: Floats


def _fit_point(
    battles: Battles, seen: Flags, likenesses: tuple[Floats, Floats], sds: Floats, sites: Floats
) -> _Point:
    design = design_of(battles)
    prior = np.diag(PRIOR_SD**2)
    qualities = sds[0] ** 2 * likenesses[0] + sds[1] ** 2 * likenesses[1]
    likeness = design @ prior @ design.T + qualities
    within = likeness[np.ix_(seen, seen)]
    sites, evidence = propagate(within, battles.winner[seen], sites)
    mean, variance = project(prior @ design[seen].T, prior, within, sites)
    place, width = project(likeness[:, seen], likeness, within, sites)
    distance = ((np.log(sds) / PRIOR_LOG_SD) ** 2).sum()
    return _Point(sites, evidence - 0.5 * distance, mean, variance, mean_logistic(place, width))


def design_of(battles: Battles) -> Floats:
    """Give what the log odds are linear in: [B, 3] one, log ratio of men, less the works."""
    ratio = np.log(battles.men[:, 0] / battles.men[:, 1])
    return np.stack([np.ones(ratio.size), ratio, -battles.fort], axis=1)


def _likeness(pair: Ints) -> Floats:
    """Give the covariance of differences of quality between battles, for deviation 1."""
    attacker, defender = pair[:, 0], pair[:, 1]
    same = [
        (one[:, None] == other[None, :]).astype(float)
        for one, other in (
            (attacker, attacker),
            (defender, defender),
            (attacker, defender),
            (defender, attacker),
        )
    ]
    return np.asarray(same[0] + same[1] - same[2] - same[3])


def _moments(weight: Floats, values: Floats) -> tuple[Floats, Floats]:
    mean = np.asarray(weight @ values)
    return mean, np.asarray(weight @ (values - mean) ** 2)


def fit_logistic(design: Floats, hit: Floats) -> Floats:
    """Fit a logistic regression by Newton's method.

    Parameters
    ----------
    design : array of float
        [B, K].
    hit : array of float
        [B] 0 or 1.

    Returns
    -------
    array of float
        [K] coefficients; a slight ridge keeps a separable sample finite.
    """
    value = np.zeros(design.shape[1])
    for _ in range(30):
        chance = logistic(design @ value)
        slope = design.T @ (hit - chance) - 1e-4 * value
        curve = (design * (chance * (1.0 - chance))[:, None]).T @ design
        value = value + np.linalg.solve(curve + 1e-4 * np.eye(value.size), slope)
    return value
