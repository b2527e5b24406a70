"""What an answer rests on: each part's shares with their intervals, told apart by sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ucronia.analysis.estimates import Estimate
from ucronia.report.figures.charts import INK, drawing, quiet
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LEFT, ROW = 7.5, 3.3, 0.55
"""[inches] of the figure, of the names, of a row."""
BELOW, ABOVE = 0.55, 0.85
SIGNS = (
    ("One by one", "o", INK, INK),
    ("Alone", "s", "white", INK),
    ("In all", "D", "#b9c4cc", INK),
)
"""Message, marker, fill and edge: read without colour."""
LONGEST = 46
"""Letters of a name in a line."""

Shares = Sequence[Estimate | None]


def weight_chart(rows: Sequence[tuple[str, Shares]], words: Words, title: str) -> Figure:
    """Draw what of an answer's variance rests on each part.

    Parameters
    ----------
    rows : sequence of tuple
        Name, and its shares one by one, alone and in all; None or nan where there is none.
    words : Words
        The language.
    title : str
        Above it.

    Returns
    -------
    Figure
        The figure.
    """
    from matplotlib.figure import Figure

    height = len(rows) * ROW + BELOW + ABOVE
    with drawing():
        figure = Figure(figsize=(WIDTH, height))
        axes = figure.add_axes(
            (LEFT / WIDTH, BELOW / height, 0.96 - LEFT / WIDTH, len(rows) * ROW / height)
        )
        used = [
            k for k in range(len(SIGNS)) if any(shares[k] is not None for _, shares in rows)
        ]
        for at, (_, shares) in enumerate(rows):
            for place, k in enumerate(used):
                _share(axes, shares[k], at + 0.24 * (place - (len(used) - 1) / 2), SIGNS[k])
        for k in used:
            _, marker, fill, edge = SIGNS[k]
            axes.plot([], [], marker, mfc=fill, mec=edge, ms=5.5)
        axes.set(xlim=(-1, 101), ylim=(len(rows) - 0.5, -0.5), yticks=range(len(rows)))
        axes.set_yticklabels([_wrapped(name) for name, _ in rows], fontsize=8.5)
        axes.set_xlabel(words.say("of 100 parts; the line is the 95 % interval"))
        axes.legend(
            axes.lines[-len(used) :],
            [words.say(SIGNS[k][0]) for k in used],
            loc="lower right",
            bbox_to_anchor=(1, 1),
            ncols=len(used),
            frameon=False,
            fontsize=8,
        )
        quiet(axes)
        figure.text(0.02, 1 - 0.3 / height, title, weight="bold")
    return figure


def _share(
    axes: Axes, share: Estimate | None, at: float, sign: tuple[str, str, str, str]
) -> None:
    if share is None:
        return
    _, marker, fill, edge = sign
    axes.plot([100 * share.low, 100 * share.high], [at, at], color=INK, lw=1.0)
    if share.mean == share.mean:
        axes.plot([100 * share.mean], [at], marker, mfc=fill, mec=edge, ms=5.5)


def _wrapped(name: str) -> str:
    """Break a long name once, at the blank nearest to its middle."""
    blanks = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= LONGEST or not blanks:
        return name
    middle = min(blanks, key=lambda at: abs(at - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"
