"""Find what a name means in a scenario, and explain it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ucronia.errors import QuestionError
from ucronia.report.explain import actors, record, rules
from ucronia.report.explain.cards import Card
from ucronia.report.explain.rates import rate_card
from ucronia.report.explain.systems import system_card, systems_card
from ucronia.report.words import Words, battle_name, entry_name
from ucronia.scenario.change import find_entry
from ucronia.scenario.model import Entry, Place, Scenario
from ucronia.scenario.names import names_of, plain
from ucronia.scenario.record import Record
from ucronia.scenario.shapes import nearest

_Explain = Callable[[Words, Scenario, Any], Card]
_KINDS: dict[str, tuple[str, _Explain]] = {
    "entry": ("entries", record.entry_card),
    "leader": ("leaders", actors.actor_card("leader")),
    "polity": ("polities", actors.actor_card("polity")),
    "force": ("forces", actors.actor_card("force")),
    "place": ("places", actors.actor_card("place")),
    "province": ("provinces", actors.actor_card("province")),
    "rule": ("rules", rules.rule_card),
    "parameter": ("parameters", rules.parameter_card),
    "outcome": ("outcomes", rules.outcome_card),
    "office": ("offices", actors.actor_card("office")),
    "assembly": ("assemblies", actors.actor_card("assembly")),
    "pact": ("pacts", actors.actor_card("pact")),
    "circuit": ("circuits", actors.actor_card("circuit")),
    "variable": ("variables", rules.variable_card),
    "rate": ("rates", rate_card),
    "system": ("systems", system_card),
    "source": ("sources", record.source_card),
}
"""What can be explained, the likeliest to be meant first."""
_ALIASES = {"person": "leader", "battle": "entry"}
_NAMELESS = ("battlefield", "pass")
"""Kinds of places that are known for what happened at them."""
MOST_MEANT = 8
"""Things that an error lists where a name may mean any of them."""


class _Meant(NamedTuple):
    """A thing that a name may mean."""

    kind: str
    part: Any

    @property
    def id(self) -> str:
        return str(getattr(self.part, "id", "") or getattr(self.part, "key", ""))


def explain(words: Words, scenario: Scenario, name: str) -> tuple[Card, ...]:
    """Explain what a name means.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    name : str
        An id of any kind, or `kind:id`; a name with accents or without, or a period name of a
        place; a part of a name, or of an entry's id, that no other has. Nothing, for a list of
        the scenario's systems.

    Returns
    -------
    tuple of Card
        All that are called so, the likeliest first.

    Raises
    ------
    QuestionError
        Where nothing is called so, with the nearest name; where several have the name as a
        part of theirs, with what they are.
    """
    if not name.strip():
        return (systems_card(words, scenario),)
    kind, wanted = _parted(name.strip())
    found = _called(scenario, kind, wanted)
    if found:
        return tuple(_KINDS[meant.kind][1](words, scenario, meant.part) for meant in found)
    dispute = Record(scenario).disputes.get(wanted)
    if dispute is not None:
        return (record.dispute_card(words, scenario, dispute),)
    pieces = _having(scenario, kind, wanted)
    if len(pieces) > 1:
        ids = ", ".join(f"{meant.kind}:{meant.id}" for meant in pieces[:MOST_MEANT])
        more = " …" if len(pieces) > MOST_MEANT else ""
        raise QuestionError(f'"{name[:80]}" may be any of {ids}{more}')
    if pieces:
        return (_KINDS[pieces[0].kind][1](words, scenario, pieces[0].part),)
    written = _slug(wanted)
    if written and any(written in entry.id for entry in scenario.entries):
        return (record.entry_card(words, scenario, find_entry(scenario, written)),)
    near = nearest(_slug(wanted), sorted({meant.id for meant in _all(scenario, kind)}))
    raise QuestionError(f'nothing is called "{name[:80]}" in {scenario.id}{near}')


def _parted(name: str) -> tuple[str, str]:
    """Part `kind:id`; the kind is empty where none is given."""
    kind, mark, rest = name.partition(":")
    kind = _ALIASES.get(kind, kind)
    return (kind, rest.strip()) if mark and kind in _KINDS else ("", name)


def _slug(name: str) -> str:
    """Write a name as an id would be."""
    return re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")


def _all(scenario: Scenario, kind: str) -> Iterator[_Meant]:
    for each, (parts, _) in _KINDS.items():
        if kind in ("", each):
            yield from (_Meant(each, part) for part in getattr(scenario, parts))


def _called(scenario: Scenario, kind: str, name: str) -> list[_Meant]:
    """List what is called so, by id or by any of its names, the likeliest first."""
    slug, spelt = _slug(name), plain(name)
    found = [
        (_rank(meant, slug), number, meant)
        for number, meant in enumerate(_all(scenario, kind))
        if slug and (meant.id in (name, slug) or spelt in _names(scenario, meant))
    ]
    return [meant for _, _, meant in sorted(found, key=lambda item: item[:2])]


def _rank(meant: _Meant, slug: str) -> int:
    """Say how likely a thing is meant: what has the id, unless it is known for a battle.

    A province bears the name of its capital, which is meant before it.
    """
    if isinstance(meant.part, Place) and meant.part.kind in _NAMELESS:
        return 2
    return 0 if meant.id == slug and meant.kind != "province" else 1


def _names(scenario: Scenario, meant: _Meant) -> set[str]:
    """Give the names of a thing, plain: of a battle, that of its field too."""
    part = meant.part
    if isinstance(part, Entry):
        named = [part.name.es, part.name.en] if part.name else []
        if part.kind == "battle":
            for words in (Words("es"), Words("en")):
                named += [
                    battle_name(words, scenario, part),
                    entry_name(words, scenario, part),
                ]
        return {plain(name) for name in named}
    if meant.kind in ("rule", "parameter", "variable", "source"):
        return set()
    return {plain(name) for name in names_of(part)}


def _having(scenario: Scenario, kind: str, name: str) -> list[_Meant]:
    """List the things whose names have all words of a name; entries where nothing else has."""
    wanted = set(_slug(name).split("_")) - {""}
    if not wanted:
        return []
    found = [
        meant
        for meant in _all(scenario, kind)
        if any(wanted <= set(_slug(one).split("_")) for one in _names(scenario, meant))
    ]
    return [meant for meant in found if meant.kind != "entry"] or found
