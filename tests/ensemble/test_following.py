"""The record followed by its reference rows, how it stands, and histories played less far."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.compiler.draws import MIDDLE, reference_draw
from ucronia.compiler.levels import quantile
from ucronia.engine import layout as lay
from ucronia.ensemble.following import decision_odds, follow
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import replay, run_forks

pytestmark = pytest.mark.compiled


def test_the_reference_draw_has_first_readings_middle_days_and_medians() -> None:
    draw = reference_draw(world())[0]
    record, plan = world().plan.record, world().plan
    for number, entry in enumerate(world().scenario.entries):
        assert draw["entry_version"][number] == plan.first_row[number]
        span = record.own_span(entry.id, dict(plan.rows[number][0].choice))
        assert span is not None and span.first <= draw["entry_day"][number] <= span.last
    known = {part.id: part for part in world().scenario.parameters}
    for column, name in enumerate(world().names.parameters):
        middle = quantile(known[name].prior, np.array([MIDDLE]))[0]
        assert draw["parameter"][column] == middle
    assert not draw["quality_leader"].any()


def test_days_looked_at_together_stand_as_each_alone_and_the_log_is_whole() -> None:
    together = follow(world(), [0, 90, 200, world().end_day])
    for row, day in enumerate(together.days):
        alone = follow(world(), [day])
        for name in ("holder", "place", "men"):
            mine, theirs = (getattr(x.standing, name) for x in (together, alone))
            assert (mine[row] == theirs[0]).all()
        assert (alone.events == together.events).all()
    assert (together.events[:, 1] == lay.L_BATTLE).sum() == 1


def test_after_a_quiet_day_a_fork_stands_as_the_replay_did() -> None:
    day = 120
    runs = run_forks(
        world(), [Fork(day, checkpoints=(day + 1,))], 2, threads=1, keep_standing=True, ahead=1
    )
    state, _, _ = replay(world(), day)
    standing = runs.standing
    assert standing is not None
    held = [int(state.realm.controller[v]) for v in range(world().sizes.provinces)]
    tops = [int(state.realm.top[q]) for q in held]
    assert standing.holder[0, 0, 0].tolist() == tops
    active = [
        state.forces.men[f] > 0 and state.forces.status[f] in (lay.ACTIVE, lay.EMBARKED)
        for f in range(len(world().scenario.forces))
    ]
    assert ((standing.men[0, 0, 0] > 0) == active).all()


def test_playing_less_far_changes_nothing_of_what_is_played() -> None:
    forks = [Fork(0, checkpoints=(30, 90)), Fork(60, checkpoints=(90, 150))]
    how = {"threads": 1, "keep_standing": True, "keep_events": True}
    short = run_forks(world(), forks, 6, ahead=90, **how)  # type: ignore[arg-type]
    whole = run_forks(world(), forks, 6, **how)  # type: ignore[arg-type]
    assert (short.checkpoint_outcome == whole.checkpoint_outcome).all()
    assert short.standing is not None and whole.standing is not None
    assert (short.standing.men == whole.standing.men).all()
    for row, fork in enumerate(forks):
        for mine, theirs in zip(short.events[row], whole.events[row], strict=True):
            early = theirs[0][theirs[0][:, 0] < fork.day + 90]
            assert (mine[0] == early).all()


def test_odds_of_decisions_sum_to_one_and_are_the_same_on_any_threads() -> None:
    odds, is_open = decision_odds(world(), 4, threads=1)
    again, _ = decision_odds(world(), 4, threads=2)
    assert (odds == again).all()
    entries = world().scenario.entries
    decided = [n for n, e in enumerate(entries) if e.kind == "decision" and e.rule]
    for number in decided:
        opened = is_open[:, number]
        assert odds[opened, number].sum(axis=-1) == pytest.approx(1.0, abs=1e-6)
        assert not odds[~opened, number].any()
    others = [n for n in range(len(entries)) if n not in decided]
    assert not odds[:, others].any()
