"""War at sea in the bundled history: one change, one effect, all else the same to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from tests.drivers import walked
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fact, Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.dates import day_of

pytestmark = pytest.mark.compiled
DRAWS = 24
"""With a battle at sea in two histories of five, all of one kind is one chance in thousands."""


def played(world: World, draw: int, prizes: float) -> tuple[np.ndarray, np.ndarray]:
    """Lines of a history from 15 June 1838, and its books of every evening."""
    fork = day_of(world.scenario, "1838-06-15")
    assert fork is not None
    levels = {"sea_prizes": prizes}
    found = walked(world, fork, fork + 500, seed=3, draw=draw, levels=levels)
    count = min(int(found.state.persons.counter[lay.COUNT_LOG]), lay.LOG_LINES)
    return found.log.event[:count].copy(), np.column_stack((found.books, found.men[:, :, 2]))


def test_whether_ships_sink_or_are_taken_matters_from_the_first_battle_on(
    bundled: World,
) -> None:
    """Up to then histories are the same to the bit, and without a battle to the end."""
    fought = 0
    for draw in range(DRAWS):
        one = played(bundled, draw, 0.0)
        other = played(bundled, draw, 1.0)
        battles = [line[0] for line in one[0] if line[1] == lay.L_SEA_BATTLE]
        until = int(min(battles, default=len(one[1])))
        assert np.array_equal(one[1][:until], other[1][:until])
        if battles:
            fought += 1
        else:
            assert np.array_equal(one[0], other[0])
    assert 0 < fought < DRAWS


def first_voyages(world: World, *facts: Fact) -> list[list[tuple[int, ...]]]:
    """The lines of 120 histories, from 15 June 1838, that tell of the Chilean squadron."""
    day = day_of(world.scenario, "1838-06-15")
    assert day is not None
    squadron = world.index("force", "chilean_squadron")
    runs = run_forks(world, [Fork(day, facts=facts)], 120, seed=2, keep_events=True)
    kinds = (lay.L_SAIL, lay.L_LAND, lay.L_SEA_BATTLE)
    return [
        [tuple(line) for line in lines if line[1] in kinds and line[2] == squadron]
        for lines, _ in runs.events[0]
    ]


def test_ships_may_be_set_otherwise(bundled: World) -> None:
    """As many as there are changes nothing; without any a fleet mostly stays."""
    squadron = bundled.index("force", "chilean_squadron")
    plain = first_voyages(bundled)
    assert first_voyages(bundled, Fact("ships_times", squadron, 1.0)) == plain
    none = first_voyages(bundled, Fact("ships", squadron, 0.0))
    day = day_of(bundled.scenario, "1838-07-15")
    assert day is not None
    early = [sum(line[0] < day for lines in told for line in lines) for told in (plain, none)]
    # what still sails is called home by a peace, or has taken ships
    assert early[0] > 60
    assert early[1] < early[0] / 2
