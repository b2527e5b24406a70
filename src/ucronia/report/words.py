"""Spanish and English: the catalogues, names, and dates and numbers as each writes them."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import cache
from pathlib import Path

from babel import dates, numbers
from babel.messages import pofile

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.grades import Grade
from ucronia.errors import QuestionError
from ucronia.report.digits import ends
from ucronia.scenario.model import Entry, Scenario, Text
from ucronia.scenario.names import plain

LANGUAGES = ("es", "en")
LOCALE = Path(__file__).parent.parent / "locale"

KINDS = {
    "battle": ("Battle of {place}", "Battle"),
    "siege": ("Siege of {place}", "Siege"),
    "treaty": ("Treaty of {place}", "Treaty"),
    "assembly": ("Assembly of {place}", "Assembly"),
    "landing": ("Landing at {place}", "Landing"),
    "declaration": ("Declaration, {place}", "Declaration"),
    "coup": ("Coup, {place}", "Coup"),
    "secession": ("Secession, {place}", "Secession"),
    "mutiny": ("Mutiny at {place}", "Mutiny"),
    "occupation": ("Occupation of {place}", "Occupation"),
    "withdrawal": ("Withdrawal from {place}", "Withdrawal"),
    "appointment": ("Appointment, {place}", "Appointment"),
    "execution": ("Execution at {place}", "Execution"),
    "exile": ("Exile, {place}", "Exile"),
    "founding": ("Founding, {place}", "Founding"),
    "proclamation": ("Proclamation at {place}", "Proclamation"),
    "naval": ("At sea, {place}", "At sea"),
    "decision": ("Decision, {place}", "Decision"),
    "death": ("Death at {place}", "Death"),
    "law": ("Law, {place}", "Law"),
    "hazard": ("Event, {place}", "Event"),
    "march": ("March, {place}", "March"),
    "position": ("Position, {place}", "Position"),
    "news": ("News, {place}", "News"),
    "symbol": ("Symbols, {place}", "Symbols"),
    "context": ("Context, {place}", "Context"),
}
"""Short names of entries by kind, with a place and without: msgids of the catalogues."""


class Words:
    """One language's sentences.

    Parameters
    ----------
    lang : str
        `es` or `en`.

    Raises
    ------
    QuestionError
        If there is no such language.
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise QuestionError(f'no language "{lang}"; there are {", ".join(LANGUAGES)}')
        self.lang = lang
        self._catalogue = catalogue(lang)

    def say(self, message: str, **values: object) -> str:
        """Translate a message and fill it in.

        Parameters
        ----------
        message : str
            English text, the key of the catalogues.
        **values : object
            What stands in the braces.

        Returns
        -------
        str
            The text in this language.
        """
        return self._catalogue.get(message, message).format(**values)

    def text(self, text: Text) -> str:
        """Choose the language of a scenario's text.

        Parameters
        ----------
        text : Text
            In both languages.

        Returns
        -------
        str
            In this one.
        """
        return text.es if self.lang == "es" else text.en

    def date(self, when: date, style: str = "long") -> str:
        """Write a date.

        Parameters
        ----------
        when : date
            The date.
        style : str
            `long`, `medium` or `short` month and year.

        Returns
        -------
        str
            As the language writes it.
        """
        forms = {"medium": "d MMM y", "short": "MMM y"}
        if self.lang == "en":
            forms["long"] = "d MMMM y"
        form = forms.get(style, style)
        return str(dates.format_date(when, form, locale=self.lang))

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with the language's signs.

        Parameters
        ----------
        value : float
            The number.
        decimals : int
            Decimals to show.

        Returns
        -------
        str
            Rounded; the sign of infinity where there is no bound.
        """
        if math.isinf(value):
            return "∞" if value > 0 else "\N{MINUS SIGN}∞"
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = str(numbers.format_decimal(round(value, decimals) + 0.0, form, self.lang))
        return text.replace("-", "\N{MINUS SIGN}")

    def hundredths(self, share: float) -> str:
        """Write a share as so many of a hundred.

        Parameters
        ----------
        share : float
            0..1.

        Returns
        -------
        str
            Whole number; `<1` and `>99` rather than a false none or all.
        """
        if 0 < share <= 0.005:
            return "<1"
        if 0.995 <= share < 1:
            return ">99"
        return self.number(share * 100)

    def signed(self, points: float) -> str:
        """Write a change in hundredths or points, always with its sign.

        Parameters
        ----------
        points : float
            The change.

        Returns
        -------
        str
            With a true minus sign.
        """
        if math.isinf(points):
            return self.number(points)
        whole = round(points)
        sign = "+" if whole > 0 else "\N{MINUS SIGN}" if whole < 0 else ""
        return f"{sign}{self.number(abs(whole))}"

    def change(self, estimate: Estimate, scale: float = 100.0) -> str:
        """Write a change and its interval.

        Parameters
        ----------
        estimate : Estimate
            The change.
        scale : float
            What one is worth in the unit shown.

        Returns
        -------
        str
            As `+12 [+5, +19]`, rounded as the interval allows.
        """
        mean, low, high = (self.signed(part) for part in ends(estimate, scale))
        return f"{mean} [{low}, {high}]"

    def join(self, parts: list[str]) -> str:
        """Join things into a list.

        Parameters
        ----------
        parts : list of str
            The things.

        Returns
        -------
        str
            With the language's commas and conjunction.
        """
        from babel.lists import format_list

        return str(format_list(parts, locale=self.lang))


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Read a language's catalogue.

    Parameters
    ----------
    lang : str
        `es` or `en`.

    Returns
    -------
    dict
        Message to translation; what is not translated is left out.
    """
    path = LOCALE / lang / "LC_MESSAGES" / "ucronia.po"
    with path.open("rb") as file:
        read = pofile.read_po(file, locale=lang)
    return {str(m.id): str(m.string) for m in read if m.id and m.string and not m.fuzzy}


def outcome_name(words: Words, scenario: Scenario, outcome: str) -> str:
    """Name an outcome.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        The scenario.
    outcome : str
        Id of the outcome.

    Returns
    -------
    str
        Its name; the id where the scenario has no such outcome.
    """
    names = {item.id: words.text(item.name) for item in scenario.outcomes}
    return names.get(outcome, outcome)


def entry_name(words: Words, scenario: Scenario, entry: Entry) -> str:
    """Name an entry in two or three words, for a label.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the name of the place.
    entry : Entry
        The entry.

    Returns
    -------
    str
        Its own name, or its kind and place.
    """
    if entry.name is not None:
        return words.text(entry.name)
    places = {place.id: place.name for place in scenario.places}
    with_place, alone = KINDS.get(entry.kind, ("{place}", "Event"))
    if entry.place in places:
        name = places[entry.place]
        if entry.kind == "battle":
            name = battle_name(words, scenario, entry)
        return words.say(with_place, place=name)
    return words.say(alone)


def battle_name(words: Words, scenario: Scenario, entry: Entry) -> str:
    """Name a battle: many were fought beside a town, not at it.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For the name of the place.
    entry : Entry
        The battle.

    Returns
    -------
    str
        What its id says, as its text writes it; the name of the place where the text does not.
    """
    place = {place.id: place.name for place in scenario.places}.get(entry.place, entry.place)
    wanted = re.sub(r"_\d{4}$", "", entry.id).split("_")
    if set(wanted) <= set(plain(place).split()):
        return place
    text = words.text(entry.text)
    found = list(re.finditer(r"[^\W\d_]+", text))
    spelt = [plain(word.group()) for word in found]
    for at in range(len(found) - len(wanted) + 1):
        if spelt[at : at + len(wanted)] == wanted and found[at].group()[0].isupper():
            return text[found[at].start() : found[at + len(wanted) - 1].end()]
    return place


def reading_name(words: Words, scenario: Scenario, dispute: str, reading: str) -> str:
    """Say what a reading of a dispute is called.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        The scenario.
    dispute, reading : str
        Ids.

    Returns
    -------
    str
        Its name, if record/disputes.csv gives one; else its id, with blanks.
    """
    for row in scenario.reading_names:
        if (row.dispute, row.reading) == (dispute, reading):
            return words.text(row.name)
    return reading.replace("_", " ")


def entries_named(scenario: Scenario) -> dict[str, Entry]:
    """Look entries up by id.

    Parameters
    ----------
    scenario : Scenario
        The scenario.

    Returns
    -------
    dict
        Id to entry.
    """
    return {entry.id: entry for entry in scenario.entries}


def option_name(words: Words, scenario: Scenario, grade: Grade, option: str) -> str:
    """Name an option of a graded decision.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        The scenario.
    grade : Grade
        Whose rule has the option.
    option : str
        Id of the option.

    Returns
    -------
    str
        Its text; the id where the rule has none.
    """
    for rule in scenario.rules:
        if rule.id == grade.choice.rule:
            for item in rule.options:
                if item.id == option:
                    return words.text(item.text)
    return option
