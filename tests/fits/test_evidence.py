"""Calibration is counted right and drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from fits.evidence import draw, reliability, reliability_lines, score_lines
from fits.trials import MEASURES


def test_fifths_on_paper() -> None:
    chance = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    won = np.array([0, 1, 0, 0, 1, 1, 0, 1, 1, 1.0])
    found = reliability(chance[::-1], won[::-1])
    assert [count for *_, count in found] == [2] * 5
    assert np.allclose([said for said, *_ in found], [0.15, 0.35, 0.55, 0.75, 0.95])
    assert [came for _, came, _ in found] == [0.5, 0.0, 1.0, 0.5, 1.0]


def test_tables_and_figure(tmp_path: Path) -> None:
    lines = score_lines("title", {"model": dict.fromkeys(MEASURES, (0.5, 0.25, 0.75))})
    assert lines[4] == "| model |" + " 0.50 [0.25, 0.75] |" * 4
    curves = {"one": [(0.2, 0.3, 5), (0.8, 0.7, 5)]}
    assert reliability_lines(curves)[2] == "| one | 0.20 / 0.30, 0.80 / 0.70 |"
    path = tmp_path / "new" / "figure.svg"
    draw(curves, path)
    assert path.read_text(encoding="utf-8").startswith("<?xml")
