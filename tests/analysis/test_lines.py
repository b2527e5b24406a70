"""Typical histories of a population made of known kinds."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis import made
from ucronia.analysis import lines
from ucronia.engine.layout import L_ARRIVE, L_DISSOLVE, L_SECEDE, L_WAR
from ucronia.errors import QuestionError


def line(day: int, kind: int, a: int = 0, b: int = 0) -> list[int]:
    return [day, kind, a, b, 0, 0]


def three_kinds() -> tuple[np.ndarray, list[list[list[int]]]]:
    """50 histories of secession, 30 of war, 20 of nothing; each with noise of its own."""
    ends = np.array([1] * 50 + [2] * 30 + [0] * 20)
    marks = {1: L_SECEDE, 2: L_WAR, 0: L_DISSOLVE}
    generator = np.random.default_rng(1)
    logs = [
        [line(5, marks[int(end)], 1), line(6, marks[int(end)], 2)]
        + [line(9, L_WAR, 9, int(n)) for n in np.flatnonzero(generator.random(5) < 0.2)]
        + [line(9, L_ARRIVE, replica)]
        for replica, end in enumerate(ends)
    ]
    return ends, logs


def test_happenings_keep_what_tells_and_no_days() -> None:
    log = np.array([line(3, L_SECEDE, 4, 8), line(9, L_SECEDE, 4, 7), line(9, L_ARRIVE, 1)])
    assert lines.happenings(log) == frozenset({(L_SECEDE, 4, -1, -1)})
    assert lines.happenings(log, after=9) == frozenset()


def test_what_always_or_hardly_happens_is_no_feature() -> None:
    always, often, never = (L_SECEDE, 1, -1, -1), (L_SECEDE, 2, -1, -1), (L_WAR, 1, 1, -1)
    sets = [frozenset({always, often} if r % 2 else {always}) for r in range(100)]
    sets[0] = frozenset({always, never})
    kinds, table = lines.feature_table(sets)
    assert kinds == (often,)
    assert table.sum() == 50


def test_distance_is_jaccards_and_the_ends() -> None:
    table = np.array([[1, 1, 0], [1, 0, 1], [0, 0, 0], [0, 0, 0]])
    apart = lines.distances(table.astype(float), np.array([0, 0, 1, 1], dtype=np.int8))
    assert apart[0, 1] == pytest.approx(0.5 * (1 - 1 / 3))
    assert apart[0, 2] == 1.0
    assert apart[2, 3] == 0.0
    assert (apart == apart.T).all() and not apart.diagonal().any()


def test_medoids_of_points_on_a_line() -> None:
    points = np.array([0.0, 1, 2, 10, 11, 12, 30])
    apart = np.abs(points[:, None] - points[None, :])
    assert lines.medoids(apart, 3).tolist() == [1, 4, 6]
    assert lines.medoids(apart, 1).tolist() == [3]
    assert len(lines.medoids(apart[:2, :2], 5)) == 2


def test_lines_are_the_kinds_that_were_made() -> None:
    ends, logs = three_kinds()
    runs = made.runs([ends], events=[logs])
    found = lines.typical_lines(runs, count=3)
    assert [line.outcome for line in found] == [1, 2, 0]
    assert [line.share for line in found] == [0.5, 0.3, 0.2]
    assert found[0].marks[0][0][0] == L_SECEDE
    assert found[0].marks[0][1] == pytest.approx(0.5)


def test_histories_all_alike_are_one_line() -> None:
    nothing: list[list[list[int]]] = [[line(9, L_ARRIVE, replica)] for replica in range(20)]
    found = lines.typical_lines(made.runs([np.ones(20, dtype=int)], events=[nothing]), count=3)
    assert [(line.share, line.marks) for line in found] == [(1.0, ())]


def test_the_most_ordinary_history_is_of_the_commonest_kind() -> None:
    ends, logs = three_kinds()
    runs = made.runs([ends], events=[logs])
    assert ends[lines.most_ordinary(runs)] == 1
    assert ends[lines.most_ordinary(runs, outcome=0)] == 0
    with pytest.raises(QuestionError, match="none of the 100 histories"):
        lines.most_ordinary(made.runs([np.ones(100, dtype=int)], events=[logs]), outcome=0)
    with pytest.raises(QuestionError, match="without their events"):
        lines.typical_lines(made.runs([ends]))
