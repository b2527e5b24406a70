"""A calibration from beginning to end: the chains, the lessons, the checks."""

from __future__ import annotations

import datetime
import importlib.util
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy import special

from ucronia.analysis.calibration.chains import Progress, Sampled, Sampling, begin, sample
from ucronia.analysis.calibration.lessons import Lesson, lessons
from ucronia.analysis.calibration.predictive import Check, Timing, checks, timings
from ucronia.analysis.calibration.slices import luck
from ucronia.analysis.outcomes import Origin
from ucronia.compiler.build import World
from ucronia.compiler.posterior import Posterior, priors_key, with_posterior
from ucronia.engine.knobs import P_PIN_SD
from ucronia.ensemble.odds import Scorer, last_day
from ucronia.errors import QuestionError
from ucronia.scenario.dates import iso_date
from ucronia.scenario.model import Scenario

CHECKED = 200
"""Draws of the posterior, and of the prior, that the checks are reckoned from."""
PRIOR = 1021
"""Number of the step that draws of the prior are keyed by."""
ROWS = 400
"""Draws that a posterior holds at most."""


@dataclass(frozen=True)
class Plan:
    """What a calibration is to be made of.

    Parameters
    ----------
    until : str
        ISO date of the last day of the record that counts; empty for the day before the
        scenario's `held_out_from`.
    sampling : Sampling
        How the chains are run.
    teach : bool
        Reckon which entries taught what.
    command : str
        What makes it again.
    """

    until: str = ""
    sampling: Sampling = field(default_factory=Sampling)
    teach: bool = True
    command: str = "ucronia calibrate"


@dataclass(frozen=True)
class Calibrated:
    """What a calibration found.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Seed, hash, version; its replicas are the posterior's rows.
    sampling : Sampling
        How the chains were run.
    posterior : Posterior
        The draws.
    lessons : tuple of Lesson
        Of each parameter that the record could tell of, the most contracted first.
    untold : tuple of str
        Parameters of which it says nothing: they keep their priors.
    checks : tuple of Check
        The record against the posterior.
    timings : tuple of Timing
        Of the fully recorded rules.
    sweeps_done : int
        Of all chains.
    stopped : bool
        True where an interrupt left sweeps out.
    """

    scenario: Scenario
    origin: Origin
    sampling: Sampling
    posterior: Posterior
    lessons: tuple[Lesson, ...]
    untold: tuple[str, ...]
    checks: tuple[Check, ...]
    timings: tuple[Timing, ...]
    sweeps_done: int
    stopped: bool = False


def until_of(world: World, until: str) -> datetime.date:
    """Give the last day of the record that a calibration may use.

    Parameters
    ----------
    world : World
        What is calibrated.
    until : str
        ISO date; empty for the day before `held_out_from`.

    Returns
    -------
    date
        That day.

    Raises
    ------
    QuestionError
        If it is no date, or none of the scenario's days.
    """
    scenario = world.scenario
    first = datetime.date.fromisoformat(scenario.start)
    if not until:
        held_out = datetime.date.fromisoformat(scenario.held_out_from)
        return held_out - datetime.timedelta(days=1)
    day = iso_date(until)
    last = datetime.date.fromisoformat(scenario.end)
    if day is None or not first <= day <= last:
        raise QuestionError(f'until is "{until[:40]}"; a date from {first} to {last} will do')
    return day


def calibrate(
    world: World,
    plan: Plan,
    version: str,
    progress: Progress | None = None,
    *,
    take: Callable[[Sampled], Sampled] | None = None,
    keep: Callable[[Sampled], None] | None = None,
) -> Calibrated:
    """Sample the parameters given the record up to a day.

    Parameters
    ----------
    world : World
        What is calibrated; a posterior that it plays is left aside.
    plan : Plan
        Up to which day, and how.
    version : str
        Of this package, for the origin.
    progress : callable, optional
        Told of the sweeps done.
    take : callable, optional
        Gives chains to go on with, for those just begun.
    keep : callable, optional
        Given the chains when they are done or interrupted.

    Returns
    -------
    Calibrated
        Draws, lessons and checks; of what was done, where an interrupt came.

    Raises
    ------
    QuestionError
        If there are fewer than two chains, or none of their sweeps would be kept; or ArviZ,
        which judges them, isn't installed.
    KeyboardInterrupt
        Where it comes before every chain has kept something.
    """
    began = time.perf_counter()
    if importlib.util.find_spec("arviz") is None:
        raise QuestionError("calibration needs ArviZ: pip install 'ucronia[calibrate]'")
    sampling = plan.sampling
    if sampling.chains < 2 or sampling.kept < 1:
        raise QuestionError(
            f"{sampling.chains} chains keep {sampling.kept} draws each; two chains or more, of "
            f"more than {sampling.warm} sweeps, will do"
        )
    world = with_posterior(world, None)
    until = until_of(world, plan.until)
    begun = begin(world, last_day(world, until.isoformat()), sampling)
    sampled = sample(take(begun) if take else begun, sampling, progress, keep)
    if not sampled.points.size:
        raise KeyboardInterrupt
    posterior = _posterior(sampled, plan, until)
    found = lessons(sampled, plan.teach)
    told = {lesson.id for lesson in found}
    untold = [n for k, n in enumerate(world.names.parameters) if k in sampled.whitened.free]
    kept, timed = _checked(world, sampled, sampling.seed)
    seconds = time.perf_counter() - began
    return Calibrated(
        scenario=world.scenario,
        origin=_origin(world, version, sampling.seed, len(posterior.values), seconds),
        sampling=sampling,
        posterior=posterior,
        lessons=found,
        untold=tuple(name for name in untold if name not in told),
        checks=kept,
        timings=timed,
        sweeps_done=sum(chain.sweep for chain in sampled.chains),
        stopped=not sampled.is_whole,
    )


def _origin(world: World, version: str, seed: int, rows: int, seconds: float) -> Origin:
    scenario = world.scenario
    return Origin(scenario.id, scenario.hash, version, seed, rows, 1, rows, seconds)


def _even(count: int, most: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.linspace(0, count - 1, min(count, most)).astype(np.int64)


def _posterior(sampled: Sampled, plan: Plan, until: datetime.date) -> Posterior:
    """Take draws evenly from all chains, of the parameters that the record could tell of."""
    whitened, told = sampled.whitened, list(sampled.told)
    flat = sampled.points.reshape(-1, whitened.size)
    values = whitened.values(flat[_even(len(flat), ROWS)])[:, told]
    return Posterior(
        names=tuple(whitened.names[k] for k in told),
        values=values,
        until=until,
        key=priors_key(whitened.world.scenario),
        seed=plan.sampling.seed,
        command=plan.command,
    )


def _checked(
    world: World, sampled: Sampled, seed: int
) -> tuple[tuple[Check, ...], tuple[Timing, ...]]:
    whitened = sampled.whitened
    flat = sampled.points.reshape(-1, whitened.size)
    some = flat[_even(len(flat), CHECKED)]
    blind = np.array([luck(seed, turn, 0, PRIOR, whitened.size) for turn in range(len(some))])
    scorer = Scorer(world, whitened.until)
    draws = whitened.draws(some)
    terms, prior = scorer.terms(draws), scorer.terms(whitened.draws(special.ndtri(blind)))
    spread = draws["parameter"][:, P_PIN_SD]
    return checks(world, terms, prior, spread), timings(world, terms)
