"""What an answer rests on, asked of the small scenario."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from tests.analysis.questions.valleys import change, world
from ucronia.analysis.questions import sensitivity as question
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.inputs import (
    GROUPS,
    Inputs,
    inputs_of,
    readings_terms,
    redrawn,
    terms_of,
)
from ucronia.errors import QuestionError, StoreError
from ucronia.report.asked.sensitive import Sensitivity

pytestmark = pytest.mark.compiled


def outcome() -> str:
    return world().scenario.outcomes[0].id


def test_every_number_of_a_draw_has_one_group_and_a_term() -> None:
    inputs = inputs_of(world(), world().end_day)
    assert set(inputs.groups) <= set(GROUPS)
    columns = sorted(k for group in GROUPS for k in inputs.of(group))
    assert columns == list(range(len(inputs.ids)))
    terms = terms_of(world(), inputs, 3, (0, 4_000))
    assert set(terms.column) == set(range(len(inputs.ids)))
    # mean 0, variance 1, uncorrelated: errors of a mean and of a variance over 4,000 draws
    assert np.abs(terms.values.mean(axis=0)).max() < 5 / 4_000**0.5
    assert np.abs(terms.values.var(axis=0) - 1).max() < 0.2
    between = np.corrcoef(terms.values.T) - np.eye(terms.values.shape[1])
    assert np.abs(between).max() < 5.5 / 4_000**0.5


def test_what_the_record_tells_after_a_fork_is_no_input() -> None:
    early, late = inputs_of(world(), 0), inputs_of(world(), world().end_day)
    assert not early.of("disputes")
    assert not early.of("dates")
    assert set(early.ids) < set(late.ids)


def test_readings_that_nobody_holds_have_no_contrast() -> None:
    level = (np.arange(1000) + 0.5) / 1000
    terms = readings_terms(level, (0.5, 0.0, 0.2, 0.3))
    assert terms.shape == (1000, 2)
    assert terms.T @ terms / 1000 == pytest.approx(np.eye(2), abs=1e-9)
    assert terms.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_a_mix_names_columns_of_their_kind() -> None:
    inputs = Inputs(
        ("a", "b", "d", "e", "q"),
        ("judged", "fitted", "disputes", "dates", "qualities"),
        ("x", "x", "disputes", "dates", "qualities"),
        (4, 7, 1, 9, 0),
        ((), (), (0.5, 0.5), (), ()),
    )
    mix = redrawn(inputs, (1, 2, 4), 8, 9)
    assert (mix.parameters, mix.disputes, mix.dates) == ((7,), (1,), False)
    assert (mix.qualities, mix.chance, mix.seed) == (True, 9, 8)


def test_an_answer_tells_groups_and_is_the_same_on_any_threads() -> None:
    told = [
        question.sensitivity(world(), None, ("", outcome()), Asked(160, 1, threads), "0")
        for threads in (1, 2)
    ]
    dicts = [Sensitivity(found).to_dict() for found in told]
    for row in dicts:
        row.pop("seconds")
    assert dicts[0] == dicts[1]
    found = told[0]
    assert [weight.id for weight in found.groups] == [
        group for group in GROUPS if inputs_of(world(), 0).of(group)
    ]
    for weight in (*found.groups, *found.singles):
        assert 0 <= weight.closed.low <= weight.closed.high <= 1
    assert sum(weight.count for weight in found.groups) == len(inputs_of(world(), 0).ids)
    assert found.screened == 8 * 80
    assert found.origin.histories == 2 * 640 + 160 * (2 * (len(found.groups) + 3) + 1)


def test_a_difference_is_asked_about_too() -> None:
    decision = next(e for e in world().scenario.entries if e.option)
    rule = next(r for r in world().scenario.rules if r.id == decision.rule)
    option = next(o.id for o in rule.options if o.id != decision.option)
    asked = change(f"{decision.id}={option}")
    found = question.sensitivity(world(), asked, ("", outcome()), Asked(160, 1), "0")
    assert found.arms is not None
    assert -1 <= found.answer.low <= found.answer.high <= 1
    for lang in ("es", "en"):
        assert Sensitivity(found).told(lang)


def test_too_few_histories_are_refused() -> None:
    with pytest.raises(QuestionError, match="160 or more will do"):
        question.sensitivity(world(), None, ("", outcome()), Asked(100), "0")
    with pytest.raises(QuestionError, match="no outcome"):
        question.sensitivity(world(), None, ("", "heaven"), Asked(160), "0")


def interrupted(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let an interrupt come after so many batches."""
    left = [after]
    plain = question.run_forks

    def stopped(*given: Any, **more: Any) -> Any:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return plain(*given, **more)

    monkeypatch.setattr(question, "run_forks", stopped)


def asked_of_small() -> Sensitivity:
    found = question.sensitivity(world(), None, ("", outcome()), Asked(160, 1, 1), "0")
    return Sensitivity(found)


# 1,280 histories are looked at in 11 batches of 120, then 8 rounds of 20 are kept, and each
# row has 16 more
@pytest.mark.parametrize("after", [1, 5, 12, 22, 11 + 8 + 16 + 3])
def test_an_interrupt_keeps_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    whole = asked_of_small()
    interrupted(monkeypatch, after)
    part = asked_of_small()
    assert part.is_stopped and not whole.is_stopped
    told, in_full = part.to_dict(), whole.to_dict()
    assert told == json.loads(json.dumps(told, allow_nan=False))
    measured = [weight.closed.n > 0 for weight in part.found.groups]
    assert [weight.id for weight in part.found.groups] == [w.id for w in whole.found.groups]
    if after < 11:
        assert part.found.screened == after * 60
    else:
        assert told["themes"] == in_full["themes"]
    if after < 11 + 8 + 16:
        assert not any(measured)
    else:
        # what was measured is what it would have been
        assert told["groups"][0] == in_full["groups"][0]
        assert told["answer"] == in_full["answer"]
        assert not measured[-1]
    for lang, said in (("en", "left open (?)"), ("es", "queda abierto (?)")):
        console = Console(file=io.StringIO(), width=200)
        for one in part.told(lang):
            console.print(one)
        assert isinstance(console.file, io.StringIO)
        assert said in console.file.getvalue()
        assert part.plot(lang)


def test_an_interrupt_before_anything_can_be_said_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interrupted(monkeypatch, 0)
    with pytest.raises(KeyboardInterrupt):
        asked_of_small()


def test_a_figure_and_a_table_are_written_by_their_ends(tmp_path: Path) -> None:
    found = asked_of_small()
    assert found.save(tmp_path / "rests.svg").read_bytes().startswith(b"<?xml")
    assert found.save(tmp_path / "rests.png", lang="es").read_bytes().startswith(b"\x89PNG")
    rows = found.save(tmp_path / "rests.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(found.found.groups)
    with pytest.raises(StoreError, match="can't write the figure"):
        found.save(tmp_path / "gone" / "rests.svg")
    with pytest.raises(StoreError, match=r"\.csv or \.parquet"):
        found.save(tmp_path / "rests.txt")
