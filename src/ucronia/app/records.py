"""The door from Python: the record listed, looked through and taken elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

import ucronia
from ucronia.app.scenarios import BUNDLED, Which, iso_text, load
from ucronia.report.asked import results
from ucronia.scenario.search import Wanted, search


class Looked(TypedDict, total=False):
    """What entries are looked for; all of it may be left out."""

    kind: str
    first: str | date
    last: str | date
    place: str
    person: str
    source: str
    text: str


def record(scenario: Which = BUNDLED, **looked: Unpack[Looked]) -> results.Entries:
    """List the entries of the record, all or some.

    Parameters
    ----------
    scenario : Which
        The scenario.
    **looked : Unpack[Looked]
        kind, as `battle`; first and last, ISO dates; place, by its id or any of its names;
        person, by id or name; source, by its key or a part of author or title; text, anywhere
        in the entry. Capitals and accents make no difference.

    Returns
    -------
    Entries
        In order of date; `.to_list()` is the array that `record --json` prints.
    """
    loaded = load(scenario)
    found = search(loaded, wanted_of(looked))
    return results.Entries(loaded, found, ucronia.__version__)


def wanted_of(looked: Looked) -> Wanted:
    """Say what entries are looked for.

    Parameters
    ----------
    looked : Looked
        What was given.

    Returns
    -------
    Wanted
        With dates as text.
    """
    dates = {"first": iso_text(looked.get("first")), "last": iso_text(looked.get("last"))}
    texts = {name: str(value) for name, value in looked.items() if name not in dates}
    return Wanted(**{**texts, **dates})
