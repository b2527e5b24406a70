"""Who is caught by hopeless numbers, who falls back, and what a few men can do to many."""

from __future__ import annotations

import pytest

from tests.engine.test_bodies import ARMY, a_world, with_values
from tests.small import Played, play, scenario, small
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.land import attrition, losses
from ucronia.ensemble.plan import Fact, Fork

leave_rate = from_python(attrition.leave_rate)
most_lost = from_python(losses.most_lost)
CAUGHT = {
    "accept_odds": 0.5,
    "accept_slope": 200.0,
    "evade_share": 0.0,
    "perception_sd": 0.0,
    "battle_ratio": 1.0,
    "battle_fort": 0.0,
    "pursuit_level": -100.0,
}
"""The larger side attacks, and the smaller would not fight and can't get away."""


def test_a_side_loses_no_more_than_the_other_can_inflict() -> None:
    draw = with_values(loss_inflicted=0.5)
    assert most_lost(draw, 4000.0, 100.0) == pytest.approx(0.5 * 100 / 4000)
    assert most_lost(draw, 1000.0, 1000.0) == pytest.approx(0.5)
    assert most_lost(draw, 100.0, 4000.0) == 1.0


@pytest.mark.parametrize("order", [lay.HOLD, lay.MARCH, lay.RETREAT])
def test_men_leave_an_army_that_falls_back(order: int) -> None:
    _, states, _ = a_world()
    state = states[0]
    draw = with_values(
        attrition_desertion=0.001, attrition_arrears=0.5, retreat_desertion=0.009
    )
    top = state.realm.top[state.forces.side[ARMY]]
    state.realm.arrears[top], state.forces.order[ARMY] = 2.0, order
    falls_back = 0.009 if order == lay.RETREAT else 0.0
    assert leave_rate(state, draw, ARMY) == pytest.approx(0.001 * (1 + 0.5 * 2) + falls_back)


def met(values: dict[str, float], men: float = 50.0) -> Played:
    """Alta's army comes upon Baja's, so many men who would neither fight nor can slip away."""
    relations = tuple(r.model_copy(update={"kind": "war"}) for r in scenario().relations)
    world = small("", {**CAUGHT, **values}, rules=(), relations=relations)
    place = float(world.index("place", "minas"))
    own, other = world.index("force", "army_alta"), world.index("force", "army_baja")
    facts = (
        Fact("men", other, men),
        Fact("men", own, 2000.0),
        Fact("place", other, place),
        Fact("place", own, place),
    )
    return play(world, 3, fork=Fork(0, facts=facts))


def gave_up(played: Played) -> float:
    """Share of the histories in which Baja's men laid down their arms."""
    return len({replica for replica, _, _ in played.rows(lay.L_CAPITULATE)}) / len(
        played.events
    )


def test_who_is_caught_gives_up_below_his_bar_and_fights_above_it() -> None:
    never, always = met({"yield_odds": -1.0}), met({"yield_odds": 2.0})
    assert gave_up(never) == 0.0
    assert gave_up(always) == 1.0
    battles = [len(played.rows(lay.L_BATTLE)) for played in (never, always)]
    assert battles[0] > battles[1] == 0
