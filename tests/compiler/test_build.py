"""What a scenario's first day is made of: slots for forces born in play, horses."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from ucronia.compiler.build import World
from ucronia.engine import layout as lay


def test_a_band_can_stand_in_every_province_of_a_nation(bundled: World) -> None:
    scenario, people = bundled.scenario, bundled.tables.people
    nation = {polity.id: polity.nation for polity in scenario.polities}
    provinces = Counter(nation[province.polity] for province in scenario.provinces)
    taken: list[int] = []
    for number, polity in enumerate(scenario.polities):
        first, size = int(people.polity_pool[number]), int(people.polity_pool_size[number])
        taken += range(first, first + size)
        if polity.kind in ("republic", "rival"):
            assert size >= provinces[polity.nation] + 2
        elif polity.kind in ("party", "communities"):
            assert size == 1
    # no slot is two polities', and none is a named force's
    assert taken == list(range(len(scenario.forces), bundled.sizes.forces))


def test_the_first_day_s_horses_are_those_of_its_cavalry(bundled: World) -> None:
    state = bundled.start[0]
    standing = [force for force in bundled.scenario.forces if force.exists]
    horses = sum(force.men * force.cavalry_share for force in standing)
    assert horses > 0
    assert state.forces.horses.sum() == pytest.approx(horses)
    booked = np.zeros(lay.HORSE_LINES)
    booked[lay.HORSES_STARTED] = horses
    assert state.persons.ledger_horses == pytest.approx(booked)


def test_a_province_s_horses_go_by_its_people(bundled: World) -> None:
    for number, province in enumerate(bundled.scenario.provinces):
        horses = bundled.tables.geo.province_horses[number]
        assert horses == pytest.approx(province.horses * province.population / 1000)
    assert (bundled.start[0].realm.remounts[: bundled.sizes.provinces] == 1).all()
