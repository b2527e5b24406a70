"""Histories are counted as a closed form and a reader of their logs would count them."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from tests.small import SIGMAS, hazard, small
from ucronia.analysis.backtest.kinds import LINES_KEPT, NO_KIND
from ucronia.analysis.backtest.scoring import floored
from ucronia.analysis.backtest.skill import make_blocks, reliability_of
from ucronia.analysis.backtest.tally import Tally, decisions_of, sought_in
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks

HORIZONS = (30, 90, 180)
RATES = (0.2, 0.7, 1.5, 3.0, 6.0)
"""[per year] of hazards that fire of themselves and do nothing."""
REPLICAS = 400


@cache
def hazards() -> World:
    return small(
        rules=tuple(
            hazard(f"h{number}", rate=str(rate), every=1, recorded=True)
            for number, rate in enumerate(RATES)
        )
    )


def tallied(world: World, replicas: int, first: int = 0, day: int = 0) -> Tally:
    forks = [Fork(day, checkpoints=tuple(day + horizon for horizon in HORIZONS))]
    tally = Tally(world, sought_in(world, HORIZONS), forks)
    tally.take(
        run_forks(
            world,
            forks,
            replicas,
            threads=1,
            keep_kinds=LINES_KEPT,
            keep_standing=True,
            ahead=HORIZONS[-1],
            first_replica=first,
        )
    )
    return tally


@pytest.mark.compiled
def test_a_hazard_comes_within_the_days_as_often_as_its_rate_says() -> None:
    tally = tallied(hazards(), REPLICAS)
    names = tally.sought.classes.names
    for number, rate in enumerate(RATES):
        column = names.index(f"h{number}")
        for at, days in enumerate(HORIZONS):
            chance = -math.expm1(-rate * days / 365.25)
            spread = math.sqrt(REPLICAS * chance * (1 - chance))
            assert abs(tally.kinds[at, 0, column] - REPLICAS * chance) < SIGMAS * spread + 0.5


@pytest.mark.compiled
def test_a_record_that_the_model_makes_is_forecast_as_often_as_it_comes() -> None:
    forecast = tallied(hazards(), REPLICAS)
    made = 200
    forks = [Fork(0, checkpoints=HORIZONS)]
    came, chance = [], []
    for replica in range(REPLICAS, REPLICAS + made, 2):
        runs = run_forks(
            hazards(),
            forks,
            2,
            threads=1,
            keep_kinds=LINES_KEPT,
            keep_standing=True,
            ahead=HORIZONS[-1],
            first_replica=replica,
        )
        for number in (0, 1):
            one = Tally(hazards(), forecast.sought, forks)
            one._take_events(0, 0, [runs.events[0][number][0]])
            came.append(one.kinds[:, 0, -len(RATES) :].ravel() > 0)
            chance.append(floored(forecast.kinds[:, 0, -len(RATES) :], REPLICAS).ravel())
    days = np.arange(0, 30 * made, 30)
    row = np.repeat(np.arange(made), len(came[0]))
    found = reliability_of(
        np.concatenate(chance), np.concatenate(came), row, make_blocks(days, 30, 0)
    )
    kinds = np.array(chance[0])
    for number in np.flatnonzero(found.count):
        inside = kinds[(kinds >= number / 10) & (kinds < (number + 1) / 10)]
        # what one history gives at several horizons hangs together: allow for all of it
        each = found.count[number] / len(inside)
        spread = np.sqrt(inside * (1 - inside) * (1 / each + 1 / REPLICAS)).mean()
        assert abs(found.came[number] - found.forecast[number]) < SIGMAS * spread


@pytest.mark.compiled
def test_what_stands_is_counted_once_a_history_and_men_are_kept() -> None:
    tally = tallied(world(), 40)
    assert (tally.holder.sum(axis=-1) == 40).all() and (tally.place.sum(axis=-1) == 40).all()
    assert tally.men.shape == (1, 40, 3, len(tally.sought.forces))
    gone = tally.place[0, 0, :, -1]
    assert (gone == (tally.men[0, :, 0] == 0).sum(axis=0)).all()


def test_decisions_are_known_by_rule_roles_and_option() -> None:
    sought = sought_in(world(), HORIZONS)
    (war,) = [one for one in sought.decisions if "war_declared" in one.entries]
    rule, first, option, second = war.line
    rows = np.array(
        [
            [5, lay.L_RULE, rule, first, option, second],
            [5, lay.L_RULE, rule, first, option + 1, second],
            [5, lay.L_BATTLE, rule, first, option, second],
        ]
    )
    number = sought.decisions.index(war)
    assert decisions_of(sought, rows).tolist() == [number, NO_KIND, NO_KIND]
