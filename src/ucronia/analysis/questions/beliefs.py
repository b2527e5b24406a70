"""What one would have to believe for an outcome to come."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.contrasts import levers
from ucronia.analysis.estimates import Estimate, paired_difference, share_interval
from ucronia.analysis.outcomes import Origin, date_of, origin_of, outcome_index
from ucronia.analysis.questions.batches import NOTHING_MORE, Asked, play
from ucronia.analysis.questions.evaluation import PLAYING
from ucronia.analysis.questions.moments import day_asked
from ucronia.analysis.questions.narrowing import Narrowed, half_width, play_until
from ucronia.analysis.questions.whatif import HIGH, HOLDING, LOW, prior_levels
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.compiler.levels import hold, parameter_values
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW
from ucronia.scenario.model import Scenario

BELIEFS = 8
LEVEL = 0.05
"""Of the tests, corrected, that a belief must pass to be held in a run of its own."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Belief:
    """A parameter or reading, and where it stands in the histories that end so.

    Parameters
    ----------
    id : str
        Of the parameter; `dispute=reading` for a reading.
    all : float
        Its mean over all draws; of a reading, its share.
    ending_so : float
        The same over the histories that end so.
    shift : float
        [standard deviations] the difference of the two.
    p_value : float
        Of its rank correlation with the outcome, corrected by Benjamini and Hochberg.
    sd : float
        Its standard deviation over all draws.
    error : float
        [standard deviations] standard error of the shift.
    held : float or None
        Value at which it was held in the run of its own; None where it was not.
    """

    id: str
    all: float
    ending_so: float
    shift: float
    p_value: float
    sd: float = 1.0
    error: float = float("nan")
    held: float | None = None


@dataclass(frozen=True)
class Believed:
    """What one would have to believe.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    outcome : str
        Its id.
    date : date
        Of the fork.
    share : Estimate
        Of histories that end so, as things are believed.
    draws : tuple of float
        Share of histories that end so in the least and the most favourable tenth of draws.
    beliefs : tuple of Belief
        The greatest shift first.
    if_held : Estimate or None
        Share where the parameters told from noise are held at favourable values.
    gained : Estimate or None
        if_held - share, paired.
    stopped : bool
        True where an interrupt left something out.
    narrowed : Narrowed or None
        How narrow the share became, where that was asked.
    """

    scenario: Scenario
    origin: Origin
    outcome: str
    date: date
    share: Estimate
    draws: tuple[float, float]
    beliefs: tuple[Belief, ...]
    if_held: Estimate | None = None
    gained: Estimate | None = None
    stopped: bool = False
    narrowed: Narrowed | None = None


def believe(world: World, outcome: str, when: str, asked: Asked, version: str) -> Believed:
    """Ask which parameters and readings would have to be otherwise for an outcome to come.

    Parameters
    ----------
    world : World
        What is played.
    outcome : str
        Id of the outcome.
    when : str
        ISO date of the fork; empty for the first day.
    asked : Asked
        How many histories, the seed and the threads.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Believed
        The beliefs that set its histories apart, and the share if the surest were held.
    """
    began = time.perf_counter()
    column, day = outcome_index(world.scenario, outcome), day_asked(world, when)

    def share(runs: Runs) -> Estimate:
        return share_interval(runs.outcome[0] == column, PER_DRAW)

    def widest(runs: Runs) -> float:
        return half_width(share(runs))

    played = play_until(world, (Fork(day),), asked, PLAYING, NOTHING_MORE, widest)
    runs = played.runs
    happened = (runs.outcome[0] == column).astype(np.float64)
    draws = len(happened) // PER_DRAW
    ids, values = _drawn(world, asked.seed, draws)
    beliefs = _beliefs(ids, values, happened)
    rates = np.sort(happened.reshape(draws, PER_DRAW).mean(axis=1))
    tenth = max(1, draws // 10)
    origin = origin_of(world.scenario, runs, version)
    found = Believed(
        scenario=world.scenario,
        origin=origin,
        outcome=outcome,
        date=date_of(world.scenario, day),
        share=share(runs),
        draws=(float(rates[:tenth].mean()), float(rates[-tenth:].mean())),
        beliefs=beliefs,
        stopped=not played.is_whole,
        narrowed=played.narrowed,
    )
    more = 0
    if played.is_whole:
        try:
            found, more = _hold(world, found, day, happened, asked)
        except KeyboardInterrupt:
            found = dataclasses.replace(found, stopped=True)
    seconds = time.perf_counter() - began
    origin = dataclasses.replace(origin, histories=len(happened) + more, seconds=seconds)
    return dataclasses.replace(found, origin=origin)


def _drawn(world: World, seed: int, draws: int) -> tuple[tuple[str, ...], Floats]:
    """Give every draw's parameters, and 0 or 1 for each reading of each dispute."""
    ids, columns = list(world.names.parameters), [parameter_values(world, seed, 0, draws)]
    made = make_draws(world, seed, 0, draws)["entry_version"]
    for dispute in world.plan.record.disputes.values():
        entry = world.plan.record.order[dispute.entries[0]]
        row = made[:, entry] - world.plan.first_row[entry]
        chosen = [dict(r.choice).get(dispute.id, "") for r in world.plan.rows[entry]]
        for reading in dispute.readings:
            ids.append(f"{dispute.id}={reading.id}")
            is_it = np.array([choice == reading.id for choice in chosen], dtype=np.float64)
            columns.append(is_it[row][:, None])
    return tuple(ids), np.concatenate(columns, axis=1)


def _beliefs(ids: tuple[str, ...], values: Floats, happened: Floats) -> tuple[Belief, ...]:
    if happened.sum() == 0:
        return ()
    weight = happened.reshape(len(values), PER_DRAW).sum(axis=1)
    weight = weight / weight.sum()
    # draws that end so, as many alike ones as would be as precise: Kish (1965), Survey Sampling
    error = float((weight**2).sum()) ** 0.5
    index = {id: number for number, id in enumerate(ids)}
    found = []
    for lever in levers(happened, values, ids, PER_DRAW, count=len(ids)):
        column = values[:, index[lever.id]]
        mean, so, sd = float(column.mean()), float(weight @ column), float(column.std())
        found.append(Belief(lever.id, mean, so, (so - mean) / sd, lever.p_value, sd, error))
    return tuple(sorted(found, key=lambda b: (b.p_value, -abs(b.shift)))[:BELIEFS])


def _hold(
    world: World, found: Believed, day: int, happened: Floats, asked: Asked
) -> tuple[Believed, int]:
    """Play on with the parameters that are told from noise held at favourable values."""
    parameters = set(world.names.parameters)
    held = {
        belief.id: prior_levels(world, belief.id, (LOW, HIGH))[belief.shift > 0]
        for belief in found.beliefs
        if belief.p_value < LEVEL and belief.id in parameters
    }
    if not held:
        return found, 0
    # as many as the share rests on: the two are paired
    as_many = dataclasses.replace(asked, replicas=len(happened))
    runs, is_whole = play(hold(world, held), [Fork(day)], as_many, HOLDING)
    so = (runs.outcome[0] == runs.outcome.dtype.type(_column(found))).astype(np.float64)
    beliefs = tuple(
        dataclasses.replace(belief, held=held.get(belief.id)) for belief in found.beliefs
    )
    found = dataclasses.replace(
        found,
        beliefs=beliefs,
        if_held=share_interval(so, PER_DRAW),
        gained=paired_difference(happened[: len(so)], so, PER_DRAW),
        stopped=not is_whole,
    )
    return found, len(so)


def _column(found: Believed) -> int:
    return outcome_index(found.scenario, found.outcome)
