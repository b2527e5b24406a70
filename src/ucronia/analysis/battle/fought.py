"""Battles with their results: those of CDB90 that are shipped, and those of a file to score.

A file's rows are read all at once: every problem is told with its line and column.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from ucronia.errors import Problem, QuestionError, ScenarioError
from ucronia.scenario.names import plain

KNOWN = Path(__file__).parent / "known.csv"
"""CDB90's battles of 1600-1900 (Helmbold; Arnold's edition, ODC-BY 1.0)."""
COLUMNS = (
    *("id", "date", "war", "attacker", "defender", "men_attacker", "men_defender"),
    *("commander_attacker", "commander_defender", "fortification", "surprise", "winner"),
)
WINNERS = {"attacker": 1, "defender": -1, "draw": 0}
MOST_WORKS, MOST_SURPRISE = 2.0, 3.0
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Fought:
    """One battle; pairs are attacker's and defender's."""

    id: str
    date: date
    war: str
    sides: tuple[str, str]
    men: tuple[float, float]
    commanders: tuple[str, str]
    """Empty where unknown."""
    works: float
    """0 none or hasty, 1 prepared, 2 fortified."""
    surprise: float
    """From -3, by the defender, to 3, by the attacker."""
    winner: int
    """1 attacker, -1 defender, 0 nobody."""

    def is_same(self, other: Fought) -> bool:
        """Say whether both are one battle: of one day, and alike in two things of five.

        Parameters
        ----------
        other : Fought
            Of another list, with other ids, and perhaps another name of the war.

        Returns
        -------
        bool
            True where war, either commander or either side's men agree twice.
        """
        mine = (self.war, *self.commanders, *self.men)
        theirs = (other.war, *other.commanders, *other.men)
        alike = sum(a == b and a != "" for a, b in zip(mine, theirs, strict=True))
        return self.date == other.date and alike >= 2


@cache
def known_battles() -> tuple[Fought, ...]:
    """Give the battles of CDB90 that are shipped, by date.

    Returns
    -------
    tuple of Fought
        With their results.
    """
    return read_fought(KNOWN)


def read_fought(path: Path) -> tuple[Fought, ...]:
    """Read a file of battles.

    Parameters
    ----------
    path : Path
        CSV with the columns of `COLUMNS`, in that order.

    Returns
    -------
    tuple of Fought
        By date; those of one day in the file's order.

    Raises
    ------
    QuestionError
        If the file can't be read.
    ScenarioError
        If rows of it are wrong; it holds every problem.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path}: can't be read as UTF-8 text ({error})") from None
    problems: list[Problem] = []
    found = [battle for battle in _rows(text, path.name, problems) if battle is not None]
    if problems:
        raise ScenarioError(sorted(problems))
    if not found:
        raise QuestionError(f"{path}: holds no battle; give one a line under the heading")
    return tuple(sorted(found, key=lambda battle: battle.date))


def _rows(text: str, file: str, problems: list[Problem]) -> Iterator[Fought | None]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    seen: dict[str, int] = {}
    try:
        heading = next(reader, [])
        if tuple(heading) != COLUMNS:
            said = f"the heading should be {','.join(COLUMNS)}"
            problems.append(Problem(file, 1, 1, said))
            return
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if cells:
                yield _Row(file, line, cells, problems).battle(seen)
            if len(seen) > MOST_ROWS:
                problems.append(Problem(file, line, 1, f"more than {MOST_ROWS} battles"))
                return
    except csv.Error as error:
        problems.append(Problem(file, reader.line_num, 1, f"breaks the format of CSV: {error}"))


class _Row:
    """One row being read; what is wrong goes to the problems."""

    def __init__(
        self, file: str, line: int, cells: Sequence[str], problems: list[Problem]
    ) -> None:
        self.file, self.line, self.cells, self.problems = file, line, cells, problems
        self.before = len(problems)

    def battle(self, seen: dict[str, int]) -> Fought | None:
        """Read the battle; None where something is wrong."""
        if len(self.cells) != len(COLUMNS):
            text = f"has {len(self.cells)} values; {len(COLUMNS)} are wanted"
            self.problems.append(Problem(self.file, self.line, 1, text))
            return None
        id = self._wanted("id")
        if id in seen:
            self._wrong("id", f'"{id}" is on line {seen[id]} already; give each battle its own')
        seen[id] = self.line
        found = Fought(
            id,
            self._date(),
            tidy(self._wanted("war")),
            (tidy(self._wanted("attacker")), tidy(self._wanted("defender"))),
            (self._men("men_attacker"), self._men("men_defender")),
            (tidy(self._cell("commander_attacker")), tidy(self._cell("commander_defender"))),
            self._number("fortification", 0.0, MOST_WORKS),
            self._number("surprise", -MOST_SURPRISE, MOST_SURPRISE),
            self._winner(),
        )
        return found if len(self.problems) == self.before else None

    def _cell(self, name: str) -> str:
        return self.cells[COLUMNS.index(name)].strip()

    def _wrong(self, name: str, text: str) -> None:
        # the column where the value begins, as if nothing before it had been quoted
        column = 1 + sum(len(cell) + 1 for cell in self.cells[: COLUMNS.index(name)])
        self.problems.append(Problem(self.file, self.line, column, f"{name}: {text}"))

    def _wanted(self, name: str) -> str:
        if not self._cell(name):
            self._wrong(name, "is empty; a battle needs it")
        return self._cell(name)

    def _date(self) -> date:
        text = self._cell("date")
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._wrong("date", f'"{text}" is no date; write it as 1839-01-20')
            return date.min

    def _men(self, name: str) -> float:
        value = _float(self._cell(name))
        if not 1.0 <= value < 1e8:
            self._wrong(name, f'"{self._cell(name)}" is no number of men of 1 or more')
        return value

    def _number(self, name: str, low: float, high: float) -> float:
        text = self._cell(name)
        value = _float(text) if text else 0.0
        if not low <= value <= high:
            self._wrong(name, f'"{text}" is no number from {low:g} to {high:g}; or leave empty')
        return value

    def _winner(self) -> int:
        text = self._cell("winner")
        if text not in WINNERS:
            self._wrong("winner", f'"{text}" should be one of {", ".join(WINNERS)}')
        return WINNERS.get(text, 0)


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def tidy(name: str) -> str:
    """Write a name so that spellings of it agree.

    Parameters
    ----------
    name : str
        As a file writes it.

    Returns
    -------
    str
        Without underscores, accents, capitals and escapes.
    """
    return plain(unquote(name).replace("_", " "))
