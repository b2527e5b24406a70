"""Which things a text or an entry names: without accents, by period names and surnames."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ucronia.errors import QuestionError
from ucronia.scenario.model import Entry, Leader, Part, Scenario
from ucronia.scenario.record import parse_what
from ucronia.scenario.shapes import nearest

SHOWN = 4
"""Names that an error lists where several would do."""
_SLUG = re.compile(r"[a-z_][a-z0-9_]*")


class Word(NamedTuple):
    """A word of a text, small and without accents, and whether it began with a capital."""

    text: str
    is_capital: bool


def plain(text: str) -> str:
    """Write a text small and without accents, so that `cuzco` finds `Cuzco`.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        As compared.
    """
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def names_of(part: Part) -> tuple[str, ...]:
    """Give all names of a thing, in both languages, with a place's period variants.

    Parameters
    ----------
    part : Part
        A place, leader, force, polity …

    Returns
    -------
    tuple of str
        Its id first.
    """
    name = getattr(part, "name", "")
    written = (name,) if isinstance(name, str) else (name.es, name.en)
    variants = str(getattr(part, "variants", "")).split(";")
    return (str(getattr(part, "id", "")), *filter(None, map(str.strip, (*written, *variants))))


def find_thing(what: str, name: str, parts: Sequence[Part]) -> Part:
    """Find the thing that a name means.

    Parameters
    ----------
    what : str
        Its kind, for what is told where there is none.
    name : str
        Its id, one of its names, or a part of them that no other has.
    parts : sequence of Part
        All of its kind.

    Returns
    -------
    Part
        The thing.

    Raises
    ------
    QuestionError
        Where none is called so, with the nearest, or where several are.
    """
    wanted = plain(name.strip())
    spelt = [(part, [plain(each) for each in names_of(part)]) for part in parts]
    for is_it in (_is_id, _is_name, _is_piece):
        found = [part for part, names in spelt if wanted and is_it(wanted, names)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(str(getattr(part, "id", "")) for part in found[:SHOWN])
            more = " …" if len(found) > SHOWN else ""
            raise QuestionError(f'"{name[:80]}" may be any {what} of {ids}{more}')
    near = nearest(wanted, sorted({each for _, names in spelt for each in names}))
    raise QuestionError(f'no {what} "{name[:80]}" in the record{near}')


def _is_id(wanted: str, names: Sequence[str]) -> bool:
    return wanted == names[0]


def _is_name(wanted: str, names: Sequence[str]) -> bool:
    return wanted in names


def _is_piece(wanted: str, names: Sequence[str]) -> bool:
    return any(wanted in name for name in names)


def words_of(text: str) -> list[Word]:
    """Part a text into words.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of Word
        In order.
    """
    found = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    return [Word(re.sub("['’]", "", plain(word)), word[0].isupper()) for word in found]


class Namer:
    """Says which entries name a thing.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.ids = {entry.id: frozenset(_ids(entry)) for entry in scenario.entries}
        self.said = {
            entry.id: [words_of(text) for text in (entry.text.es, entry.text.en)]
            for entry in scenario.entries
        }
        self._surnames = self._all_surnames()

    def naming(self, part: Part) -> tuple[Entry, ...]:
        """List the entries that name a thing, by its id or, a person, by the surname.

        Parameters
        ----------
        part : Part
            A thing with an id.

        Returns
        -------
        tuple of Entry
            By date.
        """
        id = str(getattr(part, "id", ""))
        found = (entry for entry in self.scenario.entries if self._names(entry, part, id))
        return tuple(sorted(found, key=lambda entry: entry.date))

    def _names(self, entry: Entry, part: Part, id: str) -> bool:
        if id in self.ids[entry.id]:
            return True
        if not isinstance(part, Leader):
            return False
        return any(self._says(words, id) for words in self.said[entry.id])

    def _says(self, words: Sequence[Word], leader: str) -> bool:
        """Ask whether a text has a person's surname, and not as a part of another's."""
        surname = self._surnames[leader]
        for at in range(len(words) - len(surname) + 1):
            piece = words[at : at + len(surname)]
            if tuple(word.text for word in piece) == surname and piece[0].is_capital:
                if not self._is_anothers(words, at, leader):
                    return True
        return False

    def _is_anothers(self, words: Sequence[Word], at: int, leader: str) -> bool:
        """Ask whether a longer surname of another person holds the one found."""
        mine = self._surnames[leader]
        for other, name in self._surnames.items():
            if other == leader or len(name) <= len(mine):
                continue
            for shift in range(len(name) - len(mine) + 1):
                piece = words[max(0, at - shift) : at - shift + len(name)]
                if at >= shift and tuple(word.text for word in piece) == name:
                    return True
        return False

    def _all_surnames(self) -> dict[str, tuple[str, ...]]:
        """Give each person's surname: the words of the id, where the name has them."""
        found = {}
        for leader in self.scenario.leaders:
            name = [word.text for word in words_of(leader.name)]
            wanted = tuple(leader.id.split("_"))
            found[leader.id] = wanted if set(wanted) <= set(name) else tuple(name)
        return found


def _ids(entry: Entry) -> Iterator[str]:
    what = parse_what(entry)
    if what is not None:
        yield from what.first + what.second
    yield entry.place
    yield from entry.bind.values()
    for effect in entry.effects:
        yield from _SLUG.findall(effect)


def haystack(scenario: Scenario, entry: Entry, sources: Iterable[str]) -> str:
    """Give all that a search of an entry's text looks at.

    Parameters
    ----------
    scenario : Scenario
        For the names of what it names.
    entry : Entry
        The entry.
    sources : iterable of str
        Keys of its sources.

    Returns
    -------
    str
        Plain: id, texts, note, sources; every name of its place, forces and people.
    """
    ids = set(_ids(entry))
    things: tuple[Part, ...] = (*scenario.places, *scenario.forces, *scenario.leaders)
    spelt = (names_of(part) for part in things)
    named = (name for names in spelt if names[0] in ids for name in names)
    own = (entry.name.es, entry.name.en) if entry.name else ()
    said = (entry.id, entry.text.es, entry.text.en, entry.what, entry.note, *own)
    return plain(" \n ".join((*said, *sources, *named)))
