"""One history: by its number, the most ordinary, or one that ends as asked."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from datetime import date

from ucronia.analysis.lines import Events, most_ordinary
from ucronia.analysis.outcomes import Origin, date_of, origin_of, outcome_ids, outcome_index
from ucronia.analysis.questions.batches import Asked, Kept, play
from ucronia.analysis.questions.evaluation import PLAYING
from ucronia.analysis.questions.occasions import pools_of
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import PER_DRAW
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario

MOST_REPLICA = 2**31
"""Past it a draw's number would not fit its key."""


@dataclass(frozen=True)
class Told:
    """One history.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas, seed, hash, version.
    date : date
        Of the fork: from it on the history is free.
    replica : int
        Its number.
    outcome : str
        How it ends.
    share : float or None
        Share of the histories looked at that end so; None where only one was played.
    events : Events
        Its event log.
    pools : dict
        Polity of each slot for forces born in play.
    stopped : bool
        True where an interrupt left some of those to choose from out.
    """

    scenario: Scenario
    origin: Origin
    date: date
    replica: int
    outcome: str
    share: float | None
    events: Events
    pools: dict[int, int]
    stopped: bool = False


def history(world: World, fork: Fork, replica: int, asked: Asked, version: str) -> Told:
    """Play one history by its number.

    Parameters
    ----------
    world : World
        What is played.
    fork : Fork
        Where it leaves the record, and what is set otherwise there.
    replica : int
        Its number.
    asked : Asked
        The seed.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Told
        The history.

    Raises
    ------
    QuestionError
        If there can be no such replica.
    """
    if not 0 <= replica < MOST_REPLICA:
        raise QuestionError(
            f"replica is {replica}; a number from 0 to {MOST_REPLICA - 1} will do"
        )
    began = time.perf_counter()
    pair = dataclasses.replace(asked, replicas=PER_DRAW)
    first = replica - replica % PER_DRAW
    runs, _ = play(world, [fork], pair, PLAYING, Kept(events=True), first=first)
    told = _tell(world, runs, replica - first, version, None)
    origin = dataclasses.replace(told.origin, seconds=time.perf_counter() - began)
    return dataclasses.replace(told, replica=replica, origin=origin)


def choose_history(world: World, fork: Fork, outcome: str, asked: Asked, version: str) -> Told:
    """Choose the history nearest to all others, or to all that end in an outcome.

    Parameters
    ----------
    world : World
        What is played.
    fork : Fork
        Where histories leave the record, and what is set otherwise there.
    outcome : str
        Id of the outcome; empty for any.
    asked : Asked
        How many to choose from, the seed and the threads.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Told
        The history, with the share of those that end as it does.
    """
    began = time.perf_counter()
    column = outcome_index(world.scenario, outcome) if outcome else None
    runs, is_whole = play(world, [fork], asked, PLAYING, Kept(telling=True))
    replica = most_ordinary(runs, 0, column)
    share = float((runs.outcome[0] == runs.outcome[0, replica]).mean())
    told = history(world, fork, replica, asked, version)
    origin = dataclasses.replace(
        origin_of(world.scenario, runs, version), seconds=time.perf_counter() - began
    )
    return dataclasses.replace(told, share=share, origin=origin, stopped=not is_whole)


def _tell(world: World, runs: Runs, column: int, version: str, share: float | None) -> Told:
    outcomes = outcome_ids(world.scenario)
    return Told(
        scenario=world.scenario,
        origin=origin_of(world.scenario, runs, version),
        date=date_of(world.scenario, runs.forks[0].day),
        replica=column,
        outcome=outcomes[int(runs.outcome[0, column])],
        share=share,
        events=runs.events[0][column],
        pools=pools_of(world),
    )
