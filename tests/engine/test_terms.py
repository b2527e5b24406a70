"""Terms of office: whose end comes when, who follows, and what it gives or costs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.small import Played, play, scenario, small, within
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fact, Fork

TERM = 90
SURE, NEVER_AGAIN = {"term_renewal": 50.0}, {"term_renewal": -50.0}
STILL = {"legitimacy_drift": 0.0, "term_support": 0.0, "term_order": 0.05, "term_overrun": 0.1}


def with_terms(values: dict[str, float], days: int = TERM, since: str = "") -> Any:
    """The small history with a term for Alta's president alone."""
    offices = tuple(
        office.model_copy(update={"term_days": days, "since": since})
        if office.polity == "alta"
        else office
        for office in scenario().offices
    )
    (ana, *others) = scenario().leaders
    free = {"status": "private", "known_from": ""}
    more = (
        ana.model_copy(update={"id": "eva_sol", "skill": 0.8, **free}),
        ana.model_copy(update={"id": "juan_mar", "skill": 0.9, **free, "polity": "baja"}),
        ana.model_copy(update={"id": "leo_paz", "skill": 0.7, **free}),
    )
    leaders = (ana, *others, *more)
    return small("", {**STILL, **values}, offices=offices, rules=(), leaders=leaders)


def elections(played: Played, world: Any) -> list[tuple[int, int, int]]:
    """Day, leader and former holder of every line about Alta's presidency."""
    office = world.index("office", "president_alta")
    return [
        (int(line[0]), int(line[2]), int(line[4]))
        for _, line, _ in played.rows(lay.L_OFFICE)
        if line[3] == office
    ]


def legitimacy(played: Played, world: Any) -> float:
    return float(played.state.realm.legitimacy[world.index("polity", "alta")])


def test_a_term_ends_in_the_month_in_which_it_runs_out() -> None:
    world = with_terms(SURE)
    ana = world.index("leader", "ana_rios")
    # the monthly look is on days 4, 34, … and a new term counts from the day of the election
    assert elections(play(world, 240), world) == [(94, ana, ana), (184, ana, ana)]


def test_a_term_counts_from_when_it_was_given() -> None:
    world = with_terms(SURE, since="1839-01-01")
    first = elections(play(world, 100), world)[0][0]
    began = world.start[0].persons.office_day[world.index("office", "president_alta")]
    assert 0 <= (first - began) % TERM < 30


def test_no_term_never_ends() -> None:
    world = with_terms(NEVER_AGAIN, days=0)
    assert elections(play(world, 400), world) == []


def test_who_is_not_renewed_gives_way_to_the_ablest() -> None:
    world = with_terms(NEVER_AGAIN)
    ana, eva = (world.index("leader", id) for id in ("ana_rios", "eva_sol"))
    played = play(world, 120)
    assert elections(played, world) == [(94, eva, ana)]
    status = played.state.persons.leader_status
    assert (status[ana], status[eva]) == (lay.PRIVATE, lay.OFFICE)


@pytest.mark.compiled
def test_the_chance_of_another_term_is_its_logit() -> None:
    """Support and legitimacy as they stand on the day give the share of histories renewed."""
    world = with_terms({"term_renewal": 0.3, "term_support": 1.5, "allegiance_drift": 0.0})
    tries = 1500
    found = elections(play(world, TERM + 10, tries), world)
    before = play(world, TERM + 4).state
    alta = world.index("polity", "alta")
    cause = world.tables.people.polity_cause[alta]
    held = before.realm.controller[: len(world.scenario.provinces)] == alta
    people = world.tables.geo.province_people[: len(held)][held]
    support = float(
        (people * before.realm.allegiance[: len(held), cause][held]).sum() / people.sum()
    )
    odds = 0.3 + 1.5 * (support + float(before.realm.legitimacy[alta]) - 1)
    assert len(found) == tries
    renewed = sum(leader == former for _, leader, former in found)
    assert within(renewed, tries, 1 / (1 + math.exp(-odds)))


def test_an_end_in_order_gives_legitimacy() -> None:
    world = with_terms(SURE)
    assert legitimacy(play(world, 95), world) == pytest.approx(
        min(1.0, legitimacy(play(world, 94), world) + 0.05)
    )


def test_nobody_is_chosen_while_another_holds_the_capital() -> None:
    world = with_terms(NEVER_AGAIN)
    alta, baja = world.index("polity", "alta"), world.index("polity", "baja")
    province = world.tables.geo.place_province[world.start[0].realm.capital[alta]]
    lost = Fork(0, facts=(Fact("control", int(province), float(baja)),))
    held = play(world, 94, fork=lost), play(world, 95, fork=lost)
    assert elections(held[1], world) == []
    fell = legitimacy(held[1], world) - legitimacy(held[0], world)
    assert fell == pytest.approx(-0.1)


def test_a_term_s_end_moves_nothing_else() -> None:
    """Ripple: with and without a term that is renewed, all but office and legitimacy is one."""
    free = {"term_order": 0.0}
    with_, without = (play(with_terms({**SURE, **free}, days=d), 200) for d in (TERM, 0))
    for part in ("forces", "realm"):
        for name in getattr(with_.state, part).dtype.names:
            assert np.array_equal(
                getattr(getattr(with_.state, part), name),
                getattr(getattr(without.state, part), name),
            ), name
