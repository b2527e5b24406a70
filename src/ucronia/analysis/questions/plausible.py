"""Is free play plausible? What it does, held against what is known from elsewhere."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy.stats import chi2, quantile_test, t

from ucronia.analysis.ground import Ground
from ucronia.analysis.measures import Sample, Told, gather, reduce
from ucronia.analysis.outcomes import Origin, date_of, origin_of
from ucronia.analysis.questions.batches import Asked
from ucronia.compiler.build import World
from ucronia.engine.layout import COUNT_LOG
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW, replay, run_forks
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario
from ucronia.scenario.recorded import AT_SEA, Rate

DATES = 10
"""Days from which it is played, evenly apart from the first to the day of classification."""
SHOWN_DRAW = 0
"""The draw whose replay gives the record's own figures."""
_BATCH = 50
"""Replicas between two chances to stop: all that they log is in memory at once."""
_FEW_DATES = 3
"""Days played from under which their spread tells nothing."""
_LEAST = 6
"""Things of which a median has an interval by order statistics at 95 %."""


@dataclass(frozen=True)
class Line:
    """One rate: what free play makes of it, and what is known of it.

    Parameters
    ----------
    rate : Rate
        Of what.
    value : float
        Over all histories; nan where there was nothing to measure, inf for a length of which
        more than half outlast the play.
    low, high : float
        Range; nan where nothing gives one.
    record : float
        The record's own figure; nan where it has none.
    by_date : tuple of float
        Of each day played from.
    """

    rate: Rate
    value: float
    low: float
    high: float
    record: float
    by_date: tuple[float, ...]

    @property
    def half(self) -> float:
        """Half of the value's 95 % interval over the days played from, as a mean of theirs.

        Student's (1908); what differs from day to day is in it, so that it is rather too wide.
        """
        known = [value for value in self.by_date if math.isfinite(value)]
        if len(known) < _FEW_DATES or not math.isfinite(self.value):
            return float("nan")
        error = float(np.std(known, ddof=1)) / math.sqrt(len(known))
        return float(t.ppf(0.975, len(known) - 1)) * error

    @property
    def has_source(self) -> bool:
        """True where the range comes from elsewhere, False where it is the record's own."""
        return self.rate.low is not None

    @property
    def is_in_range(self) -> bool | None:
        """True where the value lies in the range, None where one of them is missing."""
        if any(math.isnan(number) for number in (self.value, self.low, self.high)):
            return None
        return self.low <= self.value <= self.high


@dataclass(frozen=True)
class Plausibility:
    """All lines, and where they come from.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    dates : tuple of date
        Days played from.
    lines : tuple of Line
        One a reference rate.
    stopped : bool
        True where an interrupt left replicas out.
    """

    scenario: Scenario
    origin: Origin
    dates: tuple[date, ...]
    lines: tuple[Line, ...]
    stopped: bool


def plausible(world: World, asked: Asked, version: str, dates: int = DATES) -> Plausibility:
    """Play freely from several days, and hold what comes against the reference rates.

    Parameters
    ----------
    world : World
        What is played.
    asked : Asked
        Replicas from each day, the seed and the threads.
    version : str
        Of this package, for the origin.
    dates : int
        Days to play from.

    Returns
    -------
    Plausibility
        A line a rate.

    Raises
    ------
    QuestionError
        If the scenario gives no reference rates.

    Notes
    -----
    The range of a line comes from the rate's source, never from the record; where no source
    gives one it is the record's own figure with its interval, and the line says so.
    """
    rates = world.scenario.rates
    if not rates:
        raise QuestionError("the scenario gives no reference rates; list some in rates.csv")
    days = tuple(world.end_day * step // dates for step in range(dates))
    ground = Ground(world)
    began = time.perf_counter()
    samples = [[Sample() for _ in days] for _ in rates]
    played = 0
    stopped = False
    try:
        for runs in _batches(world, [Fork(day) for day in days], asked):
            _take_in(ground, rates, samples, runs, world.end_day)
            played += runs.outcome.shape[1]
    except KeyboardInterrupt:
        stopped = True
        if not played:
            raise
    scenario = world.scenario
    seconds = time.perf_counter() - began
    last = origin_of(scenario, runs, version, played * len(days), seconds)
    origin = dataclasses.replace(last, replicas=played)
    own = _record_told(world, asked.seed)
    lines = tuple(
        _line(ground, rate, each, own, scenario)
        for rate, each in zip(rates, samples, strict=True)
    )
    return Plausibility(
        scenario, origin, tuple(date_of(scenario, day) for day in days), lines, stopped
    )


def _batches(world: World, forks: Sequence[Fork], asked: Asked) -> Iterator[Runs]:
    wanted = asked.replicas + asked.replicas % PER_DRAW
    for first in range(0, wanted, _BATCH):

        def tell(done: int, _: int, first: int = first) -> None:
            if asked.progress:
                asked.progress("plausible", done + first * len(forks), wanted * len(forks))

        yield run_forks(
            world,
            forks,
            min(_BATCH, wanted - first),
            seed=asked.seed,
            threads=asked.threads,
            keep_events=True,
            keep_books=True,
            first_replica=first,
            progress=tell,
        )


def _take_in(
    ground: Ground,
    rates: Sequence[Rate],
    samples: list[list[Sample]],
    runs: Runs,
    end: int,
) -> None:
    for row, fork in enumerate(runs.forks):
        for replica, (events, values) in enumerate(runs.events[row]):
            told = Told(events, values, fork.day, end, runs.books[row, replica])
            for rate, each in zip(rates, samples, strict=True):
                gather(ground, rate, told, each[row])


def _record_told(world: World, seed: int) -> Told:
    """Give what the record's own replay logs; it keeps no books."""
    end = world.end_day
    state, log, _ = replay(world, end, seed=seed, draw=SHOWN_DRAW)
    count = min(int(state.persons.counter[COUNT_LOG]), len(log.event))
    nothing = np.zeros((0, 0), dtype=np.float32)
    return Told(log.event[:count].copy(), log.event_value[:count].copy(), 0, end, nothing)


def _recorded(ground: Ground, rate: Rate, own: Told, scenario: Scenario) -> Sample:
    """Gather what the record has: of rules the entries that realise them, else its replay."""
    recorded = Sample()
    gather(ground, rate, own, recorded)
    if rate.measure == "firings":
        fits = [
            entry
            for entry in scenario.entries
            if entry.rule in rate.rules
            and (not rate.of or next(iter(entry.bind.values()), "") in rate.of)
        ]
        recorded.values = [float(len(fits))]
        # no entry may be of these rules though the thing was seen: of another rule, say
        recorded.years *= bool(fits)
    return recorded


def _line(
    ground: Ground, rate: Rate, each: list[Sample], own: Told, scenario: Scenario
) -> Line:
    whole = Sample()
    for sample in each:
        whole.add(sample.values, sample.is_open)
        whole.years += sample.years
    recorded = _recorded(ground, rate, own, scenario)
    low, high = rate.low, rate.high
    if low is None or high is None:
        low, high = own_range(rate, recorded)
    by_date = tuple(reduce(rate, sample) for sample in each)
    return Line(rate, reduce(rate, whole), low, high, reduce(rate, recorded), by_date)


def own_range(rate: Rate, recorded: Sample) -> tuple[float, float]:
    """Give a 95 % interval of what the record itself has of a rate.

    Parameters
    ----------
    rate : Rate
        A count a year, or a quantile.
    recorded : Sample
        Of the record's replay.

    Returns
    -------
    tuple of float
        nan twice where the record has too little.

    Notes
    -----
    Of a count a year: Garwood (1936). Of a quantile: order statistics (Conover 1999, 3.2); what
    was cut short by the record's end counts as far as it was seen.
    """
    if rate.measure in ("firings", "battles", *AT_SEA):
        count = sum(recorded.values)
        low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
        return float(low / recorded.years), float(
            chi2.ppf(0.975, 2 * (count + 1)) / 2 / recorded.years
        )
    if len(recorded.values) < _LEAST:
        return float("nan"), float("nan")
    interval: Any = quantile_test(recorded.values, p=rate.part).confidence_interval(0.95)
    return float(interval.low), float(interval.high)
