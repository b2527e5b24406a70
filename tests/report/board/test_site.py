"""What a board without a server is asked beforehand."""

from __future__ import annotations

from ucronia.app.board.site import questions_of
from ucronia.compiler.build import World
from ucronia.report.board.site import chances_of, decisions_of
from ucronia.scenario.dates import date_of


def test_weighty_chances_are_left_out_on_their_own_day(bundled: World) -> None:
    scenario = bundled.scenario
    hazards = {rule.id for rule in scenario.rules if rule.kind == "hazard"}
    entries = {entry.id: entry for entry in scenario.entries}
    found = chances_of(scenario)
    assert "quillota_mutiny" in {entry for _, entry in found}
    for day, id in found:
        assert entries[id].rule in hazards
        assert entries[id].weight >= 60
        assert date_of(scenario, day) == entries[id].date


def test_keys_are_those_that_the_page_looks_for(bundled: World) -> None:
    asked = questions_of(bundled.scenario, 20)
    assert len(asked) == len(decisions_of(bundled.scenario)) + len(chances_of(bundled.scenario))
    assert asked["paucarpata=fight"].option == "fight"
    mutiny = asked["@832||quillota_mutiny"]
    assert mutiny.day == 832
    assert [said.text for said in mutiny.forbid] == ["quillota_mutiny"]
