"""A scenario's folder read whole: its parts, or all its problems."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ucronia.errors import Problem, ScenarioError
from ucronia.scenario.check import check
from ucronia.scenario.coverage import source_keys
from ucronia.scenario.draft import Draft
from ucronia.scenario.files import Folder
from ucronia.scenario.model import Parameter, Scenario, Source
from ucronia.scenario.shapes import nearest

HISTORIES = Path(__file__).parent.parent / "histories"
"""Histories that come with the package."""
STANDARD = Path(__file__).parent / "standard.yaml"
"""The engine's own parameters; a scenario overrides one by giving its id again. The sources
that they cite stand beside it, in standard.bib."""


def load(path: str | Path) -> Scenario:
    """Read a scenario, which must be without errors.

    Parameters
    ----------
    path : str or Path
        Its folder.

    Returns
    -------
    Scenario
        Read and checked.

    Raises
    ------
    ScenarioError
        With all its problems, if any of them is more than a warning.
    """
    scenario, problems = read(path)
    if scenario is None:
        raise ScenarioError([problem for problem in problems if not problem.warning])
    return scenario


def read(path: str | Path) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Read a scenario and check it whole.

    Parameters
    ----------
    path : str or Path
        Its folder.

    Returns
    -------
    scenario : Scenario or None
        None where some problem is more than a warning.
    problems : tuple of Problem
        All of them, warnings too, by file and line.
    """
    draft = Draft(Folder(Path(path)))
    if draft.folder.names or not draft.folder.problems:
        draft.read()
    _inherit(draft)
    scenario = draft.scenario()
    problems = draft.told()
    if scenario is not None:
        problems += check(scenario, draft.unread if draft.is_broken else None)
    ordered = tuple(sorted(set(problems)))
    is_good = all(problem.warning for problem in ordered)
    return (scenario if is_good else None), ordered


def find_scenario(name: str | Path) -> Path:
    """Find a scenario's folder by the name of a bundled history, or by its path.

    Parameters
    ----------
    name : str or Path
        `confederacion-1835`, or a path.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ScenarioError
        Where there is no such history and no such folder.
    """
    written = str(name)
    if re.fullmatch(r"[A-Za-z0-9_-]+", written) and (HISTORIES / written).is_dir():
        return HISTORIES / written
    path = Path(name)
    if "\0" not in written and len(written) < 4096 and path.exists():
        return path
    bundled = sorted(found.parent.name for found in HISTORIES.glob("*/scenario.yaml"))
    text = f"no such folder, and no history of that name{nearest(written, bundled)}"
    listed = f" (histories: {', '.join(bundled)})" if bundled else ""
    raise ScenarioError([Problem(written[:200].replace("\0", "?"), 0, 0, text + listed)])


def standard_parameters() -> tuple[tuple[Parameter, ...], list[Problem]]:
    """Read the engine's own parameters, which every scenario inherits.

    Returns
    -------
    parameters : tuple of Parameter
        In the file's order; none where the file is missing.
    problems : list of Problem
        What is wrong with the file.
    """
    parameters, _, problems = _standard(STANDARD)
    return parameters, list(problems)


@lru_cache(maxsize=4)
def _standard(
    file: Path,
) -> tuple[tuple[Parameter, ...], tuple[Source, ...], tuple[Problem, ...]]:
    """Read the engine's own parameters and sources, once in a program's life."""
    draft, bib = Draft(Folder(file.parent)), file.with_suffix(".bib")
    if file.exists():
        draft.guard(file.name, draft.read_list, "parameters", Parameter)
    if bib.exists():
        draft.guard(bib.name, draft.read_sources)
    parts = draft.parts
    parameters, sources = tuple(parts.get("parameters", ())), tuple(parts.get("sources", ()))
    return parameters, sources, tuple(draft.told())


def _inherit(draft: Draft) -> None:
    """Add the standard parameters that a scenario doesn't give itself, and what they cite."""
    standard, sources, problems = _standard(STANDARD)
    draft.problems += problems
    own: list[Parameter] = draft.parts.get("parameters", [])
    by_id = {parameter.id: parameter for parameter in reversed(own)}
    ids = {parameter.id for parameter in standard}
    inherited = [by_id.get(parameter.id, parameter) for parameter in standard]
    # one that took a standard one's place stands there; a second of its id is kept, to be told
    rest = [p for p in own if not (p.id in ids and by_id[p.id] is p)]
    draft.parts["parameters"] = [*inherited, *rest]
    cited = {key for part in draft.parts["parameters"] for key in source_keys(part.source)}
    given = draft.parts.setdefault("sources", [])
    cited -= {source.key for source in given}
    given += [source for source in sources if source.key in cited]
