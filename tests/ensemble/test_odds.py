"""The record's likelihood, term by term, and nothing of what came after its last day."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.analysis.calibration.worlds import MEN, UNTIL, parts, told_world
from tests.small import entry, hazard, parameter, small, version
from ucronia.compiler.build import World
from ucronia.compiler.draws import draws_at
from ucronia.compiler.levels import levels_of
from ucronia.engine import layout as lay
from ucronia.ensemble.odds import MARCH_SPREAD, Scorer, entry_weights, last_day

pytestmark = pytest.mark.compiled


def odds_of(world: World, until: str = UNTIL, draws: int = 3) -> Any:
    day = last_day(world, until)
    made = draws_at(world, levels_of(world, 5, 0, draws), None, day)
    return Scorer(world, day).terms(made), made


def with_parts(*told: tuple[Any, Any], **other: Any) -> World:
    entries, versions = zip(*told, strict=True)
    return told_world(entries=entries, versions=versions, **other)


def test_the_total_is_the_sum_of_its_terms() -> None:
    world = told_world()
    terms, made = odds_of(world)
    scorer = Scorer(world, last_day(world, UNTIL))
    assert [scorer.total(draw) for draw in made] == pytest.approx(terms.total.tolist())


def test_strengths_and_firings_and_silence_are_those_reckoned_by_hand() -> None:
    world = told_world()
    terms, made = odds_of(world)
    number = {e.id: k for k, e in enumerate(world.scenario.entries)}
    names = world.names.parameters
    spread = made["parameter"][:, names.index("pin_sd")]
    rate = made["parameter"][:, names.index("sea_transports")] / 365.25
    for force, (before, told) in MEN.items():
        at = number[f"count_{force[5:]}"]
        expected = stats.t.logpdf(math.log(told / before) / spread, 4) - np.log(spread)
        expected += math.log(1 - parameter(world, "retold_share"))
        assert terms.entry[:, at] == pytest.approx(expected, rel=1e-9)
    assert terms.entry[:, number["storm_0"]] == pytest.approx(np.log(rate), rel=1e-9)
    days = last_day(world, UNTIL) + 1
    assert terms.silence.sum(axis=1) == pytest.approx(-rate * days, rel=1e-9)


def test_nothing_after_the_last_day_counts() -> None:
    early = parts()
    late = [
        entry("late", "1840-11-01", "position", what="army_baja", place="cumbre"),
        entry("late", "1840-09-20", "position", what="army_baja", place="paso"),
    ]
    told = [(late[0], version("late", men=100)), (late[1], version("late", men=9000))]
    one, two = (odds_of(with_parts(*early, more)) for more in told)
    assert one[0].total.tolist() == two[0].total.tolist()
    assert one[0].part.tobytes() == two[0].part.tobytes()
    moved = odds_of(with_parts(*early, told[0]), "1840-12-01")[0]
    other = odds_of(with_parts(*early, told[1]), "1840-12-01")[0]
    assert moved.total.tolist() != other.total.tolist()


def test_a_hazard_that_is_not_fully_recorded_says_only_who() -> None:
    rule = hazard("told", over={"q": "polity"}, rate="2 + 3 * (q == alta)", max_rate=60)
    told = (
        entry("storm", "1840-02-01", "hazard", rule="told", bind={"q": "alta"}),
        version("storm"),
    )
    terms, _ = odds_of(with_parts(told, rules=(rule,)))
    polities = 2
    assert terms.entry[:, 0] == pytest.approx(math.log(5 / (5 + 2 * (polities - 1))))
    assert terms.silence.sum() == 0.0


def test_a_rule_that_is_shut_costs_the_floor() -> None:
    rule = hazard("told", over={"q": "polity"}, when="treasury(q) < -1", recorded=True)
    told = (
        entry("storm", "1840-02-01", "hazard", rule="told", bind={"q": "alta"}),
        version("storm"),
    )
    world = with_parts(told, rules=(rule,))
    terms, _ = odds_of(world)
    assert terms.entry[:, 0] == pytest.approx(math.log(parameter(world, "surprise_floor")))
    assert not terms.is_open[:, 0].any()


def test_a_march_can_only_have_been_fast_enough() -> None:
    def world(days: int) -> World:
        came = f"1840-01-{5 + days:02d}"
        told = (
            (
                entry("a", "1840-01-05", "position", what="army_alta", place="cumbre"),
                version("a"),
            ),
            (entry("b", came, "position", what="army_alta", place="paso"), version("b")),
        )
        return small(
            entries=tuple(e for e, _ in told), versions=tuple(v for _, v in told), rules=()
        )

    found = []
    for days in (1, 4, 20):
        made = world(days)
        terms, _ = odds_of(made)
        (march,) = made.plan.marches
        spare = math.log((days + 1) / (march.days * parameter(made, "march_pace")))
        expected = max(stats.norm.logcdf(spare / MARCH_SPREAD), math.log(0.01))
        assert terms.march[:, 0] == pytest.approx(expected, rel=1e-9)
        found.append(expected)
    assert found == sorted(found) and found[-1] > -1e-3


def test_a_fight_of_fleets_tells_nothing() -> None:
    world = told_world()
    fight = [e.id for e in world.scenario.entries].index("fight")
    weights = entry_weights(world)
    assert weights[fight, lay.T_WINNER] == weights[fight, lay.T_LOSSES] == 1.0
    baja = world.index("force", "army_baja")
    kind = world.start["forces"]["kind"]
    kind[0, baja] = lay.FLEET
    assert entry_weights(world)[fight, lay.T_WINNER] == 0.0
    assert entry_weights(world)[fight, lay.T_PIN] == 1.0
