"""The record in two blocks, before and after what may teach: how forecasts in each fared."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.baselines import MODEL, elsewhere
from ucronia.analysis.backtest.cases import DECISIONS, EVENTS, MEN, Cases, Look, all_cases
from ucronia.analysis.backtest.scoring import Reliability
from ucronia.analysis.backtest.skill import (
    FEW_BLOCKS,
    SHORTEST_BLOCK,
    Blocks,
    Skill,
    make_blocks,
    reliability_of,
    skill_of,
    sums_by_day,
)
from ucronia.analysis.backtest.tally import Tally
from ucronia.analysis.backtest.truth import Truth
from ucronia.analysis.outcomes import date_of, day_of
from ucronia.compiler.build import World

IN_SAMPLE, HELD_OUT = "in_sample", "held_out"
ASKED_ON_ITS_DAY = 0
"""Horizon of decisions asked on their own day."""
LEAST_DAYS = 2
"""Forks without which a block tells nothing."""
Days = NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """How one sort of forecast fared over one horizon.

    Parameters
    ----------
    horizon : int
        [days]; ASKED_ON_ITS_DAY of decisions asked on their day.
    kind : str
        What was forecast.
    measure : str
        `brier`, or `crps` [men].
    n : int
        Cases.
    came : float
        Share that came, of yes or no; else nan.
    score : dict
        Forecaster to mean Brier score, or CRPS.
    log_score : dict
        Forecaster to mean logarithmic score [nats]; empty of men.
    skill, log_skill : dict
        Baseline to skill by either score; empty of a kind that came always or never, and
        without an interval where it came in too few spells, or stayed away in too few.
    """

    horizon: int
    kind: str
    measure: str
    n: int
    came: float
    score: Mapping[str, float]
    log_score: Mapping[str, float]
    skill: Mapping[str, Skill]
    log_skill: Mapping[str, Skill]


@dataclass(frozen=True)
class Block:
    """A stretch of the record, and how forecasts within it fared.

    Parameters
    ----------
    id : str
        IN_SAMPLE or HELD_OUT.
    first, last : date
        Its first day, and the last that a horizon may reach.
    forks : dict
        Horizon to forks from which it was forecast.
    blocks : dict
        Horizon to blocks of the bootstrap that they hold.
    lines : tuple of Line
        By horizon, then by kind.
    reliability : dict
        (horizon, EVENTS or DECISIONS) to how reliable the probabilities are.
    """

    id: str
    first: date
    last: date
    forks: Mapping[int, int]
    blocks: Mapping[int, float]
    lines: tuple[Line, ...]
    reliability: Mapping[tuple[int, str], Reliability]


def held_out_day(world: World) -> int:
    """Give the first day that no parameter may be taught by."""
    return day_of(world.scenario, world.scenario.held_out_from)


class Split:
    """The forks, and which block each belongs to at a horizon.

    Parameters
    ----------
    world : World
        What is played.
    days : NDArray[np.int64]
        [G] the forks' days.
    held_from : int
        Day from which forks are held out.
    """

    def __init__(self, world: World, days: NDArray[np.int64], held_from: int) -> None:
        self.world, self.days = world, days
        self.taught_to = min(held_out_day(world), held_from)
        self.held_from = held_from

    def of(self, days: Days, horizon: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which days' forecasts lie in the sample, and which are held out.

        One whose horizon crosses the line is neither.
        """
        ends = days + horizon
        sample = (days < self.taught_to) & (ends <= self.taught_to)
        return sample, (days >= self.held_from) & (ends <= self.world.end_day)

    def cases(
        self, tallies: Mapping[str, Tally], truth: Truth, number: int, horizon: int
    ) -> tuple[Days, list[Cases]]:
        """Score all that is forecast for a horizon, and give the days forecast from."""
        sample, held = self.of(self.days, horizon)
        rows = np.flatnonzero(sample | held)
        days, sample = self.days[rows], sample[rows]
        if not len(rows):
            return days, []
        start = date_of(self.world.scenario, 0)
        own = elsewhere(start, days, horizon, sample, True)
        other = elsewhere(start, days, horizon, sample, False)
        may = np.where(sample[:, None], own, other)
        return days, all_cases(Look(self.world, tallies, truth, number, rows, may))

    def block(
        self, id: str, cases: Mapping[int, tuple[Days, list[Cases]]], seed: int
    ) -> Block | None:
        """Gather one block's lines; None where no horizon has forks enough in it."""
        gathered = _Gathered()
        for horizon, (days, some) in cases.items():
            keep = self.of(days, horizon)[id == HELD_OUT]
            if keep.sum() >= LEAST_DAYS:
                gathered.take(horizon, some, (days, keep), seed)
        if not set(gathered.forks) - {ASKED_ON_ITS_DAY}:
            return None
        is_held = id == HELD_OUT
        first = self.held_from if is_held else 0
        last = self.world.end_day if is_held else self.taught_to
        scenario = self.world.scenario
        return Block(
            id,
            date_of(scenario, first),
            date_of(scenario, last - 1),
            gathered.forks,
            gathered.blocks,
            tuple(gathered.lines),
            gathered.reliability,
        )


class _Gathered:
    """What one block's horizons come to."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.forks: dict[int, int] = {}
        self.blocks: dict[int, float] = {}
        self.reliability: dict[tuple[int, str], Reliability] = {}

    def take(
        self, horizon: int, some: list[Cases], of: tuple[Days, NDArray[np.bool_]], seed: int
    ) -> None:
        days, keep = of
        sample = make_blocks(days[keep], horizon, seed)
        row = np.cumsum(keep) - 1
        self.forks[horizon], self.blocks[horizon] = int(keep.sum()), sample.count
        for each in some:
            kept = each.where(keep)
            if not len(kept.day):
                continue
            kept = dataclasses.replace(kept, day=row[kept.day])
            self.lines.append(_line(horizon, kept, sample, days[keep]))
            if each.kind in (EVENTS, DECISIONS):
                self.reliability[horizon, each.kind] = reliability_of(
                    kept.chance, kept.came > 0.0, kept.day, sample
                )


def _line(horizon: int, cases: Cases, blocks: Blocks, days: Days) -> Line:
    came = float(cases.came.mean()) if len(cases.chance) else float("nan")
    # of what always came, or never, there is nothing to tell apart
    can_be_told = came not in (0.0, 1.0)
    is_spread = not len(cases.chance) or _is_spread(cases, days, horizon)
    return Line(
        horizon,
        cases.kind,
        "crps" if cases.kind == MEN else "brier",
        len(cases.day),
        came,
        {name: _mean(each) for name, each in cases.score.items()},
        {name: _mean(each) for name, each in cases.log.items()},
        _skills(cases.score, cases.day, blocks, is_spread) if can_be_told else {},
        _skills(cases.log, cases.day, blocks, is_spread) if can_be_told else {},
    )


def _mean(score: NDArray[np.float64]) -> float:
    known = score[np.isfinite(score)]
    return float(known.mean()) if len(known) else float("nan")


def _is_spread(cases: Cases, days: Days, horizon: int) -> bool:
    """Tell whether what came did so in enough spells, and stayed away in enough.

    A bootstrap of what came in one spell alone tells nothing of how it would fare in another.
    """
    length = max(horizon, SHORTEST_BLOCK)
    spell = (days[cases.day] - days[0]) // length
    came = cases.came > 0.0
    return all(len(np.unique(spell[which])) >= FEW_BLOCKS for which in (came, ~came))


def _skills(
    scores: Mapping[str, NDArray[np.float64]], day: Days, blocks: Blocks, is_spread: bool
) -> dict[str, Skill]:
    count = blocks.weight.shape[1]
    found = {}
    for name, each in scores.items():
        # a baseline is held against the model where it has a forecast
        has_one = np.isfinite(each)
        if name != MODEL and has_one.any():
            ours, theirs = (
                sums_by_day(score[has_one], day[has_one], count)
                for score in (scores[MODEL], each)
            )
            found[name] = skill_of(ours, theirs, blocks)
    if is_spread:
        return found
    return {name: Skill(skill.value, np.nan, np.nan) for name, skill in found.items()}
