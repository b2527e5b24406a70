"""What stands on the board, as the bundled scenario has it."""

from __future__ import annotations

from typing import Any

from ucronia.compiler.build import World
from ucronia.report.board.story_things import PATTERNS, layers, things
from ucronia.report.words import Words


def told(bundled: World) -> dict[str, Any]:
    return things(bundled.scenario, Words("es"))


def test_no_two_outcomes_share_a_colour_or_a_pattern(bundled: World) -> None:
    outcomes = told(bundled)["outcomes"]
    assert len({row["colour"] for row in outcomes}) == len(outcomes)
    assert len({row["pattern"] for row in outcomes}) == min(len(outcomes), len(PATTERNS))


def test_a_route_begins_and_ends_at_its_places(bundled: World) -> None:
    found = told(bundled)
    spots = {row["id"]: (row["lon"], row["lat"]) for row in found["places"]}
    for route in found["routes"]:
        for end, point in ((route["a"], route["points"][0]), (route["b"], route["points"][-1])):
            assert abs(point[0] - spots[end][0]) + abs(point[1] - spots[end][1]) < 0.002


def test_departments_keep_the_provinces_by_which_they_are_coloured(bundled: World) -> None:
    found = layers(bundled.scenario)
    assert set(found) == {"land", "lakes", "rivers", "departments"}
    named = {id for shape in found["departments"] for id in shape.get("provinces", [])}
    assert {province.id for province in bundled.scenario.provinces} <= named


def test_every_number_has_its_basis(bundled: World) -> None:
    rows = told(bundled)["parameters"]
    assert {row["basis"] for row in rows} <= {"sourced", "fitted", "judged"}
    assert all(row["reason"] or row["source"] for row in rows)
