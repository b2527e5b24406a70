"""Command of the sea by zone, beside a plain reckoning of the same."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.twins import Plain
from tests.worlds import COUNTS, NAMES, World, random_world
from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.waters import (
    REACH_DAYS,
    commands_zone,
    felt_share,
    is_blockaded,
    main_port,
    sea_is_open,
    strengths,
)

POLITIES, PLACES, ZONES = COUNTS["polity"], COUNTS["place"], COUNTS["zone"]
FORCES = COUNTS["force"]
WORLDS = 60


@compiled
def _ask(tables: Any, state: Any, answer: Any) -> None:
    for side in range(POLITIES):
        for zone in range(ZONES):
            own, foe = strengths(tables, state, side, zone)
            answer[0, side, zone] = own
            answer[1, side, zone] = foe
            answer[2, side, zone] = 1.0 if commands_zone(tables, state, side, zone) else 0.0
        for port in range(PLACES):
            answer[3, side, port] = 1.0 if is_blockaded(tables, state, side, port) else 0.0
            for end in range(PLACES):
                is_open = sea_is_open(tables, state, side, port, end)
                answer[4 + port, side, end] = 1.0 if is_open else 0.0
        answer[4 + PLACES, side, 0] = main_port(tables, state, side)
    for place in range(PLACES):
        for zone in range(ZONES):
            answer[5 + PLACES, place, zone] = felt_share(tables, place, zone)


ask = from_python(_ask)


@cache
def asked(seed: int) -> tuple[World, Plain, Any]:
    """A world full of fleets, its twin, and all that the engine answers about it."""
    world = random_world(seed)
    forces, dice = world.state.forces, np.random.default_rng(seed)
    forces.kind[:FORCES] = np.where(dice.random(FORCES) < 0.7, lay.FLEET, lay.ARMY)
    for name in ("goal", "next_place"):
        bound = dice.integers(0, PLACES, FORCES)
        getattr(forces, name)[:FORCES] = np.where(dice.random(FORCES) < 0.8, lay.NOWHERE, bound)
    answer = np.full((6 + PLACES, 9, 9), np.nan)
    ask(world.tables, world.state, answer)
    return world, Plain(world.tables, world.state, NAMES, world.day), answer


def test_strength_and_command_by_zone() -> None:
    seen = set()
    for seed in range(WORLDS):
        _, plain, answer = asked(seed)
        for side in range(POLITIES):
            for zone in range(ZONES):
                own, foe = plain.felt(side, zone)
                assert answer[0, side, zone] == pytest.approx(own)
                assert answer[1, side, zone] == pytest.approx(foe)
                assert answer[2, side, zone] == float(plain.sea_control(side, zone))
                seen.add((own > 0, foe > 0, own > foe))
    assert len(seen) == 5


def test_voyages_are_barred_where_they_start_or_end_by_the_stronger() -> None:
    seen = set()
    for seed in range(WORLDS):
        world, plain, answer = asked(seed)
        zones = world.tables.geo.place_zone
        for side in range(POLITIES):
            known = [
                (plain.felt(side, zone)[0], plain.felt(side, zone, seen=True)[1])
                for zone in range(ZONES)
            ]
            barred = {zone for zone in range(ZONES) if np.less(*known[zone])}
            for start in range(PLACES):
                for end in range(PLACES):
                    is_open = not barred & {int(zones[start]), int(zones[end])}
                    assert answer[4 + start, side, end] == is_open
                    seen.add((is_open, len(barred)))
    assert len(seen) == 5


def test_a_port_is_blockaded_by_those_who_lie_off_it() -> None:
    count = 0
    for seed in range(WORLDS):
        _, plain, answer = asked(seed)
        for side in range(POLITIES):
            for port in range(PLACES):
                shut = plain.blockaded(side, port)
                assert answer[3, side, port] == float(shut), (seed, side, port)
                count += shut
    assert count > 10


def test_the_main_port_has_the_most_trade() -> None:
    for seed in range(WORLDS):
        world, plain, answer = asked(seed)
        geo = world.tables.geo
        for side in range(POLITIES):
            top = plain.sovereign(side)
            ports = []
            for port in range(PLACES):
                province = plain.province_of(port)
                holder = None if province is None else plain.controller(province)
                if geo.place_zone[port] >= 0 and holder is not None:
                    if plain.sovereign(holder) == top:
                        ports.append(port)
            best = max(ports, key=lambda port: geo.place_trade_pesos[port], default=lay.NOWHERE)
            assert answer[4 + PLACES, side, 0] == best


def test_a_fleet_is_felt_less_by_the_day_and_not_beyond_its_reach() -> None:
    for seed in range(10):
        world, _, answer = asked(seed)
        for place in range(PLACES):
            for zone in range(ZONES):
                days = float(world.tables.geo.zone_days[place, zone])
                wanted = max(0.0, 1 - days / REACH_DAYS)
                assert answer[5 + PLACES, place, zone] == pytest.approx(wanted)
