"""Where armies are fed from, and how much of the way insurgents bar."""

from __future__ import annotations

import pytest

from tests.engine.occupied import OCCUPIER, occupied, rise
from tests.engine.test_bodies import ARMY
from ucronia.engine import layout as lay
from ucronia.engine import supply
from ucronia.engine.compiled import from_python

base_of = from_python(supply.base_of)
cut_share = from_python(supply.cut_share)


@pytest.mark.parametrize(
    ("risen", "base", "cut"),
    [((), 2, 0.0), ((1,), 2, 0.0), ((2,), 1, 1.0), ((1, 2), 3, 1.0), ((2, 3), 1, 1.0)],
)
def test_an_army_is_fed_from_the_nearest_quiet_seat(
    risen: tuple[int, ...], base: int, cut: float
) -> None:
    tables, state, _ = occupied()
    rise(state, *risen)
    assert base_of(tables, state, OCCUPIER, 2) == base
    assert cut_share(tables, state, ARMY) == cut


@pytest.mark.parametrize(("risen", "cut"), [((), 0.0), ((3,), 0.5), ((1, 2, 3), 0.75)])
def test_in_the_enemys_country_the_stages_from_the_base_count(
    risen: tuple[int, ...], cut: float
) -> None:
    """From the base at 0 to 4 three of four stages end where insurgents are; 3 feeds itself."""
    tables, state, _ = occupied()
    state.forces.place[ARMY] = 4
    if risen == (3,):
        # the quiet seat of 2: one stage of two is barred
        assert base_of(tables, state, OCCUPIER, 4) == 3
    rise(state, *risen)
    assert cut_share(tables, state, ARMY) == cut


def test_a_friendly_port_feeds_an_army_though_its_people_are_in_arms() -> None:
    tables, state, _ = occupied()
    rise(state, 2)
    tables.geo.place_zone[2] = 0
    assert cut_share(tables, state, ARMY) == 0.0


def test_who_has_no_base_is_cut_off_whole_where_the_country_fights_him() -> None:
    tables, state, _ = occupied()
    rise(state, 0, 1, 2, 3)
    assert base_of(tables, state, OCCUPIER, 2) == lay.NOWHERE
    assert cut_share(tables, state, ARMY) == 1.0


def test_insurgents_against_another_cut_nothing() -> None:
    tables, state, _ = occupied()
    rise(state, 4)
    state.forces.place[ARMY] = 4
    assert cut_share(tables, state, ARMY) == 0.0
