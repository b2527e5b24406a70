"""Dates, values, sides and sources of the record, said as a historian would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ucronia.report.explain.cards import citation
from ucronia.report.words import Words, entry_name, reading_name
from ucronia.scenario.dates import iso_date
from ucronia.scenario.disputes import Point
from ucronia.scenario.model import Entry, Scenario, Version
from ucronia.scenario.record import parse_what

DAYS = {"es": "EEEE d 'de' MMMM 'de' y", "en": "EEEE d MMMM y"}
MONTHS = {"es": "MMMM 'de' y", "en": "MMMM y"}
"""Forms of a day and of a month, as Unicode's CLDR writes them."""
NAMED = ("battle", "siege", "treaty", "assembly", "coup", "secession", "mutiny")
"""Kinds that bear a heading even where the entry has no name of its own."""
FIELDS = {
    "men": "men",
    "losses": "killed and wounded",
    "taken": "taken prisoner",
    "guns": "guns",
    "ships": "ships",
    "battalions": "battalions",
    "squadrons": "squadrons",
    "cavalry": "cavalry",
    "date": "day",
    "winner": "who won",
    "dispersed": "whether it broke up",
    "fort": "strength of the works",
}
"""What a value is of: messages of the catalogues."""
NO_DECISION = "no decision"
MOST_LOCATOR = 24
"""Letters of a locator that is told in the text; `explain` tells longer ones."""


def dated_heading(words: Words, entry: Entry) -> str:
    """Say when an entry stands, as exactly as it is known.

    Parameters
    ----------
    words : Words
        The language.
    entry : Entry
        Of the record.

    Returns
    -------
    str
        A day with its weekday, an interval, a month or a year.
    """
    when = date.fromisoformat(entry.date)
    if entry.precision == "year":
        return str(when.year)
    if entry.precision == "month":
        return sentence_case(words.date(when, MONTHS[words.lang]))
    until = iso_date(entry.until)
    if entry.precision == "interval" and until is not None:
        return words.say(
            "Between {first} and {last}", first=words.date(when), last=words.date(until)
        )
    return sentence_case(words.date(when, DAYS[words.lang]))


def sentence_case(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def field_name(words: Words, scenario: Scenario, entry: Entry, field_id: str) -> str:
    """Say what a value of an entry is of.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the forces' names.
    entry : Entry
        Whose value it is.
    field_id : str
        As `men_a`.

    Returns
    -------
    str
        As `men, Army of the North`.
    """
    bare, _, side = field_id.rpartition("_")
    if side not in ("a", "b"):
        return words.say(FIELDS[field_id]) if field_id in FIELDS else field_id
    what = words.say(FIELDS[bare]) if bare in FIELDS else bare
    return f"{what}, {side_name(words, scenario, entry, side)}"


def side_name(words: Words, scenario: Scenario, entry: Entry, side: str) -> str:
    """Name the forces of one side of a fight.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the forces' names.
    entry : Entry
        A battle or siege.
    side : str
        `a` or `b`.

    Returns
    -------
    str
        Their names, joined; the side's letter where it names none.
    """
    what = parse_what(entry)
    forces = (what.first if side == "a" else what.second) if what else ()
    names = {force.id: words.text(force.name) for force in scenario.forces}
    return words.join([names.get(force, force) for force in forces]) if forces else side


def value_text(
    words: Words, scenario: Scenario, entry: Entry, field_id: str, value: float | str
) -> str:
    """Write a value that a source gives.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the forces' names.
    entry : Entry
        Whose value it is.
    field_id : str
        As `men_a`.
    value : float or str
        The value.

    Returns
    -------
    str
        A number or date as the language writes it, or the side that won.
    """
    if isinstance(value, float):
        return words.number(value)
    when = iso_date(value)
    if when is not None:
        return words.date(when)
    if field_id == "winner":
        if value in ("a", "b"):
            return side_name(words, scenario, entry, value)
        return words.say(NO_DECISION)
    rows = (row for row in scenario.versions if row.entry == entry.id and row.reading == value)
    dispute = next((row.dispute for row in rows), "")
    return reading_name(words, scenario, dispute, value)


def has_heading(entry: Entry) -> bool:
    """Tell whether an entry bears a heading: its own name, or one of its kind and place."""
    return entry.name is not None or entry.kind in NAMED


def heading(words: Words, scenario: Scenario, entry: Entry) -> str:
    """Give an entry's heading; empty where it needs none."""
    return entry_name(words, scenario, entry) if has_heading(entry) else ""


@dataclass
class Notes:
    """Numbers the sources in the order in which they are cited.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose sources.
    """

    words: Words
    scenario: Scenario
    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, versions: Iterable[Version]) -> str:
        """Give the marks of some versions' sources.

        Parameters
        ----------
        versions : iterable of Version
            The versions.

        Returns
        -------
        str
            As `[1, p. 12; 4]`; empty where there is none.
        """
        marks: dict[str, str] = {}
        for version in versions:
            number = self.numbers.setdefault(version.source, len(self.numbers) + 1)
            is_short = 0 < len(version.locator) <= MOST_LOCATOR
            tail = f", {version.locator}" if is_short else ""
            marks.setdefault(version.source, f"{number}{tail}")
        return f"[{'; '.join(marks.values())}]" if marks else ""

    def lines(self) -> list[tuple[str, str]]:
        """List the sources cited.

        Returns
        -------
        list of (str, str)
            Number and citation, in order.
        """
        known = {source.key: source for source in self.scenario.sources}
        return [
            (str(number), f"{key}: {citation(self.words, known[key])}" if key in known else key)
            for key, number in self.numbers.items()
        ]


def differing(words: Words, scenario: Scenario, point: Point, notes: Notes) -> str:
    """Say what each source gives of a value on which they differ.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    point : Point
        The value.
    notes : Notes
        Numbers the sources.

    Returns
    -------
    str
        As `men, Gamarra's army: 2,600 [1]; 4,000 [2; 3]`.
    """
    entry = next(entry for entry in scenario.entries if entry.id == point.entry)
    versions: dict[float | str, list[Version]] = {}
    for said in point.said:
        versions.setdefault(said.value, []).extend(said.versions)
    told = [
        f"{value_text(words, scenario, entry, point.field, value)} {notes.cite(rows)}"
        for value, rows in versions.items()
        if rows
    ]
    head = field_name(words, scenario, entry, point.field) if point.field else ""
    return f"{head}: {'; '.join(told)}" if head else "; ".join(told)
