"""How widely sources disagree is what two draws differ by on average, worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from tests.scenario.folders import add, copy
from ucronia.errors import QuestionError
from ucronia.scenario.disputes import (
    WORDS_ONLY,
    Said,
    choose,
    disputed,
    distance,
    look_into,
    shares_of,
    width_of,
)
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import find_scenario, load
from ucronia.scenario.record import Dispute, Reading, Record


def test_counts_dates_and_words_lie_apart() -> None:
    assert distance(400.0, 400.0) == 0
    assert distance(300.0, 400.0) == pytest.approx(0.25)
    assert distance("1838-08-01", "1838-08-31") == pytest.approx(0.5)
    assert distance("a", "b") == 1
    for one, two in itertools.product([0.0, 5.0, "a", "1838-08-01"], repeat=2):
        assert distance(one, two) == distance(two, one)
        assert 0 <= distance(one, two) <= 1


def test_width_is_what_two_draws_differ_by() -> None:
    said = (Said("low", 0.75, 300.0, ()), Said("high", 0.25, 400.0, ()))
    # the two differ in 2 × 3/4 × 1/4 of the pairs of draws, by a quarter
    assert width_of(said) == pytest.approx(2 * 0.75 * 0.25 * 0.25)
    assert width_of(()) == 0
    one = (said[0],)
    assert width_of(one) == 0


def test_shares_are_those_of_the_draws() -> None:
    readings = (Reading("a", 3), Reading("b", 1))
    assert shares_of(Dispute("d", readings, ())) == {"a": 0.75, "b": 0.25}
    nothing = tuple(reading._replace(weight=0) for reading in readings)
    assert shares_of(Dispute("d", nothing, ())) == {"a": 0.5, "b": 0.5}


def test_the_small_scenario_differs_on_the_losses() -> None:
    record = Record(load(TEMPLATE))
    (found,) = disputed(record)
    assert found.dispute.id == "paso_losses" and found.is_measured
    assert [point.field for point in found.points] == ["losses_a", "losses_b"]
    losses = found.points[0]
    assert [(s.reading, s.value) for s in losses.said] == [("low", 220.0), ("high", 400.0)]
    assert [version.source for s in losses.said for version in s.versions] == [
        "annals",
        "letters",
    ]
    assert found.width == pytest.approx(2 * 0.6 * 0.4 * 180 / 400)


def test_readings_in_words_come_last(tmp_path: object) -> None:
    from pathlib import Path

    folder = copy(Path(str(tmp_path)))
    add(
        folder,
        "record/versions.csv",
        "peace_of_paso,who_asked,alta,letters,letter 12,,1,",
        "peace_of_paso,who_asked,baja,annals,p. 22,,1,",
    )
    found = disputed(Record(load(folder)))
    assert [one.dispute.id for one in found] == ["paso_losses", "who_asked"]
    assert not found[1].is_measured and found[1].points[0].field == WORDS_ONLY
    assert found[1].width == pytest.approx(0.5)


def test_every_dispute_of_the_bundled_history_is_between_nought_and_one() -> None:
    record = Record(load(find_scenario("confederacion-1835")))
    found = disputed(record)
    widths = [one.width for one in found if one.is_measured]
    assert widths == sorted(widths, reverse=True)
    assert all(0 < width < 1 for width in widths)
    assert all(one.points == look_into(record, one.dispute).points for one in found)


def test_a_dispute_is_found_by_its_name_or_an_entrys() -> None:
    record = Record(load(find_scenario("confederacion-1835")))

    def ids(name: str) -> list[str]:
        return [one.dispute.id for one in choose(record, name)]

    assert ids("yungay_losses") == ["yungay_losses"]
    assert ids("yungay") == ["yungay_losses", "yungay_strength"]
    assert ids("Gamarra-Strength") == ids("gamarra_stren") == ["gamarra_strength"]
    assert len(ids("")) == len(disputed(record)) > 40
    with pytest.raises(QuestionError, match="may be any of"):
        ids("strength")
    with pytest.raises(QuestionError, match='did you mean "yungay_losses"'):
        ids("yungay_lossses")
