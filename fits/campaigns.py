"""A positive rate over campaigns: its middle, how they differ, and how well it forecasts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy import stats


@dataclass(frozen=True)
class Seen:
    """What one march or column gave."""

    campaign: str
    value: float


@dataclass(frozen=True)
class LogFit:
    """A log-normal over campaigns."""

    median: float
    log_se: float
    """Of the log of the median, between campaigns."""
    log_sd: float
    """Of one observation about the median, on the log."""
    n: int
    campaigns: int

    def to_dict(self) -> dict[str, float]:
        """Give it as a YAML line: mean and se of the median, and the rest."""
        return {
            "mean": round(self.median, 5),
            "se": round(self.median * self.log_se, 5),
            "log_se": round(self.log_se, 3),
            "log_sd": round(self.log_sd, 3),
            "n": self.n,
            "campaigns": self.campaigns,
        }


def fit_log(seen: Sequence[Seen]) -> LogFit:
    """Fit a log-normal; every campaign counts once, whatever it gave.

    Parameters
    ----------
    seen : sequence of Seen
        Two campaigns at least.

    Returns
    -------
    LogFit
        The error is that of a mean of campaigns' means.
    """
    names = sorted({one.campaign for one in seen})
    logs = [[math.log(one.value) for one in seen if one.campaign == name] for name in names]
    means = np.array([np.mean(part) for part in logs])
    middle = float(means.mean())
    every = np.concatenate([np.array(part) for part in logs]) - middle
    return LogFit(
        math.exp(middle),
        float(means.std(ddof=1) / math.sqrt(means.size)),
        float(np.sqrt((every**2).sum() / (every.size - 1))),
        len(seen),
        len(names),
    )


def leave_out(seen: Sequence[Seen]) -> dict[str, float]:
    """Forecast each campaign from the others.

    Parameters
    ----------
    seen : sequence of Seen
        Three campaigns at least.

    Returns
    -------
    dict of str to float
        rmse of the log, and the share that the 90 % interval holds, by Student's t.
    """
    misses, inside = [], []
    for name in sorted({one.campaign for one in seen}):
        fit = fit_log([one for one in seen if one.campaign != name])
        width = math.sqrt(fit.log_sd**2 + fit.log_se**2)
        half = float(stats.t.ppf(0.95, fit.campaigns - 1)) * width
        for one in seen:
            if one.campaign == name:
                misses.append(math.log(one.value / fit.median))
                inside.append(abs(misses[-1]) <= half)
    return {
        "rmse": float(np.sqrt(np.mean(np.square(misses)))),
        "coverage": float(np.mean(inside)),
        "n": len(misses),
    }


def write(path: Path, table: dict[str, dict[str, float]], source: str) -> None:
    """Write fits as a small YAML.

    Parameters
    ----------
    path : Path
        Where to.
    table : dict
        Name to mean, se, n and the rest.
    source : str
        By which script, from what.
    """
    heading = f"# Written by {source}. Don't edit.\n"
    path.write_text(heading + yaml.safe_dump(table, sort_keys=False), encoding="utf-8")
