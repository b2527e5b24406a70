"""How a turning point is named and dated: by its weightiest entry."""

from __future__ import annotations

from datetime import date

from ucronia.analysis.turning import TurningPoint
from ucronia.report.words import Words, entries_named, entry_name
from ucronia.scenario.model import Scenario


def point_name(words: Words, scenario: Scenario, point: TurningPoint) -> str:
    """Name a turning point by its weightiest entry.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        The scenario.
    point : TurningPoint
        The turning point.

    Returns
    -------
    str
        The entry's short name; the first date where the record is silent.
    """
    entry = entries_named(scenario).get(point.entry)
    if entry is None:
        return words.date(point.date, "medium")
    return entry_name(words, scenario, entry)


def point_title(words: Words, scenario: Scenario, point: TurningPoint) -> str:
    """Name and date a turning point.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        The scenario.
    point : TurningPoint
        The turning point.

    Returns
    -------
    str
        "Battle of Yungay, 20 January 1839".
    """
    when = words.date(point_date(scenario, point))
    return f"{point_name(words, scenario, point)}, {when}"


def point_date(scenario: Scenario, point: TurningPoint) -> date:
    """Date a turning point by the entry that it is named by.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    point : TurningPoint
        The turning point.

    Returns
    -------
    date
        The entry's, where it is known to the day; else that of the fork before.
    """
    entry = entries_named(scenario).get(point.entry)
    if entry is None or entry.precision != "day":
        return point.date
    return date.fromisoformat(entry.date)
