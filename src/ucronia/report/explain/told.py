"""Dates, values and differences of entries, said for a card."""

from __future__ import annotations

from datetime import date

from ucronia.report.reading.told import field_name, side_name, value_text
from ucronia.report.words import Words, entry_name
from ucronia.scenario.dates import iso_date
from ucronia.scenario.disputes import Point
from ucronia.scenario.model import Entry, Scenario, Version

COUNTS = {
    "men": "{count} men",
    "losses": "{count} killed and wounded",
    "taken": "{count} taken prisoner",
    "guns": "{count} guns",
    "ships": "{count} ships",
    "battalions": "{count} battalions",
    "squadrons": "{count} squadrons",
    "cavalry": "{count} horse",
}
"""What a side has or loses: messages of the catalogues."""


def moment_when(words: Words, entry: Entry) -> str:
    """Write the date of an entry briefly, no more exactly than it is known.

    Parameters
    ----------
    words : Words
        The language.
    entry : Entry
        Of the record.

    Returns
    -------
    str
        A day, two days with a dash, a month or a year.
    """
    when = date.fromisoformat(entry.date)
    if entry.precision == "year":
        return str(when.year)
    if entry.precision == "month":
        return words.date(when, "short")
    until = iso_date(entry.until)
    if entry.precision == "interval" and until is not None:
        return f"{words.date(when, 'medium')} \N{EN DASH} {words.date(until, 'medium')}"
    return words.date(when, "medium")


def values_text(words: Words, scenario: Scenario, entry: Entry, version: Version) -> str:
    """Say what a source gives of an entry.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    entry : Entry
        Of the record.
    version : Version
        One source's.

    Returns
    -------
    str
        As `Army of Peru: 5,000 men, 200 killed and wounded`; empty where it gives no value.
    """
    sides: dict[str, list[str]] = {}
    others = []
    for name, value in version.values.items():
        bare, _, side = name.rpartition("_")
        if side in ("a", "b") and bare in COUNTS and isinstance(value, float):
            count = words.number(value)
            sides.setdefault(side, []).append(words.say(COUNTS[bare], count=count))
        else:
            what = field_name(words, scenario, entry, name)
            others.append(f"{what}: {value_text(words, scenario, entry, name, value)}")
    told = [
        f"{side_name(words, scenario, entry, side)}: {', '.join(counts)}"
        for side, counts in sorted(sides.items())
    ]
    return "; ".join((*told, *others))


def difference(words: Words, scenario: Scenario, point: Point) -> str:
    """Say on what sources differ, and what they give, without saying which.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    point : Point
        A value of an entry.

    Returns
    -------
    str
        As `Battle of Yungay, men, United Army: 4,052 / 6,100`.
    """
    entry = next(entry for entry in scenario.entries if entry.id == point.entry)
    values = dict.fromkeys(
        value_text(words, scenario, entry, point.field, said.value) for said in point.said
    )
    head = [entry_name(words, scenario, entry)]
    if point.field:
        head.append(field_name(words, scenario, entry, point.field))
    return f"{', '.join(head)}: {' / '.join(values)}"
