"""Fit the battle equations on CDB90 and write fits/battle.yaml: coefficients and their errors.

The data stay where they are: give their path. Every number has the name that it has in
src/ucronia/scenario/standard.yaml, whose priors are these means and errors. From the root:

    python -m fits.battle                   # fit, score out of sample, write fits/battle.yaml
    python -m fits.battle --repeats 0       # fit and write only
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import least_squares, minimize

from fits.battles import DATA, FIRST_YEAR, Battles, Flags, Floats, read_battles
from fits.win import NAMES, fit_logistic, fit_win
from ucronia.analysis.battle.beliefs import logistic

Table = dict[str, dict[str, float]]
OUT = Path(__file__).resolve().parent / "battle.yaml"
REFERENCE_MEN = 40000.0
"""Both sides' men at which the size terms are zero; the engine's constant of the same name."""
LEAST_LOSS, MOST_LOSS = 0.002, 0.98
"""Shares lost are kept within these, so that their logits are finite."""
LOSS_NAMES = ("level", "ratio", "size", "fort")
SIZE = LOSS_NAMES.index("size")
TURNS = 20
"""Between the winner's mean and its chance: after so many neither moves."""
ROUT_NAMES = ("rout_level", "rout_size")
PURSUIT_NAMES = ("pursuit_level", "pursuit_cavalry")
MOST_INFLICTED = 0.99
"""Share of sides that inflict no more, for each of their men, than what is fitted."""
RESAMPLES = 300
HEADING = "# Written by fits/battle.py from CDB90 (data ODC-BY 1.0). Don't edit.\n"


def fit_losses(battles: Battles) -> dict[str, float]:
    """Fit the logits of the shares lost by winner and loser.

    The winner's vary the more the smaller a battle is: the deviation is a power of its size. Of
    the loser's that betters no forecast of a war left out, so theirs is one number. The loser's
    level is that of one neither routed nor pursued: what rout and pursuit add is a share of
    those left after it, as the engine takes them.

    Parameters
    ----------
    battles : Battles
        Those decided are used.

    Returns
    -------
    dict of str to float
        Standard names to values.
    """
    decided = battles.is_decided
    won = battles.winner[decided] == 1
    men, loss = battles.men[decided], battles.loss[decided]
    ratio = np.log(men[:, 0] / men[:, 1]) * battles.winner[decided]
    works = np.where(won, 0.0, -battles.fort[decided])
    size = np.log(men.sum(axis=1) / REFERENCE_MEN)
    design = np.stack([np.ones(ratio.size), ratio, size, works], axis=1)
    extra = np.stack([battles.is_rout[decided], battles.is_pursued[decided]], axis=1)
    winner, chance = _fit_winner(design, _logit(np.where(won, loss[:, 0], loss[:, 1])))
    loser, sd_loser = _fit_loser(design, extra, _logit(np.where(won, loss[:, 1], loss[:, 0])))
    values = {f"loss_winner_{name}": winner[k] for k, name in enumerate(LOSS_NAMES)}
    values |= {"loss_winner_sd": math.exp(chance[0]), "loss_winner_sd_size": chance[1]}
    values |= {f"loss_loser_{name}": loser[k] for k, name in enumerate(LOSS_NAMES)}
    values |= {"loss_loser_sd": sd_loser}
    values |= {"rout_taken_share": loser[4], "pursuit_loss": loser[5]}
    return {name: float(value) for name, value in values.items()}


def _logit(share: Floats) -> Floats:
    kept = np.clip(share, LEAST_LOSS, MOST_LOSS)
    return np.asarray(np.log(kept / (1.0 - kept)))


def _fit_winner(design: Floats, logit: Floats) -> tuple[Floats, Floats]:
    """Fit the equation, and the log of chance's deviation as a line in the log of size.

    By turns, the one weighted with the other (Harvey 1976).
    """
    size, chance = design[:, SIZE], np.zeros(2)
    for _ in range(TURNS):
        weight = np.exp(-chance[0] - chance[1] * size)
        found = np.linalg.lstsq(design * weight[:, None], logit * weight, rcond=None)[0]
        chance = _fit_chance(logit - design @ found, size)
    # as many values as the equation has were fitted to the same battles
    chance[0] += 0.5 * math.log(logit.size / (logit.size - design.shape[1]))
    return np.asarray(found, dtype=np.float64), chance


def _fit_chance(miss: Floats, size: Floats) -> Floats:
    def unlikely(line: Floats) -> float:
        log_sd = line[0] + line[1] * size
        return float((log_sd + 0.5 * (miss * np.exp(-log_sd)) ** 2).sum())

    return np.asarray(minimize(unlikely, np.zeros(2)).x, dtype=np.float64)


def _fit_loser(design: Floats, extra: Flags, logit: Floats) -> tuple[Floats, float]:
    """Fit the equation, and what rout and pursuit add; chance is that of the rest alone."""
    width = design.shape[1]

    def miss(value: Floats) -> Floats:
        first = logistic(design @ value[:width])
        return logit - _logit(first + (extra @ value[width:]) * (1.0 - first))

    start = np.concatenate([np.linalg.lstsq(design, logit, rcond=None)[0], [0.1, 0.1]])
    low = np.concatenate([np.full(width, -np.inf), [0.0, 0.0]])
    high = np.concatenate([np.full(width, np.inf), [0.5, 0.5]])
    found = least_squares(miss, start, bounds=(low, high)).x
    plain = miss(found)[~extra.any(axis=1)]
    return found, math.sqrt((plain**2).sum() / max(plain.size - width, 1))


def fit_pursuit(battles: Battles) -> dict[str, float]:
    """Fit the log odds of a pursuit in the winner's share of cavalry, by maximum likelihood.

    Parameters
    ----------
    battles : Battles
        Those decided whose winner's cavalry is known are used.

    Returns
    -------
    dict of str to float
        Standard names to values.
    """
    horse = battles.winners_cavalry
    known = battles.is_decided & ~np.isnan(horse)
    design = np.stack([np.ones(known.sum()), horse[known]], axis=1)
    level, slope = fit_logistic(design, battles.is_pursued[known].astype(float))
    return dict(zip(PURSUIT_NAMES, (float(level), float(slope)), strict=True))


def fit_inflicted(battles: Battles) -> dict[str, float]:
    """Give how many of the enemy a side puts out of action for each of its men, at the most.

    Parameters
    ----------
    battles : Battles
        Both sides of every battle are used.

    Returns
    -------
    dict of str to float
        Standard name to the quantile MOST_INFLICTED.
    """
    inflicted = (battles.loss * battles.men)[:, ::-1] / battles.men
    return {"loss_inflicted": float(np.quantile(inflicted, MOST_INFLICTED))}


def fit_rout(battles: Battles) -> dict[str, float]:
    """Fit the log odds of a rout in the log of both sides' men, by maximum likelihood.

    Parameters
    ----------
    battles : Battles
        Those decided are used.

    Returns
    -------
    dict of str to float
        Standard names to values.
    """
    decided = battles.is_decided
    size = np.log(battles.men[decided].sum(axis=1) / REFERENCE_MEN)
    design = np.stack([np.ones(size.size), size], axis=1)
    level, slope = fit_logistic(design, battles.is_rout[decided].astype(float))
    return dict(zip(ROUT_NAMES, (float(level), float(slope)), strict=True))


def fit_shares(battles: Battles) -> dict[str, tuple[int, int]]:
    """Count draws among battles.

    Parameters
    ----------
    battles : Battles

    Returns
    -------
    dict of str to (int, int)
        Standard names to how many, and of how many.
    """
    decided = battles.is_decided
    return {
        "battle_draw_share": (int((~decided).sum()), int(decided.size)),
    }


def fit(battles: Battles, seed: int = 0) -> Table:
    """Fit everything.

    Parameters
    ----------
    battles : Battles
    seed : int
        Of the resampling.

    Returns
    -------
    dict of str to dict
        Standard names to mean, se and n; the se of losses and pursuit is of whole wars drawn
        anew, that of the win model the deviation of the posterior. The deviations of quality
        have the median and the deviation of their log besides.
    """
    return _win_lines(battles) | _share_lines(battles) | _loss_lines(battles, seed)


def _win_lines(battles: Battles) -> Table:
    n = int(battles.is_decided.sum())
    found = fit_win(battles)
    rows = zip(NAMES, found.mean, found.sd, strict=True)
    table = {name: _line(mean, sd, n) for name, mean, sd in rows}
    for name, log_mean, log_sd in zip(NAMES[3:], found.log_mean, found.log_sd, strict=True):
        table[name] |= {"median": _round(math.exp(log_mean)), "log_sd": _round(log_sd)}
    return table


def _share_lines(battles: Battles) -> Table:
    table = {}
    for name, (hits, count) in fit_shares(battles).items():
        share = hits / count
        table[name] = _line(share, math.sqrt(share * (1.0 - share) / count), count)
    return table


def _loss_lines(battles: Battles, seed: int) -> Table:
    n = int(battles.is_decided.sum())
    mounted = int((battles.is_decided & ~np.isnan(battles.winners_cavalry)).sum())
    counts = dict.fromkeys(PURSUIT_NAMES, mounted)
    counts |= {"loss_inflicted": 2 * int(battles.winner.size)}
    resampled = [_fit_resampled(again) for again in _resamples(battles, seed)]
    table = {}
    for name, value in _fit_resampled(battles).items():
        spread = float(np.std([values[name] for values in resampled]))
        table[name] = _line(value, spread, counts.get(name, n))
    return table


def _fit_resampled(battles: Battles) -> dict[str, float]:
    lines = fit_losses(battles) | fit_rout(battles)
    return lines | fit_pursuit(battles) | fit_inflicted(battles)


def _line(mean: float, se: float, n: int) -> dict[str, float]:
    return {"mean": _round(mean), "se": _round(se), "n": n}


def _round(value: float) -> float:
    return round(float(value), 3)


def _resamples(battles: Battles, seed: int) -> Iterator[Battles]:
    """Draw the wars anew, with all of their battles."""
    random = np.random.default_rng(seed)
    wars = [np.flatnonzero(battles.war == war) for war in np.unique(battles.war)]
    for _ in range(RESAMPLES):
        chosen = random.integers(len(wars), size=len(wars))
        rows = np.concatenate([wars[war] for war in chosen])
        yield Battles(**{name: column[rows] for name, column in vars(battles).items()})


def main() -> None:
    """Fit, write, and say how well it does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="cdb90_1600_1900.csv")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write")
    parser.add_argument("--first-year", type=int, default=FIRST_YEAR)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=1, help="of the folds; 0 scores nothing")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    battles = read_battles(given.data, given.first_year)
    table = fit(battles, given.seed)
    given.out.write_text(HEADING + yaml.safe_dump(table, sort_keys=False), encoding="utf-8")
    for name, line in table.items():
        print(f"{name:<24}{line['mean']:8.3f}  se {line['se']:.3f}  n {line['n']}")
    if given.repeats > 0:
        # they forecast by what is fitted here
        from fits.evidence import report
        from fits.losses_trial import loss_lines

        report(given.folds, given.repeats, given.seed)
        print("\n".join(loss_lines(battles)))


if __name__ == "__main__":
    main()
