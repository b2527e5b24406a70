"""Ranges of reference rates: 95 % intervals of what battle and war data say.

`python -m fits.rates` prints them; a scenario's `rates.csv` holds them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import binomtest, quantile_test

from fits.battles import DATA, Battles, read_battles

INTERSTATE = DATA.parent / "InterStateWarData_v4.0.csv"
INTRASTATE = DATA.parent / "IntraStateWarData_v4.1.csv"
LAST_YEAR = 1900
SMALL_BATTLE_MEN = 20_000
"""Both sides together: losses depend on size, and those of the bundled history are small."""
YEAR = 365


@dataclass(frozen=True)
class Range:
    """A rate as data give it: estimate, 95 % interval, and of how many."""

    value: float
    low: float
    high: float
    n: int


def quantile_range(values: list[float], part: float = 0.5) -> Range:
    """Give a quantile and its interval by order statistics (Conover 1999, section 3.2).

    Parameters
    ----------
    values : list of float
        What was seen.
    part : float
        Share of it that lies below: the median unless another is asked for.

    Returns
    -------
    Range
    """
    interval: Any = quantile_test(values, p=part).confidence_interval(0.95)
    value = float(np.quantile(values, part))
    return Range(value, float(interval.low), float(interval.high), len(values))


def share_range(count: int, total: int) -> Range:
    """Give a share and its interval (Wilson 1927).

    Parameters
    ----------
    count, total : int
        How many, and of how many.

    Returns
    -------
    Range
    """
    interval = binomtest(count, total).proportion_ci(0.95, method="wilson")
    return Range(count / total, float(interval.low), float(interval.high), total)


def battle_ranges(battles: Battles) -> dict[str, Range]:
    """Give what small battles cost, and how often the attacker won and nobody did.

    Parameters
    ----------
    battles : Battles
        Losses: of those with fewer men than SMALL_BATTLE_MEN; the rest of all.

    Returns
    -------
    dict of str to Range
        By measure.
    """
    won = battles.winner == 1
    small = battles.is_decided & (battles.men.sum(axis=1) < SMALL_BATTLE_MEN)
    winner = np.where(won, battles.loss[:, 0], battles.loss[:, 1])[small]
    loser = np.where(won, battles.loss[:, 1], battles.loss[:, 0])[small]
    decided = int(battles.is_decided.sum())
    return {
        **_spread("winner_loss", winner.tolist()),
        **_spread("loser_loss", loser.tolist()),
        "attacker_wins": share_range(int(won.sum()), decided),
        "battle_draws": share_range(battles.winner.size - decided, battles.winner.size),
    }


def _spread(measure: str, values: list[float]) -> dict[str, Range]:
    """Give a measure's median and quartiles: tenths of so few battles have no interval."""
    return {
        f"{measure}_low": quantile_range(values, 1 / 4),
        measure: quantile_range(values),
        f"{measure}_high": quantile_range(values, 3 / 4),
    }


def war_days(path: Path, kind: str = "") -> list[float]:
    """Give the days of every war that began by LAST_YEAR, its breaks left out.

    Parameters
    ----------
    path : Path
        A table of the Correlates of War; a war whose days aren't known is left out.
    kind : str
        Its code for the type of war; all types by default.

    Returns
    -------
    list of float
        Days, a war each.
    """
    lasted: dict[str, float] = {}
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if kind and row["WarType"] != kind:
                continue
            days = [_spell(row, which) for which in "12"]
            if days[0] and int(row["StartYear1"]) <= LAST_YEAR:
                total = sum(spell for spell in days if spell)
                lasted[row["WarNum"]] = max(total, lasted.get(row["WarNum"], 0.0))
    return list(lasted.values())


def _spell(row: dict[str, str], which: str) -> float | None:
    numbers = [int(row[f"{end}{unit}{which}"]) for end in ("Start", "End") for unit in _UNITS]
    if min(numbers) < 1:
        return None
    first, last = date(*numbers[:3]), date(*numbers[3:])
    return float((last - first).days + 1)


_UNITS = ("Year", "Month", "Day")


def war_ranges() -> dict[str, Range]:
    """Give how long wars lasted, between states and within one, and how many a year at most.

    Returns
    -------
    dict of str to Range
        By measure.
    """
    between, within = war_days(INTERSTATE), war_days(INTRASTATE)
    return {
        "war_days": quantile_range(between),
        "war_over": share_range(sum(days <= YEAR for days in between), len(between)),
        "great_civil_war_days": quantile_range(within),
    }


def main() -> None:
    """Print every range."""
    for measure, found in {**battle_ranges(read_battles(DATA)), **war_ranges()}.items():
        print(f"{measure}: {found.value:.4g} [{found.low:.4g}, {found.high:.4g}], n={found.n}")


if __name__ == "__main__":
    main()
