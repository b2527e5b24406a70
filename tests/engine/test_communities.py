"""Communities that pay tribute: what pressing or sparing them gives, costs and stirs up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.small import forced, hazard, play, scenario, small
from ucronia.compiler.build import World

SHARE = 0.8
YEAR = 365.25
STILL = {
    "allegiance_drift": 0.0,
    "allegiance_rule": 0.0,
    "allegiance_rejection": 0.0,
    "allegiance_news": 0.0,
    "unrest_level": 0.1,
    "unrest_drift": 6.0,
    "community_allegiance": 0.3,
    "community_unrest": 0.2,
    "tribute_per_head": 1.0,
    "tax_collected": 1.0,
    "customs_share": 0.0,
    "pay_peace": 0.0,
    "reserve_months": 0.0,
}


def pressed(*effects: str) -> tuple[World, Any]:
    """Alta's province lives in communities; a rule does these effects on the first day."""
    provinces = tuple(
        part.model_copy(update={"communities": SHARE if part.polity == "alta" else 0.0})
        for part in scenario().provinces
    )
    rules = (hazard("law", rate="0", effects=effects),) if effects else ()
    world = small("", STILL, provinces=provinces, rules=rules)
    return world, forced(world, "law") if effects else None


def after(end: int, *effects: str) -> tuple[World, Any]:
    world, fork = pressed(*effects)
    return world, play(world, end, fork=fork).state


@pytest.mark.parametrize(
    ("effect", "felt"),
    [
        ("set_tribute(alta, 2)", 1.0),
        ("set_tribute(alta, 0)", -1.0),
        ("open_land(alta, 1)", 1.0),
    ],
)
def test_communities_turn_by_the_closed_form(effect: str, felt: float) -> None:
    world, state = after(30, effect)
    alta = world.index("polity", "alta")
    cause = world.tables.people.polity_cause[alta]
    province = world.index("province", "alta_province")
    share = world.tables.geo.province_leaning[province, cause]
    unrest = float(world.start[0].realm.unrest[province])
    for _day in (1, 8, 15, 22, 29):
        amount = -0.3 * SHARE * felt * 7 / YEAR
        share += amount * (1 - share) if amount > 0 else amount * share
        level = min(max(0.1 + 0.2 * SHARE * felt, 0.0), 1.0)
        unrest += 6.0 * 7 / YEAR * (level - unrest)
    assert state.realm.allegiance[province, cause] == pytest.approx(share, rel=1e-12)
    assert state.realm.unrest[province] == pytest.approx(unrest, rel=1e-12)


def test_a_tribute_abolished_costs_what_its_heads_paid() -> None:
    world, without = after(1, "set_tribute(alta, 0)")
    _, with_ = after(1)
    alta = world.index("polity", "alta")
    province = world.index("province", "alta_province")
    heads = SHARE * world.tables.geo.province_people[province]
    quiet = 1.0 - float(world.start[0].realm.unrest[province])
    month = min(heads * 1.0, world.tables.geo.province_revenue_pesos[province]) / 12
    # half of what is left above the reserve goes to the civil list
    lost = month * quiet / (1.0 - 0.1) / 2
    assert with_.realm.treasury[alta] - without.realm.treasury[alta] == pytest.approx(lost)


def test_a_tribute_as_it_stood_moves_nothing() -> None:
    """Ripple: to set what stands is to change nothing at all but that the rule fired."""
    _, plain = after(60)
    _, same = after(60, "set_tribute(alta, 1)")
    for part in ("forces", "realm"):
        for name in getattr(plain, part).dtype.names:
            assert np.array_equal(
                getattr(getattr(plain, part), name), getattr(getattr(same, part), name)
            ), name


def test_a_province_without_communities_feels_nothing() -> None:
    world, state = after(60, "set_tribute(baja, 3)", "open_land(baja, 1)")
    _, plain = after(60)
    baja = world.index("province", "baja_province")
    assert state.realm.unrest[baja] == plain.realm.unrest[baja]
    assert np.array_equal(state.realm.allegiance[baja], plain.realm.allegiance[baja])


def test_a_new_government_levies_what_its_nation_s_others_do() -> None:
    offshoot = scenario().polities[0].model_copy(update={"id": "gamma", "exists": False})
    rules = (hazard("law", rate="0", effects=("set_tribute(alta, 2)", "found(gamma)")),)
    made = small("", STILL, polities=(*scenario().polities, offshoot), rules=rules)
    state = play(made, 1, fork=forced(made, "law")).state
    assert state.realm.tribute[made.index("polity", "gamma")] == 2.0
    assert state.realm.tribute[made.index("polity", "baja")] == 1.0
