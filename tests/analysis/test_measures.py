"""What is counted of a history is what a reader of its log would count."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.ground import Ground
from ucronia.analysis.measures import (
    DAYS_A_YEAR,
    MEASURES,
    Sample,
    Told,
    gather,
    lasting,
    median_days,
    reduce,
)
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.ending import BOOK_COLUMNS, BOOK_CUSTOMS, BOOK_MEN, BOOK_REVENUE
from ucronia.engine.land.battle import DRAWN, SIDE_A
from ucronia.scenario.model import Rate, Text

NOTHING = np.zeros((0, 0), dtype=np.float32)
SAYS = Text(es="x", en="x")
SIDE_B = -SIDE_A


def told(*lines: tuple[Any, ...], last: int = 730, books: Any = NOTHING) -> Told:
    """Lines of day, kind, a, b, c, place and, of battles, six numbers."""
    events = np.array([line[:6] for line in lines], dtype=np.int64).reshape(-1, 6)
    values = np.array([(*line[6:], 0, 0, 0, 0, 0, 0)[:6] for line in lines], dtype=float)
    return Told(events, values.reshape(-1, 6), 0, last, books)


def measured(measure: str, *histories: Told, **more: Any) -> float:
    rate = Rate(id="x", name=SAYS, measure=measure, unit=SAYS, **more)  # type: ignore[arg-type]
    sample = Sample()
    for one in histories:
        gather(Ground(world()), rate, one, sample)
    return reduce(rate, sample)


def index(kind: str, id: str) -> int:
    return world().index(kind, id)


def test_every_measure_that_a_scenario_may_name_is_there() -> None:
    assert set(Rate.model_fields["measure"].annotation.__args__) == set(MEASURES)  # type: ignore[union-attr]


def test_firings_are_counted_a_year_of_the_rules_and_polities_named() -> None:
    war, peace = index("rule", "declare_war"), index("rule", "weary_peace")
    alta, baja = index("polity", "alta"), index("polity", "baja")
    lines = [
        (10, lay.L_RULE, war, alta, 0, -1),
        (20, lay.L_RULE, war, baja, 0, -1),
        (30, lay.L_RULE, peace, baja, 0, -1),
        (40, lay.L_WAR, war, baja, 0, -1),
    ]
    years = 730 / DAYS_A_YEAR
    assert measured("firings", told(*lines), rules=("declare_war",)) == pytest.approx(2 / years)
    of_baja = measured("firings", told(*lines), rules=("declare_war",), of=("baja",))
    assert of_baja == pytest.approx(1 / years)
    # a second history in which nothing happens halves it
    both = measured("firings", told(*lines), told(), rules=("declare_war", "weary_peace"))
    assert both == pytest.approx(3 / (2 * years))


def test_troops_that_sail_together_are_one_convoy_and_fleets_none(bundled: World) -> None:
    fleet = bundled.index("force", "chilean_squadron")
    armies = (
        bundled.index("force", "first_expedition"),
        bundled.index("force", "peruvian_column"),
    )
    ground = Ground(bundled)
    lines = [
        (5, lay.L_SAIL, armies[0], 1, 2, 1),
        (5, lay.L_SAIL, armies[1], 1, 2, 1),
        (5, lay.L_SAIL, armies[1], 1, 3, 1),
        (6, lay.L_SAIL, armies[0], 1, 2, 1),
        (8, lay.L_SAIL, fleet, 1, 2, 1),
        (7, lay.L_MET, 3, 0, -1, 2),
        (7, lay.L_INTERCEPT, 3, 0, -1, 2),
        (9, lay.L_MET, 3, 0, -1, 2),
    ]
    years = 730 / DAYS_A_YEAR
    for measure, count in (("convoys", 3), ("convoys_met", 2), ("convoys_caught", 1)):
        rate = Rate(id="x", name=SAYS, measure=measure, unit=SAYS)  # type: ignore[arg-type]
        sample = Sample()
        gather(ground, rate, told(*lines), sample)
        assert reduce(rate, sample) == pytest.approx(count / years)


def test_an_option_that_does_nothing_is_no_event() -> None:
    war, alta = index("rule", "declare_war"), index("polity", "alta")
    to_war, wait = 0, 1
    lines = [(10, lay.L_RULE, war, alta, to_war, -1), (40, lay.L_RULE, war, alta, wait, -1)]
    counted = measured("firings", told(*lines), rules=("declare_war",))
    assert counted == pytest.approx(DAYS_A_YEAR / 730)


def test_heads_are_those_who_begin_to_govern() -> None:
    office = index("office", "president_alta")
    lines = [
        (5, lay.L_OFFICE, 1, office, 0, -1),
        (9, lay.L_OFFICE, 1, office, 1, -1),
        (12, lay.L_OFFICE, 1, index("office", "president_baja"), 0, -1),
    ]
    years = 730 / DAYS_A_YEAR
    assert measured("heads", told(*lines), of=("alta",)) == pytest.approx(1 / years)
    assert measured("heads", told(*lines)) == pytest.approx(1 / years)


BATTLES = (
    (10, lay.L_BATTLE, 0, 1, SIDE_A, 2, 50, 300, 1000, 1500),
    (20, lay.L_BATTLE, 0, 1, SIDE_B, 2, 200, 30, 800, 600),
    (30, lay.L_BATTLE, 0, 1, SIDE_A, 2, 0, 900, 500, 900),
    (40, lay.L_BATTLE, 0, 1, DRAWN, 2, 90, 90, 900, 900),
)


def test_battles_give_their_men_losses_and_winners() -> None:
    one = told(*BATTLES)
    assert measured("battles", one) == pytest.approx(4 / (730 / DAYS_A_YEAR))
    # 2,500, 1,400, 1,400 and 1,800 men
    assert measured("battle_men", one) == 1600
    # a quarter of the way between the first and the last of them in order: 1,400
    assert measured("battle_men", one, part=0.25) == 1400
    # winners lose .05, .05 and none; losers .2, .25 and all; nobody won the fourth
    assert measured("winner_loss", one) == pytest.approx(0.05)
    assert measured("loser_loss", one) == pytest.approx(0.25)
    assert measured("attacker_wins", one) == pytest.approx(2 / 3)
    assert measured("battle_draws", one) == pytest.approx(1 / 4)
    assert math.isnan(measured("battle_men", told()))


def test_a_war_lasts_to_its_peace_or_to_the_end_of_a_party() -> None:
    alta, baja = index("polity", "alta"), index("polity", "baja")
    peace = told((10, lay.L_WAR, alta, baja, -1, -1), (110, lay.L_PEACE, baja, alta, 0, -1))
    fallen = told((10, lay.L_WAR, alta, baja, -1, -1), (60, lay.L_DISSOLVE, baja, -1, -1, -1))
    open_still = told((700, lay.L_WAR, alta, baja, -1, -1))
    # 50, 100 and a war cut short on its 30th day: at 50 days one of two is over
    assert measured("war_days", peace, fallen, open_still) == 50
    assert measured("war_over", peace, fallen, open_still, days=99) == pytest.approx(1 / 2)
    assert math.isnan(measured("civil_war_days", peace))
    # one declared twice is one war
    twice = told(
        (10, lay.L_WAR, alta, baja, -1, -1),
        (50, lay.L_WAR, baja, alta, -1, -1),
        (110, lay.L_PEACE, baja, alta, 0, -1),
    )
    assert measured("war_days", twice) == 100


def test_a_civil_war_is_great_from_a_thousand_dead_on() -> None:
    """Of one nation there are the polity and itself alone in this history."""
    alta, baja = index("polity", "alta"), index("polity", "baja")
    army = index("force", "army_alta")
    begins, ends = (10, lay.L_WAR, alta, alta, -1, -1), (90, lay.L_PEACE, alta, alta, 0, -1)
    lost = 1000 / Ground(world()).dead_share
    for share, days in ((1.01, 80.0), (0.99, math.nan)):
        fought = (20, lay.L_BATTLE, army, army, SIDE_A, 2, lost * share, 0, 9000, 9000)
        one = told(begins, fought, ends)
        assert measured("civil_war_days", one) == 80
        assert measured("great_civil_war_days", one) == pytest.approx(days, nan_ok=True)
    abroad = (30, lay.L_WAR, alta, baja, -1, -1)
    assert math.isnan(measured("civil_war_days", told(begins, abroad, ends)))


def test_what_is_cut_short_counts_as_far_as_it_was_seen() -> None:
    # Kaplan & Meier by hand: 3 of 4 outlast 10; of the 2 left at 30 one ends: 3/4 * 1/2
    days, is_open = [10.0, 20.0, 30.0, 40.0], [False, True, False, True]
    assert lasting(days, is_open, 9) == 1
    assert lasting(days, is_open, 10) == pytest.approx(3 / 4)
    assert lasting(days, is_open, 35) == pytest.approx(3 / 8)
    assert median_days(days, is_open) == 30
    assert math.isinf(median_days(days, [True] * 4))
    assert math.isnan(median_days([], []))


def test_an_occupation_is_by_another_nation() -> None:
    province = index("province", "baja_province")
    alta, baja = index("polity", "alta"), index("polity", "baja")
    lines = [
        (10, lay.L_CONTROL, province, alta, baja, -1),
        (50, lay.L_CONTROL, province, baja, alta, -1),
    ]
    assert measured("occupation_days", told(*lines)) == 40
    assert math.isinf(measured("occupation_days", told(lines[0])))


def test_a_march_is_measured_by_the_way_it_took() -> None:
    huerta, minas = index("place", "huerta"), index("place", "minas")
    away = (10, lay.L_DEPART, 3, huerta, minas, huerta)
    # 65 km to the pass and 70 on to the mines, in nine days
    there = (19, lay.L_ARRIVE, 3, -1, -1, minas)
    assert measured("march_km", told(away, there)) == pytest.approx(135 / 9)
    # one that ended elsewhere, or that was not seen to set out, tells nothing
    elsewhere = (19, lay.L_ARRIVE, 3, -1, -1, index("place", "paso"))
    assert math.isnan(measured("march_km", told(away, elsewhere)))
    assert math.isnan(measured("march_km", told(there)))


def test_books_are_those_of_the_polities_named_where_one_is_sovereign() -> None:
    books = np.zeros((world().sizes.polities, BOOK_COLUMNS), dtype=np.float32)
    alta = index("polity", "alta")
    books[alta, BOOK_REVENUE], books[alta, BOOK_CUSTOMS] = 900, 100
    books[alta, BOOK_MEN] = 70
    assert measured("revenue", told(books=books), of=("alta", "baja")) == 1000
    assert measured("army_men", told(books=books), of=("alta",)) == 70
    assert math.isnan(measured("revenue", told(books=books), of=("baja",)))
