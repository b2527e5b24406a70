"""Latent qualities given the battles so far: elliptical slice sampling.

Murray, Adams & MacKay (2010), Elliptical slice sampling, AISTATS. Battle terms depend on the
qualities only through logits, and the prior is standard normal, so each step needs no tuning.
Qualities that no battle touches keep their draw.
"""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_QUALITY_SD_ARMY, P_QUALITY_SD_COMMANDER
from ucronia.engine.layout import (
    N_LEADERS,
    N_POLITIES,
    S_SLICE,
    Draw,
    Floats,
    Log,
    Tables,
)
from ucronia.engine.streams import normal, uniform

STEPS = 60
"""Steps of the chain: with some twenty battles the effective size per step is over 1/4."""
POLITY_TOUCHED, LEADER_TOUCHED, WORK_ROWS = 4, 5, 6
"""Rows of the scratch: normals and blends of polities and leaders, then whom battles touch."""
_TRIES = 60
_LEADER_KEY = 1 << 20


@compiled
def log_likelihood(log: Log, draw: Draw, before: int, polity: Floats, leader: Floats) -> float:
    """Give the log probability of the winners of the battles before a day, given qualities.

    Parameters
    ----------
    log : Log
        Holds the battles of the replay.
    draw : Draw
        Holds the spreads of quality.
    before : int
        Day; battles on it or later are not used.
    polity : Floats
        [Q] army qualities, standard normal.
    leader : Floats
        [L] commander qualities, standard normal.

    Returns
    -------
    float
        Natural log; drawn battles tell nothing.
    """
    total = 0.0
    for line in range(log.battle_count[0]):
        if log.battle[line, 0] >= before or log.battle[line, 6] == 0.0:
            continue
        side_a, side_b = int(log.battle[line, 2]), int(log.battle[line, 4])
        chief_a, chief_b = int(log.battle[line, 3]), int(log.battle[line, 5])
        army = (polity[side_a] if side_a >= 0 else 0.0) - (
            polity[side_b] if side_b >= 0 else 0.0
        )
        chief = (leader[chief_a] if chief_a >= 0 else 0.0) - (
            leader[chief_b] if chief_b >= 0 else 0.0
        )
        logit = (
            log.battle[line, 1]
            + draw.parameter[P_QUALITY_SD_ARMY] * army
            + draw.parameter[P_QUALITY_SD_COMMANDER] * chief
        )
        total -= math.log1p(math.exp(-min(max(logit * log.battle[line, 6], -50.0), 50.0)))
    return total


@compiled
def _blend(
    size: int, ends: tuple[Floats, Floats], angle: float, touched: Floats, out: Floats
) -> None:
    here, there = ends
    cosine, sine = math.cos(angle), math.sin(angle)
    for thing in range(size):
        out[thing] = here[thing]
        if touched[thing] == 1.0:
            out[thing] = here[thing] * cosine + there[thing] * sine


@compiled
def _slice_step(
    tables: Tables,
    log: Log,
    draw: Draw,
    key: tuple[int, int, int, int],
    polity: Floats,
    leader: Floats,
    work: Floats,
) -> None:
    """Take one step of the chain: key = (seed, draw, step, before).

    What no battle touches keeps its draw: its likelihood is flat, and steps would only tire.
    """
    seed, which, turn, before = key
    polities, leaders = tables.size[N_POLITIES], tables.size[N_LEADERS]
    for thing in range(polities):
        if work[POLITY_TOUCHED, thing] == 1.0:
            work[0, thing] = normal(seed, which, S_SLICE, turn, thing)
    for thing in range(leaders):
        if work[LEADER_TOUCHED, thing] == 1.0:
            work[1, thing] = normal(seed, which, S_SLICE, turn, _LEADER_KEY + thing)
    bar = log_likelihood(log, draw, before, polity, leader)
    bar += math.log(uniform(seed, which, S_SLICE, turn, 2 * _LEADER_KEY))
    angle = 2.0 * math.pi * uniform(seed, which, S_SLICE, turn, 2 * _LEADER_KEY + 1)
    low, high = angle - 2.0 * math.pi, angle
    for attempt in range(_TRIES):
        _blend(polities, (polity, work[0]), angle, work[POLITY_TOUCHED], work[2])
        _blend(leaders, (leader, work[1]), angle, work[LEADER_TOUCHED], work[3])
        if log_likelihood(log, draw, before, work[2], work[3]) > bar:
            for thing in range(polities):
                polity[thing] = work[2, thing]
            for thing in range(leaders):
                leader[thing] = work[3, thing]
            return
        if angle < 0.0:
            low = angle
        else:
            high = angle
        luck = uniform(seed, which, S_SLICE, turn, 2 * _LEADER_KEY + 2 + attempt)
        angle = low + luck * (high - low)


@compiled
def _mark_touched(log: Log, before: int, work: Floats) -> int:
    """Mark whose qualities the battles before a day tell of; give how many battles do."""
    for thing in range(work.shape[1]):
        work[POLITY_TOUCHED, thing] = 0.0
        work[LEADER_TOUCHED, thing] = 0.0
    told = 0
    for line in range(log.battle_count[0]):
        if log.battle[line, 0] >= before or log.battle[line, 6] == 0.0:
            continue
        told += 1
        for side in (2, 4):
            army, chief = int(log.battle[line, side]), int(log.battle[line, side + 1])
            if army >= 0:
                work[POLITY_TOUCHED, army] = 1.0
            if chief >= 0:
                work[LEADER_TOUCHED, chief] = 1.0
    return told


@compiled
def condition(
    tables: Tables,
    log: Log,
    draw: Draw,
    key: tuple[int, int, int],
    polity: Floats,
    leader: Floats,
    work: Floats,
) -> None:
    """Condition qualities on the battles before a day, starting from the draw's own.

    They stay as they are where the same battles conditioned them last: the chain is keyed by
    the draw alone.

    Parameters
    ----------
    tables : Tables
        For the counts.
    log : Log
        Holds the battles of the replay.
    draw : Draw
        Holds the prior draw and the spreads.
    key : tuple of int
        Seed, draw, and the day before which battles count.
    polity, leader : Floats
        [Q], [L] filled with the conditioned qualities.
    work : Floats
        [WORK_ROWS, max(Q, L)] scratch.
    """
    seed, which, before = key
    told = _mark_touched(log, before, work)
    if told == log.battle_told[0]:
        return
    log.battle_told[0] = told
    for thing in range(tables.size[N_POLITIES]):
        polity[thing] = draw.quality_polity[thing]
    for thing in range(tables.size[N_LEADERS]):
        leader[thing] = draw.quality_leader[thing]
    if told > 0:
        for turn in range(STEPS):
            _slice_step(tables, log, draw, (seed, which, turn, before), polity, leader, work)
