"""The odds of one battle, and what it costs: coefficients drawn, qualities integrated out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ucronia.analysis.battle.beliefs import Floats, mean_logistic
from ucronia.analysis.battle.equations import Costs, Engagement, costs, rout_chance, win_logit
from ucronia.analysis.estimates import Estimate

DRAWS_LOG2 = 14
"""Draws are 2 to this power: the balance of a Sobol sequence."""
LEVELS = (0.025, 0.5, 0.975)
NEEDED = (
    *("battle_intercept", "battle_ratio", "battle_fort", "battle_draw_share"),
    *("quality_sd_army", "quality_sd_commander", "killed_share"),
    *(
        "rout_level",
        "rout_size",
        "rout_taken_share",
        "pursuit_level",
        "pursuit_cavalry",
        "pursuit_loss",
    ),
    *(
        f"loss_{side}_{name}"
        for side in ("winner", "loser")
        for name in ("level", "ratio", "size", "fort", "sd")
    ),
    "loss_winner_sd_size",
)
"""Standard parameters that a battle needs."""


@dataclass(frozen=True)
class Quality:
    """What is known of the attacker's quality less the defender's, logits."""

    mean: float
    sd: float


@dataclass(frozen=True)
class Toll:
    """Median and 95 % interval of men, one side, one end of the battle."""

    lost: Estimate
    killed: Estimate
    taken: Estimate
    share: Estimate
    """Of its men, all told."""


@dataclass(frozen=True)
class Odds:
    """The odds of a battle and its cost."""

    battle: Engagement
    attacker: Estimate
    """Chance that the attacker wins; the interval is the coefficients' uncertainty."""
    defender: Estimate
    drawn: Estimate
    even: Estimate
    """The attacker's chance in a decided battle, were the qualities known to be equal."""
    tolls: tuple[tuple[Toll, Toll], tuple[Toll, Toll]]
    """By winner (attacker, defender), then side (attacker, defender)."""
    rout: Estimate
    """Chance that the loser is routed."""
    pursuit: tuple[Estimate, Estimate]
    """Chance of a pursuit, if the attacker wins and if the defender does."""


def find_odds(
    battle: Engagement,
    known: Quality | None = None,
    surprise: tuple[float, float] = (0.0, 0.0),
    seed: int = 0,
) -> Odds:
    """Find the odds of a battle and its cost.

    Parameters
    ----------
    battle : Engagement
        What is known beforehand.
    known : Quality, optional
        What is known of the difference of quality; nothing by default, and then it is drawn
        anew as the engine does for armies and commanders without a past.
    surprise : tuple of float
        Mean and standard error of the log odds of a surprise; 0 where none is asked.
    seed : int
        Of the draws.

    Returns
    -------
    Odds
        Chances integrate qualities out; their intervals are those over the coefficients.
        Intervals of losses hold chance and the coefficients' uncertainty.

    Notes
    -----
    Coefficients are drawn from the priors of scenario/standard.yaml by a scrambled Sobol
    sequence (Owen 1998); the mean over qualities is by Gauss-Hermite quadrature.
    """
    uniform = _sobol(len(NEEDED) + 5, seed)
    values = _coefficients(uniform[:, : len(NEEDED)])
    luck = uniform[:, len(NEEDED) :]
    logit = win_logit(values, battle)
    if battle.surprise:
        logit = logit + battle.surprise * (surprise[0] + surprise[1] * _normal(luck[:, 4]))
    mean, variance = _edge(values, known)
    decided = 1.0 - values["battle_draw_share"]
    chance = mean_logistic(logit + mean, variance)
    noise = np.column_stack([_normal(luck[:, 0]), _normal(luck[:, 1]), luck[:, 2], luck[:, 3]])
    ends = [costs(values, battle, winner, noise) for winner in (0, 1)]
    return Odds(
        battle,
        attacker=_over(decided * chance),
        defender=_over(decided * (1.0 - chance)),
        drawn=_over(values["battle_draw_share"]),
        even=_over(mean_logistic(logit, np.zeros_like(logit))),
        tolls=(_tolls(battle, ends[0]), _tolls(battle, ends[1])),
        rout=_over(decided * rout_chance(values, battle)),
        pursuit=(_chase(values, battle, 0), _chase(values, battle, 1)),
    )


def _edge(values: Mapping[str, Floats], known: Quality | None) -> tuple[Floats, Floats]:
    """Give mean and variance of the difference of two qualities, per draw."""
    spread = values["quality_sd_army"] ** 2 + values["quality_sd_commander"] ** 2
    if known is None:
        return np.zeros_like(spread), np.asarray(2.0 * spread)
    return np.full_like(spread, known.mean), np.full_like(spread, known.sd**2)


def _chase(values: Mapping[str, Floats], battle: Engagement, winner: int) -> Estimate:
    horse = battle.cavalry[winner]
    logit = values["pursuit_level"] + values["pursuit_cavalry"] * horse
    return _over(mean_logistic(logit, np.zeros_like(logit)))


def _tolls(battle: Engagement, end: Costs) -> tuple[Toll, Toll]:
    def toll(side: int) -> Toll:
        lost, taken = end.lost[:, side], end.taken[:, side]
        whole = (lost + taken) / battle.men[side]
        killed = end.killed[:, side]
        return Toll(_range(lost), _range(killed), _range(taken), _range(whole))

    return toll(0), toll(1)


def _over(values: Floats) -> Estimate:
    low, _, high = np.quantile(values, LEVELS)
    return Estimate(float(values.mean()), float(low), float(high), values.size)


def _range(values: Floats) -> Estimate:
    low, middle, high = np.quantile(values, LEVELS)
    return Estimate(float(middle), float(low), float(high), values.size)


def _sobol(width: int, seed: int) -> Floats:
    from scipy.stats import qmc

    # streams.py makes one number a call, this a balanced set of them
    found = qmc.Sobol(width, rng=seed).random_base2(DRAWS_LOG2)
    return np.asarray(np.clip(found, 1e-9, 1.0 - 1e-9), dtype=np.float64)


def _normal(u: Floats) -> Floats:
    from scipy.special import ndtri

    return np.asarray(ndtri(u))


def _coefficients(uniform: Floats) -> dict[str, Floats]:
    from ucronia.compiler.levels import quantile
    from ucronia.scenario.read import standard_parameters

    priors = {part.id: part.prior for part in standard_parameters()[0]}
    return {name: quantile(priors[name], uniform[:, at]) for at, name in enumerate(NEEDED)}
