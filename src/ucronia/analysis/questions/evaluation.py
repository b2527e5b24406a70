"""The main question: how likely was each outcome, what turned it, who gave what up."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ucronia.analysis.contrasts import Reason, reasons
from ucronia.analysis.evaluation import Curve, plain_rows
from ucronia.analysis.evaluation import evaluate as evaluate_runs
from ucronia.analysis.grades import Grade, grade
from ucronia.analysis.outcomes import Ending, Origin, ending, origin_of, outcome_ids
from ucronia.analysis.questions.batches import Asked, Kept, beside, pick, play
from ucronia.analysis.questions.narrowing import Narrowed, check_until, play_until
from ucronia.analysis.questions.occasions import (
    Occasion,
    days_after,
    entry_days,
    fork_days,
    graded_occasions,
    pools_of,
)
from ucronia.analysis.questions.resting import Rests, draw_answers, rests_on
from ucronia.analysis.systems import Living, living
from ucronia.analysis.turning import TurningPoint, split, split_forks, turning_points
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import replay
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import parse_what

SPLIT_POINTS = 10
"""Turning points that are split into what was done, learned and corrected, and explained."""
MOST_EXPLAINED = 300
"""Histories of a turning point whose events are compared."""

MOST_COUNTED = 300
"""Histories from the first day in which is counted what shows a system."""

PLAYING = "Playing on from the record"
PARTING = "Looking closer at what turned"
GRADING = "Playing the other options"
SPLITTING = "Splitting the turning points"
LATER = "Playing on to the later day"


@dataclass(frozen=True)
class Plan:
    """What an evaluation is to hold.

    Parameters
    ----------
    every : int
        [days] between regular forks.
    weighty : int
        Weightiest entries with forks of their own.
    grades : int
        Weightiest recorded decisions to grade.
    graded : tuple of str
        Entries to grade besides.
    """

    every: int = 30
    weighty: int = 40
    grades: int = 10
    graded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evaluated:
    """All that an evaluation found.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    curve : Curve
        The evaluation curve.
    turning_points : tuple of TurningPoint
        All intervals, the greatest first.
    grades : tuple of Grade
        By date.
    ending : Ending
        Of the histories played from the first day.
    reasons : dict
        Day of a turning point to the events that go with it.
    pools : dict
        Polity of each slot for forces born in play.
    stopped : bool
        True where an interrupt left something out.
    narrowed : Narrowed or None
        How narrow the curve became, where that was asked.
    systems : tuple of Living
        What of each system lives in the histories played from the first day.
    rests : Rests or None
        What the answer's variance from draw to draw rests on.
    """

    scenario: Scenario
    origin: Origin
    curve: Curve
    turning_points: tuple[TurningPoint, ...] = ()
    grades: tuple[Grade, ...] = ()
    ending: Ending | None = None
    reasons: dict[int, tuple[Reason, ...]] = field(default_factory=dict)
    pools: dict[int, int] = field(default_factory=dict)
    stopped: bool = False
    narrowed: Narrowed | None = None
    systems: tuple[Living, ...] = ()
    rests: Rests | None = None


def evaluate(world: World, asked: Asked, version: str, plan: Plan | None = None) -> Evaluated:
    """Evaluate a whole record.

    Parameters
    ----------
    world : World
        What is played.
    asked : Asked
        How many replicas at each fork and how narrow, the seed and the threads.
    version : str
        Of this package, for the origin.
    plan : Plan, optional
        Fork days and grades.

    Returns
    -------
    Evaluated
        Curve, turning points, grades. An interrupt gives what was done by then.

    Raises
    ------
    QuestionError
        If it can't be as narrow as asked, or fewer than no decisions are to be graded.
    """
    plan = plan or Plan()
    check_until(asked.until)
    if plan.grades < 0:
        raise QuestionError(f"grades is {plan.grades}; 0 or more will do")
    began = time.perf_counter()
    occasions = graded_occasions(world, plan.grades, asked.seed, plan.graded)
    days = fork_days(world, plan.every, plan.weighty, after=False)
    forks = tuple(Fork(day) for day in days)

    def widest(runs: Runs) -> float:
        return evaluate_runs(world.scenario, runs).widest

    kept = Kept(happenings=MOST_EXPLAINED)
    main = play_until(world, forks, asked, PLAYING, kept, widest)
    runs, is_whole, played = main.runs, main.is_whole, main.runs.outcome.size
    found = Evaluated(
        world.scenario,
        origin_of(world.scenario, runs, version),
        evaluate_runs(world.scenario, runs),
        turning_points(world.scenario, runs),
        pools=pools_of(world),
        stopped=not is_whole,
        narrowed=main.narrowed,
        rests=rests_on(
            world,
            draw_answers(runs.outcome, len(world.scenario.outcomes)),
            asked.seed,
            max(days),
        ),
    )
    try:
        if is_whole:
            found, runs, more = _part(world, found, runs, asked, plan)
            played += more
            found, more = _grade(world, found, asked, occasions)
            played += more
            found, more = _split(world, found, runs, asked)
            played += more
            found = _explain(world, found, runs)
            found, more = _end(world, found, asked, runs)
            played += more
    except KeyboardInterrupt:
        found = dataclasses.replace(found, stopped=True)
    seconds = time.perf_counter() - began
    origin = dataclasses.replace(found.origin, histories=played, seconds=seconds)
    return dataclasses.replace(found, origin=origin)


def _part(
    world: World, found: Evaluated, runs: Runs, asked: Asked, plan: Plan
) -> tuple[Evaluated, Runs, int]:
    """Part the greatest turning points that a weighty entry begins: what it did, what followed.

    Every interval could be parted so; where nothing turned, it would tell nothing.
    """
    spans = [(point.day, point.until_day) for point in _told(found)]
    forks = [Fork(day) for day in days_after(world, spans, plan.weighty)]
    if not forks:
        return found, runs, 0
    as_many = dataclasses.replace(asked, replicas=runs.outcome.shape[1])
    more, is_whole = play(world, forks, as_many, PARTING, Kept(happenings=MOST_EXPLAINED))
    if not is_whole:
        return dataclasses.replace(found, stopped=True), runs, more.outcome.size
    runs = beside(runs, more)
    found = dataclasses.replace(
        found,
        curve=evaluate_runs(world.scenario, runs),
        turning_points=turning_points(world.scenario, runs),
    )
    return found, runs, more.outcome.size


def _grade(
    world: World, found: Evaluated, asked: Asked, occasions: list[Occasion]
) -> tuple[Evaluated, int]:
    """Grade all occasions from one set of runs: forks of one day share a replay."""
    forks = [fork for occasion in occasions for fork in occasion.forks]
    if not forks:
        return found, 0
    runs, is_whole = play(world, forks, asked, GRADING)
    outcomes, grades, row = outcome_ids(world.scenario), [], 0
    for occasion in occasions:
        rows = range(row, row + len(occasion.forks))
        grades.append(grade(occasion.choice, pick(runs, rows), occasion.aim, outcomes))
        row += len(occasion.forks)
    found = dataclasses.replace(found, grades=tuple(grades))
    if not is_whole:
        found = dataclasses.replace(found, stopped=True)
    return found, runs.outcome.size


def _told(found: Evaluated) -> list[TurningPoint]:
    return [point for point in found.turning_points if point.distinguishable][:SPLIT_POINTS]


def _split(world: World, found: Evaluated, runs: Runs, asked: Asked) -> tuple[Evaluated, int]:
    """Split the greatest turning points, with the plain forks that are already there."""
    points = _told(found)
    if found.stopped or not points:
        return found, 0
    forks = {point: _forks_to_split(world, point) for point in points}
    wanted = [fork for some in forks.values() for fork in some]
    held, is_whole = pick(runs, []), True
    if wanted:
        held, is_whole = play(world, wanted, asked, SPLITTING)
    if not is_whole:
        return dataclasses.replace(found, stopped=True), held.outcome.size
    replicas = held.outcome.shape[1]
    rows = {runs.forks[row].day: row for row in plain_rows(runs)}
    parts, first = {}, 0
    for point, some in forks.items():
        plain = pick(runs, [rows[point.day], rows[point.until_day]], replicas)
        all_of_it = beside(plain, pick(held, range(first, first + len(some))))
        first += len(some)
        order = [0, 1, *_rows_of(some, split_forks(point)[2:])]
        parts[point.day] = split(world.scenario, point, all_of_it, order)
    split_points = tuple(parts.get(point.day, point) for point in found.turning_points)
    return dataclasses.replace(found, turning_points=split_points), held.outcome.size


def _forks_to_split(world: World, point: TurningPoint) -> tuple[Fork, ...]:
    """Give the forks that split a turning point and are not played yet.

    Where no battle told of qualities, the histories with them held are the plain ones; where
    no entry names a force, those without pins are the ones with them.
    """
    held, bare = split_forks(point)[2:]
    entries = [entry for entry in world.scenario.entries if _may_fall(world, entry.id, point)]
    is_taught = any(entry.kind == "battle" for entry in entries)
    names = [what.first + what.second for entry in entries if (what := parse_what(entry))]
    return ((held,) if is_taught else ()) + ((bare,) if any(names) else ())


def _may_fall(world: World, entry: str, point: TurningPoint) -> bool:
    """Tell whether an entry may lie within a turning point's interval under some draw."""
    first, last = entry_days(world, entry)
    return first < point.until_day and last >= point.day


def _rows_of(played: tuple[Fork, ...], wanted: Sequence[Fork]) -> Iterator[int]:
    """Give the rows of the forks wanted; one not played is as the one before it."""
    row = 1
    for fork in wanted:
        row = 2 + played.index(fork) if fork in played else row
        yield row


def _explain(world: World, found: Evaluated, runs: Runs) -> Evaluated:
    """Find the events that go with each of the greatest turning points."""
    if found.stopped:
        return found
    rows = {runs.forks[row].day: row for row in plain_rows(runs)}
    outcomes = outcome_ids(world.scenario)
    why = {}
    for point in _told(found):
        # the later fork first: only what happens after it can differ by more than the record
        pair = pick(runs, [rows[point.until_day], rows[point.day]])
        turned = reasons(pair, outcomes.index(point.outcome), count=3)
        why[point.day] = tuple(_forward(reason) for reason in turned)
    return dataclasses.replace(found, reasons=why)


def _forward(reason: Reason) -> Reason:
    """Turn a reason round: the arms were after and before; the slope is the same both ways."""
    return dataclasses.replace(reason, recorded=reason.alternative, alternative=reason.recorded)


def _end(world: World, found: Evaluated, asked: Asked, main: Runs) -> tuple[Evaluated, int]:
    """See how the histories of the first day end, how they stand later, and what they show."""
    if found.stopped:
        return found, 0
    kept = Kept(later=True, logs=MOST_COUNTED if world.scenario.systems else 0)
    runs, is_whole = play(world, [Fork(0)], asked, LATER, kept)
    found = dataclasses.replace(
        found,
        ending=ending(runs, outcome_ids(world.scenario)),
        systems=_live(world, runs, main, asked.seed),
        stopped=not is_whole,
    )
    return found, runs.outcome.size


def _live(world: World, runs: Runs, main: Runs, seed: int) -> tuple[Living, ...]:
    """Count what shows each system, from the first day and later ones, and in the record."""
    if not world.scenario.systems:
        return ()
    _, log, _ = replay(world, world.end_day, seed=seed)
    record = (log.event.copy(), log.event_value.copy())
    return living(world, runs, record, main)
