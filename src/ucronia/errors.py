"""Everything that can go wrong, said once.

UcroniaError                 anything this package raises on purpose
├── ScenarioError            a scenario folder with problems (carries all of them)
├── QuestionError            a question that names what the scenario does not hold
└── StoreError               a results folder that can't be read or written

A message says where, what, which, and what would do. At the shell each is one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a scenario, with its place in a file.

    Parameters
    ----------
    file : str
        Path inside the scenario folder, with forward slashes.
    line : int
        Line from 1; 0 where the whole file is meant.
    column : int
        Column from 1; 0 where the whole line is meant.
    text : str
        What is wrong and what would do.
    warning : bool
        True where the scenario can still be used.
    """

    file: str
    line: int
    column: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
        if self.column:
            place += f":{self.column}"
        return f"{place}: {'warning: ' if self.warning else ''}{self.text}"


class UcroniaError(Exception):
    """Anything that this package raises on purpose."""


class ScenarioError(UcroniaError):
    """A scenario that can't be used; `problems` holds every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class QuestionError(UcroniaError):
    """A question that names what the scenario does not hold, or can't be asked."""


class StoreError(UcroniaError):
    """A results folder that can't be read or written."""
