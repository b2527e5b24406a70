"""How good are the forecasts? Each fork's, held against what the record holds after it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.asked import Asked as AskedDecisions
from ucronia.analysis.backtest.asked import asked_cases, asked_in, odds_where_open
from ucronia.analysis.backtest.baselines import MODEL, PRIOR
from ucronia.analysis.backtest.blocks import (
    ASKED_ON_ITS_DAY,
    HELD_OUT,
    IN_SAMPLE,
    LEAST_DAYS,
    Block,
    Split,
    held_out_day,
)
from ucronia.analysis.backtest.cases import Cases
from ucronia.analysis.backtest.kinds import LINES_KEPT
from ucronia.analysis.backtest.tally import Sought, Tally, sought_in
from ucronia.analysis.backtest.truth import truth_of
from ucronia.analysis.outcomes import Origin, day_of
from ucronia.analysis.questions.batches import BATCH, Asked
from ucronia.analysis.questions.occasions import fork_days
from ucronia.compiler.build import World
from ucronia.compiler.posterior import with_posterior
from ucronia.ensemble.following import decision_odds, follow
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW, run_forks
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario

HORIZONS = (30, 90, 180)
"""[days] that forecasts look ahead."""
FORECASTING = "Forecasting from every fork"
FORECASTING_PRIOR = "Forecasting under the priors"


@dataclass(frozen=True)
class Plan:
    """What is to be forecast, from when.

    Parameters
    ----------
    every : int
        [days] between regular forks.
    weighty : int
        Weightiest entries with a fork on their eve.
    held_out_from : int or None
        Day from which forks count as held out, where no posterior was taught by later ones;
        the scenario's where None.
    """

    every: int = 30
    weighty: int = 40
    held_out_from: int | None = None


@dataclass(frozen=True)
class Backtest:
    """All of it.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    parameters : str
        `prior`, or what the posterior is called.
    taught_until : date or None
        Last day that taught the posterior; None under the priors.
    blocks : tuple of Block
        Those that have forks.
    never_open : tuple of str
        Decisions whose rule was open in no draw, and that are therefore not scored.
    stopped : bool
        True where an interrupt left replicas out.
    """

    scenario: Scenario
    origin: Origin
    parameters: str
    taught_until: date | None
    blocks: tuple[Block, ...]
    never_open: tuple[str, ...]
    stopped: bool

    def block(self, id: str) -> Block | None:
        """Give a block, None where it has no forks."""
        return next((block for block in self.blocks if block.id == id), None)


def backtest(
    world: World, asked: Asked, version: str, plan: Plan | None = None, parameters: str = PRIOR
) -> Backtest:
    """Forecast from every fork, and score it against what the record holds.

    Parameters
    ----------
    world : World
        What is played; with a posterior, the priors are a baseline.
    asked : Asked
        Replicas from each fork, the seed and the threads.
    version : str
        Of this package, for the origin.
    plan : Plan, optional
        Which forks.
    parameters : str
        What the world's parameters are called.

    Returns
    -------
    Backtest
        Scores and skills by block, horizon and kind.

    Raises
    ------
    QuestionError
        If no fork has a horizon within the record.
    """
    plan = plan or Plan()
    began = time.perf_counter()
    sought = sought_in(world, HORIZONS)
    days = np.array(fork_days(world, plan.every, plan.weighty, after=False), dtype=np.int64)
    days = days[days + HORIZONS[0] <= world.end_day]
    if len(days) < LEAST_DAYS:
        raise QuestionError(
            f"the record ends before {HORIZONS[0]} days have passed after two forks; "
            "fork more often (--every)"
        )
    worlds = {MODEL: world}
    if world.posterior is not None:
        worlds[PRIOR] = with_posterior(world, None)
    tallies, is_whole = _played(worlds, sought, days, asked)
    split = Split(world, days, _held_from(world, plan))
    truth = truth_of(world, sought, days.tolist())
    decided, on_its_day, never = _asked(worlds, split, tallies[MODEL].replicas, asked)
    cases = {ASKED_ON_ITS_DAY: (decided.days, [on_its_day])} | {
        horizon: split.cases(tallies, truth, number, horizon)
        for number, horizon in enumerate(HORIZONS)
    }
    blocks = (split.block(id, cases, asked.seed) for id in (IN_SAMPLE, HELD_OUT))
    played = sum(tally.replicas for tally in tallies.values()) * len(days)
    origin = Origin(
        world.scenario.id,
        world.scenario.hash,
        version,
        asked.seed,
        tallies[MODEL].replicas,
        PER_DRAW,
        played,
        time.perf_counter() - began,
    )
    return Backtest(
        world.scenario,
        origin,
        parameters,
        world.posterior.until if world.posterior is not None else None,
        tuple(block for block in blocks if block is not None),
        never,
        not is_whole,
    )


def _held_from(world: World, plan: Plan) -> int:
    """Give the day from which forks are held out: none that a posterior was taught by."""
    day = held_out_day(world) if plan.held_out_from is None else plan.held_out_from
    if world.posterior is None:
        return day
    return max(day, day_of(world.scenario, world.posterior.until.isoformat()) + 1)


def _played(
    worlds: Mapping[str, World], sought: Sought, days: NDArray[np.int64], asked: Asked
) -> tuple[dict[str, Tally], bool]:
    """Play every fork under each world, and count; an interrupt keeps what is done."""
    tallies: dict[str, Tally] = {}
    for name, world in worlds.items():
        forks = [_fork(world, int(day)) for day in days]
        tally = tallies[name] = Tally(world, sought, forks)
        stage = FORECASTING if name == MODEL else FORECASTING_PRIOR
        try:
            for runs in _batches(world, forks, asked, stage):
                tally.take(runs)
        except KeyboardInterrupt:
            if not tallies[MODEL].replicas:
                raise
            return {name: one for name, one in tallies.items() if one.replicas}, False
    return tallies, True


def _fork(world: World, day: int) -> Fork:
    within = (day + horizon for horizon in HORIZONS if day + horizon <= world.end_day)
    return Fork(day, checkpoints=tuple(within))


def _batches(world: World, forks: Sequence[Fork], asked: Asked, stage: str) -> Iterator[Runs]:
    wanted = asked.replicas + asked.replicas % PER_DRAW
    for first in range(0, wanted, BATCH):

        def tell(done: int, _: int, first: int = first) -> None:
            if asked.progress:
                asked.progress(stage, done + first * len(forks), wanted * len(forks))

        yield run_forks(
            world,
            forks,
            min(BATCH, wanted - first),
            seed=asked.seed,
            threads=asked.threads,
            keep_kinds=LINES_KEPT,
            keep_standing=True,
            ahead=HORIZONS[-1],
            first_replica=first,
            progress=tell,
        )


def _asked(
    worlds: Mapping[str, World], split: Split, replicas: int, asked: Asked
) -> tuple[AskedDecisions, Cases, tuple[str, ...]]:
    """Ask every decision of the record on its day, and score the option taken."""
    world = worlds[MODEL]
    decided = asked_in(world, follow(world, [0]).draw.entry_day)
    rows = [world.plan.record.order[entry.id] for entry in decided.entries]
    draws = max(1, replicas // PER_DRAW)
    mixed = {}
    for name, one in worlds.items():
        odds, is_open = decision_odds(one, draws, seed=asked.seed, threads=asked.threads)
        mixed[name] = odds_where_open(odds[:, rows].astype(np.float64), is_open[:, rows])
    cases = asked_cases(world, decided, mixed, draws, split.of(decided.days, 0))
    shut = np.flatnonzero(np.isnan(mixed[MODEL][:, 0]))
    never = tuple(decided.entries[row].id for row in shut)
    return decided, cases, never
