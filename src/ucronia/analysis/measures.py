"""What a history tells of how often, how long and how many: counted from its event log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.stats import CensoredData, ecdf

from ucronia.analysis.ground import Ground
from ucronia.analysis.heads import spells
from ucronia.analysis.wars import War, wars
from ucronia.engine import layout as lay
from ucronia.engine.ending import BOOK_CUSTOMS, BOOK_MEN, BOOK_REVENUE
from ucronia.engine.land.battle import DRAWN, SIDE_A
from ucronia.scenario.recorded import Rate

DAYS_A_YEAR = 365.25
GREAT_WAR_DEAD, TWELVE_MONTHS = 1000, 365
"""Battle dead within so many days from which on the Correlates of War, since version 4, list a
war (Sarkees & Wayman 2010)."""


@dataclass(frozen=True)
class Told:
    """One history, or the record's own replay.

    Parameters
    ----------
    events : NDArray
        [G, 6] day, kind, a, b, c, place.
    values : NDArray
        [G, VALUES_TOLD] of a battle both sides' killed and wounded, men, and prisoners.
    first, last : int
        Days from which and up to which it tells.
    books : NDArray
        [Q, BOOK_COLUMNS] on the last day; empty where there are none.
    """

    events: NDArray[np.int64]
    values: NDArray[np.float64]
    first: int
    last: int
    books: NDArray[np.float32]

    def of(self, kind: int) -> NDArray[np.int64]:
        """Give the lines of a kind."""
        rows: NDArray[np.int64] = self.events[self.events[:, 1] == kind]
        return rows

    def battles(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give the battles' lines and their numbers."""
        rows = self.events[:, 1] == lay.L_BATTLE
        return self.events[rows], self.values[rows]


@dataclass
class Sample:
    """What a measure has gathered of many histories.

    Parameters
    ----------
    values : list of float
        One for each thing measured; or how many of a history.
    is_open : list of bool
        True where a length of time was cut short by the end.
    years : float
        Played in all.
    """

    values: list[float] = field(default_factory=list)
    is_open: list[bool] = field(default_factory=list)
    years: float = 0.0

    def add(self, values: Iterable[float], is_open: Iterable[bool] = ()) -> None:
        """Take in more."""
        self.values.extend(values)
        self.is_open.extend(is_open)


Gather = Callable[[Ground, Rate, Told, Sample], None]
Reduce = Callable[[Rate, Sample], float]


def gather(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    """Add what one history tells of a measure to a sample.

    Parameters
    ----------
    ground : Ground
        Of the world played.
    rate : Rate
        Whose measure.
    told : Told
        The history.
    sample : Sample
        Added to.
    """
    MEASURES[rate.measure][0](ground, rate, told, sample)
    sample.years += (told.last - told.first) / DAYS_A_YEAR


def reduce(rate: Rate, sample: Sample) -> float:
    """Give the number that a sample comes to.

    Parameters
    ----------
    rate : Rate
        Whose measure.
    sample : Sample
        Of many histories.

    Returns
    -------
    float
        In the rate's unit; nan where nothing was there to measure, inf for a median that lies
        beyond what was seen.
    """
    return MEASURES[rate.measure][1](rate, sample)


# --------------------------------------------------------------------------- what is gathered


def _of(ground: Ground, rate: Rate) -> list[int]:
    return [ground.polity[id] for id in rate.of]


def _firings(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    lines = told.of(lay.L_RULE)
    is_one = np.isin(lines[:, 2], [ground.rule[id] for id in rate.rules])
    if rate.of:
        is_one &= np.isin(lines[:, 3], _of(ground, rate))
    taken = map(tuple, lines[is_one][:, [2, 4]].tolist())
    sample.add([float(sum(one not in ground.idle for one in taken))])


def _heads(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    wanted = _of(ground, rate) or list(ground.headed.values())
    countries = ground.countries(wanted, told.first)
    sample.add([float(sum(spells(told.events, country) for country in countries))])


def _battles(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add([float(len(told.of(lay.L_BATTLE)))])


def _battle_men(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add(told.battles()[1][:, 2:4].sum(axis=1).tolist())


def _losses(told: Told, of_winner: bool) -> list[float]:
    lines, values = told.battles()
    decided = lines[:, 4] != DRAWN
    a_won = lines[decided, 4] == SIDE_A
    lost = values[decided, :2] + values[decided, 4:6]
    share = lost / np.maximum(values[decided, 2:4], 1.0)
    kept: list[float] = np.where(a_won == of_winner, share[:, 0], share[:, 1]).tolist()
    return kept


def _winner_loss(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add(_losses(told, True))


def _loser_loss(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add(_losses(told, False))


def _attacker_wins(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    winner = told.of(lay.L_BATTLE)[:, 4]
    sample.add((winner[winner != DRAWN] == SIDE_A).astype(float).tolist())


def _draws(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add((told.of(lay.L_BATTLE)[:, 4] == DRAWN).astype(float).tolist())


def _wars_of(
    ground: Ground, told: Told, sample: Sample, is_such: Callable[[War], bool]
) -> None:
    begun = wars(told.events, told.values, told.last, ground.can_meet)
    found = [war for war in begun if is_such(war)]
    sample.add([war.days for war in found], [war.is_open for war in found])


def _war_days(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    _wars_of(ground, told, sample, lambda war: war.has(ground.is_between))


def _is_civil(ground: Ground, war: War) -> bool:
    """Tell whether a war is one within a nation, and no states of two face each other in it."""
    return war.has(ground.is_within) and not war.has(ground.is_between)


def _civil_war_days(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    _wars_of(ground, told, sample, lambda war: _is_civil(ground, war))


def _great_civil_war_days(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    begun = wars(told.events, told.values, told.last, ground.can_meet)
    for war in begun:
        dead = war.most_lost(TWELVE_MONTHS) * ground.dead_share
        if _is_civil(ground, war) and dead >= GREAT_WAR_DEAD:
            sample.add([war.fighting_days], [war.is_open])


def _occupation_days(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    taken: dict[int, int] = {}
    for day, _, province, polity, *_ in told.of(lay.L_CONTROL).tolist():
        if ground.nation[polity] != ground.province_nation[province]:
            taken.setdefault(province, day)
        elif province in taken:
            sample.add([float(day - taken.pop(province))], [False])
    sample.add([float(told.last - day) for day in taken.values()], [True] * len(taken))


def _march_km(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    left: dict[int, tuple[int, int, int]] = {}
    kinds = (lay.L_DEPART, lay.L_ARRIVE)
    for day, kind, force, start, goal, place in told.events[
        np.isin(told.events[:, 1], kinds)
    ].tolist():
        if kind == lay.L_DEPART:
            left[force] = (day, start, goal)
            continue
        began, origin, aim = left.pop(force, (day, -1, -1))
        if day > began and aim == place:
            km = ground.km(origin, place)
            if np.isfinite(km):
                sample.add([km / (day - began)])


def _booked(ground: Ground, rate: Rate, told: Told, columns: list[int]) -> list[float]:
    """Give what the polities have together; nothing where none of them is sovereign."""
    if not len(told.books):
        return []
    books = told.books[_of(ground, rate)][:, columns]
    return [float(books.sum())] if books.any() else []


def _revenue(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add(_booked(ground, rate, told, [BOOK_REVENUE, BOOK_CUSTOMS]))


def _army_men(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add(_booked(ground, rate, told, [BOOK_MEN]))


def _convoys(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    """Count voyages of troops: those that leave a port on one day for another are one."""
    lines = told.of(lay.L_SAIL)
    troops = lines[~np.isin(lines[:, 2], ground.fleets)]
    sample.add([float(len(np.unique(troops[:, [0, 3, 4]], axis=0)))])


def _convoys_met(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add([float(len(told.of(lay.L_MET)))])


def _convoys_caught(ground: Ground, rate: Rate, told: Told, sample: Sample) -> None:
    sample.add([float(len(told.of(lay.L_INTERCEPT)))])


# --------------------------------------------------------------------------- what it comes to


def _a_year(rate: Rate, sample: Sample) -> float:
    return sum(sample.values) / sample.years if sample.years else float("nan")


def _mean(rate: Rate, sample: Sample) -> float:
    return float(np.mean(sample.values)) if sample.values else float("nan")


def _quantile(rate: Rate, sample: Sample) -> float:
    return float(np.quantile(sample.values, rate.part)) if sample.values else float("nan")


def lasting(values: list[float], is_open: list[bool], days: float) -> float:
    """Give the share that lasts longer than so many days.

    Parameters
    ----------
    values : list of float
        Days of each.
    is_open : list of bool
        True where it was cut short by the end.
    days : float
        How long.

    Returns
    -------
    float
        0..1, nan where nothing was begun.

    Notes
    -----
    The product-limit estimate (Kaplan & Meier 1958): what was cut short counts as long as it
    was seen.
    """
    if not values:
        return float("nan")
    shown = CensoredData.right_censored(np.array(values), np.array(is_open))
    return float(ecdf(shown).sf.evaluate([days])[0])


def median_days(values: list[float], is_open: list[bool]) -> float:
    """Give the days after which half are over, what was cut short counted as far as seen.

    Parameters
    ----------
    values : list of float
        Days of each.
    is_open : list of bool
        True where it was cut short by the end.

    Returns
    -------
    float
        The first day on which at most half last; inf where more than half outlast all that was
        seen, nan where nothing was begun.
    """
    if not values:
        return float("nan")
    survival = ecdf(CensoredData.right_censored(np.array(values), np.array(is_open))).sf
    over = survival.quantiles[survival.probabilities <= 1 / 2]
    return float(over[0]) if len(over) else float("inf")


def _half(rate: Rate, sample: Sample) -> float:
    return median_days(sample.values, sample.is_open)


def _over(rate: Rate, sample: Sample) -> float:
    return 1.0 - lasting(sample.values, sample.is_open, rate.days)


MEASURES: dict[str, tuple[Gather, Reduce]] = {
    "firings": (_firings, _a_year),
    "heads": (_heads, _a_year),
    "battles": (_battles, _a_year),
    "battle_men": (_battle_men, _quantile),
    "winner_loss": (_winner_loss, _quantile),
    "loser_loss": (_loser_loss, _quantile),
    "attacker_wins": (_attacker_wins, _mean),
    "battle_draws": (_draws, _mean),
    "war_days": (_war_days, _half),
    "civil_war_days": (_civil_war_days, _half),
    "great_civil_war_days": (_great_civil_war_days, _half),
    "war_over": (_war_days, _over),
    "occupation_days": (_occupation_days, _half),
    "march_km": (_march_km, _quantile),
    "revenue": (_revenue, _mean),
    "army_men": (_army_men, _mean),
    "convoys": (_convoys, _a_year),
    "convoys_met": (_convoys_met, _a_year),
    "convoys_caught": (_convoys_caught, _a_year),
}
"""What is gathered of each history, and what all of it comes to."""
