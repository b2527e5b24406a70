"""Chains of draws given the record: run on threads, kept as they go, gone on with."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ucronia.analysis.calibration.learned import learn
from ucronia.analysis.calibration.slices import TRIES, luck, slice_step
from ucronia.analysis.calibration.whitened import (
    PARAMETER,
    QUALITY,
    Block,
    Whitened,
    told_of,
)
from ucronia.compiler.build import World
from ucronia.ensemble.odds import Scorer
from ucronia.ensemble.run import warm_up

PROBES = 4
"""Draws at which it is tried which parameters the likelihood depends on."""
START, PROBE = 1023, 1022
"""Numbers of steps that are no block's."""
TURN = 5
"""Sweeps that a chain makes before the next has its turn."""
REST = 40
"""Sweeps of each chain between two times that all are kept: a minute's work or so."""
QUALITY_TURNS = 2
"""Steps of the qualities in a sweep: battles tell most of them."""

KEPT = 1600
"""Points that chains keep, from which diagnostics and lessons are reckoned."""

Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]
SAMPLING = "calibration"


@dataclass(frozen=True)
class Sampling:
    """How chains are run.

    Parameters
    ----------
    chains : int
        C, each from a draw of the priors.
    sweeps : int
        Of each chain; in a sweep every coordinate moves.
    warm : int
        Sweeps at the beginning that are not kept.
    thin : int
        Of the rest, one in so many is kept.
    seed : int
        Of all their numbers.
    threads : int or None
        All processors where None; the answer is the same.
    """

    chains: int = 4
    sweeps: int = 600
    warm: int = 200
    thin: int = 4
    seed: int = 0
    threads: int | None = None

    @classmethod
    def of(cls, chains: int, sweeps: int, seed: int, threads: int | None) -> Sampling:
        """Give up a third of the sweeps, and keep KEPT points of the rest or so."""
        warm = sweeps // 3
        thin = max(1, chains * (sweeps - warm) // KEPT)
        return cls(chains, sweeps, warm, thin, seed, threads)

    @property
    def kept(self) -> int:
        """Points that each chain keeps."""
        return len(range(self.warm, self.sweeps, self.thin))


@dataclass
class Chain:
    """A chain, as far as it has come.

    Parameters
    ----------
    number : int
        Which.
    point : Floats
        [size] where it is.
    sweep : int
        Sweeps done.
    kept : list of Floats
        [size] each point kept.
    score : list of float
        Log likelihood of each.
    warmed : list of Floats
        [k] the told parameters, sweep by sweep, of the later half of warm-up.
    """

    number: int
    point: Floats
    sweep: int = 0
    kept: list[Floats] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    warmed: list[Floats] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Sampled:
    """What chains came to.

    Parameters
    ----------
    whitened : Whitened
        Whose points they are of.
    told : tuple of int
        Parameters that the likelihood was seen to depend on.
    chains : tuple of Chain
        All.
    is_whole : bool
        False where an interrupt left sweeps out.
    counting : tuple of int
        Parts of the entries' odds that count alone; all where empty.
    """

    whitened: Whitened
    told: tuple[int, ...]
    chains: tuple[Chain, ...]
    is_whole: bool
    counting: tuple[int, ...] = ()

    @property
    def points(self) -> Floats:
        """[C, n, size] kept by all chains alike, and as many of each."""
        count = min(len(chain.kept) for chain in self.chains)
        return np.array([chain.kept[:count] for chain in self.chains])

    @property
    def scores(self) -> Floats:
        """[C, n] their log likelihoods."""
        count = min(len(chain.score) for chain in self.chains)
        return np.array([chain.score[:count] for chain in self.chains])


def begin(
    world: World, until: int, sampling: Sampling, counting: Sequence[int] = ()
) -> Sampled:
    """Start chains: a draw of the priors each, and which parameters the record could tell of.

    Parameters
    ----------
    world : World
        What is calibrated.
    until : int
        Last day of the record that counts.
    sampling : Sampling
        How.
    counting : sequence of int
        Parts of the entries' odds that count alone, as for `Scorer`; all where empty.

    Returns
    -------
    Sampled
        Of no sweeps.
    """
    warm_up(world)
    whitened, scorer = Whitened(world, until), Scorer(world, until, counting)

    def points(number: int) -> Floats:
        u = [luck(sampling.seed, turn, 0, number, whitened.size) for turn in range(PROBES)]
        return special.ndtri(np.array(u))

    told = told_of(whitened, scorer, points(PROBE), points(PROBE - 1))
    chains = tuple(
        Chain(number, special.ndtri(luck(sampling.seed, number, 0, START, whitened.size)))
        for number in range(sampling.chains)
    )
    return Sampled(whitened, tuple(told), chains, False, tuple(counting))


def sample(
    sampled: Sampled,
    sampling: Sampling,
    progress: Progress | None = None,
    keep: Callable[[Sampled], None] | None = None,
) -> Sampled:
    """Run chains on until their sweeps are done, or an interrupt.

    Parameters
    ----------
    sampled : Sampled
        As begun, or as kept by an earlier run.
    sampling : Sampling
        How.
    progress : callable, optional
        Told of the sweeps done.
    keep : callable, optional
        Given the chains every REST sweeps, at the end, and after an interrupt.

    Returns
    -------
    Sampled
        Whole, unless an interrupt came. Every number is keyed by seed, chain, sweep and block:
        the bytes are the same on any number of threads, and however often it was interrupted.
    """
    sampled = dataclasses.replace(sampled, is_whole=False)
    stop = threading.Event()
    whole = sampling.sweeps * len(sampled.chains)

    def tell() -> None:
        if progress:
            progress(SAMPLING, sum(chain.sweep for chain in sampled.chains), whole)

    pool = ThreadPoolExecutor(sampling.threads or None)
    is_whole = True
    try:
        walks = [_Walk(sampled, chain, sampling) for chain in sampled.chains]
        while any(chain.sweep < sampling.sweeps for chain in sampled.chains):
            rest = min(chain.sweep for chain in sampled.chains) + REST
            rest = min(rest, sampling.sweeps)
            if rest > sampling.warm:
                # what warm-up taught is of all of it, however often it was interrupted
                _walk_to(pool, walks, sampling.warm, stop, tell)
                _learn(walks)
            _walk_to(pool, walks, rest, stop, tell)
            if keep:
                # at rest: who is killed later loses no more than what comes from here on
                keep(sampled)
    except KeyboardInterrupt:
        is_whole = False
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    if keep and not is_whole:
        keep(sampled)
    return dataclasses.replace(sampled, is_whole=True) if is_whole else sampled


def _learn(walks: Sequence[_Walk]) -> None:
    """Let all chains know what the warm-up of all of them taught."""
    if walks[0].learned is None:
        points = np.array([point for walk in walks for point in walk.chain.warmed])
        blocks = learn(points, walks[0].told)
        for walk in walks:
            walk.learned = blocks


def _walk_to(
    pool: ThreadPoolExecutor,
    walks: Sequence[_Walk],
    rest: int,
    stop: threading.Event,
    tell: Callable[[], None],
) -> None:
    """Let chains take turns until each has so many sweeps."""
    left = {pool.submit(walk.go, stop, rest): walk for walk in walks if walk.chain.sweep < rest}
    while left:
        finished, _ = wait(left, timeout=0.3, return_when=FIRST_COMPLETED)
        for future in finished:
            walk = left.pop(future)
            if not future.result():
                # at the end of the line: chains keep abreast of one another
                left[pool.submit(walk.go, stop, rest)] = walk
        tell()


class _Walk:
    """One chain at work: its point, the draw that the point makes, and its likelihood."""

    def __init__(self, sampled: Sampled, chain: Chain, sampling: Sampling) -> None:
        self.whitened, self.chain, self.sampling = sampled.whitened, chain, sampling
        self.scorer = Scorer(sampled.whitened.world, sampled.whitened.until, sampled.counting)
        self.told = list(sampled.told)
        self.blocks = sampled.whitened.blocks(self.told)
        self.learned: tuple[Block, ...] | None = None
        self.draw = sampled.whitened.draws(chain.point[None, :])
        self.score = self.scorer.total(self.draw[0])

    def go(self, stop: threading.Event, rest: int) -> bool:
        """Sweep a few times, keeping what is to be kept; say whether it may rest now."""
        how, chain = self.sampling, self.chain
        for _ in range(TURN):
            if stop.is_set() or chain.sweep >= rest:
                break
            self.sweep()
            done = chain.sweep - 1
            if how.warm // 2 <= done < how.warm:
                chain.warmed.append(chain.point[self.told])
            if done >= how.warm and (done - how.warm) % how.thin == 0:
                chain.kept.append(chain.point.copy())
                chain.score.append(self.score)
        return chain.sweep >= rest or stop.is_set()

    def sweep(self) -> None:
        """Move every block once; the qualities more often."""
        step = 0
        for block in self._blocks_now():
            for _ in range(QUALITY_TURNS if block.kind == QUALITY else 1):
                self._move(block, step)
                step += 1
        self.chain.sweep += 1

    def _blocks_now(self) -> tuple[Block, ...]:
        """Give this sweep's blocks: by theme, and every other time as warm-up taught."""
        if not self.learned or self.chain.sweep % 2 == 0:
            return self.blocks
        told = set(self.told)
        kept = [b for b in self.blocks if b.kind != PARAMETER or b.places[0] not in told]
        return (*self.learned, *kept)

    def _move(self, block: Block, step: int) -> None:
        def score(point: Floats) -> float:
            self.whitened.move(self.draw, point, block)
            return self.scorer.total(self.draw[0])

        count = len(block.places) + 2 + TRIES
        u = luck(self.sampling.seed, self.chain.number, self.chain.sweep + 1, step, count)
        self.chain.point, self.score = slice_step(
            self.chain.point, self.score, block.places, score, u, block.about
        )
