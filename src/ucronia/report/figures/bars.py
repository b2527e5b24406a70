"""Bars of two arms side by side: a turning point's odds and parts, and a what-if."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ucronia.analysis.contrasts import Contrast
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.evaluation import Curve
from ucronia.analysis.turning import TurningPoint
from ucronia.report.digits import hundredths
from ucronia.report.figures.charts import FAINT, INK, LETTER_INCH, drawing, quiet
from ucronia.report.points import point_title
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 10.0
"""Inches of these figures."""
TITLE_INCH = 0.35
"""Inches that a title takes above one."""


def turning_chart(
    scenario: Scenario, curve: Curve, point: TurningPoint, words: Words
) -> Figure:
    """Draw the odds before and after a turning point, and the parts of its change.

    Parameters
    ----------
    scenario : Scenario
        For names and colours.
    curve : Curve
        The evaluation, with both forks.
    point : TurningPoint
        The turning point.
    words : Words
        The language.

    Returns
    -------
    Figure
        The figure; one panel only where the change has not been split.
    """
    from matplotlib.figure import Figure

    rows = [int(np.searchsorted(curve.days, day)) for day in (point.day, point.until_day)]
    has_parts = point.act is not None
    height = 0.75 + 0.37 * len(curve.outcomes) + TITLE_INCH
    with drawing():
        figure = Figure(figsize=(WIDTH, height))
        grid = figure.subplots(
            1, 2 if has_parts else 1, squeeze=False, width_ratios=[1.7, 1] if has_parts else [1]
        )
        _margins(figure, _left(scenario, words), height, 0.48)
        _before_after(grid[0][0], scenario, curve, rows, words)
        if has_parts:
            _parts(grid[0][1], point, words)
        title = point_title(words, scenario, point)
        _title(figure, title, height)
    return figure


def contrast_chart(
    scenario: Scenario, contrast: Contrast, words: Words, title: str = ""
) -> Figure:
    """Draw both arms of a what-if, and the paired difference beside them.

    Parameters
    ----------
    scenario : Scenario
        For names and colours.
    contrast : Contrast
        The two arms.
    words : Words
        The language.
    title : str
        What was asked.

    Returns
    -------
    Figure
        The figure.
    """
    from matplotlib.figure import Figure

    with drawing():
        height = 1.1 + 0.4 * len(contrast.rows)
        figure = Figure(figsize=(WIDTH, height))
        bars, gaps = figure.subplots(1, 2, sharey=True, width_ratios=[1.4, 1])
        _margins(figure, _left(scenario, words), height, 0.05)
        names = [outcome_name(words, scenario, row.outcome) for row in contrast.rows]
        arms = (
            (words.say("recorded"), [row.recorded for row in contrast.rows]),
            (words.say("alternative"), [row.alternative for row in contrast.rows]),
        )
        _pairs(bars, names, arms, words)
        for at, row in enumerate(contrast.rows):
            _whisker(gaps, row.difference, at, 100)
            gaps.annotate(
                words.change(row.difference),
                (100 * row.difference.high, at),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=7.5,
            )
        gaps.axvline(0, color=FAINT, lw=0.8)
        ends = [
            100 * end for r in contrast.rows for end in (r.difference.low, r.difference.high)
        ]
        span = max(2.0, max(ends) - min(ends))
        gaps.set_xlim(min(0.0, *ends) - 0.08 * span, max(0.0, *ends) + 0.55 * span)
        gaps.tick_params(left=False)
        gaps.set_title(words.say("Difference, of 100 histories"), loc="left", fontsize=9)
        quiet(gaps)
        _title(figure, title, height)
    return figure


def _left(scenario: Scenario, words: Words) -> float:
    longest = max(len(words.text(outcome.name)) for outcome in scenario.outcomes)
    return min(0.45, (longest * LETTER_INCH + 0.2) / WIDTH)


def _margins(figure: Figure, left: float, height: float, between: float) -> None:
    """Set the margins by hand: a layout solver would take most of the drawing's time."""
    above = 0.27 + TITLE_INCH
    figure.subplots_adjust(left, 0.48 / height, 0.985, 1 - above / height, wspace=between)


def _title(figure: Figure, title: str, height: float) -> None:
    figure.text(
        0.01, 1 - 0.08 / height, title, ha="left", va="top", fontsize=11.5, weight="bold"
    )


def _before_after(
    axes: Axes, scenario: Scenario, curve: Curve, rows: Sequence[int], words: Words
) -> None:
    names = [outcome_name(words, scenario, outcome) for outcome in curve.outcomes]
    labels = [
        f"{words.say(word)}, {words.date(curve.dates[row], 'medium')}"
        for word, row in zip(("before", "after"), rows, strict=True)
    ]
    arms = tuple(
        (label, [_read(curve, row, column) for column in range(len(names))])
        for label, row in zip(labels, rows, strict=True)
    )
    _pairs(axes, names, arms, words)


def _pairs(
    axes: Axes,
    names: Sequence[str],
    arms: Sequence[tuple[str, Sequence[Estimate]]],
    words: Words,
) -> None:
    shades, offsets = ("#b9c4cc", "#2f5d7c"), (-0.19, 0.19)
    for (label, shares), shade, offset in zip(arms, shades, offsets, strict=True):
        where = np.arange(len(names)) + offset
        axes.barh(where, [100 * s.mean for s in shares], 0.36, color=shade, label=label)
        for at, share in zip(where, shares, strict=True):
            axes.plot([100 * share.low, 100 * share.high], [at, at], color=INK, lw=0.9)
            axes.annotate(
                hundredths(words, share)[0],
                (100 * share.high, at),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=7.5,
            )
    axes.set_yticks(np.arange(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, 108)
    axes.set_xlabel(words.say("of 100 histories; the line is the 95 % interval"))
    axes.legend(frameon=False, fontsize=8, loc="best")
    quiet(axes)


def _parts(axes: Axes, point: TurningPoint, words: Words) -> None:
    parts = (
        (words.say("what was done"), point.act),
        (words.say("what it taught"), point.learned),
        (words.say("correction by\nthe sources"), point.pinned),
    )
    known = [(name, part) for name, part in parts if part is not None]
    for at, (_, part) in enumerate(known):
        axes.barh(at, 100 * part.mean, 0.5, color="#2f5d7c")
        _whisker(axes, part, at, 100)
        axes.annotate(
            words.change(part),
            (0.5, at - 0.34),
            xycoords=axes.get_yaxis_transform(),
            ha="center",
            va="center",
            fontsize=7.5,
        )
    axes.axvline(0, color=INK, lw=0.8)
    axes.set_yticks(range(len(known)), [name for name, _ in known])
    axes.set_ylim(len(known) - 0.5, -0.65)
    axes.set_title(words.say("Parts of the change"), loc="left", fontsize=9)
    axes.locator_params(axis="x", integer=True, nbins=6)
    quiet(axes)


def _whisker(axes: Axes, estimate: Estimate, at: float, scale: float) -> None:
    axes.plot([scale * estimate.low, scale * estimate.high], [at, at], color=INK, lw=1.1)
    axes.plot([scale * estimate.mean], [at], "o", color=INK, ms=3.5)


def _read(curve: Curve, row: int, column: int) -> Estimate:
    low, mean, high = (float(p[row, column]) for p in (curve.low, curve.mean, curve.high))
    return Estimate(mean, low, high, curve.replicas)
