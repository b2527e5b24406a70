"""What lives in histories: how often what shows each system comes, and in the record.

Of each kind of event and each rule of a system the histories that it comes in are counted, and
how many times; the record is counted as the engine replays it, so that the two are of one make.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import Estimate, share_interval
from ucronia.analysis.evaluation import plain_rows
from ucronia.analysis.lines import TELLING, Events
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Runs
from ucronia.scenario.model import Scenario
from ucronia.scenario.systems import EVENTS, System

QUANTILES = (0.05, 0.5, 0.95)
"""Of the times that a thing comes in a history."""
PARTS = (0.25, 0.5, 0.75)
"""Of the span: where later forks are looked at, too."""
_RULE = "rule"


@dataclass(frozen=True)
class Sign:
    """One thing that shows a system.

    Parameters
    ----------
    kind : str
        `rule`, or a kind of event.
    id : str
        Of the rule; empty for an event.
    share : Estimate
        Of the histories from the first day that it comes in at least once.
    times : tuple of float
        In such a history, at QUANTILES.
    onward : tuple of float
        Share of the histories from each later fork; nan where its kind was not kept.
    record : int
        Times in the record, as it is replayed under the first draw.
    """

    kind: str
    id: str
    share: Estimate
    times: tuple[float, ...]
    onward: tuple[float, ...]
    record: int


@dataclass(frozen=True)
class Living:
    """What shows one system in some histories.

    Parameters
    ----------
    system : System
        The system.
    signs : tuple of Sign
        Its rules, then its events, in the scenario's order.
    days : tuple of int
        The later forks.
    """

    system: System
    signs: tuple[Sign, ...]
    days: tuple[int, ...]


def living(world: World, runs: Runs, record: Events, main: Runs) -> tuple[Living, ...]:
    """Say what each system shows of itself.

    Parameters
    ----------
    world : World
        What was played.
    runs : Runs
        One fork of the first day, with whole event logs.
    record : Events
        The log of the record's replay.
    main : Runs
        Forks of many days, with the lines of their logs that tell histories apart.

    Returns
    -------
    tuple of Living
        One a system, in the scenario's order. Intervals are clustered by draw.
    """
    scenario, end = world.scenario, world.end_day
    logs = runs.events[0][: _even(len(runs.events[0]), runs.per_draw)]
    counts = np.array([_count(scenario, log, end) for log in logs])
    told = _count(scenario, record, end)
    rows = _later(main, end)
    after = [_shares(scenario, main, row, end) for row in rows]
    rules = {rule.id: number for number, rule in enumerate(scenario.rules)}

    def sign(kind: str, id: str, column: int) -> Sign:
        own = counts[:, column]
        return Sign(
            kind,
            id,
            share_interval(own > 0, runs.per_draw),
            tuple(float(q) for q in np.quantile(own, QUANTILES)),
            tuple(float(shares[column]) for shares in after),
            int(told[column]),
        )

    days = tuple(main.forks[row].day for row in rows)
    return tuple(
        Living(
            system,
            (
                *(sign(_RULE, id, len(EVENTS) + rules[id]) for id in system.rules),
                *(sign(event, "", EVENTS.index(event)) for event in system.events),
            ),
            days,
        )
        for system in scenario.systems
    )


def _even(count: int, per_draw: int) -> int:
    return count - count % per_draw


def _later(main: Runs, end: int) -> list[int]:
    """Give the rows of the plain forks nearest to PARTS of the span; none without events."""
    plain = [row for row in plain_rows(main) if main.events]
    near = [
        min(plain, key=lambda row: abs(main.forks[row].day - part * end), default=lay.NONE)
        for part in PARTS
    ]
    return sorted({row for row in near if row >= 0}, key=lambda row: main.forks[row].day)


def _shares(scenario: Scenario, main: Runs, row: int, end: int) -> NDArray[np.float64]:
    """Give the share of a fork's histories that each thing comes in; nan where not kept."""
    counts = [_count(scenario, log, end) for log in main.events[row]]
    shares = (np.array(counts) > 0).mean(axis=0)
    kept = [number in TELLING for number in range(len(EVENTS))]
    return np.where([*kept, *(True for _ in scenario.rules)], shares, np.nan)


def _count(scenario: Scenario, log: Events, end: int) -> NDArray[np.int64]:
    """Count a log's lines by kind, and after those its rules' by rule, up to a day."""
    events = log[0][log[0][:, 0] < end]
    kinds = np.bincount(events[:, 1], minlength=len(EVENTS))
    fired = events[events[:, 1] == lay.L_RULE, 2]
    return np.concatenate([kinds, np.bincount(fired, minlength=len(scenario.rules))])
