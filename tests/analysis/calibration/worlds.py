"""A small history whose posterior can be reckoned by hand: a hazard, strengths, a battle."""

from __future__ import annotations

import datetime
from typing import Any

from tests.small import QUIET, entry, fixed, hazard, scenario, version
from ucronia.compiler.build import World, build
from ucronia.scenario.model import Scenario

RATE, SPREAD, EDGE = "sea_transports", "pin_sd", "battle_intercept"
"""Parameters that are free: the rate of a hazard, the spread of strengths, the attacker's edge.
The first has no other use where nobody sails."""
PRIORS: dict[str, dict[str, Any]] = {
    RATE: {"uniform": [0.0, 60.0]},
    SPREAD: {"lognormal": [0.35, 0.5]},
    EDGE: {"normal": [0.3, 1.0]},
}
RETOLD, DESERTION = "retold_share", "attrition_desertion"
"""Free where strengths are told again and again: how often an old one is, and what men do."""
AGAIN: dict[str, dict[str, Any]] = {
    SPREAD: {"lognormal": [0.35, 0.5]},
    RETOLD: {"beta": [2, 2]},
    DESERTION: {"lognormal": [0.004, 0.7]},
}
UNTIL = "1840-08-31"
MEN = {"army_alta": (1800, 2700), "army_baja": (1500, 1200)}
"""Each army's men on the first day, and those that the annals tell of later."""
FIRINGS = ("1840-02-01", "1840-03-15", "1840-04-01", "1840-06-20")


def parts() -> tuple[tuple[Any, Any], ...]:
    """What happened: two strengths, a battle whose losses nobody tells, firings, and later."""
    found = [
        (
            entry("count_alta", "1840-01-10", "position", what="army_alta", place="cumbre"),
            version("count_alta", men=MEN["army_alta"][1]),
        ),
        (
            entry("count_baja", "1840-01-12", "position", what="army_baja", place="huerta"),
            version("count_baja", men=MEN["army_baja"][1]),
        ),
        (
            entry("fight", "1840-05-01", "battle", what="army_baja > army_alta", place="paso"),
            version("fight", winner="a", fort=0),
        ),
    ]
    for number, date in enumerate((*FIRINGS, "1840-10-01")):
        made = entry(f"storm_{number}", date, "hazard", rule="told")
        found.append((made, version(made.id)))
    return tuple(found)


def told_scenario(priors: dict[str, dict[str, Any]] | None = None, **other: Any) -> Scenario:
    """The history's scenario; all other parameters are held."""
    entries, versions = zip(*parts(), strict=True)
    rule = hazard("told", rate=RATE, max_rate=60, every=1, again=1, recorded=True)
    made = scenario().model_copy(
        update={"entries": entries, "versions": versions, "rules": (rule,), **other}
    )
    wanted = PRIORS if priors is None else priors
    made = made.model_copy(
        update={
            "parameters": tuple(
                p.model_copy(update={"prior": wanted.get(p.id, p.prior)})
                for p in made.parameters
            )
        }
    )
    return fixed(made, dict(QUIET), tuple(wanted))


def told_world(**other: Any) -> World:
    """The same, ready to play."""
    return build(told_scenario(**other))


def counted_world(days: int, priors: dict[str, dict[str, Any]] | None = None) -> World:
    """A history of two armies that desert, their men told every so many days."""
    entries, versions = [], []
    day, number = datetime.date(1840, 1, 10), 0
    while day.isoformat() <= UNTIL:
        for army, place in (("army_alta", "cumbre"), ("army_baja", "huerta")):
            id = f"count_{number}_{army}"
            date = day.isoformat()
            entries.append(entry(id, date, "position", what=army, place=place))
            versions.append(version(id, men=MEN[army][0]))
        day, number = day + datetime.timedelta(days), number + 1
    return told_world(
        priors=AGAIN | (priors or {}), entries=tuple(entries), versions=tuple(versions)
    )
