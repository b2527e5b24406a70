"""What stands beside the record: what did not come, and what historians hold of what did."""

from __future__ import annotations

from collections.abc import Iterator

from ucronia.errors import Problem
from ucronia.scenario.checks.record import check_bound, check_within
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.dates import span_of
from ucronia.scenario.recorded import BOOKED, MEDIAN, QUANTILES, RECORDED, Rate
from ucronia.scenario.shapes import nearest


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


def check_rates(register: Register) -> Iterator[Problem]:
    """See that a reference rate is a range, counts what there is, and is cited."""
    for row in register.scenario.rates:
        for rule in row.rules:
            yield from register.refer(row, "rules", "rule", rule)
        for polity in row.of:
            yield from register.refer(row, "of", "polity", polity)
        if (row.measure == "firings") != bool(row.rules):
            text = "rules should be given where firings are counted, and nowhere else"
            yield problem(row.mark("rules"), text)
        if (row.measure == "war_over") != bool(row.days):
            text = "days should be given for war_over, and for nothing else"
            yield problem(row.mark("days"), text)
        if row.part != MEDIAN and row.measure not in QUANTILES:
            text = f"part should be given for {', '.join(QUANTILES)}, and for nothing else"
            yield problem(row.mark("part"), text)
        if row.measure in BOOKED and not row.of:
            text = f"of is missing; whose {row.measure} should be said"
            yield problem(row.mark("of"), text)
        yield from _check_range(register, row)


def _check_range(register: Register, row: Rate) -> Iterator[Problem]:
    if row.low is None and row.high is None:
        if row.measure not in RECORDED:
            text = f"low and high are missing; the record gives no range of {row.measure}"
            yield problem(row.mark("low"), text)
        return
    yield from register.refer(row, "source", "source", row.source)
    if row.low is None or row.high is None:
        yield problem(row.mark("low"), "low or high is missing; give both or neither")
    elif row.low > row.high:
        text = f"low is {row.low:g} and high {row.high:g}; low should not be above high"
        yield problem(row.mark("low"), text)


def check_reading_names(register: Register) -> Iterator[Problem]:
    """See that what a reading is called names a reading that there is, once."""
    first: dict[tuple[str, str], int] = {}
    for row in register.scenario.reading_names:
        dispute = register.record.disputes.get(row.dispute)
        if dispute is None:
            near = nearest(row.dispute, register.record.disputes)
            text = f'dispute "{row.dispute[:60]}" is not in record/versions.csv{near}'
            yield problem(row.mark("dispute"), text)
            continue
        known = [reading.id for reading in dispute.readings]
        if row.reading not in known:
            near = nearest(row.reading, known)
            text = f'"{row.reading[:60]}" is no reading of {row.dispute}{near}'
            yield problem(row.mark("reading"), text)
        line = first.setdefault((row.dispute, row.reading), row.at.line)
        if line != row.at.line:
            text = f'reading "{row.reading[:60]}" is named twice (first in line {line})'
            yield problem(row.mark("reading"), text)
