"""Parameters as the record taught them: rows of a posterior, and a world that plays them."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ucronia.engine.layout import Floats
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from ucronia.compiler.build import World


@dataclass(frozen=True, eq=False)
class Posterior:
    """Draws of the parameters given the record up to a day.

    Parameters
    ----------
    names : tuple of str
        [K] ids of its parameters; those that it doesn't name keep their priors.
    values : Floats
        [n, K] one row a draw, each in its parameter's own unit.
    until : date
        Last day of the record that taught it.
    key : str
        Of the priors that it was made under: `priors_key`.
    seed : int
        Of the chains.
    command : str
        What makes it again.
    """

    names: tuple[str, ...]
    values: Floats
    until: datetime.date
    key: str
    seed: int = 0
    command: str = ""


def priors_key(scenario: Scenario) -> str:
    """Give the key of a scenario's parameters and their priors.

    Parameters
    ----------
    scenario : Scenario
        Whose.

    Returns
    -------
    str
        16 hexadecimal digits, the same for the same ids and priors in any order.
    """
    told = sorted((p.id, sorted(p.prior.items())) for p in scenario.parameters)
    text = json.dumps(told, sort_keys=True, default=list)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def with_posterior(world: World, posterior: Posterior | None) -> World:
    """Make a world whose draws take their parameters from a posterior.

    Parameters
    ----------
    world : World
        What is played.
    posterior : Posterior or None
        None for the priors.

    Returns
    -------
    World
        The same world otherwise. A parameter whose prior is fixed stays where it is.

    Raises
    ------
    QuestionError
        Where the posterior has no rows, or was made under other priors.
    """
    if posterior is not None:
        check_fits(world.scenario, posterior)
    return dataclasses.replace(world, posterior=posterior)


def check_fits(scenario: Scenario, posterior: Posterior) -> None:
    """Make sure that a posterior is of a scenario's parameters, under the same priors.

    Parameters
    ----------
    scenario : Scenario
        Whose priors are meant.
    posterior : Posterior
        The draws.

    Raises
    ------
    QuestionError
        Where it isn't, with the command that makes one anew.
    """
    again = f"; {posterior.command} makes one anew" if posterior.command else ""
    if len(posterior.values) < 1 or posterior.values.shape[1] != len(posterior.names):
        raise QuestionError(f"the posterior has no rows of its parameters{again}")
    known = {parameter.id for parameter in scenario.parameters}
    missing = [name for name in posterior.names if name not in known]
    if missing:
        raise QuestionError(
            f'the posterior has a parameter "{missing[0]}" that the scenario has not{again}'
        )
    if posterior.key != priors_key(scenario):
        raise QuestionError(f"the posterior was made under other priors{again}")


def rows_of(posterior: Posterior, luck: Floats, first: int, count: int) -> Floats:
    """Give the rows of draws: a keyed shuffle of the posterior, over and over.

    Parameters
    ----------
    posterior : Posterior
        Whose.
    luck : Floats
        [n] uniform numbers, whose order is the shuffle.
    first, count : int
        First draw and how many.

    Returns
    -------
    Floats
        [count, K]; among any n draws that follow one another each row is there once.
    """
    order = np.argsort(luck, kind="stable")
    which = (first + np.arange(count)) % len(order)
    return posterior.values[order[which]]
