"""Files of battles are read whole, or all that is wrong is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ucronia.analysis.battle.fought import COLUMNS, known_battles, read_fought, tidy
from ucronia.errors import QuestionError, ScenarioError

HEADING = ",".join(COLUMNS)
GOOD = "a,1839-01-20,War,Chile,Confederation,5267,6100,Bulnes,,,,attacker"


def written(folder: Path, *rows: str) -> Path:
    """A file with these rows."""
    path = folder / "battles.csv"
    path.write_text("\n".join((HEADING, *rows)) + "\n", encoding="utf-8")
    return path


def test_what_may_be_empty_may_be(tmp_path: Path) -> None:
    (battle,) = read_fought(written(tmp_path, GOOD))
    assert battle.date == date(1839, 1, 20) and battle.men == (5267.0, 6100.0)
    assert battle.commanders == ("bulnes", "")
    assert (battle.works, battle.surprise, battle.winner) == (0.0, 0.0, 1)


def test_they_come_by_date(tmp_path: Path) -> None:
    later = GOOD.replace("a,1839", "b,1841")
    first, second = read_fought(written(tmp_path, later, GOOD))
    assert (first.id, second.id) == ("a", "b")


def test_every_problem_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a,1839-13-20,War,Chile,,no,6100,,,9,,both",
        "a,1839-01-20,War,Chile,Confederation,1,1,,,,,draw",
        "b,1839-01-20",
    )
    with pytest.raises(ScenarioError) as raised:
        read_fought(path)
    told = [(p.line, p.column, p.text.split(":")[0]) for p in raised.value.problems]
    assert told == [
        (2, 3, "date"),
        (2, 24, "defender"),
        (2, 25, "men_attacker"),
        (2, 35, "fortification"),
        (2, 38, "winner"),
        (3, 1, "id"),
        (4, 1, "has 2 values; 12 are wanted"),
    ]


@pytest.mark.parametrize("text", ["", "id,date\n", HEADING + "\n"])
def test_a_file_without_battles_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "battles.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((QuestionError, ScenarioError)):
        read_fought(path)


@pytest.mark.parametrize("value", ["nan", "inf", "0", "-5", "1e99", ""])
def test_men_are_a_number_of_men(tmp_path: Path, value: str) -> None:
    with pytest.raises(ScenarioError, match="men_attacker"):
        read_fought(written(tmp_path, GOOD.replace("5267", value)))


def test_spellings_of_a_name_agree() -> None:
    assert tidy("Louis,_Prince_de_Cond%C3%A9") == tidy("Louis, prince de CONDÉ")


def test_the_known_battles_are_sound() -> None:
    known = known_battles()
    assert len({battle.id for battle in known}) == len(known) == 194
    same = sum(one.is_same(other) for one in known for other in known)
    assert same == 194
    assert sum(battle.winner != 0 for battle in known) == 188
