"""Heads of state who lead their armies: how likely by whom, and what follows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.small import play
from ucronia.compiler.build import World
from ucronia.compiler.draws import make_draws
from ucronia.engine import layout as lay
from ucronia.ensemble.asking import ask
from ucronia.ensemble.plan import Act, Fork
from ucronia.ensemble.run import replay
from ucronia.scenario.dates import day_of

TAKE, RETURN = "take_field", "return_to_seat"


def instance(world: World, rule: str, polity: str) -> int:
    (found,) = [part for part in world.scenario.rules if part.id == rule]
    (over,) = found.over.values()
    return list(over).index(polity)


def day(world: World, date: str) -> int:
    found = day_of(world.scenario, date)
    assert found is not None
    return found


def fork(world: World, rule: str, polity: str, option: int, date: str) -> Fork:
    act = Act(world.index("rule", rule), instance(world, rule, polity), option)
    return Fork(day(world, date), acts=(act,))


@pytest.mark.compiled
def test_a_head_goes_by_his_boldness_and_skill_and_by_whom_he_trusts(bundled: World) -> None:
    """Algebra: Santa Cruz and the largest army of the union, no enemy near it."""
    when = day(bundled, "1837-02-01")
    rule, of = bundled.index("rule", TAKE), instance(bundled, TAKE, "confederacion")
    answer, state = ask(bundled, when, rule, of, seed=1)
    (draw,) = make_draws(bundled, 1, 0, 1)
    names = [parameter.id for parameter in bundled.scenario.parameters]

    def held(id: str) -> float:
        return float(draw.parameter[names.index(id)])

    head = bundled.index("leader", "santa_cruz")
    assert answer.is_open and answer.decider == head
    army = int(state.realm.main_army[bundled.index("polity", "confederacion")])
    general = int(state.forces.commander[army])
    trait = bundled.tables.people.leader_trait
    union = bundled.index("polity", "confederacion")
    seat = bundled.tables.geo.place_province[state.realm.capital[union]]
    takes = held("bias_field") + held("w_boldness") * (2 * trait[head, lay.BOLDNESS] - 1)
    takes += 2 * held("w_skill") * (trait[head, lay.SKILL] - trait[general, lay.SKILL])
    leaves = held("w_loyalty") * (2 * trait[general, lay.LOYALTY] - 1)
    leaves += held("w_ties") * float(state.persons.tie[head, general] == 1)
    usual = held("coup_usual_legitimacy") - state.realm.legitimacy[union]
    stays = held("w_unrest") * state.realm.unrest[seat] + held("w_legitimacy") * usual
    weights = [math.exp(weight) for weight in (takes, leaves, stays)]
    expected = [weight / sum(weights) for weight in weights]
    assert answer.odds == pytest.approx(expected, rel=1e-6)


@pytest.mark.compiled
def test_who_takes_the_field_leads_the_main_army_and_is_acted_for(bundled: World) -> None:
    """Ripple: on the evening of his choice all that differs is who leads the army."""
    date, polity = "1841-12-28", bundled.index("polity", "peru")
    evenings, acted = [], []
    for option in (0, 1):
        forked = fork(bundled, TAKE, "peru", option, date)
        evenings.append(play(bundled, forked.day, fork=forked, events=False).state)
        later = play(bundled, forked.day + 14, fork=forked)
        acted.append([line for _, line, _ in later.rows(lay.L_ACTING)])
    army = int(evenings[0].realm.main_army[polity])
    office = int(bundled.tables.people.polity_office[polity])
    head = int(evenings[0].persons.holder[office])
    assert [int(evening.forces.commander[army]) == head for evening in evenings] == [
        True,
        False,
    ]
    told = ("commander", "leader_status", "leader_place", "rule_option")
    for part in ("forces", "realm", "persons"):
        for name in getattr(evenings[0], part).dtype.names:
            a, b = (np.asarray(getattr(evening, part)[name]) for evening in evenings)
            assert name in told or np.array_equal(a, b, equal_nan=True), (part, name)
    others = [[line for line in lines if line[3] == office] for lines in acted]
    # the army lies marches away from Lima: within the week another governs for him
    assert len(others[0]) == 1 and others[0][0][4] == head
    assert others[1] == []


@pytest.mark.compiled
def test_who_leaves_his_command_governs_again(bundled: World) -> None:
    date, polity = "1841-04-20", bundled.index("polity", "peru")
    forked = fork(bundled, RETURN, "peru", 0, date)
    office = int(bundled.tables.people.polity_office[polity])
    before = replay(bundled, forked.day)[0].persons
    assert before.acting[office] != lay.NOBODY
    head = int(before.holder[office])
    later = play(bundled, forked.day + 7, fork=forked)
    (line,) = [line for _, line, _ in later.rows(lay.L_ACTING) if line[3] == office]
    assert line[2] == line[4] == head
    assert head not in later.state.forces.commander.tolist()


@pytest.mark.compiled
def test_in_replay_the_rules_do_nothing(bundled: World) -> None:
    state, log, _ = replay(bundled, bundled.end_day)
    lines = log.event[: int(state.persons.counter[lay.COUNT_LOG])]
    fired = set(lines[lines[:, 1] == lay.L_RULE][:, 2].tolist())
    assert not fired & {bundled.index("rule", id) for id in (TAKE, RETURN)}
    assert np.isfinite(state.realm.legitimacy).all()
