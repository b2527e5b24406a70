"""A war is counted once, from its first declaration to its last peace, whoever joins it."""

from __future__ import annotations

import numpy as np

from ucronia.analysis.wars import War, wars
from ucronia.engine import layout as lay

A, B, C, REBEL = range(4)
"""Three states of three nations, and A's rival government."""


def begun(*lines: tuple[int, ...], last: int = 400) -> list[War]:
    """Lines of day, kind, a and b; of a battle a and b are whose forces meet, then the lost."""
    events = np.array([(*line[:4], -1, -1) for line in lines], dtype=np.int64).reshape(-1, 6)
    values = np.array([((*line[4:], 0, 0)[0], 0, 0, 0, 0, 0) for line in lines], dtype=float)
    return wars(events, values.reshape(-1, 6), last, lambda a, b, pair: {a, b} == set(pair))


def found(*lines: tuple[int, ...], last: int = 400) -> list[tuple[float, bool, bool]]:
    """Days, whether it lasts, and whether states fight in it, of each war."""
    return [
        (war.days, war.is_open, war.has(lambda a, b: REBEL not in (a, b)))
        for war in begun(*lines, last=last)
    ]


def test_who_joins_a_war_that_is_on_fights_the_same_war() -> None:
    lines = [
        (10, lay.L_WAR, A, B),
        (40, lay.L_WAR, C, B),
        (90, lay.L_PEACE, B, A),
        (200, lay.L_PEACE, B, C),
    ]
    assert found(*lines) == [(190.0, False, True)]


def test_two_wars_that_nobody_fights_both_of_are_two() -> None:
    lines = [(10, lay.L_WAR, A, REBEL), (20, lay.L_WAR, B, C), (50, lay.L_PEACE, B, C)]
    assert found(*lines) == [(30.0, False, True), (390.0, True, False)]


def test_a_rebels_ally_abroad_makes_no_war_between_states_and_its_enemy_does() -> None:
    helped = [
        (10, lay.L_WAR, A, REBEL),
        (20, lay.L_WAR, B, REBEL),
        (60, lay.L_DISSOLVE, REBEL, A),
    ]
    assert found(*helped) == [(50.0, False, False)]
    fought = [(10, lay.L_WAR, A, REBEL), (20, lay.L_WAR, A, B), (60, lay.L_DISSOLVE, REBEL, A)]
    assert found(*fought) == [(390.0, True, True)]


def test_one_who_joins_two_wars_makes_them_one() -> None:
    lines = [
        (10, lay.L_WAR, A, REBEL),
        (30, lay.L_WAR, B, C),
        (50, lay.L_WAR, A, B),
        (70, lay.L_PEACE, A, REBEL),
        (80, lay.L_PEACE, A, B),
        (90, lay.L_PEACE, B, C),
    ]
    assert found(*lines) == [(80.0, False, True)]


def test_a_battle_counts_for_the_war_of_those_who_fight_it() -> None:
    lines = [
        (5, lay.L_BATTLE, A, REBEL, 900),
        (10, lay.L_WAR, A, REBEL),
        (20, lay.L_WAR, B, C),
        (25, lay.L_BATTLE, REBEL, A, 300),
        (26, lay.L_BATTLE, B, C, 70),
        (27, lay.L_BATTLE, A, B, 5000),
        (30, lay.L_WAR, A, B),
        (35, lay.L_BATTLE, A, REBEL, 40),
        (50, lay.L_PEACE, B, C),
    ]
    (one,) = begun(*lines)
    assert sum(lost for _, lost in one.lost) == 300 + 70 + 40
    assert one.fought == {(A, REBEL), (B, C), (A, B)} and one.fighting == {(A, REBEL), (A, B)}


def test_the_dead_are_those_of_the_twelve_months_in_which_there_were_most() -> None:
    fought = [(day, lay.L_BATTLE, A, B, lost) for day, lost in DAYS_LOST]
    (one,) = begun((10, lay.L_WAR, A, B), *fought, last=2000)
    assert one.most_lost(365) == 500 + 300
    assert one.most_lost(366) == 500 + 300 + 40
    assert begun((10, lay.L_WAR, A, B))[0].most_lost(365) == 0


def test_a_war_that_no_peace_ends_was_fought_to_its_last_battle() -> None:
    lines = [(10, lay.L_WAR, A, REBEL), (70, lay.L_BATTLE, A, REBEL, 50)]
    (undone,) = begun(*lines, (110, lay.L_DISSOLVE, REBEL, -1))
    assert (undone.days, undone.fighting_days) == (100, 60)
    (settled,) = begun(*lines, (110, lay.L_PEACE, A, REBEL))
    assert settled.fighting_days == settled.days == 100
    (lasting,) = begun(*lines)
    assert lasting.fighting_days == lasting.days
    (bloodless,) = begun(lines[0], (110, lay.L_DISSOLVE, REBEL, -1))
    assert bloodless.fighting_days == 100


DAYS_LOST = ((20, 700), (400, 500), (764, 300), (765, 40), (1200, 200))
"""Of battles: no two of the first and the others lie within a year of each other."""
