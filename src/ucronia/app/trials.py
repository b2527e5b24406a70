"""The door from Python to trials of free play: is it plausible, and what does it see coming."""

from __future__ import annotations

from datetime import date
from typing import Unpack

import ucronia
from ucronia.analysis.backtest.baselines import PRIOR
from ucronia.analysis.questions import backtest as backtesting
from ucronia.analysis.questions import foresight
from ucronia.analysis.questions import plausible as plausibility
from ucronia.analysis.questions.moments import day_asked
from ucronia.app.scenarios import BUNDLED, How, Which, asked_of, iso_text, world_of
from ucronia.compiler.posterior import Posterior, with_posterior
from ucronia.errors import QuestionError
from ucronia.report.asked.backtest import Backtested
from ucronia.report.asked.foresight import Foreseeing
from ucronia.report.asked.plausible import Plausible


def plausible(scenario: Which = BUNDLED, **how: Unpack[How]) -> Plausible:
    """Hold free play against the reference rates of a scenario.

    Parameters
    ----------
    scenario : Which
        The scenario.
    **how : Unpack[How]
        replicas from each of ten days (2,000), seed, threads, progress.

    Returns
    -------
    Plausible
        A line a rate: what free play makes of it, its range, whether it lies in it.
    """
    world = world_of(scenario)
    asked = asked_of(how, 2000)
    return Plausible(plausibility.plausible(world, asked, ucronia.__version__))


def foresee(scenario: Which = BUNDLED, *, top: int = 30, **how: Unpack[How]) -> Foreseeing:
    """Count how often free play from its eve gives what came, and what didn't.

    Parameters
    ----------
    scenario : Which
        The scenario.
    top : int
        How many of the weightiest entries.
    **how : Unpack[How]
        replicas from each eve (300), seed, threads, progress.

    Returns
    -------
    Foreseeing
        Each with its base rate.
    """
    world = world_of(scenario)
    asked = asked_of(how, 300)
    return Foreseeing(foresight.foresee(world, asked, ucronia.__version__, top))


def backtest(
    scenario: Which = BUNDLED,
    *,
    every: int = 30,
    weighty: int = 40,
    parameters: str | Posterior = PRIOR,
    held_out_from: str | date = "",
    **how: Unpack[How],
) -> Backtested:
    """Forecast from every fork, and score it against what the record holds.

    Parameters
    ----------
    scenario : Which
        The scenario.
    every : int
        [days] between regular forks.
    weighty : int
        Weightiest entries with a fork on their eve.
    parameters : str or Posterior
        `prior`, or a posterior, beside which the priors are then a baseline.
    held_out_from : str or date
        Forks from this day on are held out; the scenario's own where left out.
    **how : Unpack[How]
        replicas from each fork (600), seed, threads, progress.

    Returns
    -------
    Backtested
        Skill by block, horizon and kind, with figures.

    Raises
    ------
    QuestionError
        If there are no such parameters.
    """
    world = world_of(scenario)
    name = PRIOR
    if isinstance(parameters, Posterior):
        world, name = with_posterior(world, parameters), "posterior"
    elif parameters != PRIOR:
        raise QuestionError(f'parameters is "{parameters[:80]}"; prior will do')
    held = day_asked(world, iso_text(held_out_from)) if held_out_from else None
    plan = backtesting.Plan(every, weighty, held)
    asked = asked_of(how, 600)
    return Backtested(backtesting.backtest(world, asked, ucronia.__version__, plan, name))
