"""What the engine is asked to play under one draw, and what comes out of it."""

from __future__ import annotations

from typing import NamedTuple

from ucronia.engine.film import Film
from ucronia.engine.layout import Floats, Ints


class Job(NamedTuple):
    """What to play under one draw."""

    day: Ints
    """[G] fork days, ascending."""
    quality_day: Ints
    """[G] battles before it condition qualities."""
    act: Ints
    """[G, 4, 3] rule, instance, option; rule NONE for none."""
    fact: Floats
    """[G, 8, 3] kind, thing, value; kind NONE for none."""
    forbidden: Ints
    """[G, 16, 2] first and last cell of rule instances that never fire; first NONE for none."""
    pins_until: int
    """The record's pins correct nothing from this day on."""
    end_day: int
    """Outcomes are classified at the start of this day."""
    later_day: int
    """And again at the start of this one; NONE for not."""
    per_draw: int
    """Replicas under a draw."""
    replay_day: int
    """Day to replay to after the forks, with the odds of all that happened; NONE for not."""
    asked_rule: int
    """Rule to be asked on that day, NONE for none."""
    asked_instance: int
    checkpoint_day: Ints
    """[G, K] days, ascending, at whose start a history is looked at; NONE after the last."""
    watched: Ints
    """[G] leader whose status is noted then; NONE for nobody's."""
    filmed: int
    """What is filmed: see film.py."""
    player: int
    """Leader in whose place a person sits, NOBODY for none: his decisions stop a history."""
    player_rule: Ints
    """[H] who takes each rule's decision: see player.py."""
    choice: Ints
    """[C, 4] what the person chose so far: day, rule, instance, option."""
    branch: Ints
    """[G, 3] day from which a history goes on by another chance, and nobody sits in a leader's
    place (NONE for never); replica whose chance it has until then; the first of those whose
    chance it has afterwards, one each replica within the draw."""
    ahead: int
    """Days played on from each fork, if that is before the end; NONE for all."""


class Results(NamedTuple):
    """What came out under one draw."""

    outcome: Ints
    """[G, m]"""
    later: Ints
    """[G, m]"""
    stood_days: Ints
    """[G, m]"""
    fate: Ints
    """[G, m, L]"""
    event_count: Ints
    """[G, m] lines written: those past LOG_LINES were dropped."""
    event: Ints
    """[G, m, lines, 6], or [1, 1, 1, 6] where nothing is kept."""
    event_value: Floats
    """[G, m, lines, 4]"""
    answer: Floats
    """[ANSWER_COLUMNS] what the rule asked is on its day: see asking.py."""
    checkpoint_outcome: Ints
    """[G, m, K]"""
    checkpoint_fate: Ints
    """[G, m, K] status of the leader watched, NONE for nobody's."""
    books: Floats
    """[G, m, Q, BOOK_COLUMNS] each sovereign's books on the day of classification, or [G, m, 0,
    BOOK_COLUMNS] where they aren't wanted."""
    film: Film
    """Of what the job films, from its first day on; no days where it films nothing."""
    asked: Ints
    """[4] what a person in a leader's place is asked: see player.py."""
    checkpoint_holder: Ints
    """[G, m, K, V] sovereign of who holds each province, NONE for nobody; [G, m, K, 0] where
    how things stand isn't wanted."""
    checkpoint_place: Ints
    """[G, m, K, F] place of each of the first forces, NOWHERE for one that doesn't stand."""
    checkpoint_men: Floats
    """[G, m, K, F] its men."""
