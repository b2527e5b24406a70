"""Does the posterior make the record again? Winners, options, strengths, firings, timing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.odds import Terms, entry_weights

WINNERS, OPTIONS = "winners", "options"
STRENGTHS = {0.5: "strengths_50", 0.9: "strengths_90"}
RETOLD, FIRED = "retold", "fired:"
_TAILS = 4
"""Degrees of freedom of a strength's spread, as in engine.pins."""
_NINETY = 1.645
FEWEST = 5
"""Firings under which nothing is said of their timing."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Check:
    """A count or share of the record, and what the model makes of it.

    Parameters
    ----------
    id : str
        `winners`: battles won by the side that the model favoured; `options`: mean probability
        of the option taken; `strengths_50`, `strengths_90`: share of strengths told anew within
        the model's own intervals; `retold`: figures of strength that are the one before;
        `fired:RULE`: firings of a fully recorded rule.
    record : float
        The record's; of `options`, the posterior's mean.
    expected : float
        The posterior's; of `options`, the prior's.
    low, high : float
        Nine tenths of it.
    count : int
        Entries that it is about.
    """

    id: str
    record: float
    expected: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Timing:
    """Whether a rule's firings are rightly timed.

    Parameters
    ----------
    id : str
        Of the rule; empty for all together.
    count : int
        Firings.
    residuals : tuple of float
        Integral of its rate between one and the next: of mean 1 and exponential, if so.
    p_value : float or None
        Kolmogorov and Smirnov's; None under FEWEST firings.
    """

    id: str
    count: int
    residuals: tuple[float, ...]
    p_value: float | None


def checks(world: World, terms: Terms, prior: Terms, spread: Floats) -> tuple[Check, ...]:
    """Hold the record against the posterior.

    Parameters
    ----------
    world : World
        Whose record.
    terms : Terms
        [n] of draws of the posterior.
    prior : Terms
        Of draws of the prior.
    spread : Floats
        [n] the posterior draws' `pin_sd`.

    Returns
    -------
    tuple of Check
        Those for which the record has entries.

    Notes
    -----
    The posterior has seen the same record: a check can fail, and its passing is no forecast.
    """
    weights = entry_weights(world)
    found = [_winners(terms, weights), _options(terms, prior)]
    found += [_strengths(terms, spread, level) for level in STRENGTHS]
    found += [_retold(terms), *_fired(world, terms)]
    return tuple(check for check in found if check.count > 0)


def _winners(terms: Terms, weights: Floats) -> Check:
    part = terms.part[:, :, lay.T_WINNER] * weights[:, lay.T_WINNER]
    told = np.flatnonzero((part != 0.0).any(axis=0))
    chance = np.exp(part[:, told])
    favoured = np.maximum(chance, 1.0 - chance)
    expected = favoured.sum(axis=1)
    spread = np.sqrt((favoured * (1.0 - favoured)).sum(axis=1).mean() + expected.var())
    mean = float(expected.mean())
    right = float((chance.mean(axis=0) > 0.5).sum())
    reach = _NINETY * float(spread)
    return Check(WINNERS, right, mean, mean - reach, min(mean + reach, len(told)), len(told))


def _options(terms: Terms, prior: Terms) -> Check:
    part = terms.part[:, :, lay.T_OPTION]
    told = np.flatnonzero((part != 0.0).any(axis=0))
    if not len(told):
        return Check(OPTIONS, 0.0, 0.0, 0.0, 0.0, 0)
    taken = np.exp(part[:, told]).mean(axis=1)
    before = float(np.exp(prior.part[:, :, lay.T_OPTION][:, told]).mean())
    low, high = np.quantile(taken, (0.05, 0.95))
    return Check(OPTIONS, float(taken.mean()), before, float(low), float(high), len(told))


def _strengths(terms: Terms, spread: Floats, level: float) -> Check:
    gaps = terms.part[:, :, [lay.T_GAP_A, lay.T_GAP_B]] / spread[:, None, None]
    # a figure told again says nothing of how far off the model is
    told = (gaps != 0.0) & (terms.part[:, :, [lay.T_AGAIN_A, lay.T_AGAIN_B]] <= 0.0)
    reach = stats.t.ppf(0.5 + level / 2.0, _TAILS)
    count = int(told.sum(axis=(1, 2)).mean())
    within = (np.abs(gaps) <= reach) & told
    share = float(within.sum() / max(1, told.sum()))
    half = _NINETY * (level * (1.0 - level) / max(1, count)) ** 0.5
    return Check(STRENGTHS[level], share, level, level - half, min(1.0, level + half), count)


def _retold(terms: Terms) -> Check:
    """Hold how many figures are the one before against the chance that each was.

    Given a draw they are independent, so that the count's variance is the mean of a sum of
    binomial ones, and the variance of its mean from draw to draw.
    """
    again = terms.part[:, :, [lay.T_AGAIN_A, lay.T_AGAIN_B]]
    chance = np.abs(again)
    record = float((again > 0.0).sum(axis=(1, 2)).mean())
    expected = chance.sum(axis=(1, 2))
    count = int((again != 0.0).sum(axis=(1, 2)).mean())
    spread = np.sqrt((chance * (1.0 - chance)).sum(axis=(1, 2)).mean() + expected.var())
    mean, reach = float(expected.mean()), _NINETY * float(spread)
    return Check(RETOLD, record, mean, max(0.0, mean - reach), min(mean + reach, count), count)


def _fired(world: World, terms: Terms) -> list[Check]:
    found = []
    table, count = world.tables.timetable, world.sizes.entries
    for number, rule in enumerate(world.scenario.rules):
        if not rule.recorded:
            continue
        fired = int((terms.part[0, table.rule[:count] == number, lay.T_FIRED] != 0.0).sum())
        means = -terms.silence[:, number]
        reach = np.arange(0, int(means.max() + 10.0 * np.sqrt(means.max() + 1.0)) + 5)
        below = np.asarray(stats.poisson.cdf(reach[:, None], means[None, :])).mean(axis=1)
        low, high = (float(reach[np.searchsorted(below, p)]) for p in (0.05, 0.95))
        expected = float(means.mean())
        found.append(Check(f"{FIRED}{rule.id}", fired, expected, low, high, max(fired, 1)))
    return found


def timings(world: World, terms: Terms) -> tuple[Timing, ...]:
    """Say whether the firings of fully recorded rules are rightly timed.

    Parameters
    ----------
    world : World
        Whose record.
    terms : Terms
        Of draws of the posterior.

    Returns
    -------
    tuple of Timing
        By rule, then all together; none where nothing fired.

    Notes
    -----
    By the time-rescaling theorem (Brown, Barbieri, Ventura, Kass & Frank 2002, Neural
    Computation 14) the integrals of a rule's rates between its firings are independent
    exponentials of mean 1 where the rates are right. Those here are the means over the draws.
    """
    table, count = world.tables.timetable, world.sizes.entries
    found, pooled = [], []
    for number, rule in enumerate(world.scenario.rules):
        if not rule.recorded:
            continue
        own = np.flatnonzero(table.rule[:count] == number)
        own = own[(terms.part[:, own, lay.T_FIRED] != 0.0).any(axis=0)]
        at = np.sort(terms.part[:, own, lay.T_COUNTED].mean(axis=0))
        between = np.diff(at, prepend=0.0)
        if len(between):
            found.append(timing(rule.id, between))
            pooled += between.tolist()
    if len(found) > 1:
        found.append(timing("", np.array(pooled)))
    return tuple(found)


def timing(id: str, residuals: Floats) -> Timing:
    """Test residuals against the exponential distribution of mean 1."""
    enough = len(residuals) >= FEWEST
    p_value = float(stats.kstest(residuals, "expon").pvalue) if enough else None
    return Timing(id, len(residuals), tuple(float(r) for r in residuals), p_value)
