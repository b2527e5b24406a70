"""Cards of entries, disputes and sources: what the record says, and who says it."""

from __future__ import annotations

from ucronia.report.explain.cards import Card, Pen, citation, listed
from ucronia.report.explain.kinds import kind_name
from ucronia.report.explain.life import touching
from ucronia.report.explain.told import moment_when, values_text
from ucronia.report.reading.chronicle import fight_lines
from ucronia.report.reading.days import told_of
from ucronia.report.words import Words, entry_name, reading_name
from ucronia.scenario.model import (
    Entry,
    HistorianReading,
    Rule,
    Scenario,
    Source,
    Version,
)
from ucronia.scenario.record import Dispute, Record, parse_what


def entry_card(words: Words, scenario: Scenario, entry: Entry) -> Card:
    """Explain an entry: what happened, what it realises, what each source says.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    entry : Entry
        Of the record.

    Returns
    -------
    Card
        With each version as a source.
    """
    pen, record = Pen(words, scenario), Record(scenario)
    rules = {rule.id: rule for rule in scenario.rules}
    rule = rules.get(entry.rule)
    pen.fact("What happened", words.text(entry.text))
    pen.fact("Date", _date(words, entry))
    pen.fact("Kind", kind_name(words, entry.kind))
    pen.fact("Place", pen.called("places", entry.place))
    _forces(pen, record, entry)
    for reading in scenario.readings:
        if reading.about == entry.id:
            pen.fact("A historian's reading", _held(words, scenario, reading))
    pen.fact("Note", entry.note)
    if rule is not None:
        _realises(pen, entry, rule)
    pen.fact("Effects", "; ".join(entry.effects))
    pen.fact("Weight", f"{entry.weight:g} / 100")
    for dispute in record.disputes_of(entry.id):
        pen.fact("Dispute", _dispute(words, scenario, record.disputes[dispute]))
    for version in record.versions[entry.id]:
        pen.versions.append(_version(words, scenario, entry, version))
    pen.sources += dict.fromkeys(source for source, _ in pen.versions)
    title = entry_name(words, scenario, entry)
    card = pen.card("entry", entry.id, title, _commands(entry, rule))
    return card.with_record((), tuple(touching(words, record, [entry])), ())


def _forces(pen: Pen, record: Record, entry: Entry) -> None:
    """Write who fought, with how many, and what each side lost; or whose position it is."""
    lines = fight_lines(pen.words, pen.scenario, told_of(record, entry))
    for line in lines:
        pen.fact("Side", line)
    what = parse_what(entry)
    if what is not None and not lines:
        names = [pen.called("forces", force) for force in what.first + what.second]
        pen.fact("Forces", pen.words.join(names) if names else "")


def _date(words: Words, entry: Entry) -> str:
    when = moment_when(words, entry)
    if entry.precision == "day":
        return when
    return words.say("{date}: drawn anew in each draw, within its precision", date=when)


def _realises(pen: Pen, entry: Entry, rule: Rule) -> None:
    bound = ", ".join(f"{role} = {id}" for role, id in entry.bind.items())
    said = f"{rule.id} ({bound})" if bound else rule.id
    pen.fact("Realises the rule", f"{said}: {pen.words.text(rule.text)}")
    for option in rule.options:
        mark = " ←" if option.id == entry.option else ""
        pen.fact("Option", f"{option.id}: {pen.words.text(option.text)}{mark}")


def _commands(entry: Entry, rule: Rule | None) -> list[str]:
    if rule is None:
        return [f"ucronia run --from {entry.date}", f"ucronia explain {entry.date}"]
    if rule.kind == "hazard":
        return [f"ucronia what-if --forbid {entry.id}", f"ucronia explain {rule.id}"]
    others = [option.id for option in rule.options if option.id != entry.option]
    taken = [f"ucronia what-if {entry.id}={option}" for option in others]
    return [*taken, f"ucronia explain {rule.id}"]


def _version(
    words: Words, scenario: Scenario, entry: Entry, version: Version
) -> tuple[str, str]:
    """Give a source's citation, and what it gives of an entry."""
    known = {source.key: source for source in scenario.sources}
    source = known.get(version.source)
    said = citation(words, source) if source else version.source
    values = values_text(words, scenario, entry, version)
    reading = ""
    if version.dispute:
        named = reading_name(words, scenario, version.dispute, version.reading)
        reading = f"{version.dispute}: {named}"
    weight = words.say("weight {weight}", weight=f"{version.weight:g}")
    parts = (version.locator, values, reading, weight, version.note)
    return said, " · ".join(filter(None, parts))


def _held(words: Words, scenario: Scenario, reading: HistorianReading) -> str:
    known = {source.key: source for source in scenario.sources}
    cited = citation(words, known[reading.source]) if reading.source in known else ""
    return " · ".join(
        filter(None, (reading.who, words.text(reading.claim), cited, reading.locator))
    )


def _dispute(words: Words, scenario: Scenario, dispute: Dispute) -> str:
    total = sum(reading.weight for reading in dispute.readings)
    shares = [
        f"{reading_name(words, scenario, dispute.id, reading.id)} "
        f"{words.hundredths(reading.weight / total) if total else '?'}"
        for reading in dispute.readings
    ]
    said = words.say(
        "of 100 draws each reading is taken in: {shares}", shares=", ".join(shares)
    )
    return f"{dispute.id}: {said}"


def dispute_card(words: Words, scenario: Scenario, dispute: Dispute) -> Card:
    """Explain a dispute: its readings, their weights, the entries that they move.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    dispute : Dispute
        Of the record.

    Returns
    -------
    Card
        With each version that has a part in it.
    """
    pen = Pen(words, scenario)
    pen.fact("Readings", _dispute(words, scenario, dispute))
    pen.fact("Entries", listed(dispute.entries))
    entries = {entry.id: entry for entry in scenario.entries}
    for version in scenario.versions:
        if version.dispute == dispute.id:
            said, text = _version(words, scenario, entries[version.entry], version)
            pen.versions.append((said, f"{version.entry} · {text}"))
    pen.sources += dict.fromkeys(source for source, _ in pen.versions)
    commands = [f"ucronia explain {entry}" for entry in dispute.entries[:3]]
    return pen.card("dispute", dispute.id, dispute.id, commands)


def source_card(words: Words, scenario: Scenario, source: Source) -> Card:
    """Explain a source: what it is, and what cites it.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    source : Source
        Of sources.bib.

    Returns
    -------
    Card
        With the entries that rest on it.
    """
    pen = Pen(words, scenario)
    pen.fact("Citation", citation(words, source))
    pen.fact("Note", source.note)
    entries = [v.entry for v in scenario.versions if v.source == source.key]
    pen.fact("Entries", listed(list(dict.fromkeys(entries))))
    return pen.card("source", source.key, source.title)
