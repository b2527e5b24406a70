"""Reference rates are what the data give, and the bundled history holds those numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import ucronia
from fits.battles import DATA, read_battles
from fits.rates import (
    INTERSTATE,
    battle_ranges,
    quantile_range,
    share_range,
    war_days,
    war_ranges,
)

RATES = Path(ucronia.__file__).parent / "histories/confederacion-1835/rates.csv"
HEADER = ",".join(
    f"{end}{unit}{which}"
    for which in "12"
    for end in ("Start", "End")
    for unit in ("Month", "Day", "Year")
)


def test_intervals_are_those_of_the_books() -> None:
    # the sign test's interval for the median of ten: the second and the ninth (Conover 1999)
    ten = quantile_range([float(number) for number in range(1, 11)])
    assert (ten.value, ten.low, ten.high, ten.n) == (5.5, 2, 9, 10)
    # below twenty's lower quartile lie none or one with chance .024, ten or more with .014
    low = quantile_range([float(number) for number in range(1, 21)], 1 / 4)
    assert (low.low, low.high) == (2, 10)
    # Wilson's for 5 of 10: symmetric about a half, 0.2366 to 0.7634
    half = share_range(5, 10)
    assert half.low == pytest.approx(0.2366, abs=1e-4)
    assert half.high == pytest.approx(0.7634, abs=1e-4)


def test_a_war_counts_once_without_its_breaks(tmp_path: Path) -> None:
    never = "-8,-8,-8,-8,-8,-8"
    rows = [
        # two sides of one war, in two spells: 31 and 28 days
        "1,1,1,1850,1,31,1850,3,1,1850,3,28,1850",
        f"1,1,1,1850,1,31,1850,{never}",
        # its end isn't known, and one that began too late
        f"2,6,10,1818,-9,-9,1822,{never}",
        f"3,1,1,1901,1,31,1901,{never}",
    ]
    file = tmp_path / "wars.csv"
    file.write_text("\n".join([f"WarNum,{HEADER}", *rows]), encoding="latin-1")
    assert war_days(file) == [59.0]


@pytest.mark.skipif(not DATA.exists(), reason="the battle data are not here")
@pytest.mark.skipif(not INTERSTATE.exists(), reason="the lists of wars are not here")
def test_the_bundled_rates_are_what_the_data_give() -> None:
    found = {**battle_ranges(read_battles(DATA)), **war_ranges()}
    with RATES.open(encoding="utf-8", newline="") as file:
        held = {row["id"]: row for row in csv.DictReader(file)}
    for measure, given in found.items():
        row = held[measure]
        assert float(row["low"]) == pytest.approx(given.low, rel=0.02), measure
        assert float(row["high"]) == pytest.approx(given.high, rel=0.02), measure
        assert f"n = {given.n}" in row["locator"]
