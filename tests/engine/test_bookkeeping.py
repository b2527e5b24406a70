"""Whatever is played, from whatever day, with whatever set otherwise: the books are in order.

Hypothesis chooses the fork, what is set otherwise there, and parameters at the ends of their
priors; a failure shrinks to the fewest of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from tests.changes import Change, changes, see
from ucronia.compiler.build import World, build
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Act, Fact, Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.dates import day_of
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


AT_SEA = {
    "sea_meeting": some.sampled_from((0.0, 0.5, 1.0)),
    "sea_intercept": some.sampled_from((0.0, 1.0)),
    "sea_transports": some.sampled_from((0.1, 1.0, 50.0)),
    "sea_loss": some.sampled_from((0.1, 1.0)),
    "sea_prizes": some.sampled_from((0.0, 1.0)),
    "sea_drowned": some.sampled_from((0.0, 0.3, 1.0)),
    "accept_odds": some.sampled_from((0.0, 0.4, 1.0)),
    "sea_pace": some.sampled_from((0.5, 1.0, 3.0)),
}
SEASON = 150
WAR_AT_SEA = ("1837-01-15", "1838-11-30")
SQUADRONS = ("chilean_squadron", "confederate_squadron", "blanchet_privateers")


@some.composite
def voyages(choose: Any) -> Change:
    """An expedition that sails from a fork, and fleets of any size where it may pass."""
    world = confederation()
    first, last = (day_of(world.scenario, date) for date in WAR_AT_SEA)
    day = choose(some.integers(first or 0, last or 0))
    send = world.index("rule", "send_expedition")
    ports = [row for row, place in enumerate(world.scenario.places) if place.zone]
    told = []
    for id in SQUADRONS:
        fleet = world.index("force", id)
        told.append(Fact("place", fleet, float(choose(some.sampled_from(ports)))))
        told.append(Fact("ships", fleet, choose(some.sampled_from((0.0, 1.0, 3.0, 40.0)))))
    fork = Fork(day, facts=tuple(told), acts=(Act(send, 0, choose(some.integers(0, 1))),))
    held = {name: choose(values) for name, values in AT_SEA.items()}
    return fork, held, choose(some.integers(0, 3))


def test_no_man_ship_or_peso_is_lost_from_the_books_at_sea() -> None:
    """Convoys that are met and taken, wherever the squadrons lie: some of them surely are."""
    met = []

    @settings(COMMON, max_examples=40)
    @given(change=voyages())
    def sail(change: Change) -> None:
        found = see(confederation(), change, SEASON)
        count = min(int(found.state.persons.counter[lay.COUNT_LOG]), lay.LOG_LINES)
        kinds = found.log.event[:count, 1]
        met.append(((kinds == lay.L_MET).any(), (kinds == lay.L_INTERCEPT).any()))

    sail()
    assert np.sum(met, axis=0).min() > 5


@settings(COMMON, max_examples=15)
@given(change=some.deferred(lambda: changes(confederation())))
def test_every_history_ends_in_exactly_one_outcome(change: Change) -> None:
    (fork, held, draw), world = change, confederation()
    fork = Fork(fork.day, facts=fork.facts, acts=fork.acts, held=tuple(sorted(held.items())))
    runs = run_forks(world, [fork], 2, seed=draw, later=True, threads=1)
    for ends in (runs.outcome, runs.later):
        assert ((ends >= 0) & (ends < len(world.scenario.outcomes))).all()
    assert (runs.stood_days >= 0).all() and (runs.stood_days <= world.later_day).all()
