"""What stands beside the record: what did not come, and what historians hold of what did."""

from __future__ import annotations

from collections.abc import Iterator

from ucronia.errors import Problem
from ucronia.scenario.checks.record import check_bound, check_within
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.dates import span_of


def check_nonevents(register: Register) -> Iterator[Problem]:
    """See that what did not come is dated, told of a source, and bound as an entry would be."""
    rules = {rule.id: rule for rule in register.scenario.rules}
    for row in register.scenario.nonevents:
        yield from check_within(register, row, span_of(register.scenario, row))
        yield from register.refer_if(row, "place", "place", row.place)
        yield from check_bound(register, row, rules)
        yield from register.refer(row, "source", "source", row.source)


def check_readings(register: Register) -> Iterator[Problem]:
    """See that what a historian holds is of a known entry, named, cited, and told once."""
    first: dict[tuple[str, str, str], int] = {}
    for row in register.scenario.readings:
        yield from register.refer(row, "about", "entry", row.about)
        yield from register.refer(row, "source", "source", row.source)
        if not row.who:
            yield problem(row.mark("who"), "who is missing; it should be who holds so")
        line = first.setdefault((row.about, row.who, row.claim.en), row.at.line)
        if line != row.at.line:
            text = f'"{row.who[:60]}" is given twice so of "{row.about}" (first in line {line})'
            yield problem(row.mark("claim.en"), text)
