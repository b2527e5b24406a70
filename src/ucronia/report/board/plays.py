"""A play from a leader's place, as the board's page reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ucronia.analysis.outcomes import date_of, outcome_ids
from ucronia.analysis.questions.seats import Weighed, subject_of
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.one import Asked, One
from ucronia.report.board.frames import told_men
from ucronia.report.chronicle import FORCE, PLACE, POLITY, STATUS, Names, line_sentence
from ucronia.report.words import outcome_name

Json = dict[str, Any]
_MOST_FORCES = 4
"""Of each side in the account of how things stand."""


def question_json(names: Names, world: World, leader: int, one: One, asked: Asked) -> Json:
    """Tell what a person in a leader's place is asked.

    Parameters
    ----------
    names : Names
        Names in one language.
    world : World
        What is played.
    leader : int
        Index of the leader.
    one : One
        The history so far.
    asked : Asked
        The question.

    Returns
    -------
    dict
        `day`, `rule`, `instance`, `title`, `situation` and `options`.
    """
    rule = world.scenario.rules[asked.rule]
    return {
        "day": asked.day,
        "rule": rule.id,
        "instance": asked.instance,
        "title": _title(names, world, asked.rule, asked.instance, asked.day),
        "situation": situation(names, leader, one),
        "options": [
            {"id": option.id, "label": names.words.text(option.text)} for option in rule.options
        ],
    }


def situation(names: Names, leader: int, one: One) -> list[str]:
    """Say how things stand on a film's last morning, for a leader's side.

    Parameters
    ----------
    names : Names
        Names in one language.
    leader : int
        Index of the leader.
    one : One
        The history so far.

    Returns
    -------
    list of str
        With whom his side is at war, its largest forces, and its enemies' largest.
    """
    film, words = one.film, names.words
    row = film.men.shape[0] - 1
    own = np.flatnonzero((film.commander[row] == leader) & (film.men[row] > 0))
    side = int(film.side[row, own[0]]) if len(own) else _side_of(names, leader)
    if side < 0:
        return []
    foes = np.flatnonzero(film.relation[row, side] == lay.WAR)
    said = []
    if len(foes):
        who = words.join([names.name(POLITY, int(foe)) for foe in foes])
        said.append(
            words.say(
                "{polity} is at war with: {who}.", polity=names.name(POLITY, side), who=who
            )
        )
    else:
        said.append(words.say("{polity} is at peace.", polity=names.name(POLITY, side)))
    mine = _largest(names, one, [side])
    if mine:
        said.append(words.say("Its forces: {forces}.", forces=mine))
    theirs = _largest(names, one, foes.tolist())
    if theirs:
        said.append(words.say("Its enemies' forces: {forces}.", forces=theirs))
    return said


def ending_json(
    names: Names, world: World, leader: int, one: One, weighed: Sequence[Weighed]
) -> Json:
    """Tell how a play ended, and what each choice moved.

    Parameters
    ----------
    names : Names
        Names in one language.
    world : World
        What was played.
    leader : int
        Index of the leader.
    one : One
        The history, whole.
    weighed : sequence of Weighed
        One a choice.

    Returns
    -------
    dict
        `outcome`, `fate`, `text` and `choices`.
    """
    outcome = outcome_ids(world.scenario)[one.outcome]
    status = int(one.fate[leader])
    fate = names.words.say(STATUS[status], a=_name(names, leader), c="—")
    if status == lay.PRISONER:
        fate = names.words.say("{a} is a prisoner.", a=_name(names, leader))
    return {
        "outcome": outcome,
        "fate": fate,
        "text": outcome_name(names.words, world.scenario, outcome),
        "choices": [_choice(names, world, choice) for choice in weighed],
    }


def _choice(names: Names, world: World, choice: Weighed) -> Json:
    words, rule = names.words, world.scenario.rules[choice.rule]
    outcomes = outcome_ids(world.scenario)
    label = words.text(rule.options[choice.option].text)
    told: Json = {
        "day": choice.day,
        "date": date_of(world.scenario, choice.day).isoformat(),
        "title": _title(names, world, choice.rule, choice.instance, choice.day),
        "option": rule.options[choice.option].id,
        "label": label,
        "mark": choice.mark,
        "text": _gap_text(names, choice),
        "options": [
            {
                "id": option.id,
                "label": words.text(option.text),
                "outcomes": [
                    {
                        "id": outcome,
                        "p": round(share.mean, 4),
                        "low": round(share.low, 4),
                        "high": round(share.high, 4),
                    }
                    for outcome, share in zip(outcomes, shares, strict=True)
                ],
            }
            for option, shares in zip(rule.options, choice.options, strict=True)
        ],
    }
    return told


def _gap_text(names: Names, choice: Weighed) -> str:
    """Say what a choice gave away, in points of the leader's assumed aims."""
    words, gap = names.words, choice.gap
    if gap is None:
        return words.say("Not graded.")
    if gap.low > 0:
        return words.say(
            "Gave up {points} of 100 points by this leader's assumed aims.",
            points=words.change(gap, 1.0),
        )
    if gap.high < 0:
        return words.say("The best of the options, by this leader's assumed aims.")
    return words.say("Not distinguishable from the best other option.")


def _title(names: Names, world: World, rule: int, instance: int, day: int) -> str:
    first, second = subject_of(world, rule, instance)
    event = np.array([day, lay.L_RULE, rule, first, lay.NONE, second], dtype=np.int64)
    return line_sentence(names, event)


def _side_of(names: Names, leader: int) -> int:
    """Give the polity that a leader serves on the first day, -1 where none is named."""
    scenario = names.scenario
    wanted = scenario.leaders[leader].polity
    ids = [polity.id for polity in scenario.polities]
    return ids.index(wanted) if wanted in ids else lay.NONE


def _name(names: Names, leader: int) -> str:
    return str(names.scenario.leaders[leader].name)


def _largest(names: Names, one: One, sides: Sequence[int]) -> str:
    film, words = one.film, names.words
    row = film.men.shape[0] - 1
    here = np.isin(film.side[row], list(sides)) & (film.men[row] >= 1) & (film.place[row] >= 0)
    found = sorted(np.flatnonzero(here).tolist(), key=lambda force: -film.men[row, force])
    return words.join(
        [
            words.say(
                "{force}, {men} men, at {place}",
                force=names.name(FORCE, force),
                men=words.number(told_men(float(film.men[row, force]))),
                place=names.name(PLACE, int(film.place[row, force])),
            )
            for force in found[:_MOST_FORCES]
        ]
    )
