"""The battles of CDB90 as arrays; the file stays where it is."""

from __future__ import annotations

import csv
import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHARED = Path(os.environ.get("UCRONIA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
"""The folder of the data, which aren't part of the project."""
DATA = SHARED / "data/battle/cdb90_1600_1900.csv"
FIRST_YEAR = 1700
"""The older battles, of pike and shot, are left out."""


@dataclass(frozen=True)
class Battles:
    """Battles as arrays; [B] battles, attackers first in pairs."""

    year: Ints
    war: Ints
    men: Floats
    """[B, 2] attacker's and defender's men."""
    loss: Floats
    """[B, 2] share of its men that each side lost, prisoners included."""
    cavalry: Floats
    """[B, 2] share of cavalry, nan where unknown."""
    fort: Floats
    winner: Ints
    """1 attacker, -1 defender, 0 nobody."""
    is_rout: Flags
    is_pursued: Flags
    army: Ints
    """[B, 2] index of the army in its war."""
    commander: Ints
    """[B, 2] index of the commander."""

    @property
    def is_decided(self) -> Flags:
        """Say which battles somebody won."""
        return np.asarray(self.winner != 0)

    @property
    def winners_cavalry(self) -> Floats:
        """Give the winner's share of cavalry, nan where unknown."""
        return np.where(self.winner == 1, self.cavalry[:, 0], self.cavalry[:, 1])


def read_battles(path: Path, first_year: int = FIRST_YEAR) -> Battles:
    """Read the battles of a file from a year on.

    Parameters
    ----------
    path : Path
        CSV, one battle a row, with the columns of cdb90_1600_1900.csv.
    first_year : int
        Earlier battles are left out.

    Returns
    -------
    Battles
        In the file's order.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["year"]) >= first_year]
    men = np.array([[float(row["A"]), float(row["D"])] for row in rows])
    lost = np.array([[float(row["casA"]), float(row["casD"])] for row in rows])
    horse = np.array([[_number(row["cavA"]), _number(row["cavD"])] for row in rows])
    winner = np.array([int(float(row["win"])) for row in rows])
    codes = [_codes(row) for row in rows]
    return Battles(
        year=np.array([int(row["year"]) for row in rows]),
        war=_index([[row["war"]] for row in rows])[:, 0],
        men=men,
        loss=lost / men,
        cavalry=horse / men,
        fort=np.array([float(row["fort"] or 0.0) for row in rows]),
        winner=winner,
        is_rout=np.array([bool({"AA", "WL"} & set(loser)) for _, loser in codes]),
        is_pursued=np.array(["PS" in victor for victor, _ in codes]),
        army=_index(
            [[f"{row[side]}|{row['war']}" for side in ("natA", "natD")] for row in rows]
        ),
        commander=_index([[_chief(row, side) for side in "AD"] for row in rows]),
    )


def _number(text: str) -> float:
    return float(text) if text else math.nan


def _codes(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Give the winner's and the loser's codes of resolution."""
    pair = row["resA"].split("|"), row["resD"].split("|")
    return pair if float(row["win"]) >= 0 else pair[::-1]


def _chief(row: dict[str, str], side: str) -> str:
    return row[f"com{side}"] or f"unnamed {row['id']} {side}"


def _index(names: list[list[str]]) -> Ints:
    """Give names numbers, in the order of their first mention."""
    known: dict[str, int] = {}
    return np.array([[known.setdefault(name, len(known)) for name in row] for row in names])
