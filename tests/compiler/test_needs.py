"""What rules need: what is found on paper, and histories that are the same without it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from ucronia.compiler import rules
from ucronia.compiler.build import World, build
from ucronia.compiler.needs import Needs, Ranges, needs_of
from ucronia.compiler.suppose import Known
from ucronia.engine import layout as lay
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks
from ucronia.scenario.expressions import ANY, parse
from ucronia.scenario.model import Mark
from ucronia.scenario.terms import Expression, Logic, Names

POLITIES = ("lowland", "highland", "pretender", "league")
NAMES = Names(
    things={"polity": POLITIES, "force": ("host",), "leader": ("ruler",), "rule": ("raid",)},
    parameters=("few", "any"),
    variables=("pending",),
    options={"raid": ()},
)
KNOWN = Known(
    nations=dict(zip(POLITIES, ("low", "high", "low", "none"), strict=True)),
    kinds=dict(zip(POLITIES, ("republic", "republic", "rival", "confederation"), strict=True)),
    ranges={"few": (0.0, math.inf), "any": (-math.inf, math.inf)},
)
NOT = lay.NOT_SO
WAR = lay.EMBATTLED | lay.IN_WAR


def tree(text: str, roles: Mapping[str, str], wants: str = "bool") -> Expression:
    found = parse(text, Mark(file="rules.yaml", line=1), NAMES, roles, wants)
    assert not isinstance(found, list), found
    return found


def needs(when: str, derived: Mapping[str, str] | None = None, **said: Any) -> Needs:
    """What a rule over q needs, or over what is said, with its derived roles."""
    kinds = {"q": said.get("kind", "polity")} | ({"e": "polity"} if "among" in said else {})
    roles: dict[str, Expression] = {}
    for role, text in (derived or {}).items():
        roles[role] = tree(text, kinds, ANY)
        kinds[role] = roles[role].type
    whole = tree(when, kinds)
    parts = whole.parts if isinstance(whole, Logic) and whole.operator == "and" else (whole,)
    ranges = Ranges(
        roles,
        "q",
        "e" if "among" in said else "",
        kinds["q"],
        kinds.get("e", ""),
        said.get("over", ()),
        said.get("among", ()),
    )
    return needs_of(KNOWN, parts, ranges)


@pytest.mark.parametrize(
    ("when", "derived", "free"),
    [
        ("treasury(q) > 0", {}, 0),
        ("is_member(q)", {}, lay.MEMBER_STATE),
        ("not is_member(q)", {}, lay.MEMBER_STATE << NOT),
        ("in_war(q) and treasury(q) > 0", {}, WAR),
        ("not in_war(q)", {}, lay.IN_WAR << NOT),
        ("foe != none", {"foe": "enemy(q)"}, WAR),
        ("exists(foe)", {"foe": "sovereign(enemy(q))"}, WAR),
        ("at_war(q, lowland)", {}, lay.EMBATTLED),
        ("at_war(q, lowland) or treasury(q) > 0", {}, 0),
        ("exists(challenger(q))", {}, lay.CHALLENGED),
        ("not exists(challenger(q))", {}, lay.CHALLENGED << NOT),
        ("war_days(q, lowland) > few", {}, lay.EMBATTLED),
        ("war_days(q, lowland) > any", {}, 0),
        ("exists(x)", {"x": "enemy(q) if in_war(q) else lowland"}, 0),
    ],
)
def test_needs_of_a_polity(when: str, derived: dict[str, str], free: int) -> None:
    assert needs(when, derived).free == free


@pytest.mark.parametrize(
    ("when", "free"),
    [
        ("enemy_men(q, few) > few", lay.EMBATTLED),
        ("enemy_men(q, few) > any", 0),
        ("enemy_men(q, few) >= few", 0),
        ("cut_off(q)", lay.EMBATTLED),
        ("nearest_foe(q) != none", lay.EMBATTLED),
        ("active(nearest_foe(q))", lay.EMBATTLED),
        ("in_war(side(q))", WAR),
    ],
)
def test_needs_of_a_force_are_its_sides(when: str, free: int) -> None:
    assert needs(when, kind="force").free == free


def test_a_province_may_need_one_or_the_other() -> None:
    derived = {
        "q2": "controller(q)",
        "x": "lowland if at_war(lowland, q2) else none",
        "c": "challenger(q2) if exists(challenger(q2)) else x",
    }
    found = needs("c != none", derived, kind="province")
    assert (found.free, found.free_any) == (0, lay.EMBATTLED | lay.CHALLENGED)


def test_what_named_polities_and_variables_must_be() -> None:
    found = needs("exists(lowland) and not is_member(lowland) and pending == 1")
    assert found.polities == (("lowland", lay.STANDS | lay.MEMBER_STATE << NOT),)
    assert found.variable == "pending"
    assert len(found.implied) == 2


def test_pairs_that_can_never_be_are_left_out() -> None:
    found = needs(
        "q != e and exists(e) and same_nation(q, e) and treasury(q) > treasury(e)",
        over=("lowland", "highland"),
        among=("lowland", "pretender"),
    )
    assert found.possible == (False, True, False, False)
    assert found.second == lay.STANDS
    assert len(found.implied) == 3


def test_a_force_at_war_with_no_one_that_exists_still_sees_enemies() -> None:
    """Its polity's bond may outlive the enemy: only no war at all means no enemy men."""
    assert needs("enemy_men(q, few) > few", kind="force").free & lay.IN_WAR == 0


def test_a_rate_is_fixed_where_it_is_of_parameters_alone(bundled: World) -> None:
    fixed = bundled.tables.rules.has_fixed_rate
    for rule, wanted in (("give_battle", 1), ("pursue", 1), ("mutiny", 0), ("offensive", 0)):
        assert fixed[bundled.index("rule", rule)] == wanted, rule


@pytest.fixture(scope="module")
def heedless(bundled: World) -> World:
    """The bundled world with rules that try their whole condition, always."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "needs_of", lambda *_: Needs())
        return build(bundled.scenario)


@pytest.mark.compiled
@pytest.mark.parametrize("day", [0, 600, 1000, 1430, 2400])
def test_histories_are_the_same_without_needs(
    bundled: World, heedless: World, day: int
) -> None:
    """Needs leave out only what would be closed: every line of every log is the same."""
    assert bundled.tables.rules.need.any() and not heedless.tables.rules.need.any()
    one, other = (
        run_forks(world, [Fork(day)], 60, seed=3, keep_events=True)
        for world in (bundled, heedless)
    )
    for (events, values), (same, also) in zip(one.events[0], other.events[0], strict=True):
        np.testing.assert_array_equal(events, same)
        np.testing.assert_array_equal(values, also)
