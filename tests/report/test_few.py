"""However few the histories and days, everything is said, drawn and laid out."""

from __future__ import annotations

import io

import numpy as np
import pytest
from rich.console import Console

from tests.analysis import made
from tests.report.findings import one_grade, scenario
from ucronia.analysis import contrasts, evaluation, grades, lines, outcomes, turning
from ucronia.engine.layout import L_SECEDE
from ucronia.ensemble.plan import Fork
from ucronia.report import page, replies, tables, terminal
from ucronia.report.asked.shown import show
from ucronia.report.figures import bars
from ucronia.report.pictures import draw
from ucronia.report.sentences import ending_sentence
from ucronia.report.words import LANGUAGES, Words

EN = Words("en")


@pytest.mark.parametrize("replicas", [1, 2, 3, 4])
@pytest.mark.parametrize("days", [1, 2])
def test_an_evaluation_of_few(replicas: int, days: int) -> None:
    world = scenario()
    runs = made.runs([np.arange(replicas) % 2] * days)
    found = tables.Findings(
        outcomes.origin_of(world, runs, "0.1.0"),
        evaluation.evaluate(world, runs),
        turning.turning_points(world, runs),
        (one_grade(0.4, 0.6),),
        outcomes.ending(runs, made.OUTCOMES),
    )
    pictures = {lang: draw(world, found, Words(lang)) for lang in LANGUAGES}
    assert "<main" in page.page(world, found, pictures)
    assert replies.evaluate_json(found)["replicas"] == replicas
    assert len(tables.findings_tables(found)["turning_points"]) == days - 1
    console = Console(file=io.StringIO(), width=20)
    show(console, terminal.findings_parts(console, world, found, EN))
    assert found.ending is not None
    assert "confederation stands" in ending_sentence(EN, world, found.ending)


@pytest.mark.parametrize("replicas", [1, 2, 3, 4])
def test_a_contrast_of_few(replicas: int) -> None:
    log = [[[9, L_SECEDE, r, 0, 0, 0]] for r in range(replicas)]
    forks = (Fork(0), Fork(0))
    ends = [np.arange(replicas) % 2, np.zeros(replicas, dtype=int)]
    runs = made.runs(ends, forks, events=[log, log[::-1]])
    found = contrasts.contrast(runs, made.OUTCOMES)
    assert bars.contrast_chart(scenario(), found, EN)
    assert all(row.difference.low <= row.difference.high for row in found.rows)
    assert len(contrasts.reasons(runs, 1)) <= 8
    assert contrasts.parting(runs).never <= 1
    assert sum(line.share for line in lines.typical_lines(runs)) == pytest.approx(1)
    choice = one_grade(0.4, 0.6).choice
    assert grades.grade(choice, made.looked_at(ends), made.aim(), made.OUTCOMES).mark in (
        "",
        "?!",
        "?",
        "!",
        "!!",
    )
