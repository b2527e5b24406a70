"""What an answer rests on: judged numbers, disputes, dates, qualities, or chance."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.estimates import Estimate, mean_interval
from ucronia.analysis.indices import (
    Effects,
    closed_products,
    effects,
    fieller,
    share_of,
    total_products,
)
from ucronia.analysis.outcomes import Origin, date_of, outcome_index
from ucronia.analysis.questions.arms import Arms, make_arms
from ucronia.analysis.questions.batches import BATCH, Asked
from ucronia.analysis.questions.inputs import (
    DATES,
    GROUPS,
    QUALITIES,
    Inputs,
    inputs_of,
    redrawn,
    terms_of,
)
from ucronia.analysis.questions.moments import day_asked
from ucronia.analysis.questions.resting import FEWEST, part_share
from ucronia.compiler.build import World
from ucronia.compiler.levels import UNMIXED, Mix, fill_uniform
from ucronia.ensemble.plan import Fork, Runs
from ucronia.ensemble.run import LARGEST_SEED, PER_DRAW, run_forks
from ucronia.errors import QuestionError
from ucronia.scenario.change import Change
from ucronia.scenario.model import Scenario

ROUNDS = 8
"""Times that what is asked about is kept while all else is drawn anew."""
LEAST_DRAWS = 10
SCREENED = 8
"""Times as many histories, of other draws, in which single numbers are looked for."""
SINGLES = 3
"""Numbers that stand out there, and are then measured on their own."""
TOLD = 10
"""Numbers told with what they explain alone."""
_OTHER_STREAM = 0x5EED

SCREENING = "Looking for the numbers that weigh most"
KEEPING = "Keeping and redrawing each part"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weight:
    """What of an answer's variance rests on one part of its draws.

    Parameters
    ----------
    id : str
        A group, or a single number.
    group : str
        One of GROUPS.
    closed : Estimate
        Share of the variance over draws that would go, were this part known.
    total : Estimate
        Share that would stay, were all but this part known.
    each : Estimate
        What its numbers explain one by one, as a share of what all explain so: from more draws,
        and so narrower, but without what they do together.
    count : int
        Numbers in it.
    """

    id: str
    group: str
    closed: Estimate
    total: Estimate
    each: Estimate
    count: int = 1


@dataclass(frozen=True)
class Alone:
    """What a number, or a theme's numbers, explain each alone.

    Parameters
    ----------
    id : str
        Of the number or theme.
    group : str
        One of GROUPS; of a theme, empty.
    share : Estimate
        Of the variance that all numbers explain each alone.
    count : int
        Numbers in it.
    """

    id: str
    group: str
    share: Estimate
    count: int = 1


@dataclass(frozen=True)
class Rested:
    """What an answer rests on.

    Parameters
    ----------
    scenario : Scenario
        Of what.
    origin : Origin
        Replicas of each row, seed, hash, version.
    date : date
        Of the fork.
    outcome : str
        Its id.
    arms : Arms or None
        Of a what-if: its difference is the answer; else a share of histories is.
    answer : Estimate
        Share of histories, or the difference.
    of_draws : Estimate
        Share of the variance between single histories that is the draws'; the rest is chance.
    draws_sd : float
        Standard deviation of the probability from draw to draw; nan where it can't be told.
    groups : tuple of Weight
        In the order of GROUPS, without those of which nothing can vary here.
    singles : tuple of Weight
        The numbers that stood out, measured on other draws; the weightiest first.
    alone : tuple of Alone
        The numbers that explain most alone, in the first look.
    themes : tuple of Alone
        Numbers by theme; the weightiest first.
    screened : int
        Draws of the first look.
    draws : int
        Draws of each row of what was kept and redrawn; 0 where an interrupt came before.
    stopped : bool
        True where an interrupt left something out: what it did is nan, from 0 to 1.
    """

    scenario: Scenario
    origin: Origin
    date: date
    outcome: str
    arms: Arms | None
    answer: Estimate
    of_draws: Estimate
    draws_sd: float
    groups: tuple[Weight, ...] = ()
    singles: tuple[Weight, ...] = ()
    alone: tuple[Alone, ...] = ()
    themes: tuple[Alone, ...] = ()
    screened: int = 0
    draws: int = 0
    stopped: bool = False


@dataclass
class _Player:
    """Plays rows of histories of one answer, counts them, and knows of an interrupt."""

    world: World
    forks: tuple[Fork, ...]
    column: int
    asked: Asked
    whole: int = 0
    done: int = 0
    is_stopped: bool = False

    def look(self, first: int, draws: int) -> Floats:
        """Give answers of draws played one by one, of those done before an interrupt."""
        parts: list[Floats] = []
        size = BATCH // PER_DRAW
        try:
            for start in range(0, draws, size):
                more = min(size, draws - start)
                parts.append(self.play(UNMIXED, first + start, more, SCREENING))
        except KeyboardInterrupt:
            if sum(map(len, parts)) < FEWEST:
                raise
            self.is_stopped = True
        return np.concatenate(parts)

    def play(self, mix: Mix, first: int, draws: int, stage: str) -> Floats:
        """Give [D, PER_DRAW] answers: 0 or 1, or the change between two forks."""
        parts = []
        for start in range(0, PER_DRAW * draws, BATCH):
            size = min(BATCH, PER_DRAW * draws - start)
            runs = run_forks(
                self.world,
                self.forks,
                size,
                seed=self.asked.seed,
                threads=self.asked.threads,
                first_replica=PER_DRAW * first + start,
                mix=mix,
            )
            parts.append(self._answers(runs))
            self.done += size * len(self.forks)
            if self.asked.progress:
                self.asked.progress(stage, self.done, self.whole * len(self.forks))
        return np.concatenate(parts).reshape(draws, PER_DRAW)

    def _answers(self, runs: Runs) -> Floats:
        ends = [(row == self.column).astype(np.float64) for row in runs.outcome]
        return ends[0] if len(ends) == 1 else np.asarray(ends[1] - ends[0])

    def rounds(self, mixes: Sequence[Mix], draws: int) -> Floats:
        """Give [M, D, PER_DRAW] answers, a round a mix."""
        return np.stack([self.play(mix, 0, draws, KEEPING) for mix in mixes])


def sensitivity(
    world: World, change: Change | None, when: tuple[str, str], asked: Asked, version: str
) -> Rested:
    """Ask what an answer rests on.

    Parameters
    ----------
    world : World
        What is played.
    change : Change or None
        Of a what-if; None for an outcome's probability.
    when : tuple of str
        ISO date of the fork, empty for the first day (a what-if has its own); the outcome's
        id.
    asked : Asked
        Histories of each row, the seed and the threads.
    version : str
        Of this package, for the origin.

    Returns
    -------
    Rested
        Shares of the variance of the probability over draws, with their intervals.

    Raises
    ------
    QuestionError
        If there are too few histories for any interval.
    """
    began = time.perf_counter()
    draws = asked.replicas // (PER_DRAW * ROUNDS)
    if draws < LEAST_DRAWS:
        least = LEAST_DRAWS * PER_DRAW * ROUNDS
        raise QuestionError(f"replicas is {asked.replicas}; {least} or more will do here")
    column = outcome_index(world.scenario, when[1])
    arms = make_arms(world, change, asked.seed) if change else None
    forks = (arms.recorded, arms.alternative) if arms else (Fork(day_asked(world, when[0])),)
    inputs, player = inputs_of(world, forks[0].day), _Player(world, forks, column, asked)
    looked = _look(player, inputs, draws)
    rows = {group: inputs.of(group) for group in GROUPS if inputs.of(group)}
    rows |= {id: (inputs.ids.index(id),) for id in _singled(looked.numbers)}
    kept, weights, measured = _weigh(player, looked, rows, draws)
    products = closed_products(kept.mean(axis=2)[:, :, None])
    return Rested(
        scenario=world.scenario,
        origin=Origin(
            scenario=world.scenario.id,
            hash=world.scenario.hash,
            version=version,
            seed=asked.seed,
            replicas=kept.size,
            per_draw=kept.size // kept.shape[1],
            histories=player.done,
            seconds=time.perf_counter() - began,
        ),
        date=date_of(world.scenario, forks[0].day),
        outcome=when[1],
        arms=arms,
        answer=mean_interval(kept.mean(axis=(0, 2)), 1),
        of_draws=share_of(products, ((kept - kept.mean()) ** 2).mean(axis=(0, 2))),
        draws_sd=float(products.mean()) ** 0.5 if products.mean() > 0 else float("nan"),
        groups=tuple(weight for weight in weights if weight.id in GROUPS),
        singles=_ordered(weight for weight in weights if weight.id not in GROUPS),
        alone=looked.numbers[:TOLD],
        themes=looked.themes,
        screened=looked.draws,
        draws=measured,
        stopped=player.is_stopped,
    )


@dataclass(frozen=True)
class _Looked:
    """What each number, theme and group explains, its numbers taken one by one."""

    inputs: Inputs
    numbers: tuple[Alone, ...]
    themes: tuple[Alone, ...]
    groups: tuple[Alone, ...]
    draws: int
    answers: Floats

    def share(self, id: str) -> Estimate:
        """Give that of a group or number."""
        return next(one.share for one in (*self.groups, *self.numbers) if one.id == id)


def _look(player: _Player, inputs: Inputs, draws: int) -> _Looked:
    """See which numbers explain most one by one, in draws that are not measured later."""
    count = SCREENED * player.asked.replicas // PER_DRAW
    player.whole = PER_DRAW * count
    played = player.look(draws, count)
    count, answers = len(played), played.mean(axis=1)[:, None]
    terms = terms_of(player.world, inputs, player.asked.seed, (draws, count))

    def parted(names: tuple[str, ...]) -> tuple[Effects, tuple[Alone, ...]]:
        labels = sorted(set(names))
        label = np.array([labels.index(name) for name in names], dtype=np.int64)
        found = effects(answers, terms.values, terms.column, label)
        told = [
            Alone(name, "", part_share(found, g), int((label == g).sum()))
            for g, name in enumerate(labels)
        ]
        order = np.argsort(-found.parts, kind="stable")
        return found, tuple(told[int(g)] for g in order)

    found, groups = parted(inputs.groups)
    numbers = tuple(
        Alone(inputs.ids[k], inputs.groups[k], _share_alone(found, int(k)))
        for k in np.argsort(-found.each, kind="stable")
    )
    return _Looked(inputs, numbers, parted(inputs.themes)[1], groups, count, played)


def _share_alone(found: Effects, k: int) -> Estimate:
    """Give what one number explains, as a share of what all explain each alone."""
    own = float(found.errors[k]) ** 2
    # the whole holds this number's part, noise and all
    spread = np.array([[own, own], [own, max(own, float(found.covariance.sum()))]])
    return fieller((found.each[k], float(found.parts.sum())), spread, found.draws)


def _singled(alone: Sequence[Alone]) -> list[str]:
    """Choose the numbers to measure; qualities and dates can't be kept one by one."""
    return [one.id for one in alone if one.group not in (QUALITIES, DATES)][:SINGLES]


def _weigh(
    player: _Player, looked: _Looked, rows: dict[str, tuple[int, ...]], draws: int
) -> tuple[Floats, list[Weight], int]:
    """Measure each row: kept with all else redrawn, and redrawn with all else kept.

    An interrupt leaves the rows not measured by then without; where it comes before any is,
    the first look's answers stand in: there a draw's histories are its rounds.
    """
    player.done, before = 0, player.done
    player.whole = PER_DRAW * ROUNDS * draws * (2 * len(rows) + 1)
    chances = [_other(player.asked.seed, turn) for turn in range(ROUNDS)]
    kept: Floats | None = None
    measured: dict[str, tuple[Estimate, Estimate]] = {}
    try:
        if not player.is_stopped:
            kept = player.rounds([Mix(0, chance=chance) for chance in chances], draws)
            for id, columns in rows.items():
                measured[id] = _measure(player, looked.inputs, columns, kept)
    except KeyboardInterrupt:
        player.is_stopped = True
    player.done += before
    unknown = Estimate(float("nan"), 0.0, 1.0, 0)
    weights = [
        Weight(
            id,
            looked.inputs.groups[columns[0]],
            *measured.get(id, (unknown, unknown)),
            looked.share(id),
            len(columns),
        )
        for id, columns in rows.items()
        if id in measured or id in GROUPS
    ]
    if kept is None:
        return looked.answers.T[:, :, None], weights, 0
    return kept, weights, draws


def _measure(
    player: _Player, inputs: Inputs, columns: tuple[int, ...], kept: Floats
) -> tuple[Estimate, Estimate]:
    """Give what of the variance would go were some numbers known, and what would stay."""
    seed, draws = player.asked.seed, kept.shape[1]
    chances = [_other(seed, turn) for turn in range(ROUNDS)]
    others = tuple(sorted(set(range(len(inputs.ids))) - set(columns)))
    alone = player.rounds([redrawn(inputs, others, c, c) for c in chances], draws)
    other = _other(seed, ROUNDS)
    changed = player.rounds([redrawn(inputs, columns, other, c) for c in chances], draws)
    total = total_products(*(part.mean(axis=2)[:, :, None] for part in (kept, changed)))
    closed, products = (
        closed_products(part.mean(axis=2)[:, :, None]) for part in (alone, kept)
    )
    return share_of(closed, products), share_of(total, products)


def _ordered(weights: Iterable[Weight]) -> tuple[Weight, ...]:
    return tuple(sorted(weights, key=lambda weight: -weight.closed.mean))


def _other(seed: int, turn: int) -> int:
    """Give the seed of what a round redraws: as good as any, and the same for each row."""
    out = np.zeros((1, turn + 1))
    fill_uniform(seed, 0, _OTHER_STREAM, out)
    return int(out[0, turn] * LARGEST_SEED)
