"""How good forecasts of battles are: scores of a file, and of any chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ucronia.analysis.battle.beliefs import Floats
from ucronia.analysis.battle.forecast import forecast_file
from ucronia.analysis.battle.fought import Fought, known_battles, read_fought
from ucronia.errors import QuestionError

SURE = 0.001
"""What a rule that says yes or no gives for no, so that its log loss is finite."""


@dataclass(frozen=True)
class Scored:
    """A file's battles, forecast before the fact."""

    battles: tuple[Fought, ...]
    chances: tuple[float, ...]
    """Of the attacker, if anybody wins."""
    scores: dict[str, float | None]
    """auc (None where one side won all), accuracy, brier, log_loss, base_rate_log_loss."""
    decided: int
    """Battles scored; the rest were drawn."""
    known: int
    """Of the file's battles CDB90 holds so many itself."""
    learnt_from: int
    """CDB90's decided battles that the coefficients come from."""
    is_learning: bool
    is_held_out: bool


def score(chance: Floats, won: Floats) -> dict[str, float | None]:
    """Score forecasts of decided battles.

    Parameters
    ----------
    chance : Floats
        [B] that the attacker wins.
    won : Floats
        [B] 1 where it did, else 0.

    Returns
    -------
    dict
        auc, accuracy (a chance of one half is half right), brier, log_loss, and
        base_rate_log_loss: that of the best constant, the share that the attacker did win,
        which is known only after the fact. auc is None where all battles ended alike.

    Notes
    -----
    By scikit-learn's `roc_auc_score`, `brier_score_loss` and `log_loss`; chances are kept
    within `SURE` of 0 and 1.
    """
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

    kept = np.clip(chance, SURE, 1.0 - SURE)
    share = float(won.mean())
    is_one_sided = share in (0.0, 1.0)
    right = np.where(chance == 0.5, 0.5, (chance > 0.5) == (won > 0.5))
    base = np.full(won.size, np.clip(share, SURE, 1.0 - SURE))
    return {
        "auc": None if is_one_sided else float(roc_auc_score(won, chance)),
        "accuracy": float(right.mean()),
        "brier": float(brier_score_loss(won, kept, pos_label=1)),
        "log_loss": float(log_loss(won, kept, labels=[0, 1])),
        "base_rate_log_loss": float(log_loss(won, base, labels=[0, 1])),
    }


def score_file(path: Path, is_learning: bool = True, is_held_out: bool = False) -> Scored:
    """Forecast a file's battles, each before the fact, and score the forecasts.

    Parameters
    ----------
    path : Path
        CSV in the columns of `fought.COLUMNS`.
    is_learning : bool
        Whether the file's battles of earlier days may teach.
    is_held_out : bool
        Whether CDB90's battles of the file's wars are left out of the fit.

    Returns
    -------
    Scored
        Forecasts and scores.

    Raises
    ------
    QuestionError
        If the file can't be read, or holds no decided battle.
    """
    battles = read_fought(path)
    others = others_than(battles, is_held_out)
    found = list(forecast_file(battles, others, is_learning))
    chances = [chance for _, chance in found]
    at = [row for row, battle in enumerate(battles) if battle.winner]
    if not at:
        raise QuestionError(f"{path}: nobody won any of its battles; nothing to score")
    won = np.array([float(battles[row].winner == 1) for row in at])
    return Scored(
        battles,
        tuple(chances),
        score(np.array([chances[row] for row in at]), won),
        decided=len(at),
        known=sum(any(map(battle.is_same, known_battles())) for battle in battles),
        learnt_from=sum(battle.winner != 0 for battle in others),
        is_learning=is_learning,
        is_held_out=is_held_out,
    )


def others_than(battles: Sequence[Fought], is_held_out: bool = False) -> list[Fought]:
    """Give CDB90's battles that a file doesn't hold.

    Parameters
    ----------
    battles : sequence of Fought
        The file's.
    is_held_out : bool
        Whether all battles of the file's wars are left out.

    Returns
    -------
    list of Fought
        By date.
    """
    same = [known for known in known_battles() if any(map(known.is_same, battles))]
    wars = {battle.war for battle in (*battles, *same)} if is_held_out else set()
    return [b for b in known_battles() if b not in same and b.war not in wars]
