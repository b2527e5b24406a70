"""Outcomes in their order, how long a confederation stood, and how it looked later."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import Estimate, mean_interval, share_interval
from ucronia.compiler.posterior import Posterior
from ucronia.engine.layout import LOG_LINES
from ucronia.ensemble.plan import Runs
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario

PRIOR = "prior"
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Origin:
    """Where a result comes from: printed with every one.

    Parameters
    ----------
    scenario : str
        Id of the scenario.
    hash : str
        Of the scenario's files.
    version : str
        Of this package.
    seed : int
        Of all draws.
    replicas : int
        Histories at each fork.
    per_draw : int
        Histories under each draw.
    histories : int
        Histories played in all.
    seconds : float
        Time taken.
    parameters : str
        `prior`, or the last day of the record whose posterior was played, as `1839-08-31`.
    full_logs : float
        Share of the histories behind the answer whose event log was full before their end.
    """

    scenario: str
    hash: str
    version: str
    seed: int
    replicas: int
    per_draw: int
    histories: int
    seconds: float
    parameters: str = PRIOR
    full_logs: float = 0.0


@dataclass(frozen=True)
class Ending:
    """How the histories of one fork ended.

    Parameters
    ----------
    outcomes : tuple of str
        Ids in the scenario's order.
    shares : tuple of Estimate
        On the day of classification, one an outcome.
    later : tuple of Estimate
        On the later day, over the histories played so far; empty if none was.
    passage : NDArray[np.float64]
        [U, U] share of histories with the row's outcome first and the column's later.
    stood : Estimate
        Mean days that a confederation stood.
    stood_quantiles : tuple of float
        Days at QUANTILES.
    """

    outcomes: tuple[str, ...]
    shares: tuple[Estimate, ...]
    later: tuple[Estimate, ...]
    passage: NDArray[np.float64]
    stood: Estimate
    stood_quantiles: tuple[float, ...]


Found = TypeVar("Found")


def with_parameters(found: Found, posterior: Posterior | None) -> Found:
    """Say in a result's origin which parameters were played.

    Parameters
    ----------
    found : Found
        A result with an origin.
    posterior : Posterior or None
        None for the priors.

    Returns
    -------
    Found
        The same, of the posterior's last day where there is one.
    """
    if posterior is None:
        return found
    one: Any = found
    origin = dataclasses.replace(one.origin, parameters=posterior.until.isoformat())
    changed: Found = dataclasses.replace(one, origin=origin)
    return changed


def origin_of(
    scenario: Scenario, runs: Runs, version: str, histories: int = 0, seconds: float = 0.0
) -> Origin:
    """Say where a result comes from.

    Parameters
    ----------
    scenario : Scenario
        The scenario played.
    runs : Runs
        The main runs behind the result.
    version : str
        Of this package.
    histories : int
        Histories played in all; 0 for those of `runs`.
    seconds : float
        Time taken in all; 0 for that of `runs`.

    Returns
    -------
    Origin
        What every result carries.
    """
    return Origin(
        scenario=scenario.id,
        hash=scenario.hash,
        version=version,
        seed=runs.seed,
        replicas=int(runs.outcome.shape[1]),
        per_draw=runs.per_draw,
        histories=histories or int(runs.outcome.size),
        seconds=seconds or runs.seconds,
        full_logs=float((runs.logged > LOG_LINES).mean()) if runs.logged.size else 0.0,
    )


def outcome_ids(scenario: Scenario) -> tuple[str, ...]:
    """List the outcomes' ids in the scenario's order.

    Parameters
    ----------
    scenario : Scenario
        The scenario.

    Returns
    -------
    tuple of str
        Index in it is the number in `Runs.outcome`.
    """
    return tuple(outcome.id for outcome in scenario.outcomes)


def outcome_index(scenario: Scenario, outcome: str) -> int:
    """Find an outcome by its id.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    outcome : str
        Id of the outcome.

    Returns
    -------
    int
        Its number in `Runs.outcome`.

    Raises
    ------
    QuestionError
        If the scenario has no such outcome.
    """
    ids = outcome_ids(scenario)
    if outcome not in ids:
        raise QuestionError(f'no outcome "{outcome}"; the outcomes are {", ".join(ids)}')
    return ids.index(outcome)


def date_of(scenario: Scenario, day: int) -> date:
    """Turn a day of the scenario into a date.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    day : int
        Days from its first day.

    Returns
    -------
    date
        In the calendar of the files.
    """
    return date.fromisoformat(scenario.start) + timedelta(days=day)


def day_of(scenario: Scenario, when: str) -> int:
    """Turn an ISO date into a day of the scenario.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    when : str
        yyyy-mm-dd.

    Returns
    -------
    int
        Days from its first day.
    """
    return (date.fromisoformat(when) - date.fromisoformat(scenario.start)).days


def indicators(outcome: NDArray[np.int8], count: int) -> NDArray[np.float64]:
    """Turn outcomes into a table of zeros and ones.

    Parameters
    ----------
    outcome : NDArray[np.int8]
        [R] outcome of each replica.
    count : int
        U, the number of outcomes.

    Returns
    -------
    NDArray[np.float64]
        [R, U] 1 in the column of the replica's outcome.
    """
    table: NDArray[np.bool_] = outcome[:, None] == np.arange(count)[None, :]
    return table.astype(np.float64)


def ending(runs: Runs, outcomes: Sequence[str], fork: int = 0) -> Ending:
    """Summarise how the histories of one fork ended.

    Parameters
    ----------
    runs : Runs
        What was played.
    outcomes : sequence of str
        Ids in the scenario's order.
    fork : int
        Index of the fork in `runs`.

    Returns
    -------
    Ending
        Shares then and later, and how long a confederation stood.
    """
    first, later = runs.outcome[fork], runs.later[fork]
    count, played = len(outcomes), later >= 0
    passage = np.zeros((count, count))
    np.add.at(passage, (first[played], later[played]), 1.0 / max(1, int(played.sum())))
    stood = runs.stood_days[fork]
    return Ending(
        outcomes=tuple(outcomes),
        shares=_shares(first, count, runs.per_draw),
        later=_shares(later, count, runs.per_draw) if played.all() else (),
        passage=passage,
        stood=mean_interval(stood, runs.per_draw),
        stood_quantiles=tuple(float(q) for q in np.quantile(stood, QUANTILES)),
    )


def _shares(outcome: NDArray[np.int8], count: int, per_draw: int) -> tuple[Estimate, ...]:
    table = indicators(outcome, count)
    return tuple(share_interval(table[:, column], per_draw) for column in range(count))
