"""The report's folder: the page, its figures, its tables."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ucronia.analysis.contrasts import Reason
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.errors import StoreError
from ucronia.report.chronicle import Names, happening_sentence
from ucronia.report.figures.bars import turning_chart
from ucronia.report.figures.campaigns import battles_of, campaign_map, marches_of
from ucronia.report.figures.charts import evaluation_chart, ribbon_chart, save
from ucronia.report.page import write_page
from ucronia.report.tables import Findings, findings_tables, write_tables
from ucronia.report.words import LANGUAGES, Words
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import parse_what

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PAGE = "index.html"
MOST_FORCES = 12
"""Forces whose marches are drawn: those that the record follows most closely."""
MOST_CHARTS = 10
LEAST_SURE = 0.05
"""Corrected p value up to which a reason is told."""
CAMPAIGNS = "Campaigns"


def check_folder(folder: Path) -> None:
    """Make sure, before hours of work, that a report can be written.

    Parameters
    ----------
    folder : Path
        Made if need be.

    Raises
    ------
    StoreError
        If nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(f"{folder}: a report can't be written there: {reason}") from None


def write_folder(folder: Path, found: Evaluated, findings: Findings) -> Path:
    """Write the report of an evaluation.

    Parameters
    ----------
    folder : Path
        Made if need be; files of the same names are written over.
    found : Evaluated
        The evaluation.
    findings : Findings
        The same, as the tables and the page take it.

    Returns
    -------
    Path
        The page.
    """
    check_folder(folder)
    scenario = found.scenario
    write_tables(folder / "tables", findings_tables(findings), findings.origin)
    maps = {lang: figure for lang in LANGUAGES if (figure := _map(scenario, Words(lang)))}
    for lang in LANGUAGES:
        _write_figures(folder / "figures", findings, scenario, lang, maps.get(lang))
    extra: dict[str, Mapping[str, Figure]] = {CAMPAIGNS: maps} if maps else {}
    return write_page(folder / PAGE, scenario, findings, extra, why(found))


def why(found: Evaluated) -> dict[int, dict[str, list[str]]]:
    """Tell the reasons of the turning points.

    Parameters
    ----------
    found : Evaluated
        The evaluation.

    Returns
    -------
    dict
        Day of a turning point to language to sentences.
    """
    names = {lang: Names(Words(lang), found.scenario, found.pools) for lang in LANGUAGES}
    return {
        day: {
            lang: [turn_sentence(names[lang], r) for r in reasons if r.p_value < LEAST_SURE]
            for lang in LANGUAGES
        }
        for day, reasons in found.reasons.items()
    }


def turn_sentence(names: Names, reason: Reason) -> str:
    """Say how an event goes with a turn.

    Parameters
    ----------
    names : Names
        Names in one language.
    reason : Reason
        Its arms are before and after the turn.

    Returns
    -------
    str
        The event, how often it follows before and after, and how the outcome moves with it.
    """
    words = names.words
    return words.say(
        "{event} It follows in {before} of 100 histories from before, {after} from after; "
        "where it comes instead of staying away, the outcome moves {change} of 100.",
        event=happening_sentence(names, reason.happening),
        before=words.hundredths(reason.recorded),
        after=words.hundredths(reason.alternative),
        change=words.change(reason.moves),
    )


def _write_figures(
    folder: Path, findings: Findings, scenario: Scenario, lang: str, campaigns: Figure | None
) -> None:
    words, curve = Words(lang), findings.curve
    told = [point for point in findings.turning_points if point.distinguishable]
    save(evaluation_chart(scenario, curve, told, words), folder, f"evaluation_{lang}")
    save(ribbon_chart(scenario, curve, words), folder, f"outcomes_{lang}")
    for number, point in enumerate(told[:MOST_CHARTS], start=1):
        figure = turning_chart(scenario, curve, point, words)
        save(figure, folder, f"turning_{number:02d}_{lang}")
    if campaigns is not None:
        save(campaigns, folder, f"campaigns_{lang}")


def _map(scenario: Scenario, words: Words) -> Figure | None:
    """Draw the campaigns of the forces that the record follows most closely."""
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
