"""The equations over many draws are the engine's, and losses add up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.worlds import CAPACITY
from ucronia.analysis.battle.equations import (
    Engagement,
    costs,
    loss_logit,
    loss_sd,
    rout_chance,
    win_logit,
)
from ucronia.analysis.battle.odds import NEEDED
from ucronia.engine import knobs
from ucronia.engine import layout as lay
from ucronia.engine.compiled import entry
from ucronia.engine.land import battle as engine_battle
from ucronia.engine.land import losses as engine_losses
from ucronia.engine.layout import Draw, Floats
from ucronia.engine.records import new_records


@entry
def reckoned(draw: Draw, asked: Floats, out: Floats) -> None:
    """Let the engine reckon: rows of own men, other men, works, is winner."""
    for row in range(asked.shape[0]):
        own, other, works, won = asked[row, 0], asked[row, 1], asked[row, 2], asked[row, 3]
        out[row, 0] = engine_battle.logit_win(draw, own, other, works, 0.0)
        out[row, 1] = engine_losses.loss_logit(draw, own, other, won > 0.5, works)
        out[row, 2] = engine_losses.loss_sd(draw, own, other, won > 0.5)
        out[row, 3] = engine_losses.rout_chance(draw, own + other)


def made(count: int, seed: int) -> dict[str, Any]:
    """Random coefficients by name, [count] each."""
    random = np.random.default_rng(seed)
    values = {name: random.normal(0.0, 1.0, count) for name in NEEDED}
    for name in ("rout_taken_share", "pursuit_loss", "killed_share"):
        values[name] = random.uniform(0.05, 0.45, count)
    for name in ("loss_winner_sd", "loss_loser_sd"):
        values[name] = random.uniform(0.5, 1.5, count)
    return values


def draw_of(values: dict[str, Any], row: int) -> Any:
    """The engine's draw with one row of the coefficients."""
    draw: Any = new_records(lay.Draw, CAPACITY)[0]
    for name, column in values.items():
        draw.parameter[knobs.STANDARD.index(name)] = column[row]
    return draw


@pytest.mark.parametrize("works", [0.0, 1.0, 2.0])
def test_they_are_the_engines_own(works: float) -> None:
    values, battle = made(5, seed=1), Engagement((5267.0, 6100.0), works)
    sides = ((0, 0), (1, 0), (0, 1), (1, 1), (0, -1), (1, -1))
    asked = [
        (battle.men[side], battle.men[1 - side], works * (winner == 1), float(side == winner))
        for side, winner in sides
    ]
    asked.append((*battle.men, works, 0.0))
    for row in range(5):
        out = np.zeros((len(asked), 4))
        reckoned(draw_of(values, row), np.array(asked), out)
        assert win_logit(values, battle)[row] == pytest.approx(out[-1, 0])
        for at, (side, winner) in enumerate(sides):
            twin = loss_logit(values, battle, side, winner)
            assert twin[row] == pytest.approx(out[at, 1])
            sd = np.broadcast_to(loss_sd(values, battle, side == winner), 5)[row]
            assert sd == pytest.approx(out[at, 2])
            assert rout_chance(values, battle)[row] == pytest.approx(out[at, 3])


def test_a_winners_losses_vary_more_in_a_small_battle() -> None:
    values = {"loss_winner_sd": np.array([1.0]), "loss_loser_sd": np.array([0.8])}
    values["loss_winner_sd_size"] = np.array([-0.5])
    # a quarter of 40,000 men, at a power of minus a half: twice as wide
    assert loss_sd(values, Engagement((4000.0, 6000.0)), True) == pytest.approx([2.0])
    assert loss_sd(values, Engagement((4000.0, 6000.0)), False) == pytest.approx([0.8])


def test_losses_on_paper() -> None:
    # no noise; shares are 1/2 everywhere, a rout takes 0.2 and a pursuit 0.1 of the other half
    values = {name: np.zeros(2) for name in NEEDED}
    values |= {"rout_level": np.full(2, 1000.0), "rout_taken_share": np.full(2, 0.2)}
    values |= {"pursuit_loss": np.full(2, 0.1), "killed_share": np.full(2, 0.25)}
    luck = np.array([[0.0, 0.0, 0.5, 0.4], [0.0, 0.0, 0.5, 0.6]])
    found = costs(values, Engagement((1000.0, 2000.0)), 0, luck)
    assert found.lost.tolist() == [[500.0, 1000.0]] * 2
    assert found.killed.tolist() == [[125.0, 250.0]] * 2
    # the chance of a pursuit is one half: the first is pursued, the second is not
    assert found.taken == pytest.approx(np.array([[0.0, 300.0], [0.0, 200.0]]))
    drawn = costs(values, Engagement((1000.0, 2000.0)), -1, luck)
    assert not drawn.taken.any() and not drawn.is_rout.any() and not drawn.is_pursued.any()


def test_nobody_loses_more_than_he_has() -> None:
    values, battle = made(400, seed=2), Engagement((900.0, 30000.0), 2.0, (0.9, 0.0))
    luck = np.random.default_rng(3).random((400, 4))
    for winner in (0, 1, -1):
        found = costs(values, battle, winner, luck)
        assert (found.lost + found.taken <= np.array(battle.men) * (1 + 1e-12)).all()
        assert (found.lost >= 0).all() and (found.taken >= 0).all()
