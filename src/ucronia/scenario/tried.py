"""What free play of a scenario was last held against: small files beside it, if there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ucronia.errors import StoreError
from ucronia.scenario.model import Scenario

ROOM = "tried"
"""Folder in that of a scenario; its files are no part of what the scenario's hash is of."""
RATES, FORECASTS = "plausible", "backtest"
"""Commands whose last results are kept; each file bears its command's name."""


class _Kept(BaseModel):
    """What every part has: no other fields than these, and none is changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Of(_Kept):
    """Of what, by what, and how it was played."""

    scenario: str
    hash: str
    version: str
    parameters: str
    seed: int
    replicas: int


class TriedRate(_Kept):
    """A reference rate: what free play made of it, and whether that lies in its range."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    in_range: bool | None


class TriedRates(_Kept):
    """What `ucronia plausible` found of the rates whose range comes from elsewhere."""

    of: Of
    rates: tuple[TriedRate, ...]


class TriedForecast(_Kept):
    """A sort of forecast over a horizon [days; 0 on its day], held out of calibration."""

    kind: str
    horizon: int
    skill: Literal["better", "none", "worse"]
    """Than every baseline; than none, as far as can be told; than some baseline, worse."""


class TriedForecasts(_Kept):
    """What `ucronia backtest` found of forecasts held out, from a day to another."""

    of: Of
    first: str
    last: str
    forecasts: tuple[TriedForecast, ...]


Tried = TypeVar("Tried", TriedRates, TriedForecasts)


def tried_path(scenario: Scenario, command: str) -> Path:
    """Say where the last results of a command are kept.

    Parameters
    ----------
    scenario : Scenario
        With its folder.
    command : str
        RATES or FORECASTS.

    Returns
    -------
    Path
        Of a file that need not be there.
    """
    return Path(scenario.folder) / ROOM / f"{command}.json"


def tried_rates(scenario: Scenario) -> TriedRates | None:
    """Read what `ucronia plausible --keep` left.

    Parameters
    ----------
    scenario : Scenario
        With its folder.

    Returns
    -------
    TriedRates or None
        None where nothing was kept.
    """
    return _read(scenario, RATES, TriedRates)


def tried_forecasts(scenario: Scenario) -> TriedForecasts | None:
    """Read what `ucronia backtest --keep` left.

    Parameters
    ----------
    scenario : Scenario
        With its folder.

    Returns
    -------
    TriedForecasts or None
        None where nothing was kept.
    """
    return _read(scenario, FORECASTS, TriedForecasts)


def _read(scenario: Scenario, command: str, form: type[Tried]) -> Tried | None:
    path = tried_path(scenario, command)
    if not scenario.folder or not path.is_file():
        return None
    try:
        return form.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        again = f"`ucronia {command} --keep` writes it anew"
        raise StoreError(f"{path}: not what that command keeps; {again}") from error
