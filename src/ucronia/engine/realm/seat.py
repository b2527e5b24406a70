"""The interior against the capital, a month at a time: who pays for a seat far away."""

from __future__ import annotations

from ucronia.engine.acts_provinces import shift
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_SEAT_LEAN, P_SEAT_SHARE
from ucronia.engine.layout import N_PROVINCES, Draw, Log, State, Tables
from ucronia.engine.seats import farness, seat_days

EVERY_DAYS = 30
_MONTHS = 12.0


@compiled
def settle_seat(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, province: int
) -> None:
    """Move a province to its sovereign's cause as its seat has come nearer, or from it.

    What it pays to the seat, net of what comes back, grows with the days to it; its base
    leaning knows the seat of the first day. Who holds it without right is not so judged.
    """
    top = sovereign_of(state, state.realm.controller[province])
    days = seat_days(tables, state, province)
    start = tables.geo.province_seat_days[province]
    if top < 0 or top != state.realm.owner[province] or days == start:
        return
    cause = tables.people.polity_cause[top]
    spared = draw.parameter[P_SEAT_SHARE] * (farness(draw, start) - farness(draw, days))
    amount = draw.parameter[P_SEAT_LEAN] / _MONTHS * spared
    if cause >= 0 and (amount > 0.0 or state.realm.allegiance[province, cause] < 1.0):
        shift(tables, state, log, day, province, cause, amount)


@compiled
def step(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Give every province its month."""
    for province in range(tables.size[N_PROVINCES]):
        settle_seat(tables, state, log, draw, day, province)
