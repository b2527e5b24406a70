"""The draw that the board shows lies near the dates that the record tells."""

from __future__ import annotations

from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.report.board.story_frames import told_draw
from ucronia.scenario.dates import day_of


def away(world: World, draw: int) -> int:
    entries = world.scenario.entries
    days = make_draws(world, 0, draw, 1)["entry_day"][0, : len(entries)]
    told = [day_of(world.scenario, entry.date) or 0 for entry in entries]
    return sum(abs(int(a) - b) for a, b in zip(days, told, strict=True))


def test_no_other_of_the_first_draws_is_nearer(bundled: World) -> None:
    chosen = told_draw(bundled)
    assert all(away(bundled, chosen) <= away(bundled, other) for other in range(12))
