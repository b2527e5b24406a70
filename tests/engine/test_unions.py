"""What a union's army, wars and fears are when it is made and when it ends."""

from __future__ import annotations

import pytest

from tests.engine.test_acts import refresh, sound_world
from tests.engine.test_effects import run, would_pass
from tests.small import index
from tests.worlds import World
from ucronia.compiler.build import World as Made
from ucronia.engine import layout as lay
from ucronia.ensemble.run import replay
from ucronia.scenario.dates import day_of

UNION, ONE, OTHER, FOE = 0, 3, 4, 5


def union(seed: int) -> World:
    """A confederation of two states, at war since day 40 with a third."""
    world = sound_world(seed)
    realm, people = world.state.realm, world.tables.people
    realm.parent[:] = lay.NONE
    realm.parent[[ONE, OTHER]] = UNION
    realm.exists[:7] = 1
    people.polity_nation[:7] = range(7)
    realm.relation[:] = lay.PEACE
    realm.relation[UNION, FOE] = realm.relation[FOE, UNION] = lay.WAR
    realm.relation_day[:] = lay.NEVER
    realm.relation_day[UNION, FOE] = realm.relation_day[FOE, UNION] = 40
    refresh(world.tables, world.state)
    return world


@pytest.mark.parametrize("who", ["commander", "patron"])
@pytest.mark.parametrize("serves", [UNION, ONE])
def test_a_unions_army_falls_to_the_state_of_its_chief(who: str, serves: int) -> None:
    world = union(2)
    forces, persons = world.state.forces, world.state.persons
    forces.commander[:] = forces.patron[:] = lay.NOBODY
    getattr(forces, who)[1] = 2
    forces.side[1], forces.status[1], forces.men[1] = UNION, lay.ACTIVE, 1000
    persons.leader_polity[2], world.tables.people.leader_home[2] = serves, ONE
    run(world, "dissolve(polity_0)")
    assert forces.side[1] == ONE


def test_a_unions_war_is_as_old_for_its_states() -> None:
    world = union(2)
    run(world, "dissolve(polity_0)")
    for state in (ONE, OTHER):
        assert world.state.realm.relation[state, FOE] == lay.WAR
        assert world.state.realm.relation_day[state, FOE] == 40


def test_a_force_that_stands_up_keeps_its_patron() -> None:
    world = sound_world(1)
    forces = world.state.forces
    forces.status[4], forces.patron[4] = lay.UNUSED, 2
    run(world, "raise_force(force_4, polity_1, place_1, 500)")
    assert forces.status[4] == lay.ACTIVE
    assert forces.patron[4] == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [("peru_salaverry", "bolivia"), ("chile", "nor_peruano"), ("emigrados", "bolivia")],
)
def test_governments_of_a_nation_share_its_fears(bundled: Made, a: str, b: str) -> None:
    base = bundled.tables.people.threat_base
    told = {(r.a, r.b): r.threat for r in bundled.scenario.relations}
    nation = {p.id: p.nation for p in bundled.scenario.polities}
    pair = nation[a], nation[b]
    assert base[index(bundled, "polity", a), index(bundled, "polity", b)] == told[pair]


@pytest.mark.parametrize("assembly", ["sicuani", "huaura"])
def test_those_who_obey_vote_as_the_sponsor_wishes_where_its_party_rules(
    bundled: Made, assembly: str
) -> None:
    day = day_of(bundled.scenario, "1836-03-16")
    assert day is not None
    number, votes = index(bundled, "assembly", assembly), []
    peru, bolivia = index(bundled, "polity", "peru"), index(bundled, "polity", "bolivia")
    for seed in range(8):
        state, _, _ = replay(bundled, day, seed=seed)
        swayed = would_pass(number, bundled.tables, state)
        state.realm.relation[peru, bolivia] = state.realm.relation[bolivia, peru] = lay.PEACE
        refresh(bundled.tables, state)
        votes.append((bool(swayed), bool(would_pass(number, bundled.tables, state))))
    # who is followed in earnest differs from draw to draw, and so may the vote
    assert sum(swayed for swayed, _ in votes) > len(votes) / 2
    assert not any(free for _, free in votes)


def test_a_rival_is_founded_at_war_with_its_nations_governments_and_the_log_says_so() -> None:
    world = union(2)
    realm, people = world.state.realm, world.tables.people
    realm.relation[:], realm.exists[:7] = lay.PEACE, 1
    realm.parent[:] = lay.NONE
    state, rival, party, communities, abroad = 0, 1, 2, 3, 4
    people.polity_nation[:7] = [0, 0, 0, 0, 1, 1, 1]
    people.polity_kind[:5] = [lay.REPUBLIC, lay.RIVAL, lay.PARTY, lay.COMMUNITIES, lay.REPUBLIC]
    realm.exists[rival] = 0
    refresh(world.tables, world.state)
    before = int(world.state.persons.counter[lay.COUNT_LOG])
    log = run(world, "found(polity_1)")
    at_war = [q for q in range(7) if realm.relation[rival, q] == lay.WAR]
    assert at_war == [state] and realm.relation[party, rival] == lay.PEACE
    assert realm.relation[communities, rival] == realm.relation[abroad, rival] == lay.PEACE
    told = log.event[before : int(world.state.persons.counter[lay.COUNT_LOG])]
    assert [(int(line[2]), int(line[3])) for line in told if line[1] == lay.L_WAR] == [(1, 0)]
    # the declaration that follows is that of a war that is on
    run(world, "declare_war(polity_1, polity_0)")
    assert int(world.state.persons.counter[lay.COUNT_LOG]) == before + len(told)
