"""Replay is the record's: its places, men and odds, and nothing of what came later."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.drivers import Walked, walked
from tests.small import SAYS, entry, hazard, lay, parameter, small, version
from ucronia.compiler.build import World, build
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import replay, run_forks
from ucronia.scenario.model import Option, Rule

pytestmark = pytest.mark.compiled
CLOSE = 1e-6


# ---------------------------------------------------------- the bundled history, entry by entry


@dataclass
class Faith:
    """A draw's replay, and which entry of each evening speaks last of each force."""

    world: World
    seen: Walked

    def __post_init__(self) -> None:
        table, count = self.world.tables.timetable, self.world.sizes.entries
        self.day = self.seen.draw.entry_day[:count]
        self.order = [int(number) for number in self.seen.draw.entry_order[:count]]
        self.last: dict[tuple[int, int], int] = {}
        for number in self.order:
            if table.kind[number] != lay.E_CONTEXT and self.day[number] < self.world.end_day:
                for force in self.forces(number):
                    self.last[int(self.day[number]), force] = number

    def forces(self, number: int) -> list[int]:
        table = self.world.tables.timetable
        named = [*table.force_a[number], *table.force_b[number]]
        return [int(force) for force in named if force >= 0]

    def is_moved_on(self, number: int, force: int) -> bool:
        """Whether effects of the same evening may change what an entry says of a force."""
        id = self.world.names.things["force"][force]
        later = self.order[self.order.index(number) :]
        same_day = [e for e in later if self.day[e] == self.day[number]]
        entries = [self.world.scenario.entries[e] for e in same_day]
        return any(e.rule or id in " ".join(e.effects) for e in entries)

    def status(self, number: int, force: int) -> int:
        return int(self.seen.where[self.day[number], force, 1])

    def men(self, number: int, forces: list[int]) -> float:
        return float(sum(self.seen.men[self.day[number], force, 0] for force in forces))


@pytest.fixture(scope="module", params=range(3))
def faith(request: pytest.FixtureRequest, bundled: World) -> Faith:
    end = bundled.end_day
    return Faith(bundled, walked(bundled, end, end, seed=11, draw=request.param))


def test_forces_are_where_the_record_puts_them(faith: Faith) -> None:
    """In the evening a force stands at the place of the last entry of the day that names it.

    One that the same evening's battle or effects broke up, took or sent home stands nowhere.
    """
    table, placed = faith.world.tables.timetable, 0
    for (day, force), number in faith.last.items():
        if faith.status(number, force) == lay.ACTIVE:
            placed += 1
            assert faith.seen.where[day, force, 0] == table.place[number], number
        else:
            is_told = table.kind[number] == lay.E_BATTLE or faith.is_moved_on(number, force)
            assert is_told, faith.world.scenario.entries[number].id
            assert faith.seen.men[day, force, 0] == 0
    assert placed > 0.9 * len(faith.last)


def test_forces_have_the_men_that_the_record_gives_them(faith: Faith) -> None:
    """A side's men are the version's; after a battle, less its killed, wounded and taken.

    Left out: forces broken up, those of whom a later entry of the day speaks, and those whom
    effects or rules of the same evening change.
    """
    table, checked, sides = faith.world.tables.timetable, 0, 0
    columns = (
        (table.force_a, lay.V_MEN_A, lay.V_LOSS_A, lay.V_TAKEN_A),
        (table.force_b, lay.V_MEN_B, lay.V_LOSS_B, lay.V_TAKEN_B),
    )
    for number in faith.order:
        told = table.values[faith.seen.draw.entry_version[number]]
        for side, men, lost, taken in columns:
            forces = [int(force) for force in side[number] if force >= 0]
            if not forces or math.isnan(told[men]) or faith.day[number] >= faith.world.end_day:
                continue
            sides += 1
            if any(
                faith.last[int(faith.day[number]), force] != number
                or faith.status(number, force) != lay.ACTIVE
                or faith.is_moved_on(number, force)
                for force in forces
            ):
                continue
            checked += 1
            found, expected = faith.men(number, forces), told[men]
            if table.kind[number] == lay.E_BATTLE:
                if math.isnan(told[lost]):
                    assert 0 < found < expected
                    continue
                expected -= min(told[lost], expected) + np.nan_to_num(told[taken])
            assert found == pytest.approx(max(expected, 0.0), rel=CLOSE, abs=CLOSE), (
                faith.world.scenario.entries[number].id
            )
    assert checked > 0.6 * sides


def test_every_entry_of_a_draw_is_applied_once(faith: Faith) -> None:
    applied = faith.seen.log.fired[: len(faith.day)] == 1
    assert np.array_equal(applied, (faith.day >= 0) & (faith.day < faith.world.end_day))


def test_entries_come_in_their_order(faith: Faith) -> None:
    record = faith.world.plan.record
    assert np.all(np.diff(faith.day[faith.order]) >= 0)
    for item in faith.world.scenario.entries:
        if item.after:
            first, then = record.order[item.after], record.order[item.id]
            assert faith.order.index(first) < faith.order.index(then), item.id


# ---------------------------------------------------------------- the odds of a small record

GO = Option(id="go", text=SAYS, weight="1.5 - boldness(head(q))")
STAY = Option(id="stay", text=SAYS, weight="0.25")
TALK = Option(id="talk", text=SAYS, weight="0.1 * men(main_army(q)) / 1000")
CHOICE = Rule(
    id="choice",
    kind="decision",
    text=SAYS,
    theme="x",
    over={"q": "polity"},
    rate="2",
    max_rate=4,
    decider="head(q)",
    options=(GO, STAY, TALK),
    source="annals",
)
RULES = (
    CHOICE,
    hazard("storm", over={"v": "province"}, rate="3 + population(v) / 30000", max_rate=9),
    hazard("shut", over={"q": "polity"}, when="treasury(q) < -1"),
    hazard("told", over={"q": "polity"}, rate="2.5", every=7, again=90, recorded=True),
    hazard("told_shut", when="rains() > 2", rate="2", every=5, recorded=True),
)
QUALITIES = {"quality_sd_army": 1.3, "quality_sd_commander": 0.8, "battle_draw_share": 0.05}


def told_world(*parts: tuple[Any, Any], values: dict[str, float] | None = None) -> World:
    entries, versions = zip(*parts, strict=True) if parts else ((), ())
    held = QUALITIES | (values or {})
    return small(values=held, entries=entries, versions=versions, rules=RULES)


def happened(
    id: str, date: str, kind: str, told: dict[str, Any] | None = None, **parts: Any
) -> Any:
    return entry(id, date, kind, **parts), version(id, **(told or {}))


def student(x: float, mean: float, scale: float) -> float:
    return float(stats.t.logpdf(x, 4, mean, scale))


def again(world: World, men: float, unit: float) -> float:
    """Log density of a figure carried as it was told before, told to a unit, and told again."""
    share, sd = parameter(world, "retold_share"), parameter(world, "pin_sd")
    width = math.log((men + unit / 2) / (men - unit / 2))
    return math.log(share / width + (1 - share) * math.exp(student(0, 0, sd)))


def anew(world: World, men: float, carried: float) -> float:
    """Log density of a figure that is not the one before."""
    share, sd = parameter(world, "retold_share"), parameter(world, "pin_sd")
    return math.log(1 - share) + student(math.log(men), math.log(carried), sd)


def odds(world: World, seed: int = 3) -> tuple[Any, Any, Any]:
    _, log, draw = replay(world, world.end_day, seed=seed)
    count = world.sizes.entries
    return log.entry_loglik[:count].copy(), log, draw


def test_the_odds_of_an_option() -> None:
    world = told_world(
        happened("a", "1840-02-01", "decision", rule="choice", bind={"q": "alta"}, option="go"),
        happened(
            "b", "1840-02-01", "decision", rule="choice", bind={"q": "baja"}, option="talk"
        ),
    )
    found, log, _ = odds(world)
    for number, (bold, men, taken) in enumerate(((0.6, 1800, 0), (0.4, 1500, 2))):
        weights = (1.5 - bold, 0.25, 0.1 * men / 1000)
        expected = weights[taken] - math.log(sum(map(math.exp, weights)))
        assert found[number] == pytest.approx(expected, rel=1e-12)
    assert log.entry_open[:2].tolist() == [1, 1]


def test_the_odds_of_a_hazard_and_of_a_surprise() -> None:
    world = told_world(
        happened("a", "1840-02-01", "hazard", rule="storm", bind={"v": "alta_province"}),
        happened("b", "1840-02-02", "hazard", rule="shut", bind={"q": "alta"}),
    )
    found, log, _ = odds(world)
    assert found[0] == pytest.approx(math.log(-math.expm1(-5 / 365.25 * 7)), rel=1e-12)
    assert found[1] == pytest.approx(math.log(0.01), rel=1e-12)
    assert log.entry_open[:2].tolist() == [1, 0]


def test_silence_costs_the_integral_of_the_rates() -> None:
    def turns(rule: int, every: int, days: range) -> int:
        return sum((day + rule) % every == 0 for day in days)

    world = told_world(
        happened("a", "1840-04-10", "hazard", rule="told", bind={"q": "baja"}),
    )
    number, end = world.index("rule", "told"), world.end_day
    _, log, _ = odds(world)
    # Baja's rests for 90 days after the tenth of April, day 100
    counted = turns(number, 7, range(end)) * 2 - turns(number, 7, range(101, 190))
    assert log.silence[number] == pytest.approx(-2.5 / 365.25 * 7 * counted, rel=1e-12)
    assert log.silence[world.index("rule", "told_shut")] == 0
    assert log.silence[world.index("rule", "storm")] == 0


@pytest.mark.parametrize("winner", ["a", "b", "draw"])
def test_the_odds_of_a_battle(winner: str) -> None:
    told = {"men_a": 1500, "men_b": 1800, "winner": winner, "fort": 2}
    world = told_world(
        happened("a", "1840-03-01", "battle", told, what="army_baja > army_alta", place="paso"),
    )
    found, log, draw = odds(world)
    pins = again(world, 1500, 100) + again(world, 1800, 100)
    alta, baja = (world.index("polity", id) for id in ("alta", "baja"))
    ana, luis = (world.index("leader", id) for id in ("ana_rios", "luis_vega"))
    base = (
        parameter(world, "battle_intercept")
        + parameter(world, "battle_ratio") * math.log(1500 / 1800)
        - parameter(world, "battle_fort") * 2
    )
    latent = 1.3 * (draw.quality_polity[baja] - draw.quality_polity[alta])
    latent += 0.8 * (draw.quality_leader[luis] - draw.quality_leader[ana])
    chance = 1 / (1 + math.exp(-(base + latent)))
    expected = {"a": 0.95 * chance, "b": 0.95 * (1 - chance), "draw": 0.05}[winner]
    assert found[0] == pytest.approx(math.log(expected) + pins, rel=1e-9)
    sign = {"a": 1, "b": -1, "draw": 0}[winner]
    line = [60, base, baja, luis, alta, ana, sign]
    assert log.battle_count[0] == 1
    assert log.battle[0].tolist() == pytest.approx(line, rel=1e-9)


@pytest.mark.parametrize(("winner", "fort"), [("a", 0), ("a", 2), ("b", 0), ("b", 2)])
def test_the_odds_of_a_battles_losses(winner: str, fort: int) -> None:
    plain = {"men_a": 1500, "men_b": 1800, "winner": winner, "fort": fort}
    losses = {"losses_a": 300, "losses_b": 90, "taken_a": 60, "taken_b": 300}
    found = []
    for told in (plain, plain | losses):
        what = "army_baja > army_alta"
        part = happened("a", "1840-03-01", "battle", told, what=what, place="paso")
        world = told_world(
            part, values={"rout_level": 0.2, "rout_size": -0.3, "pursuit_level": 0.4}
        )
        found.append(float(odds(world)[0][0]))
    size = math.log(3300 / 40000)
    k = {id: parameter(world, id) for id in ("rout_taken_share", "pursuit_loss")}
    rout_chance = 1 / (1 + math.exp(-(0.2 - 0.3 * size)))
    chase = 1 / (1 + math.exp(-0.4))

    def term(own: float, other: float, lost: float, won: bool) -> float:
        """Differentiate the chance to lose no more, over routed or not and pursued or not."""
        side = "winner" if won else "loser"
        part = {
            name: parameter(world, f"loss_{side}_{name}")
            for name in ("level", "ratio", "size", "fort", "sd")
        }
        ratio = math.log(own / other) if won else math.log(other / own)
        # works tell where the defender won, as in free play
        works = fort if winner == "b" else 0
        mean = (
            part["level"] + part["ratio"] * ratio + part["size"] * size - part["fort"] * works
        )
        sd = part["sd"]
        if won:
            sd *= math.exp(parameter(world, "loss_winner_sd_size") * size)

        def chance(logit: float) -> float:
            share, total = 1 / (1 + math.exp(-logit)), 0.0
            for rout, pursuit in ((0, 0), (0, 1), (1, 0), (1, 1)):
                weight = rout_chance if rout else 1 - rout_chance
                weight *= chase if pursuit else 1 - chase
                more = rout * k["rout_taken_share"] + pursuit * k["pursuit_loss"]
                weight, more = (float(rout + pursuit == 0), 0.0) if won else (weight, more)
                first = (share - more) / (1 - more)
                if weight and first > 0:
                    z = (math.log(first / (1 - first)) - mean) / sd
                    total += weight * (1 + math.erf(z / math.sqrt(2))) / 2
            return total

        at, step = math.log(lost / (own - lost)), 1e-5
        return math.log((chance(at + step) - chance(at - step)) / (2 * step))

    expected = term(1500, 1800, 360, winner == "a") + term(1800, 1500, 390, winner == "b")
    assert found[1] - found[0] == pytest.approx(expected, rel=1e-6)


def test_prisoners_are_told_apart_from_the_killed_and_wounded() -> None:
    told = {"men_a": 1500, "men_b": 1800, "winner": "a", "losses_a": 30, "losses_b": 90}
    told |= {"taken_b": 300, "fort": 0}
    what = "army_baja > army_alta"
    world = told_world(happened("a", "1840-03-01", "battle", told, what=what, place="paso"))
    _, log, _ = odds(world)
    (row,) = np.flatnonzero(log.event[:, 1] == lay.L_BATTLE)
    assert log.event_value[row].tolist() == [30, 90, 1500, 1800, 0, 300]


def test_the_density_of_a_strength() -> None:
    told = {"men": 2100.0, "guns": 7, "ships": 1}
    world = told_world(
        happened("a", "1840-02-01", "position", told, what="army_alta", place="minas")
    )
    found, log, _ = odds(world)
    expected = anew(world, 2100, 1800)
    assert found[0] == pytest.approx(expected, rel=1e-12)
    assert log.adjustment[0] == pytest.approx(300)
    state, _, _ = replay(world, 40, seed=3)
    army = world.index("force", "army_alta")
    assert (state.forces.men[army], state.forces.guns[army]) == (2100, 7)
    assert state.forces.place[army] == world.index("place", "minas")


def test_a_strength_told_of_two_forces_together_counts_once() -> None:
    made = small().scenario
    second = {"id": "column_alta", "men": 600.0, "commander": ""}
    column = made.forces[0].model_copy(update=second)
    what = "army_alta+column_alta > army_baja"
    world = small(
        entries=(entry("a", "1840-02-01", "battle", what=what, place="paso"),),
        versions=(version("a", men_a=4000, men_b=1500, winner="b"),),
        rules=RULES,
        forces=(*made.forces, column),
    )
    found, log, _ = odds(world)
    k = {id: parameter(world, id) for id in ("battle_intercept", "battle_ratio", "battle_fort")}
    # Baja's army is put in a fort
    logit = k["battle_intercept"] + k["battle_ratio"] * math.log(4000 / 1500)
    logit -= k["battle_fort"] * 2
    expected = -math.log1p(math.exp(logit))
    expected += anew(world, 4000, 2400) + again(world, 1500, 100)
    assert found[0] == pytest.approx(expected, rel=1e-9)
    assert log.adjustment[0] == pytest.approx(1600)


# ------------------------------------------------------------------- nothing of what came later

FIRST = (
    happened("a", "1840-02-01", "decision", rule="choice", bind={"q": "alta"}, option="go"),
    happened(
        "b",
        "1840-03-01",
        "battle",
        {"men_a": 1500, "men_b": 1800, "winner": "b", "losses_a": 200, "losses_b": 100},
        what="army_baja > army_alta",
        place="paso",
    ),
    happened("c", "1840-03-20", "position", {}, what="army_baja", place="huerta"),
)
LATER = (
    happened(
        "d",
        "1840-09-01",
        "battle",
        {"men_a": 1700, "men_b": 1300, "winner": "a", "losses_a": 10, "losses_b": 900},
        what="army_alta > army_baja",
        place="muelle",
    ),
    happened("e", "1840-10-01", "hazard", rule="storm", bind={"v": "alta_province"}),
)
TURNED = (
    happened(
        "d",
        "1840-08-20",
        "battle",
        {"men_a": 1200, "men_b": 1300, "winner": "b", "losses_a": 800, "losses_b": 15},
        what="army_alta > army_baja",
        place="muelle",
    ),
    happened("e", "1840-10-11", "decision", rule="choice", bind={"q": "baja"}, option="stay"),
)
FREE = ("battle_ratio", "march_pace", "threat_drift", "allegiance_drift", "perception_sd")


def forks_of(parts: tuple[Any, ...], days: tuple[int, ...]) -> Any:
    entries, versions = zip(*parts, strict=True)
    values = QUALITIES | {"command_hold": 0.5, "recruit_rate": 0.01}
    world = small(values=values, free=FREE, entries=entries, versions=versions)
    forks = [Fork(day) for day in days]
    kept = {"keep_events": True, "keep_fate": True}
    return run_forks(world, forks, 20, seed=4, threads=1, **kept)


def told_alike(one: Any, other: Any, row: int = 0) -> bool:
    same = np.array_equal(one.outcome[row], other.outcome[row])
    same &= np.array_equal(one.fate[row], other.fate[row])
    for mine, theirs in zip(one.events[row], other.events[row], strict=True):
        same &= all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))
    return bool(same)


def test_a_fork_knows_nothing_of_what_came_later() -> None:
    days = (50, 100, 170)
    whole = forks_of(FIRST + LATER, days)
    for other in (FIRST + TURNED, FIRST + LATER[:1], FIRST):
        found = forks_of(other, days)
        for row in range(len(days)):
            assert told_alike(whole, found, row), days[row]


def test_only_marches_under_way_know_where_they_go() -> None:
    # on 31 August both armies are on the road to Muelle
    day = (243,)
    assert not told_alike(forks_of(FIRST + LATER, day), forks_of(FIRST, day))


def test_the_past_does_tell() -> None:
    lost = happened(
        "b",
        "1840-03-01",
        "battle",
        {"men_a": 1500, "men_b": 1800, "winner": "a", "losses_a": 200, "losses_b": 100},
        what="army_baja > army_alta",
        place="paso",
    )
    other = (FIRST[0], lost, FIRST[2])
    assert not told_alike(forks_of(FIRST, (100,)), forks_of(other, (100,)))


def silent(world: World, days: Any, fork: int) -> World:
    """The world without what its record tells from a day on: those entries tell nothing."""
    blank = {"kind": "context", "what": "", "rule": "", "bind": {}, "option": "", "effects": ()}
    entries = tuple(
        item.model_copy(update=blank) if days[:, number].min() >= fork else item
        for number, item in enumerate(world.scenario.entries)
    )
    return build(world.scenario.model_copy(update={"entries": entries}))


def test_a_fork_of_the_bundled_history_knows_nothing_of_what_came_later(bundled: World) -> None:
    replicas, seed = 8, 2
    draws = range(replicas // 2)
    days = np.array([replay(bundled, 0, seed=seed, draw=draw)[2].entry_day for draw in draws])
    for fork in range(700, 1600):
        orders = [
            replay(bundled, fork, seed=seed, draw=draw)[0].forces.order[: bundled.sizes.forces]
            for draw in draws
        ]
        if not np.isin(orders, (lay.RECORDED_MARCH, lay.RECORDED_VOYAGE)).any():
            break
    else:
        pytest.fail("some march is always under way")
    cut = silent(bundled, days, fork)
    one, other = (
        run_forks(world, [Fork(fork)], replicas, seed=seed, keep_events=True, threads=1)
        for world in (bundled, cut)
    )
    assert told_alike(one, other)
