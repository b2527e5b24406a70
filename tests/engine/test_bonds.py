"""Who belongs to whom and who is at war with whom, beside a plain reckoning of the same."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.twins import Plain
from tests.worlds import COUNTS, NAMES, World, random_world
from ucronia.engine import layout as lay
from ucronia.engine.bonds import (
    at_war,
    enemy_men_near,
    friendly_men_near,
    friends,
    is_afield,
    is_fighting,
    main_army_of,
    nearest_port,
    refresh,
    rules_here,
    ships_of,
    sovereign_of,
)
from ucronia.engine.compiled import compiled, from_python

POLITIES, FORCES = COUNTS["polity"], COUNTS["force"]
PLACES, PROVINCES = COUNTS["place"], COUNTS["province"]
DAYS = 2.0
WORLDS = 40
QUESTIONS = (
    "sovereign_of is_fighting ships_of main_army_of "
    "at_war friends enemy_men_near friendly_men_near rules_here is_afield nearest_port"
).split()


@compiled
def _ask(tables: Any, state: Any, answer: Any) -> None:
    refresh(tables, state)
    for a in range(POLITIES):
        answer[0, a, 0] = sovereign_of(state, a)
        answer[1, a, 0] = 1.0 if is_fighting(tables, state, a) else 0.0
        answer[2, a, 0] = ships_of(tables, state, a)
        answer[3, a, 0] = main_army_of(tables, state, a)
        for b in range(POLITIES):
            answer[4, a, b] = 1.0 if at_war(state, a, b) else 0.0
            answer[5, a, b] = 1.0 if friends(state, a, b) else 0.0
        for place in range(PLACES):
            answer[6, a, place] = enemy_men_near(tables, state, a, place, DAYS)
            answer[7, a, place] = friendly_men_near(tables, state, a, place, DAYS)
        for province in range(PROVINCES):
            answer[8, a, province] = rules_here(state, tables, a, province)
    for force in range(FORCES):
        answer[9, force, 0] = 1.0 if is_afield(state, force) else 0.0
    for place in range(PLACES):
        answer[10, place, 0] = nearest_port(tables, place, PLACES)
    answer[11, 0, 0] = 1.0 if at_war(state, lay.NONE, 1) or friends(state, 1, lay.NONE) else 0.0
    answer[11, 0, 1] = sovereign_of(state, lay.NONE)


ask = from_python(_ask)


def index(thing: int | None) -> int:
    return lay.NONE if thing is None else thing


class Twin:
    """The same questions, with loops over lists."""

    def __init__(self, world: World) -> None:
        self.plain = Plain(world.tables, world.state, NAMES, world.day)
        self.tables, self.state = world.tables, world.state

    def sovereign_of(self, a: int) -> int:
        return self.plain.sovereign(a)

    def is_fighting(self, a: int) -> bool:
        others = [b for b in range(POLITIES) if self.plain.exists(b)]
        return any(self.plain.at_war(a, b) for b in others)

    def fleets(self) -> list[int]:
        return [f for f in range(FORCES) if self.plain.is_fleet(f) and self.plain.active(f)]

    def ships_of(self, a: int) -> float:
        own = [f for f in self.fleets() if self.plain.side(f) in self.family(a)]
        return sum(self.plain.ships(f) for f in own)

    def family(self, a: int) -> list[int]:
        top = self.plain.sovereign(a)
        return [b for b in range(POLITIES) if self.plain.sovereign(b) == top]

    def afield(self) -> list[int]:
        here = [f for f in range(FORCES) if self.state.forces.status[f] == lay.ACTIVE]
        return [f for f in here if not self.plain.is_fleet(f) and self.plain.men(f) > 0]

    def main_army_of(self, a: int) -> int:
        own = [f for f in self.afield() if self.plain.side(f) == a]
        return max(own, key=self.plain.men, default=lay.NONE)

    def at_war(self, a: int, b: int) -> bool:
        return self.plain.at_war(a, b)

    def friends(self, a: int, b: int) -> bool:
        return self.plain.allied(a, b)

    def men_near(self, place: int) -> list[tuple[int, float]]:
        near = []
        for force in self.afield():
            here, side = self.plain.place(force), self.plain.side(force)
            assert here is not None
            is_near = here == place or self.tables.geo.land_days[here, place] <= DAYS
            if is_near and side is not None:
                near.append((side, self.plain.men(force)))
        return near

    def enemy_men_near(self, a: int, place: int) -> float:
        return sum(men for side, men in self.men_near(place) if self.plain.at_war(a, side))

    def friendly_men_near(self, a: int, place: int) -> float:
        return sum(men for side, men in self.men_near(place) if self.plain.allied(a, side))

    def rules_here(self, a: int, province: int) -> int:
        bloc = int(self.tables.geo.province_bloc[province])
        claims = self.tables.people.polity_claims
        if bloc == lay.NONE or claims[a, bloc]:
            return a
        able = [b for b in range(POLITIES) if self.plain.exists(b) and claims[b, bloc]]
        return next((b for b in able if self.plain.allied(a, b)), a)

    def is_afield(self, force: int) -> bool:
        return force in self.afield()

    def nearest_port(self, place: int) -> int:
        ports = [p for p in range(PLACES) if self.tables.geo.place_zone[p] >= 0]
        days = {p: self.plain.days_between(place, p) for p in ports}
        reached = [p for p in ports if days[p] < lay.FAR]
        return min(reached, key=lambda p: days[p], default=lay.NONE)


SPANS = {"at_war": POLITIES, "friends": POLITIES, "rules_here": PROVINCES}
SPANS |= {"enemy_men_near": PLACES, "friendly_men_near": PLACES}
ASKED_OF = {"is_afield": FORCES, "nearest_port": PLACES}


@cache
def asked(seed: int) -> tuple[World, Any]:
    """A world, and all that the engine answers about it."""
    world = random_world(seed)
    answer = np.full((12, 9, 9), np.nan)
    ask(world.tables, world.state, answer)
    return world, answer


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question(question: str) -> None:
    seen = set()
    for seed in range(WORLDS):
        world, answer = asked(seed)
        twin = getattr(Twin(world), question)
        for one in range(ASKED_OF.get(question, POLITIES)):
            others = [(n,) for n in range(SPANS[question])] if question in SPANS else [()]
            for place, other in enumerate(others):
                found = answer[QUESTIONS.index(question), one, place]
                assert found == pytest.approx(float(twin(one, *other))), (seed, one, other)
                seen.add(found)
        assert answer[11, 0, 0] == 0
        assert answer[11, 0, 1] == lay.NONE
    assert len(seen) > 1


def test_bonds_look_alike_from_both_sides() -> None:
    for seed in range(WORLDS):
        bond = asked(seed)[0].state.realm.bond[:POLITIES, :POLITIES]
        assert (bond == bond.T).all()
        assert (np.diag(bond) == lay.BOND_FRIENDS).all()


def test_a_standing_says_what_a_polity_is_and_what_it_is_not() -> None:
    seen = set()
    for seed in range(WORLDS):
        world = asked(seed)[0]
        plain = Plain(world.tables, world.state, NAMES, world.day)
        realm = world.state.realm
        for q in range(POLITIES):
            foes = [other for other in range(POLITIES) if plain.at_war(q, other)]
            so = {
                lay.STANDS: plain.exists(q),
                lay.MEMBER_STATE: plain.is_member(q),
                lay.EMBATTLED: bool(foes),
                lay.IN_WAR: any(plain.exists(foe) for foe in foes),
                lay.CHALLENGED: plain.challenger(q) is not None,
                lay.HAS_MEMBERS: bool((realm.parent[:POLITIES] == q).any()),
            }
            standing = int(realm.standing[q])
            for bit, is_so in so.items():
                assert bool(standing & bit) == is_so, (seed, q, bit)
                assert bool(standing & bit << lay.NOT_SO) != is_so, (seed, q, bit)
                seen.add((bit, is_so))
    assert len(seen) == 2 * len(so)
