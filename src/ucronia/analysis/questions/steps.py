"""How a number of the curve is worked out, step by step, with the numbers of each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.evaluation import Doubt
from ucronia.analysis.outcomes import Origin
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.moments import day_asked, run
from ucronia.analysis.questions.positions import applied
from ucronia.compiler.build import World
from ucronia.ensemble.run import replay
from ucronia.scenario.model import Scenario

SHOWN_DRAW = 0
"""The draw whose replay is told of as an example."""


@dataclass(frozen=True)
class Steps:
    """What lies behind the curve on one day.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    date : date
        The day.
    entries : int
        Of the record, applied before it in the first draw.
    last_entry : str
        The last of them; empty where there is none.
    parameters : int
        Drawn for each draw.
    disputes : int
        Of which a reading is drawn.
    battles : int
        By which latent qualities are conditioned.
    days : int
        Played freely up to the day of classification.
    outcomes : tuple of str
        Ids in the order in which they are looked at.
    counts : tuple of int
        Histories that end in each.
    shares : tuple of Estimate
        Their share of all.
    doubts : tuple of Doubt
        What that rests on.
    """

    scenario: Scenario
    origin: Origin
    date: date
    entries: int
    last_entry: str
    parameters: int
    disputes: int
    battles: int
    days: int
    outcomes: tuple[str, ...]
    counts: tuple[int, ...]
    shares: tuple[Estimate, ...]
    doubts: tuple[Doubt, ...]


def steps(world: World, when: str, asked: Asked, version: str) -> Steps:
    """Work the curve out on one day, and keep the numbers of every step.

    Parameters
    ----------
    world : World
        What is played.
    when : str
        ISO date.
    asked : Asked
        How many histories, the seed and the threads.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Steps
        From the record to the share.
    """
    day = day_asked(world, when)
    found = run(world, when, asked, version, later=False)
    _, log, _ = replay(world, day, seed=asked.seed, draw=SHOWN_DRAW)
    entries = applied(world, day, asked.seed, SHOWN_DRAW)
    shares = found.ending.shares
    return Steps(
        scenario=world.scenario,
        origin=found.origin,
        date=found.date,
        entries=len(entries),
        last_entry=entries[-1] if entries else "",
        parameters=len(world.names.parameters),
        disputes=len(world.plan.record.disputes),
        battles=int(log.battle_count[0]),
        days=world.end_day - day,
        outcomes=found.ending.outcomes,
        counts=tuple(round(share.mean * share.n) for share in shares),
        shares=shares,
        doubts=found.doubts,
    )
