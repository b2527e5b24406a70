"""A card says what one thing of a scenario is, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ucronia.report.words import Words
from ucronia.scenario.coverage import source_keys
from ucronia.scenario.model import Part, Scenario, Source

BASES = {
    "sourced": "sourced: cited",
    "fitted": "fitted: from data, by code in the project",
    "judged": "judged: a stated prior with its reason",
}
"""Basis of a number, said: messages of the catalogues."""
SOURCE_KINDS = {
    "document": "document of the time",
    "eyewitness": "eyewitness",
    "scholarship": "scholarship",
    "general": "general page",
}


@dataclass(frozen=True)
class Moment:
    """One entry of a thing's life.

    Parameters
    ----------
    entry : str
        Its id.
    date : str
        ISO, its first day.
    when : str
        The same as it is said, no more exactly than it is known.
    text : str
        What happened.
    weight : float
        0..100, how much the entry matters.
    """

    entry: str
    date: str
    when: str
    text: str
    weight: float


@dataclass(frozen=True)
class Card:
    """What one thing is.

    Parameters
    ----------
    kind : str
        Entry, rule, parameter, leader …
    id : str
        Its id.
    title : str
        Its name.
    facts : tuple of (str, str)
        Label and text, in order.
    sources : tuple of str
        What it rests on, one citation each.
    commands : tuple of str
        What to type next.
    versions : tuple of (str, str)
        Of an entry: a source, and what it gives.
    life : tuple of Moment
        The entries that concern it, by date.
    disputes : tuple of (str, str)
        Id of a dispute that touches it, and on what sources differ.
    """

    kind: str
    id: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    life: tuple[Moment, ...] = ()
    disputes: tuple[tuple[str, str], ...] = ()

    def with_record(
        self,
        life: tuple[Moment, ...],
        disputes: tuple[tuple[str, str], ...],
        sources: tuple[str, ...],
    ) -> Card:
        """Give the card with what the record tells of its thing, and more sources.

        Parameters
        ----------
        life : tuple of Moment
            By date.
        disputes : tuple of (str, str)
            Those that touch it.
        sources : tuple of str
            After its own.

        Returns
        -------
        Card
            The same, and more.
        """
        cited = (*self.sources, *sources)
        return replace(self, life=life, disputes=disputes, sources=cited)

    def to_dict(self) -> dict[str, Any]:
        """Give the card as `explain --json` prints it."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "facts": [{"label": label, "text": text} for label, text in self.facts],
            "sources": list(self.sources),
            "versions": [{"source": source, "text": text} for source, text in self.versions],
            "life": [
                {"date": moment.date, "entry": moment.entry, "text": moment.text}
                for moment in self.life
            ],
            "disputes": [{"id": id, "text": text} for id, text in self.disputes],
            "commands": list(self.commands),
        }


@dataclass
class Pen:
    """Writes the facts of a card.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names and sources.
    """

    words: Words
    scenario: Scenario
    facts: list[tuple[str, str]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    versions: list[tuple[str, str]] = field(default_factory=list)

    def fact(self, label: str, text: object) -> None:
        """Write a fact, unless it is blank; the label is a message of the catalogues."""
        if text not in ("", None, ()):
            self.facts.append((self.words.say(label), str(text)))

    def called(self, parts: str, id: str) -> str:
        """Give the name of a thing.

        Parameters
        ----------
        parts : str
            Where it stands in the scenario, as `places`.
        id : str
            Its id; may be empty.

        Returns
        -------
        str
            In the language; the id where there is no such thing.
        """
        for part in getattr(self.scenario, parts):
            if part.id == id:
                return part.name if isinstance(part.name, str) else self.words.text(part.name)
        return id

    def basis(self, part: Part) -> None:
        """Write what a value rests on: its basis, reason, fit and sources."""
        basis = getattr(part, "basis", "")
        if basis:
            self.fact("Basis", self.words.say(BASES[basis]))
        self.fact("Reason", getattr(part, "reason", ""))
        self.fact("Fitted by", getattr(part, "fit", ""))
        self.cite(str(getattr(part, "source", "")), str(getattr(part, "locator", "")))
        self.fact("Note", getattr(part, "note", ""))

    def cite(self, text: str, locator: str = "") -> None:
        """Write the sources that a cell names."""
        known = {source.key: source for source in self.scenario.sources}
        for key in source_keys(text):
            said = citation(self.words, known[key]) if key in known else key
            line = f"{said}, {locator}" if locator else said
            if line not in self.sources:
                self.sources.append(line)

    def card(self, kind: str, id: str, title: str, commands: Iterable[str] = ()) -> Card:
        """Give the card."""
        return Card(
            kind,
            id,
            title,
            tuple(self.facts),
            tuple(self.sources),
            tuple(commands),
            tuple(self.versions),
        )


def citation(words: Words, source: Source) -> str:
    """Cite a source.

    Parameters
    ----------
    words : Words
        The language.
    source : Source
        Of the scenario.

    Returns
    -------
    str
        Author, title, year, kind, address.
    """
    year = f"({source.year})" if source.year else ""
    head = " ".join(filter(None, (source.author, year)))
    kind = words.say(SOURCE_KINDS[source.kind])
    parts = filter(None, (head, source.title, f"[{kind}]", source.url))
    return ". ".join(parts)


def listed(ids: Sequence[str], most: int = 12) -> str:
    """List ids, the first ones.

    Parameters
    ----------
    ids : sequence of str
        All.
    most : int
        How many to show.

    Returns
    -------
    str
        With commas; an ellipsis and the count where some are left out.
    """
    more = f" … ({len(ids)})" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more
