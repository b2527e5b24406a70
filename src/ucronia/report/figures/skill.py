"""Skill by horizon: a panel a sort of forecast and block, a sign a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ucronia.analysis.backtest.baselines import BASE_RATE, PERSISTENCE, PRIOR
from ucronia.analysis.backtest.blocks import HELD_OUT, IN_SAMPLE, Block
from ucronia.analysis.backtest.cases import DECISIONS, EVENTS, MEN, NEAR, PLACES, PROVINCES
from ucronia.analysis.questions.backtest import HORIZONS, Backtest
from ucronia.report.figures.charts import FAINT, INK, PAPER, drawing, quiet
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHOWN = (EVENTS, DECISIONS, PROVINCES, PLACES, NEAR, MEN)
SHORT = {
    EVENTS: "Kinds of events",
    DECISIONS: "Decisions in time",
    PROVINCES: "Provinces",
    PLACES: "Armies: place",
    NEAR: "Armies: near",
    MEN: "Armies: men",
}
BESIDE = {
    PERSISTENCE: ("Beside: nothing changes", "o", INK),
    BASE_RATE: ("Beside: base rate", "s", PAPER),
    PRIOR: ("Beside: the priors", "^", FAINT),
}
"""Name, sign and filling: told apart without colour."""
BLOCKS = {IN_SAMPLE: "In the sample", HELD_OUT: "Held out of calibration"}
LEAST, MOST = -1.0, 1.0
"""Of the axis: what lies below is drawn at its foot."""
WIDTH, ROW, ABOVE, BELOW = 10.5, 2.3, 0.75, 0.75
STEP = 0.18
"""Between the signs of one horizon, in horizons."""


def skill_chart(found: Backtest, words: Words) -> Figure:
    """Draw the skill by horizon, with intervals.

    Parameters
    ----------
    found : Backtest
        What was found.
    words : Words
        The language.

    Returns
    -------
    Figure
        A row a block, a panel a sort of forecast.
    """
    from matplotlib.figure import Figure

    rows = len(found.blocks)
    height = ABOVE + BELOW + ROW * rows
    with drawing():
        figure = Figure(figsize=(WIDTH, height))
        grid = figure.subplots(rows, len(SHOWN), sharex=True, sharey=True, squeeze=False)
        figure.subplots_adjust(
            0.07, BELOW / height, 0.99, 1 - ABOVE / height, wspace=0.08, hspace=0.25
        )
        for line, block in zip(grid, found.blocks, strict=True):
            for axes, sort in zip(line, SHOWN, strict=True):
                _panel(axes, block, sort)
            line[0].set_ylabel(words.say(BLOCKS[block.id]))
        for axes, sort in zip(grid[0], SHOWN, strict=True):
            axes.set_title(words.say(SHORT[sort]), fontsize=9, weight="bold")
        for axes in grid[-1]:
            axes.set_xticks(range(len(HORIZONS)), [str(days) for days in HORIZONS])
            axes.set_xlabel(words.say("Days"))
        ticks = np.linspace(LEAST, MOST, 5)
        grid[0, 0].set_yticks(ticks, [words.number(tick, 1) for tick in ticks])
        title = words.say("Skill by days ahead: above 0 better than the baseline, below worse")
        figure.text(0.01, 1 - 0.12 / height, title, va="top", fontsize=11, weight="bold")
        _legend(figure, found, words)
    return figure


def _panel(axes: Axes, block: Block, sort: str) -> None:
    axes.axhline(0.0, color=INK, linewidth=0.8)
    lines = {line.horizon: line for line in block.lines if line.kind == sort}
    for number, days in enumerate(HORIZONS):
        skills = lines[days].skill if days in lines else {}
        for place, (baseline, (_, sign, filling)) in enumerate(BESIDE.items()):
            skill = skills.get(baseline)
            if skill is None or np.isnan(skill.low):
                continue
            at = number + (place - 0.5) * STEP
            low, high, value = (
                min(max(part, LEAST), MOST) for part in (skill.low, skill.high, skill.value)
            )
            axes.plot([at, at], [low, high], color=INK, linewidth=1.1)
            axes.plot([at], [value], sign, color=INK, markerfacecolor=filling, markersize=5)
    axes.set(xlim=(-0.5, len(HORIZONS) - 0.5), ylim=(LEAST, MOST))
    axes.grid(axis="y", color=FAINT, alpha=0.3, linewidth=0.5)
    quiet(axes)


def _legend(figure: Figure, found: Backtest, words: Words) -> None:
    from matplotlib.lines import Line2D

    known = {name for block in found.blocks for line in block.lines for name in line.skill}
    handles = [
        Line2D([], [], marker=sign, linestyle="", color=INK, markerfacecolor=filling)
        for name, (_, sign, filling) in BESIDE.items()
        if name in known
    ]
    names = [words.say(message) for name, (message, _, _) in BESIDE.items() if name in known]
    figure.legend(handles, names, loc="lower left", ncols=len(names), frameon=False)
