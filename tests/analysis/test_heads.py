"""Who governs a country is counted as the codebook of the reference rate counts it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ucronia.analysis.heads import Country, spells
from ucronia.engine.layout import (
    COUNCIL,
    L_ACTING,
    L_CONTROL,
    L_OFFICE,
    L_RULE,
    NOBODY,
    NONE,
)

SEAT = 3
STATE, REBELS, ABROAD = 0, 1, 7
OF_STATE, OF_REBELS = 10, 11
ANA, EVA, LEO = 0, 1, 2


def count(*lines: tuple[int, ...], **parts: Any) -> int:
    """Spells in a country that Ana governs and whose capital is her government's."""
    given: dict[str, Any] = {
        "seat": SEAT,
        "office": {STATE: OF_STATE, REBELS: OF_REBELS},
        "ruling": STATE,
        "person": {OF_STATE: ANA, OF_REBELS: NOBODY},
    }
    rows = [(day, *line, NONE) for day, line in enumerate(lines)]
    events = np.array(rows, dtype=np.int64).reshape(-1, 6)
    return spells(events, Country(**(given | parts)))


AWAY = (L_ACTING, EVA, OF_STATE, ANA)
BACK = (L_ACTING, ANA, OF_STATE, ANA)
RISES = (L_OFFICE, LEO, OF_REBELS, NOBODY)
TAKEN = (L_CONTROL, SEAT, REBELS, STATE)
RETAKEN = (L_CONTROL, SEAT, STATE, REBELS)


def test_who_acts_counts_and_who_comes_back_counts_again() -> None:
    assert count(AWAY) == 1
    assert count(AWAY, BACK) == 2
    assert count(AWAY, BACK, (L_ACTING, COUNCIL, OF_STATE, ANA)) == 3


def test_who_acted_and_becomes_head_goes_on_and_another_begins() -> None:
    assert count(AWAY, (L_OFFICE, EVA, OF_STATE, NOBODY)) == 1
    assert count(AWAY, (L_OFFICE, LEO, OF_STATE, NOBODY)) == 2


def test_another_term_begins_no_spell_and_ends_none() -> None:
    term = (L_OFFICE, ANA, OF_STATE, ANA)
    assert count(term) == 0
    # renewed while another acts for her: he governs on
    assert count(AWAY, term, BACK) == 2


def test_a_vacancy_is_nobody() -> None:
    assert count((L_OFFICE, NOBODY, OF_STATE, ANA)) == 0
    assert count((L_OFFICE, NOBODY, OF_STATE, ANA), (L_OFFICE, ANA, OF_STATE, NOBODY)) == 0


def test_a_government_in_rebellion_is_not_counted_until_it_has_the_capital() -> None:
    assert count(RISES) == 0
    assert count(RISES, AWAY) == 1
    assert count(RISES, TAKEN) == 1
    # then the other is in rebellion
    assert count(RISES, TAKEN, AWAY) == 1
    assert count(RISES, TAKEN, RETAKEN) == 2
    assert count(TAKEN, RISES) == 1


def test_who_governs_through_a_change_of_government_goes_on() -> None:
    assert count((L_OFFICE, ANA, OF_REBELS, NOBODY), TAKEN) == 0


@pytest.mark.parametrize("line", [(L_CONTROL, SEAT, ABROAD, STATE), (L_CONTROL, 4, REBELS, 0)])
def test_neither_a_foreign_garrison_nor_another_province_changes_the_government(
    line: tuple[int, ...],
) -> None:
    assert count(RISES, line) == 0
    assert count(RISES, line, AWAY) == 1


def test_other_lines_are_passed_over() -> None:
    assert count((L_RULE, EVA, OF_STATE, 0), (L_OFFICE, EVA, 99, ANA)) == 0
