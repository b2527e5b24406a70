"""What free play sees coming is counted from its eve, and beside it at any time."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.outcomes import date_of
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.foresight import Foreseen, foresee
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks

ASKED = Asked(replicas=60, threads=1)


@pytest.mark.compiled
def test_a_war_is_counted_as_a_reader_of_the_logs_would_count_it() -> None:
    found = foresee(world(), ASKED, "0", top=50)
    (war,) = [one for one in found.came if one.part.id == "war_declared"]
    day = next(
        day for day in range(world().end_day) if date_of(world().scenario, day) == war.eve
    )
    runs = run_forks(world(), [Fork(day)], 60, threads=1, keep_events=True)
    rule = world().index("rule", "declare_war")
    number = 0
    for events, _ in runs.events[0]:
        line = events[(events[:, 1] == lay.L_RULE) & (events[:, 2] == rule)]
        bound = next(iter(war.part.bind.values()))
        mine = line[(line[:, 3] == world().index("polity", bound)) & (line[:, 0] <= day + 60)]
        part = world().scenario.rules[rule]
        option = [one.id for one in part.options].index(war.part.option)
        number += bool((mine[:, 4] == option).any())
    assert war.chance.mean == pytest.approx(number / 60)
    assert war.days == 60 and war.base.n == 600
    assert not found.didnt and found.origin.replicas == 60
    asked = {one.part.id for one in found.came}
    assert asked.isdisjoint(found.unasked)


@pytest.mark.compiled
def test_only_so_many_are_asked_and_the_same_on_any_threads() -> None:
    one = foresee(world(), ASKED, "0", top=1)
    two = foresee(world(), Asked(replicas=60, threads=2), "0", top=1)
    assert len(one.came) == 1 and one.came == two.came


@pytest.mark.parametrize(
    ("chance", "base", "verdict"),
    [
        ((0.3, 0.4), (0.1, 0.2), True),
        ((0.1, 0.2), (0.3, 0.4), False),
        ((0.1, 0.3), (0.2, 0.4), None),
    ],
)
def test_an_eve_is_told_apart_where_intervals_are(
    chance: tuple[float, float], base: tuple[float, float], verdict: bool | None
) -> None:
    part = world().scenario.entries[0]
    shares = [Estimate(float(np.mean(pair)), *pair, 60, 60) for pair in (chance, base)]
    eve = date_of(world().scenario, 3)
    assert Foreseen(part, eve, 60, "rule", *shares).is_above is verdict
