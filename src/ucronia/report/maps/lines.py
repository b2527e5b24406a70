"""Tracks drawn on a panel: side by side on one road, with signs and arrowheads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ucronia.report.figures.charts import INK
from ucronia.report.figures.panels import Panel
from ucronia.report.figures.roads import edge_of
from ucronia.report.maps.campaign import Campaign, Leg, Track
from ucronia.report.maps.coast import evenly
from ucronia.report.maps.pens import Pen

LAND_POINTS, SEA_POINTS = 1.9, 1.0
"""Width of a march and of a passage."""
LANE_INCH = 0.043
"""Between the lines of two forces on one road."""
MOST_WIDE_INCH = 0.26
"""Of all lines on one road together."""
LEAST_ARROW_INCH, LEAST_SIGN_INCH = 0.16, 0.6
"""Length of a leg that bears an arrowhead, and of one that bears its side's sign."""
ARROW_AT, SIGN_AT = 0.62, 0.33
"""Shares of the leg's length in the panel."""
STEP_INCH = 0.03
"""Between the points of a line that labels keep off."""
Points = NDArray[np.float64]
_Key = tuple[str, str, bool]


class Drawn(NamedTuple):
    """A leg as it stands on a panel."""

    track: Track
    leg: Leg
    line: Points
    """[point, 2] inches from the panel's lower left corner, evenly spaced; inside alone."""


def draw_tracks(panel: Panel, campaign: Campaign, pens: Mapping[str, Pen]) -> list[Drawn]:
    """Draw the tracks of a map.

    Parameters
    ----------
    panel : Panel
        Where.
    campaign : Campaign
        The span.
    pens : mapping of str to Pen
        By polity.

    Returns
    -------
    list of Drawn
        What can be seen of them.
    """
    lanes = _lanes(campaign)
    drawn = []
    for track in campaign.tracks:
        for leg in track.legs:
            line = evenly(_line(panel, track, leg, lanes), STEP_INCH)
            for part in _inside(panel, line):
                _stroke(panel, part, leg, pens[track.polity])
                drawn.append(Drawn(track, leg, part))
    for item in drawn:
        _dress(panel, item, pens[item.track.polity])
    return drawn


def _lanes(campaign: Campaign) -> dict[tuple[_Key, str, bool], float]:
    """Give each force its lane on each road, by its direction [shares of all lanes]."""
    users: dict[_Key, list[tuple[str, bool]]] = {}
    for track in campaign.tracks:
        for leg in track.legs:
            for piece in leg.pieces:
                a, b = sorted(piece.ends)
                user = (track.force.id, piece.ends == (a, b))
                held = users.setdefault((a, b, leg.is_sea), [])
                if user not in held:
                    held.append(user)
    found = {}
    for key, held in users.items():
        gap = min(LANE_INCH, MOST_WIDE_INCH / len(held))
        for number, (force, is_forth) in enumerate(held):
            found[key, force, is_forth] = (number - (len(held) - 1) / 2) * gap
    return found


def _line(
    panel: Panel, track: Track, leg: Leg, lanes: Mapping[tuple[_Key, str, bool], float]
) -> Points:
    """Put the pieces of a leg together, each in its lane [inches]."""
    parts = []
    for piece in leg.pieces:
        a, b = sorted(piece.ends)
        is_forth = piece.ends == (a, b)
        aside = lanes[(a, b, leg.is_sea), track.force.id, is_forth]
        points = np.array([panel.inches(*point) for point in piece.points])
        # the lane lies on one side of the road, whichever way it is walked
        parts.append(_beside(points, aside if is_forth else -aside))
    return np.vstack(parts)


def _beside(points: Points, aside: float) -> Points:
    """Move a line to its left by so much."""
    along = np.diff(points, axis=0)
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / length[:, None]
    mean = np.vstack([normal[:1], (normal[:-1] + normal[1:]) / 2, normal[-1:]])
    return points + aside * mean


def _inside(panel: Panel, line: Points) -> list[Points]:
    """Cut a line into what lies in the panel."""
    size = np.array([panel.width, panel.height])
    is_in = ((line >= 0) & (line <= size)).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_in, [False]]).astype(int)))
    runs = [line[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [run for run in runs if len(run) > 1]


def _stroke(panel: Panel, line: Points, leg: Leg, pen: Pen) -> None:
    lon, lat = _degrees(panel, line)
    if leg.is_sea:
        panel.axes.plot(lon, lat, color=pen.ink, lw=SEA_POINTS, ls=pen.dash, zorder=4)
        return
    edge = edge_of(pen.colour)
    width = LAND_POINTS + (1.1 if edge == INK else 1.6)
    panel.axes.plot(lon, lat, color=edge, lw=width, zorder=5, solid_capstyle="round")
    dash: dict[str, Any] = {"ls": pen.dash, "dash_capstyle": "butt", "zorder": 6}
    if edge == INK and pen.dash != "-":
        # gaps between light dashes show white, not the dark edge
        panel.axes.plot(lon, lat, color="#ffffff", lw=LAND_POINTS, zorder=5.5)
    panel.axes.plot(lon, lat, color=pen.colour, lw=LAND_POINTS, **dash)


def _dress(panel: Panel, item: Drawn, pen: Pen) -> None:
    """Set an arrowhead on a leg, and on a long one its side's sign."""
    from matplotlib.patches import FancyArrowPatch

    line, length = item.line, STEP_INCH * len(item.line)
    if length < LEAST_ARROW_INCH:
        return
    at = int(ARROW_AT * (len(line) - 1))
    tail, head = (panel.degrees(*line[step]) for step in (max(0, at - 1), at + 1))
    style = "-|>,head_length=5.2,head_width=2.7" if not item.leg.is_sea else "->"
    size = 1 if not item.leg.is_sea else 6
    panel.axes.add_patch(
        FancyArrowPatch(
            tail,
            head,
            arrowstyle=style,
            mutation_scale=size,
            shrinkA=0,
            shrinkB=0,
            facecolor=pen.ink,
            edgecolor=pen.ink if item.leg.is_sea else "#ffffff",
            lw=0.9 if item.leg.is_sea else 0.35,
            zorder=6.6,
        )
    )
    if length >= LEAST_SIGN_INCH:
        spot = panel.degrees(*line[int(SIGN_AT * (len(line) - 1))])
        marker: dict[str, Any] = {"mfc": "#ffffff", "mec": pen.ink, "mew": 0.9, "ms": 4.2}
        panel.axes.plot(*spot, pen.sign, zorder=6.5, **marker)


def _degrees(panel: Panel, line: Points) -> tuple[list[float], list[float]]:
    spots = [panel.degrees(float(x), float(y)) for x, y in line]
    return [lon for lon, _ in spots], [lat for _, lat in spots]


def soft_points(drawn: Sequence[Drawn]) -> Points:
    """Give the points that labels keep off where they can.

    Parameters
    ----------
    drawn : sequence of Drawn
        The lines of a panel.

    Returns
    -------
    array
        [point, 2] inches.
    """
    return np.vstack([np.empty((0, 2)), *(item.line for item in drawn)])
