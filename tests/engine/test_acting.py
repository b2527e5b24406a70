"""Who acts for a head of state: in the field, in prison, gone for good."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.small import Played, forced, hazard, play, scenario, small
from ucronia.compiler.build import build
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fact, Fork

STILL = {"legitimacy_drift": 0.0, "acting_days": 2.0, "resume_days": 10.0}
# at peace prisoners go free
WAR = "declare_war(alta, baja)"
TAKEN = hazard("taken", rate="0", effects=(WAR, "capture(ana_rios, baja)"))


def world_with(*rules: Any, values: dict[str, float] | None = None, known: str = "") -> Any:
    """The small history with two of Alta at large: Eva is the more loyal, Leo the abler."""
    (ana, *others) = scenario().leaders
    more = tuple(
        ana.model_copy(
            update={
                "id": id,
                "skill": skill,
                "loyalty": loyalty,
                "status": "private",
                "known_from": known,
            }
        )
        for id, skill, loyalty in (("eva_sol", 0.6, 0.9), ("leo_paz", 0.8, 0.2))
    )
    return small("", STILL | (values or {}), rules=rules, leaders=(ana, *others, *more))


def at(world: Any, place: str) -> Fork:
    """Alta's army, which its president leads, stands somewhere on the first day."""
    there = Fact("place", world.index("force", "army_alta"), float(world.index("place", place)))
    return Fork(0, facts=(there,))


def acts(played: Played, world: Any) -> list[tuple[int, str]]:
    """Day and who governs, of every line that tells it of Alta's presidency."""
    office, ids = world.index("office", "president_alta"), world.names.things["leader"]
    return [
        (int(line[0]), ids[line[2]] if line[2] >= 0 else "council")
        for _, line, _ in played.rows(lay.L_ACTING)
        if line[3] == office
    ]


def holder(played: Played, world: Any) -> str:
    office, ids = world.index("office", "president_alta"), world.names.things["leader"]
    return str(ids[played.state.persons.holder[office]])


def test_who_is_ablest_and_most_loyal_acts_for_a_head_in_the_field() -> None:
    world = world_with()
    # Minas lies three marches from the seat; the week's look is on day 6
    played = play(world, 60, fork=at(world, "minas"))
    assert acts(played, world) == [(6, "eva_sol")]
    assert holder(played, world) == "ana_rios"


@pytest.mark.parametrize(("days", "place"), [(2.0, "cumbre"), (3.5, "minas")])
def test_a_head_near_the_seat_governs(days: float, place: str) -> None:
    world = world_with(values={"acting_days": days})
    assert acts(play(world, 60, fork=at(world, place)), world) == []


def test_of_whom_nothing_is_known_nobody_thinks() -> None:
    world = world_with(known="1850-01-01")
    assert acts(play(world, 60, fork=at(world, "minas")), world) == [(6, "council")]


BACK = hazard(
    "back",
    rate="12",
    when="days_idle(army_alta) > 30 and not at(army_alta, cumbre)",
    effects=("move(army_alta, cumbre)",),
)


@pytest.mark.parametrize("days", [0.0, 10.0, 40.0])
def test_a_head_who_is_back_to_stay_resumes(days: float) -> None:
    world = world_with(BACK, values={"resume_days": days})
    played = play(world, 200, fork=at(world, "minas"))
    (came,) = [line[0] for _, line, _ in played.rows(lay.L_RULE)]
    found = acts(played, world)
    assert [who for _, who in found] == ["eva_sol", "ana_rios"]
    # the army came on that day: what is looked at is every week
    assert days <= found[1][0] - came < days + 7


def travelling(claims: tuple[str, ...]) -> Any:
    """The same, where Alta's government travels and Alta claims some of the blocs."""
    world = world_with(BACK, values={"resume_days": 1000.0})
    made = world.scenario
    offices = tuple(
        part.model_copy(update={"travels": part.id == "president_alta"})
        for part in made.offices
    )
    polities = tuple(
        part.model_copy(update={"claims": claims}) if part.id == "alta" else part
        for part in made.polities
    )
    return build(made.model_copy(update={"offices": offices, "polities": polities}))


def test_a_government_that_travels_is_left_to_another_abroad_only() -> None:
    (bloc,) = {
        province.bloc
        for province in scenario().provinces
        for place in scenario().places
        if place.id == "minas" and place.province == province.id
    }
    home = travelling((bloc,))
    assert acts(play(home, 60, fork=at(home, "minas")), home) == []
    abroad = travelling(tuple({p.bloc for p in scenario().provinces} - {bloc}))
    played = play(abroad, 200, fork=at(abroad, "minas"))
    (came,) = [line[0] for _, line, _ in played.rows(lay.L_RULE)]
    found = acts(played, abroad)
    # back at the seat she governs again within the week, whether the army stays or not
    assert [who for _, who in found] == ["eva_sol", "ana_rios"] and found[0][0] == 6
    assert 0 <= found[1][0] - came < 7


def test_a_head_who_gives_up_his_command_resumes_at_once() -> None:
    led = "commander(army_alta) == ana_rios"
    leaves = hazard("leaves", rate="12", when=led, effects=("leave_command(ana_rios)",))
    world = world_with(leaves, values={"resume_days": 1000.0})
    played = play(world, 120, fork=at(world, "minas"))
    (left,) = [line[0] for _, line, _ in played.rows(lay.L_RULE)]
    found = acts(played, world)
    assert [who for _, who in found] == ["eva_sol", "ana_rios"]
    assert 0 <= found[1][0] - left < 7


def test_who_acts_takes_no_vacant_command_and_hands_on_when_he_is_given_one() -> None:
    # Eva acts, and the column is Leo's
    vacant = hazard(
        "vacant",
        rate="12",
        when="head(alta) == ana_rios and days_idle(army_alta) > 20",
        effects=("raise_column(alta, cumbre, 200, none)",),
        again=1000,
    )
    world = world_with(vacant)
    played = play(world, 120, fork=at(world, "minas"))
    assert acts(played, world) == [(6, "eva_sol")]
    ids = world.names.things["leader"]
    forces = played.state.forces
    column = int(np.flatnonzero((forces.status == lay.ACTIVE) & (forces.men == 200))[0])
    assert ids[forces.commander[column]] == "leo_paz"
    given = hazard(
        "given",
        rate="12",
        when="commander(army_alta) == ana_rios and days_idle(army_alta) > 20",
        effects=("raise_column(alta, cumbre, 200, eva_sol)",),
        again=1000,
    )
    world = world_with(given)
    found = acts(play(world, 120, fork=at(world, "minas")), world)
    assert [who for _, who in found] == ["eva_sol", "leo_paz"]


def test_a_head_who_takes_the_field_is_acted_for_and_nothing_else_differs() -> None:
    """Ripple: of two as able one commands; where it is the head, another governs."""
    leads = hazard("leads", rate="0", effects=("command(ana_rios, army_alta)",))
    other = hazard("other", rate="0", effects=("command(leo_paz, army_alta)",))
    found = {}
    for id in ("leads", "other"):
        world = world_with(leads, other)
        played = play(world, 90, fork=forced(world, id, facts=at(world, "minas").facts))
        found[id] = played
        assert acts(played, world) == ([(6, "eva_sol")] if id == "leads" else [])
    fired = ("counter", "instance_day", "rule_day", "rule_option")
    persons = ("acting", "leader_status", "leader_place", *fired)
    for part, left_out in (("forces", ("commander",)), ("realm", ()), ("persons", persons)):
        for name in getattr(found["leads"].state, part).dtype.names:
            if name not in left_out:
                a, b = (np.asarray(getattr(one.state, part)[name]) for one in found.values())
                assert np.array_equal(a, b, equal_nan=True), (part, name)


def test_a_head_who_is_taken_stays_head_and_another_decides() -> None:
    asked = hazard("asked", rate="12", when="head(alta) == eva_sol and not free(ana_rios)")
    world = world_with(TAKEN, asked)
    played = play(world, 120, fork=forced(world, "taken"))
    assert acts(played, world) == [(6, "eva_sol")]
    assert holder(played, world) == "ana_rios"
    fired = [line[0] for _, line, _ in played.rows(lay.L_RULE)]
    assert len(fired) > 1 and min(fired[1:]) > 6


def test_who_acted_follows_a_head_who_is_gone() -> None:
    shot = hazard("shot", rate="12", when="is_prisoner(ana_rios)", effects=("kill(ana_rios)",))
    world = world_with(TAKEN, shot)
    played = play(world, 200, fork=forced(world, "taken"))
    # the abler Leo would be chosen for a post that nobody kept
    assert holder(played, world) == "eva_sol"
    assert play(world, 200, fork=forced(world, "taken")).state.persons.acting.max() < 0


def test_a_prisoner_set_free_is_head_again() -> None:
    free = hazard(
        "freed", rate="12", when="head(alta) == eva_sol", effects=("free_leader(ana_rios)",)
    )
    world = world_with(TAKEN, free)
    played = play(world, 200, fork=forced(world, "taken"))
    found = acts(played, world)
    assert [who for _, who in found] == ["eva_sol", "ana_rios"]
    status = played.state.persons.leader_status[world.index("leader", "ana_rios")]
    assert (holder(played, world), status) == ("ana_rios", lay.OFFICE)


def test_acting_moves_nothing_else() -> None:
    """Ripple: with and without a head who is away, all but who acts is one."""
    states = []
    for days in (2.0, 100.0):
        world = world_with(values={"acting_days": days})
        states.append(play(world, 90, fork=at(world, "minas")).state)
    for part in ("forces", "realm", "persons"):
        for name in getattr(states[0], part).dtype.names:
            if name in ("acting", "counter"):
                continue
            a, b = (np.asarray(getattr(state, part)[name]) for state in states)
            assert np.array_equal(a, b, equal_nan=True), name
