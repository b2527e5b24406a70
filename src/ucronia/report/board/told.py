"""A history's chronicle for the page: what happened, on which day, and where."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.lines import TELLING
from ucronia.analysis.outcomes import date_of
from ucronia.analysis.questions.occasions import pools_of
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.report.chronicle import Names, line_sentence
from ucronia.report.words import Words

Json = dict[str, Any]
_AFOOT = (lay.L_EVADE, lay.L_SIEGE, lay.L_LAND, lay.L_SEA_BATTLE, lay.L_MET, lay.L_INTERCEPT)
TOLD = frozenset(TELLING) | frozenset(_AFOOT)
"""Kinds of line that are told: musters and marches are seen on the map."""


def names_in(words: Words, world: World) -> Names:
    """Give the names of all that the log's numbers mean.

    Parameters
    ----------
    words : Words
        The language.
    world : World
        What was played.

    Returns
    -------
    Names
        Forces born in play are named by their polity.
    """
    return Names(words, world.scenario, pools_of(world))


def chronicle_json(
    names: Names, world: World, event: NDArray[np.int64], value: NDArray[np.float64]
) -> list[Json]:
    """Tell a history's event log.

    Parameters
    ----------
    names : Names
        Names in one language.
    world : World
        What was played.
    event, value : NDArray
        [G, 6] and [G, 4] the log.

    Returns
    -------
    list of dict
        `day`, `date`, `text` and, where it has one, `place`.
    """
    told = []
    for line, numbers in zip(event, value, strict=True):
        text = line_sentence(names, line, numbers) if int(line[1]) in TOLD else ""
        if not text:
            continue
        day, place = int(line[0]), int(line[5])
        row: Json = {"day": day, "date": date_of(world.scenario, day).isoformat(), "text": text}
        # a rule's last number is its second role, not a place
        if place >= 0 and int(line[1]) != lay.L_RULE:
            row["place"] = world.names.things["place"][place]
        told.append(row)
    return told
