"""The record's entries as the board tells them: versions, disputes, sides, decisions."""

from __future__ import annotations

from typing import Any

from ucronia.analysis.grades import Grade
from ucronia.analysis.questions.occasions import act_of, decider_kind, entry_days
from ucronia.compiler.build import World
from ucronia.ensemble.asking import ask
from ucronia.report.exports.extract import work
from ucronia.report.graded import grade_sentence, survival_sentence
from ucronia.report.reading.days import Side, told_of
from ucronia.report.reading.told import (
    dated_heading,
    field_name,
    side_name,
    value_text,
)
from ucronia.report.words import Words, entry_name, reading_name
from ucronia.scenario.dates import day_of
from ucronia.scenario.disputes import Point
from ucronia.scenario.model import Entry, Rule, Version
from ucronia.scenario.names import Namer
from ucronia.scenario.record import Record, parse_what

Row = dict[str, Any]


class Entries:
    """Tells entries in one language.

    Parameters
    ----------
    world : World
        With the record.
    words : Words
        The language.
    grades : dict
        Entry to its grade, where it has one.
    """

    def __init__(self, world: World, words: Words, grades: dict[str, Grade]) -> None:
        self.world, self.words, self.grades = world, words, grades
        self.scenario = world.scenario
        self.record = Record(world.scenario)
        self.sources = {source.key: source for source in world.scenario.sources}
        self.rules = {rule.id: rule for rule in world.scenario.rules}
        self.readings: dict[str, list[Row]] = {}
        for reading in world.scenario.readings:
            self.readings.setdefault(reading.about, []).append(
                {
                    "who": reading.who,
                    "text": words.text(reading.claim),
                    "source": reading.source,
                }
            )
        self.people: dict[str, list[str]] = {}
        namer = Namer(world.scenario)
        for leader in world.scenario.leaders:
            for entry in namer.naming(leader):
                self.people.setdefault(entry.id, []).append(leader.id)

    def rows(self) -> list[Row]:
        """Give a row for each entry, by day."""
        found = [self.row(entry) for entry in self.scenario.entries]
        return sorted(found, key=lambda row: (row["day"], row["until"]))

    def row(self, entry: Entry) -> Row:
        """Tell one entry."""
        words, scenario = self.words, self.scenario
        span = self.record.span(entry.id)
        day = day_of(scenario, entry.date) or 0
        what = parse_what(entry)
        versions = self.record.versions[entry.id]
        told = told_of(self.record, entry)
        row: Row = {
            "id": entry.id,
            "day": max(0, day),
            "until": max(0, day, span.last if span else day),
            "iso": entry.date,
            "date": dated_heading(words, entry),
            "precision": entry.precision,
            "title": entry_name(words, scenario, entry),
            "isNamed": entry.name is not None,
            "text": words.text(entry.text),
            "kind": entry.kind,
            "weight": entry.weight,
            "place": entry.place,
            "people": self.people.get(entry.id, []),
            "forces": list(what.first + what.second) if what else [],
            "versions": [self._version(entry, version) for version in versions],
        }
        optional = {
            "dispute": [self._differing(entry, point) for point in told.points],
            "readings": self.readings.get(entry.id, []),
            "battle": self._battle(entry, told.sides),
            "decision": self._decision(entry),
            "isChance": entry.rule in self.rules and self.rules[entry.rule].kind == "hazard",
        }
        return row | {name: part for name, part in optional.items() if part}

    def _version(self, entry: Entry, version: Version) -> Row:
        row = {"source": version.source}
        source = self.sources.get(version.source)
        cite = version.source if source is None else work(source)
        row["cite"] = f"{cite}, {version.locator}" if version.locator else cite
        values = [
            f"{field_name(self.words, self.scenario, entry, name)}: "
            f"{value_text(self.words, self.scenario, entry, name, value)}"
            for name, value in version.values.items()
        ]
        row["text"] = "; ".join(values)
        if version.reading:
            row["reading"] = reading_name(
                self.words, self.scenario, version.dispute, version.reading
            )
        return row

    def _differing(self, entry: Entry, point: Point) -> Row:
        """Say what each reading gives of a value, and how often a draw takes it."""
        words, scenario = self.words, self.scenario
        name = field_name(words, scenario, entry, point.field) if point.field else ""
        said = [
            {
                "text": value_text(words, scenario, entry, point.field, one.value),
                "value": one.value if isinstance(one.value, float) else None,
                "share": round(one.share, 2),
                "sources": [version.source for version in one.versions],
            }
            for one in point.said
        ]
        return {"name": name, "said": said}

    def _battle(self, entry: Entry, sides: tuple[Side, ...]) -> Row | None:
        if not sides:
            return None
        rows = [
            {
                "name": side_name(self.words, self.scenario, entry, side.letter),
                "polity": self._polity(entry, side.letter),
                "men": side.men,
                "loss": side.losses,
                "taken": side.taken,
            }
            for side in sides
        ]
        winner = next((number for number, side in enumerate(sides) if side.has_won), None)
        return {"sides": rows, "winner": winner}

    def _polity(self, entry: Entry, letter: str) -> str:
        what = parse_what(entry)
        ids = (what.first if letter == "a" else what.second) if what else ()
        forces = {force.id: force.polity for force in self.scenario.forces}
        return next((forces[id] for id in ids if id in forces), "")

    def _decision(self, entry: Entry) -> Row | None:
        rule = self.rules.get(entry.rule)
        if rule is None or not rule.options or not entry.option:
            return None
        decider, name = self._decider(entry, rule)
        row: Row = {
            "rule": rule.id,
            "bind": dict(entry.bind),
            "decider": decider,
            "deciderName": name,
            "question": self.words.text(rule.text),
            "options": [
                {"id": option.id, "label": self.words.text(option.text)}
                for option in rule.options
            ],
            "chosen": entry.option,
        }
        grade = self.grades.get(entry.id)
        return row if grade is None else row | {"grade": self._grade(grade)}

    def _decider(self, entry: Entry, rule: Rule) -> tuple[str, str]:
        kind = decider_kind(self.world, rule)
        if kind not in ("leader", "polity"):
            return "", ""
        act = act_of(self.world, rule.id, dict(entry.bind), entry.option)
        day, _ = entry_days(self.world, entry.id)
        answer, _ = ask(self.world, day, act.rule, act.instance)
        if answer.decider < 0:
            return "", ""
        if kind == "leader":
            leader = self.scenario.leaders[answer.decider]
            return leader.id, leader.name
        polity = self.scenario.polities[answer.decider]
        return polity.id, self.words.text(polity.name)

    def _grade(self, grade: Grade) -> Row:
        text = grade_sentence(self.words, self.scenario, grade)
        tail = survival_sentence(self.words, grade)
        return {
            "mark": grade.mark,
            "text": f"{text} {tail}".strip(),
            "loss": round(grade.loss.mean, 1),
            "low": round(grade.loss.low, 1),
            "high": round(grade.loss.high, 1),
            "survives": grade.survives,
        }
