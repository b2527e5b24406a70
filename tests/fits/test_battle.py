"""The fits of battle find what was put in, and give what fits/battle.yaml holds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import yaml

from fits.battle import OUT, fit, fit_losses, fit_pursuit, fit_rout, fit_shares
from fits.battles import DATA, Battles, read_battles
from fits.win import fit_win
from ucronia.analysis.battle.beliefs import logistic
from ucronia.scenario.read import standard_parameters

ATTACK, RATIO, FORT, SD_ARMY, SD_CHIEF = 0.2, 1.0, 0.6, 1.2, 1.0
ROUT_TAKEN, PURSUIT_LOSS = 0.2, 0.1


def made_battles(count: int, seed: int) -> Battles:
    """Make battles by the equations that are fitted, with coefficients that we know."""
    random = np.random.default_rng(seed)
    men = np.exp(random.normal(9.5, 0.7, (count, 2)))
    fort = random.choice([0.0, 0.5, 1.0, 2.0], count)
    sides = np.array([0, 1])
    army = 2 * random.integers(count // 8, size=(count, 1)) + sides
    chief = 2 * random.integers(count // 5, size=(count, 1)) + sides
    edge = SD_ARMY * np.diff(random.standard_normal(army.max() + 1)[army])
    edge += SD_CHIEF * np.diff(random.standard_normal(chief.max() + 1)[chief])
    logit = ATTACK + RATIO * np.log(men[:, 0] / men[:, 1]) - FORT * fort - edge[:, 0]
    winner = np.where(random.random(count) < logistic(logit), 1, -1)
    winner[: count // 20] = 0
    cavalry = random.uniform(0.0, 0.5, (count, 2))
    horse = np.where(winner == 1, cavalry[:, 0], cavalry[:, 1])
    crowd = np.log(men.sum(axis=1) / 40000.0)
    is_rout = random.random(count) < logistic(-0.8 - 0.6 * crowd)
    is_pursued = random.random(count) < logistic(-1.0 + 4.0 * horse)
    works = np.where(winner == -1, fort, 0.0)
    ratio = np.log(men[:, 0] / men[:, 1]) * winner
    size = np.log(men.sum(axis=1) / 40000.0)
    luck = random.normal(0, 1, count) * np.exp(-0.2 * size)
    won = logistic(-2.2 - 0.3 * ratio + 0.2 * size - 0.5 * works + luck)
    lost = logistic(
        -1.8 + 0.5 * ratio - 0.1 * size - 0.1 * works + random.normal(0, 0.8, count)
    )
    lost += (ROUT_TAKEN * is_rout + PURSUIT_LOSS * is_pursued) * (1.0 - lost)
    attacker_won = winner[:, None] == [1, -1]
    return Battles(
        year=np.arange(count) + 1700,
        war=army[:, 0],
        men=men,
        loss=np.where(attacker_won, won[:, None], lost[:, None]),
        cavalry=cavalry,
        fort=fort,
        winner=winner,
        is_rout=is_rout,
        is_pursued=is_pursued,
        army=army,
        commander=chief,
    )


def test_the_win_model_finds_known_coefficients() -> None:
    found = fit_win(made_battles(200, seed=3), grid=np.geomspace(0.5, 2.5, 3))
    true = np.array([ATTACK, RATIO, FORT, SD_ARMY, SD_CHIEF])
    assert np.abs((found.mean - true) / found.sd).max() < 2.6  # 1 % two-sided, of five
    assert found.sd[1] < 0.5  # and it has learnt something


def test_losses_and_pursuit_are_found_again() -> None:
    battles = made_battles(6000, seed=4)
    values = fit_losses(battles)
    true = {
        "loss_winner_level": -2.2,
        "loss_winner_ratio": -0.3,
        "loss_winner_size": 0.2,
        "loss_winner_fort": 0.5,
        "loss_winner_sd": 1.0,
        "loss_winner_sd_size": -0.2,
        "loss_loser_level": -1.8,
        "loss_loser_ratio": 0.5,
        "loss_loser_size": -0.1,
        "loss_loser_sd": 0.8,
        "loss_loser_fort": 0.1,
        "rout_taken_share": ROUT_TAKEN,
        "pursuit_loss": PURSUIT_LOSS,
    }
    # five standard errors of the loosest; the logit of the loser's sum is only nearly linear
    assert all(math.isclose(values[name], value, abs_tol=0.1) for name, value in true.items())
    chase = fit_pursuit(battles)
    assert math.isclose(chase["pursuit_level"], -1.0, abs_tol=0.3)
    assert math.isclose(chase["pursuit_cavalry"], 4.0, abs_tol=1.0)
    rout = fit_rout(battles)
    assert math.isclose(rout["rout_level"], -0.8, abs_tol=0.2)
    assert math.isclose(rout["rout_size"], -0.6, abs_tol=0.3)
    (draws,) = fit_shares(battles).values()
    assert draws == (300, 6000)


def test_a_battle_left_out_is_not_looked_at() -> None:
    battles = made_battles(60, seed=5)
    seen = np.arange(60) < 40
    first = fit_win(battles, seen)
    turned = np.where(seen, battles.winner, -battles.winner)
    second = fit_win(Battles(**(vars(battles) | {"winner": turned})), seen)
    assert np.array_equal(first.chance, second.chance)


def test_a_new_run_gives_the_numbers_of_the_file() -> None:
    if not DATA.exists():
        pytest.skip(f"the battles of CDB90 are not here: {DATA.name}")
    kept = yaml.safe_load(OUT.read_text(encoding="utf-8"))
    again = fit(read_battles(DATA))
    assert list(again) == list(kept)
    for name, line in again.items():
        # the last figure may turn with another library's order of sums
        assert line == pytest.approx(kept[name], abs=0.0021), name


def test_fitted_priors_are_the_means_and_errors_of_the_file() -> None:
    kept = yaml.safe_load(OUT.read_text(encoding="utf-8"))
    parameters, problems = standard_parameters()
    assert not problems
    fitted = {part.id: part.prior for part in parameters if part.basis == "fitted"}
    assert set(fitted) == set(kept)
    for name, prior in fitted.items():
        mean, se = moments(prior)
        assert math.isclose(mean, kept[name]["mean"], abs_tol=0.01), name
        assert math.isclose(se, kept[name]["se"], rel_tol=0.15), name


def moments(prior: dict[str, Any]) -> tuple[float, float]:
    """Give a prior's mean and standard deviation."""
    kind, (first, second) = next(iter(prior.items()))
    if kind == "normal":
        return first, second
    if kind == "lognormal":
        mean = first * math.exp(second**2 / 2)
        return mean, mean * math.sqrt(math.expm1(second**2))
    total = first + second
    return first / total, math.sqrt(first * second / total**2 / (total + 1))
