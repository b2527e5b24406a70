"""Every change of a province's state, each with its log line."""

from __future__ import annotations

from ucronia.engine.acts_leaders import note
from ucronia.engine.bonds import sovereign_of
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    L_CONTROL,
    N_CAUSES,
    N_PROVINCES,
    Log,
    State,
    Tables,
)


@compiled
def _is_of_the_country(tables: Tables, state: State, province: int, polity: int) -> bool:
    """Tell whether a polity is a province's owner, or a government of its owner's nation."""
    owner = state.realm.owner[province]
    if owner < 0 or polity < 0:
        return False
    if sovereign_of(state, polity) == owner:
        return True
    return bool(tables.people.polity_nation[polity] == tables.people.polity_nation[owner])


@compiled
def control(
    tables: Tables, state: State, log: Log, day: int, province: int, polity: int
) -> None:
    """Let a polity that exists control a province; possession is counted by sovereign.

    Where it comes to its owner, or to a government of his nation, those in arms go home.
    """
    former = state.realm.controller[province]
    if former == polity or (polity >= 0 and state.realm.exists[polity] == 0):
        return
    state.realm.controller[province] = polity
    if sovereign_of(state, former) != sovereign_of(state, polity):
        state.realm.control_day[province] = day
        if _is_of_the_country(tables, state, province, polity):
            state.realm.insurgents[province] = 0.0
            state.realm.hostile[province] = 0
    capital = tables.geo.province_capital[province]
    note(state, log, (day, L_CONTROL, province, polity, former, capital), 0.0)


@compiled
def occupy(
    tables: Tables, state: State, log: Log, day: int, province: int, polity: int
) -> None:
    """Let a polity control a province."""
    control(tables, state, log, day, province, polity)


@compiled
def annex(tables: Tables, state: State, log: Log, day: int, province: int, polity: int) -> None:
    """Make a province a polity's by treaty, if that exists."""
    if polity >= 0 and state.realm.exists[polity] == 0:
        return
    control(tables, state, log, day, province, polity)
    state.realm.owner[province] = sovereign_of(state, polity)
    state.realm.before[province] = state.realm.owner[province]
    state.realm.treaty_day[province] = day


@compiled
def transfer_nation(
    tables: Tables, state: State, log: Log, day: int, giver: int, taker: int
) -> None:
    """Pass to a polity the provinces of the blocs it claims that another holds."""
    for province in range(tables.size[N_PROVINCES]):
        bloc = tables.geo.province_bloc[province]
        if bloc < 0 or state.realm.controller[province] != giver:
            continue
        if tables.people.polity_claims[taker, bloc] == 1:
            control(tables, state, log, day, province, taker)


@compiled
def shift(
    tables: Tables, state: State, log: Log, day: int, province: int, cause: int, amount: float
) -> None:
    """Move a province's allegiance to a cause by a share of its way to all or none."""
    amount = min(max(amount, -1.0), 1.0)
    level = state.realm.allegiance[province, cause]
    new = level + amount * (1.0 - level) if amount > 0.0 else level * (1.0 + amount)
    rest = 1.0 - level
    scale = (1.0 - new) / rest if rest > 1e-12 else 0.0
    # over all the room there is, as in province.drift
    for other in range(state.realm.allegiance.shape[1]):
        state.realm.allegiance[province, other] *= scale
    state.realm.allegiance[province, cause] = new
    if rest <= 1e-12 and new < 1.0:
        state.realm.allegiance[province, (cause + 1) % tables.size[N_CAUSES]] += 1.0 - new


@compiled
def shift_all(
    tables: Tables, state: State, log: Log, day: int, polity: int, cause: int, amount: float
) -> None:
    """Move the allegiance of all provinces that a polity controls."""
    for province in range(tables.size[N_PROVINCES]):
        if state.realm.controller[province] == polity:
            shift(tables, state, log, day, province, cause, amount)


@compiled
def unsettle(
    tables: Tables, state: State, log: Log, day: int, province: int, amount: float
) -> None:
    """Add to a province's unrest."""
    level = state.realm.unrest[province] + amount
    state.realm.unrest[province] = min(max(level, 0.0), 1.0)
