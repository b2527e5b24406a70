"""A perfect forecaster has skill 1, and one that is right by half scores what it must."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.baselines import BASE_RATE, MODEL, PERSISTENCE
from ucronia.analysis.backtest.cases import (
    MEN,
    NEAR,
    PLACES,
    PROVINCES,
    Cases,
    Look,
    all_cases,
    event_cases,
)

REPLICAS, DAYS, KINDS = 100, 12, 3
FORCES = 2
LUCK = np.random.RandomState(3)
CAME = LUCK.uniform(size=(1, DAYS, KINDS)) < 0.4


def look(**tally: Any) -> Look:
    """Twelve days on which the first six may learn from the last six, and the other way."""
    sizes = world().sizes
    now = np.zeros((DAYS, sizes.provinces), dtype=np.int64)
    then = now[None] + (np.arange(DAYS)[None, :, None] % 2)
    place_now = np.zeros((DAYS, FORCES), dtype=np.int64)
    place = place_now[None] + (np.arange(DAYS)[None, :, None] % 3)
    men_now = np.full((DAYS, FORCES), 1000.0)
    men = men_now[None] * (1 + np.arange(DAYS)[None, :, None] / 10)
    truth = SimpleNamespace(
        kinds=CAME,
        decisions=CAME,
        holder_now=now,
        holder=then,
        place_now=place_now,
        place=place,
        men_now=men_now,
        is_pinned=np.ones((1, DAYS, FORCES), dtype=bool),
        men=men,
    )
    half = np.arange(DAYS) < DAYS // 2
    may = half[:, None] != half[None, :]
    given = {
        "replicas": REPLICAS,
        "sought": SimpleNamespace(classes=SimpleNamespace(names=("a", "b", "c"))),
        "kinds": CAME * REPLICAS,
        "decisions": CAME * REPLICAS,
        "holder": np.eye(sizes.polities + 1, dtype=int)[then] * REPLICAS,
        "place": np.eye(sizes.places + 1, dtype=int)[place] * REPLICAS,
        "men": np.repeat(men.transpose(1, 0, 2)[:, None], REPLICAS, axis=1),
    }
    made: Any = SimpleNamespace(**(given | tally))
    return Look(world(), {MODEL: made}, truth, 0, np.arange(DAYS), may)  # type: ignore[arg-type]


def of(kind: str, cases: list[Cases]) -> Cases:
    (one,) = [each for each in cases if each.kind == kind]
    return one


def test_who_knows_what_comes_scores_next_to_nothing_in_everything() -> None:
    for cases in all_cases(look()):
        perfect = cases.score[MODEL]
        assert perfect.max() < 1 / REPLICAS**2 + 1e-12
        assert (perfect <= cases.score[BASE_RATE] + 1e-12).all()


def test_nothing_changes_is_wrong_where_something_did() -> None:
    cases = of(PROVINCES, all_cases(look()))
    changed = cases.came == 1
    wrong = cases.score[PERSISTENCE][changed]
    assert (wrong > 0.97).all() and (cases.score[PERSISTENCE][~changed] < 1e-3).all()
    sizes = world().sizes
    assert len(cases.day) == DAYS * sizes.provinces


def test_base_rates_are_those_of_the_other_half_by_kind() -> None:
    whole, *alone = event_cases(look())
    assert [each.kind for each in alone] == ["a", "b", "c"]
    for number, each in enumerate(alone):
        for half in (slice(0, 6), slice(6, 12)):
            other = slice(6, 12) if half.start == 0 else slice(0, 6)
            rate = (CAME[0, other, number].sum() + 0.5) / 7
            expected = (rate - CAME[0, half, number]) ** 2
            assert each.score[BASE_RATE][half] == pytest.approx(expected)
    together = np.concatenate([each.score[MODEL] for each in alone])
    assert whole.score[MODEL].sum() == pytest.approx(together.sum())


def test_men_are_scored_by_their_distance_where_histories_agree() -> None:
    cases = of(MEN, all_cases(look()))
    grown = 1000 * np.arange(DAYS) / 10
    assert cases.score[PERSISTENCE] == pytest.approx(np.repeat(grown, FORCES))
    assert cases.score[MODEL] == pytest.approx(0.0, abs=1e-3)
    assert not cases.log


def test_a_near_miss_costs_less_than_a_far_one_and_the_same_place_exactly() -> None:
    days = world().tables.geo.land_days[: world().sizes.places, : world().sizes.places]
    order = np.argsort(days[0])
    near, far = int(order[1]), int(order[-1])
    assert days[0, near] <= 3.0 < days[0, far]
    places = world().sizes.places

    def score(at: int) -> tuple[float, float]:
        guess = np.full((1, DAYS, FORCES), at)
        seen = look(place=np.eye(places + 1, dtype=int)[guess] * REPLICAS)
        cases = all_cases(seen)
        stood = of(PLACES, cases).came == 0
        return (
            float(of(NEAR, cases).score[MODEL][stood].mean()),
            float(of(PLACES, cases).score[MODEL][stood].mean()),
        )

    assert score(near)[0] < score(far)[0] and score(near)[1] == pytest.approx(score(far)[1])
    assert score(0)[0] <= score(near)[0] and score(0)[1] < score(near)[1]
