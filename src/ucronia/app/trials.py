"""The door from Python to trials of free play: is it plausible, and what does it see coming."""

from __future__ import annotations

from typing import Unpack

import ucronia
from ucronia.analysis.questions import foresight
from ucronia.analysis.questions import plausible as plausibility
from ucronia.app.scenarios import BUNDLED, How, Which, asked_of, world_of
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
