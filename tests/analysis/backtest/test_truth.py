"""What came is what the record says came, and armies only where it places them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.backtest.tally import sought_in
from ucronia.analysis.backtest.truth import PINNED_DAYS, truth_of
from ucronia.analysis.outcomes import day_of
from ucronia.scenario.record import parse_what

pytestmark = pytest.mark.compiled
HORIZONS = (30, 90)
DAYS = list(range(0, 240, 7))


def test_kinds_and_decisions_come_on_the_days_of_their_entries() -> None:
    sought = sought_in(world(), HORIZONS)
    truth = truth_of(world(), sought, DAYS)
    dates = {entry.id: entry for entry in world().scenario.entries}
    fought = day_of(world().scenario, dates["battle_of_paso"].date)
    war = day_of(world().scenario, dates["war_declared"].date)
    battle = sought.classes.names.index("battle")
    decision = next(n for n, d in enumerate(sought.decisions) if "war_declared" in d.entries)
    for at, horizon in enumerate(HORIZONS):
        for row, day in enumerate(DAYS):
            assert truth.kinds[at, row, battle] == (day <= fought < day + horizon)
            assert truth.decisions[at, row, decision] == (day <= war < day + horizon)


def test_an_army_is_told_of_only_near_a_day_on_which_the_record_places_it() -> None:
    sought = sought_in(world(), HORIZONS)
    truth = truth_of(world(), sought, DAYS)
    scenario = world().scenario
    for column, force in enumerate(sought.forces):
        name = scenario.forces[force].id
        pins = [
            day_of(scenario, entry.date)
            for entry in scenario.entries
            if (what := parse_what(entry)) and entry.place and name in what.first + what.second
        ]
        for at, horizon in enumerate(HORIZONS):
            for row, day in enumerate(DAYS):
                near = any(abs(day + horizon - pin) <= PINNED_DAYS for pin in pins)
                assert truth.is_pinned[at, row, column] == near
                if np.isfinite(truth.men[at, row, column]):
                    assert near


def test_how_it_stands_on_the_first_day_is_what_the_scenario_says() -> None:
    truth = truth_of(world(), sought_in(world(), HORIZONS), [0, 7])
    start = world().start[0]
    provinces = world().sizes.provinces
    assert truth.holder_now[0].tolist() == start["realm"]["controller"][:provinces].tolist()
    forces = sought_in(world(), HORIZONS).forces
    assert truth.men_now[0] == pytest.approx(start["forces"]["men"][forces])
