"""The files that a board opens with: its stories, made anew."""

from __future__ import annotations

from pathlib import Path

import ucronia
from ucronia.analysis.questions import evaluation as main_question
from ucronia.analysis.questions.batches import Asked, Progress
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.compiler.build import World
from ucronia.report.board.story import stories, write_story

FOLDER = Path(__file__).parents[1] / "board"
"""Where the package keeps the stories that it is shipped with."""


REPLICAS = 300
"""Histories at each fork of the curve, and of each option of a moment."""


def asked_for_stories(threads: int | None, progress: Progress | None) -> Asked:
    """Say how the shipped stories are played.

    Parameters
    ----------
    threads : int or None
        Threads that play histories.
    progress : callable or None
        Told of each stage.

    Returns
    -------
    Asked
        The same histories on every machine.
    """
    return Asked(replicas=REPLICAS, seed=0, threads=threads, progress=progress)


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
