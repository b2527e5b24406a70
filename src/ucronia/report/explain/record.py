"""Cards of entries, disputes and sources: what the record says, and who says it."""

from __future__ import annotations

from ucronia.report.asked.shown import dated
from ucronia.report.explain.cards import Card, Pen, citation, listed
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import (
    Entry,
    HistorianReading,
    Rule,
    Scenario,
    Source,
    Version,
)
from ucronia.scenario.record import Dispute, Record


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
    places = {place.id: place.name for place in scenario.places}
    rules = {rule.id: rule for rule in scenario.rules}
    pen.fact("What happened", words.text(entry.text))
    pen.fact("Date", _date(words, entry))
    pen.fact("Kind", entry.kind)
    pen.fact("Place", places.get(entry.place, ""))
    pen.fact("Forces", entry.what)
    rule = rules.get(entry.rule)
    if rule is not None:
        _realises(pen, entry, rule)
    pen.fact("Effects", "; ".join(entry.effects))
    pen.fact("Weight", f"{entry.weight:g} / 100")
    pen.fact("Note", entry.note)
    for dispute in record.disputes_of(entry.id):
        pen.fact("Dispute", _dispute(words, record.disputes[dispute]))
    for reading in scenario.readings:
        if reading.about == entry.id:
            pen.fact("A historian's reading", _held(words, scenario, reading))
    for version in record.versions[entry.id]:
        pen.sources.append(_version(words, scenario, version))
    title = entry_name(words, scenario, entry)
    return pen.card("entry", entry.id, title, _commands(entry, rule))


def _date(words: Words, entry: Entry) -> str:
    if entry.precision == "day":
        return entry.date
    said = words.say("{date}: drawn anew in each draw, within its precision", date=dated(entry))
    return f"{said} ({entry.precision})"


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


def _version(words: Words, scenario: Scenario, version: Version) -> str:
    known = {source.key: source for source in scenario.sources}
    source = known.get(version.source)
    said = citation(words, source) if source else version.source
    values = "; ".join(f"{key} = {_value(value)}" for key, value in version.values.items())
    reading = f"{version.dispute}: {version.reading}" if version.dispute else ""
    weight = words.say("weight {weight}", weight=f"{version.weight:g}")
    parts = (said, version.locator, values, reading, weight, version.note)
    return " · ".join(filter(None, parts))


def _held(words: Words, scenario: Scenario, reading: HistorianReading) -> str:
    known = {source.key: source for source in scenario.sources}
    cited = citation(words, known[reading.source]) if reading.source in known else ""
    return " · ".join(
        filter(None, (reading.who, words.text(reading.claim), cited, reading.locator))
    )


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _dispute(words: Words, dispute: Dispute) -> str:
    total = sum(reading.weight for reading in dispute.readings)
    shares = [
        f"{reading.id} {words.hundredths(reading.weight / total) if total else '?'}"
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
    pen.fact("Readings", _dispute(words, dispute))
    pen.fact("Entries", listed(dispute.entries))
    for version in scenario.versions:
        if version.dispute == dispute.id:
            said = _version(words, scenario, version)
            pen.sources.append(f"{version.entry} · {said}")
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
