"""Systems name what there is; what they name wrongly is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.folders import copy, edit
from ucronia.engine import layout
from ucronia.scenario.read import find_scenario, load, read
from ucronia.scenario.systems import EVENTS


def test_the_kinds_of_event_are_the_logs_own() -> None:
    kinds = {
        value: name.removeprefix("L_").lower()
        for name, value in vars(layout).items()
        if name.startswith("L_")
    }
    assert tuple(kinds[number] for number in range(layout.KINDS)) == EVENTS


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("weary_peace]", "weary_pease]", 'rule "weary_pease" is not in'),
        ("peace_rate,", "peace_rat,", 'did you mean "peace_rate"'),
        ("[war, peace, battle]", "[war, peas]", 'event "peas" is not in the log'),
        ("[actors/relations.csv]", "[../secret.csv]", "is not in the scenario's folder"),
        ("[actors/relations.csv]", "[actors/relation.csv]", "is not in the scenario's folder"),
        ("  rules:", "  entries: [nothing]\n  rules:", 'entry "nothing" is not in'),
        ("  rules:", "  wheels: [nothing]\n  rules:", "wheels"),
    ],
)
def test_what_is_not_there_is_told_by_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    folder = copy(tmp_path)
    edit(folder, "systems.yaml", old, new)
    _, problems = read(folder)
    told = [problem for problem in problems if problem.file == "systems.yaml"]
    assert any(says in problem.text for problem in told), problems
    assert all(problem.line > 1 for problem in told)


def test_a_scenario_may_have_none(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "systems.yaml").unlink()
    assert load(folder).systems == ()


def test_the_bundled_history_has_its_systems_and_each_rule_a_place() -> None:
    scenario = load(find_scenario("confederacion-1835"))
    assert len(scenario.systems) == 15
    placed = [rule for system in scenario.systems for rule in system.rules]
    assert len(placed) == len(set(placed))
    assert set(placed) == {rule.id for rule in scenario.rules}
