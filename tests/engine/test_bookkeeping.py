"""Whatever is played, from whatever day, with whatever set otherwise: the books are in order.

Hypothesis chooses the fork, what is set otherwise there, and parameters at the ends of their
priors; a failure shrinks to the fewest of them.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from tests.changes import Change, changes, see
from ucronia.compiler.build import World, build
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load

pytestmark = pytest.mark.compiled
COMMON = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)


@cache
def valleys() -> World:
    return build(load(TEMPLATE))


@cache
def confederation() -> World:
    return build(load(find_scenario("confederacion-1835")))


@settings(COMMON, max_examples=60)
@given(change=some.deferred(lambda: changes(confederation())))
def test_the_books_are_in_order_whatever_is_set_otherwise(change: Change) -> None:
    see(confederation(), change)


@settings(COMMON, max_examples=60)
@given(change=some.deferred(lambda: changes(valleys())))
def test_the_books_of_a_small_history_are_too(change: Change) -> None:
    see(valleys(), change)


@settings(COMMON, max_examples=15)
@given(change=some.deferred(lambda: changes(confederation())))
def test_every_history_ends_in_exactly_one_outcome(change: Change) -> None:
    (fork, held, draw), world = change, confederation()
    fork = Fork(fork.day, facts=fork.facts, acts=fork.acts, held=tuple(sorted(held.items())))
    runs = run_forks(world, [fork], 2, seed=draw, later=True, threads=1)
    for ends in (runs.outcome, runs.later):
        assert ((ends >= 0) & (ends < len(world.scenario.outcomes))).all()
    assert (runs.stood_days >= 0).all() and (runs.stood_days <= world.later_day).all()
