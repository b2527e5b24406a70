"""What else a what-if moves, as a table and as rows: revenue, debt, support, threat, war."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.moves import SHARES, Move
from ucronia.report.digits import written
from ucronia.report.words import Words
from ucronia.scenario.model import Scenario

_TOLD = {
    "revenue": "Revenue and customs, pesos a year",
    "customs": "Customs, pesos a year",
    "men": "Men under arms",
    "debt": "Debt, pesos",
    "support": "Support where it rules, of 100",
    "threat": "Greatest threat that it feels, of 100",
    "war": "Comes into a war, of 100 histories",
}


def moved_parts(
    words: Words, scenario: Scenario, moves: Sequence[Move]
) -> list[RenderableType]:
    """Lay out what else is moved; nothing where nothing is.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    moves : sequence of Move
        What moved.

    Returns
    -------
    list of RenderableType
        A table, or nothing.
    """
    if not moves:
        return []
    title = words.say("What else moves, where the state stands in both")
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    for column in ("Whose", "What", "Recorded", "Alternative", "Difference"):
        table.add_column(words.say(column))
    for move in moves:
        scale = 100.0 if move.measure in SHARES else 1.0
        half = move.difference.width * scale
        parts = (move.difference.mean, move.difference.low, move.difference.high)
        mean, low, high = (_signed(words, part * scale, half) for part in parts)
        table.add_row(
            words.text(scenario.polities[move.polity].name),
            words.say(_TOLD[move.measure]),
            written(words, move.recorded * scale, half),
            written(words, move.alternative * scale, half),
            f"{mean} [{low}, {high}]",
        )
    return [table, Text()]


def _signed(words: Words, value: float, half: float) -> str:
    said = written(words, value, half)
    return f"+{said}" if value > 0 else said


def moved_rows(scenario: Scenario, moves: Sequence[Move]) -> list[dict[str, object]]:
    """Give the moves as rows of JSON.

    Parameters
    ----------
    scenario : Scenario
        For ids.
    moves : sequence of Move
        What moved.

    Returns
    -------
    list of dict
        polity, measure, recorded, alternative, difference, low, high, p_value.
    """
    return [
        {
            "polity": scenario.polities[move.polity].id,
            "measure": move.measure,
            "recorded": move.recorded,
            "alternative": move.alternative,
            "difference": move.difference.mean,
            "low": move.difference.low,
            "high": move.difference.high,
            "p_value": move.p_value,
        }
        for move in moves
    ]
