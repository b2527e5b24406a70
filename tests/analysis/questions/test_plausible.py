"""Free play is held against rates from elsewhere, and against known answers here."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
from scipy.stats import chi2, norm

from tests.analysis.questions.valleys import world
from tests.small import SAYS, small
from ucronia.analysis.measures import DAYS_A_YEAR, Sample
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.plausible import DATES, Line, own_range, plausible
from ucronia.compiler.build import World
from ucronia.errors import QuestionError
from ucronia.scenario.model import Rate


def rate(measure: str, **more: Any) -> Rate:
    return Rate(id=measure, name=SAYS, measure=measure, unit=SAYS, **more)  # type: ignore[arg-type]


def with_rates(made: World, *rates: Rate) -> World:
    scenario = made.scenario.model_copy(update={"rates": rates})
    return dataclasses.replace(made, scenario=scenario)


@pytest.mark.compiled
def test_a_hazard_of_constant_rate_fires_at_its_rate() -> None:
    made = with_rates(
        small("constant_hazard"), rate("firings", rules=("over_a_list",), low=0, high=9)
    )
    found = plausible(made, Asked(replicas=400, threads=1), "0", dates=1)
    (line,) = found.lines
    # two provinces, each of which fires once: 1 - exp(-4 T) of each by the end, T in years
    years = made.end_day / DAYS_A_YEAR
    each = -math.expm1(-4 * years)
    expected = 2 * each / (made.end_day / DAYS_A_YEAR)
    error = math.sqrt(2 * each * (1 - each) / 400) / years
    # the rate is looked at each seventh day: at most a week of it is not yet drawn at the end
    assert expected - 4 * 7 / DAYS_A_YEAR * 2 / years - 4.5 * error < line.value
    assert line.value < expected + 4.5 * error
    assert line.by_date == (line.value,) and line.is_in_range
    assert found.origin.histories == 400 and found.dates[0].isoformat() == "1840-01-01"


@pytest.mark.compiled
def test_the_template_is_played_from_ten_days_the_same_on_any_threads() -> None:
    one = plausible(world(), Asked(replicas=20, threads=1), "0")
    two = plausible(world(), Asked(replicas=20, threads=2), "0")
    assert repr(one.lines) == repr(two.lines)
    assert len(one.dates) == DATES == len(set(one.dates))
    assert [line.rate.id for line in one.lines] == ["peaces", "battle_men"]
    # the record's own battle: 1,200 against 900 men or so
    assert one.lines[1].record > 1000


def test_without_rates_there_is_nothing_to_hold_against() -> None:
    with pytest.raises(QuestionError, match=r"rates\.csv"):
        plausible(with_rates(world()), Asked(replicas=2), "0")


@pytest.mark.compiled
def test_an_interrupt_keeps_what_was_played() -> None:
    def stop(stage: str, done: int, whole: int) -> None:
        if done > 60 * DATES:
            raise KeyboardInterrupt

    found = plausible(world(), Asked(replicas=200, threads=1, progress=stop), "0")
    assert found.stopped and 0 < found.origin.replicas < 200


def test_the_records_own_range_is_exact() -> None:
    counted = Sample([28.0], [], 7.0)
    low, high = own_range(rate("battles"), counted)
    # Garwood's interval: the counts of which 28 is the 2.5 % and the 97.5 % quantile
    assert low == pytest.approx(chi2.ppf(0.025, 56) / 14)
    assert high == pytest.approx(chi2.ppf(0.975, 58) / 14)
    # near the normal one, as it must be at 28
    spread = norm.ppf(0.975) * math.sqrt(28) / 7
    assert abs(high - (4 + spread)) < 0.3 and abs(low - (4 - spread)) < 0.3
    assert own_range(rate("battles"), Sample([0.0], [], 7.0))[0] == 0
    few = Sample([1.0, 2.0, 3.0], [False] * 3, 7.0)
    assert all(map(math.isnan, own_range(rate("battle_men"), few)))
    # of nine numbers the second and the eighth: P(outside) = 2 * 10 / 512 = 0.039
    nine = Sample([float(number) for number in range(1, 10)], [False] * 9, 7.0)
    assert own_range(rate("battle_men"), nine) == (2.0, 8.0)


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (1.0, 1.0, 2.0, True),
        (2.1, 1.0, 2.0, False),
        (math.nan, 1, 2, None),
        (1, math.nan, 2, None),
    ],
)
def test_a_line_is_in_range_or_not_or_cannot_be_said(
    value: float, low: float, high: float, verdict: bool | None
) -> None:
    line = Line(rate("battles"), value, low, high, math.nan, ())
    assert line.is_in_range is verdict
