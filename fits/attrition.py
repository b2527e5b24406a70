"""Fit what campaigns wasted, in men a day, from the rates that were read.

    python -m fits.attrition

The engine counts deserters, the sick and the dead of a march apart; these rates lump them, and
only its makers' judgement parts them. So the fit is told, and feeds no prior.
"""

from __future__ import annotations

import csv
from pathlib import Path

from fits.battles import DATA
from fits.campaigns import Seen, fit_log, leave_out, write

RATES = DATA.parent / "rates.csv"
OUT = Path(__file__).resolve().parent / "attrition.yaml"
MARCHES = (
    "attrition_march_total_sustained_advance",
    "attrition_to_and_fro_campaign",
    "attrition_winter_pursuit",
    "attrition_retreat_after_defeat_sierra",
    "attrition_desert_sierra_raiding_column",
)
"""Each is one campaign: men who set out and men who arrived, over days."""


def read_wastage(path: Path = RATES) -> list[Seen]:
    """Read the wastage of whole campaigns.

    Parameters
    ----------
    path : Path
        rates.csv.

    Returns
    -------
    list of Seen
        Share of the men a day, a campaign each.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["parameter"]: row for row in csv.DictReader(file)}
    return [Seen(name, float(rows[name]["typical"])) for name in MARCHES]


def fit_wastage(seen: list[Seen]) -> dict[str, dict[str, float]]:
    """Fit the share of an army that is gone for a day of campaigning.

    Parameters
    ----------
    seen : list of Seen
        A campaign each.

    Returns
    -------
    dict of str to dict
        mean, se, n, and scores with one campaign left out.
    """
    left = leave_out(seen)
    line = fit_log(seen).to_dict() | {
        "left_out_rmse": round(left["rmse"], 3),
        "left_out_coverage": round(left["coverage"], 3),
    }
    return {"wastage_a_day": line}


def main() -> None:
    """Fit, write, and say how well it does."""
    table = fit_wastage(read_wastage())
    write(OUT, table, "fits/attrition.py from rates.csv")
    print(table)


if __name__ == "__main__":
    main()
