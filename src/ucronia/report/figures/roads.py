"""Marches and passages on a map: roads on land, thin lines at sea."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ucronia.report.figures.charts import INK
from ucronia.report.figures.ground import land_rings
from ucronia.report.figures.panels import Panel
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.path import Path

DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)))
"""Of the marches of one colour, in turn: no line rests on its colour alone."""
LAND_POINTS, SEA_POINTS = 1.5, 0.7
"""Width of a road and of a passage."""
LIGHT = 0.7
"""Brightness from which a line needs a dark edge on a light ground."""
BENDS = (0.08, -0.08, 0.16, -0.16, 0.3, -0.3)
"""Of a passage, in turn, until one keeps off the land."""

Spot = tuple[float, float]


@dataclass(frozen=True)
class March:
    """Where a force was, as its sources place it.

    Parameters
    ----------
    force : str
        Id of the force.
    name : str
        Its name in the map's language.
    colour : str
        Of its line.
    stops : tuple of (date, float, float)
        Date, longitude and latitude, in order.
    """

    force: str
    name: str
    colour: str
    stops: tuple[tuple[date, float, float], ...]


@dataclass(frozen=True)
class Leg:
    """A march or passage between two stops.

    Parameters
    ----------
    start : tuple of float
        Longitude and latitude.
    end : tuple of float
        Longitude and latitude.
    is_sea : bool
        True of a passage.
    has_arrow : bool
        False where it was made both ways.
    """

    start: Spot
    end: Spot
    is_sea: bool
    has_arrow: bool


def legs_of(scenario: Scenario, march: March) -> list[Leg]:
    """Part a march into its legs.

    Parameters
    ----------
    scenario : Scenario
        For its ports, and for which forces are fleets.
    march : March
        The march.

    Returns
    -------
    list of Leg
        Each road and passage once, though it was made many times.
    """
    fleets = {force.id for force in scenario.forces if force.kind == "fleet"}
    ports = {(place.lon, place.lat) for place in scenario.places if place.zone}
    spots = [(lon, lat) for _, lon, lat in march.stops]
    made = dict.fromkeys(pair for pair in pairwise(spots) if pair[0] != pair[1])
    legs = []
    for start, end in made:
        is_back = (end, start) in made
        if is_back and list(made).index((end, start)) < list(made).index((start, end)):
            continue
        is_sea = march.force in fleets or (start in ports and end in ports)
        legs.append(Leg(start, end, is_sea, not is_back))
    return legs


def dashes_of(marches: Sequence[March]) -> list[Any]:
    """Choose the dashes of each march.

    Parameters
    ----------
    marches : sequence of March
        The marches.

    Returns
    -------
    list
        One a march: those of one colour differ.
    """
    met: dict[str, int] = {}
    found = []
    for march in marches:
        turn = met.get(march.colour, 0)
        found.append(DASHES[turn % len(DASHES)])
        met[march.colour] = turn + 1
    return found


def edge_of(colour: str) -> str:
    """Choose the colour of a line's edge.

    Parameters
    ----------
    colour : str
        Of the line.

    Returns
    -------
    str
        Dark about a light line, white about others.
    """
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return INK if 0.3 * red + 0.59 * green + 0.11 * blue > LIGHT else "#ffffff"


def draw_roads(panel: Panel, scenario: Scenario, marches: Sequence[March]) -> None:
    """Draw the marches.

    Parameters
    ----------
    panel : Panel
        Where.
    scenario : Scenario
        For ports, fleets and land.
    marches : sequence of March
        The marches.
    """
    shores = _shores(scenario)
    dashes = dashes_of(marches)
    for index, march in enumerate(marches):
        # each force bends its road its own way, so that two on one road are told apart
        bend = 0.05 * (1 + index % 6 // 2) * (1 if index % 2 else -1)
        for leg in legs_of(scenario, march):
            if leg.is_sea:
                bend_at_sea = _bend_at_sea(panel, leg, shores, index)
                _line(panel, leg, bend_at_sea, (march.colour, SEA_POINTS, dashes[index], 4))
                continue
            edge = edge_of(march.colour)
            width = LAND_POINTS + (0.8 if edge == INK else 1.7)
            _line(panel, Leg(leg.start, leg.end, False, False), bend, (edge, width, "-", 5))
            _line(panel, leg, bend, (march.colour, LAND_POINTS, dashes[index], 6))


def _line(panel: Panel, leg: Leg, bend: float, pen: tuple[str, float, Any, int]) -> None:
    from matplotlib.patches import FancyArrowPatch

    colour, width, dash, order = pen
    size = "head_length=2.6,head_width=1.4" if leg.is_sea else "head_length=3.6,head_width=2"
    panel.axes.add_patch(
        FancyArrowPatch(
            leg.start,
            leg.end,
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle=f"-|>,{size}" if leg.has_arrow else "-",
            shrinkA=1,
            shrinkB=2,
            color=colour,
            lw=width,
            linestyle=dash,
            zorder=order,
            mutation_scale=1,
        )
    )


def _bend_at_sea(panel: Panel, leg: Leg, shores: Sequence[Path], turn: int) -> float:
    """Choose the bend that keeps a passage off the land, or nearest to it."""
    bends = [bend * (1 + 0.12 * (turn % 4)) for bend in BENDS]
    ashore = [_ashore(panel, leg, bend, shores) for bend in bends]
    return bends[int(np.argmin(ashore))]


def _ashore(panel: Panel, leg: Leg, bend: float, shores: Sequence[Path]) -> int:
    """Count the points of a curve that lie on land; its ends are ports and don't count."""
    start, end = np.array(panel.inches(*leg.start)), np.array(panel.inches(*leg.end))
    across = end - start
    middle = (start + end) / 2 + bend * np.array([across[1], -across[0]])
    part = np.linspace(0.1, 0.9, 17)[:, None]
    curve = (1 - part) ** 2 * start + 2 * part * (1 - part) * middle + part**2 * end
    points: NDArray[np.float64] = np.array([panel.degrees(*spot) for spot in curve])
    return sum(int(shore.contains_points(points).sum()) for shore in shores)


def _shores(scenario: Scenario) -> list[Path]:
    from matplotlib.path import Path

    return [Path(np.column_stack(ring)) for ring in _rings(scenario)]


def _rings(scenario: Scenario) -> Iterable[tuple[Any, Any]]:
    return (ring for ring in land_rings(scenario) if len(ring[0]) > 2)
