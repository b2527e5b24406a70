"""Systems: what of a history hangs together, by which rules, numbers and files it lives."""

from __future__ import annotations

from ucronia.scenario.parts import Part, Slug, Text

EVENTS = (
    "rule",
    "battle",
    "control",
    "siege",
    "fall",
    "depart",
    "arrive",
    "sail",
    "land",
    "disperse",
    "leader",
    "found",
    "dissolve",
    "join",
    "secede",
    "war",
    "peace",
    "office",
    "raise",
    "defect",
    "assembly",
    "evade",
    "detach",
    "merge",
    "capitulate",
    "ally",
    "trade",
    "pact",
    "overflow",
    "clipped",
    "sea_battle",
    "intercept",
    "acting",
    "met",
)
"""Kinds of event that a history's log tells of, in the order of the engine's own numbers."""


class System(Part):
    """A part of the model that lives by rules, parameters and files of its own."""

    id: Slug
    name: Text
    text: Text
    rules: tuple[Slug, ...] = ()
    parameters: tuple[Slug, ...] = ()
    """The engine's own and the scenario's."""
    events: tuple[str, ...] = ()
    """Kinds of EVENTS that show it; rules show themselves."""
    files: tuple[str, ...] = ()
    """Of the scenario's folder."""
    entries: tuple[Slug, ...] = ()
    """Of the record, besides those that realise its rules."""
