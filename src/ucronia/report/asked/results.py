"""Results as small objects: shown, drawn, and taken elsewhere through Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Console, RenderableType

from ucronia.analysis.questions.beliefs import Believed
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.analysis.questions.histories import Told
from ucronia.analysis.questions.moments import Compared, Lost, Ran
from ucronia.analysis.questions.positions import Position
from ucronia.analysis.questions.whatif import WhatIfFound
from ucronia.report.asked import dicts
from ucronia.report.asked.moments import (
    believe_parts,
    compare_parts,
    lost_parts,
    run_parts,
)
from ucronia.report.asked.result import Answer
from ucronia.report.asked.shown import narrowed_parts
from ucronia.report.asked.told import history_parts, replay_parts
from ucronia.report.asked.whatif import what_if_parts
from ucronia.report.asked.whatif_dict import what_if_dict
from ucronia.report.chronicle import Names, chronicle
from ucronia.report.reading.chronicle import days_dict, days_parts
from ucronia.report.reading.days import Days
from ucronia.report.rested import rests_dict
from ucronia.report.tables import (
    Findings,
    Row,
    contrast_rows,
    curve_rows,
    findings_tables,
)
from ucronia.report.terminal import findings_parts
from ucronia.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Evaluation(Answer[Evaluated]):
    """How likely each outcome was on every day, what turned it, who gave what up.

    Parameters
    ----------
    found : Evaluated
        All that was found.
    """

    @property
    def findings(self) -> Findings:
        """What the report's tables and pages are made of."""
        found = self.found
        return Findings(
            found.origin,
            found.curve,
            found.turning_points,
            found.grades,
            found.ending,
            found.systems,
            found.rests,
        )

    def tables(self) -> dict[str, list[Row]]:
        """Give curve, turning_points, grades and options."""
        return findings_tables(self.findings)

    def to_dict(self) -> Row:
        """Give the evaluation as `evaluate --json` prints it."""
        return {
            **dicts.evaluation_dict(self.findings),
            **dicts.until_dict(self.found.narrowed),
            "stopped": self.is_stopped,
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the curve, the turning points and the grades."""
        found, words = self.found, Words(lang)
        console = Console(highlight=False)
        return [
            *findings_parts(console, found.scenario, self.findings, words),
            *narrowed_parts(words, found.narrowed),
        ]

    def plot(self, lang: str = "en") -> Figure:
        """Draw the evaluation curve, with the turning points named."""
        from ucronia.report.figures.charts import evaluation_chart

        told = [point for point in self.found.turning_points if point.distinguishable]
        return evaluation_chart(self.found.scenario, self.found.curve, told, Words(lang))

    def write(self, folder: str | Path) -> Path:
        """Write the report's folder: page, figures and tables; give the page's path."""
        from ucronia.report.folder import write_folder

        return write_folder(Path(folder), self.found, self.findings)


@dataclass(frozen=True, repr=False)
class WhatIf(Answer[WhatIfFound]):
    """The record's own choice against another.

    Parameters
    ----------
    found : WhatIfFound
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give outcomes: shares in both arms and the paired difference."""
        return {"outcomes": contrast_rows(self.found.contrast)}

    def to_dict(self) -> Row:
        """Give the answer as `what-if --json` prints it."""
        return what_if_dict(self.found)

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give both arms, when they part, why, and typical histories."""
        return what_if_parts(Words(lang), self.found)

    def plot(self, lang: str = "en") -> Figure:
        """Draw each outcome in both arms."""
        from ucronia.report.figures.bars import contrast_chart

        arms = self.found.arms
        title = f"{arms.decision}: {arms.option}"
        return contrast_chart(self.found.scenario, self.found.contrast, Words(lang), title)


@dataclass(frozen=True, repr=False)
class Ensemble(Answer[Ran]):
    """The histories played from one day.

    Parameters
    ----------
    found : Ran
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give outcomes, and replicas: one row a history."""
        return {
            "outcomes": dicts.share_rows(self.found),
            "replicas": dicts.replica_rows(self.found),
        }

    def to_dict(self) -> Row:
        """Give the answer as `run --json` prints it."""
        return dicts.run_dict(self.found)

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give each outcome's share, and typical histories."""
        return run_parts(Words(lang), self.found)

    def plot(self, lang: str = "en") -> Figure:
        """Draw the share of histories that end in each outcome."""
        from ucronia.report.figures.shares import share_chart

        words, found = Words(lang), self.found
        return share_chart(found.scenario, found.ending, words, words.date(found.date))


@dataclass(frozen=True, repr=False)
class Comparison(Answer[Compared]):
    """One outcome on two days.

    Parameters
    ----------
    found : Compared
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give comparison: one row."""
        return {"comparison": dicts.comparison_rows(self.found)}

    def to_dict(self) -> Row:
        """Give the answer as `compare --json` prints it."""
        return {
            **dicts.comparison_rows(self.found)[0],
            **dicts.clean(rests_dict(self.found.rests)),
            **dicts.until_dict(self.found.narrowed),
            "stopped": self.is_stopped,
            **dicts.origin_dict(self.origin),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the verdict in a sentence."""
        return compare_parts(Words(lang), self.found)


@dataclass(frozen=True, repr=False)
class WhenLost(Answer[Lost]):
    """When an outcome ceased to be likely.

    Parameters
    ----------
    found : Lost
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give falls, the turning points that took it away, and the curve."""
        return {"falls": dicts.fall_rows(self.found), "curve": curve_rows(self.found.curve)}

    def to_dict(self) -> Row:
        """Give the answer as `when --json` prints it."""
        return dicts.lost_dict(self.found)

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the dates, and the turning points that took it away."""
        return lost_parts(Words(lang), self.found)

    def plot(self, lang: str = "en") -> Figure:
        """Draw the evaluation curve, with the falls named."""
        from ucronia.report.figures.charts import evaluation_chart

        found = self.found
        return evaluation_chart(found.scenario, found.curve, found.falls, Words(lang))


@dataclass(frozen=True, repr=False)
class Beliefs(Answer[Believed]):
    """What one would have to believe for an outcome to come.

    Parameters
    ----------
    found : Believed
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give beliefs: one row a parameter or reading."""
        return {"beliefs": dicts.belief_rows(self.found)}

    def to_dict(self) -> Row:
        """Give the answer as `believe --json` prints it."""
        return dicts.believed_dict(self.found)

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the beliefs in a table."""
        return believe_parts(Words(lang), self.found)


@dataclass(frozen=True, repr=False)
class History(Answer[Told]):
    """One history.

    Parameters
    ----------
    found : Told
        All that was found.
    """

    def lines(self, lang: str = "en") -> list[tuple[str, str]]:
        """Tell it: ISO date and sentence, in order."""
        found = self.found
        return chronicle(Names(Words(lang), found.scenario, found.pools), *found.events)

    def tables(self) -> dict[str, list[Row]]:
        """Give events: date and sentence in both languages."""
        return {"events": dicts.event_rows(self.lines("es"), self.lines("en"))}

    def to_dict(self) -> Row:
        """Give the history as `history --json` prints it."""
        return {**dicts.told_dict(self.found), "events": self.tables()["events"]}

    def told(self, lang: str = "en", is_whole: bool = False) -> list[RenderableType]:
        """Give its chronicle, without marches and musters unless it is to be whole."""
        return history_parts(Words(lang), self.found, is_whole)


@dataclass(frozen=True, repr=False)
class Replay(Answer[Position]):
    """The record told from one day to another, and the position on the morning after.

    Parameters
    ----------
    found : Position
        Who stands where, who holds what.
    days : Days
        What is told, day by day.
    """

    days: Days
    TABLES: ClassVar[tuple[str, ...]] = (
        "forces",
        "provinces",
        "polities",
        "offices",
        "relations",
    )

    def tables(self) -> dict[str, list[Row]]:
        """Give forces, provinces, polities, offices and relations."""
        return {name: list(getattr(self.found, name)) for name in self.TABLES}

    def to_dict(self) -> Row:
        """Give the position as `replay --json` prints it, and what is told in `days`."""
        found: dict[str, Any] = {
            "date": self.found.date.isoformat(),
            "draw": self.found.draw,
            **self.tables(),
            "entries": list(self.found.entries),
            "surprises": list(self.found.surprises),
            "from": self.days.first,
            "days": days_dict(self.days),
        }
        return {**found, **dicts.origin_dict(self.origin)}

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the campaign day by day with its sources, then who stands where."""
        words = Words(lang)
        return [*days_parts(words, self.days), *replay_parts(words, self.found)]
