"""The files of a board that needs no server: data as scripts, which load from a folder too."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ucronia.analysis.grades import can_be_graded
from ucronia.errors import StoreError
from ucronia.report.put import put
from ucronia.scenario.dates import day_of
from ucronia.scenario.model import Scenario

Json = dict[str, Any]
MARK = '<meta name="ucronia-data" content="data/">'
"""By which the page knows that there is no server."""


def decisions_of(scenario: Scenario) -> list[tuple[str, str]]:
    """List every option that a recorded decision did not take.

    Parameters
    ----------
    scenario : Scenario
        With its record.

    Returns
    -------
    list of (str, str)
        Entry and option, by date; killings are left out, as they are from grades.
    """
    rules = {rule.id: rule for rule in scenario.rules}
    found = []
    for entry in sorted(scenario.entries, key=lambda entry: entry.date):
        rule = rules.get(entry.rule)
        if rule is None or not can_be_graded(rule) or entry.date >= scenario.classified_on:
            continue
        found += [(entry.id, option.id) for option in rule.options if option.id != entry.option]
    return found


def chances_of(scenario: Scenario, weight: float = 60) -> list[tuple[int, str]]:
    """List the weighty events that came by chance.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    weight : float
        Of the least of them.

    Returns
    -------
    list of (int, str)
        Day and entry, by date: those that realise a hazard.
    """
    hazards = {rule.id for rule in scenario.rules if rule.kind == "hazard"}
    found = [
        (day_of(scenario, entry.date) or 0, entry.id)
        for entry in scenario.entries
        if entry.rule in hazards and entry.weight >= weight
    ]
    return sorted(
        row for row in found if row[0] < (day_of(scenario, scenario.classified_on) or 0)
    )


def write_site(
    folder: Path,
    page: Mapping[str, bytes],
    stories: Mapping[str, bytes],
    forks: Mapping[str, tuple[Json, list[Json]]],
) -> Json:
    """Write a site.

    Parameters
    ----------
    folder : Path
        Made where it isn't there.
    page : mapping of str to bytes
        The page's files by path; `index.html` among them.
    stories : mapping of str to bytes
        Language to story, as JSON.
    forks : mapping of str to (dict, list of dict)
        `ENTRY=OPTION` to the fork and its lines, each by language.

    Returns
    -------
    dict
        `page`, `forks` and `bytes` in all.

    Raises
    ------
    StoreError
        If the folder can't be written.
    """
    files = dict(page)
    files["index.html"] = _marked(page["index.html"])
    for lang, story in stories.items():
        files[f"data/story.{lang}.js"] = _script(f"story.{lang}", story)
    answers = {key: told for key, (told, _) in forks.items()}
    files["data/forks.js"] = _script("forks", _json(answers))
    for told, lines in forks.values():
        id = told["es"]["id"]
        for number, line in enumerate(lines):
            name = f"line-{id}-{number}"
            files[f"data/{name}.js"] = _script(f"line.{id}.{number}", _json(line))
    _write(folder, files)
    return {
        "page": str(folder / "index.html"),
        "forks": len(forks),
        "bytes": sum(map(len, files.values())),
    }


def _marked(page: bytes) -> bytes:
    return page.replace(b"<head>", b"<head>" + MARK.encode(), 1)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _script(name: str, content: bytes) -> bytes:
    packed = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    return f'ucroniaData("{name}","{packed}")\n'.encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        for path, content in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            put(place, content)
    except OSError as error:
        raise StoreError(f"{folder}: can't write the site: {error.strerror}") from error
