"""Small random worlds: tables and states in which every index is sound, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ucronia.compiler.bytecode import CodeBook
from ucronia.engine import bonds
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python
from ucronia.engine.records import capacity_for, new_records
from ucronia.scenario.terms import Names

COUNTS = {
    "force": 9,
    "place": 7,
    "province": 5,
    "polity": 7,
    "leader": 6,
    "cause": 3,
    "office": 4,
    "zone": 2,
    "circuit": 2,
    "bloc": 3,
    "assembly": 2,
    "pact": 2,
    "rule": 3,
}
OPTIONS = {"rule_0": ("yes", "no", "later"), "rule_1": ("no", "yes"), "rule_2": ()}
NAMES = Names(
    things={
        **{kind: tuple(f"{kind}_{n}" for n in range(most)) for kind, most in COUNTS.items()},
        "variable": ("x_0", "x_1"),
        "option": ("yes", "no", "later"),
    },
    parameters=("k_0", "k_1", "k_2"),
    variables=("x_0", "x_1"),
    options=OPTIONS,
)
SIZES = lay.Sizes(
    forces=9,
    places=7,
    provinces=5,
    polities=7,
    causes=3,
    leaders=6,
    offices=4,
    zones=2,
    blocs=3,
    circuits=2,
    assemblies=2,
    pacts=2,
    variables=2,
    rules=3,
    instances=1,
    parameters=3,
    entries=1,
    versions=1,
    code=1,
    outcomes=1,
    marches=1,
)
CAPACITY = capacity_for(SIZES)
refresh = from_python(bonds.refresh)
muster = from_python(bonds.muster)


@dataclass
class World:
    """Tables, a state in them, and what a rule would bring."""

    tables: Any
    state: Any
    parameter: np.ndarray[Any, np.dtype[np.float64]]
    day: int


class Dice:
    """Fills arrays with sound random values."""

    def __init__(self, seed: int) -> None:
        self.generator = np.random.default_rng(seed)

    def index(self, shape: int | tuple[int, ...], kind: str, none: float = 0.2) -> Any:
        """Indices of things of a kind, some of them none."""
        found = self.generator.integers(0, COUNTS[kind], shape)
        return np.where(self.generator.random(shape) < none, lay.NONE, found)

    def whole(self, shape: int | tuple[int, ...], low: int, high: int) -> Any:
        """Whole numbers from low to high - 1."""
        return self.generator.integers(low, high, shape)

    def real(self, shape: int | tuple[int, ...], high: float = 1.0) -> Any:
        """Real numbers below high, a tenth of them 0."""
        values = self.generator.random(shape) * high
        return np.where(self.generator.random(shape) < 0.1, 0.0, values)

    def day(self, shape: int | tuple[int, ...]) -> Any:
        """Days before and after today, some never."""
        days = self.generator.integers(0, 400, shape)
        return np.where(self.generator.random(shape) < 0.2, lay.NEVER, days)


def random_world(seed: int) -> World:
    """Make a world; the same one for the same seed."""
    dice = Dice(seed)
    tables: Any = new_records(lay.Tables, CAPACITY)[0]
    state: Any = new_records(lay.State, CAPACITY)[0]
    tables.size[:] = SIZES
    _fill_geo(tables.geo, dice)
    _fill_people(tables.people, dice)
    _fill_forces(state.forces, dice)
    _fill_realm(state.realm, dice)
    _fill_persons(state.persons, dice)
    state.persons.counter[lay.COUNT_HOSTILE] = state.realm.hostile.sum()
    refresh(tables, state)
    muster(tables, state)
    return World(tables, state, dice.generator.normal(size=3), int(dice.whole(1, 0, 400)[0]))


def draw_of(world: World) -> Any:
    """The draw that holds a world's parameters."""
    draw: Any = new_records(lay.Draw, CAPACITY)[0]
    draw.parameter[: len(world.parameter)] = world.parameter
    return draw


def new_scratch(registers: tuple[float, ...] = ()) -> Any:
    """Scratch with roles in its registers and nothing on its stack."""
    scratch: Any = new_records(lay.Scratch, CAPACITY)[0]
    scratch.register[: len(registers)] = registers
    scratch.stack[:] = np.nan
    return scratch


def put_code(tables: Any, book: CodeBook) -> None:
    """Write a book's code into tables."""
    op, argument, constant = book.arrays()
    tables.code.op[: len(op)] = op
    tables.code.argument[: len(op)] = argument
    tables.code.constant[: len(constant)] = constant


@cache
def same_world(seed: int) -> World:
    """Make a world that is only looked at, once for all who look."""
    return random_world(seed)


def booked_horses(state: Any) -> float:
    """Count the horses that the ledger has: those that came less those that went."""
    lines = state.persons.ledger_horses
    came = lines[: lay.HORSES_ADJUSTED + 1].sum()
    return float(came - lines[lay.HORSES_WORN : lay.HORSES_LET_GO + 1].sum())


def put(array: Any, values: Any) -> None:
    """Write values into the corner of an array that has room for more."""
    array[tuple(slice(size) for size in values.shape)] = values


def _fill_geo(geo: Any, dice: Dice) -> None:
    for name in ("land_days", "sea_days", "courier_days"):
        days = dice.whole((7, 7), 0, 12).astype(float) / 2
        put(getattr(geo, name), np.where(days > 5, lay.FAR, days))
    put(geo.place_province, dice.index(7, "province", none=0.1))
    put(geo.place_zone, dice.index(7, "zone", none=0.4))
    put(geo.place_trade_pesos, dice.whole(7, 0, 3) * 1000.0)
    put(geo.zone_days, _days_to_zones(geo))
    put(geo.province_capital, dice.index(5, "place", none=0.0))
    seats = geo.province_capital[:5]
    geo.courier_longest_days[:7] = geo.courier_days[:7, seats].max(axis=1)
    put(geo.province_bloc, dice.index(5, "bloc"))
    ring = np.roll(np.eye(5, dtype=np.int8), 1, axis=0)
    put(geo.province_neighbour, ring + ring.T)
    put(geo.province_people, dice.whole(5, 1, 5) * 1000.0)
    put(geo.province_revenue_pesos, dice.real(5, 1e5))
    put(geo.province_communities, dice.real(5))
    put(geo.province_nation, dice.whole(5, -1, 3))
    geo.calendar[0] = dice.whole(1, 0, 365)[0]


def _days_to_zones(geo: Any) -> Any:
    """Days from each place to the nearest port of each zone: none to where it lies itself."""
    zones = geo.place_zone[:7]
    days = np.full((7, 2), lay.FAR)
    for zone in range(2):
        if (zones == zone).any():
            days[:, zone] = geo.sea_days[:7, :7][:, zones == zone].min(axis=1)
        days[zones == zone, zone] = 0.0
    days[zones < 0] = lay.FAR
    return days


def _fill_people(people: Any, dice: Dice) -> None:
    put(people.polity_nation, dice.whole(7, 0, 3))
    put(people.polity_kind, dice.whole(7, 0, 6))
    put(people.polity_cause, dice.index(7, "cause"))
    put(people.polity_office, dice.index(7, "office"))
    put(people.polity_claims, dice.whole((7, 3), 0, 2))
    put(people.leader_trait, dice.real((6, 4)))
    put(people.leader_known_day, dice.whole(6, -100, 400))
    put(people.circuit_place, np.full((2, 12), lay.NOWHERE))
    put(people.circuit_place[:, :3], dice.index((2, 3), "place", none=0.0))
    put(people.circuit_port, dice.index(2, "place", none=0.3))
    put(people.circuit_common, dice.whole(2, -1, 2))
    put(people.circuit_customs_pesos, dice.real(2, 1e5))
    put(people.circuit_start, dice.real(2))
    put(people.assembly_seat, dice.whole((2, 5), 0, 4).astype(float))
    terms = np.column_stack(
        (
            *(dice.whole(2, 0, 3), dice.real(2), dice.real(2), dice.whole(2, 0, 7)),
            *(dice.whole(2, -1, 7), dice.whole(2, -1, 3)),
        )
    )
    put(people.assembly_terms, terms)


def _fill_forces(forces: Any, dice: Dice) -> None:
    for name in ("men", "captives", "guns"):
        put(getattr(forces, name), dice.real(9, 4000))
    put(forces.ships, dice.whole(9, 0, 3).astype(float))
    for name in ("riders", "morale"):
        put(getattr(forces, name), dice.real(9))
    # some go on foot, some lead others
    put(forces.horses, forces.riders[:9] * forces.men[:9] * (0.6 + 0.1 * np.arange(9.0)))
    put(forces.gunners, 0.1 * (1 - forces.riders[:9]))
    put(forces.battalions, np.arange(9.0) % 4)
    put(forces.squadrons, np.arange(9.0) % 3)
    put(forces.leaning, dice.real((9, 3)))
    put(forces.side, dice.index(9, "polity", none=0.05))
    put(forces.commander, dice.index(9, "leader"))
    put(forces.patron, dice.index(9, "leader", none=0.6))
    put(forces.status, np.where(dice.real(9) < 0.7, lay.ACTIVE, dice.whole(9, 0, 6)))
    put(forces.kind, dice.whole(9, 0, 5))
    # who is afield stands somewhere
    put(forces.place, dice.index(9, "place", none=0.0))
    put(forces.moved_day, dice.day(9))
    put(forces.siege_day, dice.day(9))


def _fill_realm(realm: Any, dice: Dice) -> None:
    put(realm.allegiance, dice.generator.dirichlet((1, 1, 1), 5))
    for name in ("unrest", "insurgents"):
        put(getattr(realm, name), dice.real(5))
    for name in ("treasury", "arrears", "debt", "credit", "weariness", "legitimacy"):
        put(getattr(realm, name), dice.real(7))
    put(realm.bands, dice.real(5, 9.0))
    put(realm.hostile, dice.whole(5, 0, 2))
    put(realm.threat, dice.real((7, 7)))
    put(realm.trade, dice.real(2, 2))
    put(realm.tribute, dice.whole(7, 0, 3).astype(float))
    put(realm.guides, dice.whole(7, 0, 8))
    put(realm.land_open, dice.whole(7, 0, 2).astype(float))
    put(realm.controller, dice.index(5, "polity", none=0.1))
    put(realm.owner, dice.index(5, "polity", none=0.1))
    put(realm.control_day, dice.whole(5, 0, 500))
    put(realm.exists, (dice.real(7) < 0.8).astype(int))
    # a member's confederation has a lower index, and is sovereign
    put(realm.parent, np.where(np.arange(7) < 3, lay.NONE, dice.whole(7, -1, 3)))
    put(realm.capital, dice.index(7, "place", none=0.1))
    relation = dice.whole((7, 7), 0, 5)
    put(realm.relation, np.triu(relation) + np.triu(relation, 1).T)
    put(realm.relation_day, dice.whole((7, 7), 0, 500))
    put(realm.trade_open, (dice.real((7, 7)) < 0.8).astype(int))


def _fill_persons(persons: Any, dice: Dice) -> None:
    put(persons.leader_status, dice.whole(6, 0, 6))
    put(persons.leader_polity, dice.index(6, "polity"))
    put(persons.holder, dice.index(4, "leader"))
    put(persons.acting, dice.index(4, "leader"))
    put(persons.office_day, dice.whole(4, 0, 500))
    put(persons.tie, (dice.real((6, 6)) > 0.8).astype(int))
    put(persons.beaten_day, dice.day(7))
    put(persons.victory_day, dice.day(7))
    put(persons.assembly_day, dice.day(2))
    put(persons.pact_day, dice.day(2))
    put(persons.rule_day, dice.day(3))
    put(persons.rule_option, dice.whole(3, -1, 3))
    put(persons.variable, dice.generator.normal(size=2))
    for slot in range(lay.NEWS_SLOTS):
        polity = slot % 7
        persons.news[slot] = dice.whole(1, 0, 7)[0], polity, persons.beaten_day[polity]
        persons.news_size[slot] = dice.generator.normal()
        persons.news_reach[slot, :5] = dice.whole(5, 130, 170)
        if slot % 3 == 0:
            persons.news_reach[slot, 0] = lay.NEVER
