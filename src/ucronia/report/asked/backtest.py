"""How good the forecasts are: tables, JSON and figures of a backtest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType

from ucronia.analysis.backtest.blocks import ASKED_ON_ITS_DAY, HELD_OUT, IN_SAMPLE, Block, Line
from ucronia.analysis.backtest.scoring import Reliability
from ucronia.analysis.backtest.skill import Skill
from ucronia.analysis.questions.backtest import Backtest
from ucronia.report.asked import dicts
from ucronia.report.asked.backtest_told import backtest_parts
from ucronia.report.asked.kept import keep_forecasts
from ucronia.report.asked.result import Answer
from ucronia.report.tables import Row
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ASKED_KEY = "asked"
"""Of decisions asked on their day, where others have their horizon."""


@dataclass(frozen=True, repr=False)
class Backtested(Answer[Backtest]):
    """Forecasts from every fork, held against what came.

    Parameters
    ----------
    found : Backtest
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give lines, one a block, horizon, kind and baseline; and reliability, one a bin."""
        blocks = self.found.blocks
        return {
            "lines": [row for block in blocks for row in _line_rows(block)],
            "reliability": [
                {"block": block.id, "horizon": horizon, "kind": kind, **row}
                for block in blocks
                for (horizon, kind), found in block.reliability.items()
                for row in _bins(found)
            ],
        }

    def to_dict(self) -> Row:
        """Give it as `backtest --json` prints it: see docs/evidence.md for the shape."""
        found = self.found
        until = found.taught_until
        return {
            **{id: _block_dict(found.block(id)) for id in (IN_SAMPLE, HELD_OUT)},
            "blocks": {
                block.id: {
                    "first": block.first.isoformat(),
                    "last": block.last.isoformat(),
                    "forks": {_key(h): count for h, count in block.forks.items()},
                    "bootstrap_blocks": dicts.clean(
                        {_key(h): count for h, count in block.blocks.items()}
                    ),
                }
                for block in found.blocks
            },
            "reliability": {
                block.id: _reliability_dict(block.reliability) for block in found.blocks
            },
            "taught_until": until.isoformat() if until else None,
            "never_open": list(found.never_open),
            "stopped": self.is_stopped,
            **dicts.origin_dict(self.origin),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give tables of skill, block by block, and what is and isn't foreseen."""
        return backtest_parts(Words(lang), self.found)

    def plot(self, lang: str = "en") -> Figure:
        """Draw the skill by horizon."""
        from ucronia.report.figures.skill import skill_chart

        return skill_chart(self.found, Words(lang))

    def plot_reliability(self, lang: str = "en") -> Figure:
        """Draw how often what was forecast came."""
        from ucronia.report.figures.reliability import reliability_chart

        return reliability_chart(self.found, Words(lang))

    def keep(self) -> Path:
        """Keep it beside the scenario, for later answers to read; give the file's path."""
        return keep_forecasts(self.found)

    def write(self, folder: str | Path, lang: str = "en") -> Path:
        """Write both tables and both figures into a folder; give its path."""
        from ucronia.report.figures.files import save

        folder = Path(folder)
        save(self.plot(lang), folder, "skill")
        save(self.plot_reliability(lang), folder, "reliability")
        for table in self.tables():
            self.save(folder / f"{table}.csv", table)
        return folder


def _key(horizon: int) -> str:
    return ASKED_KEY if horizon == ASKED_ON_ITS_DAY else str(horizon)


def _block_dict(block: Block | None) -> Row:
    found: Row = {}
    for line in block.lines if block else ():
        found.setdefault(_key(line.horizon), {})[line.kind] = dicts.clean(_line_dict(line))
    return found


def _line_dict(line: Line) -> Row:
    return {
        "n": line.n,
        "came": line.came,
        "log_score": line.log_score.get("model"),
        line.measure: line.score["model"],
        "skill": {name: vars(skill) for name, skill in line.skill.items()},
        "log_skill": {name: vars(skill) for name, skill in line.log_skill.items()},
        "baselines": {
            name: {line.measure: line.score[name], "log_score": line.log_score.get(name)}
            for name in line.score
            if name != "model"
        },
    }


def _line_rows(block: Block) -> Iterator[Row]:
    for line in block.lines:
        for baseline in line.score:
            if baseline == "model":
                continue
            skill = line.skill.get(baseline, Skill(float("nan"), float("nan"), float("nan")))
            row = {
                "block": block.id,
                "horizon": line.horizon,
                "kind": line.kind,
                "baseline": baseline,
                "n": line.n,
                "came": line.came,
                "measure": line.measure,
                "score": line.score["model"],
                "baseline_score": line.score[baseline],
                "log_score": line.log_score.get("model", float("nan")),
                "baseline_log_score": line.log_score.get(baseline, float("nan")),
                "skill": skill.value,
                "skill_low": skill.low,
                "skill_high": skill.high,
            }
            yield dicts.clean(row)


def _bins(found: Reliability) -> list[Row]:
    rows = zip(found.forecast, found.came, found.low, found.high, found.count, strict=True)
    return [
        dicts.clean(
            {
                "forecast": float(forecast),
                "came": float(came),
                "low": float(low),
                "high": float(high),
                "n": int(count),
            }
        )
        for forecast, came, low, high, count in rows
    ]


def _reliability_dict(found: Mapping[tuple[int, str], Reliability]) -> Row:
    told: Row = {}
    for (horizon, kind), bins in found.items():
        told.setdefault(str(horizon), {})[kind] = _bins(bins)
    return told
