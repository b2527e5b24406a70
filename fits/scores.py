"""Forecasts of battles left out, and how good they are beside simple rules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fits.battles import Battles, Flags, Floats
from fits.win import design_of, fit_logistic, fit_win
from ucronia.analysis.battle.beliefs import logistic

SURE = 0.001
"""What a rule that says yes or no gives for no, so that its log loss is finite."""


def score(chance: Floats, attacker_won: Flags) -> dict[str, float]:
    """Score forecasts of decided battles.

    Parameters
    ----------
    chance : array of float
        [B] that the attacker wins.
    attacker_won : array of bool
        [B].

    Returns
    -------
    dict of str to float
        `auc`, `accuracy`, `brier`, `log_loss`.
    """
    kept = np.clip(chance, SURE, 1.0 - SURE)
    order = np.sign(chance[attacker_won][:, None] - chance[~attacker_won][None, :])
    right = np.where(attacker_won, kept, 1.0 - kept)
    return {
        "auc": float((0.5 + 0.5 * order).mean()),
        "accuracy": float(np.where(right == 0.5, 0.5, right > 0.5).mean()),
        "brier": float(((kept - attacker_won) ** 2).mean()),
        "log_loss": float(-np.log(right).mean()),
    }


def forecasts(battles: Battles, seen: Flags) -> dict[str, Floats]:
    """Forecast every battle from those seen, by the model and by what it should beat.

    Parameters
    ----------
    battles : Battles
    seen : array of bool
        [B] those whose result may be looked at.

    Returns
    -------
    dict of str to array
        Name of the forecaster to [B] the attacker's chance.
    """
    known = seen & battles.is_decided
    won = (battles.winner[known] == 1).astype(float)
    design = design_of(battles)[:, :2]
    return {
        "attacker's base rate": np.full(known.size, won.mean()),
        "larger side wins": 0.5 + 0.5 * np.sign(design[:, 1]),
        "logit of the ratio": logistic(design @ fit_logistic(design[known], won)),
        "model, with qualities": fit_win(battles, known).chance,
    }


def cross_validate(
    battles: Battles, folds: Iterator[tuple[Flags, Flags]]
) -> dict[str, dict[str, float]]:
    """Score forecasts of battles left out.

    Parameters
    ----------
    battles : Battles
    folds : iterator of pairs of array of bool
        [B] the battles forecast, and those learnt from; all forecasts are scored together.

    Returns
    -------
    dict of str to dict
        Name of the forecaster to its scores.
    """
    chances: dict[str, list[Floats]] = {}
    won = []
    for asked_all, seen in folds:
        asked = asked_all & battles.is_decided
        won.append(battles.winner[asked] == 1)
        for name, chance in forecasts(battles, seen).items():
            chances.setdefault(name, []).append(chance[asked])
    happened = np.concatenate(won)
    return {name: score(np.concatenate(parts), happened) for name, parts in chances.items()}


def random_folds(
    count: int, folds: int, repeats: int, seed: int
) -> Iterator[tuple[Flags, Flags]]:
    """Forecast each battle once in every repeat, by lot.

    Parameters
    ----------
    count, folds, repeats, seed : int

    Yields
    ------
    pair of array of bool
        [count] the battles forecast, and those learnt from.
    """
    random = np.random.default_rng(seed)
    for _ in range(repeats):
        lot = random.permutation(count) % folds
        for fold in range(folds):
            yield lot == fold, lot != fold


def years_ahead(battles: Battles, first_year: int) -> dict[str, dict[str, float]]:
    """Score forecasts of every year's battles from those of the years before it.

    Parameters
    ----------
    battles : Battles
    first_year : int
        Battles before it are only learnt from.

    Returns
    -------
    dict of str to dict
        Name of the forecaster to its scores.
    """
    years = np.unique(battles.year[battles.is_decided & (battles.year >= first_year)])
    past = ((battles.year == year, battles.year < year) for year in years)
    return cross_validate(battles, past)
