"""What is set otherwise, as written at the shell or in Python, by a scenario's names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ucronia.analysis.questions import moments
from ucronia.analysis.questions.arms import make_arms
from ucronia.app.scenarios import iso_text, world_of
from ucronia.ensemble.plan import Fork
from ucronia.scenario.assume import Assumption, parse_assumption
from ucronia.scenario.change import Change, parse_change
from ucronia.scenario.model import Scenario


def read_change(
    scenario: Scenario,
    decisions: str | Iterable[str],
    facts: str | Iterable[str],
    forbid: str | Iterable[str],
    at: str | date | None,
    assume: str | Iterable[str] = (),
) -> Change:
    """Read an intervention.

    Parameters
    ----------
    scenario : Scenario
        Whose names are meant.
    decisions : str or iterable of str
        As for `what_if`.
    facts : str or iterable of str
        As for `what_if`.
    forbid : str or iterable of str
        As for `what_if`.
    at : str or date or None
        Day of the fork.
    assume : str or iterable of str
        As for `what_if`.

    Returns
    -------
    Change
        By ids that the scenario holds.
    """
    lists = (listed(decisions), listed(facts), listed(forbid))
    when = iso_text(at) or None
    return parse_change(scenario, *lists, at=when, assume=listed(assume))


def read_assumed(scenario: Scenario, assume: str | Iterable[str]) -> tuple[Assumption, ...]:
    """Read the parameters that are to be held.

    Parameters
    ----------
    scenario : Scenario
        Whose names are meant.
    assume : str or iterable of str
        `PARAMETER=NUMBER`.

    Returns
    -------
    tuple of Assumption
        In the order given.
    """
    return tuple(parse_assumption(scenario, text) for text in listed(assume))


def changed_fork(
    scenario: Scenario,
    day: str,
    decisions: Iterable[str],
    facts: Iterable[str],
    forbid: Iterable[str],
) -> Fork:
    """Give the fork of a day, with what is set otherwise there.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    day : str
        ISO date; empty for that of the first entry named, or the first day.
    decisions : iterable of str
        As for `what_if`.
    facts : iterable of str
        As for `what_if`.
    forbid : iterable of str
        As for `what_if`.

    Returns
    -------
    Fork
        Plain where nothing is set otherwise.
    """
    world = world_of(scenario)
    change = parse_change(scenario, decisions, facts, forbid, day or None)
    if not (change.decisions or change.facts or change.forbidden):
        return Fork(moments.day_asked(world, day))
    return make_arms(world, change).alternative


def listed(part: str | Iterable[str]) -> list[str]:
    """Give one text or several as a list.

    Parameters
    ----------
    part : str or iterable of str
        As a caller may give it.

    Returns
    -------
    list of str
        One text alone is a list of one.
    """
    return [part] if isinstance(part, str) else list(part)
