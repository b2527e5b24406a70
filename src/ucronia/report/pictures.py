"""All pictures of a report, a language at a time, the languages in processes of their own."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ucronia.analysis.turning import TurningPoint
from ucronia.report.figures.bars import TITLE_INCH, turning_chart
from ucronia.report.figures.campaigns import battles_of, campaign_map, marches_of
from ucronia.report.figures.charts import evaluation_chart, ribbon_chart
from ucronia.report.figures.files import save, svg_element, svg_file
from ucronia.report.points import point_title
from ucronia.report.tables import Findings
from ucronia.report.words import LANGUAGES, Words
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import parse_what

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_FORCES = 12
"""Forces whose marches are drawn: those that the record follows most closely."""
MOST_CHARTS, MOST_POINTS = 10, 8
"""Turning points with a picture of their own in the folder, and on the page."""
_SERVE = "import matplotlib.figure; from ucronia.report.pictures import serve; serve()"


@dataclass(frozen=True)
class Pictures:
    """What the page shows in one language, each an svg element.

    Parameters
    ----------
    curve : str
        The stacked curve.
    ribbons : str
        Each outcome with its interval.
    points : dict of int to str
        Day of a turning point to the odds before and after.
    campaigns : str
        The map; empty where the record follows no force.
    """

    curve: str
    ribbons: str
    points: dict[int, str] = field(default_factory=dict)
    campaigns: str = ""


def draw(
    scenario: Scenario, findings: Findings, words: Words, folder: Path | None = None
) -> Pictures:
    """Draw all pictures of one language.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    findings : Findings
        The evaluation.
    words : Words
        The language.
    folder : Path or None
        Where each is written as SVG and PNG besides.

    Returns
    -------
    Pictures
        For the page.
    """
    told = [point for point in findings.turning_points if point.distinguishable]
    curve = findings.curve
    heading = words.say("How likely was each outcome, given the record up to that day")
    ribbons = words.say("Each outcome with its interval")
    whole = evaluation_chart(scenario, curve, told, words)
    apart = ribbon_chart(scenario, curve, words)
    return Pictures(
        curve=_drawn(whole, heading, folder, f"evaluation_{words.lang}"),
        ribbons=_drawn(apart, ribbons, folder, f"outcomes_{words.lang}"),
        points=_points(scenario, findings, told, words, folder),
        campaigns=_campaigns(scenario, words, folder),
    )


def draw_all(
    scenario: Scenario, findings: Findings, folder: Path | None = None
) -> dict[str, Pictures]:
    """Draw the pictures of all languages, one of them in another process meanwhile.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    findings : Findings
        The evaluation.
    folder : Path or None
        As in `draw`.

    Returns
    -------
    dict of str to Pictures
        By language. Where no process can be started, or it fails, this one draws all.
    """
    one, *others = LANGUAGES
    with _elsewhere(scenario, findings, one, folder) as answer:
        drawn = {lang: draw(scenario, findings, Words(lang), folder) for lang in others}
        there = answer()
    drawn[one] = there or draw(scenario, findings, Words(one), folder)
    return drawn


def prepare() -> None:
    """Start the other process now, so that it is ready when there is something to draw.

    It ends with this one, where this one asks for nothing.
    """
    if not _waiting:
        _waiting.append(_start())
        atexit.register(_dismiss)


def _dismiss() -> None:
    while _waiting:
        process = _waiting.pop()
        if process is not None:
            process.kill()
            process.communicate()


_waiting: list[subprocess.Popen[str] | None] = []
"""Processes that were started and not asked yet."""


@contextmanager
def _elsewhere(
    scenario: Scenario, findings: Findings, lang: str, folder: Path | None
) -> Iterator[Callable[[], Pictures | None]]:
    """Draw one language in another process; what is yielded waits for it, None if it failed."""
    process = _waiting.pop() if _waiting else _start()
    with tempfile.TemporaryDirectory() as room:
        asked, told = Path(room) / "asked", Path(room) / "told"
        # the other process may have been started in another folder than this one is in now
        whole = None if folder is None else folder.absolute()
        asked.write_bytes(pickle.dumps((scenario, findings, lang, whole)))
        try:
            _ask(process, f"{asked}\t{told}\n")
            yield lambda: _answer(process, told)
        finally:
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()


def _start() -> subprocess.Popen[str] | None:
    if (os.cpu_count() or 1) < len(LANGUAGES):
        return None
    # -P: a folder of the same name where the user stands is not this package
    command = [sys.executable, "-P", "-c", _SERVE]
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, encoding="utf-8"
        )
    except OSError:
        return None


def _ask(process: subprocess.Popen[str] | None, line: str) -> None:
    if process is not None and process.stdin is not None:
        # one that has died does not answer, and this process draws all
        with suppress(OSError), process.stdin as sent:
            sent.write(line)


def _answer(process: subprocess.Popen[str] | None, told: Path) -> Pictures | None:
    if process is None or process.wait() != 0:
        return None
    return cast(Pictures, pickle.loads(told.read_bytes()))


def _drawn(
    figure: Figure, title: str, folder: Path | None, name: str, cut_inch: float = 0.0
) -> str:
    """Give a figure for the page, and write it where it is to be written."""
    text = svg_file(figure) if folder is None else save(figure, folder, name)
    return svg_element(text, title, cut_inch)


def _points(
    scenario: Scenario,
    findings: Findings,
    told: list[TurningPoint],
    words: Words,
    folder: Path | None,
) -> dict[int, str]:
    """Draw the turning points; on the page the heading above a picture is its title."""
    drawn = {}
    for number, point in enumerate(told[: MOST_POINTS if folder is None else MOST_CHARTS], 1):
        figure = turning_chart(scenario, findings.curve, point, words)
        title = point_title(words, scenario, point)
        name = f"turning_{number:02d}_{words.lang}"
        drawn[point.day] = _drawn(figure, title, folder, name, TITLE_INCH)
    return drawn


def _campaigns(scenario: Scenario, words: Words, folder: Path | None) -> str:
    figure = campaigns_figure(scenario, words)
    if figure is None:
        return ""
    return _drawn(figure, words.say("Campaigns"), folder, f"campaigns_{words.lang}")


def campaigns_figure(scenario: Scenario, words: Words) -> Figure | None:
    """Draw the campaigns of the forces that the record follows most closely.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    words : Words
        The language.

    Returns
    -------
    Figure or None
        The map; None where the record follows no force and tells of no battle.
    """
    pins = Counter(
        force
        for entry in scenario.entries
        if (what := parse_what(entry)) is not None
        for force in what.first + what.second
    )
    forces = [force for force, count in pins.most_common(MOST_FORCES) if count > 1]
    marches = marches_of(scenario, words, forces)
    battles = battles_of(scenario, words)
    if not marches and not battles:
        return None
    return campaign_map(scenario, marches, battles, words, words.text(scenario.title))


def serve() -> None:
    """Draw what another process asks for on this one's input: a line with two files.

    The first holds the scenario, the evaluation, the language and the folder, as `draw_all`
    pickled them; the pictures go to the second.
    """
    line = sys.stdin.readline().rstrip("\n")
    if not line:
        return
    asked, told = map(Path, line.split("\t"))
    scenario, findings, lang, folder = pickle.loads(asked.read_bytes())
    told.write_bytes(pickle.dumps(draw(scenario, findings, Words(lang), folder)))
