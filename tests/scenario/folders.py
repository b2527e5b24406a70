"""A copy of the small scenario, edited: the soil of these tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from ucronia.errors import Problem
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import read


def copy(target: Path) -> Path:
    """Copy the small scenario to a new folder."""
    folder = target / "valleys"
    shutil.copytree(TEMPLATE, folder, copy_function=shutil.copyfile)
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text that a file holds once."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(folder: Path, file: str, *lines: str) -> None:
    """Append lines to a file."""
    with open(folder / file, "a", encoding="utf-8") as opened:
        opened.writelines(f"{line}\n" for line in lines)


def problems(folder: Path) -> list[Problem]:
    """Everything that is told of a folder."""
    return list(read(folder)[1])


def told(folder: Path) -> list[str]:
    """The same as lines."""
    return [str(problem) for problem in problems(folder)]
