"""Forecasts of battles left out, by the model and by what it should beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy.stats import norm

from fits.battles import FIRST_YEAR, Floats
from ucronia.analysis.battle.forecast import GRID, TRIED, Forecaster, Pair, Past
from ucronia.analysis.battle.fought import Fought, known_battles
from ucronia.analysis.battle.scoring import score

SPLIT_YEAR = 1790
FORWARD_FROM = 1740
"""Forecasts from the years before begin here, with a generation's battles to learn from."""
MODEL = "model"
Trial = tuple[Fought, Past]
"""A battle left out, and what may be looked at for it."""


@dataclass(frozen=True)
class Learner:
    """A forecaster that learns: which deviations it tries, and what it is let see."""

    grid: Sequence[Pair]
    seen: Callable[[Fought], Fought]


def _all(battle: Fought) -> Fought:
    return battle


def _without_surprise(battle: Fought) -> Fought:
    return replace(battle, surprise=0.0)


def _men_only(battle: Fought) -> Fought:
    return replace(battle, surprise=0.0, works=0.0)


def _nothing(battle: Fought) -> Fought:
    return replace(battle, surprise=0.0, works=0.0, men=(1.0, 1.0))


NONE = ((0.0, 0.0, 0.0, 0.0),)
ENGINE = tuple((0.0, army, chief, 0.0) for army, chief in product(TRIED, repeat=2))
"""The engine's equation knows armies and commanders, no nations and no wars."""
LEARNERS = {
    MODEL: Learner(GRID, _all),
    "model without surprise": Learner(GRID, _without_surprise),
    "engine's equation": Learner(ENGINE, _without_surprise),
    "strength and works alone": Learner(NONE, _without_surprise),
    "strength alone": Learner(NONE, _men_only),
    "intercept only": Learner(NONE, _nothing),
}


def larger_side(battle: Fought) -> float:
    """Give the chance by numbers alone: 1, 0 or a half."""
    return float(0.5 + 0.5 * np.sign(battle.men[0] - battle.men[1]))


def lanchester(battle: Fought, power: int) -> float:
    """Give the chance by Lanchester's stochastic laws, one man as good as another.

    Parameters
    ----------
    battle : Fought
        Of which the men are looked at.
    power : int
        1 for the linear law, 2 for the square law.

    Returns
    -------
    float
        The attacker's chance.

    Notes
    -----
    Of A + D fair duels the attacker must win D (linear); A^2 - D^2 is all but a martingale
    (square; Kingman 2002). Both are normal for many men: the difference of men over the root of
    their sum, times the root of 1 and of 3.
    """
    attacker, defender = battle.men
    width = np.sqrt((attacker + defender) / (2 * power - 1))
    return float(norm.cdf((attacker - defender) / width))


RULES: dict[str, Callable[[Fought], float]] = {
    "larger side wins": larger_side,
    "Lanchester, linear": lambda battle: lanchester(battle, 1),
    "Lanchester, square": lambda battle: lanchester(battle, 2),
    "attacker always": lambda battle: 1.0,
}


def asked_of(battles: Sequence[Fought]) -> list[Fought]:
    """Give the battles that are forecast: those decided since FIRST_YEAR."""
    return [b for b in battles if b.winner and b.date.year >= FIRST_YEAR]


def past_of(battle: Fought, others: Sequence[Fought]) -> Past:
    """Part battles by what may be learnt of them: all, or the coefficients alone."""
    day = battle.date
    return Past(
        [one for one in others if one.date < day],
        [one for one in others if one.date >= day and one is not battle],
    )


def folds(
    battles: Sequence[Fought], count: int, repeats: int, seed: int
) -> Iterator[list[Trial]]:
    """Leave out by lot: each battle once in every repeat.

    Parameters
    ----------
    battles : sequence of Fought
        By date.
    count, repeats, seed : int
        How many parts, how often, and of the lots.

    Yields
    ------
    list of Trial
        One repeat.
    """
    random = np.random.default_rng(seed)
    for _ in range(repeats):
        lot = dict(zip(battles, random.permutation(len(battles)) % count, strict=True))
        yield [
            (one, past_of(one, [other for other in battles if lot[other] != lot[one]]))
            for one in asked_of(battles)
        ]


def wars_out(battles: Sequence[Fought]) -> list[Trial]:
    """Leave a war out, but for its battles before the one forecast.

    Parameters
    ----------
    battles : sequence of Fought
        By date.

    Returns
    -------
    list of Trial
        One a battle.
    """
    return [
        (one, past_of(one, [b for b in battles if b.war != one.war or b.date < one.date]))
        for one in asked_of(battles)
    ]


def new_wars(battles: Sequence[Fought]) -> list[Trial]:
    """Leave a war out whole: nothing is known of it but from other wars."""
    return [
        (one, past_of(one, [b for b in battles if b.war != one.war]))
        for one in asked_of(battles)
    ]


def later_era(battles: Sequence[Fought], year: int = SPLIT_YEAR) -> list[Trial]:
    """Forecast an era's battles from those before it alone."""
    past = Past([one for one in battles if one.date.year < year])
    return [(one, past) for one in asked_of(battles) if one.date.year >= year]


def forward(battles: Sequence[Fought], year: int = FORWARD_FROM) -> list[Trial]:
    """Forecast each battle from those before its day, and from nothing later."""
    return [
        (one, Past(past_of(one, battles).earlier))
        for one in asked_of(battles)
        if one.date.year >= year
    ]


def chances(trials: Sequence[Trial]) -> dict[str, Floats]:
    """Forecast by every model and rule.

    Parameters
    ----------
    trials : sequence of Trial
        In an order in which neighbours have much of their past in common.

    Returns
    -------
    dict of str to array
        Name to [T] the attacker's chance.
    """
    found = {
        name: np.array([_chance(learner, trials)])[0] for name, learner in LEARNERS.items()
    }
    for name, rule in RULES.items():
        found[name] = np.array([rule(battle) for battle, _ in trials])
    return found


def _chance(learner: Learner, trials: Sequence[Trial]) -> Floats:
    forecaster, see = Forecaster(learner.grid), learner.seen
    return np.array(
        [
            forecaster.forecast(
                [see(battle)],
                Past([see(one) for one in past.earlier], [see(one) for one in past.later]),
            )[0]
            for battle, past in trials
        ]
    )


MEASURES = ("auc", "accuracy", "brier", "log_loss")
Scores = dict[str, tuple[float, float, float]]
"""Measure to value and 95 % interval."""


def scored(trials: Sequence[Trial], chance: Floats, resamples: int, seed: int) -> Scores:
    """Score forecasts, with intervals by drawing whole wars anew.

    Parameters
    ----------
    trials : sequence of Trial
        The battles.
    chance : array of float
        [T] that the attacker wins.
    resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    dict
        Measure to value, low, high.
    """
    won = np.array([float(battle.winner == 1) for battle, _ in trials])
    names = np.array([battle.war for battle, _ in trials])
    rows = [np.flatnonzero(names == war) for war in np.unique(names)]
    random = np.random.default_rng(seed)
    values = score(chance, won)
    drawn: dict[str, list[float]] = {name: [] for name in MEASURES}
    for _ in range(resamples):
        picked = np.concatenate([rows[at] for at in random.integers(len(rows), size=len(rows))])
        again = score(chance[picked], won[picked])
        for name in MEASURES:
            if (value := again[name]) is not None:
                drawn[name].append(value)
    found = {}
    for name in MEASURES:
        low, high = np.quantile(drawn[name], (0.025, 0.975))
        found[name] = (float(values[name] or np.nan), float(low), float(high))
    return found


def trials_by_scheme(
    battles: Sequence[Fought] | None = None, count: int = 10, repeats: int = 1, seed: int = 0
) -> dict[str, list[Trial]]:
    """Give every way of leaving battles out.

    Parameters
    ----------
    battles : sequence of Fought, optional
        By date; CDB90's by default.
    count, repeats, seed : int
        Of the folds.

    Returns
    -------
    dict of str to list of Trial
        Scheme to its trials.
    """
    known = known_battles() if battles is None else battles
    lots = [trial for repeat in folds(known, count, repeats, seed) for trial in repeat]
    return {
        f"{count} folds, {repeats} times": lots,
        "one war left out, but for its earlier battles": wars_out(known),
        "one war left out whole": new_wars(known),
        f"from before {SPLIT_YEAR} to after": later_era(known),
        f"each day from those before it, since {FORWARD_FROM}": forward(known),
    }
