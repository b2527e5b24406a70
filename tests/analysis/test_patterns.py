"""What counts as the same thing is the rule's instance, the battle or the act, and no other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.analysis.questions.valleys import world
from ucronia.analysis.patterns import Pattern, pattern_of
from ucronia.engine import layout as lay
from ucronia.scenario.model import Entry, NonEvent, Text

SAYS = Text(es="x", en="x")


def sides() -> np.ndarray[Any, Any]:
    """Each force's polity on the first day; slots that wait belong to nobody here."""
    held = np.full(world().sizes.forces, -1, dtype=np.int64)
    for row, force in enumerate(world().scenario.forces):
        held[row] = world().index("polity", force.polity)
    return held


def entry(**parts: Any) -> Entry:
    return Entry(id="x", date="1840-03-10", text=SAYS, **parts)


def pattern(part: Entry | NonEvent) -> Pattern:
    made = pattern_of(world(), part, sides())
    assert made is not None
    return made


def log(*lines: tuple[int, ...]) -> np.ndarray[Any, Any]:
    return np.array(lines, dtype=np.int64).reshape(-1, 6)


def index(kind: str, id: str) -> int:
    return world().index(kind, id)


def test_a_choice_is_its_rules_instance_with_its_option_in_time() -> None:
    rule = world().scenario.rules[index("rule", "declare_war")]
    made = pattern(entry(kind="decision", rule="declare_war", bind={"q": "alta"}, option="war"))
    number, alta = index("rule", "declare_war"), index("polity", "alta")
    war = [option.id for option in rule.options].index("war")
    line = (20, lay.L_RULE, number, alta, war, made.lines[0][4])
    assert made.what == "rule" and made.is_in(log(line), 20)
    assert not made.is_in(log(line), 19)
    assert not made.is_in(log((20, lay.L_RULE, number, alta, 1 - war, line[5])), 60)
    baja = index("polity", "baja")
    assert not made.is_in(log((20, lay.L_RULE, number, baja, war, line[5])), 60)
    # what would have been a war is any option's where none is named
    feared = NonEvent(
        id="y",
        date="1840-03-10",
        kind="expectation",
        rule="declare_war",
        bind={"q": "alta"},
        text=SAYS,
        source="annals",
    )
    assert pattern(feared).is_in(log((20, lay.L_RULE, number, alta, 1 - war, line[5])), 60)


def test_a_battle_is_of_the_same_sides_near_its_place() -> None:
    made = pattern(entry(kind="battle", what="army_alta > army_baja", place="paso"))
    alta, baja = index("force", "army_alta"), index("force", "army_baja")
    paso, huerta = index("place", "paso"), index("place", "huerta")
    minas = index("place", "minas")
    assert made.what == "battle"
    assert made.is_in(log((9, lay.L_BATTLE, alta, baja, 1, paso)), 60)
    # whoever attacks, and within three days' march: the orchard is three down from the pass
    assert made.is_in(log((9, lay.L_BATTLE, baja, alta, -1, paso)), 60)
    down = world().tables.geo.land_days[[huerta, minas], paso] <= 3
    for place, is_near in zip((huerta, minas), down, strict=True):
        assert made.is_in(log((9, lay.L_BATTLE, alta, baja, 1, place)), 60) == is_near
    assert not made.is_in(log((9, lay.L_BATTLE, alta, alta, 1, paso)), 60)
    assert not made.is_in(log((9, lay.L_SIEGE, alta, baja, 1, paso)), 60)


@pytest.mark.parametrize(
    ("kind", "effect", "line"),
    [
        ("death", "kill(ana_rios)", ("leader", "ana_rios", lay.L_LEADER, lay.DEAD)),
        ("exile", "exile(ana_rios)", ("leader", "ana_rios", lay.L_LEADER, lay.EXILE)),
    ],
)
def test_a_fate_is_its_leaders(kind: str, effect: str, line: tuple[Any, ...]) -> None:
    made = pattern(entry(kind=kind, effects=(effect, "news(paso, alta, 0.5)")))
    leader = index(line[0], line[1])
    assert made.is_in(log((5, line[2], leader, line[3], -1, -1)), 60)
    assert not made.is_in(log((5, line[2], leader, lay.OFFICE, -1, -1)), 60)
    assert not made.is_in(log((5, line[2], leader + 1, line[3], -1, -1)), 60)


def test_a_peace_is_between_the_two_whoever_is_named_first() -> None:
    made = pattern(entry(kind="treaty", effects=("make_peace(alta, baja, 1)",)))
    alta, baja = index("polity", "alta"), index("polity", "baja")
    for a, b in ((alta, baja), (baja, alta)):
        assert made.is_in(log((5, lay.L_PEACE, a, b, 0, -1)), 60)
    assert not made.is_in(log((5, lay.L_WAR, alta, baja, 0, -1)), 60)


def test_an_occupation_is_of_the_province_by_the_polity() -> None:
    made = pattern(entry(kind="occupation", effects=("occupy(baja_province, alta)",)))
    province, alta = index("province", "baja_province"), index("polity", "alta")
    assert made.is_in(log((5, lay.L_CONTROL, province, alta, 1, -1)), 60)
    assert not made.is_in(log((5, lay.L_CONTROL, province, 1 - alta, 1, -1)), 60)


def test_what_the_engine_has_not_is_passed_over() -> None:
    assert pattern_of(world(), entry(kind="context"), sides()) is None
    assert (
        pattern_of(world(), entry(kind="treaty", effects=("tire(alta, 1)",)), sides()) is None
    )
    plot = NonEvent(id="y", date="1840-03-10", kind="plot", text=SAYS, source="annals")
    assert pattern_of(world(), plot, sides()) is None
