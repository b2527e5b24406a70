"""Grades: how much of its decider's expected utility a recorded decision gave away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import CONFIDENCE, Estimate, mean_interval, paired_difference
from ucronia.analysis.horizon import checkpoint_weights
from ucronia.engine.layout import COMMAND, DEAD, EXILE, OFFICE, PRISONER, PRIVATE
from ucronia.ensemble.plan import Runs
from ucronia.errors import QuestionError
from ucronia.scenario.model import Aim, Rule

POINTS = 100.0
"""Utilities run from 0 to this."""
COSTLY = ((20.0, "??"), (10.0, "?"), (5.0, "?!"))
"""Least loss, in points of utility, that the lower bound must pass for each mark. Chess sites
mark a loss of winning chances of 5, 10 and 20 in 100 (fishnet#143, nibbler#237); the same
steps are kept because a reader knows them, and applied to the bound, not to the estimate."""
GOOD = ((20.0, "!!"), (10.0, "!"))
"""Least lead over the next best option; small leads earn nothing, since the model's own errors
are of that size."""
WEIGHTS = tuple(step / 10 for step in range(11))
"""Weights of the own fate over which a mark must survive."""
HORIZONS = {"half": 0.5, "double": 2.0, "end": math.inf}
"""Times the assumed horizon at which a mark must survive; `end` leaves the end state alone."""
MARKED, UNMARKED, NOT_TOLD_APART = "marked", "too small to mark", "not distinguishable"
"""What a grade can say: the bound passes a threshold; the interval leaves 0 out, but its bound
passes none; the interval holds 0."""
NEVER_GRADED = ("execute", "kill")
"""Verbs: a killing is not weighed by what it brought."""
FATES = {
    OFFICE: "office",
    # the aims name no such fate: a command without an office is no seat of power
    COMMAND: "private",
    PRIVATE: "private",
    EXILE: "exile",
    PRISONER: "prisoner",
    DEAD: "dead",
}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """A recorded decision to be graded.

    Parameters
    ----------
    entry : str
        Id of the record's entry.
    date : date
        When it was taken.
    rule : str
        Id of its rule.
    decider : str
        Id of the leader or polity whose aims grade it.
    options : tuple of str
        Ids of the options compared, in the order of the forks.
    recorded : int
        Index in `options` of the one taken.
    leader : int
        Index of the leader whose fate counts, whom the forks watch; -1 where none does.
    """

    entry: str
    date: date
    rule: str
    decider: str
    options: tuple[str, ...]
    recorded: int
    leader: int = -1


@dataclass(frozen=True)
class Grade:
    """What a recorded decision gave away, by its decider's assumed aims.

    Parameters
    ----------
    choice : Choice
        The decision.
    best : str
        Id of the option with the greatest expected utility.
    utilities : tuple of Estimate
        Expected utility of each option, 0..100.
    loss : Estimate
        Best alternative less recorded, in points; below 0 where the recorded one leads. Its
        interval holds for all alternatives at once.
    mark : str
        `!!`, `!`, `?!`, `?`, `??`, or empty: see `verdict`.
    survives : bool
        True where a mark stays, on its side, whatever the own fate's weight from 0 to 1.
    holds_for : tuple of float
        Least and greatest such weight, around the assumed one, at which it stays.
    horizon : float
        [years] The decider's assumed horizon.
    lost_at : tuple of str
        Those of HORIZONS at which a mark does not stay on its side.
    """

    choice: Choice
    best: str
    utilities: tuple[Estimate, ...]
    loss: Estimate
    mark: str
    survives: bool
    holds_for: tuple[float, float]
    horizon: float
    lost_at: tuple[str, ...] = ()

    @property
    def survives_horizon(self) -> bool:
        """True where a mark stays, on its side, at all of HORIZONS."""
        return bool(self.mark) and not self.lost_at

    @property
    def is_costly(self) -> bool:
        """True where the mark says that something was given away."""
        return self.mark.startswith("?")

    @property
    def verdict(self) -> str:
        """MARKED, UNMARKED (a difference, too small to mark) or NOT_TOLD_APART."""
        if self.mark:
            return MARKED
        is_told_apart = self.loss.low > 0 or self.loss.high < 0
        return UNMARKED if is_told_apart else NOT_TOLD_APART


def can_be_graded(rule: Rule) -> bool:
    """Say whether a decision may be graded: none that can put someone to death.

    Parameters
    ----------
    rule : Rule
        The decision's rule.

    Returns
    -------
    bool
        False for a hazard, a single option, and a choice with an execution in it.
    """
    effects = [effect for option in rule.options for effect in option.effects]
    deadly = any(f"{verb}(" in effect for verb in NEVER_GRADED for effect in effects)
    return rule.kind == "decision" and len(rule.options) > 1 and not deadly


def utility(runs: Runs, fork: int, aim: Aim, outcomes: Sequence[str], leader: int) -> Floats:
    """Score each history of a fork by a decider's assumed aims.

    Parameters
    ----------
    runs : Runs
        What was played; the fork has checkpoints and watches the leader.
    fork : int
        Index of the fork.
    aim : Aim
        The decider's aims.
    outcomes : sequence of str
        Ids in the scenario's order.
    leader : int
        Index of the leader whose fate counts, -1 where none does.

    Returns
    -------
    Floats
        [R, K, 2] utility of the outcome and of the own fate at each checkpoint, 0..100 each.

    Raises
    ------
    QuestionError
        If the aims say nothing of an outcome.
    """
    missing = [outcome for outcome in outcomes if outcome not in aim.utilities]
    if missing:
        raise QuestionError(f"the aims of {aim.decider} say nothing of {', '.join(missing)}")
    looked = slice(0, len(runs.forks[fork].checkpoints))
    of_outcome = np.array([aim.utilities[outcome] for outcome in outcomes])
    states = of_outcome[runs.checkpoint_outcome[fork, :, looked]]
    if leader < 0 or not aim.fates:
        return np.stack([states, states], axis=-1)
    worth: dict[str, float] = {str(fate): value for fate, value in aim.fates.items()}
    of_fate = np.array([worth.get(FATES[status], 0.0) for status in sorted(FATES)])
    return np.stack([states, of_fate[runs.checkpoint_fate[fork, :, looked]]], axis=-1)


def grade(
    choice: Choice,
    runs: Runs,
    aim: Aim,
    outcomes: Sequence[str],
    confidence: float = CONFIDENCE,
) -> Grade:
    """Grade a recorded decision against the other options open.

    Parameters
    ----------
    choice : Choice
        The decision; its options are the forks of `runs`, in order.
    runs : Runs
        One fork an option, from one state, with the same random numbers and checkpoints.
    aim : Aim
        The decider's aims.
    outcomes : sequence of str
        Ids in the scenario's order.
    confidence : float
        Wanted coverage of the loss's interval, 0..1.

    Returns
    -------
    Grade
        The loss with its interval, and a mark where the bound passes a threshold.

    Raises
    ------
    QuestionError
        If the forks are not as many as the options, there is no alternative, or the forks don't
        have the same checkpoints and watch the decider.

    Notes
    -----
    U = Σ_k ω_k [(1 - w) outcome_k + w fate_k] over the checkpoints k, where ω_k is what the
    decider's horizon gives to k (`horizon.checkpoint_weights`). Intervals of all paired
    differences hold together (Bonferroni), so the greatest difference lies between the greatest
    lower and the greatest upper end (multiple comparisons with the best: Hsu 1996, *Multiple
    Comparisons*, ch. 4). Choosing the best by its estimate flatters it; the interval allows for
    that.
    """
    _check(choice, runs)
    case = _Case(
        parts=tuple(
            utility(runs, fork, aim, outcomes, choice.leader) for fork in range(len(runs.forks))
        ),
        days=tuple(day - runs.forks[0].day for day in runs.forks[0].checkpoints),
        recorded=choice.recorded,
        per_draw=runs.per_draw,
        confidence=confidence,
    )
    own = aim.own_fate if choice.leader >= 0 else 0.0
    scores, loss = case.scores(own, aim.horizon), case.loss(own, aim.horizon)
    mark = mark_of(loss)
    kept = {weight: case.keeps(mark, weight, aim.horizon) for weight in WEIGHTS}
    return Grade(
        choice=choice,
        best=choice.options[int(np.argmax([score.mean() for score in scores]))],
        utilities=tuple(mean_interval(score, runs.per_draw, confidence) for score in scores),
        loss=loss,
        mark=mark,
        survives=bool(mark) and all(kept.values()),
        holds_for=_held(kept, own),
        horizon=aim.horizon,
        lost_at=tuple(
            name
            for name, times in HORIZONS.items()
            if mark and not case.keeps(mark, own, times * aim.horizon)
        ),
    )


def mark_of(loss: Estimate) -> str:
    """Give the mark that a loss earns, empty where its bound passes no threshold.

    Parameters
    ----------
    loss : Estimate
        In points of utility; below 0 where the recorded option leads.

    Returns
    -------
    str
        `!!`, `!`, `?!`, `?`, `??` or empty.
    """
    for least, mark in COSTLY:
        if loss.low >= least:
            return mark
    for least, mark in GOOD:
        if -loss.high >= least:
            return mark
    return ""


@dataclass(frozen=True)
class _Case:
    """A decision's histories, to be scored by any weight of the own fate and any horizon."""

    parts: tuple[Floats, ...]
    """Of each option, [R, K, 2]."""
    days: tuple[int, ...]
    """[K] from the decision to each checkpoint."""
    recorded: int
    per_draw: int
    confidence: float

    def scores(self, own: float, horizon: float) -> list[Floats]:
        """[R] utility of each history, of each option."""
        over = checkpoint_weights(self.days, horizon)
        return [((1 - own) * part[:, :, 0] + own * part[:, :, 1]) @ over for part in self.parts]

    def loss(self, own: float, horizon: float) -> Estimate:
        """Best alternative less recorded."""
        scores = self.scores(own, horizon)
        return _loss(scores, self.recorded, self.per_draw, self.confidence)

    def keeps(self, mark: str, own: float, horizon: float) -> bool:
        """Whether a mark stays on its side."""
        return bool(mark) and mark[0] == mark_of(self.loss(own, horizon))[:1]


def _check(choice: Choice, runs: Runs) -> None:
    if len(runs.forks) != len(choice.options) or len(choice.options) < 2:
        raise QuestionError(
            f"{choice.entry}: {len(choice.options)} options need as many forks, at least 2; "
            f"got {len(runs.forks)}"
        )
    looked = {(fork.day, fork.checkpoints) for fork in runs.forks}
    if len(looked) > 1 or not runs.forks[0].checkpoints:
        raise QuestionError(f"{choice.entry}: its forks have no checkpoints in common")
    if choice.leader >= 0 and any(fork.watched != choice.leader for fork in runs.forks):
        raise QuestionError(f"{choice.entry}: its forks don't all watch leader {choice.leader}")


def _loss(
    scores: Sequence[Floats], recorded: int, per_draw: int, confidence: float
) -> Estimate:
    others = [score for option, score in enumerate(scores) if option != recorded]
    level = 1 - (1 - confidence) / len(others)
    gaps = [
        paired_difference(scores[recorded], other, per_draw, POINTS, level) for other in others
    ]
    return Estimate(
        mean=max(gap.mean for gap in gaps),
        low=max(gap.low for gap in gaps),
        high=max(gap.high for gap in gaps),
        n=gaps[0].n,
    )


def _held(kept: dict[float, bool], own: float) -> tuple[float, float]:
    """Walk out from the assumed weight, both ways, while the mark stays."""
    down = [weight for weight in reversed(WEIGHTS) if weight <= own]
    up = [weight for weight in WEIGHTS if weight >= own]
    low = high = own
    for weight in down:
        if not kept[weight]:
            break
        low = weight
    for weight in up:
        if not kept[weight]:
            break
        high = weight
    return low, high
