"""The door from Python: the record listed, looked through and taken elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

import ucronia
from ucronia.analysis.questions import disputes as weighing
from ucronia.analysis.questions import histories, positions
from ucronia.app.scenarios import BUNDLED, How, Which, asked_of, iso_text, load, world_of
from ucronia.errors import QuestionError
from ucronia.report.asked import results
from ucronia.report.asked.entries import Entries
from ucronia.report.reading.days import days_before
from ucronia.report.reading.disputes import Disputes
from ucronia.scenario.disputes import choose
from ucronia.scenario.record import Record
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


def record(scenario: Which = BUNDLED, **looked: Unpack[Looked]) -> Entries:
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
        In order of date; `.to_list()` is the array that `record --json` prints, `.write(path,
        format)` does what `export` does.
    """
    loaded = load(scenario)
    found = search(loaded, wanted_of(looked))
    return Entries(loaded, found, ucronia.__version__)


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


def replay(
    scenario: Which = BUNDLED,
    day: str | date = "",
    *,
    first: str | date = "",
    seed: int = 0,
    draw: int = 0,
    is_whole: bool = False,
) -> results.Replay:
    """Replay the record up to a day: what happened, who stands where, who holds what.

    Parameters
    ----------
    scenario : Which
        The scenario.
    day : str or date
        ISO date, up to whose morning the record is told; past the day of classification where
        left out.
    first : str or date
        ISO date from which it is told; the first day where left out.
    seed : int
        Of all draws.
    draw : int
        Which draw of parameters, readings and dates.
    is_whole : bool
        Tell entries, too, that only leave a force where it was.

    Returns
    -------
    Replay
        The days told, and tables of forces, provinces, polities, offices, relations.

    Raises
    ------
    QuestionError
        If there can be no such draw.
    """
    if not 0 <= draw < histories.MOST_REPLICA:
        raise QuestionError(f"draw is {draw}; 0 or more will do")
    world = world_of(scenario)
    found = positions.position(world, iso_text(day), seed, draw, ucronia.__version__)
    told = days_before(world.scenario, iso_text(first), found.date, is_whole)
    return results.Replay(found, told)


class Weighing(How, total=False):
    """How disputes are weighed, where they are."""

    at: str | date


def disputes(
    scenario: Which = BUNDLED,
    name: str = "",
    *,
    top: int | None = None,
    effect: bool = False,
    **how: Unpack[Weighing],
) -> Disputes:
    """List what sources disagree on, the widest first, and how much it matters.

    Parameters
    ----------
    scenario : Which
        The scenario.
    name : str
        A dispute, or an entry that has a part in some; all where left out.
    top : int, optional
        How many.
    effect : bool
        Play on from each, its readings fixed in turn.
    **how : Unpack[Weighing]
        For what is played: at, the day of all forks; replicas (300), seed, threads, progress.

    Returns
    -------
    Disputes
        With what each source says.
    """
    loaded = load(scenario)
    looked = choose(Record(loaded), name)[:top]
    if not effect:
        return Disputes(weighing.listed(loaded, looked, ucronia.__version__))
    when = iso_text(how.pop("at", ""))
    asked = asked_of(how, 300)
    world = world_of(loaded)
    return Disputes(weighing.weigh(world, looked, when, asked, ucronia.__version__))
