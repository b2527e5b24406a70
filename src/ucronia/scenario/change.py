"""An intervention: what is set otherwise at a fork, in the scenario's own names."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ucronia.errors import QuestionError
from ucronia.scenario.assume import Assumption, parse_assumption
from ucronia.scenario.model import Entry, Rule, Scenario
from ucronia.scenario.record import day_of
from ucronia.scenario.roles import ids_of
from ucronia.scenario.shapes import nearest
from ucronia.scenario.terms import Names

FIRES = "fires"
"""What a hazard is set to where a decision would be given an option."""
NOTHING = "none"
PAIR = ":"
"""Between two polities of which a fact is."""
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{0,10})?\Z")


@dataclass(frozen=True)
class Instance:
    """A rule with its free roles bound.

    Parameters
    ----------
    rule : str
        Its id.
    bind : tuple of (str, str)
        Role and id, in the order of the rule's roles.
    entry : str
        The entry of the record that realises it, empty where none was named.
    """

    rule: str
    bind: tuple[tuple[str, str], ...] = ()
    entry: str = ""


@dataclass(frozen=True)
class Decision:
    """An option taken, or a hazard made to fire.

    Parameters
    ----------
    instance : Instance
        Where.
    option : str
        The option; empty for a hazard.
    recorded : str
        The option of the record, empty where no entry was named.
    """

    instance: Instance
    option: str
    recorded: str = ""


@dataclass(frozen=True)
class FactSet:
    """A fact set otherwise.

    Parameters
    ----------
    kind : str
        `men`, `ships`, `battalions`, `squadrons`, `guns`, `horses`, `place`, `holder`,
        `control`, `treasury`, `tariff`, `value`, `capital`.
    thing : str
        Id of the force, office, province, polity or variable; two polities, as `peru:chile`,
        for a tariff that the first levies on the second's goods.
    value : float or str
        A number, or the id of a place, leader or polity; `none` for no one.
    is_factor : bool
        The number multiplies what is there.
    """

    kind: str
    thing: str
    value: float | str
    is_factor: bool = False


@dataclass(frozen=True)
class Change:
    """All that is set otherwise.

    Parameters
    ----------
    decisions : tuple of Decision
        In the order given.
    facts : tuple of FactSet
        In the order given.
    forbidden : tuple of Instance
        Never fire after the fork; an empty `bind` means all instances of the rule.
    at : str
        Date of the fork, ISO; empty where the first entry named says it.
    assumed : tuple of Assumption
        Parameters held, in the order given.
    """

    decisions: tuple[Decision, ...] = ()
    facts: tuple[FactSet, ...] = ()
    forbidden: tuple[Instance, ...] = ()
    at: str = ""
    assumed: tuple[Assumption, ...] = ()


_FACTS = {
    "men": ("force", ""),
    "ships": ("force", ""),
    "battalions": ("force", ""),
    "squadrons": ("force", ""),
    "guns": ("force", ""),
    "horses": ("force", ""),
    "place": ("force", "place"),
    "holder": ("office", "leader"),
    "control": ("province", "polity"),
    "treasury": ("polity", ""),
    "tariff": ("polity:polity", ""),
    "value": ("variable", ""),
    "capital": ("polity", "place"),
}
"""What each fact is of, and the kind of its value; a number where empty."""


def parse_change(
    scenario: Scenario,
    decisions: Iterable[str] = (),
    facts: Iterable[str] = (),
    forbid: Iterable[str] = (),
    at: str | None = None,
    assume: Iterable[str] = (),
) -> Change:
    """Read an intervention as it is written at the shell.

    Parameters
    ----------
    scenario : Scenario
        Whose names are meant.
    decisions : iterable of str
        `ENTRY=OPTION` or `RULE:role=id=OPTION`; `fires` for a hazard. An entry may be named by
        a part of its id that only one entry has.
    facts : iterable of str
        `FORCE.men=3000`, `FORCE.men=*2`, `FORCE.ships=3`, `FORCE.battalions=4`,
        `FORCE.squadrons=2`, `FORCE.guns=*2`, `FORCE.horses=300`,
        `FORCE.place=PLACE`,
        `OFFICE.holder=LEADER`, `PROVINCE.control=POLITY`, `POLITY.treasury=*0.5`,
        `POLITY:POLITY.tariff=0.3`, `VARIABLE.value=1`, `POLITY.capital=PLACE`.
    forbid : iterable of str
        `ENTRY`, `RULE` or `RULE:role=id`.
    at : str, optional
        Date of the fork; else the date of the first entry named, or the first day where
        nothing but parameters is set.
    assume : iterable of str
        `PARAMETER=NUMBER`.

    Returns
    -------
    Change
        By ids that the scenario holds.

    Raises
    ------
    QuestionError
        Where something isn't in the scenario, with the nearest name.

    Examples
    --------
    >>> from ucronia.scenario.new import TEMPLATE
    >>> from ucronia.scenario.read import load
    >>> change = parse_change(load(TEMPLATE), ["declared=wait"], ["army_baja.men=*2"])
    >>> change.at, change.decisions[0].instance.bind, change.decisions[0].option
    ('1840-03-01', (('q', 'alta'), ('e', 'baja')), 'wait')
    >>> change.facts
    (FactSet(kind='men', thing='army_baja', value=2.0, is_factor=True),)
    """
    desk = _Desk(scenario)
    taken = tuple(desk.decision(text) for text in decisions)
    facts_set = tuple(desk.fact(text) for text in facts)
    forbidden = tuple(desk.instance(text) for text in forbid)
    named = [decision.instance.entry for decision in taken]
    named += [instance.entry for instance in forbidden]
    assumed = tuple(parse_assumption(scenario, text) for text in assume)
    if at is None and assumed and not (taken or facts_set or forbidden):
        at = scenario.start
    return Change(taken, facts_set, forbidden, desk.date(at, named), assumed)


def find_entry(
    scenario: Scenario, written: str, fits: Callable[[Entry], bool] | None = None
) -> Entry:
    """Find the entry that a text names: its id, or a part of it that no other has.

    Parameters
    ----------
    scenario : Scenario
    written : str
        As typed.
    fits : callable, optional
        Entries that could be meant; they are preferred, where several share the text.

    Returns
    -------
    Entry

    Raises
    ------
    QuestionError
        Where no entry has it, or several.
    """
    entries = scenario.entries
    for found in _matches(entries, written):
        likely = [entry for entry in found if fits is None or fits(entry)]
        if len(likely) == 1 or (not likely and len(found) == 1):
            return (likely or found)[0]
        if found:
            ids = ", ".join(entry.id for entry in (likely or found)[:6])
            more = ", …" if len(likely or found) > 6 else ""
            raise QuestionError(f'"{written}" could be any of {ids}{more}; say which')
    near = nearest(written, [entry.id for entry in entries])
    raise QuestionError(f'entry "{written[:80]}" is not in the record{near}')


def _matches(entries: Sequence[Entry], written: str) -> Iterable[list[Entry]]:
    """Entries by ever looser likeness, the strictest first."""
    text = written.lower().replace("-", "_")
    yield [entry for entry in entries if entry.id == text]
    if text:
        yield [entry for entry in entries if entry.id.startswith(text)]
        yield [entry for entry in entries if text in entry.id]


class _Desk:
    """Answers what a written name means in one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.names = Names.of(scenario)
        self.rules = {rule.id: rule for rule in scenario.rules}

    def decision(self, text: str) -> Decision:
        """Read `ENTRY=OPTION`, or `RULE:role=id=OPTION`."""
        where, equals, option = text.rpartition("=")
        where, option = where.strip(), option.strip()
        if not equals or not where or not option:
            raise QuestionError(f'"{text[:80]}" should be ENTRY=OPTION, as {self._example()}')
        instance = self.instance(where, option)
        rule = self.rules[instance.rule]
        return Decision(instance, self._option(rule, option), self._recorded(instance.entry))

    def instance(self, text: str, option: str = "") -> Instance:
        """Read `ENTRY`, `RULE` or `RULE:role=id;role=id`."""
        head, colon, tail = text.strip().partition(":")
        if head in self.rules and (colon or not self._is_entry(head)):
            rule = self.rules[head]
            is_open = not colon and not option
            return Instance(head, () if is_open else self._bind(rule, tail))
        if colon:
            near = nearest(head, self.rules)
            raise QuestionError(f'rule "{head[:80]}" is not in this scenario{near}')
        entry = self._find(head, option)
        return Instance(entry.rule, self._ordered(self.rules[entry.rule], entry.bind), entry.id)

    def fact(self, text: str) -> FactSet:
        """Read `THING.FACT=VALUE`."""
        left, equals, value = text.partition("=")
        thing, dot, kind = left.strip().rpartition(".")
        if not equals or not dot:
            raise QuestionError(f'"{text[:80]}" should be THING.FACT=VALUE, as army.men=*2')
        if kind not in _FACTS:
            known = ", ".join(_FACTS)
            raise QuestionError(f'"{kind[:80]}" can\'t be set{nearest(kind, _FACTS)} ({known})')
        of, wants = _FACTS[kind]
        self._known_things(of, thing, text)
        value = value.strip()
        if wants:
            if not (value == NOTHING and kind == "holder"):
                self._known(wants, value)
            return FactSet(kind, thing, value)
        is_factor = value.startswith("*")
        return FactSet(kind, thing, _number(value.lstrip("*"), text), is_factor)

    def date(self, at: str | None, entries: Sequence[str]) -> str:
        """Say when: as given, or the date of the first entry named."""
        if at is None:
            dates = {entry.id: entry.date for entry in self.scenario.entries}
            return min((dates[entry] for entry in entries if entry), default="")
        day = day_of(self.scenario, at)
        last = day_of(self.scenario, self.scenario.end) or 0
        if day is None:
            raise QuestionError(f'"{at[:40]}" is no date; write it as {self.scenario.start}')
        if not 0 <= day <= last:
            span = f"{self.scenario.start} to {self.scenario.end}"
            raise QuestionError(f"{at} is not within the scenario ({span})")
        return at

    def _is_entry(self, id: str) -> bool:
        return any(entry.id == id for entry in self.scenario.entries)

    def _find(self, written: str, option: str) -> Entry:
        def fits(entry: Entry) -> bool:
            rule = self.rules.get(entry.rule)
            if rule is None or not option:
                return rule is not None
            known = [known.id for known in rule.options] or [FIRES]
            return option in known

        entry = find_entry(self.scenario, written, fits)
        if entry.rule not in self.rules:
            text = (
                f'entry "{entry.id}" ({entry.kind}) realises no rule: nothing to choose there'
            )
            raise QuestionError(text)
        return entry

    def _bind(self, rule: Rule, text: str) -> tuple[tuple[str, str], ...]:
        bind: dict[str, str] = {}
        for piece in filter(None, re.split(r"[;,]", text)):
            role, equals, id = (part.strip() for part in piece.partition("="))
            if not equals:
                raise QuestionError(f'"{piece.strip()[:80]}" should be role=id')
            bind[role] = id
        return self._ordered(rule, bind)

    def _ordered(self, rule: Rule, bind: dict[str, str]) -> tuple[tuple[str, str], ...]:
        ranges = {**rule.over, **rule.among}
        for role, id in bind.items():
            if role not in ranges:
                known = ", ".join(ranges) or "none"
                text = f'rule "{rule.id}" has no free role "{role[:80]}" (it has {known})'
                raise QuestionError(text)
            ids = ids_of(ranges[role], self.names)
            if id not in ids:
                near = nearest(id, ids)
                raise QuestionError(f'"{id[:80]}" can\'t be {role} of rule "{rule.id}"{near}')
        for role in ranges:
            if role not in bind:
                raise QuestionError(f'rule "{rule.id}" needs {role}, as {rule.id}:{role}=…')
        return tuple((role, bind[role]) for role in ranges)

    def _option(self, rule: Rule, option: str) -> str:
        if rule.kind == "hazard":
            if option != FIRES:
                text = f'"{rule.id}" is a hazard: say {FIRES}, or --forbid it'
                raise QuestionError(text)
            return ""
        known = [known.id for known in rule.options]
        if option in known:
            return option
        begun = [id for id in known if id.startswith(option)]
        if len(begun) == 1:
            return begun[0]
        near = nearest(option, known)
        listed = ", ".join(known)
        raise QuestionError(f'option "{option[:80]}" is not in "{rule.id}"{near} ({listed})')

    def _recorded(self, entry: str) -> str:
        return next((known.option for known in self.scenario.entries if known.id == entry), "")

    def _known_things(self, kinds: str, thing: str, text: str) -> None:
        """See that a fact's thing is known, or both of a pair."""
        wanted = kinds.split(PAIR)
        given = thing.split(PAIR) if len(wanted) > 1 else [thing]
        if len(given) != len(wanted) or len(set(given)) != len(given):
            raise QuestionError(f'"{text[:80]}" should name two polities, as A:B.tariff=0.3')
        for kind, id in zip(wanted, given, strict=True):
            self._known(kind, id)

    def _known(self, kind: str, id: str) -> None:
        ids = self.names.things.get(kind, ())
        if id not in ids:
            raise QuestionError(f'"{id[:80]}" is no {kind} of this scenario{nearest(id, ids)}')

    def _example(self) -> str:
        for entry in self.scenario.entries:
            if entry.option:
                return f"{entry.id}={entry.option}"
        return "some_entry=some_option"


def _number(text: str, whole: str) -> float:
    if not _NUMBER.match(text) or not math.isfinite(float(text)):
        raise QuestionError(f'"{whole[:80]}" should end in a number, 0 or more, or *number')
    return float(text)
