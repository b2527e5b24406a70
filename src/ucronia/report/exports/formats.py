"""The formats in which the record is taken elsewhere, and the files that they make."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ucronia.errors import QuestionError, StoreError
from ucronia.report.exports.extract import Extract, number_text
from ucronia.report.exports.flat import flat_csv
from ucronia.report.exports.geojson import geojson
from ucronia.report.exports.ics import ics
from ucronia.report.exports.jsonld import jsonld
from ucronia.report.exports.timelinejs import timelinejs
from ucronia.report.put import put
from ucronia.scenario.shapes import nearest


class Format(NamedTuple):
    """How a format is written."""

    write: Callable[[Extract, str], bytes]
    """Gives a file's content; the language is for formats that have one."""
    end: str
    """What a file's name ends in, after the scenario's id."""
    least: float = 0.0
    """Weight from which an entry is written where none was given."""


FORMATS = {
    "csv": Format(flat_csv, ".csv"),
    "geojson": Format(geojson, ".geojson"),
    "ics": Format(ics, ".ics"),
    "jsonld": Format(jsonld, ".jsonld"),
    # hundreds of slides are no story
    "timelinejs": Format(timelinejs, "-timeline.csv", 50.0),
}


def choose(extract: Extract, format: str, at_least: float | None = None) -> Extract:
    """Choose the entries that a format writes.

    Parameters
    ----------
    extract : Extract
        What was found.
    format : str
        One of `FORMATS`.
    at_least : float, optional
        Weight from which an entry is written, 0..100; the format's own where left out.

    Returns
    -------
    Extract
        Those that weigh enough.

    Raises
    ------
    QuestionError
        If there is no such format, or nothing to write.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        near = nearest(format, list(FORMATS))
        raise QuestionError(f'no format "{format[:40]}"{near}; there are {known}')
    least = FORMATS[format].least if at_least is None else at_least
    kept = tuple(entry for entry in extract.entries if entry.weight >= least)
    if not extract.entries:
        raise QuestionError("nothing in the record fits, so there is nothing to write")
    if not kept:
        most = number_text(max(entry.weight for entry in extract.entries))
        raise QuestionError(
            f"no entry that fits weighs {number_text(least)} or more; the weightiest has {most}"
            f" (--at-least {most})"
        )
    return replace(extract, entries=kept)


def export(extract: Extract, format: str, lang: str = "en") -> bytes:
    """Write entries in a format.

    Parameters
    ----------
    extract : Extract
        What is written, as `choose` gives it.
    format : str
        One of `FORMATS`.
    lang : str
        `es` or `en`, for a format that has one language.

    Returns
    -------
    bytes
        What a file of this format holds.
    """
    return FORMATS[format].write(extract, lang)


def save(path: Path, extract: Extract, format: str, lang: str = "en") -> Path:
    """Write entries to a file, whole or not at all.

    Parameters
    ----------
    path : Path
        A file, or a folder for one named after the scenario.
    extract : Extract
        What is written, as `choose` gives it.
    format : str
        One of `FORMATS`.
    lang : str
        `es` or `en`, for a format that has one language.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StoreError
        If it can't be written.
    """
    content = export(extract, format, lang)
    try:
        if path.is_dir():
            path = path / file_name(extract.scenario.id, format)
        put(path, content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(f"{path}: can't be written: {reason}") from None
    return path


def file_name(scenario: str, format: str) -> str:
    """Name a file after a scenario; a stranger's id names no other folder."""
    return (re.sub(r"[^\w-]+", "_", scenario) or "record") + FORMATS[format].end
