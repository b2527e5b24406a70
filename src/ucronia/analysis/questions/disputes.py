"""How much a dispute matters: each reading fixed, in paired runs from after its entries."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ucronia.analysis.estimates import CONFIDENCE, Estimate, paired_difference, share_interval
from ucronia.analysis.outcomes import Origin, date_of, indicators, outcome_ids
from ucronia.analysis.questions.batches import Asked, play
from ucronia.analysis.questions.moments import day_asked
from ucronia.analysis.questions.occasions import entry_days
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW
from ucronia.scenario.disputes import Disputed
from ucronia.scenario.model import Scenario, Version
from ucronia.scenario.record import Dispute, Record

FIXING = "Fixing readings"
IN_WORDS = "in words"
TOO_EARLY = "too early"
TOO_LATE = "too late"
"""Why a dispute was not weighed: nothing that is played turns on it, no entry of it has come by
the day asked for, or nothing is left to play."""


@dataclass(frozen=True)
class Effect:
    """The largest difference that the readings of a dispute make.

    Parameters
    ----------
    date : date
        Of the fork.
    readings : tuple of str
        The two that lie furthest apart.
    outcome : str
        Id of the outcome that they move most.
    shares : tuple of Estimate
        Its share of histories with each.
    difference : Estimate
        The second's share less the first's, paired; its interval holds together with those of
        all other differences compared.
    """

    date: date
    readings: tuple[str, str]
    outcome: str
    shares: tuple[Estimate, Estimate]
    difference: Estimate

    @property
    def is_told_apart(self) -> bool:
        """True where noise does not explain the difference."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True)
class Weighed:
    """What sources disagree on, and how much it matters.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    looked : tuple of Disputed
        The disputes, the widest first.
    effects : dict
        Dispute to its effect, or to the reason why it was not weighed; those that were not
        asked for are not in it.
    compared : int
        Differences over which the intervals hold together.
    stopped : bool
        True where an interrupt left some out.
    """

    scenario: Scenario
    origin: Origin
    looked: tuple[Disputed, ...]
    effects: dict[str, Effect | str] = dataclasses.field(default_factory=dict)
    compared: int = 0
    stopped: bool = False


def listed(scenario: Scenario, looked: Sequence[Disputed], version: str) -> Weighed:
    """List disputes without weighing them.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    looked : sequence of Disputed
        The disputes.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Weighed
        Nothing was played.
    """
    origin = Origin(scenario.id, scenario.hash, version, 0, 0, 0, 0, 0.0)
    return Weighed(scenario, origin, tuple(looked))


def weigh(
    world: World, looked: Sequence[Disputed], when: str, asked: Asked, version: str
) -> Weighed:
    """Say how much disputes matter to how histories end.

    Parameters
    ----------
    world : World
        What is played.
    looked : sequence of Disputed
        The disputes.
    when : str
        ISO date of all forks; empty to fork each on the day after the last of its entries.
    asked : Asked
        How many histories of each reading, the seed and the threads.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Weighed
        The largest difference that each makes, with an interval.

    Notes
    -----
    Each reading is given all the weight and played on with the same random numbers, all other
    readings, parameters and dates drawn as ever. Of all pairs of readings and all outcomes the
    largest difference is told; its interval is Bonferroni's over every difference of every
    dispute compared, so that choosing the largest is paid for.
    """
    began = time.perf_counter()
    days = {one.dispute.id: _fork_day(world, one, when) for one in looked}
    played = [one for one in looked if isinstance(days[one.dispute.id], int)]
    outcomes = outcome_ids(world.scenario)
    pairs = sum(len(list(combinations(one.dispute.readings, 2))) for one in played)
    compared = max(1, pairs * len(outcomes))
    effects: dict[str, Effect | str] = {
        id: day for id, day in days.items() if isinstance(day, str)
    }
    arms = _Arms(world, asked, sum(len(one.dispute.readings) for one in played))
    try:
        for one in played:
            day = int(days[one.dispute.id])
            runs = [arms.play(one.dispute, reading.id, day) for reading in one.dispute.readings]
            effects[one.dispute.id] = _largest(world, one.dispute, day, runs, compared)
        stopped = False
    except KeyboardInterrupt:
        stopped = True
    seconds = time.perf_counter() - began
    scenario = world.scenario
    replicas = arms.replicas
    origin = Origin(
        scenario.id,
        scenario.hash,
        version,
        asked.seed,
        replicas,
        PER_DRAW,
        arms.played,
        seconds,
    )
    return Weighed(scenario, origin, tuple(looked), effects, compared, stopped)


def hold_reading(world: World, dispute: str, reading: str) -> World:
    """Take one reading of a dispute in every draw; all other draws stay as they are.

    Parameters
    ----------
    world : World
        What is played.
    dispute : str
        Its id.
    reading : str
        Id of the reading.

    Returns
    -------
    World
        The same world, that reading with all the weight.
    """
    record = world.plan.record

    def held(version: Version) -> Version:
        own, said = record.key_of(version)
        if own != dispute:
            return version
        return version.model_copy(update={"weight": 1.0 if said == reading else 0.0})

    versions = tuple(held(version) for version in world.scenario.versions)
    scenario = world.scenario.model_copy(update={"versions": versions})
    plan = dataclasses.replace(world.plan, record=Record(scenario))
    return dataclasses.replace(world, scenario=scenario, plan=plan)


def _fork_day(world: World, one: Disputed, when: str) -> int | str:
    """Give the day on which a dispute's arms part, or why there is none."""
    if not one.is_measured:
        return IN_WORDS
    if when:
        day = day_asked(world, when)
        first = min(entry_days(world, entry)[0] for entry in one.dispute.entries)
        return day if day > first else TOO_EARLY
    day = 1 + max(entry_days(world, entry)[1] for entry in one.dispute.entries)
    return day if day < world.end_day else TOO_LATE


class _Arms:
    """Plays readings one after the other, and tells how far all of it has got."""

    def __init__(self, world: World, asked: Asked, readings: int) -> None:
        self.world = world
        self.asked = asked
        self.readings = readings
        self.done = 0
        self.played = 0
        self.replicas = 0

    def play(self, dispute: Dispute, reading: str, day: int) -> Runs:
        """Play a reading on; an interrupt ends it all, for a part can't be paired."""
        held = hold_reading(self.world, dispute.id, reading)
        asked = dataclasses.replace(self.asked, progress=self._tell)
        runs, is_whole = play(held, [Fork(day)], asked, FIXING)
        if not is_whole:
            raise KeyboardInterrupt
        self.done += 1
        self.played += runs.outcome.size
        self.replicas = int(runs.outcome.shape[1])
        return runs

    def _tell(self, stage: str, done: int, whole: int) -> None:
        if self.asked.progress:
            self.asked.progress(stage, self.done * whole + done, self.readings * whole)


def _largest(
    world: World, dispute: Dispute, day: int, runs: Sequence[Runs], compared: int
) -> Effect:
    """Find the pair of readings and the outcome that differ most."""
    outcomes = outcome_ids(world.scenario)
    ends = [indicators(one.outcome[0], len(outcomes)) for one in runs]
    found: tuple[float, int, int, int] = (-1.0, 0, 0, 0)
    for first, second in combinations(range(len(runs)), 2):
        for column in range(len(outcomes)):
            apart = float(ends[second][:, column].mean() - ends[first][:, column].mean())
            found = max(found, (abs(apart), -first, -second, -column))
    first, second, column = (-at for at in found[1:])
    confidence = 1 - (1 - CONFIDENCE) / compared
    one, two = ends[first][:, column], ends[second][:, column]
    return Effect(
        date=date_of(world.scenario, day),
        readings=(dispute.readings[first].id, dispute.readings[second].id),
        outcome=outcomes[column],
        shares=(share_interval(one, PER_DRAW), share_interval(two, PER_DRAW)),
        difference=paired_difference(one, two, PER_DRAW, confidence=confidence),
    )
