"""Names and dates on a panel: each where it covers nothing and crosses least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ucronia.report.figures.charts import INK
from ucronia.report.figures.panels import Panel, text_size

RADII = (0.05, 0.08, 0.12, 0.17, 0.24, 0.33, 0.44, 0.58, 0.75, 0.95, 1.2)
"""Inches from a label's edge to what it names, in turn."""
ANGLES = np.radians(np.arange(0, 360, 15))
PAD = 0.018
"""Kept free about a label [inches]."""
LEADER = 0.1
"""From so far a thin line leads to what is named [inches]."""
COVER, CROSS, ASIDE = 0.05, 0.15, 0.02
"""What a point of a line under a label costs, a label under a leader, and a place that is not
to the right: inches farther off."""
LINE_HEIGHT = 1.22
"""Of a line to its letters."""
Points = NDArray[np.float64]


@dataclass(frozen=True)
class Label:
    """Something to write.

    Parameters
    ----------
    text : str
        One line or more.
    anchors : sequence of tuple
        Points that it may stand by [inches], any of them.
    points : float
        Size of its letters.
    colour : Any
        Of them, as matplotlib takes it.
    is_bold : bool
        Whether they are bold.
    is_slanted : bool
        Whether they are slanted.
    reach : float
        How far off it may stand [inches].
    is_alone : bool
        Whether it names an area, and no line leads from it.
    """

    text: str
    anchors: Sequence[tuple[float, float]]
    points: float
    colour: Any = INK
    is_bold: bool = False
    is_slanted: bool = False
    reach: float = 0.33
    is_alone: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of it [inches]."""
        lines = self.text.split("\n")
        wide = max(text_size(line, self.points, self.is_bold)[0] for line in lines)
        # slanted letters are a little wider
        wide *= 1.03 if self.is_slanted else 1.01
        return wide, len(lines) * self.points * LINE_HEIGHT / 72


class Labels:
    """Writes labels on a panel, in the order of their weight.

    Parameters
    ----------
    panel : Panel
        What labels cover is added to what is taken.
    soft : array
        [point, 2] inches: lines, which labels keep off where they can.
    """

    def __init__(self, panel: Panel, soft: Points) -> None:
        self.panel = panel
        self.soft = soft

    def write(self, label: Label) -> bool:
        """Write a label where it covers nothing.

        Parameters
        ----------
        label : Label
            What is to be written.

        Returns
        -------
        bool
            False where there was no room.
        """
        found = [best for anchor in label.anchors if (best := self._best(label, anchor))]
        if not found:
            return False
        _, anchor, (west, south, east, north) = min(found)
        self.panel.taken.append((west, south, east, north))
        at = self.panel.degrees(west + PAD, (south + north) / 2)
        self.panel.axes.text(
            *at,
            label.text,
            fontsize=label.points,
            color=label.colour,
            weight="bold" if label.is_bold else "normal",
            style="italic" if label.is_slanted else "normal",
            ha="left",
            va="center",
            linespacing=1.05,
            zorder=9,
            bbox={"facecolor": "#ffffff", "alpha": 0.86, "edgecolor": "none", "pad": 0.3},
        )
        self._lead(label, anchor, (west, south, east, north))
        return True

    def _best(
        self, label: Label, anchor: tuple[float, float]
    ) -> tuple[float, tuple[float, float], tuple[float, float, float, float]] | None:
        """Find the cheapest free place about a point."""
        boxes, cost = self._candidates(label, anchor)
        free = self._free(boxes)
        if not free.any():
            return None
        boxes, cost = boxes[free], cost[free]
        cost = cost + COVER * self._covered(boxes, anchor)
        order = np.argsort(cost, kind="stable")[:12]
        priced = [(float(cost[n] + self._crossed(anchor, boxes[n])), int(n)) for n in order]
        price, best = min(priced)
        west, south, east, north = (float(part) for part in boxes[best])
        return price, anchor, (west, south, east, north)

    def _candidates(self, label: Label, anchor: tuple[float, float]) -> tuple[Points, Points]:
        wide, tall = label.size
        radius, angle = (
            part.ravel() for part in np.meshgrid([r for r in RADII if r <= label.reach], ANGLES)
        )
        across, up = np.cos(angle), np.sin(angle)
        middle_x = anchor[0] + across * radius + _edge(across) * (wide / 2 + PAD)
        middle_y = anchor[1] + up * radius + _edge(up) * (tall / 2 + PAD)
        half = np.array([wide / 2 + PAD, tall / 2 + PAD])
        middle = np.column_stack([middle_x, middle_y])
        cost = radius + ASIDE * (1 - across) + ASIDE * np.abs(up)
        return np.hstack([middle - half, middle + half]), cost

    def _free(self, boxes: Points) -> NDArray[np.bool_]:
        panel = self.panel
        most = np.array([panel.width, panel.height]) - 0.02
        inside = (boxes[:, :2] > 0.02).all(axis=1) & (boxes[:, 2:] < most).all(axis=1)
        taken = np.array(panel.taken, dtype=np.float64).reshape(-1, 4)
        low = (boxes[:, None, :2] < taken[None, :, 2:]).all(axis=2)
        high = (taken[None, :, :2] < boxes[:, None, 2:]).all(axis=2)
        covers = np.any(low & high, axis=1)
        free: NDArray[np.bool_] = inside & ~covers
        return free

    def _covered(self, boxes: Points, anchor: tuple[float, float]) -> Points:
        """Count the points of lines under each box."""
        reach = np.abs(boxes - np.tile(anchor, 2)).max()
        near = self.soft[(np.abs(self.soft - anchor) <= reach).all(axis=1)]
        over = (near[None] > boxes[:, None, :2]) & (near[None] < boxes[:, None, 2:])
        counts: Points = over.all(axis=2).sum(axis=1).astype(np.float64)
        return counts

    def _crossed(self, anchor: tuple[float, float], box: Points) -> float:
        """Price the labels that a leader would run over."""
        end = _nearest(anchor, box)
        part = np.linspace(0.15, 0.95, 12)[:, None]
        line = np.array(anchor) * (1 - part) + np.array(end) * part
        taken = np.array(self.panel.taken, dtype=np.float64).reshape(-1, 4)
        over = (line[:, None] > taken[None, :, :2]) & (line[:, None] < taken[None, :, 2:])
        return CROSS * float(over.all(axis=2).any(axis=0).sum())

    def _lead(
        self,
        label: Label,
        anchor: tuple[float, float],
        box: tuple[float, float, float, float],
    ) -> None:
        end = _nearest(anchor, np.array(box))
        length = float(np.hypot(end[0] - anchor[0], end[1] - anchor[1]))
        if length < LEADER or label.is_alone:
            return
        spots = [self.panel.degrees(*spot) for spot in (anchor, end)]
        self.panel.axes.plot(
            [lon for lon, _ in spots],
            [lat for _, lat in spots],
            color=label.colour,
            lw=0.5,
            zorder=8,
        )
        part = np.linspace(0, 1, max(2, int(length / 0.03)))[:, None]
        line = np.array(anchor) * (1 - part) + np.array(end) * part
        self.soft = np.vstack([self.soft, line])


def _edge(share: Points) -> Points:
    """Say how far a box lies to one side of the way to it: wholly, unless it is straight."""
    return np.clip(share * 1.6, -1, 1)


def _nearest(anchor: tuple[float, float], box: Points) -> tuple[float, float]:
    """Give the point of a box nearest to another."""
    x = float(np.clip(anchor[0], box[0], box[2]))
    return x, float(np.clip(anchor[1], box[1], box[3]))
