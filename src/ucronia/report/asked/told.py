"""Histories and replays, told in a terminal as dated chronicles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.lines import Events, Line
from ucronia.analysis.outcomes import outcome_ids
from ucronia.analysis.questions.histories import Told
from ucronia.analysis.questions.positions import COUNCIL, Position
from ucronia.engine import layout
from ucronia.report.asked.shown import plain_table
from ucronia.report.chronicle import Names, chronicle
from ucronia.report.terminal import origin_line
from ucronia.report.words import Words, outcome_name

LINE_EVENTS = 8
"""Events shown of a typical history."""
_TURNS = (
    layout.L_FOUND,
    layout.L_DISSOLVE,
    layout.L_JOIN,
    layout.L_SECEDE,
    layout.L_WAR,
    layout.L_PEACE,
)
_BLOWS = (
    layout.L_BATTLE,
    layout.L_SEA_BATTLE,
    layout.L_MET,
    layout.L_INTERCEPT,
    layout.L_FALL,
    layout.L_CAPITULATE,
    layout.L_DEFECT,
    layout.L_PACT,
    layout.L_ASSEMBLY,
    layout.L_OFFICE,
    layout.L_ACTING,
)
"""Kinds of line that a summary shows first, and next."""
MOVES = (
    layout.L_DEPART,
    layout.L_ARRIVE,
    layout.L_SAIL,
    layout.L_LAND,
    layout.L_RAISE,
    layout.L_EVADE,
    layout.L_DETACH,
    layout.L_MERGE,
    layout.L_OVERFLOW,
    layout.L_CLIPPED,
)
"""Lines of the log that a short chronicle leaves out."""


def typical_parts(
    names: Names, lines: Sequence[Line], told: Mapping[int, Events]
) -> list[RenderableType]:
    """Tell typical histories, each by its share, its end and a few events.

    Parameters
    ----------
    names : Names
        Names in one language.
    lines : sequence of Line
        The histories.
    told : mapping of int to Events
        Replica to its event log.

    Returns
    -------
    list of RenderableType
        A head and some dated sentences each.
    """
    words, outcomes = names.words, outcome_ids(names.scenario)
    parts: list[RenderableType] = []
    for line in lines:
        head = words.say(
            "{share} of 100 are like replica {replica}, which ends in “{outcome}”:",
            share=words.hundredths(line.share),
            replica=line.replica,
            outcome=outcome_name(words, names.scenario, outcomes[line.outcome]),
        )
        parts.append(Text(head))
        parts += [Text(f"    {day}  {said}") for day, said in _shown(names, told[line.replica])]
    return parts


def _shown(names: Names, events: Events) -> list[tuple[str, str]]:
    """Choose a few events of a history to show: those that turn most, in order of date."""

    def rank(at: int) -> tuple[int, int]:
        kind = int(events[0][at][1])
        return (0 if kind in _TURNS else 1 if kind in _BLOWS else 2, at)

    kept = [at for at in range(len(events[0])) if int(events[0][at][1]) not in MOVES]
    chosen = sorted(sorted(kept, key=rank)[:LINE_EVENTS])
    return chronicle(names, events[0][chosen], events[1][chosen])


def short_chronicle(names: Names, events: Events) -> list[tuple[str, str]]:
    """Tell a history without its marches and musters.

    Parameters
    ----------
    names : Names
        Names in one language.
    events : Events
        Its event log.

    Returns
    -------
    list of (str, str)
        ISO date and sentence, in order.
    """
    kept = [at for at, event in enumerate(events[0]) if int(event[1]) not in MOVES]
    return chronicle(names, events[0][kept], events[1][kept])


def history_parts(words: Words, found: Told, is_whole: bool = False) -> list[RenderableType]:
    """Tell one history as a dated chronicle.

    Parameters
    ----------
    words : Words
        The language.
    found : Told
        The history.
    is_whole : bool
        Marches and musters too.

    Returns
    -------
    list of RenderableType
        Head, one line an event, the end, the origin.
    """
    names = Names(words, found.scenario, found.pools)
    told = chronicle(names, *found.events) if is_whole else short_chronicle(names, found.events)
    head = words.say(
        "Replica {replica}: as the record has it up to {date}, free from there on.",
        replica=found.replica,
        date=words.date(found.date),
    )
    outcome = outcome_name(words, found.scenario, found.outcome)
    end = words.say("It ends in “{outcome}”.", outcome=outcome)
    if found.share is not None:
        end = words.say(
            "It ends in “{outcome}”, as {share} of 100 histories do.",
            outcome=outcome,
            share=words.hundredths(found.share),
        )
    table = Table.grid(padding=(0, 2))
    for day, said in told:
        table.add_row(Text(day, "dim"), Text(said))
    parts: list[RenderableType] = [Text(head, "bold"), table, Text(end, "bold")]
    return [*parts, Text(origin_line(words, found.origin), "dim")]


def replay_parts(words: Words, found: Position) -> list[RenderableType]:
    """Tell the position on a day of the replayed record.

    Parameters
    ----------
    words : Words
        The language.
    found : Position
        The position.

    Returns
    -------
    list of RenderableType
        Who stands where, who holds what, what surprised the model.
    """
    head = words.say("On the morning of {date}", date=words.date(found.date))
    parts = [Text(head, "bold"), _forces_table(words, found), Text(_holders(words, found))]
    if found.surprises:
        said = words.say(
            "{count} of {all} entries came when their rule was not open: surprises for the "
            "model: {entries}.",
            count=len(found.surprises),
            all=len(found.entries),
            entries=", ".join(found.surprises[:8]) + (" …" if len(found.surprises) > 8 else ""),
        )
        parts.append(Text(said))
    return [*parts, Text(origin_line(words, found.origin), "dim")]


_ARMS = ("battalions", "squadrons", "guns")
"""What a table of forces tells of each in one column."""


def _forces_table(words: Words, found: Position) -> RenderableType:
    scenario = found.scenario
    forces = {force.id: words.text(force.name) for force in scenario.forces}
    polities = {polity.id: words.text(polity.name) for polity in scenario.polities}
    places = {place.id: place.name for place in scenario.places}
    leaders = {leader.id: leader.name for leader in scenario.leaders}
    table = plain_table(
        words,
        (
            "Force",
            "Side",
            "Place",
            "Men",
            "Battalions/squadrons/guns",
            "Horses",
            "Commander",
        ),
    )
    for row in sorted(found.forces, key=lambda row: (row["polity"], -row["men"])):
        table.add_row(
            forces.get(row["id"], row["id"]),
            polities.get(row["polity"], ""),
            places.get(row["place"], "—"),
            words.number(row["men"]),
            "/".join(words.number(row[part]) for part in _ARMS),
            words.number(row["horses"]),
            leaders.get(row["commander"], "—"),
        )
    return table


def _holders(words: Words, found: Position) -> str:
    leaders = {leader.id: leader.name for leader in found.scenario.leaders}
    names = {office.id: words.text(office.name) for office in found.scenario.offices}
    said = []
    for row in found.offices:
        if row["holder"]:
            who = f"{names[row['id']]}: {leaders[row['holder']]}"
            if row["acting"] == COUNCIL:
                who = words.say("{what} (a council acts)", what=who)
            elif row["acting"]:
                who = words.say("{what} ({who} acts)", what=who, who=leaders[row["acting"]])
            said.append(who)
    return "; ".join(said)
