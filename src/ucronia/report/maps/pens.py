"""How each side is drawn: colour, dashes and a sign, so that none rests on its colour alone."""

from __future__ import annotations

import colorsys
from typing import Any, NamedTuple

from ucronia.report.figures.charts import INK
from ucronia.report.maps.campaign import Campaign

DASHES: tuple[Any, ...] = (
    "-",
    (0, (5, 1.6)),
    (0, (1.6, 1.3)),
    (0, (6, 1.4, 1.4, 1.4)),
    (0, (9, 2.2)),
    (0, (5, 1.2, 1.2, 1.2, 1.2, 1.2)),
    (0, (3, 1.2)),
    (0, (8, 1.4, 2.6, 1.4)),
)
SIGNS = (
    ("o", "\N{BLACK CIRCLE}"),
    ("s", "\N{BLACK SQUARE}"),
    ("^", "\N{BLACK UP-POINTING TRIANGLE}"),
    ("D", "\N{BLACK DIAMOND}"),
    ("v", "\N{BLACK DOWN-POINTING TRIANGLE}"),
    ("P", "\N{HEAVY GREEK CROSS}"),
    ("X", "\N{HEAVY MULTIPLICATION X}"),
    ("*", "\N{BLACK STAR}"),
)
"""A side's sign on its lines, and the same before its names."""
DARKEST = 0.34
"""Most lightness of a colour in which something is written."""


class Pen(NamedTuple):
    """How one side is drawn."""

    colour: str
    """Of its lines."""
    ink: tuple[float, float, float]
    """Its colour, dark enough to read."""
    dash: Any
    """As matplotlib takes it."""
    sign: str
    """A matplotlib marker."""
    letter: str
    """The same sign as a letter."""


def pens(campaign: Campaign) -> dict[str, Pen]:
    """Choose the pens of a map.

    Parameters
    ----------
    campaign : Campaign
        The span.

    Returns
    -------
    dict of str to Pen
        By polity, in the order of the scenario's list: those of one map differ in dashes and
        sign up to eight.
    """
    seen = {track.polity for track in campaign.tracks}
    polities = [polity for polity in campaign.scenario.polities if polity.id in seen]
    found = {}
    for number, polity in enumerate(polities):
        sign, letter = SIGNS[number % len(SIGNS)]
        dash, colour = DASHES[number % len(DASHES)], polity.colour
        found[polity.id] = Pen(colour, _dark(colour), dash, sign, letter)
    for other in sorted(seen - set(found)):
        found[other] = Pen(INK, _dark(INK), "-", *SIGNS[0])
    return found


def _dark(colour: str) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    hue, light, strength = colorsys.rgb_to_hls(*to_rgb(colour))
    return colorsys.hls_to_rgb(hue, min(light, DARKEST), strength)
