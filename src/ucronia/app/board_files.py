"""The files that a board opens with: its stories, made anew."""

from __future__ import annotations

from pathlib import Path

import ucronia
from ucronia.analysis.questions import evaluation as main_question
from ucronia.analysis.questions.batches import Asked, Progress
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.app.board.files import FOLDER, told_of
from ucronia.app.board.kept import board_folder
from ucronia.compiler.build import World
from ucronia.report.board.story import stories, write_story
from ucronia.scenario.model import Scenario

REPLICAS = 300
"""Histories at each fork of the curve, and of each option of a moment."""


def asked_for_stories(seed: int, threads: int | None, progress: Progress | None) -> Asked:
    """Say how stories are played.

    Parameters
    ----------
    seed : int
        Of all draws; the shipped stories' is 0.
    threads : int or None
        Threads that play histories.
    progress : callable or None
        Told of each stage.

    Returns
    -------
    Asked
        The same histories on every machine.
    """
    return Asked(replicas=REPLICAS, seed=seed, threads=threads, progress=progress)


def story_folder(scenario: Scenario) -> tuple[Path, bool]:
    """Find where a scenario's stories are, or are to be written.

    Parameters
    ----------
    scenario : Scenario
        As it is now.

    Returns
    -------
    folder : Path
        The package's where it is shipped with this very scenario; else in the user's cache.
    is_there : bool
        True where they tell of the scenario as it is now.
    """
    own = board_folder() / f"story-{scenario.id}-{scenario.hash}"
    for folder in (FOLDER, own):
        if told_of(folder) == (scenario.id, scenario.hash):
            return folder, True
    return own, False


def prepare(
    world: World, asked: Asked, folder: Path = FOLDER, evaluated: Evaluated | None = None
) -> list[Path]:
    """Write the stories of a scenario, one a language.

    Parameters
    ----------
    world : World
        What is told.
    asked : Asked
        How many histories at each fork and of each option; seed and threads.
    folder : Path
        Where to.
    evaluated : Evaluated, optional
        An evaluation that is there already; else the record is evaluated first.

    Returns
    -------
    list of Path
        The files written.
    """
    found = evaluated or main_question.evaluate(world, asked, ucronia.__version__)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for lang, story in stories(world, found, asked).items():
        path = folder / f"story.{lang}.json.gz"
        write_story(story, path)
        written.append(path)
    return written
