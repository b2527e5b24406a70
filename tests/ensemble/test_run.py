"""The same bytes however it is run; a fork alone and in company; what a change reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.small import SAYS, Played, lay, play, scenario, small
from ucronia.compiler.build import World, build
from ucronia.compiler.draws import make_draws
from ucronia.engine import kernel
from ucronia.engine.ending import BOOK_COLUMNS, BOOK_MEN, BOOK_REVENUE
from ucronia.engine.records import SHAPES
from ucronia.ensemble import run
from ucronia.ensemble.plan import NOBODY, Act, Fact, Fork, Runs
from ucronia.ensemble.run import run_forks
from ucronia.errors import QuestionError
from ucronia.scenario.model import Scenario

pytestmark = pytest.mark.compiled
SEED = 9
REPLICAS = 12


def same(one: Runs, other: Runs, rows: Any = slice(None), columns: Any = slice(None)) -> bool:
    """Whether runs hold the same bytes; of the first, some forks and replicas."""
    looked = ("checkpoint_outcome", "checkpoint_fate")
    for name in ("outcome", "later", "stood_days", "fate", *looked):
        mine, theirs = getattr(one, name)[rows][:, columns], getattr(other, name)
        if mine.dtype != theirs.dtype or mine.tobytes() != theirs.tobytes():
            return False
    for mine_row, theirs_row in zip(one.events[rows], other.events, strict=True):
        for mine, theirs in zip(mine_row[columns], theirs_row, strict=True):
            if any(a.tobytes() != b.tobytes() for a, b in zip(mine, theirs, strict=True)):
                return False
    return True


def played(world: World, *forks: Fork, replicas: int = REPLICAS, **how: Any) -> Runs:
    kept = {"keep_events": True, "keep_fate": True}
    how = {"seed": SEED, "threads": 1, "later": True} | kept | how
    return run_forks(world, forks, replicas, **how)


@pytest.fixture(scope="module")
def valleys() -> World:
    return build(scenario())


@pytest.fixture(scope="module")
def two(valleys: World) -> tuple[Fork, ...]:
    rule = valleys.index("rule", "declare_war")
    return (Fork(150), Fork(30), Fork(30, acts=(Act(rule, 1, 0),)))


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("block", [1, 3, 5, 100])
def test_threads_and_blocks_change_no_byte(
    valleys: World,
    two: tuple[Fork, ...],
    threads: int,
    block: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = played(valleys, *two)
    monkeypatch.setattr(run, "_DRAWS_A_BLOCK", block)
    assert same(plain, played(valleys, *two, threads=threads))


def test_the_bundled_history_is_the_same_on_two_threads(bundled: World) -> None:
    forks = (Fork(1300), Fork(2000))
    one = played(bundled, *forks, replicas=8, later=False)
    assert same(one, played(bundled, *forks, replicas=8, later=False, threads=2))


def test_nothing_but_ends_is_kept_unless_asked_for(
    valleys: World, two: tuple[Fork, ...]
) -> None:
    whole, bare = played(valleys, *two), run_forks(valleys, two, REPLICAS, seed=SEED, threads=1)
    assert whole.fate.shape == (3, REPLICAS, valleys.sizes.leaders)
    assert (bare.fate.size, bare.events) == (0, [])
    assert bare.fate.shape == (3, REPLICAS, 0)
    assert bare.outcome.tobytes() == whole.outcome.tobytes()


def test_any_replica_can_be_recomputed_alone(valleys: World, two: tuple[Fork, ...]) -> None:
    whole = played(valleys, *two)
    for first in range(0, REPLICAS, 2):
        alone = played(valleys, *two, replicas=2, first_replica=first)
        assert same(whole, alone, columns=slice(first, first + 2))


def test_forks_in_one_call_are_what_each_is_alone(
    valleys: World, two: tuple[Fork, ...]
) -> None:
    late = Fork(150, pins_until=60)
    forks = (*two, late, Fork(150, quality_day=40))
    whole = played(valleys, *forks)
    for row, fork in enumerate(forks):
        assert same(whole, played(valleys, fork), rows=slice(row, row + 1)), fork
    turned = played(valleys, *reversed(forks))
    assert same(whole, turned, rows=slice(None, None, -1))


def test_bundled_forks_in_one_call_are_what_each_is_alone(bundled: World) -> None:
    days = (600, 1500, 2200)
    whole = played(bundled, *map(Fork, days), replicas=4, later=False)
    for row, day in enumerate(days):
        alone = played(bundled, Fork(day), replicas=4, later=False)
        assert same(whole, alone, rows=slice(row, row + 1)), day


def test_the_seed_matters_and_so_does_the_replica(valleys: World) -> None:
    one, other = played(valleys, Fork(0)), played(valleys, Fork(0), seed=SEED + 1)
    assert not same(one, other)
    told = {lines.tobytes() for lines, _ in one.events[0]}
    assert len(told) > 1


def test_what_cant_be_run_is_refused(valleys: World) -> None:
    for replicas, how in ((0, {}), (2, {"seed": -1}), (2, {"seed": 2**32})):
        with pytest.raises(QuestionError):
            played(valleys, Fork(0), replicas=replicas, **how)
    with pytest.raises(QuestionError):
        played(valleys, Fork(0, acts=tuple(Act(0, 0, 0) for _ in range(5))))
    for days in ((30,), (40, 40), (50, 40)):
        with pytest.raises(QuestionError, match="do not follow day 30 in order"):
            played(valleys, Fork(30, checkpoints=days))


# -------------------------------------------------------------------------------- checkpoints


def looked_at(valleys: World, watched: int = 1) -> tuple[Fork, ...]:
    end = valleys.end_day
    days = ((31, 90, 200, end), (*range(151, end, 7), end), tuple(range(1, end + 1)))
    return tuple(
        Fork(day, checkpoints=looked, watched=watched)
        for day, looked in zip((30, 150, 0), days, strict=True)
    )


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("block", [1, 5])
def test_checkpoints_are_the_same_on_any_threads(
    valleys: World, threads: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = played(valleys, *looked_at(valleys))
    monkeypatch.setattr(run, "_DRAWS_A_BLOCK", block)
    assert same(plain, played(valleys, *looked_at(valleys), threads=threads))


def test_a_look_changes_nothing(valleys: World, bundled: World) -> None:
    """A history that is looked at, even daily, is the one that is not, to the byte."""
    daily = Fork(1900, checkpoints=tuple(range(1901, 2200)), watched=3)
    for world, forks in ((valleys, looked_at(valleys)), (bundled, (daily,))):
        found = played(world, *forks, replicas=6)
        plain = played(world, *(replace(f, checkpoints=()) for f in forks), replicas=6)
        assert plain.checkpoint_outcome.shape == (len(forks), 6, 0)
        nothing = {"checkpoint_outcome": plain.checkpoint_outcome}
        nothing |= {"checkpoint_fate": plain.checkpoint_fate}
        assert same(replace(found, **nothing), plain)


def test_a_checkpoint_is_what_a_history_that_ends_there_is(valleys: World) -> None:
    fork = looked_at(valleys)[0]
    found = played(valleys, fork, replicas=2)
    for column, day in enumerate(fork.checkpoints):
        ended = play(valleys, day, 2, fork=Fork(fork.day), seed=SEED, events=False)
        assert found.checkpoint_outcome[0, :, column].tolist() == ended.outcome.tolist()
        status = ended.state.persons.leader_status[fork.watched]
        assert found.checkpoint_fate[0, 1, column] == status
    assert (found.checkpoint_outcome[:, :, -1] == found.outcome).all()
    assert (found.checkpoint_fate[:, :, -1] == found.fate[:, :, fork.watched]).all()


def test_past_the_last_checkpoint_nothing_is_noted(valleys: World) -> None:
    forks = looked_at(valleys, watched=NOBODY)
    found = played(valleys, *forks)
    assert found.checkpoint_outcome.shape == (3, REPLICAS, valleys.end_day)
    assert (found.checkpoint_fate == -1).all()
    for row, fork in enumerate(forks):
        count = len(fork.checkpoints)
        assert (found.checkpoint_outcome[row, :, :count] >= 0).all()
        assert (found.checkpoint_outcome[row, :, count:] == -1).all()


# -------------------------------------------------------------------------------- interventions


def rules_fired(runs: Runs, row: int = 0) -> set[int]:
    found = set()
    for lines, _ in runs.events[row]:
        found |= set(lines[lines[:, 1] == lay.L_RULE, 2].tolist())
    return found


@pytest.mark.parametrize("day", [0, 100])
def test_a_fork_with_nothing_forced_is_the_forks_own_ensemble(valleys: World, day: int) -> None:
    plain = played(valleys, Fork(day))
    army = valleys.index("force", "army_alta")
    nothing = (
        Fork(day, facts=(Fact("men_times", army, 1.0),)),
        Fork(day, facts=(Fact("treasury_times", valleys.index("polity", "baja"), 1.0),)),
        Fork(day, quality_day=day),
        Fork(day, pins_until=10_000),
    )
    for fork in nothing:
        assert same(plain, played(valleys, fork)), fork


def test_forbidding_what_never_fires_changes_no_byte(bundled: World) -> None:
    plain = played(bundled, Fork(1800), replicas=4, later=False)
    fired = rules_fired(plain)
    silent = [rule for rule in range(bundled.sizes.rules) if rule not in fired]
    assert fired and silent
    forbidden = tuple((rule, -1) for rule in silent[:16])
    fork = Fork(1800, forbidden=forbidden)
    assert same(plain, played(bundled, fork, replicas=4, later=False))
    rule = sorted(fired)[0]
    without = played(bundled, Fork(1800, forbidden=((rule, -1),)), replicas=4, later=False)
    assert rule not in rules_fired(without)
    assert not same(plain, without)


def test_forbidden_is_forbidden_at_its_own_fork_only(valleys: World) -> None:
    rule = valleys.index("rule", "declare_war")
    forks = (Fork(0, forbidden=((rule, -1),)), Fork(0), Fork(0, forbidden=((rule, 1),)))
    runs = played(valleys, *forks, replicas=60)
    assert rule not in rules_fired(runs, 0)
    assert rule in rules_fired(runs, 1)
    assert same(runs, played(valleys, Fork(0), replicas=60), rows=slice(1, 2))
    for lines, _ in runs.events[2]:
        war = lines[(lines[:, 1] == lay.L_RULE) & (lines[:, 2] == rule)]
        assert not np.any((war[:, 3] == 0) & (war[:, 5] == 1))


def test_an_intervention_leaves_the_past_alone(valleys: World) -> None:
    rule = valleys.index("rule", "declare_war")
    army = valleys.index("force", "army_baja")
    plain = play(valleys, 100, fork=Fork(60))
    acted = play(
        valleys, 100, fork=Fork(60, acts=(Act(rule, 1, 0),), facts=(Fact("men", army, 9.0),))
    )
    assert plain.record.tobytes() == acted.record.tobytes()
    for found in (plain, acted):
        assert all(int(line[0]) >= 60 for line in found.events[0])
    assert acted.events[0][0][:3].tolist() == [60, lay.L_RULE, rule]


def test_an_act_takes_its_option(valleys: World) -> None:
    rule = valleys.index("rule", "declare_war")
    alta, baja = valleys.index("polity", "alta"), valleys.index("polity", "baja")
    for option, relation in ((0, lay.WAR), (1, lay.PEACE)):
        state = play(valleys, 1, fork=Fork(0, acts=(Act(rule, 1, option),))).state
        assert state.realm.relation[alta, baja] == relation
        assert state.persons.rule_option[rule] == option


# -------------------------------------------------------------------------------- ripples


def renamed(part: Any, fields: tuple[str, ...], **more: Any) -> Any:
    """A copy of a part for the other two valleys."""
    changes = {name: f"{value}_2" for name in fields if (value := getattr(part, name))}
    return part.model_copy(update=changes | more)


def apart(made: Scenario) -> Scenario:
    """The two valleys, and beside them two more that no road or rule joins to them."""
    twins: dict[str, Any] = {
        "places": [renamed(p, ("id", "province", "zone")) for p in made.places],
        "routes": [renamed(r, ("a", "b")) for r in made.routes],
        "provinces": [renamed(v, ("id", "bloc", "polity", "capital")) for v in made.provinces],
        "blocs": [renamed(b, ("id",)) for b in made.blocs],
        "zones": [renamed(z, ("id",)) for z in made.zones],
        "polities": [
            renamed(
                q, ("id", "nation", "capital", "head"), claims=tuple(f"{b}_2" for b in q.claims)
            )
            for q in made.polities
        ],
        "relations": [renamed(r, ("a", "b")) for r in made.relations],
        "leaders": [renamed(x, ("id", "polity", "place")) for x in made.leaders],
        "forces": [
            renamed(f, ("id", "polity", "commander", "patron", "place")) for f in made.forces
        ],
        "offices": [renamed(o, ("id", "polity", "holder")) for o in made.offices],
    }
    parts = {name: (*getattr(made, name), *twin) for name, twin in twins.items()}
    war, peace = made.rules
    four = ("alta", "baja", "alta_2", "baja_2")
    war = war.model_copy(update={"among": {"e": four}})
    rise = peace.model_copy(
        update={
            "id": "muster",
            "over": {"v": "province"},
            "roles": {"q": "controller(v)"},
            "when": "q != none and in_war(q)",
            "rate": "9",
            "max_rate": 12.0,
            "again": 20,
            "effects": ("raise_column(q, seat(v), 150, none)",),
            "text": SAYS,
        }
    )
    parts |= {"rules": (war, peace, rise), "entries": (), "versions": ()}
    return made.model_copy(update=parts)


@pytest.fixture(scope="module")
def four_valleys() -> World:
    return build(apart(scenario()))


def here(world: World, found: Played, pair: str) -> dict[str, Any]:
    """All that a state holds of two of the four valleys."""
    state, things = found.state, world.names.things
    ours = {
        kind: [n for n, id in enumerate(things[kind]) if id.endswith("_2") == (pair == "_2")]
        for kind in ("polity", "province", "leader", "place")
    }
    pools = [
        slot
        for q in ours["polity"]
        for slot in range(
            world.tables.people.polity_pool[q],
            world.tables.people.polity_pool[q] + world.tables.people.polity_pool_size[q],
        )
    ]
    named = [n for n, id in enumerate(things["force"]) if id.endswith("_2") == (pair == "_2")]
    told: dict[str, Any] = {}
    for part, rows in (("forces", named + pools), ("realm", None), ("persons", ours["leader"])):
        record = getattr(state, part)
        for name in record.dtype.names:
            letters = SHAPES.get(name, "F" if part == "forces" else "")
            if part == "forces" and name != "roll":
                told[name] = record[name][rows]
            elif letters[:1] == "V":
                told[name] = record[name][ours["province"]]
            elif letters == "QQ":
                told[name] = record[name][np.ix_(ours["polity"], ours["polity"])]
            elif letters[:1] == "Q" and name not in ("top",):
                told[name] = record[name][ours["polity"]]
            elif letters == "L":
                told[name] = record[name][rows]
    return told


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return [name for name in one if one[name].tobytes() != other[name].tobytes()]


CHANGES: dict[str, Callable[[World], dict[str, Any]]] = {
    "men": lambda w: {"facts": (Fact("men_times", w.index("force", "army_alta_2"), 2.0),)},
    "leader": lambda w: {
        "facts": (Fact("holder", w.index("office", "president_baja_2"), float(lay.NOBODY)),)
    },
    "province": lambda w: {
        "facts": (
            Fact(
                "control",
                w.index("province", "baja_province_2"),
                float(w.index("polity", "alta_2")),
            ),
        )
    },
    "place": lambda w: {
        "facts": (
            Fact("place", w.index("force", "army_baja_2"), float(w.index("place", "muelle_2"))),
        )
    },
    "treasury": lambda w: {"facts": (Fact("treasury", w.index("polity", "baja_2"), 0.0),)},
    "war": lambda w: {
        # alta_2 against baja_2: row 2 of the polities, column 3 of the list
        "acts": (Act(w.index("rule", "declare_war"), 2 * 4 + 3, 0),)
    },
    "forbidden": lambda w: {
        "forbidden": tuple(
            (w.index("rule", "declare_war"), q * 4 + e) for q in (2, 3) for e in (2, 3)
        )
    },
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_only_what_it_touches(four_valleys: World, change: str) -> None:
    world = four_valleys
    war = world.index("rule", "declare_war")
    begun: tuple[Act, ...] = (Act(war, 0 * 4 + 1, 0),)
    if change != "war":
        begun += (Act(war, 2 * 4 + 3, 0),)
    more = CHANGES[change](world)
    acts = begun + more.pop("acts", ())
    touched = 0
    for draw in range(6):
        for end in (15, 40, 90, 200):
            how: dict[str, Any] = {"draw": draw, "seed": SEED, "events": False}
            plain = play(world, end, fork=Fork(0, acts=begun), **how)
            moved = play(world, end, fork=Fork(0, acts=acts, **more), **how)
            found = differences(here(world, plain, ""), here(world, moved, ""))
            assert not found, (draw, end)
            touched += bool(differences(here(world, plain, "_2"), here(world, moved, "_2")))
    assert touched or change == "forbidden"


def test_a_replay_is_not_spoilt_by_the_forks_on_its_way(valleys: World) -> None:
    alone = play(valleys, 200, fork=Fork(200))
    job = run._job(valleys, [Fork(50), Fork(110), Fork(200)], run._NO_LIMIT, False)
    room = run._room(valleys)
    made = make_draws(valleys, 1, 0, 1)[0]
    out = run._results(valleys, 3, run._Keep())
    kernel.play_draw(
        valleys.tables,
        valleys.start,
        room.states,
        room.log,
        made,
        room.scratch,
        room.work,
        job._replace(end_day=200, per_draw=1),
        out,
        (1, 0, 1),
    )
    assert room.states[0].tobytes() == alone.record.tobytes()


def test_small_histories_have_no_mind_of_their_own() -> None:
    """Held parameters are held: two draws of a quiet world are the same."""
    world = small("one_treasury")
    states = [play(world, 90, draw=draw, events=False).state for draw in (0, 1)]
    for name in ("men", "place", "morale"):
        assert np.array_equal(states[0].forces[name], states[1].forces[name])
    assert np.array_equal(states[0].realm.treasury, states[1].realm.treasury)


@pytest.mark.compiled
def test_books_are_kept_of_sovereigns_alone_and_only_where_asked() -> None:
    world = small("one_treasury", {"unrest_level": 0.0, "tax_collected": 0.5})
    fork = Fork(0)
    assert run_forks(world, [fork], 4, threads=1).books.shape[2] == 0
    books = run_forks(world, [fork], 4, threads=1, keep_books=True).books
    assert books.shape == (1, 4, world.sizes.polities, BOOK_COLUMNS)
    alta = world.index("polity", "alta")
    provinces = [part for part in world.scenario.provinces if part.polity == "alta"]
    # a state's revenue is told whole, whatever share of it the war chest has
    whole = sum(part.revenue_pesos for part in provinces)
    assert books[0, :, alta, BOOK_REVENUE] == pytest.approx(whole, rel=1e-3)
    assert (books[0, :, alta, BOOK_MEN] > 0).all()


@pytest.mark.parametrize("fork", [Fork(0), Fork(100)])
def test_lines_are_counted_whether_or_not_they_are_kept(valleys: World, fork: Fork) -> None:
    kept = played(valleys, fork)
    plain = run_forks(valleys, (fork,), REPLICAS, seed=SEED, threads=1, later=True)
    assert kept.logged[0].tolist() == [len(events) for events, _ in kept.events[0]]
    assert max(kept.logged[0]) > 0
    assert plain.logged.tolist() == kept.logged.tolist()
