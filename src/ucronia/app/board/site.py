"""The board as a site that needs no server, with decisions played beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ucronia.analysis.questions.batches import Progress
from ucronia.app.board.asked import ForkAsked, Said
from ucronia.app.board.desk import Desk
from ucronia.app.board.files import page_files, stories
from ucronia.app.board.kept import Kept, board_folder
from ucronia.errors import StoreError
from ucronia.report.board.site import chances_of, decisions_of, write_site
from ucronia.scenario.model import Scenario

Json = dict[str, Any]
REPLICAS = 400
"""Pairs of each option: an interval of some five points either way."""
PLAYING = "Playing every recorded decision's options"


def questions_of(scenario: Scenario, replicas: int) -> dict[str, ForkAsked]:
    """List what the site holds answers to, by the page's key (`forkKey` in its `url.ts`).

    Parameters
    ----------
    scenario : Scenario
        With its record.
    replicas : int
        Pairs of each.

    Returns
    -------
    dict
        Every option not taken; every weighty event by chance, left out.
    """
    found = {
        f"{entry}={option}": ForkAsked(entry=entry, option=option, replicas=replicas)
        for entry, option in decisions_of(scenario)
    }
    for day, event in chances_of(scenario):
        asked = ForkAsked(day=day, forbid=(Said(text=event),), replicas=replicas)
        found[f"@{day}||{event}"] = asked
    return found


def export_site(
    scenario: Scenario,
    folder: Path,
    told_in: Path,
    *,
    replicas: int = REPLICAS,
    threads: int | None = None,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> Json:
    """Write the site; what was played before an interrupt is not played again.

    Parameters
    ----------
    scenario : Scenario
        What it shows.
    folder : Path
        Made where it isn't there; files of an earlier export in it are replaced.
    told_in : Path
        Where its stories are.
    replicas : int
        Pairs of each option.
    threads : int or None
        Threads that play histories.
    progress : callable or None
        Told of each option played.
    kept : Kept or None
        Where answers are kept; the user's folder where None.

    Returns
    -------
    dict
        `page`, `forks` and `bytes`.

    Raises
    ------
    StoreError
        If the page or its story is not built, or the folder can't be written.
    """
    files, told = page_files(), stories(told_in)
    if "index.html" not in files or not told:
        raise StoreError("the board's page is not built: install the package again")
    desk = Desk(scenario, kept or Kept(board_folder()), threads)
    try:
        desk.start()
        questions = questions_of(scenario, replicas)
        forks = {}
        for number, (key, asked) in enumerate(questions.items()):
            if progress:
                progress(PLAYING, number, len(questions))
            forks[key] = desk.answer(asked)
        plain = {path: file.unzipped() for path, file in files.items() if path}
        return write_site(
            folder, plain, {lang: story.unzipped() for lang, story in told.items()}, forks
        )
    finally:
        desk.close()
