"""Forecasts held against what came: cases, each scored for the model and for every baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.backtest.baselines import (
    BASE_RATE,
    MODEL,
    PERSISTENCE,
    rate_elsewhere,
    stays_or_goes,
    unchanged,
)
from ucronia.analysis.backtest.scoring import (
    Floats,
    brier,
    brier_of_kinds,
    crps,
    floored,
    log_score,
    log_score_of_kinds,
)
from ucronia.analysis.backtest.tally import Tally
from ucronia.analysis.backtest.truth import Truth
from ucronia.analysis.patterns import NEAR_DAYS
from ucronia.compiler.build import World

Ints = NDArray[np.int64]
EVENTS, DECISIONS, PROVINCES = "any_kind", "decision_in_time", "province_holder"
PLACES, NEAR, MEN, ASKED = "army_place", "army_near", "army_men", "decision_asked"


@dataclass(frozen=True)
class Cases:
    """Forecasts of one sort, and how each forecaster scored.

    Parameters
    ----------
    kind : str
        What was forecast.
    day : NDArray[np.int64]
        [n] row of the day that each was forecast from.
    score : dict
        Forecaster to [n] Brier scores; of men, CRPS; nan where it has no forecast.
    log : dict
        Forecaster to [n] logarithmic scores; empty of men.
    chance : Floats
        [n] the model's probability, where it is of yes or no; else empty.
    came : NDArray
        [n] whether it came; what came; or the men.
    """

    kind: str
    day: Ints
    score: Mapping[str, Floats]
    log: Mapping[str, Floats]
    chance: Floats
    came: NDArray[np.float64]

    def where(self, keep: NDArray[np.bool_]) -> Cases:
        """Give the cases of some days alone: keep is [D]."""
        rows = keep[self.day]
        return Cases(
            self.kind,
            self.day[rows],
            {name: each[rows] for name, each in self.score.items()},
            {name: each[rows] for name, each in self.log.items()},
            self.chance[rows] if len(self.chance) else self.chance,
            self.came[rows],
        )


@dataclass(frozen=True)
class Look:
    """One horizon's forecasts.

    Parameters
    ----------
    world : World
        What is played.
    tallies : dict
        MODEL, and PRIOR where a posterior is tried, to the histories counted.
    truth : Truth
        What came.
    horizon : int
        Its number among those sought.
    days : NDArray[np.int64]
        [D] rows of the forks that are scored.
    may : NDArray[np.bool_]
        [D, D] from which days each day's base rates are taken.
    """

    world: World
    tallies: Mapping[str, Tally]
    truth: Truth
    horizon: int
    days: Ints
    may: NDArray[np.bool_]


def all_cases(look: Look) -> list[Cases]:
    """Score everything that is forecast for a horizon.

    Parameters
    ----------
    look : Look
        The histories, and what came.

    Returns
    -------
    list of Cases
        Every kind of event alone and together, decisions, provinces, armies.
    """
    model = look.tallies[MODEL]
    return [
        *event_cases(look),
        decision_cases(look),
        _province_cases(look),
        *_army_cases(look, model),
        _men_cases(look),
    ]


def event_cases(look: Look) -> list[Cases]:
    """Score whether each kind comes within the horizon: together, then kind by kind."""
    at, days = look.horizon, look.days
    came = look.truth.kinds[at, days]
    chances = {
        name: floored(tally.kinds[at, days], tally.replicas)
        for name, tally in look.tallies.items()
    }
    chances[PERSISTENCE] = _never(look, came.shape)
    hits, of = came.astype(float), np.ones(came.shape)
    chances[BASE_RATE] = rate_elsewhere(look.may, hits, of)
    names = look.tallies[MODEL].sought.classes.names
    whole = _yes_or_no(EVENTS, chances, came)
    alone = [
        _yes_or_no(kind, {by: p[:, [number]] for by, p in chances.items()}, came[:, [number]])
        for number, kind in enumerate(names)
    ]
    return [whole, *alone]


def decision_cases(look: Look) -> Cases:
    """Score whether each recorded decision is taken as recorded within the horizon."""
    at, days = look.horizon, look.days
    came = look.truth.decisions[at, days]
    chances = {
        name: floored(tally.decisions[at, days], tally.replicas)
        for name, tally in look.tallies.items()
    }
    chances[PERSISTENCE] = _never(look, came.shape)
    # each comes but once, so that its own rate elsewhere is 0: that of all together
    of = np.full(len(came), float(came.shape[1]))
    rate = rate_elsewhere(look.may, came.sum(axis=1).astype(float), of)
    chances[BASE_RATE] = np.repeat(rate[:, None], came.shape[1], axis=1)
    return _yes_or_no(DECISIONS, chances, came)


def _never(look: Look, shape: tuple[int, ...]) -> Floats:
    return np.full(shape, floored(0, look.tallies[MODEL].replicas))


def _yes_or_no(kind: str, chances: Mapping[str, Floats], came: NDArray[np.bool_]) -> Cases:
    """Make cases of [D, E] forecasts."""
    flat = {name: p.ravel() for name, p in chances.items()}
    happened = came.ravel()
    return Cases(
        kind,
        np.repeat(np.arange(len(came)), came.shape[1]),
        {name: brier(p, happened) for name, p in flat.items()},
        {name: log_score(p, happened) for name, p in flat.items()},
        flat[MODEL],
        happened.astype(float),
    )


def one_of_several(kind: str, day: Ints, chances: Mapping[str, Floats], came: Ints) -> Cases:
    """Make cases of [n, C] forecasts of one of several.

    Parameters
    ----------
    kind : str
        What is forecast.
    day : NDArray[np.int64]
        [n] row of the day of each.
    chances : dict
        Forecaster to [n, C].
    came : NDArray[np.int64]
        [n] which came.

    Returns
    -------
    Cases
        Scored.
    """
    return Cases(
        kind,
        day,
        {name: brier_of_kinds(p, came) for name, p in chances.items()},
        {name: log_score_of_kinds(p, came) for name, p in chances.items()},
        np.zeros(0),
        came.astype(float),
    )


def _province_cases(look: Look) -> Cases:
    """Score who holds each province at the horizon."""
    at, days = look.horizon, look.days
    now, then = look.truth.holder_now[days], look.truth.holder[at, days]
    kinds = look.tallies[MODEL].holder.shape[-1]
    day = np.repeat(np.arange(len(days)), now.shape[1])
    counts = {
        name: tally.holder[at, days].reshape(-1, kinds) for name, tally in look.tallies.items()
    }
    return _kept_or_lost(look, PROVINCES, day, (now.ravel(), then.ravel()), counts)


def _kept_or_lost(
    look: Look, kind: str, day: Ints, was: tuple[Ints, Ints], counts: Mapping[str, Ints]
) -> Cases:
    """Score counts [n, C] of how a thing is at the horizon: was = (now, then), -1 the last."""
    kinds = look.tallies[MODEL].replicas, next(iter(counts.values())).shape[-1]
    now, then = was[0] % kinds[1], was[1] % kinds[1]
    chances = {
        name: floored(count, look.tallies[name].replicas, kinds[1])
        for name, count in counts.items()
    }
    chances[PERSISTENCE] = unchanged(now, kinds[0], kinds[1])
    chances[BASE_RATE] = stays_or_goes(now, _stays(look, day, now == then)[day], kinds[1])
    return one_of_several(kind, day, chances, then)


def _stays(look: Look, day: Ints, stayed: NDArray[np.bool_]) -> Floats:
    """Give the share, elsewhere, of what stayed as it was: [D]."""
    count = len(look.days)
    hits = np.bincount(day, weights=stayed.astype(float), minlength=count).astype(np.float64)
    of = np.bincount(day, minlength=count).astype(np.float64)
    return rate_elsewhere(look.may, hits, of)


def _army_cases(look: Look, model: Tally) -> Sequence[Cases]:
    """Score where each army is at the horizon, and whether it is near each place."""
    at, days, truth = look.horizon, look.days, look.truth
    is_told = truth.is_pinned[at, days] & (truth.place_now[days] >= 0)
    day, force = np.nonzero(is_told)
    now = truth.place_now[days][day, force]
    then = truth.place[at, days][day, force]
    counts = {name: tally.place[at, days][day, force] for name, tally in look.tallies.items()}
    cases = _kept_or_lost(look, PLACES, day, (now, then), counts)
    stays = _stays(look, day, now == then)[day]
    return cases, _near_cases(look, day, (now, then), counts, stays)


def _near_cases(
    look: Look, day: Ints, was: tuple[Ints, Ints], counts: Mapping[str, Ints], stays: Floats
) -> Cases:
    """Score for each place whether an army is within NEAR_DAYS of it.

    Every place is asked about, so that the score is proper: to say "near it all" doesn't pay.
    """
    places = look.world.sizes.places
    geo = look.world.tables.geo
    near = np.zeros((places + 1, places))
    near[:places] = geo.land_days[:places, :places] <= NEAR_DAYS
    now, then = was[0] % (places + 1), was[1] % (places + 1)
    happened = near[then] > 0.0
    chances = {
        name: floored(count @ near, look.tallies[name].replicas)
        for name, count in counts.items()
    }
    replicas = look.tallies[MODEL].replicas
    chances[PERSISTENCE] = floored(near[now] * replicas, replicas)
    chances[BASE_RATE] = np.clip(
        stays_or_goes(now, stays, places + 1) @ near, *floored([0, replicas], replicas)
    )
    return Cases(
        NEAR,
        day,
        {name: brier(p, happened).mean(axis=1) for name, p in chances.items()},
        {name: log_score(p, happened).mean(axis=1) for name, p in chances.items()},
        np.zeros(0),
        then.astype(float),
    )


def _men_cases(look: Look) -> Cases:
    """Score how many men each army has at the horizon."""
    at, days, truth = look.horizon, look.days, look.truth
    is_told = ~np.isnan(truth.men[at, days]) & (truth.men_now[days] > 0.0)
    day, force = np.nonzero(is_told)
    now, then = truth.men_now[days][day, force], truth.men[at, days][day, force]
    grown = then / now
    score = {
        name: _each_crps(list(tally.men[days[day], :, at, force]), then)
        for name, tally in look.tallies.items()
    }
    score[PERSISTENCE] = np.abs(now - then)
    elsewhere = [size * grown[look.may[row][day]] for size, row in zip(now, day, strict=True)]
    score[BASE_RATE] = _each_crps(elsewhere, then)
    return Cases(MEN, day, score, {}, np.zeros(0), then)


def _each_crps(samples: Sequence[NDArray[np.floating]], came: Floats) -> Floats:
    return np.array([crps(sample, y) for sample, y in zip(samples, came, strict=True)])
