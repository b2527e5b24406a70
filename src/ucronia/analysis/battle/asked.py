"""A question about one battle, from what a person gives to its odds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ucronia.analysis.battle.equations import Engagement
from ucronia.analysis.battle.forecast import known_quality
from ucronia.analysis.battle.fought import Fought, known_battles, tidy
from ucronia.analysis.battle.odds import Odds, Quality, find_odds
from ucronia.errors import QuestionError

FIT = Path(__file__).parent / "fit.yaml"
"""What surprise and ground do in CDB90; fits/shipped.py writes it."""
WORKS = {"none": 0.0, "hasty": 0.0, "prepared": 1.0, "fortified": 2.0}
"""CDB90's scale; it doesn't tell hasty works from none."""
GROUNDS = {
    "open": "",
    "hills": "rugged",
    "mountains": "rugged",
    "woods": "wooded",
    "town": "urban",
    "marsh": "wet",
}
"""To CDB90's codes."""
SURPRISES = {"none": 0, "attacker": 1, "defender": -1}
FITTED_SINCE = 1700
SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """What a person asks."""

    attacker: float
    defender: float
    ground: str = "open"
    works: str = "none"
    surprise: str = "none"
    cavalry_attacker: float = 0.15
    cavalry_defender: float = 0.15
    commander_attacker: str = ""
    commander_defender: str = ""
    army_attacker: str = ""
    army_defender: str = ""
    war: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Answered:
    """The odds, and what they rest on."""

    asked: Asked
    odds: Odds
    quality: Quality | None
    """What CDB90's earlier battles tell; None where they tell nothing."""
    unknown: tuple[str, ...]
    """Names that they don't know."""
    ground: dict[str, float]
    """Effect of this ground on the attacker's log odds in CDB90: mean, se, n."""
    surprise: dict[str, float]
    """Effect of a step of surprise on the log odds of who has it."""
    n: int
    """Decided battles of the fit."""


def answer(asked: Asked, seed: int = 0) -> Answered:
    """Answer what the odds of a battle are.

    Parameters
    ----------
    asked : Asked
        The battle.
    seed : int
        Of the draws.

    Returns
    -------
    Answered
        The odds and their grounds.

    Raises
    ------
    QuestionError
        If something asked is no number of men, share, or known word.
    """
    _check(asked)
    table = _fit()
    quality, unknown = _qualities(asked)
    battle = Engagement(
        (asked.attacker, asked.defender),
        WORKS[asked.works],
        (asked.cavalry_attacker, asked.cavalry_defender),
        SURPRISES[asked.surprise],
    )
    surprise = table["surprise"]
    odds = find_odds(battle, quality, (surprise["mean"], surprise["se"]), seed)
    code = GROUNDS[asked.ground]
    fitted = [b for b in known_battles() if b.date.year >= FITTED_SINCE and b.winner]
    return Answered(
        asked,
        odds,
        quality,
        unknown,
        ground=table[code] if code else {},
        surprise=surprise,
        n=len(fitted),
    )


def _fit() -> dict[str, dict[str, float]]:
    import yaml

    found: dict[str, dict[str, float]] = yaml.safe_load(FIT.read_text(encoding="utf-8"))
    return found


def _check(asked: Asked) -> None:
    for name in ("attacker", "defender"):
        if not 1.0 <= getattr(asked, name) < 1e8:
            raise QuestionError(f"--{name} should be a number of men, 1 or more")
        if not 0.0 <= getattr(asked, f"cavalry_{name}") <= 1.0:
            raise QuestionError(f"--cavalry-{name} should be a share of the men, from 0 to 1")
    known: tuple[tuple[str, dict[str, Any]], ...] = (
        ("ground", GROUNDS),
        ("works", WORKS),
        ("surprise", SURPRISES),
    )
    for name, words in known:
        given = getattr(asked, name)
        if given not in words:
            raise QuestionError(f'--{name} "{given}" should be one of {", ".join(words)}')
    if asked.year is not None and not 1 <= asked.year <= 9999:
        raise QuestionError("--year should be a year, as 1839")


def _qualities(asked: Asked) -> tuple[Quality | None, tuple[str, ...]]:
    """Find what CDB90's battles before the year tell of those named."""
    day = date(asked.year or 9999, 1, 1)
    earlier = [battle for battle in known_battles() if battle.date < day]
    unknown: list[str] = []

    def find(name: str, field: str, names: Iterator[str]) -> str:
        return _find(name, field, sorted(set(names)), unknown)

    war = find(asked.war, "war", (b.war for b in earlier))
    chiefs = [name for b in earlier for name in b.commanders]
    pair = (
        find(asked.commander_attacker, "commander-attacker", iter(chiefs)),
        find(asked.commander_defender, "commander-defender", iter(chiefs)),
    )
    armies = [side for b in earlier if b.war == war for side in b.sides]
    sides = (
        find(asked.army_attacker, "army-attacker", iter(armies)) or "attacker",
        find(asked.army_defender, "army-defender", iter(armies)) or "defender",
    )
    if not any((*pair, *(side in armies for side in sides))):
        return None, tuple(unknown)
    men = (asked.attacker, asked.defender)
    row = Fought("asked", day, war, sides, men, pair, WORKS[asked.works], 0.0, 0)
    return Quality(*known_quality(row, earlier)), tuple(unknown)


def _find(name: str, field: str, names: list[str], unknown: list[str]) -> str:
    """Find the one known name that is meant; none where none is known."""
    wanted = tidy(name)
    if not wanted:
        return ""
    found = [known for known in names if known == wanted]
    found = found or [known for known in names if wanted in known]
    if len(found) > 1:
        some = ", ".join(found[:SHOWN])
        raise QuestionError(f'--{field} "{name}" may be {some}; give more of the name')
    if not found:
        unknown.append(name)
        return ""
    return found[0]
