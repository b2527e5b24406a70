"""Men, pesos, ships and horses balance whatever is done in any order; states stay sound."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.test_effects import ARGUMENTS, run
from tests.worlds import COUNTS, NAMES, World, booked_horses, random_world
from ucronia.engine import layout as lay
from ucronia.engine.bonds import refresh as inner_refresh
from ucronia.engine.compiled import from_python
from ucronia.scenario.vocabulary import VERBS

refresh = from_python(inner_refresh)
TOTAL = (lay.DEAD_MEN, lay.DESERTED, lay.DISPERSED_MEN, lay.TAKEN, lay.DISCHARGED)
ON_MEN = (
    "raise_force raise_column raise_montonera reinforce detach merge disband disperse defect "
    "intern capitulate release levy break_away move order embark send_home abandon dissolve"
).split()
ON_PESOS = "pay loan forced_loan exact join secede dissolve transfer found".split()
ON_SHIPS = "add_ships seize_ships disperse merge detach defect".split()
ON_REALM = (
    "found dissolve join secede annex occupy transfer transfer_nation declare_war make_peace "
    "truce ally_with break_alliance shift shift_all unsettle legitimise tire menace "
    "forced_loan abandon"
).split()
ON_LEADERS = (
    "appoint make_head act_for command leave_command enlist exile retire capture free_leader "
    "execute kill defect disperse capitulate merge disband dissolve"
).split()


def sound_world(seed: int) -> World:
    """A world whose books are in order on the first day."""
    world = random_world(seed)
    state, people = world.state, world.tables.people
    forces, persons, realm = state.forces, state.persons, state.realm
    kept = np.isin(forces.status, (lay.ACTIVE, lay.EMBARKED, lay.INTERNED))
    forces.men[~kept] = forces.horses[~kept] = 0
    forces.side[forces.side < 0] = 0
    forces.wounded[kept] = np.round(forces.men[kept] / 10)
    people.polity_pool[: COUNTS["polity"]] = np.arange(COUNTS["polity"]) % 3 + 6
    people.polity_pool_size[: COUNTS["polity"]] = 1
    forces.captives[:] = 0
    # who holds a post or a command is at liberty to
    held = np.isin(persons.leader_status, (lay.EXILE, lay.PRISONER, lay.DEAD))
    for posts in (persons.holder, persons.acting, forces.commander):
        posts[held[posts] | (posts < 0)] = lay.NOBODY
    # a member's confederation exists, and is one
    realm.exists[:3], people.polity_kind[:3] = 1, lay.CONFEDERATION
    # what a member has is its confederation's
    realm.treasury[realm.parent >= 0] = 0
    persons.ledger_men[lay.RAISED] = forces.men.sum() + forces.wounded.sum()
    persons.ledger_horses[lay.HORSES_STARTED] = forces.horses.sum()
    refresh(world.tables, state)
    return world


def sentence(verb: str, dice: np.random.Generator) -> str:
    words = [str(dice.choice(ARGUMENTS[kind])) for kind in VERBS[verb].takes]
    return f"{verb}({', '.join(words)})"


def present(state: Any) -> float:
    """Men under arms, in hospital, and interned."""
    return float(state.forces.men.sum() + state.forces.wounded.sum())


def come(state: Any) -> float:
    """Men whom the books say came."""
    return float(state.persons.ledger_men[[lay.RAISED, lay.ADJUSTED]].sum())


def gone(state: Any) -> float:
    return float(state.persons.ledger_men[list(TOTAL)].sum())


def play(seed: int, verbs: list[str], check: Any, length: int = 25) -> None:
    """Do acts at random, and look at the state after each."""
    world, dice = sound_world(seed), np.random.default_rng(seed)
    told: list[str] = []
    for _ in range(length):
        told.append(sentence(str(dice.choice(verbs)), dice))
        run(world, told[-1])
        check(world, told)


@pytest.mark.parametrize("seed", range(12))
def test_men_are_conserved(seed: int) -> None:
    def check(world: World, told: list[str]) -> None:
        state = world.state
        assert come(state) == pytest.approx(present(state) + gone(state), abs=1e-6), told[-3:]
        assert (state.forces.men >= 0).all() and (state.forces.wounded >= 0).all(), told[-3:]
        assert (state.persons.ledger_men[list(TOTAL)] >= 0).all(), told[-3:]
        idle = np.isin(state.forces.status, (lay.UNUSED, lay.DISPERSED, lay.DISBANDED))
        assert not state.forces.men[idle].any(), told[-3:]

    play(seed, ON_MEN, check)


@pytest.mark.parametrize("seed", range(12))
def test_horses_are_conserved(seed: int) -> None:
    def check(world: World, told: list[str]) -> None:
        state = world.state
        assert state.forces.horses.sum() == pytest.approx(booked_horses(state)), told[-3:]
        assert (state.forces.horses >= 0).all(), told[-3:]
        assert (state.persons.ledger_horses >= 0).all(), told[-3:]
        idle = np.isin(state.forces.status, (lay.UNUSED, lay.DISPERSED, lay.DISBANDED))
        assert not state.forces.horses[idle].any(), told[-3:]

    play(seed, ON_MEN, check)


@pytest.mark.parametrize("seed", range(8))
def test_pesos_are_conserved(seed: int) -> None:
    start = sound_world(seed).state.realm.treasury.sum()

    def check(world: World, told: list[str]) -> None:
        lent = world.state.persons.ledger_pesos[[lay.LOANS, lay.REVENUE]].sum()
        total = world.state.realm.treasury.sum()
        assert total == pytest.approx(start + lent, abs=1e-6), told[-3:]

    play(seed, ON_PESOS, check)


@pytest.mark.parametrize("seed", range(6))
def test_ships_are_conserved_but_where_they_are_added(seed: int) -> None:
    before = [float(sound_world(seed).state.forces.ships.sum())]

    def check(world: World, told: list[str]) -> None:
        ships = world.state.forces.ships
        assert (ships >= 0).all()
        if not told[-1].startswith("add_ships"):
            assert ships.sum() == pytest.approx(before[0]), told[-3:]
        before[0] = float(ships.sum())

    play(seed, ON_SHIPS, check)


def check_realm(world: World, told: list[str]) -> None:
    realm, count = world.state.realm, COUNTS["polity"]
    kept = realm.top.copy(), realm.bond.copy()
    refresh(world.tables, world.state)
    assert (kept[0] == realm.top).all() and (kept[1] == realm.bond).all(), told[-3:]
    forces = world.state.forces
    called = forces.roll[: world.state.persons.counter[lay.COUNT_ROLL]].tolist()
    stand = np.flatnonzero(np.isin(forces.status, (lay.ACTIVE, lay.EMBARKED))).tolist()
    assert set(stand) <= set(called) and len(set(called)) == len(called), told[-3:]
    shares = realm.allegiance[: COUNTS["province"], : COUNTS["cause"]]
    assert shares.sum(axis=1) == pytest.approx(1.0), told[-3:]
    assert (shares >= -1e-12).all(), told[-3:]
    for name in ("unrest", "weariness", "legitimacy", "threat"):
        level = getattr(realm, name)
        assert ((level >= 0) & (level <= 1)).all(), (name, told[-3:])
    for member in range(count):
        if realm.exists[member] == 0:
            continue
        assert realm.exists[realm.top[member]] == 1, (member, told[-3:])
    relation = realm.relation[:count, :count]
    assert (relation == relation.T).all(), told[-3:]


@pytest.mark.parametrize("seed", range(8))
def test_the_realm_stays_sound(seed: int) -> None:
    play(seed, ON_REALM, check_realm)


def check_leaders(world: World, told: list[str]) -> None:
    persons, forces = world.state.persons, world.state.forces
    for leader in range(COUNTS["leader"]):
        if persons.leader_status[leader] in (lay.DEAD, lay.EXILE, lay.PRISONER):
            held = np.flatnonzero(persons.holder[: COUNTS["office"]] == leader)
            # a head of state who is taken stays head, and another acts for him
            if persons.leader_status[leader] == lay.PRISONER:
                held = [o for o in held if o not in world.tables.people.polity_office]
            assert len(held) == 0, (leader, told[-3:])
            assert leader not in persons.acting[: COUNTS["office"]], (leader, told[-3:])
            assert leader not in forces.commander[: COUNTS["force"]], (leader, told[-3:])


@pytest.mark.parametrize("seed", range(8))
def test_the_dead_the_exiled_and_the_captive_hold_nothing(seed: int) -> None:
    world = sound_world(seed)
    check_leaders(world, [])
    play(seed, ON_LEADERS, check_leaders)


@pytest.mark.parametrize("verb", ["kill", "execute"])
def test_death_is_for_good(verb: str) -> None:
    world = sound_world(1)
    run(world, f"{verb}(leader_2)")
    dead = world.state.persons.leader_status[2]
    later = [
        f"{word}(leader_2{rest})"
        for word, rest in (
            ("appoint", ", office_1"),
            ("command", ", force_1"),
            ("enlist", ", polity_1"),
            ("exile", ""),
            ("retire", ""),
            ("capture", ", polity_1"),
            ("free_leader", ""),
        )
    ]
    run(world, *later)
    assert dead == world.state.persons.leader_status[2] == lay.DEAD


def test_who_leaves_his_command_keeps_his_office_and_who_is_relieved_is_private() -> None:
    world = sound_world(1)
    forces, persons = world.state.forces, world.state.persons
    forces.status[:2] = lay.ACTIVE
    forces.commander[:] = lay.NOBODY
    persons.leader_status[:2] = lay.PRIVATE
    run(world, "command(leader_0, force_0)", "appoint(leader_1, office_1)")
    assert persons.leader_status[:2].tolist() == [lay.COMMAND, lay.OFFICE]
    run(world, "command(leader_1, force_0)")
    # another has his force: he has none to command
    assert forces.commander[0] == 1
    assert persons.leader_status[:2].tolist() == [lay.PRIVATE, lay.OFFICE]
    run(world, "leave_command(leader_1)")
    assert forces.commander[0] == lay.NOBODY
    assert (persons.holder[1], persons.leader_status[1]) == (1, lay.OFFICE)
    run(world, "command(leader_0, force_0)", "leave_command(leader_0)")
    assert persons.leader_status[0] == lay.PRIVATE


def test_every_verb_is_tried() -> None:
    rest = set(VERBS) - {*ON_MEN, *ON_PESOS, *ON_SHIPS, *ON_REALM, *ON_LEADERS}
    # what these set is read back at once in test_effects
    assert rest == {
        "close_trade",
        "convene",
        "move_capital",
        "news",
        "open_land",
        "open_trade",
        "pass_assembly",
        "ratify",
        "reject",
        "set",
        "set_morale",
        "set_tribute",
        "sway",
        "tariff",
        "tie",
        "untie",
    }
    assert set(NAMES.things["force"]) == set(ARGUMENTS["force"])
