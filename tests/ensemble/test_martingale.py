"""On records that the model itself made, the evaluation is a martingale, and calibrated.

Three armies a side stand in six towns. One may fall on another where it stands: of the two,
the beaten one scatters. A government may swear a truce, or break it. Who won where, with what
losses, and what was sworn, is all that a state is made of, so a history's log can be written as
a record and evaluated like the documented one: a change of the odds that could be foreseen, or
that leaves out what battles taught, would show.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from tests.small import QUIET, SAYS, SIGMAS, entry, fixed, hazard, lay, scenario, version
from ucronia.compiler.build import World, build
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.dates import date_of
from ucronia.scenario.model import Option, Outcome, Rule, Scenario, Variable

pytestmark = pytest.mark.compiled
RECORDS = 300
HALF = 24
"""Replicas of each of two evaluations of a day, made with seeds of their own."""
DAYS = (0, 60, 100, 160, 250)
VALUES = dict(QUIET) | {
    "quality_sd_army": 1.8,
    "quality_sd_commander": 0.8,
    "battle_intercept": 0.1,
    "battle_ratio": 1.2,
    "battle_fort": 0,
    "rout_level": 1000,
    "rout_size": 0,
    "rout_taken_share": 0,
    "dispersal_share": 1,
    "detach_least": 1e9,
}
CLASH = hazard(
    "clash",
    over={"a": "army"},
    among={"b": tuple(f"{side}_{n}" for side in ("alta", "baja") for n in range(3))},
    when="active(b) and at_war(side(a), side(b)) and truce_sworn == 0 and since(clash) > 2",
    rate="0.45",
    max_rate=0.5,
    every=2,
    again=1,
    effects=("move(a, place(b))",),
)
OATH = Rule(
    id="oath",
    kind="decision",
    text=SAYS,
    theme="x",
    over={"q": ("alta",)},
    when="army_men(q) > 0 and army_men(baja) > 0",
    rate="5",
    max_rate=6,
    every=3,
    again=30,
    decider="head(q)",
    options=(
        Option(
            id="swear",
            text=SAYS,
            weight="log(army_men(q) / army_men(baja)) - 0.5",
            effects=("set(truce_sworn, 1)",),
        ),
        Option(id="break_it", text=SAYS, weight="0.3", effects=("set(truce_sworn, 0)",)),
    ),
    source="annals",
)


def ground() -> Scenario:
    """The two valleys with six towns, three armies a side, each with a commander of its own."""
    made = scenario()
    forces, leaders, places = list(made.forces[:0]), list(made.leaders), list(made.places)
    for army, leader, town in zip(made.forces, made.leaders, made.places[1::2], strict=True):
        for n in range(3):
            id = f"{army.polity}_{n}"
            plain = {"id": f"town_{id}", "fort": "no", "zone": ""}
            places.append(town.model_copy(update=plain))
            chief = {"id": f"chief_{id}", "status": "command", "place": f"town_{id}"}
            leaders.append(leader.model_copy(update=chief))
            stands = {"id": id, "commander": f"chief_{id}", "place": f"town_{id}", "patron": ""}
            forces.append(army.model_copy(update=stands | {"men": 900.0 + 300 * n}))
    war = tuple(pair.model_copy(update={"kind": "war"}) for pair in made.relations)
    ahead = made.outcomes[0].model_copy(
        update={"id": "ahead", "when": "army_men(alta) > army_men(baja)"}
    )
    level: Outcome = made.outcomes[1]
    changed = made.model_copy(
        update={
            "forces": tuple(forces),
            "leaders": tuple(leaders),
            "places": tuple(places),
            "relations": war,
            "rules": (CLASH, OATH),
            "variables": (Variable(id="truce_sworn", text=SAYS),),
            "outcomes": (ahead, level),
            "entries": (),
            "versions": (),
        }
    )
    return fixed(changed, VALUES)


def as_record(world: World, lines: Any, values: Any) -> Scenario:
    """Write a history's log as the record of its scenario."""
    things, entries, versions = world.names.things, [], []
    for number, (line, lost) in enumerate(zip(lines, values, strict=True)):
        day, kind, a, b, c, place = (int(value) for value in line)
        id, when = f"e{number}", date_of(world.scenario, day)
        if kind == lay.L_RULE and things["rule"][a] == "clash":
            second = things["force"][place]
            bind = {"a": things["force"][b], "b": second}
            entries.append(entry(id, when, "hazard", rule="clash", bind=bind))
        elif kind == lay.L_RULE:
            option = ("swear", "break_it")[c]
            entries.append(
                entry(id, when, "decision", rule="oath", bind={"q": "alta"}, option=option)
            )
        elif kind == lay.L_BATTLE:
            what = f"{things['force'][a]} > {things['force'][b]}"
            entries.append(entry(id, when, "battle", what=what, place=things["place"][place]))
            told = {"losses_a": float(lost[0]), "losses_b": float(lost[1]), "fort": 0}
            versions.append(version(id, winner="a" if c == 1 else "b", dispersed="yes", **told))
            continue
        else:
            continue
        versions.append(version(id))
    return world.scenario.model_copy(
        update={"entries": tuple(entries), "versions": tuple(versions)}
    )


@dataclass
class Evaluated:
    """[records] and [2, days, records]: what came out, and its odds by two evaluations."""

    came: Any
    odds: Any
    wins: Any
    """[days, records] battles that Alta has won before a day, less those it has lost."""
    battles: int
    oaths: int


def alta_wins(world: World, lines: Any, day: int) -> int:
    """Battles that Alta has won before a day, less those it has lost."""
    fought = lines[(lines[:, 1] == lay.L_BATTLE) & (lines[:, 0] < day)]
    is_altas = np.array([id.startswith("alta") for id in world.names.things["force"]])
    return int(np.sum(np.where(is_altas[fought[:, 2]], 1, -1) * fought[:, 4]))


@pytest.fixture(scope="module")
def evaluated() -> Evaluated:
    world = build(ground())
    truth = run_forks(world, [Fork(0)], 2 * RECORDS, seed=21, keep_events=True, threads=2)
    came, odds, wins, battles, oaths = [], [], [], 0, 0
    for record in range(RECORDS):
        lines, values = truth.events[0][2 * record]
        came.append(truth.outcome[0, 2 * record] == 0)
        wins.append([alta_wins(world, lines, day) for day in DAYS])
        battles += int(np.sum(lines[:, 1] == lay.L_BATTLE))
        oaths += int(np.sum((lines[:, 1] == lay.L_RULE) & (lines[:, 2] == 1)))
        told = build(as_record(world, lines, values))
        runs = [
            run_forks(told, [Fork(day) for day in DAYS], HALF, seed=seed, threads=2)
            for seed in (1000 + record, 5000 + record)
        ]
        odds.append([(run.outcome == 0).mean(axis=1) for run in runs])
    odds_ = np.moveaxis(np.array(odds), 0, 2)
    return Evaluated(np.array(came), odds_, np.array(wins).T, battles, oaths)


def is_centred(changes: Any) -> bool:
    """Whether the mean of independent changes of the odds is zero within its error."""
    error = changes.std(ddof=1) / len(changes) ** 0.5
    return bool(abs(changes.mean()) <= SIGMAS * error + 1e-12)


def is_met(came: Any, odds: Any, weight: Any, replicas: int) -> bool:
    """Whether what came is what was expected: the weighted sum of the misses, by its error.

    A miss has variance p (1 - p), and its expectation, reckoned of n replicas, another
    p (1 - p) / n; from such an expectation p (1 - p) is found too small by 1 - 1 / n.
    """
    chance = odds * (1 - odds) * (1 + 1 / replicas) / (1 - 1 / replicas)
    error = np.sum(weight**2 * chance) ** 0.5
    return bool(abs(np.sum(weight * (came - odds))) <= SIGMAS * error)


def test_the_records_are_worth_evaluating(evaluated: Evaluated) -> None:
    assert evaluated.battles > 2 * RECORDS
    assert evaluated.oaths > RECORDS
    assert 0.1 < evaluated.came.mean() < 0.9
    # the odds move, and end surer than they began
    spread = evaluated.odds.mean(axis=0).std(axis=1)
    assert spread[-1] > 2 * spread[0] and spread[-1] > 0.2


def test_no_change_of_the_odds_could_be_foreseen(evaluated: Evaluated) -> None:
    odds = evaluated.odds.mean(axis=0)
    for before, after in itertools.pairwise(odds):
        assert is_centred(after - before)
    for before in odds:
        assert is_met(evaluated.came, before, np.ones(RECORDS), 2 * HALF)


def test_what_comes_does_not_follow_from_the_odds_but_by_them(evaluated: Evaluated) -> None:
    """The level is one evaluation's and the miss another's: their errors are independent."""
    one, other = evaluated.odds
    for level, odds in (*zip(one, other, strict=True), *zip(other, one, strict=True)):
        assert is_met(evaluated.came, odds, level - level.mean(), HALF)


def test_what_battles_taught_is_in_the_odds(evaluated: Evaluated) -> None:
    """Who has won so far tells no more of what will come than the odds already say."""
    odds = evaluated.odds.mean(axis=0)
    for day in range(1, len(DAYS)):
        lead = evaluated.wins[day] - evaluated.wins[day].mean()
        assert is_met(evaluated.came, odds[day], lead, 2 * HALF), day


def test_the_odds_are_calibrated(evaluated: Evaluated) -> None:
    """Of the histories that one evaluation puts in a bin, as many come as another expects."""
    one, other = evaluated.odds
    for level, odds in (*zip(one, other, strict=True), *zip(other, one, strict=True)):
        for low, high in itertools.pairwise((0, 0.2, 0.4, 0.6, 0.8, 1.01)):
            there = (level >= low) & (level < high)
            assert is_met(evaluated.came, odds, there.astype(float), HALF), (low, high)


def test_some_histories_are_decided_before_they_end(evaluated: Evaluated) -> None:
    """Where one evaluation is sure, so is another, and the history comes as they say."""
    one, other = evaluated.odds[:, -1]
    sure = (one == 0) | (one == 1)
    assert sure.mean() > 0.2
    assert np.abs(one - other)[sure].mean() < 0.03
    assert np.abs(one - evaluated.came)[sure].mean() < 0.1
