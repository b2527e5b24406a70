"""One history is the ensemble's own; who chooses as the engine would changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from ucronia.analysis.questions.occasions import decider_kind
from ucronia.compiler.build import World
from ucronia.engine.player import BY_LEADER, BY_NOBODY, BY_POLITY
from ucronia.ensemble.one import One, Seat, film_replay, play_branches, play_one
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import replay, run_forks
from ucronia.errors import QuestionError

pytestmark = pytest.mark.compiled
FORK = Fork(1400)
REPLICA = 5


@pytest.fixture(scope="module")
def plain(bundled: World) -> One:
    return play_one(bundled, FORK, REPLICA, seed=3)


@pytest.fixture(scope="module")
def deciders(bundled: World) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    by = {"leader": BY_LEADER, "polity": BY_POLITY}
    kinds = [
        by.get(decider_kind(bundled, rule), BY_NOBODY) if len(rule.options) > 1 else BY_NOBODY
        for rule in bundled.scenario.rules
    ]
    return np.array(kinds, dtype=np.int64)


def busiest(bundled: World) -> int:
    """Whoever heads the polity whose government decides most often."""
    leaders = [leader.id for leader in bundled.scenario.leaders]
    return leaders.index("santa_cruz")


def test_one_history_is_that_of_the_ensemble(bundled: World, plain: One) -> None:
    runs = run_forks(bundled, [FORK], REPLICA + 1, seed=3, threads=1, keep_events=True)
    event, value = runs.events[0][REPLICA]
    assert event.tobytes() == plain.event.tobytes()
    assert value.tobytes() == plain.value.tobytes()
    assert runs.outcome[0, REPLICA] == plain.outcome


def test_the_film_of_a_history_begins_where_the_replay_is(bundled: World, plain: One) -> None:
    state, _, _ = replay(bundled, FORK.day, seed=3, draw=REPLICA // 2)
    forces = len(bundled.scenario.forces)
    here = np.asarray(state.forces.men)[:forces] + np.asarray(state.forces.ships)[:forces] > 0
    men = np.where(here, np.asarray(state.forces.men)[:forces], 0)
    assert np.allclose(plain.film.men[0, :forces], men, rtol=1e-6)
    place = np.where(here, np.asarray(state.forces.place)[:forces], -1)
    assert np.array_equal(plain.film.place[0, :forces], place)


def test_a_replay_filmed_is_the_replay(bundled: World) -> None:
    film = film_replay(bundled, seed=3)
    for day in (1, 700, 1450):
        state, _, _ = replay(bundled, day, seed=3)
        provinces = bundled.sizes.provinces
        held = np.asarray(state.realm.controller)[:provinces]
        assert np.array_equal(film.controller[day], held), day
    assert film.men.shape[0] == bundled.end_day + 1
    assert np.allclose(film.allegiance.sum(axis=2), 1.0, atol=1e-5)


def test_nobody_seated_changes_nothing(bundled: World, plain: One) -> None:
    nobody = Seat(busiest(bundled), np.zeros(bundled.sizes.rules, dtype=np.int64))
    again = play_one(bundled, FORK, REPLICA, seed=3, seat=nobody)
    assert again.asked is None
    assert again.event.tobytes() == plain.event.tobytes()


def test_choosing_as_the_engine_would_gives_its_own_history(
    bundled: World,
    plain: One,
    deciders: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    leader, choices = busiest(bundled), []
    for _ in range(64):
        seat = Seat(leader, deciders, tuple(choices))
        one = play_one(bundled, FORK, REPLICA, seed=3, seat=seat)
        if one.asked is None:
            break
        asked = one.asked
        assert one.film.men.shape[0] == asked.day - FORK.day + 1
        assert one.outcome == -1
        choices.append((asked.day, asked.rule, asked.instance, asked.own))
    assert choices, "he is asked nothing in this history: choose another"
    assert one.event.tobytes() == plain.event.tobytes()
    assert one.outcome == plain.outcome


def test_another_choice_changes_nothing_before_it(
    bundled: World,
    plain: One,
    deciders: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    leader = busiest(bundled)
    asked = play_one(bundled, FORK, REPLICA, seed=3, seat=Seat(leader, deciders)).asked
    assert asked is not None
    count = int(bundled.tables.rules.option_count[asked.rule])
    other = (asked.own + 1) % count
    choices = ((asked.day, asked.rule, asked.instance, other),)
    one = play_one(bundled, FORK, REPLICA, seed=3, seat=Seat(leader, deciders, choices))
    before = plain.event[plain.event[:, 0] < asked.day]
    assert one.event[: len(before)].tobytes() == before.tobytes()
    day = one.event[one.event[:, 0] == asked.day]
    assert (day[:, [2, 4]] == [asked.rule, other]).all(axis=1).any()


def test_too_many_choices_are_refused(bundled: World) -> None:
    rules = np.zeros(bundled.sizes.rules, dtype=np.int64)
    with pytest.raises(QuestionError, match="65 choices"):
        play_one(bundled, FORK, 0, seat=Seat(0, rules, ((1, 1, 1, 0),) * 65))


def test_branches_share_what_is_before_them(bundled: World, plain: One) -> None:
    nobody = Seat(busiest(bundled), np.zeros(bundled.sizes.rules, dtype=np.int64))
    late = play_branches(
        bundled, FORK, REPLICA, seat=nobody, day=bundled.end_day - 1, count=6, seed=3
    )
    assert (late.outcome == plain.outcome).all(), "one day is too short to end otherwise"
    early = play_branches(bundled, FORK, REPLICA, seat=nobody, day=1401, count=60, seed=3)
    assert len(set(early.outcome.tolist())) > 1
    again = play_branches(bundled, FORK, REPLICA, seat=nobody, day=1401, count=60, seed=3)
    assert np.array_equal(early.outcome, again.outcome)
