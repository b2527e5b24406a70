"""A scenario's folder examined: its problems, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from ucronia.analysis.questions.trial import Trial
from ucronia.errors import Problem
from ucronia.report.tables import Row
from ucronia.report.words import Words
from ucronia.scenario.check import named_rule_share
from ucronia.scenario.coverage import coverage
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import Record


@dataclass(frozen=True)
class Examined:
    """What `check` found.

    Parameters
    ----------
    problems : tuple of Problem
        By file and line; warnings too.
    scenario : Scenario or None
        None where some problem is more than a warning.
    trial : Trial or None
        What was replayed and played; None where nothing was.
    """

    problems: tuple[Problem, ...]
    scenario: Scenario | None
    trial: Trial | None = None

    @property
    def is_sound(self) -> bool:
        """True where nothing is more than a warning."""
        return all(problem.warning for problem in self.problems)

    def to_list(self) -> list[Row]:
        """Give the problems as `check --json` prints them."""
        return [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "text": problem.text,
                "warning": problem.warning,
            }
            for problem in self.problems
        ]

    def lines(self, lang: str) -> list[str]:
        """Give one line a problem, then what the scenario holds and what in it is named."""
        lines = [str(problem) for problem in self.problems]
        if self.scenario is None:
            return lines
        words, scenario = Words(lang), self.scenario
        held = coverage(Record(scenario))
        named = named_rule_share(scenario)
        said = words.say(
            "{scenario} is sound: {entries} entries with {versions} versions of {sources} "
            "sources, {disputes} disputes; {rules} rules, {named} of 100 name one person or "
            "place.",
            scenario=scenario.id,
            entries=held.entries,
            versions=held.versions,
            sources=held.sources,
            disputes=held.disputes,
            rules=len(scenario.rules),
            named=words.hundredths(named),
        )
        lines.append(said)
        why = [
            f"  {rule.id}: {words.text(rule.names)}" for rule in scenario.rules if rule.names
        ]
        return [*lines, *why, self._tried(words)]

    def _tried(self, words: Words) -> str:
        if self.trial is None:
            return words.say("Nothing was played: a rule may be closed, or outcomes overlap.")
        return words.say(
            "Tried by {replays} replays of the record and {histories} histories played on.",
            replays=self.trial.replays,
            histories=self.trial.histories,
        )
