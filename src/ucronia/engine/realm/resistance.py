"""Resistance by the week: an occupied country thinly garrisoned goes back to its owner."""

from __future__ import annotations

import math

from ucronia.engine.acts_forces import free_slot, raise_montonera
from ucronia.engine.acts_provinces import control
from ucronia.engine.bonds import enemy_men_near, rules_here
from ucronia.engine.compiled import compiled
from ucronia.engine.insurgents import held_share, is_risen_against
from ucronia.engine.knobs import P_RETAKE_RATE
from ucronia.engine.layout import N_PROVINCES, S_INSURGENCY, Draw, Fate, Log, State, Tables
from ucronia.engine.streams import uniform

EVERY_DAYS = 7
_WEEKS_IN_YEAR = 365.25 / 7.0


@compiled
def rising_rate(tables: Tables, state: State, draw: Draw, province: int) -> float:
    """Give the rate, a year, at which an occupied province rises.

    r rejection (1 - garrison / enough), none where the garrison is enough: so many men for
    each thousand people.
    """
    thin = 1.0 - held_share(tables, state, draw, province)
    cause = tables.people.polity_cause[state.realm.controller[province]]
    rejected = 1.0 - state.realm.allegiance[province, cause]
    return float(draw.parameter[P_RETAKE_RATE] * rejected * thin)


@compiled
def rise(tables: Tables, state: State, log: Log, day: int, province: int) -> None:
    """Let a province's insurgents take its capital, or stand in arms against who holds it."""
    owner = state.realm.owner[province]
    capital = tables.geo.province_capital[province]
    if free_slot(tables, state, owner) >= 0:
        men = state.realm.insurgents[province]
        raise_montonera(tables, state, log, day, owner, capital, men)
        # they are in arms as before: its people are no quieter until the band is beaten
        state.realm.bands[province] += men
        state.realm.insurgents[province] = 0.0
    if enemy_men_near(tables, state, owner, capital, 0.0) <= 0.0:
        taker = rules_here(state, tables, owner, province)
        control(tables, state, log, day, province, taker)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, day: int) -> None:
    """Let occupied provinces rise, each by a draw of its own."""
    for province in range(tables.size[N_PROVINCES]):
        if not is_risen_against(tables, state, province):
            continue
        rate = rising_rate(tables, state, draw, province)
        chance = 1.0 - math.exp(-rate / _WEEKS_IN_YEAR)
        if uniform(fate.seed, fate.replica, S_INSURGENCY, day, province) < chance:
            rise(tables, state, log, day, province)
