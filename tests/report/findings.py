"""One small evaluation with a turning point, its parts, and three grades."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from tests.analysis import made
from ucronia.analysis import contrasts, evaluation, grades, outcomes, turning
from ucronia.ensemble.plan import Fork
from ucronia.report.tables import Findings
from ucronia.scenario.model import Scenario

REPLICAS = 200
DAYS = ("1835-02-22", "1837-11-17", "1838-06-01", "1839-01-20", "1839-03-01")
SHARES = (0.5, 0.6, 0.62, 0.6, 0.1)


@cache
def scenario() -> Scenario:
    positions = (
        made.entry("p1", "1838-08-07", 1, "position", what="second_expedition", place="lima"),
        made.entry("p2", "1839-01-19", 1, "position", what="second_expedition", place="yungay"),
        made.entry("p3", "1838-08-07", 1, "position", what="protectoral_army", place="lima"),
    )
    square = [[-79.0, -18.0], [-66.0, -18.0], [-66.0, -5.0], [-79.0, -5.0], [-79.0, -18.0]]
    land = {"type": "Polygon", "coordinates": [square]}
    river = {"type": "LineString", "coordinates": square[:3]}
    return made.scenario(
        entries=(*made.scenario().entries, *positions),
        geojson={
            "world/land.geojson": {"features": [{"geometry": land}]},
            "world/rivers.geojson": {"features": [{"geometry": river}, {"geometry": None}]},
        },
    )


def paths(*shares: float, seed: int = 1) -> list[np.ndarray]:
    uniform = np.random.default_rng(seed).random(REPLICAS)
    return [(uniform > share).astype(int) for share in shares]


@cache
def findings() -> Findings:
    world = scenario()
    forks = [Fork(outcomes.day_of(world, when)) for when in DAYS]
    runs = made.runs(paths(*SHARES), forks)
    first, *others = turning.turning_points(world, runs)
    parts = made.runs(paths(0.6, 0.1, 0.2, 0.3))
    points = (turning.split(world, first, parts), *others)
    return Findings(
        origin=outcomes.origin_of(world, runs, "0.1.0"),
        curve=evaluation.evaluate(world, runs),
        turning_points=points,
        ending=outcomes.ending(runs, made.OUTCOMES),
        grades=tuple(one_grade(*pair) for pair in ((0.3, 0.8), (0.8, 0.3), (0.5, 0.5))),
    )


def one_grade(recorded: float, other: float, leader: int = 0) -> grades.Grade:
    when, options = date(1837, 11, 17), ("let_go", "hold")
    choice = grades.Choice("paucarpata", when, "parley", "santa_cruz", options, 0, leader)
    runs = made.looked_at(paths(recorded, other))
    return grades.grade(choice, runs, made.aim(), made.OUTCOMES)


@cache
def contrast() -> contrasts.Contrast:
    return contrasts.contrast(made.runs(paths(0.3, 0.8)), made.OUTCOMES)
