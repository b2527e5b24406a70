"""Grades: the loss made is the loss found, and doubt leaves no mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.analysis import made
from ucronia.analysis import grades
from ucronia.analysis.estimates import Estimate
from ucronia.engine.layout import DEAD, OFFICE
from ucronia.errors import QuestionError
from ucronia.scenario.model import Aim

REPLICAS = 400


def choice(recorded: int = 0, leader: int = -1, options: int = 2) -> grades.Choice:
    names = ("let_go", "hold", "parole")[:options]
    when = date(1837, 11, 17)
    return grades.Choice("paucarpata", when, "parley", "santa_cruz", names, recorded, leader)


def arms(*shares: float, seed: int = 1) -> list[np.ndarray]:
    uniform = np.random.default_rng(seed).random(REPLICAS)
    return [(uniform > share).astype(int) for share in shares]


def test_a_costly_choice_by_its_outcomes() -> None:
    """Union 100, republics 40: 0.3 against 0.8 gives 58 against 88, a loss of 30."""
    found = grades.grade(choice(), made.looked_at(arms(0.3, 0.8)), made.aim(), made.OUTCOMES)
    assert found.best == "hold"
    assert found.loss.mean == pytest.approx(30, abs=4)
    assert found.loss.low < 30 < found.loss.high
    assert (found.mark, found.is_costly, found.survives) == ("??", True, True)
    assert [u.mean for u in found.utilities] == pytest.approx([58, 88], abs=4)


def test_the_better_option_taken_earns_a_mark() -> None:
    found = grades.grade(choice(1), made.looked_at(arms(0.3, 0.8)), made.aim(), made.OUTCOMES)
    assert (found.mark, found.is_costly) == ("!!", False)
    assert found.loss.mean == pytest.approx(-30, abs=4)


def test_noise_earns_no_mark() -> None:
    paths = [
        (np.random.default_rng(seed).random(REPLICAS) > 0.5).astype(int) for seed in (2, 3)
    ]
    found = grades.grade(choice(), made.looked_at(paths), made.aim(), made.OUTCOMES)
    assert (found.mark, found.survives) == ("", False)


def test_choosing_the_best_of_equals_covers_no_loss() -> None:
    """Three equal options: the loss's interval must hold 0 in at least 95 % of samples."""
    generator, missed, trials = np.random.default_rng(4), 0, 400
    for _ in range(trials):
        scores = [np.where(generator.random(200) < 0.5, 100.0, 40.0) for _ in range(3)]
        loss = grades._loss(scores, 0, 2, 0.95)
        missed += not loss.low <= 0 <= loss.high
    assert missed / trials < 0.05 + 4 * (0.05 * 0.95 / trials) ** 0.5


def test_own_fate_weighs_as_much_as_stated() -> None:
    fate = [np.full(REPLICAS, status, dtype=np.int8) for status in (OFFICE, DEAD)]
    paths = [np.zeros(REPLICAS, dtype=int)] * 2
    found = grades.grade(
        choice(leader=0), made.looked_at(paths, fate=fate), made.aim(), made.OUTCOMES
    )
    # equal outcomes; office is worth 100, death 0, and the fate weighs 0.2
    assert found.loss.mean == pytest.approx(-20)
    assert found.mark == "!"
    # at weight 0 the options are the same
    assert not found.survives
    assert found.holds_for == (0.2, 1.0)


YEARS = tuple(round(365.25 * years) for years in (1, 3))
SOON_OR_LATE = [
    # the first option brings union for a while, the other in the end
    np.tile(np.array([[0, 1]]), (REPLICAS, 1)),
    np.tile(np.array([[1, 0]]), (REPLICAS, 1)),
]


@pytest.mark.parametrize(
    ("horizon", "loss", "mark", "lost_at"),
    [
        # the first checkpoint stands for two years: with a half-life of two it weighs 1/2; with
        # one of 1 year 3/4, of 4 years 1 - 2^-(1/2)
        (2.0, 0.0, "", ()),
        (1.0, -30.0, "!!", ("double", "end")),
        (4.0, 60 * (2 * 0.5**0.5 - 1), "??", ("half",)),
        (1000.0, 60 * (2 * 0.5**0.002 - 1), "??", ()),
    ],
)
def test_a_horizon_weighs_what_comes_soon(
    horizon: float, loss: float, mark: str, lost_at: tuple[str, ...]
) -> None:
    """Union 100, republics 40: soon or late weighs 60 points, by 2^(-2/h) twice less one."""
    aim = made.aim().model_copy(update={"horizon": horizon})
    runs = made.looked_at(SOON_OR_LATE, YEARS)
    found = grades.grade(choice(), runs, aim, made.OUTCOMES)
    assert found.loss.mean == pytest.approx(loss, abs=0.02)
    assert (found.mark, found.lost_at) == (mark, lost_at)
    assert found.survives_horizon == (bool(mark) and not lost_at)
    assert found.horizon == horizon


def test_the_own_fate_is_discounted_as_the_outcome_is() -> None:
    alike = [np.zeros((REPLICAS, 2), dtype=int)] * 2
    fates = [np.tile(np.array(row), (REPLICAS, 1)) for row in ([OFFICE, DEAD], [DEAD, OFFICE])]
    aim = made.aim().model_copy(update={"own_fate": 1.0, "horizon": 1.0})
    runs = made.looked_at(alike, YEARS, fate=fates)
    found = grades.grade(choice(leader=0), runs, aim, made.OUTCOMES)
    # office for the first two years of a half-life of one weighs 3/4
    assert [u.mean for u in found.utilities] == pytest.approx([75, 25], abs=0.05)


def test_only_checkpoints_of_the_decision_count() -> None:
    """Runs of several decisions are as wide as the one with most checkpoints."""
    runs = made.looked_at(SOON_OR_LATE, YEARS)
    wider = np.full((2, REPLICAS, 3), -1, dtype=np.int8)
    padded = replace(
        runs,
        checkpoint_outcome=np.concatenate([runs.checkpoint_outcome, wider], axis=2),
        checkpoint_fate=np.concatenate([runs.checkpoint_fate, wider], axis=2),
    )
    plain, other = (
        grades.grade(choice(leader=0), part, made.aim(), made.OUTCOMES)
        for part in (runs, padded)
    )
    assert plain == other


def test_a_fate_of_nobody_does_not_weigh() -> None:
    one = grades.utility(made.looked_at(arms(0.5)), 0, made.aim(), made.OUTCOMES, -1)
    assert (one[:, :, 0] == one[:, :, 1]).all()


@pytest.mark.parametrize(
    ("low", "high", "mark"),
    [
        (20, 30, "??"),
        (19.9, 30, "?"),
        (5, 9, "?!"),
        (4.9, 50, ""),
        (-30, -20, "!!"),
        (-30, -10, "!"),
        (-30, -9.9, ""),
        (-1, 1, ""),
    ],
)
def test_marks_pass_on_the_bound(low: float, high: float, mark: str) -> None:
    assert grades.mark_of(Estimate((low + high) / 2, low, high, 10)) == mark


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (5, 9, grades.MARKED),
        (-30, -10, grades.MARKED),
        (4, 10, grades.UNMARKED),
        (-8, -1, grades.UNMARKED),
        (0, 10, grades.NOT_TOLD_APART),
        (-1, 50, grades.NOT_TOLD_APART),
    ],
)
def test_a_small_difference_is_not_called_noise(low: float, high: float, verdict: str) -> None:
    found = grades.grade(choice(), made.looked_at(arms(0.3, 0.8)), made.aim(), made.OUTCOMES)
    loss = Estimate((low + high) / 2, low, high, 10)
    found = replace(found, loss=loss, mark=grades.mark_of(loss))
    assert found.verdict == verdict
    assert bool(found.mark) == (verdict == grades.MARKED)


def test_killings_are_never_graded() -> None:
    assert grades.can_be_graded(made.rule("parley", "decision"))
    assert not grades.can_be_graded(made.rule("mutiny", "hazard"))
    deadly = made.rule("death_sentence", "decision", ["execute(l)"])
    assert not grades.can_be_graded(deadly)


def test_what_can_not_be_asked_is_said() -> None:
    with pytest.raises(QuestionError, match="no checkpoints in common"):
        grades.grade(choice(), made.runs(arms(0.5, 0.6)), made.aim(), made.OUTCOMES)
    with pytest.raises(QuestionError, match="don't all watch leader 1"):
        runs = made.looked_at(arms(0.5, 0.6))
        grades.grade(choice(leader=1), runs, made.aim(), made.OUTCOMES)
    with pytest.raises(QuestionError, match="2 options need as many forks"):
        grades.grade(choice(), made.looked_at(arms(0.5)), made.aim(), made.OUTCOMES)
    short = Aim(**{**made.aim().model_dump(), "utilities": {"union": 1.0}})
    with pytest.raises(QuestionError, match="say nothing of two_republics, unsettled"):
        grades.grade(choice(), made.looked_at(arms(0.5, 0.6)), short, made.OUTCOMES)
