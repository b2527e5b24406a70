"""Whether chains find what a record was made with: simulation-based calibration, told."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rich.console import RenderableType
from rich.text import Text

from ucronia.analysis.calibration.synthetic import Ranks
from ucronia.analysis.outcomes import Origin
from ucronia.report.asked import dicts
from ucronia.report.asked.result import Result
from ucronia.report.asked.shown import plain_table
from ucronia.report.digits import p_value
from ucronia.report.tables import Row
from ucronia.report.words import Words

SHOWN = 10
LEVEL = 0.05
VERDICTS = {
    True: (
        "On {records} records of the model’s own making, the truth’s ranks among the draws are "
        "uniform for all of {count} parameters, as far as so few records show."
    ),
    False: (
        "On {records} records of the model’s own making, the truth’s ranks among the draws are "
        "not uniform for all of {count} parameters: the chains are wrong, or too short."
    ),
}
"""Messages of the catalogues."""


@dataclass(frozen=True, repr=False)
class Ranked(Result):
    """Ranks of the truth among draws, record after record.

    Parameters
    ----------
    ranks : tuple of Ranks
        Of each free parameter.
    made_from : Origin
        Its replicas are the records made.
    """

    ranks: tuple[Ranks, ...]
    made_from: Origin

    @property
    def origin(self) -> Origin:
        """Of the check."""
        return self.made_from

    @property
    def is_sound(self) -> bool:
        """True where no parameter's ranks fail, Bonferroni's correction made."""
        return min(ranks.p_value for ranks in self.ranks) * len(self.ranks) >= LEVEL

    def tables(self) -> dict[str, list[Row]]:
        """Give ranks, one row a parameter."""
        return {"ranks": [asdict(ranks) for ranks in self.ranks]}

    def to_dict(self) -> Row:
        """Give it as `--json` prints it."""
        return {
            "sound": self.is_sound,
            **self.tables(),
            **dicts.origin_dict(self.origin),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the parameters whose ranks are least uniform, and what to make of them."""
        words = Words(lang)
        table = plain_table(words, ("Parameter", "p"))
        worst = sorted(self.ranks, key=lambda ranks: ranks.p_value)
        for ranks in worst[:SHOWN]:
            table.add_row(ranks.id, p_value(words, ranks.p_value))
        said = words.say(
            VERDICTS[self.is_sound],
            records=words.number(self.origin.replicas),
            count=words.number(len(self.ranks)),
        )
        return [Text(said, "bold"), table]
