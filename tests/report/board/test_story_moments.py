"""Moments and words of the board's own texts."""

from __future__ import annotations

import pytest

from ucronia.analysis.questions.batches import Asked
from ucronia.compiler.build import World
from ucronia.report.board.story_moments import moments_of, play_moments, read_text


def test_moments_name_decisions_outcomes_and_parameters_of_the_scenario(bundled: World) -> None:
    scenario = bundled.scenario
    outcomes = {outcome.id for outcome in scenario.outcomes}
    parameters = {parameter.id for parameter in scenario.parameters}
    decisions = {rule.id for rule in scenario.rules if rule.options}
    told = moments_of(bundled)
    assert len(told) == 5
    for moment in told:
        entry = bundled.plan.record.entries[moment["entry"]]
        assert entry.rule in decisions
        assert moment["outcome"] in outcomes
        assert set(moment["assumptions"]) <= parameters
        for part in ("sentences", "roles", "question"):
            assert set(moment[part]) == {"es", "en"}


def test_the_glossary_has_each_word_in_both_languages() -> None:
    for row in read_text("glossary"):
        assert row["word"]["es"] and row["word"]["en"]
        assert row["text"]["es"] != row["text"]["en"]


@pytest.mark.compiled
def test_the_chosen_option_is_played_from_the_same_day_as_what_went_before(
    bundled: World,
) -> None:
    found = play_moments(bundled, Asked(replicas=20, threads=2))
    assert set(found) == {moment["entry"] for moment in moments_of(bundled)}
    for shares in found.values():
        for share in shares.values():
            assert 0 <= share["low"] <= share["p"] <= share["high"] <= 1
