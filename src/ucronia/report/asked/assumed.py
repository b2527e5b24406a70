"""Assumptions changed: which parameters are held, at what, and what is thought of them else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import RenderableType
from rich.text import Text

from ucronia.compiler.levels import quantile
from ucronia.report.asked.shown import short
from ucronia.report.tables import Row
from ucronia.report.words import Words
from ucronia.scenario.model import Parameter, Scenario

LEVELS = (0.05, 0.5, 0.95)
"""Of the prior: what is told beside the value that is held."""

Held = Sequence[tuple[str, float]]
"""Parameters and their values, as a fork holds them."""


def assumed_parts(
    words: Words, scenario: Scenario, held: Held, message: str
) -> list[RenderableType]:
    """Tell the assumptions that were changed.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose parameters they are.
    held : sequence of (str, float)
        Parameters and values.
    message : str
        What is said of all of them, in English: in which histories they are held.

    Returns
    -------
    list of RenderableType
        A sentence, and a line for each; nothing where none is held.
    """
    if not held:
        return []
    known = {parameter.id: parameter for parameter in scenario.parameters}
    lines = [Text(f"- {_line(words, known[id], value)}") for id, value in held]
    return [Text(words.say(message)), *lines, Text()]


def assumed_rows(scenario: Scenario, held: Held) -> list[Row]:
    """Give the assumptions that were changed as rows.

    Parameters
    ----------
    scenario : Scenario
        Whose parameters they are.
    held : sequence of (str, float)
        Parameters and values.

    Returns
    -------
    list of dict
        parameter, value, unit.
    """
    units = {parameter.id: parameter.unit for parameter in scenario.parameters}
    return [{"parameter": id, "value": value, "unit": units[id]} for id, value in held]


def _line(words: Words, parameter: Parameter, value: float) -> str:
    if "fixed" in parameter.prior:
        return words.say(
            "{name} ({id}): {value} ({unit}); else {middle} in all",
            name=words.text(parameter.text),
            id=parameter.id,
            value=_held(words, value),
            unit=parameter.unit,
            middle=short(words, float(parameter.prior["fixed"])),
        )
    low, middle, high = (float(v) for v in quantile(parameter.prior, np.array(LEVELS)))
    return words.say(
        "{name} ({id}): {value} ({unit}); else {middle} in the median, 90 of 100 draws between "
        "{low} and {high}",
        name=words.text(parameter.text),
        id=parameter.id,
        value=_held(words, value),
        unit=parameter.unit,
        middle=short(words, middle),
        low=short(words, low),
        high=short(words, high),
    )


def _held(words: Words, value: float) -> str:
    """Write a value that was set, and so is known exactly: a whole number without decimals."""
    return words.number(value) if value.is_integer() else short(words, value)
