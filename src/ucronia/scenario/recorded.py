"""The record's parts and what stands beside it: entries, versions, sources, reference rates."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ucronia.scenario.parts import Part, Slug, Text


class Version(Part):
    """What one source says of an entry."""

    entry: Slug
    dispute: Slug = ""
    reading: Slug = ""
    source: Slug
    locator: str = ""
    values: dict[str, float | str] = Field(default={})
    weight: float = Field(ge=0)
    note: str = ""


class Entry(Part):
    """A dated entry of the record."""

    id: Slug
    date: str
    precision: Literal["day", "month", "year", "interval"] = "day"
    until: str = ""
    after: Slug = ""
    kind: str
    what: str = ""
    place: Slug = ""
    rule: Slug = ""
    bind: dict[str, Slug] = Field(default={})
    option: Slug = ""
    effects: tuple[str, ...] = ()
    weight: float = 0
    name: Text | None = None
    """Two to five words for a label; without it, its kind and place."""
    text: Text
    note: str = ""


class Passage(Part):
    """A passage of a source: the entries that tell it, or why none does, or only in part."""

    source: Slug
    passage: str
    """Its number, or a short name."""
    text: Text
    entries: tuple[Slug, ...] = ()
    reason: Text | None = None


class NonEvent(Part):
    """What was plotted, offered, planned or feared, and did not come.

    Chosen once, before any rate was looked at: how often the rules expect such things is held
    against how seldom these came.
    """

    id: Slug
    date: str
    """The day on which it failed, or from which it was looked for."""
    precision: Literal["day", "month", "year", "interval"] = "day"
    until: str = ""
    kind: Literal["plot", "offer", "plan", "expectation"]
    """Failed or found out; refused; made and dropped; looked for, in hope or fear, in vain."""
    place: Slug = ""
    rule: Slug = ""
    """The rule that would have been it, if any; of a decision, with the option not taken."""
    bind: dict[str, Slug] = Field(default={})
    option: Slug = ""
    text: Text
    source: Slug
    locator: str = ""
    note: str = ""


class HistorianReading(Part):
    """What a historian holds of an entry: shown, and never weighed."""

    about: Slug
    claim: Text
    who: str
    source: Slug
    locator: str = ""


class ReadingName(Part):
    """What a reading of a dispute is called, in both languages."""

    dispute: Slug
    reading: str
    name: Text


class Source(Part):
    """A work that is cited."""

    key: Slug
    kind: Literal["document", "eyewitness", "scholarship", "general"]
    author: str = ""
    title: str
    year: str = ""
    url: str = ""
    note: str = ""
    copies: Slug = ""
    """The source whose text it repeats: the two are one witness."""
    passages: int = Field(default=0, ge=0, le=10_000)
    """How many it has, numbered from 1; 0 where they aren't counted."""


BOOKED = ("revenue", "army_men")
"""Measures taken of polities on the day of classification."""
AT_SEA = ("convoys", "convoys_met", "convoys_caught")
"""Measures of what troops at sea meet with."""
RECORDED = ("firings", "battles", "battle_men", "civil_war_days", "occupation_days", *AT_SEA)
"""Measures of which the record's own replay gives a range where no source does."""
MEDIAN = 0.5
QUANTILES = ("battle_men", "winner_loss", "loser_loss", "march_km")
"""Measures that are a quantile of what was seen: the median unless `part` says another."""


class Rate(Part):
    """A reference rate: how often, how long or how many, as known from elsewhere.

    What the rules make of free play is held against it; it never comes from the record itself.
    """

    id: Slug
    name: Text
    measure: Literal[
        "firings",
        "heads",
        "battles",
        "battle_men",
        "winner_loss",
        "loser_loss",
        "attacker_wins",
        "battle_draws",
        "war_days",
        "civil_war_days",
        "great_civil_war_days",
        "war_over",
        "occupation_days",
        "march_km",
        "revenue",
        "army_men",
        "convoys",
        "convoys_met",
        "convoys_caught",
    ]
    """What is counted: see `analysis/measures.py`."""
    rules: tuple[Slug, ...] = ()
    """Whose firings are counted."""
    of: tuple[Slug, ...] = ()
    """Polities that it is counted of, taken together; none for all."""
    days: float = Field(default=0, ge=0)
    """Of `war_over`: within how many days."""
    part: float = Field(default=MEDIAN, gt=0, lt=1)
    """Of a quantile (`QUANTILES`), the share of what is measured that lies below it."""
    low: float | None = None
    high: float | None = None
    """The range; none where only the record itself has something to hold against."""
    unit: Text
    source: Slug = ""
    locator: str = ""
    note: str = ""
