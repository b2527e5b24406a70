"""Who has heard of a disaster, and who not yet."""

from __future__ import annotations

from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import apart, compiled
from ucronia.engine.layout import NEWS_SLOTS, State, Tables


@apart
def is_known(tables: Tables, state: State, day: int, what: tuple[int, int], place: int) -> bool:
    """Tell whether news of a disaster is at a place; what = (whose, day of it).

    A member state's is told as its sovereign's. One of which no news is on the way is known.
    """
    polity, beaten = what
    top = sovereign_of(state, polity)
    for slot in range(NEWS_SLOTS):
        there = state.persons.news[slot, 0]
        set_out = state.persons.news[slot, 2]
        whose = state.persons.news[slot, 1]
        is_of_it = (whose == polity or whose == top) and set_out == beaten
        if is_of_it and state.persons.news_size[slot] < 0.0:
            if place < 0 or there < 0 or there == place:
                return True
            return bool(day >= set_out + tables.geo.courier_days[there, place])
    return True


@compiled
def knows_defeat(tables: Tables, state: State, day: int, force: int, days: float) -> bool:
    """Tell whether a force knows that its side lost a decisive battle within so many days.

    A defeat of the confederation is one of its members' forces, too.
    """
    side = state.forces.side[force]
    if side < 0:
        return False
    top = sovereign_of(state, side)
    beaten = max(state.persons.beaten_day[side], state.persons.beaten_day[top])
    if day - beaten > days:
        return False
    return is_known(tables, state, day, (side, beaten), state.forces.place[force])
