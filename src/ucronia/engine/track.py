"""The places that a force has come to, of which reports tell."""

from __future__ import annotations

from ucronia.engine.compiled import apart
from ucronia.engine.layout import NOWHERE, TRACK, State


@apart
def begin_track(state: State, force: int, place: int, day: int) -> None:
    """Let a force appear: nobody has heard of it in any other place."""
    for row in range(TRACK):
        state.forces.track_place[force, row] = NOWHERE
        state.forces.track_day[force, row] = day
    state.forces.track_place[force, 0] = place


@apart
def keep_track(state: State, force: int, day: int) -> None:
    """Write down that a force has come to where it is, if it was elsewhere before."""
    place = state.forces.place[force]
    if state.forces.track_place[force, 0] == place:
        return
    for row in range(TRACK - 1, 0, -1):
        state.forces.track_place[force, row] = state.forces.track_place[force, row - 1]
        state.forces.track_day[force, row] = state.forces.track_day[force, row - 1]
    state.forces.track_place[force, 0] = place
    state.forces.track_day[force, 0] = day
