"""The scores of forecasts of battles, told."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.text import Text

from ucronia.analysis.battle.scoring import Scored
from ucronia.report.asked.shown import plain_table, show
from ucronia.report.replies import DIGITS
from ucronia.report.tables import Row
from ucronia.report.words import Words

NAMES = {
    "auc": "AUC (0.5 is chance, 1 perfect)",
    "accuracy": "winner named rightly",
    "brier": "Brier score (0.25 is even odds)",
    "log_loss": "log loss (0.693 is even odds)",
    "base_rate_log_loss": "log loss of the file's own share of attackers that won",
}
"""Messages of the catalogues."""


@dataclass(frozen=True, repr=False)
class BattleScore:
    """How well a file's battles were forecast.

    Parameters
    ----------
    found : Scored
        Forecasts and scores.
    """

    found: Scored

    def to_dict(self) -> Row:
        """Give it as `battle --score --json` prints it."""
        found = self.found
        scores = {
            name: None if value is None else round(value, DIGITS)
            for name, value in found.scores.items()
        }
        rows = zip(found.battles, found.chances, strict=True)
        return {
            "n": found.decided,
            **scores,
            "draws": len(found.battles) - found.decided,
            "learning": found.is_learning,
            "held_out": found.is_held_out,
            "known_to_cdb90": found.known,
            "learnt_from": found.learnt_from,
            "forecasts": [
                {"id": battle.id, "attacker_wins": round(chance, DIGITS)}
                for battle, chance in rows
            ],
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give it as it is printed in a terminal, in `es` or `en`."""
        words, found = Words(lang), self.found
        table = plain_table(words, ("Score", ""))
        for name, message in NAMES.items():
            value = found.scores[name]
            table.add_row(words.say(message), "" if value is None else words.number(value, 2))
        head = words.say(
            "{n} decided battles, each forecast before the fact; {draws} drawn aren't scored",
            n=words.number(found.decided),
            draws=words.number(len(found.battles) - found.decided),
        )
        return [Text(head, "bold"), table, Text(), *map(Text, _notes(words, found))]

    def show(self, lang: str = "en") -> None:
        """Print it."""
        show(Console(highlight=False), self.told(lang))


def _notes(words: Words, found: Scored) -> list[str]:
    said = [
        words.say(
            "Learnt from {n} decided battles of CDB90 that aren't the file's: of those not yet "
            "fought only what strength, works and surprise are worth, of earlier ones also how "
            "good armies and commanders are.",
            n=words.number(found.learnt_from),
        )
    ]
    if found.is_learning:
        said.append(
            words.say(
                "The file's own battles teach from the day after; --no-learning stops it."
            )
        )
    else:
        said.append(words.say("The file's own battles teach nothing (--no-learning)."))
    if found.is_held_out:
        said.append(words.say("CDB90's battles of the file's wars are left out (--held-out)."))
    elif found.known:
        said.append(
            words.say(
                "CDB90 holds {known} of these battles itself. None is used before its day, but "
                "other battles of the same wars are: --held-out leaves those wars out.",
                known=words.number(found.known),
            )
        )
    return said
