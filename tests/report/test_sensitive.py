"""What an answer rests on: told, drawn and laid out from a finding made by hand."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from rich.console import Console

from tests.report.findings import findings, scenario
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.sensitivity import Alone, Rested, Weight
from ucronia.report.asked.sensitive import Sensitivity

UNKNOWN = Estimate(float("nan"), 0.0, 1.0, 100)


def share(low: float, high: float) -> Estimate:
    return Estimate((low + high) / 2, low, high, 100)


def found(of_draws: Estimate, single: Estimate) -> Rested:
    return Rested(
        scenario=scenario(),
        origin=findings().origin,
        date=date(1837, 11, 17),
        outcome=scenario().outcomes[0].id,
        arms=None,
        answer=Estimate(0.16, 0.11, 0.2, 100),
        of_draws=of_draws,
        draws_sd=0.1,
        groups=(
            Weight("judged", "judged", share(0.4, 0.8), UNKNOWN, share(0.5, 0.7), 9),
            Weight(
                "disputes", "disputes", share(0.0, 0.2), share(0.0, 0.3), share(0.0, 0.1), 3
            ),
        ),
        singles=(Weight("k_war", "judged", single, UNKNOWN, share(0.2, 0.4)),),
        alone=(Alone("k_war", "judged", single),),
        themes=(Alone("war_onset", "", share(0.2, 0.4), 4), Alone("disputes", "", UNKNOWN, 3)),
        screened=800,
        draws=100,
    )


def printed(answer: Sensitivity, lang: str) -> str:
    console = Console(width=200, highlight=False)
    with console.capture() as captured:
        for part in answer.told(lang):
            console.print(part)
    return captured.get()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_shares_are_told_with_intervals_and_the_best_number_is_named(lang: str) -> None:
    said = printed(Sensitivity(found(share(0.02, 0.06), share(0.1, 0.5))), lang)
    for part in ("60 (50–70)", "60 (40–80)", "? (0–100)", "(2–6)", "war onset", "k_war"):
        assert part in said


def test_what_can_not_be_told_is_said_so() -> None:
    said = printed(Sensitivity(found(Estimate(float("nan"), 0, 0.07, 9), share(0, 0.5))), "en")
    assert "Chance outweighs all else" in said
    assert "No single number can be told" in said


def test_json_has_no_nan_and_every_share() -> None:
    row = Sensitivity(found(share(0.02, 0.06), UNKNOWN)).to_dict()
    assert "NaN" not in json.dumps(row)
    assert row["groups"][0]["closed_low"] == 0.4
    assert row["groups"][0]["total_mean"] is None
    assert {"each_mean", "count", "id"} <= set(row["singles"][0])


def test_the_figure_draws_every_share_that_is_there() -> None:
    figure = Sensitivity(found(share(0.02, 0.06), UNKNOWN)).plot("es")
    (axes,) = figure.axes
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert len(lines) == 3 * 3
    marks = [line for line in axes.lines if len(line.get_xdata()) == 1]
    # of nine shares three have no mean
    assert len(marks) == 6
    assert all(0 <= float(np.max(line.get_xdata())) <= 100 for line in lines)
