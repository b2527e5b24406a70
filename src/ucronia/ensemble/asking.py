"""A rule asked on a day of the record: was it open, who decided, how likely each option."""

from __future__ import annotations

from dataclasses import dataclass

from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.asking import (
    A_DECIDER,
    A_OPEN,
    A_OPTION,
    A_RATE,
)
from ucronia.engine.realm.opening import DAYS_IN_YEAR
from ucronia.ensemble.run import replay_and_ask


@dataclass(frozen=True)
class Answer:
    """What a rule's instance is in a state.

    Parameters
    ----------
    is_open : bool
        Whether it could fire.
    decider : int
        Index of who decides; -1 for no one.
    rate : float
        [per year] how often it is taken up or fires.
    odds : tuple of float
        [options] probability of each option, 0..1.
    """

    is_open: bool
    decider: int
    rate: float
    odds: tuple[float, ...]


def ask(
    world: World, day: int, rule: int, instance: int, *, seed: int = 0, draw: int = 0
) -> tuple[Answer, lay.State]:
    """Ask a rule's instance at the start of a day of the replayed record.

    Parameters
    ----------
    world : World
        What to replay.
    day : int
        The day.
    rule : int
        Which rule.
    instance : int
        Which of its instances.
    seed : int
        Of all draws.
    draw : int
        Which draw of parameters and readings.

    Returns
    -------
    answer : Answer
        Whether it is open, who decides, and the odds.
    state : State
        The replayed state that it was asked in.
    """
    state, out = replay_and_ask(world, day, (rule, instance), seed=seed, draw=draw)
    options = int(world.tables.rules.option_count[rule])
    answer = Answer(
        is_open=bool(out[A_OPEN]),
        decider=int(out[A_DECIDER]),
        rate=float(out[A_RATE]) * DAYS_IN_YEAR,
        odds=tuple(float(p) for p in out[A_OPTION : A_OPTION + options]),
    )
    return answer, state
