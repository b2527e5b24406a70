"""A history is told from its log, in both languages, without a gap."""

from __future__ import annotations

import numpy as np
import pytest

from tests.report.findings import scenario
from ucronia.engine import layout
from ucronia.report import chronicle
from ucronia.report.words import Words

EN = chronicle.Names(Words("en"), scenario())
ES = chronicle.Names(Words("es"), scenario(), {2: 1})
KINDS = {name: value for name, value in vars(layout).items() if name.startswith("L_")}


def line(kind: int, a: int = 0, b: int = 1, c: int = 0, place: int = 1) -> np.ndarray:
    return np.array([1428, kind, a, b, c, place])


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_line_is_told_or_about_the_log(kind: int) -> None:
    for names in (EN, ES):
        said = chronicle.line_sentence(
            names, line(kind), np.array([500.0, 20, 900, 800, 50, 0])
        )
        assert bool(said) != (kind in chronicle.QUIET)
        assert "{" not in said and "None" not in said


def test_a_battle_names_the_winner_first_with_its_losses() -> None:
    fought = line(layout.L_BATTLE, 0, 1, -1)
    numbers = np.array([1500.0, 664.0, 6000.0, 5267.0, 1600.0, 0.0])
    found = chronicle.line_sentence(EN, fought, numbers)
    assert found == (
        "Battle at Yungay: Restoring Army beats Protectoral Army. "
        "Killed and wounded: 664 and 1,500. Prisoners and scattered: 1,600."
    )
    # nobody taken is not told
    attacker_won = line(layout.L_BATTLE, 0, 1, 1)
    found = chronicle.line_sentence(EN, attacker_won, np.array([100.0, 300.0, 900, 800, 0, 0]))
    assert found.endswith("beats Restoring Army. Killed and wounded: 100 and 300.")
    drawn = chronicle.line_sentence(ES, line(layout.L_BATTLE, 0, 1, 0))
    assert drawn.startswith("Batalla de Yungay: Ejército protectoral y Ejército restaurador se")


def test_a_decision_names_its_option_and_its_subject() -> None:
    found = chronicle.line_sentence(ES, line(layout.L_RULE, 1, 0, 1))
    assert found == "parley (es): hold (es) (Ejército protectoral, Chile)."
    hazard = chronicle.line_sentence(EN, line(layout.L_RULE, 0, -1, 0, -1))
    assert hazard == "mutiny (en)."
    assert chronicle.line_sentence(EN, line(layout.L_RULE, 99)) == "Event."


@pytest.mark.parametrize(
    ("kind", "b", "c", "said"),
    [
        (layout.L_PEACE, 1, 0, "Peace between Bolivia and Chile."),
        (layout.L_PEACE, 1, 3, "Truce between Bolivia and Chile."),
        (layout.L_ALLY, 1, 1, "Alliance between Bolivia and Chile."),
        (layout.L_ALLY, 1, 0, "The alliance between Bolivia and Chile ends."),
        (layout.L_TRADE, 1, 0, "Trade closes between Bolivia and Chile."),
        (layout.L_TRADE, 1, 2, "Bolivia changes its duty on the goods of Chile."),
        (layout.L_CAPITULATE, -1, -1, "Lays down its arms: Protectoral Army."),
        (layout.L_SAIL, 1, 2, "Embarkation: Protectoral Army, at Yungay, for Lima."),
        (layout.L_ASSEMBLY, 0, -1, "The assembly rejects: 0."),
    ],
)
def test_columns_change_what_is_said(kind: int, b: int, c: int, said: str) -> None:
    assert chronicle.line_sentence(EN, line(kind, 0, b, c)) == said


def test_what_has_no_name_is_told_all_the_same() -> None:
    assert EN.name(chronicle.FORCE, 9) == "a column"
    assert ES.name(chronicle.FORCE, 2) == "una columna de Chile"
    assert EN.name(chronicle.LEADER, -1) == "—"
    assert EN.name(chronicle.OFFICE, 3) == "3"


def test_fates_of_leaders() -> None:
    dead = chronicle.line_sentence(EN, line(layout.L_LEADER, 0, layout.DEAD, -1))
    assert dead == "Andrés de Santa Cruz dies."
    taken = chronicle.line_sentence(ES, line(layout.L_LEADER, 0, layout.PRISONER, 1))
    assert taken == "Andrés de Santa Cruz cae prisionero de Chile."


def test_a_happening_is_told_without_its_place() -> None:
    found = chronicle.happening_sentence(EN, (layout.L_BATTLE, 0, 1, 1))
    assert found == "Battle: Protectoral Army beats Restoring Army."
    assert chronicle.happening_sentence(EN, (layout.L_CAPITULATE, 0, 1, -1)) == (
        "Capitulation: Protectoral Army, to Chile."
    )


def test_a_chronicle_has_dates_in_order() -> None:
    events = [line(layout.L_WAR), line(layout.L_CLIPPED), line(layout.L_SECEDE)]
    values = [np.zeros(2)] * 3
    found = chronicle.chronicle(ES, events, values)
    assert found == [
        ("1839-01-20", "Guerra entre Bolivia y Chile."),
        ("1839-01-20", "Secesión: Bolivia se separa de Chile."),
    ]
