"""Parts that several answers share: tables, dates, short numbers, entries with sources."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.questions.narrowing import Narrowed
from ucronia.report.terminal import fold
from ucronia.report.words import Words, entries_named, entry_name
from ucronia.scenario.model import Entry, Scenario
from ucronia.scenario.search import sources_of


def show(console: Console, parts: Sequence[RenderableType]) -> None:
    """Print parts with the signs that the terminal has.

    Parameters
    ----------
    console : Console
        Where to; its width and encoding are kept to.
    parts : sequence of RenderableType
        In order.
    """
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    console.file.write(fold(captured.get(), str(console.encoding)))


def plain_table(words: Words, columns: Sequence[str]) -> Table:
    """Make a table without lines.

    Parameters
    ----------
    words : Words
        The language.
    columns : sequence of str
        Headings in English, messages of the catalogues.

    Returns
    -------
    Table
        Without rows.
    """
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(words.say(column) if column else "", header_style="dim")
    return table


def short(words: Words, value: float) -> str:
    """Write a number of any size in a few digits.

    Parameters
    ----------
    words : Words
        The language.
    value : float
        The number.

    Returns
    -------
    str
        Three digits or so.
    """
    size = abs(value)
    return words.number(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3)


def dated(entry: Entry) -> str:
    """Write an entry's date as exactly as it is known.

    Parameters
    ----------
    entry : Entry
        Of the record.

    Returns
    -------
    str
        ISO; year and month, or the year, where no more is known.
    """
    forms = {"month": entry.date[:7], "year": entry.date[:4]}
    if entry.precision == "interval":
        return f"{entry.date}/{entry.until}"
    return forms.get(entry.precision, entry.date)


def entry_line(words: Words, scenario: Scenario, entry: Entry) -> str:
    """Name an entry with its date.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    entry : Entry
        Of the record.

    Returns
    -------
    str
        Date, short name, id.
    """
    return f"{dated(entry)}  {entry_name(words, scenario, entry)}  ({entry.id})"


def entry_table(words: Words, scenario: Scenario, entries: Sequence[str]) -> RenderableType:
    """List entries with their dates, texts and sources.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        With its record.
    entries : sequence of str
        Ids, in order.

    Returns
    -------
    RenderableType
        One row each.
    """
    named, sources = entries_named(scenario), sources_of(scenario)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for id in entries:
        entry = named[id]
        table.add_row(
            Text(dated(entry), "dim"),
            Text(words.text(entry.text)).append(f" [{', '.join(sources.get(id, ()))}]", "dim"),
        )
    return table


def narrowed_parts(words: Words, narrowed: Narrowed | None) -> list[RenderableType]:
    """Say how narrow an answer became, where that was asked.

    Parameters
    ----------
    words : Words
        The language.
    narrowed : Narrowed or None
        What came of it.

    Returns
    -------
    list of RenderableType
        Empty where nothing was asked.
    """
    if narrowed is None:
        return []
    message = "The widest interval is ±{widest} of 100, with {replicas} histories at each fork."
    if not narrowed.is_reached:
        message = (
            "Not as narrow as asked (±{until} of 100): the widest interval is still ±{widest}, "
            "with {replicas} histories at each fork, where playing stopped."
        )
    return [
        Text(
            words.say(
                message,
                until=words.number(narrowed.until * 100, 1),
                widest=words.number(narrowed.widest * 100, 1),
                replicas=words.number(narrowed.replicas),
            )
        )
    ]
