"""Entries as the board tells them."""

from __future__ import annotations

from typing import Any

import pytest

from ucronia.compiler.build import World
from ucronia.report.board.story_entries import Entries
from ucronia.report.words import Words


@pytest.fixture(scope="module")
def entries(bundled: World) -> Entries:
    return Entries(bundled, Words("en"), {})


def row(bundled: World, entries: Entries, id: str) -> dict[str, Any]:
    return entries.row(next(entry for entry in bundled.scenario.entries if entry.id == id))


def test_a_battle_tells_its_sides_and_all_that_sources_give(
    bundled: World, entries: Entries
) -> None:
    told = row(bundled, entries, "yungay")
    assert [side["men"] for side in told["battle"]["sides"]] == [5267.0, 4052.0]
    assert told["battle"]["winner"] == 0
    men = next(one for one in told["dispute"] if one["name"].startswith("men, Protector"))
    assert {said["value"] for said in men["said"]} == {4052.0, 6100.0, 6000.0}
    assert sum(said["share"] for said in men["said"]) == pytest.approx(1, abs=0.02)
    rows = [version for version in bundled.scenario.versions if version.entry == "yungay"]
    assert len(told["versions"]) == len(rows)


def test_a_day_that_is_not_known_lasts_until_its_last(bundled: World, entries: Entries) -> None:
    loose = next(
        e for e in bundled.scenario.entries if e.precision == "interval" and not e.rule
    )
    told = entries.row(loose)
    assert told["precision"] == "interval"
    assert told["until"] > told["day"]


@pytest.mark.compiled
def test_a_decision_names_who_decides_and_what_was_open(
    bundled: World, entries: Entries
) -> None:
    told = row(bundled, entries, "paucarpata")["decision"]
    assert told["decider"] == "santa_cruz"
    assert told["chosen"] == "let_go_by_treaty"
    assert {option["id"] for option in told["options"]} == {
        "let_go_by_treaty",
        "hold_prisoner",
        "fight",
    }
