"""Fit how many coups succeed, a country and year, and forecast each country from the others.

    python -m fits.coups

The counts are PIPE's (Przeworski and others 2013) as summed in coup_hazard.json; by country
they are there for three of eighteen states, and the rest together. No mutinies were counted:
`mutiny_base` stays judged.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from scipy import stats

from fits.battles import DATA
from fits.campaigns import write

HAZARD = DATA.parent / "coup_hazard.json"
OUT = Path(__file__).resolve().parent / "coups.yaml"
REGION = "Latin America 1825-1850"
COUNTRIES = ("Peru 1825-1850", "Bolivia 1825-1850", "Chile 1825-1850")
REST = "the other fifteen"


@dataclass(frozen=True)
class Count:
    """Coups that succeeded in so many country-years."""

    coups: int
    years: int


def read_counts(path: Path = HAZARD) -> dict[str, Count]:
    """Read coups by country, and those of the rest of the region together.

    Parameters
    ----------
    path : Path
        coup_hazard.json.

    Returns
    -------
    dict of str to Count
        By country.
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["base_rates"]
    every = {
        name: Count(rows[name]["successful_coups"], rows[name]["country_years"])
        for name in (*COUNTRIES, REGION)
    }
    whole = every.pop(REGION)
    every[REST] = Count(
        whole.coups - sum(one.coups for one in every.values()),
        whole.years - sum(one.years for one in every.values()),
    )
    return every


def fit_base(counts: dict[str, Count]) -> dict[str, float]:
    """Fit the rate a country and year, by maximum likelihood for Poisson counts.

    Parameters
    ----------
    counts : dict of str to Count
        By country.

    Returns
    -------
    dict of str to float
        mean, se, log_se, n (country-years), coups.
    """
    coups = sum(one.coups for one in counts.values())
    years = sum(one.years for one in counts.values())
    rate = coups / years
    return {
        "mean": round(rate, 4),
        "se": round(math.sqrt(coups) / years, 4),
        "log_se": round(1 / math.sqrt(coups), 3),
        "n": years,
        "coups": coups,
    }


def left_out(counts: dict[str, Count]) -> dict[str, dict[str, float]]:
    """Forecast each country's coups from the other countries' rate.

    Parameters
    ----------
    counts : dict of str to Count
        By country.

    Returns
    -------
    dict of str to dict
        coups, expected, and the chance of so many or more (upper) and so few or fewer (lower):
        negative binomial, the Poisson count with its rate's own gamma uncertainty.
    """
    found = {}
    for name, count in counts.items():
        others = [one for key, one in counts.items() if key != name]
        coups = sum(one.coups for one in others)
        years = sum(one.years for one in others)
        said = stats.nbinom(coups + 0.5, years / (years + count.years))
        found[name] = {
            "coups": count.coups,
            "expected": round(coups / years * count.years, 2),
            "upper": round(float(said.sf(count.coups - 1)), 3),
            "lower": round(float(said.cdf(count.coups)), 3),
        }
    return found


def main() -> None:
    """Fit, write, and say how well it does."""
    counts = read_counts()
    table = {"coup_base": fit_base(counts)}
    write(OUT, table, "fits/coups.py from PIPE's counts in coup_hazard.json")
    print(table)
    for name, line in left_out(counts).items():
        print(name, line)


if __name__ == "__main__":
    main()
