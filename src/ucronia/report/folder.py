"""The report's folder: the page, its figures, its tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ucronia.analysis.contrasts import Reason
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.errors import StoreError
from ucronia.report.chronicle import Names, happening_sentence
from ucronia.report.page import write_page
from ucronia.report.pictures import draw_all
from ucronia.report.tables import Findings, findings_tables, write_tables
from ucronia.report.words import LANGUAGES, Words

PAGE = "index.html"
LEAST_SURE = 0.05
"""Corrected p value up to which a reason is told."""


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
    pictures = draw_all(scenario, findings, folder / "figures")
    return write_page(folder / PAGE, scenario, findings, pictures, why(found))


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
