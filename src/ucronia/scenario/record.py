"""The documented history: days of entries, readings of disputes, positions, sources cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from ucronia.scenario.dates import Span, date_of, day_of, iso_date, span_of
from ucronia.scenario.model import Entry, Scenario, Version

__all__ = [
    "Choice",
    "Dispute",
    "Pin",
    "Reading",
    "Record",
    "Span",
    "Values",
    "What",
    "date_of",
    "day_of",
    "iso_date",
    "parse_what",
]

PINS = ("position", "march", "withdrawal", "landing", "occupation")
"""Kinds whose `what` is a force, put at the entry's place that day."""
FIGHTS = ("battle", "siege")
"""Kinds whose `what` is `a > b`, all of them at the entry's place."""
LABELS = (
    "assembly treaty declaration coup secession mutiny occupation withdrawal landing "
    "appointment execution exile founding proclamation news naval law symbol death"
).split()
KINDS = ("position", "battle", "siege", "march", "decision", "hazard", "context", *LABELS)
_MOVERS = re.compile(
    r"\b(raise_force|raise_column|move|detach|merge|disband|disperse|capitulate|send_home|embark)"
    r"\s*\(([^()]*)\)"
)
LONGEST_CHAIN = 40
"""Entries of which each comes `after` the next."""


class What(NamedTuple):
    """Forces of an entry: of one side, or of both in a fight."""

    first: tuple[str, ...]
    second: tuple[str, ...] = ()


class Pin(NamedTuple):
    """A force at a place, by the record."""

    entry: str
    place: str
    span: Span


class Reading(NamedTuple):
    """One reading of a dispute, with the summed weight of the sources that give it."""

    id: str
    weight: float


class Dispute(NamedTuple):
    """Rows that must move together, and the readings between which a draw picks one."""

    id: str
    readings: tuple[Reading, ...]
    entries: tuple[str, ...]


Choice = Mapping[str, str]
"""Reading by dispute; a dispute left out keeps the reference rows."""
Values = dict[str, float | str]


def parse_what(entry: Entry) -> What | None:
    """Read the forces of a position, a march or a fight.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    What or None
        None where its kind names forces and `what` doesn't read; empty where it names none.
    """
    if entry.kind in FIGHTS:
        first, mark, second = entry.what.partition(">")
        sides = What(_forces(first), _forces(second))
        return sides if mark and all(sides) and all(sides.first + sides.second) else None
    if entry.kind not in PINS:
        return What(())
    forces = _forces(entry.what)
    is_needed = entry.kind in ("position", "march")
    return What(forces) if all(forces) and (forces or not is_needed) else None


def _forces(text: str) -> tuple[str, ...]:
    return tuple(force.strip() for force in text.split("+")) if text.strip() else ()


class Record:
    """A scenario's record, with its versions grouped.

    Parameters
    ----------
    scenario : Scenario
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.entries = {entry.id: entry for entry in scenario.entries}
        self.order = {entry.id: number for number, entry in enumerate(scenario.entries)}
        self.versions: dict[str, list[Version]] = {id: [] for id in self.entries}
        for version in scenario.versions:
            self.versions.setdefault(version.entry, []).append(version)
        loose = Counter(v.entry for v in scenario.versions if v.values and not v.dispute)
        self.torn = {entry for entry, rows in loose.items() if rows > 1}
        """Entries whose rows give values several times over without naming a dispute."""

    @cached_property
    def disputes(self) -> dict[str, Dispute]:
        """Disputes by id, in the order of versions.csv.

        Rows of one entry that give values and name no dispute are one of that entry's own,
        under the entry's id, each row a reading under its source's.
        """
        witness = {source.key: source.copies or source.key for source in self.scenario.sources}
        weights: dict[str, dict[str, dict[str, float]]] = {}
        entries: dict[str, list[str]] = {}
        for entry, versions in self.versions.items():
            for version in versions:
                dispute, reading = self.key_of(version)
                if not dispute:
                    continue
                sources = weights.setdefault(dispute, {}).setdefault(reading, {})
                # a source that speaks of several entries of a dispute is one voice, and what
                # repeats it is no other
                voice = witness.get(version.source, version.source)
                sources[voice] = max(sources.get(voice, 0), version.weight)
                if entry not in entries.setdefault(dispute, []):
                    entries[dispute].append(entry)
        return {
            id: Dispute(
                id,
                tuple(Reading(name, sum(voices.values())) for name, voices in readings.items()),
                tuple(entries[id]),
            )
            for id, readings in weights.items()
        }

    def reference(self, entry: str) -> Version | None:
        """Give an entry's first row.

        Parameters
        ----------
        entry : str
            Its id.

        Returns
        -------
        Version or None
            None where it has none.
        """
        versions = self.versions.get(entry)
        return versions[0] if versions else None

    def disputes_of(self, entry: str) -> tuple[str, ...]:
        """Name the disputes in which an entry has a part.

        Parameters
        ----------
        entry : str
            Its id.

        Returns
        -------
        tuple of str
            Ids, in the order of its rows.
        """
        keys = (self.key_of(version)[0] for version in self.versions.get(entry, ()))
        return tuple(dict.fromkeys(key for key in keys if key))

    def values_of(self, entry: str, choice: Choice | None = None) -> Values:
        """Give the values of an entry under a choice of readings.

        Parameters
        ----------
        entry : str
            Its id.
        choice : mapping of str to str, optional
            Reading by dispute; none for the reference rows.

        Returns
        -------
        dict
            Each value: of the chosen reading's rows; blanks from the reference row.
        """
        versions = self.versions.get(entry, ())
        values: Values = dict(versions[0].values) if versions else {}
        for dispute in self.disputes_of(entry):
            wanted = (choice or {}).get(dispute)
            chosen: Values = {}
            for version in versions:
                if self.key_of(version) == (dispute, wanted):
                    chosen = {**version.values, **chosen}
            values |= chosen
        return values

    def span(self, entry: str, choice: Choice | None = None) -> Span | None:
        """Give the days on which an entry may stand, under the order that `after` gives.

        Parameters
        ----------
        entry : str
            Its id.
        choice : mapping of str to str, optional
            Reading by dispute; a reading may give another date.

        Returns
        -------
        Span or None
            None where its dates can't be read; `first` is past `last` where none is left.
        """
        spans = self._chain(entry, choice)
        return spans[0] if spans else None

    def own_span(self, entry: str, choice: Choice | None = None) -> Span | None:
        """Give the days that an entry's own date and precision allow.

        Parameters
        ----------
        entry : str
            Its id.
        choice : mapping of str to str, optional
            Reading by dispute.

        Returns
        -------
        Span or None
            None where its dates can't be read.
        """
        if entry in self._redated:
            other = self.values_of(entry, choice).get("date")
            if other is not None:
                day = day_of(self.scenario, str(other))
                return Span(day, day) if day is not None else None
        return self._dated[entry]

    @cached_property
    def _redated(self) -> frozenset[str]:
        """Entries of which some row gives another date."""
        return frozenset(v.entry for v in self.scenario.versions if "date" in v.values)

    @cached_property
    def _dated(self) -> dict[str, Span | None]:
        """Days that each entry's own date and precision allow."""
        return {entry.id: span_of(self.scenario, entry) for entry in self.scenario.entries}

    def pins(self, choice: Choice | None = None) -> dict[str, list[Pin]]:
        """Give every force's positions by the record, in time order.

        Parameters
        ----------
        choice : mapping of str to str, optional
            Reading by dispute.

        Returns
        -------
        dict
            Force → its pins: positions, marches, landings, battles, sieges.
        """
        pins: dict[str, list[Pin]] = {}
        for entry in self.scenario.entries:
            what, span = parse_what(entry), self.span(entry.id, choice)
            if what is None or span is None or not entry.place:
                continue
            for force in dict.fromkeys(what.first + what.second):
                pins.setdefault(force, []).append(Pin(entry.id, entry.place, span))
        for found in pins.values():
            found.sort(key=lambda pin: (pin.span.first, self.order[pin.entry]))
        return pins

    def moved_by_effect(self, choice: Choice | None = None) -> dict[str, list[Span]]:
        """Give the days on which an entry's effects may put a force elsewhere or make it anew.

        Parameters
        ----------
        choice : mapping of str to str, optional
            Reading by dispute.

        Returns
        -------
        dict
            Force → days of such effects.
        """
        moved: dict[str, list[Span]] = {}
        for entry, forces in self._moving.items():
            span = self.span(entry, choice)
            for force in forces if span is not None else ():
                moved.setdefault(force, []).append(span or Span(0, 0))
        return moved

    @cached_property
    def _moving(self) -> dict[str, list[str]]:
        """Names in the effects of each entry that put forces elsewhere."""
        return {
            entry.id: [
                word
                for effect in entry.effects
                for found in _MOVERS.finditer(effect)
                for word in re.findall(r"[a-z_][a-z0-9_]*", found[2])
            ]
            for entry in self.scenario.entries
        }

    def key_of(self, version: Version) -> tuple[str, str]:
        """Give dispute and reading of a row; the entry's own where it names none."""
        if version.dispute:
            return version.dispute, version.reading or version.source
        is_torn = version.entry in self.torn and version.values
        return (version.entry, version.source) if is_torn else ("", "")

    def _chain(self, entry: str, choice: Choice | None) -> list[Span]:
        """Spans of an entry and of those it comes after, each held by the next."""
        links: list[str] = []
        while entry in self.entries and entry not in links and len(links) < LONGEST_CHAIN:
            links.append(entry)
            entry = self.entries[entry].after
        spans: list[Span] = []
        for link in reversed(links):
            own = self.own_span(link, choice)
            if own is None:
                spans = []
                continue
            if spans:
                # same-day entries apply in file order
                wait = int(self.order[link] < self.order[self.entries[link].after])
                own = Span(max(own.first, spans[0].first + wait), own.last)
            spans.insert(0, own)
        return spans if spans and self.own_span(links[0], choice) else []
