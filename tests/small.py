"""Small histories with known answers: built from a few lines, and played under one draw.

A folder of tests/histories holds the files in which a history differs from the small scenario
that `ucronia new` writes. Every parameter is held at the middle of its prior, but for those
given, so that what comes out can be reckoned by hand.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ucronia.compiler.build import World, build
from ucronia.compiler.draws import make_draws
from ucronia.compiler.levels import quantile
from ucronia.engine import kernel
from ucronia.engine import layout as lay
from ucronia.engine.job import Results
from ucronia.ensemble import run
from ucronia.ensemble.plan import Act, Fork
from ucronia.scenario.model import Entry, Rule, Scenario, Text, Version
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load

HISTORIES = Path(__file__).parent / "histories"
SIGMAS = 4.5
"""A sound engine fails a test of this width once in 150,000 seeds; ours are fixed."""
SAYS = Text(es="x", en="x")
QUIET: Mapping[str, float] = {
    "attrition_march": 0,
    "attrition_desertion": 0,
    "attrition_arrears": 0,
    "fever_onset": 0,
    "attrition_puna": 0,
    "wounded_return": 0,
    "wounded_death": 0,
    "morale_drift": 0,
    "morale_victory": 0,
    "recruit_rate": 0,
    "march_pace": 1,
    "march_rains": 0,
    "march_waterless_loss": 0,
    "command_hold": 1000,
    "quality_sd_army": 0,
    "quality_sd_commander": 0,
    "battle_skill": 0,
    "battle_morale": 0,
    "battle_draw_share": 0,
    "accept_slope": 10,
    "accept_odds": -100,
    "rout_level": -1000,
    "rout_size": 0,
    "pursuit_level": -1000,
    "pursuit_cavalry": 0,
    "commander_death_loser": 0,
    "commander_death_winner": 0,
    "commander_taken_rout": 0,
}
"""Nothing happens of itself: none falls sick, deserts, enlists or marches; who meets fights."""


@cache
def scenario(name: str = "") -> Scenario:
    """Read a history: the small scenario with a folder's files in the place of its own."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "history"
        shutil.copytree(TEMPLATE, folder, copy_function=shutil.copyfile)
        if name:
            shutil.copytree(
                HISTORIES / name, folder, dirs_exist_ok=True, copy_function=shutil.copyfile
            )
            # they name rules that most histories don't have
            (folder / "rates.csv").unlink()
            (folder / "systems.yaml").unlink()
        return load(folder)


def fixed(made: Scenario, values: Mapping[str, float], free: Sequence[str] = ()) -> Scenario:
    """Hold every parameter at a value or at its prior's middle; those of `free` keep theirs."""
    unknown = set(values) - {parameter.id for parameter in made.parameters}
    assert not unknown, unknown

    def middle(prior: Mapping[str, Any]) -> float:
        return float(quantile(prior, np.array([0.5]))[0])

    held = tuple(
        parameter
        if parameter.id in free
        else parameter.model_copy(
            update={
                "prior": {"fixed": values.get(parameter.id, middle(parameter.prior))},
            }
        )
        for parameter in made.parameters
    )
    return made.model_copy(update={"parameters": held})


def small(
    name: str = "",
    values: Mapping[str, float] | None = None,
    *,
    free: Sequence[str] = (),
    **parts: Any,
) -> World:
    """Build a folder's history, its parameters held; `parts` take the place of its own."""
    made = scenario(name).model_copy(update=parts)
    return build(fixed(made, {**QUIET, **(values or {})}, free))


def hazard(id: str, **parts: Any) -> Rule:
    """A hazard in a line."""
    given: dict[str, Any] = {"rate": "1", "max_rate": 12, "theme": "x", "source": "annals"}
    return Rule(id=id, kind="hazard", text=SAYS, **(given | parts))


def entry(id: str, date: str, kind: str, **parts: Any) -> Entry:
    """An entry in a line."""
    return Entry(id=id, date=date, kind=kind, text=SAYS, **parts)


def version(of: str, **values: float | str) -> Version:
    """What the annals say of an entry."""
    return Version(entry=of, source="annals", weight=3, values=values)


def index(world: World, kind: str, id: str) -> int:
    """Index of an id."""
    return world.index(kind, id)


def parameter(world: World, id: str) -> float:
    """A held parameter's value."""
    (found,) = [p for p in world.scenario.parameters if p.id == id]
    return float(found.prior["fixed"])


@dataclass
class Played:
    """Histories under one draw: their outcomes, their logs, and the last one's state."""

    outcome: Any
    """[R]"""
    events: list[Any] = field(default_factory=list)
    """[R] rows of day, kind, a, b, c, place."""
    values: list[Any] = field(default_factory=list)
    """[R] rows of two numbers."""
    state: Any = None
    record: Any = None
    """The state at the fork, as replayed."""

    def rows(self, kind: int) -> list[tuple[int, Any, Any]]:
        """Replica, event and values of every line of a kind."""
        found = []
        for replica, (lines, told) in enumerate(zip(self.events, self.values, strict=True)):
            for line in np.flatnonzero(lines[:, 1] == kind):
                found.append((replica, lines[line], told[line]))
        return found

    def firsts(self, kind: int, a: int) -> Any:
        """[R] day of the first line of a kind about a thing, -1 where there is none."""
        days = np.full(len(self.events), -1)
        for replica, line, _ in reversed(self.rows(kind)):
            if line[2] == a:
                days[replica] = line[0]
        return days


def play(
    world: World,
    end: int,
    replicas: int = 1,
    *,
    fork: Fork | None = None,
    seed: int = 1,
    draw: int = 0,
    events: bool = True,
) -> Played:
    """Play a fork on to a day, `replicas` times under one draw."""
    fork = fork or Fork(0)
    limit = run._NO_LIMIT if fork.pins_until < 0 else fork.pins_until
    job = run._job(world, [fork], limit, False)._replace(end_day=end)
    made = make_draws(world, seed, draw, 1)[0]
    room = run._room(world)
    played = Played(np.zeros(0, dtype=np.int64))
    for first in range(0, replicas, 250):
        count = min(250, replicas - first)
        out = _results(world, count, events)
        part = job._replace(per_draw=count)
        # the draw is given: its number keys the replicas, which are told apart by it
        which = first // 250 if count == 250 else first
        kernel.play_draw(
            world.tables,
            world.start,
            room.states,
            room.log,
            made,
            room.scratch,
            room.work,
            part,
            out,
            (seed, which, seed),
        )
        played.outcome = np.append(played.outcome, out.outcome[0])
        for replica in range(count if events else 0):
            lines = int(out.event_count[0, replica])
            played.events.append(out.event[0, replica, :lines].copy())
            played.values.append(out.event_value[0, replica, :lines].copy())
    played.record, played.state = room.states[0].copy(), room.states[1].copy()
    return played


def _results(world: World, count: int, events: bool) -> Results:
    """Room for `count` replicas of one fork."""
    made = run._results(world, 1, run._Keep(events))
    whole = {
        name: np.zeros((1, count, *array.shape[2:]), dtype=array.dtype)
        if name not in ("answer", "asked", "film")
        and (events or name not in ("event", "event_value"))
        else array
        for name, array in made._asdict().items()
    }
    return Results(**whole)


def forced(
    world: World, rule: str, day: int = 0, instance: int = 0, option: int = 0, **more: Any
) -> Fork:
    """A fork at which a rule is made to fire."""
    return Fork(day, acts=(Act(world.index("rule", rule), instance, option),), **more)


def within(count: int, tries: int, chance: float) -> bool:
    """Tell whether a count is a binomial one of that chance, by `SIGMAS`."""
    spread = (tries * chance * (1.0 - chance)) ** 0.5
    return bool(abs(count - tries * chance) <= SIGMAS * spread + 0.5)


def pinned(state: Any, world: World, force: str) -> Any:
    """A force's men, wounded and place."""
    number = world.index("force", force)
    return (
        float(state.forces.men[number]),
        float(state.forces.wounded[number]),
        int(state.forces.place[number]),
    )


__all__ = [
    "QUIET",
    "SIGMAS",
    "Played",
    "entry",
    "fixed",
    "forced",
    "hazard",
    "index",
    "lay",
    "parameter",
    "pinned",
    "play",
    "scenario",
    "small",
    "version",
    "within",
]
