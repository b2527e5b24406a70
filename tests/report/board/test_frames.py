"""Frames tell what a film shows: applied in order they give every day of it back."""

from __future__ import annotations

from typing import Any

import pytest

from ucronia.compiler.build import World
from ucronia.engine.film import Film
from ucronia.ensemble.one import film_replay
from ucronia.report.board.frames import MEN_STEP, Frames, frames_of

pytestmark = pytest.mark.compiled


@pytest.fixture(scope="module")
def film(bundled: World) -> Film:
    return film_replay(bundled)


@pytest.fixture(scope="module")
def frames(bundled: World, film: Film) -> Frames:
    return frames_of(bundled, film)


def at(rows: list[dict[str, Any]], day: int, key: str) -> dict[str, dict[str, Any]]:
    """What stands on a day: the last row of each thing up to it."""
    return {row[key]: row for row in rows if row["day"] <= day}


@pytest.mark.parametrize("day", [0, 211, 1000, 1424, 2500])
def test_frames_give_the_film_back(
    bundled: World, film: Film, frames: Frames, day: int
) -> None:
    names = bundled.names.things
    held = at(frames["control"], day, "province")
    for number, province in enumerate(names["province"]):
        assert held[province]["polity"] == names["polity"][int(film.controller[day, number])]
    standing = at(frames["forces"], day, "force")
    for number, force in enumerate(bundled.scenario.forces):
        place, men = int(film.place[day, number]), float(film.men[day, number])
        row = standing.get(force.id)
        if place < 0:
            assert row is None or row["men"] == 0
        else:
            assert row is not None
            assert row["place"] == names["place"][place]
            # told to two figures, and anew when it has moved by a step
            assert abs(row["men"] - men) <= max(0.5, men * (MEN_STEP + 0.05))


def test_changes_are_in_order_and_are_changes(frames: Frames) -> None:
    for name, rows in frames.items():
        days = [row["day"] for row in rows]
        assert days == sorted(days) or name in ("wars",), name
    told: dict[str, dict[str, Any]] = {}
    for row in frames["forces"]:
        before = told.get(row["force"])
        assert before is None or row["day"] > before["day"]
        told[row["force"]] = row


def test_a_march_says_where_it_ends(frames: Frames) -> None:
    marches = [row for row in frames["forces"] if row.get("to")]
    assert marches
    assert all(row["arrives"] > row["day"] and row["to"] != row["place"] for row in marches)
