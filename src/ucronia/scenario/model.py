"""A scenario's parts as frozen values: what the files say, checked for shape, nothing else."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from ucronia.scenario.parts import Basis, Mark, Part, Slug, Text
from ucronia.scenario.recorded import (
    Entry,
    HistorianReading,
    NonEvent,
    Passage,
    Rate,
    ReadingName,
    Source,
    Version,
)
from ucronia.scenario.systems import System

__all__ = [
    "Aim",
    "Assembly",
    "Basis",
    "Bloc",
    "Cause",
    "Circuit",
    "Entry",
    "Force",
    "HistorianReading",
    "Leader",
    "Mark",
    "NonEvent",
    "Office",
    "Option",
    "Outcome",
    "Pact",
    "Parameter",
    "Part",
    "Passage",
    "Place",
    "Polity",
    "Province",
    "Rate",
    "ReadingName",
    "Relation",
    "Route",
    "Rule",
    "Scenario",
    "Slug",
    "Source",
    "Text",
    "Tie",
    "Variable",
    "Version",
    "Zone",
]


class Place(Part):
    """A town, port, pass or field that forces can stand in."""

    id: Slug
    name: str
    kind: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    elevation_m: float
    population: float = Field(ge=0)
    province: Slug
    zone: Slug = ""
    """Sea zone of a port, empty inland."""
    landing_men_per_day: float = 0
    fort: Literal["no", "weak", "yes", "strong"] = "no"
    """Whether there is a fort, and how a regular siege of it compares with an ordinary one."""
    variants: str = ""
    note: str = ""
    source: str = ""


class Route(Part):
    """One edge; days from a to b, `_back` from b to a."""

    a: Slug
    b: Slug
    mode: Literal["road", "trail", "sea", "lake"]
    distance_km: float = Field(gt=0)
    days_infantry: float = Field(gt=0)
    days_infantry_back: float = Field(gt=0)
    days_courier: float = Field(gt=0)
    days_courier_back: float = Field(gt=0)
    wagon: bool = False
    waterless_km: float = 0
    max_elevation_m: float = 0
    terrain: str = ""
    via: str = ""
    basis: str = ""


class Province(Part):
    """A province: who holds it, its people, its revenue, its leanings."""

    id: Slug
    name: Text
    bloc: Slug
    """Bloc on the lines of the first day; empty outside the blocs."""
    polity: Slug
    """Who controls it on the first day."""
    capital: Slug
    population: float = Field(gt=0)
    population_low: float
    population_high: float
    revenue_pesos: float = Field(ge=0)
    """What its government takes in a year of peace, pesos of 8 reales."""
    communities: float = Field(default=0.0, ge=0, le=1)
    """Share of its people in communities that pay tribute to its government."""
    horses: float = Field(default=1.0, ge=0)
    """Times as many horses a head as an ordinary province, on the plateau none."""
    leanings: dict[Slug, float]
    """Base allegiance to each cause; sums to 1."""
    basis: Basis
    source: str
    note: str = ""


class Circuit(Part):
    """A trade circuit: an ordered list of places, with goods and a base volume."""

    id: Slug
    name: Text
    places: tuple[Slug, ...]
    goods: Text
    volume_pesos: float = Field(ge=0)
    elasticity: float
    rival: Slug = ""
    """Polity whose port loses what this circuit gains."""
    customs_pesos: float = Field(default=0, ge=0)
    """What of the revenue of its port's province comes of this circuit, pesos a year."""
    common: Slug = ""
    """Variable that says, above 0, that the port is common: all who hold places collect."""
    basis: Basis
    source: str
    note: str = ""


class Zone(Part):
    """A zone of the sea that a fleet contests."""

    id: Slug
    name: Text


class Bloc(Part):
    """A group of provinces on the lines of the first day."""

    id: Slug
    name: Text


class Cause(Part):
    """What a province, a leader or a force can side with."""

    id: Slug
    name: Text
    text: Text
    obeys: bool = False
    """Its followers side with whoever rules the place, and vote as he wishes."""


class Polity(Part):
    """A state, a rival government, a party or a people with its own authorities."""

    id: Slug
    name: Text
    kind: Literal["republic", "confederation", "member", "rival", "party", "communities"]
    nation: Slug
    claims: tuple[Slug, ...] = ()
    """Blocs that it claims to rule: an occupier keeps these, and hands others to an ally."""
    parent: Slug = ""
    exists: bool = False
    capital: Slug
    head: Slug = ""
    cause: Slug
    """The cause that its rule serves."""
    treasury_pesos: float = 0
    departments: tuple[str, ...] = ()
    flag: Text
    arms: Text
    colour: str
    source: str
    note: str = ""


class Relation(Part):
    """How two polities stand to each other on the first day."""

    a: Slug
    b: Slug
    kind: Literal["union", "alliance", "peace", "truce", "war"]
    trade: bool = True
    threat: float = 0
    """Threat that a feels from b, 0..1."""
    tariff: float = Field(default=0, ge=0)
    """Share of their value that a levies on b's goods."""
    source: str = ""
    note: str = ""


class Tie(Part):
    """What binds two leaders."""

    a: Slug
    b: Slug
    kind: str
    secret: bool = False
    since: str = ""
    source: str = ""


class Leader(Part):
    """A person who can hold office or command."""

    id: Slug
    name: str
    born: str = ""
    died: str = ""
    polity: Slug
    place: Slug
    status: Literal["office", "command", "exile", "prisoner", "private"]
    ambition: float | None = Field(default=None, ge=0, le=1)
    boldness: float | None = Field(default=None, ge=0, le=1)
    loyalty: float | None = Field(default=None, ge=0, le=1)
    skill: float | None = Field(default=None, ge=0, le=1)
    known_from: str = ""
    conduct: Text
    source: str


class Force(Part):
    """An army, column, garrison, band or fleet."""

    id: Slug
    name: Text
    kind: Literal["army", "column", "garrison", "montonera", "fleet"]
    polity: Slug
    commander: Slug = ""
    patron: Slug = ""
    place: Slug = ""
    exists: bool = False
    """True where it stands on the first day; else its slot waits for the record or a rule."""
    men: float = 0
    cavalry_share: float = 0
    battalions: float = 0
    """Whole battalions on the first day; 0 where no source tells: as many as its men form."""
    squadrons: float = 0
    """The same of squadrons."""
    guns: float = 0
    ships: float = 0
    cause: Slug = ""
    basis: Basis = "judged"
    source: str = ""
    note: str = ""


class Office(Part):
    """A post that a leader can hold."""

    id: Slug
    name: Text
    polity: Slug
    kind: Literal["head", "protector", "commander", "minister"]
    holder: Slug = ""
    since: str = ""
    """ISO date on which the holder took office, for the term at hand; empty: the first day."""
    term_days: int = Field(default=0, ge=0)
    travels: bool = False
    """True where the government goes about its own land with its head, away only abroad."""
    source: str = ""


class Assembly(Part):
    """An assembly: seats by province, what it votes on, what passing does."""

    id: Slug
    name: Text
    provinces: tuple[Slug, ...]
    place: Slug
    cause: Slug
    quorum: float = Field(ge=0, le=1)
    threshold: float = Field(ge=0, le=1)
    sponsor: Slug = ""
    """Polity that presses for its cause: where its party rules, those who only obey vote so."""
    effects: tuple[str, ...] = ()
    source: str = ""
    note: str = ""


class Pact(Part):
    """A pact or constitution that parties ratify."""

    id: Slug
    name: Text
    parties: tuple[Slug, ...]
    clauses: Text
    source: str = ""


class Option(Part):
    """One way to decide, its weight and its effects."""

    id: Slug
    text: Text
    weight: str = "0"
    """Expression: log weight in the softmax."""
    effects: tuple[str, ...] = ()


class Rule(Part):
    """A hazard or a decision, written once over a class.

    `over` names the free role and its class (army, force, fleet, polity, province, leader) or a
    list of ids; `among` a second role over a list of at most 16 ids; `roles` are
    expressions of these, evaluated when the rule is looked at.
    """

    id: Slug
    kind: Literal["hazard", "decision"]
    text: Text
    theme: str
    over: dict[str, str | tuple[Slug, ...]] = Field(default={})
    among: dict[str, tuple[Slug, ...]] = Field(default={})
    roles: dict[str, str] = Field(default={})
    when: str = "True"
    rate: str
    """Expression, per year. For a decision: how often the occasion is taken up."""
    max_rate: float = Field(gt=0)
    every: int = Field(default=7, ge=1)
    again: int = Field(default=365, ge=1)
    """Days before the same instance can fire again."""
    decider: str = ""
    options: tuple[Option, ...] = ()
    effects: tuple[str, ...] = ()
    recorded: bool = False
    """True where the record holds every event of this kind: silence then counts as evidence."""
    names: Text | None = None
    """Why it names one person or place, where it does."""
    source: str
    note: str = ""


class Parameter(Part):
    """A number with its unit, prior and basis."""

    id: Slug
    text: Text
    unit: str
    prior: dict[str, Any]
    """One of normal: [mean, sd], lognormal: [median, sd of log], beta: [a, b],
    uniform: [low, high], fixed: value."""
    basis: Basis
    source: str = ""
    locator: str = ""
    reason: str = ""
    fit: str = ""
    theme: str


class Variable(Part):
    """A number of the scenario's own that rules read and set."""

    id: Slug
    text: Text
    start: float = 0
    source: str = ""


class Outcome(Part):
    """One of the exclusive end states."""

    id: Slug
    name: Text
    definition: Text
    when: str
    colour: str


class Aim(Part):
    """What a decider would give for each outcome, 0..100, and what else weighs."""

    decider: Slug
    utilities: dict[Slug, float]
    own_fate: float = Field(ge=0, le=1)
    horizon: float = Field(gt=0, le=1000)
    """Years after which what stands weighs half as much as what stands on the day."""
    horizon_reason: Text
    fates: dict[Literal["office", "private", "exile", "prisoner", "dead"], float]
    reason: Text
    basis: Basis = "judged"


class Scenario(Part):
    """One whole folder, read and checked."""

    id: Slug
    title: Text
    summary: Text
    start: str
    """First day, ISO."""
    end: str
    classified_on: str
    later_on: str
    held_out_from: str
    credits: tuple[str, ...]
    licence: str
    blocs: tuple[Bloc, ...]
    zones: tuple[Zone, ...]
    definitions: dict[str, str]
    outcomes: tuple[Outcome, ...]
    aims: tuple[Aim, ...]
    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    provinces: tuple[Province, ...]
    circuits: tuple[Circuit, ...]
    causes: tuple[Cause, ...]
    polities: tuple[Polity, ...]
    relations: tuple[Relation, ...]
    leaders: tuple[Leader, ...]
    ties: tuple[Tie, ...]
    forces: tuple[Force, ...]
    offices: tuple[Office, ...]
    assemblies: tuple[Assembly, ...]
    pacts: tuple[Pact, ...]
    variables: tuple[Variable, ...]
    rules: tuple[Rule, ...]
    parameters: tuple[Parameter, ...]
    entries: tuple[Entry, ...]
    versions: tuple[Version, ...]
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...] = ()
    nonevents: tuple[NonEvent, ...] = ()
    readings: tuple[HistorianReading, ...] = ()
    rates: tuple[Rate, ...] = ()
    reading_names: tuple[ReadingName, ...] = ()
    systems: tuple[System, ...] = ()
    geojson: dict[str, Any] = Field(default={})
    """Layers for maps only, by file name."""
    hash: str = ""
    """SHA-256 of the folder's files, first 12 hexadecimal digits."""
    folder: str = ""
