"""The door from Python to trials of free play: is it plausible, and what does it see coming."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Unpack

import ucronia
from ucronia.analysis.outcomes import PRIOR, with_parameters
from ucronia.analysis.questions import backtest as backtesting
from ucronia.analysis.questions import foresight
from ucronia.analysis.questions import plausible as plausibility
from ucronia.analysis.questions.moments import day_asked
from ucronia.app.learning import world_with
from ucronia.app.scenarios import BUNDLED, How, Which, asked_of, iso_text, world_of
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
    parameters: str | Path = PRIOR,
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
    parameters : str or Path
        `prior`; `posterior` for the one that comes with the scenario, or a file: the priors are
        then a baseline beside it.
    held_out_from : str or date
        Forks from this day on are held out; the scenario's own where left out.
    **how : Unpack[How]
        replicas from each fork (600), seed, threads, progress.

    Returns
    -------
    Backtested
        Skill by block, horizon and kind, with figures.
    """
    world = world_with(scenario, parameters)
    held = day_asked(world, iso_text(held_out_from)) if held_out_from else None
    plan = backtesting.Plan(every, weighty, held)
    asked = asked_of(how, 600)
    found = backtesting.backtest(world, asked, ucronia.__version__, plan, str(parameters))
    return Backtested(with_parameters(found, world.posterior))
