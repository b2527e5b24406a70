"""What is only seen by playing: rules closed when their entry comes, outcomes that overlap."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from tests.scenario.folders import copy, edit
from ucronia.analysis.questions import trial
from ucronia.analysis.questions.batches import Asked
from ucronia.compiler.build import build
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.read import load

pytestmark = pytest.mark.compiled
ALONE = Asked(threads=1)
OUTCOME = """  - id: {id}
    name: {{es: x, en: x}}
    definition: {{es: x, en: x}}
    when: {when}
    colour: "#000000"
"""


def test_a_sound_scenario_is_not_warned_of() -> None:
    told: list[tuple[str, int, int]] = []
    asked = Asked(threads=1, progress=lambda *step: told.append(step))
    found = trial.try_out(world(), asked)
    assert found == trial.Trial((), trial.REPLAYS, trial.DRAWS * trial.FORKS * 2)
    assert [done for _, done, _ in told] == list(range(1, 11))
    assert {(stage, whole) for stage, _, whole in told} == {(trial.TRYING, 10)}


def test_a_rule_that_is_closed_when_its_entry_comes(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "rules/war.yaml", "war_days(q, e) > 30", "war_days(q, e) > 3000")
    found = trial.try_out(build(load(folder)), ALONE)
    assert [str(problem) for problem in found.problems] == [
        'record/entries.csv:6:61: warning: rule "weary_peace" is not open when '
        '"peace_of_paso" comes, in 5 of 5 replays: its condition is false there, or who takes '
        "part is gone"
    ]


def test_outcomes_that_overlap_are_counted(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    old = "  - id: apart\n"
    new = OUTCOME.format(id="again", when="ruler(upper) == ruler(lower)")
    never = OUTCOME.format(id="parted", when="not exists(alta) and not exists(baja)")
    edit(folder, "scenario.yaml", old, new + never + old)
    scenario = folder / "actors/aims.yaml"
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("apart:", "again: 0, parted: 0, apart:"), encoding="utf-8")
    made = build(load(folder))
    found = trial.try_out(made, ALONE)
    forks = [Fork(made.end_day * number // 4) for number in range(4)]
    ends = run_forks(made, forks, 2 * trial.DRAWS, threads=1).outcome
    united = int(np.sum(ends == 0))
    assert 0 < united < ends.size == found.histories
    assert [str(problem) for problem in found.problems] == [
        f'scenario.yaml:38:11: warning: outcome "again" also holds in {united} of 40 sampled '
        f'histories that an earlier one takes: "united" ({united})'
    ]
    # asking leaves the world as it was
    np.testing.assert_array_equal(
        run_forks(made, forks, 2 * trial.DRAWS, threads=1).outcome, ends
    )


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "LONGEST_SECONDS", 0.0)
    assert trial.try_out(world(), ALONE).histories == trial.FORKS * 2
