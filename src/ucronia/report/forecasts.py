"""What is forecast: its names, with the days over which, and whether there is skill in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ucronia.analysis.backtest.blocks import Line
from ucronia.analysis.backtest.cases import (
    ASKED,
    DECISIONS,
    EVENTS,
    MEN,
    NEAR,
    PLACES,
    PROVINCES,
)
from ucronia.report.words import Words

SORTS = (ASKED, DECISIONS, EVENTS, PROVINCES, PLACES, NEAR, MEN)
"""What is forecast, in the order in which it is told; kinds of events have a table apart."""
NAMES = {
    ASKED: "Decisions, asked on their day",
    DECISIONS: "Decisions, taken within the days",
    EVENTS: "Kinds of events, within the days",
    PROVINCES: "Who holds each province",
    PLACES: "Place of each army",
    NEAR: "What each army is near",
    MEN: "Men of each army",
    "battle": "Battle",
    "siege": "Siege",
    "capitulation": "An army or a fort gives in",
    "province_to_other_nation": "Another nation takes a province",
    "province_within_nation": "A province changes hands within its nation",
    "war_between_states": "War between states",
    "war_within": "War within a nation",
    "peace_between_states": "Peace between states",
    "peace_within": "Peace within a nation",
    "alliance": "Alliance",
    "confederation_founded": "A confederation is founded",
    "government_founded": "A government is set up",
    "government_dissolved": "A government is dissolved",
    "union_joined": "A state joins a confederation",
    "secession": "A state leaves a confederation",
    "pact": "A pact is ratified or refused",
    "assembly_votes": "An assembly votes",
    "head_changes": "The head of a state changes",
    "defection": "A force changes sides",
    "leader_exiled": "A leader goes into exile",
    "leader_taken": "A leader is taken",
    "leader_dies": "A leader dies",
}
"""Messages of the catalogues; a rule has its own text."""
Skilled = Literal["better", "worse", "none"]
BETTER: Skilled = "better"
WORSE: Skilled = "worse"
NONE: Skilled = "none"


def skill_told(line: Line) -> Skilled:
    """Say whether a sort of forecast has skill.

    Parameters
    ----------
    line : Line
        With its skills beside each baseline, by both scores.

    Returns
    -------
    str
        BETTER than every baseline; WORSE than one; NONE to be told from noise beside some.
    """
    skills = (*line.skill.values(), *line.log_skill.values())
    found = [skill.is_better for skill in skills]
    if False in found:
        return WORSE
    return NONE if None in found else BETTER


def sorts_named(words: Words, sorts: Iterable[tuple[str, int]]) -> str:
    """Name sorts of forecast, each with its horizons.

    Parameters
    ----------
    words : Words
        The language.
    sorts : iterable of (str, int)
        One of SORTS, and the days; 0 for none.

    Returns
    -------
    str
        As `Place of each army (30, 90); Men of each army (30)`.
    """
    horizons: dict[str, list[str]] = {}
    for kind, days in sorted(sorts, key=lambda sort: (SORTS.index(sort[0]), sort[1])):
        horizons.setdefault(kind, []).extend([words.number(days)] if days else [])
    named = [
        f"{words.say(NAMES[kind])} ({', '.join(days)})" if days else words.say(NAMES[kind])
        for kind, days in horizons.items()
    ]
    return "; ".join(named)
