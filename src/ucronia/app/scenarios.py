"""The door from Python: a scenario read, checked, listed, explained and replayed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

from rich.console import RenderableType

import ucronia
from ucronia.analysis.questions import steps, trial
from ucronia.analysis.questions.batches import Asked, Progress
from ucronia.compiler.build import World, build
from ucronia.engine.compiled import cache_folder
from ucronia.ensemble.run import warm_up
from ucronia.errors import Problem, QuestionError, ScenarioError
from ucronia.report.asked.examined import Examined
from ucronia.report.explain import find
from ucronia.report.explain.cards import Card
from ucronia.report.explain.number import number_card
from ucronia.report.explain.terminal import cards_parts
from ucronia.report.words import Words
from ucronia.scenario import new
from ucronia.scenario.dates import iso_date
from ucronia.scenario.model import Scenario
from ucronia.scenario.read import find_scenario, read
from ucronia.scenario.read import load as load_folder
from ucronia.scenario.shapes import nearest

BUNDLED = "confederacion-1835"
"""The history that is meant where none is named."""

Which = str | Path | Scenario
"""A scenario, its folder, or the name of a history that comes with the package."""
_built: list[tuple[Scenario, World]] = []
"""The world built last: building one takes longer than a question."""


class How(TypedDict, total=False):
    """How a question is to be played; all of it may be left out."""

    replicas: int
    seed: int
    threads: int | None
    progress: Progress | None
    rests: int


def load(scenario: Which = BUNDLED) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    scenario : Which
        Name of a bundled history, or a folder.

    Returns
    -------
    Scenario
        Read and checked.

    Examples
    --------
    >>> import ucronia as uc
    >>> from ucronia.scenario.new import TEMPLATE
    >>> uc.load(TEMPLATE).id
    'two_valleys'
    """
    return scenario if isinstance(scenario, Scenario) else load_folder(find_scenario(scenario))


def check(
    scenario: str | Path = BUNDLED, *, play: bool = False, **how: Unpack[How]
) -> tuple[Problem, ...]:
    """Find everything wrong in a scenario's folder.

    Parameters
    ----------
    scenario : str or Path
        Name of a bundled history, or a folder.
    play : bool
        Replay its record and play a few histories too, where nothing in the files is wrong.
    **how : Unpack[How]
        For what is played: seed, threads, progress.

    Returns
    -------
    tuple of Problem
        By file and line; warnings too.
    """
    found, problems = read(find_scenario(scenario))
    return try_it(Examined(problems, found), **how).problems if play else problems


def examine(scenario: str | Path = BUNDLED) -> Examined:
    """Check a scenario's folder, and say what it holds.

    Parameters
    ----------
    scenario : str or Path
        Name of a bundled history, or a folder.

    Returns
    -------
    Examined
        Its problems; a folder that isn't there is one.
    """
    try:
        found, problems = read(find_scenario(scenario))
    except ScenarioError as error:
        return Examined(error.problems, None)
    return Examined(problems, found)


def try_it(examined: Examined, **how: Unpack[How]) -> Examined:
    """Replay a sound scenario's record and play a few histories: what files alone don't show.

    Parameters
    ----------
    examined : Examined
        What was found in its files.
    **how : Unpack[How]
        seed, threads, progress.

    Returns
    -------
    Examined
        With what the trial warns of; as it was where something in the files is wrong.
    """
    if examined.scenario is None or not examined.is_sound:
        return examined
    try:
        tried = trial.try_out(world_of(examined.scenario), asked_of(how, 1))
    except ScenarioError as error:
        return Examined((*examined.problems, *error.problems), None)
    return Examined(
        tuple(sorted((*examined.problems, *tried.problems))), examined.scenario, tried
    )


def is_date(text: str) -> bool:
    """Say whether a text is an ISO date."""
    return iso_date(text) is not None


def card_lines(cards: Sequence[Card], lang: str) -> list[RenderableType]:
    """Give cards as they are printed in a terminal: the first in full."""
    return cards_parts(Words(lang), cards)


def new_scenario(path: str | Path) -> Path:
    """Write a small commented scenario to grow a history from.

    Parameters
    ----------
    path : str or Path
        A folder that is empty or isn't there yet.

    Returns
    -------
    Path
        The folder.
    """
    return new.new_scenario(path)


def world_of(scenario: Which) -> World:
    """Make a scenario ready to play; the last one made is kept.

    Parameters
    ----------
    scenario : Which
        The scenario.

    Returns
    -------
    World
        For the questions of `ucronia.analysis.questions`.
    """
    loaded = load(scenario)
    if not _built or _built[0][0] is not loaded:
        _built[:] = [(loaded, build(loaded))]
    return _built[0][1]


def warm(scenario: Which) -> None:
    """Compile the engine, or read it from the cache, before the first question.

    Parameters
    ----------
    scenario : Which
        The scenario.
    """
    warm_up(world_of(scenario))


def is_compiled() -> bool:
    """Say whether the engine's machine code is in the cache already."""
    return any(cache_folder().rglob("kernel.play_draw*.nbi"))


def explain(
    scenario: Which, name: str, *, lang: str = "en", **how: Unpack[How]
) -> tuple[Card, ...]:
    """Explain anything: an entry, rule, parameter, leader, place …, or a date of the curve.

    Parameters
    ----------
    scenario : Which
        The scenario.
    name : str
        An id, a name with or without accents, `kind:id`, or an ISO date.
    lang : str
        `es` or `en`.
    **how : Unpack[How]
        For a date: replicas (300), seed, threads, progress.

    Returns
    -------
    tuple of Card
        What it is, what sources say, its basis; for a date, every step to the number.
    """
    loaded, words = load(scenario), Words(lang)
    if iso_date(name) is None:
        return find.explain(words, loaded, name)
    asked = asked_of(how, 300)
    found = steps.steps(world_of(loaded), name, asked, ucronia.__version__)
    return (number_card(words, found),)


def asked_of(how: How, replicas: int, until: float | None = None) -> Asked:
    """Say how a question is played.

    Parameters
    ----------
    how : How
        What was given.
    replicas : int
        How many where none was given.
    until : float, optional
        How narrow the widest interval is to be.

    Returns
    -------
    Asked
        For the questions.
    """
    return Asked(
        replicas=how.get("replicas", replicas),
        seed=how.get("seed", 0),
        threads=how.get("threads"),
        progress=how.get("progress"),
        until=until,
        rests=how.get("rests", 0),
    )


def iso_text(day: str | date | None) -> str:
    """Write a day as an ISO date; empty where there is none."""
    return day.isoformat() if isinstance(day, date) else (day or "")


def check_known(what: str, id: str, known: Iterable[str]) -> None:
    """Make sure that an id is known.

    Parameters
    ----------
    what : str
        Its kind.
    id : str
        Empty where none was given.
    known : iterable of str
        All that there are.

    Raises
    ------
    QuestionError
        Where it isn't, with the nearest.
    """
    ids = sorted(known)
    if id and id not in ids:
        raise QuestionError(f'no {what} "{id[:80]}" in the record{nearest(id, ids)}')
