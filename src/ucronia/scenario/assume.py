"""An assumption changed: a parameter held at one value, in its own unit and range."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ucronia.errors import QuestionError
from ucronia.scenario.model import Parameter, Scenario
from ucronia.scenario.shapes import nearest

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{0,10})?\Z")
_SHARE, _PACE = "share", " a year"
"""A unit that begins so is of a part of something, between 0 and 1; at a pace in the year more
than the whole may go."""


@dataclass(frozen=True)
class Assumption:
    """A parameter held at a value, in every draw and from the first day.

    Parameters
    ----------
    parameter : str
        Its id.
    value : float
        In its own unit.
    """

    parameter: str
    value: float


def parse_assumption(scenario: Scenario, text: str) -> Assumption:
    """Read an assumption as it is written at the shell.

    Parameters
    ----------
    scenario : Scenario
        Whose parameters are meant.
    text : str
        `NAME=NUMBER`.

    Returns
    -------
    Assumption
        Of a parameter that the scenario has, within its range.

    Raises
    ------
    QuestionError
        Where there is no such parameter, no number, or one out of range.

    Examples
    --------
    >>> from ucronia.scenario.new import TEMPLATE
    >>> from ucronia.scenario.read import load
    >>> parse_assumption(load(TEMPLATE), "fog_courier=0")
    Assumption(parameter='fog_courier', value=0.0)
    """
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        raise QuestionError(f'"{text[:80]}" should be NAME=NUMBER, as fog_courier=0')
    known = {parameter.id: parameter for parameter in scenario.parameters}
    if name not in known:
        near = nearest(name, known)
        raise QuestionError(f'parameter "{name[:80]}" is not in this scenario{near}')
    parameter = known[name]
    if not _NUMBER.match(value):
        raise QuestionError(
            f'"{text[:80]}" should end in a number: {_unit_and_range(parameter)}'
        )
    number = float(value)
    low, high = range_of(parameter)
    if not low <= number <= high:
        raise QuestionError(f"{name} can't be {value[:40]}: {_unit_and_range(parameter)}")
    return Assumption(name, number)


def range_of(parameter: Parameter) -> tuple[float, float]:
    """Say between what a parameter can be held.

    Parameters
    ----------
    parameter : Parameter
        The parameter.

    Returns
    -------
    tuple of float
        Least and greatest value: what its prior can give, its end points included; of a fixed
        one, all of its sign, and shares up to 1.
    """
    kind, value = next(iter(parameter.prior.items()))
    is_share = parameter.unit.startswith(_SHARE) and _PACE not in parameter.unit
    low, high = _SUPPORTS[kind](value, is_share)
    return low, high


def _fixed(value: float, is_share: bool) -> tuple[float, float]:
    if value < 0:
        return -math.inf, math.inf
    return 0.0, (1.0 if is_share and value <= 1 else math.inf)


_SUPPORTS: Mapping[str, Any] = {
    "fixed": _fixed,
    "normal": lambda value, is_share: (-math.inf, math.inf),
    "lognormal": lambda value, is_share: (0.0, 1.0 if is_share else math.inf),
    "beta": lambda value, is_share: (0.0, 1.0),
    "uniform": lambda value, is_share: (float(value[0]), float(value[1])),
}


def _unit_and_range(parameter: Parameter) -> str:
    low, high = range_of(parameter)
    if math.isinf(low):
        span = "any number"
    elif math.isinf(high):
        span = f"{low:g} or more"
    else:
        span = f"from {low:g} to {high:g}"
    return f"{parameter.unit}, {span}"
