"""One history seen day by day, or as far as a person in a leader's place is to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import layout as lay
from ucronia.engine.film import ALLEGIANCE_DAYS, FILM_REPLAY, Film, new_film
from ucronia.engine.job import Job, Results
from ucronia.engine.player import ASKED_COLUMNS
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import _NO_LIMIT, PER_DRAW, _job, _Keep, _play, _results, _room
from ucronia.errors import QuestionError

_OTHERS = 1 << 30
"""Replicas whose chances serve branches: far from those of any ensemble."""


@dataclass(frozen=True)
class Seat:
    """A person in a leader's place.

    Parameters
    ----------
    leader : int
        Index of the leader.
    deciders : NDArray[np.int64]
        [H] who takes each rule's decision: player.BY_NOBODY, BY_LEADER, BY_POLITY.
    choices : tuple of (day, rule, instance, option)
        What the person chose so far.
    """

    leader: int
    deciders: NDArray[np.int64]
    choices: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a person in a leader's place is asked.

    Parameters
    ----------
    day, rule, instance : int
        The decision.
    own : int
        The option that the engine would have taken.
    """

    day: int
    rule: int
    instance: int
    own: int


@dataclass(frozen=True)
class One:
    """One history.

    Parameters
    ----------
    first : int
        Day of the film's first row.
    film : Film
        [D] up to the end, or to the day on which the person is asked.
    event : NDArray[np.int64]
        [G, 6] the event log of free play.
    value : NDArray[np.float64]
        [G, 4] its numbers.
    outcome : int
        How it ends; -1 for a replay or a history that stopped to ask.
    fate : NDArray[np.int64]
        [L] each leader's status at the end.
    asked : Asked or None
        What is asked; None where the history went to its end.
    """

    first: int
    film: Film
    event: NDArray[np.int64]
    value: NDArray[np.float64]
    outcome: int
    fate: NDArray[np.int64]
    asked: Asked | None = None


def play_one(
    world: World, fork: Fork, replica: int, *, seed: int = 0, seat: Seat | None = None
) -> One:
    """Play one history on from a fork and film it.

    Parameters
    ----------
    world : World
        What is played.
    fork : Fork
        Where it leaves the record.
    replica : int
        Its number: the same history as in any ensemble of that seed.
    seed : int
        Of all draws.
    seat : Seat or None
        The person who plays along, if there is one.

    Returns
    -------
    One
        The history, whole or up to what the person is to be asked.

    Raises
    ------
    QuestionError
        If the person made more choices than can be held.
    """
    which, within = divmod(replica, PER_DRAW)
    pins = _NO_LIMIT if fork.pins_until < 0 else fork.pins_until
    job = _job(world, [fork], pins, False)._replace(filmed=within)
    if seat is not None:
        job = _seated(job, seat)
    out = _results(world, 1, _Keep(events=True), len(fork.checkpoints))
    out = out._replace(film=_film(world, world.end_day - fork.day + 1))
    _play_into(world, job, (seed, which), out)
    lines = int(out.event_count[0, within])
    asked = Asked(*(int(n) for n in out.asked)) if out.asked[0] != lay.NONE else None
    return One(
        first=fork.day,
        film=_cut(out.film, asked.day - fork.day + 1) if asked else out.film,
        event=out.event[0, within, :lines].copy(),
        value=out.event_value[0, within, :lines].copy(),
        outcome=lay.NONE if asked else int(out.outcome[0, within]),
        fate=out.fate[0, within, : world.sizes.leaders].copy(),
        asked=asked,
    )


@dataclass(frozen=True)
class Branches:
    """Ways in which one history could have gone on from a day.

    Parameters
    ----------
    outcome : NDArray[np.int64]
        [R] how each ends.
    status : NDArray[np.int64]
        [R] status at the end of the leader in whose place the person sat.
    """

    outcome: NDArray[np.int64]
    status: NDArray[np.int64]


def play_branches(
    world: World,
    fork: Fork,
    replica: int,
    *,
    seat: Seat,
    day: int,
    count: int,
    seed: int = 0,
) -> Branches:
    """Play one history up to a day, and on from there by many other chances.

    Until that day the person's choices stand; from it on all is left to the engine.

    Parameters
    ----------
    world : World
        What is played.
    fork : Fork
        Where the history leaves the record.
    replica : int
        Its number.
    seat : Seat
        The person and the choices made before that day.
    day : int
        From its start the chance is another.
    count : int
        R, made even.
    seed : int
        Of all draws.

    Returns
    -------
    Branches
        The same chances for every seat and day: two calls differ by what was chosen.
    """
    pairs = -(-count // PER_DRAW)
    job = _seated(_job(world, [fork] * pairs, _NO_LIMIT, False), seat)
    others = _OTHERS + PER_DRAW * np.arange(pairs)
    branch = np.stack([np.full(pairs, day), np.full(pairs, replica), others], axis=1)
    job = job._replace(branch=branch.astype(np.int64))
    out = _results(world, pairs, _Keep(), len(fork.checkpoints))
    _play_into(world, job, (seed, replica // PER_DRAW), out)
    return Branches(out.outcome.ravel(), out.fate[:, :, seat.leader].ravel())


def film_replay(world: World, *, seed: int = 0, draw: int = 0) -> Film:
    """Film the record as one draw replays it.

    Parameters
    ----------
    world : World
        What is replayed.
    seed, draw : int
        Which draw.

    Returns
    -------
    Film
        [D] from the first day to that of classification.
    """
    job = _job(world, [], _NO_LIMIT, False)
    job = job._replace(replay_day=world.end_day + 1, filmed=FILM_REPLAY)
    out = _results(world, 0, _Keep())._replace(film=_film(world, world.end_day + 1))
    _play_into(world, job, (seed, draw), out)
    return out.film


def _seated(job: Job, seat: Seat) -> Job:
    if len(seat.choices) > lay.MOST_CHOICES:
        raise QuestionError(
            f"{len(seat.choices)} choices in one history; {lay.MOST_CHOICES} can be held"
        )
    choices = np.array(seat.choices, dtype=np.int64).reshape(-1, ASKED_COLUMNS)
    return job._replace(player=seat.leader, player_rule=seat.deciders, choice=choices)


def _film(world: World, days: int) -> Film:
    sizes = world.sizes
    things = (sizes.provinces, sizes.polities, sizes.causes)
    return new_film(days, world.capacity.forces, sizes.places, things)


def _cut(film: Film, days: int) -> Film:
    looks = -(-days // ALLEGIANCE_DAYS)
    parts = film._asdict()
    return Film(**{k: a[: looks if k == "allegiance" else days] for k, a in parts.items()})


def _play_into(world: World, job: Job, key: tuple[int, int], out: Results) -> None:
    seed, which = key
    drawn: Any = make_draws(world, seed, which, 1)[0]
    _play(world, job, _room(world), ((seed, seed), which, drawn), _Keep(), out)
