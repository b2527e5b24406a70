"""Figures: what the record last told of a force's men, and whether an entry tells it again.

A figure moves by what the record says alone (a strength, the losses told, the number a force is
raised with), never by what the model makes of it: it is the same under every parameter.
"""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    FLEET,
    N_FORCES,
    NONE,
    Log,
    State,
    Tables,
)

_BASE = 10.0
"""Of the notation in which figures are rounded."""


@compiled
def named(tables: Tables, entry: int, second: int, slot: int) -> int:
    """Give a force that an entry names on its first side, or its second, NONE if none."""
    if second == 1:
        return int(tables.timetable.force_b[entry, slot])
    return int(tables.timetable.force_a[entry, slot])


@compiled
def unit_of(men: float) -> float:
    """Give the unit that a figure is told in: 100 for 2,500, 10 for 260, 1 for 87 and 2,798.

    The greatest power of ten that divides it and is no more than a tenth of it; never under
    one man.
    """
    unit = 1.0
    while unit * _BASE * _BASE <= men and men % (unit * _BASE) == 0.0:
        unit *= _BASE
    return unit


@compiled
def again_width(men: float) -> float:
    """Give the width, in logs, of what is rounded to a figure: from half a unit under it."""
    half = 0.5 * unit_of(men)
    return math.log((men + half) / max(men - half, 0.5))


@compiled
def is_again(men: float, figure: float) -> bool:
    """Say whether a strength told is a figure, rounded to the unit that it is told in."""
    return figure > 0.0 and abs(men - figure) < 0.5 * unit_of(men)


@compiled
def open_figures(state: State, log: Log) -> None:
    """Begin a replay: the figures of the first day are those that forces start with."""
    for force in range(log.figure.shape[0]):
        log.figure[force] = state.forces.men[force]
        log.formed[force] = NONE


@compiled
def side_figure(tables: Tables, state: State, log: Log, entry: int, second: int) -> float:
    """Give the figure of a side's land forces together; 0 where one of them has none."""
    total = 0.0
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0 and state.forces.kind[force] != FLEET:
            if log.figure[force] <= 0.0:
                return 0.0
            total += log.figure[force]
    return total


@compiled
def is_formed_by(tables: Tables, state: State, log: Log, entry: int, second: int) -> bool:
    """Say whether an entry's own effects formed a land force of one of its sides."""
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0 and state.forces.kind[force] != FLEET and log.formed[force] == entry:
            return True
    return False


@compiled
def tell_figure(
    tables: Tables, state: State, log: Log, who: tuple[int, int, int], men: float
) -> None:
    """Tell a side's men: who = (entry, 0 or 1, its land forces).

    Those told together share the men as their figures stood; without figures nobody knows whose
    they are.
    """
    entry, second, count = who
    before = side_figure(tables, state, log, entry, second)
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force < 0 or state.forces.kind[force] == FLEET:
            continue
        if count == 1:
            log.figure[force] = men
        elif before > 0.0:
            log.figure[force] *= men / before
        else:
            log.figure[force] = 0.0


@compiled
def tell_losses(
    tables: Tables, state: State, log: Log, entry: int, second: int, lost: float
) -> None:
    """Take losses that the record tells from a side's figures; nan for losses untold."""
    before = side_figure(tables, state, log, entry, second)
    if math.isnan(lost) or before <= 0.0:
        return
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0 and state.forces.kind[force] != FLEET:
            log.figure[force] *= max(before - lost, 0.0) / before


@compiled
def before_effects(tables: Tables, state: State, log: Log) -> None:
    """Note how many men each force has; one without any has no figure."""
    for force in range(tables.size[N_FORCES]):
        log.stood[force] = state.forces.men[force]
        if log.stood[force] <= 0.0:
            log.figure[force] = 0.0


@compiled
def after_effects(tables: Tables, state: State, log: Log, entry: int) -> None:
    """Note which forces an entry's own effects formed, and with what figure.

    A number that the record gives is of whole men. What others' men came to, as the model
    carried them, is none of its figures.
    """
    for force in range(tables.size[N_FORCES]):
        men = state.forces.men[force]
        if log.stood[force] <= 0.0 < men:
            log.formed[force] = entry
            log.figure[force] = men if men == math.floor(men) else 0.0
