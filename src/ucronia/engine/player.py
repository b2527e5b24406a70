"""A person in a leader's place: his decisions are asked of the person, the rest goes on."""

from __future__ import annotations

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    MOST_CHOICES,
    NOBODY,
    NONE,
    Draw,
    Ints,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.realm.opening import reckon

BY_NOBODY, BY_LEADER, BY_POLITY = range(3)
"""Who takes a rule's decision: nobody that a person could be, a leader, or a polity's head."""
ASKED_COLUMNS = 4
"""Day, rule, instance, and the option that the engine would have taken."""


@compiled
def sit_down(scratch: Scratch, player: int, by: Ints, choice: Ints) -> None:
    """Seat a person in a leader's place (NOBODY for none), with the choices made so far.

    Parameters
    ----------
    scratch : Scratch
        Changed.
    player : int
        The leader.
    by : Ints
        [H] who takes each rule's decision: BY_NOBODY, BY_LEADER, BY_POLITY.
    choice : Ints
        [C, 4] day, rule, instance, option; at most MOST_CHOICES.
    """
    scratch.player[0] = player
    scratch.player[1] = min(choice.shape[0], MOST_CHOICES)
    scratch.asked[0] = NONE
    for rule in range(by.shape[0]):
        scratch.player_rule[rule] = by[rule]
    for line in range(scratch.player[1]):
        for column in range(ASKED_COLUMNS):
            scratch.choice[line, column] = choice[line, column]


@compiled
def decides(
    tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int, rule: int
) -> bool:
    """Tell whether the person decides a rule whose roles are bound."""
    by = scratch.player_rule[rule]
    start = tables.rules.decider_start[rule]
    if by == BY_NOBODY or start < 0:
        return False
    who = int(reckon(tables, state, draw, scratch, day, start))
    if by == BY_LEADER or who < 0:
        return bool(who == scratch.player[0])
    office = tables.people.polity_office[who]
    return bool(office >= 0 and state.persons.holder[office] == scratch.player[0])


@compiled
def choose(
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    day: int,
    what: tuple[int, int, int],
) -> int:
    """Give the person's option, NONE if it is still to be asked; the engine's for all others.

    Parameters
    ----------
    tables, state, draw : Tables, State, Draw
        The history, the rule's roles bound.
    scratch : Scratch
        Holds who sits there and what he chose; what he is asked first is noted.
    day : int
        Day.
    what : tuple of int
        Rule, instance and the engine's option.

    Returns
    -------
    int
        Option, or NONE.
    """
    rule, instance, option = what
    if scratch.player[0] == NOBODY or not decides(tables, state, draw, scratch, day, rule):
        return option
    for line in range(scratch.player[1]):
        if (
            scratch.choice[line, 0] == day
            and scratch.choice[line, 1] == rule
            and scratch.choice[line, 2] == instance
        ):
            return int(scratch.choice[line, 3])
    if scratch.asked[0] == NONE:
        scratch.asked[0], scratch.asked[1] = day, rule
        scratch.asked[2], scratch.asked[3] = instance, option
    return NONE
