"""Fit how wars end by how long they have lasted: between states, within, for a government.

    python -m fits.endings

A Weibull over the days of the Correlates of War's wars of 1816-1900 (v4.0 and v4.1). The
hazard falls with the days: who has not settled soon settles late.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from scipy import optimize
from scipy.stats import weibull_min

from fits.campaigns import write
from fits.rates import INTERSTATE, INTRASTATE, LAST_YEAR, war_days

OUT = Path(__file__).resolve().parent / "endings.yaml"
FOR_GOVERNMENT = "4"
"""War type: a civil war for central control."""
COMPROMISE = "4"
"""Outcome: neither side won."""
_STEP = 1e-4


def fit_ends(days: list[float]) -> dict[str, float]:
    """Fit a Weibull to the days that wars lasted, by maximum likelihood.

    Parameters
    ----------
    days : list of float
        A war each; all of them ended.

    Returns
    -------
    dict of str to float
        shape, scale [days], shape_se, scale_log_se, n.

    Notes
    -----
    f(t) = (k / s) (t / s)^(k - 1) exp(-(t / s)^k). Errors from the observed information in
    (k, log s).
    """
    lasted = np.array(days)
    shape, _, scale = weibull_min.fit(lasted, floc=0)

    def misfit(at: np.ndarray) -> float:
        return float(-weibull_min.logpdf(lasted, at[0], scale=np.exp(at[1])).sum())

    def slope(at: np.ndarray) -> np.ndarray:
        return np.asarray(optimize.approx_fprime(at, misfit, _STEP))

    top = np.array([shape, np.log(scale)])
    told = np.array(
        [
            (slope(top + step) - slope(top - step)) / (2 * _STEP)
            for step in np.diag([_STEP, _STEP])
        ]
    )
    errors = np.sqrt(np.diag(np.linalg.inv((told + told.T) / 2)))
    return {
        "shape": round(float(shape), 3),
        "scale": round(float(scale), 1),
        "shape_se": round(float(errors[0]), 3),
        "scale_log_se": round(float(errors[1]), 3),
        "n": len(days),
    }


def compromises(path: Path = INTRASTATE) -> tuple[int, int]:
    """Count the wars within states that ended in a compromise.

    Parameters
    ----------
    path : Path
        The table of the Correlates of War.

    Returns
    -------
    tuple of int
        How many did, and how many that one side won or that ended so.
    """
    found: dict[str, str] = {}
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["StartYear1"]) <= LAST_YEAR and row["Outcome"] in ("1", "2", COMPROMISE):
                found.setdefault(row["WarNum"], row["Outcome"])
    return sum(outcome == COMPROMISE for outcome in found.values()), len(found)


def fit_all() -> dict[str, dict[str, float]]:
    """Fit wars between states, all within one, and those for its government.

    Returns
    -------
    dict of str to dict
        By kind of war.
    """
    drawn, ended = compromises()
    return {
        "between": fit_ends(war_days(INTERSTATE)),
        "within": fit_ends(war_days(INTRASTATE)),
        "for_government": fit_ends(war_days(INTRASTATE, FOR_GOVERNMENT)),
        "compromise": {"count": drawn, "n": ended},
    }


def main() -> None:
    """Fit, write and print."""
    table = fit_all()
    write(OUT, table, "fits/endings.py from the Correlates of War, v4.0 and v4.1")
    print(table)


if __name__ == "__main__":
    main()
