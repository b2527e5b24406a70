"""Fit days of march against the table of routes, on marches of known length.

    python -m fits.march

The table's own pace was set by its makers on most of these marches, and they are fast, with few
rests: what they give is the pace of a march pushed on, not the prior of `march_pace`,
which holds rests as well and stays judged. They say that it isn't far off.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from fits.battles import SHARED
from fits.campaigns import Seen, fit_log, leave_out, write

VALIDATION = SHARED / "data/geo/validation.csv"
OUT = Path(__file__).resolve().parent / "march.yaml"
CARTS = "mule carts"
_KM = re.compile(r"\[(\d+) km\]")
_YEAR = re.compile(r"\b(1[78]\d\d)\b")
HELD = range(1840, 1843)
"""Marches of the war after August 1839 are for trials, not for fits."""


@dataclass(frozen=True)
class March:
    """One march on roads of the table."""

    id: str
    campaign: str
    days: float
    table_days: float
    km: float
    is_bound: bool
    """The days may hold halts that were no part of the march."""


def read_marches(path: Path = VALIDATION) -> list[March]:
    """Read infantry's marches.

    Parameters
    ----------
    path : Path
        validation.csv of the geography.

    Returns
    -------
    list of March
        Without carts, and without those of the years held out.
    """
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = row["evidence"] + row["source"]
            km, years = _KM.search(text), _YEAR.findall(re.sub(r"\(.*?\)", "", text))
            if not row["kind"].startswith("march") or CARTS in text or not (km and years):
                continue
            year = int(years[-1])
            if year in HELD:
                continue
            found.append(
                March(
                    row["id"],
                    str(year),
                    float(row["observed"]),
                    float(row["model"]),
                    float(km[1]),
                    "bound" in row["kind"],
                )
            )
    return found


def fit_pace(marches: list[March]) -> dict[str, dict[str, float]]:
    """Fit the ratio of days to the table's, and for comparison kilometres a day.

    Parameters
    ----------
    marches : list of March
        Bounds are fitted apart.

    Returns
    -------
    dict of str to dict
        By name: mean, se, n, and scores with one campaign left out.
    """
    exact = [march for march in marches if not march.is_bound]
    parts = {
        "pace": [Seen(m.campaign, m.days / m.table_days) for m in exact],
        "km_a_day": [Seen(m.campaign, m.km / m.days) for m in exact],
        "pace_with_halts": [
            Seen(m.campaign, m.days / m.table_days) for m in marches if m.is_bound
        ],
    }
    table: dict[str, dict[str, float]] = {}
    for name, seen in parts.items():
        left = leave_out(seen)
        table[name] = fit_log(seen).to_dict() | {
            "left_out_rmse": round(left["rmse"], 3),
            "left_out_coverage": round(left["coverage"], 3),
        }
    return table


def main() -> None:
    """Fit, write, and say how well it does."""
    table = fit_pace(read_marches())
    write(OUT, table, "fits/march.py from the marches of validation.csv")
    for name, line in table.items():
        print(name, line)


if __name__ == "__main__":
    main()
