"""The roles of a rule, and the kind of thing that each is."""

from __future__ import annotations

from ucronia.scenario.model import Rule
from ucronia.scenario.terms import Names

CLASSES = {
    "army": "force",
    "force": "force",
    "fleet": "force",
    "polity": "polity",
    "province": "province",
    "leader": "leader",
}
"""Classes that a free role may range over, and the kind of thing that each is."""
_LISTED = (
    "polity",
    "force",
    "leader",
    "province",
    "assembly",
    "pact",
    "place",
    "office",
    "circuit",
    "zone",
    "bloc",
    "cause",
    "variable",
)
"""Kinds that a list may be of, the likeliest first (`puno` is a province and a place)."""


def kind_of(range_of: str | tuple[str, ...], names: Names) -> str | None:
    """Say which kind of thing a role is that ranges over a class or a list of ids.

    Parameters
    ----------
    range_of : str or tuple of str
        A class of `CLASSES`, or ids.
    names : Names
        The scenario's.

    Returns
    -------
    str or None
        None where no one kind has all of the ids.
    """
    if isinstance(range_of, str):
        if range_of in CLASSES:
            return CLASSES[range_of]
        range_of = (range_of,)
    for kind in _LISTED:
        if range_of and all(id in names.sets[kind] for id in range_of):
            return kind
    return None


def free_roles(rule: Rule, names: Names) -> dict[str, str]:
    """Give the kinds of a rule's free role and of its second one.

    Parameters
    ----------
    rule : Rule
    names : Names
        The scenario's.

    Returns
    -------
    dict
        Role → kind of thing; one whose kind can't be told is left out.
    """
    ranges: dict[str, str | tuple[str, ...]] = {**rule.over, **rule.among}
    kinds = {role: kind_of(ids, names) for role, ids in ranges.items()}
    return {role: kind for role, kind in kinds.items() if kind is not None}


def ids_of(range_of: str | tuple[str, ...], names: Names) -> tuple[str, ...]:
    """List the ids that a role may be bound to.

    Parameters
    ----------
    range_of : str or tuple of str
        A class of `CLASSES`, or ids.
    names : Names
        The scenario's.

    Returns
    -------
    tuple of str
        In the scenario's order; all forces for `army` and `fleet`, whose kinds may differ.
    """
    if isinstance(range_of, str):
        if range_of in CLASSES:
            return tuple(names.things.get(CLASSES[range_of], ()))
        return (range_of,)
    return range_of
