"""Readings are fixed one at a time, and only what they say changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from tests.scenario.folders import copy
from ucronia.analysis.questions import batches
from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.disputes import (
    IN_WORDS,
    TOO_EARLY,
    TOO_LATE,
    Effect,
    hold_reading,
    listed,
    weigh,
)
from ucronia.compiler.build import World, build
from ucronia.compiler.draws import make_draws
from ucronia.scenario.disputes import disputed
from ucronia.scenario.read import load
from ucronia.scenario.record import Record

ASKED = Asked(replicas=40, threads=1)


def twisted(tmp_path: Path, old: str, new: str) -> World:
    folder = copy(tmp_path)
    path = folder / "record/versions.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return build(load(folder))


def test_a_reading_is_fixed_and_all_else_is_drawn_as_ever() -> None:
    whole = make_draws(world(), 0, 0, 60)
    entry = world().plan.record.order["battle_of_paso"]
    first = world().plan.first_row[entry]
    assert set(whole["entry_version"][:, entry] - first) == {0, 1}
    for row, reading in enumerate(("low", "high")):
        made = make_draws(hold_reading(world(), "paso_losses", reading), 0, 0, 60)
        assert set(made["entry_version"][:, entry] - first) == {row}
        for name in ("parameter", "entry_day", "entry_order", "quality_leader"):
            assert np.array_equal(made[name], whole[name], equal_nan=True)


@pytest.mark.compiled
def test_the_effect_is_the_largest_difference(tmp_path: Path) -> None:
    looked = disputed(Record(world().scenario))
    found = weigh(world(), looked, "", ASKED, "0")
    effect = found.effects["paso_losses"]
    assert isinstance(effect, Effect)
    assert effect.date.isoformat() == "1840-04-03" and effect.readings == ("low", "high")
    one, two = effect.shares
    assert effect.difference.mean == pytest.approx(two.mean - one.mean)
    assert effect.difference.low <= effect.difference.mean <= effect.difference.high
    # one pair of readings, two outcomes
    assert found.compared == 2 and found.origin.histories == 80
    again = weigh(world(), looked, "", ASKED, "0")
    assert again.effects == found.effects


@pytest.mark.compiled
def test_what_cannot_matter_is_not_played() -> None:
    looked = disputed(Record(world().scenario))
    assert weigh(world(), looked, "1840-03-02", ASKED, "0").effects == {
        "paso_losses": TOO_EARLY
    }
    assert listed(world().scenario, looked, "0").effects == {}


@pytest.mark.compiled
def test_readings_in_words_are_not_played(tmp_path: Path) -> None:
    told = "peace_of_paso,who,a,annals,p. 21,,3,\npeace_of_paso,who,b,letters,letter 11,,3,"
    changed = twisted(tmp_path, "peace_of_paso,,,annals,p. 21,,3,", told)
    looked = disputed(Record(changed.scenario))
    effects = weigh(changed, looked, "", ASKED, "0").effects
    assert effects["who"] == IN_WORDS and isinstance(effects["paso_losses"], Effect)


@pytest.mark.compiled
def test_readings_after_which_nothing_is_played(tmp_path: Path) -> None:
    end = world().scenario.classified_on
    told = (
        "peace_of_paso,when,a,annals,p. 21,date=1840-08-02,3,\n"
        f"peace_of_paso,when,b,letters,letter 11,date={end},3,"
    )
    changed = twisted(tmp_path, "peace_of_paso,,,annals,p. 21,,3,", told)
    looked = disputed(Record(changed.scenario))
    assert weigh(changed, looked, "", ASKED, "0").effects["when"] == TOO_LATE


@pytest.mark.compiled
def test_an_interrupt_keeps_what_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(batches, "run_forks", stopped)
    found = weigh(world(), disputed(Record(world().scenario)), "", ASKED, "0")
    assert found.stopped and found.effects == {}
