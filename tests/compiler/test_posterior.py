"""A world that plays a posterior takes its rows, and nothing else changes."""

from __future__ import annotations

import dataclasses
import datetime

import numpy as np
import pytest

from tests.small import scenario
from ucronia.analysis.questions.whatif import hold
from ucronia.compiler.build import World, build
from ucronia.compiler.draws import make_draws
from ucronia.compiler.levels import parameter_values
from ucronia.compiler.posterior import Posterior, priors_key, rows_of, with_posterior
from ucronia.errors import QuestionError

NAMES = ("march_pace", "pin_sd")
ROWS = np.array([[1.5, 0.2], [2.5, 0.3], [3.5, 0.4]])


@pytest.fixture(scope="module")
def world() -> World:
    return build(scenario())


def taught(world: World, **other: object) -> Posterior:
    key = priors_key(world.scenario)
    made = Posterior(NAMES, ROWS, datetime.date(1830, 1, 1), key, command="ucronia calibrate")
    return dataclasses.replace(made, **other)  # type: ignore[arg-type]


def test_draws_take_whole_rows_each_once_among_as_many(world: World) -> None:
    plain = parameter_values(world, 5, 0, 6)
    after = parameter_values(with_posterior(world, taught(world)), 5, 0, 6)
    columns = [world.names.parameters.index(name) for name in NAMES]
    rows = after[:, columns]
    assert sorted(map(tuple, rows[:3])) == sorted(map(tuple, ROWS))
    assert np.array_equal(rows[:3], rows[3:])
    others = [k for k in range(plain.shape[1]) if k not in columns]
    assert np.array_equal(plain[:, others], after[:, others])


def test_a_draw_is_the_same_alone_as_among_others(world: World) -> None:
    played = with_posterior(world, taught(world))
    whole = make_draws(played, 5, 0, 7)
    assert make_draws(played, 5, 4, 1)[0].tobytes() == whole[4].tobytes()


def test_without_a_posterior_the_draws_are_the_priors(world: World) -> None:
    back = with_posterior(with_posterior(world, taught(world)), None)
    assert make_draws(back, 5, 0, 4).tobytes() == make_draws(world, 5, 0, 4).tobytes()


def test_what_is_held_stays_held(world: World) -> None:
    played = hold(with_posterior(world, taught(world)), {"march_pace": 9.0})
    column = world.names.parameters.index("march_pace")
    assert set(parameter_values(played, 5, 0, 6)[:, column]) == {9.0}


def test_the_shuffle_is_of_all_rows(world: World) -> None:
    rows = rows_of(taught(world), np.array([0.3, 0.9, 0.1]), 1, 3)
    assert rows.tolist() == [ROWS[0].tolist(), ROWS[1].tolist(), ROWS[2].tolist()]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"key": "0" * 16}, "other priors; ucronia calibrate makes"),
        ({"names": ("march_pace", "nothing")}, '"nothing" that the scenario has not'),
        ({"values": ROWS[:0]}, "no rows"),
    ],
)
def test_what_does_not_fit_is_refused(
    world: World, other: dict[str, object], said: str
) -> None:
    with pytest.raises(QuestionError, match=said):
        with_posterior(world, taught(world, **other))
