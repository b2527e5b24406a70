"""Figures of the evaluation; matplotlib is loaded when something is drawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.evaluation import Curve
from ucronia.analysis.turning import TurningPoint
from ucronia.report.points import point_date, point_name
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HATCHES = ("", "////", "\\\\\\", "||", "--", "xx", "++", "/")
"""One an outcome, so that no band rests on its colour alone. Lines only:
dots make an SVG ten times larger."""
INK, FAINT, PAPER = "#1b1b1b", "#8a8a8a", "#ffffff"
STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "hatch.linewidth": 0.5,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "svg.hashsalt": "ucronia",
}
AXES_WIDTH, AXES_HEIGHT = 9.1, 4.0
"""Inches of the stacked curve."""
FULL_WIDTH, LEAST_WIDTH = 10.2, 6.0
"""Inches of it where no turning point is named, and at the least."""
LETTER_INCH = 0.074
"""Mean width of a letter of 8 points in DejaVu Sans, bold ones allowed for."""
LANE_INCH = 0.40
"""Height of a two-line label."""
MOST_LABELS = 9
MOST_LETTERS = 46
"""Of an outcome's name at a turning point."""
LEGEND_COLUMNS = 3
NAMED_ROOM = 7.0
"""Least free height, of 100, in a band that bears its own name."""
SHOWN_SHARE = 0.03
"""An outcome that never reaches this share has no panel of its own."""


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in the house style, leaving matplotlib's settings as they were.

    Yields
    ------
    None
        Inside, the style holds.
    """
    import matplotlib

    with matplotlib.rc_context(STYLE):
        yield


def evaluation_chart(
    scenario: Scenario, curve: Curve, points: Sequence[TurningPoint], words: Words
) -> Figure:
    """Draw the stacked evaluation curve with its turning points named.

    Parameters
    ----------
    scenario : Scenario
        For names and colours.
    curve : Curve
        The evaluation.
    points : sequence of TurningPoint
        The first few that are told from noise are named.
    words : Words
        The language.

    Returns
    -------
    Figure
        The figure.
    """
    from matplotlib.figure import Figure

    shown = sorted(
        [point for point in points if point.distinguishable][:MOST_LABELS],
        key=lambda point: point.day,
    )
    labels = [(point, _label(words, scenario, point)) for point in shown]
    with drawing():
        # names of turning points stand to the right of their day, the last beyond the curve
        width, axes_width = 11.0, _room(curve, labels)
        days_inch = max(1.0, float(np.ptp(curve.days))) / axes_width
        lanes = _lanes([point.day for point in shown], [text for _, text in labels], days_inch)
        foot = 0.42 + 0.19 * -(-len(curve.outcomes) // LEGEND_COLUMNS)
        top = (0.75 if shown else 0.62) + LANE_INCH * (max(lanes, default=-1) + 1)
        height = top + AXES_HEIGHT + foot
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes(
            (0.62 / width, foot / height, axes_width / width, AXES_HEIGHT / height)
        )
        _stack(axes, scenario, curve, words, axes_width)
        for (point, text), lane in zip(labels, lanes, strict=True):
            _flag(axes, curve, point, text, 1 + (0.08 + LANE_INCH * lane) / AXES_HEIGHT)
        _legend(figure, scenario, curve, words, 0.62 / width)
        figure.text(
            0.62 / width,
            1 - 0.22 / height,
            words.say("How likely was each outcome, given the record up to that day"),
            fontsize=12,
            fontweight="bold",
            va="top",
        )
    return figure


def ribbon_chart(scenario: Scenario, curve: Curve, words: Words) -> Figure:
    """Draw each outcome's share with its interval, a panel each.

    Parameters
    ----------
    scenario : Scenario
        For names and colours.
    curve : Curve
        The evaluation.
    words : Words
        The language.

    Returns
    -------
    Figure
        The figure.
    """
    from matplotlib.figure import Figure

    columns = [c for c in range(len(curve.outcomes)) if curve.mean[:, c].max() >= SHOWN_SHARE]
    columns = columns or list(range(len(curve.outcomes)))
    colours = _colours(scenario)
    rows = -(-len(columns) // 2)
    height = 0.75 + 1.75 * rows
    with drawing():
        figure = Figure(figsize=(11, height))
        grid = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False)
        figure.subplots_adjust(
            0.035, 0.3 / height, 0.99, 1 - 0.62 / height, wspace=0.05, hspace=0.32
        )
        for axes in grid.ravel()[len(columns) :]:
            axes.set_visible(False)
        for axes, column in zip(grid.ravel(), columns, strict=False):
            outcome = curve.outcomes[column]
            low, mean, high = (100 * p[:, column] for p in (curve.low, curve.mean, curve.high))
            axes.fill_between(
                _drawn(curve), low, high, color=colours[outcome], alpha=0.35, lw=0
            )
            axes.plot(_drawn(curve), mean, color=INK, lw=1.3)
            axes.set_title(
                outcome_name(words, scenario, outcome), loc="left", fontsize=9.5, weight="bold"
            )
            axes.set_ylim(0, 100)
            _calendar(axes, curve)
            quiet(axes)
        figure.suptitle(
            words.say("Of 100 histories; the band is the 95 % interval"),
            x=0.008,
            y=1 - 0.1 / height,
            va="top",
            ha="left",
            fontsize=10,
        )
    return figure


def _room(curve: Curve, labels: Sequence[tuple[TurningPoint, str]]) -> float:
    """Tell how wide the curve may be that the names to the right of it are whole [inches]."""
    first, span = float(curve.days[0]), max(1.0, float(np.ptp(curve.days)))
    widths = [FULL_WIDTH]
    for point, text in labels:
        along = max((point.day - first) / span, 1e-6)
        widths.append((FULL_WIDTH - _label_width(text)) / along)
    return max(LEAST_WIDTH, min(widths))


def _label_width(text: str) -> float:
    return max(len(line) for line in text.splitlines()) * LETTER_INCH * 0.87 + 0.12


def _stack(
    axes: Axes, scenario: Scenario, curve: Curve, words: Words, width: float = AXES_WIDTH
) -> None:
    colours, dates = _colours(scenario), _drawn(curve)
    tops = 100 * np.cumsum(curve.mean, axis=1)
    floors = np.column_stack([np.zeros(len(tops)), tops[:, :-1]])
    for column, outcome in enumerate(curve.outcomes):
        axes.fill_between(
            dates,
            floors[:, column],
            tops[:, column],
            facecolor=colours[outcome],
            edgecolor="#ffffff99",
            hatch=HATCHES[column % len(HATCHES)],
            lw=0.3,
        )
        name = outcome_name(words, scenario, outcome)
        spot = _spot(dates, floors[:, column], tops[:, column], name, width)
        if spot is not None:
            axes.text(
                *spot,
                name,
                ha="center",
                va="center",
                fontsize=8.5,
                bbox={"facecolor": PAPER, "alpha": 0.85, "edgecolor": "none", "pad": 1.8},
            )
    axes.set_ylim(0, 100)
    _calendar(axes, curve)
    axes.set_ylabel(words.say("of 100 histories"))
    quiet(axes)


def _spot(
    dates: NDArray[np.float64],
    floor: NDArray[np.float64],
    top: NDArray[np.float64],
    name: str,
    width: float = AXES_WIDTH,
) -> tuple[float, float] | None:
    """Find where a band holds its whole name, with the most room about it; None if nowhere."""
    half = (len(name) + 2) * LETTER_INCH / 2 * max(1.0, float(np.ptp(dates))) / width
    best, room = None, NAMED_ROOM
    for middle in dates[(dates - half > dates[0]) & (dates + half < dates[-1])]:
        under = (dates > middle - half) & (dates < middle + half)
        low, high = float(floor[under].max()), float(top[under].min())
        if high - low > room:
            best, room = (float(middle), (low + high) / 2), high - low
    return best


def _label(words: Words, scenario: Scenario, point: TurningPoint) -> str:
    name = point_name(words, scenario, point)
    when = words.date(point_date(scenario, point), "medium")
    short = outcome_name(words, scenario, point.outcome)
    short = short if len(short) <= MOST_LETTERS else f"{short[: MOST_LETTERS - 2].rstrip()}…"
    return f"{name}, {when}\n{short} {words.signed(100 * point.change)}"


def _lanes(days: Sequence[int], texts: Sequence[str], days_inch: float) -> list[int]:
    """Stack labels that stand to the right of their own line, so that no line crosses a text.

    From the last to the first: a label goes above every later one that its text would reach.
    """
    lanes = [0] * len(days)
    for at in reversed(range(len(days))):
        reach = days[at] + _label_width(texts[at]) * days_inch
        over = [lanes[later] for later in range(at + 1, len(days)) if days[later] < reach]
        lanes[at] = max(over, default=-1) + 1
    return lanes


def _flag(axes: Axes, curve: Curve, point: TurningPoint, text: str, base: float) -> None:
    # the change lies between two days: its mark stands on both, its name on the first
    first = _day_number(point.date)
    last = _day_number(min(point.until, curve.dates[-1]))
    axes.axvspan(first, last, color=INK, alpha=0.13, lw=0)
    top = base + LANE_INCH / AXES_HEIGHT * 0.86
    axes.plot(
        [first, first],
        [0, top],
        transform=axes.get_xaxis_transform(),
        color=INK,
        lw=0.8,
        clip_on=False,
    )
    axes.annotate(
        text,
        (first, base),
        xycoords=axes.get_xaxis_transform(),
        xytext=(3, 0),
        textcoords="offset points",
        fontsize=7.6,
        va="bottom",
        ha="left",
        annotation_clip=False,
        linespacing=1.15,
    )


def _legend(
    figure: Figure, scenario: Scenario, curve: Curve, words: Words, left: float
) -> None:
    from matplotlib.patches import Patch

    colours = _colours(scenario)
    handles = [
        Patch(
            facecolor=colours[outcome],
            edgecolor="#ffffff99",
            hatch=HATCHES[column % len(HATCHES)],
            label=outcome_name(words, scenario, outcome),
        )
        for column, outcome in enumerate(curve.outcomes)
    ]
    figure.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(left - 0.008, 0.0),
        ncols=min(LEGEND_COLUMNS, len(handles)),
        frameon=False,
        fontsize=8.5,
        handlelength=1.8,
        handleheight=1.1,
    )


def _colours(scenario: Scenario) -> dict[str, str]:
    return {outcome.id: outcome.colour for outcome in scenario.outcomes}


def quiet(axes: Axes) -> None:
    """Leave of a frame what is needed.

    Parameters
    ----------
    axes : Axes
        Its frame and ticks are thinned.
    """
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=3, labelsize=8.5)


def _drawn(curve: Curve) -> NDArray[np.float64]:
    return np.array([_day_number(when) for when in curve.dates])


def _day_number(when: datetime.date) -> float:
    """Count days as matplotlib does: from 1 January 1970."""
    return float((when - datetime.date(1970, 1, 1)).days)


def _calendar(axes: Axes, curve: Curve) -> None:
    axes.xaxis_date()
    first, last = _day_number(curve.dates[0]), _day_number(curve.dates[-1])
    axes.set_xlim(first, max(last, first + 1))
