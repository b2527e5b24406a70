"""Figures of strength: what was last told, and the odds of its being told again."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.small import entry, lay, small, version
from ucronia.compiler.build import World
from ucronia.ensemble.run import replay

pytestmark = pytest.mark.compiled
SHARE, SD = 0.3, 0.25
HELD = {"retold_share": SHARE, "pin_sd": SD}


def position(id: str, date: str, men: float | None, **parts: Any) -> Any:
    told = {} if men is None else {"men": men}
    given = {"what": "army_alta", "place": "cumbre"} | parts
    return entry(id, date, "position", **given), version(id, **told)


def odds(
    *parts: tuple[Any, Any], values: dict[str, float] | None = None, **other: Any
) -> tuple[Any, World]:
    """The replay's log, and the world."""
    entries, versions = zip(*parts, strict=True)
    held = HELD | (values or {})
    world = small(values=held, entries=entries, versions=versions, rules=(), **other)
    _, log, _ = replay(world, world.end_day, seed=3)
    return log, world


def anew(told: float, carried: float, sd: float = SD) -> float:
    """Log density of the log of a strength told anew."""
    return float(stats.t.logpdf(math.log(told), 4, math.log(carried), sd))


def width(men: float, unit: float) -> float:
    return math.log((men + unit / 2) / (men - unit / 2))


def test_two_pins_by_hand() -> None:
    """Nothing drifts, so that the model carries what was told: 1,800, 2,100, then 2,100."""
    log, _ = odds(
        position("a", "1840-02-01", 2100), position("b", "1840-03-01", 2100, place="minas")
    )
    first = math.log(1 - SHARE) + anew(2100, 1800)
    # told to the hundred: what is rounded to 2,100 lies between 2,050 and 2,150
    again = SHARE / math.log(2150 / 2050)
    second = math.log(again + (1 - SHARE) * math.exp(anew(2100, 2100)))
    assert log.entry_term[:2, lay.T_PIN] == pytest.approx([first, second], rel=1e-12)
    assert log.entry_loglik[:2] == pytest.approx([first, second], rel=1e-12)
    assert log.entry_term[:2, lay.T_FIGURE_A].tolist() == [1800, 2100]


def chance(figure: float, unit: float, carried: float) -> float:
    """Chance that a figure comes again: told again, or anew and as it happens the same."""
    same = math.exp(anew(figure, carried)) * width(figure, unit)
    return SHARE + (1 - SHARE) * same


def test_the_chance_of_the_same_figure_says_by_its_sign_whether_it_came() -> None:
    log, _ = odds(
        position("a", "1840-02-01", 2100),
        position("b", "1840-03-01", 2100),
        position("c", "1840-04-01", 2600),
    )
    found = log.entry_term[:3, lay.T_AGAIN_A]
    expected = [-chance(1800, 100, 1800), chance(2100, 100, 2100), -chance(2100, 100, 2100)]
    assert found == pytest.approx(expected, rel=1e-12)


DRIFT = {"attrition_desertion": 0.004}
TOLD = (1800, 1800, 2450, 2450, 2798, 2400, 2400)
UNITS = (100, 100, 10, 10, 1, 100, 100)


def test_it_is_the_plain_sum_over_which_were_told_again() -> None:
    """A twin: every way of telling the figures, one by one, with its own list of figures."""
    parts = [
        position(f"p{n}", f"1840-{n + 2:02d}-05", men, place=("cumbre", "minas")[n % 2])
        for n, men in enumerate(TOLD)
    ]
    log, _ = odds(*parts, values=DRIFT)
    terms = log.entry_term[: len(TOLD)]
    carried = np.array(TOLD) / np.exp(terms[:, lay.T_GAP_A])
    assert np.all(np.abs(carried[1:] - TOLD[:-1]) > 1)  # men desert
    total = 0.0
    for told_again in itertools.product((False, True), repeat=len(TOLD)):
        density, figure = 1.0, 1800.0
        for men, unit, model, again in zip(TOLD, UNITS, carried, told_again, strict=True):
            if again:
                is_it = abs(men - figure) < unit / 2
                density *= SHARE * is_it / width(men, unit)
            else:
                density *= (1 - SHARE) * math.exp(anew(men, model))
            figure = men
        total += density
    assert terms[:, lay.T_PIN].sum() == pytest.approx(math.log(total), rel=1e-9)


def test_told_again_weighs_its_share_and_told_anew_the_rest() -> None:
    """The density over the width of what is rounded to it, less that of one told anew."""
    for men in (301, 537, 999):
        log, _ = odds(position("a", "1840-02-01", 537), position("b", "1840-03-01", men))
        fresh = (1 - SHARE) * math.exp(anew(men, 537))
        found = (math.exp(log.entry_term[1, lay.T_PIN]) - fresh) * width(537, 1)
        assert found == pytest.approx(SHARE if men == 537 else 0.0, abs=1e-9)


def battle(told: dict[str, Any], what: str = "army_baja > army_alta", **parts: Any) -> Any:
    return (
        entry("fight", "1840-03-01", "battle", what=what, place="paso", **parts),
        version("fight", men_a=1500, men_b=1800, winner="a", **told),
    )


def test_losses_that_are_told_are_taken_from_the_figure() -> None:
    """1,800 less 310 and 90 taken are 1,400; rounded, 1,400 is 1,398 told again."""
    for lost, told, is_again in ((310, 1400, True), (312, 1400, True), (312, 1398, True)):
        log, _ = odds(
            battle({"losses_b": lost, "taken_b": 90}), position("after", "1840-03-02", told)
        )
        assert log.entry_term[1, lay.T_FIGURE_A] == 1800 - lost - 90
        assert (log.entry_term[1, lay.T_AGAIN_A] > 0) == is_again
    untold, _ = odds(battle({}), position("after", "1840-03-02", 1800))
    assert untold.entry_term[1, lay.T_FIGURE_A] == 1800


def test_a_force_that_the_entry_itself_forms_tells_nothing() -> None:
    raised = "raise_force(army_alta, alta, minas, 700)"
    gone = (
        entry("gone", "1840-02-01", "position", what="", effects=("disband(army_alta)",)),
        version("gone"),
    )
    log, _ = odds(
        gone,
        position("formed", "1840-03-01", 700, place="minas", effects=(raised,)),
        position("later", "1840-04-01", 700, place="minas"),
        position("last", "1840-05-01", 900, place="minas"),
    )
    found = log.entry_term[:4, lay.T_PIN]
    again = math.log(SHARE / width(700, 10) + (1 - SHARE) * math.exp(anew(700, 700)))
    fresh = math.log(1 - SHARE) + anew(900, 700)
    assert found == pytest.approx([0, 0, again, fresh], rel=1e-12)


def test_forces_told_together_share_a_figure_as_theirs_stood() -> None:
    """1,800 and 600, told as 1,200 together: 900 and 300, and 1,200 told again is again."""
    both = "army_alta+column_alta"
    parts = (
        position("a", "1840-02-01", 1200, what=both),
        position("b", "1840-02-10", 1200, what=both, place="minas"),
        position("c", "1840-02-20", 300, what="column_alta", place="minas"),
    )
    forces = small().scenario.forces
    column = {"id": "column_alta", "men": 600.0, "commander": ""}
    log, _ = odds(*parts, forces=(*forces, forces[0].model_copy(update=column)))
    assert log.entry_term[:3, lay.T_FIGURE_A] == pytest.approx([2400, 1200, 300], rel=1e-12)
    assert (log.entry_term[:3, lay.T_AGAIN_A] > 0).tolist() == [False, True, True]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_none_or_all_is_no_error(share: float) -> None:
    log, _ = odds(
        position("a", "1840-02-01", 2100),
        position("b", "1840-03-01", 2100),
        values={"retold_share": share},
    )
    terms = log.entry_term[:2, lay.T_PIN]
    assert np.isfinite(terms).all()
    if share == 0.0:
        assert terms == pytest.approx([anew(2100, 1800), anew(2100, 2100)], rel=1e-6)
    else:
        assert terms[1] == pytest.approx(-math.log(width(2100, 100)), rel=1e-6)
