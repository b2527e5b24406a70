"""Where numbers come from, and what scenario.yaml says: parameters, sources, dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ucronia.errors import Problem
from ucronia.scenario.checks.register import Register, problem
from ucronia.scenario.coverage import cited
from ucronia.scenario.model import Circuit, Parameter, Province, Scenario
from ucronia.scenario.record import iso_date

STANDARD_FILE = "standard.yaml"
"""Where the engine's own parameters stand; they cite standard.bib, which every scenario has."""
MOST_YEARS = 200
_PRIORS = {
    "normal": ("mean", "standard deviation"),
    "lognormal": ("median", "standard deviation of the logarithm"),
    "beta": ("a", "b"),
    "uniform": ("lowest", "highest"),
}
_DATES = ("start", "end", "classified_on", "later_on", "held_out_from")


def check_dates(scenario: Scenario) -> Iterator[Problem]:
    """See that the dates of scenario.yaml are dates, and in order."""
    dates = {name: iso_date(getattr(scenario, name)) for name in _DATES}
    for name, date in dates.items():
        if date is None:
            given = str(getattr(scenario, name))[:40]
            text = f'{name} "{given}" is no date; write it as 1835-02-22'
            yield problem(scenario.mark(name), text)
    start, end = dates["start"], dates["end"]
    if start is None or end is None:
        return
    if end <= start:
        yield problem(scenario.mark("end"), "the end does not come after the start")
    elif end.year - start.year > MOST_YEARS:
        text = f"a scenario spans {MOST_YEARS} years at most"
        yield problem(scenario.mark("end"), text)
    for name in ("classified_on", "held_out_from"):
        date = dates[name]
        if date is not None and not start <= date <= end:
            yield problem(scenario.mark(name), f"{name} is not between start and end")
    classified, later = dates["classified_on"], dates["later_on"]
    if classified and later and later < classified:
        yield problem(scenario.mark("later_on"), "later_on comes before classified_on")


def check_outcomes(scenario: Scenario) -> Iterator[Problem]:
    """See that the last outcome, and it alone, takes what the others leave."""
    outcomes = scenario.outcomes
    if len(outcomes) < 2:
        yield problem(scenario.mark("outcomes"), "a scenario has at least two outcomes")
        return
    for outcome in outcomes[:-1]:
        if outcome.when.strip() == "else":
            text = f'outcome "{outcome.id}" is `else`, but others follow it; put it last'
            yield problem(outcome.mark("when"), text)
    last = outcomes[-1]
    if last.when.strip() != "else":
        text = (
            f'the last outcome, "{last.id}", should be `when: else`, so that one always holds'
        )
        yield problem(last.mark("when"), text)


def check_basis(register: Register) -> Iterator[Problem]:
    """See that what is sourced cites, what is judged says why, what is fitted says by what."""
    scenario = register.scenario
    for parameter in scenario.parameters:
        yield from _check_prior(parameter)
        yield from _check_parameter(register, parameter)
    measured: tuple[Province | Circuit, ...] = (*scenario.provinces, *scenario.circuits)
    for part in measured:
        yield from register.cite(part, is_needed=part.basis == "sourced")
        if part.basis != "sourced" and not part.note and not part.source:
            text = f'"{part.id}" is {part.basis} but says not why; give a note'
            yield problem(part.mark("basis"), text)
    for force in scenario.forces:
        if force.basis == "sourced" and not force.source:
            text = f'force "{force.id}" is sourced but cites nothing'
            yield problem(force.mark("source"), text)
    for citing in (*scenario.rules, *scenario.variables):
        yield from register.cite(citing)


def _check_parameter(register: Register, parameter: Parameter) -> Iterator[Problem]:
    id = parameter.id
    if parameter.at.file == STANDARD_FILE:
        return
    yield from register.cite(parameter, is_needed=parameter.basis == "sourced")
    if parameter.basis == "judged" and not parameter.reason.strip():
        text = f'parameter "{id}" is judged but gives no reason; say in `reason` why so'
        yield problem(parameter.mark("basis"), text)
    if parameter.basis == "fitted" and not parameter.fit.strip():
        text = f'parameter "{id}" is fitted but does not say by what; give the script in `fit`'
        yield problem(parameter.mark("basis"), text)


def _check_prior(parameter: Parameter) -> Iterator[Problem]:
    wrong = _wrong_prior(parameter.prior)
    if wrong:
        yield problem(parameter.mark("prior"), f'prior of "{parameter.id}" {wrong}')


def _wrong_prior(prior: dict[str, Any]) -> str:
    known = (*_PRIORS, "fixed")
    if len(prior) != 1 or next(iter(prior)) not in known:
        return f"should be one of {', '.join(known)}, as in {{normal: [0.5, 0.1]}}"
    kind, given = next(iter(prior.items()))
    if kind == "fixed":
        return "" if _is_number(given) else "should be a number: {fixed: 0.5}"
    names = _PRIORS[kind]
    if not (isinstance(given, list) and len(given) == 2 and all(map(_is_number, given))):
        return f"should be {{{kind}: [{names[0]}, {names[1]}]}}"
    first, second = given
    if kind == "uniform":
        return "" if first < second else "should have its lowest below its highest"
    if second <= 0:
        return f"should have a {names[1]} above 0"
    return f"should have a {names[0]} above 0" if kind != "normal" and first <= 0 else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_copies(register: Register) -> Iterator[Problem]:
    """See that what repeats a source names one that is known and repeats none itself."""
    copies = {source.key: source.copies for source in register.scenario.sources}
    for source in register.scenario.sources:
        yield from register.refer_if(source, "copies", "source", source.copies)
        if source.copies == source.key:
            yield problem(source.mark("copies"), f'"{source.key}" repeats itself')
        elif first := copies.get(source.copies):
            text = f'"{source.copies}" repeats "{first}"; name that one here too'
            yield problem(source.mark("copies"), text)


def warn_sources(register: Register) -> Iterator[Problem]:
    """Warn of sources that nothing cites."""
    known = cited(register.scenario)
    for source in register.scenario.sources:
        if source.key not in known:
            text = f'source "{source.key}" is cited nowhere'
            yield problem(source.mark("key"), text, warning=True)
