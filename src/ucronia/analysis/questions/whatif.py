"""What if: the record's own choice against another, with the same random numbers, and why."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ucronia.analysis.contrasts import (
    Contrast,
    Lever,
    Parting,
    Reason,
    contrast,
    levers,
    outcome_change,
    parting,
    reasons,
)
from ucronia.analysis.estimates import Estimate, paired_difference
from ucronia.analysis.lines import Events, Line, typical_lines
from ucronia.analysis.moves import Move, moves
from ucronia.analysis.outcomes import Origin, date_of, origin_of, outcome_ids
from ucronia.analysis.questions.arms import ALL_INSTANCES, Arms, make_arms
from ucronia.analysis.questions.batches import Asked, Kept, play
from ucronia.analysis.questions.narrowing import Narrowed, half_width, play_until
from ucronia.analysis.questions.occasions import pools_of
from ucronia.analysis.questions.resting import Rests, draw_answers, more_of, rests_on
from ucronia.compiler.build import World
from ucronia.compiler.levels import hold, parameter_values, quantile
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW
from ucronia.scenario.change import Change
from ucronia.scenario.model import Scenario

LINES = 5
MOST_CONFIRMED = 3
"""Events, and parameters, whose part is tried in runs of their own."""
CONFIRMING = 300
"""Pairs of each such run."""
MOST_FORBIDDEN = 16
"""Second roles of a rule: more than a fork can forbid."""
LOW, HIGH = 0.1, 0.9
"""Levels of a parameter's prior at which it is held."""

PAIRING = "Playing both arms"
FORBIDDING = "Playing without the events that differ"
HOLDING = "Holding parameters"


@dataclass(frozen=True)
class Part:
    """What is left of a difference where an event can't happen, in real paired runs.

    Parameters
    ----------
    reason : Reason
        The event.
    without : Estimate
        The difference between the arms where its rule is forbidden in both.
    moved : Estimate
        That less the whole difference.
    """

    reason: Reason
    without: Estimate
    moved: Estimate


@dataclass(frozen=True)
class Held:
    """A difference where a parameter is held low and high, in real paired runs.

    Parameters
    ----------
    parameter : str
        Its id.
    values : tuple of float
        Its values at LOW and HIGH of its prior.
    low : Estimate
        Difference between the arms where it is low.
    high : Estimate
        The same where it is high.
    moved : Estimate
        high - low, paired.
    """

    parameter: str
    values: tuple[float, float]
    low: Estimate
    high: Estimate
    moved: Estimate


@dataclass(frozen=True)
class WhatIfFound:
    """All that a what-if found.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    arms : Arms
        Both forks, and how they are told.
    date : date
        Of the fork.
    contrast : Contrast
        Outcomes in both arms.
    parting : Parting
        When the arms part.
    moves : tuple of Move
        What of the states' books differs, and who comes into wars.
    lines : tuple of Line
        Typical histories of the alternative.
    told : dict
        Replica of a line to its event log.
    reasons : tuple of Reason
        Events that go with the answer.
    parts : tuple of Part
        Those that were tried by forbidding them.
    levers : tuple of Lever
        Parameters that go with the answer.
    held : tuple of Held
        Those that were tried by holding them.
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
    arms: Arms
    date: date
    contrast: Contrast
    parting: Parting
    lines: tuple[Line, ...]
    told: Mapping[int, Events]
    moves: tuple[Move, ...] = ()
    reasons: tuple[Reason, ...] = ()
    parts: tuple[Part, ...] = ()
    levers: tuple[Lever, ...] = ()
    held: tuple[Held, ...] = ()
    pools: Mapping[int, int] = field(default_factory=dict)
    stopped: bool = False
    narrowed: Narrowed | None = None
    rests: Rests | None = None


def what_if(
    world: World, change: Change, asked: Asked, version: str, why: bool = True
) -> WhatIfFound:
    """Play the record's own choice and another from one state, with the same random numbers.

    Parameters
    ----------
    world : World
        What is played.
    change : Change
        What is set otherwise.
    asked : Asked
        How many pairs, the seed and the threads.
    version : str
        Of this package, for the origin.
    why : bool
        Try the likeliest reasons in runs of their own.

    Returns
    -------
    WhatIfFound
        The difference, when the arms part, typical histories, and why.
    """
    began = time.perf_counter()
    arms = make_arms(world, change, asked.seed)
    outcomes = outcome_ids(world.scenario)

    def widest(runs: Runs) -> float:
        rows = contrast(runs, outcomes).rows
        return max(half_width(r.recorded, r.alternative, r.difference) for r in rows)

    forks = (arms.recorded, arms.alternative)
    played = play_until(world, forks, asked, PAIRING, Kept(telling=True, books=True), widest)
    runs, is_whole = played.runs, played.is_whole
    compared = contrast(runs, outcomes)
    lines = typical_lines(runs, fork=1, count=LINES)
    moved = outcomes.index(compared.largest.outcome)
    change_of = outcome_change(runs, moved)
    values = parameter_values(world, asked.seed, 0, len(change_of) // PER_DRAW)
    of_all = more_of(world, forks, asked, runs.outcome)
    ends = [draw_answers(of_all[[row]], len(outcomes)) for row in (0, 1)]
    found = WhatIfFound(
        scenario=world.scenario,
        origin=origin_of(world.scenario, runs, version),
        arms=arms,
        date=date_of(world.scenario, arms.recorded.day),
        contrast=compared,
        parting=parting(runs),
        moves=moves(runs),
        lines=lines,
        told={line.replica: runs.events[1][line.replica] for line in lines},
        reasons=reasons(runs, moved),
        levers=levers(change_of, values, world.names.parameters, PER_DRAW),
        pools=pools_of(world),
        stopped=not is_whole,
        narrowed=played.narrowed,
        rests=rests_on(world, ends[1] - ends[0], asked.seed, arms.recorded.day),
    )
    count = of_all.size
    if why and is_whole:
        try:
            found, more = _confirm(world, found, runs, moved, asked)
        except KeyboardInterrupt:
            found, more = dataclasses.replace(found, stopped=True), 0
        count += more
    seconds = time.perf_counter() - began
    origin = dataclasses.replace(found.origin, histories=count, seconds=seconds)
    return dataclasses.replace(found, origin=origin)


def _confirm(
    world: World, found: WhatIfFound, runs: Runs, outcome: int, asked: Asked
) -> tuple[WhatIfFound, int]:
    """Try events by forbidding them, and parameters by holding them, in both arms."""
    fewer = dataclasses.replace(asked, replicas=min(asked.replicas, CONFIRMING))
    parts, first = _parts(world, found, runs, outcome, fewer)
    found = dataclasses.replace(found, parts=parts)
    held, second = _held(world, found, outcome, fewer)
    return dataclasses.replace(found, held=held), first + second


def _parts(
    world: World, found: WhatIfFound, runs: Runs, outcome: int, asked: Asked
) -> tuple[tuple[Part, ...], int]:
    tried: list[tuple[Reason, tuple[tuple[int, int], ...]]] = []
    for reason in found.reasons:
        barred = _cells_of(world, reason)
        if barred and len(tried) < MOST_CONFIRMED:
            tried.append((reason, barred))
    if not tried:
        return (), 0
    arms = (found.arms.recorded, found.arms.alternative)
    forks = [_barring(arm, barred) for _, barred in tried for arm in arms]
    without = _all(world, forks, asked, FORBIDDING)
    count = without.outcome.shape[1]
    whole = outcome_change(runs, outcome)[:count]
    parts = []
    for number, (reason, _) in enumerate(tried):
        left = outcome_change(without, outcome, (2 * number, 2 * number + 1))
        parts.append(
            Part(
                reason,
                paired_difference(np.zeros(count), left, PER_DRAW),
                paired_difference(whole, left, PER_DRAW, scale=2.0),
            )
        )
    return tuple(parts), without.outcome.size


def _all(world: World, forks: Sequence[Fork], asked: Asked, stage: str) -> Runs:
    """Play forks on; a part of them would not be paired with the rest."""
    runs, is_whole = play(world, forks, asked, stage)
    if not is_whole:
        raise KeyboardInterrupt
    return runs


def _barring(fork: Fork, cells: tuple[tuple[int, int], ...]) -> Fork:
    room = MOST_FORBIDDEN - len(fork.forbidden)
    return dataclasses.replace(fork, forbidden=(*fork.forbidden, *cells[:room]))


def _cells_of(world: World, reason: Reason) -> tuple[tuple[int, int], ...]:
    """Give the rule's instances behind an event: those of its free role, any second one."""
    kind, number, first, _ = reason.happening
    if kind != lay.L_RULE:
        return ()
    rules = world.tables.rules
    among = max(1, int(rules.among_count[number]))
    role = int(rules.role_class[number])
    if role == lay.ROLE_NONE:
        return ((number, ALL_INSTANCES),)
    at = first
    if role != lay.ROLE_FORCE:
        over = list(rules.over_list[number, : int(rules.over_count[number])])
        if first not in over:
            return ()
        at = over.index(first)
    return tuple((number, at * among + second) for second in range(among))


def _held(
    world: World, found: WhatIfFound, outcome: int, asked: Asked
) -> tuple[tuple[Held, ...], int]:
    forks = (found.arms.recorded, found.arms.alternative)
    held, played = [], 0
    for lever in found.levers[:MOST_CONFIRMED]:
        values = prior_levels(world, lever.id, (LOW, HIGH))
        ends = []
        for value in values:
            runs = _all(hold(world, {lever.id: value}), forks, asked, HOLDING)
            played += runs.outcome.size
            ends.append(outcome_change(runs, outcome))
        nothing = np.zeros(len(ends[0]))
        held.append(
            Held(
                lever.id,
                values,
                paired_difference(nothing, ends[0], PER_DRAW),
                paired_difference(nothing, ends[1], PER_DRAW),
                paired_difference(ends[0], ends[1], PER_DRAW, scale=2.0),
            )
        )
    return tuple(held), played


def prior_levels(
    world: World, parameter: str, levels: tuple[float, float]
) -> tuple[float, float]:
    """Give a parameter's values at two levels of its prior.

    Parameters
    ----------
    world : World
        Whose.
    parameter : str
        Its id.
    levels : tuple of float
        Between 0 and 1.

    Returns
    -------
    tuple of float
        In its own unit.
    """
    prior = next(p.prior for p in world.scenario.parameters if p.id == parameter)
    low, high = quantile(prior, np.array(levels))
    return float(low), float(high)
