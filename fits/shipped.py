"""Write what `ucronia battle` ships: known battles, and what ground and surprise do in them.

    python -m fits.shipped

Ground is fitted only to say that it can't be told; surprise because it may be asked.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml

from fits.battles import DATA, FIRST_YEAR
from ucronia.analysis.battle.asked import FIT
from ucronia.analysis.battle.beliefs import Floats, project, propagate
from ucronia.analysis.battle.forecast import (
    GRID,
    PRIOR_SD,
    blend,
    design_of,
    likenesses,
)
from ucronia.analysis.battle.fought import COLUMNS, KNOWN, WINNERS, Fought, known_battles

GROUND_SD = 1.0
"""Weak prior about 0 of rough ground, against the attacker."""
GROUNDS = ("rugged", "wooded", "urban", "wet")
HEADING = "# Written by fits/shipped.py from CDB90 (data ODC-BY 1.0). Don't edit.\n"


def known_text(path: Path = DATA) -> str:
    """Write CDB90's battles in the columns of a file to score.

    Parameters
    ----------
    path : Path
        cdb90_1600_1900.csv.

    Returns
    -------
    str
        CSV.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    names = {value: name for name, value in WINNERS.items()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = "-".join(f"{int(row[part]):02d}" for part in ("year", "month", "day"))
            sides = (row["natA"], row["natD"], row["A"], row["D"], row["comA"], row["comD"])
            codes = (row["fort"], row["surprise"], names[int(float(row["win"]))])
            writer.writerow((f"cdb90-{row['id']}", day, row["war"], *sides, *codes))
    return out.getvalue()


def fit_line(battles: tuple[Fought, ...], extra: Floats | None = None) -> dict[str, float]:
    """Fit one more term beside the forecaster's own, or else surprise.

    Parameters
    ----------
    battles : tuple of Fought
        Those decided are used.
    extra : array of float, optional
        [B] the term; surprise, which is a term already, if none.

    Returns
    -------
    dict of str to float
        mean, se, n; the deviations of quality summed over by their evidence.
    """
    kept = [at for at, battle in enumerate(battles) if battle.winner != 0]
    decided = [battles[at] for at in kept]
    design, sds = design_of(decided), PRIOR_SD
    if extra is not None:
        design, sds = np.column_stack([design, extra[kept]]), np.append(PRIOR_SD, GROUND_SD)
    alike = likenesses(decided)
    sign = np.array([battle.winner for battle in decided], dtype=np.int64)
    found = []
    for deviations in GRID:
        prior = (design * sds**2) @ design.T + blend(deviations, alike)
        sites, evidence = propagate(prior, sign, np.zeros((2, len(decided))))
        cross = np.diag(sds**2) @ design.T
        mean, variance = project(cross, np.diag(sds**2), prior, sites)
        found.append((evidence, mean[-1], variance[-1]))
    height, mean, variance = np.array(found).T
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    middle = float(weight @ mean)
    spread = float(np.sqrt(weight @ (variance + (mean - middle) ** 2)))
    return {"mean": round(middle, 3), "se": round(spread, 3), "n": len(decided)}


def fit_shipped(path: Path = DATA) -> dict[str, dict[str, float]]:
    """Fit surprise, and every kind of ground that CDB90 codes, on battles since 1700.

    Parameters
    ----------
    path : Path
        cdb90_1600_1900.csv.

    Returns
    -------
    dict of str to dict
        Name to mean, se and n; log odds of the attacker.
    """
    battles = tuple(b for b in known_battles() if b.date.year >= FIRST_YEAR)
    with path.open(encoding="utf-8", newline="") as file:
        rows = {f"cdb90-{row['id']}": row for row in csv.DictReader(file)}
    table = {"surprise": fit_line(battles)}
    flat = tuple(replace(battle, surprise=0.0) for battle in battles)
    for ground in GROUNDS:
        codes = np.array([float(rows[battle.id][ground] or 0.0) for battle in battles])
        table[ground] = fit_line(flat, codes)
    return table


def main() -> None:
    """Write both files, and print the fit."""
    KNOWN.write_text(known_text(), encoding="utf-8")
    table = fit_shipped()
    FIT.write_text(HEADING + yaml.safe_dump(table, sort_keys=False), encoding="utf-8")
    for name, line in table.items():
        print(f"{name:<12}{line['mean']:8.3f}  se {line['se']:.3f}  n {line['n']}")


if __name__ == "__main__":
    main()
