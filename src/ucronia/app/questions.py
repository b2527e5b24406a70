"""The door from Python: every question as a function, every answer as a small object."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Unpack

import ucronia
from ucronia.analysis.outcomes import PRIOR, outcome_index, with_parameters
from ucronia.analysis.questions import beliefs, histories, moments, whatif
from ucronia.analysis.questions import evaluation as main_question
from ucronia.analysis.questions import sensitivity as main_sensitivity
from ucronia.app.learning import world_with
from ucronia.app.otherwise import changed_fork, listed, read_assumed, read_change
from ucronia.app.scenarios import (
    BUNDLED,
    How,
    Which,
    asked_of,
    check_known,
    iso_text,
    load,
    world_of,
)
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork
from ucronia.errors import QuestionError
from ucronia.report.asked import results
from ucronia.report.asked.sensitive import Sensitivity
from ucronia.scenario.model import Scenario


def evaluate(
    scenario: Which = BUNDLED,
    *,
    every: int = 30,
    weighty: int = 40,
    grades: int | Iterable[str] = 10,
    until: float | None = None,
    parameters: str | Path = PRIOR,
    **how: Unpack[How],
) -> results.Evaluation:
    """Evaluate a whole record: the curve, its turning points, its decisions graded.

    Parameters
    ----------
    scenario : Which
        The scenario.
    every : int
        [days] between regular forks.
    weighty : int
        Weightiest entries with forks of their own.
    grades : int or iterable of str
        How many of the weightiest decisions to grade, or which entries.
    until : float, optional
        Play on until half of the widest interval is this, 0..1.
    parameters : str or Path
        `prior`; `posterior`, as the record taught them; or a posterior's file.
    **how : Unpack[How]
        replicas at each fork (300), seed, threads, progress.

    Returns
    -------
    Evaluation
        With `.plot()`, `.write(folder)`, `.to_pandas()` and the rest.
    """
    count, named = (grades, ()) if isinstance(grades, int) else (0, tuple(grades))
    plan = main_question.Plan(every, weighty, count, named)
    world = world_with(scenario, parameters)
    _check_entries(world, named)
    asked = asked_of(how, 300, until)
    found = main_question.evaluate(world, asked, ucronia.__version__, plan)
    return results.Evaluation(with_parameters(found, world.posterior))


def what_if(  # noqa: PLR0913 (all but the first two are named, and have defaults)
    scenario: Which,
    decisions: str | Iterable[str] = (),
    *,
    facts: str | Iterable[str] = (),
    forbid: str | Iterable[str] = (),
    assume: str | Iterable[str] = (),
    at: str | date | None = None,
    why: bool = True,
    until: float | None = None,
    parameters: str | Path = PRIOR,
    **how: Unpack[How],
) -> results.WhatIf:
    """Play the record's own choice and another from one state, with the same random numbers.

    Parameters
    ----------
    scenario : Which
        The scenario.
    decisions : str or iterable of str
        `ENTRY=OPTION`, or `RULE:role=id=OPTION`.
    facts : str or iterable of str
        `FORCE.men=*2` and the like.
    forbid : str or iterable of str
        `ENTRY`, `RULE` or `RULE:role=id`: what must not happen.
    assume : str or iterable of str
        `PARAMETER=NUMBER`: held so in every draw of the second arm, from the first day.
    at : str or date, optional
        Day of the fork; that of the first entry named where left out, or the first day where
        only parameters are set.
    why : bool
        Try the likeliest reasons in runs of their own.
    until : float, optional
        Play on until half of the widest interval is this, 0..1.
    parameters : str or Path
        `prior`; `posterior`, as the record taught them; or a posterior's file.
    **how : Unpack[How]
        replicas of each arm (600), seed, threads, progress.

    Returns
    -------
    WhatIf
        The difference with its interval, when the arms part, typical histories, and why.
    """
    loaded = load(scenario)
    change = read_change(loaded, decisions, facts, forbid, at, assume)
    asked = asked_of(how, 600, until)
    world = world_with(loaded, parameters)
    found = whatif.what_if(world, change, asked, ucronia.__version__, why)
    return results.WhatIf(with_parameters(found, world.posterior))


def run(
    scenario: Which = BUNDLED,
    day: str | date = "",
    *,
    assume: str | Iterable[str] = (),
    later: bool = True,
    until: float | None = None,
    parameters: str | Path = PRIOR,
    **how: Unpack[How],
) -> results.Ensemble:
    """Play on from one day of the record.

    Parameters
    ----------
    scenario : Which
        The scenario.
    day : str or date
        ISO date; the first day where left out.
    assume : str or iterable of str
        `PARAMETER=NUMBER`: held so in every draw, from the first day.
    later : bool
        Play on to the later day of classification.
    until : float, optional
        Play on until half of the widest interval is this, 0..1.
    parameters : str or Path
        `prior`; `posterior`, as the record taught them; or a posterior's file.
    **how : Unpack[How]
        replicas (1,000), seed, threads, progress.

    Returns
    -------
    Ensemble
        Every history's end; `.to_arrow("replicas")` has one row each.
    """
    asked = asked_of(how, 1000, until)
    loaded = load(scenario)
    held = read_assumed(loaded, assume)
    world, version = world_with(loaded, parameters), ucronia.__version__
    found = moments.run(world, iso_text(day), asked, version, later, held)
    return results.Ensemble(with_parameters(found, world.posterior))


def compare(
    scenario: Which,
    first: str | date,
    second: str | date,
    outcome: str = "",
    *,
    until: float | None = None,
    **how: Unpack[How],
) -> results.Comparison:
    """Ask whether an outcome was likelier on one day than on another.

    Parameters
    ----------
    scenario : Which
        The scenario.
    first : str or date
        ISO date.
    second : str or date
        Another.
    outcome : str
        Id of the outcome; the one that moves most where left out.
    until : float, optional
        Play on until half of the widest interval is this, 0..1.
    **how : Unpack[How]
        replicas (1,000), seed, threads, progress.

    Returns
    -------
    Comparison
        Both shares and their paired difference.
    """
    asked, days = asked_of(how, 1000, until), (iso_text(first), iso_text(second))
    world = world_of(scenario)
    return results.Comparison(moments.compare(world, days, outcome, asked, ucronia.__version__))


def when_lost(
    scenario: Which, outcome: str, *, level: float = 0.5, **how: Unpack[How]
) -> results.WhenLost:
    """Ask when an outcome ceased to be likely, and what took it away.

    Parameters
    ----------
    scenario : Which
        The scenario.
    outcome : str
        Id of the outcome.
    level : float
        Share that counts as likely, 0..1.
    **how : Unpack[How]
        replicas at each fork (300), seed, threads, progress.

    Returns
    -------
    WhenLost
        Two dates, and the turning points in which it fell.
    """
    asked = asked_of(how, 300)
    world = world_of(scenario)
    return results.WhenLost(
        moments.when_lost(world, outcome, asked, ucronia.__version__, level)
    )


def believe(
    scenario: Which,
    outcome: str,
    day: str | date = "",
    *,
    until: float | None = None,
    **how: Unpack[How],
) -> results.Beliefs:
    """Ask what one would have to believe for an outcome to come.

    Parameters
    ----------
    scenario : Which
        The scenario.
    outcome : str
        Id of the outcome.
    day : str or date
        ISO date of the fork; the first day where left out.
    until : float, optional
        Play on until half of the widest interval is this, 0..1.
    **how : Unpack[How]
        replicas (2,000), seed, threads, progress.

    Returns
    -------
    Beliefs
        Parameters and readings that set its histories apart.
    """
    asked = asked_of(how, 2000, until)
    world = world_of(scenario)
    return results.Beliefs(
        beliefs.believe(world, outcome, iso_text(day), asked, ucronia.__version__)
    )


def sensitivity(
    scenario: Which,
    outcome: str,
    decisions: str | Iterable[str] = (),
    *,
    facts: str | Iterable[str] = (),
    forbid: str | Iterable[str] = (),
    at: str | date | None = None,
    **how: Unpack[How],
) -> Sensitivity:
    """Ask what an answer rests on: an outcome's probability, or a what-if's difference.

    Parameters
    ----------
    scenario : Which
        The scenario.
    outcome : str
        Id of the outcome.
    decisions : str or iterable of str
        As for `what_if`; the probability is asked about where nothing is set otherwise.
    facts : str or iterable of str
        As for `what_if`.
    forbid : str or iterable of str
        As for `what_if`.
    at : str or date, optional
        Day of the fork; the first day, or that of the first entry named, where left out.
    **how : Unpack[How]
        replicas of each row (1,600), seed, threads, progress.

    Returns
    -------
    Sensitivity
        Shares of the variance of the probability over draws.
    """
    loaded = load(scenario)
    is_asked = any(listed(part) for part in (decisions, facts, forbid))
    change = read_change(loaded, decisions, facts, forbid, at) if is_asked else None
    asked, when = asked_of(how, 1600), (iso_text(at), outcome)
    world = world_of(loaded)
    return Sensitivity(
        main_sensitivity.sensitivity(world, change, when, asked, ucronia.__version__)
    )


def history(
    scenario: Which = BUNDLED,
    day: str | date = "",
    replica: int | None = None,
    *,
    outcome: str = "",
    decisions: str | Iterable[str] = (),
    **how: Unpack[How],
) -> results.History:
    """Give one history: by its number, else the most ordinary, or one that ends as asked.

    Parameters
    ----------
    scenario : Which
        The scenario.
    day : str or date
        ISO date from which it is free; the first day where left out.
    replica : int, optional
        Its number; where left out, the history nearest to all others.
    outcome : str
        Only histories that end so.
    decisions : str or iterable of str
        `ENTRY=OPTION`: what is set otherwise at the fork.
    **how : Unpack[How]
        replicas to choose from (300), seed, threads, progress.

    Returns
    -------
    History
        With `.lines(lang)`, its chronicle.
    """
    loaded = load(scenario)
    fork = changed_fork(loaded, iso_text(day), listed(decisions), (), ())
    return tell_history(loaded, fork, replica, outcome, **how)


def tell_history(
    scenario: Scenario, fork: Fork, replica: int | None, outcome: str, **how: Unpack[How]
) -> results.History:
    """Give one history of a fork.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    fork : Fork
        Where it leaves the record.
    replica : int or None
        Its number; the most ordinary where None.
    outcome : str
        Only histories that end so, where no number is given.
    **how : Unpack[How]
        replicas to choose from (300), seed, threads, progress.

    Returns
    -------
    History
        The history.

    Raises
    ------
    QuestionError
        If both a number and an outcome are given.
    """
    world, asked = world_of(scenario), asked_of(how, 300)
    if replica is None:
        found = histories.choose_history(world, fork, outcome, asked, ucronia.__version__)
    elif outcome:
        raise QuestionError(
            "a replica's number already says which history: leave --outcome out"
        )
    else:
        found = histories.history(world, fork, replica, asked, ucronia.__version__)
    return results.History(found)


def check_outcome(scenario: Scenario, outcome: str) -> None:
    """Make sure that a scenario has an outcome.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    outcome : str
        Its id.
    """
    outcome_index(scenario, outcome)


def _check_entries(world: World, entries: Iterable[str]) -> None:
    for entry in entries:
        check_known("entry", entry, world.plan.record.entries)
