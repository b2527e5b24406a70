"""The record: entries that mean something, versions that cite, and what is left uncited."""

from __future__ import annotations

from collections.abc import Iterator

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.model import Entry, NonEvent, Rule, Version
from ucronia.scenario.record import (
    FIGHTS,
    KINDS,
    LONGEST_CHAIN,
    PINS,
    Span,
    day_of,
    iso_date,
    parse_what,
)
from ucronia.scenario.roles import ids_of
from ucronia.scenario.shapes import nearest

_FORCE_VALUES = ("men", "guns", "ships", "battalions", "squadrons", "cavalry")
_FIGHT_NUMBERS = ("men_a", "men_b", "losses_a", "losses_b", "taken_a", "taken_b")
_WORDS = {
    "winner": ("a", "b", "draw"),
    "dispersed": ("yes", "no"),
    "fort": ("0", "1", "2"),
}
VALUES = (*_FORCE_VALUES, *_FIGHT_NUMBERS, *_WORDS, "date")
_PLACED = ("position", "march", *FIGHTS)


def check_record(register: Register) -> Iterator[Problem]:
    """See that every entry can be replayed, and every version cites."""
    rules = {rule.id: rule for rule in register.scenario.rules}
    for entry in register.scenario.entries:
        yield from _check_dates(register, entry)
        yield from _check_kind(register, entry)
        yield from _check_bind(register, entry, rules)
    for version in register.scenario.versions:
        yield from _check_version(register, version)
    yield from _check_disputes(register)


def check_cited(register: Register) -> Iterator[Problem]:
    """See that every entry has a version, which is how it cites."""
    for entry in register.scenario.entries:
        if not register.record.versions.get(entry.id):
            text = f'entry "{entry.id}" cites no source; give it a row in record/versions.csv'
            yield problem(entry.at, text)


def check_within(
    register: Register, part: Entry | NonEvent, span: Span | None
) -> Iterator[Problem]:
    """See that a part's dates are dates, in order, and within the scenario."""
    dates = [("date", part.date)]
    if part.precision == "interval":
        dates.append(("until", part.until))
    for path, text in dates:
        if iso_date(text) is None:
            told = f'{path} "{text[:40]}" is no date; write it as 1837-11-17'
            yield problem(part.mark(path), told)
    end = day_of(register.scenario, register.scenario.end)
    if span is None or end is None:
        return
    if part.precision == "interval" and span.last < span.first:
        yield problem(part.mark("until"), "until comes before date")
    elif span.last < 0 or span.first > end:
        scenario = register.scenario
        text = f"{part.date} is not within the scenario ({scenario.start} to {scenario.end})"
        yield problem(part.mark("date"), text)


def check_bound(
    register: Register, part: Entry | NonEvent, rules: dict[str, Rule]
) -> Iterator[Problem]:
    """See that a part's rule is known, every free role bound, the option one of the rule's."""
    if not part.rule:
        for path in ("bind", "option"):
            if getattr(part, path):
                yield problem(part.mark(path), f"{path} needs a rule")
        return
    yield from register.refer(part, "rule", "rule", part.rule)
    rule = rules.get(part.rule)
    if rule is not None:
        yield from _check_roles(register, part, rule)
        yield from _check_option(part, rule)


def _check_dates(register: Register, entry: Entry) -> Iterator[Problem]:
    span = register.record.own_span(entry.id)
    yield from check_within(register, entry, span)
    yield from register.refer_if(entry, "after", "entry", entry.after)
    if span is not None:
        yield from _check_circle(register, entry)


def _check_circle(register: Register, entry: Entry) -> Iterator[Problem]:
    entries, seen = register.record.entries, [entry.id]
    while (after := entries[seen[-1]].after) in entries:
        if after == entry.id:
            text = f'"{entry.id}" comes after itself: {" > ".join((*seen[:6], after))}'
            yield problem(entry.mark("after"), text)
        elif len(seen) > LONGEST_CHAIN:
            text = f"is the last of more than {LONGEST_CHAIN} entries, each after another"
            yield problem(entry.mark("after"), text)
        elif after not in seen:
            seen.append(after)
            continue
        return


def _check_kind(register: Register, entry: Entry) -> Iterator[Problem]:
    if entry.kind not in KINDS:
        text = f'kind "{entry.kind[:60]}" is not known{nearest(entry.kind, KINDS)}'
        yield problem(entry.mark("kind"), text)
    if not 0 <= entry.weight <= 100:
        yield problem(entry.mark("weight"), f"a weight is from 0 to 100, not {entry.weight:g}")
    what = parse_what(entry)
    if what is None:
        form = "a > b, the attacker first" if entry.kind in FIGHTS else "a force"
        text = f'what "{entry.what[:60]}" should be {form}'
        yield problem(entry.mark("what"), text)
    forces = () if what is None else (*what.first, *what.second)
    for force in dict.fromkeys(forces):
        yield from register.refer(entry, "what", "force", force)
        if what and force in what.first and force in what.second:
            yield problem(entry.mark("what"), f'"{force}" stands on both sides')
    if entry.kind in _PLACED or forces:
        yield from register.refer(entry, "place", "place", entry.place)
    else:
        yield from register.refer_if(entry, "place", "place", entry.place)


def _check_bind(register: Register, entry: Entry, rules: dict[str, Rule]) -> Iterator[Problem]:
    """See that a decision or hazard names a rule of its kind, bound as it should be."""
    rule = rules.get(entry.rule)
    if entry.kind in ("decision", "hazard"):
        if not entry.rule:
            text = f"a {entry.kind} names the rule that it realises"
            yield problem(entry.mark("rule"), text)
        elif rule is not None and rule.kind != entry.kind:
            yield problem(entry.mark("rule"), f'rule "{rule.id}" is a {rule.kind}')
    yield from check_bound(register, entry, rules)


def _check_roles(register: Register, entry: Entry | NonEvent, rule: Rule) -> Iterator[Problem]:
    ranges = {**rule.over, **rule.among}
    for role, id in entry.bind.items():
        mark = entry.mark(f"bind.{role}")
        if role not in ranges:
            text = f'rule "{rule.id}" has no free role "{role[:60]}"{nearest(role, ranges)}'
            roles = f" (it has {', '.join(ranges)})" if ranges else ""
            yield problem(mark, text + roles)
            continue
        ids = ids_of(ranges[role], register.names)
        if id not in ids and id not in register.unread:
            text = f'"{id[:60]}" is not among the {role} of rule "{rule.id}"{nearest(id, ids)}'
            yield problem(mark, text)
        elif not _is_of_class(register, ranges[role], id):
            yield problem(
                mark, f'"{id}" is no {ranges[role]}, over which "{rule.id}" is written'
            )
    for role in ranges:
        if role not in entry.bind:
            text = f'bind leaves out "{role}" of rule "{rule.id}", as in {role}=…'
            yield problem(entry.mark("bind"), text)


def _is_of_class(register: Register, range_of: str | tuple[str, ...], id: str) -> bool:
    """Tell fleets from land forces; a rule over armies can take any of these."""
    if range_of not in ("army", "fleet"):
        return True
    kinds = {force.id: force.kind for force in register.scenario.forces}
    return id not in kinds or (kinds[id] == "fleet") == (range_of == "fleet")


def _check_option(entry: Entry | NonEvent, rule: Rule) -> Iterator[Problem]:
    options = [option.id for option in rule.options]
    if rule.kind == "hazard":
        if entry.option:
            yield problem(
                entry.mark("option"), f'rule "{rule.id}" is a hazard, without options'
            )
    elif not entry.option:
        text = f"option is missing; one of {', '.join(options)}"
        yield problem(entry.mark("option"), text)
    elif entry.option not in options:
        near = nearest(entry.option, options) or f"; one of {', '.join(options)}"
        text = f'option "{entry.option[:60]}" is not in rule "{rule.id}"{near}'
        yield problem(entry.mark("option"), text)


def _check_version(register: Register, version: Version) -> Iterator[Problem]:
    yield from register.refer(version, "entry", "entry", version.entry)
    yield from register.refer(version, "source", "source", version.source)
    if version.reading and not version.dispute:
        yield problem(version.mark("reading"), "a reading needs a dispute")
    entry = register.record.entries.get(version.entry)
    for name, value in version.values.items():
        wrong = _wrong_value(register, name, value)
        mark = version.mark(f"values.{name}")
        if wrong:
            yield problem(mark, wrong)
        elif name in (*_FIGHT_NUMBERS, "winner") and entry and entry.kind not in FIGHTS:
            yield problem(mark, f'"{name}" is a value of a battle; this is a {entry.kind}')
        elif name in _FORCE_VALUES and entry and entry.kind in FIGHTS:
            text = f'"{name}" is a value of one force; of a battle give {name}_a and {name}_b'
            yield problem(mark, text)
        elif name in _FORCE_VALUES and entry and entry.kind not in PINS:
            yield problem(
                mark, f'a {entry.kind} puts no force in a place: "{name}" is not read', True
            )


def _wrong_value(register: Register, name: str, value: float | str) -> str:
    if name not in VALUES:
        return f'value "{name[:60]}" is not known{nearest(name, VALUES)}'
    given = f"{value:g}" if isinstance(value, float) else value[:60]
    if name == "date":
        day = day_of(register.scenario, str(value))
        end = day_of(register.scenario, register.scenario.end)
        if day is None:
            return f'date "{given}" is no date; write it as 1837-11-17'
        return "" if 0 <= day <= (end or 0) else f"{given} is not within the scenario"
    if name in _WORDS:
        words = _WORDS[name]
        return "" if given in words else f'{name} "{given}" should be one of {", ".join(words)}'
    if not isinstance(value, float):
        return f'{name} should be a number, not "{given}"'
    return f"{name} can't be below 0" if value < 0 else ""


def _check_disputes(register: Register) -> Iterator[Problem]:
    """See that a dispute has readings to pick from, and some that weigh."""
    rows: dict[str, Version] = {}
    for version in register.scenario.versions:
        rows.setdefault(version.dispute or version.entry, version)
    for id, dispute in register.record.disputes.items():
        first = rows.get(id)
        if first is None:
            continue
        if sum(reading.weight for reading in dispute.readings) <= 0:
            yield problem(
                first.mark("weight"), f'no reading of dispute "{id[:60]}" weighs anything'
            )
        if len(dispute.readings) < 2 and first.dispute:
            text = f'dispute "{id[:60]}" has a single reading'
            yield problem(first.mark("dispute"), text, warning=True)


def warn_unread(register: Register) -> Iterator[Problem]:
    """Warn of values that no draw reads: below an entry's first row, alone, in no dispute."""
    record = register.record
    for entry in register.scenario.entries:
        if entry.id in record.torn:
            continue
        versions = record.versions.get(entry.id, [])
        known = {"date": entry.date} | (dict(versions[0].values) if versions else {})
        for version in versions[1:]:
            unread = [
                name for name, value in version.values.items() if known.get(name) != value
            ]
            if unread and not version.dispute:
                text = (
                    f"{', '.join(unread)} of {entry.id} is never read: put it in the entry's "
                    "first row, or give the rows a dispute"
                )
                yield problem(version.mark("values"), text, warning=True)
