"""A leader's place taken: what he is asked, and what each choice moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import Estimate, paired_difference, share_interval
from ucronia.analysis.grades import FATES, POINTS, can_be_graded, mark_of
from ucronia.analysis.outcomes import day_of, outcome_ids
from ucronia.analysis.questions.occasions import decider_kind
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.player import BY_LEADER, BY_NOBODY, BY_POLITY
from ucronia.ensemble.one import Branches, One, Seat, play_branches, play_one
from ucronia.ensemble.plan import Fork
from ucronia.errors import QuestionError
from ucronia.scenario.model import Aim
from ucronia.scenario.names import Namer

Choices = tuple[tuple[int, int, int, int], ...]
BRANCHES = 120
"""Ways on from each choice, for each of its options: an interval of ten points or so."""
_BY = {"leader": BY_LEADER, "polity": BY_POLITY}


@dataclass(frozen=True)
class Weighed:
    """What one choice of a play moved.

    Parameters
    ----------
    day, rule, instance, option : int
        The choice.
    options : tuple of tuple of Estimate
        Of each option open, the share of ways on that end in each outcome.
    gap : Estimate or None
        Best other option less the one taken, in points of the leader's assumed aims; None where
        his aims are not stated, or the choice is never graded.
    mark : str
        As of grades; empty for none.
    """

    day: int
    rule: int
    instance: int
    option: int
    options: tuple[tuple[Estimate, ...], ...]
    gap: Estimate | None
    mark: str


def seat_of(world: World, leader: int, choices: Choices = ()) -> Seat:
    """Seat a person in a leader's place.

    Parameters
    ----------
    world : World
        What is played.
    leader : int
        Index of the leader.
    choices : tuple
        Day, rule, instance and option of each choice so far.

    Returns
    -------
    Seat
        He decides what the leader decides, and what a polity that he heads does.

    Raises
    ------
    QuestionError
        If a choice is of no rule, instance or option that there is, or not in order of days.
    """
    deciders = [
        _BY.get(decider_kind(world, rule), BY_NOBODY) if len(rule.options) > 1 else BY_NOBODY
        for rule in world.scenario.rules
    ]
    _check(world, choices)
    return Seat(leader, np.array(deciders, dtype=np.int64), choices)


def _check(world: World, choices: Choices) -> None:
    rules = world.tables.rules
    days = [choice[0] for choice in choices]
    if days != sorted(days):
        raise QuestionError("the choices are not in the order of their days")
    for day, rule, instance, option in choices:
        if not 0 <= rule < world.sizes.rules:
            raise QuestionError(f"no rule {rule}; there are {world.sizes.rules}")
        if not 0 <= instance < int(rules.width[rule]):
            raise QuestionError(f"rule {rule} has no instance {instance}")
        if not 0 <= option < int(rules.option_count[rule]):
            raise QuestionError(f"rule {rule} has no option {option}")
        if not 0 <= day < world.end_day:
            raise QuestionError(f"day {day} is not one that is played")


def play_seat(world: World, leader: int, day: int, seed: int, choices: Choices) -> One:
    """Play a history with a person in a leader's place, up to what he is asked next.

    Parameters
    ----------
    world : World
        What is played.
    leader : int
        Index of the leader.
    day : int
        Day on which free play begins.
    seed : int
        Which history: another seed, another chance.
    choices : tuple
        What he chose so far.

    Returns
    -------
    One
        Whole, or stopped at a question.
    """
    seat = seat_of(world, leader, choices)
    return play_one(world, Fork(day), 0, seed=seed, seat=seat)


def weigh(
    world: World, leader: int, day: int, seed: int, choices: Choices, branches: int = BRANCHES
) -> list[Weighed]:
    """Say what each choice of a play moved, with the same chances for every option.

    Parameters
    ----------
    world : World
        What was played.
    leader : int
        Index of the leader.
    day : int
        Day on which free play began.
    seed : int
        Of the play.
    choices : tuple
        All that he chose.
    branches : int
        Ways on from each, for each option.

    Returns
    -------
    list of Weighed
        One a choice.
    """
    aims = {aim.decider: aim for aim in world.scenario.aims}
    aim = aims.get(world.names.things["leader"][leader])
    return [
        _weigh_one(world, (leader, day, seed), choices[: number + 1], aim, branches)
        for number in range(len(choices))
    ]


def _weigh_one(
    world: World,
    play: tuple[int, int, int],
    choices: Choices,
    aim: Aim | None,
    branches: int,
) -> Weighed:
    leader, day, seed = play
    at, rule, instance, option = choices[-1]
    ways = []
    for other in range(int(world.tables.rules.option_count[rule])):
        seat = seat_of(world, leader, (*choices[:-1], (at, rule, instance, other)))
        ways.append(
            play_branches(world, Fork(day), 0, seat=seat, day=at + 1, count=branches, seed=seed)
        )
    outcomes = len(world.scenario.outcomes)
    shares = tuple(
        # ways on from one history are independent of one another: draws of one replica each
        tuple(
            share_interval((way.outcome == ending).astype(float), 1)
            for ending in range(outcomes)
        )
        for way in ways
    )
    gap = None
    if aim is not None and can_be_graded(world.scenario.rules[rule]):
        gap = _gap(world, ways, option, aim)
    return Weighed(at, rule, instance, option, shares, gap, mark_of(gap) if gap else "")


def _gap(world: World, ways: list[Branches], taken: int, aim: Aim) -> Estimate | None:
    worths = [_worth(world, way, aim) for way in ways]
    gaps = [
        paired_difference(worths[taken], worth, 1, POINTS)
        for option, worth in enumerate(worths)
        if option != taken
    ]
    return max(gaps, key=lambda gap: gap.mean) if gaps else None


def _worth(world: World, way: Branches, aim: Aim) -> NDArray[np.float64]:
    """Score ways on by the end state and the own fate, as grades do on the last day."""
    of_outcome = np.array([aim.utilities.get(o, 0.0) for o in outcome_ids(world.scenario)])
    fates = {str(fate): value for fate, value in aim.fates.items()}
    of_fate = np.array([fates.get(FATES[status], 0.0) for status in sorted(FATES)])
    own = aim.own_fate if aim.fates else 0.0
    worth = (1 - own) * of_outcome[way.outcome] + own * of_fate[way.status]
    return np.asarray(worth, dtype=np.float64)


def subject_of(world: World, rule: int, instance: int) -> tuple[int, int]:
    """Say of whom an instance of a rule is.

    Parameters
    ----------
    world : World
        Whose rules.
    rule : int
        Index of the rule.
    instance : int
        One of its instances.

    Returns
    -------
    tuple of int
        Index of the free role's thing and of the second role's; -1 for none.
    """
    rules = world.tables.rules
    among = int(rules.among_count[rule])
    first, place = divmod(instance, max(1, among))
    second = int(rules.among_list[rule, place]) if among else lay.NONE
    role = int(rules.role_class[rule])
    if role == lay.ROLE_NONE:
        return lay.NONE, second
    return (first if role == lay.ROLE_FORCE else int(rules.over_list[rule, first])), second


def opening_day(world: World, leader: int) -> int:
    """Give the day on which a leader's play begins where none is named.

    Parameters
    ----------
    world : World
        What is played.
    leader : int
        Index of the leader.

    Returns
    -------
    int
        On which the record first names him; 0 if it never does before the end.
    """
    scenario = world.scenario
    named = Namer(scenario).naming(scenario.leaders[leader])
    days = [day_of(scenario, entry.date) for entry in named]
    return next((day for day in days if 0 <= day < world.end_day), 0)
