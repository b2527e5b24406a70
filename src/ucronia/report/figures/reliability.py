"""Reliability diagrams: of what was forecast at about a probability, how much came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from ucronia.analysis.backtest.blocks import HELD_OUT, IN_SAMPLE
from ucronia.analysis.backtest.cases import EVENTS
from ucronia.analysis.backtest.scoring import Reliability
from ucronia.analysis.questions.backtest import HORIZONS, Backtest
from ucronia.report.figures.charts import FAINT, INK, PAPER, drawing, quiet
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIGNS: dict[str, tuple[str, str, str, Literal["-", "--"], float]] = {
    IN_SAMPLE: ("In the sample", "o", INK, "-", -0.8),
    HELD_OUT: ("Held out of calibration", "s", PAPER, "--", 0.8),
}
"""Name, sign, filling and line, and how far it is moved aside [of 100]."""
WIDTH, HEIGHT = 10.5, 4.5
OF = 100.0


def reliability_chart(found: Backtest, words: Words) -> Figure:
    """Draw, for kinds of events, how often what was forecast came.

    Parameters
    ----------
    found : Backtest
        What was found.
    words : Words
        The language.

    Returns
    -------
    Figure
        A panel a horizon; a sign a block; below, how many forecasts each bin holds.
    """
    from matplotlib.figure import Figure

    with drawing():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        grid = figure.subplots(
            2, len(HORIZONS), sharex=True, sharey="row", height_ratios=(4, 1), squeeze=False
        )
        figure.subplots_adjust(0.07, 0.19, 0.985, 0.83, wspace=0.08, hspace=0.12)
        for column, horizon in enumerate(HORIZONS):
            top, foot = grid[:, column]
            top.plot([0, OF], [0, OF], color=FAINT, linewidth=0.9)
            for block in found.blocks:
                bins = block.reliability.get((horizon, EVENTS))
                if bins is not None:
                    _draw(top, foot, bins, block.id)
            top.set(xlim=(0, OF), ylim=(0, OF))
            top.set_title(words.say("{days} days", days=words.number(horizon)), fontsize=9.5)
            foot.set_yscale("log")
            foot.yaxis.set_major_formatter(lambda count, _: words.number(count))
            quiet(top)
            quiet(foot)
            foot.set_xlabel(words.say("Forecast, of 100"))
        grid[0, 0].set_ylabel(words.say("Came, of 100"))
        grid[1, 0].set_ylabel(words.say("Forecasts"))
        title = words.say("Does what is forecast come as often as it is forecast?")
        figure.text(0.01, 0.97, title, va="top", fontsize=11, weight="bold")
        _legend(figure, found, words)
    return figure


def _draw(top: Axes, foot: Axes, bins: Reliability, block: str) -> None:
    _, sign, filling, line, aside = SIGNS[block]
    held = bins.count > 0
    x = bins.forecast[held] * OF + aside
    low, high = bins.low[held] * OF, bins.high[held] * OF
    top.vlines(x, low, high, color=INK, linewidth=0.9)
    top.plot(
        x,
        bins.came[held] * OF,
        sign,
        linestyle=line,
        color=INK,
        markerfacecolor=filling,
        linewidth=0.9,
        markersize=5,
    )
    foot.plot(
        x,
        np.maximum(bins.count[held], 1),
        sign,
        linestyle=line,
        color=INK,
        markerfacecolor=filling,
        linewidth=0.7,
        markersize=3.5,
    )


def _legend(figure: Figure, found: Backtest, words: Words) -> None:
    from matplotlib.lines import Line2D

    handles, names = [], []
    for block in found.blocks:
        name, sign, filling, line, _ = SIGNS[block.id]
        handles.append(
            Line2D([], [], marker=sign, linestyle=line, color=INK, markerfacecolor=filling)
        )
        names.append(words.say(name))
    handles.append(Line2D([], [], color=FAINT))
    names.append(words.say("As often as forecast"))
    figure.legend(handles, names, loc="lower left", ncols=len(names), frameon=False)
