"""Draws of which a part comes from another seed."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from ucronia.compiler.build import World, build
from ucronia.compiler.draws import loose_dates, make_draws
from ucronia.compiler.levels import UNMIXED, Mix, drawn_levels, parameter_values
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load

ONE, TWO = 5, 6
PARTS = ("parameter", "entry_version", "entry_day", "quality_polity", "quality_leader")


@cache
def world() -> World:
    return build(load(TEMPLATE))


def everything() -> Mix:
    w = world()
    disputes = range(len(w.plan.record.disputes))
    return Mix(TWO, tuple(range(len(w.names.parameters))), tuple(disputes), True, True, TWO)


def test_nothing_mixed_leaves_the_same_bytes() -> None:
    plain = make_draws(world(), ONE, 0, 30)
    assert make_draws(world(), ONE, 0, 30, UNMIXED).tobytes() == plain.tobytes()
    assert make_draws(world(), ONE, 0, 30, Mix(TWO)).tobytes() == plain.tobytes()


def test_everything_mixed_is_the_other_seed() -> None:
    mixed = make_draws(world(), ONE, 0, 30, everything())
    assert mixed.tobytes() == make_draws(world(), TWO, 0, 30).tobytes()


def test_only_what_is_named_comes_from_the_other_seed() -> None:
    one, two = (parameter_values(world(), seed, 0, 30) for seed in (ONE, TWO))
    mixed = parameter_values(world(), ONE, 0, 30, Mix(TWO, parameters=(3, 5)))
    assert np.array_equal(mixed[:, [3, 5]], two[:, [3, 5]])
    rest = [k for k in range(one.shape[1]) if k not in (3, 5)]
    assert np.array_equal(mixed[:, rest], one[:, rest])


@pytest.mark.parametrize(
    ("mix", "moved"),
    [
        (Mix(TWO, qualities=True), {"quality_polity", "quality_leader"}),
        (Mix(TWO, dates=True), {"entry_day"}),
        (Mix(TWO, chance=TWO), set()),
    ],
)
def test_each_kind_moves_alone(mix: Mix, moved: set[str]) -> None:
    plain, mixed = make_draws(world(), ONE, 0, 30), make_draws(world(), ONE, 0, 30, mix)
    assert {name for name in PARTS if not np.array_equal(plain[name], mixed[name])} == moved


def test_a_mixed_draw_can_be_made_alone() -> None:
    mix = Mix(TWO, parameters=(1, 4), disputes=(0,), qualities=True)
    many = make_draws(world(), ONE, 0, 9, mix)
    assert make_draws(world(), ONE, 7, 1, mix)[0].tobytes() == many[7].tobytes()


def test_levels_are_those_that_parameters_are_made_of() -> None:
    levels = drawn_levels(world(), ONE, 2, 40)["parameters"]
    values = parameter_values(world(), ONE, 2, 40)
    for k in range(values.shape[1]):
        if np.ptp(values[:, k]) > 0:
            assert np.array_equal(np.argsort(levels[:, k]), np.argsort(values[:, k]))


def test_dates_that_a_draw_decides_are_those_that_vary() -> None:
    days = make_draws(world(), ONE, 0, 200)["entry_day"]
    held = make_draws(world(), ONE, 0, 200, Mix(TWO, dates=True))["entry_day"]
    moved = {int(n) for n in np.flatnonzero((days != held).any(axis=0))}
    # what is dated after another moves with it
    assert moved >= set(loose_dates(world())) or not moved


@pytest.mark.compiled
def test_chance_of_another_seed_plays_the_same_draws_otherwise() -> None:
    forks = [Fork(0)]
    plain = run_forks(world(), forks, 60, seed=ONE, threads=1).stood_days
    again = run_forks(world(), forks, 60, seed=ONE, threads=1, mix=Mix(0, chance=ONE))
    other = run_forks(world(), forks, 60, seed=ONE, threads=1, mix=Mix(0, chance=TWO))
    whole = run_forks(world(), forks, 60, seed=ONE, threads=1, mix=everything())
    two = run_forks(world(), forks, 60, seed=TWO, threads=1).stood_days
    assert np.array_equal(plain, again.stood_days)
    assert np.array_equal(whole.stood_days, two)
    assert not np.array_equal(plain, other.stood_days) or np.ptp(plain) == 0
