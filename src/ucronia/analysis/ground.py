"""What measures ask of a world: whose is what, and how far is it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ucronia.analysis.heads import Country
from ucronia.analysis.wars import Pair
from ucronia.compiler.build import World
from ucronia.compiler.levels import quantile
from ucronia.engine.layout import NOBODY, NONE, State
from ucronia.ensemble.run import replay

STATES = ("republic", "confederation", "member")
"""Kinds of polity whose wars are between states; a member is one when it stands alone."""


class Ground:
    """What measures ask of a world: whose is what, and how far is it.

    Parameters
    ----------
    world : World
        The scenario made ready.
    """

    def __init__(self, world: World) -> None:
        scenario, things = world.scenario, world.names.things
        self.rule = {id: row for row, id in enumerate(things["rule"])}
        self.idle = {
            (self.rule[rule.id], column)
            for rule in scenario.rules
            for column, option in enumerate(rule.options)
            if not option.effects
        }
        """Rule and option where taking it does nothing."""
        self.polity = {id: row for row, id in enumerate(things["polity"])}
        nations = {
            id: row for row, id in enumerate(sorted({p.nation for p in scenario.polities}))
        }
        self.nation = [nations[part.nation] for part in scenario.polities]
        self._is_state = [part.kind in STATES for part in scenario.polities]
        kept = {part.id: part for part in scenario.offices if part.kind == "head"}
        self.headed = {
            row: self.polity[kept[id].polity]
            for row, id in enumerate(things["office"])
            if id in kept
        }
        holder = world.start["realm"]["controller"][0][: world.sizes.provinces]
        self.province_nation = [self.nation[polity] for polity in holder]
        polity_of = {id: row for row, id in enumerate(things["polity"])}
        self._force_nation = _force_nations(world, self.nation, polity_of)
        self.dead_share = _dead_share(world)
        self.fleets = [
            world.index("force", force.id) for force in scenario.forces if force.kind == "fleet"
        ]
        self._next = world.tables.geo.next_place
        self._hop_km = _hop_km(world)
        self._km: dict[tuple[int, int], float] = {}
        self._world = world
        capital = world.start["realm"]["capital"][0]
        province = world.tables.geo.place_province
        self._seat = [int(province[place]) if place >= 0 else NONE for place in capital]
        self._stood: dict[int, State] = {}

    def is_between(self, a: int, b: int) -> bool:
        """Tell whether two polities are states of two nations."""
        states = self._is_state[a] and self._is_state[b]
        return states and self.nation[a] != self.nation[b]

    def is_within(self, a: int, b: int) -> bool:
        """Tell whether two polities are governments, states or parties of one nation."""
        return self.nation[a] == self.nation[b]

    def can_meet(self, a: int, b: int, pair: Pair) -> bool:
        """Tell whether a battle of two forces can be one of a war of two polities."""
        forces = {self._force_nation.get(a, -1), self._force_nation.get(b, -1)}
        return forces == {self.nation[polity] for polity in pair}

    def is_state(self, polity: int) -> bool:
        """Tell whether a polity is a state, and no rival government or party of one."""
        return self._is_state[polity]

    def countries(self, wanted: Sequence[int], day: int) -> list[Country]:
        """Give the nations of some polities with a head, as the record has them on a day.

        Parameters
        ----------
        wanted : sequence of int
            Polities; the first of a nation is the one at whose capital it is governed.
        day : int
            Whose morning, in the reference draw.

        Returns
        -------
        list of Country
            One a nation.
        """
        if day not in self._stood:
            self._stood[day] = replay(self._world, day)[0]
        state = self._stood[day]
        offices = {polity: office for office, polity in self.headed.items()}
        nations: dict[int, dict[int, int]] = {}
        for polity in wanted:
            if polity in offices:
                nations.setdefault(self.nation[polity], {})[polity] = offices[polity]
        return [self._country(state, office) for office in nations.values()]

    def _country(self, state: State, office: dict[int, int]) -> Country:
        """Give a nation whose governments have such offices."""
        first = next(iter(office))
        seat = self._seat[first]
        holder = int(state.realm.controller[seat]) if seat >= 0 else first
        acting, head = state.persons.acting, state.persons.holder
        person = {
            row: int(head[row] if acting[row] == NOBODY else acting[row])
            for row in office.values()
        }
        return Country(seat, office, holder if holder in office else first, person)

    def km(self, a: int, b: int) -> float:
        """Give the km of the quickest way by land from a place to another."""
        if (a, b) not in self._km:
            here, total = a, 0.0
            while here != b:
                following = int(self._next[here, b])
                total += self._hop_km.get((here, following), np.inf)
                if not np.isfinite(total):
                    break
                here = following
            self._km[a, b] = total
        return self._km[a, b]


def _force_nations(world: World, nation: list[int], polity: dict[str, int]) -> dict[int, int]:
    """Give each force's nation: that of its side on the first day, or of its pool."""
    nations = {
        world.index("force", force.id): nation[polity[force.polity]]
        for force in world.scenario.forces
    }
    people = world.tables.people
    for row, own in enumerate(nation):
        first = int(people.polity_pool[row])
        for slot in range(first, first + int(people.polity_pool_size[row])):
            nations[slot] = own
    return nations


def _dead_share(world: World) -> float:
    """Give the share of a battle's killed and wounded who die, at the middle of the priors."""
    middle = {
        parameter.id: float(quantile(parameter.prior, np.array([0.5]))[0])
        for parameter in world.scenario.parameters
        if parameter.id in ("killed_share", "wounded_death", "wounded_return")
    }
    leave = middle["wounded_death"] + middle["wounded_return"]
    of_wounded = middle["wounded_death"] / leave if leave else 0.0
    return middle["killed_share"] + (1.0 - middle["killed_share"]) * of_wounded


def _hop_km(world: World) -> dict[tuple[int, int], float]:
    place = {id: row for row, id in enumerate(world.names.things["place"])}
    km: dict[tuple[int, int], float] = {}
    for route in world.scenario.routes:
        if route.mode != "sea":
            a, b = place[route.a], place[route.b]
            km[a, b] = km[b, a] = min(route.distance_km, km.get((a, b), np.inf))
    return km
