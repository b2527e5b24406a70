"""The record's likelihood under a draw, in parts: by entry, by rule and by march."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.knobs import P_MARCH_PACE, P_SEA_PACE, P_SURPRISE_FLOOR
from ucronia.engine.layout import Floats
from ucronia.ensemble import run
from ucronia.scenario.dates import day_of

MARCH_SPREAD = 0.2
"""Standard deviation of the log of a march's days about the table's: recorded marches of
1820-83 lie within 17 % of it in the mean (the reason of `march_pace` in standard.yaml), which
of a normal is 0.8 of a standard deviation."""
_SCORED = (lay.T_PIN, lay.T_WINNER, lay.T_LOSSES, lay.T_OPTION, lay.T_FIRED, lay.T_AMONG)
"""Columns of a term that can count; the rest are for residuals and checks."""


@dataclass(frozen=True)
class Terms:
    """The log likelihood of a record under n draws, term by term.

    Parameters
    ----------
    entry : Floats
        [n, N] of each entry: strengths, winner, losses, option or firing; 0 where it has none.
    silence : Floats
        [n, H] of each fully recorded rule's silence.
    march : Floats
        [n, M] of each march that the record implies.
    part : Floats
        [n, N, TERMS] layout.T_*: the parts of an entry's, whether they count or not.
    is_open : NDArray[np.bool_]
        [n, N] False where a rule fired that the model didn't hold possible.
    """

    entry: Floats
    silence: Floats
    march: Floats
    part: Floats
    is_open: NDArray[np.bool_]

    @property
    def total(self) -> Floats:
        """[n] the log likelihood."""
        return cast(
            Floats, self.entry.sum(axis=1) + self.silence.sum(axis=1) + self.march.sum(axis=1)
        )


class Scorer:
    """Replays a record up to a day, again and again, and says how likely it was.

    Parameters
    ----------
    world : World
        What is replayed.
    until : int
        Last day of the record that counts.
    counting : sequence of int, optional
        layout.T_* of the entries' parts that count, silence and marches then left out; all
        where left out.

    Notes
    -----
    The likelihood is a product over what happened, each given what had come before (a marked
    point process; Daley & Vere-Jones 2003, 7.3), so that it is the replay's own:

    - a strength told: Student's t about the log of the men carried (engine.pins);
    - a battle on land: its winner by the logit with both sides' latent qualities, which are the
      draw's; its losses by a normal density of the logit of the share lost (engine.told). A
      fight of fleets, for which the record has no odds of its own, tells nothing;
    - a decision: the softmax of the option taken, given the occasion;
    - a hazard of a rule that is fully recorded: the rate, and minus the integral of all rates;
    - any other hazard: the rate of the instance that fired among those that could have on that
      day, since nobody knows how many firings went unrecorded (Cox 1975, Partial likelihood);
    - a rule that wasn't open: the floor;
    - a march between two places told: the chance that it takes no longer than the days told,
      log Φ((ln(days + 1) - ln(table · pace)) / MARCH_SPREAD), no less than the floor: when a
      force left is not told, so that it can only have been fast enough.

    Nothing of the record after `until` counts: its entries aren't applied, and no force marches
    for their sake.
    """

    def __init__(self, world: World, until: int, counting: Sequence[int] = ()) -> None:
        self.world, self.until = world, until
        self._is_whole = not counting
        self._room = run._room(world)
        self._job = run._job(world, [], run._NO_LIMIT, False)._replace(replay_day=until + 1)
        self._count = world.sizes.entries
        self._weight = entry_weights(world)
        if counting:
            self._weight[:, [k for k in range(lay.TERMS) if k not in counting]] = 0.0
        rules = world.tables.rules.is_recorded[: world.sizes.rules]
        self._is_recorded = np.asarray(rules == 1)
        self._marches = _Marches(world)

    def _replay(self, draw: np.void) -> lay.Log:
        run._play(self.world, self._job, self._room, ((0, 0), 0, draw), run._Keep())
        return self._room.log

    def _entry(self, log: lay.Log, draw: np.void) -> Floats:
        parts = log.entry_term[: self._count]
        told = (parts * self._weight).sum(axis=1)
        shut = (log.entry_open[: self._count] == 0) & (log.fired[: self._count] == 1)
        told[shut] += math.log(draw["parameter"][P_SURPRISE_FLOOR])
        return cast(Floats, told)

    def total(self, draw: np.void) -> float:
        """Give the log likelihood under one draw."""
        log = self._replay(draw)
        entry = float(self._entry(log, draw).sum())
        if not self._is_whole:
            return entry
        silence = log.silence[: self.world.sizes.rules][self._is_recorded].sum()
        march = self._marches.terms(draw, self.until).sum()
        return float(entry + silence + march)

    def terms(self, draws: NDArray[np.void]) -> Terms:
        """Give the log likelihood under draws, term by term.

        Parameters
        ----------
        draws : NDArray[np.void]
            [n] as `compiler.draws` makes them.

        Returns
        -------
        Terms
            Of all n.
        """
        found = [self._terms_of(draw) for draw in draws]
        return Terms(*(np.stack(column) for column in zip(*found, strict=True)))

    def _terms_of(self, draw: np.void) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        log, count = self._replay(draw), self._count
        silence = np.where(self._is_recorded, log.silence[: self.world.sizes.rules], 0.0)
        march = self._marches.terms(draw, self.until)
        if not self._is_whole:
            silence, march = np.zeros_like(silence), np.zeros_like(march)
        return (
            self._entry(log, draw),
            silence,
            march,
            log.entry_term[:count].copy(),
            (log.entry_open[:count] == 1) | (log.fired[:count] == 0),
        )


def entry_weights(world: World) -> Floats:
    """Say which parts of an entry's odds count.

    Parameters
    ----------
    world : World
        Whose record.

    Returns
    -------
    Floats
        [N, TERMS] 1 where a part counts, else 0.
    """
    table, count = world.tables.timetable, world.sizes.entries
    weight = np.zeros((count, lay.TERMS))
    weight[:, _SCORED] = 1.0
    rule = table.rule[:count]
    is_recorded = (rule >= 0) & (world.tables.rules.is_recorded[rule] == 1)
    weight[~is_recorded, lay.T_FIRED] = 0.0
    weight[is_recorded, lay.T_AMONG] = 0.0
    kinds = world.start["forces"]["kind"][0]
    for side in (table.force_a[:count, 0], table.force_b[:count, 0]):
        at_sea = (side >= 0) & (kinds[side] == lay.FLEET)
        weight[at_sea, lay.T_WINNER] = 0.0
        weight[at_sea, lay.T_LOSSES] = 0.0
    return weight


class _Marches:
    """The marches that the record implies, and the chance that they were made in time."""

    def __init__(self, world: World) -> None:
        marches, geo = world.plan.marches, world.tables.geo
        self.before = np.array([march.before for march in marches], dtype=np.int64)
        self.after = np.array([march.after for march in marches], dtype=np.int64)
        self.days = np.array([max(march.days, 0.5) for march in marches])
        by_land = [
            geo.land_days[m.origin, m.goal] <= 2.0 + geo.sea_days[m.origin, m.goal]
            for m in marches
        ]
        self.pace = np.where(by_land, P_MARCH_PACE, P_SEA_PACE).astype(np.int64)
        # the crew's days in port are nobody's pace
        self.fixed = np.where(by_land, 0.0, np.minimum(2.0, self.days))

    def terms(self, draw: np.void, until: int) -> Floats:
        days = draw["entry_day"]
        first, last = days[self.before], days[self.after]
        is_made = (first < last) & (last <= until)
        needed = self.fixed + (self.days - self.fixed) * draw["parameter"][self.pace]
        spare = np.log(np.maximum(last - first, 0) + 1.0) - np.log(needed)
        floor = math.log(draw["parameter"][P_SURPRISE_FLOOR])
        odds = np.maximum(special.log_ndtr(spare / MARCH_SPREAD), floor)
        return np.where(is_made, odds, 0.0)


def last_day(world: World, until: str) -> int:
    """Give the index of a day of the record.

    Parameters
    ----------
    world : World
        Whose.
    until : str
        ISO date.

    Returns
    -------
    int
        Days from the first.
    """
    return cast(int, day_of(world.scenario, until))
