"""The files that a board opens with: its stories, made anew."""

from __future__ import annotations

from pathlib import Path

import ucronia
from ucronia.analysis.questions import evaluation as main_question
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.compiler.build import World
from ucronia.report.board.story import stories, write_story

FOLDER = Path(__file__).parents[1] / "board"
"""Where the package keeps the stories that it is shipped with."""


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
