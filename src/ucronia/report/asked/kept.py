"""The last results of a trial kept beside the scenario: what later answers say of free play."""

from __future__ import annotations

import json
import math
from pathlib import Path

from ucronia.analysis.backtest.blocks import HELD_OUT
from ucronia.analysis.outcomes import Origin
from ucronia.analysis.questions.backtest import Backtest
from ucronia.analysis.questions.plausible import Line, Plausibility
from ucronia.errors import StoreError
from ucronia.report.forecasts import SORTS, skill_told
from ucronia.report.put import put
from ucronia.report.replies import DIGITS
from ucronia.scenario.model import Scenario
from ucronia.scenario.tried import (
    FORECASTS,
    RATES,
    Of,
    TriedForecast,
    TriedForecasts,
    TriedRate,
    TriedRates,
    tried_path,
)


def keep_rates(found: Plausibility) -> Path:
    """Keep which reference rates free play lies in range of.

    Parameters
    ----------
    found : Plausibility
        What was found; lines whose range is the record's own are left out.

    Returns
    -------
    Path
        The file, beside the scenario.
    """
    rates = tuple(_rate(line) for line in found.lines if line.has_source)
    return _put(found.scenario, RATES, TriedRates(of=_of(found.origin), rates=rates))


def keep_forecasts(found: Backtest) -> Path:
    """Keep in which sorts of forecast there is skill held out.

    Parameters
    ----------
    found : Backtest
        What was found.

    Returns
    -------
    Path
        The file, beside the scenario.

    Raises
    ------
    StoreError
        If nothing was held out.
    """
    block = found.block(HELD_OUT)
    if block is None:
        raise StoreError(
            "nothing was held out, so there is nothing to keep; fork more often (--every), or "
            "hold out from an earlier day (--held-out-from)"
        )
    forecasts = tuple(
        TriedForecast(kind=line.kind, horizon=line.horizon, skill=skill_told(line))
        for line in block.lines
        if line.kind in SORTS and line.skill
    )
    kept = TriedForecasts(
        of=_of(found.origin),
        first=block.first.isoformat(),
        last=block.last.isoformat(),
        forecasts=forecasts,
    )
    return _put(found.scenario, FORECASTS, kept)


def _rate(line: Line) -> TriedRate:
    value, low, high = (_known(part) for part in (line.value, line.low, line.high))
    return TriedRate(
        id=line.rate.id, value=value, low=low, high=high, in_range=line.is_in_range
    )


def _known(number: float) -> float | None:
    return round(number, DIGITS) if math.isfinite(number) else None


def _of(origin: Origin) -> Of:
    return Of(
        scenario=origin.scenario,
        hash=origin.hash,
        version=origin.version,
        parameters=origin.parameters,
        seed=origin.seed,
        replicas=origin.replicas,
    )


def _put(scenario: Scenario, command: str, kept: TriedRates | TriedForecasts) -> Path:
    path = tried_path(scenario, command)
    text = json.dumps(kept.model_dump(mode="json"), indent=1) + "\n"
    try:
        path.parent.mkdir(exist_ok=True)
        put(path, text.encode())
    except OSError as error:
        raise StoreError(f"{path}: can't be kept: {error.strerror}") from error
    return path
