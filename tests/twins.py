"""Slow plain twins of compiled code: the same meanings, written again without hurry.

Each reads the same tables and state, but sets, comprehensions and exceptions where the engine
has guarded loops, so that the two are unlikely to be wrong alike.
"""

# records tell a type checker nothing of their fields
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ucronia.engine import layout as lay
from ucronia.engine.knobs import STANDARD
from ucronia.scenario import terms
from ucronia.scenario.terms import Expression, Names
from ucronia.scenario.vocabulary import STATE

LARGEST = 1e300


def held(value: float) -> float:
    """Hold a number within ±1e300."""
    return 0.0 if math.isnan(value) else max(-LARGEST, min(LARGEST, value))


@dataclass
class Plain:
    """A state, asked in plain Python.

    Every question has the name and arguments that it has in vocabulary.STATE; a thing that is
    None gives None, 0 or False.
    """

    tables: Any
    state: Any
    names: Names
    day: int
    parameter: Any = None
    """The draw's, for questions that weigh; None for all 0."""

    def knob(self, name: str) -> float:
        return 0.0 if self.parameter is None else float(self.parameter[STANDARD.index(name)])

    def count(self, kind: str) -> range:
        """Indices of all things of a kind."""
        return range(len(self.names.things[kind]))

    # forces

    def men(self, f: int) -> float:
        return self.state.forces.men[f]

    def cavalry_share(self, f: int) -> float:
        riders = self.state.forces.riders[f] * self.men(f)
        return min(riders, self.state.forces.horses[f]) / self.men(f) if self.men(f) else 0.0

    def guns(self, f: int) -> float:
        return self.state.forces.guns[f]

    def ships(self, f: int) -> float:
        return self.state.forces.ships[f]

    def morale(self, f: int) -> float:
        return self.state.forces.morale[f]

    def captives(self, f: int) -> float:
        return self.state.forces.captives[f]

    def side(self, f: int) -> int | None:
        return thing(self.state.forces.side[f])

    def commander(self, f: int) -> int | None:
        return thing(self.state.forces.commander[f])

    def patron(self, f: int) -> int | None:
        return thing(self.state.forces.patron[f])

    def leaning(self, f: int, c: int) -> float:
        return self.state.forces.leaning[f, c]

    def place(self, f: int) -> int | None:
        return thing(self.state.forces.place[f])

    def active(self, f: int) -> bool:
        return self.state.forces.status[f] in (lay.ACTIVE, lay.EMBARKED)

    def embarked(self, f: int) -> bool:
        return self.state.forces.status[f] == lay.EMBARKED

    def besieged(self, f: int) -> bool:
        return self.active(f) and self.state.forces.siege_day[f] > lay.NEVER

    def is_army(self, f: int) -> bool:
        return self.state.forces.kind[f] == lay.ARMY

    def is_fleet(self, f: int) -> bool:
        return self.state.forces.kind[f] == lay.FLEET

    def ashore(self, f: int) -> int | None:
        """Its place, if it stands on land in the field."""
        return self.place(f) if self.active(f) and not self.embarked(f) else None

    def afield(self) -> list[int]:
        """Land forces with men in the field and not at sea."""
        forces = (f for f in self.count("force") if not self.is_fleet(f))
        return [f for f in forces if self.ashore(f) is not None and self.men(f) > 0]

    def days_between(self, p: int, q: int) -> float:
        return 0.0 if p == q else float(self.tables.geo.land_days[p, q])

    def near(self, f: int, p: int, days: float) -> bool:
        here = self.ashore(f)
        # whoever is there is near, however few days are asked for: as in men_about
        return here is not None and (here == p or self.days_between(here, p) <= days)

    def at(self, f: int, p: int) -> bool:
        return self.ashore(f) == p

    def men_about(self, f: int, days: float, sought: Callable[[int, int], bool]) -> float:
        """Men within so many days of a force whose side and its own are as sought."""
        here, side = self.ashore(f), self.side(f)
        if here is None or side is None:
            return 0.0
        near = {}
        for g in self.afield():
            there, other = self.place(g), self.side(g)
            assert there is not None
            # a march of 0 days is none at all
            if there == here or self.days_between(there, here) <= days:
                near[g] = other
        return sum(self.men(g) for g, s in near.items() if s is not None and sought(side, s))

    def enemy_men(self, f: int, days: float) -> float:
        return self.men_about(f, days, self.at_war)

    def friendly_men(self, f: int, days: float) -> float:
        return self.men_about(f, days, self.allied)

    def knows_defeat(self, f: int, days: float) -> bool:
        side = self.side(f)
        if side is None:
            return False
        persons = self.state.persons
        beaten = max(int(persons.beaten_day[q]) for q in (side, self.sovereign(side)))
        return self.day - beaten <= days and self.is_told(side, beaten, self.place(f))

    def cut_off(self, f: int) -> bool:
        here, side = self.ashore(f), self.side(f)
        if here is None or side is None or self.province_of(here) is None:
            return False
        owner = self.owner(self.province_of(here))
        if owner is None or self.allied(side, owner) or self.same_nation(side, owner):
            return False
        return 2 * self.enemy_men(f, 3) > 3 * self.friendly_men(f, 3)

    def nearest_foe(self, f: int) -> int | None:
        here, side = self.ashore(f), self.side(f)
        if here is None or side is None:
            return None
        sides = {x: self.side(x) for x in self.afield()}
        foes = [x for x, own in sides.items() if own is not None and self.at_war(side, own)]
        days = {x: self.days_between(here, int(self.state.forces.place[x])) for x in foes}
        near = [x for x in foes if days[x] < lay.FAR]
        return min(near, key=lambda x: days[x], default=None)

    def days_idle(self, f: int) -> float:
        return max(self.day - self.state.forces.moved_day[f], 0)

    # polities

    def exists(self, q: int) -> bool:
        return bool(self.state.realm.exists[q])

    def parent(self, q: int) -> int | None:
        return thing(self.state.realm.parent[q])

    def sovereign(self, q: int) -> int:
        above = self.parent(q)
        return q if above is None or above == q else self.sovereign(above)

    def under(self, q: int | None) -> set[int]:
        """A polity and those whose sovereign it is."""
        return {
            x for x in self.count("polity") if q is not None and q in (x, self.sovereign(x))
        }

    def is_member(self, q: int) -> bool:
        return self.parent(q) is not None

    def is_confederation(self, q: int) -> bool:
        return self.tables.people.polity_kind[q] == lay.CONFEDERATION

    def is_rival(self, q: int) -> bool:
        return self.tables.people.polity_kind[q] in {lay.RIVAL, lay.PARTY, lay.COMMUNITIES}

    def unitary(self, q: int) -> bool:
        return not self.is_member(q) and not self.is_confederation(q)

    def members(self, q: int) -> float:
        return sum(self.exists(x) for x in self.count("polity") if self.parent(x) == q)

    def treasury(self, q: int) -> float:
        return self.state.realm.treasury[self.sovereign(q)]

    def arrears(self, q: int) -> float:
        return max(self.state.realm.arrears[x] for x in (q, self.sovereign(q)))

    def weariness(self, q: int) -> float:
        return self.state.realm.weariness[q]

    def legitimacy(self, q: int) -> float:
        return self.state.realm.legitimacy[q]

    def head(self, q: int) -> int | None:
        office = thing(self.tables.people.polity_office[q])
        head = None if office is None else self.holder(office)
        if head is not None and self.is_prisoner(head):
            return thing(self.state.persons.acting[office])
        return head

    def capital(self, q: int) -> int | None:
        return thing(self.state.realm.capital[q])

    def own_cause(self, q: int) -> int | None:
        return thing(self.tables.people.polity_cause[q])

    def forces_of(self, q: int) -> list[int]:
        return [
            f for f in self.count("force") if self.active(f) and self.side(f) in self.under(q)
        ]

    def army_men(self, q: int) -> float:
        return sum(self.men(f) for f in self.forces_of(q) if not self.is_fleet(f))

    def main_army(self, q: int) -> int | None:
        forces = [f for f in self.forces_of(q) if f in self.afield()]
        return max(forces, key=self.men, default=None)

    def fleet_ships(self, q: int) -> float:
        return sum(self.ships(f) for f in self.forces_of(q) if self.is_fleet(f))

    def provinces_held(self, q: int) -> float:
        return len([v for v in self.count("province") if self.controls(q, v)])

    def lands_lost(self, q: int) -> float:
        top, claims = self.sovereign(q), self.tables.people.polity_claims[q]
        own = []
        for v in self.count("province"):
            owner, bloc = self.owner(v), self.tables.geo.province_bloc[v]
            if owner is not None and self.sovereign(owner) == top:
                own += [v] if q == top or (bloc >= 0 and claims[bloc]) else []
        lost = [v for v in own if self.controller(v) not in self.under(top)]
        return share(sum(map(self.population, lost)), sum(map(self.population, own)))

    def support(self, q: int) -> float:
        cause = self.own_cause(q)
        if cause is None:
            return 0.0
        held_by = [v for v in self.count("province") if self.controls(q, v)]
        loyal = sum(self.population(v) * self.allegiance(v, cause) for v in held_by)
        return share(loyal, sum(map(self.population, held_by)))

    def relations(self, a: int, b: int) -> list[tuple[int, int]]:
        """The pairs whose relation counts for two polities."""
        return [(x, y) for x in {a, self.sovereign(a)} for y in {b, self.sovereign(b)}]

    def at_war(self, a: int, b: int) -> bool:
        if self.sovereign(a) == self.sovereign(b):
            return False
        return any(self.state.realm.relation[x, y] == lay.WAR for x, y in self.relations(a, b))

    def allied(self, a: int, b: int) -> bool:
        if self.sovereign(a) == self.sovereign(b):
            return True
        pairs = ((a, b), (self.sovereign(a), self.sovereign(b)))
        is_bound = any(self.state.realm.relation[pair] >= lay.ALLIANCE for pair in pairs)
        return is_bound and not self.at_war(a, b)

    def others(self, q: int, *, standing: bool = True) -> list[int]:
        return [x for x in self.count("polity") if x != q and self.exists(x) == standing]

    def in_war(self, q: int) -> bool:
        return any(self.at_war(q, x) for x in self.others(q))

    def strongest(self, polities: list[int]) -> int | None:
        strength = {x: (self.army_men(x) + 0.5 * (self.parent(x) is None)) for x in polities}
        return max(polities, key=lambda x: strength[x], default=None)

    def enemy(self, q: int) -> int | None:
        return self.strongest([x for x in self.others(q) if self.at_war(q, x)])

    def ally(self, q: int) -> int | None:
        apart = [x for x in self.others(q) if self.sovereign(x) != self.sovereign(q)]
        return self.strongest([x for x in apart if self.allied(q, x)])

    def rivals(self, q: int, *, standing: bool) -> list[int]:
        others = self.others(q, standing=standing)
        kind = self.tables.people.polity_kind
        return [x for x in others if kind[x] == lay.RIVAL and self.same_nation(x, q)]

    def rival_of(self, q: int) -> int | None:
        return next(iter(self.rivals(q, standing=False)), None)

    def challenger(self, q: int) -> int | None:
        rivals = self.rivals(q, standing=True)
        return self.strongest([x for x in rivals if self.sovereign(x) != self.sovereign(q)])

    def war_days(self, a: int, b: int) -> float:
        if not self.at_war(a, b):
            return 0.0
        pairs = [p for p in self.relations(a, b) if self.state.realm.relation[p] == lay.WAR]
        return max(0, max(self.day - self.state.realm.relation_day[pair] for pair in pairs))

    def peace_days(self, a: int, b: int) -> float:
        if self.at_war(a, b) or self.allied(a, b):
            return 99_999
        realm, quiet = self.state.realm, (lay.PEACE, lay.TRUCE)
        pairs = [p for p in self.relations(a, b) if realm.relation[p] in quiet]
        made = max((int(realm.relation_day[p]) for p in pairs), default=lay.NEVER)
        return 99_999 if made == lay.NEVER else self.day - made

    def threat(self, a: int, b: int) -> float:
        return self.state.realm.threat[a, b]

    def trade_open(self, a: int, b: int) -> bool:
        if self.sovereign(a) == self.sovereign(b):
            return True
        pairs = ((a, b), (self.sovereign(a), self.sovereign(b)))
        trade = self.state.realm.trade_open
        return all(trade[x, y] == trade[y, x] == 1 for x, y in pairs)

    def same_nation(self, a: int, b: int) -> bool:
        return self.tables.people.polity_nation[a] == self.tables.people.polity_nation[b]

    def commands_sea(self, a: int, b: int) -> bool:
        first, second = (self.fleet_ships(self.sovereign(q)) for q in (a, b))
        return first > second

    def beaten(self, q: int, days: float) -> bool:
        beaten = int(self.state.persons.beaten_day[q])
        return self.day - beaten <= days and self.is_told(q, beaten, self.capital(q))

    def is_told(self, q: int, beaten: int, here: int | None) -> bool:
        """News of a disaster of that day, if any is on the way, is at a place."""
        persons = self.state.persons
        told = zip(persons.news.tolist(), persons.news_size.tolist(), strict=True)
        whose = (q, self.sovereign(q))
        places = [p for (p, x, d), size in told if x in whose and d == beaten and size < 0]
        if places and places[0] >= 0 and here not in (None, places[0]):
            return bool(self.day >= beaten + self.tables.geo.courier_days[places[0], here])
        return True

    def victorious(self, q: int, days: float) -> bool:
        return self.day - self.state.persons.victory_day[q] <= days

    def captor(self, q: int) -> int | None:
        capital = self.capital(q)
        holder = None if capital is None else self.controller(self.province_of(capital))
        return None if holder is None or self.sovereign(holder) == self.sovereign(q) else holder

    def most_ambitious(self, leaders: list[int]) -> int | None:
        return max(leaders, key=self.ambition, default=None)

    def exile_of(self, q: int) -> int | None:
        exiles = [x for x in self.count("leader") if self.in_exile(x)]
        owns = {x: self.serves(x) for x in exiles}
        return self.most_ambitious(
            [x for x, own in owns.items() if own is not None and self.same_nation(own, q)]
        )

    def contender(self, q: int) -> int | None:
        own = [x for x in self.count("leader") if self.free(x) and self.serves(x) == q]
        return self.most_ambitious([x for x in own if x != self.head(q)])

    # provinces

    def controller(self, v: int | None) -> int | None:
        return None if v is None else thing(self.state.realm.controller[v])

    def owner(self, v: int | None) -> int | None:
        return None if v is None else thing(self.state.realm.owner[v])

    def controls(self, q: int, v: int) -> bool:
        return self.controller(v) in self.under(q)

    def allegiance(self, v: int, c: int) -> float:
        return self.state.realm.allegiance[v, c]

    def unrest(self, v: int) -> float:
        return self.state.realm.unrest[v]

    def population(self, v: int) -> float:
        return self.tables.geo.province_people[v]

    def garrison(self, v: int) -> float:
        holder = self.controller(v)
        sides = set() if holder is None else self.under(self.sovereign(holder))
        here = [f for f in self.afield() if self.province_of(self.place(f)) == v]
        return sum(self.men(f) for f in here if self.side(f) in sides)

    def is_occupied(self, v: int) -> bool:
        holder, owner = self.controller(v), self.owner(v)
        if holder is None or owner is None:
            return False
        return self.sovereign(holder) != self.sovereign(owner)

    def borders(self, v: int, q: int) -> bool:
        near = self.tables.geo.province_neighbour[v]
        return any(near[x] and self.controls(q, x) for x in self.count("province"))

    def occupied_days(self, v: int) -> float:
        days = self.day - self.state.realm.control_day[v]
        return max(0, days) if self.is_occupied(v) else 0.0

    def seat(self, v: int) -> int | None:
        return thing(self.tables.geo.province_capital[v])

    def rejection(self, v: int) -> float:
        holder = self.controller(v)
        cause = None if holder is None else self.own_cause(holder)
        return 0.0 if cause is None else 1 - self.allegiance(v, cause)

    def insurgents(self, v: int) -> float:
        return self.state.realm.insurgents[v]

    def revenue(self, v: int) -> float:
        return self.tables.geo.province_revenue_pesos[v]

    def communities(self, v: int) -> float:
        return self.tables.geo.province_communities[v]

    def tribute(self, q: int) -> float:
        return self.state.realm.tribute[q]

    def guided(self, q: int, v: int) -> bool:
        nation = self.tables.geo.province_nation[v]
        return bool(nation >= 0 and (self.state.realm.guides[q] // 2**nation) % 2)

    def land_open(self, q: int) -> float:
        return self.state.realm.land_open[q]

    def hostile(self, v: int) -> bool:
        return bool(self.state.realm.hostile[v] > 0)

    # leaders and offices

    def status(self, x: int) -> int:
        return int(self.state.persons.leader_status[x])

    def alive(self, x: int) -> bool:
        return self.status(x) != lay.DEAD

    def free(self, x: int) -> bool:
        return self.status(x) not in (lay.DEAD, lay.EXILE, lay.PRISONER)

    def in_exile(self, x: int) -> bool:
        return self.status(x) == lay.EXILE

    def is_prisoner(self, x: int) -> bool:
        return self.status(x) == lay.PRISONER

    def trait(self, x: int, which: int) -> float:
        is_known = self.tables.people.leader_known_day[x] <= self.day
        return self.tables.people.leader_trait[x, which] if is_known else 0.5

    def ambition(self, x: int) -> float:
        return self.trait(x, lay.AMBITION)

    def boldness(self, x: int) -> float:
        return self.trait(x, lay.BOLDNESS)

    def loyalty(self, x: int) -> float:
        return self.trait(x, lay.LOYALTY)

    def skill(self, x: int) -> float:
        return self.trait(x, lay.SKILL)

    def serves(self, x: int) -> int | None:
        return thing(self.state.persons.leader_polity[x])

    def army_of(self, x: int) -> int | None:
        own = [f for f in self.count("force") if self.active(f) and self.commander(f) == x]
        return max(own, key=self.men, default=None)

    def holds(self, x: int, o: int) -> bool:
        return self.holder(o) == x

    def is_head(self, x: int) -> bool:
        posts = [
            self.tables.people.polity_office[q] for q in self.count("polity") if self.exists(q)
        ]
        return x in [self.holder(o) for o in posts if o >= 0]

    def tied(self, x: int, y: int) -> bool:
        return 1 in (self.state.persons.tie[x, y], self.state.persons.tie[y, x])

    def holder(self, o: int) -> int | None:
        return thing(self.state.persons.holder[o])

    def office_days(self, o: int) -> float:
        vacant = self.holder(o) is None
        return 0 if vacant else max(0, self.day - self.state.persons.office_day[o])

    # the rest

    def province_of(self, p: int | None) -> int | None:
        return None if p is None else thing(self.tables.geo.place_province[p])

    def trade(self, t: int) -> float:
        return self.state.realm.trade[t]

    def sea_control(self, q: int, z: int) -> bool:
        own, foe = self.felt(q, z)
        return own > foe

    def sea_open(self, q: int, p: int) -> bool:
        zone = int(self.tables.geo.place_zone[p])
        own, foe = self.felt(q, zone)[0], self.felt(q, zone, seen=True)[1]
        return zone >= 0 and own >= foe

    def crossing(self, q: int, p: int) -> float:
        geo = self.tables.geo
        ports = [port for port in self.count("place") if geo.place_zone[port] >= 0]
        start = self.main_port(q)
        if start is None or p not in ports or geo.sea_days[start, p] >= lay.FAR:
            return 0.0
        return 1.0 if start == p else self.comes_through(q, start, p, ports)

    def main_port(self, q: int) -> int | None:
        """The port with the most trade whose holder has the polity's sovereign."""
        own = []
        for p in self.count("place"):
            province = self.province_of(p)
            holder = None if province is None else self.controller(province)
            if self.tables.geo.place_zone[p] >= 0 and holder is not None:
                if self.sovereign(holder) == self.sovereign(q):
                    own.append(p)
        return max(own, key=lambda p: self.tables.geo.place_trade_pesos[p], default=None)

    def moored_at(self, q: int, p: int) -> float:
        """Ships of a polity and its friends that lie at a port, bound nowhere."""
        lying = [f for f in self.fleets_at_rest() if self.state.forces.place[f] == p]
        return sum(self.ships(f) for f in lying if self.allied(q, self.flag(f)))

    def flag(self, f: int) -> int:
        """The side of a fleet that has one."""
        return int(self.state.forces.side[f])

    def fleets_at_rest(self) -> list[int]:
        forces = self.state.forces
        return [
            f
            for f in self.count("force")
            if self.is_fleet(f)
            and self.ships(f) > 0
            and self.side(f) is not None
            and forces.status[f] == lay.ACTIVE
            and (forces.next_place[f], forces.goal[f]) == (-1, -1)
        ]

    def hunters(self, q: int) -> list[int]:
        """Enemy fleets that are afloat, where they lay last."""
        return [
            f
            for f in self.count("force")
            if self.is_fleet(f)
            and self.ships(f) > 0
            and self.active(f)
            and self.side(f) is not None
            and self.at_war(q, self.flag(f))
        ]

    def reach(self, f: int, z: int) -> float:
        return max(
            0.0, 1 - float(self.tables.geo.zone_days[self.state.forces.place[f], z]) / 10
        )

    def comes_through(self, q: int, start: int, p: int, ports: list[int]) -> float:
        """Neither seen as it leaves or lands, nor found on any day by those off that coast."""
        days, zones = self.tables.geo.sea_days, self.tables.geo.place_zone
        place = self.state.forces.place
        escort, whole = self.moored_at(q, start), float(days[start, p])
        between = [
            (float(days[start, port]), port)
            for port in ports
            if port not in (start, p)
            and days[start, port] + days[port, p] <= whole * (1 + 1e-4)
        ]

        def beaten(f: int) -> float:
            if escort == 0:
                return 1.0
            foe = max(self.moored_at(self.flag(f), place[f]), self.ships(f))
            ratio = (foe / escort) ** self.knob("sea_ratio")
            wins = ratio / (1 + ratio)
            odds = self.knob("accept_slope") * (wins - self.knob("accept_odds"))
            return wins / (1 + math.exp(-odds))

        off = [f for f in self.hunters(q) if place[f] == start]
        safe = 1.0
        if off:
            safe -= self.knob("sea_intercept") * beaten(max(off, key=self.ships))
        zone = zones[p]
        near = [f for f in self.hunters(q) if self.reach(f, zone) > 0]
        if near:
            f = max(near, key=lambda f: self.ships(f) * self.reach(f, zone))
            safe *= 1 - self.knob("sea_intercept") * self.reach(f, zone) * beaten(f)
        steps = max(1, math.ceil(whole))
        for step in range(steps):
            gone = (step + 0.5) / steps * whole
            on_way = [(0.0, start) if step + 0.5 < steps / 2 else (whole, p), *between]
            zone = zones[min(on_way, key=lambda stop: abs(stop[0] - gone))[1]]
            near = [f for f in self.hunters(q) if self.reach(f, zone) > 0]
            if near:
                f = max(near, key=lambda f: self.ships(f) * self.reach(f, zone))
                weeks = sum(self.reach(f, zone) for f in near) / 7
                weeks *= whole * self.knob("sea_pace") / steps
                missed = (1 - self.knob("sea_meeting")) ** weeks
                safe *= 1 - (1 - missed) * beaten(f)
        return safe

    def felt(self, q: int, z: int, seen: bool = False) -> tuple[float, float]:
        """Ships for and against a polity in a zone: whole in it, a tenth less a day away."""
        own = foe = 0.0
        for f in filter(self.is_fleet, self.count("force")):
            side, bound = self.side(f), [self.state.forces.next_place[f]]
            bound += [self.state.forces.goal[f], self.state.forces.place[f]]
            # who looks knows of an enemy where he lay last
            bound = bound[2:] if seen else bound
            stands = next((p for p in bound if p >= 0), None)
            if side is None or stands is None or not self.active(f):
                continue
            share = max(0.0, 1 - self.tables.geo.zone_days[stands, z] / 10)
            own += share * self.ships(f) * self.allied(q, side)
            foe += share * self.ships(f) * self.at_war(q, side)
        return own, foe

    def blockaded(self, q: int, p: int) -> bool:
        """Enemies lie off the port, at rest, and no more ships are felt there against them."""
        zone, forces = self.tables.geo.place_zone[p], self.state.forces
        off = [
            f
            for f in filter(self.is_fleet, self.count("force"))
            if forces.status[f] == lay.ACTIVE
            and (forces.place[f], forces.goal[f], forces.next_place[f]) == (p, -1, -1)
            and self.ships(f) > 0
            and self.side(f) is not None
            and self.at_war(q, int(forces.side[f]))
        ]
        if zone < 0 or not off:
            return False
        return sum(map(self.ships, off)) >= self.felt(q, zone)[0]

    def rains(self) -> float:
        date = (self.day + int(self.tables.geo.calendar[0])) % 365.2425
        apart = min(abs(date - 30 + turn) for turn in (-365.2425, 0, 365.2425))
        return math.cos(min(apart / 75, 1) * math.pi / 2) ** 2

    def ruler(self, b: int) -> int | None:
        provinces = [v for v in self.count("province") if self.tables.geo.province_bloc[v] == b]
        people: dict[int, float] = {}
        for v in provinces:
            owner = self.owner(v)
            if owner is not None:
                top = self.sovereign(owner)
                people[top] = people.get(top, 0) + self.population(v)
        total = sum(map(self.population, provinces))
        return next((q for q, own in people.items() if own > total / 2), None)

    def population_owned(self, b: int, q: int) -> float:
        provinces = [v for v in self.count("province") if self.tables.geo.province_bloc[v] == b]
        return sum(self.population(v) for v in provinces if self.owner(v) in self.under(q))

    def seated_in(self, q: int, b: int) -> bool:
        province = self.province_of(self.capital(q))
        return province is not None and self.tables.geo.province_bloc[province] == b

    def since(self, h: int) -> float:
        fired = self.state.persons.rule_day[h]
        return 99_999 if fired == lay.NEVER else max(0, self.day - fired)

    def chosen(self, h: int, option: int) -> bool:
        persons = self.state.persons
        return persons.rule_day[h] != lay.NEVER and persons.rule_option[h] == option

    def value(self, x: int) -> float:
        return self.state.persons.variable[x]

    def ratified(self, s: int) -> bool:
        return self.state.persons.pact_day[s] > lay.NEVER

    def convened(self, a: int) -> bool:
        return self.state.persons.assembly_day[a] > lay.NEVER

    def credit(self, q: int) -> float:
        return self.state.realm.credit[self.sovereign(q)]

    def debt(self, q: int) -> float:
        return self.state.realm.debt[self.sovereign(q)]

    def revenue_held(self, q: int) -> float:
        under = self.under(self.sovereign(q))
        held = [v for v in self.count("province") if self.controller(v) in under]
        return sum(map(self.revenue, held))

    def duties(self, q: int) -> float:
        under, people = self.under(self.sovereign(q)), self.tables.people
        pesos = 0.0
        for t in self.count("circuit"):
            stops = [p for p in people.circuit_place[t].tolist() if p != lay.NOWHERE]
            port, common = int(people.circuit_port[t]), int(people.circuit_common[t])
            is_shared = common >= 0 and self.state.persons.variable[common] > 0
            if port == lay.NOWHERE or not people.circuit_start[t]:
                continue
            payers = stops if is_shared else [port]
            here = [
                self.controller(v) for p in payers if (v := self.province_of(p)) is not None
            ]
            ours = sum(holder in under for holder in here) / len(payers) if payers else 0.0
            grown = self.trade(t) / float(people.circuit_start[t])
            pesos += ours * float(people.circuit_customs_pesos[t]) * grown
        return pesos

    def would_pass(self, a: int) -> bool:
        cause, quorum, threshold, _, sponsor, obedience = self.tables.people.assembly_terms[a]
        seats = {v: self.tables.people.assembly_seat[a, v] for v in self.count("province")}
        seats = {v: own for v, own in seats.items() if own > 0}
        if not seats:
            return False
        holders = {v: self.controller(v) for v in seats}
        support = sum(own * self.allegiance(v, int(cause)) for v, own in seats.items())
        if sponsor >= 0 and self.exists(int(sponsor)) and 0 <= obedience != cause:
            for v, own in seats.items():
                if holders[v] is not None and self.allied(int(sponsor), holders[v]):
                    support += own * self.allegiance(v, int(obedience))
        parties = [0.0]
        for leader in set(holders.values()) - {None}:
            if leader is not None and self.exists(leader):
                friends = {
                    h for h in holders.values() if h is not None and self.allied(leader, h)
                }
                parties.append(sum(own for v, own in seats.items() if holders[v] in friends))
        whole = sum(seats.values())
        return max(parties) >= quorum * whole and support >= threshold * whole


def thing(index: float) -> int | None:
    """A thing by its index, None for none."""
    return None if index < 0 else int(index)


def share(part: float, whole: float) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0


MATHS: dict[str, Callable[..., float]] = {
    "exp": lambda x: math.exp(max(-50, min(50, x))),
    "log": lambda x: math.log(max(x, 1e-9)),
    "sqrt": lambda x: math.sqrt(max(x, 0)),
    "min": min,
    "max": max,
    "abs": abs,
    "clip": lambda x, low, high: min(max(x, low), high),
    "logistic": lambda x: 1 / (1 + math.exp(-max(-50, min(50, x)))),
}
ARITHMETIC: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else 0.0,
    "**": lambda a, b: 0.0 if a < 0 and b % 1 else max(-1e75, min(1e75, a)) ** b,
    "neg": lambda a: -a,
}
COMPARISON: dict[str, Callable[[float, float], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
LOGIC: dict[str, Callable[[list[float]], bool]] = {
    "and": all,
    "or": any,
    "not": lambda parts: not parts[0],
}


def value_of(
    tree: Expression, plain: Plain, parameter: Mapping[str, float], roles: Mapping[str, float]
) -> float:
    """Work out an expression by walking its tree; a thing is its index, -1 for none."""
    if not tree.parts and not isinstance(tree, terms.Call):
        return leaf(tree, plain, parameter, roles)

    def go(node: Expression) -> float:
        return value_of(node, plain, parameter, roles)

    if isinstance(tree, terms.Choice):
        return go(tree.parts[1] if go(tree.parts[0]) else tree.parts[2])
    values = [go(part) for part in tree.parts]
    match tree:
        case terms.Arithmetic():
            return held(ARITHMETIC[tree.operator](*values))
        case terms.Comparison():
            return float(COMPARISON[tree.operator](*values))
        case terms.Logic():
            return float(LOGIC[tree.operator](values))
        case terms.Call():
            return called(tree, values, plain)
    raise AssertionError(tree)


def leaf(
    node: Expression, plain: Plain, parameter: Mapping[str, float], roles: Mapping[str, float]
) -> float:
    """Give what a node without parts stands for."""
    match node:
        case terms.Number():
            return node.value
        case terms.Nothing():
            return -1.0
        case terms.Thing():
            return float(plain.names.things[node.type].index(node.id))
        case terms.Parameter():
            return parameter[node.id]
        case terms.Variable():
            return plain.value(plain.names.variables.index(node.id))
        case terms.Role():
            return roles[node.name]
    raise AssertionError(node)


def called(tree: terms.Call, values: list[float], plain: Plain) -> float:
    """Work out a function's value from its arguments' values."""
    if tree.name in MATHS:
        return held(MATHS[tree.name](*values))
    word = STATE[tree.name]
    if tree.name == "chosen":
        rule, option = tree.parts
        assert isinstance(rule, terms.Thing) and isinstance(option, terms.Thing)
        values[1] = plain.names.options[rule.id].index(option.id)
    taken = list(zip(values, word.takes, strict=True))
    if any(kind != "number" and value < 0 for value, kind in taken):
        return -1.0 if word.gives not in ("number", "bool") else 0.0
    arguments = [value if kind == "number" else int(value) for value, kind in taken]
    answer = getattr(plain, tree.name)(*arguments)
    return -1.0 if answer is None else float(answer)
