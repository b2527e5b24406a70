"""The engine's equations of battle over many draws at once: who wins, and what it costs.

The engine fights one battle at a time (engine/land/battle.py, losses.py); here the same is done
for arrays of coefficients. A twin test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ucronia.analysis.battle.beliefs import Floats, logistic
from ucronia.engine.land.losses import LEAST_MEN, REFERENCE_MEN

Coefficients = Mapping[str, Floats]
"""Names of standard parameters to values, [N] each."""
LOSER, WINNER = "loss_loser", "loss_winner"


@dataclass(frozen=True)
class Engagement:
    """A battle that is about to be fought."""

    men: tuple[float, float]
    """Attacker's and defender's, above 0."""
    works: float = 0.0
    """The defender's: 0 none or hasty, 1 prepared, 2 fortified."""
    cavalry: tuple[float, float] = (0.15, 0.15)
    """Shares of the men, 0..1."""
    surprise: int = 0
    """1 by the attacker, -1 by the defender, 0 none."""

    @property
    def ratio(self) -> float:
        """Log of attacker's over defender's men."""
        return float(np.log(self.men[0] / self.men[1]))


def win_logit(values: Coefficients, battle: Engagement) -> Floats:
    """Give the log odds that the attacker wins a decided battle, at equal quality.

    Parameters
    ----------
    values : Coefficients
        [N] each.
    battle : Engagement
        What is known beforehand.

    Returns
    -------
    Floats
        [N].
    """
    return np.asarray(
        values["battle_intercept"]
        + values["battle_ratio"] * battle.ratio
        - values["battle_fort"] * battle.works
    )


def loss_logit(values: Coefficients, battle: Engagement, side: int, winner: int) -> Floats:
    """Give the mean log odds of the share of its men that a side loses in the fight.

    Parameters
    ----------
    values : Coefficients
        [N] each.
    battle : Engagement
        The battle.
    side : int
        Whose: 0 the attacker, 1 the defender.
    winner : int
        0, 1, or -1 where nobody wins.

    Returns
    -------
    Floats
        [N].
    """
    own, other = battle.men[side], battle.men[1 - side]
    is_winner = side == winner
    name = WINNER if is_winner else LOSER
    ratio = np.log(own / other) if is_winner else np.log(other / own)
    size = np.log((own + other) / REFERENCE_MEN)
    works = battle.works if winner == 1 else 0.0
    return np.asarray(
        values[f"{name}_level"]
        + values[f"{name}_ratio"] * ratio
        + values[f"{name}_size"] * size
        - values[f"{name}_fort"] * works
    )


def loss_sd(values: Coefficients, battle: Engagement, is_winner: bool) -> Floats:
    """Give how far chance spreads the log odds of the share that a side loses.

    Parameters
    ----------
    values : Coefficients
        [N] each.
    battle : Engagement
        The battle.
    is_winner : bool
        Whether the side won.

    Returns
    -------
    Floats
        [N]; a winner's losses vary the more the smaller the battle is.
    """
    if not is_winner:
        return np.asarray(values[f"{LOSER}_sd"])
    size = np.log(sum(battle.men) / REFERENCE_MEN)
    return np.asarray(values[f"{WINNER}_sd"] * np.exp(values[f"{WINNER}_sd_size"] * size))


def rout_chance(values: Coefficients, battle: Engagement) -> Floats:
    """Give the chance that the beaten side is routed.

    Parameters
    ----------
    values : Coefficients
        [N] each.
    battle : Engagement
        The battle.

    Returns
    -------
    Floats
        [N]; far higher in a small battle, and below the smallest fitted as in it.
    """
    size = np.log(max(sum(battle.men), LEAST_MEN) / REFERENCE_MEN)
    return logistic(values["rout_level"] + values["rout_size"] * size)


@dataclass(frozen=True)
class Costs:
    """What one end of a battle costs; [N] draws, sides attacker first."""

    lost: Floats
    """[N, 2] men killed and wounded."""
    killed: Floats
    """[N, 2] of them dead."""
    taken: Floats
    """[N, 2] prisoners and scattered, by rout and pursuit."""
    is_rout: Floats
    """[N] 1 where the loser is routed."""
    is_pursued: Floats
    """[N] 1 where it is pursued."""


def costs(values: Coefficients, battle: Engagement, winner: int, luck: Floats) -> Costs:
    """Draw what a battle costs, given who wins.

    Parameters
    ----------
    values : Coefficients
        [N] each.
    battle : Engagement
        The battle.
    winner : int
        0, 1, or -1 where nobody wins.
    luck : Floats
        [N, 4] two standard normal for the losses, two uniform for rout and pursuit.

    Returns
    -------
    Costs
        Of all draws.
    """
    share = np.stack([_share(values, battle, side, winner, luck) for side in (0, 1)], axis=1)
    horse = battle.cavalry[max(winner, 0)]
    chase = logistic(values["pursuit_level"] + values["pursuit_cavalry"] * horse)
    decided = float(winner >= 0)
    is_rout = decided * (luck[:, 2] < rout_chance(values, battle))
    is_pursued = decided * (luck[:, 3] < chase)
    extra = is_rout * values["rout_taken_share"] + is_pursued * values["pursuit_loss"]
    beaten = np.array([winner == 1, winner == 0])
    taken = np.minimum(extra[:, None] * (1.0 - share) * beaten, 1.0)
    men = np.array(battle.men)
    lost = share * men
    killed = lost * values["killed_share"][:, None]
    return Costs(
        lost,
        killed,
        np.minimum(taken * men, men - lost),
        np.asarray(is_rout, dtype=np.float64),
        np.asarray(is_pursued, dtype=np.float64),
    )


def _share(
    values: Coefficients, battle: Engagement, side: int, winner: int, luck: Floats
) -> Floats:
    sd = loss_sd(values, battle, side == winner)
    return logistic(loss_logit(values, battle, side, winner) + sd * luck[:, side])
