"""The five moments of a first visit: what is told of them, and what each option brings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ucronia.analysis.estimates import Estimate, share_interval
from ucronia.analysis.outcomes import outcome_ids
from ucronia.analysis.questions.batches import Asked, play
from ucronia.analysis.questions.occasions import act_of, entry_days
from ucronia.compiler.build import World
from ucronia.ensemble.plan import Fork
from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Entry, Rule

Row = dict[str, Any]
TEXTS = Path(__file__).parents[2] / "board"
STAGE = "Playing the other options"


@cache
def read_text(name: str) -> Any:
    """Read one of the board's own texts.

    Parameters
    ----------
    name : str
        `moments` or `glossary`.

    Returns
    -------
    Any
        As the file writes it.
    """
    return yaml.safe_load((TEXTS / f"{name}.yaml").read_text("utf-8"))


def moments_of(world: World) -> list[Row]:
    """Give the moments that are told of a scenario, those alone whose decision is recorded."""
    entries = world.plan.record.entries
    told = read_text("moments").get(world.scenario.id, [])
    return [row for row in told if row["entry"] in entries]


def play_moments(world: World, asked: Asked) -> dict[str, Row]:
    """Play every option of every moment, and what went before it.

    Parameters
    ----------
    world : World
        What is played.
    asked : Asked
        How many histories of each option, the seed and the threads.

    Returns
    -------
    dict
        Entry to `before` and to each of its options by id: shares of the moment's outcome.
    """
    found: dict[str, Row] = {}
    for moment in moments_of(world):
        entry = world.plan.record.entries[moment["entry"]]
        rule = _rule(world, entry)
        day, _ = entry_days(world, entry.id)
        options = [option.id for option in rule.options]
        acts = [act_of(world, rule.id, dict(entry.bind), option) for option in options]
        forks = [Fork(day), *(Fork(day, acts=(act,)) for act in acts)]
        runs, _ = play(world, forks, asked, STAGE)
        column = outcome_ids(world.scenario).index(moment["outcome"])
        shares = [_share(share_interval(row == column, runs.per_draw)) for row in runs.outcome]
        found[entry.id] = dict(zip(["before", *options], shares, strict=True))
    return found


def moment_rows(world: World, words: Words, played: dict[str, Row]) -> list[Row]:
    """Tell the moments in one language.

    Parameters
    ----------
    world : World
        With the record.
    words : Words
        The language.
    played : dict
        As `play_moments` gives it.

    Returns
    -------
    list of dict
        As the page reads them.
    """
    return [_moment(world, words, moment, played) for moment in moments_of(world)]


def _moment(world: World, words: Words, moment: Row, played: dict[str, Row]) -> Row:
    entry = world.plan.record.entries[moment["entry"]]
    shares = played[entry.id]
    known = {parameter.id: parameter for parameter in world.scenario.parameters}
    assumed = [known[name] for name in moment["assumptions"] if name in known]
    return {
        "entry": entry.id,
        "title": entry_name(words, world.scenario, entry),
        "sentences": moment["sentences"][words.lang],
        "roles": moment["roles"][words.lang],
        "question": moment["question"][words.lang],
        "outcome": moment["outcome"],
        "before": shares["before"],
        "options": [
            {"id": option.id, "label": words.text(option.text), **shares[option.id]}
            for option in _rule(world, entry).options
        ],
        "chosen": entry.option,
        "assumptions": [
            {
                "parameter": parameter.id,
                "name": words.text(parameter.text),
                "basis": parameter.basis,
                "text": words.text(parameter.text),
            }
            for parameter in assumed
        ],
    }


def _rule(world: World, entry: Entry) -> Rule:
    return next(rule for rule in world.scenario.rules if rule.id == entry.rule)


def _share(share: Estimate) -> Row:
    return {
        "p": round(share.mean, 3),
        "low": round(share.low, 3),
        "high": round(share.high, 3),
    }
