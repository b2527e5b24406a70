"""Every rule that a scenario keeps; returns all problems, like a compiler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ucronia.errors import Problem
from ucronia.scenario.checks.actors import check_actors
from ucronia.scenario.checks.basis import (
    check_basis,
    check_copies,
    check_dates,
    check_outcomes,
    warn_sources,
)
from ucronia.scenario.checks.beside import (
    check_nonevents,
    check_rates,
    check_reading_names,
    check_readings,
)
from ucronia.scenario.checks.first_day import check_first_day
from ucronia.scenario.checks.marches import check_marches
from ucronia.scenario.checks.passages import check_passages, warn_passages
from ucronia.scenario.checks.record import check_cited, check_record, warn_unread
from ucronia.scenario.checks.register import Register, check_ids
from ucronia.scenario.checks.rules import (
    Trees,
    check_expressions,
    check_rules,
    named_rule_share,
    warn_parameters,
)
from ucronia.scenario.checks.systems import check_systems
from ucronia.scenario.checks.world import check_graph, check_world
from ucronia.scenario.model import Scenario

__all__ = ["check", "named_rule_share"]

MOST_PROBLEMS = 500
"""Problems told of one idea."""
MOST_PARTS = {
    "places": 3000,
    "routes": 20_000,
    "provinces": 500,
    "polities": 200,
    "leaders": 3000,
    "forces": 1000,
    "relations": 5000,
    "rules": 500,
    "parameters": 3000,
    "entries": 10_000,
    "versions": 50_000,
    "sources": 10_000,
    "passages": 10_000,
    "nonevents": 10_000,
    "readings": 10_000,
    "rates": 1000,
    "reading_names": 20_000,
    "systems": 500,
    "blocs": 200,
    "zones": 200,
    "outcomes": 200,
    "aims": 3000,
    "causes": 200,
    "circuits": 1000,
    "ties": 10_000,
    "offices": 1000,
    "assemblies": 200,
    "pacts": 500,
    "variables": 1000,
}
"""More than any history needs; beyond it checking would not end in bounded time."""


def check(scenario: Scenario, unread: Iterable[str] | None = None) -> list[Problem]:
    """Find everything wrong in a scenario.

    Parameters
    ----------
    scenario : Scenario
        As read, its parts of the right shape.
    unread : iterable of str, optional
        Ids of rows that are there but couldn't be read. If given, ids among them aren't told of
        as unknown, and what needs every row (connection, marches, what is unused) is left.

    Returns
    -------
    list of Problem
        All problems and warnings, by file and line.
    """
    crowded = list(_check_sizes(scenario))
    if crowded:
        return crowded
    register = Register(scenario, unread or ())
    problems: list[Problem] = []
    for found in _ideas(register, is_whole=unread is None):
        problems += islice(found, MOST_PROBLEMS)
    return sorted(set(problems))


def _ideas(register: Register, is_whole: bool) -> Iterator[Iterator[Problem]]:
    scenario, trees = register.scenario, Trees(register)
    yield check_dates(scenario)
    yield check_outcomes(scenario)
    yield check_ids(register)
    yield check_world(register)
    yield check_actors(register)
    yield check_first_day(register)
    yield check_basis(register)
    yield check_copies(register)
    yield check_expressions(trees)
    yield check_rules(trees)
    yield check_record(register)
    yield check_passages(register)
    yield check_nonevents(register)
    yield check_readings(register)
    yield check_rates(register)
    yield check_reading_names(register)
    yield check_systems(register)
    if is_whole:
        yield check_graph(register)
        yield check_cited(register)
        yield check_marches(register)
        yield warn_parameters(trees)
        yield warn_unread(register)
        yield warn_sources(register)
        yield warn_passages(register)


def _check_sizes(scenario: Scenario) -> Iterator[Problem]:
    for name, most in MOST_PARTS.items():
        count = len(getattr(scenario, name))
        if count > most:
            text = f"holds {count} {name}; {most} at most can be checked"
            yield Problem("scenario.yaml", 0, 0, text)
