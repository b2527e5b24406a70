"""What measures ask of a world."""

from __future__ import annotations

import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.ground import Ground
from ucronia.compiler.levels import quantile
from ucronia.engine import layout as lay


def test_the_dead_are_the_killed_and_the_wounded_who_do_not_come_back() -> None:
    middle = {p.id: float(quantile(p.prior, 0.5)) for p in world().scenario.parameters}  # type: ignore[arg-type]
    die, heal = middle["wounded_death"], middle["wounded_return"]
    killed = middle["killed_share"]
    expected = killed + (1 - killed) * (die / (die + heal) if die + heal else 0.0)
    assert Ground(world()).dead_share == pytest.approx(expected)


def test_a_battle_is_of_the_war_whose_nations_its_forces_are_of() -> None:
    ground, made = Ground(world()), world()
    alta, baja = (made.index("polity", id) for id in ("alta", "baja"))
    of_alta = made.index("force", "army_alta")
    of_baja = made.index("force", "army_baja")
    assert ground.can_meet(of_alta, of_baja, (alta, baja))
    assert not ground.can_meet(of_alta, of_alta, (alta, baja))
    assert ground.can_meet(of_alta, of_alta, (alta, alta))
    # a slot that no polity has is of no war
    assert not ground.can_meet(lay.LOG_LINES, of_baja, (alta, baja))
    assert ground.is_within(alta, alta) and not ground.is_within(alta, baja)


def test_a_country_is_governed_from_its_first_polity_s_capital_by_who_has_its_office() -> None:
    made = world()
    ground, polity = Ground(made), {id: made.index("polity", id) for id in ("alta", "baja")}
    found = ground.countries([polity["baja"], polity["alta"]], 0)
    assert [country.ruling for country in found] == [polity["baja"], polity["alta"]]
    for country, id in zip(found, ("baja", "alta"), strict=True):
        (part,) = [each for each in made.scenario.polities if each.id == id]
        place = made.index("place", part.capital)
        assert country.seat == made.tables.geo.place_province[place]
        assert country.governs == made.index("leader", part.head)
