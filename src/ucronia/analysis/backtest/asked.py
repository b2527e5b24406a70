"""Recorded decisions asked on their own day, and the odds that the option taken had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.baselines import BASE_RATE, EVEN, MODEL, elsewhere
from ucronia.analysis.backtest.cases import ASKED, Cases, one_of_several
from ucronia.analysis.backtest.scoring import Floats, floored
from ucronia.analysis.backtest.tally import is_decision
from ucronia.analysis.outcomes import date_of
from ucronia.compiler.build import World
from ucronia.scenario.model import Entry

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Asked:
    """The decisions of a record, by day.

    Parameters
    ----------
    entries : tuple of Entry
        [N] by day.
    days : NDArray[np.int64]
        [N] of each.
    rules, taken, options : NDArray[np.int64]
        [N] rule, option taken, and options that there are.
    """

    entries: tuple[Entry, ...]
    days: Ints
    rules: Ints
    taken: Ints
    options: Ints


def asked_in(world: World, entry_day: Ints) -> Asked:
    """List the decisions between options that a record holds.

    Parameters
    ----------
    world : World
        Whose record.
    entry_day : NDArray[np.int64]
        Day of each entry, as the reference rows date it.

    Returns
    -------
    Asked
        Those before the day of classification.
    """
    order = world.plan.record.order
    found = sorted(
        (int(entry_day[order[entry.id]]), order[entry.id])
        for entry in world.scenario.entries
        if is_decision(world, entry)
    )
    held = [world.scenario.entries[row] for day, row in found if day < world.end_day]
    options = {rule.id: [option.id for option in rule.options] for rule in world.scenario.rules}
    return Asked(
        tuple(held),
        np.array([day for day, _ in found if day < world.end_day], dtype=np.int64),
        np.array([world.index("rule", entry.rule) for entry in held], dtype=np.int64),
        np.array([options[entry.rule].index(entry.option) for entry in held], dtype=np.int64),
        np.array([len(options[entry.rule]) for entry in held], dtype=np.int64),
    )


def odds_where_open(odds: Floats, is_open: NDArray[np.bool_]) -> Floats:
    """Mix the odds of the draws in which each entry's rule was open.

    Parameters
    ----------
    odds : Floats
        [draws, N, options].
    is_open : NDArray[np.bool_]
        [draws, N].

    Returns
    -------
    Floats
        [N, options] mean over those draws; nan for what was open in none.
    """
    count = is_open.sum(axis=0)[:, None]
    total = np.where(is_open[:, :, None], odds, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore"):
        mixed: Floats = total / count
    return mixed


def asked_cases(
    world: World,
    asked: Asked,
    mixed: Mapping[str, Floats],
    draws: int,
    blocks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Cases:
    """Score the option taken of every decision that was open in some draw.

    Parameters
    ----------
    world : World
        Whose record.
    asked : Asked
        Its decisions.
    mixed : dict
        MODEL, and PRIOR where a posterior is tried, to [N, options] as `odds_where_open` gives
        them, in the order of `asked`.
    draws : int
        Draws asked, for the floor.
    blocks : tuple of NDArray[np.bool_]
        [N] in the sample, and [N] held out.

    Returns
    -------
    Cases
        `day` is the decision's number in `asked`.
    """
    start = date_of(world.scenario, 0)
    sample, held = blocks
    own = elsewhere(start, asked.days, 1, sample, True)
    other = elsewhere(start, asked.days, 1, sample, False)
    may = np.where(sample[:, None], own, other)
    rows = np.flatnonzero(~np.isnan(mixed[MODEL]).any(axis=1) & (sample | held))
    width = mixed[MODEL].shape[1]
    exists = np.arange(width)[None, :] < asked.options[rows, None]
    kinds = asked.options[rows, None]
    chances = {
        name: np.where(exists, (odds[rows] * draws + 1.0 / kinds) / (draws + 1.0), 0.0)
        for name, odds in mixed.items()
    }
    chances[EVEN] = np.where(exists, 1.0 / kinds, 0.0)
    base = np.zeros((len(rows), width))
    for line, row in enumerate(rows):
        same = may[row] & (asked.rules == asked.rules[row])
        count = np.bincount(asked.taken[same], minlength=width)
        count_of = int(asked.options[row])
        base[line, :count_of] = floored(count[:count_of], same.sum(), count_of)
    chances[BASE_RATE] = base
    taken = asked.taken[rows]
    return one_of_several(ASKED, rows, chances, taken)
