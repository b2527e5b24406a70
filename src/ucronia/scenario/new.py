"""A small commented scenario, for a writer to grow into a history."""

from __future__ import annotations

import shutil
from pathlib import Path

from ucronia.errors import Problem, ScenarioError

TEMPLATE = Path(__file__).parent / "template"
"""Two polities, five places, one decision: it passes `check` as it stands."""


def new_scenario(path: str | Path) -> Path:
    """Write a small scenario that passes `check` and can be evaluated.

    Parameters
    ----------
    path : str or Path
        A folder that is empty or isn't there yet.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ScenarioError
        Where the folder holds something already, or can't be written.
    """
    folder = Path(path)
    shown = str(path)[:200].replace("\0", "?")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise _refusal(shown, "holds files already; give a folder that is empty or new")
        if folder.exists() and not folder.is_dir():
            raise _refusal(shown, "is a file; give a folder that is empty or new")
        shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refusal(shown, f"can't be written: {reason}") from None
    return folder


def _refusal(shown: str, text: str) -> ScenarioError:
    return ScenarioError([Problem(shown, 0, 0, text)])
