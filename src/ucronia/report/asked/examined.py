"""A scenario's folder examined: its problems, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ucronia.analysis.questions.trial import Trial
from ucronia.errors import Problem
from ucronia.report.asked.thin import thin_dict, thin_lines
from ucronia.report.words import Words
from ucronia.scenario.check import named_rule_share
from ucronia.scenario.coverage import Coverage, coverage
from ucronia.scenario.model import Scenario
from ucronia.scenario.record import Record
from ucronia.scenario.thinness import thinness


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

    def to_dict(self) -> dict[str, Any]:
        """Give the problems, and how much is covered, as `check --json` prints them.

        Returns
        -------
        dict
            problems: file, line, column, text and warning of each; coverage: what the record
            holds, and of each source that was gone through by passage how many of them it
            tells; thin: where the record is thin, in full. Both None where some problem is
            more than a warning.
        """
        problems = [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "text": problem.text,
                "warning": problem.warning,
            }
            for problem in self.problems
        ]
        if self.scenario is None:
            return {"problems": problems, "coverage": None, "thin": None}
        record = Record(self.scenario)
        held = coverage(record)
        documents = [covered._asdict() for covered in held.documents]
        return {
            "problems": problems,
            "coverage": {**held._asdict(), "documents": documents},
            "thin": thin_dict(thinness(record)),
        }

    def lines(self, lang: str, is_whole: bool = False) -> list[str]:
        """Give one line a problem, then what the scenario holds, names and leaves out.

        Parameters
        ----------
        lang : str
            `es` or `en`.
        is_whole : bool
            Whether what the record is thin in is listed, not only counted.

        Returns
        -------
        list of str
            Lines.
        """
        lines = [str(problem) for problem in self.problems]
        if self.scenario is None:
            return lines
        words, scenario = Words(lang), self.scenario
        record = Record(scenario)
        held = coverage(record)
        thin = thin_lines(words, scenario, thinness(record), is_whole)
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
        documents = [
            words.say(
                "{source}: entries tell {told} of {passages} passages ({partly} of them in "
                "part or without effect); left out with a reason: {left_out}, without: {open}.",
                source=covered.source,
                told=covered.told,
                passages=covered.passages,
                partly=covered.partly,
                left_out=covered.left_out,
                open=len(covered.open),
            )
            for covered in held.documents
        ]
        beside = self._beside(words, held)
        return [*lines, *beside, *why, *documents, *thin, self._tried(words)]

    def _beside(self, words: Words, held: Coverage) -> list[str]:
        if not held.nonevents and not held.readings:
            return []
        return [
            words.say(
                "Beside the record: {nonevents} documented non-events, {readings} readings of "
                "historians.",
                nonevents=held.nonevents,
                readings=held.readings,
            )
        ]

    def _tried(self, words: Words) -> str:
        if self.trial is None:
            return words.say("Nothing was played: a rule may be closed, or outcomes overlap.")
        return words.say(
            "Tried by {replays} replays of the record and {histories} histories played on.",
            replays=self.trial.replays,
            histories=self.trial.histories,
        )
