"""What an answer rests on, from draws whose answer is known."""

from __future__ import annotations

import numpy as np

from tests.analysis.questions.valleys import world
from ucronia.analysis.questions.inputs import DISPUTES, JUDGED, inputs_of, terms_of
from ucronia.analysis.questions.resting import FEWEST, draw_answers, rests_on


def answers(draws: int, weights: dict[str, float], noise: float = 0.0) -> np.ndarray:
    """Make an answer of known shares: weights of the first number of each group."""
    end = world().end_day
    inputs = inputs_of(world(), end)
    terms = terms_of(world(), inputs, 3, (0, draws))
    found = np.zeros(draws)
    for group, weight in weights.items():
        k = inputs.of(group)[0]
        found += weight * terms.values[:, list(terms.column).index(k)]
    luck = np.random.Generator(np.random.Philox(key=9)).normal(size=draws)
    return (found + noise * luck)[:, None]


def test_the_shares_are_those_that_were_put_in() -> None:
    found = rests_on(world(), answers(3_000, {JUDGED: 0.8, DISPUTES: 0.6}), 3, world().end_day)
    assert found is not None
    assert found.is_told
    assert found.judged.low < 0.64 < found.judged.high
    assert found.disputes.low < 0.36 < found.disputes.high
    assert found.judged.high - found.judged.low < 0.2
    assert sum(share.mean for _, share in found.parts) < 1.1


def test_noise_alone_tells_nothing() -> None:
    found = rests_on(world(), answers(200, {}, noise=1.0), 3, world().end_day)
    assert found is not None
    assert not found.is_told


def test_too_few_draws_or_one_answer_give_nothing() -> None:
    assert rests_on(world(), answers(FEWEST - 1, {JUDGED: 1.0}), 3, 0) is None
    assert rests_on(world(), np.ones((100, 2)), 3, 0) is None


def test_answers_are_means_over_forks_and_replicas_of_a_draw() -> None:
    outcome = np.array([[0, 1, 1, 1, 0], [0, 0, 1, 1, 1]], dtype=np.int8)
    assert draw_answers(outcome, 2).tolist() == [[0.75, 0.25], [0.0, 1.0]]
