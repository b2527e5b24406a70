"""How the histories of one day end: a bar an outcome, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ucronia.analysis.outcomes import Ending
from ucronia.report.figures.charts import INK, drawing, quiet
from ucronia.report.words import Words
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, ROW = 7.5, 2.9, 0.42
"""[inches] of the figure, of the names, of a bar."""
BELOW, ABOVE = 0.5, 0.5


def share_chart(scenario: Scenario, ending: Ending, words: Words, title: str) -> Figure:
    """Draw the share of histories that end in each outcome.

    Parameters
    ----------
    scenario : Scenario
        For names and colours.
    ending : Ending
        How they end.
    words : Words
        The language.
    title : str
        Above the bars.

    Returns
    -------
    Figure
        The figure.
    """
    from matplotlib.figure import Figure

    count = len(ending.shares)
    height = count * ROW + BELOW + ABOVE
    with drawing():
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes(
            (LEFT / WIDTH, BELOW / height, 0.96 - LEFT / WIDTH, count * ROW / height)
        )
        for row, (outcome, share) in enumerate(
            zip(scenario.outcomes, ending.shares, strict=True)
        ):
            axes.barh(row, share.mean * 100, height=0.6, color=outcome.colour)
            ends = [share.low * 100, share.high * 100]
            axes.plot(ends, [row, row], color=INK, linewidth=1.2)
        axes.set(xlim=(0, 100), ylim=(count - 0.5, -0.5), yticks=range(count))
        axes.set_yticklabels([words.text(outcome.name) for outcome in scenario.outcomes])
        axes.set_xlabel(words.say("Of 100 histories"))
        quiet(axes)
        figure.text(0.02, 1 - 0.3 / height, title, weight="bold")
    return figure
