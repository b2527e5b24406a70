"""One day, two days, and the day it was lost."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ucronia.analysis.estimates import (
    CONFIDENCE,
    Estimate,
    paired_difference,
    share_interval,
)
from ucronia.analysis.evaluation import Curve, Doubt, Loss, lost, plain_rows, split_doubt
from ucronia.analysis.evaluation import evaluate as evaluate_runs
from ucronia.analysis.lines import Events, Line, typical_lines
from ucronia.analysis.outcomes import (
    Ending,
    Origin,
    date_of,
    ending,
    origin_of,
    outcome_ids,
    outcome_index,
)
from ucronia.analysis.questions.batches import NOTHING_MORE, Asked, Kept, play
from ucronia.analysis.questions.evaluation import PLAYING
from ucronia.analysis.questions.narrowing import Narrowed, half_width, play_until
from ucronia.analysis.questions.occasions import fork_days, pools_of
from ucronia.analysis.questions.resting import Rests, draw_answers, more_of, rests_on
from ucronia.analysis.turning import TurningPoint, turning_points
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.errors import QuestionError
from ucronia.scenario.assume import Assumption
from ucronia.scenario.dates import day_of
from ucronia.scenario.model import Scenario

COMPARING = "Playing on from both days"
TYPICAL = 3


@dataclass(frozen=True)
class Ran:
    """The histories played from one day.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    date : date
        Of the fork.
    runs : Runs
        Every history's end.
    ending : Ending
        How they end, then and later.
    doubts : tuple of Doubt
        One an outcome: how much is chance, how much the draw.
    lines : tuple of Line
        Typical histories.
    told : dict
        Replica of a line to its event log.
    pools : dict
        Polity of each slot for forces born in play.
    stopped : bool
        True where an interrupt left something out.
    narrowed : Narrowed or None
        How narrow the intervals became, where that was asked.
    rests : Rests or None
        What the answer's variance from draw to draw rests on.
    """

    scenario: Scenario
    origin: Origin
    date: date
    runs: Runs
    ending: Ending
    doubts: tuple[Doubt, ...]
    lines: tuple[Line, ...]
    told: dict[int, Events]
    pools: dict[int, int]
    stopped: bool = False
    narrowed: Narrowed | None = None
    rests: Rests | None = None


@dataclass(frozen=True)
class Compared:
    """One outcome on two days.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    outcome : str
        Its id.
    dates : tuple of date
        Both days.
    first : Estimate
        Share of histories from the first.
    second : Estimate
        Share from the second.
    difference : Estimate
        second - first, paired by draw and chance.
    stopped : bool
        True where an interrupt left something out.
    narrowed : Narrowed or None
        How narrow the intervals became, where that was asked.
    rests : Rests or None
        What the answer's variance from draw to draw rests on.
    """

    scenario: Scenario
    origin: Origin
    outcome: str
    dates: tuple[date, date]
    first: Estimate
    second: Estimate
    difference: Estimate
    stopped: bool = False
    narrowed: Narrowed | None = None
    rests: Rests | None = None

    @property
    def is_told_apart(self) -> bool:
        """True where the difference's interval leaves 0 out."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True)
class Lost:
    """When an outcome ceased to be likely.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    outcome : str
        Its id.
    level : float
        Share that counts as likely, 0..1.
    loss : Loss
        The last day above, and the first surely below.
    falls : tuple of TurningPoint
        Turning points that took it away, the greatest first.
    curve : Curve
        The evaluation.
    stopped : bool
        True where an interrupt left something out.
    rests : Rests or None
        What the answer's variance from draw to draw rests on.
    """

    scenario: Scenario
    origin: Origin
    outcome: str
    level: float
    loss: Loss
    falls: tuple[TurningPoint, ...]
    curve: Curve
    stopped: bool = False
    rests: Rests | None = None


def day_asked(world: World, when: str) -> int:
    """Read a date that someone asks about.

    Parameters
    ----------
    world : World
        What is played.
    when : str
        ISO date; empty for the first day.

    Returns
    -------
    int
        Day of the scenario.

    Raises
    ------
    QuestionError
        If it is no date, or nothing is played then.
    """
    scenario = world.scenario
    day = day_of(scenario, when) if when else 0
    if day is None:
        raise QuestionError(f'"{when[:40]}" is no date; write it as {scenario.start}')
    if not 0 <= day <= world.end_day:
        last = date_of(scenario, world.end_day)
        raise QuestionError(f"{when} is not between {scenario.start} and {last}")
    return day


def run(
    world: World,
    when: str,
    asked: Asked,
    version: str,
    later: bool = True,
    assumed: Sequence[Assumption] = (),
) -> Ran:
    """Play on from one day of the record.

    Parameters
    ----------
    world : World
        What is played.
    when : str
        ISO date; the fork is before its entries.
    asked : Asked
        How many histories, the seed and the threads.
    version : str
        Of this package, for the origin.
    later : bool
        Play on to the later day of classification.
    assumed : sequence of Assumption
        Parameters held in every history.

    Returns
    -------
    Ran
        Every history's end, and typical ones.
    """
    began = time.perf_counter()
    day = day_asked(world, when)
    outcomes = outcome_ids(world.scenario)

    def widest(runs: Runs) -> float:
        end = ending(runs, outcomes)
        return half_width(*end.shares, *end.later)

    kept = Kept(telling=True, later=later)
    fork = Fork(day, held=tuple((one.parameter, one.value) for one in assumed))
    played = play_until(world, (fork,), asked, PLAYING, kept, widest)
    runs = played.runs
    lines = typical_lines(runs, count=TYPICAL)
    of_all = more_of(world, (Fork(day),), asked, runs.outcome)
    origin = origin_of(world.scenario, runs, version)
    return Ran(
        scenario=world.scenario,
        origin=dataclasses.replace(
            origin, histories=of_all.size, seconds=time.perf_counter() - began
        ),
        date=date_of(world.scenario, day),
        runs=dataclasses.replace(runs, events=[]),
        ending=ending(runs, outcomes),
        doubts=tuple(
            split_doubt(runs.outcome[0] == number, runs.per_draw)
            for number in range(len(outcomes))
        ),
        lines=lines,
        told={line.replica: runs.events[0][line.replica] for line in lines},
        pools=pools_of(world),
        stopped=not played.is_whole,
        narrowed=played.narrowed,
        rests=rests_on(world, draw_answers(of_all, len(outcomes)), asked.seed, day),
    )


def compare(
    world: World, dates: tuple[str, str], outcome: str, asked: Asked, version: str
) -> Compared:
    """Ask whether an outcome was likelier on one day than on another.

    Parameters
    ----------
    world : World
        What is played.
    dates : tuple of str
        Two ISO dates.
    outcome : str
        Id of the outcome; empty for the one that moves most.
    asked : Asked
        How many histories, the seed and the threads.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Compared
        Both shares and their paired difference; where the outcome was not given, an interval
        that holds for all outcomes at once.
    """
    began = time.perf_counter()
    outcomes = outcome_ids(world.scenario)
    columns = [outcome_index(world.scenario, outcome)] if outcome else range(len(outcomes))
    days = (day_asked(world, dates[0]), day_asked(world, dates[1]))

    def estimates(runs: Runs) -> tuple[int, Estimate, Estimate, Estimate]:
        return _moved(runs, list(columns))

    def widest(runs: Runs) -> float:
        return half_width(*estimates(runs)[1:])

    forks = (Fork(days[0]), Fork(days[1]))
    played = play_until(world, forks, asked, COMPARING, NOTHING_MORE, widest)
    column, first, second, difference = estimates(played.runs)
    of_all = more_of(world, forks, asked, played.runs.outcome)
    each = [draw_answers(of_all[[row]], len(outcomes))[:, [column]] for row in (0, 1)]
    origin = origin_of(world.scenario, played.runs, version)
    return Compared(
        scenario=world.scenario,
        origin=dataclasses.replace(
            origin, histories=of_all.size, seconds=time.perf_counter() - began
        ),
        outcome=outcomes[column],
        dates=(date_of(world.scenario, days[0]), date_of(world.scenario, days[1])),
        first=first,
        second=second,
        difference=difference,
        stopped=not played.is_whole,
        narrowed=played.narrowed,
        rests=rests_on(world, each[1] - each[0], asked.seed, max(days)),
    )


def _moved(runs: Runs, columns: list[int]) -> tuple[int, Estimate, Estimate, Estimate]:
    """Give the outcome that moves most, its share on both days, and the difference."""
    level = 1 - (1 - CONFIDENCE) / len(columns)
    compared = [
        (column, runs.outcome[0] == column, runs.outcome[1] == column) for column in columns
    ]
    column, first, second = max(compared, key=lambda c: abs(c[2].mean() - c[1].mean()))
    return (
        column,
        share_interval(first, runs.per_draw),
        share_interval(second, runs.per_draw),
        paired_difference(first, second, runs.per_draw, confidence=level),
    )


def when_lost(
    world: World, outcome: str, asked: Asked, version: str, level: float = 0.5
) -> Lost:
    """Ask when an outcome ceased to be likely, and what took it away.

    Parameters
    ----------
    world : World
        What is played.
    outcome : str
        Id of the outcome.
    asked : Asked
        How many histories at each fork, the seed and the threads.
    version : str
        Of this package, for the origin.
    level : float
        Share that counts as likely, 0..1.

    Returns
    -------
    Lost
        Days, and the turning points in which it fell.

    Raises
    ------
    QuestionError
        If the level is no share.
    """
    if not 0 < level < 1:
        raise QuestionError(f"level is {level}; a share between 0 and 1 will do")
    began = time.perf_counter()
    column = outcome_index(world.scenario, outcome)
    forks = [Fork(day) for day in fork_days(world)]
    runs, is_whole = play(world, forks, asked, PLAYING)
    curve = evaluate_runs(world.scenario, runs)
    of_all = more_of(world, tuple(forks), asked, runs.outcome)
    shares = draw_answers(of_all, len(curve.outcomes))[:, [column]]
    origin = origin_of(world.scenario, runs, version)
    return Lost(
        scenario=world.scenario,
        origin=dataclasses.replace(
            origin, histories=of_all.size, seconds=time.perf_counter() - began
        ),
        outcome=outcome,
        level=level,
        loss=lost(curve, [outcome], level),
        falls=_falls(world.scenario, runs, column),
        curve=curve,
        stopped=not is_whole,
        rests=rests_on(world, shares, asked.seed, max(fork.day for fork in forks)),
    )


def _falls(scenario: Scenario, runs: Runs, column: int) -> tuple[TurningPoint, ...]:
    """Tell turning points, told from noise, by how much one outcome fell across them."""
    outcome = outcome_ids(scenario)[column]
    rows = {runs.forks[row].day: row for row in plain_rows(runs)}
    falls = []
    for point in turning_points(scenario, runs):
        first, second = (runs.outcome[rows[d]] == column for d in (point.day, point.until_day))
        moved = paired_difference(first, second, runs.per_draw)
        if point.distinguishable and moved.high < 0:
            falls.append(
                dataclasses.replace(
                    point,
                    outcome=outcome,
                    before=float(first.mean()),
                    after=float(second.mean()),
                    change=moved.mean,
                    low=moved.low,
                    high=moved.high,
                )
            )
    return tuple(sorted(falls, key=lambda point: point.change))
