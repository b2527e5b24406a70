"""What the record taught: prior and posterior of the most contracted parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ucronia.analysis.calibration.lessons import Lesson
from ucronia.report.figures.charts import FAINT, INK, drawing, quiet
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, ROW_INCH, EDGE_INCH = 8.0, 0.27, 1.2
PRIOR_REACH = 1.645
"""Standard deviations within which nine tenths of a normal lie."""


def taught_chart(lessons: Sequence[Lesson], words: Words) -> Figure:
    """Draw nine tenths of the posterior of parameters upon nine tenths of their priors.

    Parameters
    ----------
    lessons : sequence of Lesson
        From above to below.
    words : Words
        The language.

    Returns
    -------
    Figure
        A line each, in standard deviations of its prior.
    """
    from matplotlib.figure import Figure

    height = EDGE_INCH + ROW_INCH * len(lessons)
    with drawing():
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.subplots()
        rows = range(len(lessons))
        axes.hlines(rows, -PRIOR_REACH, PRIOR_REACH, color=FAINT, linewidth=7)
        lows = [lesson.whitened[0] for lesson in lessons]
        highs = [lesson.whitened[-1] for lesson in lessons]
        axes.hlines(rows, lows, highs, color=INK, linewidth=2)
        axes.plot([lesson.whitened[1] for lesson in lessons], rows, "o", color=INK, ms=4)
        axes.set_yticks(rows, [lesson.id for lesson in lessons])
        axes.invert_yaxis()
        axes.set_xlabel(words.say("Standard deviations of the prior; its nine tenths in grey"))
        quiet(axes)
        figure.tight_layout()
    return figure
