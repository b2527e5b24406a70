"""How well losses, routs and pursuits are foreseen in wars left out, beside constants.

Prisoners apart can't be fitted: CDB90 holds them among the losses; what rout and pursuit add to
those is all that it tells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from fits.battle import (
    LEAST_LOSS,
    MOST_LOSS,
    REFERENCE_MEN,
    fit_losses,
    fit_pursuit,
    fit_rout,
)
from fits.battles import Battles, Flags, Floats
from ucronia.analysis.battle.beliefs import logistic

SAMPLES = 2000
COVERED = 0.9


@dataclass(frozen=True)
class LossScore:
    """Scores of forecasts of one thing, by the fit and by a constant."""

    n: int
    fit: dict[str, float]
    constant: dict[str, float]


def logit(share: Floats) -> Floats:
    """Give log odds of shares lost, kept within the fit's bounds."""
    kept = np.clip(share, LEAST_LOSS, MOST_LOSS)
    return np.asarray(np.log(kept / (1.0 - kept)))


def crps(samples: Floats, seen: Floats) -> Floats:
    """Give the continuous ranked probability score of samples.

    Parameters
    ----------
    samples : array of float
        [S, B] forecasts.
    seen : array of float
        [B] what came.

    Returns
    -------
    array of float
        [B]; in the unit of what is forecast, 0 is perfect.

    Notes
    -----
    E|X - y| - E|X - X'|/2 (Gneiting & Raftery 2007), the second from ordered samples.
    """
    ordered = np.sort(samples, axis=0)
    count = ordered.shape[0]
    weight = 2.0 * np.arange(1, count + 1) - count - 1.0
    spread = (weight[:, None] * ordered).sum(axis=0) / count**2
    return np.asarray(np.abs(samples - seen).mean(axis=0) - spread)


def measure(samples: Floats, seen: Floats) -> dict[str, float]:
    """Score samples of log odds of shares lost.

    Parameters
    ----------
    samples : array of float
        [S, B].
    seen : array of float
        [B].

    Returns
    -------
    dict of str to float
        rmse of the median, coverage of the 90 % interval, crps.
    """
    low, middle, high = np.quantile(
        samples, (0.5 - COVERED / 2, 0.5, 0.5 + COVERED / 2), axis=0
    )
    return {
        "rmse": float(np.sqrt(((middle - seen) ** 2).mean())),
        "coverage": float(((low <= seen) & (seen <= high)).mean()),
        "crps": float(crps(samples, seen).mean()),
    }


def loss_scores(battles: Battles, seed: int = 0) -> dict[str, LossScore]:
    """Score forecasts of the winner's and the loser's losses, one war left out at a time.

    Parameters
    ----------
    battles : Battles
        Those decided are used; that a side won is taken as known, a rout or pursuit is not.
    seed : int
        Of the samples.

    Returns
    -------
    dict of str to LossScore
        `winner` and `loser`, on the logit of the share lost.
    """
    random = np.random.default_rng(seed)
    parts: dict[str, list[tuple[Floats, Floats, Floats]]] = {"winner": [], "loser": []}
    for war in np.unique(battles.war[battles.is_decided]):
        asked = battles.is_decided & (battles.war == war)
        seen = battles.is_decided & (battles.war != war)
        for name, part in _war(battles, asked, seen, random).items():
            parts[name].append(part)
    found = {}
    for name, rows in parts.items():
        fit, constant, came = (
            np.concatenate(part, axis=-1) for part in zip(*rows, strict=True)
        )
        found[name] = LossScore(came.size, measure(fit, came), measure(constant, came))
    return found


def take(battles: Battles, rows: Flags) -> Battles:
    """Give some of the battles."""
    return Battles(**{name: column[rows] for name, column in vars(battles).items()})


def _war(
    battles: Battles, asked: Flags, seen: Flags, random: np.random.Generator
) -> dict[str, tuple[Floats, Floats, Floats]]:
    """Forecast a war's losses: samples by the fit, by a constant, and what came."""
    train, test = take(battles, seen), take(battles, asked)
    values = fit_losses(train) | fit_pursuit(train)
    routs = rout_chances(fit_rout(train), test)
    found = {}
    for name in ("winner", "loser"):
        side = _sides(test, name)
        noise = random.standard_normal((SAMPLES, side.size))
        samples = _mean(values, test, name) + _sd(values, test, name) * noise
        if name == "loser":
            first = logistic(samples)
            rout = random.random(samples.shape) < routs
            chased = random.random(samples.shape) < train.is_pursued.mean()
            extra = rout * values["rout_taken_share"] + chased * values["pursuit_loss"]
            samples = logit(first + extra * (1.0 - first))
        past = logit(_lost(train, name))
        constant = past.mean() + past.std(ddof=1) * norm.ppf(
            (np.arange(SAMPLES) + 0.5) / SAMPLES
        )
        flat = np.repeat(constant[:, None], side.size, axis=1)
        found[name] = (samples, flat, logit(_lost(test, name)))
    return found


def _sides(battles: Battles, name: str) -> Floats:
    won = battles.winner == 1
    return np.where(won == (name == "winner"), 0, 1)


def _lost(battles: Battles, name: str) -> Floats:
    side = _sides(battles, name)
    return np.asarray(battles.loss[np.arange(side.size), side])


def _mean(values: dict[str, float], battles: Battles, name: str) -> Floats:
    ratio = np.log(battles.men[:, 0] / battles.men[:, 1]) * battles.winner
    size = np.log(battles.men.sum(axis=1) / REFERENCE_MEN)
    works = np.where(battles.winner == -1, battles.fort, 0.0)
    level, by_ratio, by_size, fort = (
        values[f"loss_{name}_{part}"] for part in ("level", "ratio", "size", "fort")
    )
    return np.asarray(level + by_ratio * ratio + by_size * size - fort * works)


def _sd(values: dict[str, float], battles: Battles, name: str) -> Floats:
    size = np.log(battles.men.sum(axis=1) / REFERENCE_MEN)
    wider = values.get(f"loss_{name}_sd_size", 0.0)
    return np.asarray(values[f"loss_{name}_sd"] * np.exp(wider * size))


def chance_scores(battles: Battles) -> dict[str, LossScore]:
    """Score forecasts of rout and pursuit, one war left out at a time, by log loss and Brier.

    Parameters
    ----------
    battles : Battles
        Those decided; for a pursuit those whose winner's cavalry is known.

    Returns
    -------
    dict of str to LossScore
        `pursuit` by cavalry and by a constant, `rout` by the men and by a constant.
    """
    decided = battles.is_decided
    known = decided & ~np.isnan(battles.winners_cavalry)
    found = {}
    for name, came, rows in (
        ("pursuit", battles.is_pursued, known),
        ("rout", battles.is_rout, decided),
    ):
        fit, constant = np.zeros(came.size), np.zeros(came.size)
        for war in np.unique(battles.war[rows]):
            asked, seen = rows & (battles.war == war), rows & (battles.war != war)
            constant[asked] = (came[seen].sum() + 0.5) / (seen.sum() + 1.0)
            of = _pursuits if name == "pursuit" else _routs
            fit[asked] = of(take(battles, seen), take(battles, asked))
        both = (_chance(part[rows], came[rows]) for part in (fit, constant))
        found[name] = LossScore(int(rows.sum()), *both)
    return found


def _pursuits(train: Battles, test: Battles) -> Floats:
    line = fit_pursuit(train)
    return logistic(line["pursuit_level"] + line["pursuit_cavalry"] * test.winners_cavalry)


def _routs(train: Battles, test: Battles) -> Floats:
    return rout_chances(fit_rout(train), test)


def rout_chances(line: dict[str, float], battles: Battles) -> Floats:
    """Give the chances of routs by a fit.

    Parameters
    ----------
    line : dict of str to float
        `fit_rout`'s.
    battles : Battles
        Whose.

    Returns
    -------
    array of float
        [B].
    """
    size = np.log(battles.men.sum(axis=1) / REFERENCE_MEN)
    return logistic(line["rout_level"] + line["rout_size"] * size)


def _chance(chance: Floats, came: Flags) -> dict[str, float]:
    right = np.where(came, chance, 1.0 - chance)
    return {
        "log_loss": float(-np.log(np.clip(right, 1e-3, 1.0)).mean()),
        "brier": float(((chance - came) ** 2).mean()),
    }


def loss_lines(battles: Battles) -> list[str]:
    """Write the scores of losses, rout and pursuit as Markdown.

    Parameters
    ----------
    battles : Battles
        CDB90's.

    Returns
    -------
    list of str
        Lines.
    """
    lines = [
        "| share lost, logit | n | RMSE, fit / constant | 90 % interval holds | CRPS |",
        "|---|---|---|---|---|",
    ]
    for name, one in loss_scores(battles).items():
        cells = (
            f"{one.fit[key]:.2f} / {one.constant[key]:.2f}"
            for key in ("rmse", "coverage", "crps")
        )
        lines.append(f"| {name} | {one.n} | {' | '.join(cells)} |")
    lines += ["", "| | n | log loss, fit / constant | Brier |", "|---|---|---|---|"]
    for name, one in chance_scores(battles).items():
        cells = (
            f"{one.fit[key]:.3f} / {one.constant[key]:.3f}" for key in ("log_loss", "brier")
        )
        lines.append(f"| {name} | {one.n} | {' | '.join(cells)} |")
    return [*lines, ""]
