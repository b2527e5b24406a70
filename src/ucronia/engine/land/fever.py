"""Fever: men fall sick, recover and die; dS/dt = l H - (r + k) S (battle data README)."""

from __future__ import annotations

from ucronia.engine.climate import STRANGE_COAST, newness
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import (
    P_FEVER_DEATH,
    P_FEVER_ONSET,
    P_FEVER_RETURN,
    P_FEVER_SEASON,
    P_USED_COAST_DAYS,
)
from ucronia.engine.layout import DEAD_MEN, Draw, State, Tables
from ucronia.engine.season import heat

USED = 0.25
"""How often men who are used to the coast fall sick, against strangers."""


@compiled
def fever_share(tables: Tables, state: State, draw: Draw, force: int, day: int) -> float:
    """Give how open a force is to fever where it stands, against strangers just landed.

    A stranger to the coast becomes used to it: 1/4 + 3/4 exp(-days / used_coast_days), more at
    the end of summer and less at that of winter. Those of the country are taken to be healthy.
    """
    if state.forces.climate[force] != STRANGE_COAST:
        return 0.0
    new = newness(state, force, day, draw.parameter[P_USED_COAST_DAYS])
    season = 1.0 + draw.parameter[P_FEVER_SEASON] * heat(tables, day)
    return float((USED + (1.0 - USED) * new) * season)


@compiled
def fall_sick(state: State, draw: Draw, force: int, share: float) -> None:
    """Let more of a force's men fall sick: a share of the rate at which strangers do."""
    ill = state.forces.men[force] * min(0.5, share * draw.parameter[P_FEVER_ONSET])
    state.forces.men[force] -= ill
    state.forces.sick[force] += ill


@compiled
def nurse(state: State, draw: Draw, force: int, share: float, days: int) -> None:
    """Let days of fever pass, one by one, at a share of the rate of strangers."""
    if share <= 0.0 and state.forces.sick[force] <= 0.0:
        return
    back = min(0.5, draw.parameter[P_FEVER_RETURN])
    die = min(0.5, draw.parameter[P_FEVER_DEATH])
    for _ in range(days):
        sick = state.forces.sick[force]
        fall_sick(state, draw, force, share)
        state.forces.men[force] += back * sick
        state.forces.sick[force] -= (back + die) * sick
        state.persons.ledger_men[DEAD_MEN] += die * sick
