"""A span of the record told day by day, in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ucronia.report.reading.days import Days, Side, Told
from ucronia.report.reading.told import (
    Notes,
    dated_heading,
    differing,
    heading,
    side_name,
)
from ucronia.report.words import Words
from ucronia.scenario.dates import date_of
from ucronia.scenario.model import Scenario
from ucronia.scenario.tracks import March, Stop

WIDTH = 88
"""Columns of a line that is easy to read."""


def days_parts(words: Words, found: Days) -> list[RenderableType]:
    """Tell a span of the record in a terminal.

    Parameters
    ----------
    words : Words
        The language.
    found : Days
        What is told of it.

    Returns
    -------
    list of RenderableType
        A title, each day with what happened on it, the marches, the sources.
    """
    notes = Notes(words, found.scenario)
    parts: list[RenderableType] = [*_title(words, found)]
    for head, group in groupby(found.told, key=lambda told: dated_heading(words, told.entry)):
        parts.append(Text(f"\n{head}", "bold underline"))
        parts += [_entry(words, found.scenario, told, notes) for told in group]
    if not found.told:
        parts.append(Text(words.say("Nothing in the record fits.")))
    if found.marches:
        parts += [Text("\n" + words.say("Marches and passages"), "bold underline")]
        parts.append(_marches(words, found))
    if found.left_out:
        said = words.say(
            "Left out, told with --all: entries that only leave a force where it was "
            "({count}).",
            count=found.left_out,
        )
        parts.append(_narrow(Text(f"\n{said}", "dim")))
    return [*parts, *_sources(words, notes)]


def _title(words: Words, found: Days) -> Iterator[RenderableType]:
    first, last = (words.date(date.fromisoformat(d)) for d in (found.first, found.last))
    yield Text(words.text(found.scenario.title), "bold")
    yield Text(words.say("From {first} to {last}", first=first, last=last), "dim")


def _entry(words: Words, scenario: Scenario, told: Told, notes: Notes) -> RenderableType:
    entry = told.entry
    parts: list[RenderableType] = []
    head = heading(words, scenario, entry)
    if head:
        parts.append(Text(head, "bold"))
    said = Text(words.text(entry.text))
    if told.march is not None:
        said.append(f" {march_text(words, scenario, told.march)}", "italic")
    said.append(f" {notes.cite(told.versions)}", "dim")
    parts.append(said)
    parts += [Text(line) for line in fight_lines(words, scenario, told)]
    parts += [Text(line, "dim") for line in _differences(words, scenario, told, notes)]
    body = [parts[0], *(Padding(part, (0, 0, 0, 2)) for part in parts[1:])] if head else parts
    return _narrow(Padding(Group(*body), (0, 0, 0, 2)))


def _differences(words: Words, scenario: Scenario, told: Told, notes: Notes) -> list[str]:
    said = [differing(words, scenario, point, notes) for point in told.points]
    if len(said) == 1:
        return [words.say("Sources differ. {what}", what=said[0])]
    return [words.say("Sources differ:"), *(f"· {line}" for line in said)] if said else []


def fight_lines(words: Words, scenario: Scenario, told: Told) -> list[str]:
    """Say who fought, with how many, and what each side lost.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the forces' names.
    told : Told
        An entry.

    Returns
    -------
    list of str
        A line a side, one in all where no source counts them; empty where it is no fight.
    """
    lines = [side_text(words, scenario, told, side) for side in told.sides]
    counts = [count for s in told.sides for count in (s.men, s.losses, s.taken)]
    if len(lines) == 2 and not any(counts):
        return [words.say("{a} against {b}", a=lines[0], b=lines[1])]
    return lines


def side_text(words: Words, scenario: Scenario, told: Told, side: Side) -> str:
    """Say who fought on a side, what it lost and whether it won.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the forces' names.
    told : Told
        The fight.
    side : Side
        One side of it.

    Returns
    -------
    str
        As `Army of the North (victory): 4,052 men; 664 killed and wounded`.
    """
    name = side_name(words, scenario, told.entry, side.letter)
    if side.has_won:
        name = words.say("{side} (victory)", side=name)
    counts = [
        words.say(message, count=words.number(count))
        for message, count in (
            ("{count} men", side.men),
            ("{count} killed and wounded", side.losses),
            ("{count} taken prisoner", side.taken),
        )
        if count is not None
    ]
    return f"{name}: {'; '.join(counts)}" if counts else name


def march_text(words: Words, scenario: Scenario, march: March) -> str:
    """Say in brackets where a force came from, and since when it was there.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the places' names.
    march : March
        The march.

    Returns
    -------
    str
        As `(from Lima, where it was on 30 July; 3,400 men)`.
    """
    places = {place.id: place.name for place in scenario.places}
    said = words.say(
        "from {place}, where it was on {date}",
        place=places.get(march.start.place, march.start.place),
        date=day_text(words, scenario, march.start.span.first, march.end.span.first),
    )
    men = men_text(words, march.end)
    return f"({said}; {men})" if men else f"({said})"


def men_text(words: Words, stop: Stop) -> str:
    """Say how many men a force has at a stop; empty where no source counts them."""
    if stop.men is None:
        return ""
    ends = dict.fromkeys(words.number(count) for count in stop.men)
    return words.say("{count} men", count="\N{EN DASH}".join(ends))


def day_text(words: Words, scenario: Scenario, day: int, beside: int | None = None) -> str:
    """Write a day, without its year where the day beside it is of the same.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        From whose first day days are counted.
    day : int
        The day.
    beside : int, optional
        A day that is told with its year.

    Returns
    -------
    str
        As `8 Nov 1838`, or `8 Nov`.
    """
    when = date.fromisoformat(date_of(scenario, day))
    is_same = beside is not None and date_of(scenario, beside)[:4] == date_of(scenario, day)[:4]
    return words.date(when, "d MMM" if is_same else "medium")


def _marches(words: Words, found: Days) -> RenderableType:
    """Tell each force's way through the span in one row."""
    names = {force.id: words.text(force.name) for force in found.scenario.forces}
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=30)
    for force, way in _by_force(found.marches):
        table.add_row(
            Text(names.get(force, force), "bold"), way_text(words, found.scenario, way)
        )
    return Padding(table, (0, 0, 0, 2))


def way_text(words: Words, scenario: Scenario, way: list[March]) -> str:
    """Tell a force's stops in order, each with the day of arrival.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the places' names.
    way : list of March
        Of one force, in order.

    Returns
    -------
    str
        As `Lima (30 Jul 1838) → Jauja (13 Aug)`.
    """
    places = {place.id: place.name for place in scenario.places}
    stops = [way[0].start]
    for march in way:
        stops += [march.start] if march.start.place != stops[-1].place else []
        stops.append(march.end)
    days = [stop.span.first for stop in stops]
    return " → ".join(
        f"{places.get(stop.place, stop.place)} ({day_text(words, scenario, day, beside)})"
        for stop, day, beside in zip(stops, days, [None, *days], strict=False)
    )


def _by_force(found: Iterable[March]) -> list[tuple[str, list[March]]]:
    ways: dict[str, list[March]] = {}
    for march in found:
        ways.setdefault(march.force, []).append(march)
    return list(ways.items())


def _sources(words: Words, notes: Notes) -> Iterator[RenderableType]:
    lines = notes.lines()
    if not lines:
        return
    yield Text("\n" + words.say("Sources"), "bold underline")
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    for number, said in lines:
        table.add_row(Text(number, "dim"), Text(said, "dim", overflow="fold"))
    yield Padding(table, (0, 0, 1, 2))


def _narrow(part: RenderableType) -> RenderableType:
    return Constrain(part, WIDTH)


def days_dict(found: Days) -> list[dict[str, Any]]:
    """Give a span of the record as JSON.

    Parameters
    ----------
    found : Days
        What is told of it.

    Returns
    -------
    list of dict
        One an entry: id, date, precision, until, kind, place, text, march, sides, differ and
        sources.
    """
    return [_entry_dict(found.scenario, told) for told in found.told]


def _entry_dict(scenario: Scenario, told: Told) -> dict[str, Any]:
    entry = told.entry
    return {
        "id": entry.id,
        "date": entry.date,
        "precision": entry.precision,
        "until": entry.until,
        "kind": entry.kind,
        "place": entry.place,
        "text": entry.text.model_dump(),
        "march": _march_dict(scenario, told.march) if told.march else None,
        "sides": [vars(side) for side in told.sides],
        "differ": [
            {
                "value": point.field,
                "said": [
                    {
                        "reading": said.reading,
                        "value": said.value,
                        "sources": [version.source for version in said.versions],
                    }
                    for said in point.said
                ],
            }
            for point in told.points
        ],
        "sources": [{"source": v.source, "locator": v.locator} for v in told.versions],
    }


def _march_dict(scenario: Scenario, march: March) -> dict[str, Any]:
    return {
        "force": march.force,
        "from": march.start.place,
        "left_after": date_of(scenario, march.start.span.first),
        "men": list(march.end.men) if march.end.men else None,
    }
