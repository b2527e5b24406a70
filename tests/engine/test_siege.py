"""Sieges against closed forms: when a fort falls, to what, and what a storm costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import lognorm

from tests.small import Played, lay, play, small, within
from ucronia.compiler.draws import make_draws
from ucronia.engine.compiled import from_python
from ucronia.engine.land.contact import keeps_within as inner_keeps_within
from ucronia.engine.land.contact import works_of as inner_works_of
from ucronia.engine.land.siege import press as inner_press
from ucronia.ensemble.plan import Fork

pytestmark = pytest.mark.compiled
press = from_python(inner_press)
works_of = from_python(inner_works_of)
keeps_within = from_python(inner_keeps_within)
REPLICAS = 2000
SHUT_IN = 11
"""Day of the siege's entry: 12 January, the first day being 0."""
NEVER_STORMS = {"storm_odds": 100.0, "siege_camp_fever": 0.0, "siege_trench_loss": 0.0}
NO_CREWS = {"gun_crew": 0.0}
"""Guns that need nobody are all served."""
NO_HUNGER = {"siege_blockade_days": 1e9}
MEN = 1800.0


def besieged(values: dict[str, float], guns: float = 0.0, place_fort: int = 2) -> Any:
    """The small history in which Baja shuts Alta's army in, with so many guns before it."""
    world = small("one_siege", NEVER_STORMS | NO_CREWS | {"siege_victualled_men": MEN} | values)
    world.start[0].forces.guns[world.index("force", "army_baja")] = guns
    world.tables.geo.place_fort[world.index("place", "paso")] = place_fort
    return world


def falls(played: Played) -> Any:
    return np.array([line[0] for _, line, _ in played.rows(lay.L_FALL)])


def assert_fallen(found: Any, median: float, spread: float) -> None:
    """So many have fallen by a day as a log-normal wait from the first day has ended."""
    assert set(found % 7) == {0}
    for day in (15, 36, 64, 99, 190):
        weeks = [d for d in range(SHUT_IN + 1, day) if d % 7 == 0]
        waited = max(weeks, default=SHUT_IN) - SHUT_IN
        chance = float(lognorm.cdf(waited, spread, scale=median))
        assert within(int(np.sum(found < day)), REPLICAS, chance), day


@pytest.mark.parametrize("place_fort, strength", [(1, 0.6), (2, 1.0), (3, 1.6)])
def test_a_regular_siege_lasts_a_log_normal_while(place_fort: int, strength: float) -> None:
    values = NO_HUNGER | {"siege_median_days": 33.0, "siege_train_guns": 20.0}
    world = besieged(values, guns=30, place_fort=place_fort)
    played = play(world, 191, REPLICAS, fork=Fork(SHUT_IN + 1))
    assert_fallen(falls(played), 33.0 * strength, 0.6)


def test_half_a_train_takes_twice_as_long() -> None:
    values = NO_HUNGER | {"siege_median_days": 33.0, "siege_train_guns": 20.0}
    played = play(besieged(values, guns=10), 191, REPLICAS, fork=Fork(SHUT_IN + 1))
    assert_fallen(falls(played), 66.0, 0.6)


def test_without_guns_hunger_alone_reduces_a_fort() -> None:
    world = besieged({"siege_blockade_days": 60.0})
    played = play(world, 191, REPLICAS, fork=Fork(SHUT_IN + 1))
    assert_fallen(falls(played), 60.0, 0.7)


@pytest.mark.parametrize("victualled, pace", [(MEN / 1.5, 1.5), (MEN / 9, 2.0), (9 * MEN, 0.5)])
def test_more_mouths_starve_sooner_within_bounds(victualled: float, pace: float) -> None:
    values = {"siege_blockade_days": 60.0, "siege_victualled_men": victualled}
    played = play(besieged(values), 191, REPLICAS, fork=Fork(SHUT_IN + 1))
    assert_fallen(falls(played), 60.0 / pace, 0.7)


def test_a_siege_taken_up_in_its_middle_has_the_odds_of_one_that_has_lasted_so_long() -> None:
    values = NO_HUNGER | {"siege_median_days": 33.0, "siege_train_guns": 20.0}
    played = play(besieged(values, guns=20), 85, REPLICAS, fork=Fork(43))
    before, after = lognorm.sf([42 - SHUT_IN, 84 - SHUT_IN], 0.6, scale=33.0)
    assert within(len(falls(played)), REPLICAS, 1 - after / before)


def test_an_open_sea_feeds_a_fort() -> None:
    world = besieged({"siege_blockade_days": 5.0})
    world.tables.geo.place_zone[world.index("place", "paso")] = 0
    assert not falls(play(world, 191, 50, fork=Fork(SHUT_IN + 1))).size


def test_prisoners_and_guns_pass_to_the_victor() -> None:
    world = besieged({"siege_blockade_days": 0.01}, guns=3)
    held, camp = (world.index("force", f"army_{side}") for side in ("alta", "baja"))
    world.start[0].forces.guns[held] = 7
    state = play(world, 22, fork=Fork(SHUT_IN + 1)).state
    assert (state.forces.men[held], state.forces.guns[held]) == (0, 0)
    assert state.forces.captives[camp] == MEN == state.persons.ledger_men[lay.TAKEN]
    assert state.forces.guns[camp] == 10


def test_a_storm_is_won_as_often_as_a_battle_against_works_and_costs_its_party() -> None:
    values = NO_HUNGER | {"storm_odds": -100.0, "storm_party": 0.5, "storm_loss": 0.16}
    given = {"battle_intercept": 0.0, "battle_ratio": 1.0, "battle_fort": 0.5}
    world = besieged(values | given)
    camp = world.index("force", "army_baja")
    world.start[0].forces.men[camp] = 3 * MEN
    played = play(world, 15, REPLICAS, fork=Fork(SHUT_IN + 1))
    stormed = played.rows(lay.L_BATTLE)
    assert len(stormed) == REPLICAS
    assert {line[0] for _, line, _ in stormed} == {14}
    assert within(len(falls(played)), REPLICAS, 3 * np.exp(-2) / (1 + 3 * np.exp(-2)))
    lost = np.array([told[0] for _, _, told in stormed]) / (3 * MEN)
    assert np.median(lost) == pytest.approx(0.08, rel=0.03)
    assert np.std(np.log(lost)) == pytest.approx(0.28, rel=0.07)


def test_a_breach_takes_the_wall_out_of_a_storm() -> None:
    """Past half the median of a regular siege there is no wall, but works as in the field."""
    values = NO_HUNGER | {"storm_odds": -100.0, "siege_median_days": 4.0, "siege_spread": 50.0}
    given = {"battle_intercept": 0.0, "battle_ratio": 0.0, "battle_fort": 1.0}
    world = besieged(values | given, guns=1e6)
    world.tables.geo.place_fort[world.index("place", "paso")] = 2
    played = play(world, 22, REPLICAS, fork=Fork(SHUT_IN + 8))
    stormed = [line for _, line, _ in played.rows(lay.L_BATTLE)]
    assert {int(line[0]) for line in stormed} == {21}
    won = sum(int(line[4]) == 1 for line in stormed)
    assert within(won, len(stormed), 1 / (1 + np.e**2))


def test_a_camp_dies_of_fever_and_trenches_alone() -> None:
    """One number of the camp changed, the camp's men and the dead are all that differs."""
    still = NO_HUNGER | {"siege_median_days": 1e9, "siege_train_guns": 20.0}
    worlds = [besieged(still | {"siege_trench_loss": loss}, guns=10) for loss in (0.0, 0.004)]
    plain, other = (play(world, 29, fork=Fork(SHUT_IN + 1)).state for world in worlds)
    camp = worlds[0].index("force", "army_baja")
    men = float(plain.forces.men[camp])
    # three days to the first turn, then two weeks; half a train digs at half the pace
    left = men * (1 - 3 * 0.002) * (1 - 7 * 0.002) ** 2
    assert other.forces.men[camp] == pytest.approx(left, rel=1e-12)
    dead = other.persons.ledger_men[lay.DEAD_MEN] - plain.persons.ledger_men[lay.DEAD_MEN]
    assert dead == pytest.approx(men - left, rel=1e-12)
    other.forces.men[camp] = plain.forces.men[camp]
    for part in ("forces", "realm"):
        for name in getattr(plain, part).dtype.names:
            if name != "army_men":
                same = getattr(plain, part)[name], getattr(other, part)[name]
                assert np.array_equal(*same), name


def test_a_siege_is_raised_when_the_camp_has_gone() -> None:
    world = besieged(NO_HUNGER | {"siege_median_days": 1e9})
    held, camp = (world.index("force", f"army_{side}") for side in ("alta", "baja"))
    state = play(world, 22, fork=Fork(SHUT_IN + 1)).state
    draw = make_draws(world, 1, 0, 1)[0]
    press(world.tables, state, draw, 28)
    assert state.forces.siege_day[held] == SHUT_IN
    state.forces.place[camp] = world.index("place", "muelle")
    press(world.tables, state, draw, 35)
    assert state.forces.siege_day[held] == lay.NEVER


def test_a_fort_serves_those_in_it_who_keep_within() -> None:
    world = besieged(NO_HUNGER | {"siege_median_days": 1e9})
    held, camp = (world.index("force", f"army_{side}") for side in ("alta", "baja"))
    state = play(world, 28, fork=Fork(SHUT_IN + 1)).state
    draw = make_draws(world, 1, 0, 1)[0]
    works = [works_of(world.tables, state, draw, force, 28) for force in (held, camp)]
    assert works == [2, 1]
    assert [keeps_within(state, force) for force in (held, camp)] == [True, False]
    state.forces.kind[camp] = lay.GARRISON
    assert keeps_within(state, camp)
    state.forces.siege_day[held] = lay.NEVER
    assert works_of(world.tables, state, draw, camp, 28) == 2


def test_a_larger_enemy_shuts_a_garrison_in_without_a_battle() -> None:
    """Where both would fight: the same two forces give battle if the one is no garrison."""
    counts = []
    for kind in (lay.GARRISON, lay.ARMY):
        world = small("one_siege", NEVER_STORMS | NO_HUNGER | {"siege_median_days": 1e9})
        held, camp = (world.index("force", f"army_{side}") for side in ("alta", "baja"))
        forces = world.start[0].forces
        forces.kind[held] = kind
        forces.men[held], forces.men[camp] = 500, 2000
        forces.place[held] = forces.place[camp] = world.index("place", "paso")
        forces.moved_day[camp] = 0
        played = play(world, 3)
        counts.append([len(played.rows(line)) for line in (lay.L_SIEGE, lay.L_BATTLE)])
    assert counts == [[1, 0], [0, 1]]
