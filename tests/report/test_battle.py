"""The odds and scores of battles are told in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.battle.test_fought import GOOD, written
from ucronia.analysis.battle.asked import Asked, answer
from ucronia.analysis.battle.scoring import score_file
from ucronia.errors import QuestionError
from ucronia.report.asked.battle import BattleOdds
from ucronia.report.asked.battle_score import BattleScore

YUNGAY = Asked(5267, 6100, ground="hills", works="prepared")


def test_odds_are_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    found = BattleOdds(answer(YUNGAY))
    found.show("en")
    english = capsys.readouterr().out
    assert "5,267 men attack 6,100, hills, prepared works" in english
    assert "Ground moves nothing here" in english
    found.show("es")
    spanish = capsys.readouterr().out
    assert "5.267 hombres atacan a 6.100; cerros, obras preparadas" in spanish
    assert "El terreno no mueve nada" in spanish


def test_ground_moves_nothing_and_works_do() -> None:
    def chance(**given: str) -> float:
        asked = Asked(5267, 6100, **given)  # type: ignore[arg-type]
        return answer(asked).odds.attacker.mean

    assert chance(ground="marsh") == chance()
    assert chance(works="hasty") == chance()
    assert chance(works="fortified") < chance(works="prepared") < chance()


def test_a_known_commander_is_known_only_by_what_came_before() -> None:
    def mean(year: int) -> float | None:
        asked = Asked(9000, 9000, commander_attacker="napoleon", year=year)
        quality = answer(asked).quality
        return quality.mean if quality else None

    assert mean(1790) is None
    late = mean(1812)
    assert late is not None and late > 0.3


def test_names_that_may_be_several_are_asked_again() -> None:
    with pytest.raises(QuestionError, match="give more of the name"):
        answer(Asked(9, 9, commander_attacker="john"))
    unknown = answer(Asked(9, 9, commander_attacker="Bulnes")).unknown
    assert unknown == ("Bulnes",)


@pytest.mark.parametrize(
    "asked", [Asked(0, 9), Asked(9, float("nan")), Asked(9, 9, cavalry_attacker=1.2)]
)
def test_what_is_no_battle_is_refused(asked: Asked) -> None:
    with pytest.raises(QuestionError, match="should be a"):
        answer(asked)


def test_json_holds_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = BattleOdds(answer(YUNGAY)).to_dict()
    assert sum(given["chance"][name]["mean"] for name in ("attacker", "defender", "draw")) == (
        pytest.approx(1.0, abs=1e-5)
    )
    assert given["ground_changes_odds"] is False
    scored = BattleScore(score_file(written(tmp_path, GOOD, GOOD.replace("a,1839", "b,1841"))))
    first = list(scored.to_dict())[:6]
    assert first == ["n", "auc", "accuracy", "brier", "log_loss", "base_rate_log_loss"]
    for lang, head in (("en", "2 decided battles"), ("es", "2 batallas decididas")):
        scored.show(lang)
        assert head in capsys.readouterr().out
