"""Both languages say everything, and write numbers and dates their own way."""

from __future__ import annotations

import ast
import math
import re
from datetime import date
from pathlib import Path

import pytest

import ucronia.report
from tests.report.findings import scenario
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.backtest import FORECASTING, FORECASTING_PRIOR
from ucronia.analysis.questions.disputes import FIXING
from ucronia.analysis.questions.resting import RESTING
from ucronia.analysis.questions.sensitivity import KEEPING, SCREENING
from ucronia.errors import QuestionError
from ucronia.report import chronicle, forecasts, graded, likely, words
from ucronia.report.asked import (
    backtest_told,
    battle,
    battle_score,
    calibrated,
    ranked,
    sensitive,
)
from ucronia.report.explain import find, kinds
from ucronia.report.exports import timelinejs
from ucronia.report.figures import reliability, skill, weights
from ucronia.report.reading import disputes, told
from ucronia.report.sentences import CAN_NOT_TELL
from ucronia.report.words import Words
from ucronia.scenario.model import Text

ROOM = Path(ucronia.report.__file__).parent
TEMPLATE_MESSAGE = re.compile(r'say\("((?:[^"\\]|\\.)*)"')


def said() -> set[str]:
    """Every message of the room: literals handed to `say`, and the tables of messages."""
    found = set(CAN_NOT_TELL)
    found |= {message for pair in words.KINDS.values() for message in pair}
    found |= {message for _, message in chronicle.LINES.values()}
    found |= set(chronicle.STATUS.values()) | set(chronicle._PLACELESS.values())
    found |= set(chronicle.VARIANTS.values()) | {chronicle.LAID_DOWN}
    found |= set(graded.LOST_AT.values())
    found |= {*told.FIELDS.values(), told.NO_DECISION, disputes.WIDTH, FIXING}
    found |= {*find._KINDS, *timelinejs.GROUPS.values(), timelinejs.OTHERS}
    found |= {*sensitive.GROUP_NAMES.values(), SCREENING, KEEPING}
    found |= {"By theme", "Single numbers", "Rests on", "Numbers", "Alone", "In all"}
    found |= {word for _, word in likely.SCALE} | {RESTING, "One by one", "In words", "Top 5"}
    found |= {sign[0] for sign in weights.SIGNS}
    found |= set(disputes.WHY_NOT.values()) | set(kinds.SAID.values())
    found |= {*battle.GROUNDS.values(), *battle.WORKS.values(), *battle.WON}
    found |= {*battle.SIDE_NAMES, *battle.HEADS, *battle_score.NAMES.values()}
    found |= backtest_said()
    found |= {*calibrated._CHECKS.values(), *calibrated.HOW_MUCH, *ranked.VERDICTS.values()}
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("say", "fact"):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    found |= set(TEMPLATE_MESSAGE.findall((ROOM / "page.html.j2").read_text(encoding="utf-8")))
    return found


def backtest_said() -> set[str]:
    """Messages of a backtest that stand in tables and constants."""
    found = {*forecasts.NAMES.values(), *backtest_told.FORECASTERS.values()}
    found |= {*backtest_told.SAID.values(), *backtest_told.NO_BLOCK.values()}
    found |= {*backtest_told.NOTES, *backtest_told.VERDICTS.values()}
    found |= {*skill.SHORT.values(), *skill.BLOCKS.values()}
    found |= {name for name, *_ in (*skill.BESIDE.values(), *reliability.SIGNS.values())}
    return found | {FORECASTING, FORECASTING_PRIOR}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_message_is_in_the_catalogue_with_its_fields(lang: str) -> None:
    catalogue = words.catalogue(lang)
    assert sorted(said() - set(catalogue)) == []
    for message, translation in catalogue.items():
        fields = re.findall(r"\{\w+\}", message)
        assert sorted(set(fields)) == sorted(set(re.findall(r"\{\w+\}", translation)))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(QuestionError, match='no language "qu"; there are es, en'):
        Words("qu")


def test_dates_and_numbers_are_each_languages_own() -> None:
    es, en = Words("es"), Words("en")
    when = date(1839, 1, 20)
    assert es.date(when) == "20 de enero de 1839"
    assert en.date(when) == "20 January 1839"
    assert en.date(when, "medium") == "20 Jan 1839"
    assert (es.number(10500), en.number(10500)) == ("10.500", "10,500")
    assert (es.number(0.25, 2), en.number(0.25, 2)) == ("0,25", "0.25")
    assert en.number(-0.3) == "0"
    assert es.join(["a", "b", "c"]) == "a, b y c"


def test_shares_are_never_a_false_none_or_all() -> None:
    en = Words("en")
    shares = (0.0, 0.001, 0.62, 0.999, 1.0)
    assert [en.hundredths(share) for share in shares] == ["0", "<1", "62", ">99", "100"]


def test_changes_bear_their_sign() -> None:
    found = Words("en").change(Estimate(-0.12, -0.19, 0.05, 10))
    assert found == "\N{MINUS SIGN}12 [\N{MINUS SIGN}19, +5]"
    assert Words("en").signed(0.2) == "0"
    assert Words("es").signed(-math.inf) == "\N{MINUS SIGN}∞"


def test_entries_are_named_by_kind_and_place() -> None:
    world = scenario()
    battle, treaty = world.entries[:2]
    assert words.entry_name(Words("es"), world, battle) == "Batalla de Yungay"
    assert words.entry_name(Words("en"), world, treaty) == "Treaty of Arequipa"
    nowhere = treaty.model_copy(update={"place": ""})
    assert words.entry_name(Words("es"), world, nowhere) == "Tratado"
    strange = battle.model_copy(update={"kind": "comet"})
    assert words.entry_name(Words("en"), world, strange) == "Yungay"
    own = treaty.model_copy(update={"name": Text(es="Paz de Arequipa", en="Peace of Arequipa")})
    assert words.entry_name(Words("es"), world, own) == "Paz de Arequipa"
    assert words.outcome_name(Words("es"), world, "union") == "unión de los tres"
    assert words.outcome_name(Words("es"), world, "gone") == "gone"
